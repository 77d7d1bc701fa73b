"""Targets of two documents: which were copied, which indicators were raised, lowered, new or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gouji.corpus.comparing.side import SideIndicator, SideProject, SideTarget
from gouji.corpus.comparing.units import unit_key

RAISED, LOWERED, SAME, OTHER = "raised", "lowered", "same", "other"
_AT_MOST = frozenset({"≤", "<", "＜", "不超过"})


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator of both: ``direction`` is raised, lowered, same or other (not comparable as numbers)."""

    before: SideIndicator
    after: SideIndicator
    direction: str


@dataclass(frozen=True, slots=True)
class TargetPair:
    """A target before and after. ``copied``: not a word of objective and indicators changed."""

    project: str | None
    before: SideTarget
    after: SideTarget
    copied: bool
    indicators: tuple[IndicatorChange, ...]
    new: tuple[SideIndicator, ...]
    dropped: tuple[SideIndicator, ...]


@dataclass(frozen=True, slots=True)
class TargetChanges:
    """All targets of two documents."""

    pairs: tuple[TargetPair, ...]
    new: tuple[SideTarget, ...]
    gone: tuple[SideTarget, ...]

    def changed(self, direction: str) -> list[tuple[TargetPair, IndicatorChange]]:
        """The indicators of both documents that moved so."""
        return [(pair, one) for pair in self.pairs for one in pair.indicators if one.direction == direction]


Owner = tuple[str | None, str | None]
"""The key of a project and the key of its unit."""


def target_changes(
    before: Sequence[SideTarget], after: Sequence[SideTarget], renamed: Mapping[Owner, Owner]
) -> TargetChanges:
    """Targets paired by their projects; ``renamed`` are owners before with those after."""
    waiting: dict[str | None, list[SideTarget]] = {}
    for one in after:
        waiting.setdefault(one.key, []).append(one)
    pairs: list[TargetPair] = []
    gone: list[SideTarget] = []
    for one in before:
        key, unit = renamed.get(owner(one), owner(one))
        candidates = waiting.get(key, [])
        found = next((other for other in candidates if unit_key(other.unit) == unit), None)
        if found is None and len(candidates) == 1:
            found = candidates[0]
        if found is None:
            gone.append(one)
            continue
        candidates.remove(found)
        pairs.append(_pair(one, found))
    return TargetChanges(tuple(pairs), tuple(one for ones in waiting.values() for one in ones), tuple(gone))


def owner(of: SideTarget | SideProject) -> Owner:
    """Whose it is."""
    return of.key, unit_key(of.unit)


def _pair(before: SideTarget, after: SideTarget) -> TargetPair:
    changes: list[IndicatorChange] = []
    dropped, new = list(before.indicators), list(after.indicators)
    for with_kind in (True, False):
        waiting: dict[tuple[str, str | None], list[SideIndicator]] = {}
        for one in new:
            waiting.setdefault((one.key, one.level2 if with_kind else None), []).append(one)
        for one in list(dropped):
            found = waiting.get((one.key, one.level2 if with_kind else None))
            if found:
                other = found.pop(0)
                changes.append(IndicatorChange(one, other, direction(one, other)))
                dropped.remove(one)
                new.remove(other)
    copied = before.fingerprint is not None and before.fingerprint == after.fingerprint
    return TargetPair(after.project, before, after, copied, tuple(changes), tuple(new), tuple(dropped))


def direction(before: SideIndicator, after: SideIndicator) -> str:
    """Which way an indicator moved. More is higher, except where the value is a ceiling: there less is."""
    if before.value == after.value:
        return SAME
    low, high = _number(before), _number(after)
    ceilings = (before.operator in _AT_MOST, after.operator in _AT_MOST)
    if low is None or high is None or before.measure != after.measure or ceilings[0] != ceilings[1]:
        return OTHER
    if low == high:
        return SAME if before.operator == after.operator else OTHER
    return RAISED if (high > low) != ceilings[0] else LOWERED


def _number(indicator: SideIndicator) -> Decimal | None:
    try:
        return Decimal(indicator.number) if indicator.number else None
    except InvalidOperation:
        return None
