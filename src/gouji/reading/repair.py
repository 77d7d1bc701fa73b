"""Damage that arithmetic undoes: fields of a row that slipped by a column, a page number glued to an amount.

Nothing is repaired because it looks wrong. Where a row's sums across its columns fail as printed, other readings of the
same marks are tried; if exactly one makes them hold it is taken and its amounts are marked, else the row stays as it
is.
Slipped fields occur only in recognised text: a true grid has its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.identities.partitions import DIMENSIONS, partition
from gouji.lexicon.terms import understand
from gouji.model.coordinates import Coordinates
from gouji.model.frozen import replace
from gouji.model.money import Unit, parse_amount, parse_number
from gouji.reading.panels import RawAmount, RawPanel

_SHIFTS = (1, -1, 2, -2)
_GROUPED_TAIL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A panel with its amounts where they belong; ``moved`` are positions in ``panel.amounts`` that were inferred."""

    panel: RawPanel
    moved: frozenset[int]


_Group = tuple[int, tuple[int, ...]]


def repair(panel: RawPanel, columns: Sequence[Coordinates | None], unit: Unit, *, slipped: bool) -> Repaired:
    """The panel with what arithmetic decides. ``slipped``: fields may have slipped (recognised text)."""
    groups = _groups(panel, columns)
    if not groups:
        return Repaired(panel, frozenset())
    amounts = list(panel.amounts)
    moved: set[int] = set()
    by_row: dict[int, list[int]] = {}
    for position, amount in enumerate(amounts):
        by_row.setdefault(amount.row, []).append(position)
    for positions in by_row.values():
        printed = [amounts[p] for p in positions]
        if any(parse_number(amount.text) is None for amount in printed):
            better = _best(printed, list(_unglued(printed)), groups, unit)
        elif slipped and not _score(printed, groups, unit)[2]:
            better = _best(printed, list(_shifted(printed, len(panel.columns))), groups, unit)
        else:
            continue
        if better is not None:
            for position, before, after in zip(positions, printed, better, strict=True):
                if before != after:
                    amounts[position] = after
                    moved.add(position)
    return Repaired(replace(panel, amounts=tuple(amounts)), frozenset(moved))


def _groups(panel: RawPanel, columns: Sequence[Coordinates | None]) -> list[_Group]:
    """Columns that sum to another by what their headers say."""
    points = [(index, point) for index, point in enumerate(columns) if point is not None]
    found: list[_Group] = []
    for index, point in points:
        for dimension in DIMENSIONS:
            parts = partition(point, points, dimension)
            if len(parts) > 1:
                found.append((index, parts))
    for column in panel.columns:
        meaning = understand(column.leaf)
        prefix = column.path[:-1]
        if meaning is None or "total" not in meaning.flags or not prefix:
            continue
        inside = tuple(
            at for at, other in enumerate(panel.columns) if other is not column and other.path[: len(prefix)] == prefix
        )
        if inside and not any(_is_total(panel.columns[at].leaf) for at in inside):
            found.append((panel.columns.index(column), inside))
    return list(dict.fromkeys(found))


def _is_total(text: str) -> bool:
    meaning = understand(text)
    return meaning is not None and "total" in meaning.flags


def _best(
    printed: Sequence[RawAmount], readings: Sequence[Sequence[RawAmount]], groups: Sequence[_Group], unit: Unit
) -> Sequence[RawAmount] | None:
    """The one reading that holds every sum it touches and more of them than the printed one, with the fewest amounts
    read otherwise; None if there are several."""
    before = _score(printed, groups, unit)[0]
    ranked: list[tuple[int, int, Sequence[RawAmount]]] = []
    for reading in readings:
        held, _, sound = _score(reading, groups, unit)
        if sound and held > before:
            ranked.append((-held, sum(a != b for a, b in zip(printed, reading, strict=True)), reading))
    ranked.sort(key=lambda entry: entry[:2])
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    return ranked[0][2]


def _score(reading: Sequence[RawAmount], groups: Sequence[_Group], unit: Unit) -> tuple[int, int, bool]:
    """``(sums held, sums broken, sound)`` of a row read this way; sound when no sum is broken."""
    at: dict[int, tuple[int, int]] = {}
    for amount in reading:
        parsed = parse_amount(amount.text, unit)
        if parsed is not None:
            at[amount.column] = (parsed.interval.low, parsed.interval.high)
    held = broken = 0
    for total, parts in groups:
        verdict = _holds(at, total, parts)
        held += verdict is True
        broken += verdict is False
    return held, broken, not broken


def _holds(at: Mapping[int, tuple[int, int]], total: int, parts: Sequence[int]) -> bool | None:
    """Whether a total is its parts; None where neither is printed. Parts without their total are broken."""
    found = [at[part] for part in parts if part in at]
    if not found:
        return None
    if total not in at:
        return all(low <= 0 <= high for low, high in found)
    low, high = at[total]
    return low <= sum(high for _, high in found) and sum(low for low, _ in found) <= high


def _shifted(printed: Sequence[RawAmount], width: int) -> Iterator[Sequence[RawAmount]]:
    """The row with a run of amounts at its end moved a little; the ones before it stay."""
    for start in range(len(printed)):
        for shift in _SHIFTS:
            tail = [replace(amount, column=amount.column + shift) for amount in printed[start:]]
            head = printed[:start]
            if tail[-1].column >= width or tail[0].column < 0:
                continue
            if head and tail[0].column <= head[-1].column:
                continue
            yield [*head, *tail]


def _unglued(printed: Sequence[RawAmount]) -> Iterator[Sequence[RawAmount]]:
    """The row with each cell that is no number read as an amount with digits of something else before it, or as the
    pieces of one number."""
    for position, amount in enumerate(printed):
        if parse_number(amount.text) is not None:
            continue
        for text in dict.fromkeys(_readings(amount.text)):
            yield [*printed[:position], replace(amount, text=text), *printed[position + 1 :]]


def _readings(text: str) -> Iterator[str]:
    compact = "".join(text.split())
    for cut in range(1, min(4, len(compact))):
        rest = compact[cut:]
        if compact[:cut].isdigit() and _GROUPED_TAIL.fullmatch(rest) and not rest.startswith("0"):
            yield rest
    pieces = text.split()
    if len(pieces) > 1:
        if parse_number(compact) is not None:
            yield compact
        for piece in pieces:
            if parse_number(piece) is not None:
                yield piece
