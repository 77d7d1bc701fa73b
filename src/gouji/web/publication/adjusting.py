"""Whether a department's adjusted budget may be published, what is missing, how long it has time; and asking for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gouji.errors import GoujiError
from gouji.ledgers.check import check
from gouji.ledgers.problems import ERROR
from gouji.ledgers.workbook import workbook_bytes
from gouji.model.ledger import Ledger
from gouji.web import store
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import Said, later
from gouji.web.cycle.adjustments import OPEN
from gouji.web.cycle.deadlines import terms
from gouji.web.cycle.models import Adjustment, AdjustmentStage, Budget, Cycle
from gouji.web.journal.log import record
from gouji.web.organisation.models import Office
from gouji.web.publication.adjusted_ledger import ledger_with
from gouji.web.publication.last_year import ledger_in_store
from gouji.web.publication.models import Current, Job, Kind, State, Version
from gouji.web.publication.readiness import RefusedError


@dataclass(frozen=True, slots=True)
class Standing:
    """How a department's adjustments of a year stand: ``original`` is the published budget, ``newest`` the adjusted one
    published last; ``waiting`` the approved adjustments that it lacks, in the order of their approval; ``open`` those
    under way."""

    original: Version | None
    newest: Version | None
    approved: tuple[Adjustment, ...]
    open: int

    @property
    def waiting(self) -> tuple[Adjustment, ...]:
        """What has been approved and is not published."""
        known = set(self.newest.adjustments) if self.newest else set()
        return tuple(one for one in self.approved if one.pk not in known)

    @property
    def since(self) -> date | None:
        """The day from which the days are counted: of the first approval that is not published."""
        return min((one.approved_on for one in self.waiting if one.approved_on), default=None)

    @property
    def due(self) -> date | None:
        """Until when it must be published."""
        return self.since + timedelta(days=terms()["publish_adjusted"].days) if self.since else None

    def days_left(self, today: date) -> int | None:
        """How many days are left; negative when the last has passed."""
        return (self.due - today).days if self.due else None

    @property
    def is_outdated(self) -> bool:
        """Whether the budget was corrected since the adjusted one was published."""
        return self.newest is not None and self.newest.original_id != (self.original.pk if self.original else None)


def standing(cycle: Cycle, department: Office) -> Standing:
    """Of one department."""
    return standings(cycle, [department.pk]).get(department.pk, Standing(None, None, (), 0))


def standings(cycle: Cycle, departments: Sequence[int]) -> Mapping[int, Standing]:
    """Of the departments (by key) that have published or adjusted anything."""
    published: dict[int, dict[str, Version]] = {}
    rows = Current.objects.filter(cycle=cycle, department__in=departments, evaluation=None)
    for current in rows.select_related("version__cycle"):
        published.setdefault(current.department_id, {})[current.kind] = current.version
    approved: dict[int, list[Adjustment]] = {}
    under_way: dict[int, int] = {}
    every = Adjustment.objects.filter(budget__cycle=cycle, budget__unit__parent__in=departments)
    for one in every.select_related("budget__unit").order_by("approved_on", "pk"):
        department = one.budget.unit.parent_id or 0
        if one.stage == AdjustmentStage.APPROVED:
            approved.setdefault(department, []).append(one)
        elif one.stage in OPEN:
            under_way[department] = under_way.get(department, 0) + 1
    return {
        department: Standing(
            published.get(department, {}).get(Kind.BUDGET),
            published.get(department, {}).get(Kind.ADJUSTED),
            tuple(approved.get(department, ())),
            under_way.get(department, 0),
        )
        for department in published.keys() | approved.keys() | under_way.keys()
    }


@dataclass(frozen=True, slots=True)
class Need:
    """A condition of publication, whether it is met, and what stands for it."""

    text: Said
    is_met: bool


def needs(state: Standing) -> tuple[Need, ...]:
    """What must be there, each with what is there."""
    if state.original is None:
        first = Need(_("年初预算还没有在本系统公开，请先公开年初预算。"), False)
    else:
        first = Need(later(_("年初预算已公开（第 %(number)d 版）。"), number=state.original.number or 0), True)
    if not state.approved:
        second = Need(_("没有批复的预算调整。"), False)
    elif state.waiting:
        second = Need(later(_("有 %(number)d 项批复的调整还没有公开。"), number=len(state.waiting)), True)
    else:
        second = Need(_("批复的调整都已公开；再次公开是更正。"), True)
    found = [first, second]
    if state.is_outdated:
        found.append(Need(_("年初预算在调整公开之后更正过，请重新公开预算调整。"), False))
    return tuple(found)


def why_not(scope: Scope, cycle: Cycle, department: Office, state: Standing) -> Said | None:
    """Why the person cannot publish the adjusted budget now; None when they can."""
    if not scope.covers(Right.PUBLISH, department):
        return _("您没有公开预算的权限。")
    if state.original is None:
        return _("年初预算还没有在本系统公开，请先公开年初预算。")
    if not state.approved:
        return _("没有批复的预算调整。")
    if Version.objects.filter(cycle=cycle, department=department, evaluation=None, state=State.WAITING).exists():
        return _("正在编制公开文件，请稍候。")
    return None


def explanation_of(state: Standing) -> str:
    """What may be said of the adjustments, from what they were asked for: a line a unit and reason."""
    lines = (f"{one.budget.unit.name}：{' '.join(one.reason.split()).rstrip('。')}。" for one in state.approved)
    return "\n".join(dict.fromkeys(lines))


def ask(scope: Scope, cycle: Cycle, department: Office, explanation: str, reason: str, today: date) -> Version:
    """Freeze the adjusted ledger and have it published. Raises :class:`GoujiError` where that may not be; nothing has
    changed then."""
    state = standing(cycle, department)
    if (problem := why_not(scope, cycle, department, state)) is not None:
        raise RefusedError(problem)
    assert state.original is not None
    explanation, reason = explanation.strip(), reason.strip()
    if not explanation:
        raise RefusedError(_("请写明调整的情况和原因。"))
    if state.newest is not None and not state.waiting and not reason:
        raise RefusedError(_("批复的调整都已公开，这是更正，请写明更正了什么、为什么。"))
    ledger = _ledger(cycle, department, state, explanation, today)
    problems = [one.message for one in check(ledger) if one.level == ERROR]
    if problems:
        raise RefusedError(str(_("；")).join(problems[:5]))
    kept = store.keep([workbook_bytes(ledger)])
    since = state.since or (state.newest.approved_on if state.newest else today)
    assert isinstance(scope.user, User)
    try:
        with transaction.atomic():
            version = Version.objects.create(
                kind=Kind.ADJUSTED,
                cycle=cycle,
                department=department,
                template=state.original.template,
                reason="" if state.waiting else reason,
                approved_on=since,
                asked_by=scope.user,
                ledger=kept,
                original=state.original,
                adjustments=[one.pk for one in state.approved],
                explanation=explanation,
            )
            Job.objects.create(version=version)
            after = {"kind": Kind.ADJUSTED.label, "sha256": kept, "text": reason or explanation}
            record(scope.user, "publication.asked", version, office=department, after=after)
    except IntegrityError as error:
        raise RefusedError(_("正在编制公开文件，请稍候。")) from error
    return version


def _ledger(cycle: Cycle, department: Office, state: Standing, explanation: str, today: date) -> Ledger:
    assert state.original is not None
    budgets = (
        Budget.objects.filter(cycle=cycle, unit__parent=department)
        .select_related("unit")
        .prefetch_related("lines")
        .order_by("unit__path")
    )
    try:
        original = ledger_in_store(state.original.ledger)
        return ledger_with(original, tuple(budgets), state.approved, explanation, today)
    except OSError as error:
        raise GoujiError(_("年初预算的账套读不出来，请联系系统维护人员。")) from error
