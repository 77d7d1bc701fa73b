"""The steps of 两上两下: from where to where, who may, and what must hold. One transaction and one event each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gouji.errors import GoujiError
from gouji.ledgers.problems import ERROR, WARNING
from gouji.ledgers.rows import yuan
from gouji.web.accounts import steps
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import Said, chinese, later
from gouji.web.base.words import label
from gouji.web.cycle.beside import beside
from gouji.web.cycle.checks import Problem, problems_of_ledger, use_name
from gouji.web.cycle.consistency import consistency_problems
from gouji.web.cycle.drafting import library_problems
from gouji.web.cycle.last_year import last_year_problems
from gouji.web.cycle.live import ledger_beside, live_problems
from gouji.web.cycle.models import Budget, Ceiling, Line, Stage, Submission
from gouji.web.cycle.rows import Row, changes, digest, grid, of_lines
from gouji.web.cycle.standards import standard_problems
from gouji.web.journal.log import record
from gouji.web.journal.models import Event


class RefusedError(GoujiError):
    """A step that may not be taken, or not now; the message says why."""


class StaleError(RefusedError):
    """Somebody else saved in between."""


class Step(steps.Step[Stage]):
    """A step of a unit's budget in the year's preparation."""


STEPS: tuple[Step, ...] = (
    Step(
        "submit",
        _("提交单位审核"),
        Right.DRAFT,
        {Stage.REQUESTING: Stage.REQUEST_UNIT, Stage.DRAFTING: Stage.DRAFT_UNIT},
        judges=False,
    ),
    Step(
        "agree",
        _("同意，报部门"),
        Right.AGREE_UNIT,
        {Stage.REQUEST_UNIT: Stage.REQUEST_DEPARTMENT, Stage.DRAFT_UNIT: Stage.DRAFT_DEPARTMENT},
    ),
    Step(
        "forward",
        _("同意，报财政"),
        Right.AGREE_DEPARTMENT,
        {Stage.REQUEST_DEPARTMENT: Stage.REQUEST_FINANCE, Stage.DRAFT_DEPARTMENT: Stage.DRAFT_FINANCE},
    ),
    Step("allot", _("下达控制数"), Right.ALLOT, {Stage.REQUEST_FINANCE: Stage.DRAFTING}),
    Step("approve", _("批复预算"), Right.APPROVE, {Stage.DRAFT_FINANCE: Stage.APPROVED}),
    Step(
        "issue",
        _("批复到单位"),
        Right.AGREE_DEPARTMENT,
        {Stage.APPROVED: Stage.APPROVED},
        judges=False,
        checked=False,
    ),
    Step(
        "return-unit",
        _("退回修改"),
        Right.AGREE_UNIT,
        {Stage.REQUEST_UNIT: Stage.REQUESTING, Stage.DRAFT_UNIT: Stage.DRAFTING},
        checked=False,
        explains=True,
    ),
    Step(
        "return-department",
        _("退回修改"),
        Right.AGREE_DEPARTMENT,
        {Stage.REQUEST_DEPARTMENT: Stage.REQUESTING, Stage.DRAFT_DEPARTMENT: Stage.DRAFTING},
        checked=False,
        explains=True,
    ),
    Step(
        "return-finance",
        _("退回修改"),
        Right.APPROVE,
        {Stage.REQUEST_FINANCE: Stage.REQUESTING, Stage.DRAFT_FINANCE: Stage.DRAFTING},
        checked=False,
        explains=True,
    ),
)
BY_NAME = {step.name: step for step in STEPS}
_GRAVITY = {ERROR: 0, WARNING: 1, "notice": 2}
EDITABLE = frozenset({Stage.REQUESTING, Stage.DRAFTING})


def ceilings_of(budget: Budget) -> dict[tuple[str, str], int] | None:
    """The ceilings in 分 by fund and use; None before they are set."""
    return {(one.fund, one.use): one.amount for one in budget.ceilings.all()} or None


def problems_of(budget: Budget, rows: Sequence[Row] | None = None, note: str | None = None) -> tuple[Problem, ...]:
    """What is wrong with the budget's lines and what is said of them, or with ``rows`` and ``note`` in their place.
    Ceilings bind once a draft is made. What was found is kept with the object, which lives as long as a request: steps,
    pages and saves ask the same."""
    lines = of_lines(budget.lines.all()) if rows is None else tuple(rows)
    text = (budget.note or "") if note is None else note
    found: dict[tuple[str, tuple[Row, ...], str], tuple[Problem, ...]] = budget.__dict__.setdefault("_problems", {})
    at = str(budget.stage), lines, text
    if at not in found:
        ceilings = None if budget.stage.startswith("request") else ceilings_of(budget)
        known = beside(budget, lines)
        ledger = ledger_beside(budget, lines, known)
        said = (
            *problems_of_ledger(ledger, lines, ceilings),
            *standard_problems(budget, lines),
            *library_problems(budget, lines, known.projects),
            *last_year_problems(lines, known.before),
            *consistency_problems(budget, lines, known),
            *live_problems(budget, ledger, text, known),
        )
        found[at] = tuple(sorted(said, key=lambda problem: _GRAVITY[problem.level]))
    return found[at]


def count_errors(budget: Budget, rows: Sequence[Row]) -> int:
    """How many errors the rows have."""
    return sum(problem.level == ERROR for problem in problems_of(budget, rows))


def possible(
    scope: Scope, budget: Budget, known: Sequence[Problem] | None = None
) -> tuple[tuple[Step, Said | None], ...]:
    """The steps that are the person's to take from here, each with what stands against it now (None: nothing).
    ``known`` are the problems of the budget's lines, where they were looked for already."""
    return tuple(
        (step, why_not(scope, budget, step, known))
        for step in STEPS
        if Stage(budget.stage) in step.ways and scope.covers(step.right, budget.unit) and _is_open(budget, step)
    )


def _is_open(budget: Budget, step: Step) -> bool:
    """Whether a step is still to be taken: an approval is passed on once."""
    return step.name != "issue" or budget.issued_on is None


def why_not(scope: Scope, budget: Budget, step: Step, known: Sequence[Problem] | None = None) -> Said | None:
    """Why the person cannot take the step now; None when they can."""
    if Stage(budget.stage) not in step.ways:
        return _("这份预算不在可以作这一步的阶段。")
    if not scope.covers(step.right, budget.unit):
        return _("您没有作这一步的权限。")
    if not _is_open(budget, step):
        return _("已经批复到单位。")
    if step.judges and has_drafted(scope.user.pk, budget):
        return _("自己编制的预算须由他人审核。")
    if step.name == "allot" and not budget.ceilings.exists():
        return _("请先填写并保存控制数。")
    if step.name == "submit" and (open_remarks := budget.remarks.filter(answer="").count()):
        return later(_("还有 %(number)d 条批注没有答复。"), number=open_remarks)
    if step.checked:
        lines = budget.lines.exists()
        wrong = sum(problem.level == ERROR for problem in (problems_of(budget) if known is None else known))
        if not lines:
            return _("预算还没有内容。")
        if wrong:
            return later(_("还有 %(number)d 处错误，须先更正。"), number=wrong)
    return None


def refresh_errors(budget: Budget) -> None:
    """Count the errors of the saved lines anew, after something else they are checked against has changed."""
    budget.__dict__.pop("_problems", None)
    errors = count_errors(budget, of_lines(budget.lines.all()))
    Budget.objects.filter(pk=budget.pk).update(errors=errors)


def has_drafted(user: int | None, budget: Budget) -> bool:
    """Whether the person ever saved lines of the budget."""
    return Event.objects.filter(subject=f"budget:{budget.pk}", action="budget.saved", user=user).exists()


def waiting_for(scope: Scope) -> QuerySet[Budget]:
    """The budgets whose next step is the person's to take."""
    mine = Q(pk__in=())
    for step in STEPS:
        for path in scope.paths(step.right):
            one = Q(stage__in=list(step.ways), unit__path__startswith=path)
            mine |= one & Q(issued_on=None) if step.name == "issue" else one
    return Budget.objects.filter(mine).select_related("unit", "cycle")


def can_edit(scope: Scope, budget: Budget) -> bool:
    """Whether the person may change the lines now."""
    return Stage(budget.stage) in EDITABLE and scope.covers(Right.DRAFT, budget.unit)


def can_allot(scope: Scope, budget: Budget) -> bool:
    """Whether the person may set the ceilings now."""
    return budget.stage == Stage.REQUEST_FINANCE and scope.covers(Right.ALLOT, budget.unit)


def save_rows(scope: Scope, budget: Budget, rows: Sequence[Row], version: int, note: str | None = None) -> int:
    """Save the lines, and what is said of them where ``note`` is given; gives the new version. Raises
    :class:`StaleError` when ``version`` is no longer the last, and :class:`RefusedError`; then nothing has changed."""
    with transaction.atomic():
        _take_version(budget, version)
        if not can_edit(scope, budget):
            raise RefusedError(_("这份预算现在不能修改。"))
        before = of_lines(budget.lines.all())
        different = changes(before, rows)
        budget.lines.all().delete()
        Line.objects.bulk_create(
            Line(budget=budget, position=number, **row.stored()) for number, row in enumerate(rows)
        )
        old = {change.text: change.before_text for change in different}
        new = {change.text: change.after_text for change in different}
        if note is not None and note != (budget.note or ""):
            old["note"], new["note"] = budget.note or "—", note or "—"
            budget.note = note or None
        Budget.objects.filter(pk=budget.pk).update(errors=count_errors(budget, rows), note=budget.note)
        record(
            scope.user,
            "budget.saved",
            budget,
            office=budget.unit,
            before=old,
            after=new,
        )
    return version + 1


def save_ceilings(scope: Scope, budget: Budget, amounts: Mapping[tuple[str, str], int], version: int) -> None:
    """Set the ceilings in 分 by fund and use. Raises as :func:`save_rows`."""
    with transaction.atomic():
        _take_version(budget, version)
        if not can_allot(scope, budget):
            raise RefusedError(_("现在不能填写控制数。"))
        before = ceilings_of(budget) or {}
        budget.ceilings.all().delete()
        Ceiling.objects.bulk_create(
            Ceiling(budget=budget, fund=fund, use=use, amount=amount) for (fund, use), amount in amounts.items()
        )
        record(
            scope.user,
            "budget.ceilings",
            budget,
            office=budget.unit,
            before=_said(before),
            after=_said(amounts),
        )


def take(scope: Scope, budget: Budget, step: Step, version: int, text: str) -> None:
    """Take a step. Raises as :func:`save_rows`."""
    text = text.strip()
    if step.explains and not text:
        raise RefusedError(_("请写明退回的理由和需要修改的地方。"))
    with transaction.atomic():
        _take_version(budget, version)
        if (reason := why_not(scope, budget, step)) is not None:
            raise RefusedError(reason)
        assert isinstance(scope.user, User)
        old, new = Stage(budget.stage), step.ways[Stage(budget.stage)]
        today = timezone.localdate()
        if step.name == "issue":
            budget.issued_on = today
        else:
            budget.stage = new
            budget.approved_on = today if new is Stage.APPROVED else None
        budget.errors = count_errors(budget, of_lines(budget.lines.all()))
        budget.save(update_fields=["stage", "approved_on", "issued_on", "errors"])
        if step.name == "submit":
            rows = of_lines(budget.lines.all())
            Submission.objects.create(
                budget=budget,
                stage=old,
                by=scope.user,
                sha256=digest(rows, budget.note or ""),
                rows=grid(rows),
                note=budget.note,
            )
        record(
            scope.user,
            f"budget.{step.name.partition('-')[0]}",
            budget,
            office=budget.unit,
            before={"stage": old.label},
            after={"stage": new.label, "text": text},
        )


def _take_version(budget: Budget, version: int) -> None:
    """Take the next version and hold the row; the budget is as it is now. Raises :class:`StaleError`."""
    if not Budget.objects.filter(pk=budget.pk, version=version).update(version=F("version") + 1):
        raise StaleError(_("这份预算在您打开之后已被别人改动，没有保存，以免盖掉别人的工作。请看过最新内容再改。"))
    fresh = Budget.objects.get(pk=budget.pk)
    for name in ("stage", "version", "note", "approved_on", "issued_on"):
        setattr(budget, name, getattr(fresh, name))


@chinese
def _said(amounts: Mapping[tuple[str, str], int]) -> dict[str, str]:
    return {f"{label('fund', fund)} {use_name(use)}": yuan(amount) for (fund, use), amount in amounts.items()}
