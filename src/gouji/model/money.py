"""Amounts as printed: an exact value, its unit, and the interval that rounding leaves open.

All arithmetic is in integers of 分 (0.01 元). An amount printed with fewer digits than 分 stands for
every value that rounds to it: 5,251.36 万元 is [52513550.00 元, 52513649.99 元], in 分 inclusive.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from gouji.model.frozen import frozen


class Unit(Enum):
    """A unit of amount; the value is its size in 分."""

    YUAN = 100
    THOUSAND_YUAN = 100_000
    TEN_THOUSAND_YUAN = 1_000_000
    HUNDRED_MILLION_YUAN = 10_000_000_000

    __hash__ = object.__hash__  # units stand in the keys of the caches below; Enum would hash their names in Python

    @property
    def text(self) -> str:
        """The unit in Chinese, as a document prints it."""
        return _UNIT_TEXT[self]


_UNIT_TEXT = {
    Unit.YUAN: "元",
    Unit.THOUSAND_YUAN: "千元",
    Unit.TEN_THOUSAND_YUAN: "万元",
    Unit.HUNDRED_MILLION_YUAN: "亿元",
}
UNITS_BY_TEXT = {text: unit for unit, text in _UNIT_TEXT.items()} | {"人民币元": Unit.YUAN}


@frozen
class Interval:
    """A closed range of integers of 分."""

    low: int
    high: int

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)


@frozen
class Amount:
    """A printed amount: ``text`` is the number as printed, without separators, in ``unit``."""

    text: str
    unit: Unit

    @property
    def value(self) -> Decimal:
        """The number in the printed unit."""
        return Decimal(self.text)

    @property
    def decimals(self) -> int:
        """How many digits stand behind the point."""
        return len(self.text.partition(".")[2])

    @property
    def fen(self) -> int:
        """The printed number in 分, rounded half up where it is finer than 分."""
        return _fen(self.text, self.unit)

    @property
    def interval(self) -> Interval:
        """Every value in 分 that rounds half up to what is printed."""
        return _interval(self.text, self.unit)

    @property
    def is_zero(self) -> bool:
        """Whether the printed number is nought at its precision."""
        return not self.text.strip("-0.")

    def __str__(self) -> str:
        return f"{self.text}{self.unit.text}"


def amount_of_fen(fen: int, unit: Unit, decimals: int) -> Amount:
    """The amount of ``fen`` 分 printed in ``unit`` with ``decimals`` digits, rounded half up."""
    scaled = abs(fen) * 10**decimals
    quotient, rest = divmod(scaled, unit.value)
    if rest * 2 >= unit.value:
        quotient += 1
    digits = str(quotient).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return Amount(("-" if fen < 0 and quotient else "") + text, unit)


@lru_cache(maxsize=65536)
def _fen(text: str, unit: Unit) -> int:
    negative = text.startswith("-")
    whole, _, fraction = text.lstrip("-").partition(".")
    scale: int = 10 ** len(fraction)
    quotient, rest = divmod(int(whole + fraction) * unit.value, scale)
    if rest * 2 >= scale:
        quotient += 1
    return -quotient if negative else quotient


@lru_cache(maxsize=65536)
def _interval(text: str, unit: Unit) -> Interval:
    step: int = unit.value // 10 ** len(text.partition(".")[2])
    fen = _fen(text, unit)
    if step <= 1:
        return Interval(fen, fen)
    half = step // 2
    if text.startswith("-"):
        return Interval(fen - half + 1, fen + half)
    return Interval(fen - half, fen + half - 1)


_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")
_ZERO_MARKS = frozenset({"/", "／", "\\", "无"})
_DASHES = re.compile(r"[-‐‑‒–—―─━－﹣−]+")
_BRACKETED = re.compile(r"[(（](\d[\d,，]*[.．]\d+)[)）]")
"""A negative number as accounts print it; without decimals what stands in brackets may be a code or a count."""
_TRANSLATE = str.maketrans("０１２３４５６７８９．，－﹣−", "0123456789.,---")
_FIRST = frozenset("+-¥￥－﹣−")


@lru_cache(maxsize=65536)
def parse_number(text: str) -> str | None:
    """The plain digits of a printed number (``1,234.50`` → ``1234.50``), or None when it is not exactly one.

    Separators must stand where thousands are, so a page number glued to an amount (``5107,573.11``) is refused.
    A space inside is accepted only where a number was plainly wrapped (``1682.7 6``) or spaced out letter by letter:
    ``5 107,573.11`` may be two numbers. A number with decimals in brackets is negative; a trailing minus is not guessed
    at.
    """
    if _PLAIN.fullmatch(text) and text.isascii():
        return text.lstrip("+")
    first = text.lstrip()[:1]
    if first in "(（" and (bracketed := _BRACKETED.fullmatch("".join(text.split()))):
        number = parse_number(bracketed.group(1))
        return None if number is None else f"-{number}"
    if not first.isdigit() and first not in _FIRST:
        return None
    pieces = text.translate(_TRANSLATE).split()
    if len(pieces) > 1 and not _one_number(pieces):
        return None
    compact = "".join(pieces).removeprefix("¥").removeprefix("￥")
    if _PLAIN.fullmatch(compact):
        return compact.lstrip("+")
    if _GROUPED.fullmatch(compact):
        return compact.replace(",", "").lstrip("+")
    return None


def _one_number(pieces: list[str]) -> bool:
    if all(len(piece) == 1 for piece in pieces):
        return True
    return all(
        "." in "".join(pieces[:end]) or pieces[end - 1].endswith(",") or pieces[end].startswith((".", ","))
        for end in range(1, len(pieces))
    ) and all("." not in piece or "." not in "".join(pieces[:end]) for end, piece in enumerate(pieces) if end)


def parse_amount(text: str, unit: Unit) -> Amount | None:
    """The amount a cell prints, or None when the text is no number (see :func:`parse_number`)."""
    number = parse_number(text)
    return None if number is None else Amount(number, unit)


def is_blank_amount(text: str) -> bool:
    """Whether a cell prints nothing where an amount could stand: empty or a dash."""
    stripped = text.strip()
    return not stripped or stripped in _ZERO_MARKS or _DASHES.fullmatch(stripped) is not None
