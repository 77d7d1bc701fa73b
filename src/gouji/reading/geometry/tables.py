"""A ruled table with its words as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gouji.model.disclosure import Place
from gouji.reading.geometry.cells import Contents
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.joining import cell_text
from gouji.reading.geometry.lattice import Lattice
from gouji.reading.source import Grid, GridCell


class RuledTable(NamedTuple):
    """A grid found by its rulings, with its borders in the reading frame."""

    grid: Grid
    xs: list[float]
    top: float
    bottom: float


class AlignedTable(NamedTuple):
    """A table found without column lines: the lines it is made of (as indices), its grid, and the ruled table above
    that is its head and part of the grid."""

    first: int
    end: int
    grid: Grid
    head: RuledTable | None = None


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


def filled(contents: Sequence[Sequence[object]]) -> int:
    """How many cells hold words."""
    return sum(1 for words in contents if words)
