"""What a wrong print would have to show."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gouji.identities.values import expected_values
from gouji.model.money import Unit
from tests.identities.drawn import Grid, prints, same, total


def _shown(observations: list, identities: list, changed: set[int]) -> dict[int, str]:  # type: ignore[type-arg]
    touching = {m: [i for i in identities if m in i.members] for m in changed}
    return {m: amount.text for m, amount in expected_values(observations, touching, changed, {}).items()}


@given(st.lists(st.lists(st.integers(0, 9999), min_size=2, max_size=4), min_size=2, max_size=4), st.data())
def test_the_value_is_what_was_there(numbers: list[list[int]], data: st.DataObject) -> None:
    if len({len(row) for row in numbers}) > 1:
        numbers = [row[:2] for row in numbers]
    grid = Grid(numbers)
    at = data.draw(st.integers(0, len(grid.values) - 1))
    was = grid.observations()[at].amount.text
    observations = grid.observations({at: grid.values[at] + 777})
    assert _shown(observations, grid.identities, {at}) == {at: was}


def test_one_value_gives_the_next() -> None:
    observations = prints("1.00", "99.00", "2.00", "88.00", "3.00", "3.00")
    chain = [total(1, 0, 2), total(3, 1, 4)]
    assert _shown(observations, chain, {1, 3}) == {1: "3.00", 3: "6.00"}


def test_what_nothing_tells_has_no_value() -> None:
    observations = prints("1.00", "2.00")
    assert _shown(observations, [same(0, 1)], {0, 1}) == {}


def test_the_finest_print_tells() -> None:
    """The same amount in 元 says more than a sentence with one decimal."""
    coarse, wrong = prints("3210.1", "9999.99")
    fine = replace(prints("32101300.00", unit=Unit.YUAN)[0], index=2)
    assert _shown([coarse, wrong, fine], [same(0, 1), same(1, 2)], {1}) == {1: "3210.13"}


def test_a_value_stays_within_what_others_allow() -> None:
    """The parts give 10.006; another print of the same amount allows less than 10.005."""
    observations = prints("77.00", "3.335", "3.335", "3.336", "10.00")
    sums = [total(0, 1, 2, 3), same(0, 4)]
    assert _shown(observations, sums, {0}) == {0: "10.00"}


def test_a_stated_fall_keeps_its_sign() -> None:
    """100 − 130 = −30 is printed as a fall of 30."""
    observations = prints("100.00", "130.00", "3.00", cell=False)
    fall = observations[2]
    observations[2] = replace(fall, sign=-1, low=-fall.high, high=-fall.low)
    assert _shown(observations, [total(0, 1, 2)], {2}) == {2: "30.00"}
