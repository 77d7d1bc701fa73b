"""Words as a search engine that knows no Chinese can find them: every two neighbouring characters.

``部门预算`` is found by ``预算`` because 门预 and 预算 are among its pairs. What is asked for must stand whole in the
text, which is looked at after the index has narrowed the choice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_MOST_WORDS = 8


def plain(text: str) -> str:
    """The text as it is compared: of normal width, in small letters, spaces and marks made one space."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def grams(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring characters of each word, each once, in order; a word of one character is a pair of its
    own."""
    return tuple(dict.fromkeys(pair for word in plain(text).split() for pair in _pairs(word)))


def indexed(text: str) -> str:
    """What the index holds of a text: its pairs, and its single characters for those who ask for one."""
    return " ".join(dict.fromkeys((*grams(text), *plain(text).replace(" ", ""))))


def words(asked: str) -> tuple[str, ...]:
    """The words of a question; each of them must stand in what is found."""
    return tuple(dict.fromkeys(plain(asked).split()))[:_MOST_WORDS]


def _pairs(word: str) -> Iterable[str]:
    return [word] if len(word) < 2 else [word[i : i + 2] for i in range(len(word) - 1)]
