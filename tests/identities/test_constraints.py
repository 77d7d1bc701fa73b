"""Constraints over prints: what is broken, and why a choice does not suffice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gouji.identities.constraints import Constraints
from gouji.identities.equations import Ratio, percent_interval
from gouji.identities.hitting import bits
from tests.identities.drawn import Grid, prints, same, total


@given(st.lists(st.lists(st.integers(1, 9999), min_size=3, max_size=3), min_size=2, max_size=4), st.data())
def test_what_is_wrong_suffices_and_nothing_else_conflicts(numbers: list[list[int]], data: st.DataObject) -> None:
    """A conflict is hit by every choice that suffices: the planted amounts hit them all."""
    grid = Grid(numbers)
    wrong = data.draw(st.sets(st.integers(0, len(grid.values) - 1), min_size=1, max_size=3))
    observations = grid.observations({at: grid.values[at] + 1234 * (at + 1) for at in wrong})
    system = Constraints(observations, grid.identities, [])
    planted = {system.element_of(at) for at in wrong}
    assert system.broken
    assert system.conflicts(planted) == []
    innocent = data.draw(st.sampled_from([at for at in range(len(grid.values)) if at not in wrong]))
    for chosen in ([], [system.element_of(innocent)], [*planted][:1]):
        for conflict in system.conflicts(chosen):
            assert planted & set(bits(conflict)), "a choice that suffices hits every conflict"
            assert not set(chosen) & set(bits(conflict))


def test_equal_prints_change_together() -> None:
    observations = prints("5.00", "5.00", "6.00", "5.00")
    system = Constraints(observations, [same(0, 1), same(1, 3), same(2, 0)], [])
    assert system.elements[system.element_of(3)].prints == (0, 1, 3)
    assert system.costs[system.element_of(0)] == 3 * system.costs[system.element_of(2)]


def test_a_percentage_bounds_its_amounts() -> None:
    """50 of 100 are said to be 25 %: the part would be 25, the whole 200."""
    observations = prints("50.00", "100.00", cell=False)
    low, high = percent_interval("25.00%")
    ratio = Ratio("s1", 0, ((1, 1),), low, high, "25.00%", "")
    system = Constraints(observations, [], [ratio])
    assert len(system.broken) == 1
    part, whole = system.element_of(0), system.element_of(1)
    assert system.conflicts([part]) == system.conflicts([whole]) == []
    (at_least, at_most) = system.bounds([part])[0]
    assert at_least is not None
    assert at_most is not None
    assert at_least <= 25_000_000 <= at_most < 25_020_000
    (at_least, at_most) = system.bounds([whole])[1]
    assert at_least is not None
    assert at_most is not None
    assert 199_900_000 < at_least <= 200_000_000 <= at_most


def test_what_two_constraints_ask_for_is_a_conflict() -> None:
    """10 = 3 + 6 asks for 4 or 9 or 7; that 3 stands elsewhere twice forbids the first."""
    observations = prints("10.00", "3.00", "6.00", "3.00", "3.00")
    identities = [total(0, 1, 2), total(3, 1, 4)]
    observations[4] = replace(observations[4], amount=prints("0.00")[0].amount, low=0, high=0)
    system = Constraints(observations, identities, [])
    (conflict,) = system.conflicts([system.element_of(1)])
    blamed = {p for e in bits(conflict) for p in system.elements[e].prints}
    assert blamed == {0, 2, 3, 4}
    assert system.conflicts([system.element_of(2)]) == []
