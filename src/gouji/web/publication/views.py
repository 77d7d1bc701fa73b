"""Pages of publication, for those who publish and those who watch over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.errors import GoujiError
from gouji.web import store
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.cycle.models import Budget, Cycle
from gouji.web.journal.log import record
from gouji.web.organisation.models import Level, Office
from gouji.web.publication import readiness as ready
from gouji.web.publication.adjusting import Standing, standings
from gouji.web.publication.evaluations import counted
from gouji.web.publication.forms import NotesForm, PublishForm
from gouji.web.publication.last_year import last_year
from gouji.web.publication.models import Kind, Notes, State, Version
from gouji.web.publication.readiness import NOT_STARTED, Readiness
from gouji.web.publication.whole import BusyError, whole

_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class _Line:
    """A department in the list; ``version`` is its newest published budget, ``adjusted`` how its adjustments stand and
    ``adjusted_left`` how many days are left to publish them; ``evaluated`` how many self-evaluations are accepted and
    how many published."""

    department: Office
    ready: Readiness
    version: Version | None
    days_left: int | None
    adjusted: Standing | None
    adjusted_left: int | None
    evaluated: tuple[int, int]

    @property
    def is_late(self) -> bool:
        return self.version is None and self.days_left is not None and self.days_left < 0

    @property
    def is_adjusted_late(self) -> bool:
        return self.adjusted_left is not None and self.adjusted_left < 0


@needs(Right.READ_PUBLICATIONS)
@require_GET
def publications(request: Request) -> HttpResponse:
    """How far the departments are with the publication of a year."""
    departments = request.scope.offices(Right.READ_PUBLICATIONS).filter(level=Level.DEPARTMENT)
    # Who belongs to a unit sees how its department stands.
    above = request.scope.offices(Right.READ_PUBLICATIONS).filter(level=Level.UNIT).values("parent")
    departments = departments | Office.objects.filter(pk__in=above)
    regions = [int(str(one.office.path).split("/")[1]) for one in request.scope.assignments]
    cycles = list(Cycle.objects.filter(region__in=regions).select_related("region"))
    asked = request.GET.get("year", "")
    cycle = next((one for one in cycles if str(one.year) == asked), cycles[0] if cycles else None)
    if cycle is None:
        return render(request, "publication/publications.html", {"years": (), "cycle": None})
    states, today = ready.readiness(cycle), timezone.localdate()
    newest = _newest(cycle)
    found = departments.filter(path__startswith=str(cycle.region.path), pk__in=states).order_by("path")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    adjusted, evaluated = standings(cycle, [one.pk for one in page]), counted(cycle)
    lines = [
        _line(one, states.get(one.pk, NOT_STARTED), newest.get(one.pk), adjusted.get(one.pk), evaluated, today)
        for one in page
    ]
    context = {"page": page, "lines": lines, "years": [one.year for one in cycles], "cycle": cycle}
    return render(request, "publication/publications.html", context)


def _line(
    department: Office,
    state: Readiness,
    version: Version | None,
    adjusted: Standing | None,
    evaluated: Mapping[int, tuple[int, int]],
    today: date,
) -> _Line:
    left = adjusted.days_left(today) if adjusted is not None else None
    both = evaluated.get(department.pk, (0, 0))
    return _Line(department, state, version, state.days_left(today), adjusted, left, both)


def _newest(cycle: Cycle) -> dict[int, Version]:
    published = Version.objects.filter(cycle=cycle, current__isnull=False, kind=Kind.BUDGET)
    return {version.department_id: version for version in published}


def place_of(request: Request, cycle: int, department: int, right: Right) -> tuple[Cycle, Office]:
    """The cycle and the department, which must lie where the right is held; one may look at one's own department."""
    rows = Office.objects.filter(level=Level.DEPARTMENT)
    if right is Right.READ_PUBLICATIONS and not request.scope.limit(rows, right, "").filter(pk=department).exists():
        mine = request.scope.offices(right).filter(level=Level.UNIT, parent=department)
        office = rows.filter(pk=department).first() if mine.exists() else None
    else:
        office = None
    office = office or request.scope.get(rows, right, department, "")
    found = Cycle.objects.filter(pk=cycle).select_related("region").first()
    if found is None or not str(office.path).startswith(str(found.region.path)):
        raise Http404
    return found, office


@needs(Right.READ_PUBLICATIONS)
@require_GET
def publication(request: Request, cycle: int, department: int) -> HttpResponse:
    """One department's year: what is ready, what is owed, what was published."""
    year, office = place_of(request, cycle, department, Right.READ_PUBLICATIONS)
    state = ready.readiness(year).get(office.pk, NOT_STARTED)
    versions = list(
        Version.objects.filter(cycle=year, department=office, kind=Kind.BUDGET)
        .select_related("asked_by", "cycle", "department")
        .prefetch_related("files")
    )
    published = [version for version in versions if version.state == State.PUBLISHED]
    notes = ready.notes_of(year, office)
    may = request.scope.covers(Right.PUBLISH, office)
    try:
        source = last_year(year, office, notes)[1] if may else ""
    except GoujiError as error:
        source = str(error)
    form = PublishForm(initial={"template": versions[0].template if versions else "generic"})
    if not published:
        del form.fields["reason"]
    context = {
        "cycle": year,
        "department": office,
        "ready": state,
        "days_left": state.days_left(timezone.localdate()),
        "budgets": Budget.objects.filter(cycle=year, unit__parent=office).select_related("unit", "cycle"),
        "versions": versions,
        "published": published,
        "waiting": any(version.state == State.WAITING for version in versions),
        "may_publish": may,
        "form": form,
        "why_not": ready.why_not(request.scope, year, office) if may else "",
        "notes": notes,
        "source": source,
    }
    return render(request, "publication/publication.html", context | {"tab": Kind.BUDGET})


@needs(Right.READ_PUBLICATIONS)
@require_GET
def status(request: Request, cycle: int, department: int) -> HttpResponse:
    """The progress of what is being made for a department; when it is done the whole page is shown anew."""
    year, office = place_of(request, cycle, department, Right.READ_PUBLICATIONS)
    response = render(request, "publication/_waiting.html", {"cycle": year, "department": office})
    if not Version.objects.filter(cycle=year, department=office, state=State.WAITING).exists():
        response.headers["HX-Refresh"] = "true"
    return response


@needs(Right.PUBLISH)
@require_POST
def publish(request: Request, cycle: int, department: int) -> HttpResponse:
    """Ask for publication."""
    year, office = place_of(request, cycle, department, Right.PUBLISH)
    form = PublishForm(request.POST)
    try:
        if not form.is_valid():
            raise GoujiError(_("请选择排版模板。"))
        data = form.cleaned_data
        ready.ask(request.scope, year, office, data["template"], data["reason"], timezone.localdate())
    except GoujiError as error:
        after = {"object": f"publication:{cycle}/{department}", "problem": error}
        record(request.user, "refused", office=office, after=after)
        messages.error(request, str(error))
    return redirect("publication", cycle, department)


@needs(Right.PUBLISH)
@require_http_methods(["GET", "POST"])
def notes(request: Request, cycle: int, department: int) -> HttpResponse:
    """Write what only people can."""
    year, office = place_of(request, cycle, department, Right.PUBLISH)
    found = ready.notes_of(year, office)
    form = NotesForm(found, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if _save(request, year, office, form):
            messages.success(request, _("已保存。"))
            return redirect("publication", cycle, department)
        form.add_error(None, _("在您打开之后别人已保存过，没有覆盖。请在另一个窗口打开本页对照，把您的改动补进去。"))
    return render(
        request, "publication/notes.html", {"cycle": year, "department": office, "form": form, "notes": found}
    )


@needs(Right.PUBLISH)
@require_POST
def notes_check(request: Request, cycle: int, department: int) -> HttpResponse:
    """What is found in the document with the notes as they are being written; nothing is saved."""
    year, office = place_of(request, cycle, department, Right.PUBLISH)
    found = ready.notes_of(year, office) or Notes(cycle=year, department=office)
    form = NotesForm(found, request.POST)
    context: dict[str, object] = {"cycle": year, "department": office}
    try:
        if not form.is_valid():
            raise GoujiError(" ".join(str(text) for texts in form.errors.values() for text in texts))
        for name, value in _written(form).items():
            setattr(found, name, value)
        context["whole"] = whole(year, office, found, timezone.localdate())
    except BusyError:
        context["busy"] = True
    except GoujiError as error:
        context["problem"] = str(error)
    return render(request, "publication/_notes_found.html", context)


def _written(form: NotesForm) -> dict[str, object]:
    data = form.cleaned_data
    texts = {name: data[name] for name in ("functions", "institutions")}
    return texts | {"reasons": form.reasons, "assets": form.assets}


def _save(request: Request, cycle: Cycle, department: Office, form: NotesForm) -> bool:
    """Save; False when somebody else saved since the page was opened."""
    data = form.cleaned_data
    new = _written(form)
    book = data["book"]
    if book is not None:
        new |= {"last_year": store.keep(book.chunks()), "last_year_name": str(book.name)[:200]}
    same = Notes.objects.filter(cycle=cycle, department=department)
    before = same.first()
    try:
        with transaction.atomic():
            if before is None and data["version"] == 0:
                Notes.objects.create(cycle=cycle, department=department, **new)
            elif not same.filter(version=data["version"]).update(**new, version=F("version") + 1):
                return False
            old = {name: getattr(before, name) for name in new} if before else {}
            changed = [name for name in new if name != "last_year" and new[name] != old.get(name)]
            record(
                request.user,
                "notes.saved",
                before or same.get(),
                office=department,
                before={name: old.get(name) for name in changed},
                after={name: new[name] for name in changed},
            )
    except IntegrityError:
        return False
    return True


@needs(Right.READ_PUBLICATIONS)
@require_GET
def ledger(request: Request, pk: int) -> FileResponse:
    """The ledger a version was made from, as a workbook."""
    found = request.scope.get(
        Version.objects.select_related("cycle", "department"), Right.READ_PUBLICATIONS, pk, "department"
    )
    path = store.path_of(found.ledger)
    if found.kind == Kind.EVALUATION or not path.is_file():
        raise Http404
    name = _("%(department)s%(year)s年预算账套.xlsx") % {"department": found.department, "year": found.cycle.year}
    return FileResponse(
        path.open("rb"),
        content_type=_XLSX,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
