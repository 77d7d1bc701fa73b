"""Text folded for reading: no spaces, no quotation marks, half-width; with the way back to what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.model.disclosure import Place

_DROPPED = frozenset(" \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200b\u200e\u200f\u3000\ufeff\"'“”‘’„「」『』〝〞＂＇")
_TABLE = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(a): ord(b) for a, b in zip("﹪﹐﹔﹕－–—−﹣〔〕【】", "%,;:-----()()", strict=True)}
    | {ord("｡"): ord("。")}
)
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’]"
_INNER_SPACE = re.compile(rf"(?<={_CJK})[ \t\u00a0\u3000]+(?={_CJK})|(?<=[\d.,])[ \t]+(?=[.,])|(?<=[.,])[ \t]+(?=\d)")
_EDGES = " \t\r\n\f\v\u00a0\u3000\ufeff"
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``offsets[i]`` is where its i-th letter stands in the printed text, the last entry its end."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed span of a folded one."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: as printed with its wrapped lines joined, folded, and where it begins."""

    text: str
    folded: Folded
    place: Place


def fold(text: str) -> Folded:
    """The text without spaces and quotation marks, every full-width letter, digit and mark half-width."""
    letters: list[str] = []
    offsets: list[int] = []
    for index, letter in enumerate(text):
        if letter not in _DROPPED:
            letters.append(letter)
            offsets.append(index)
    return Folded("".join(letters).translate(_TABLE), (*offsets, len(text)))


def shown(text: str) -> str:
    """The text for display: a letter-spaced line closed up, other spaces single."""
    return _SPACES.sub(" ", _INNER_SPACE.sub("", text)).strip(_EDGES)
