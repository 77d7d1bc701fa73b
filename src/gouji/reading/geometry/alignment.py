"""Tables without column lines: rows of words that stand under one another in columns.

Evidence is needed, for ordinary text must never become a table: several lines that carry numbers, words beside them,
and no sentence in between. Lists of contents are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gouji.model.disclosure import Place
from gouji.reading.geometry.banded import LEAST_RULES, banded_tables
from gouji.reading.geometry.columns import (
    Column,
    body_row,
    borders_of,
    column_at,
    columns_of,
    header_rows,
    with_header_columns,
)
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.heading import levels_of
from gouji.reading.geometry.joining import Line
from gouji.reading.geometry.paragraphs import LEADERS
from gouji.reading.geometry.rows import AMOUNT, NUMBER, Piece, Row, bands, row_of
from gouji.reading.geometry.rulings import Ruling
from gouji.reading.geometry.tables import AlignedTable, RuledTable
from gouji.reading.source import Grid

_SENTENCE = re.compile(r"[。；]|，.*，")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNIT = re.compile(r"单位[:：]|金额单位")
_LEAST_ROWS = 3
_MOST_BETWEEN = 4
_FAR = 4.0
"""Lines further apart than this many letters are not of one table."""
_HEADER_REACH = 3.2
_FAR_HEADER = 8.0
_HEADER_LINES = 10


def aligned_tables(
    lines: Sequence[Line],
    horizontal: Sequence[Ruling],
    frame: Frame,
    ruled: Sequence[RuledTable],
    before: Sequence[Row] = (),
) -> list[AlignedTable]:
    """The unruled tables among lines of a page (from the top); ``horizontal`` are rules that belong to no lattice,
    ``ruled`` the ruled tables of the page, of which some are only heads of unruled ones, ``before`` the rows of the
    unruled table that the page before ends with: where this one begins with the next of them, they are of the same
    columns."""
    numbered = sum(any(map(NUMBER.fullmatch, [word.text for word in line.words])) for line in lines)
    if numbered < _LEAST_ROWS and len(horizontal) < LEAST_RULES:
        return []
    rows = [row_of(line) for line in lines]
    tables = banded_tables(rows, horizontal, frame)
    taken = {index for table in tables for index in range(table.first, table.end)}
    floor = 0
    for first, end in _runs(rows, taken):
        while end - first > 1 and _numbers_columns(rows[first]):
            first += 1
        body = rows[first:end]
        shown = [row for row in body if row.numbers or len(row.pieces) > 1]
        goes_on = not tables and not any(_is_caption(row) for row in rows[:first]) and first <= _HEADER_LINES
        known = [*before, *shown] if goes_on else shown
        columns = columns_of(known)
        if len(columns) < 2 or not _convincing([*before, *body] if goes_on else body, columns):
            continue
        head = _ruled_head(rows, first, end, ruled)
        if head:
            tables.append(AlignedTable(first, end, _under_head(head, body, horizontal, frame), head))
        else:
            top = _header_start(rows, first, columns, max([floor, *(index + 1 for index in taken if index < first)]))
            header = levels_of(rows[top:first])
            columns = with_header_columns(columns, header)
            grid = _grid(rows[top:first], header, body, columns, horizontal, frame)
            tables.append(AlignedTable(top, end, grid, None, known))
        floor = end
    return sorted(tables, key=lambda table: table.first)


def _runs(rows: Sequence[Row], taken: set[int]) -> list[tuple[int, int]]:
    """Stretches of lines with numbers, with few other lines between them, no sentence and no caption."""
    runs: list[tuple[int, int]] = []
    start = last = -1
    for index, row in enumerate(rows):
        text = row.line.text
        broken = index in taken or bool(LEADERS.search(text) or _SENTENCE.search(text) or _is_caption(row))
        apart = index and row.line.top - rows[index - 1].line.bottom > _FAR * row.line.size
        if start >= 0 and (broken or apart or index - last > _MOST_BETWEEN):
            runs.append((start, last + 1))
            start = -1
        if broken:
            continue
        if row.numbers:
            start = index if start < 0 else start
            last = index
        elif start >= 0 and len(row.pieces) > 1:
            last = index
    if start >= 0:
        runs.append((start, last + 1))
    return [(start, end) for start, end in runs if sum(row.numbers > 0 for row in rows[start:end]) >= _LEAST_ROWS]


def _numbers_columns(row: Row) -> bool:
    """Whether a line only numbers the columns of a header (栏次 1 2 3)."""
    numbers = [piece.text for piece in row.pieces if piece.number]
    return len(numbers) >= 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_caption(row: Row) -> bool:
    return bool(_UNIT.search(row.line.text)) or (len(row.pieces) == 1 and row.line.text.endswith("表"))


def _convincing(body: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether lines are a table: labels beside most numbers, amounts among them, one column with many of them."""
    anchors = [row for row in body if row.numbers]
    labelled = sum(any(_HAN.search(piece.text) for piece in row.pieces) for row in anchors)
    several = sum(len(row.pieces) > 1 for row in anchors)
    if several < _LEAST_ROWS or labelled < 0.6 * len(anchors):
        return False
    amounts = any(AMOUNT.fullmatch(piece.text) for row in anchors for piece in row.pieces)
    wide = sum(len(row.pieces) > 2 for row in anchors) >= _LEAST_ROWS
    if not amounts and (not wide or _ascending(anchors)):
        return False
    used = [0] * len(columns)
    for row in anchors:
        for piece in row.pieces:
            if piece.number:
                used[column_at(columns, piece)] += 1
    return max(used) >= max(_LEAST_ROWS, 0.5 * len(anchors))


def _ascending(anchors: Sequence[Row]) -> bool:
    """Whether the last numbers of the lines only grow, as page numbers in a list of contents do."""
    last = [row.pieces[-1].text for row in anchors]
    return all(text.isdigit() for text in last) and all(int(one) <= int(other) for one, other in pairwise(last))


def _header_start(rows: Sequence[Row], first: int, columns: Sequence[Column], floor: int) -> int:
    """The first of the lines above the numbers that are headers of the columns: all under the caption of the table,
    else those close to each other."""
    top = first
    left, right = columns[0][0], columns[-1][1]
    reach = _FAR_HEADER if _under_caption(rows, first, floor) else _HEADER_REACH
    for index in range(first - 1, max(floor, first - _HEADER_LINES) - 1, -1):
        row, text = rows[index], rows[index].line.text
        if rows[top].line.top - row.line.bottom > reach * row.line.size:
            break
        if _is_caption(row) or _SENTENCE.search(text) or LEADERS.search(text):
            break
        if len(row.pieces) < 2 and top == first and row.line.x1 - row.line.x0 > 0.4 * (right - left):
            break
        top = index
    while top < first and len(rows[top].pieces) < 2 and _is_title(rows[top], left, right):
        top += 1
    return top


def _under_caption(rows: Sequence[Row], first: int, floor: int) -> bool:
    """Whether only short lines stand between the numbers and the caption (the title or the unit) above them, or the
    top of the page."""
    for index in range(first - 1, max(floor, first - _HEADER_LINES - 1) - 1, -1):
        text = rows[index].line.text
        if _is_caption(rows[index]):
            return True
        if _SENTENCE.search(text) or LEADERS.search(text):
            return False
    return first - floor <= _HEADER_LINES


def _is_title(row: Row, left: float, right: float) -> bool:
    return abs(row.line.x0 + row.line.x1 - left - right) < 4 * row.line.size


def _ruled_head(rows: Sequence[Row], first: int, end: int, ruled: Sequence[RuledTable]) -> RuledTable | None:
    """The ruled table right above lines of which every word stands in one of its columns, and which has no amounts."""
    top = rows[first].line.top
    for table in ruled:
        if not -3 <= top - table.bottom <= 2.5 * rows[first].line.size:
            continue
        if any(AMOUNT.fullmatch(cell.text) for row in table.grid.rows for cell in row):
            continue
        words = [word for row in rows[first:end] for word in row.line.words]
        inside = all(table.xs[0] - 2 <= word.x0 and word.x1 <= table.xs[-1] + 2 for word in words)
        if inside and not any(word.x0 + 2 < border < word.x1 - 2 for word in words for border in table.xs[1:-1]):
            return table
    return None


def _under_head(head: RuledTable, body: Sequence[Row], horizontal: Sequence[Ruling], frame: Frame) -> Grid:
    """The grid of a ruled head and the unruled rows under it."""
    columns = list(pairwise(head.xs))
    rows = list(head.grid.rows)
    for group in bands(body, horizontal, head.xs[0], head.xs[-1]):
        rows.append(body_row(group, columns, head.xs, frame))
    bottom = max(row.line.bottom for row in body)
    place = Place(frame.page, None, frame.shown_box(head.xs[0], head.top, head.xs[-1], bottom))
    return Grid(tuple(rows), place, exact=True, ruled=False)


def _grid(
    above: Sequence[Row],
    header: Sequence[Sequence[Piece]],
    body: Sequence[Row],
    columns: Sequence[Column],
    horizontal: Sequence[Ruling],
    frame: Frame,
) -> Grid:
    every = [*above, *body]
    borders = borders_of(columns, every)
    cells = header_rows(header, columns, borders, frame)
    for group in bands(body, horizontal, borders[0], borders[-1]):
        cells.append(body_row(group, columns, borders, frame))
    top, bottom = min(row.line.top for row in every), max(row.line.bottom for row in every)
    place = Place(frame.page, None, frame.shown_box(borders[0], top, borders[-1], bottom))
    return Grid(tuple(cells), place, exact=False, ruled=False)
