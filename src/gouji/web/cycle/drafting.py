"""Helps in drafting: projects taken from the library, money left from last year, revenue that follows expenditure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gouji.ledgers.problems import ERROR, WARNING
from gouji.model.coordinates import CARRIED_OVER, CURRENT, EXPENDITURE, REVENUE
from gouji.targets.quality import fault
from gouji.web.cycle.adjusting import adjusted_rows
from gouji.web.cycle.beside import Known, known_projects
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.models import Budget
from gouji.web.cycle.rows import NO_TAGS, Row
from gouji.web.projects.models import Project, State
from gouji.web.projects.plans import budget_row
from gouji.web.projects.targets import model_target

APPROPRIATIONS = ("general_public_budget", "government_fund_budget", "state_capital_budget")


@dataclass(frozen=True, slots=True)
class Offer:
    """A project of the library beside the draft: what its plan asks for in the year and what is drafted, in 分."""

    project: Project
    planned: int
    drafted: int

    @property
    def is_taken(self) -> bool:
        """Whether the draft has what the plan asks for."""
        return self.planned == self.drafted


def library(budget: Budget) -> QuerySet[Project]:
    """The projects that may be taken into a budget."""
    year = budget.cycle.year
    return Project.objects.filter(
        unit=budget.unit, state=State.STORED, first_year__lte=year, last_year__gte=year
    ).prefetch_related("plan")


def offers(budget: Budget, rows: Sequence[Row]) -> tuple[Offer, ...]:
    """The library's projects with a plan for the year."""
    drafted: dict[str, int] = {}
    for row in rows:
        if row.side == EXPENDITURE and row.origin == CURRENT and row.project:
            drafted[row.project] = drafted.get(row.project, 0) + row.amount
    found = []
    for project in library(budget):
        planned = sum(line.amount for line in project.plan.all() if line.year == budget.cycle.year)
        if planned or project.name in drafted:
            found.append(Offer(project, planned, drafted.get(project.name, 0)))
    return tuple(found)


def taken_in(budget: Budget, rows: Sequence[Row], projects: Iterable[Project]) -> tuple[Row, ...]:
    """The rows with these projects as their plans have them, in place of what was drafted for them."""
    chosen = {project.name: project for project in projects}
    kept = [row for row in rows if not (row.project in chosen and row.origin == CURRENT)]
    for project in chosen.values():
        kept += [budget_row(project, line) for line in project.plan.all() if line.year == budget.cycle.year]
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Remainder:
    """What last year's budget leaves of a project in one line's coordinates, in 分."""

    row: Row
    budgeted: int
    paid: int

    @property
    def left(self) -> int:
        """What was not spent."""
        return max(0, self.budgeted - self.paid)


def remainders(budget: Budget) -> tuple[Remainder, ...]:
    """What is left of last year's projects as far as spending was told: each project's money in the coordinates of its
    largest line. A project of which nothing was told is not in it."""
    from gouji.web.performance.spending import paid_by_project

    last = Budget.objects.filter(
        unit=budget.unit, cycle__region=budget.cycle.region, cycle__year=budget.cycle.year - 1
    ).first()
    if last is None:
        return ()
    paid = paid_by_project(last.unit, last.cycle.year)
    lines: dict[str, list[Row]] = {}
    for row in adjusted_rows(last):
        if row.side == EXPENDITURE and row.project in paid:
            lines.setdefault(row.project, []).append(row)
    found = []
    for name, rows in lines.items():
        largest = max(rows, key=lambda row: row.amount)
        found.append(Remainder(largest, sum(row.amount for row in rows), paid[name]))
    return tuple(one for one in found if one.left)


def carried_over(rows: Sequence[Row], left: Iterable[tuple[Row, int]]) -> tuple[Row, ...]:
    """The rows with last year's money: each on the expenditure side, and as revenue that is carried over."""
    amounts = {replace(row, origin=CARRIED_OVER, amount=0): amount for row, amount in left}
    names = {row.project for row in amounts}
    kept = [
        row for row in rows if not (row.origin == CARRIED_OVER and row.side == EXPENDITURE and row.project in names)
    ]
    kept += [replace(row, amount=amount) for row, amount in amounts.items() if amount]
    return _revenue_follows(kept, CARRIED_OVER, {row.fund for row in amounts})


def balanced(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with this year's appropriations as revenue where they are spent: what is spent is what is given."""
    return _revenue_follows(rows, CURRENT, set(APPROPRIATIONS))


def _revenue_follows(rows: Sequence[Row], origin: str, funds: set[str]) -> tuple[Row, ...]:
    spent: dict[str, int] = {}
    for row in rows:
        if row.side == EXPENDITURE and row.origin == origin and row.fund in funds:
            spent[row.fund] = spent.get(row.fund, 0) + row.amount
    others = [row for row in rows if not (row.side == REVENUE and row.origin == origin and row.fund in funds)]
    revenue = [Row(REVENUE, "", "", "", fund, origin, "", NO_TAGS, amount) for fund, amount in spent.items() if amount]
    return (*revenue, *others)


def library_problems(
    budget: Budget, rows: Sequence[Row], known: Mapping[str, Known] | None = None
) -> tuple[Problem, ...]:
    """Projects that are not in the library, and whose target is missing or wrong where they are. ``known`` are the
    projects of the library, where they were asked for already."""
    found: list[Problem] = []
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row.project:
            first.setdefault(row.project, number)
    year, is_draft = budget.cycle.year, not budget.stage.startswith("request")
    if known is None:
        known = known_projects(budget.unit, year, first)
    for name, number in first.items():
        one = known.get(name)
        if one is None:
            message = _("项目“%s”不在项目库中，应先在项目库立项、入库。") % name
            found.append(Problem(WARNING, message, number, "project", reverse("projects")))
            continue
        project = one.project
        if project.state != State.STORED:
            message = _("项目“%(name)s”%(state)s，还没有入库。") % {"name": name, "state": project.get_state_display()}
            link = reverse("project", args=(project.pk,))
            found.append(Problem(ERROR if is_draft else WARNING, message, number, "project", link))
        if not is_draft or year not in project.years:
            continue
        link = reverse("target", args=(project.pk, year))
        if one.objective is None:
            message = _("项目“%(name)s”没有 %(year)d 年的绩效目标。") % {"name": name, "year": year}
            found.append(Problem(ERROR, message, number, "project", link))
        elif wrong := fault(model_target(project, year, one.objective, one.indicators, 0)):
            message = _("项目“%(name)s”的绩效目标：%(wrong)s") % {"name": name, "wrong": wrong}
            found.append(Problem(ERROR, message, number, "project", link))
    return tuple(found)
