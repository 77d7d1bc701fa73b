"""How small and how large an unknown can be under linear equations: certified in exact arithmetic.

HiGHS finds the answer in floating point; its duals say which equations prove it, and the proof is reckoned again in
fractions. So a bound is never tighter than the equations allow, whatever the solver rounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

_DENOMINATOR = 720
"""Duals of sums are small fractions; these contain the halves, thirds, quarters, fifths and sixths."""


@dataclass(frozen=True, slots=True)
class Row:
    """``low`` ≤ Σ coefficient · unknown ≤ ``high``."""

    coefficients: Mapping[int, int]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A bound with what proves it: weights of rows, and of unknowns whose own limits are used. ``value`` is exact and
    need not be whole; ``reached`` whether the solver's own answer is as tight."""

    value: Fraction
    rows: Mapping[int, Fraction]
    limits: Mapping[int, Fraction]
    reached: bool


@dataclass
class Programme:
    """Unknowns within limits, and rows over them; all whole numbers."""

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    _solver: Any = None

    def unknown(self, low: int, high: int) -> int:
        """A new unknown; gives its index."""
        self.lower.append(low)
        self.upper.append(high)
        return len(self.lower) - 1

    def equal(self, coefficients: Mapping[int, int], value: int = 0) -> int:
        """Σ coefficient · unknown = value; gives the row's index."""
        return self.between(coefficients, value, value)

    def between(self, coefficients: Mapping[int, int], low: int, high: int) -> int:
        """A row; gives its index."""
        self.rows.append(Row(dict(coefficients), low, high))
        return len(self.rows) - 1

    def propagated(self, rounds: int = 20) -> list[tuple[int, int]]:
        """Limits of every unknown that follow row by row: sound, quick, and not the tightest."""
        low, high = list(self.lower), list(self.upper)
        for _ in range(rounds):
            moved = sum(_tightened(row, low, high) for row in self.rows)
            if not moved:
                break
        return list(zip(low, high, strict=True))

    def feasible(self) -> bool:
        """Whether any values satisfy all rows and limits, as far as the solver can tell."""
        solver = self._ready()
        solver.run()
        return "ptimal" in solver.modelStatusToString(solver.getModelStatus())

    def least(self, unknown: int) -> Proof:
        """The proved lower bound of an unknown."""
        return self._proof(unknown, 1)

    def most(self, unknown: int) -> Proof:
        """The proved upper bound of an unknown."""
        proof = self._proof(unknown, -1)
        return Proof(-proof.value, proof.rows, proof.limits, proof.reached)

    def range(self, unknown: int) -> tuple[int, int, Proof, Proof]:
        """The whole numbers an unknown must lie between, with the proofs."""
        least, most = self.least(unknown), self.most(unknown)
        return ceil(least.value), floor(most.value), least, most

    def _proof(self, unknown: int, sign: int) -> Proof:
        import numpy as np

        solver = self._ready()
        count = len(self.lower)
        costs = np.zeros(count)
        costs[unknown] = sign
        solver.changeColsCost(count, np.arange(count, dtype=np.int32), costs)
        solver.run()
        duals = list(solver.getSolution().row_dual)
        wanted = solver.getInfo().objective_function_value
        best: Proof | None = None
        for turn in (1, -1):
            weights = {
                at: weight
                for at, dual in enumerate(duals)
                if (weight := Fraction(turn * dual).limit_denominator(_DENOMINATOR))
            }
            proof = self._bound(unknown, sign, weights, wanted)
            if best is None or proof.value > best.value:
                best = proof
        if best is None:
            raise AssertionError
        return best

    def _bound(self, unknown: int, sign: int, weights: Mapping[int, Fraction], wanted: float) -> Proof:
        """Weak duality: for any weights, Σ weight · side of the row + Σ remaining cost · limit bounds the objective."""
        remaining: dict[int, Fraction] = {unknown: Fraction(sign)}
        value = Fraction(0)
        for at, weight in weights.items():
            row = self.rows[at]
            value += weight * (row.low if weight > 0 else row.high)
            for index, coefficient in row.coefficients.items():
                remaining[index] = remaining.get(index, Fraction(0)) - weight * coefficient
        limits = {index: cost for index, cost in remaining.items() if cost}
        for index, cost in limits.items():
            value += cost * (self.lower[index] if cost > 0 else self.upper[index])
        return Proof(value, weights, limits, abs(float(value) - wanted) <= 0.5 + 1e-9 * abs(wanted))

    def _ready(self) -> Any:
        if self._solver is None:
            self._solver = _solver(self.lower, self.upper, self.rows)
        return self._solver


def _tightened(row: Row, low: list[int], high: list[int]) -> bool:
    """Tighten limits by one row of coefficients 1 and -1; whether any moved."""
    terms = row.coefficients.items()
    least = sum(c * (low[at] if c > 0 else high[at]) for at, c in terms)
    most = sum(c * (high[at] if c > 0 else low[at]) for at, c in terms)
    moved = False
    for at, c in terms:
        if abs(c) != 1:
            continue
        rest_least = least - (low[at] if c > 0 else -high[at])
        rest_most = most - (high[at] if c > 0 else -low[at])
        own_low, own_high = row.low - rest_most, row.high - rest_least
        if c < 0:
            own_low, own_high = -own_high, -own_low
        if own_low > low[at] or own_high < high[at]:
            low[at], high[at] = max(low[at], own_low), min(high[at], own_high)
            moved = True
            least = rest_least + (low[at] if c > 0 else -high[at])
            most = rest_most + (high[at] if c > 0 else -low[at])
    return moved


def _solver(lower: Sequence[int], upper: Sequence[int], rows: Sequence[Row]) -> Any:
    import highspy
    import numpy as np

    # The class below highspy.Highs, which prints a banner to standard output while it is made.
    solver = highspy._core._Highs()
    for option, setting in (("output_flag", False), ("log_to_console", False), ("threads", 1)):
        solver.setOptionValue(option, setting)
    solver.addVars(len(lower), np.array(lower, dtype=float), np.array(upper, dtype=float))
    starts: list[int] = []
    index: list[int] = []
    values: list[float] = []
    for row in rows:
        starts.append(len(index))
        index.extend(row.coefficients)
        values.extend(map(float, row.coefficients.values()))
    if rows:
        solver.addRows(
            len(rows),
            np.array([row.low for row in rows], dtype=float),
            np.array([row.high for row in rows], dtype=float),
            len(index),
            np.array(starts, dtype=np.int32),
            np.array(index, dtype=np.int32),
            np.array(values),
        )
    return solver
