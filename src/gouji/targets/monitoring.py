"""Monitoring during the year: lights for the pace of spending and of each indicator.

What is to be reached by a day: the interim value where the target sets one and its half-year is not yet over, else the
year's demand by the share of the year that has passed. A rate and a limit (≤) do not grow with the year: they are asked
for in full. Nothing is said of what cannot be measured.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from gouji.model.disclosure import Indicator
from gouji.targets.demand import ONE, Demand, attained, demand_of, result_of
from gouji.targets.scale import light_bounds

_HALF = Decimal("0.5")


class Light(Enum):
    """How something stands; NONE where nothing can be said."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"

    @property
    def text(self) -> str:
        """In Chinese."""
        return {"green": "正常", "yellow": "偏慢", "red": "预警", "none": "未填报"}[self.value]


@dataclass(frozen=True, slots=True)
class Standing:
    """A light with what it compares: what was ``due`` by then and the share of it that is reached."""

    light: Light
    due: str
    share: Decimal | None = None


def elapsed(year: int, day: date) -> Decimal:
    """The share of a budget year that has passed at the end of a day, from 0 to 1."""
    if day.year != year:
        return ONE if day.year > year else Decimal(0)
    return Decimal(day.timetuple().tm_yday) / (366 if isleap(year) else 365)


def spending(budget: int, paid: int, passed: Decimal) -> Standing:
    """The pace of spending: ``paid`` of ``budget`` in 分, when the share ``passed`` of the year is over."""
    if budget <= 0:
        return Standing(Light.NONE, "")
    due = f"序时进度 {passed * 100:.1f}%"
    if passed <= 0:
        return Standing(Light.GREEN, due)
    share = Decimal(paid) / budget / passed
    return Standing(_light(share), due, share)


def indicator(target: Indicator, actual: str, passed: Decimal) -> Standing:
    """How an indicator stands with a result as typed; nothing typed is NONE, a result that is no number too."""
    demand, due, factor = _due(target, passed)
    result = result_of(actual) if actual.strip() else None
    if result is None or demand.number is None:
        return Standing(Light.NONE, due)
    if demand.is_most and result > demand.number:
        return Standing(Light.RED, due, attained(demand, result))
    scaled = Demand(demand.operator, demand.number * factor, demand.measure, demand.text)
    share = ONE if demand.is_most else attained(scaled, result)
    return Standing(Light.NONE if share is None else _light(share), due, share)


def _due(target: Indicator, passed: Decimal) -> tuple[Demand, str, Decimal]:
    whole = demand_of(target)
    if target.interim_value and passed <= _HALF:
        interim = demand_of(target, target.interim_value)
        if interim.number is not None:
            factor = ONE if interim.is_most or interim.is_rate else passed / _HALF
            return interim, f"中期指标值 {interim.text}", factor
    if whole.number is None or whole.is_most or whole.is_rate:
        return whole, f"指标值 {whole.text}", ONE
    return whole, f"指标值 {whole.text} × {passed * 100:.0f}%", passed


def _light(share: Decimal) -> Light:
    green, yellow = light_bounds()
    return Light.GREEN if share >= green else Light.YELLOW if share >= yellow else Light.RED
