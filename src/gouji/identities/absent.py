"""What a complete list leaves out is nought.

Where a table prints a total and its parts in one dimension, and the parts that are printed sum to the total, every
other class or fund of that total is nought, printed or not. An amount that another table prints for one of them
contradicts the list: mostly an amount that slipped into the next row, or a row under another's name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation
from gouji.model.coordinates import CURRENT, FUND_PARENTS, Coordinates

_CLASS = 3
_FISCAL = "fiscal_appropriation"
_FEWEST = {"function": 2, "fund": 1}


@dataclass(frozen=True, slots=True)
class _List:
    """A total with the parts of it that one table prints, and what they are parts by."""

    table: int
    total: int
    parts: tuple[int, ...]
    values: frozenset[str]


def absent_parts(observations: Sequence[Observation], points: Mapping[int, Coordinates]) -> list[Identity]:
    """A sum for each amount that contradicts a complete list: the list with that amount besides."""
    lists = {dimension: _complete_lists(observations, points, dimension) for dimension in ("function", "fund")}
    made: list[Identity] = []
    for o in observations:
        if o.coordinates is None or not o.is_cell or not _is_upper(o.coordinates) or o.amount.is_zero or o.previous:
            continue
        for dimension, complete in lists.items():
            value = getattr(o.coordinates, dimension)
            if value is None or not complete or not _levels(dimension, value):
                continue
            found = _without(o, value, _lists_of(_whole(o, points[o.index], dimension), dimension, value, complete))
            if found is not None:
                parts = (*found.parts, o.index)
                reason = "别的表所列各项之和已等于合计，其中没有这一项"
                made.append(Identity("sum", (found.total,), parts, False, reason, f"absent.{o.index}"))
    return made


def _lists_of(
    whole: Coordinates, dimension: str, value: str, complete: Mapping[tuple[Coordinates, int], Sequence[_List]]
) -> Iterator[_List]:
    """Complete lists of what an amount is a part of; a list of everything is one of this year's money, too."""
    for level in _levels(dimension, value):
        yield from complete.get((whole, level), ())
        if whole.origin == CURRENT:
            yield from complete.get((whole.at("origin", None), level), ())


def _whole(o: Observation, point: Coordinates, dimension: str) -> Coordinates:
    """What an amount is a part or all of, on the side it is printed on: totals of both sides share one point."""
    side = point.side if o.coordinates is None else o.coordinates.side
    return point.at(dimension, None).at("side", side)


def _without(o: Observation, value: str, lists: Iterator[_List]) -> _List | None:
    """A list of another table that does not have the amount's class or fund."""
    return next((one for one in lists if one.table != o.table and not _is_covered(value, one.values)), None)


def _is_upper(point: Coordinates) -> bool:
    """Whether a point is a total or a 类: lists of what is below repeat what those of the 类 tell."""
    return point.economic is None and point.project is None and len(point.function or "") in {0, _CLASS}


def _levels(dimension: str, value: str) -> tuple[int, ...]:
    """The lists a 类 or a fund may stand in: of all 类 or funds (0), of what 财政拨款 is (1)."""
    if dimension == "function":
        return (0,) if len(value) == _CLASS else ()
    return (0, 1) if FUND_PARENTS.get(value) == _FISCAL else (0,)


def _complete_lists(
    observations: Sequence[Observation], points: Mapping[int, Coordinates], dimension: str
) -> dict[tuple[Coordinates, int], list[_List]]:
    """The lists of each table whose parts sum to the total beside them; one fund that is all of it is one."""
    totals: dict[tuple[int, Coordinates, bool], int] = {}
    parts: dict[tuple[int, Coordinates, int], dict[str, int]] = defaultdict(dict)
    for index, point in points.items():
        o = observations[index]
        if o.table is None or o.coordinates is None or not _is_upper(o.coordinates) or o.amount.is_zero or o.previous:
            continue
        value = getattr(o.coordinates, dimension)
        if value is not None and not _levels(dimension, value):
            continue
        whole = _whole(o, point, dimension)
        if value is None or value == _FISCAL:
            totals.setdefault((o.table, whole, value is not None), index)
        for level in _levels(dimension, value) if value is not None else ():
            parts[o.table, whole, level].setdefault(value, index)
    found: dict[tuple[Coordinates, int], list[_List]] = defaultdict(list)
    for (table, whole, level), by_value in parts.items():
        of_fiscal = dimension == "fund" and level == 1
        total = totals.get((table, whole, of_fiscal))
        if total is None and whole.origin == CURRENT:
            total = totals.get((table, whole.at("origin", None), of_fiscal))
        if total is None:
            continue
        members = tuple(_outer(by_value) if dimension == "fund" else by_value.values())
        if len(members) >= _FEWEST[dimension] and meet(observations, (total,), members):
            found[whole, level].append(_List(table, total, members, frozenset(by_value)))
    return found


def _outer(by_value: Mapping[str, int]) -> Iterator[int]:
    """The funds that are no part of another that is printed."""
    for value, index in by_value.items():
        if FUND_PARENTS.get(value) not in by_value:
            yield index


def _is_covered(value: str, values: frozenset[str]) -> bool:
    """Whether a list has a class or fund, or what it is a part or the whole of."""
    return value in values or FUND_PARENTS.get(value) in values or any(FUND_PARENTS.get(v) == value for v in values)
