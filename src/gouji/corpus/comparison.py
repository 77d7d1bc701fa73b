"""Two documents side by side by coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.corpus.ambition import TargetChanges, target_changes
from gouji.corpus.figures import DISPUTED, Figure
from gouji.corpus.naming import headlines
from gouji.corpus.offices import institution_key
from gouji.corpus.pairing import ProjectPair, paired
from gouji.corpus.side import Side
from gouji.model.coordinates import Coordinates

YEARS, DEPARTMENT_AND_UNIT, STAGES, VERSIONS, PEERS = "years", "department_and_unit", "stages", "versions", "peers"
"""How two documents are related: the same institution in two years, a department and its unit, budget and final
accounts of one year, two texts of one document, or different institutions."""


@dataclass(frozen=True, slots=True)
class Change:
    """A point's two figures, None where it is not printed; the point has no year."""

    point: Coordinates
    before: Figure | None
    after: Figure | None

    @property
    def difference(self) -> int | None:
        """After minus before in 分; None unless both are known."""
        if self.before is None or self.after is None or self.before.fen is None or self.after.fen is None:
            return None
        return self.after.fen - self.before.fen

    @property
    def agrees(self) -> bool | None:
        """Whether both can be the same amount as printed; None where one is unknown."""
        if self.before is None or self.after is None:
            return None
        one, other = self.before, self.after
        if one.low is None or one.high is None or other.low is None or other.high is None:
            return None
        return one.low <= other.high and other.low <= one.high


@dataclass(frozen=True, slots=True)
class Named:
    """A change with the name and indent of a headline."""

    name: str
    indent: int
    change: Change


@dataclass(frozen=True, slots=True)
class Mover:
    """A code's amounts in 分 where its axis is printed on both sides, one that is not printed being nought."""

    code: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """After minus before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents say. ``shared`` are the points printed in both, with the year of each; ``restated`` the points
    of the earlier document's year that the later one states as last year's; ``exceeding`` a unit's figures that are
    larger than the department's; ``only_before`` and ``only_after`` non-zero figures printed on one side."""

    before: Side
    after: Side
    relation: str
    swapped: bool
    headline: tuple[Named, ...]
    shared: tuple[Change, ...]
    functions: tuple[Mover, ...]
    economics: tuple[Mover, ...]
    projects: tuple[ProjectPair, ...]
    targets: TargetChanges
    restated: tuple[Change, ...]
    exceeding: tuple[Change, ...]
    only_before: tuple[Figure, ...]
    only_after: tuple[Figure, ...]

    @property
    def differing(self) -> tuple[Change, ...]:
        """The shared points whose amounts cannot be the same."""
        return tuple(one for one in self.shared if one.agrees is False)


def compared(one: Side, other: Side) -> Comparison:
    """The comparison; the earlier year, or the department, comes first whatever the order given."""
    swapped = _before(other, one)
    before, after = (other, one) if swapped else (one, other)
    relation = relation_of(before, after)
    projects = paired(before.projects, after.projects)
    renamed = {
        pair.before.key: pair.after.key for pair in projects if pair.before and pair.after and pair.likeness < 100
    }
    shared = tuple(_shared(before, after))
    return Comparison(
        before,
        after,
        relation,
        swapped,
        tuple(_headline(before, after)),
        shared,
        movers(before, after, "function"),
        movers(before, after, "economic"),
        projects,
        target_changes(before.targets, after.targets, renamed),
        tuple(_restated(before, after)) if relation == YEARS else (),
        tuple(_exceeding(before, after)) if relation == DEPARTMENT_AND_UNIT else (),
        tuple(_alone(before, after)),
        tuple(_alone(after, before)),
    )


def relation_of(before: Side, after: Side) -> str:
    """How two documents are related, as far as their names tell."""
    if before.key is None or after.key is None or before.kind != after.kind:
        same = before.key is not None and before.key == after.key and before.year == after.year
        return STAGES if same else PEERS
    if before.year != after.year:
        return YEARS if before.key == after.key else PEERS
    listed = {institution_key(unit) for unit in before.units}
    if (before.scope, after.scope) == ("department", "unit") and (before.key == after.key or after.key in listed):
        return DEPARTMENT_AND_UNIT
    return VERSIONS if before.key == after.key else PEERS


def _before(one: Side, other: Side) -> bool:
    """Whether ``one`` must come first."""
    if one.year is not None and other.year is not None and one.year != other.year:
        return one.year < other.year
    return (one.scope, other.scope) == ("department", "unit") or (one.kind, other.kind) == ("budget", "final_accounts")


def _headline(before: Side, after: Side) -> Iterator[Named]:
    for one in headlines():
        change = Change(one.point, before.at(one.point), after.at(one.point))
        known = [figure for figure in (change.before, change.after) if figure is not None]
        if any(figure.fen or figure.evidence == DISPUTED for figure in known):
            yield Named(one.name, one.indent, change)


def _shared(before: Side, after: Side) -> Iterator[Change]:
    for point, figure in before.own.items():
        other = after.at(point)
        if other is not None:
            yield Change(point, figure, other)


def _alone(side: Side, other: Side) -> Iterator[Figure]:
    for point, figure in side.own.items():
        if figure.fen and other.at(point) is None:
            yield figure


def movers(before: Side, after: Side, axis: str) -> tuple[Mover, ...]:
    """The codes of an axis (``function`` or ``economic``) whose amounts differ, the largest difference first: the
    finest codes printed, in the widest fund that both print the axis for. () where one of them does not print it."""
    for fund in (None, "fiscal_appropriation", "general_public_budget"):
        for use in (None,) if axis == "function" else (None, "basic"):
            base = Coordinates(side="expenditure", use=use, fund=fund)
            ours, theirs = (_axis(side, base, axis) for side in (before, after))
            if ours and theirs:
                return _moved(ours, theirs)
    return ()


def _axis(side: Side, base: Coordinates, axis: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for point, figure in side.own.items():
        code = getattr(point, axis)
        if code is not None and figure.fen is not None and point.at(axis, None) == base:
            found[code] = figure.fen
    return found


def _moved(ours: dict[str, int], theirs: dict[str, int]) -> tuple[Mover, ...]:
    codes = set(ours) | set(theirs)
    depth = min(max(map(len, ours)), max(map(len, theirs)))
    codes = {code for code in codes if len(code) <= depth}
    finest = {code for code in codes if not any(other != code and other.startswith(code) for other in codes)}
    moved = [Mover(code, ours.get(code, 0), theirs.get(code, 0)) for code in finest]
    return tuple(sorted((one for one in moved if one.difference), key=lambda one: (-abs(one.difference), one.code)))


def _restated(before: Side, after: Side) -> Iterator[Change]:
    """The later document's figures of last year against the earlier document's own."""
    if before.year is None or after.year != before.year + 1:
        return
    for point, figure in after.before.items():
        original = before.at(point.at("stage", None))
        if original is not None:
            yield Change(point, original, figure)


def _exceeding(department: Side, unit: Side) -> Iterator[Change]:
    for change in _shared(department, unit):
        whole, part = change.before, change.after
        if whole is None or part is None or whole.high is None or part.low is None:
            continue
        if 0 <= whole.high < part.low:
            yield change


def unit_rows(department: Side, unit: Side) -> tuple[Change, ...]:
    """What the department prints for the unit by name against what the unit prints for itself."""
    made: list[Change] = []
    for point, figure in department.own.items():
        if point.unit is not None and institution_key(point.unit) == unit.key:
            own = unit.at(point.without("unit"))
            if own is not None:
                made.append(Change(point, figure, own))
    return tuple(made)


def largest(changes: Sequence[Change]) -> list[Change]:
    """Changes by their size, the largest first."""
    known = [one for one in changes if one.difference]
    return sorted(known, key=lambda one: (-abs(one.difference or 0), str(one.point.as_dict())))
