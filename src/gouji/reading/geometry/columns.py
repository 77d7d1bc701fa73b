"""Columns told from words alone, and words put into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gouji.model.disclosure import Place
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.joining import cell_text
from gouji.reading.geometry.rows import Piece, Row
from gouji.reading.geometry.words import Word
from gouji.reading.source import GridCell

Column = tuple[float, float]
"""The stretch of the page's width that the words of a column cover."""

_TOUCHING = 1.0
_FLUSH = 3.0


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """The columns of rows of a table's body.

    Numbers of different columns never overlap, so they tell their columns exactly. Labels overflow: what reaches into
    a column of numbers is cut off, and a few long ones do not close a gap between two columns of labels.
    """
    pieces = [piece for row in rows for piece in row.pieces]
    numbers = _covered([(piece.x0, piece.x1) for piece in pieces if piece.number], 0)
    labels: list[Column] = []
    for piece in pieces:
        if piece.number:
            continue
        x0, x1 = piece.x0, piece.x1
        if any(left <= x0 + _TOUCHING and x0 < right for left, right in numbers):
            continue
        labels.append((x0, min([x1, *(left for left, _ in numbers if x0 < left)])))
    return sorted(numbers + _covered(labels, len(rows) // 10))


def _covered(stretches: Iterable[Column], tolerated: int) -> list[Column]:
    """The stretches that more than ``tolerated`` of the given ones cover."""
    edges = sorted([(x0, 1) for x0, _ in stretches] + [(x1, -1) for _, x1 in stretches])
    covered: list[Column] = []
    depth = 0
    start: float | None = None
    for x, step in edges:
        depth += step
        if depth > tolerated and start is None:
            start = x
        elif depth <= tolerated and start is not None:
            if covered and start - covered[-1][1] < _TOUCHING:
                start = covered.pop()[0]
            covered.append((start, x))
            start = None
    return covered


def with_header_columns(columns: Sequence[Column], header: Sequence[Row]) -> list[Column]:
    """A header beside a column that has none belongs to it; any other under which nothing stands is one of its own."""
    result = sorted(columns)
    for row in reversed(header):
        for piece in row.pieces:
            if any(piece.x0 < x1 and x0 < piece.x1 for x0, x1 in result):
                continue
            bare = [
                column
                for column in _neighbours(result, piece)
                if not any(other.x0 < column[1] and column[0] < other.x1 for other in row.pieces)
            ]
            nearest = min(bare, key=lambda column: abs(sum(column) - piece.x0 - piece.x1), default=None)
            if nearest:
                result.remove(nearest)
                result.append((min(nearest[0], piece.x0), max(nearest[1], piece.x1)))
            else:
                result.append((piece.x0, piece.x1))
            result.sort()
    return result


def _neighbours(columns: Sequence[Column], piece: Piece) -> list[Column]:
    """The next column on each side of a piece that stands in none."""
    before = [column for column in columns if column[1] <= piece.x0]
    after = [column for column in columns if column[0] >= piece.x1]
    return before[-1:] + after[:1]


def borders_of(columns: Sequence[Column], rows: Sequence[Row]) -> list[float]:
    """Borders in the middle of the gaps; the outer ones hold all words."""
    left = min(columns[0][0], min(row.line.x0 for row in rows)) - 2
    right = max(columns[-1][1], max(row.line.x1 for row in rows)) + 2
    return [left, *((before[1] + after[0]) / 2 for before, after in pairwise(columns)), right]


def column_at(columns: Sequence[Column], piece: Piece) -> int:
    """The column a piece belongs to: a label that of its beginning, else the one overlapped most or nearest."""
    if not piece.number:
        for index, (x0, x1) in enumerate(columns):
            if x0 - _TOUCHING <= piece.x0 <= x1:
                return index
    return max(
        range(len(columns)),
        key=lambda index: min(piece.x1, columns[index][1]) - max(piece.x0, columns[index][0]),
    )


def by_column(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    """Letters spaced out are one label, unless each stands in the middle of a column of its own (``类 款 项``)."""
    if len(piece.words) < 2 or not all(len(word.text) == 1 for word in piece.words):
        return [piece]
    parts = [Piece(word.x0, word.x1, word.text, False, [word]) for word in piece.words]
    places = [column_at(columns, part) for part in parts]
    if len(set(places)) < len(parts):
        return [piece]
    centred = all(
        abs(part.x0 + part.x1 - sum(columns[place])) <= part.x1 - part.x0
        for part, place in zip(parts, places, strict=True)
    )
    return parts if centred else [piece]


def body_row(
    group: Sequence[Row], columns: Sequence[Column], borders: Sequence[float], frame: Frame
) -> tuple[GridCell, ...]:
    """Lines that are one row of a table."""
    words: list[list[Word]] = [[] for _ in columns]
    for row in group:
        for piece in row.pieces:
            for part in by_column(piece, columns):
                words[column_at(columns, part)].extend(part.words)
    return tuple(
        _cell(here, borders[index + 1] - borders[index], frame, 1) if here else GridCell("", Place(frame.page))
        for index, here in enumerate(words)
    )


def is_nested(header: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether a header of several lines has one that stands over several columns, so that its lines are rows."""
    return any(end - first > 1 for row in header for first, (end, _) in _placed(row, columns).items())


def header_rows(
    header: Sequence[Row], columns: Sequence[Column], borders: Sequence[float], frame: Frame
) -> list[tuple[GridCell, ...]]:
    """Rows of headers. One that stands over several columns spans them, also those beside it that only lower headers
    name, as far as that brings it to the middle."""
    rows = []
    below: set[int] = set()
    for row in reversed(header):
        placed = _placed(row, columns)
        for first in sorted(placed):
            _widen(placed, first, below, columns)
        rows.append(_header_cells(placed, columns, borders, frame))
        below.update(index for first, (end, _) in placed.items() for index in range(first, end))
    return rows[::-1]


_Placed = dict[int, tuple[int, list[Word]]]
"""First column → the column after the last, and the words."""


def _placed(row: Row, columns: Sequence[Column]) -> _Placed:
    placed: _Placed = {}
    for piece in [part for whole in row.pieces for part in by_column(whole, columns)]:
        spanned = [
            index
            for index, (x0, x1) in enumerate(columns)
            if min(piece.x1, x1) - max(piece.x0, x0) >= 0.5 * min(x1 - x0, piece.x1 - piece.x0)
        ] or [_nearest(columns, piece)]
        end, words = placed.get(spanned[0], (0, []))
        placed[spanned[0]] = (max(end, spanned[-1] + 1), words + piece.words)
    return placed


def _nearest(columns: Sequence[Column], piece: Piece) -> int:
    middle = (piece.x0 + piece.x1) / 2
    return min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))


def _widen(placed: _Placed, first: int, below: set[int], columns: Sequence[Column]) -> None:
    end, words = placed[first]
    middle = (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2
    taken = {index for start, (stop, _) in placed.items() for index in range(start, stop)}
    flush = abs(min(word.x0 for word in words) - columns[first][0]) <= _FLUSH
    lows, highs = [first], [end]
    while lows[-1] - 1 in below - taken and not flush:
        lows.append(lows[-1] - 1)
    while highs[-1] in below - taken:
        highs.append(highs[-1] + 1)
    if flush:
        highs = highs[-1:]

    def off_centre(span: tuple[int, int]) -> tuple[float, int]:
        low, high = span
        return abs((columns[low][0] + columns[high - 1][1]) / 2 - middle), high - low

    low, high = min(((low, high) for low in lows for high in highs), key=off_centre)
    del placed[first]
    placed[low] = (high, words)


def _header_cells(
    placed: _Placed, columns: Sequence[Column], borders: Sequence[float], frame: Frame
) -> tuple[GridCell, ...]:
    cells = [GridCell("", Place(frame.page)) for _ in columns]
    for first, (end, words) in placed.items():
        end = min([end, *(other for other in placed if other > first)])
        cells[first] = _cell(words, borders[end] - borders[first], frame, end - first)
        for index in range(first + 1, end):
            cells[index] = GridCell("", Place(frame.page), covered=True)
    return tuple(cells)


def _cell(words: list[Word], width: float, frame: Frame, span: int) -> GridCell:
    box = frame.shown_box(
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
    return GridCell(cell_text(words, width), Place(frame.page, None, box), colspan=span)
