"""Whose rows are whose: the units and projects a document names, under one id each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gouji.lexicon.likeness import closest
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Panel, Project, RowHead
from gouji.model.money import Amount


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A line of the projects table under an id; ``unit`` is the id of its unit, "" where none is printed."""

    id: str
    entry: Project
    unit: str


class Naming:
    """The units and projects of one document. The id of a unit is its normalised name; a name that is spelled in two
    ways (信息中心, 信息服务中心; 某局, 某局（本级）) is one unit where nothing else can be meant. The department's own
    name stands for the whole where its row is the total, else for the unit that bears it."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.department = key(disclosure.document.department)
        self.names: dict[str, str] = {}
        """Id → name as printed, in order."""
        self._spellings: dict[str, str] = {}
        named = [*(project.unit for project in disclosure.projects), *(target.unit for target in disclosure.targets)]
        self._elsewhere = {key(name) for name in named if name}
        for name in disclosure.units:
            self._add(name)
        self._units_of_rows()
        self._strangers()
        self.projects = tuple(self._projects())
        self.project_rows = dict(_project_rows(disclosure, self.projects))
        """(table index, panel number, row) → the projects whose amounts the row sums."""

    def unit(self, name: str) -> str:
        """The id of a unit's name; the name's own key for one nobody listed."""
        return self.find(name) or key(name)

    def find(self, name: str) -> str | None:
        """The id of a unit's name, None for a name that is no unit's."""
        wanted = key(name)
        known = self._spellings.get(wanted)
        if known is None and wanted:
            alike = {id for id in self.names if _stem(id) == _stem(wanted)}
            known = alike.pop() if len(alike) == 1 else None
        return known

    def unit_of_row(self, panel: Panel, row: RowHead) -> str | None:
        """The unit a row is about: "" for the department as a whole, None where it is about none."""
        said = row.coordinates.unit if row.coordinates is not None else None
        if said is None and (row.coordinates is not None or row.is_total or row.code or not row.label):
            return None
        name = said or row.label
        if key(name) == self.department and self._is_whole(panel, row):
            return ""
        return self.find(name)

    def project_name(self, name: str, amount: Amount | None) -> str:
        """The name that the projects table gives a project which a target calls ``name``; another spelling is taken
        for the same only where the amount is the same too."""
        known = {key(project.entry.name or ""): project.entry for project in self.projects}
        if key(name) in known or amount is None:
            return name
        same = {
            label: {entry.name or ""}
            for label, entry in known.items()
            if entry.amount is not None and entry.amount.fen == amount.fen
        }
        return closest(key(name), same) or name

    def _is_whole(self, panel: Panel, row: RowHead) -> bool:
        """Whether the department's row is the sum of all: as much as a total row, or as its other rows together."""
        amounts = _amounts(panel)
        own = amounts.get(row.index, {})
        totals = [amounts.get(other.index, {}) for other in panel.rows if other.is_total]
        if any(total and total == own for total in totals):
            return True
        others = [
            amounts.get(other.index, {})
            for other in panel.rows
            if other.index != row.index and not other.is_total and not other.code and other.label
        ]
        return bool(own and others) and any(
            fen and sum(other.get(column, 0) for other in others) == fen for column, fen in own.items()
        )

    def _add(self, name: str) -> str:
        id = self.find(name)
        if id is None:
            id = key(name)
            self.names[id] = name
        self._spellings[key(name)] = id
        return id

    def _units_of_rows(self) -> None:
        """Units that no list names but rows do."""
        for table in self.disclosure.tables:
            for panel in table.panels:
                for row in panel.rows:
                    unit = row.coordinates.unit if row.coordinates is not None else None
                    if unit is None and key(row.label) == self.department and not row.code:
                        unit = self.department
                    if unit is None or (unit == self.department and self._is_whole(panel, row)):
                        continue
                    self._add(row.label if key(row.label) == unit else unit)

    def _strangers(self) -> None:
        """Rows among rows of units whose name is not among the listed ones: the one listed unit without a row that it
        resembles, else a unit of its own."""
        rowed: set[str] = set()
        strangers: list[str] = []
        for panel in self.unit_panels():
            for row in panel.rows:
                unit = self.unit_of_row(panel, row)
                if unit:
                    rowed.add(unit)
                elif unit is None and is_unit_row(row):
                    strangers.append(row.label)
        for label in dict.fromkeys(strangers):
            like = self._like(label, rowed)
            if like is not None:
                self._spellings[key(label)] = like
                rowed.add(like)
            else:
                self._add(label)

    def unit_panels(self) -> Iterator[Panel]:
        """The panels most of whose rows are units."""
        for table in self.disclosure.tables:
            for panel in table.panels:
                rows = [row for row in panel.rows if not row.is_total and row.label]
                united = [row for row in rows if not row.code and self._is_united(panel, row)]
                if len(united) >= 2 and len(united) * 2 > len(rows):
                    yield panel

    def _is_united(self, panel: Panel, row: RowHead) -> bool:
        return self.unit_of_row(panel, row) is not None or key(row.label) in self._elsewhere

    def _projects(self) -> Iterator[NamedProject]:
        width = max(3, len(str(len(self.disclosure.projects))))
        number = 0
        for entry in self.disclosure.projects:
            if not entry.name or entry.amount is None:
                continue
            number += 1
            unit = ""
            if entry.unit:
                unit = self.find(entry.unit) or self._like(entry.unit) or self._add(entry.unit)
            elif len(self.names) == 1:
                unit = next(iter(self.names))
            yield NamedProject(f"P{number:0{width}d}", entry, unit)

    def _like(self, name: str, without: Collection[str] = ()) -> str | None:
        """The one unit that a name is another spelling of: names that number things differently are not."""
        wanted = key(name)
        free = {id: {id} for id in self.names if id not in without and _NUMBER.findall(id) == _NUMBER.findall(wanted)}
        return closest(wanted, free)


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
            for exactly in (True, False):
                for row in panel.rows:
                    if row.index not in own:
                        match = _match(row, amounts.get(row.index), waiting, exactly)
                        if match is not None:
                            own[row.index] = waiting.pop(match)
            yield from (((table.index, number, at), (project.id,)) for at, project in own.items())
            for row in panel.rows:
                below = _behind(row, amounts, own) if row.index not in own and not row.is_total else ()
                if below:
                    yield (table.index, number, row.index), below


_NUMBER = re.compile(r"[\d一二三四五六七八九十甲乙丙丁东西南北]")
_OWN = re.compile(r"[（(]?(?:本级|本部|机关|局机关|委机关)[）)]?$")


def _stem(name: str) -> str:
    """A unit's name without what marks it as the department's own office."""
    return _OWN.sub("", name) or name


def _amounts(panel: Panel) -> dict[int, dict[int, int]]:
    """Row → column → printed amount in 分, noughts left out."""
    found: dict[int, dict[int, int]] = {}
    for cell in panel.cells:
        if cell.amount is not None and not cell.amount.is_zero:
            found.setdefault(cell.row, {})[cell.column] = cell.amount.fen
    return found


def _first_amounts(panel: Panel) -> dict[int, Amount]:
    """Row → its first printed amount."""
    found: dict[int, tuple[int, Amount]] = {}
    for cell in panel.cells:
        if cell.amount is not None and (cell.row not in found or cell.column < found[cell.row][0]):
            found[cell.row] = (cell.column, cell.amount)
    return {row: amount for row, (_, amount) in found.items()}


def _match(row: RowHead, printed: Amount | None, waiting: list[NamedProject], exactly: bool) -> int | None:
    """Which of the projects a row is: the first of the same amount and name, or one whose name holds the other."""
    label = key(row.label)
    if printed is None or not label:
        return None
    for position, project in enumerate(waiting):
        name = key(project.entry.name or "")
        amount = project.entry.amount
        if (
            amount is not None
            and amount.fen == printed.fen
            and (name == label or (not exactly and (name in label or label in name)))
        ):
            return position
    return None


def _behind(row: RowHead, amounts: dict[int, Amount], own: dict[int, NamedProject]) -> tuple[str, ...]:
    """The projects in the rows behind a subtotal that sum to it, () when they do not."""
    wanted = amounts.get(row.index)
    if wanted is None or wanted.is_zero:
        return ()
    low = high = 0
    found: list[str] = []
    for at in range(row.index + 1, max(own, default=0) + 1):
        if at in own:
            interval = amounts[at].interval
            low, high = low + interval.low, high + interval.high
            found.append(own[at].id)
            if low <= wanted.interval.high and wanted.interval.low <= high:
                return tuple(found)
            if low > wanted.interval.high:
                return ()
    return ()
