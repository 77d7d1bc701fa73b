"""A part is never more than its whole: what follows from coordinates where no sum is printed.

公务接待费 of basic expenditure is a part of 公务接待费 of the whole budget, 项目支出 of one class a part of all
项目支出, even where nothing lists the other parts, so no identity binds them. No amount of expenditure is negative,
therefore the smallest reading of a part cannot be above the largest reading of its whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
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
    groups: dict[_Values, list[int]] = defaultdict(list)
    for index, point in points.items():
        o = observations[index]
        if not _is_spent(point) or o.previous or index in doubted:
            continue
        if o.is_cell and o.high < 0:
            return ()
        groups[point.values()].append(index)
    most = {point: max(members, key=lambda i: observations[i].high) for point, members in groups.items()}
    found: list[Excess] = []
    printed = [frozenset(values) for values in zip(*groups, strict=True)]
    lowest = min((observations[i].high for i in most.values()), default=0)
    for members in groups.values():
        least = min(members, key=lambda i: observations[i].low)
        if observations[least].low <= lowest:
            continue  # nothing that is printed is less: so it is with every nought
        wholes = [most[whole] for whole in _wholes(points[least], printed) if whole in most]
        exceeded = [i for i in wholes if observations[i].high < observations[least].low]
        if exceeded:
            found.append(Excess(least, min(exceeded, key=lambda i: observations[i].high)))
    return tuple(_outermost(found, points))


def _is_spent(point: Point) -> bool:
    return point.item in divisions_of_items() if point.item else point.side == EXPENDITURE


def _outermost(found: Sequence[Excess], points: Mapping[int, Point]) -> Iterator[Excess]:
    """One cause, one finding: a part of what already exceeds the same whole is left out."""
    by_whole: dict[int, set[_Values]] = defaultdict(set)
    for excess in found:
        by_whole[excess.whole].add(points[excess.part].values())
    for excess in found:
        if not any(whole in by_whole[excess.whole] for whole in _wholes(points[excess.part])):
            yield excess


_Values = tuple[Any, ...]
"""The restrictions of a point: many more are looked up than are printed, and a point is dear to make."""
_WIDENED = frozenset({"function", "economic", "use", "fund", "origin", "unit", "project"})


def _wholes(point: Point, printed: Sequence[Container[Any]] | None = None) -> Iterator[_Values]:
    """Every point that the point is a part of; only those that can be printed, where what is ``printed`` in each
    dimension is given."""
    options: list[_Values] = []
    for index, (name, value) in enumerate(zip(DIMENSIONS, point.values(), strict=True)):
        wider = _widened(name, value) if value is not None and name in _WIDENED else ()
        options.append((value, *(w for w in wider if printed is None or w in printed[index])))
    wholes = product(*options)
    next(wholes)  # the point itself
    yield from wholes
    for whole in _items(point):
        yield whole.values()


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
    if dimension == "use" and "/" in value:
        return value.partition("/")[0], None
    if dimension == "fund" and value in FUND_PARENTS:
        return FUND_PARENTS[value], None
    return (None,)
