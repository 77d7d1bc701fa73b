"""Checks of a ledger with adjustments: what each leaves of a line, and that the list of them says what the lines do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from gouji.ledgers.problems import ERROR, LedgerProblem, Places
from gouji.ledgers.rows import yuan
from gouji.model.coordinates import EXPENDITURE
from gouji.model.kinds import ADJUSTMENT, AT_START
from gouji.model.ledger import Fact, Ledger


def adjustment_problems(ledger: Ledger, places: Places) -> Iterator[LedgerProblem]:
    """Everything wrong with the adjustments; nothing for a ledger without."""
    if not ledger.is_adjusted:
        if ledger.adjustments:
            yield LedgerProblem(ERROR, "登记了预算调整，却没有阶段是“预算调整”的收支", "预算调整")
        return
    yield from _lines(ledger, places)
    yield from _entries(ledger, places)


def _lines(ledger: Ledger, places: Places) -> Iterator[LedgerProblem]:
    left: dict[Fact, int] = defaultdict(int)
    last: dict[Fact, int] = {}
    for index, fact in enumerate(ledger.facts):
        if fact.year != ledger.year:
            continue
        if fact.stage not in {AT_START, ADJUSTMENT}:
            message = "有预算调整的账套，本年各行的阶段应是年初预算或预算调整"
            yield places.problem(ERROR, message, "facts", index, "stage")
            continue
        line = replace(fact, stage=None, amount=0, inferred=False)
        left[line] += fact.amount
        if fact.stage == ADJUSTMENT:
            last[line] = index
    for line, index in last.items():
        if left[line] < 0:
            message = f"调减超过年初数，调整后是 {yuan(left[line])} 元"
            yield places.problem(ERROR, message, "facts", index, "amount")


def _entries(ledger: Ledger, places: Places) -> Iterator[LedgerProblem]:
    """The entries of a unit sum to what its lines change; without any, nobody is told why."""
    changed: dict[str, int] = defaultdict(int)
    for fact in ledger.facts:
        if fact.year == ledger.year and fact.stage == ADJUSTMENT:
            changed[fact.unit] += fact.amount if fact.side == EXPENDITURE and fact.item is None else 0
    said: dict[str, int] = defaultdict(int)
    first: dict[str, int] = {}
    names = {unit.id: unit.name for unit in ledger.units}
    for index, entry in enumerate(ledger.adjustments):
        first.setdefault(entry.unit, index)
        said[entry.unit] += entry.more - entry.less
        if entry.unit not in names:
            yield places.problem(ERROR, f"单位“{entry.unit}”没有在“单位”表登记", "adjustments", index, "unit")
        if entry.more < 0 or entry.less < 0:
            yield places.problem(ERROR, "调增、调减都填正数", "adjustments", index, "more")
    for unit, amount in changed.items():
        name = names.get(unit, unit)
        if unit not in first:
            yield LedgerProblem(ERROR, f"单位“{name}”有预算调整，没有登记原因", "预算调整")
        elif said[unit] != amount:
            message = (
                f"单位“{name}”登记的调整使支出增加 {yuan(said[unit])} 元，各行合计是 {yuan(amount)} 元（负数是减少）"
            )
            yield places.problem(ERROR, message, "adjustments", first[unit], "more")
