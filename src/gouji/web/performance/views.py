"""Pages of monitoring and self-evaluation."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gouji.publishing.evaluation import EvaluationForm, as_docx, as_html, as_xlsx, style_policy
from gouji.targets.demand import demand_of
from gouji.targets.evaluation import EvaluationError, Score
from gouji.targets.scale import grades
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.numbers import whole
from gouji.web.cycle.forms import StepForm
from gouji.web.cycle.steps import RefusedError
from gouji.web.journal.log import record
from gouji.web.journal.models import Event
from gouji.web.performance import evaluating, telling
from gouji.web.performance.models import Entry, Evaluation, State
from gouji.web.performance.spending import budget_of_project, budgets_of_projects
from gouji.web.projects.grids import project_of
from gouji.web.projects.models import PlanLine, Project, Target

_APART = "base-uri 'none'; frame-ancestors 'self'; sandbox allow-modals"
_PAGE = 50
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@needs(Right.READ_BUDGETS)
@require_GET
def overview(request: Request) -> HttpResponse:
    """The projects of a year with their lights and self-evaluations."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = (whole(asked) if len(asked) == 4 else None) or today.year
    seen = request.scope.limit(Project.objects.select_related("unit__parent"), Right.READ_BUDGETS, "unit")
    parts = (Target.objects, PlanLine.objects, Entry.objects)
    here = [Exists(rows.filter(project=OuterRef("pk"), year=year)) for rows in parts]
    seen = seen.filter(here[0] | here[1] | here[2])
    words = request.GET.get("q", "").strip()
    if words:
        seen = seen.filter(Q(name__icontains=words) | Q(unit__name__icontains=words))
    page = Paginator(seen.order_by("unit__path", "name"), _PAGE).get_page(request.GET.get("page"))
    projects = list(page)
    entries = telling.newest(projects, year)
    evaluations = {one.project_id: one for one in Evaluation.objects.filter(project__in=projects, year=year)}
    budgets = budgets_of_projects(projects, year)
    rows = []
    for project in projects:
        entry = entries.get(project.pk)
        found = telling.lit(entry, budgets[project.pk]) if entry is not None else None
        rows.append((project, found, evaluations.get(project.pk)))
    years = range(today.year + 1, today.year - 5, -1)
    context = {"page": page, "rows": rows, "year": year, "years": years, "words": words}
    return render(request, "performance/overview.html", context)


def _in_years(project: Project, year: int) -> None:
    if year not in project.years:
        raise Http404


@needs(Right.READ_BUDGETS)
@require_GET
def monitoring(request: Request, pk: int, year: int) -> HttpResponse:
    """What was told of a project in a year, and the form to tell more."""
    found = project_of(request, pk)
    _in_years(found, year)
    budget = budget_of_project(found, year)
    entries = list(found.entries.filter(year=year).select_related("by")[:24])
    editable = telling.can_tell(request.scope, found)
    context = {
        "project": found,
        "year": year,
        "budget": budget,
        "entries": [telling.lit(entry, budget) for entry in entries],
        "can_tell": editable,
        "blank": telling.blank(found, year, entries[0] if entries else None) if editable else (),
        "today": timezone.localdate(),
    }
    return render(request, "performance/monitoring.html", context)


@needs(Right.MONITOR)
@require_POST
def tell(request: Request, pk: int, year: int) -> HttpResponse:
    """Add what was reached by a day."""
    found = project_of(request, pk, Right.MONITOR)
    _in_years(found, year)
    texts = {name: str(value) for name, value in request.POST.items()}
    try:
        telling.tell(request.scope, found, year, texts.get("as_of", ""), texts.get("paid", ""), texts)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已填报。"))
    return redirect("monitoring", pk, year)


@needs(Right.EVALUATE)
@require_POST
def begin(request: Request, pk: int, year: int) -> HttpResponse:
    """Begin the self-evaluation of a year, or go on with it."""
    found = project_of(request, pk, Right.EVALUATE)
    _in_years(found, year)
    try:
        made = evaluating.begin(request.scope, found, year)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("monitoring", pk, year)
    return redirect("evaluation", made.pk)


def _evaluation(request: Request, pk: int, right: Right = Right.READ_BUDGETS) -> Evaluation:
    return request.scope.get(Evaluation.objects.select_related("project__unit__parent"), right, pk, "project__unit")


@needs(Right.READ_BUDGETS)
@require_GET
def evaluation(request: Request, pk: int) -> HttpResponse:
    """A self-evaluation."""
    found = _evaluation(request, pk)
    scores: tuple[Score | None, ...] = (None,) * len(found.indicators)
    whole = None
    try:
        whole = evaluating.scored(found)
        scores = whole.scores
    except EvaluationError:
        pass
    target = evaluating.target_of(found)
    quantitative = [demand_of(one).number is not None for one in target.indicators]
    context = {
        "evaluation": found,
        "project": found.project,
        "whole": whole,
        "rate": f"{whole.rate * 100:.2f}%" if whole else "—",
        "rows": list(zip(found.indicators, scores, quantitative, strict=True)),
        "grades": [(number, grade, _(grade.name)) for number, grade in enumerate(grades())],
        "lacking": evaluating.lacking(found),
        "possible": evaluating.possible(request.scope, found),
        "can_edit": evaluating.can_edit(request.scope, found),
        "history": Event.objects.filter(subject=f"evaluation:{found.pk}").select_related("user")[:60],
    }
    return render(request, "performance/evaluation.html", context)


@needs(Right.EVALUATE)
@require_POST
def save(request: Request, pk: int) -> HttpResponse:
    """Save what was filled in."""
    found = _evaluation(request, pk, Right.EVALUATE)
    texts = {name: str(value) for name, value in request.POST.items()}
    version = texts.get("version", "")
    try:
        evaluating.save(request.scope, found, whole(version) or 0, texts)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已保存。"))
    return redirect("evaluation", pk)


@needs(Right.MOVE_EVALUATIONS)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Take a step."""
    found = _evaluation(request, pk, Right.MOVE_EVALUATIONS)
    form = StepForm(request.POST)
    chosen = evaluating.BY_NAME.get(request.POST.get("step", ""))
    if chosen is None or not form.is_valid():
        messages.error(request, _("提交的内容不完整，请重新操作。"))
        return redirect("evaluation", pk)
    try:
        evaluating.take(request.scope, found, chosen, form.cleaned_data["version"], form.cleaned_data["text"])
    except RefusedError as error:
        after = {"object": f"evaluation:{pk}", "right": chosen.right.value, "problem": error}
        record(request.user, "refused", office=found.project.unit, after=after)
        messages.error(request, str(error))
    else:
        messages.success(request, _("已办理：%s。") % chosen.label)
    return redirect("evaluation", pk)


def _form(request: Request, pk: int) -> EvaluationForm:
    """The published form, once the department accepted it. Raises Http404 before."""
    found = _evaluation(request, pk)
    if found.state != State.ACCEPTED:
        raise Http404
    return evaluating.form_of(found)


def _file(content: str | bytes, form: EvaluationForm, ending: str) -> HttpResponse:
    name = quote(f"{form.project}{form.title}.{ending}")
    kind = "inline" if ending == "html" else "attachment"
    headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{name}"}
    if ending == "html":
        headers["Content-Security-Policy"] = f"default-src 'none'; style-src {style_policy()}; {_APART}"
    return HttpResponse(content, content_type=_TYPES[ending], headers=headers)


@needs(Right.READ_BUDGETS)
@require_GET
def form_xlsx(request: Request, pk: int) -> HttpResponse:
    """The form as a workbook."""
    form = _form(request, pk)
    return _file(as_xlsx([form]), form, "xlsx")


@needs(Right.READ_BUDGETS)
@require_GET
def form_docx(request: Request, pk: int) -> HttpResponse:
    """The form as a Word document."""
    form = _form(request, pk)
    return _file(as_docx([form]), form, "docx")


@needs(Right.READ_BUDGETS)
@require_GET
def form_html(request: Request, pk: int) -> HttpResponse:
    """The form as a page of its own."""
    form = _form(request, pk)
    return _file(as_html([form]), form, "html")
