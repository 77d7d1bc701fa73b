"""The lattice of a ruled table: its columns, rows and cells with their spans, from ruling lines alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from gouji.reading.geometry.rulings import Ruling

_TOUCH = 3.0
"""How far a line may end short of, or beyond, the line it meets."""
_OPEN = 6.0
"""Lines that stick out further than this enclose cells whose outer border is not drawn."""
_NARROW = 5.0
"""No column or row is narrower: two lines so close are a double line."""
_LEAST_STACK = 4
_MOST_CELLS = 100_000
_MOST_CROSSINGS = 10_000_000
"""More lines than that make a drawing."""


class Region(NamedTuple):
    """A cell of a lattice: its first row and column and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


class Lattice(NamedTuple):
    """A ruled table. ``xs`` and ``ys`` are the borders of columns and rows; ``owner[row][column]`` is the index in
    ``regions`` of the cell that covers that place."""

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    owner: list[list[int]]


def lattices(horizontal: list[Ruling], vertical: list[Ruling]) -> list[Lattice]:
    """The ruled tables of a page (merged lines), from the top. Low boxes of one column are frames around text."""
    tables: list[Lattice] = []
    if len(horizontal) * len(vertical) > _MOST_CROSSINGS:
        return tables
    for across, down in _connected(horizontal, vertical):
        xs = _borders([line.at for line in down], [(line.start, line.end) for line in across])
        ys = _borders([line.at for line in across], [(line.start, line.end) for line in down])
        cells = (len(xs) - 1) * (len(ys) - 1)
        if cells <= _MOST_CELLS and (len(xs) > 2 or len(ys) > _LEAST_STACK) and len(ys) > 1:
            lattice = _lattice(xs, ys, across, down)
            if len(lattice.regions) > 1:
                tables.append(lattice)
    tables.sort(key=lambda table: (table.ys[0], table.xs[0]))
    return tables


def _connected(horizontal: list[Ruling], vertical: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of lines that touch each other, at least one of each direction."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    positions = [line.at for line in vertical]
    offset = len(horizontal)
    for number, (at, start, end) in enumerate(horizontal):
        here = root(number)
        for other in range(bisect_left(positions, start - _TOUCH), bisect_right(positions, end + _TOUCH)):
            line = vertical[other]
            if line.start - _TOUCH <= at <= line.end + _TOUCH:
                parent[root(offset + other)] = here
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for number, line in enumerate(horizontal):
        groups.setdefault(root(number), ([], []))[0].append(line)
    for number, line in enumerate(vertical):
        groups.setdefault(root(offset + number), ([], []))[1].append(line)
    return [group for group in groups.values() if group[0] and group[1]]


def _borders(positions: list[float], crossing: list[tuple[float, float]]) -> list[float]:
    """Where borders stand: the lines and, where most crossing lines reach beyond the last one, the ends of these."""
    groups: list[list[float]] = []
    for position in sorted(set(positions)):
        if groups and position - groups[-1][0] < _NARROW:
            groups[-1].append(position)
        else:
            groups.append([position])
    borders = [sum(group) / len(group) for group in groups]
    needed = max(2, (len(crossing) + 1) // 2)
    before = sorted(start for start, _ in crossing if start < borders[0] - _OPEN)
    after = sorted(end for _, end in crossing if end > borders[-1] + _OPEN)
    if len(before) >= needed:
        borders.insert(0, before[len(before) // 2])
    if len(after) >= needed:
        borders.append(after[len(after) // 2])
    return borders


def _nearest(borders: list[float], at: float) -> int:
    index = bisect_left(borders, at)
    if index == len(borders) or (index and at - borders[index - 1] < borders[index] - at):
        index -= 1
    return index


def _lattice(xs: list[float], ys: list[float], across: list[Ruling], down: list[Ruling]) -> Lattice:
    rows, columns = len(ys) - 1, len(xs) - 1
    below = _walls(ys, xs, across)
    beside = _walls(xs, ys, down)
    right_of = [0] * rows
    for border in range(columns + 1):
        wall = beside[border]
        for row in range(rows):
            if wall >> row & 1:
                right_of[row] |= 1 << border
    owner = [[-1] * columns for _ in range(rows)]
    regions: list[Region] = []
    for row in range(rows):
        column = 0
        while column < columns:
            if owner[row][column] >= 0:
                column += 1
                continue
            width = 1
            while (
                column + width < columns
                and not right_of[row] >> (column + width) & 1
                and owner[row][column + width] < 0
            ):
                width += 1
            if width == 1 and (row + 1 == rows or below[row + 1] >> column & 1):
                height = 1
                owner[row][column] = len(regions)
            else:
                height = _height(row, column, width, rows, below, right_of)
                for covered in owner[row : row + height]:
                    covered[column : column + width] = [len(regions)] * width
            regions.append(Region(row, column, height, width))
            column += width
    return Lattice(xs, ys, regions, owner)


def _height(row: int, column: int, width: int, rows: int, below: list[int], right_of: list[int]) -> int:
    """How many rows a cell covers: until something is drawn under it or a column line enters it."""
    floor = ((1 << width) - 1) << column
    inner = ((1 << (width - 1)) - 1) << (column + 1)
    sides = 1 << column | 1 << (column + width)
    height = 1
    while row + height < rows:
        following = right_of[row + height]
        if below[row + height] & floor or following & inner or following & sides != sides:
            break
        height += 1
    return height


def _walls(borders: list[float], crossed: list[float], lines: list[Ruling]) -> list[int]:
    """For each border a bit for each stretch between crossing borders along which a line is drawn; outer ones whole."""
    walls = [0] * len(borders)
    for at, start, end in lines:
        low = bisect_left(crossed, start - _TOUCH)
        high = bisect_right(crossed, end + _TOUCH) - 1
        if high > low:
            walls[_nearest(borders, at)] |= ((1 << (high - low)) - 1) << low
    whole = (1 << (len(crossed) - 1)) - 1
    walls[0] = walls[-1] = whole
    return walls
