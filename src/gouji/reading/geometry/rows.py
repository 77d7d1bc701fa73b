"""Lines as rows of pieces, and rows that belong to one table row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.reading.geometry.joining import Line, joined_words
from gouji.reading.geometry.rulings import Ruling
from gouji.reading.geometry.words import Word

NUMBER = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?%?|[-－—–]{1,2}")
"""A number, or the dash that stands for none."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GAP = 0.9
"""Words further apart than this part of the font size may stand in different columns."""
_SPACED = 3.0
"""The same for single Chinese letters, which are often spaced out within a word."""
_NEAR = 0.75
"""A line closer than this part of the usual distance of rows belongs to its neighbour."""


class Piece(NamedTuple):
    """Words of a line close together."""

    x0: float
    x1: float
    text: str
    number: bool
    words: list[Word]


class Row(NamedTuple):
    """A line cut into pieces."""

    line: Line
    pieces: list[Piece]

    @property
    def numbers(self) -> int:
        """How many of its pieces are numbers."""
        return sum(piece.number for piece in self.pieces)


def row_of(line: Line) -> Row:
    """A line cut where it has gaps, and between numbers even where the gap is small."""
    size = line.size
    groups: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        gap = word.x0 - before.x1
        spaced = len(before.text) == 1 == len(word.text) and _HAN.match(before.text) and _HAN.match(word.text)
        numbers = NUMBER.fullmatch(before.text) and NUMBER.fullmatch(word.text)
        if gap > (_SPACED if spaced else _GAP) * size or (gap > 0.3 * size and numbers):
            groups.append([word])
        else:
            groups[-1].append(word)
    pieces = []
    for words in groups:
        text = joined_words(words)
        pieces.append(Piece(words[0].x0, words[-1].x1, text, bool(NUMBER.fullmatch(text)), words))
    return Row(line, pieces)


def bands(body: Sequence[Row], horizontal: Sequence[Ruling], left: float, right: float) -> list[list[Row]]:
    """Lines gathered to table rows: each line with numbers is one; a line without joins the nearest if it is closer
    than rows are to each other and no rule stands between."""
    heights = [row.line.middle for row in body if row.numbers]
    steps = sorted(after - before for before, after in pairwise(heights))
    pitch = steps[len(steps) // 2] if steps else 0.0
    rules = sorted(rule.at for rule in horizontal if rule.end - rule.start >= 0.6 * (right - left))

    def near(one: Row, other: Row) -> bool:
        low, high = sorted((one.line.middle, other.line.middle))
        return high - low < _NEAR * pitch and not any(low < rule < high for rule in rules)

    groups: list[list[Row]] = []
    waiting: list[Row] = []
    for row in body:
        if row.numbers:
            if waiting and near(waiting[-1], row):
                groups.append([*waiting, row])
            else:
                groups.extend([one] for one in waiting)
                groups.append([row])
            waiting = []
        elif not waiting and groups and near(groups[-1][-1], row):
            groups[-1].append(row)
        elif waiting and near(waiting[-1], row):
            waiting.append(row)
        else:
            groups.extend([one] for one in waiting)
            waiting = [row]
    groups.extend([one] for one in waiting)
    return groups
