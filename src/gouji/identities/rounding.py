"""Controlled rounding: printed values for exact amounts such that every sum that holds exactly holds as printed.

Every value is its exact amount rounded down or up to the printed step, so no value moves by a full step and one that
needs no rounding stays. Among such choices one is taken in which (nearly) the fewest values are not the nearest ones,
and these move the least. What ties the values are sums: a total and its parts, each an index into the amounts.

Sums that form a tree are rounded from the top by largest remainder. Margins that cross (a table is summed down and
across, and two tables share their totals) are a small integer programme: amounts that stand in the same sums are one
integer variable, so that ten thousand units cost as much as ten. Where no such choice exists (three margins can cross
so that none does), values move by more than a step, as few and as little as possible; these are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.identities.choices import Choices, Sum, choices
from gouji.identities.integers import Row, solve_integers

_WIDEST = 64
"""How many steps a value may move where the sums cannot hold otherwise, before rounding gives up."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """``values`` are in steps. ``moved`` are the indexes whose value is a full step or more from its exact amount."""

    values: tuple[int, ...]
    moved: tuple[int, ...] = ()


def controlled_rounding(
    exact: Sequence[int],
    sums: Sequence[Sum],
    step: int,
    fixed: Mapping[int, int] | None = None,
    weights: Sequence[int] | None = None,
) -> Rounded:
    """Values in steps of ``step`` 分 for exact amounts in 分, such that every sum holds.

    ``fixed`` gives values that are already decided; a sum whose members are all fixed is not looked at. ``weights``
    say how much it matters that an amount is rounded to its nearest (how often it is printed).
    Raises ValueError for a sum that does not hold exactly, and where even wide moves make no sum hold.
    """
    for total, parts in sums:
        if exact[total] != sum(exact[part] for part in parts):
            raise ValueError(f"the parts of {total} do not sum to it")
    known = dict(fixed or {})
    open_choices = choices(exact, sums, step, known, weights)
    up = None if open_choices is None else _chosen(open_choices)
    if up is None:
        return _moved(exact, sums, step, known)
    return Rounded(tuple(known.get(at, amount // step + up.get(at, 0)) for at, amount in enumerate(exact)))


def _chosen(open_choices: Choices) -> dict[int, int] | None:
    """The choice for each amount that needs rounding, None where the sums leave none."""
    chosen: dict[int, int] = {}
    costs = open_choices.costs
    for rows in open_choices.components():
        columns = sorted({column for coefficients, _ in rows for column in coefficients})
        found = _nearest(columns, rows, costs) or _tree(columns, rows, costs) or _crossing(columns, rows, costs)
        if found is None:
            return None
        chosen.update(found)
    return open_choices.of_amounts(chosen)


def _nearest(columns: Sequence[int], rows: Sequence[Row], costs: Mapping[int, int]) -> dict[int, int] | None:
    """Every amount to its nearest, where that happens to satisfy every sum."""
    nearest = {column: int(costs[column] < 0) for column in columns}
    held = all(sum(c * nearest[at] for at, c in row.items()) == right for row, right in rows)
    return nearest if held else None


def _tree(columns: Sequence[int], rows: Sequence[Row], costs: Mapping[int, int]) -> dict[int, int] | None:
    """Sums that form a tree, each amount a part of one sum at most and the total of one at most: what each choice for a
    total costs is known from the leaves up; then from the top, the parts that cost least are rounded up. None where
    the sums form no tree."""
    total_of: dict[int, int] = {}
    part_of: dict[int, int] = {}
    for n, (row, _) in enumerate(rows):
        if sum(c < 0 for c in row.values()) > 1 or any(abs(c) != 1 for c in row.values()):
            return None
        for at, c in row.items():
            if (total_of if c < 0 else part_of).setdefault(at, n) != n:
                return None
    if sum(len(row) for row, _ in rows) != len(columns) + len(rows) - 1:
        return None
    extra = {at: costs[at] for at in columns}
    ranked: dict[int, list[int]] = {}
    for n in _leaves_first(rows, part_of):
        row, right = rows[n]
        parts = ranked[n] = sorted((at for at, c in row.items() if c > 0), key=lambda at: (extra[at], at))
        for whole in (at for at, c in row.items() if c < 0):
            if not 0 <= right < len(parts):
                return None
            # One more part goes up with the total: the one that costs least of the rest.
            extra[whole] += extra[parts[right]]
    chosen = {at: int(extra[at] < 0) for at in columns if at not in part_of}
    for n in reversed(list(ranked)):
        row, right = rows[n]
        ups = right + sum(chosen[at] for at, c in row.items() if c < 0)
        if not 0 <= ups <= len(ranked[n]):
            return None
        for rank, at in enumerate(ranked[n]):
            chosen[at] = int(rank < ups)
    return chosen


def _leaves_first(rows: Sequence[Row], part_of: Mapping[int, int]) -> list[int]:
    """The sums of a tree in an order in which each comes before the one its total is a part of."""
    above = [next((part_of[at] for at, c in row.items() if c < 0 and at in part_of), None) for row, _ in rows]
    depth: list[int] = []
    for n in range(len(rows)):
        steps, at = 0, above[n]
        while at is not None:
            steps, at = steps + 1, above[at]
        depth.append(steps)
    return sorted(range(len(rows)), key=lambda n: -depth[n])


@dataclass(frozen=True, slots=True)
class _Group:
    """Amounts that stand in the same sums with the same signs: how many of them are rounded up is one number."""

    members: tuple[int, ...]
    costs: tuple[int, ...]


def _crossing(columns: Sequence[int], rows: Sequence[Row], costs: Mapping[int, int]) -> dict[int, int] | None:
    """Margins that cross: the integer programme."""
    standing: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, (row, _) in enumerate(rows):
        for at, c in row.items():
            standing[at].append((n, c))
    alike: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    for at in columns:
        alike[tuple(standing[at])].append(at)
    groups: list[_Group] = []
    for members in alike.values():
        ranked = sorted(members, key=lambda at: (costs[at], at))
        groups.append(_Group(tuple(ranked), tuple(costs[at] for at in ranked)))
    counts = _programme(groups, list(alike), [right for _, right in rows])
    if counts is None:
        return None
    chosen = {
        at: int(rank < count)
        for group, count in zip(groups, counts, strict=True)
        for rank, at in enumerate(group.members)
    }
    if any(sum(c * chosen[at] for at, c in row.items()) != right for row, right in rows):
        return None
    return chosen


def _programme(
    groups: Sequence[_Group], standing: Sequence[tuple[tuple[int, int], ...]], rights: Sequence[int]
) -> list[int] | None:
    """How many of each group are rounded up, at the least cost. A group's cost is convex in that number: it is cut into
    pieces of equal slope, which the solver fills in order by itself."""
    lower: list[int] = []
    upper: list[int] = []
    slopes: list[float] = []
    owner: list[int] = []
    for n, group in enumerate(groups):
        for width, slope in _pieces(group.costs):
            lower.append(0)
            upper.append(width)
            slopes.append(slope)
            owner.append(n)
    rows: list[dict[int, int]] = [{} for _ in rights]
    for column, n in enumerate(owner):
        for row, c in standing[n]:
            rows[row][column] = c
    solution = solve_integers(lower, upper, slopes, [(row, right) for row, right in zip(rows, rights, strict=True)])
    if solution is None:
        return None
    counts = [0] * len(groups)
    for n, value in zip(owner, solution, strict=True):
        counts[n] += value
    return counts


_PIECES = 8


def _pieces(costs: Sequence[int]) -> list[tuple[int, float]]:
    """A convex cost in at most so many pieces: ``(how many, cost of each)``, cheapest first."""
    size = len(costs)
    bounds = sorted({size * n // _PIECES for n in range(_PIECES + 1)})
    return [(end - start, sum(costs[start:end]) / (end - start)) for start, end in pairwise(bounds)]


def _moved(exact: Sequence[int], sums: Sequence[Sum], step: int, fixed: Mapping[int, int]) -> Rounded:
    """The fallback: values may leave their two neighbours, at a price that makes it rare."""
    rows: list[Row] = []
    for total, parts in sums:
        if all(at in fixed for at in (total, *parts)):
            continue
        row: dict[int, int] = defaultdict(int)
        for sign, at in [(-1, total), *((1, part) for part in parts)]:
            row[at] += sign
        rows.append((row, 0))
    columns = sorted({at for row, _ in rows for at in row})
    nearest = {at: (2 * exact[at] + step) // (2 * step) for at in range(len(exact))}
    width = 1
    while width <= _WIDEST:
        found = _moves(columns, rows, exact, step, fixed, nearest, width)
        if found is not None:
            values = tuple(found.get(at, fixed.get(at, nearest[at])) for at in range(len(exact)))
            return Rounded(values, tuple(at for at, v in enumerate(values) if abs(v * step - exact[at]) >= step))
        width *= 2
    raise ValueError("no values make every sum hold")


def _moves(
    columns: Sequence[int],
    rows: Sequence[Row],
    exact: Sequence[int],
    step: int,
    fixed: Mapping[int, int],
    nearest: Mapping[int, int],
    width: int,
) -> dict[int, int] | None:
    """Values up to ``width`` steps beyond their neighbours: a variable up and one down for each, and beyond the
    neighbour a dearer one."""
    lower: list[int] = []
    upper: list[int] = []
    costs: list[float] = []
    meant: list[tuple[int, int]] = []
    for at in columns:
        if at in fixed:
            continue
        for sign in (1, -1):
            near = 1 if sign * (exact[at] - nearest[at] * step) > 0 else 0
            for reach, price in ((near, 1.0), (width, 100.0)):
                lower.append(0)
                upper.append(reach)
                costs.append(price)
                meant.append((at, sign))
    position: dict[int, list[int]] = defaultdict(list)
    for column, (at, _) in enumerate(meant):
        position[at].append(column)
    open_rows: list[Row] = []
    for row, _ in rows:
        open_row: dict[int, int] = {}
        right = 0
        for at, c in row.items():
            right -= c * fixed.get(at, nearest[at])
            for column in position[at]:
                open_row[column] = c * meant[column][1]
        open_rows.append((open_row, right))
    solution = solve_integers(lower, upper, costs, open_rows)
    if solution is None:
        return None
    values = {at: nearest[at] for at in columns if at not in fixed}
    for (at, sign), value in zip(meant, solution, strict=True):
        values[at] += sign * value
    return values
