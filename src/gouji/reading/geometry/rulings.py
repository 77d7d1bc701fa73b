"""Ruling lines: what is drawn, brought to few straight horizontal and vertical lines."""

from __future__ import annotations

from typing import NamedTuple

THICK = 3.0
"""A drawn thing not thicker than this is a line; thicker ones are boxes whose edges are lines."""
GAP = 3.0
"""Pieces of one line up to this far apart are one line."""
_SNAP = 2.5
_SNAP_SPAN = 4.0
_SHORTEST = 4.0


class Ruling(NamedTuple):
    """A line at ``at`` from ``start`` to ``end``: a height and two x for a horizontal, an x and two heights for a
    vertical one."""

    at: float
    start: float
    end: float


class Drawing(NamedTuple):
    """The lines of a page as drawn, in many pieces."""

    horizontal: list[Ruling]
    vertical: list[Ruling]


def add_box(drawing: Drawing, x0: float, top: float, x1: float, bottom: float) -> None:
    """Add a drawn box: a thin one as the line it looks like, a dot to both directions, a large one by its edges."""
    thin_across, thin_down = bottom - top <= THICK, x1 - x0 <= THICK
    if thin_across:
        drawing.horizontal.append(Ruling((top + bottom) / 2, x0, x1))
    if thin_down:
        drawing.vertical.append(Ruling((x0 + x1) / 2, top, bottom))
    if not thin_across and not thin_down:
        drawing.horizontal.extend((Ruling(top, x0, x1), Ruling(bottom, x0, x1)))
        drawing.vertical.extend((Ruling(x0, top, bottom), Ruling(x1, top, bottom)))


def merged(rulings: list[Ruling]) -> list[Ruling]:
    """Few long lines for many pieces: positions that nearly agree become one, gaps up to 3 pt are closed, crumbs
    are dropped. Sorted by position and start."""
    result: list[Ruling] = []
    for group in _same_position(sorted(rulings)):
        at = sum(piece.at for piece in group) / len(group)
        group.sort(key=lambda piece: piece.start)
        _, start, end = group[0]
        for piece in group:
            if piece.start > end + GAP:
                if end - start >= _SHORTEST:
                    result.append(Ruling(at, start, end))
                start, end = piece.start, piece.end
            elif piece.end > end:
                end = piece.end
        if end - start >= _SHORTEST:
            result.append(Ruling(at, start, end))
    return result


def _same_position(rulings: list[Ruling]) -> list[list[Ruling]]:
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        if groups and ruling.at - groups[-1][-1].at <= _SNAP and ruling.at - groups[-1][0].at <= _SNAP_SPAN:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return groups
