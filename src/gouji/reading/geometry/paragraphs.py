"""Lines into paragraphs, by margin and indentation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.reading.geometry.joining import Line

LEADERS = re.compile(r"\.{4,}|…{2,}|·{4,}|—{6,}|_{6,}|-{6,}|(?:\. ){4,}|(?:． ?){4,}|•{4,}")
"""Dots that lead the eye to a page number: lines of a list of contents."""
_ENDED = "。；;：:！!？?"
_ITEM = re.compile(
    r"第[一二三四五六七八九十百]{1,3}(?:部分|章|篇|条)|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳●◆■•]"
)
_INDENT = 1.2
"""Text that starts further in than this many letters begins a paragraph."""
_SHORT = 1.7
"""A line that ends further from the margin than this many letters ends a paragraph."""
_SHORT_INDENTED = 4.5
"""The same where the paragraph began with an indentation and the next line has none."""
_APART = 2.6
"""Lines further apart than this many letters are not of one paragraph."""
_COLUMN_GAP = 2.0
_UNBREAKABLE = re.compile(r"[（(“]?[\dA-Za-z.,%]+")
_LETTERS = re.compile(r"[A-Za-z]$")


class Margins(NamedTuple):
    """Where the lines of running text begin and end."""

    left: float
    right: float


class Passage(NamedTuple):
    """A paragraph: its text, its box and font size, and its first and last line."""

    text: str
    box: tuple[float, float, float, float]
    size: float
    first: Line
    last: Line


def margins_of(lines: Sequence[Line]) -> Margins | None:
    """The margins that several long lines share, of all pages of one width; None when there is no running text."""
    long = [line for line in lines if line.x1 - line.x0 > 15 * line.size]
    if not long:
        return None
    rights = Counter(round(line.x1 / 6) for line in long)
    shared = [slot for slot, count in rights.items() if count + rights[slot - 1] + rights[slot + 1] >= 3]
    lefts = Counter(round(line.x0 / 6) for line in long)
    common = [slot for slot, count in lefts.items() if count + lefts[slot - 1] + lefts[slot + 1] >= 3]
    right = max(line.x1 for line in long if not shared or round(line.x1 / 6) <= max(shared))
    left = min(line.x0 for line in long if not common or round(line.x0 / 6) >= min(common))
    return Margins(left, right)


def passages(lines: Sequence[Line], margins: Margins | None) -> list[Passage]:
    """The paragraphs that lines of one page (from the top, no table between them) form."""
    found: list[Passage] = []
    for line in lines:
        text = line.text
        if found and continues(found[-1], line, text, margins):
            found[-1] = _extended(found[-1], line, text)
        else:
            found.append(Passage(text, (line.x0, line.top, line.x1, line.bottom), letter_size(line), line, line))
    return found


def continues(before: Passage, line: Line, text: str, margins: Margins | None, same_page: bool = True) -> bool:
    """Whether a line goes on with a paragraph: that one's last line is full, this one is not indented."""
    last, size = before.last, before.size
    if margins is None:
        return False
    unbreakable = len(match.group()) if (match := _UNBREAKABLE.match(text)) else 0
    indented = before.first.x0 - margins.left > _INDENT * size
    short = (_SHORT_INDENTED if indented else _SHORT) + 0.55 * unbreakable
    if margins.right - last.x1 > short * size or line.x0 - margins.left > _INDENT * size:
        return False
    if abs(letter_size(line) - size) > 0.15 * size:
        return False
    if same_page and not 0 < line.middle - last.middle < _APART * size:
        return False
    if _spread(last) or _spread(line):
        return False
    if LEADERS.search(before.text) or LEADERS.search(text):
        return False
    return not (_ITEM.match(text) and before.text[-1:] in _ENDED)


def _spread(line: Line) -> bool:
    """Whether a line has gaps as between columns, so that it is no running text."""
    return any(after.x0 - before.x1 > _COLUMN_GAP * line.size for before, after in pairwise(line.words))


def joined_text(before: str, after: str) -> str:
    """Two lines of one paragraph; only Latin words are parted by a space."""
    return before + (" " if _LETTERS.search(before) and after[:1].isascii() and after[:1].isalpha() else "") + after


def _extended(passage: Passage, line: Line, text: str) -> Passage:
    x0, top, x1, bottom = passage.box
    box = (min(x0, line.x0), top, max(x1, line.x1), max(bottom, line.bottom))
    return Passage(joined_text(passage.text, text), box, passage.size, passage.first, line)


def letter_size(line: Line) -> float:
    """The font size, told from the longest word's width: letters of Chinese are as wide as high, others half that.
    The height of a box tells less, since many embedded fonts declare odd ones."""
    word = max(line.words, key=lambda word: len(word.text))
    count = len(word.text)
    narrow = len(word.text.encode("ascii", "ignore"))
    return line.size if narrow == count else (word.x1 - word.x0) / (count - 0.5 * narrow)
