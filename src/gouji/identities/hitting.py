"""The cheapest choice that hits every one of a family of sets: exact, by branch and bound over bit masks.

A set is a mask of elements, an element's cost an integer. Branch and bound decides what a few wrong amounts make in
well under a millisecond; what is left after so many steps of it is given to HiGHS, whose pure 0-1 programme has no
big-M and no tolerance that could matter. Effort is counted in steps, not seconds, so that a result never depends on
the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_MOST_STEPS = 600
_MOST_NODES = 200
_STEPS_OF_A_PROGRAMME = 300
_SETS_OF_A_STEP = 24
"""So many sets more cost as much as another step: many conflicts must not make of a limit of steps one of minutes."""


class Choice(NamedTuple):
    """What is chosen (a mask of elements), and its cost."""

    elements: int
    cost: int


class Effort:
    """What may still be spent on a problem, in steps of branch and bound."""

    def __init__(self, steps: int = 6000) -> None:
        self.left = steps


class TooHard(Exception):  # noqa: N818 - a signal, not an error
    """The steps are used up."""


def bits(mask: int) -> Iterator[int]:
    """The elements of a mask, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def components(sets: Iterable[int]) -> list[list[int]]:
    """The sets grouped so that those of two groups share no element."""
    groups: list[tuple[int, list[int]]] = []
    for one in sets:
        union, members = one, [one]
        apart: list[tuple[int, list[int]]] = []
        for mask, group in groups:
            if mask & union:
                union |= mask
                members = group + members
            else:
                apart.append((mask, group))
        groups = [*apart, (union, members)]
    return [members for _, members in groups]


def cheapest(sets: Sequence[int], costs: Sequence[int], effort: Effort, banned: int = 0) -> Choice | None:
    """The cheapest choice without banned elements that hits every set, always the same one of several; None when there
    is none. Raises :class:`TooHard` when the effort is used up."""
    left = [one & ~banned for one in sets]
    if not all(left):
        return None
    elements = cost = 0
    for group in components(left):
        found = _of_component(group, costs, effort)
        elements |= found.elements
        cost += found.cost
    return Choice(elements, cost)


def cheapest_all(
    sets: Sequence[int], costs: Sequence[int], cost: int, most: int, effort: Effort
) -> tuple[list[int], bool]:
    """Every choice of exactly this (the least) cost that hits every set, and whether these are all."""
    search = _Search(costs, min(_MOST_STEPS, effort.left))
    found: list[int] = []

    def descend(left: Sequence[int], chosen: int, budget: int) -> bool:
        search.steps += 1 + len(left) // _SETS_OF_A_STEP
        if budget < 0:
            return True
        if not left:
            found.append(chosen)
            return len(found) < most
        if search.least(left) > budget:
            return True
        if search.steps > search.most:
            return False
        pivot = min(left, key=lambda one: (one.bit_count(), one))
        banned = 0
        for element in bits(pivot):
            bit = 1 << element
            rest = [one & ~banned for one in left if not one & bit]
            if all(rest) and not descend(rest, chosen | bit, budget - costs[element]):
                return False
            banned |= bit
        return True

    complete = descend(_minimal(sets), 0, cost)
    effort.left -= search.steps
    return found, complete


def _of_component(sets: Sequence[int], costs: Sequence[int], effort: Effort) -> Choice:
    search = _Search(costs, min(_MOST_STEPS, effort.left))
    try:
        found = search.solve(sets, 1 << 60)
        assert found is not None
        return found
    except TooHard:
        if effort.left <= search.steps + _STEPS_OF_A_PROGRAMME:
            raise
        effort.left -= _STEPS_OF_A_PROGRAMME * (1 + len(sets) // _SETS_OF_A_STEP)
        return _by_programme(sets, costs)
    finally:
        effort.left -= search.steps


class _Search:
    """Branch and bound; counts its steps."""

    def __init__(self, costs: Sequence[int], most: int) -> None:
        self.costs = costs
        self.most = most
        self.steps = 0

    def solve(self, sets: Sequence[int], below: int) -> Choice | None:
        """The cheapest choice that costs less than ``below``."""
        self.steps += 1 + len(sets) // _SETS_OF_A_STEP
        if self.steps > self.most:
            raise TooHard
        forced = cost = 0
        while True:
            sets = _minimal(sets)
            single = 0
            for one in sets:
                if not one & (one - 1):
                    single |= one
            if single:
                forced |= single
                cost += sum(self.costs[e] for e in bits(single))
                sets = [one for one in sets if not one & single]
            if not sets or cost >= below:
                break
            kept = self._undominated(sets)
            smaller = [one & kept for one in sets]
            if smaller == list(sets) and not single:
                break
            sets = smaller
        if cost >= below:
            return None
        if not sets:
            return Choice(forced, cost)
        for group in components(sets):
            found = self._branch(group, below - cost)
            if found is None:
                return None
            forced |= found.elements
            cost += found.cost
            if cost >= below:
                return None
        return Choice(forced, cost)

    def _branch(self, sets: Sequence[int], below: int) -> Choice | None:
        if self.least(sets) >= below:
            return None
        best: Choice | None = None
        pivot = min(sets, key=lambda one: (one.bit_count(), one))
        order = sorted(bits(pivot), key=lambda e: (self.costs[e] / sum(one >> e & 1 for one in sets), e))
        banned = 0
        for element in order:
            bit = 1 << element
            cost = self.costs[element]
            rest = [one & ~banned for one in sets if not one & bit]
            if all(rest):
                found = self.solve(rest, below - cost) if rest else Choice(0, 0)
                if found is not None and found.cost + cost < below:
                    best = Choice(found.elements | bit, found.cost + cost)
                    below = best.cost
            banned |= bit
        return best

    def least(self, sets: Sequence[int]) -> int:
        """A lower bound: what sets that share nothing cost at least."""
        least = used = 0
        for one in sorted(sets, key=int.bit_count):
            if not one & used:
                used |= one
                least += min(self.costs[e] for e in bits(one))
        return least

    def _undominated(self, sets: Sequence[int]) -> int:
        """The elements for which no other hits as much for as little."""
        by_hits = {
            hits: min(bits(alike), key=lambda element: (self.costs[element], element)) for alike, hits in _alike(sets)
        }
        order = sorted(by_hits.items(), key=lambda item: (self.costs[item[1]], -item[0].bit_count(), item[1]))
        kept: list[int] = []
        for hits, _ in order:
            if not any(hits & more == hits for more in kept):
                kept.append(hits)
        return sum(1 << by_hits[hits] for hits in kept)


def _alike(sets: Sequence[int]) -> list[tuple[int, int]]:
    """The elements in groups that stand in the very same sets, each with these (a mask of positions): most elements of
    a long sum are alike, so they are told apart group by group, not one by one."""
    groups: list[tuple[int, int]] = []
    seen = 0
    for number, one in enumerate(sets):
        bit = 1 << number
        told: list[tuple[int, int]] = []
        for group, hits in groups:
            inside = group & one
            if not inside:
                told.append((group, hits))
                continue
            told.append((inside, hits | bit))
            if inside != group:
                told.append((group ^ inside, hits))
        if new := one & ~seen:
            told.append((new, bit))
            seen |= new
        groups = told
    return groups


def _minimal(sets: Sequence[int]) -> list[int]:
    """The sets that contain no other one."""
    kept: list[int] = []
    by_lowest: dict[int, list[int]] = {}  # what is contained has its lowest element in what contains it
    for one in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        for lowest, group in by_lowest.items():
            if one & lowest and any(one & small == small for small in group):
                break
        else:
            kept.append(one)
            by_lowest.setdefault(one & -one, []).append(one)
    return kept


def _by_programme(sets: Sequence[int], costs: Sequence[int]) -> Choice:
    """The same as a 0-1 programme. Raises :class:`TooHard` when it is not solved within its nodes."""
    import highspy
    import numpy as np

    sets = _minimal(sets)
    union = 0
    for one in sets:
        union |= one
    elements = list(bits(union))
    column = {element: at for at, element in enumerate(elements)}
    # The class below highspy.Highs: the outer one prints a banner to standard output while it is made, before any
    # option can silence it, and would spoil the JSON of a report.
    model = highspy._core._Highs()
    for option, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_max_nodes", _MOST_NODES),
    ):
        model.setOptionValue(option, setting)
    count = len(elements)
    numbers = np.arange(count, dtype=np.int32)
    model.addVars(count, np.zeros(count), np.ones(count))
    model.changeColsCost(count, numbers, np.array([float(costs[e]) for e in elements]))
    model.changeColsIntegrality(count, numbers, np.array([highspy.HighsVarType.kInteger] * count))
    for one in sets:
        members = np.array([column[e] for e in bits(one)], dtype=np.int32)
        model.addRow(1.0, highspy.kHighsInf, len(members), members, np.ones(len(members)))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise TooHard
    solution = model.getSolution().col_value
    chosen = [element for at, element in enumerate(elements) if solution[at] > 0.5]
    return Choice(sum(1 << element for element in chosen), sum(costs[element] for element in chosen))
