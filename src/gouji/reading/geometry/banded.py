"""Tables with a rule under every row and none between columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouji.model.disclosure import Place
from gouji.reading.geometry.columns import (
    Column,
    body_row,
    borders_of,
    columns_of,
    header_rows,
    is_nested,
    with_header_columns,
)
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.heading import levels_of
from gouji.reading.geometry.rows import Row
from gouji.reading.geometry.rulings import Ruling
from gouji.reading.geometry.tables import AlignedTable
from gouji.reading.source import Grid, GridCell

LEAST_RULES = 4
_LEAST_BANDS = 3
_MOST_LINES = 6
"""A band of more lines is no row; such tables are found by alignment alone."""
_SHORTEST_RULE = 100.0
_SAME = 6.0


def banded_tables(rows: Sequence[Row], horizontal: Sequence[Ruling], frame: Frame) -> list[AlignedTable]:
    """The tables of a page whose rows stand between rules that begin and end together."""
    tables: list[AlignedTable] = []
    for rules in _same_extent(horizontal):
        bands = [
            [index for index, row in enumerate(rows) if above.at < row.line.middle < below.at]
            for above, below in pairwise(rules)
        ]
        bands = [band for band in bands if band]
        across = sum(any(len(rows[index].pieces) > 1 for index in band) for band in bands)
        if len(bands) < _LEAST_BANDS or across < 0.5 * len(bands) or max(map(len, bands)) > _MOST_LINES:
            continue
        first, end = bands[0][0], bands[-1][-1] + 1
        if any(first < table.end and table.first < end for table in tables):
            continue
        grid = _grid([[rows[index] for index in band] for band in bands], rules, frame)
        if grid:
            tables.append(AlignedTable(first, end, grid))
    return tables


def _same_extent(horizontal: Sequence[Ruling]) -> list[list[Ruling]]:
    """Groups of at least four long rules that begin and end together, from the top."""
    groups: list[list[Ruling]] = []
    for rule in sorted(rule for rule in horizontal if rule.end - rule.start >= _SHORTEST_RULE):
        for group in groups:
            if abs(group[0].start - rule.start) <= _SAME and abs(group[0].end - rule.end) <= _SAME:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= LEAST_RULES]


def _grid(groups: Sequence[Sequence[Row]], rules: Sequence[Ruling], frame: Frame) -> Grid | None:
    heads = next((number for number, group in enumerate(groups) if any(row.numbers for row in group)), 1)
    header, body = groups[:heads], groups[heads:]
    columns = columns_of([row for group in body for row in group])
    if len(columns) < 2:
        return None
    columns = with_header_columns(columns, [row.pieces for group in header for row in group])
    borders = borders_of(columns, [row for group in groups for row in group])
    cells = _header(header, columns, borders, frame)
    cells.extend(body_row(group, columns, borders, frame) for group in body)
    place = Place(frame.page, None, frame.shown_box(borders[0], rules[0].at, borders[-1], rules[-1].at))
    return Grid(tuple(cells), place, exact=False, ruled=False)


def _header(
    header: Sequence[Sequence[Row]], columns: Sequence[Column], borders: Sequence[float], frame: Frame
) -> list[tuple[GridCell, ...]]:
    """The rows of a header; a band of several lines is several rows where one stands over others, else one."""
    if all(len(group) == 1 for group in header):
        return header_rows([group[0].pieces for group in header], columns, borders, frame)
    cells: list[tuple[GridCell, ...]] = []
    for group in header:
        if len(group) == 1 or is_nested(group, columns):
            cells.extend(header_rows(levels_of(group), columns, borders, frame))
        else:
            cells.append(body_row(group, columns, borders, frame))
    return cells
