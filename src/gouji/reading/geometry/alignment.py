"""Tables without ruling lines: rows of words that stand under one another in columns.

Evidence is needed, for ordinary text must never become a table: at least three lines that carry numbers, numbers in
the same columns, words beside them, and no sentence in between. Lists of contents are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.model.disclosure import Place
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.joining import Line, cell_text
from gouji.reading.geometry.paragraphs import LEADERS
from gouji.reading.geometry.rows import NUMBER, Piece, Row, bands, row_of
from gouji.reading.geometry.rulings import Ruling
from gouji.reading.geometry.tables import RuledTable
from gouji.reading.geometry.words import Word
from gouji.reading.source import Grid, GridCell

_AMOUNT = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+[.．]\d+)")
_SENTENCE = re.compile(r"[。；]|，.*，")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CAPTION = re.compile(r"单位[:：]|^(?:公开|附|预算)?表?\s*\d|年度?.*表$")
_LEAST_ROWS = 3
_MOST_BETWEEN = 3
_HEADER_REACH = 3.2
_HEADER_LINES = 6


class AlignedTable(NamedTuple):
    """A table found by alignment: the lines it is made of (as indices), its grid, and the ruled table above that is
    its head and part of the grid."""

    first: int
    end: int
    grid: Grid
    head: RuledTable | None = None


def aligned_tables(
    lines: Sequence[Line], horizontal: Sequence[Ruling], frame: Frame, ruled: Sequence[RuledTable]
) -> list[AlignedTable]:
    """The unruled tables among lines of a page (from the top); ``horizontal`` are rules that belong to no lattice,
    ``ruled`` the ruled tables of the page, of which some are only heads of unruled ones."""
    if sum(any(map(NUMBER.fullmatch, [word.text for word in line.words])) for line in lines) < _LEAST_ROWS:
        return []
    rows = [row_of(line) for line in lines]
    tables: list[AlignedTable] = []
    for first, end in _runs(rows):
        body = rows[first:end]
        columns = _columns(body)
        if len(columns) < 2 or not _convincing(body, columns):
            continue
        head = _ruled_head(rows, first, end, ruled)
        if head:
            grid = _under_head(head, body, horizontal, frame)
            tables.append(AlignedTable(first, end, grid, head))
            continue
        floor = tables[-1].end if tables else 0
        top = _header_start(rows, first, columns, floor)
        columns = _with_header_columns(columns, rows[top:first])
        tables.append(AlignedTable(top, end, _grid(rows[top:first], body, columns, horizontal, frame)))
    return tables


def _ruled_head(rows: Sequence[Row], first: int, end: int, ruled: Sequence[RuledTable]) -> RuledTable | None:
    """The ruled table right above lines of which every word stands in one of its columns, and which has no amounts."""
    top = rows[first].line.top
    for table in ruled:
        if not -3 <= top - table.bottom <= 2.5 * rows[first].line.size:
            continue
        if any(_AMOUNT.fullmatch(cell.text) for row in table.grid.rows for cell in row):
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
        rows.append(_body_row(group, columns, head.xs, frame))
    bottom = max(row.line.bottom for row in body)
    place = Place(frame.page, None, frame.shown_box(head.xs[0], head.top, head.xs[-1], bottom))
    return Grid(tuple(rows), place, exact=True)


def _runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Stretches of lines with numbers, with few lines between them and no sentence."""
    runs: list[tuple[int, int]] = []
    start = last = -1
    for index, row in enumerate(rows):
        text = row.line.text
        broken = bool(LEADERS.search(text) or _SENTENCE.search(text))
        tabular = not broken and row.numbers > 0
        if start >= 0 and (broken or index - last > _MOST_BETWEEN):
            runs.append((start, last + 1))
            start = -1
        if tabular:
            start = index if start < 0 else start
            last = index
    if start >= 0:
        runs.append((start, last + 1))
    return [(start, end) for start, end in runs if sum(row.numbers > 0 for row in rows[start:end]) >= _LEAST_ROWS]


Column = tuple[float, float]


def _columns(body: Sequence[Row]) -> list[Column]:
    """The stretches of the page's width that pieces cover. A few long labels that reach over a gap do not close it."""
    anchors = [row for row in body if row.numbers]
    edges: list[tuple[float, int, bool]] = []
    for row in anchors:
        for piece in row.pieces:
            edges.append((piece.x0, 1, piece.number))
            edges.append((piece.x1, -1, piece.number))
    edges.sort()
    tolerated = len(anchors) // 10
    columns: list[Column] = []
    numbers = words = 0
    start: float | None = None
    for x, step, number in edges:
        if number:
            numbers += step
        else:
            words += step
        inside = numbers > 0 or words > tolerated
        if inside and start is None:
            start = x
        elif not inside and start is not None:
            columns.append((start, x))
            start = None
    merged: list[Column] = []
    for column in columns:
        if merged and column[0] - merged[-1][1] < 2:
            merged[-1] = (merged[-1][0], column[1])
        else:
            merged.append(column)
    return merged


def _convincing(body: Sequence[Row], columns: Sequence[Column]) -> bool:
    anchors = [row for row in body if row.numbers]
    labelled = sum(any(_HAN.search(piece.text) and not piece.number for piece in row.pieces) for row in anchors)
    several = sum(len(row.pieces) > 1 for row in anchors)
    if several < _LEAST_ROWS or labelled < 0.6 * len(anchors):
        return False
    values = [piece.text for row in anchors for piece in row.pieces if piece.number]
    if not any(_AMOUNT.fullmatch(value) for value in values):
        return False
    columns_used = [0] * len(columns)
    for row in anchors:
        for piece in row.pieces:
            if piece.number:
                columns_used[_column_of(columns, piece)] += 1
    return max(columns_used) >= max(_LEAST_ROWS, 0.5 * len(anchors))


def _column_of(columns: Sequence[Column], piece: Piece) -> int:
    """The column a piece overlaps most, the nearest where it overlaps none."""
    return max(
        range(len(columns)),
        key=lambda index: min(piece.x1, columns[index][1]) - max(piece.x0, columns[index][0]),
    )


def _by_column(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    """Letters spaced out are one label, unless each stands in the middle of a column of its own (``类 款 项``)."""
    if len(piece.words) < 2 or not all(len(word.text) == 1 for word in piece.words):
        return [piece]
    parts = [Piece(word.x0, word.x1, word.text, False, [word]) for word in piece.words]
    places = [_column_of(columns, part) for part in parts]
    if len(set(places)) < len(parts):
        return [piece]
    near = all(
        abs(part.x0 + part.x1 - sum(columns[place])) <= part.x1 - part.x0
        for part, place in zip(parts, places, strict=True)
    )
    return parts if near else [piece]


def _header_start(rows: Sequence[Row], first: int, columns: Sequence[Column], floor: int) -> int:
    """The first of the lines above the numbers that are headers of the columns."""
    top = first
    left, right = columns[0][0], columns[-1][1]
    for index in range(first - 1, max(floor, first - _HEADER_LINES) - 1, -1):
        row = rows[index]
        below = rows[top].line
        text = row.line.text
        if (
            below.top - row.line.bottom > _HEADER_REACH * row.line.size
            or _CAPTION.search(text)
            or _SENTENCE.search(text)
            or LEADERS.search(text)
        ):
            break
        if len(row.pieces) < 2 and (
            top == first and index == first - 1 and row.pieces[0].x1 - row.pieces[0].x0 > 0.4 * (right - left)
        ):
            break
        top = index
    while top < first and len(rows[top].pieces) < 2 and _is_title(rows[top], left, right):
        top += 1
    return top


def _is_title(row: Row, left: float, right: float) -> bool:
    piece = row.pieces[0]
    return abs(piece.x0 + piece.x1 - left - right) < 4 * row.line.size or piece.text.endswith("表")


def _with_header_columns(columns: list[Column], header: Sequence[Row]) -> list[Column]:
    """A header under which no number stands is a column of its own."""
    result = list(columns)
    for row in reversed(header):
        for piece in row.pieces:
            if all(piece.x1 <= x0 or piece.x0 >= x1 for x0, x1 in result):
                result.append((piece.x0, piece.x1))
    return sorted(result)


def _grid(
    header: Sequence[Row], body: Sequence[Row], columns: Sequence[Column], horizontal: Sequence[Ruling], frame: Frame
) -> Grid:
    borders = [columns[0][0] - 2, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + 2]
    for row in (*header, *body):
        borders[0] = min(borders[0], row.line.x0 - 2)
        borders[-1] = max(borders[-1], row.line.x1 + 2)
    grid = [_header_row(row, columns, borders, frame) for row in header]
    for group in bands(body, horizontal, borders[0], borders[-1]):
        grid.append(_body_row(group, columns, borders, frame))
    top = min(row.line.top for row in (*header, *body))
    bottom = max(row.line.bottom for row in (*header, *body))
    place = Place(frame.page, None, frame.shown_box(borders[0], top, borders[-1], bottom))
    return Grid(tuple(grid), place, exact=False)


def _header_row(row: Row, columns: Sequence[Column], borders: Sequence[float], frame: Frame) -> tuple[GridCell, ...]:
    """Headers; one that stands over several columns spans them."""
    cells = [GridCell("", Place(frame.page)) for _ in columns]
    placed: dict[int, tuple[int, list[Word]]] = {}
    for piece in [part for whole in row.pieces for part in _by_column(whole, columns)]:
        first = bisect_right(borders, piece.x0 + 1) - 1
        last = bisect_right(borders, piece.x1 - 1) - 1
        spanned = [
            index
            for index in range(max(first, 0), min(last, len(columns) - 1) + 1)
            if min(piece.x1, columns[index][1]) - max(piece.x0, columns[index][0])
            >= 0.5 * min(columns[index][1] - columns[index][0], piece.x1 - piece.x0)
        ]
        if not spanned:
            spanned = [_column_of(columns, piece)]
        span, words = placed.get(spanned[0], (1, []))
        placed[spanned[0]] = (max(span, spanned[-1] - spanned[0] + 1), words + piece.words)
    for index, (span, words) in placed.items():
        span = min(span, min((other for other in placed if other > index), default=len(columns)) - index)
        cells[index] = _cell(words, borders[index + span] - borders[index], frame, span)
        for covered in range(index + 1, index + span):
            cells[covered] = GridCell("", Place(frame.page), covered=True)
    return tuple(cells)


def _body_row(
    group: Sequence[Row], columns: Sequence[Column], borders: Sequence[float], frame: Frame
) -> tuple[GridCell, ...]:
    words: list[list[Word]] = [[] for _ in columns]
    for row in group:
        for piece in row.pieces:
            for part in _by_column(piece, columns):
                words[_column_of(columns, part)].extend(part.words)
    return tuple(
        _cell(here, borders[index + 1] - borders[index], frame, 1) if here else GridCell("", Place(frame.page))
        for index, here in enumerate(words)
    )


def _cell(words: list[Word], width: float, frame: Frame, span: int) -> GridCell:
    box = frame.shown_box(
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
    return GridCell(cell_text(words, width), Place(frame.page, None, box), colspan=span)
