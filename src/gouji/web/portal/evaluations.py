"""The self-evaluations of a department's year in the portal."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gouji.errors import GoujiError
from gouji.targets.evaluation import Score
from gouji.targets.scale import HUNDRED, execution_points, grades
from gouji.web.portal import selection
from gouji.web.portal.caching import for_everyone
from gouji.web.portal.showing import API, address, downloads, shown
from gouji.web.publication.evaluation_made import form_of
from gouji.web.publication.models import Current, Kind, Version

_PAGE = 100


@for_everyone
def evaluations(request: HttpRequest, department: int, year: int) -> HttpResponse:
    """Which projects were evaluated, and with how many points."""
    rows = selection.evaluated(department, year)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    first = next(iter(page), None)
    if first is None:
        raise Http404
    budget = Current.objects.filter(department=department, year=year, kind=Kind.BUDGET).exists()
    context = {
        "department": department,
        "name": first.name,
        "year": year,
        "page": page,
        "lines": [(one, _rate(one.paid, one.budget)) for one in page],
        "has_budget": budget,
        "data": f"{API}/evaluations?department={department}&year={year}",
    }
    return shown(request, "evaluations", context)


def _rate(paid: int | None, budget: int | None) -> str:
    return f"{paid * 100 / budget:.2f}%" if budget and paid is not None else "—"


@for_everyone
def evaluation(request: HttpRequest, department: int, year: int, evaluation: int) -> HttpResponse:
    """One project's self-evaluation; one that was withdrawn leads to where it says why."""
    place = {"department": department, "evaluation": evaluation}
    rows = selection.evaluated(department, year).filter(evaluation=evaluation)
    current = rows.first()
    if current is None:
        last = Version.objects.filter(**place, cycle__year=year, state="published").order_by("-number").first()
        if last is None:
            raise Http404
        return redirect("open-version", last.pk)
    version = current.version
    try:
        form = form_of(version)
    except (OSError, GoujiError) as error:
        raise Http404 from error
    found, site = form.evaluation, version.files.filter(path="site/index.html").first()
    context = {
        "current": current,
        "version": version,
        "form": form,
        "found": found,
        "rate": f"{found.rate * 100:.2f}%",
        "rows": [(score, _reached(score)) for score in found.scores],
        "most": HUNDRED,
        "most_execution": execution_points(),
        "files": downloads(version),
        "site": address(site) if site else "",
        "versions": selection.versions_of(version),
        "data": f"{API}/versions/{version.pk}/evaluation",
    }
    return shown(request, "evaluation", context)


def _reached(score: Score) -> str:
    """How a qualitative indicator was graded, in the language of the moment."""
    grade = score.result.grade
    return _(grades()[grade].name) if score.attained is None and grade is not None else ""
