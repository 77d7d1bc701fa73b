"""Pages of adjustments within the year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gouji.errors import GoujiError
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.grids import Asked, as_saved, asked, conflict
from gouji.web.cycle import adjustments
from gouji.web.cycle.adjusting import added
from gouji.web.cycle.forms import StepForm
from gouji.web.cycle.lines import budget_of, last_editor, names_of_codes, placed, wrong_rows
from gouji.web.cycle.models import Adjustment, AdjustmentStage
from gouji.web.cycle.rows import (
    BLANK,
    MERGED,
    TITLES,
    RowsError,
    changes,
    choices,
    grid,
    of_lines,
    parsed,
    point_of,
    several,
    titles,
)
from gouji.web.cycle.steps import RefusedError, StaleError
from gouji.web.journal.log import record
from gouji.web.journal.models import Event

_PAGE = 50
_REASON, _BASIS = 1000, 200


def _adjustment(request: Request, pk: int, right: Right = Right.READ_BUDGETS) -> Adjustment:
    rows = Adjustment.objects.select_related("budget__unit__parent", "budget__cycle__region")
    return request.scope.get(rows, right, pk, "budget__unit")


@needs(Right.READ_BUDGETS)
@require_GET
def all_adjustments(request: Request) -> HttpResponse:
    """The adjustments one may see, the newest first."""
    seen = request.scope.limit(
        Adjustment.objects.select_related("budget__unit", "budget__cycle"), Right.READ_BUDGETS, "budget__unit"
    )
    stage = request.GET.get("stage", "")
    counts = dict(seen.order_by().values_list("stage").annotate(Count("pk")))
    if stage in AdjustmentStage.values:
        seen = seen.filter(stage=stage)
    page = Paginator(seen.order_by("-id"), _PAGE).get_page(request.GET.get("page"))
    stages = [(value, text, counts.get(value, 0)) for value, text in AdjustmentStage.choices]
    return render(request, "cycle/adjustments.html", {"page": page, "stage": stage, "stages": stages})


@needs(Right.DRAFT)
@require_POST
def ask(request: Request, pk: int) -> HttpResponse:
    """Begin an adjustment of a budget."""
    found = budget_of(request, pk, Right.DRAFT)
    reason = request.POST.get("reason", "").strip()[:_REASON]
    try:
        if not reason:
            raise RefusedError(_("请写明调整理由。"))
        made = adjustments.ask(request.scope, found, reason, request.POST.get("basis", "").strip()[:_BASIS])
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("budget", pk)
    return redirect("adjustment", made.pk)


@needs(Right.READ_BUDGETS)
@require_GET
def adjustment(request: Request, pk: int) -> HttpResponse:
    """One adjustment: by how much which lines change, and what they were and would be."""
    found = _adjustment(request, pk)
    rows = of_lines(found.lines.all())
    old = adjustments.before(found)
    editable = adjustments.can_edit(request.scope, found)
    context = {
        "adjustment": found,
        "budget": found.budget,
        "wide": True,
        "grid": _for_script(found, editable=editable),
        "changed": changes(old, added(old, rows)),
        "net": adjustments.net(rows),
        "problems": adjustments.problems_of(found),
        "possible": adjustments.possible(request.scope, found),
        "can_edit": editable,
        "present": grid(old) if editable else (),
        "history": Event.objects.filter(subject=f"adjustment:{found.pk}").select_related("user")[:60],
    }
    return render(request, "cycle/adjustment.html", context)


def _for_script(found: Adjustment, *, editable: bool) -> dict[str, Any]:
    return {
        "titles": titles() | {"amount": _("增加（减少为负，元）")},
        "choices": choices(),
        "several": several(),
        "blank": BLANK,
        "numbers": ["amount"],
        "headers": TITLES,
        "merged": MERGED,
        "first": "function",
        "rows": grid(of_lines(found.lines.all())),
        "version": found.version,
        "names": names_of_codes(found.budget.cycle.year) if editable else {},
    }


@needs(Right.DRAFT)
@require_POST
def check(request: Request, pk: int) -> JsonResponse:
    """What is wrong with the lines as they are being typed."""
    found = _adjustment(request, pk, Right.DRAFT)
    try:
        sent = asked(request)
        rows = parsed(sent.rows)
        found.basis = _texts(sent)[1]
    except RowsError as error:
        return JsonResponse({"problems": wrong_rows(error)})
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)
    return JsonResponse({"problems": placed(sent.rows, adjustments.problems_of(found, rows))})


@needs(Right.DRAFT)
@require_POST
def save(request: Request, pk: int) -> JsonResponse:
    """Save the lines and why; 409 when somebody else did in between."""
    found = _adjustment(request, pk, Right.DRAFT)
    try:
        sent = asked(request)
        rows = parsed(sent.rows)
        reason, basis = _texts(sent)
        new = adjustments.save(request.scope, found, rows, sent.version, reason, basis)
    except RowsError as error:
        return JsonResponse({"message": str(error), "problems": wrong_rows(error)}, status=422)
    except StaleError:
        found.refresh_from_db()
        theirs = grid(of_lines(found.lines.all()))
        who = last_editor(f"adjustment:{found.pk}")
        base = as_saved(sent.base, lambda typed: grid(parsed(typed)))
        return conflict(base, theirs, grid(rows), point_of, version=found.version, who=who)
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)
    return JsonResponse({"version": new, "problems": placed(sent.rows, adjustments.problems_of(found, rows))})


def _texts(sent: Asked) -> tuple[str, str]:
    reason, basis = (sent.more.get(name, "").strip() for name in ("reason", "basis"))
    if not reason or len(reason) > _REASON or len(basis) > _BASIS:
        raise RefusedError(_("请写明调整理由（不超过 1000 字），依据不超过 200 字。"))
    return reason, basis


@needs(Right.MOVE_BUDGETS)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Take a step."""
    found = _adjustment(request, pk, Right.MOVE_BUDGETS)
    form = StepForm(request.POST)
    chosen = adjustments.BY_NAME.get(request.POST.get("step", ""))
    if chosen is None or not form.is_valid():
        messages.error(request, _("提交的内容不完整，请重新操作。"))
        return redirect("adjustment", pk)
    try:
        adjustments.take(request.scope, found, chosen, form.cleaned_data["version"], form.cleaned_data["text"])
    except RefusedError as error:
        after = {"object": f"adjustment:{pk}", "right": chosen.right.value, "problem": error}
        record(request.user, "refused", office=found.budget.unit, after=after)
        messages.error(request, str(error))
    else:
        messages.success(request, _("已办理：%s。") % chosen.label)
    return redirect("adjustment", pk)
