"""Tables wider than their paper: a spreadsheet prints the columns that do not fit on pages of their own.

The pages of the columns to the right have no names of rows, but their rows stand at the very heights of the rows they
belong to. They are put back beside them. Where names stand, or heights differ, nothing is joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass

from gouji.model.frozen import replace
from gouji.reading.geometry.rows import AMOUNT
from gouji.reading.source import Block, Grid, GridCell, Paragraph
from gouji.reading.titles import clean_title, is_title

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SAME = 1.5
"""Borders of rows that differ by less, in points, are level."""
_LEAST_ROWS = 3
_ABOVE = 6
"""So many paragraphs over a grid may be its title and what goes with it."""
_MOST_HEADER = 6


@dataclass(slots=True)
class _Part:
    """A grid, the title over it, and how many pages of columns to its right were put beside it. ``columns`` are those
    on its own page; ``named`` where it names rows, ``short`` where a page that may hold others of its columns found no
    place."""

    block: int
    title: str
    grid: Grid
    texts: frozenset[str]
    columns: int
    named: bool
    wider: int = 0
    short: bool = False


def widened(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, grids that hold only columns of an earlier one put beside it. What their pages repeat (title, unit)
    is left out. A table of which some columns were not put beside all its rows is not whole."""
    result: list[Block | None] = list(blocks)
    parts: list[_Part] = []
    heads: set[tuple[str, ...]] = set()
    panels: set[tuple[str, ...]] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, Grid):
            continue
        page = block.place.page
        above = blocks[max(0, index - _ABOVE) : index]
        texts = ["".join(b.text.split()) for b in above if isinstance(b, Paragraph) and b.place.page == page]
        inner = ["".join(cell.text.split()) for cell in block.rows[0] if cell.text.strip()]
        title = next((clean_title(text) for text in [*inner[:1], *reversed(texts)] if is_title(text)), "")
        nameless = _is_nameless(block, heads)
        candidates = _candidates(title, parts)
        if not nameless and not _is_other_side(block) and not _is_panel(block, title, candidates, panels):
            candidates = []
        found = _home(block, candidates)
        if found is None:
            for part in candidates:
                part.short |= nameless and _has_amounts(block)
            parts.append(_Part(index, title, block, frozenset(texts), len(block.rows[0]), not nameless))
            continue
        part, rows = found
        (heads if nameless else panels).add(_head(block) if nameless else _first_words(block))
        part.grid, part.wider = _beside(part.grid, block, rows), part.wider + 1
        result[part.block], result[index] = part.grid, None
        for other in range(max(0, index - _ABOVE), index):
            repeated = blocks[other]
            if not isinstance(repeated, Paragraph) or repeated.place.page != page:
                continue
            if "".join(repeated.text.split()) in part.texts or len(repeated.text) < 2:
                result[other] = None
    for part in _not_whole(parts):
        result[part.block] = replace(part.grid, whole=False)
    return tuple(piece for block in result if block is not None for piece in _pieces(block))


def _has_amounts(grid: Grid) -> bool:
    return any(AMOUNT.fullmatch(cell.text.strip()) for row in grid.rows for cell in row)


def _not_whole(parts: Sequence[_Part]) -> list[_Part]:
    """The parts of tables that lack columns: beside one of them fewer were put than beside another."""
    found: list[_Part] = []
    table: list[_Part] = []
    for part in [*parts, None]:
        if part is None or (part.title and table and part.title != table[0].title):
            alike = [p for p in table if p.columns == table[0].columns]
            if any(p.short for p in table) or len({p.wider for p in alike}) > 1:
                found.extend(table)
            table = []
        if part is not None:
            table.append(part)
    return found


def _pieces(block: Block) -> list[Block]:
    """A block, or the texts of a grid of one column that found no rows to stand beside."""
    if not isinstance(block, Grid) or len(block.rows[0]) > 1 or not _is_nameless(block):
        return [block]
    amounts = sum(bool(AMOUNT.fullmatch(row[0].text)) for row in block.rows)
    if amounts >= _LEAST_ROWS:
        return [block]
    return [Paragraph(row[0].text, row[0].place) for row in block.rows if row[0].text.strip()]


def _header(grid: Grid) -> int:
    """How many rows at the top bear words or stand above such."""
    return 1 + max((n for n, row in enumerate(grid.rows) if any(_HAN.search(c.text) for c in row)), default=-1)


def _head(grid: Grid) -> tuple[str, ...]:
    return tuple(cell.text for row in grid.rows[: _header(grid)] for cell in row)


def _is_nameless(grid: Grid, heads: Set[tuple[str, ...]] = frozenset()) -> bool:
    """Whether below its header a grid names no row: it holds numbers, or nothing where there are none. A few rows are
    enough where the header is one of ``heads``."""
    if not grid.exact or grid.place.bbox is None:
        return False
    header = _header(grid)
    body = grid.rows[header:]
    if not body or header > _MOST_HEADER or (len(body) < _LEAST_ROWS and _head(grid) not in heads):
        return False
    return header > 0 or any(cell.text.strip() for row in body for cell in row)


def _is_other_side(grid: Grid) -> bool:
    """Whether a grid begins with the side of expenditure: its other side may stand on an earlier page."""
    if not grid.exact or grid.place.bbox is None or len(grid.rows) < _LEAST_ROWS:
        return False
    first, below = grid.rows[0][0].text.strip(), grid.rows[1][0].text.strip()
    return first == "支出" or (not first and below.startswith("项目") and not _is_nameless(grid))


def _is_panel(grid: Grid, title: str, candidates: Sequence[_Part], known: Set[tuple[str, ...]]) -> bool:
    """Whether a grid is another panel of a table of several side by side: under the same title, with names of rows and
    a header of its own, not the one that further rows of the table would repeat. The header of ``known`` ones is
    enough."""
    if not grid.exact or grid.place.bbox is None:
        return False
    head = _first_words(grid)
    if head in known:
        return True
    if not head or not title or not any(part.title == title for part in candidates):
        return False
    others = [_first_words(part.grid) for part in candidates]
    return all(head != other and head != other[: len(head)] and other != head[: len(other)] for other in others)


def _first_words(grid: Grid) -> tuple[str, ...]:
    """The words of the first row; none where it holds an amount."""
    texts = [cell.text.strip() for cell in grid.rows[0]]
    return () if any(map(AMOUNT.fullmatch, texts)) else tuple(filter(None, texts))


def _candidates(title: str, parts: Sequence[_Part]) -> list[_Part]:
    """The parts of the last table, the last first."""
    found: list[_Part] = []
    wanted = title
    for part in reversed(parts):
        if part.title and wanted and part.title != wanted:
            break
        wanted = wanted or part.title
        found.append(part)
    while found and wanted and not found[-1].title and any(p.title for p in found):
        found.pop()
    return found


def _home(grid: Grid, candidates: Sequence[_Part]) -> tuple[_Part, list[float]] | None:
    """The part a grid of other columns stands beside, with the borders of rows they have in common. A spreadsheet
    prints all rows of the first columns, then all rows of the next, or all columns of the first rows, then those of the
    next: the page tells the part. None where its rows are not level with those of the grid."""
    page = grid.place.page or 0
    by_page = {number: part for part in candidates if part.named and (number := part.grid.place.page or 0) < page}
    if not by_page:
        return None
    first, last = min(by_page), max(by_page)
    downwards = last - first + 1 == len(by_page)
    part = by_page[first + (page - first) % len(by_page) if downwards else last]
    if _is_other_side(grid) and part.grid.rows[0][0].text.strip() != "收入":
        return None
    rows = _borders_in_common(part.grid, grid)
    return (part, rows) if rows else None


def _tops(grid: Grid) -> list[float] | None:
    """The upper edges of a grid's rows and its lower edge."""
    tops: list[float] = []
    for row in grid.rows:
        box = next((c.place.bbox for c in row if not c.covered and c.place.bbox), None)
        if box is None:
            return None
        tops.append(box[1])
    return [*tops, grid.place.bbox[3]] if grid.place.bbox else None


def _borders_in_common(named: Grid, nameless: Grid) -> list[float] | None:
    """The borders of rows of both together, where all below the header are level; None where they are not."""
    ones, others = _tops(named), _tops(nameless)
    if ones is None or others is None or abs(ones[0] - others[0]) > _SAME or abs(ones[-1] - others[-1]) > _SAME:
        return None
    count = 0
    while count < min(len(ones), len(others)) and abs(ones[-1 - count] - others[-1 - count]) <= _SAME:
        count += 1
    if count <= _LEAST_ROWS or max(len(ones), len(others)) - count > _MOST_HEADER:
        return None
    borders: list[float] = []
    for y in sorted([*ones, *others]):
        if not borders or y - borders[-1] > _SAME:
            borders.append(y)
    return borders


def _beside(named: Grid, nameless: Grid, borders: Sequence[float]) -> Grid:
    left, right = _at(named, borders), _at(nameless, borders)
    for number in range(min(len(left) - 1, _MOST_HEADER)):
        if not any(_HAN.search(cell.text) for row in right[number:_MOST_HEADER] for cell in row):
            break
        _carry_group(left, right, number)
    return replace(named, rows=tuple((*one, *other) for one, other in zip(left, right, strict=True)))


def _at(grid: Grid, borders: Sequence[float]) -> list[list[GridCell]]:
    """The rows of a grid for the borders, cells over several of them spanning these."""
    tops = _tops(grid)
    assert tops is not None
    starts = [_nearest(borders, y) for y in tops]
    width = len(grid.rows[0])
    rows = [[GridCell("", grid.place, covered=True)] * width for _ in range(len(borders) - 1)]
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if not cell.covered:
                end = starts[min(number + cell.rowspan, len(starts) - 1)]
                rows[starts[number]][column] = replace(cell, rowspan=max(end - starts[number], 1))
    return rows


def _nearest(borders: Sequence[float], y: float) -> int:
    index = bisect_left(borders, y)
    if index == len(borders) or (index and y - borders[index - 1] < borders[index] - y):
        index -= 1
    return index


def _carry_group(left: list[list[GridCell]], right: list[list[GridCell]], number: int) -> None:
    """A header over columns on both pages is printed on one of them only: the other's half is an empty cell over a
    header."""
    one, other = left[number], right[number]
    last = next((n for n in range(len(one) - 1, -1, -1) if not one[n].covered), None)
    if last is None or other[0].covered or last + one[last].colspan != len(one):
        return
    before, after = one[last], other[0]
    if _HAN.search(before.text) and not after.text.strip() and _is_over(right, number, 0):
        text = before.text
    elif _HAN.search(after.text) and not before.text.strip() and _is_over(left, number, last):
        text = after.text
    else:
        return
    one[last] = replace(before, text=text, colspan=before.colspan + after.colspan)
    other[0] = replace(after, text="", covered=True, colspan=1, rowspan=1)


def _is_over(rows: Sequence[Sequence[GridCell]], number: int, column: int) -> bool:
    """Whether the cell below one has a header in it."""
    below = number + rows[number][column].rowspan
    return below < len(rows) and bool(_HAN.search(rows[below][column].text))
