"""What an indicator demands, and how far a result meets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from gouji.model.disclosure import Indicator
from gouji.reading.targets.value import read_value

_MOST = {"≤", "<"}
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Demand:
    """``number`` None: qualitative, a person grades it. ``operator`` is ≥, ≤, =, > or <."""

    operator: str
    number: Decimal | None
    measure: str
    text: str

    @property
    def is_most(self) -> bool:
        """Whether less is better."""
        return self.operator in _MOST

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage, which does not grow with the year."""
        return self.measure in {"%", "％", "‰"}


def demand_of(indicator: Indicator, text: str | None = None) -> Demand:
    """What an indicator demands for the year; with ``text`` (≥30个) what it demands at another time: an operator or
    measure that ``text`` leaves out is the indicator's."""
    whole = read_value(indicator.value or "")
    shown = whole if text is None else read_value(text)
    if shown is None:
        return Demand("≥", None, "", "")
    own = whole.operator if whole is not None else None
    measure = shown.measure or (whole.measure if whole is not None else None)
    return Demand(shown.operator or own or "=", _decimal(shown.number), measure or "", shown.text)


def with_parts(indicator: Indicator) -> Indicator:
    """The indicator with operator, number and measure read from its value; its value normalised (>= is ≥)."""
    value = read_value(indicator.value or "")
    if value is None:
        return replace(indicator, operator=None, number=None, measure=None)
    return replace(indicator, value=value.text, operator=value.operator, number=value.number, measure=value.measure)


def result_of(text: str) -> Decimal | None:
    """The number of a result as typed (50台, 98.5%); None when it is none."""
    value = read_value(text)
    return _decimal(value.number) if value is not None else None


def attained(demand: Demand, result: Decimal) -> Decimal | None:
    """The share of the demand that a result is: 1 when it is met exactly, more beyond. None for a qualitative demand.

    What is at most 10 is met by anything up to 10, and 20 is half of it; a demand of nothing (≤0) is met or not.
    """
    if demand.number is None:
        return None
    if demand.is_most:
        if result <= demand.number:
            return ONE
        return demand.number / result if demand.number > 0 else Decimal(0)
    if demand.operator == "=" and demand.number == 0:
        return ONE if result == 0 else Decimal(0)
    if demand.number <= 0:
        return ONE if result >= demand.number else Decimal(0)
    return max(Decimal(0), result / demand.number)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
