"""A version made: what the worker does with a job. Everything is written, read back and saved, or nothing is."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gouji.errors import GoujiError
from gouji.model.publication import Publication
from gouji.web import store
from gouji.web.base.queue import finish
from gouji.web.journal.log import record
from gouji.web.publication.contents import Contents, contents_of
from gouji.web.publication.last_year import ledger_in_store
from gouji.web.publication.models import Amount, Current, Figure, File, Job, Part, Passage, State, Version

_LOG = logging.getLogger(__name__)
MANIFEST = "gouji/release/1"
_MOST_NAMED = 20
_UNFORESEEN = "编制公开文件时发生未预料的错误（{}），没有公开，请联系系统维护人员。"
_TITLES = {
    ".docx": "公开文件（Word）",
    ".pdf": "公开文件（PDF）",
    ".xlsx": "全部表格（Excel）",
}


@dataclass(frozen=True, slots=True)
class _Released:
    """A file in the store: path, what it is, output, SHA-256, size."""

    path: str
    title: str
    output: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """Everything of a version that passed the gate."""

    publication: Publication
    files: tuple[_Released, ...]
    contents: Contents
    notices: tuple[str, ...]


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
    """The outputs of the version's ledger, read back and kept in the store. Raises :class:`GoujiError` with everything
    that forbids publication: texts that are owed, errors of checking, differences between outputs."""
    from gouji.checking import check
    from gouji.checking.findings import Level
    from gouji.publishing import publish
    from gouji.publishing.outline import missing_texts
    from gouji.publishing.printed import disclosure_of
    from gouji.tabulating import load_template
    from gouji.tabulating.document import tabulated

    publication = tabulated(ledger_in_store(version.ledger), load_template(version.template)).publication
    disclosure = disclosure_of(publication)
    report = check(disclosure)
    wrong = [finding.message for finding in report.findings if finding.level is Level.ERROR]
    if wrong:
        raise GoujiError(_listed("核对发现 {} 处错误，没有公开：", wrong))
    if missing := missing_texts(publication):
        raise GoujiError(_listed("有 {} 段文字待填，没有公开：", list(missing)))
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        published = publish(publication, Path(folder) / "out", evidence=lambda _: report.evidence)
        files = tuple(_kept(Path(folder) / "out", published.outputs))
    return Made(publication, files, contents_of(publication), published.notices)


def _listed(head: str, lines: list[str]) -> str:
    more = [f"……共 {len(lines)} 处"] if len(lines) > _MOST_NAMED else []
    return "\n".join([head.format(len(lines)), *lines[:_MOST_NAMED], *more])


def _kept(folder: Path, outputs: object) -> Iterator[_Released]:
    """Every file below the folder, now in the store: documents first, then the data, then the site."""
    from gouji.publishing.package_schema import TITLES

    order = {"": 0, "data": 1, "site": 2}
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in sorted(paths, key=lambda path: order.get(path.relative_to(folder).parent.as_posix().split("/")[0], 0)):
        name = path.relative_to(folder).as_posix()
        top = name.split("/")[0] if "/" in name else path.suffix.removeprefix(".")
        title = _TITLES.get(path.suffix, "") if "/" not in name else TITLES.get(path.name, "") if top == "data" else ""
        data = path.read_bytes()
        yield _Released(name, title, top, store.keep([data]), len(data))


def manifest(version: Version, made: Made) -> bytes:
    """What was published, with the SHA-256 of every file and of the ledger it was made from."""
    content = {
        "schema": MANIFEST,
        "department": made.publication.department,
        "year": made.publication.year,
        "title": made.publication.title,
        "template": version.template,
        "published_on": made.publication.published_on,
        "ledger": version.ledger,
        "files": [{"path": one.path, "sha256": one.sha256, "size": one.size} for one in made.files],
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
    numbered = Version.objects.filter(cycle=version.cycle, department=version.department)
    last = numbered.aggregate(last=Max("number"))["last"] or 0
    version.number, version.state, version.title = last + 1, State.PUBLISHED, made.publication.title[:300]
    version.published_at, version.notices = timezone.now(), "\n".join(made.notices)
    version.published_on = timezone.localdate(version.published_at)
    version.save()
    newest = {"version": version, "year": version.cycle.year, "name": made.publication.department[:100]}
    Current.objects.update_or_create(cycle=version.cycle, department=version.department, defaults=newest)
    record(
        None,
        "publication.published",
        version,
        office=version.department,
        after={"number": version.number, "sha256": version.sha256, "text": version.reason},
    )


def _refuse(job: Job, problem: str) -> None:
    with transaction.atomic():
        if finish(job):
            version = job.version
            version.state, version.problem = State.REFUSED, problem[:10_000]
            version.save(update_fields=["state", "problem"])
            after = {"problem": problem.partition("\n")[0][:300]}
            record(None, "publication.refused", version, office=version.department, after=after)
