"""Facts merged over what a question does not ask for: a question about functions does not go through every unit.

Every fact has a random number, its *trace*. Amounts and traces are summed alike: two sums with the same trace are of
the same facts (one chance in 2**64 aside).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from gouji.model.ledger import Fact

ASKED = ("stage", "side", "function", "economic", "use", "fund", "origin", "unit", "project")
"""What a fact is asked for beside its year and its items."""
FINE = ("economic", "unit", "project")
"""What most questions do not ask for."""
_PLACE = {name: at for at, name in enumerate(ASKED)}
TREE = "\x1f"
"""Between the levels of a project's place in the projects table."""
UNNAMED = f"?{TREE}"
"""The place of project expenditure that names no project of the ledger."""


UNCLASSIFIED = "000"
"""The functional class of revenue that finances nothing of this year, where other revenue says what it is for."""


Row = tuple[str | None, str | None, str | None, int, int]
"""Facts of one kind as one: economic item, unit, project's place (each None where not asked for), amount, trace."""


class Stratum(NamedTuple):
    """Facts that agree in all but ``FINE``: ``values`` as in ``ASKED`` (None at those), and their rows."""

    values: tuple[Any, ...]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What facts have in common beside unit, project and economic item."""

    year: int
    values: tuple[Any, ...]
    items: frozenset[str | None]


class Pools:
    """The facts of a ledger by year and item; ``places`` are the projects' places in the projects table."""

    def __init__(self, facts: Iterable[Fact], places: Mapping[str, str]) -> None:
        self._kinds: list[_Kind] = []
        self._rows: list[list[Row]] = []
        self._pools: dict[tuple[int | None, str | None, tuple[str, ...]], tuple[Stratum, ...]] = {}
        facts = tuple(facts)
        self._revenue_by_function = {fact.year for fact in facts if fact.side == "revenue" and fact.function}
        known: dict[tuple[Any, ...], int] = {}
        chance = Random("facts").getrandbits
        rows = self._rows
        for fact in facts:
            amount = fact.amount
            if not amount:
                continue
            key = (
                fact.year, fact.stage, fact.side, fact.function, fact.use, fact.fund, fact.origin, fact.item, fact.tags
            )  # fmt: skip
            kind = known.get(key)
            if kind is None:
                kind = known[key] = self._kind(fact)
                rows.append([])
            place: str | None = UNNAMED if fact.use == "project" and fact.item is None else None
            if fact.project is not None:
                place = places.get(fact.project, UNNAMED)
            rows[kind].append((fact.economic, fact.unit, place, amount, chance(64)))

    def items(self) -> set[tuple[int, str]]:
        """The items that facts have, by year."""
        return {(kind.year, item) for kind in self._kinds for item in kind.items if item not in {None, "grand_total"}}

    def pool(self, year: int | None, item: str | None, fine: tuple[str, ...]) -> tuple[Stratum, ...]:
        """The facts of a year (None: of all years) that count for an item, merged over what is not in ``fine``."""
        pool = self._pools.get((year, item, fine))
        if pool is None:
            pool = self._pools[year, item, fine] = self._merged(year, item, fine)
        return pool

    def _merged(self, year: int | None, item: str | None, fine: tuple[str, ...]) -> tuple[Stratum, ...]:
        by_code, by_unit, by_project = ("economic" in fine, "unit" in fine, "project" in fine)
        strata: list[Stratum] = []
        for kind, rows in zip(self._kinds, self._rows, strict=True):
            if item not in kind.items or year not in (None, kind.year):
                continue
            if not fine:
                whole = (None, None, None, sum([row[3] for row in rows]), sum([row[4] for row in rows]))
                strata.append(Stratum(kind.values, (whole,)))
                continue
            if len(fine) == len(FINE):
                strata.append(Stratum(kind.values, rows))
                continue
            totals: dict[tuple[str | None, str | None, str | None], list[int]] = {}
            for economic, unit, place, amount, trace in rows:
                key = (economic if by_code else None, unit if by_unit else None, place if by_project else None)
                total = totals.get(key)
                if total is None:
                    totals[key] = [amount, trace]
                else:
                    total[0] += amount
                    total[1] += trace
            strata.append(Stratum(kind.values, [(*key, amount, trace) for key, (amount, trace) in totals.items()]))
        return tuple(strata)

    def _kind(self, fact: Fact) -> int:
        function = fact.function
        if function is None and fact.side == "revenue" and fact.year in self._revenue_by_function:
            function = UNCLASSIFIED
        values = (fact.stage, fact.side, function, None, fact.use, fact.fund, fact.origin, None, None)
        self._kinds.append(_Kind(fact.year, values, _items(fact.side, fact.item, fact.tags)))
        return len(self._kinds) - 1


def _items(side: str, item: str | None, tags: frozenset[str]) -> frozenset[str | None]:
    """The items a fact counts for, as :func:`gouji.model.ledger.lies_in` has it."""
    found: set[str | None] = set()
    for path in (item,) if item is not None else tags:
        steps = path.split("/")
        found.update("/".join(steps[:depth]) for depth in range(1, len(steps) + 1))
    if item is None:
        found.add(None)
    if side == "expenditure":
        found.add("grand_total")
    return frozenset(found)
