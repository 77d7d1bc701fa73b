"""Text folded for reading: no spaces, no quotation marks, half-width; with the way back to what is printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from gouji.lexicon.glyphs import letters
from gouji.model.disclosure import Place
from gouji.model.frozen import frozen

_DROPPED = re.compile("[ \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200b\u200e\u200f\u3000\ufeff\"'“”‘’„「」『』〝〞＂＇]+")
_TABLE = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(a): ord(b) for a, b in zip("﹪﹐﹔﹕－–—−﹣〔〕【】", "%,;:-----()()", strict=True)}
    | {ord("｡"): ord("。")}
    | letters()
)
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]"
_INNER_SPACE = re.compile(rf"(?<={_CJK})[ \t\u00a0\u3000]+(?={_CJK})|(?<=[\d.,])[ \t]+(?=[.,])|(?<=[.,])[ \t]+(?=\d)")
_EDGES = " \t\r\n\f\v\u00a0\u3000\ufeff"
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")


@frozen
class Folded:
    """A folded text; ``offsets[i]`` is where its i-th letter stands in the printed text, the last entry its end."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed span of a folded one."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]

    def part(self, start: int, first: int, last: int) -> Folded:
        """The printed text from ``first`` to ``last`` folded alone; its letters begin with the folded ``start``."""
        end = bisect_left(self.offsets, last, start)
        return Folded(self.text[start:end], (*(offset - first for offset in self.offsets[start:end]), last - first))


@frozen
class Sentence:
    """A sentence: as printed with its wrapped lines joined, folded, and where it begins."""

    text: str
    folded: Folded
    place: Place


def fold(text: str) -> Folded:
    """The text without spaces and quotation marks, every full-width letter, digit and mark half-width."""
    offsets: list[int] = []
    kept = 0
    for match in _DROPPED.finditer(text):
        offsets.extend(range(kept, match.start()))
        kept = match.end()
    if not kept:
        return Folded(text.translate(_TABLE), range(len(text) + 1))
    offsets.extend(range(kept, len(text) + 1))
    return Folded(folded_text(text), offsets)


def folded_text(text: str) -> str:
    """The text of :func:`fold` without the way back."""
    return _DROPPED.sub("", text).translate(_TABLE)


def shown(text: str) -> str:
    """The text for display: a letter-spaced line closed up, other spaces single."""
    if _SPACES.search(text) is not None:
        text = _SPACES.sub(" ", _INNER_SPACE.sub("", text))
    return text.strip(_EDGES)
