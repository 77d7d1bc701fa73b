"""Words put together to lines, and lines to the text of a cell: what belongs together without a space, what needs one,
and which digits are one number that was wrapped or spaced out.

Two different numbers are never glued together: where geometry does not prove that digits belong together, a space
stays between them and what stands behind may decide.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from string import ascii_letters, digits
from typing import NamedTuple

from gouji.reading.geometry.words import Word

_NUMBER = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?%?")
_NUMBER_PIECE = re.compile(r"[-+−－]?[\d,，.．]+%?")
_WHOLE_AMOUNT = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)[.．]\d{2}")
_CUT_AMOUNT = re.compile(r"[-+−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)[.．]\d")
_DIGITS = frozenset("0123456789,，.．")
_LATIN = frozenset(ascii_letters + digits)
_LATIN_END = _LATIN | frozenset(")],.;:%")
_LATIN_START = _LATIN | frozenset("([")
_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳●◆■•])"
)
_PADDING = 12.5
"""What word processors leave free left and right of a cell's text together, in points, and a little more."""
_WIDE = 1.0
"""A gap wider than this part of the font size is kept as a space."""


class Line(NamedTuple):
    """Words side by side, from the left; their text (see :func:`joined_words`) and the median of their heights."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    size: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words gathered to lines by their heights, lines from the top, words from the left."""
    if len(words) == 1:
        return [_line([words[0]])]
    lines: list[list[Word]] = []
    levels: list[float] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        middle = (word.top + word.bottom) / 2
        if lines and middle - levels[-1] <= 0.5 * min(word.bottom - word.top, lines[-1][0].bottom - lines[-1][0].top):
            lines[-1].append(word)
            levels[-1] += (middle - levels[-1]) / len(lines[-1])
        else:
            lines.append([word])
            levels.append(middle)
    return [_line(line) for line in lines]


def _line(words: list[Word]) -> Line:
    if len(words) == 1:
        x0, top, x1, bottom, text, _ = words[0]
        return Line(words, x0, top, x1, bottom, text, bottom - top)
    words.sort()
    heights = sorted([word.bottom - word.top for word in words])
    return Line(
        words,
        words[0].x0,
        min([word.top for word in words]),
        max([word.x1 for word in words]),
        max([word.bottom for word in words]),
        joined_words(words),
        heights[len(heights) // 2],
    )


def joined_words(words: Sequence[Word]) -> str:
    """The text of one line. Spaced-out letters close up (``基 金``); wide gaps stay as a space."""
    if len(words) == 1:
        return words[0].text
    spaced = all(len(word.text) == 1 for word in words)
    if spaced and _one_number(words):
        return "".join(word.text for word in words)
    parts = [words[0].text]
    last = words[0]
    for word in words[1:]:
        gap = (word.x0 - last.x1) / max(min(word.bottom - word.top, last.bottom - last.top), 0.1)
        if _apart(last.text, word.text, gap, spaced):
            parts.append(" ")
        parts.append(word.text)
        last = word
    return "".join(parts)


def _one_number(words: Sequence[Word]) -> bool:
    """Whether single digits stand at even distances and are one number."""
    if not _NUMBER.fullmatch("".join(word.text for word in words)) or len(words) < 3:
        return False
    steps = [after.x0 - before.x0 for before, after in itertools.pairwise(words)]
    return max(steps) <= 1.5 * min(steps) and max(steps) < 3 * words[0].size


def _apart(before: str, after: str, gap: float, spaced: bool) -> bool:
    if before[-1] in _DIGITS and after[0] in _DIGITS:
        whole = _NUMBER.fullmatch(before) and _NUMBER.fullmatch(after) and not _NUMBER.fullmatch(before + after)
        return not -0.15 <= gap <= 0.3 or bool(whole)
    if before[-1] in _LATIN_END and after[0] in _LATIN_START:
        return gap > 0.15
    return gap > _WIDE and not (spaced and gap < 6)


def cell_text(words: Sequence[Word], width: float) -> str:
    """The text of a cell ``width`` points wide. Wrapped lines close up; ends of paragraphs stay line breaks."""
    if len(words) == 1:
        return words[0].text
    lines = lines_of(words)
    if len(lines) > 2 and (number := _number_in_lines(lines, width)):
        return number
    text = lines[0].text
    before = lines[0]
    many = len(lines) > 2
    for line in lines[1:]:
        here = line.text
        text += _between(text, here, before, line, width, many) + here
        before = line
    return text


def _number_in_lines(lines: Sequence[Line], width: float) -> str:
    """The amount that three lines or more are together where none of them left room for a digit more; empty where they
    are none."""
    text = "".join(line.text for line in lines)
    if text.count(".") != 1 or not _NUMBER.fullmatch(text):
        return ""
    for before, line in itertools.pairwise(lines):
        digit = (line.x1 - line.x0) / len(line.text)
        if width - (before.x1 - before.x0) >= digit + max(_PADDING, 1.3 * line.size):
            return ""
    return text


def _between(text: str, here: str, before: Line, line: Line, width: float, many: bool) -> str:
    size = before.size
    room = width - (before.x1 - before.x0)
    last, first = text.rsplit("\n", 1)[-1], here
    if _NUMBER_PIECE.fullmatch(last) and _NUMBER_PIECE.fullmatch(first):
        return "" if _wrapped_number(last, first, room, line) else " "
    if many and room > 2.5 * size and (_ITEM.match(here) or last[-1:] in "。；;"):
        return "\n"
    if last[-1] in _LATIN_END and here[0] in _LATIN_START:
        return "" if last[-1] in _DIGITS and here[0] in _DIGITS and room < 1.5 * size else " "
    return ""


def _wrapped_number(before: str, after: str, room: float, line: Line) -> bool:
    """Whether two lines of digits are one number that did not fit: together they are a number and the first cannot
    stand alone, or was cut within its 分, or left no room for one digit more."""
    if not _NUMBER.fullmatch(before + after):
        return False
    if not _NUMBER.fullmatch(before) or not _NUMBER.fullmatch(after.lstrip("0") or "0"):
        return True
    if _CUT_AMOUNT.fullmatch(before):
        return len(after) == 1
    digit = (line.x1 - line.x0) / max(len(after), 1)
    tight = room < digit + max(_PADDING, 1.3 * line.size)
    return tight and not (_WHOLE_AMOUNT.fullmatch(before) and len(after) > 2)
