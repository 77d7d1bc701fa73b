"""Headers without rules: words wrapped within a cell are one header, and headers stand in levels by their middles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.lexicon.terms import understand
from gouji.reading.geometry.joining import joined_words
from gouji.reading.geometry.rows import Piece, Row
from gouji.reading.geometry.words import Word

_LEADING = 0.9
"""Lines of one cell are no further apart than this part of their height."""
_OFF_CENTRE = 0.6
_BETWEEN = 0.25
"""Words of different columns are at least this part of their height apart."""
_LEVEL = 0.45
_ENDINGS = frozenset({"财政拨款", "拨款收入", "拨款支出", "收入", "支出", "拨款", "资金", "经费", "预算数", "决算数"})
"""What a header may end with on a line of its own, though it is a word by itself."""


@dataclass(slots=True)
class _Block:
    """The words of one header cell, its lines from the top."""

    pieces: list[Piece]

    @property
    def words(self) -> list[Word]:
        return [word for piece in self.pieces for word in piece.words]

    @property
    def top(self) -> float:
        return min(word.top for word in self.pieces[0].words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.pieces[-1].words)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def piece(self) -> Piece:
        """The block as a piece of its level."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        words = self.words
        text = "".join(piece.text for piece in self.pieces)
        return Piece(min(word.x0 for word in words), max(word.x1 for word in words), text, False, words)


def levels_of(header: Sequence[Row]) -> list[list[Piece]]:
    """The pieces of header lines gathered to cells, and these to levels from the top."""
    blocks: list[_Block] = []
    open_blocks: list[_Block] = []
    for row in header:
        for piece in (part for whole in row.pieces for part in _apart(whole)):
            block = next((b for b in open_blocks if _goes_on(b, piece)), None)
            if block is None:
                block = _Block([piece])
                blocks.append(block)
                open_blocks.append(block)
            else:
                block.pieces.append(piece)
    levels: list[list[_Block]] = []
    for block in sorted(blocks, key=lambda b: b.middle):
        size = min(word.size for word in block.words)
        if levels and block.middle - levels[-1][0].middle <= _LEVEL * size:
            levels[-1].append(block)
        else:
            levels.append([block])
    return [sorted((block.piece() for block in level), key=lambda piece: piece.x0) for level in levels]


def _apart(piece: Piece) -> list[Piece]:
    """The words of a piece one by one where they are not letters spaced out: within a cell a header has no spaces."""
    if len(piece.words) < 2 or all(len(word.text) == 1 for word in piece.words):
        return [piece]
    groups: list[list[Word]] = [[piece.words[0]]]
    for before, word in pairwise(piece.words):
        spaced = len(before.text) == 1 == len(word.text)
        if not spaced and word.x0 - before.x1 > _BETWEEN * word.size:
            groups.append([word])
        else:
            groups[-1].append(word)
    return [Piece(g[0].x0, g[-1].x1, joined_words(g), False, g) for g in groups]


def _goes_on(block: _Block, piece: Piece) -> bool:
    """Whether a piece is the next line of a header cell: right below, centred or flush with it, and no header of its
    own under one that is."""
    last = block.pieces[-1]
    size = min(min(word.size for word in last.words), min(word.size for word in piece.words))
    top = min(word.top for word in piece.words)
    if not -0.3 * size <= top - block.bottom <= _LEADING * size or piece.number or last.number:
        return False
    centred = abs(last.x0 + last.x1 - piece.x0 - piece.x1) / 2 <= _OFF_CENTRE * size
    if not centred and abs(last.x0 - piece.x0) > 0.3 * size:
        return False
    above = "".join(part.text for part in block.pieces)
    if understand(above) is None or understand(piece.text) is None:
        return True
    return piece.text in _ENDINGS and understand(above + piece.text) is not None
