"""A sentence cut into clauses, and the comparisons in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.lexicon.phrases import phrases
from gouji.model.frozen import frozen
from gouji.reading.narrative.amounts import Token

_MARK = re.compile("[(),;:。、!?]")
_BRACKET = re.compile("[()]")
_DEEPEST = 4
"""Brackets within brackets within brackets are not told apart further."""


@frozen
class Clause:
    """A piece of a folded sentence between punctuation; ``separator`` follows it, ``depth`` counts the brackets it
    stands in. ``tokens`` are the numbers in it."""

    start: int
    end: int
    separator: str
    depth: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """与…相比: ``base`` as printed (2023年预算数, 上年, 年初预算), ``before`` and ``after`` what stands around it."""

    base: str
    before: str
    after: str


def clauses(text: str, numbers: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a folded sentence. Commas inside numbers and names in brackets part nothing; 、 parts only what
    follows a number; a bracket with numbers in it is a clause, or several, of its own."""
    found: list[Clause] = []
    inside = {index for token in numbers for index in range(token.start, token.end)}
    closing = {token.end for token in numbers}
    start = depth = opaque = 0
    for mark in _MARK.finditer(text):
        index, letter = mark.start(), mark.group()
        if index in inside:
            continue
        if letter == "(":
            if opaque or not _has_number(text, index, numbers):
                opaque += 1
                continue
        elif letter == ")":
            if opaque:
                opaque -= 1
                continue
            if not depth:
                continue
        elif opaque or (letter == "、" and index not in closing and not _ends_bracket(text, index, numbers)):
            continue
        if index > start or letter in "();:":
            found.append(_clause(start, index, letter, depth, numbers))
        depth = min(depth + (letter == "(") - (letter == ")"), _DEEPEST)
        start = index + 1
    if start < len(text):
        found.append(_clause(start, len(text), "", depth, numbers))
    return tuple(found)


def _clause(start: int, end: int, separator: str, depth: int, numbers: Sequence[Token]) -> Clause:
    return Clause(start, end, separator, depth, tuple(t for t in numbers if start <= t.start and t.end <= end))


def _has_number(text: str, index: int, numbers: Sequence[Token]) -> bool:
    end = _closing(text, index)
    return any(index < token.start and (token.end <= end or end < 0) for token in numbers)


def _closing(text: str, index: int) -> int:
    """Where the bracket that opens at ``index`` is closed, -1 where it is not."""
    depth = 0
    for mark in _BRACKET.finditer(text, index):
        depth += 1 if mark.group() == "(" else -1
        if not depth:
            return mark.start()
    return -1


def _ends_bracket(text: str, index: int, numbers: Sequence[Token]) -> bool:
    """Whether 、 follows a bracket that follows a number (85.15万元（5%）、…)."""
    if text[index - 1] != ")":
        return False
    begin = text.rfind("(", 0, index)
    return any(token.end == begin or begin < token.start < index for token in numbers)


def comparison(text: str) -> Comparison | None:
    """The comparison a clause contains, or None. 比 in 占比 and 和 between two names are none."""
    for match in phrases().compare.finditer(text):
        base = match.group("base") or ""
        if match.group("same"):
            return Comparison("上年", text[: match.start()], text[match.end() :])
        if _is_base(base):
            return Comparison(base, text[: match.start()], text[match.end() :])
    return None


def _is_base(base: str) -> bool:
    if any(word in base for word in ("上年", "上一年", "去年", "前一年", "年初", "同期")):
        return True
    if any(letter.isdigit() for letter in base):
        return True
    return any(word in base for word in ("预算", "决算", "执行"))
