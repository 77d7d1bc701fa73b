"""A ruled table with its words as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gouji.model.disclosure import Place
from gouji.reading.geometry.cells import Contents
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.joining import cell_text
from gouji.reading.geometry.lattice import Lattice
from gouji.reading.geometry.rows import AMOUNT, NUMBER, Row
from gouji.reading.geometry.words import Word
from gouji.reading.source import Grid, GridCell

_BETWEEN_BOXES = 6.0
_SAME_COLUMN = 2.0
_LEAST_BOXES = 4
"""So many boxes one above the other may be a column of a table though few of them hold amounts."""


class RuledTable(NamedTuple):
    """A grid found by its rulings, with its borders in the reading frame."""

    grid: Grid
    xs: list[float]
    top: float
    bottom: float


class AlignedTable(NamedTuple):
    """A table found without column lines: the lines it is made of (as indices), its grid, and the ruled table above
    that is its head and part of the grid. ``body`` are the rows that its columns were told from."""

    first: int
    end: int
    grid: Grid
    head: RuledTable | None = None
    body: Sequence[Row] = ()


def ruled_grid(table: Lattice, contents: Contents, frame: Frame) -> Grid:
    """The grid of a lattice and the words of its cells."""
    xs, ys = table.xs, table.ys
    covered = GridCell("", Place(frame.page), covered=True)
    columns = range(len(xs) - 1)
    rows: list[list[GridCell]] = [[covered for _ in columns] for _ in range(len(ys) - 1)]
    shown, page, turned = frame.shown_box, frame.page, frame.turn != frame.shown
    for (row, column, height, width), words in zip(table.regions, contents, strict=True):
        left, right = xs[column], xs[column + width]
        box = (left, ys[row], right, ys[row + height])
        rows[row][column] = GridCell(
            cell_text(words, right - left) if words else "",
            Place(page, None, shown(*box) if turned else box),
            height,
            width,
        )
    return Grid(tuple(map(tuple, rows)), Place(page, None, shown(xs[0], ys[0], xs[-1], ys[-1])), exact=True)


def joined_tables(tables: Sequence[RuledTable], outside: Sequence[Word], frame: Frame) -> list[RuledTable]:
    """Tables of the same columns one right under the other, with no words between, are one (rows drawn as boxes)."""
    joined: list[RuledTable] = []
    for table in tables:
        above = joined[-1] if joined else None
        if above and _goes_on(above, table) and not any(above.bottom < word.middle < table.top for word in outside):
            place = Place(frame.page, None, frame.shown_box(above.xs[0], above.top, above.xs[-1], table.bottom))
            grid = Grid(above.grid.rows + table.grid.rows, place, exact=True)
            joined[-1] = RuledTable(grid, above.xs, above.top, table.bottom)
        else:
            joined.append(table)
    return joined


def _goes_on(above: RuledTable, table: RuledTable) -> bool:
    if len(above.xs) != len(table.xs) or not 0 <= table.top - above.bottom <= _BETWEEN_BOXES:
        return False
    return all(abs(one - other) <= _SAME_COLUMN for one, other in zip(above.xs, table.xs, strict=True))


def is_one_column(contents: Contents) -> bool:
    """Whether boxes one above the other are a column of amounts under its header: the last of a table that was wider
    than its paper. Any other such boxes are frames around text."""
    texts = [cell_text(words, 0) for words in contents if words]
    first = next((n for n, text in enumerate(texts) if AMOUNT.fullmatch(text)), None)
    if first is None or first > 3 or not all(map(NUMBER.fullmatch, texts[first:])):
        return False
    return len(texts) - first > 2 or (first > 0 and len(contents) > _LEAST_BOXES)


def filled(contents: Sequence[Sequence[object]]) -> int:
    """How many cells hold words."""
    return sum(1 for words in contents if words)
