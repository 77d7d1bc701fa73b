"""Errors in sentences, drawn from the bare text: whether anything in it was understood is not asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.planted.material import Maker, Material, Planted
from bench.planted.numbers import falsified
from bench.planted.sentences import TURNED
from bench.planted.spots import Stretch

_NUMBER = r"(?<![\d.,，])\d[\d,，]*(?:\.\d+)?"
_ANY_AMOUNT = re.compile(rf"{_NUMBER}(?=\s*(?:亿|万|千)?元(?![（(]含))")
_ANY_PERCENT = re.compile(rf"{_NUMBER}(?=\s*[%％])")
_ANY_COUNT = re.compile(rf"{_NUMBER}(?=\s*(?:个|辆|台|人|批次|家)(?!月))")
_ANY_DIRECTION = re.compile(rf"(?:{'|'.join(TURNED)})(?=\s*了?\s*(?!0+(?:\.0+)?\s*(?:[%％]|[万亿千]?元))[\d])|持平")
_ANY_YEAR = re.compile(r"(?<=[比较与和])\s*20\d\d(?=\s*年)")


def _anywhere(pattern: re.Pattern[str], wrong_of: Callable[[str, Random], str | None], *, number: bool) -> Maker:
    def make(material: Material, kind: str, random: Random) -> Planted | None:
        found = [
            (Stretch(spot, match.start(), match.end()), match.group())
            for spot, text in material.paragraphs
            for match in pattern.finditer(text)
            if not number or float(match.group().replace(",", "").replace("，", ""))
        ]
        if not found:
            return None
        stretch, text = random.choice(found)
        wrong = wrong_of(text, random)
        made = material.said(kind, stretch, wrong, number=number) if wrong else None
        return replace(made, truth=()) if made and "amount" not in kind else made

    return make


def _slip(text: str, random: Random) -> str | None:
    return falsified(text, random.choice(("digit", "swap", "dropped", "added", "tenfold", "point")), random)


def _turned(text: str, random: Random) -> str:
    return random.choice(("增加", "减少")) if text == "持平" else TURNED[text]


def _year(text: str, random: Random) -> str:
    return str(int(text) + random.choice((-1, 1)))


UNREAD: dict[str, Maker] = {
    "any amount": _anywhere(_ANY_AMOUNT, _slip, number=True),
    "any percentage": _anywhere(_ANY_PERCENT, _slip, number=True),
    "any direction": _anywhere(_ANY_DIRECTION, _turned, number=False),
    "any year": _anywhere(_ANY_YEAR, _year, number=False),
    "any count": _anywhere(_ANY_COUNT, _slip, number=True),
}
"""Kinds of errors in any sentence that speaks of money."""
