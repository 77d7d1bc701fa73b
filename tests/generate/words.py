"""The generator's own lists of words and codes (``words.toml``, ``codes.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def words() -> dict[str, Any]:
    """Everything in ``words.toml``; not to be changed by the caller."""
    return tomllib.loads((HERE / "words.toml").read_text("utf-8"))


@cache
def _codes() -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / "codes.toml").read_text("utf-8"))


def function_name(code: str) -> str:
    """The name of a functional class, division or item."""
    return _codes()["function"][code]


def economic_name(code: str) -> str:
    """The name of an economic class or division."""
    return _codes()["economic"][code]


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """An indicator of a project in words; a quality has neither operator nor value and stands in ``measure``."""

    level1: str
    level2: str
    name: str
    explanation: str
    operator: str
    value: str
    measure: str


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """A kind of project; ``economic`` are the codes its money is spent under."""

    type: str
    level1: str
    name: str
    economic: tuple[str, ...]
    objective: str
    indicators: tuple[IndicatorWords, ...]


@cache
def project_words() -> tuple[ProjectWords, ...]:
    """All kinds of projects there are."""
    types = {level1: name for name, levels in words()["types"].items() for level1 in levels}
    return tuple(
        ProjectWords(
            types[entry["level1"]],
            entry["level1"],
            entry["name"],
            tuple(entry["economic"]),
            entry["objective"],
            tuple(IndicatorWords(*indicator) for indicator in entry["indicators"]),
        )
        for entry in words()["projects"]
    )


_NUMERALS = "零一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals, as ordinals are printed."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
