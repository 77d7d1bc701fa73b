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
DASH = re.compile(r"[-－—–]{1,2}")
"""The dash that stands for none: it stands anywhere in its cell and tells no column."""
AMOUNT = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+[.．]\d+)")
"""A number that shows by its separators that it is an amount."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME = re.compile(r"[（(]?[\u4e00-\u9fff]")
_GAP = 0.9
"""Words further apart than this part of the font size may stand in different columns."""
_SPACED = 3.0
"""The same for single Chinese letters, which are often spaced out within a word."""
_BESIDE = 0.12
"""The same between a number and another or a label."""
_CODE = re.compile(r"\d{3,7}")
_MEASURE = re.compile(r"年(?![初末终])|月|日|[万亿千百]?(?:元|人|辆|个|台|平方)")
_WRAP = 1.3
"""And not further than this many times the closest two lines, or as many letters as the next says."""
_WRAPPED = 1.55
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
        if (
            gap > (_SPACED if spaced else _GAP) * size
            or (gap > _BESIDE * size and _besides_number(before, word))
            or (AMOUNT.fullmatch(before.text) and (DASH.fullmatch(word.text) or _begins_name(word)))
        ):
            groups.append([word])
        else:
            groups[-1].append(word)
    pieces = []
    for words in groups:
        text = joined_words(words)
        pieces.append(Piece(words[0].x0, words[-1].x1, text, bool(NUMBER.fullmatch(text)), words))
    return Row(line, pieces)


def _begins_name(word: Word) -> bool:
    """Whether a word right behind an amount is a name, not the measure of the amount."""
    return bool(_NAME.match(word.text)) and not _MEASURE.match(word.text)


def _besides_number(before: Word, after: Word) -> bool:
    """Whether of two words side by side each is a number, or one an amount and the other a label."""
    if NUMBER.fullmatch(before.text) and NUMBER.fullmatch(after.text):
        return True
    return bool(
        (
            (AMOUNT.fullmatch(before.text) or _CODE.fullmatch(before.text))
            and _NAME.match(after.text)
            and not _MEASURE.match(after.text)
        )
        or (AMOUNT.fullmatch(after.text) and _HAN.search(before.text[-1:]))
    )


def bands(body: Sequence[Row], horizontal: Sequence[Ruling], left: float, right: float) -> list[list[Row]]:
    """Lines gathered to table rows: each line with numbers is one; a line without joins the nearest if it is closer
    than rows are to each other and no rule stands between."""
    heights = [row.line.middle for row in body if row.numbers]
    steps = sorted(after - before for before, after in pairwise(heights))
    pitch = steps[len(steps) // 2] if steps else 0.0
    closest = min((after.line.middle - before.line.middle for before, after in pairwise(body)), default=0.0)
    size = body[0].line.size if body else 0.0
    reach = min(_NEAR * pitch, max(_WRAP * closest, _WRAPPED * size))
    rules = sorted(rule.at for rule in horizontal if rule.end - rule.start >= 0.6 * (right - left))

    def near(one: Row, other: Row) -> bool:
        low, high = sorted((one.line.middle, other.line.middle))
        return high - low < reach and not any(low < rule < high for rule in rules)

    groups: list[list[Row]] = []
    waiting: list[Row] = []
    for row in body:
        if row.numbers:
            if waiting and near(waiting[-1], row):
                groups.append([*waiting, row])
            else:
                groups.extend([waiting, [row]] if waiting else [[row]])
            waiting = []
        elif not waiting and groups and near(groups[-1][-1], row):
            groups[-1].append(row)
        elif waiting and near(waiting[-1], row):
            waiting.append(row)
        else:
            groups.extend([waiting] if waiting else [])
            waiting = [row]
    return [*groups, waiting] if waiting else groups
