"""Words: runs of characters that touch, with their box, made from the characters of a page in the order of the file.

The order of a file is not the order of reading; here only neighbours that really touch are joined, everything else
is left to geometry. Most work is done on whole tokens, since a look at each single character would cost more than
the rest of the reading together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple

_TOKEN = re.compile(r"\S+")
_GAP = 0.2
"""Characters further apart than this part of the font size belong to two words."""
_OVERLAP = 0.35
_SHIFT = 0.45
_OVERPRINT = 0.2
_LIGATURE = 1.2
"""A box this much wider than high holds one glyph drawn for several characters (——): they share it, none is printed
twice."""
_FLAT = "一丨—－-"
_LARGE = 1.3
"""A single letter this much larger than usual may be part of a slanted mark across the page."""
_PAGE_NUMBER = re.compile(r"[-—–\d第页共/]+")
_DIGITS = frozenset("0123456789")
_RUN_INTO = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+(?=[-－—–]+$|[（\u4e00-\u9fff])(?![万亿千百]?[元人辆个台平倍])")
"""An amount with its decimals before a letter that is no measure of it."""
_MOST_TWINS = 300
"""Of so many equal words the last are looked at, so that a page of one word a million times costs no hours."""
SLANTED = -1

Turn = Callable[[int], int]
"""The quarter turns of a character against the reading frame: 0 upright, :data:`SLANTED` when it is none of four."""


class Word(NamedTuple):
    """A run of touching characters. ``start`` is the index of its first character, -1 when its characters do not
    lie one after another in the file, so that it cannot be cut."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    start: int

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The height of its box in points, about the font size."""
        return self.bottom - self.top


class Characters(NamedTuple):
    """The characters of a page: one string and, for each character, the edges of its advance box."""

    text: str
    x0: Sequence[float]
    top: Sequence[float]
    x1: Sequence[float]
    bottom: Sequence[float]


def words_of(characters: Characters, turn: Turn = lambda _: 0, mixed: bool = False) -> list[Word]:
    """The words of a page in the order of the file; glyphs printed twice for boldness are taken once.

    ``turn`` tells the turn of a character; it is asked where the geometry makes one suspect that it is not upright,
    with ``mixed`` always. Slanted words (marks across the page) and turned page numbers are left out; other turned
    words, such as headers written upwards, are kept whole.
    """
    text, x0, top, x1, bottom = characters
    reach = list(accumulate(map(sub, x1, x0), initial=0.0))
    heights = sorted(map(sub, bottom[::16], top[::16]))
    large = _LARGE * heights[len(heights) * 3 // 4] if heights else 0.0
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        first, end = match.span()
        left, right, upper, lower = x0[first], x1[end - 1], top[first], bottom[first]
        size = lower - upper
        if size < 3 and text[first] in _FLAT:
            size = right - left if end - first == 1 else size
            middle = (upper + lower) / 2
            upper, lower = middle - size / 2, middle + size / 2
        if (mixed or (size > large and end - first == 1)) and _turned(characters, first, end, turn, words):
            continue
        slack = 0.15 * size
        if end - first == 1 or (
            abs(right - left - reach[end] + reach[first]) <= slack
            and abs(top[end - 1] - upper) <= slack
            and abs(bottom[end - 1] - lower) <= slack
        ):
            words.append(Word(left, upper, right, lower, match.group(), first))
        else:
            pieces: list[Word] = []
            _pieces(characters, first, end, pieces)
            if len(pieces) < end - first or not _turned(characters, first, end, turn, words):
                words.extend(pieces)
    return _without_overprint(_parted(words, characters))


def _parted(words: list[Word], characters: Characters) -> list[Word]:
    """An amount and the name right behind it are two words: the one ends its column, the other begins the next."""
    parted: list[Word] = []
    for word in words:
        string = word.text
        if (
            word.start >= 0
            and string[0] in _DIGITS
            and string[-1] not in _DIGITS
            and (match := _RUN_INTO.match(string))
        ):
            parted.append(part_of(characters, word, 0, match.end()))
            parted.append(part_of(characters, word, match.end(), len(string)))
        else:
            parted.append(word)
    return parted


def _turned(characters: Characters, first: int, end: int, turn: Turn, words: list[Word]) -> bool:
    """Deal with a token that is not upright; False when it is."""
    quarters = turn(first)
    if quarters == 0:
        return False
    string = characters.text[first:end]
    if quarters != SLANTED and not _PAGE_NUMBER.fullmatch(string):
        _, x0, top, x1, bottom = characters
        box = (min(x0[first:end]), min(top[first:end]), max(x1[first:end]), max(bottom[first:end]))
        words.append(Word(*box, string, -1))
    return True


def _pieces(characters: Characters, first: int, end: int, words: list[Word]) -> None:
    """Cut one token wherever its characters do not touch, and leave out characters printed twice."""
    text, x0, top, x1, bottom = characters
    start = last = first
    printed_twice: list[int] = []
    # Some letters come with the box of their ink, which for 一 is next to no height: one size for the whole token.
    size = max(map(sub, bottom[first:end], top[first:end]))
    size = max(size, x1[first] - x0[first]) if text[first] in _FLAT else size
    for index in range(first + 1, end):
        step = x0[index] - x0[last]
        gap = x0[index] - x1[last]
        shift = abs(top[index] + bottom[index] - top[last] - bottom[last]) / 2
        if text[index] == text[last] and abs(step) < _OVERPRINT * size and shift < _OVERPRINT * size:
            if x1[index] - x0[index] > _LIGATURE * size:
                continue
            printed_twice.append(index)
            continue
        if not (-_OVERLAP * size <= gap <= _GAP * size and shift <= _SHIFT * size and step > 0):
            words.append(_word(characters, start, index, printed_twice))
            start, printed_twice = index, []
        last = index
    words.append(_word(characters, start, end, printed_twice))


def _word(characters: Characters, first: int, end: int, without: Sequence[int]) -> Word:
    text, x0, top, x1, bottom = characters
    string = text[first:end]
    if without:
        string = "".join(text[index] for index in range(first, end) if index not in without)
    return Word(
        x0[first],
        min(top[first:end]),
        max(x1[first:end]),
        max(bottom[first:end]),
        string,
        -1 if without else first,
    )


def _without_overprint(words: list[Word]) -> list[Word]:
    """Drop a word that repeats another at nearly the same spot."""
    places: dict[str, list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        twins = places.get(word.text)
        if twins is None:
            places[word.text] = [word]
        else:
            near = _OVERPRINT * (word.bottom - word.top)
            recent = twins[-_MOST_TWINS:]
            if any(abs(twin.x0 - word.x0) <= near and abs(twin.top - word.top) <= near for twin in recent):
                continue
            twins.append(word)
        kept.append(word)
    return kept


def part_of(characters: Characters, word: Word, first: int, end: int) -> Word:
    """The word's characters ``first`` to ``end`` (counted within it) as a word of their own."""
    start = word.start + first
    return Word(
        characters.x0[start],
        word.top,
        characters.x1[word.start + end - 1],
        word.bottom,
        word.text[first:end],
        start,
    )
