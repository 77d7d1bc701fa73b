"""A piece of a table on the next page, laid in the columns of the piece before it, and a row torn by the page break.

Where a page break leaves a few rows over, nothing draws the borders that only other rows have: a total whose name
spans the columns of 类 款 项 has fewer columns than the table it ends. The borders that are drawn stand where they
stood, and that tells the columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from gouji.lexicon.classification import economic, functional
from gouji.lexicon.terms import understand
from gouji.lexicon.text import bare, split_ordinal, tidy
from gouji.model.disclosure import Place
from gouji.model.money import parse_number
from gouji.reading.source import Grid, GridCell

_SAME_BORDER = 3.0
"""Points by which the same border may differ from page to page."""
_NEARLY_ALL = 0.8
_Edges = tuple[float, float]


def in_columns_of(grid: Grid, before: Grid) -> Grid | None:
    """The grid with the columns of the one before; None when it has other borders, or as many columns already."""
    if not (grid.exact and before.exact) or not grid.rows or not before.rows:
        return None
    width = _own_width(before)
    if len(grid.rows[0]) >= width:
        return None
    for axis in (0, 1):
        borders = _borders([row[:width] for row in before.rows], axis)
        if len(borders) == width + 1:
            rows = [_spread(row, borders, axis, width) for row in grid.rows]
            return None if any(row is None for row in rows) else replace(grid, rows=tuple(r for r in rows if r))
    return None


_HANGING = tuple("）)，、；。的及和与")
"""What no row begins with."""
_MEASURE = ("（辆）", "（人）", "（个）", "（台", "（批", "（次", "（套", "（平方米）", "（项）", "（款）", "（类）")


def mended(last: Sequence[GridCell], row: Sequence[GridCell], filled: float) -> tuple[GridCell, ...] | None:
    """The last row of a page with what a page break tore off it, the first row of the next page; None where that is a
    row of its own. ``filled`` is the share of the table's rows that bear numbers: where nearly all do, a name without
    any, which says nothing by itself, is the rest of one."""
    torn = [(n, tidy(cell.text)) for n, cell in enumerate(row) if cell.text.strip()]
    if not torn or len(row) > len(last) or any(parse_number(text) is not None for _, text in torn):
        return None
    if any(not last[n].text.strip() or parse_number(last[n].text) is not None for n, _ in torn):
        return None
    wholes = [tidy(last[n].text) + text for n, text in torn]
    if not all(_is_rest(text, whole, filled) for (_, text), whole in zip(torn, wholes, strict=True)):
        return None
    texts = dict(torn)
    return tuple(replace(cell, text=cell.text + row[n].text) if n in texts else cell for n, cell in enumerate(last))


def _is_rest(text: str, whole: str, filled: float) -> bool:
    if text.startswith((*_HANGING, *_MEASURE)):
        return True
    if split_ordinal(text)[0] is not None or _says_something(text):
        return False
    return _says_something(whole) or filled > _NEARLY_ALL


def _says_something(text: str) -> bool:
    """Whether a text is a name of the lexicon or of a classification."""
    if understand(text) is not None:
        return True
    return any(system(None).resolve(bare(text)) for system in (functional, economic))


def _own_width(grid: Grid) -> int:
    """How many columns stand on the grid's own page; others were printed on pages of their own."""
    pages = [
        next((row[c].place.page for row in grid.rows if not row[c].covered), None) for c in range(len(grid.rows[0]))
    ]
    return next((c for c, page in enumerate(pages) if page not in {None, grid.place.page}), len(pages))


def _edges(cell: GridCell, axis: int) -> _Edges | None:
    box = cell.place.bbox
    return None if cell.covered or box is None else (box[axis], box[axis + 2])


def _borders(rows: Sequence[Sequence[GridCell]], axis: int) -> list[float]:
    """Where the columns begin and end, from the cells of all rows; turned pages have them along the other axis."""
    found: list[float] = []
    for at in sorted({at for row in rows for cell in row if (edges := _edges(cell, axis)) for at in edges}):
        if not found or at - found[-1] > _SAME_BORDER:
            found.append(at)
    return found


def _spread(row: Sequence[GridCell], borders: Sequence[float], axis: int, width: int) -> tuple[GridCell, ...] | None:
    """The row's cells at the columns their edges stand at; None when an edge stands at no border."""
    covered = GridCell("", Place(row[0].place.page), covered=True)
    spread = [covered] * width
    filled = 0
    for cell in row:
        if cell.covered:
            continue
        edges = _edges(cell, axis)
        if edges is None:
            return None
        first, last = (_border_at(borders, at) for at in edges)
        if first is None or last is None or first >= last:
            return None
        spread[first] = replace(cell, colspan=last - first)
        filled += last - first
    return tuple(spread) if filled == width else None


def _border_at(borders: Sequence[float], at: float) -> int | None:
    index = bisect_left(borders, at - _SAME_BORDER)
    return index if index < len(borders) and abs(borders[index] - at) <= _SAME_BORDER else None
