"""Coordinates and amounts in the words of a note."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.lexicon.classification import Classification, System
from gouji.model.coordinates import Coordinates

_FEN_OF_WAN = 1_000_000


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure that every comparison begins with; the point has no year."""

    name: str
    point: Coordinates
    indent: int = 0


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("gouji.corpus") / "data" / "words.toml").read_text("utf-8"))


@cache
def headlines() -> tuple[Headline, ...]:
    """In the order of a note."""
    return tuple(Headline(one["name"], Coordinates(**one["at"]), one.get("indent", 0)) for one in _words()["headline"])


def generic_words(which: str) -> tuple[str, ...]:
    """Words of many institutions' names: ``generic`` ones, or the ``forms`` at their end."""
    return tuple(_words()["names"][which])


def _word(dimension: str, value: str) -> str:
    known: str = _words()[dimension].get(value, value)
    return known


def word(value: str) -> str:
    """What a value is called, of whatever dimension: no value belongs to two."""
    for dimension in ("side", "use", "fund", "origin", "item"):
        if value in _words()[dimension]:
            return _word(dimension, value)
    return value


def function_name(code: str, year: int | None = None) -> str:
    """``2010301 行政运行``: the code with its name where that is known."""
    name = Classification(System.FUNCTIONAL, year).name(code)
    return f"{code} {name}" if name else code


def economic_name(code: str, year: int | None = None) -> str:
    """``30217 公务接待费``."""
    name = Classification(System.DEPARTMENT, year).name(code)
    return f"{code} {name}" if name else code


def phrase(point: Coordinates, year: int | None = None) -> str:
    """A point in a few words, coarse before fine: ``一般公共预算·2010301 行政运行·基本支出``. ``year`` is the
    document's: its own year is left out, the year before is 上年."""
    words: list[str] = []
    if point.year is not None and year is not None and point.year != year:
        words.append("上年" if point.year == year - 1 else f"{point.year}年")
    for dimension in ("fund", "origin"):
        if value := getattr(point, dimension):
            words.append(_word(dimension, value))
    if point.unit:
        words.append(point.unit)
    if point.function:
        words.append(function_name(point.function, point.year))
    if point.economic:
        words.append(economic_name(point.economic, point.year))
    if point.use:
        words.append(_word("use", point.use))
    if point.item and not (point.item == "grand_total" and words):
        words.append(_word("item", point.item))
    if point.project:
        words.append(f"项目“{point.project.rpartition('/')[2]}”")
    if point.side and not (point.use or point.item or point.economic or point.project):
        if point.function is None or point.side == "revenue":
            words.append(_word("side", point.side))
        if len(words) > 1 and not (point.function or point.unit):
            words[-2:] = [words[-2] + words[-1]]
    whole = {"revenue": "收支总计", "expenditure": "支出合计"}.get(point.side or "")
    if whole is not None and point == Coordinates(year=point.year, side=point.side):
        return "·".join([*words[:-1], whole])
    return "·".join(words) or "合计"


def wan(fen: int) -> str:
    """An amount of 分 in 万元 as a note prints it: two decimals, or as many as a small amount needs."""
    if fen % 10_000 and abs(fen) < 500_000:
        return _fixed(fen, _FEN_OF_WAN, 6).rstrip("0")
    return _fixed(fen, _FEN_OF_WAN, 2)


def signed(fen: int) -> str:
    """A difference with its sign."""
    return ("+" if fen > 0 else "") + wan(fen)


def moved(difference: int, base: int | None) -> str:
    """A change in words: ``增加 30.00 万元（4.7%）``. Where it is more than what there was, a rate would make much of
    little: then it is told from what to what."""
    if not difference:
        return "没有变化"
    told = f"{'增加' if difference > 0 else '减少'} {wan(abs(difference))} 万元"
    if not base or base < 0:
        return told
    if abs(difference) > base:
        return f"{told}（由 {wan(base)} 万元到 {wan(base + difference)} 万元）"
    return f"{told}（{percent(abs(difference), base)}）"


def _fixed(value: int, unit: int, decimals: int) -> str:
    scaled, rest = divmod(abs(value) * 10**decimals, unit)
    scaled += 2 * rest >= unit
    whole, fraction = divmod(scaled, 10**decimals)
    minus = "-" if value < 0 and scaled else ""
    return f"{minus}{whole:,}.{fraction:0{decimals}d}" if decimals else f"{minus}{whole:,}"


def percent(part: int, whole: int, decimals: int = 1) -> str | None:
    """A share or rate as ``12.3%``; None where the base is nought."""
    if not whole:
        return None
    sign = -1 if (part < 0) != (whole < 0) else 1
    return _fixed(sign * abs(part) * 100, abs(whole), decimals) + "%"


def enumerated(names: Sequence[str], most: int = 5, counted: str = "个") -> str:
    """Names joined with 、; beyond ``most`` all are counted, in ``counted``."""
    shown = "、".join(names[:most])
    return f"{shown} 等 {len(names)} {counted}" if len(names) > most else shown
