"""What holds of a budget within its year: what was approved, and every approved adjustment on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.web.cycle.models import AdjustmentLine, AdjustmentStage, Budget
from gouji.web.cycle.rows import Row, of_lines


def added(rows: Sequence[Row], changes: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with changes of their amounts; what becomes nothing is left out."""
    sums = {row.point: row for row in rows}
    for change in changes:
        known = sums.get(change.point)
        sums[change.point] = replace(change, amount=change.amount + (known.amount if known else 0))
    return tuple(row for row in sums.values() if row.amount)


def adjusted_rows(budget: Budget) -> tuple[Row, ...]:
    """The adjusted budget; the budget itself where nothing was adjusted."""
    changes = AdjustmentLine.objects.filter(
        adjustment__budget=budget, adjustment__stage=AdjustmentStage.APPROVED
    ).order_by("adjustment__number", "position")
    return added(of_lines(budget.lines.all()), of_lines(changes))
