"""What was spent on projects, as far as it was told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum

from gouji.model.coordinates import EXPENDITURE
from gouji.web.cycle.models import AdjustmentLine, AdjustmentStage, Budget, Line
from gouji.web.organisation.models import Office
from gouji.web.performance.models import Entry, Evaluation
from gouji.web.projects.models import PlanLine, Project


def paid_by_project(unit: Office, year: int) -> dict[str, int]:
    """What each of a unit's projects spent of a year's budget, in 分, by name: as evaluated, else as last told."""
    paid: dict[str, int] = {}
    for entry in Entry.objects.filter(project__unit=unit, year=year).select_related("project").order_by("as_of", "id"):
        paid[entry.project.name] = entry.paid
    for one in Evaluation.objects.filter(project__unit=unit, year=year).select_related("project"):
        if one.paid:
            paid[one.project.name] = one.paid
    return paid


def budgets_of_projects(projects: Iterable[Project], year: int) -> dict[int, int]:
    """The adjusted budget of each project (by id) in a year, in 分; its plan where its unit has no budget."""
    wanted = list(projects)
    units = {project.unit_id for project in wanted}
    budgeted = set(Budget.objects.filter(unit__in=units, cycle__year=year).values_list("unit", flat=True))
    names = {project.name for project in wanted}
    lines = Line.objects.filter(
        budget__unit__in=units, budget__cycle__year=year, side=EXPENDITURE, project__in=names
    ).values_list("budget__unit", "project")
    changes = AdjustmentLine.objects.filter(
        adjustment__stage=AdjustmentStage.APPROVED,
        adjustment__budget__unit__in=units,
        adjustment__budget__cycle__year=year,
        side=EXPENDITURE,
        project__in=names,
    ).values_list("adjustment__budget__unit", "project")
    sums: dict[tuple[int, str], int] = {}
    for unit, name, amount in (
        *lines.order_by().annotate(Sum("amount")),
        *changes.order_by().annotate(Sum("amount")),
    ):
        sums[unit, name] = sums.get((unit, name), 0) + amount
    planned = PlanLine.objects.filter(project__in=wanted, year=year).order_by().values_list("project")
    plans = dict(planned.annotate(Sum("amount")))
    return {
        project.pk: sums.get((project.unit_id, project.name), 0)
        if project.unit_id in budgeted
        else plans.get(project.pk, 0)
        for project in wanted
    }


def budget_of_project(project: Project, year: int) -> int:
    """As :func:`budgets_of_projects`, of one."""
    return budgets_of_projects([project], year)[project.pk]
