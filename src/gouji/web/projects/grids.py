"""The grids of a project: its plan by year, the indicators of a year's target."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouji.errors import GoujiError
from gouji.ledgers.problems import ERROR
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.grids import Asked, as_saved, asked, conflict
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.lines import last_editor, wrong_rows
from gouji.web.cycle.rows import RowsError
from gouji.web.cycle.steps import StaleError
from gouji.web.projects import plans, steps, targets
from gouji.web.projects.models import Project

_LONGEST_OBJECTIVE = 4000


def project_of(request: Request, pk: int, right: Right = Right.READ_BUDGETS) -> Project:
    """A project of those in which the right is held. Raises Http404."""
    return request.scope.get(Project.objects.select_related("unit__parent", "theme"), right, pk, "unit")


@needs(Right.EDIT_PROJECTS)
@require_POST
def check_plan(request: Request, pk: int) -> JsonResponse:
    """What is wrong with the plan as it is being typed."""
    found = project_of(request, pk, Right.EDIT_PROJECTS)
    try:
        sent = asked(request)
        rows = plans.plan_rows(found, sent.rows)
    except RowsError as error:
        return JsonResponse({"problems": wrong_rows(error)})
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)
    return JsonResponse({"problems": plans.placed(sent.rows, plans.plan_problems(rows))})


@needs(Right.EDIT_PROJECTS)
@require_POST
def save_plan(request: Request, pk: int) -> JsonResponse:
    """Save the plan; 409 when somebody else did in between."""
    found = project_of(request, pk, Right.EDIT_PROJECTS)
    try:
        sent = asked(request)
        rows = plans.plan_rows(found, sent.rows)
        new = steps.save_plan(request.scope, found, rows, sent.version)
    except RowsError as error:
        return JsonResponse({"message": str(error), "problems": wrong_rows(error)}, status=422)
    except StaleError:
        found.refresh_from_db()
        theirs = plans.plan_grid(plans.saved_plan(found))
        who = last_editor(f"project:{found.pk}")
        mine = plans.plan_grid(rows)
        base = as_saved(sent.base, lambda typed: plans.plan_grid(plans.plan_rows(found, typed)))
        return conflict(base, theirs, mine, plans.point_of, version=found.version, who=who)
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)
    return JsonResponse({"version": new, "problems": plans.placed(sent.rows, plans.plan_problems(rows))})


def _objective(sent: Asked) -> str:
    text = sent.more.get("objective", "").strip()
    if len(text) > _LONGEST_OBJECTIVE:
        raise GoujiError(_("年度绩效目标太长。"))
    return text


def _year(project: Project, year: int) -> None:
    if year not in project.years:
        raise Http404


def _said(project: Project, year: int, sent: Asked) -> list[dict[str, object]]:
    """What the rules say, by the rows as typed."""
    found = targets.indicators(sent.rows)
    amount = plans.by_year(plans.saved_plan(project)).get(year, 0)
    target = targets.model_target(project, year, _objective(sent), found, amount)
    numbers = [number for number, row in enumerate(sent.rows) if targets.says_anything(row)]
    return [
        (one if one.row is None else replace(one, row=numbers[one.row])).as_dict()
        for one in targets.target_problems(target, year)
    ]


@needs(Right.EDIT_PROJECTS)
@require_POST
def check_target(request: Request, pk: int, year: int) -> JsonResponse:
    """What the rules of checking say of the target as it is being typed."""
    found = project_of(request, pk, Right.EDIT_PROJECTS)
    _year(found, year)
    try:
        return JsonResponse({"problems": _said(found, year, asked(request))})
    except RowsError as error:
        return JsonResponse({"problems": wrong_rows(error)})
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)


@needs(Right.EDIT_PROJECTS)
@require_POST
def save_target(request: Request, pk: int, year: int) -> JsonResponse:
    """Save the target of a year; 409 when somebody else changed the project in between."""
    found = project_of(request, pk, Right.EDIT_PROJECTS)
    _year(found, year)
    try:
        sent = asked(request)
        indicators, objective = targets.indicators(sent.rows), _objective(sent)
        new = steps.save_target(request.scope, found, year, objective, indicators, sent.version)
    except RowsError as error:
        return JsonResponse({"message": str(error), "problems": wrong_rows(error)}, status=422)
    except StaleError:
        found.refresh_from_db()
        saved = found.targets.filter(year=year).first()
        theirs = targets.grid(targets.saved_indicators(saved))
        who = last_editor(f"project:{found.pk}")
        mine = targets.grid(indicators)
        base = as_saved(sent.base, lambda typed: targets.grid(targets.indicators(typed)))
        answer = conflict(base, theirs, mine, targets.point_of, version=found.version, who=who)
        return _with_objective(answer, saved.objective if saved else "", objective)
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)
    return JsonResponse({"version": new, "problems": _said(found, year, sent)})


def _with_objective(answer: JsonResponse, theirs: str, mine: str) -> JsonResponse:
    """The other's objective beside mine, where they differ."""
    if theirs == mine:
        return answer
    import json

    said = json.loads(answer.content)
    said["problems"] = [Problem(ERROR, _("对方保存的年度绩效目标是：“%s”。请与您的核对后再保存。") % theirs).as_dict()]
    return JsonResponse(said, status=409)
