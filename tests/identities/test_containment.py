"""A part is never more than its whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.identities.containment import excesses
from gouji.identities.observation import Observation
from gouji.model.coordinates import Coordinates
from gouji.model.money import Amount, Unit

SPENT = Coordinates(year=2025, side="expenditure")


def printed(*amounts: tuple[Coordinates, str]) -> list[Observation]:
    """Observations in 万元 at points."""
    made = []
    for index, (point, text) in enumerate(amounts):
        amount = Amount(text, Unit.TEN_THOUSAND_YUAN)
        low, high = amount.interval.low, amount.interval.high
        made.append(Observation(index, f"c{index}", amount, low, high, point, 0, 0, index, 0))
    return made


RECEPTION = Coordinates(year=2025, item="three_public/reception")


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (SPENT.at("use", "project").at("function", "201"), SPENT.at("use", "project")),
        (SPENT.at("use", "basic/personnel"), SPENT.at("use", "basic")),
        (SPENT.at("fund", "general_public_budget"), SPENT.at("fund", "fiscal_appropriation")),
        (SPENT.at("function", "2010301"), SPENT.at("function", "20103")),
        (SPENT.at("economic", "30217").at("use", "basic"), RECEPTION),
        (SPENT.at("unit", "甲中心").at("use", "basic"), SPENT),
    ],
)
def test_more_than_its_whole_is_told(part: Coordinates, whole: Coordinates) -> None:
    found = excesses(printed((part, "8.31"), (whole, "0.30")), ())
    assert [(e.part, e.whole) for e in found] == [(0, 1)]
    assert not excesses(printed((part, "0.30"), (whole, "0.30")), ())


def test_rounding_is_left_open() -> None:
    part, whole = SPENT.at("use", "project"), SPENT
    assert not excesses(printed((part, "10.01"), (whole, "10.0")), ())
    assert excesses(printed((part, "10.06"), (whole, "10.0")), ())


def test_what_is_no_part_is_not_compared() -> None:
    general, government = (SPENT.at("fund", fund) for fund in ("general_public_budget", "government_fund_budget"))
    assert not excesses(printed((government, "9.00"), (general, "1.00")), ())
    assert not excesses(printed((SPENT.at("year", 2024), "9.00"), (SPENT, "1.00")), ())
    assert not excesses(printed((SPENT.at("stage", "final"), "9.00"), (SPENT.at("stage", "budget"), "1.00")), ())
    travel = SPENT.at("economic", "30211")
    assert not excesses(printed((travel, "9.00"), (RECEPTION, "1.00")), ())


def test_a_doubted_amount_says_nothing() -> None:
    amounts = printed((SPENT.at("use", "project"), "9.00"), (SPENT, "1.00"))
    assert not excesses(amounts, {0})
    assert not excesses(amounts, {1})


def test_one_cause_is_told_once() -> None:
    found = excesses(
        printed((SPENT.at("function", "201"), "9.00"), (SPENT.at("function", "20103"), "8.00"), (SPENT, "1.00")), ()
    )
    assert [(e.part, e.whole) for e in found] == [(0, 2)]


def test_a_negative_expenditure_silences_it() -> None:
    amounts = printed((SPENT.at("use", "project"), "9.00"), (SPENT.at("function", "201"), "-8.00"), (SPENT, "1.00"))
    assert not excesses(amounts, ())


@given(st.lists(st.tuples(st.sampled_from(["2010301", "2010302", "2080505"]), st.integers(0, 10**6)), max_size=12))
def test_sums_of_what_is_spent_never_exceed(facts: list[tuple[str, int]]) -> None:
    totals: dict[Coordinates, int] = {}
    for code, fen in facts:
        for point in (SPENT, *(SPENT.at("function", code[:length]) for length in (3, 5, 7))):
            totals[point] = totals.get(point, 0) + fen
    amounts = printed(*((point, f"{fen / 10**6:.6f}") for point, fen in totals.items()))
    assert not excesses(amounts, ())
