"""The index answers what the ledger answers, only faster; traces tell which facts are behind an amount."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.ledgers import simulate
from gouji.ledgers.simulate import FEATURES
from gouji.model.coordinates import FUND_PARENTS, Coordinates
from gouji.model.ledger import DepartmentEntry, Fact, Ledger, StatedAmount, UnitEntry
from gouji.tabulating.axes import project_paths
from gouji.tabulating.index import AGENCY, Index, project_path

TREE = ("type", "level1")


@cache
def drawn(seed: int) -> tuple[Ledger, Index]:
    ledger = simulate(seed, units=4, year=2026, features=FEATURES)
    return ledger, Index(ledger, project_paths(ledger.projects, TREE))


@st.composite
def points(draw: st.DrawFn) -> tuple[int, Coordinates]:
    """A seed, and a point that some fact of its ledger suggests: each of its dimensions restricted or not, coarser or
    as fine as the fact."""
    seed = draw(st.integers(1, 3))
    facts = drawn(seed)[0].facts
    fact = facts[Random(draw(st.integers(0, 2**32))).randrange(len(facts))]
    digits = st.sampled_from([3, 5, 7])
    return seed, Coordinates(
        year=fact.year,
        side=draw(st.sampled_from([fact.side, None])),
        function=draw(st.sampled_from([None, fact.function and fact.function[: draw(digits)]])),
        economic=draw(st.sampled_from([None, fact.economic and fact.economic[: draw(digits)]])),
        use=draw(st.sampled_from([None, fact.use, fact.use and fact.use.split("/")[0]])),
        fund=draw(st.sampled_from([None, fact.fund, FUND_PARENTS.get(fact.fund)])),
        origin=draw(st.sampled_from([None, fact.origin])),
        unit=draw(st.sampled_from([None, fact.unit])),
        item=draw(st.sampled_from([None, "grand_total", "carried_forward", *sorted(fact.tags), "three_public"])),
    )


@settings(max_examples=150)
@given(points())
def test_an_amount_is_the_sum_of_its_facts(drawn_point: tuple[int, Coordinates]) -> None:
    seed, point = drawn_point
    ledger, index = drawn(seed)
    if not any(entry.item == point.item for entry in ledger.stated):
        assert index.figure(point).amount == ledger.amount_at(point)


@settings(max_examples=60)
@given(points(), st.sampled_from(["function", "economic", "fund", "unit", "use", "origin"]))
def test_values_are_those_of_the_facts(drawn_point: tuple[int, Coordinates], dimension: str) -> None:
    seed, point = drawn_point
    ledger, index = drawn(seed)
    found = {getattr(fact, dimension) for fact in ledger.facts_at(point)} - {None}
    told = {value for value in index.values(dimension, point) if value != "000"}
    assert told <= found
    assert all(index.figure(point.at(dimension, value)).trace for value in told if getattr(point, dimension) is None)


def test_parts_have_the_trace_of_their_total() -> None:
    _, index = drawn(1)
    spent = Coordinates(year=2026, side="expenditure")
    total = index.figure(spent)
    for dimension in ("function", "unit", "fund", "origin", "use"):
        parts = [index.figure(spent.at(dimension, value)) for value in index.values(dimension, spent)]
        assert sum(part.trace for part in parts) == total.trace
        assert sum(part.amount for part in parts) == total.amount
    assert index.figure(replace(spent, side="revenue")).trace != total.trace


def test_projects_are_asked_for_by_their_place() -> None:
    ledger, index = drawn(1)
    paths = project_paths(ledger.projects, TREE)
    point = Coordinates(year=2026, side="expenditure", use="project")
    for entry in ledger.projects:
        expected = sum(f.amount for f in ledger.facts if f.project == entry.id and f.year == 2026)
        assert index.figure(replace(point, project=project_path(paths[entry.id]))).amount == expected
    kinds = {path[:1] for path in paths.values()}
    whole = index.figure(point)
    assert sum(index.figure(replace(point, project=project_path(kind))).trace for kind in kinds) == whole.trace


def ledger_of(*facts: Fact, stated: tuple[StatedAmount, ...] = ()) -> Ledger:
    units = (UnitEntry("1", "甲局"), UnitEntry("2", "甲中心", "institution"))
    return Ledger(DepartmentEntry("甲局", 2026), units, (), facts, stated)


def fact(amount: int, **more: object) -> Fact:
    base = Fact(2026, "expenditure", "1", "general_public_budget", amount, function="2010301", use="basic/operating")
    return replace(base, **more)  # type: ignore[arg-type]


def test_agency_expenses_are_what_administrative_units_operate_on() -> None:
    point = Coordinates(year=2026, item=AGENCY)
    facts = (fact(100), fact(20, unit="2"), fact(3, use="project"), fact(5, fund="own_funds/other"))
    assert Index(ledger_of(*facts), {}).figure(point).amount == 100
    tagged = (*facts, fact(7, tags=frozenset({AGENCY})))
    assert Index(ledger_of(*tagged), {}).figure(point).amount == 7
    stated = (StatedAmount(2026, AGENCY, 55),)
    assert Index(ledger_of(*tagged, stated=stated), {}).figure(point).amount == 55


def test_a_stated_part_takes_the_place_of_its_facts() -> None:
    facts = (
        fact(100, tags=frozenset({"three_public/reception"})),
        fact(30, tags=frozenset({"three_public/vehicles/operating"})),
    )
    index = Index(ledger_of(*facts, stated=(StatedAmount(2026, "three_public/reception", 90),)), {})
    assert index.figure(Coordinates(year=2026, item="three_public")).amount == 120
    assert index.figure(Coordinates(year=2026, item="three_public/vehicles")).amount == 30
    whole = Index(ledger_of(*facts, stated=(StatedAmount(2026, "three_public", 500),)), {})
    assert whole.figure(Coordinates(year=2026, item="three_public")).amount == 500


def test_what_last_year_was_is_known_only_as_fine_as_it_is_told() -> None:
    spent = Coordinates(year=2025, side="expenditure")
    nothing = Index(ledger_of(fact(100)), {})
    assert not nothing.knows(spent)
    total = fact(90, year=2025, function=None, use=None, fund="unnamed")
    coarse = Index(ledger_of(fact(100), total), {})
    assert coarse.knows(spent)
    assert not coarse.knows(spent.at("fund", "general_public_budget"))
    assert not coarse.knows(spent.at("function", "201"))
    fine = Index(ledger_of(fact(100), fact(90, year=2025)), {})
    assert fine.knows(spent.at("function", "201"))
    assert fine.knows(Coordinates(year=2025, item="three_public"))
    said = Index(ledger_of(fact(100), total, stated=(StatedAmount(2025, "three_public/abroad", 0),)), {})
    assert said.knows(Coordinates(year=2025, item="three_public/abroad"))
    assert not said.knows(Coordinates(year=2025, item="three_public/reception"))
