"""Pages of the publication of adjusted budgets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gouji.errors import GoujiError
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.journal.log import record
from gouji.web.publication import adjusting
from gouji.web.publication.forms import AdjustedForm
from gouji.web.publication.models import Kind, State, Version
from gouji.web.publication.views import place_of


@needs(Right.READ_PUBLICATIONS)
@require_GET
def adjusted(request: Request, cycle: int, department: int) -> HttpResponse:
    """A department's adjusted budget: what is ready, what is missing, what was published."""
    year, office = place_of(request, cycle, department, Right.READ_PUBLICATIONS)
    state = adjusting.standing(year, office)
    versions = Version.objects.filter(cycle=year, department=office, kind=Kind.ADJUSTED)
    form = AdjustedForm(initial={"explanation": adjusting.explanation_of(state)})
    if state.newest is None or state.waiting:
        del form.fields["reason"]
    may = request.scope.covers(Right.PUBLISH, office)
    context = {
        "cycle": year,
        "department": office,
        "tab": Kind.ADJUSTED,
        "state": state,
        "needs": adjusting.needs(state),
        "days_left": state.days_left(timezone.localdate()),
        "versions": versions.select_related("asked_by", "cycle", "department", "original"),
        "waiting": versions.filter(state=State.WAITING).exists(),
        "may_publish": may,
        "form": form,
        "why_not": adjusting.why_not(request.scope, year, office, state) if may else "",
    }
    return render(request, "publication/adjusted.html", context)


@needs(Right.PUBLISH)
@require_POST
def publish(request: Request, cycle: int, department: int) -> HttpResponse:
    """Ask for publication."""
    year, office = place_of(request, cycle, department, Right.PUBLISH)
    form = AdjustedForm(request.POST)
    try:
        if not form.is_valid():
            raise GoujiError(_("请写明调整的情况和原因。"))
        data = form.cleaned_data
        adjusting.ask(request.scope, year, office, data["explanation"], data["reason"], timezone.localdate())
    except GoujiError as error:
        after = {"object": f"publication:{cycle}/{department}/adjusted", "problem": error}
        record(request.user, "refused", office=office, after=after)
        messages.error(request, str(error))
    return redirect("adjusted-publication", cycle, department)
