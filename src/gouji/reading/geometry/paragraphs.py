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
_HEADING = re.compile(
    r"第[一二三四五六七八九十百]{1,3}(?:部分|章|篇|条)|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
)
"""What begins so begins a paragraph, unless it is a full line after an open one (``统`` / ``一、全面覆盖``); what
follows does so only after the end of a sentence."""
_ITEM = re.compile(r"[(（]\d{1,2}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳●◆■•]")
_INDENT = 1.2
"""Text that starts further in than this many letters begins a paragraph."""
_SHORT = 2.3
"""A line that ends further from the margin than this many letters ends a paragraph."""
_SHORT_INDENTED = 4.5
"""The same where the paragraph began with an indentation and the next line has none."""
_SHORT_HANGING = 9.0
"""The same where besides the line has no stop and the next begins at the margin."""
_HANGING = 0.6
_CLOSED = ")）”》"
_APART = 2.6
"""Lines further apart than this many letters are not of one paragraph."""
_OTHER_SIZE = 0.2
_COLUMN_GAP = 2.0
_LONG = 15
_LEAST_LINES = 4
_SLOT = 6.0
_FREQUENT = 0.2
_NUMBER = re.compile(r"[（(“]?[\dA-Za-z.,%]+(?:万?元)?[，。；、]?")
_BRACKETED = re.compile(r"[（“‘《].{0,2}[）”’》]?[，。；、：]*")
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
    """The margins of running text, from where long lines usually begin and end; None when there is none."""
    long = [line for line in lines if line.x1 - line.x0 > _LONG * line.size and not _spread(line)]
    if not long:
        return None
    return Margins(min(_usual([line.x0 for line in long])), max(_usual([line.x1 for line in long])))


def margins_on_page(lines: Sequence[Line], document: Margins | None) -> Margins | None:
    """The margins of one page, in which those of the document (pages of that width) stand in for what the page does
    not tell: its right margin when it has few long lines, its left one when all of them begin alike and end a
    sentence, since then all may be first lines."""
    long = [line for line in lines if line.x1 - line.x0 > _LONG * line.size and not _spread(line)]
    if document is None or len(long) < _LEAST_LINES:
        return document
    lefts = _usual([line.x0 for line in long])
    right = max(_usual([line.x1 for line in long]))
    alike = max(lefts) - min(lefts) < _SLOT
    open_lines = sum(right - line.x1 < _SHORT * line.size and line.text[-1] not in _ENDED for line in long)
    return Margins(document.left if alike and open_lines < 2 else min(lefts), right)


def _usual(edges: Sequence[float]) -> list[float]:
    """The edges that are frequent: those of slots that hold, with their neighbours, a good part of the fullest one."""
    slots = Counter(round(edge / _SLOT) for edge in edges)
    around = {slot: slots[slot - 1] + slots[slot] + slots[slot + 1] for slot in slots}
    needed = _FREQUENT * max(around.values())
    return [edge for edge in edges if around[round(edge / _SLOT)] >= needed]


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
    indented = before.first.x0 - margins.left > _INDENT * size
    ended = before.text[-1:] in _ENDED
    hangs = indented and not ended and before.text[-1:] not in _CLOSED and abs(line.x0 - margins.left) < _HANGING * size
    short = (_SHORT_HANGING if hangs else _SHORT_INDENTED if indented else _SHORT) + _unbreakable(text)
    if margins.right - last.x1 > short * size or line.x0 - margins.left > _INDENT * size:
        return False
    if abs(letter_size(line) - size) > _OTHER_SIZE * size:
        return False
    if same_page and not 0 < line.middle - last.middle < _APART * size:
        return False
    if _spread(last) or _spread(line):
        return False
    if LEADERS.search(before.text) or LEADERS.search(text):
        return False
    if ended and not same_page:
        return False
    full = margins.right - line.x1 <= _SHORT * size
    if _HEADING.match(text) and (ended or not full):
        return False
    return not (ended and _ITEM.match(text))


def _unbreakable(text: str) -> float:
    """How many letters wide the beginning is that could not be broken, so that it went to the next line as a whole."""
    match = _NUMBER.match(text)
    if match:
        return 0.55 * len(match.group())
    match = _BRACKETED.match(text)
    return len(match.group()) if match else 0.0


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
