"""The generator keeps its promises: repeatable, consistent, and true about what it printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.model.coordinates import Coordinates
from gouji.model.money import Interval, parse_number
from tests.generate import LAYOUTS, Budget, Features, PrintedDocument, generate
from tests.generate.document import TextBlock

SEEDS = st.integers(0, 2**32)
BUDGETS = st.builds(
    generate,
    SEEDS,
    units=st.integers(1, 6),
    projects=st.integers(0, 11),
    precision=st.sampled_from(["exact", "rounded"]),
)


def documents_of(budget: Budget) -> list[PrintedDocument]:
    return [printed(budget) for printed in LAYOUTS.values()]


@settings(max_examples=25)
@given(SEEDS)
def test_the_same_seed_gives_the_same_text(seed: int) -> None:
    first, second = generate(seed), generate(seed)
    for printed in LAYOUTS.values():
        assert printed(first).text == printed(second).text


def test_another_seed_gives_other_amounts() -> None:
    texts = {LAYOUTS["provincial"](generate(seed)).text for seed in range(20)}
    assert len(texts) == 20


@settings(max_examples=25)
@given(BUDGETS)
def test_revenue_balances_expenditure_for_each_fund_and_unit(budget: Budget) -> None:
    points = [Coordinates(unit=unit.name) for unit in budget.units]
    points += [Coordinates(fund=fund) for fund in ("fiscal_appropriation", "own_funds", "government_fund_budget")]
    for point in [Coordinates(), *points]:
        revenue = budget.amount(replace(point, side="revenue"))
        spent = budget.amount(replace(point, side="expenditure"))
        assert revenue == spent + budget.amount(replace(point, side="expenditure", item="carried_forward"))


@settings(max_examples=25)
@given(BUDGETS)
def test_codes_partition_the_total(budget: Budget) -> None:
    total = budget.amount(budget.at(side="expenditure"))
    assert total > 0
    for length in (3, 5, 7):
        points = [budget.at(side="expenditure", function=code) for code in budget.functions(length)]
        assert sum(map(budget.amount, points)) == total


@settings(max_examples=25)
@given(BUDGETS)
def test_every_project_has_money_and_weights_of_ninety(budget: Budget) -> None:
    for plan in budget.projects:
        assert budget.amount(budget.at(use="project", project=plan.key, unit=plan.unit)) > 0
        assert sum(indicator.weight for indicator in plan.indicators) == 90
        assert all(indicator.weight > 0 for indicator in plan.indicators)
    assert len({(plan.key, plan.unit) for plan in budget.projects}) == len(budget.projects)


@settings(max_examples=25)
@given(BUDGETS)
def test_exact_budgets_lose_nothing_in_ten_thousands(budget: Budget) -> None:
    multiples = all(fact.amount % 10_000 == 0 for fact in budget.ledger.facts)
    assert multiples or budget.precision == "rounded"


@settings(max_examples=25)
@given(BUDGETS, st.sampled_from(sorted(LAYOUTS)))
def test_printed_amounts_are_the_truth_rounded(budget: Budget, layout: str) -> None:
    document = LAYOUTS[layout](budget)
    for table in document.tables:
        for row in table.rows:
            for field in row:
                if field.cell:
                    assert parse_number(field.text) == field.cell.amount.text
                    point = field.cell.coordinates
                    assert point is None or _holds(field.cell.amount.interval, budget.amount(point))


def _holds(interval: Interval, fen: int) -> bool:
    return interval.low <= fen <= interval.high


@settings(max_examples=25)
@given(BUDGETS, st.sampled_from(sorted(LAYOUTS)))
def test_equal_coordinates_print_amounts_that_meet(budget: Budget, layout: str) -> None:
    seen: dict[Coordinates, Interval] = {}
    for cell in LAYOUTS[layout](budget).truth.cells:
        if cell.coordinates:
            assert cell.amount.interval.meets(seen.setdefault(cell.coordinates, cell.amount.interval))


@settings(max_examples=25)
@given(BUDGETS, st.sampled_from(sorted(LAYOUTS)))
def test_statements_are_true_and_stand_in_their_sentence(budget: Budget, layout: str) -> None:
    document = LAYOUTS[layout](budget)
    for block in document.blocks:
        for statement in block.statements if isinstance(block, TextBlock) else ():
            assert statement.sentence == block.text
            point, base = statement.coordinates, statement.base
            if statement.kind == "amount":
                assert statement.amount
                assert point
                assert _holds(statement.amount.interval, budget.amount(point))
            if statement.kind == "change" and statement.amount and point and base:
                change = abs(budget.amount(point) - budget.amount(base))
                assert _holds(statement.amount.interval, change)
            printed = [statement.amount.text] if statement.amount else []
            for number in (*printed, statement.percent, statement.count):
                assert number is None or number in block.text.replace(",", "")


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_rows_are_as_wide_as_their_header(layout: str) -> None:
    for table in LAYOUTS[layout](generate(5, features=EVERYTHING)).tables:
        widths = Counter(len(row) for row in (*table.header, *table.rows))
        assert len(widths) == 1 or not table.header


EVERYTHING = Features(True, True, True, True)


def test_every_feature_reaches_the_print() -> None:
    budget = generate(11, units=4, features=replace(EVERYTHING, carried_forward=True))
    document = LAYOUTS["provincial"](budget)
    printed = {cell.coordinates for cell in document.truth.cells}
    expected = [
        budget.at(side="revenue", origin="carried_over"),
        budget.at(side="expenditure", fund="government_fund_budget"),
        budget.at(side="expenditure", fund="state_capital_budget"),
        budget.at(side="revenue", fund="own_funds/business"),
        budget.at(side="expenditure", item="carried_forward"),
    ]
    assert printed.issuperset(expected)


def test_a_district_refuses_money_left_for_next_year() -> None:
    with pytest.raises(ValueError, match="left for next year"):
        LAYOUTS["district"](generate(1, features=Features(carried_forward=True)))


def test_truth_lists_projects_and_targets_as_printed() -> None:
    budget = generate(2, units=3, projects=8)
    for layout in ("provincial", "municipal"):
        document = LAYOUTS[layout](budget)
        assert len(document.truth.projects) == len(document.truth.targets) == 8
        for project in document.truth.projects:
            assert f"{project.name}\t{project.unit}\t" in document.text


def test_size_grows_with_units_and_projects() -> None:
    small = LAYOUTS["provincial"](generate(1, units=3, projects=8))
    large = LAYOUTS["provincial"](generate(1, units=24, projects=64))
    assert len(large.truth.targets) == 64
    assert len(large.truth.cells) > 2 * len(small.truth.cells)
