"""A department's page: its units' budgets added up, and the document they would make checked as a whole."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gouji.errors import GoujiError
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.cycle.department import total, unit_sums
from gouji.web.cycle.models import Cycle
from gouji.web.organisation.models import Level, Office


def _place(request: Request, cycle: int, department: int) -> tuple[Cycle, Office]:
    rows = Office.objects.filter(level=Level.DEPARTMENT)
    office: Office = request.scope.get(rows, Right.SUM_BUDGETS, department, "")
    found = Cycle.objects.filter(pk=cycle).select_related("region").first()
    if found is None or not str(office.path).startswith(str(found.region.path)):
        raise Http404
    return found, office


@needs(Right.SUM_BUDGETS)
@require_GET
def department_budgets(request: Request, cycle: int, department: int) -> HttpResponse:
    """The units' sums."""
    year, office = _place(request, cycle, department)
    units = unit_sums(year, office)
    context = {"cycle": year, "department": office, "units": units, "total": total(units), "wide": True}
    return render(request, "cycle/department.html", context)


@needs(Right.SUM_BUDGETS)
@require_GET
def department_check(request: Request, cycle: int, department: int) -> HttpResponse:
    """What is found in the document that the units' lines come to; asked for again while another is being checked."""
    from gouji.web.publication.readiness import notes_of
    from gouji.web.publication.whole import BusyError, whole

    year, office = _place(request, cycle, department)
    context: dict[str, object] = {"cycle": year, "department": office}
    try:
        context["whole"] = whole(year, office, notes_of(year, office), timezone.localdate())
    except BusyError:
        context["busy"] = True
    except GoujiError as error:
        context["problem"] = str(error)
    return render(request, "cycle/_whole.html", context)
