"""Integer programmes: the cheapest integers within bounds that satisfy linear equations, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence

Row = tuple[dict[int, int], int]
"""Σ coefficient · unknown = right side."""

_SECONDS = 20.0


def solve_integers(
    lower: Sequence[int], upper: Sequence[int], costs: Sequence[float], rows: Sequence[Row]
) -> list[int] | None:
    """The integers within their bounds of least cost that satisfy every row, or None where there are none (or none was
    found in time). The solver works in floating point: what it finds is rounded and every row checked."""
    import highspy
    import numpy as np

    # The class below highspy.Highs, which prints a banner to standard output while it is made.
    model = highspy._core._Highs()
    for option, setting in (
        ("output_flag", False),
        ("log_to_console", False),
        ("threads", 1),
        ("time_limit", _SECONDS),
    ):
        model.setOptionValue(option, setting)
    count = len(costs)
    every = np.arange(count, dtype=np.int32)
    largest = max(map(abs, costs), default=1.0) or 1.0
    model.addVars(count, np.array(lower, dtype=float), np.array(upper, dtype=float))
    model.changeColsCost(count, every, np.array(costs, dtype=float) / largest)
    model.changeColsIntegrality(count, every, np.array([highspy.HighsVarType.kInteger] * count))
    starts: list[int] = []
    index: list[int] = []
    weights: list[float] = []
    for row, _ in rows:
        starts.append(len(index))
        index.extend(row)
        weights.extend(map(float, row.values()))
    rights = np.array([right for _, right in rows], dtype=float)
    model.addRows(
        len(rows),
        rights,
        rights,
        len(index),
        np.array(starts, dtype=np.int32),
        np.array(index, dtype=np.int32),
        np.array(weights),
    )
    model.run()
    found = model.getSolution().col_value
    if len(found) != count:
        return None
    values = [round(value) for value in found]
    bounded = all(low <= value <= high for low, value, high in zip(lower, values, upper, strict=True))
    held = all(sum(c * values[at] for at, c in row.items()) == right for row, right in rows)
    return values if bounded and held else None
