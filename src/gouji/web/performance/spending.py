"""What was spent on projects, as far as it was told."""

from __future__ import annotations

from gouji.model.coordinates import EXPENDITURE
from gouji.web.cycle.adjusting import adjusted_rows
from gouji.web.cycle.models import Budget
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


def budget_of_project(project: Project, year: int) -> int:
    """A project's adjusted budget of a year in 分; its plan where the unit has no budget of the year."""
    budget = Budget.objects.filter(unit=project.unit, cycle__year=year).first()
    if budget is None:
        return sum(PlanLine.objects.filter(project=project, year=year).values_list("amount", flat=True))
    return sum(row.amount for row in adjusted_rows(budget) if row.side == EXPENDITURE and row.project == project.name)
