"""The cells of a printed table where they stand, header and body alike, as every writer prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model.publication import BodyCell, HeaderCell, PrintedTable


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at ``row``, ``column`` of the whole table, header rows first. ``body`` is None for a header's cell."""

    row: int
    column: int
    text: str
    rowspan: int
    colspan: int
    align: str
    bold: bool
    indent: int
    body: BodyCell | None

    @property
    def is_header(self) -> bool:
        """Whether the cell belongs to the header."""
        return self.body is None


def placed_rows(table: PrintedTable) -> tuple[tuple[Placed, ...], ...]:
    """The rows with the cells that begin in each. Spans stay inside the header or the body and never overlap; what no
    cell covers is a blank cell, so that every row is whole."""
    heads: dict[tuple[int, int], HeaderCell | BodyCell] = {(cell.row, cell.column): cell for cell in table.header}
    bodies: dict[tuple[int, int], HeaderCell | BodyCell] = {
        (row, column): cell
        for row, cells in enumerate(table.body)
        for column, cell in enumerate(cells)
        if cell is not None
    }
    header = _placed(heads, table.header_rows, table.columns, 0, covered=frozenset())
    given_up = frozenset(
        (row, column) for row, cells in enumerate(table.body) for column, cell in enumerate(cells) if cell is None
    )
    body = _placed(bodies, len(table.body), table.columns, table.header_rows, covered=given_up)
    return (*header, *body)


def alignment(cell: BodyCell) -> str:
    """How a body cell stands: amounts at the right unless somebody says that they stand in the middle."""
    return "right" if cell.amount is not None and cell.align == "left" else cell.align


def below(rows: Sequence[Sequence[Placed]]) -> dict[int, list[Placed]]:
    """Row → the cells from rows above that reach into it, by column."""
    found: dict[int, list[Placed]] = {}
    for row in rows:
        for cell in row:
            for number in range(cell.row + 1, cell.row + cell.rowspan):
                found.setdefault(number, []).append(cell)
    return found


def _placed(
    cells: dict[tuple[int, int], HeaderCell | BodyCell],
    height: int,
    width: int,
    first: int,
    covered: frozenset[tuple[int, int]],
) -> list[tuple[Placed, ...]]:
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[Placed, ...]] = []
    for row in range(height):
        placed: list[Placed] = []
        for column in range(width):
            if (row, column) in taken:
                continue
            cell = cells.get((row, column))
            rowspan = min(cell.rowspan, height - row) if cell else 1
            colspan = min(cell.colspan, width - column) if cell else 1
            colspan = next((n for n in range(1, colspan) if (row, column + n) in taken), colspan)
            area = {(r, c) for r in range(row, row + rowspan) for c in range(column, column + colspan)}
            begun = {at for at in area if at != (row, column) and at in cells and at not in covered}
            if begun:
                rowspan, colspan, area = 1, 1, {(row, column)}
            taken |= area
            placed.append(_cell(cell, first + row, column, rowspan, colspan))
        rows.append(tuple(placed))
    return rows


def _cell(cell: HeaderCell | BodyCell | None, row: int, column: int, rowspan: int, colspan: int) -> Placed:
    if isinstance(cell, HeaderCell):
        return Placed(row, column, cell.text, rowspan, colspan, "center", True, 0, None)
    body = cell or BodyCell("")
    return Placed(row, column, body.text, rowspan, colspan, alignment(body), body.bold, body.indent, body)
