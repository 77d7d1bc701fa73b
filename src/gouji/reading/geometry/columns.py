"""Columns told from words alone, and words put into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from gouji.model.disclosure import Place
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.joining import cell_text
from gouji.reading.geometry.rows import DASH, Piece, Row
from gouji.reading.geometry.words import Word
from gouji.reading.source import GridCell

Column = tuple[float, float]
"""The stretch of the page's width that the words of a column cover."""

_TOUCHING = 1.0
_CENTRED = 0.7
_ALONE = 2.0
_DEEP = 0.65


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """The columns of rows of a table's body.

    Numbers of different columns never overlap, so they tell their columns exactly. Labels overflow: what reaches into
    a column of numbers is cut off, and a few long ones do not close a gap between two columns of labels.
    """
    pieces = [piece for row in rows for piece in row.pieces if not DASH.fullmatch(piece.text)]
    numbers = _covered([(piece.x0, piece.x1) for piece in pieces if piece.number], 0)
    labels: list[Column] = []
    for piece in pieces:
        if piece.number:
            continue
        x0, x1 = piece.x0, piece.x1
        if any(left <= x0 + _TOUCHING and x0 < right - _TOUCHING for left, right in numbers):
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


def with_header_columns(columns: Sequence[Column], header: Sequence[Sequence[Piece]]) -> list[Column]:
    """A header beside a column that has none, nor one below it, belongs to it; any other under which nothing stands is
    one of its own."""
    result = sorted(columns)
    seen: list[Piece] = []
    for pieces in reversed(header):
        if sum(piece.number for piece in pieces) > 1:
            continue  # a line that only numbers the columns
        lower = list(seen)
        seen.extend(pieces)
        for piece in pieces:
            if any(piece.x0 < x1 and x0 < piece.x1 for x0, x1 in result):
                continue
            bare = [
                column
                for column in _neighbours(result, piece)
                if not any(other.x0 < column[1] and column[0] < other.x1 for other in seen)
            ]
            nearest = min(bare, key=lambda column: abs(sum(column) - piece.x0 - piece.x1), default=None)
            if nearest:
                result.remove(nearest)
                result.append((min(nearest[0], piece.x0), max(nearest[1], piece.x1)))
            elif not _is_over(piece, result, lower):
                result.append((piece.x0, piece.x1))
            result.sort()
    return result


def _is_over(piece: Piece, columns: Sequence[Column], lower: Sequence[Piece]) -> bool:
    """Whether a header that stands over no column stands between two that have headers below it: it is their group."""
    beside = _neighbours(columns, piece)
    return len(beside) == 2 and all(any(one.x0 < x1 and x0 < one.x1 for one in lower) for x0, x1 in beside)


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
            if x0 - _TOUCHING <= piece.x0 <= max(x0, x1 - _TOUCHING):
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
    return any(end - first > 1 for row in header for first, (end, _) in _placed(row.pieces, columns).items())


def header_rows(
    header: Sequence[Sequence[Piece]], columns: Sequence[Column], borders: Sequence[float], frame: Frame
) -> list[tuple[GridCell, ...]]:
    """Rows of headers. One that stands over several columns spans them, also those beside it that only lower headers
    name, as far as that brings it to the middle."""
    rows = []
    leaves: dict[int, float] = {}
    cells = _cells_of(header, columns)
    for pieces in reversed(header):
        placed = _placed(pieces, columns)
        if sum(piece.number for piece in pieces) < 2:
            for first in sorted(placed):
                _widen(placed, first, leaves, cells)
            for first, (end, words) in placed.items():
                for index in range(first, end):
                    leaves.setdefault(index, sum(word.middle for word in words) / len(words))
        rows.append(_header_cells(placed, columns, borders, frame))
    return rows[::-1]


def _cells_of(header: Sequence[Sequence[Piece]], columns: Sequence[Column]) -> list[Column]:
    """How wide the cells of the columns are: the lowest header over a column stands in its middle, its words at one
    side (numbers to the right, names to the left)."""
    cells = list(columns)
    known: set[int] = set()
    for pieces in reversed(header):
        for first, (end, words) in _placed(pieces, columns).items():
            if end - first > 1 or first in known:
                continue
            known.add(first)
            x0, x1 = columns[first]
            middle = (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2
            half = max(abs(x1 - middle), abs(middle - x0))
            cells[first] = (middle - half, middle + half)
    for index in range(1, len(cells) - 1):
        # A column of which nothing shows but its header reaches to the cells beside it.
        left, right = cells[index - 1][1], cells[index + 1][0]
        if left <= cells[index][0] and cells[index][1] <= right and index in known:
            off = abs(left + right - sum(cells[index])) / 2
            if off <= 0.3 * (cells[index][1] - cells[index][0]):
                cells[index] = (left, right)
    return cells


_Placed = dict[int, tuple[int, list[Word]]]
"""First column → the column after the last, and the words."""


def _placed(pieces: Sequence[Piece], columns: Sequence[Column]) -> _Placed:
    placed: _Placed = {}
    for piece in [part for whole in pieces for part in by_column(whole, columns)]:
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


def _widen(placed: _Placed, first: int, leaves: Mapping[int, float], cells: Sequence[Column]) -> None:
    """Let a header span the columns it is a group of: those beside it with headers of their own clearly below it (one
    that takes all rows of the header has its words half way down), all of them where no other group is among them, else
    as many as bring it to the middle. ``leaves``: the height of each column's lowest header."""
    end, words = placed[first]
    middle = (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2
    height = sum(word.middle for word in words) / len(words)
    deepest = height + _DEEP * (max(leaves.values(), default=height) - height)
    taken = {index for start, (stop, _) in placed.items() for index in range(start, stop)}
    free = {index for index, leaf in leaves.items() if leaf >= deepest and leaf > height + 1} - taken
    low, high = first, end
    while low - 1 in free:
        low -= 1
    while high in free:
        high += 1
    size = words[0].size

    def off_centre(span: tuple[int, int]) -> float:
        return abs((cells[span[0]][0] + cells[span[1] - 1][1]) / 2 - middle)

    alone = low - 1 not in taken and high not in taken
    if not (alone and off_centre((low, high)) <= _ALONE * size):
        spans = [(one, other) for one in range(low, first + 1) for other in range(end, high + 1)]
        low, high = min(spans, key=lambda span: (max(off_centre(span), _CENTRED * size), span[0] - span[1]))
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
