"""A part is never more than its whole: what follows from coordinates where no sum is printed.

公务接待费 of basic expenditure is a part of 公务接待费 of the whole budget, 项目支出 of one class a part of all
项目支出, even where nothing lists the other parts, so no identity binds them. No amount of expenditure is negative,
therefore the smallest reading of a part cannot be above the largest reading of its whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from gouji.identities.observation import Observation
from gouji.identities.points import Point
from gouji.lexicon.items import divisions_of_items
from gouji.model.coordinates import EXPENDITURE, FUND_PARENTS


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
    most = {point: max(members, key=lambda i: observations[i].high) for point, members in groups.items()}
    found: list[Excess] = []
    for point, members in groups.items():
        least = min(members, key=lambda i: observations[i].low)
        wholes = [most[whole] for whole in _wholes(point) if whole in most]
        exceeded = [i for i in wholes if observations[i].high < observations[least].low]
        if exceeded:
            found.append(Excess(least, min(exceeded, key=lambda i: observations[i].high)))
    return tuple(_outermost(found, points))


def _is_spent(point: Point) -> bool:
    return point.item in divisions_of_items() if point.item else point.side == EXPENDITURE


def _outermost(found: Sequence[Excess], points: Mapping[int, Point]) -> Iterator[Excess]:
    """One cause, one finding: a part of what already exceeds the same whole is left out."""
    by_whole: dict[int, set[Point]] = defaultdict(set)
    for excess in found:
        by_whole[excess.whole].add(points[excess.part])
    for excess in found:
        if not any(whole in by_whole[excess.whole] for whole in _wholes(points[excess.part])):
            yield excess


def _wholes(point: Point) -> Iterator[Point]:
    """Every point that the point is a part of."""
    choices = [
        (name, tuple(_widened(name, getattr(point, name))))
        for name in ("function", "economic", "use", "fund", "origin", "unit", "project")
        if getattr(point, name) is not None
    ]
    for values in product(*((value, *wider) for (name, wider) in choices for value in (getattr(point, name),))):
        whole = point
        for (name, _), value in zip(choices, values, strict=True):
            whole = whole.at(name, value)
        if whole != point:
            yield whole
    yield from _items(point)


def _items(point: Point) -> Iterator[Point]:
    """The items over all functions and uses that an economic division is a part of."""
    if point.economic is None or point.item is not None:
        return
    for item, codes in divisions_of_items().items():
        if point.economic in codes:
            for fund in (point.fund, *(_widened("fund", point.fund) if point.fund else ())):
                yield Point(year=point.year, stage=point.stage, item=item, fund=fund)
                yield Point(year=point.year, stage=point.stage, side=EXPENDITURE, item=item, fund=fund)


def _widened(dimension: str, value: str) -> Iterator[str | None]:
    """What a restriction is a part of, nearest first."""
    if dimension in {"function", "economic"}:
        yield from (value[:length] for length in (5, 3) if length < len(value))
    elif dimension == "use" and "/" in value:
        yield value.partition("/")[0]
    elif dimension == "fund" and value in FUND_PARENTS:
        yield FUND_PARENTS[value]
    yield None
