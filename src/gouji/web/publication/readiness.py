"""Whether a department's budget may be published, and how long it has time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from gouji.errors import GoujiError
from gouji.ledgers.check import check
from gouji.ledgers.problems import ERROR
from gouji.ledgers.workbook import workbook_bytes
from gouji.model.ledger import Ledger
from gouji.tabulating import load_template
from gouji.web import store
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import Said, later
from gouji.web.cycle.models import PUBLICATION_DAYS, Budget, Cycle
from gouji.web.journal.log import record
from gouji.web.organisation.models import Office
from gouji.web.publication.conversion import ledger_of
from gouji.web.publication.last_year import last_year
from gouji.web.publication.models import Job, Kind, Notes, State, Version


class RefusedError(GoujiError):
    """What may not be published, or not now; the message says why."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of a department's units are approved, and since when all of them are."""

    units: int
    approved: int
    approved_on: date | None

    @property
    def is_approved(self) -> bool:
        """Whether every unit's budget is approved."""
        return self.units > 0 and self.approved == self.units and self.approved_on is not None

    @property
    def due(self) -> date | None:
        """The last of the law's twenty days; None while they have not begun."""
        return self.approved_on + PUBLICATION_DAYS if self.is_approved and self.approved_on else None

    def days_left(self, today: date) -> int | None:
        """How many days are left; negative when the last has passed."""
        return (self.due - today).days if self.due else None


NOT_STARTED = Readiness(0, 0, None)


def readiness(cycle: Cycle) -> Mapping[int, Readiness]:
    """Of each department of the cycle, by its key."""
    rows = (
        Budget.objects.filter(cycle=cycle)
        .order_by()
        .values("unit__parent")
        .annotate(units=Count("pk"), approved=Count("approved_on"), last=Max("approved_on"))
    )
    return {row["unit__parent"] or 0: Readiness(row["units"], row["approved"], row["last"]) for row in rows}


def notes_of(cycle: Cycle, department: Office) -> Notes | None:
    """What was written for the publication, if anything."""
    return Notes.objects.filter(cycle=cycle, department=department).first()


def why_not(scope: Scope, cycle: Cycle, department: Office) -> Said | None:
    """Why the person cannot publish the department's budget now; None when they can."""
    if not scope.covers(Right.PUBLISH, department):
        return _("您没有公开预算的权限。")
    state = readiness(cycle).get(department.pk, NOT_STARTED)
    if not state.is_approved:
        return later(_("还有 %(number)d 个单位的预算没有批复，不能公开。"), number=state.units - state.approved)
    if Version.objects.filter(cycle=cycle, department=department, evaluation=None, state=State.WAITING).exists():
        return _("正在编制公开文件，请稍候。")
    return None


def ask(scope: Scope, cycle: Cycle, department: Office, template: str, reason: str, today: date) -> Version:
    """Freeze the ledger and have it published. Raises :class:`GoujiError` where that may not be; nothing has changed
    then."""
    reason = reason.strip()
    load_template(template)
    if (problem := why_not(scope, cycle, department)) is not None:
        raise RefusedError(problem)
    same = Version.objects.filter(cycle=cycle, department=department, kind=Kind.BUDGET)
    published = same.filter(state=State.PUBLISHED).exists()
    if published and not reason:
        raise RefusedError(_("这是已公开预算的更正，请写明更正了什么、为什么。"))
    ledger = current_ledger(cycle, department, today)
    problems = [problem.message for problem in check(ledger) if problem.level == ERROR]
    if problems:
        raise RefusedError(str(_("；")).join(problems[:5]))
    kept = store.keep([workbook_bytes(ledger)])
    assert isinstance(scope.user, User)
    try:
        with transaction.atomic():
            # Approved budgets may be taken back; whoever does so changes their stage, which is looked at once more.
            approved_on = _approved_on(cycle, department)
            version = Version.objects.create(
                cycle=cycle,
                department=department,
                template=template,
                reason=reason if published else "",
                approved_on=approved_on,
                asked_by=scope.user,
                ledger=kept,
            )
            Job.objects.create(version=version)
            after = {"template": template, "sha256": kept, "text": reason}
            record(scope.user, "publication.asked", version, office=department, after=after)
    except IntegrityError as error:
        raise RefusedError(_("正在编制公开文件，请稍候。")) from error
    return version


def current_ledger(cycle: Cycle, department: Office, today: date) -> Ledger:
    """The department's ledger as it would be published today."""
    notes = notes_of(cycle, department)
    before, _source = last_year(cycle, department, notes)
    return ledger_of(cycle, department, notes, before, today)


def _approved_on(cycle: Cycle, department: Office) -> date:
    state = readiness(cycle).get(department.pk, NOT_STARTED)
    if not state.is_approved or state.approved_on is None:
        raise RefusedError(_("有单位的预算已不在批复状态，不能公开。"))
    return state.approved_on
