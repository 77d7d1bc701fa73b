"""A part is never more than its whole: what follows from coordinates where no sum is printed.

公务接待费 of basic expenditure is a part of 公务接待费 of the whole budget, 项目支出 of one class a part of all
项目支出, even where nothing lists the other parts, so no identity binds them. No amount of expenditure is negative,
therefore the smallest reading of a part cannot be above the largest reading of its whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gouji.identities.observation import Observation
from gouji.identities.points import Point
from gouji.lexicon.items import divisions_of_items
from gouji.model.coordinates import DIMENSIONS, EXPENDITURE, FUND_PARENTS


@dataclass(frozen=True, slots=True)
class Excess:
    """An amount that is more than another it is a part of; indexes of observations."""

    part: int
    whole: int


def excesses(observations: Sequence[Observation], doubted: Container[int]) -> tuple[Excess, ...]:
    """Each amount that exceeds a whole, with the smallest whole it exceeds. ``doubted`` observations say nothing. A
    document that prints a negative expenditure says nothing at all."""
    points = {o.index: o.coordinates for o in observations if o.coordinates is not None}
    groups: dict[Point, list[int]] = defaultdict(list)
    for index, point in points.items():
        o = observations[index]
        if not _is_spent(point) or o.previous or index in doubted:
            continue
        if o.is_cell and o.high < 0:
            return ()
        groups[point].append(index)
    printed = _Printed(groups)
    most = {
        printed.number(point): max(members, key=lambda i: observations[i].high) for point, members in groups.items()
    }
    found: list[Excess] = []
    lowest = min((observations[i].high for i in most.values()), default=0)
    for point, members in groups.items():
        least = min(members, key=lambda i: observations[i].low)
        if observations[least].low <= lowest:
            continue  # nothing that is printed is less: so it is with every nought
        wholes = [most[whole] for whole in printed.wholes(point) if whole in most]
        exceeded = [i for i in wholes if observations[i].high < observations[least].low]
        if exceeded:
            found.append(Excess(least, min(exceeded, key=lambda i: observations[i].high)))
    return tuple(_outermost(found, points, printed))


def _is_spent(point: Point) -> bool:
    return point.item in divisions_of_items() if point.item else point.side == EXPENDITURE


def _outermost(found: Sequence[Excess], points: Mapping[int, Point], printed: _Printed) -> Iterator[Excess]:
    """One cause, one finding: a part of what already exceeds the same whole is left out."""
    by_whole: dict[int, set[int | None]] = defaultdict(set)
    for excess in found:
        by_whole[excess.whole].add(printed.number(points[excess.part]))
    for excess in found:
        if by_whole[excess.whole].isdisjoint(printed.wholes(points[excess.part])):
            yield excess


_WIDENED = frozenset({"function", "economic", "use", "fund", "origin", "unit", "project"})


class _Printed:
    """The points that are printed, each as a number with a digit for every dimension: many more wholes are looked up
    than are printed, and a sum of digits is found at once where a point is dear to make and to look up."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._digits: list[dict[Any, int]] = []
        self._options: list[dict[Any, tuple[int, ...]]] = []
        """For each dimension: value → its digit and those of what it is a part of, nearest first."""
        weight = 1
        for name, values in zip(DIMENSIONS, zip(*[point.values() for point in points], strict=True), strict=False):
            digits = {value: number * weight for number, value in enumerate(dict.fromkeys(values))}
            weight *= len(digits)
            self._digits.append(digits)
            self._options.append(
                {
                    value: (digit, *(digits[w] for w in _wider(name, value) if w in digits))
                    for value, digit in digits.items()
                }
            )

    def number(self, point: Point) -> int | None:
        """The number of a point; None where one of its restrictions is not printed."""
        number = 0
        for digits, value in zip(self._digits, point.values(), strict=True):
            digit = digits.get(value)
            if digit is None:
                return None
            number += digit
        return number

    def wholes(self, point: Point) -> list[int]:
        """Every point that a printed point is a part of, as far as all of its restrictions are printed."""
        start = 0
        sums = [0]
        for by_value, value in zip(self._options, point.values(), strict=True):
            options = by_value[value]
            if len(options) == 1:
                start += options[0]
            else:
                sums = [one + digit for one in sums for digit in options]
        wholes = [start + one for one in sums[1:]]  # the first is the point itself
        wholes.extend(number for item in _items(point) if (number := self.number(item)) is not None)
        return wholes


def _wider(dimension: str, value: Any) -> tuple[str | None, ...]:
    return _widened(dimension, value) if value is not None and dimension in _WIDENED else ()


def _items(point: Point) -> Iterator[Point]:
    """The items over all functions and uses that an economic division is a part of."""
    if point.economic is None or point.item is not None:
        return
    for item, codes in divisions_of_items().items():
        if point.economic in codes:
            for fund in (point.fund, *(_widened("fund", point.fund) if point.fund else ())):
                yield Point(year=point.year, stage=point.stage, item=item, fund=fund)
                yield Point(year=point.year, stage=point.stage, side=EXPENDITURE, item=item, fund=fund)


@lru_cache(maxsize=4096)
def _widened(dimension: str, value: str) -> tuple[str | None, ...]:
    """What a restriction is a part of, nearest first."""
    if dimension in {"function", "economic"}:
        return (*(value[:length] for length in (5, 3) if length < len(value)), None)
    if dimension in {"use", "project"} and "/" in value:
        return value.partition("/")[0], None
    if dimension == "fund" and value in FUND_PARENTS:
        return FUND_PARENTS[value], None
    return (None,)
