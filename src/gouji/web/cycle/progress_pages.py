"""Who has submitted, what is late, what fails; the days the law gives."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.numbers import whole
from gouji.web.cycle.deadlines import of_cycle, progress
from gouji.web.cycle.forms import TermsForm
from gouji.web.cycle.models import Budget, Cycle
from gouji.web.journal.log import record


@needs(Right.READ_BUDGETS)
@require_GET
def overview(request: Request) -> HttpResponse:
    """How far the departments of a year have come."""
    seen = request.scope.limit(Budget.objects.all(), Right.READ_BUDGETS, "unit")
    cycles = {
        cycle.year: cycle
        for cycle in Cycle.objects.filter(pk__in=seen.order_by().values("cycle")).select_related("region")
    }
    asked = request.GET.get("year", "")
    year = number if (number := whole(asked)) in cycles else max(cycles, default=0)
    cycle, today = cycles.get(year), timezone.localdate()
    rows = progress(seen, cycle) if cycle else ()
    if request.GET.get("late") == "1":
        rows = tuple(one for one in rows if one.is_late(today) or one.failing)
    context = {
        "cycle": cycle,
        "years": sorted(cycles, reverse=True),
        "year": year,
        "deadlines": [(one, one.is_late(today), one.days_left(today)) for one in (of_cycle(cycle) if cycle else ())],
        "rows": [(one, one.is_late(today)) for one in rows],
        "totals": {
            name: sum(getattr(one, name) for one in rows)
            for name in ("units", "requested", "drafted", "approved", "failing", "waiting")
        },
        "late": sum(one.is_late(today) for one in rows),
        "only_late": request.GET.get("late") == "1",
        "may_set": cycle is not None and request.scope.covers(Right.OPEN_CYCLE, cycle.region),
    }
    return render(request, "cycle/progress.html", context)


@needs(Right.OPEN_CYCLE)
@require_http_methods(["GET", "POST"])
def terms(request: Request, pk: int) -> HttpResponse:
    """The days of a year: those set for the rounds, and the one from which the law counts."""
    cycle = request.scope.get(Cycle.objects.select_related("region"), Right.OPEN_CYCLE, pk, "region")
    before = {name: str(getattr(cycle, name) or "") for name in TermsForm.Meta.fields}
    form = TermsForm(request.POST or None, instance=cycle)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            after = {name: str(getattr(cycle, name) or "") for name in before}
            record(request.user, "cycle.terms", cycle, office=cycle.region, before=before, after=after)
        messages.success(request, _("已保存。"))
        return redirect("progress")
    return render(request, "cycle/terms.html", {"form": form, "cycle": cycle})
