"""Items stated one by one: where sentences give an amount for each item (项) of the functional classification, what
they give for the total is their sum.

In final accounts 年初预算 is printed in no table; the sentences of 具体情况 give it for every item, and their sum is
what they give for the whole. The same holds of last year's figures in a budget. It is derived where the items stated
are all that the tables print for the fund in this year; else it is seen in the numbers, or is one slip away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation
from gouji.identities.slips import sum_with_a_slip, tells
from gouji.model.coordinates import EXPENDITURE, Coordinates
from gouji.model.disclosure import Disclosure

_ITEM = 7
_DIVISIONS = (3, 5, 7)


def item_sums(
    disclosure: Disclosure, observations: Sequence[Observation], points: Mapping[int, Coordinates]
) -> list[Identity]:
    """The sums of items that only sentences state. Points are taken as they are printed: where a restriction takes
    nothing from one class of expenditure, the sentences say it of all."""
    stated: dict[Coordinates, dict[str, int]] = defaultdict(dict)
    whole: dict[Coordinates, int] = {}
    printed: set[Coordinates] = set()
    codes: dict[Coordinates, set[str]] = defaultdict(set)
    for o in observations:
        index, point = o.index, o.coordinates
        if point is None:
            continue
        bare = point.without("function")
        if o.is_cell:
            printed.update({point, points[index]})
            if point.function and len(point.function) == _ITEM and not o.amount.is_zero:
                codes[_kept(point)].add(point.function)
        elif point.side == EXPENDITURE and point.function:
            stated[bare].setdefault(point.function, index)
        elif point.side == EXPENDITURE and not o.previous:
            whole.setdefault(bare, index)
    year = disclosure.document.year
    made: list[Identity] = []
    for point, of_total in whole.items():
        if point in printed:
            continue
        for parts in _levels(stated.get(point, {})):
            members = tuple(parts.values())
            complete = point.year == year and bool(parts) and codes.get(_kept(point), set()) <= parts.keys()
            derived = complete and bool(codes.get(_kept(point))) and len(next(iter(parts))) == _ITEM
            if len(members) > 1 and (
                derived
                or (meet(observations, (of_total,), members) and tells(observations, members))
                or sum_with_a_slip(of_total, members, observations)
            ):
                made.append(Identity("sum", (of_total,), members, derived, "各项支出之和", f"items.{of_total}"))
                break
    return made


def _kept(point: Coordinates) -> Coordinates:
    """What tells of which money the items are: not the year, stage or code."""
    return point.without("function", "year", "stage", "unit", "origin")


def _levels(parts: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """The parts of one level each, the finest first."""
    for digits in reversed(_DIVISIONS):
        chosen = {code: index for code, index in parts.items() if len(code) == digits}
        if chosen:
            yield chosen
