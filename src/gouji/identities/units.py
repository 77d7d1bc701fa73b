"""A table printed in another unit than it says: 单位：元 over amounts of 万元.

The same budget is printed in table after table, so the numbers of a table stand in others, too. Where they do only as
numbers, never as amounts, the unit over the table is wrong, not each of its amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.identities.observation import Observation
from gouji.model.frozen import replace
from gouji.model.money import Amount, Unit

_FEWEST = 3
_TELLING = 4
"""So many digits, and so many different numbers: fewer may agree by chance."""


@dataclass(frozen=True, slots=True)
class WrongUnit:
    """A table (by index) that says ``printed`` and means ``meant``: ``witnesses`` are observations of it and from
    elsewhere that print the same number in the two units."""

    table: int
    printed: Unit
    meant: Unit
    witnesses: tuple[tuple[int, int], ...]


def wrong_units(observations: Sequence[Observation]) -> tuple[WrongUnit, ...]:
    """The tables whose telling numbers stand elsewhere in another unit, at least three of them or all there are with
    one of more digits, and none of them in another table as the same amount."""
    by_number: dict[Decimal, list[int]] = defaultdict(list)
    by_amount: dict[int, set[int]] = defaultdict(set)
    tables: dict[int, list[int]] = defaultdict(list)
    for o in observations:
        if len(o.amount.text.replace(".", "").strip("-0")) >= _TELLING:
            by_number[o.amount.value].append(o.index)
            if o.table is not None:  # a sentence may have the same wrong unit
                by_amount[o.fen].add(o.table)
                tables[o.table].append(o.index)
    found: list[WrongUnit] = []
    for table, members in tables.items():
        if any(by_amount[observations[m].fen] - {table} for m in members):
            continue
        pairs: dict[Unit, dict[Decimal, tuple[int, int]]] = defaultdict(dict)
        for m in members:
            o = observations[m]
            for other in by_number[o.amount.value]:
                there = observations[other]
                if there.table != table and there.amount.unit is not o.amount.unit:
                    pairs[there.amount.unit].setdefault(o.amount.value, (m, other))
        if not pairs:
            continue
        meant, same = max(pairs.items(), key=lambda item: len(item[1]))
        telling = {observations[m].amount.value for m in members}
        enough = len(same) >= _FEWEST or (
            same.keys() == telling and any(len(str(value).replace(".", "").strip("-0")) > _TELLING for value in same)
        )
        if enough and _is_alone(observations, tables, table, meant):
            printed = observations[members[0]].amount.unit
            found.append(WrongUnit(table, printed, meant, tuple(same.values())))
    return tuple(found)


def _is_alone(observations: Sequence[Observation], tables: dict[int, list[int]], table: int, meant: Unit) -> bool:
    """Whether more tables say the unit a table seems to mean than say the one it says."""
    units = [observations[members[0]].amount.unit for members in tables.values()]
    return units.count(meant) > units.count(observations[tables[table][0]].amount.unit)


def in_meant_units(observations: Sequence[Observation], wrong: Sequence[WrongUnit]) -> tuple[Observation, ...]:
    """The observations with the amounts of such tables in the unit that is meant."""
    meant = {one.table: one.meant for one in wrong}
    return tuple(_in_unit(o, meant[o.table]) if o.table in meant else o for o in observations)


def _in_unit(observation: Observation, unit: Unit) -> Observation:
    amount = Amount(observation.amount.text, unit)
    return replace(observation, amount=amount, low=amount.interval.low, high=amount.interval.high)
