"""Which rows of a table are projects, and the point of each.

A project's name is no word of the lexicon: it is known from the document's list of projects, which has put together
what is wrapped, and told which unit and first-level project each belongs to. A row whose name and amount are those of
a project of the list is that project's, and its cells are amounts of it, not of all projects (nor, where the row bears
a functional code, of all projects of that function). A row named like a first-level project is its total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from gouji.lexicon.text import key, project_named
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Project
from gouji.model.money import Unit, parse_amount
from gouji.reading.panels import RawPanel, RawRow, is_total_label


class ProjectRows:
    """The projects that no row has been found for yet: every row is one project, every project one row of a table."""

    def __init__(self, projects: Sequence[Project]) -> None:
        self._waiting: dict[str, list[Project]] = defaultdict(list)
        self._first_level = {key(project.level1) for project in projects if project.level1}
        for project in projects:
            if project.name:
                self._waiting[key(project.name)].append(project)

    def points(self, panel: RawPanel, unit: Unit) -> Mapping[int, Coordinates]:
        """Row → project and unit, for the rows that are projects. Rows that would be one point have none: what tells
        them apart (units, years) is not printed or was lost."""
        amounts: dict[int, set[int]] = defaultdict(set)
        for amount in panel.amounts:
            parsed = parse_amount(amount.text, unit)
            if parsed is not None:
                amounts[amount.row].add(parsed.fen)
        found: dict[int, Coordinates] = {}
        for row in panel.rows:
            project = self._of(row, amounts[row.index])
            if project is not None:
                found[row.index] = _point(row, project)
            elif key(row.label) in self._first_level:
                found[row.index] = Coordinates(project=project_named(row.label, None))
        return _apart(found)

    def _of(self, row: RawRow, amounts: Collection[int]) -> Project | None:
        """The first project of a row's name and amount."""
        for label in reversed(row.lead.labels):
            if is_total_label(key(label)):
                continue
            waiting = self._waiting.get(key(label), [])
            for at, project in enumerate(waiting):
                if project.amount is None or project.amount.fen in amounts:
                    return waiting.pop(at)
        return None


def _point(row: RawRow, project: Project) -> Coordinates:
    of_function = row.code is not None and row.code.startswith("2")
    return Coordinates(
        function=row.code if of_function else row.lead.function,
        economic=None if of_function else row.code,
        unit=key(project.unit) if project.unit else None,
        project=project_named(project.level1, project.name),
    )


def _apart(points: Mapping[int, Coordinates]) -> Mapping[int, Coordinates]:
    """Those that no other row of the panel shares."""
    alike: dict[Coordinates, list[int]] = defaultdict(list)
    for index, point in points.items():
        alike[point].append(index)
    return {index: points[index] for same in alike.values() if len(same) == 1 for index in same}
