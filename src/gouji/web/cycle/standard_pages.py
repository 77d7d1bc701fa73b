"""Pages of the standards, and of a budget's basic expenditure reckoned by them."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.errors import GoujiError
from gouji.lexicon.classification import functional
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.base.language import chinese
from gouji.web.base.numbers import whole
from gouji.web.cycle import steps
from gouji.web.cycle.forms import StandardForm
from gouji.web.cycle.lines import budget_of, names_of_codes
from gouji.web.cycle.models import Budget, Explanation, Standard
from gouji.web.cycle.rows import of_lines
from gouji.web.cycle.standards import estimates, filled
from gouji.web.cycle.steps import RefusedError
from gouji.web.journal.log import record

_PAGE = 100
_LONGEST = 1000


@needs(Right.READ_BUDGETS)
@require_GET
def standards(request: Request) -> HttpResponse:
    """The standards of the regions one has to do with; those that ended too, when asked for."""
    everything = request.GET.get("all") == "1"
    regions = {str(office.path).split("/")[1] for office in request.scope.offices(Right.READ_BUDGETS)[:1]}
    found = Standard.objects.filter(region__in=[int(one) for one in regions]).select_related("region")
    if not everything:
        found = found.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    names = names_of_codes(timezone.localdate().year)["economic"]
    context = {
        "page": page,
        "rows": [(one, names.get(one.economic, "")) for one in page],
        "everything": everything,
        "editable": set(request.scope.offices(Right.SET_STANDARDS).values_list("pk", flat=True)),
    }
    return render(request, "cycle/standards.html", context)


@needs(Right.SET_STANDARDS)
@require_http_methods(["GET", "POST"])
def new_standard(request: Request) -> HttpResponse:
    """A new standard; one of the same name and scope that is in force ends the day before."""
    copied = request.scope.limit(Standard.objects.all(), Right.SET_STANDARDS, "region")
    asked = request.GET.get("after", "")
    before = copied.filter(pk=whole(asked) or 0).first()
    form = StandardForm(request.scope, request.POST or None, initial=StandardForm.of(before))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = form.save()
            same = Standard.objects.filter(
                region=made.region, name=made.name, economic=made.economic, staff=made.staff, kind=made.kind
            ).exclude(pk=made.pk)
            start = made.valid_from
            ended = same.filter(valid_from__lt=start).filter(Q(valid_until=None) | Q(valid_until__gte=start))
            ended.update(valid_until=start - timedelta(days=1))
            record(request.user, "standard.set", made, office=made.region, after=_facts(made))
        messages.success(request, _("已保存。"))
        return redirect("standards")
    return render(request, "cycle/standard.html", {"form": form, "before": before})


@needs(Right.SET_STANDARDS)
@require_POST
def end_standard(request: Request, pk: int) -> HttpResponse:
    """Let a standard end today; it stays as it was for the years before."""
    found = request.scope.get(Standard.objects.all(), Right.SET_STANDARDS, pk, "region")
    today = timezone.localdate()
    if found.valid_until is not None and found.valid_until <= today:
        messages.error(request, _("这个标准已经停用。"))
    else:
        with transaction.atomic():
            found.valid_until = max(today, found.valid_from)
            found.save(update_fields=["valid_until"])
            record(request.user, "standard.ended", found, office=found.region, after=_facts(found))
        messages.success(request, _("已停用。"))
    return redirect("standards")


@chinese
def _facts(one: Standard) -> dict[str, str]:
    return {
        "economic": one.economic,
        "per_head_fen": str(one.amount),
        "applies": f"{one.get_staff_display()} {one.get_kind_display()}".strip(),
        "basis": one.basis,
        "valid_from": str(one.valid_from),
        "valid_until": str(one.valid_until or ""),
    }


@needs(Right.READ_BUDGETS)
@require_GET
def budget_standards(request: Request, pk: int) -> HttpResponse:
    """A budget's basic expenditure: heads × standard beside what is drafted."""
    found = budget_of(request, pk)
    rows = of_lines(found.lines.all())
    functions = list(dict.fromkeys(row.function for row in rows if row.use.startswith("basic") and row.function))
    context = {
        "budget": found,
        "estimates": estimates(found, rows),
        "can_edit": steps.can_edit(request.scope, found),
        "function": functions[0] if functions else "",
        "functions": names_of_codes(found.cycle.year)["function"],
    }
    return render(request, "cycle/budget_standards.html", context)


@needs(Right.DRAFT)
@require_POST
def save_standards(request: Request, pk: int) -> HttpResponse:
    """Put in what the standards give, or say why something else is drafted."""
    found = budget_of(request, pk, Right.DRAFT)
    try:
        if "fill" in request.POST:
            _fill(request, found)
        else:
            _explain(request, found)
    except GoujiError as error:
        messages.error(request, str(error))
    except ValueError:
        messages.error(request, _("提交的内容不完整，请重新操作。"))
    return redirect("budget-standards", pk)


def _fill(request: Request, budget: Budget) -> None:
    function = request.POST.get("function", "").strip()
    if function not in functional(budget.cycle.year) or len(function) != 7:
        raise RefusedError(_("请选择列到项级的功能分类科目（7 位编码），没有支出行的科目要列在它下面。"))
    rows = filled(budget, of_lines(budget.lines.all()), function)
    steps.save_rows(request.scope, budget, rows, int(request.POST.get("version", "0")))
    messages.success(request, _("已按标准填入。"))


def _explain(request: Request, budget: Budget) -> None:
    if not steps.can_edit(request.scope, budget):
        raise RefusedError(_("这份预算现在不能修改。"))
    assert isinstance(request.user, User)
    known = {(one.use, one.economic): one for one in budget.explanations.all()}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    with transaction.atomic():
        for one in estimates(budget, of_lines(budget.lines.all())):
            text = request.POST.get(f"text:{one.key}", "").strip()[:_LONGEST]
            old = known.get((one.use, one.economic))
            if text == (old.text if old else ""):
                continue
            before[one.name], after[one.name] = old.text if old else "", text
            if not text and old:
                old.delete()
            else:
                Explanation.objects.update_or_create(
                    budget=budget, use=one.use, economic=one.economic, defaults={"text": text, "by": request.user}
                )
        if after:
            record(request.user, "budget.explained", budget, office=budget.unit, before=before, after=after)
            steps.refresh_errors(budget)
    messages.success(request, _("说明已保存。"))
