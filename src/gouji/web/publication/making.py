"""A version made: what the worker does with a job. Everything is written, read back and saved, or nothing is."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gouji.errors import GoujiError
from gouji.web import store
from gouji.web.base.queue import finish
from gouji.web.journal.log import record
from gouji.web.publication.budgets import made_of_budget
from gouji.web.publication.evaluation_made import made_of_evaluation
from gouji.web.publication.made import Made
from gouji.web.publication.models import (
    Amount,
    Current,
    Figure,
    File,
    Job,
    Kind,
    Part,
    Passage,
    State,
    Version,
    same_as,
)

_LOG = logging.getLogger(__name__)
MANIFEST = "gouji/release/1"
_UNFORESEEN = "编制公开文件时发生未预料的错误（{}），没有公开，请联系系统维护人员。"


def make(job: Job) -> None:
    """Make the version and publish it, or say why it was refused. Raises nothing for what is wrong with a budget."""
    version = job.version
    try:
        made = made_of(version)
    except GoujiError as error:
        _refuse(job, str(error))
        return
    except Exception as error:
        _LOG.exception("version %d", version.pk)
        _refuse(job, _UNFORESEEN.format(type(error).__name__))
        return
    with transaction.atomic():
        if finish(job):
            _save(version, made)


def made_of(version: Version) -> Made:
    """Everything of the version, read back and kept in the store. Raises :class:`GoujiError` with all that forbids
    publication."""
    return made_of_evaluation(version) if version.kind == Kind.EVALUATION else made_of_budget(version)


def manifest(version: Version, made: Made) -> bytes:
    """What was published, with the SHA-256 of every file and of the ledger it was made from."""
    content = {
        "schema": MANIFEST,
        "kind": version.kind,
        "department": made.department,
        "year": made.year,
        "title": made.title,
        "template": version.template,
        "published_on": made.published_on,
        "ledger": version.ledger,
        **({"original": version.original.sha256} if version.original else {}),
        "files": [{"path": one.path, "sha256": one.sha256, "size": one.size} for one in made.files],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def manifest_of_withdrawal(version: Version, department: str) -> bytes:
    """What was taken back, and why."""
    content = {
        "schema": MANIFEST,
        "kind": version.kind,
        "department": department,
        "year": version.cycle.year,
        "title": version.title,
        "withdraws": True,
        "reason": version.reason,
        "published_on": str(version.published_on),
        "ledger": version.ledger,
        "files": [],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _save(version: Version, made: Made) -> None:
    """Within the transaction that closes the job."""
    version.sha256 = store.keep([manifest(version, made)])
    for number, one in enumerate(made.files):
        File.objects.create(
            version=version,
            position=number,
            path=one.path,
            title=one.title,
            output=one.output,
            sha256=one.sha256,
            size=one.size,
        )
    contents = made.contents
    Part.objects.bulk_create(Part(version=version, **part.as_row()) for part in contents.parts)
    Amount.objects.bulk_create((Amount(version=version, **row) for row in contents.amounts), batch_size=500)
    Figure.objects.bulk_create(Figure(version=version, name=name, fen=fen) for name, fen in contents.figures.items())
    Passage.objects.bulk_create((Passage(version=version, **row) for row in contents.passages), batch_size=500)
    version.number, version.state, version.title = next_number(version), State.PUBLISHED, made.title[:300]
    version.published_at, version.notices = timezone.now(), "\n".join(made.notices)
    version.points = made.points
    version.published_on = timezone.localdate(version.published_at)
    version.save()
    newest = {"version": version, "year": version.cycle.year, "name": made.department[:100]}
    place: dict[str, Any] = {"cycle": version.cycle, "department": version.department}
    if version.evaluation is not None:
        Current.objects.update_or_create(evaluation=version.evaluation, kind=version.kind, defaults=newest | place)
    else:
        Current.objects.update_or_create(**place, kind=version.kind, evaluation=None, defaults=newest)
    record(
        None,
        "publication.published",
        version,
        office=version.department,
        after={"number": version.number, "sha256": version.sha256, "text": version.reason},
    )


def next_number(version: Version) -> int:
    """The number of a version that is published now, among those of its kind or of its self-evaluation."""
    last = same_as(version).aggregate(last=Max("number"))["last"] or 0
    return last + 1


def _refuse(job: Job, problem: str) -> None:
    with transaction.atomic():
        if finish(job):
            version = job.version
            version.state, version.problem = State.REFUSED, problem[:10_000]
            version.save(update_fields=["state", "problem"])
            after = {"problem": problem.partition("\n")[0][:300]}
            record(None, "publication.refused", version, office=version.department, after=after)
