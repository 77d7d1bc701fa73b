"""The cheapest choice that hits every set: against all choices there are."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.identities import hitting
from gouji.identities.hitting import Effort, TooHard, bits, cheapest, cheapest_all, components

SETS = st.lists(st.integers(1, 127), min_size=1, max_size=8)
COSTS = st.lists(st.sampled_from([90, 100, 160, 200]), min_size=7, max_size=7)


def _all_choices(sets: list[int], costs: list[int], banned: int) -> dict[int, int]:
    """Every choice of elements that hits all sets, with its cost."""
    elements = [e for e in range(7) if not banned >> e & 1]
    found: dict[int, int] = {}
    for size in range(8):
        for chosen in combinations(elements, size):
            mask = sum(1 << e for e in chosen)
            if all(one & mask for one in sets):
                found[mask] = sum(costs[e] for e in chosen)
    return found


@given(SETS, COSTS, st.integers(0, 127))
def test_nothing_cheaper_hits_them_all(sets: list[int], costs: list[int], banned: int) -> None:
    every = _all_choices(sets, costs, banned)
    found = cheapest(sets, costs, Effort(), banned)
    if found is None:
        assert not every
    else:
        assert every[found.elements] == found.cost == min(every.values())


@given(SETS, COSTS)
def test_all_cheapest_choices_are_named_once(sets: list[int], costs: list[int]) -> None:
    every = _all_choices(sets, costs, 0)
    least = min(every.values())
    found, complete = cheapest_all(sets, costs, least, 1000, Effort())
    assert complete
    assert sorted(found) == sorted(mask for mask, cost in every.items() if cost == least)


@given(SETS, COSTS)
def test_the_programme_agrees_with_the_search(sets: list[int], costs: list[int]) -> None:
    found = cheapest(sets, costs, Effort())
    assert found is not None
    assert sum(hitting._by_programme(group, costs).cost for group in components(sets)) == found.cost


def test_effort_ends() -> None:
    sets = [0b0011, 0b0110, 0b1100, 0b1001, 0b1010, 0b0101]
    effort = Effort(steps=2)
    with pytest.raises(TooHard):
        cheapest(sets, [100] * 4, effort)
    assert effort.left <= 0


def test_too_many_choices_are_not_said_to_be_all() -> None:
    found, complete = cheapest_all([0b1111, 0b1111_0000], [100] * 8, 200, 5, Effort())
    assert len(found) == 5
    assert not complete


@given(SETS)
def test_components_share_nothing_and_lose_nothing(sets: list[int]) -> None:
    groups = components(sets)
    assert sorted(one for group in groups for one in group) == sorted(sets)
    for one, other in combinations(groups, 2):
        assert not {e for mask in one for e in bits(mask)} & {e for mask in other for e in bits(mask)}


@given(st.lists(st.integers(1, 4095), max_size=20))
def test_sets_that_contain_another_go(sets: list[int]) -> None:
    kept = hitting._minimal(sets)
    assert set(kept) == {one for one in sets if not any(one & other == other != one for other in sets)}


@given(st.lists(st.integers(1, 4095), max_size=20))
def test_elements_of_the_same_sets_are_alike(sets: list[int]) -> None:
    found = {element: hits for group, hits in hitting._alike(sets) for element in bits(group)}
    wanted = {element: sum(1 << at for at, one in enumerate(sets) if one >> element & 1) for element in range(12)}
    assert found == {element: hits for element, hits in wanted.items() if hits}


def test_a_step_costs_by_its_sets() -> None:
    few, many = Effort(), Effort()
    cheapest([1 << n | 1 << 600 for n in range(3)], [100] * 601, few)
    cheapest([1 << n | 1 << 600 for n in range(600)], [100] * 601, many)
    assert few.left > many.left
