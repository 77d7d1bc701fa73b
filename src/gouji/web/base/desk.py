"""The desk: what waits for the person, and how the departments stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gouji.web.accounts.gate import Request, for_everyone_logged_in
from gouji.web.accounts.rights import Right
from gouji.web.base.numbers import whole
from gouji.web.cycle.adjustments import waiting_for as adjustments_waiting
from gouji.web.cycle.models import Budget, publication_due
from gouji.web.cycle.steps import waiting_for
from gouji.web.organisation.models import Level, Office, valid
from gouji.web.publication.models import Current, Kind, Version
from gouji.web.review.models import Decision, Document, Finding, Opinion, State

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Line:
    """A department in the overview; ``document`` is its newest one of the year, ``published`` what was published
    here, ``due`` the day until which it must have published."""

    office: Office
    document: Document | None
    due: date | None
    is_late: bool
    published: Version | None


@for_everyone_logged_in
@require_GET
def desk(request: Request) -> HttpResponse:
    """The overview of one year, of what the person may see."""
    scope = request.scope
    if not scope.has(Right.READ_DOCUMENTS):
        return render(request, "base/desk_plain.html")
    documents = scope.limit(Document.objects.all(), Right.READ_DOCUMENTS)
    budgets = scope.limit(Budget.objects.all(), Right.READ_DOCUMENTS, "unit")
    approved = budgets.exclude(approved_on=None).order_by().values_list("cycle__year", flat=True).distinct()
    years = sorted(
        {year for year in documents.order_by().values_list("year", flat=True).distinct() if year} | set(approved)
    )
    asked = request.GET.get("year", "")
    newest = years[-1] if years else timezone.localdate().year
    year = (whole(asked) if len(asked) == 4 else None) or newest
    states = dict(documents.order_by().values_list("state").annotate(Count("pk")))
    lines = _lines(
        scope.offices(Right.READ_DOCUMENTS),
        documents.filter(year=year),
        publication_due(year),
        published_versions(year),
    )
    waiting = list(waiting_for(scope)[: _SHOWN + 1])
    context = {
        "waiting": waiting[:_SHOWN],
        "more_waiting": len(waiting) > _SHOWN,
        "adjustments": list(adjustments_waiting(scope)[:_SHOWN]),
        "today": timezone.localdate(),
        "year": year,
        "years": sorted({*years, timezone.localdate().year}, reverse=True),
        "states": [(value, label, states.get(value, 0)) for value, label in State.choices],
        "lines": lines,
        "missing": sum(line.document is None and line.published is None for line in lines),
        "late": sum(line.is_late for line in lines),
        "has_due": any(line.due for line in lines),
        "waivers": _waivers_to_approve(request) if scope.has(Right.APPROVE_WAIVER) else (),
        "homeless": documents.filter(office__level=Level.REGION).exclude(state=State.WAITING)[:_SHOWN],
        "returned": documents.filter(state=State.RETURNED).select_related("office")[:10],
    }
    return render(request, "base/desk.html", context)


def _lines(
    offices: QuerySet[Office],
    documents: Iterable[Document],
    due: Mapping[int, date],
    published: Mapping[int, Version],
) -> list[_Line]:
    """Each department with its newest document, or its units' where the person sees no department."""
    today = timezone.localdate()
    offices = offices.filter(valid(today)).exclude(level=Level.REGION)
    departments = [office for office in offices if office.level == Level.DEPARTMENT]
    newest: dict[int, Document] = {}
    for document in documents:
        newest.setdefault(document.office_id, document)
    return [
        _Line(
            office,
            newest.get(office.pk),
            last := due.get(office.pk),
            bool(last and last < today and office.pk not in newest and office.pk not in published),
            published.get(office.pk),
        )
        for office in departments or offices
    ]


def published_versions(year: int) -> dict[int, Version]:
    """What departments published here of a year."""
    rows = Current.objects.filter(year=year, kind=Kind.BUDGET)
    rows = rows.select_related("version__cycle", "version__department")
    return {one.department_id: one.version for one in rows}


def _waivers_to_approve(request: Request) -> list[Finding]:
    """The findings whose last word is a request for a waiver by somebody else."""
    asked = request.scope.limit(
        Finding.objects.filter(decisions__opinion=Opinion.WAIVER_ASKED), Right.APPROVE_WAIVER, "document__office"
    ).distinct()
    waiting = []
    for finding in asked.select_related("document__office").prefetch_related("decisions__by")[:200]:
        words = [decision for decision in finding.decisions.all() if decision.opinion != Opinion.COMMENTED]
        last: Decision = words[-1]
        if last.opinion == Opinion.WAIVER_ASKED and last.by_id != request.user.pk:
            waiting.append(finding)
    return waiting
