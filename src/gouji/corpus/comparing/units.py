"""The budget units of two years: kept, new, gone, and which of the new ones took over the projects of those gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gouji.corpus.comparing.side import Side
from gouji.corpus.figures import Figure
from gouji.corpus.offices import institution_key
from gouji.model.coordinates import Coordinates


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as listed, with its total where it is printed."""

    name: str
    key: str
    total: Figure | None


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit that is gone and the new one under which ``projects`` of its projects stand."""

    before: Unit
    after: Unit
    projects: int


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """The units of two documents. Units in ``succeeded`` are not in ``new`` and ``gone``."""

    kept: tuple[tuple[Unit, Unit], ...]
    new: tuple[Unit, ...]
    gone: tuple[Unit, ...]
    succeeded: tuple[Succession, ...]

    @property
    def renamed(self) -> dict[str, str]:
        """Keys of units before to those after, of units that may have been renamed or merged."""
        return {one.before.key: one.after.key for one in self.succeeded}


def unit_changes(before: Side, after: Side) -> UnitChanges:
    """The changes; nothing where one of the documents lists no units."""
    ours, theirs = _units(before), _units(after)
    if not ours or not theirs:
        return UnitChanges((), (), (), ())
    gone = {key: unit for key, unit in ours.items() if key not in theirs}
    new = {key: unit for key, unit in theirs.items() if key not in ours}
    succeeded = tuple(_succeeded(before, after, gone, new))
    settled = {one.before.key for one in succeeded} | {one.after.key for one in succeeded}
    return UnitChanges(
        tuple((unit, theirs[key]) for key, unit in ours.items() if key in theirs),
        tuple(unit for key, unit in new.items() if key not in settled),
        tuple(unit for key, unit in gone.items() if key not in settled),
        succeeded,
    )


def unit_key(name: str | None) -> str | None:
    """The key of a unit's name where there is one."""
    return institution_key(name) if name else None


def _units(side: Side) -> dict[str, Unit]:
    totals = {
        unit_key(point.unit): figure
        for point, figure in side.own.items()
        if point.unit is not None and side.plain(point.without("unit")) == Coordinates(side="revenue")
    }
    found: dict[str, Unit] = {}
    for name in side.units:
        key = unit_key(name)
        if key is not None:
            found.setdefault(key, Unit(name, key, totals.get(key)))
    return found


def _succeeded(before: Side, after: Side, gone: Mapping[str, Unit], new: Mapping[str, Unit]) -> list[Succession]:
    """A unit that is gone went where most of its projects went by name, if each of them names one project only."""
    counts: dict[str, Counter[str]] = {}
    names = [Counter(project.key for project in side.projects) for side in (before, after)]
    owner = {project.key: unit_key(project.unit) for project in after.projects}
    for project in before.projects:
        old, now = unit_key(project.unit), owner.get(project.key)
        if old in gone and now in new and names[0][project.key] == names[1][project.key] == 1:
            counts.setdefault(str(old), Counter())[str(now)] += 1
    found = []
    for old, counter in counts.items():
        (now, most), *others = counter.most_common(2)
        if not others or others[0][1] < most:
            found.append(Succession(gone[old], new[now], most))
    return found
