"""Whose rows are whose: the units and projects a document names, under one id each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.lexicon.likeness import closest
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Panel, Project, RowHead, Table


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A line of the projects table under an id; ``unit`` is the id of its unit, "" where none is printed."""

    id: str
    entry: Project
    unit: str


class Naming:
    """The units and projects of one document. The id of a unit is its normalised name; a name that is spelled in two
    ways (信息中心, 信息服务中心) is one unit where nothing else can be meant."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.names: dict[str, str] = {}
        """Id → name as printed, in order."""
        self._spellings: dict[str, str] = {}
        for name in disclosure.units:
            self._add(name)
        self._rows_of_tables()
        self.projects = tuple(self._projects())
        self.project_rows = dict(_project_rows(disclosure, self.projects))
        """(table index, panel number, row) → the projects whose amounts the row sums."""

    def unit(self, name: str) -> str:
        """The id of a unit's name; the name's own key for one nobody listed."""
        return self._spellings.get(key(name), key(name))

    def _add(self, name: str) -> str:
        id = key(name)
        if id not in self._spellings:
            self.names[id] = name
            self._spellings[id] = id
        return self._spellings[id]

    def _rows_of_tables(self) -> None:
        """Rows among rows of units whose name is not among the listed ones: the one listed unit without a row that it
        resembles, else a unit of its own."""
        rowed: set[str] = set()
        strangers: list[str] = []
        for _, panel in unit_panels(self.disclosure):
            for row in panel.rows:
                unit = row.coordinates.unit if row.coordinates else None
                if unit is not None:
                    if unit not in self._spellings:
                        self._add(row.label or unit)
                        self._spellings.setdefault(unit, key(row.label or unit))
                    rowed.add(self._spellings[unit])
                elif is_unit_row(row) and key(row.label) not in self._spellings:
                    strangers.append(row.label)
        for label in dict.fromkeys(strangers):
            free = {id: {id} for id in self.names if id not in rowed}
            like = closest(key(label), free)
            if like is not None:
                self._spellings[key(label)] = like
                rowed.add(like)
            else:
                self._add(label)

    def _projects(self) -> Iterator[NamedProject]:
        width = max(3, len(str(len(self.disclosure.projects))))
        number = 0
        for entry in self.disclosure.projects:
            if not entry.name or entry.amount is None:
                continue
            number += 1
            unit = ""
            if entry.unit:
                unit = self._spellings.get(key(entry.unit)) or self._like(entry.unit) or self._add(entry.unit)
            elif len(self.names) == 1:
                unit = next(iter(self.names))
            yield NamedProject(f"P{number:0{width}d}", entry, unit)

    def _like(self, name: str) -> str | None:
        return closest(key(name), {id: {id} for id in self.names})


def unit_panels(disclosure: Disclosure) -> Iterator[tuple[Table, Panel]]:
    """The panels most of whose rows are units."""
    for table in disclosure.tables:
        for panel in table.panels:
            rows = [row for row in panel.rows if not row.is_total and row.label]
            united = [row for row in rows if row.coordinates is not None and row.coordinates.unit and not row.code]
            if len(united) >= 2 and len(united) * 3 >= len(rows) * 2:
                yield table, panel


def is_unit_row(row: RowHead) -> bool:
    """Whether a row of such a panel that was not understood is a unit as well."""
    return row.coordinates is None and not row.is_total and bool(row.label) and not row.code


def _project_rows(
    disclosure: Disclosure, projects: tuple[NamedProject, ...]
) -> Iterator[tuple[tuple[int, int, int], tuple[str, ...]]]:
    """Each row of a projects table with the projects it is about: one for a project's own row; for a subtotal those
    right behind it that sum to it."""
    waiting = list(projects)
    for table in disclosure.tables:
        if table.kind != "projects":
            continue
        for number, panel in enumerate(table.panels):
            amounts = _first_amounts(panel)
            own: dict[int, NamedProject] = {}
            for row in panel.rows:
                match = _match(row, amounts.get(row.index), waiting)
                if match is not None:
                    own[row.index] = waiting.pop(match)
            yield from (((table.index, number, at), (project.id,)) for at, project in own.items())
            for row in panel.rows:
                below = _behind(row, amounts, own) if row.index not in own and not row.is_total else ()
                if below:
                    yield (table.index, number, row.index), below


def _first_amounts(panel: Panel) -> dict[int, int]:
    """Row → its first printed amount, in 分."""
    found: dict[int, tuple[int, int]] = {}
    for cell in panel.cells:
        if cell.amount is not None and (cell.row not in found or cell.column < found[cell.row][0]):
            found[cell.row] = (cell.column, cell.amount.fen)
    return {row: fen for row, (_, fen) in found.items()}


def _match(row: RowHead, fen: int | None, waiting: list[NamedProject]) -> int | None:
    """Which of the projects a row is: of the same amount and name, those that come first before others."""
    label = key(row.label)
    if fen is None or not label:
        return None
    for position, project in enumerate(waiting):
        name = key(project.entry.name or "")
        amount = project.entry.amount
        if amount is not None and amount.fen == fen and (name == label or name in label or label in name):
            return position
    return None


def _behind(row: RowHead, amounts: dict[int, int], own: dict[int, NamedProject]) -> tuple[str, ...]:
    """The projects in the rows behind a subtotal that sum to it, () when they do not."""
    wanted = amounts.get(row.index)
    if not wanted:
        return ()
    total = 0
    found: list[str] = []
    last = max(own, default=0)
    for at in range(row.index + 1, last + 1):
        if at in own:
            total += amounts[at]
            found.append(own[at].id)
            if total == wanted:
                return tuple(found)
            if total > wanted:
                return ()
    return ()
