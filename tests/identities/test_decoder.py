"""The decoder finds the fewest amounts to change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gouji.identities.decoder import decode
from gouji.model.money import Unit
from tests.identities.drawn import Grid, prints, same, total

NUMBERS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(1, 99_999), min_size=width + 1, max_size=width + 1), min_size=2, max_size=5
    )
)


@given(NUMBERS)
def test_a_sound_table_is_not_accused(numbers: list[list[int]]) -> None:
    grid = Grid(numbers)
    assert decode(grid.observations(), grid.identities, []) == ()


@given(NUMBERS, st.data())
def test_one_wrong_amount_is_found(numbers: list[list[int]], data: st.DataObject) -> None:
    grid = Grid(numbers)
    at = data.draw(st.integers(0, len(grid.values) - 1))
    by = data.draw(st.integers(50, 9_999_999))
    clusters = decode(grid.observations({at: grid.values[at] + by}), grid.identities, [])
    assert [cluster.explanations[0].changed for cluster in clusters if cluster.settled] == [frozenset({at})]
    assert len(clusters) == 1
    assert not clusters[0].explanations[0].dropped


@given(NUMBERS, st.data())
def test_never_more_changes_than_were_planted(numbers: list[list[int]], data: st.DataObject) -> None:
    grid = Grid(numbers)
    places = data.draw(st.lists(st.integers(0, len(grid.values) - 1), min_size=2, max_size=4, unique=True))
    wrong = {at: grid.values[at] + data.draw(st.integers(50, 99_999)) for at in places}
    observations = grid.observations(wrong)
    clusters = decode(observations, grid.identities, [])
    first = [cluster.explanations[0] for cluster in clusters]
    assert sum(len(e.changed) + len(e.dropped) for e in first) <= len(wrong)
    broken = {n for n, identity in enumerate(grid.identities) if not identity.holds(observations)}
    assert {n for cluster in clusters for n in cluster.broken} == broken
    for explanation in (e for cluster in clusters for e in cluster.explanations):
        assert explanation.changed or explanation.dropped


def test_a_last_digit_is_seen_beside_an_amount_in_the_wrong_unit() -> None:
    """Magnitudes of one error do not hide another: 0.01 beside a miss of six thousand 万元."""
    one = prints("6295.86", "6295.86", "6295.87", "85.15")
    wrong_unit = prints("6295.86", unit=Unit.YUAN)[0]
    observations = [*one, replace(wrong_unit, index=4, id="o4")]
    clusters = decode(observations, [same(1, 0), same(2, 0), same(4, 0)], [])
    assert {m for c in clusters for e in c.explanations for m in e.changed} == {2, 4}
    assert all(cluster.settled for cluster in clusters)


def test_two_ties_are_two_clusters() -> None:
    """What cannot be decided in one place does not make what can be decided in another undecided."""
    observations = prints("10.00", "20.00", "30.00", "40.00", "5.00", "5.00", "7.00")
    clusters = decode(observations, [same(0, 1), same(2, 3), same(4, 5), same(6, 5)], [])
    ties = sorted(sorted(sorted(e.changed) for e in c.explanations) for c in clusters if not c.settled)
    assert ties == [[[0], [1]], [[2], [3]]]
    assert [sorted(c.explanations[0].changed) for c in clusters if c.settled] == [[6]]


def test_a_relation_is_given_up_once_for_all_columns() -> None:
    """A row that is withheld is missing from every column; three sums that miss are one cause."""
    observations = prints("10.00", "4.00", "5.00", "20.00", "9.00", "10.00", "30.00", "13.00", "15.00")
    rows = [total(3 * c, 3 * c + 1, 3 * c + 2, family="withheld", one_relation=True) for c in range(3)]
    across = [total(6 + r, r, 3 + r) for r in range(3)]
    clusters = decode(observations, [*rows, *across], [])
    assert len(clusters) == 1
    assert clusters[0].settled
    assert clusters[0].explanations[0].dropped == frozenset({0, 1, 2})
    assert not clusters[0].explanations[0].changed
    apart = [total(3 * c, 3 * c + 1, 3 * c + 2) for c in range(3)]
    assert any(e.changed for c in decode(observations, [*apart, *across], []) for e in c.explanations)


def test_no_amount_is_put_right_to_less_than_nothing() -> None:
    """10 = 3 + 2 + 90: neither 3 nor 2 can make up for it."""
    observations = prints("10.00", "3.00", "2.00", "90.00")
    (cluster,) = decode(observations, [total(0, 1, 2, 3)], [])
    assert {m for e in cluster.explanations for m in e.changed} == {0, 3}
    with_minus = prints("10.00", "3.00", "2.00", "90.00", "-1.00")
    (cluster,) = decode(with_minus, [total(0, 1, 2, 3)], [])
    assert {m for e in cluster.explanations for m in e.changed} == {0, 1, 2, 3}


def test_an_observed_identity_yields_where_a_derived_one_accuses() -> None:
    observations = prints("10.00", "11.00")
    (observed,) = decode(observations, [same(0, 1, derived=False)], [])
    assert observed.explanations[0].dropped == frozenset({0})
    (derived,) = decode(observations, [same(0, 1)], [])
    assert not derived.settled
