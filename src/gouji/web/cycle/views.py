"""Pages of the year's preparation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.checking.reports.wording import grouped
from gouji.errors import GoujiError
from gouji.lexicon.classification import economic, functional
from gouji.model.coordinates import EXPENDITURE
from gouji.model.money import parse_number
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.numbers import whole
from gouji.web.base.words import label, said
from gouji.web.cycle import adjustments, remarks, steps
from gouji.web.cycle.adjusting import adjusted_rows
from gouji.web.cycle.checks import BASIC, PROJECT, spent, use_name
from gouji.web.cycle.deadlines import of_budget
from gouji.web.cycle.forms import CycleForm, StepForm
from gouji.web.cycle.last_year import comparison
from gouji.web.cycle.lines import budget_of, for_script
from gouji.web.cycle.models import Budget, Line, Stage, Submission
from gouji.web.cycle.rows import Row, changes, digest, grid, of_lines, parsed, titles
from gouji.web.cycle.steps import RefusedError
from gouji.web.journal.log import record
from gouji.web.journal.models import Event
from gouji.web.organisation.models import Level, Office, valid

_PAGE = 50


@needs(Right.READ_BUDGETS)
@require_GET
def budgets(request: Request) -> HttpResponse:
    """The budgets one may see, of one year, by stage."""
    seen = request.scope.limit(
        Budget.objects.select_related("unit__parent", "cycle__region"), Right.READ_BUDGETS, "unit"
    )
    years = sorted(set(seen.order_by().values_list("cycle__year", flat=True)), reverse=True)
    asked, stage = request.GET.get("year", ""), request.GET.get("stage", "")
    year = number if (number := whole(asked)) in years else (years[0] if years else 0)
    found = seen.filter(cycle__year=year)
    department = request.GET.get("department", "")
    office = Office.objects.filter(pk=whole(department) or 0, level=Level.DEPARTMENT).first()
    if office is not None:
        found = found.filter(unit__parent=office)
    counts = dict(found.order_by().values_list("stage").annotate(Count("pk")))
    if stage in Stage.values:
        found = found.filter(stage=stage)
    # A question of its own for each row: only those of the page are added up.
    lines = Line.objects.filter(budget=OuterRef("pk"), side=EXPENDITURE).order_by().values("budget")
    spending = Subquery(lines.values(total=Sum("amount")))
    found = found.annotate(spending=spending).order_by("unit__path")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": page,
        "late": {budget.pk for budget in page if budget.is_late(today)},
        "years": years,
        "year": year,
        "stage": stage,
        "department": office if found.exists() else None,
        "stages": [(value, text, counts.get(value, 0)) for value, text in Stage.choices],
    }
    return render(request, "cycle/budgets.html", context)


@needs(Right.OPEN_CYCLE)
@require_http_methods(["GET", "POST"])
def new_cycle(request: Request) -> HttpResponse:
    """Begin a year: a budget for every unit that exists at its start."""
    form = CycleForm(request.scope, request.POST or None, initial={"year": timezone.localdate().year + 1})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            cycle = form.save()
            units = Office.objects.filter(
                valid(timezone.localdate()), level=Level.UNIT, path__startswith=str(cycle.region.path)
            )
            made = Budget.objects.bulk_create(Budget(cycle=cycle, unit=unit) for unit in units)
            after = {
                "year": cycle.year,
                "budgets": len(made),
                "request_due": str(cycle.request_due),
                "draft_due": str(cycle.draft_due),
            }
            record(request.user, "cycle.opened", cycle, office=cycle.region, after=after)
        messages.success(request, _("已开始编制，%d 个单位可以填报。") % len(made))
        return redirect("budgets")
    return render(request, "cycle/new_cycle.html", {"form": form})


@needs(Right.READ_BUDGETS)
@require_GET
def budget(request: Request, pk: int) -> HttpResponse:
    """One budget: its grid, what is wrong with it, its steps, what changed, what happened."""
    found = budget_of(request, pk)
    rows = of_lines(found.lines.all())
    versions = list(found.submissions.select_related("by")[:20])
    before, after = _versions(request, versions, rows, found.note or "")
    placed = remarks.placed(found, rows)
    today = timezone.localdate()
    can_edit = steps.can_edit(request.scope, found)
    problems = steps.problems_of(found, rows)
    context = {
        "budget": found,
        "wide": True,
        "grid": for_script(found, rows, editable=can_edit, remarks=placed),
        "rows": rows,
        "titles": titles(),
        "shown": () if can_edit else _readable(found, rows),
        "problems": problems,
        "sums": _sums(rows),
        "possible": steps.possible(request.scope, found, problems),
        "can_edit": can_edit,
        "can_allot": steps.can_allot(request.scope, found),
        "allotments": _allotments(found, rows),
        "versions": versions,
        "compared": before,
        "compared_to": after,
        "notes_compared": _notes(before, after, found) if before else None,
        "changed": changes(parsed(before.rows), parsed(after.rows) if after else rows) if before else (),
        "remarks": placed,
        "can_remark": remarks.can_remark(request.scope, found),
        "can_answer": remarks.can_answer(request.scope, found),
        "last_year": comparison(found, rows),
        "deadlines": [(one, one.is_late(today), one.days_left(today)) for one in of_budget(found)],
        "adjustments": found.adjustments.all(),
        "adjusted": changes(rows, adjusted_rows(found)) if found.stage == Stage.APPROVED else (),
        "can_adjust": adjustments.can_ask(request.scope, found),
        "agency": _agency_operating(found, rows),
        "late": found.is_late(today),
        "returned": _last_return(found),
        "history": Event.objects.filter(subject=f"budget:{found.pk}").select_related("user")[:60],
    }
    return render(request, "cycle/budget.html", context)


def _versions(
    request: Request, found: list[Submission], rows: tuple[Row, ...], note: str
) -> tuple[Submission | None, Submission | None]:
    """What to compare: two submissions as asked for; else the last one and the lines now (None), or the one before it
    where the lines are still what was submitted."""
    by_id = {str(one.pk): one for one in found}
    if (asked := by_id.get(request.GET.get("from", ""))) is not None:
        return asked, by_id.get(request.GET.get("to", ""))
    if not found:
        return None, None
    if len(found) > 1 and found[0].sha256 == digest(rows, note):
        return found[1], found[0]
    return found[0], None


def _notes(before: Submission, after: Submission | None, budget: Budget) -> tuple[str, str] | None:
    """What was said of the lines in both, where it is not the same."""
    said = before.note or "", (after.note if after else budget.note) or ""
    return said if said[0] != said[1] else None


def _agency_operating(budget: Budget, rows: tuple[Row, ...]) -> int | None:
    """机关运行经费 in 分: operating expenses from the general public budget; None for units that have none."""
    if not budget.unit.has_agency_operating:
        return None
    fund = "general_public_budget"
    return sum(row.amount for row in rows if row.use == "basic/operating" and row.fund == fund)


def _readable(budget: Budget, rows: tuple[Row, ...]) -> list[list[str]]:
    """The rows to look at: codes with their names, amounts with separators."""
    lists = {"function": functional(budget.cycle.year), "economic": economic(budget.cycle.year)}
    return [
        [
            f"{value} {lists[name].name(value) or ''}"
            if name in lists
            else grouped(value)
            if name == "amount"
            else said(value)
            for name, value in row.items()
        ]
        for row in grid(rows)
    ]


def _sums(rows: tuple[Row, ...]) -> list[tuple[str, int, int]]:
    """Revenue and expenditure in 分 by source of funds."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        sums.setdefault(row.fund, [0, 0])[row.side == EXPENDITURE] += row.amount
    return [(label("fund", fund), revenue, spending) for fund, (revenue, spending) in sums.items()]


def _allotments(budget: Budget, rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Each source and use with what is asked for and what is allotted, in 分."""
    asked, set_ = spent(rows), steps.ceilings_of(budget) or {}
    funds = dict.fromkeys([*(fund for fund, _use in asked), *(fund for fund, _use in set_), "general_public_budget"])
    return [
        {
            "name": f"{fund}:{use}",
            "fund": label("fund", fund),
            "use": use_name(use),
            "asked": asked.get((fund, use), 0),
            "most": set_.get((fund, use)),
        }
        for fund in funds
        for use in (BASIC, PROJECT)
    ]


def _last_return(budget: Budget) -> Event | None:
    """The word with which the budget was last sent back, while it is being redone."""
    if budget.stage not in steps.EDITABLE:
        return None
    moves = Event.objects.filter(subject=f"budget:{budget.pk}", action__startswith="budget.").exclude(
        action__in=("budget.saved", "budget.ceilings")
    )
    last = moves.first()
    return last if last is not None and last.action == "budget.return" else None


@needs(Right.ALLOT)
@require_POST
def ceilings(request: Request, pk: int) -> HttpResponse:
    """Set the ceilings."""
    found = budget_of(request, pk, Right.ALLOT)
    names = [one["name"] for one in _allotments(found, of_lines(found.lines.all()))]
    amounts: dict[tuple[str, str], int] = {}
    try:
        for name in names:
            fund, _sep, use = name.partition(":")
            row = parse_number(request.POST.get(name, "").strip() or "0")
            if row is None or row.startswith("-") or len(row.partition(".")[2]) > 2:
                raise RefusedError(_("控制数应是不小于零、最多两位小数的数（元）。"))
            whole, _point, cents = row.partition(".")
            amounts[fund, use] = int(whole) * 100 + int((cents + "00")[:2])
        steps.save_ceilings(request.scope, found, amounts, int(request.POST.get("version", "0") or 0))
    except GoujiError as error:
        messages.error(request, str(error))
    except ValueError:
        raise Http404 from None
    else:
        messages.success(request, _("控制数已保存，还没有下达。"))
    return redirect("budget", pk)


@needs(Right.MOVE_BUDGETS)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Take a step."""
    found = budget_of(request, pk, Right.MOVE_BUDGETS)
    form = StepForm(request.POST)
    chosen = steps.BY_NAME.get(request.POST.get("step", ""))
    if chosen is None or not form.is_valid():
        messages.error(request, _("提交的内容不完整，请重新操作。"))
        return redirect("budget", pk)
    try:
        steps.take(request.scope, found, chosen, form.cleaned_data["version"], form.cleaned_data["text"])
    except RefusedError as error:
        record(
            request.user,
            "refused",
            office=found.unit,
            after={"object": f"budget:{pk}", "right": chosen.right.value, "problem": error},
        )
        messages.error(request, str(error))
    else:
        messages.success(request, _("已办理：%s。") % chosen.label)
    return redirect("budget", pk)
