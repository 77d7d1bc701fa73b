"""Words into the cells of a lattice."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence

from gouji.reading.geometry.lattice import Lattice
from gouji.reading.geometry.rows import AMOUNT
from gouji.reading.geometry.words import Characters, Word, part_of

_SLACK = 2.0
"""A glyph's box may reach this far over a border without the word counting as crossing it."""
_IN_NUMBERS = frozenset("0123456789.,，．%％年月日-")
_NUMBER = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})*|\d+)(?:[.．]\d+)?%?")

_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_DIGITS_ONLY = re.compile(r"[\d,]*\d\.\d[\d,.]*\.\d{2,6}")

Contents = list[list[Word]]
"""The words of each region of a lattice, in the order of the file."""


def distribute(
    tables: Sequence[Lattice], words: Sequence[Word], characters: Characters
) -> tuple[list[Contents], list[Word]]:
    """The words of each table's cells, and the words that stand in no table."""
    contents: list[Contents] = [[[] for _ in table.regions] for table in tables]
    outside: list[Word] = []
    boxes = [(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1]) for table in tables]
    for word in words:
        x0, top, x1, bottom, _, _ = word
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        for number, (left, upper, right, lower) in enumerate(boxes):
            if upper <= y <= lower and left <= x <= right:
                table = tables[number]
                row = min(bisect_right(table.ys, y), len(table.ys) - 1) - 1
                column = min(bisect_right(table.xs, x), len(table.xs) - 1) - 1
                index = table.owner[row][column]
                region = table.regions[index]
                if x0 >= table.xs[region.column] - _SLACK and x1 <= table.xs[region.column + region.columns] + _SLACK:
                    contents[number][index].append(word)
                else:
                    for part, place in _crossing(table, row, word, index, characters):
                        contents[number][place].append(part)
                break
        else:
            outside.append(word)
    return contents, outside


def _crossing(table: Lattice, row: int, word: Word, middle: int, characters: Characters) -> list[tuple[Word, int]]:
    """A word that crosses the border of its cell: cut where the border stands between two glyphs, otherwise whole in
    the cell it belongs to by its alignment."""
    owners = table.owner[row]
    cuts = [
        border
        for column, border in enumerate(table.xs[1:-1], 1)
        if owners[column - 1] != owners[column] and word.x0 < border < word.x1
    ]
    parts = _cut(word, cuts, characters) if word.start >= 0 else [word]
    if len(parts) == 1:
        return [(word, _home(table, owners, word, middle))]
    return [(part, owners[_column(table, (part.x0 + part.x1) / 2)]) for part in parts]


def _column(table: Lattice, x: float) -> int:
    return max(0, min(bisect_right(table.xs, x), len(table.xs) - 1) - 1)


def _cut(word: Word, borders: Sequence[float], characters: Characters) -> list[Word]:
    """Cut at a border that runs through a gap wider than the other gaps of the word. A word that is one whole number
    and shows no such gap stays whole: it only overflows its cell."""
    start, end = word.start, word.start + len(word.text)
    run_together = _amounts_in(word, borders, characters)
    if run_together:
        return run_together
    gaps = [characters.x0[index + 1] - characters.x1[index] for index in range(start, end - 1)]
    if not gaps:
        return [word]
    usual = sorted(gaps)[len(gaps) // 2]
    size = word.bottom - word.top
    places: list[int] = []
    for border in borders:
        for index, gap in enumerate(gaps):
            left, right = characters.x1[start + index], characters.x0[start + index + 1]
            if left - 0.1 * size > border:
                break
            between = border <= right + 0.1 * size and gap - usual > 0.06 * size
            between = between and not _within_number(word.text, places[-1] if places else 0, index + 1)
            if between or _ends_number(characters, start, index, border):
                places.append(index + 1)
                break
    bounds = [0, *places, len(word.text)]
    return [part_of(characters, word, first, last) for first, last in itertools.pairwise(bounds) if last > first]


def _amounts_in(word: Word, borders: Sequence[float], characters: Characters) -> list[Word]:
    """The amounts of a word that is nothing but amounts run together, each too wide for its column: as many as columns,
    all with the decimals of the last. Empty where it is none."""
    text = word.text
    if not text[0].isdigit() or _NUMBER.fullmatch(text) or not _DIGITS_ONLY.fullmatch(text):
        return []
    decimals = len(text) - 1 - text.rfind(".")
    found = list(re.finditer(rf"{_WHOLE}\.\d{{{decimals}}}", text))
    across = sum(word.x0 + _SLACK < border < word.x1 - _SLACK for border in borders)
    if len(found) != across + 1 or "".join(match.group() for match in found) != text:
        return []
    return [part_of(characters, word, match.start(), match.end()) for match in found]


def _within_number(text: str, first: int, cut: int) -> bool:
    """Whether a cut would part the digits of what is no amount without those behind it."""
    digits = text[cut - 1].isdigit() and text[cut].isdigit()
    return digits and not AMOUNT.fullmatch(text, first, cut)


def _ends_number(characters: Characters, start: int, index: int, border: float) -> bool:
    """Whether a number ends at the border and words begin behind it: a bracket at the start of a cell is set closer
    than its box is wide, which then reaches over the border."""
    following = start + index + 1
    if not characters.text[following - 1].isdigit() or characters.text[following] in _IN_NUMBERS:
        return False
    return (characters.x0[following] + characters.x1[following]) / 2 > border


def _home(table: Lattice, owners: Sequence[int], word: Word, middle: int) -> int:
    """The cell a word that overflows belongs to: a number where its middle is; text where it is centred, else where
    it begins."""
    if _NUMBER.fullmatch(word.text):
        return middle
    region = table.regions[middle]
    left, right = table.xs[region.column], table.xs[region.column + region.columns]
    if abs((word.x0 + word.x1) - (left + right)) <= 0.6 * (word.bottom - word.top):
        return middle
    first = owners[_column(table, word.x0 + _SLACK)]
    start = table.xs[table.regions[first].column]
    return first if word.x0 - start <= 1.5 * (word.bottom - word.top) else middle
