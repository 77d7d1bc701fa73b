"""The amounts of atoms that reproduce printed margins: a linear programme, then whole 分.

Every margin may move inside the interval that its printed digits leave open, at a small cost, and beyond it at a large
one; what has to move beyond is where the document contradicts itself. The solver works in floating point and only
chooses; the amounts are rounded to 分 and what rounding breaks is mended by a small integer programme, so that every
sum is checked, and holds, in exact arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Columns = NDArray[np.int32]

INSIDE = 50.0
"""What it costs to move a margin by a unit of amount inside its interval."""
_MEND_REACH = 3
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Row:
    """``low`` ≤ Σ plus − Σ minus ≤ ``high`` over atoms, preferably ``fen``; ``beyond`` is the cost of leaving it (None:
    never), ``inside`` that of moving within it."""

    plus: Columns
    minus: Columns | None
    fen: int
    low: int
    high: int
    beyond: float | None
    inside: float = INSIDE


@dataclass(frozen=True, slots=True)
class Solution:
    """``amounts`` of the atoms in 分; ``missed`` the rows that they do not meet, with what they sum to instead."""

    amounts: tuple[int, ...]
    missed: tuple[tuple[int, int], ...]


def solve(costs: Sequence[float], rows: Sequence[Row]) -> Solution | None:
    """The cheapest amounts ≥ 0 of atoms. None when the solver finds none."""
    import numpy as np

    if not costs:
        return Solution((), tuple((n, 0) for n, row in enumerate(rows) if not row.low <= 0 <= row.high))
    scale = _scale(rows)
    programme = _Programme(costs, rows, scale)
    found = programme.run()
    if found is None:
        return None
    amounts = [round(value) for value in (np.array(found[: len(costs)]) * scale).tolist()]
    amounts = [max(amount, 0) for amount in amounts]
    moved = programme.beyond(found)
    amounts = _mended(amounts, rows, moved)
    missed = [(n, total) for n, row in enumerate(rows) if not row.low <= (total := _total(row, amounts)) <= row.high]
    return Solution(tuple(amounts), tuple(missed))


def _scale(rows: Sequence[Row]) -> float:
    """The unit of amount of the programme, in 分: the largest margin has about seven digits in it."""
    largest = max((abs(row.fen) for row in rows), default=1)
    return 10.0 ** max(0, len(str(largest)) - 7)


def _total(row: Row, amounts: Sequence[int]) -> int:
    total: int = sum(amounts[i] for i in row.plus.tolist())
    return total - (sum(amounts[i] for i in row.minus.tolist()) if row.minus is not None else 0)


class _Programme:
    """The linear programme: atoms, then for each row what it moves down and up inside its interval and beyond it."""

    def __init__(self, costs: Sequence[float], rows: Sequence[Row], scale: float) -> None:
        self.rows = rows
        self.costs = list(costs)
        self.upper = [float("inf")] * len(costs)
        self.extra: list[list[tuple[int, float]]] = []
        self.far: dict[int, list[int]] = {}
        self.scale = scale
        for n, row in enumerate(rows):
            own: list[tuple[int, float]] = []
            for sign, room in ((-1.0, row.high - row.fen), (1.0, row.fen - row.low)):
                if room > 0:
                    own.append((self._column(row.inside, room / scale), sign))
                if row.beyond is not None:
                    column = self._column(row.beyond, float("inf"))
                    own.append((column, sign))
                    self.far.setdefault(n, []).append(column)
            self.extra.append(own)

    def _column(self, cost: float, upper: float) -> int:
        self.costs.append(cost)
        self.upper.append(upper)
        return len(self.costs) - 1

    def run(self) -> list[float] | None:
        import highspy
        import numpy as np

        model = _quiet(highspy)
        model.setOptionValue("time_limit", _SECONDS)
        starts, index, value, wanted = [0], [], [], []
        for row, extra in zip(self.rows, self.extra, strict=True):
            index.append(row.plus)
            value.append(np.ones(len(row.plus)))
            if row.minus is not None:
                index.append(row.minus)
                value.append(-np.ones(len(row.minus)))
            index.append(np.array([column for column, _ in extra], dtype=np.int32))
            value.append(np.array([sign for _, sign in extra]))
            starts.append(starts[-1] + len(row.plus) + (len(row.minus) if row.minus is not None else 0) + len(extra))
            wanted.append(row.fen / self.scale)
        count = len(self.costs)
        model.addVars(count, np.zeros(count), np.array(self.upper))
        model.changeColsCost(count, np.arange(count, dtype=np.int32), np.array(self.costs))
        bounds = np.array(wanted)
        model.addRows(
            len(self.rows),
            bounds,
            bounds,
            starts[-1],
            np.array(starts[:-1], dtype=np.int32),
            np.concatenate(index).astype(np.int32) if index else np.array([], dtype=np.int32),
            np.concatenate(value) if value else np.array([]),
        )
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(model.getSolution().col_value)

    def beyond(self, found: Sequence[float]) -> frozenset[int]:
        """The rows that were moved beyond their interval."""
        return frozenset(
            n for n, columns in self.far.items() if any(found[column] * self.scale > 0.5 for column in columns)
        )


def _mended(amounts: list[int], rows: Sequence[Row], moved: frozenset[int]) -> list[int]:
    """The amounts, changed by the few 分 that rounding them to whole ones left rows short of or over."""
    import highspy
    import numpy as np

    off: list[tuple[Row, int, int]] = []
    broken = False
    for n, row in enumerate(rows):
        if n in moved:
            continue
        total = _total(row, amounts)
        off.append((row, row.low - total, row.high - total))
        broken = broken or not row.low <= total <= row.high
    if not broken:
        return amounts
    used = {i for row, _, _ in off for i in row.plus.tolist() if amounts[i]}
    used |= {i for row, _, _ in off if row.minus is not None for i in row.minus.tolist() if amounts[i]}
    columns = {i: at for at, i in enumerate(sorted(used))}
    count = len(columns)
    reach = float(_MEND_REACH)
    model = _quiet(highspy)
    model.setOptionValue("time_limit", _SECONDS / 4)
    down = np.array([min(reach, float(amounts[i])) for i in columns])
    model.addVars(2 * count, np.zeros(2 * count), np.concatenate([np.full(count, reach), down]))
    everything = np.arange(2 * count, dtype=np.int32)
    model.changeColsCost(2 * count, everything, np.ones(2 * count))
    model.changeColsIntegrality(2 * count, everything, np.array([highspy.HighsVarType.kInteger] * (2 * count)))
    for row, low, high in off:
        index: list[int] = []
        value: list[float] = []
        for members, sign in ((row.plus, 1.0), (row.minus, -1.0)):
            for i in members.tolist() if members is not None else ():
                if i in columns:
                    index += [columns[i], columns[i] + count]
                    value += [sign, -sign]
        model.addRow(float(low), float(high), len(index), np.array(index, dtype=np.int32), np.array(value))
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return amounts
    solution = model.getSolution().col_value
    mended = list(amounts)
    for i, at in columns.items():
        mended[i] += round(solution[at]) - round(solution[at + count])
    return mended


def _quiet(highspy: Any) -> Any:
    # The class below highspy.Highs: the outer one prints a banner while it is made.
    model = highspy._core._Highs()
    for option, setting in (("log_to_console", False), ("output_flag", False), ("threads", 1)):
        model.setOptionValue(option, setting)
    return model
