"""Which self-evaluations may be published; asking for it, and taking one back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouji.checking.reports.wording import clean
from gouji.publishing.evaluation import as_json
from gouji.targets.evaluation import EvaluationError
from gouji.web import store
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import Said, later
from gouji.web.cycle.models import Cycle
from gouji.web.journal.log import record
from gouji.web.organisation.models import Office
from gouji.web.performance.evaluating import form_of
from gouji.web.performance.models import Evaluation
from gouji.web.performance.models import State as Evaluated
from gouji.web.publication.making import manifest_of_withdrawal, next_number
from gouji.web.publication.models import Current, Job, Kind, State, Version
from gouji.web.publication.readiness import RefusedError


@dataclass(frozen=True, slots=True)
class Line:
    """A self-evaluation and what became of it: ``newest`` was published last (or withdrew what was), ``waiting`` is
    being made, ``refused`` was tried after all of these."""

    evaluation: Evaluation
    newest: Version | None
    waiting: Version | None
    refused: Version | None

    @property
    def is_shown(self) -> bool:
        """Whether everyone can see it."""
        return self.newest is not None and not self.newest.withdraws

    @property
    def is_changed(self) -> bool:
        """Whether it was accepted anew since it was published."""
        at = self.evaluation.accepted_at
        return self.is_shown and self.newest is not None and at is not None and at > self.newest.asked_at

    @property
    def needs_reason(self) -> bool:
        """Whether something was published before: then this is a correction."""
        return self.newest is not None

    @property
    def why_not(self) -> Said | None:
        """Why it cannot be published now; None where it can."""
        if self.evaluation.state != Evaluated.ACCEPTED:
            return _("部门还没有审定。")
        if self.waiting is not None:
            return _("正在编制公开文件，请稍候。")
        if self.is_shown and not self.is_changed:
            return _("公开的就是审定的，没有改动。")
        return None


def lines(cycle: Cycle, department: Office) -> list[Line]:
    """The self-evaluations of a department's year, by unit and project."""
    every = Evaluation.objects.filter(year=cycle.year, project__unit__parent=department)
    found = list(every.select_related("project__unit__parent").order_by("project__unit__path", "project__name"))
    by_state: dict[tuple[int | None, str], Version] = {}
    for version in Version.objects.filter(evaluation__in=[one.pk for one in found]).order_by("pk"):
        by_state[version.evaluation_id, version.state] = version
    return [_line(one, *(by_state.get((one.pk, state)) for state in _STATES)) for one in found]


_STATES = (State.PUBLISHED, State.WAITING, State.REFUSED)


def _line(found: Evaluation, newest: Version | None, waiting: Version | None, refused: Version | None) -> Line:
    over = waiting is not None or (newest is not None and refused is not None and newest.pk > refused.pk)
    return Line(found, newest, waiting, None if over else refused)


def ask(scope: Scope, cycle: Cycle, department: Office, chosen: Collection[int], reason: str) -> list[Version]:
    """Freeze the chosen self-evaluations as they were accepted and have them published, all or none. Raises
    :class:`GoujiError` where that may not be; nothing has changed then."""
    if not scope.covers(Right.PUBLISH, department):
        raise RefusedError(_("您没有公开预算的权限。"))
    if not chosen:
        raise RefusedError(_("请选择要公开的自评。"))
    known = {line.evaluation.pk: line for line in lines(cycle, department)}
    wanted = []
    for key in dict.fromkeys(chosen):
        line = known.get(key)
        if line is None:
            raise RefusedError(_("所选的自评不属于这个部门和年度。"))
        if (problem := line.why_not) is not None:
            raise RefusedError(later(_("“%(project)s”：%(why)s"), project=line.evaluation.project.name, why=problem))
        if line.needs_reason and not reason.strip():
            raise RefusedError(_("所选的自评有公开过的，请写明更正了什么、为什么。"))
        wanted.append(line)
    try:
        with transaction.atomic():
            return [_asked(scope, cycle, department, line, reason.strip()) for line in wanted]
    except IntegrityError as error:
        raise RefusedError(_("正在编制公开文件，请稍候。")) from error


def _asked(scope: Scope, cycle: Cycle, department: Office, line: Line, reason: str) -> Version:
    found = line.evaluation
    # It may have been opened again since it was read.
    same = Evaluation.objects.filter(pk=found.pk, version=found.version, state=Evaluated.ACCEPTED)
    if not same.exists() or found.accepted_at is None:
        raise RefusedError(_("部门还没有审定。"))
    kept = store.keep([frozen(found)])
    assert isinstance(scope.user, User)
    version = Version.objects.create(
        kind=Kind.EVALUATION,
        evaluation=found,
        cycle=cycle,
        department=department,
        reason=reason if line.needs_reason else "",
        approved_on=timezone.localdate(found.accepted_at),
        asked_by=scope.user,
        ledger=kept,
    )
    Job.objects.create(version=version)
    after = {"kind": Kind.EVALUATION.label, "project": found.project.name, "sha256": kept, "text": version.reason}
    record(scope.user, "publication.asked", version, office=department, after=after)
    return version


def frozen(found: Evaluation) -> bytes:
    """The form as it stands, without what cannot be printed. Raises :class:`RefusedError`."""
    try:
        content = json.loads(as_json(form_of(found)))
    except EvaluationError as error:
        raise RefusedError(str(error)) from error
    return json.dumps(_cleaned(content), ensure_ascii=False, indent=1).encode()


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(clean(line).strip() for line in value.splitlines())
    if isinstance(value, Mapping):
        return {name: _cleaned(one) for name, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def withdraw(
    scope: Scope, cycle: Cycle, department: Office, evaluation: int, number: int, reason: str, today: date
) -> Version:
    """Take back what is shown: from now on the portal says so, and why, in its place. ``number`` is the version the
    person saw. Raises :class:`GoujiError`."""
    if not scope.covers(Right.PUBLISH, department):
        raise RefusedError(_("您没有公开预算的权限。"))
    reason = reason.strip()
    if not reason:
        raise RefusedError(_("请写明撤回的理由。"))
    with transaction.atomic():
        rows = Current.objects.select_related("version__evaluation", "version__cycle")
        current = rows.filter(evaluation=evaluation, cycle=cycle, department=department).first()
        if current is None or current.version.number != number:
            raise RefusedError(_("要撤回的一版现在没有公开，请看过最新情况再办。"))
        shown = current.version
        if Version.objects.filter(evaluation=evaluation, state=State.WAITING).exists():
            raise RefusedError(_("正在编制公开文件，请稍候。"))
        assert isinstance(scope.user, User)
        version = Version(
            kind=Kind.EVALUATION,
            evaluation=shown.evaluation,
            cycle=cycle,
            department=department,
            withdraws=True,
            state=State.PUBLISHED,
            reason=reason,
            approved_on=shown.approved_on,
            asked_by=scope.user,
            ledger=shown.ledger,
            title=shown.title,
            published_at=timezone.now(),
            published_on=today,
        )
        version.number = next_number(version)
        version.sha256 = store.keep([manifest_of_withdrawal(version, current.name)])
        try:
            with transaction.atomic():
                version.save()
        except IntegrityError as error:
            raise RefusedError(_("要撤回的一版现在没有公开，请看过最新情况再办。")) from error
        current.delete()
        after = {"number": number, "sha256": version.sha256, "text": reason}
        record(scope.user, "publication.withdrawn", version, office=department, after=after)
    return version


def counted(cycle: Cycle) -> Mapping[int, tuple[int, int]]:
    """How many self-evaluations of each department (by key) are accepted, and how many are shown."""
    accepted = Evaluation.objects.filter(year=cycle.year, state=Evaluated.ACCEPTED).order_by()
    of_department = accepted.values("project__unit__parent").annotate(number=Count("pk"))
    shown = Current.objects.filter(cycle=cycle, kind=Kind.EVALUATION).order_by().values("department")
    first = {row["project__unit__parent"] or 0: row["number"] for row in of_department}
    second = {row["department"]: row["number"] for row in shown.annotate(number=Count("pk"))}
    return {key: (first.get(key, 0), second.get(key, 0)) for key in first.keys() | second.keys()}
