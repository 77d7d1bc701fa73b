"""Pages of the project library."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count, Field, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.checking.reports.wording import grouped
from gouji.errors import GoujiError
from gouji.ledgers.words import labels
from gouji.targets.library import likely_field, work_fields
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.language import chinese
from gouji.web.base.numbers import whole
from gouji.web.cycle.forms import StepForm
from gouji.web.cycle.lines import names_of_codes
from gouji.web.cycle.rows import several
from gouji.web.cycle.steps import RefusedError
from gouji.web.journal.log import record
from gouji.web.journal.models import Event
from gouji.web.projects import plans, steps, targets
from gouji.web.projects.forms import ProjectForm, ThemeForm
from gouji.web.projects.grids import project_of
from gouji.web.projects.models import PlanLine, Project, State, Theme

_PAGE = 50


@needs(Right.READ_BUDGETS)
@require_GET
def projects(request: Request) -> HttpResponse:
    """The library: projects one may see, by year, state and name."""
    seen = request.scope.limit(Project.objects.select_related("unit__parent", "theme"), Right.READ_BUDGETS, "unit")
    asked, state, words = (request.GET.get(name, "").strip() for name in ("year", "state", "q"))
    year = whole(asked) if len(asked) == 4 else None
    if year is not None:
        seen = seen.filter(first_year__lte=year, last_year__gte=year)
    if words:
        seen = seen.filter(Q(name__icontains=words) | Q(unit__name__icontains=words) | Q(theme__name__icontains=words))
    counts = dict(seen.order_by().values_list("state").annotate(Count("pk")))
    if state in State.values:
        seen = seen.filter(state=state)
    page = Paginator(seen, _PAGE).get_page(request.GET.get("page"))
    wanted = Q() if year is None else Q(year=year)
    ids = [one.pk for one in page]
    found = PlanLine.objects.filter(wanted, project__in=ids).order_by().values_list("project").annotate(Sum("amount"))
    sums: dict[int, int] = dict(found)
    context = {
        "page": page,
        "rows": [(one, sums.get(one.pk, 0)) for one in page],
        "states": [(value, text, counts.get(value, 0)) for value, text in State.choices],
        "state": state,
        "year": year,
        "years": range(timezone.localdate().year + 2, timezone.localdate().year - 4, -1),
        "words": words,
    }
    return render(request, "projects/projects.html", context)


@needs(Right.EDIT_PROJECTS)
@require_http_methods(["GET", "POST"])
def new_project(request: Request) -> HttpResponse:
    """A new project."""
    next_year = timezone.localdate().year + 1
    draft = Project(first_year=next_year, last_year=next_year)
    return _edit(request, draft)


@needs(Right.EDIT_PROJECTS)
@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a project's own facts."""
    found = project_of(request, pk, Right.EDIT_PROJECTS)
    if not steps.can_edit(request.scope, found):
        messages.error(request, _("这个项目现在不能修改。"))
        return redirect("project", pk)
    return _edit(request, found)


def _edit(request: Request, project: Project) -> HttpResponse:
    is_new = project.pk is None
    before = {} if is_new else _facts(project)
    form = ProjectForm(request.scope, request.POST or None, instance=project)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                saved = form.save(commit=False)
                if not saved.field and (likely := likely_field(saved.name)):
                    saved.field = likely.id
                if is_new:
                    saved.save()
                    record(request.user, "project.created", saved, office=saved.unit, after=_facts(saved))
                else:
                    steps.change_facts(request.scope, saved, form.cleaned_data["version"], before, _facts(saved))
        except IntegrityError:
            form.add_error("name", _("本单位已有这个名称的项目。"))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已保存。"))
            return redirect("project", saved.pk)
    return render(request, "projects/edit.html", {"form": form, "project": project})


@chinese
def _facts(project: Project) -> dict[str, str]:
    said = {}
    for name in ProjectForm.Meta.fields:
        field = Project._meta.get_field(name)
        assert isinstance(field, Field)
        title = str(field.verbose_name)
        display = getattr(project, f"get_{name}_display", None)
        value = display() if display is not None else getattr(project, name)
        said[title] = ("是" if value else "") if isinstance(value, bool) else str(value or "")
    return said


@needs(Right.READ_BUDGETS)
@require_GET
def project(request: Request, pk: int) -> HttpResponse:
    """One project: what it is, its plan by year, its targets, its steps, what happened."""
    found = project_of(request, pk)
    rows = plans.saved_plan(found)
    editable = steps.can_edit(request.scope, found)
    sums = plans.by_year(rows)
    saved = set(found.targets.values_list("year", flat=True))
    context = {
        "project": found,
        "grid": _plan_for_script(found, rows, editable=editable),
        "rows": _readable(found, plans.plan_grid(rows)),
        "problems": plans.plan_problems(rows),
        "years": [(year, sums.get(year, 0), year in saved) for year in found.years],
        "total": sum(sums.values()),
        "possible": steps.possible(request.scope, found),
        "can_edit": editable,
        "field": next((_(one.name) for one in work_fields() if one.id == found.field), ""),
        "history": Event.objects.filter(subject=f"project:{found.pk}").select_related("user")[:60],
    }
    return render(request, "projects/project.html", context)


def _readable(project: Project, rows: list[dict[str, str]]) -> list[list[str]]:
    """The rows to look at: codes with their names, amounts with separators."""
    names = names_of_codes(project.first_year)
    return [
        [
            f"{value} {names[name].get(value, '')}".strip()
            if name in names
            else grouped(value)
            if name == "amount"
            else value
            for name, value in row.items()
        ]
        for row in rows
    ]


def _plan_for_script(project: Project, rows: Any, *, editable: bool) -> dict[str, Any]:
    return {
        "titles": plans.titles(),
        "choices": {
            "year": [str(year) for year in project.years],
            "fund": labels("fund"),
        },
        "several": several(),
        "blank": plans.blank(project),
        "numbers": ["amount"],
        "headers": plans.TITLES,
        "merged": ["year", "function", "fund"],
        "first": "function",
        "rows": plans.plan_grid(rows),
        "version": project.version,
        "names": names_of_codes(project.first_year) if editable else {},
    }


@needs(Right.READ_BUDGETS)
@require_GET
def target(request: Request, pk: int, year: int) -> HttpResponse:
    """The performance target of a year, with the library to choose from."""
    found = project_of(request, pk)
    if year not in found.years:
        raise Http404
    saved = found.targets.filter(year=year).first()
    indicators = targets.saved_indicators(saved)
    amount = plans.by_year(plans.saved_plan(found)).get(year, 0)
    editable = steps.can_edit(request.scope, found)
    earlier = None
    if editable and saved is None:
        earlier = found.targets.filter(year__lt=year).order_by("-year").first()
    shown = earlier or saved
    rows = targets.grid(targets.saved_indicators(earlier)) if earlier else targets.grid(indicators)
    whole = targets.model_target(found, year, saved.objective if saved else "", indicators, amount)
    context = {
        "project": found,
        "year": year,
        "amount": amount,
        "objective": shown.objective if shown else "",
        "indicators": indicators,
        "earlier": earlier,
        "grid": _target_for_script(found, rows),
        "problems": targets.target_problems(whole, year) if saved else (),
        "can_edit": editable,
        "fields": _fields(found) if editable else (),
    }
    return render(request, "projects/target.html", context)


def _target_for_script(project: Project, rows: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "titles": targets.titles(),
        "choices": targets.choices(),
        "blank": targets.BLANK,
        "numbers": ["weight"],
        "shares": ["weight"],
        "headers": targets.TITLES,
        "merged": ["level1", "level2"],
        "first": "name",
        "rows": rows,
        "version": project.version,
        "names": {},
    }


def _fields(project: Project) -> list[dict[str, Any]]:
    """The fields of work, the project's own first, each with its indicators as rows of the grid."""
    order = sorted(work_fields(), key=lambda one: one.id != project.field)
    return [
        {
            "name": _(one.name),
            "is_own": one.id == project.field,
            "indicators": targets.grid(given.as_indicator() for given in one.indicators),
        }
        for one in order
    ]


@needs(Right.MOVE_PROJECTS)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Take a step."""
    found = project_of(request, pk, Right.MOVE_PROJECTS)
    form = StepForm(request.POST)
    chosen = steps.BY_NAME.get(request.POST.get("step", ""))
    if chosen is None or not form.is_valid():
        messages.error(request, _("提交的内容不完整，请重新操作。"))
        return redirect("project", pk)
    try:
        steps.take(request.scope, found, chosen, form.cleaned_data["version"], form.cleaned_data["text"])
    except RefusedError as error:
        after = {"object": f"project:{pk}", "right": chosen.right.value, "problem": error}
        record(request.user, "refused", office=found.unit, after=after)
        messages.error(request, str(error))
    except GoujiError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已办理：%s。") % chosen.label)
    return redirect("project", pk)


@needs(Right.READ_BUDGETS)
@require_GET
def themes(request: Request) -> HttpResponse:
    """The first-level projects one may see, each with how many projects it gathers."""
    departments = request.scope.offices(Right.READ_BUDGETS)
    seen = Theme.objects.filter(Q(department__in=departments) | Q(department__children__in=departments)).distinct()
    found = seen.select_related("department").annotate(number=Count("projects", distinct=True))
    page = Paginator(found.order_by("department__path", "code", "name"), _PAGE).get_page(request.GET.get("page"))
    editable = set(request.scope.offices(Right.EDIT_THEMES).values_list("pk", flat=True))
    return render(request, "projects/themes.html", {"page": page, "editable": editable})


@needs(Right.EDIT_THEMES)
@require_http_methods(["GET", "POST"])
def new_theme(request: Request) -> HttpResponse:
    """A new first-level project."""
    return _edit_theme(request, Theme())


@needs(Right.EDIT_THEMES)
@require_http_methods(["GET", "POST"])
def theme(request: Request, pk: int) -> HttpResponse:
    """Change a first-level project."""
    rows = Theme.objects.select_related("department")
    return _edit_theme(request, request.scope.get(rows, Right.EDIT_THEMES, pk, "department"))


def _edit_theme(request: Request, found: Theme) -> HttpResponse:
    before = {name: str(getattr(found, name)) for name in ("code", "name", "purpose")}
    form = ThemeForm(request.scope, request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                saved = form.save()
                after = {name: str(getattr(saved, name)) for name in before}
                record(request.user, "theme.saved", saved, office=saved.department, before=before, after=after)
        except IntegrityError:
            form.add_error("name", _("本部门已有这个名称的一级项目。"))
        else:
            messages.success(request, _("已保存。"))
            return redirect("themes")
    return render(request, "projects/theme.html", {"form": form, "theme": found})
