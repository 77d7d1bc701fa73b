"""The amounts of atoms meet every margin exactly, or say which they miss."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.ledgers.reconstruct.solver import Row, solve


def row(members: list[int], fen: int, half: int = 0, beyond: float | None = 6000.0) -> Row:
    low, high = fen - half, fen + max(half - 1, 0)
    return Row(np.array(members, dtype=np.int32), None, fen, low, high, beyond)


@st.composite
def tables(draw: st.DrawFn) -> list[list[list[int]]]:
    """A joint over three dimensions."""
    sizes = [draw(st.integers(1, 4)) for _ in range(3)]
    amount = st.one_of(st.just(0), st.integers(0, 10**11))
    return [[[draw(amount) for _ in range(sizes[2])] for _ in range(sizes[1])] for _ in range(sizes[0])]


def margins(joint: np.ndarray, step: int) -> list[Row]:
    """The three margins over two dimensions, rounded to a step, and the total."""
    places = np.arange(joint.size).reshape(joint.shape)
    rows: list[Row] = []
    for axis in range(3):
        sums = joint.sum(axis=axis)
        members = np.moveaxis(places, axis, -1)
        for index in np.ndindex(*sums.shape):
            value = (int(sums[index]) + step // 2) // step * step
            rows.append(row(members[index].tolist(), value, step // 2))
    total = (int(joint.sum()) + step // 2) // step * step
    rows.append(row(places.ravel().tolist(), total, step // 2))
    return rows


@settings(max_examples=60)
@given(tables(), st.sampled_from([1, 100, 10_000]))
def test_margins_of_a_joint_are_met_exactly(joint: list[list[list[int]]], step: int) -> None:
    values = np.array(joint, dtype=object)
    rows = margins(values, step)
    solution = solve([1.0] * values.size, rows)
    assert solution is not None
    assert solution.missed == ()
    assert min(solution.amounts) >= 0
    for entry in rows:
        assert entry.low <= sum(solution.amounts[i] for i in entry.plus.tolist()) <= entry.high


def test_rounded_parts_move_inside_their_intervals() -> None:
    """4323.91 + 927.46 is printed as 5251.36: a true solution lies inside all three."""
    rows = [row([0], 4_323_910_000, 5000), row([1], 927_460_000, 5000), row([0, 1], 5_251_360_000, 5000)]
    solution = solve([0.0, 0.0], rows)
    assert solution is not None
    assert solution.missed == ()
    assert 5_251_355_000 <= sum(solution.amounts) <= 5_251_364_999


def test_a_contradiction_is_missed_where_it_is_cheapest() -> None:
    rows = [row([0], 100), row([1], 200), row([0, 1], 999, beyond=500.0)]
    solution = solve([0.0, 0.0], rows)
    assert solution is not None
    assert solution.amounts == (100, 200)
    assert solution.missed == ((2, 300),)


def test_the_cheaper_atom_is_taken() -> None:
    solution = solve([3.0, 0.0, 1.0], [row([0, 1, 2], 500)])
    assert solution is not None
    assert solution.amounts == (0, 500, 0)


def test_ties_hold() -> None:
    tie = Row(np.array([0, 1], dtype=np.int32), np.array([2, 3], dtype=np.int32), 0, 0, 0, None)
    solution = solve([0.0] * 4, [row([0], 70), row([1], 30), row([2], 60), tie])
    assert solution is not None
    assert solution.amounts == (70, 30, 60, 40)


def test_nothing_to_choose_from() -> None:
    solution = solve([], [row([], 5), row([], 0)])
    assert solution is not None
    assert solution.missed == ((0, 0),)
