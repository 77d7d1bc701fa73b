"""Simulated departments are what they promise: balanced, complete, repeatable, of any size."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.ledgers import check, simulate
from gouji.ledgers.simulate import FEATURES
from gouji.model.coordinates import Coordinates


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 12), st.frozensets(st.sampled_from(sorted(FEATURES))))
def test_nothing_is_wrong_with_them(seed: int, units: int, features: frozenset[str]) -> None:
    assert [str(p) for p in check(simulate(seed, units, features=features)) if p.level == "error"] == []


@given(st.integers(0, 10**6), st.integers(1, 6))
@settings(max_examples=15)
def test_money_comes_in_for_what_is_spent(seed: int, units: int) -> None:
    ledger = simulate(seed, units, features=FEATURES)
    for year in (ledger.year, ledger.year - 1):
        for unit in ledger.units:
            revenue = ledger.amount_at(Coordinates(year=year, side="revenue", unit=unit.id))
            point = Coordinates(year=year, side="expenditure", unit=unit.id, item="grand_total")
            assert revenue == ledger.amount_at(point)


def test_arguments_decide_everything() -> None:
    assert simulate(7, 5) == simulate(7, 5)
    assert simulate(7, 5) != simulate(8, 5)


def test_features_are_there_when_asked_for() -> None:
    bare, full = simulate(3, 6, features=()), simulate(3, 6, features=FEATURES)
    assert {fact.fund for fact in bare.facts} == {"general_public_budget"}
    assert {fact.origin for fact in bare.facts} == {"current"}
    funds = {fact.fund for fact in full.facts}
    assert {"government_fund_budget", "state_capital_budget"} <= funds
    assert any(fund.startswith("own_funds/") for fund in funds)
    assert any(fact.origin == "carried_over" for fact in full.facts)
    assert any(fact.item == "carried_forward" for fact in full.facts)
    assert sum(entry.hidden for entry in full.projects) == 1


def test_targets_belong_to_projects_and_their_weights_add_up() -> None:
    ledger = simulate(2, 8, 30, features=())
    assert len(ledger.targets) == 30
    for target in ledger.targets:
        assert sum(int(indicator.weight or 0) for indicator in target.indicators) == 90


def test_amounts_are_multiples_of_the_quantum() -> None:
    assert all(fact.amount % 10_000 == 0 for fact in simulate(1, 3, quantum=10_000).facts if fact.use != "project")


def test_size_is_a_matter_of_arguments_alone() -> None:
    small, large = simulate(1, 10, features=()), simulate(1, 1000, features=())
    assert len(large.units) == 1000
    assert 50 < len(large.facts) / len(small.facts) < 150
    assert max(Counter(unit.name for unit in large.units).values()) == 1


@pytest.mark.parametrize("arguments", [{"units": 0}, {"units": 1, "projects": 12}, {"units": 2, "features": ["x"]}])
def test_what_cannot_be_is_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"at least one unit|features are"):
        simulate(1, **arguments)  # type: ignore[arg-type]
