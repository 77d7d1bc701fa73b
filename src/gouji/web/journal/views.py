"""The log, for those who audit."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.journal.log import ACTIONS
from gouji.web.journal.models import Event

_PAGE = 100


@needs(Right.READ_LOG)
@require_GET
def log(request: Request) -> HttpResponse:
    """Events of the offices one audits; events of no office (log-ins, refusals) only of the people who belong there."""
    offices = request.scope.offices(Right.READ_LOG)
    whole = any(assignment.office.parent_id is None for assignment in request.scope.assignments)
    seen = Q(office__in=offices) | Q(office=None, user__assignments__office__in=offices)
    if whole:
        seen |= Q(office=None, user=None)
    found = Event.objects.filter(pk__in=Event.objects.filter(seen).values("pk")).select_related("user", "office")
    action, words = request.GET.get("action", ""), request.GET.get("q", "")
    if action in ACTIONS:
        found = found.filter(action=action)
    if words:
        found = found.filter(
            Q(label__icontains=words) | Q(user__username__icontains=words) | Q(user__name__icontains=words)
        )
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "actions": ACTIONS.items(), "action": action, "words": words}
    return render(request, "journal/log.html", context)
