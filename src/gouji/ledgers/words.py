"""The Chinese words of a workbook for the codes of the model, and back."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from gouji.lexicon.terms import understand
from gouji.lexicon.text import key

_PATH = re.compile(r"[a-z][a-z_]*(?:/[a-z_]+)*")
_UNDERSTOOD = {"fund": "fund", "use": "use", "origin": "origin", "stated": "item", "reason": "item", "tag": "item"}
"""Lists whose words the lexicon also knows, and the coordinate it gives them."""
_OPEN = frozenset({"stated", "reason", "item", "tag", "fund", "use", "stage", "origin"})
"""Lists that may hold codes nobody has a word for; those are written and read as they are."""


def label(words: str, code: str) -> str:
    """The word of a code in one of the lists of ``data/words.toml``; the code itself where the list has none."""
    return _labels(words).get(code, code)


def labels(words: str) -> tuple[str, ...]:
    """All words of a list that are written, in order."""
    return tuple(_labels(words).values())


def codes(words: str) -> frozenset[str]:
    """The codes of a list."""
    return frozenset(_labels(words))


def code_of(words: str, text: str) -> str | None:
    """The code a text stands for in a list; None when it stands for none."""
    found = _codes(words).get(key(text))
    if found is not None:
        return found
    dimension = _UNDERSTOOD.get(words)
    if dimension is not None:
        meaning = understand(text)
        value: str | None = getattr(meaning.coordinates, dimension) if meaning else None
        if value is not None and value in _labels(words):
            return value
    if words in _OPEN and _PATH.fullmatch(text):
        return text
    return None


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((resources.files("gouji.ledgers") / "data" / "words.toml").read_text("utf-8"))


@cache
def _labels(words: str) -> dict[str, str]:
    return {code: spellings[0] for code, spellings in _lists()[words].items()}


@cache
def _codes(words: str) -> dict[str, str]:
    return {key(word): code for code, spellings in _lists()[words].items() for word in (*spellings, code)}
