"""Equal coordinates, equal amounts: which printed amounts speak of one point.

A dimension whose restriction takes nothing away collapses: where the general public budget is all there is, 基本支出 of
the whole budget and of the general public budget are one point. Whether it takes nothing away is seen in the totals and
confirmed at every point printed both ways; a single one that differs is then an error, not another meaning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter, itemgetter

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation
from gouji.identities.slips import is_slip_of
from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.frozen import replace

Point = Coordinates
_COLLAPSES: tuple[tuple[str, str, str | None], ...] = (
    ("origin", "current", None),
    ("fund", "general_public_budget", "fiscal_appropriation"),
    ("fund", "fiscal_appropriation", None),
    ("fund", "general_public_budget", None),
    ("origin", "current", None),
    ("item", "grand_total", None),
)
"""(dimension, restriction, what remains of it): tried in this order. The origin first, since a fund is told by more
amounts where this year's are all there is, and again where the funds have told more of it."""
_FEWEST_VOTES = 3
_BESIDE_FISCAL = ("special_account_funds", "own_funds")
_BESIDE_GENERAL = ("government_fund_budget", "state_capital_budget")
_BESIDES: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("general_public_budget", "fiscal_appropriation"): _BESIDE_GENERAL,
    ("fiscal_appropriation", None): _BESIDE_FISCAL,
    ("general_public_budget", None): _BESIDE_GENERAL + _BESIDE_FISCAL,
    ("current", None): ("carried_over",),
}
"""(restriction, what remains of it) → all else there can be in its dimension."""
_OTHER_PART = {("origin", "current"): "carried_over"}
"""(dimension, restriction) → all that it leaves out: where a total of that is printed as nought, it takes nothing."""


def points_of(observations: Sequence[Observation]) -> dict[int, Point]:
    """Observation → the point it is printed for, restrictions that take nothing away left out."""
    groups = _grouped({o.index: o.coordinates for o in observations if o.coordinates is not None})
    for dimension, value, wider in _COLLAPSES:
        groups = _collapse(groups, observations, dimension, value, wider)
    # Units of projects are spelt as the list of projects has them, and a project is no total of a unit.
    units = {point.unit for point in groups if point.unit is not None and point.project is None}
    if len(units) == 1:
        groups = _of_one_unit(groups, observations, units.pop())
    points = {index: point for point, members in _balanced(groups).items() for index in members}
    return dict(sorted(points.items(), key=itemgetter(0)))


def _of_one_unit(
    groups: dict[Point, list[int]], observations: Sequence[Observation], unit: str
) -> dict[Point, list[int]]:
    """The groups with the points of the only unit as those of the department: all of them where most amounts printed
    for both agree (the department is then this unit and nothing else, so that one that differs is wrong), else scope by
    scope."""
    votes = [
        any(_meet(observations[i], observations[j]) for i in printed for j in beside)
        for point, members in groups.items()
        if point.unit == unit
        and (printed := nonzero(members, observations))
        and (beside := nonzero(groups.get(point.at("unit", None), ()), observations))
    ]
    if len(votes) < _FEWEST_VOTES or sum(votes) * 3 <= 2 * len(votes):
        return _collapse(groups, observations, "unit", unit, None)
    kept = {point: members for point, members in groups.items() if point.unit != unit}
    return _merged(kept, {p.at("unit", None): members for p, members in groups.items() if p.unit == unit})


def equalities(points: Mapping[int, Point], observations: Sequence[Observation]) -> list[Identity]:
    """For each point that is printed more than once: every other print against the one most prints agree with, of those
    printed to the most digits: what is printed roughly agrees with a wrong amount, too, and would hide it."""
    made: list[Identity] = []
    for group in _grouped(points).values():
        if len(group) < 2:
            continue
        anchor = _most_agreed(group, observations)
        for other in group:
            if other != anchor:
                made.append(Identity("equal", (other,), (anchor,), True, "同一数据在两处列示", "equal"))
    return made


def _most_agreed(group: Sequence[int], observations: Sequence[Observation]) -> int:
    """The print of the most digits that most others can agree with, the first of several."""
    lows = sorted(observations[i].low for i in group)
    highs = sorted(observations[i].high for i in group)

    def agreeing(i: int) -> int:
        return bisect_right(lows, observations[i].high) - bisect_left(highs, observations[i].low)

    least = min(observations[i].high - observations[i].low for i in group)
    precise = [i for i in group if observations[i].high - observations[i].low == least]
    return max(precise, key=lambda i: (agreeing(i), -i))


def _grouped(points: Mapping[int, Point]) -> dict[Point, list[int]]:
    groups: dict[Point, list[int]] = defaultdict(list)
    for index, point in points.items():
        groups[point].append(index)
    return groups


def _collapse(
    groups: dict[Point, list[int]], observations: Sequence[Observation], dimension: str, value: str, wider: str | None
) -> dict[Point, list[int]]:
    """The groups of points with the restriction left out, for each side and use of the budget or a functional class of
    it, where it takes nothing away: the totals must say so, or more than two thirds of all points printed both ways."""
    of = attrgetter(dimension)
    restricted = [(point, members) for point, members in groups.items() if of(point) == value]
    if not restricted:
        return groups
    totals: dict[_Scope, list[bool]] = defaultdict(list)
    votes: dict[_Scope, list[bool]] = defaultdict(list)
    left_out = _OTHER_PART.get((dimension, value))
    for point, members in groups.items() if left_out is not None else ():
        if of(point) == left_out and not (point.function or point.project) and not nonzero(members, observations):
            totals[_scope(point.at(dimension, value))].append(True)
    for point, members in restricted:
        other = groups.get(point.at(dimension, wider))
        if other is None or point.project is not None:
            continue  # nearly every project has one source of money, whatever all of them have
        printed = nonzero(members, observations)
        beside = nonzero(other, observations)
        if not beside:
            continue
        agree = any(_meet(observations[i], observations[j]) for i in printed for j in beside)
        votes[_scope(point)].append(agree)
        if _is_widest(point):
            totals[_scope(point)].append(
                agree
                or _added_up(point, point.at(dimension, wider), groups, observations, printed, beside)
                or _nothing_besides(point, dimension, wider, groups, observations, printed, beside)
            )
    whole = {pair for pair in {scope[:2] for scope in (*votes, *totals)} if _agrees(votes, totals, *pair)}
    classes = {scope for scope, cast in votes.items() if scope[2] and len(cast) >= 2 and all(cast)}
    if not whole and not classes:
        return groups
    freed = {point.at(dimension, wider): members for point, members in restricted if _is_in(point, whole, classes)}
    kept = {point: members for point, members in groups.items() if of(point) != value}
    kept.update((point, members) for point, members in restricted if not _is_in(point, whole, classes))
    return _merged(kept, freed)


def _is_in(point: Point, whole: set[tuple[_Where, str]], classes: set[_Scope]) -> bool:
    scope = _scope(point)
    return scope[:2] in whole or scope in classes


def _merged(groups: dict[Point, list[int]], more: Mapping[Point, list[int]]) -> dict[Point, list[int]]:
    for point, members in more.items():
        known = groups.get(point)
        groups[point] = sorted(known + members) if known else members
    return groups


def _added_up(
    point: Point,
    wide: Point,
    groups: Mapping[Point, Sequence[int]],
    observations: Sequence[Observation],
    printed: Sequence[int],
    beside: Sequence[int],
) -> bool:
    """Whether the functional or economic classes of one of two totals that differ add up to the other: then they are
    the same and one is printed wrong."""
    for parts_of, others in ((point, beside), (wide, printed)):
        for dimension in ("function", "economic"):
            classes = [
                members[0]
                for other, members in groups.items()
                if len(getattr(other, dimension) or "") == 3 and other.at(dimension, None) == parts_of
            ]
            if len(nonzero(classes, observations)) >= 2 and any(meet(observations, [i], classes) for i in others):
                return True
    return False


def _nothing_besides(
    at: Point,
    dimension: str,
    wider: str | None,
    groups: Mapping[Point, Sequence[int]],
    observations: Sequence[Observation],
    printed: Sequence[int],
    beside: Sequence[int],
) -> bool:
    """Whether a restriction takes nothing away although two totals differ: the document prints nought for all that is
    besides, or nothing at all and one total is a slip of the other. Then one of them is printed wrong."""
    others = _BESIDES.get((getattr(at, dimension), wider))
    if others is None or not printed:
        return False
    is_nought = False
    for point, members in groups.items():
        there = getattr(point, dimension)
        if there is None or point.year not in {None, at.year} or not there.startswith(others):
            continue
        if nonzero(members, observations):
            return False
        is_nought = is_nought or point.project is None
    one, other = observations[printed[0]], observations[beside[0]]
    return is_nought or is_slip_of(one, other.fen) or is_slip_of(other, one.fen)


def _is_widest(point: Point) -> bool:
    """Whether a point is the total of its scope: its classes and uses are parts of it, and what holds of most parts
    need not hold of the whole (most of what is spent on personnel is the state's, yet not all that is)."""
    return not (point.function or point.economic or point.project or "/" in (point.use or ""))


_Where = tuple[str, str, str, str, str, int, str]
"""Side, item, unit, fund, origin, year, stage."""
_Scope = tuple[_Where, str, str]
_SIDES_TOTAL = {"", "grand_total"}


def _scope(point: Point) -> _Scope:
    """Where a restriction is asked about apart: the side of the budget with what stands beside its totals, the unit,
    the fund and the origin (that most units have one source of money, or most funds nothing left from last year, or
    this year's money is of one fund, tells nothing of the others), the use and the functional class, "" for totals
    over them."""
    return (
        (
            point.side or "",
            point.item or "",
            point.unit or "",
            point.fund or "",
            point.origin or "",
            point.year or 0,
            point.stage or "",
        ),
        (point.use or "").partition("/")[0],
        (point.function or "")[:3],
    )


def _agrees(votes: Mapping[_Scope, list[bool]], totals: Mapping[_Scope, list[bool]], where: _Where, use: str) -> bool:
    """No amount is negative: where a restriction takes nothing from the total it takes nothing from any part, whatever
    single parts print. Where the total is not printed both ways, that of the other side of the budget (which balances)
    tells, then the parts do."""
    cast = totals.get((where, use, ""), [])
    if cast:
        return sum(cast) * 2 > len(cast)
    beside = [
        vote
        for (other, other_use, _), votes_cast in totals.items()
        if other[2:] == where[2:] and other[1] in _SIDES_TOTAL and not other_use
        for vote in votes_cast
    ]
    if beside and not use and not any(beside):
        return False
    every = [vote for scope, votes_cast in votes.items() if scope[:2] == (where, use) for vote in votes_cast]
    return len(every) > 3 and sum(every) * 3 > 2 * len(every)


def _balanced(groups: dict[Point, list[int]]) -> dict[Point, list[int]]:
    """Revenue and expenditure balance: their totals over all else are one point, with what is carried forward."""
    has_forward = any(point.item == "grand_total" for point in groups)
    wanted = Coordinates(side=EXPENDITURE, item="grand_total" if has_forward else None)
    totals = [
        point for point in groups if point.side == EXPENDITURE and point.without("year", "fund", "stage") == wanted
    ]
    same = {replace(point, side=REVENUE, item=None): groups[point] for point in totals}
    for point in totals:
        del groups[point]
    return _merged(groups, same)


def _meet(one: Observation, other: Observation) -> bool:
    return one.low <= other.high and other.low <= one.high


def nonzero(indexes: Iterable[int], observations: Sequence[Observation]) -> list[int]:
    """Those of the observations whose printed amount is not nought."""
    return [i for i in indexes if not observations[i].amount.is_zero]
