"""Pages of the publication of self-evaluations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from gouji.errors import GoujiError
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.numbers import whole
from gouji.web.journal.log import record
from gouji.web.organisation.models import Office
from gouji.web.performance.models import Evaluation
from gouji.web.performance.models import State as Evaluated
from gouji.web.publication import evaluations as published
from gouji.web.publication.models import Kind, State, Version
from gouji.web.publication.views import place_of

_SHOWN = 50
_LONGEST = 2000


@needs(Right.READ_PUBLICATIONS)
@require_GET
def evaluations(request: Request, cycle: int, department: int) -> HttpResponse:
    """A department's self-evaluations of a year: which are accepted, which are published."""
    year, office = place_of(request, cycle, department, Right.READ_PUBLICATIONS)
    seen = request.scope.limit(Evaluation.objects.filter(year=year.year), Right.READ_BUDGETS, "project__unit")
    readable = set(seen.values_list("pk", flat=True))
    # Who belongs to a unit sees of the others what everyone sees.
    lines = [line for line in published.lines(year, office) if line.evaluation.pk in readable or line.is_shown]
    may = request.scope.covers(Right.PUBLISH, office)
    ready = [line for line in lines if line.why_not is None]
    versions = Version.objects.filter(cycle=year, department=office, kind=Kind.EVALUATION)
    context = {
        "cycle": year,
        "department": office,
        "tab": Kind.EVALUATION,
        "lines": lines,
        "readable": readable,
        "ready": ready,
        "corrects": any(line.needs_reason for line in ready),
        "accepted": sum(line.evaluation.state == Evaluated.ACCEPTED for line in lines),
        "shown": sum(line.is_shown for line in lines),
        "waiting": versions.filter(state=State.WAITING).exists(),
        "versions": versions.select_related("asked_by", "cycle", "department", "original")[:_SHOWN],
        "may_publish": may,
    }
    return render(request, "publication/evaluations.html", context)


@needs(Right.PUBLISH)
@require_POST
def publish(request: Request, cycle: int, department: int) -> HttpResponse:
    """Ask for publication of those that were chosen."""
    year, office = place_of(request, cycle, department, Right.PUBLISH)
    chosen = [number for text in request.POST.getlist("evaluation") if (number := whole(text)) is not None]
    try:
        asked = published.ask(request.scope, year, office, chosen, request.POST.get("reason", "")[:_LONGEST])
    except GoujiError as error:
        _refused(request, office, f"publication:{cycle}/{department}/evaluations", error)
    else:
        told = ngettext("正在编制 %(number)d 份自评表。", "正在编制 %(number)d 份自评表。", len(asked))
        messages.success(request, told % {"number": len(asked)})
    return redirect("evaluation-publication", cycle, department)


@needs(Right.PUBLISH)
@require_POST
def withdraw(request: Request, cycle: int, department: int, evaluation: int) -> HttpResponse:
    """Take back what is shown."""
    year, office = place_of(request, cycle, department, Right.PUBLISH)
    number, reason = whole(request.POST.get("number")) or 0, request.POST.get("reason", "")[:_LONGEST]
    try:
        published.withdraw(request.scope, year, office, evaluation, number, reason, timezone.localdate())
    except GoujiError as error:
        _refused(request, office, f"publication:{cycle}/{department}/evaluations/{evaluation}", error)
    else:
        messages.success(request, _("已撤回。公开平台上不再显示这份自评，只显示撤回的理由。"))
    return redirect("evaluation-publication", cycle, department)


def _refused(request: Request, office: Office, place: str, error: GoujiError) -> None:
    record(request.user, "refused", office=office, after={"object": place, "problem": error})
    messages.error(request, str(error))
