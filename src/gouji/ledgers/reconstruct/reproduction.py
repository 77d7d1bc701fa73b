"""How much of what a document prints a ledger says as well: asked of the ledger alone, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.ledgers.reconstruct.items import restrictions
from gouji.ledgers.reconstruct.margins import TABLE, Margin, Margins
from gouji.model.coordinates import Coordinates
from gouji.model.ledger import Fact, Ledger, lies_in


@dataclass(frozen=True, slots=True)
class Reproduction:
    """Of ``amounts`` printed in tables (noughts apart), ``exact`` are what the ledger's amount rounds to, ``near`` are
    a unit of their last digit away, ``missed`` more, and of ``unknown`` it is not known what they are amounts of."""

    amounts: int
    exact: int
    near: tuple[tuple[Margin, int], ...]
    missed: tuple[tuple[Margin, int], ...]
    unknown: int

    @property
    def share(self) -> float:
        """The share of all printed amounts that is reproduced exactly."""
        return self.exact / self.amounts if self.amounts else 0.0


def reproduction(ledger: Ledger, margins: Margins, unknown: int) -> Reproduction:
    """Compare a ledger with what is printed; ``unknown`` counts amounts that are not among the margins."""
    book = _Book(ledger)
    exact = 0
    near: list[tuple[Margin, int]] = []
    missed: list[tuple[Margin, int]] = []
    printed = [margin for margin in (*margins.facts, *margins.items) if margin.source == TABLE and margin.fen]
    for margin in printed:
        amount = book.amount(margin)
        if margin.low <= amount <= margin.high:
            exact += 1
        elif margin.low - (width := margin.high - margin.low + 1) <= amount <= margin.high + width and width > 1:
            near.append((margin, amount))
        else:
            missed.append((margin, amount))
    return Reproduction(len(printed) + unknown, exact, tuple(near), tuple(missed), unknown)


class _Book:
    """A ledger, asked many times."""

    def __init__(self, ledger: Ledger) -> None:
        self._stated = {(entry.year, entry.item, entry.unit): entry.amount for entry in ledger.stated}
        self._facts: dict[tuple[int, str], list[Fact]] = {}
        self._of_project: dict[str, list[Fact]] = {}
        for fact in ledger.facts:
            self._facts.setdefault((fact.year, fact.side), []).append(fact)
            if fact.project is not None:
                self._of_project.setdefault(fact.project, []).append(fact)

    def amount(self, margin: Margin) -> int:
        point = margin.point
        if margin.projects:
            return sum(self._sum(self._of_project.get(id, ()), point) for id in margin.projects)
        if point.item is not None and point.year is not None and not restrictions(point).keys() - {"unit"}:
            stated = self._stated.get((point.year, point.item, point.unit))
            if stated is not None:
                return stated
        if point.project is not None:
            return self._sum(self._of_project.get(point.project, ()), point)
        sides = [point.side] if point.side else ["revenue", "expenditure"]
        return sum(self._sum(self._facts.get((point.year or 0, side), ()), point) for side in sides)

    def _sum(self, facts: Sequence[Fact], point: Coordinates) -> int:
        return sum(fact.amount for fact in facts if lies_in(fact, point))
