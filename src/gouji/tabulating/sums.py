"""Which printed cells are sums of which: down the rows by their levels and totals, across the columns by what they
restrict and by their header. What the words suggest counts only where the same facts make up both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.identities.partitions import DIMENSIONS, partition
from gouji.model.coordinates import Coordinates
from gouji.model.kinds import ADJUSTMENT, AT_START
from gouji.tabulating.axes import Line
from gouji.tabulating.index import Figure
from gouji.tabulating.words import is_total

Group = tuple[int, tuple[int, ...]]
"""A total row or column and its parts."""


@dataclass(frozen=True, slots=True)
class CellSum:
    """A cell (row, column) of a panel and the cells it is the sum of; ``down`` along a column."""

    cell: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    down: bool


def cell_sums(
    lines: Sequence[Line],
    paths: Sequence[tuple[str, ...]],
    points: Sequence[Coordinates | None],
    figures: Sequence[Sequence[Figure | None]],
) -> Iterator[CellSum]:
    """The sums among the cells of a panel; ``figures`` are by row and column, None where nothing is printed."""
    for total, candidates in _row_groups(lines):
        for column in range(len(points)):
            whole = figures[total][column]
            if whole is None or not whole.trace:
                continue
            for parts in candidates:
                cells = [(row, figure) for row in parts if (figure := figures[row][column]) is not None]
                if cells and sum(figure.trace for _, figure in cells) == whole.trace:
                    yield CellSum((total, column), tuple((row, column) for row, _ in cells), True)
                    break
    across = list(dict.fromkeys([*_column_groups(points), *_header_groups(paths), *_stage_groups(points)]))
    for row, line in enumerate(figures):
        if lines[row].fill:
            continue
        for total, members in across:
            whole = line[total]
            if whole is None or not whole.trace:
                continue
            found = [(column, figure) for column in members if (figure := line[column]) is not None]
            if found and sum(figure.trace for _, figure in found) == whole.trace:
                yield CellSum((row, total), tuple((row, column) for column, _ in found), False)


def _row_groups(lines: Sequence[Line]) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
    """Rows and what they may be the sum of: the rows one level below them, the rows a word's parts stand in, and for
    totals the outermost rows since the last total (and that), or all of them."""
    children: dict[int, list[int]] = {}
    stack: list[int] = []
    roots: list[int] = []
    totals: list[int] = []
    since = 0
    for row, line in enumerate(lines):
        if line.fill:
            continue
        if line.total:
            fresh = tuple(root for root in roots if root >= since)
            candidates = [(*totals[-1:], *fresh), fresh, tuple(roots), tuple(totals[-1:])]
            yield row, [parts for parts in dict.fromkeys(candidates) if parts]
            totals.append(row)
            since = row
            stack = []
            continue
        while stack and lines[stack[-1]].level >= line.level:
            stack.pop()
        if stack:
            children.setdefault(stack[-1], []).append(row)
        else:
            roots.append(row)
        stack.append(row)
    for parent, rows in children.items():
        yield parent, [tuple(rows)]
    points = [(row, line.at) for row, line in enumerate(lines) if line.at is not None and not line.at.function]
    for row, point in points:
        for dimension in ("fund", "item"):
            if getattr(point, dimension) is not None:
                parts = partition(point, points, dimension)
                if len(parts) > 1:
                    yield row, [parts]


def _column_groups(points: Sequence[Coordinates | None]) -> Iterator[Group]:
    known = [(column, point) for column, point in enumerate(points) if point is not None]
    for column, point in known:
        for dimension in DIMENSIONS:
            parts = partition(point, known, dimension)
            if parts:
                yield column, parts


def _stage_groups(points: Sequence[Coordinates | None]) -> Iterator[Group]:
    """An adjusted budget and what it is the sum of: the year's start and the adjustments."""
    known = {point: column for column, point in enumerate(points) if point is not None}
    for point, column in known.items():
        parts = [known.get(point.at("stage", stage)) for stage in (AT_START, ADJUSTMENT)]
        if point.stage is None and None not in parts:
            yield column, tuple(part for part in parts if part is not None)


def _header_groups(paths: Sequence[tuple[str, ...]]) -> Iterator[Group]:
    """A 合计 or 小计 and what else stands under its header, the subtotals of groups for their members."""
    totals = {column for column, path in enumerate(paths) if path and is_total(path[-1])}
    for total in totals:
        prefix = paths[total][:-1]
        parts: list[int] = []
        taken: set[tuple[str, ...]] = set()
        for column, path in enumerate(paths):
            if column == total or path[: len(prefix)] != prefix or path[: len(prefix) + 1] in taken:
                continue
            if len(path) > len(prefix) + 1:
                group = path[: len(prefix) + 1]
                subtotal = next((at for at in totals if paths[at][:-1] == group), None)
                if subtotal is not None:
                    parts.append(subtotal)
                    taken.add(group)
                    continue
            parts.append(column)
        if parts:
            yield total, tuple(parts)
