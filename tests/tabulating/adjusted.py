"""Approved budgets with adjustments drawn from a seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from gouji.ledgers.adjusting import adjusted_ledger
from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.ledger import AdjustmentEntry, Fact, Ledger
from gouji.model.money import Amount
from gouji.model.publication import Publication

EXPLANATION = "因年中工作任务变化，对部分支出作了调整。"


def adjusted(approved: Ledger, seed: int) -> Ledger:
    """The budget after an adjustment of its first unit and of some others: lines are cut, taken away wholly, raised;
    revenue follows."""
    chance = Random(seed)
    changes: dict[Fact, int] = defaultdict(int)
    entries = []
    for number, unit in enumerate(approved.units):
        if number and chance.random() < 0.4:
            continue
        spent = [f for f in _own(approved, EXPENDITURE) if f.unit == unit.id and f.item is None]
        more = less = 0
        for fact in chance.sample(spent, min(4, len(spent))):
            change = chance.choice((-fact.amount, -fact.amount // 2, fact.amount // 3, 12_345))
            revenue = next(f for f in _own(approved, REVENUE) if _source(f) == _source(fact))
            changes[replace(fact, amount=0)] += change
            changes[replace(revenue, amount=0)] += change
            more, less = more + max(change, 0), less + max(-change, 0)
        entries.append(AdjustmentEntry(unit.id, "2026-08-03", more, less, "项目进度变化", "批复〔2026〕1号"))
    lines = [replace(fact, amount=amount) for fact, amount in changes.items() if amount]
    return adjusted_ledger(approved, lines, entries, explanation=EXPLANATION, published_on="2026-08-10")


def _own(ledger: Ledger, side: str) -> Iterator[Fact]:
    return (fact for fact in ledger.facts if fact.year == ledger.year and fact.side == side)


def _source(fact: Fact) -> tuple[str, str, str]:
    return fact.unit, fact.fund, fact.origin


def printed(publication: Publication) -> dict[Coordinates, Amount]:
    """What a publication prints at each point, as it is printed first."""
    found: dict[Coordinates, Amount] = {}
    for table in publication.tables:
        for row in table.body:
            for cell in row:
                if cell is not None and cell.amount is not None and cell.coordinates is not None:
                    found.setdefault(cell.coordinates, cell.amount)
    return found
