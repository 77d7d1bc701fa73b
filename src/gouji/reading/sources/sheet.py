"""A worksheet as blocks: rows before and behind its tables are paragraphs, each table is an exact grid.

Offices put a table's title, ``单位：万元`` and notes into rows of the sheet, several tables one under the other, or the
narrative into one tall cell; a row's shape and its words tell which it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from gouji.model.disclosure import Place
from gouji.reading.source import Block, Grid, Paragraph
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.spans import Lattice

_UNIT = re.compile(r"(?:金额)?单位\s*[:：]\s*(?:人民币)?[千百万亿]*元")
_NOTE = re.compile(r"\s*(?:注|备注|说明)\s*\d?\s*[:：、]")
_CAPTION = re.compile(r".*[:：].*", re.DOTALL)
_FORM_NUMBER = re.compile(
    r"\W*(?:[^\W\d]{0,4}\s*[\d一二三四五六七八九十]+(?:[-—]\d+)?\s*表?|附\s*[件表]\s*[\d一二三四五六七八九十]*)\W*"
)
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*|", re.IGNORECASE)
_TITLE_WIDTH = 3
_LONGEST_LABEL = 15
"""A merged row of few characters under a table is its last row (合计 of an empty table), not a note."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both ends included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A worksheet while it is read: the displayed texts by (row, column), counted from 0, blank ones left out."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: int = 0
    """How many formulas have no saved result."""
    formulas: set[tuple[int, int]] = field(default_factory=set)
    """The cells that hold a formula, by (row, column)."""


Row = tuple[int, list[tuple[int, str]]]
"""A row's number in the sheet and its written cells as (column, text)."""


def sheet_blocks(sheet: Sheet, number: int, limits: Limits) -> tuple[Block, ...]:
    """The blocks of a sheet; it is page ``number`` of the workbook and its rows are the lines of that page."""
    rows = _visible_rows(sheet)
    spans = _Spans(sheet.merges, sheet.cells)
    blocks: list[Block] = []
    for part in _parts(rows, spans):
        blocks.extend(_part_blocks(part, spans, number, limits))
    if not _is_titled(blocks) and not _NAMELESS.fullmatch(sheet.name.strip()):
        blocks.insert(0, Paragraph(sheet.name.strip(), Place(page=number, line=1)))
    return tuple(blocks)


def _is_titled(blocks: Sequence[Block]) -> bool:
    """Whether the first table of a sheet has a title of its own (or there is none that needs one): a text before it
    that is neither a caption nor a number of the form (公开01表)."""
    for block in blocks:
        if isinstance(block, Grid):
            return False
        is_number = len(block.text) < _LONGEST_LABEL and _FORM_NUMBER.fullmatch(block.text)
        if not is_number and not _CAPTION.fullmatch(block.text):
            return True
    return True


def _visible_rows(sheet: Sheet) -> list[Row]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
            rows.setdefault(row, []).append((column, text))
    return sorted(rows.items())


class _Spans:
    """What merged ranges say of written cells."""

    def __init__(self, merges: Sequence[Merge], cells: Collection[tuple[int, int]]) -> None:
        self.of = {(merge.top, merge.left): merge for merge in merges if (merge.top, merge.left) in cells}

    def width(self, row: int, column: int) -> int:
        """How many columns a cell takes."""
        merge = self.of.get((row, column))
        return merge.right - merge.left + 1 if merge else 1


def _parts(rows: Sequence[Row], spans: _Spans) -> Iterator[list[Row]]:
    """The rows of one table each, with what stands before and behind it. A row with the unit of amount begins a new
    part together with the titles above it; so does a wide title after blank rows."""
    starts = {0}
    for index in range(1, len(rows)):
        if _is_unit_row(rows[index]):
            first = index
            while first > 0 and index - first < 3 and _is_single(rows[first - 1]) and not _is_note(rows[first - 1]):
                first -= 1
            starts.add(first)
        elif rows[index][0] > rows[index - 1][0] + 1 and _is_wide_title(rows[index], spans):
            followed = any(not _is_single(row) for row in rows[index + 1 : index + 4])
            starts.update({index} if followed else ())
    ordered = sorted(starts)
    for start, end in zip(ordered, [*ordered[1:], len(rows)], strict=True):
        if rows[start:end]:
            yield list(rows[start:end])


def _part_blocks(part: list[Row], spans: _Spans, number: int, limits: Limits) -> Iterator[Block]:
    first = next((index for index, row in enumerate(part) if not _is_preamble(row)), len(part))
    last = len(part)
    while last > first and _is_trailing(part[last - 1], spans):
        last -= 1
    for row in part[:first]:
        yield from _paragraphs(row, number)
    if first < last:
        yield from _table(part[first:last], spans, number, limits)
    for row in part[last:]:
        yield from _paragraphs(row, number)


def _table(rows: list[Row], spans: _Spans, number: int, limits: Limits) -> Iterator[Block]:
    """The exact grid of consecutive rows. Rows and columns without any text are closed up, spans with them."""
    numbers = [row for row, _ in rows]
    columns = sorted({column for _, cells in rows for column, _ in cells})
    position = {column: index for index, column in enumerate(columns)}
    lattice = Lattice(limits)
    for row, cells in rows:
        lattice.row(Place(page=number, line=row + 1))
        for column, text in cells:
            merge = spans.of.get((row, column))
            height = bisect_right(numbers, merge.bottom) - bisect_left(numbers, row) if merge else 1
            width = bisect_right(columns, merge.right) - bisect_left(columns, column) if merge else 1
            lattice.put(text, height, width, position[column])
    grid = lattice.grid(Place(page=number, line=rows[0][0] + 1))
    if grid is not None:
        yield grid


def _paragraphs(row: Row, number: int) -> Iterator[Paragraph]:
    place = Place(page=number, line=row[0] + 1)
    for _, text in row[1]:
        for line in text.splitlines():
            if line.strip():
                yield Paragraph(line.strip(), place)


def _is_single(row: Row) -> bool:
    return len(row[1]) == 1


def _is_unit_row(row: Row) -> bool:
    """Whether the row tells the unit of amount and is no header (which may do so too, in one of many cells)."""
    texts = [text for _, text in row[1]]
    if len(texts) == 1:
        return len(texts[0]) < 80 and bool(_UNIT.search(texts[0]))
    return len(texts) < 4 and any(_UNIT.match(text.lstrip(" （(")) for text in texts)


def _is_note(row: Row) -> bool:
    return bool(_NOTE.match(row[1][0][1]))


def _is_wide_title(row: Row, spans: _Spans) -> bool:
    return _is_single(row) and spans.width(row[0], row[1][0][0]) >= _TITLE_WIDTH and not _is_note(row)


def _is_preamble(row: Row) -> bool:
    """Whether a row before a table is none of it: a single text, or only captions (编制部门： … 单位：元)."""
    return _is_single(row) or _is_unit_row(row) or all(_CAPTION.fullmatch(text) for _, text in row[1])


def _is_trailing(row: Row, spans: _Spans) -> bool:
    """Whether a row behind a table is none of it: a note, or only captions of who filled it in."""
    if _is_note(row):
        return True
    if _is_single(row):
        return spans.width(row[0], row[1][0][0]) >= _TITLE_WIDTH and len(row[1][0][1]) > _LONGEST_LABEL
    return all(_CAPTION.fullmatch(text) for _, text in row[1])
