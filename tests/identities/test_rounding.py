"""Controlled rounding: every sum holds, no value moves by a step, what needs no rounding stays."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.identities.choices import Sum
from gouji.identities.rounding import Rounded, controlled_rounding

AMOUNTS = st.integers(-500, 2000)
STEP = 100


def crossing(table: list[list[int]]) -> tuple[list[int], list[Sum]]:
    """A table with its row sums, column sums and total, all as amounts, and what ties them."""
    height, width = len(table), len(table[0])
    exact = [cell for row in table for cell in row]
    rows = [sum(row) for row in table]
    columns = [sum(row[c] for row in table) for c in range(width)]
    first_row, first_column, total = len(exact), len(exact) + height, len(exact) + height + width
    sums: list[Sum] = [(first_row + r, tuple(r * width + c for c in range(width))) for r in range(height)]
    sums += [(first_column + c, tuple(r * width + c for r in range(height))) for c in range(width)]
    sums += [(total, tuple(range(first_row, first_column))), (total, tuple(range(first_column, total)))]
    return [*exact, *rows, *columns, sum(rows)], sums


def holds(rounded: Rounded, sums: list[Sum]) -> bool:
    values = rounded.values
    return all(values[total] == sum(values[part] for part in parts) for total, parts in sums)


TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(AMOUNTS, min_size=width, max_size=width), min_size=1, max_size=8)
)


@given(TABLES)
def test_a_table_and_its_margins_are_rounded_to_their_neighbours(table: list[list[int]]) -> None:
    exact, sums = crossing(table)
    rounded = controlled_rounding(exact, sums, STEP)
    assert holds(rounded, sums)
    assert not rounded.moved
    for amount, value in zip(exact, rounded.values, strict=True):
        assert abs(value * STEP - amount) < STEP
        assert amount % STEP or value * STEP == amount


@given(st.lists(st.lists(st.integers(0, 3000), min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_tree_is_rounded_from_the_top(groups: list[list[int]]) -> None:
    exact = [part for group in groups for part in group]
    sums: list[Sum] = []
    start = 0
    for group in groups:
        sums.append((len(exact) + len(sums), tuple(range(start, start + len(group)))))
        start += len(group)
    exact += [sum(group) for group in groups]
    sums.append((len(exact), tuple(total for total, _ in sums)))
    exact.append(sum(sum(group) for group in groups))
    rounded = controlled_rounding(exact, sums, STEP)
    assert holds(rounded, sums)
    assert all(abs(value * STEP - amount) < STEP for amount, value in zip(exact, rounded.values, strict=True))


@given(st.lists(st.integers(0, 99), min_size=27, max_size=27))
def test_three_margins_hold_and_what_moves_further_is_named(cells: list[int]) -> None:
    places = list(product(range(3), repeat=3))
    exact = list(cells)
    sums: list[Sum] = []
    for axis, other in ((0, 1), (0, 2), (1, 2)):
        for values in product(range(3), repeat=2):
            parts = tuple(n for n, place in enumerate(places) if (place[axis], place[other]) == values)
            sums.append((len(exact), parts))
            exact.append(sum(exact[part] for part in parts))
    rounded = controlled_rounding(exact, sums, STEP)
    assert holds(rounded, sums)
    far = {at for at, value in enumerate(rounded.values) if abs(value * STEP - exact[at]) >= STEP}
    assert far == set(rounded.moved)


@given(TABLES)
def test_the_same_table_is_always_rounded_alike(table: list[list[int]]) -> None:
    exact, sums = crossing(table)
    assert controlled_rounding(exact, sums, STEP) == controlled_rounding(exact, sums, STEP)


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_without_sums_everything_is_rounded_half_up(exact: list[int]) -> None:
    values = controlled_rounding(exact, [], STEP).values
    assert values == tuple((2 * amount + STEP) // (2 * STEP) for amount in exact)


def test_as_few_values_as_possible_leave_their_nearest() -> None:
    # 1.5 + 1.5 + 1.5 = 4.5: all halves up would be 6 under a 5.
    exact = [150, 150, 150, 450]
    rounded = controlled_rounding(exact, [(3, (0, 1, 2))], STEP)
    assert rounded.values[3] == sum(rounded.values[:3])
    nearest = (2, 2, 2, 5)
    assert sum(value != half_up for value, half_up in zip(rounded.values, nearest, strict=True)) == 1


def test_what_is_printed_often_stays() -> None:
    # Rows 1.4 + 1.4 = 2.8 and 1.6 + 1.6 = 3.2, columns 3.0: two cells leave their nearest value, or both row totals.
    exact, sums = crossing([[140, 140], [160, 160]])
    totals_matter = controlled_rounding(exact, sums, STEP, weights=[1, 1, 1, 1, 9, 9, 1, 1, 1]).values
    assert totals_matter[4:6] == (3, 3)
    cells_matter = controlled_rounding(exact, sums, STEP, weights=[9, 9, 9, 9, 1, 1, 1, 1, 1]).values
    assert cells_matter[:4] == (1, 1, 2, 2)


def test_in_a_tree_too_what_is_printed_often_stays() -> None:
    exact: list[int] = [140, 140, 280]
    assert controlled_rounding(exact, [(2, (0, 1))], STEP, weights=[1, 1, 9]).values[2] == 3
    assert controlled_rounding(exact, [(2, (0, 1))], STEP, weights=[9, 9, 1]).values == (1, 1, 2)


@given(st.lists(st.integers(0, 300), min_size=2, max_size=7), st.integers(1, 6))
def test_a_tree_is_rounded_at_the_least_cost(parts: list[int], cut: int) -> None:
    """Against all choices there are: two groups and their total."""
    first, second = parts[:cut], parts[cut:]
    exact = [*parts, sum(first), sum(second), sum(parts)]
    size = len(parts)
    sums: list[Sum] = [
        (size, tuple(range(len(first)))),
        (size + 1, tuple(range(len(first), size))),
        (size + 2, (size, size + 1)),
    ]
    rounded = controlled_rounding(exact, sums, STEP)

    def left(values: tuple[int, ...]) -> int:
        return sum(value != (2 * amount + STEP) // (2 * STEP) for value, amount in zip(values, exact, strict=True))

    neighbours = [range(amount // STEP, -(-amount // STEP) + 1) for amount in exact]
    possible = [values for values in product(*neighbours) if holds(Rounded(values), sums)]
    assert left(rounded.values) == min(map(left, possible))


def test_decided_values_stay() -> None:
    exact, sums = [140, 140, 280], [(2, (0, 1))]
    assert controlled_rounding(exact, sums, STEP, {2: 3, 0: 2}).values == (2, 1, 3)


def test_decided_values_that_fit_nothing_move_the_rest() -> None:
    exact, sums = [140, 140, 280], [(2, (0, 1))]
    rounded = controlled_rounding(exact, sums, STEP, {2: 3, 0: 1})
    assert rounded.values == (1, 2, 3)
    rounded = controlled_rounding([100, 100, 200], sums, STEP, {2: 5})
    assert rounded.values[2] == 5
    assert holds(rounded, sums)
    assert rounded.moved


def test_two_halves_that_must_be_equal_and_make_a_whole_leave_it() -> None:
    # a = b and a + b = 1.00 with a = b = 0.50: no choice of neighbours does.
    exact = [50, 50, 100, 50]
    sums: list[Sum] = [(2, (0, 1)), (0, (3,)), (1, (3,))]
    rounded = controlled_rounding(exact, sums, STEP)
    assert holds(rounded, sums)
    assert rounded.moved


def test_amounts_that_do_not_sum_are_refused() -> None:
    with pytest.raises(ValueError, match="do not sum"):
        controlled_rounding([1, 1, 3], [(2, (0, 1))], STEP)


def test_thousands_of_units_cross_two_margins() -> None:
    table = [[(7919 * n) % 9973, (104729 * n) % 3001 if n % 3 else 0] for n in range(1, 4001)]
    exact, sums = crossing(table)
    rounded = controlled_rounding(exact, sums, STEP)
    assert holds(rounded, sums)
    assert all(abs(value * STEP - amount) < STEP for amount, value in zip(exact, rounded.values, strict=True))
