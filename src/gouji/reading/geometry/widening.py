"""Tables wider than their paper: a spreadsheet prints the columns that do not fit on pages of their own.

The pages of the columns to the right have no names of rows, but their rows stand at the very heights of the rows they
belong to. They are put back beside them. Where names stand, or heights differ, nothing is joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model.frozen import replace
from gouji.reading.source import Block, Grid, GridCell, Paragraph

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SAME = 1.5
"""Borders of rows that differ by less, in points, are level."""
_LEAST_ROWS = 3
_TITLE = re.compile(r"(?<!\d)表$")
_ABOVE = 6
"""So many paragraphs over a grid may be its title and what goes with it."""
_MOST_BACK = 12
_MOST_HEADER = 6


@dataclass(slots=True)
class _Part:
    """A grid with names of rows, the title over it, and the blocks of the pages with the columns to its right."""

    block: int
    title: str
    grid: Grid
    texts: frozenset[str]
    wider: int = 0


def widened(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, grids that hold only columns of an earlier one put beside it. What their pages repeat (title, unit)
    is left out."""
    if not any(isinstance(block, Grid) and (_is_nameless(block) or _is_other_side(block)) for block in blocks):
        return tuple(blocks)
    result: list[Block | None] = list(blocks)
    parts: list[_Part] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Grid):
            continue
        page = block.place.page
        above = blocks[max(0, index - _ABOVE) : index]
        texts = ["".join(b.text.split()) for b in above if isinstance(b, Paragraph) and b.place.page == page]
        title = next((text for text in reversed(texts) if _TITLE.search(text)), "")
        found = _home(block, title, parts) if _is_nameless(block) or _is_other_side(block) else None
        if found is None:
            parts.append(_Part(index, title, block, frozenset(texts)))
            continue
        part, rows = found
        part.grid, part.wider = _beside(part.grid, block, rows), part.wider + 1
        result[part.block], result[index] = part.grid, None
        for other in range(max(0, index - _ABOVE), index):
            repeated = blocks[other]
            if not isinstance(repeated, Paragraph) or repeated.place.page != page:
                continue
            if "".join(repeated.text.split()) in part.texts or len(repeated.text) < 2:
                result[other] = None
    return tuple(block for block in result if block is not None)


def _is_nameless(grid: Grid) -> bool:
    """Whether below its header a grid names no row: it holds numbers, or nothing where there are none."""
    if not grid.exact or grid.place.bbox is None:
        return False
    header = 1 + max((n for n, row in enumerate(grid.rows) if any(_HAN.search(c.text) for c in row)), default=-1)
    body = grid.rows[header:]
    if len(body) < _LEAST_ROWS or header > _MOST_HEADER:
        return False
    return header > 0 or any(cell.text.strip() for row in body for cell in row)


def _is_other_side(grid: Grid) -> bool:
    """Whether a grid begins with the side of expenditure: its other side may stand on an earlier page."""
    if not grid.exact or grid.place.bbox is None or len(grid.rows) < _LEAST_ROWS:
        return False
    first, below = grid.rows[0][0].text.strip(), grid.rows[1][0].text.strip()
    return first == "支出" or (not first and below.startswith("项目"))


def _home(grid: Grid, title: str, parts: Sequence[_Part]) -> tuple[_Part, list[float]] | None:
    """The part a nameless grid stands beside, with the borders of rows they have in common: among the parts of the
    last table the one that was widened least, the first of several."""
    candidates: list[_Part] = []
    wanted = title
    for part in reversed(parts[-_MOST_BACK:]):
        if part.title and wanted and part.title != wanted:
            break
        wanted = wanted or part.title
        candidates.append(part)
    while candidates and wanted and not candidates[-1].title and any(p.title for p in candidates):
        candidates.pop()
    page = grid.place.page or 0
    level = [
        (part.wider, part.block, part, rows)
        for part in candidates
        if (part.grid.place.page or 0) < page
        and (not _is_other_side(grid) or part.grid.rows[0][0].text.strip() == "收入")
        and (rows := _borders_in_common(part.grid, grid))
    ]
    if not level:
        return None
    _, _, part, rows = min(level, key=lambda entry: entry[:2])
    return part, rows


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
