"""Changing an approved budget within its year: requests, their steps, what must hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from gouji.ledgers.problems import ERROR
from gouji.ledgers.rows import yuan
from gouji.model.coordinates import EXPENDITURE
from gouji.web.accounts import steps
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import Said, later
from gouji.web.cycle.adjusting import added
from gouji.web.cycle.checks import Problem, problems
from gouji.web.cycle.drafting import library_problems
from gouji.web.cycle.models import Adjustment, AdjustmentLine, Budget, Stage
from gouji.web.cycle.models import AdjustmentStage as At
from gouji.web.cycle.rows import Row, changes, of_lines
from gouji.web.cycle.steps import RefusedError, StaleError
from gouji.web.journal.log import record
from gouji.web.journal.models import Event

_AFTER = gettext_noop("调整后，")
OPEN = (At.DRAFTING, At.UNIT, At.DEPARTMENT, At.FINANCE)


class Step(steps.Step[At]):
    """A step of an adjustment."""


STEPS = (
    Step("submit", _("提交单位审核"), Right.DRAFT, {At.DRAFTING: At.UNIT}, judges=False),
    Step("agree", _("同意，报部门"), Right.AGREE_UNIT, {At.UNIT: At.DEPARTMENT}),
    Step("forward", _("同意，报财政"), Right.AGREE_DEPARTMENT, {At.DEPARTMENT: At.FINANCE}),
    Step("approve", _("批复调整"), Right.APPROVE, {At.FINANCE: At.APPROVED}),
    Step(
        "return-unit",
        _("退回修改"),
        Right.AGREE_UNIT,
        {At.UNIT: At.DRAFTING},
        checked=False,
        explains=True,
    ),
    Step(
        "return-department",
        _("退回修改"),
        Right.AGREE_DEPARTMENT,
        {At.DEPARTMENT: At.DRAFTING},
        checked=False,
        explains=True,
    ),
    Step(
        "return-finance",
        _("退回修改"),
        Right.APPROVE,
        {At.FINANCE: At.DRAFTING},
        checked=False,
        explains=True,
    ),
    Step(
        "withdraw",
        _("撤回这次调整"),
        Right.DRAFT,
        {At.DRAFTING: At.WITHDRAWN},
        judges=False,
        checked=False,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def can_ask(scope: Scope, budget: Budget) -> bool:
    """Whether the person may ask for an adjustment now: of an approved budget, one at a time."""
    return (
        budget.stage == Stage.APPROVED
        and scope.covers(Right.DRAFT, budget.unit)
        and not budget.adjustments.filter(stage__in=OPEN).exists()
    )


def ask(scope: Scope, budget: Budget, reason: str, basis: str) -> Adjustment:
    """Begin an adjustment. Raises :class:`RefusedError`."""
    assert isinstance(scope.user, User)
    if not can_ask(scope, budget):
        raise RefusedError(_("现在不能申请调整：预算还没有批复，或上一次调整还没有办完。"))
    last = budget.adjustments.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            made = Adjustment.objects.create(budget=budget, number=last + 1, reason=reason, basis=basis, by=scope.user)
            record(scope.user, "adjustment.asked", made, office=budget.unit, after={"text": reason, "basis": basis})
    except IntegrityError:
        raise RefusedError(_("别人刚刚开始了一次调整，请刷新页面。")) from None
    return made


def before(adjustment: Adjustment) -> tuple[Row, ...]:
    """The budget that an adjustment changes: with every approved one before it."""
    earlier = AdjustmentLine.objects.filter(
        adjustment__budget=adjustment.budget, adjustment__stage=At.APPROVED, adjustment__number__lt=adjustment.number
    ).order_by("adjustment__number", "position")
    return added(of_lines(adjustment.budget.lines.all()), of_lines(earlier))


def net(rows: Sequence[Row]) -> int:
    """By how much the whole expenditure changes, in 分."""
    return sum(row.amount for row in rows if row.side == EXPENDITURE)


def problems_of(adjustment: Adjustment, rows: Sequence[Row] | None = None) -> tuple[Problem, ...]:
    """What is wrong with an adjustment's lines, or with ``rows`` in their place: what the budget would then be, and a
    total that changes without a basis."""
    lines = of_lines(adjustment.lines.all()) if rows is None else tuple(rows)
    old = {row.point: row.amount for row in before(adjustment)}
    places = {row.point: number for number, row in enumerate(lines)}
    after = added(before(adjustment), lines)
    found: list[Problem] = []
    for problem in problems(adjustment.budget.cycle.year, after, None):
        place = None if problem.row is None else places.get(after[problem.row].point)
        if problem.row is None:
            found.append(replace(problem, also=()))
        elif place is not None:
            after_it = _AFTER if problem.lang else gettext(_AFTER)
            found.append(replace(problem, row=place, also=(), message=after_it + problem.message))
    for number, row in enumerate(lines):
        if row.amount + old.get(row.point, 0) < 0:
            message = gettext("调减 %(less)s 元，超过现有的 %(now)s 元。") % {
                "less": yuan(-row.amount),
                "now": yuan(old.get(row.point, 0)),
            }
            found.append(Problem(ERROR, message, number, "amount"))
    new = [number for number, row in enumerate(lines) if row.project and row.amount > 0]
    for problem in library_problems(adjustment.budget, [lines[number] for number in new]):
        found.append(problem.moved(new))
    if net(lines) and not adjustment.basis.strip():
        message = gettext("支出总额改变了 %s 元，属追加或追减预算，须填写依据（文号）。") % yuan(net(lines))
        found.append(Problem(ERROR, message))
    return tuple(found)


def can_edit(scope: Scope, adjustment: Adjustment) -> bool:
    """Whether the person may change it now."""
    return adjustment.stage == At.DRAFTING and scope.covers(Right.DRAFT, adjustment.budget.unit)


def why_not(scope: Scope, adjustment: Adjustment, step: Step) -> Said | None:
    """Why the person cannot take the step now; None when they can."""
    if At(adjustment.stage) not in step.ways:
        return _("这次调整不在可以作这一步的阶段。")
    if not scope.covers(step.right, adjustment.budget.unit):
        return _("您没有作这一步的权限。")
    if step.judges and has_drafted(scope.user.pk, adjustment):
        return _("自己编制的调整须由他人审核。")
    if step.checked:
        if not adjustment.lines.exists():
            return _("调整还没有内容。")
        if wrong := sum(problem.level == ERROR for problem in problems_of(adjustment)):
            return later(_("还有 %(number)d 处错误，须先更正。"), number=wrong)
    return None


def has_drafted(user: int | None, adjustment: Adjustment) -> bool:
    """Whether the person asked for it or ever saved its lines."""
    return Event.objects.filter(
        subject=f"adjustment:{adjustment.pk}", action__in=("adjustment.asked", "adjustment.saved"), user=user
    ).exists()


def possible(scope: Scope, adjustment: Adjustment) -> tuple[tuple[Step, Said | None], ...]:
    """The steps that are the person's to take from here, each with what stands against it now."""
    return tuple(
        (step, why_not(scope, adjustment, step))
        for step in STEPS
        if At(adjustment.stage) in step.ways and scope.covers(step.right, adjustment.budget.unit)
    )


def waiting_for(scope: Scope) -> QuerySet[Adjustment]:
    """The adjustments whose next step is the person's to take."""
    mine = Q(pk__in=())
    for step in STEPS:
        for path in scope.paths(step.right):
            mine |= Q(stage__in=list(step.ways), budget__unit__path__startswith=path)
    return Adjustment.objects.filter(mine).select_related("budget__unit", "budget__cycle")


def save(scope: Scope, adjustment: Adjustment, rows: Sequence[Row], version: int, reason: str, basis: str) -> int:
    """Save the lines and why; gives the new version. Raises :class:`StaleError` and :class:`RefusedError`."""
    with transaction.atomic():
        _take_version(adjustment, version)
        if not can_edit(scope, adjustment):
            raise RefusedError(_("这次调整现在不能修改。"))
        different = changes(of_lines(adjustment.lines.all()), rows)
        adjustment.lines.all().delete()
        AdjustmentLine.objects.bulk_create(
            AdjustmentLine(adjustment=adjustment, position=number, **row.stored()) for number, row in enumerate(rows)
        )
        adjustment.reason, adjustment.basis = reason, basis
        adjustment.save(update_fields=["reason", "basis"])
        record(
            scope.user,
            "adjustment.saved",
            adjustment,
            office=adjustment.budget.unit,
            before={change.text: change.before_text for change in different},
            after={change.text: change.after_text for change in different},
        )
    return version + 1


def take(scope: Scope, adjustment: Adjustment, step: Step, version: int, text: str) -> None:
    """Take a step. Raises as :func:`save`."""
    text = text.strip()
    if step.explains and not text:
        raise RefusedError(_("请写明退回的理由和需要修改的地方。"))
    with transaction.atomic():
        _take_version(adjustment, version)
        if (reason := why_not(scope, adjustment, step)) is not None:
            raise RefusedError(reason)
        old, new = At(adjustment.stage), step.ways[At(adjustment.stage)]
        adjustment.stage = new
        adjustment.approved_on = timezone.localdate() if new is At.APPROVED else None
        adjustment.save(update_fields=["stage", "approved_on"])
        record(
            scope.user,
            f"adjustment.{step.name.partition('-')[0]}",
            adjustment,
            office=adjustment.budget.unit,
            before={"stage": old.label},
            after={"stage": new.label, "text": text},
        )


def _take_version(adjustment: Adjustment, version: int) -> None:
    if Adjustment.objects.filter(pk=adjustment.pk, stage=At.APPROVED).exists():
        raise RefusedError(_("已批复的调整不再改动；需要改的，另作一次调整。"))
    if not Adjustment.objects.filter(pk=adjustment.pk, version=version).update(version=F("version") + 1):
        raise StaleError(_("这次调整在您打开之后已被别人改动，没有保存，以免盖掉别人的工作。请看过最新内容再改。"))
    fresh = Adjustment.objects.get(pk=adjustment.pk)
    adjustment.stage, adjustment.version = fresh.stage, fresh.version
