"""Tables before rounding: each cell knows what it is made of; and after it: as they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gouji.lexicon.tables import kind_of_title
from gouji.lexicon.text import key, project_named
from gouji.model.coordinates import Coordinates
from gouji.model.kinds import ADJUSTMENT
from gouji.model.ledger import ProjectEntry
from gouji.model.money import Amount, amount_of_fen
from gouji.model.publication import BodyCell, HeaderCell, PrintedTable
from gouji.tabulating.axes import Axes, Line
from gouji.tabulating.figures import Figures, Precision, precision_of
from gouji.tabulating.index import Figure, Index
from gouji.tabulating.sums import CellSum, cell_sums
from gouji.tabulating.template import AmountStyle, ColumnSpec, PanelSpec, TableSpec
from gouji.tabulating.words import restriction

BLANK = BodyCell("")
_CODES = frozenset({"code", "class", "division", "item", "number"})
_WIDTHS = {"label": 3.2, "name": 3.0, "unit": 2.6, "type": 1.6, "level1": 2.0, "text": 1.8, "number": 0.6}
_CODE_WIDTHS = {"code": 1.1, "class": 0.7, "division": 0.6, "item": 0.6}
_WIDE = 9
"""From so many columns a table lies across the page."""


@dataclass(frozen=True, slots=True)
class DraftPanel:
    """A side of a table: rows, amount columns with what they restrict, and for every cell where it stands and its
    figure."""

    spec: PanelSpec
    lines: tuple[Line, ...]
    columns: tuple[ColumnSpec, ...]
    points: tuple[Coordinates | None, ...]
    spots: tuple[tuple[Coordinates | None, ...], ...]
    figures: tuple[tuple[Figure | None, ...], ...]
    sums: tuple[CellSum, ...]

    @property
    def empty(self) -> bool:
        """Whether no amount stands in it."""
        return not any(figure is not None and figure.trace for row in self.figures for figure in row)


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table before rounding."""

    spec: TableSpec
    panels: tuple[DraftPanel, ...]

    @property
    def empty(self) -> bool:
        """Whether no amount stands in it."""
        return all(panel.empty for panel in self.panels)


@dataclass(frozen=True, slots=True)
class Drafting:
    """Makes drafts of tables; ``fill`` fills in the patterns of titles, headers and labels ({year}, {scope} …)."""

    index: Index
    axes: Axes
    year: int
    fill: Callable[[str], str]

    def draft(self, spec: TableSpec) -> DraftTable:
        """A table's cells."""
        return DraftTable(spec, tuple(self._panel(spec, panel) for panel in spec.panels))

    def _panel(self, spec: TableSpec, panel: PanelSpec) -> DraftPanel:
        base = restriction((), {**spec.at, **panel.at}, self.year)
        counted = self._counted(panel, base)
        filled = (replace(c, path=tuple(map(self.fill, c.path))) for c in panel.columns)
        columns = tuple(c for c in filled if not c.optional or self._has_amounts(c, counted))
        points = tuple(self._column(column, base) for column in columns)
        origins = {point.origin for point in points if point is not None}
        years = {point.year for point in points if point is not None and point.year is not None}
        stages = any(point is not None and point.stage is not None for point in points)
        made = self.axes.lines(panel, counted, self.fill, years, gone=stages)
        lines = tuple(self._without(line, origins) for line in made)
        timeless = base.without("year")
        live = points if spec.style.zero else self._live(points, timeless, counted)
        all_columns, live_columns = _with_base(points, timeless), _with_base(live, timeless)
        spots = tuple(
            cell_points(line, live_columns if _only_narrows(line) else all_columns, timeless) for line in lines
        )
        shift = None if counted == base else counted.side
        figures = tuple(
            tuple(self._figure(spot, column, shift) for spot, column in zip(row, columns, strict=True)) for row in spots
        )
        sums = tuple(cell_sums(lines, [c.path for c in columns], points, figures))
        return DraftPanel(panel, lines, columns, points, spots, figures, sums)

    def _live(
        self, points: Sequence[Coordinates | None], base: Coordinates, counted: Coordinates
    ) -> tuple[Coordinates | None, ...]:
        """The columns without those in which no unit and no project has anything: ten thousand rows need not ask."""
        return tuple(
            point
            if point is not None
            and (both := base.joined(point)) is not None
            and self.index.figure(both.at("side", counted.side or both.side)).trace
            else None
            for point in points
        )

    def _counted(self, panel: PanelSpec, base: Coordinates) -> Coordinates:
        """What is counted: revenue by function, where revenue does not say what it is for, is what is spent of it."""
        by_function = any(row.axis == "functions" for row in panel.rows)
        if base.side == "revenue" and by_function and not self.index.values("function", base):
            return base.at("side", "expenditure")
        return base

    def _has_amounts(self, column: ColumnSpec, base: Coordinates) -> bool:
        point = self._column(column, base)
        both = None if point is None else base.without("year").joined(point)
        if both is None:
            return False
        if column.holds == "difference" or both.year != self.year:
            both = both.at("year", self.year - 1)
            return self.index.detailed(self.year - 1) and self.index.figure(both).trace != 0
        return self.index.figure(both).trace != 0

    def _column(self, column: ColumnSpec, base: Coordinates) -> Coordinates | None:
        if column.holds not in {"amount", "difference", "adjustment"}:
            return None
        point = restriction(column.path if column.holds == "amount" else (), column.at, self.year)
        if column.holds == "adjustment":
            point = point.at("stage", ADJUSTMENT)
        # A group header 收入 over a column only repeats the side.
        return point.without("side") if base.side is not None and point.item is None else point

    @staticmethod
    def _without(line: Line, origins: set[str | None]) -> Line:
        """Where columns tell this year's money from last year's, rows do not."""
        if line.at is None or line.at.origin is None or len(origins) < 2:
            return line
        return replace(line, at=line.at.without("origin"))

    def _figure(self, spot: Coordinates | None, column: ColumnSpec, side: str | None) -> Figure | None:
        """The figure of a cell; ``side`` is another one to count on than the table's."""
        if spot is None:
            return None
        point = spot if side is None else spot.at("side", side)
        figure = self.index.figure(point)
        if column.holds == "difference":
            before = self.index.figure(point.at("year", self.year - 1))
            return Figure(figure.amount - before.amount, figure.trace - before.trace)
        return figure


def _only_narrows(line: Line) -> bool:
    """Whether a row is one unit's or one project's part of the total row."""
    at = line.at
    return at is not None and (at.unit is not None or at.project is not None) and at.item is None


_Column = tuple[Coordinates, Coordinates | None] | None
"""What a column restricts, and that with what the table says of all (None where they contradict each other)."""


def _with_base(points: Sequence[Coordinates | None], base: Coordinates) -> tuple[_Column, ...]:
    return tuple(None if point is None else (point, base.joined(point)) for point in points)


def cell_points(line: Line, columns: Sequence[_Column], base: Coordinates) -> tuple[Coordinates | None, ...]:
    """What the cells of a row restrict: the row and the column, then what the table says of all. None where they
    contradict each other or no amount stands."""
    if line.at is None or line.fill:
        return (None,) * len(columns)
    row = line.at.without("year")
    return tuple([column and _cell_point(row, column, base) for column in columns])


def _cell_point(
    row: Coordinates, column: tuple[Coordinates, Coordinates | None], base: Coordinates
) -> Coordinates | None:
    point, outer = column
    if row.item is None and point.item is None:
        return outer and outer.joined(row)
    both = row.joined(point)
    if both is None:
        return None
    if both.item is not None and both.item.split("/")[0] in _ITEMS_OF_ALL:
        return both.without("side", "use")
    return base.joined(both)


_ITEMS_OF_ALL = frozenset({"three_public", "agency_operating_expenses", "procurement", "meetings", "training"})
"""Items that are told whole: neither the side nor the fund of a table restricts them."""


def gather(table: DraftTable, figures: Figures) -> None:
    """Let all amounts of a draft and the sums they stand in be rounded."""
    precision = precision_of(table.spec.style)
    for panel in table.panels:
        for row in panel.figures:
            for figure in row:
                if figure is not None and figure.trace:
                    figures.see(figure, precision)
        for one in panel.sums:
            total = panel.figures[one.cell[0]][one.cell[1]]
            parts = (panel.figures[row][column] for row, column in one.parts)
            if total is not None:
                figures.tie(total, (part for part in parts if part is not None), precision)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A printed amount that is not the nearest to the exact one, so that the sums it stands in hold."""

    table: str
    row: str
    column: str
    printed: Amount
    nearest: Amount


@dataclass(frozen=True, slots=True)
class Printing:
    """Prints drafts with their rounded amounts; ``adjusted`` collects those that are not the nearest."""

    unit_names: Mapping[str, str]
    projects: Mapping[str, ProjectEntry]
    figures: Figures
    fill: Callable[[str], str]
    adjusted: list[Adjusted]

    def table(self, draft: DraftTable, number: str) -> PrintedTable:
        """A table as it is printed."""
        spec = draft.spec
        title = self.fill(spec.title)
        depth = max(len(path) for panel in draft.panels for path in self._paths(panel))
        header: list[HeaderCell] = []
        bodies: list[list[list[BodyCell]]] = []
        offset = 0
        for panel in draft.panels:
            paths = self._paths(panel)
            header.extend(replace(cell, column=cell.column + offset) for cell in header_cells(paths, depth))
            bodies.append(self._body(panel, spec.style, offset, draft))
            offset += len(paths)
        body = _beside(bodies, draft.panels)
        notes = tuple(self.fill(note) for note in spec.notes)
        if draft.empty:
            notes += (self.fill(spec.empty),) if spec.empty else ()
            if not spec.empty_total:
                body = []
        columns = [column for panel in draft.panels for column in (*panel.spec.leads, *panel.columns)]
        return PrintedTable(
            title,
            number,
            spec.style.unit,
            self.fill(spec.holder),
            tuple(header),
            depth,
            offset,
            tuple(tuple(row) for row in body),
            tuple(_width(column) for column in columns),
            notes,
            spec.landscape or offset >= _WIDE,
            spec.kind or kind_of_title(title) or "",
        )

    def _paths(self, panel: DraftPanel) -> list[tuple[str, ...]]:
        head = (self.fill(panel.spec.head),) if panel.spec.head else ()
        leads = [tuple(map(self.fill, lead.path)) for lead in panel.spec.leads]
        return [(*head, *path) for path in (*leads, *(column.path for column in panel.columns))]

    def _body(self, panel: DraftPanel, style: AmountStyle, offset: int, draft: DraftTable) -> list[list[BodyCell]]:
        precision = precision_of(style)
        first = offset + len(panel.spec.leads)
        rows = _placed_rows(draft.panels)
        mine = rows[draft.panels.index(panel)]
        sums: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        for one in panel.sums:
            if len(one.parts) > 1 and (one.cell not in sums or (one.down and panel.lines[one.cell[0]].total)):
                sums[one.cell] = tuple((mine[row], first + column) for row, column in one.parts)
        named = next((lead for lead in panel.spec.leads if lead.holds == "label"), next(iter(panel.spec.leads), None))
        body: list[list[BodyCell]] = []
        for r, line in enumerate(panel.lines):
            if line.fill:
                body.append([BLANK] * (len(panel.spec.leads) + len(panel.columns)))
                continue
            bold = line.total or line.level == 0
            row = [_lead(line, lead, lead is named, bold) for lead in panel.spec.leads]
            for c, figure in enumerate(panel.figures[r]):
                if panel.columns[c].asks:
                    row.append(BodyCell(line.texts.get(panel.columns[c].asks, ""), align="center"))
                    continue
                row.append(self._amount(draft, panel, r, c, figure, style, precision, sums.get((r, c), ()), bold))
            body.append(row)
        return body

    def _amount(
        self,
        draft: DraftTable,
        panel: DraftPanel,
        r: int,
        c: int,
        figure: Figure | None,
        style: AmountStyle,
        precision: Precision,
        sums: tuple[tuple[int, int], ...],
        bold: bool,
    ) -> BodyCell:
        if figure is None or (not figure.trace and not style.zero):
            return BLANK
        amount = self.figures.amount(figure, precision) if figure.trace else nought(style)
        text = shown(amount, style) if figure.trace else style.zero
        line = panel.lines[r]
        if figure.amount % style.step:
            nearest = amount_of_fen(figure.amount, *precision)
            if nearest.fen != amount.fen:
                label = line.texts.get("label") or line.texts.get("level1") or line.texts.get("type", "")
                column = "/".join(panel.columns[c].path)
                self.adjusted.append(Adjusted(self.fill(draft.spec.title), label, column, amount, nearest))
        told = None
        if line.told and panel.columns[c].holds == "amount":
            spot = panel.spots[r][c]
            told = spot and self.told(spot, line.project)
        return BodyCell(text, amount, told, bold=bold, align="right", sums=sums)

    def told(self, point: Coordinates, project: str | None = None) -> Coordinates:
        """A point in the words a reader finds: units and projects by name."""
        if point.unit is not None:
            point = point.at("unit", key(self.unit_names.get(point.unit, point.unit)))
        if project is not None:
            entry = self.projects[project]
            unit = key(self.unit_names.get(entry.unit, entry.unit))
            point = point.at("project", project_named(entry.level1, entry.name)).at("unit", unit)
        elif point.project is not None:
            point = point.at("project", None)
        return point


def nought(style: AmountStyle) -> Amount:
    """Nought at the style's precision."""
    return Amount("0." + "0" * style.decimals if style.decimals else "0", style.unit)


def shown(amount: Amount, style: AmountStyle) -> str:
    """The digits as printed."""
    text = f"{amount.value:,}" if style.grouped else amount.text
    return text.removesuffix("." + "0" * style.decimals) if style.trim and style.decimals else text


def _lead(line: Line, lead: ColumnSpec, named: bool, bold: bool) -> BodyCell:
    """What a label column says of a row; a total is named in one of them."""
    text = line.texts.get(lead.holds, "") or (line.texts.get("label", "") if named and line.total else "")
    if not text:
        return BLANK
    if lead.holds == "label":
        return BodyCell(text, indent=0 if line.total else line.level, bold=bold)
    return BodyCell(text, bold=bold and lead.holds not in _CODES, align="center" if lead.holds in _CODES else "left")


def header_cells(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[HeaderCell]:
    """The header over columns: a group spans its columns, a leaf the rows below it."""
    for row in range(depth):
        starts = [
            at
            for at, path in enumerate(paths)
            if len(path) > row
            and (
                at == 0
                or len(path) == row + 1
                or paths[at - 1][: row + 1] != path[: row + 1]
                or len(paths[at - 1]) == row + 1
            )
        ]
        for at, following in pairwise([*starts, len(paths)]):
            path = paths[at]
            if len(path) == row + 1:
                yield HeaderCell(row, at, path[row], depth - row, 1)
            else:
                end = at
                while end < following and paths[end][: row + 1] == path[: row + 1]:
                    end += 1
                yield HeaderCell(row, at, path[row], 1, end - at)


def _placed_rows(panels: Sequence[DraftPanel]) -> list[list[int]]:
    """The printed row of every line of each panel: fills grow so that the sides are equally long."""
    height = max(sum(not line.fill for line in panel.lines) for panel in panels)
    placed: list[list[int]] = []
    for panel in panels:
        missing = height - sum(not line.fill for line in panel.lines)
        has_fill = any(line.fill for line in panel.lines)
        rows: list[int] = []
        at = 0
        for number, line in enumerate(panel.lines):
            if line.fill:
                rows.append(at)
                at += missing
                missing = 0
                continue
            if not has_fill and missing and number == len(panel.lines) - 1 and line.total:
                at += missing
            rows.append(at)
            at += 1
        placed.append(rows)
    return placed


def _beside(bodies: Sequence[list[list[BodyCell]]], panels: Sequence[DraftPanel]) -> list[list[BodyCell]]:
    placed = _placed_rows(panels)
    height = max(sum(not line.fill for line in panel.lines) for panel in panels)
    widths = [len(panel.spec.leads) + len(panel.columns) for panel in panels]
    body = [[BLANK] * sum(widths) for _ in range(height)]
    offset = 0
    for rows, cells, panel, width in zip(placed, bodies, panels, widths, strict=True):
        for at, row, line in zip(rows, cells, panel.lines, strict=True):
            if not line.fill:
                body[at][offset : offset + width] = row
        offset += width
    return body


def _width(column: ColumnSpec) -> float:
    if column.width is not None:
        return column.width
    return {**_WIDTHS, **_CODE_WIDTHS}.get(column.holds, 1.4)
