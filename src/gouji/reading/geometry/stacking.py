"""Cells that hold more than one: rows a table does not rule off, and columns it rules only in its header.

A table may draw a frame and column lines, but no line between its rows; then one tall cell a column holds a stack of
amounts. It is taken apart only where the numbers themselves show it: several amounts above one another in one column
and, at the same heights, lines in another.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence

from gouji.reading.geometry.cells import Contents
from gouji.reading.geometry.joining import Line, cell_text, lines_of
from gouji.reading.geometry.lattice import Lattice, Region
from gouji.reading.geometry.rows import AMOUNT, Row, bands, row_of
from gouji.reading.geometry.words import Word

_NUMBER = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?%?")
_ALIGNED = 0.4
"""Middles of lines that differ by less than this part of a line's height are level."""


def refined(table: Lattice, contents: Contents) -> tuple[Lattice, Contents]:
    """The table with stacked rows and unruled columns taken apart; most tables come back as they are."""
    several = [index for index, words in enumerate(contents) if len(words) > 1]
    if any(table.regions[index].columns > 1 for index in several):
        table, contents = _columns_apart(table, contents, several)
        several = [index for index, words in enumerate(contents) if len(words) > 1]
    rows: dict[int, list[int]] = {}
    for index in several:
        if table.regions[index].rows == 1:
            rows.setdefault(table.regions[index].row, []).append(index)
    cuts = {
        row: heights
        for row, found in rows.items()
        if len(found) > 1 and (heights := _cuts(table, contents, row, found))
    }
    return _rows_apart(table, contents, cuts) if cuts else (table, contents)


def _columns_apart(table: Lattice, contents: Contents, several: Sequence[int]) -> tuple[Lattice, Contents]:
    """Cut cells over several columns in which two amounts stand in different columns and no word crosses a border."""
    split: set[int] = set()
    for index in several:
        region, words = table.regions[index], contents[index]
        if region.columns == 1:
            continue
        amounts = {_column(table, word) for word in words if AMOUNT.fullmatch(word.text)}
        borders = table.xs[region.column + 1 : region.column + region.columns]
        if len(amounts) > 1 and not any(word.x0 + 2 < border < word.x1 - 2 for word in words for border in borders):
            split.add(index)
    if not split:
        return table, contents
    regions: list[Region] = []
    filled: Contents = []
    for index, (region, words) in enumerate(zip(table.regions, contents, strict=True)):
        if index not in split:
            regions.append(region)
            filled.append(words)
            continue
        for column in range(region.column, region.column + region.columns):
            regions.append(Region(region.row, column, region.rows, 1))
            filled.append([word for word in words if _column(table, word) == column])
    return _painted(table.xs, table.ys, regions), filled


def _column(table: Lattice, word: Word) -> int:
    return max(0, min(bisect_right(table.xs, (word.x0 + word.x1) / 2), len(table.xs) - 1) - 1)


def _cuts(table: Lattice, contents: Contents, row: int, cells: Sequence[int]) -> list[float]:
    """The heights at which a row falls into several, none when it is one."""
    height = table.ys[row + 1] - table.ys[row]
    lines = {index: lines_of(contents[index]) for index in cells}
    if height < 1.8 * min(line.size for found in lines.values() for line in found):
        return []
    stacks = [index for index in cells if _is_stack(table, contents[index], lines[index], table.regions[index])]
    if not stacks:
        return []
    tallest = max(stacks, key=lambda index: len(lines[index]))
    if not any(_level(lines[tallest], lines[index]) for index in cells if index != tallest):
        return []
    words = [
        word
        for index, region in enumerate(table.regions)
        if region.row == row and region.rows == 1
        for word in contents[index]
    ]
    groups = bands([row_of(line) for line in lines_of(words)], [], table.xs[0], table.xs[-1])
    return [(_bottom(above) + _top(below)) / 2 for above, below in itertools.pairwise(groups)]


def _top(rows: Sequence[Row]) -> float:
    return min(row.line.middle for row in rows)


def _bottom(rows: Sequence[Row]) -> float:
    return max(row.line.middle for row in rows)


def _is_stack(table: Lattice, words: list[Word], lines: Sequence[Line], region: Region) -> bool:
    """Whether every line is a whole number, at least two of them, and not one number wrapped."""
    if len(lines) < 2 or not all(_NUMBER.fullmatch(line.text) for line in lines):
        return False
    if not any(AMOUNT.fullmatch(line.text) for line in lines):
        return False
    width = table.xs[region.column + region.columns] - table.xs[region.column]
    return len(cell_text(words, width).split()) == len(lines)


def _level(stack: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether another cell has lines at the heights of the stack."""
    if len(other) < 2:
        return False
    level = sum(any(abs(line.middle - one.middle) < _ALIGNED * one.size for line in other) for one in stack)
    return level >= 0.8 * min(len(stack), len(other)) and level >= 2


def _rows_apart(table: Lattice, contents: Contents, cuts: dict[int, list[float]]) -> tuple[Lattice, Contents]:
    ys: list[float] = []
    starts: list[int] = []
    for row, y in enumerate(table.ys):
        starts.append(len(ys))
        ys.append(y)
        ys.extend(cuts.get(row, ()))
    regions: list[Region] = []
    filled: Contents = []
    for region, words in zip(table.regions, contents, strict=True):
        first, end = starts[region.row], starts[region.row + region.rows]
        if region.rows > 1 or region.row not in cuts:
            regions.append(Region(first, region.column, end - first, region.columns))
            filled.append(words)
            continue
        parts: Contents = [[] for _ in range(end - first)]
        for word in words:
            parts[bisect_right(cuts[region.row], word.middle)].append(word)
        regions.extend(Region(row, region.column, 1, region.columns) for row in range(first, end))
        filled.extend(parts)
    return _painted(table.xs, ys, regions), filled


def _painted(xs: list[float], ys: list[float], regions: list[Region]) -> Lattice:
    owner = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for index, (row, column, rows, columns) in enumerate(regions):
        for covered in owner[row : row + rows]:
            covered[column : column + columns] = [index] * columns
    return Lattice(xs, ys, regions, owner)
