"""What a project needs by year, as people type it, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gouji.ledgers.problems import ERROR
from gouji.ledgers.words import label
from gouji.model.coordinates import CURRENT, EXPENDITURE
from gouji.web.base.numbers import whole
from gouji.web.cycle.checks import Problem, problems
from gouji.web.cycle.rows import Row, RowsError, grid, parsed, tags_of
from gouji.web.projects.models import PlanLine, Project

TITLES = {
    "year": gettext_noop("年度"),
    "function": gettext_noop("功能分类科目"),
    "economic": gettext_noop("经济分类科目"),
    "fund": gettext_noop("资金来源"),
    "tags": gettext_noop("另计入"),
    "amount": gettext_noop("金额（元）"),
}
"""Field → its title; :func:`titles` says it in the language of the page."""
MOST_ROWS = 500
_SAID = {"side": label("side", EXPENDITURE), "use": label("use", "project"), "origin": label("origin", CURRENT)}
_GIVEN = frozenset({"fund", "year"})


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the plan: what the budget of ``year`` would have as a line."""

    year: int
    row: Row

    @property
    def point(self) -> tuple[object, ...]:
        """Everything but the amount."""
        return self.year, self.row.point


def titles() -> dict[str, str]:
    """The titles of the fields in the language of the page."""
    return {name: _(title) for name, title in TITLES.items()}


def blank(project: Project) -> dict[str, str]:
    """What a new row begins with."""
    return {"year": str(project.first_year), "fund": label("fund", "general_public_budget")}


def point_of(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """What a row as typed is about."""
    return tuple(str(typed.get(name) or "").strip() for name in TITLES if name != "amount")


def plan_rows(project: Project, typed: Sequence[Mapping[str, Any]]) -> tuple[PlanRow, ...]:
    """The rows of a grid as typed, empty ones left out. Raises :class:`RowsError` for what has no meaning."""
    if len(typed) > MOST_ROWS:
        raise RowsError([(MOST_ROWS, "amount", _("一个项目的计划最多 %d 行。") % MOST_ROWS)])
    rows: list[PlanRow] = []
    wrong: list[tuple[int, str, str]] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, one in enumerate(typed):
        if not _says_anything(one):
            continue
        year = str(one.get("year") or "").strip()
        if whole(year) not in project.years:
            bounds = {"first": project.first_year, "last": project.last_year}
            wrong.append((number, "year", _("年度应在项目的 %(first)d—%(last)d 年之间。") % bounds))
            continue
        try:
            (row,) = parsed([{**one, **_SAID, "project": project.name}])
        except RowsError as error:
            wrong += [(number, field, message) for _row, field, message in error.problems]
            continue
        found = PlanRow(int(year), row)
        if (first := seen.setdefault(found.point, number)) != number:
            wrong.append((number, "amount", _("与第 %d 行是同一项，请合并金额。") % (first + 1)))
        rows.append(found)
    if wrong:
        raise RowsError(wrong)
    return tuple(rows)


def _says_anything(typed: Mapping[str, Any]) -> bool:
    return any(str(typed.get(name) or "").strip() for name in TITLES if name not in _GIVEN)


def plan_problems(rows: Sequence[PlanRow]) -> tuple[Problem, ...]:
    """What is wrong with the rows, each year by the rules of a budget's lines."""
    by_year: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(rows):
        by_year[one.year].append(number)
    found: list[Problem] = []
    for year, numbers in by_year.items():
        for problem in problems(year, [rows[number].row for number in numbers], None):
            if problem.row is not None:
                found.append(problem.moved(numbers))
    found += [
        Problem(ERROR, _("计划的金额应大于零。"), number, "amount")
        for number, one in enumerate(rows)
        if one.row.amount == 0
    ]
    return tuple(sorted(found, key=lambda one: one.row or 0))


def placed(typed: Sequence[Mapping[str, Any]], found: Iterable[Problem]) -> list[dict[str, object]]:
    """The problems by the rows as typed, empty ones counted."""
    numbers = [number for number, row in enumerate(typed) if _says_anything(row)]
    return [one.moved(numbers).as_dict() for one in found]


def plan_grid(rows: Iterable[PlanRow]) -> list[dict[str, str]]:
    """Rows as people read and type them."""
    return [
        {name: text for name, text in ({"year": str(one.year)} | grid([one.row])[0]).items() if name in TITLES}
        for one in rows
    ]


def saved_plan(project: Project) -> tuple[PlanRow, ...]:
    """The plan as saved."""
    return tuple(PlanRow(line.year, budget_row(project, line)) for line in project.plan.all())


def budget_row(project: Project, line: PlanLine) -> Row:
    """A line of the plan as a line of a budget."""
    return Row(
        "expenditure",
        line.function,
        line.economic,
        "project",
        line.fund,
        "current",
        project.name,
        tags_of(line.tags),
        line.amount,
    )


def by_year(rows: Iterable[PlanRow]) -> dict[int, int]:
    """The sum of each year, in 分."""
    sums: dict[int, int] = {}
    for one in rows:
        sums[one.year] = sums.get(one.year, 0) + one.row.amount
    return dict(sorted(sums.items()))
