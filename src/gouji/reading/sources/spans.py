"""Cells with spans put on a true grid: what markup, workbooks and Word documents have in common."""

from __future__ import annotations

from gouji.model.disclosure import Place
from gouji.reading.source import Grid, GridCell
from gouji.reading.sources.limits import Limits


class Lattice:
    """A grid being filled, row by row. Spans that overlap are cut where they meet a cell that stands already."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows: list[dict[int, GridCell]] = []
        self._places: list[Place] = []
        self._pending: dict[int, int] = {}
        """Column → rows still covered from above, counted from the next row on."""
        self._cells = 0
        self._free = 0

    @property
    def cells(self) -> int:
        """How many cells stand so far, covered ones included."""
        return self._cells

    def row(self, place: Place) -> None:
        """Begin the next row; columns that are covered from above are taken."""
        row: dict[int, GridCell] = {}
        for column in sorted(self._pending):
            row[column] = GridCell("", place, covered=True)
            self._pending[column] -= 1
            if not self._pending[column]:
                del self._pending[column]
        self._rows.append(row)
        self._free = 0
        self._places.append(place)
        self._count(len(row))

    def put(self, text: str, rowspan: int = 1, colspan: int = 1, column: int | None = None) -> None:
        """Put a cell into the current row at ``column``, or at the first free one."""
        row = self._rows[-1]
        place = self._places[-1]
        if column is None:
            while self._free in row:
                self._free += 1
            column = self._free
        elif column in row:
            return
        width = 1
        while width < colspan and column + width not in row:
            width += 1
            self._count(1)
        for covered in range(column + 1, column + width):
            row[covered] = GridCell("", place, covered=True)
        row[column] = GridCell(text, place, max(rowspan, 1), width)
        self._count(1)
        if rowspan > 1:
            for covered in range(column, column + width):
                self._pending[covered] = rowspan - 1

    def grid(self, place: Place) -> Grid | None:
        """The exact grid: all rows of one width, spans within its bounds, empty columns at the right left out;
        None when nothing is written in it."""
        width = max(
            (column + cell.colspan for row in self._rows for column, cell in row.items() if cell.text), default=0
        )
        if not width:
            return None
        self._limits.check_cells(width * len(self._rows))
        rows: list[tuple[GridCell, ...]] = []
        for index, (row, at) in enumerate(zip(self._rows, self._places, strict=True)):
            rest = len(self._rows) - index
            cells = (row.get(column) or GridCell("", at) for column in range(width))
            rows.append(tuple(_bounded(cell, rest, width - column) for column, cell in enumerate(cells)))
        return Grid(tuple(rows), place, exact=True)

    def _count(self, cells: int) -> None:
        self._cells += cells
        self._limits.check_cells(self._cells)


def _bounded(cell: GridCell, rows: int, columns: int) -> GridCell:
    if cell.rowspan <= rows and cell.colspan <= columns:
        return cell
    return GridCell(cell.text, cell.place, min(cell.rowspan, rows), min(cell.colspan, columns), cell.covered)
