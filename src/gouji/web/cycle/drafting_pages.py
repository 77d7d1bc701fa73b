"""Pages that help in drafting: projects of the library, last year's money, revenue that follows; remarks at fields."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gouji.errors import GoujiError
from gouji.ledgers.values import WrongValueError, amount_of
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.numbers import whole
from gouji.web.cycle import remarks, steps
from gouji.web.cycle.drafting import balanced, carried_over, library, offers, remainders, taken_in
from gouji.web.cycle.lines import budget_of
from gouji.web.cycle.models import Budget, Remark
from gouji.web.cycle.rows import Row, of_lines
from gouji.web.cycle.steps import RefusedError


@needs(Right.READ_BUDGETS)
@require_GET
def budget_projects(request: Request, pk: int) -> HttpResponse:
    """The library beside the draft, and what last year left."""
    found = budget_of(request, pk)
    rows = of_lines(found.lines.all())
    context = {
        "budget": found,
        "offers": offers(found, rows),
        "remainders": remainders(found),
        "can_edit": steps.can_edit(request.scope, found),
    }
    return render(request, "cycle/budget_projects.html", context)


def _save(request: Request, budget: Budget, rows: Sequence[Row], done: str) -> None:
    try:
        steps.save_rows(request.scope, budget, rows, int(request.POST.get("version", "0")))
    except ValueError:
        messages.error(request, _("提交的内容不完整，请重新操作。"))
    except GoujiError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


@needs(Right.DRAFT)
@require_POST
def take_projects(request: Request, pk: int) -> HttpResponse:
    """Take the chosen projects into the draft as their plans have them."""
    found = budget_of(request, pk, Right.DRAFT)
    wanted = {whole(one) for one in request.POST.getlist("project")}
    chosen = [project for project in library(found) if project.pk in wanted]
    if not chosen:
        messages.error(request, _("请先选择项目。"))
    else:
        rows = taken_in(found, of_lines(found.lines.all()), chosen)
        _save(request, found, rows, _("已纳入 %d 个项目。") % len(chosen))
    return redirect("budget-projects", pk)


@needs(Right.DRAFT)
@require_POST
def carry_over(request: Request, pk: int) -> HttpResponse:
    """Take what last year left of the chosen projects, in the amounts given."""
    found = budget_of(request, pk, Right.DRAFT)
    left: list[tuple[Row, int]] = []
    try:
        for number, one in enumerate(remainders(found)):
            if request.POST.get(f"take-{number}"):
                amount = amount_of(request.POST.get(f"amount-{number}", ""))
                if not 0 < amount <= one.left:
                    raise RefusedError(_("结转金额应大于零，且不超过剩余数。"))
                left.append((one.row, amount))
        if not left:
            raise RefusedError(_("请先选择要结转的项目。"))
    except (WrongValueError, RefusedError) as error:
        messages.error(request, str(error))
    else:
        _save(request, found, carried_over(of_lines(found.lines.all()), left), _("已列入上年结转。"))
    return redirect("budget-projects", pk)


@needs(Right.DRAFT)
@require_POST
def balance(request: Request, pk: int) -> HttpResponse:
    """Let this year's appropriations be what is spent of them."""
    found = budget_of(request, pk, Right.DRAFT)
    _save(request, found, balanced(of_lines(found.lines.all())), _("财政拨款收入已按支出列齐。"))
    return redirect("budget", pk)


@needs(Right.REMARK)
@require_POST
def remark(request: Request, pk: int) -> HttpResponse:
    """Write at a field."""
    found = budget_of(request, pk, Right.REMARK)
    line = request.POST.get("line", "")
    try:
        position = (whole(line) or 0) - 1
        remarks.write(
            request.scope, found, position, request.POST.get("field", ""), request.POST.get("text", "")[:1000]
        )
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("批注已保存，退回后编制人会看到。"))
    return redirect("budget", pk)


@needs(Right.DRAFT)
@require_POST
def answer(request: Request, pk: int, remark: int) -> HttpResponse:
    """Answer a remark."""
    found = budget_of(request, pk, Right.DRAFT)
    one = Remark.objects.filter(budget=found, pk=remark).select_related("budget__unit", "budget__cycle").first()
    try:
        if one is None:
            raise RefusedError(_("没有这条批注。"))
        remarks.answer(request.scope, one, request.POST.get("text", "")[:1000])
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已答复。"))
    return redirect("budget", pk)
