"""Errors in sentences, drawn from what they were understood to state."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from bench.planted.material import Maker, Material, Planted
from bench.planted.numbers import falsified
from bench.planted.spots import spot_of, stretch_of
from gouji.model.disclosure import Statement

Say = Callable[[Material, str, Statement, Random], Planted | None]


def _amount(statement: Statement) -> bool:
    return statement.kind == "amount" and statement.amount is not None and not statement.amount.is_zero


def _stated(wanted: Callable[[Statement], bool], say: Say) -> Maker:
    def make(material: Material, kind: str, random: Random) -> Planted | None:
        statements = [s for s in material.disclosure.statements if wanted(s)]
        return say(material, kind, random.choice(statements), random) if statements else None

    return make


def _replaced(
    material: Material, kind: str, statement: Statement, start: int, end: int, wrong: str, *, number: bool = True
) -> Planted | None:
    stretch = stretch_of(material.source, statement, start, end)
    if stretch is None:
        return None
    return material.said(kind, stretch, wrong, first=spot_of(statement.place), number=number)


def _number(ways: tuple[str, ...]) -> Say:
    def say(material: Material, kind: str, statement: Statement, random: Random) -> Planted | None:
        return _number_at(material, kind, statement, *statement.span, random, ways)

    return say


def _number_at(
    material: Material,
    kind: str,
    statement: Statement,
    start: int,
    end: int,
    random: Random,
    ways: tuple[str, ...] = ("digit", "swap", "dropped", "added"),
) -> Planted | None:
    printed = statement.sentence[start:end]
    wrong = falsified(printed, random.choice(ways), random)
    return None if wrong is None else _replaced(material, kind, statement, start, end, wrong)


def _percentage(material: Material, kind: str, statement: Statement, random: Random) -> Planted | None:
    assert statement.percent is not None
    digits = statement.percent.rstrip("%").lstrip("-")
    at = statement.sentence.find(digits, statement.span[0])
    return None if at < 0 else _number_at(material, kind, statement, at, at + len(digits), random)


TURNED = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "降低": "提高",
    "提高": "降低",
}


def _direction(material: Material, kind: str, statement: Statement, random: Random) -> Planted | None:
    """The word of the change before the amount, or before the percentage when there is no amount."""
    found = [m for m in re.finditer("|".join(TURNED), statement.sentence) if m.end() <= statement.span[1]]
    if not found:
        return None
    last = found[-1]
    return _replaced(material, kind, statement, last.start(), last.end(), TURNED[last.group()], number=False)


def _year(material: Material, kind: str, statement: Statement, random: Random) -> Planted | None:
    assert statement.base is not None
    assert statement.base.year is not None
    compared = re.search(rf"[比较与和]\s*({statement.base.year})\s*年", statement.sentence)
    if compared is None:
        return None
    wrong = str(statement.base.year + random.choice((-1, 1)))
    return _replaced(material, kind, statement, compared.start(1), compared.end(1), wrong, number=False)


def _unit(material: Material, kind: str, statement: Statement, random: Random) -> Planted | None:
    printed = statement.sentence[statement.span[0] : statement.span[1]]
    unit = re.search(r"[亿万千]?元$", printed)
    if unit is None:
        return None
    wrong = printed[: unit.start()] + ("元" if unit.group() != "元" else "万元")
    return _replaced(material, kind, statement, *statement.span, wrong, number=False)


def _two_amounts(material: Material, kind: str, statement: Statement, random: Random) -> Planted | None:
    """What the sentence is about is given another amount in the same sentence, behind the first."""
    printed = statement.sentence[statement.span[0] : statement.span[1]]
    wrong = falsified(printed, random.choice(("digit", "swap", "tenfold")), random)
    if wrong is None or not 2 <= len(statement.subject) <= 24:
        return None
    said = f"{printed}，{statement.subject}{wrong}"
    made = _replaced(material, kind, statement, *statement.span, said, number=False)
    return made and replace(made, words=(*made.words, statement.subject + wrong))


def _count(material: Material, kind: str, statement: Statement, random: Random) -> Planted | None:
    made = _number_at(material, kind, statement, *statement.span, random)
    return made and replace(made, truth=())


_SLIPS = ("digit", "swap", "dropped", "added")
SENTENCES: dict[str, Maker] = {
    "narrative: amount": _stated(_amount, _number(_SLIPS)),
    "narrative: amount tenfold": _stated(_amount, _number(("tenfold", "point"))),
    "narrative: change": _stated(
        lambda s: s.kind == "change" and s.amount is not None and not s.amount.is_zero, _number(_SLIPS)
    ),
    "narrative: percentage": _stated(
        lambda s: s.percent is not None and Decimal(s.percent.rstrip("%")) != 0, _percentage
    ),
    "narrative: direction": _stated(
        lambda s: s.kind == "change" and s.direction in {"increase", "decrease"}, _direction
    ),
    "narrative: year": _stated(lambda s: s.kind == "change" and s.base is not None and s.base.year is not None, _year),
    "narrative: unit": _stated(_amount, _unit),
    "narrative: two amounts": _stated(_amount, _two_amounts),
    "narrative: count": _stated(lambda s: s.kind == "count" and s.count is not None and Decimal(s.count) > 1, _count),
}
"""Kinds of errors in sentences that were read."""
