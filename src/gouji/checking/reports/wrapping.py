"""Chinese text in lines of a terminal: a break may stand between any two characters, but not within a number or word,
and a line begins with no closing mark."""

from __future__ import annotations

import re

_PIECES = re.compile(r"[ \n]+|[^\W\u2e80-\uffef]+(?:[.,:%/+\-][^\W\u2e80-\uffef]+)*%?|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：！？）》」』】”’…,.;:!?)%")
_NEVER_LAST = frozenset("（《「『【“‘(")


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns, a wide character taking two. At least one line."""
    from rich.cells import cell_len

    lines, line, used = [], "", 0
    for piece in _units(text):
        size = cell_len(piece)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
            if piece.isspace():
                continue
        while size > width:
            head = _head(piece, width)
            lines.append(head)
            piece = piece[len(head) :]
            size = cell_len(piece)
        line += piece
        used += size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _units(text: str) -> list[str]:
    """Pieces no line break may stand in: words, numbers, and marks with the character they cling to."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        clings = piece in _NEVER_FIRST or (units and units[-1][-1] in _NEVER_LAST)
        if units and clings and not units[-1].isspace():
            units[-1] += piece
        else:
            units.append(" " if piece.isspace() else piece)
    return units


def _head(piece: str, width: int) -> str:
    from rich.cells import cell_len

    end = max(1, min(len(piece), width))
    while end > 1 and cell_len(piece[:end]) > width:
        end -= 1
    return piece[:end]
