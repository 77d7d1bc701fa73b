"""Two documents side by side by coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.corpus.comparing.ambition import Owner, TargetChanges, owner, target_changes
from gouji.corpus.comparing.claims import Claim, claims
from gouji.corpus.comparing.pairing import ProjectChanges, project_changes
from gouji.corpus.comparing.relation import (
    DEPARTMENT_AND_UNIT,
    PEERS,
    STAGES,
    YEARS,
    comes_first,
    follows,
    quoted_stage,
    relation_of,
)
from gouji.corpus.comparing.side import Side
from gouji.corpus.comparing.units import UnitChanges, unit_changes
from gouji.corpus.figures import DISPUTED, Figure
from gouji.corpus.naming import headlines
from gouji.model.coordinates import Coordinates

SPENT = Coordinates(side="expenditure")
"""All expenditure."""


@dataclass(frozen=True, slots=True)
class Change:
    """A point's two figures, None where it is not printed; the point has no year."""

    point: Coordinates
    before: Figure | None
    after: Figure | None

    @property
    def difference(self) -> int | None:
        """After minus before in 分, nought where both can be one amount as printed; None unless both are known."""
        if self.before is None or self.after is None or self.before.fen is None or self.after.fen is None:
            return None
        return 0 if self.agrees else self.after.fen - self.before.fen

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
    """A code's amounts in 分 where its axis is printed on both sides; None where this code is not, which is nought in a
    complete table. ``difference`` is after minus before."""

    code: str
    before: int | None
    after: int | None
    difference: int


@dataclass(frozen=True, slots=True)
class Axis:
    """The codes of a classification whose amounts differ, the largest difference first. ``base`` is the expenditure
    they divide; ``codes`` counts those printed by either, ``same`` are those of one amount."""

    base: Coordinates
    movers: tuple[Mover, ...]
    codes: int
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents say. ``shared`` are the points printed in both; ``restated`` the points of the earlier
    document's year that the later one states, ``claims`` the changes it states against that year; ``exceeding`` a
    unit's figures that are larger than the department's; ``only_before`` and ``only_after`` non-zero figures printed on
    one side."""

    before: Side
    after: Side
    relation: str
    swapped: bool
    headline: tuple[Named, ...]
    shared: tuple[Change, ...]
    functions: Axis | None
    economics: Axis | None
    units: UnitChanges
    projects: ProjectChanges
    targets: TargetChanges
    restated: tuple[Change, ...]
    claims: tuple[Claim, ...]
    exceeding: tuple[Change, ...]
    only_before: tuple[Figure, ...]
    only_after: tuple[Figure, ...]

    @property
    def differing(self) -> tuple[Change, ...]:
        """The shared points whose amounts cannot be the same."""
        return tuple(one for one in self.shared if one.agrees is False)

    def named(self, name: str) -> Change | None:
        """The change of a headline; None where neither prints it."""
        return next((one.change for one in self.headline if one.name == name), None)


def compared(one: Side, other: Side) -> Comparison:
    """The comparison; the earlier year, or the department, comes first whatever the order given."""
    swapped = comes_first(other, one)
    before, after = (other, one) if swapped else (one, other)
    relation = relation_of(before, after)
    restated = tuple(_restated(before, after, relation))
    stated = _claims(before, after, relation)
    if relation == PEERS and follows(before, after):
        told = (tuple(_restated(before, after, YEARS)), _claims(before, after, YEARS))
        if _one_by_figures(*told):
            relation, (restated, stated) = YEARS, told
    units = unit_changes(before, after) if relation == YEARS else UnitChanges((), (), (), ())
    projects, targets = ProjectChanges(), TargetChanges((), (), ())
    ours, theirs = before, after
    if relation == DEPARTMENT_AND_UNIT and len(before.units) > 1:
        ours, theirs = of_unit(before, after.key), of_unit(after, None)
    # What one of them does not list at all is neither new nor gone.
    if relation != PEERS and ours.projects and theirs.projects:
        projects = project_changes(ours.projects, theirs.projects, units.renamed, (ours.targets, theirs.targets))
    if relation != PEERS and ours.targets and theirs.targets:
        targets = target_changes(ours.targets, theirs.targets, _owners(projects))
    return Comparison(
        before,
        after,
        relation,
        swapped,
        tuple(_headline(before, after)),
        tuple(_shared(before, after)),
        axis(before, after, "function"),
        axis(before, after, "economic"),
        units,
        projects,
        targets,
        restated,
        stated,
        tuple(_exceeding(before, after)) if relation == DEPARTMENT_AND_UNIT else (),
        tuple(_alone(before, after)),
        tuple(_alone(after, before)),
    )


FEWEST = 3
"""So many different amounts of last year must be the earlier document's own before figures alone make two names one."""


def _one_by_figures(restated: Sequence[Change], stated: Sequence[Claim]) -> bool:
    """Whether what the later document says of last year is what the earlier one says of itself."""
    known = [(one.agrees, one.before.fen) for one in restated if one.before and one.before.fen]
    known += [(one.agrees, one.before.fen) for one in stated if one.before and one.before.fen and one.start]
    agreeing = [fen for agrees, fen in known if agrees]
    return len(set(agreeing)) >= FEWEST and 2 * len(agreeing) > len(known)


def of_unit(side: Side, key: str | None) -> Side:
    """The document with its projects and targets of one unit alone, their unit left out; of all where ``key`` is None.
    What names no unit is nobody's in a document of several."""
    projects = [one for one in side.projects if key is None or side.keyed(one.unit) == key]
    targets = [one for one in side.targets if key is None or side.keyed(one.unit) == key]
    return replace(
        side,
        projects=tuple(replace(one, unit=None) for one in projects),
        targets=tuple(replace(one, unit=None) for one in targets),
    )


def _headline(before: Side, after: Side) -> Iterator[Named]:
    for one in headlines():
        change = Change(one.point, before.at(one.point), after.at(one.point))
        if one.point == SPENT and _balanced(before) and _balanced(after):
            continue
        known = [figure for figure in (change.before, change.after) if figure is not None]
        if any(figure.fen or figure.evidence == DISPUTED for figure in known):
            yield Named(one.name, one.indent, change)


def _balanced(side: Side) -> bool:
    """Whether expenditure is all that its revenue is, as it is where nothing is carried forward."""
    return side.plain(SPENT) != SPENT or side.at(SPENT) is None


def _shared(before: Side, after: Side) -> Iterator[Change]:
    for point, figure in before.own.items():
        other = after.at(point)
        if other is not None:
            yield Change(point, figure, other)


def _alone(side: Side, other: Side) -> Iterator[Figure]:
    for point, figure in side.own.items():
        if figure.fen and other.at(point) is None:
            yield figure


def axis(before: Side, after: Side, name: str) -> Axis | None:
    """The codes of an axis (``function`` or ``economic``) whose amounts differ: the finest codes both print, in the
    widest fund that both print the axis for. None where one of them does not print it."""
    for fund in (None, "fiscal_appropriation", "general_public_budget"):
        for use in (None,) if name == "function" else (None, "basic"):
            base = Coordinates(side="expenditure", use=use, fund=fund)
            ours, theirs = (_codes(side, base, name) for side in (before, after))
            if ours and theirs:
                return _moved(base, ours, theirs)
    return None


def _codes(side: Side, base: Coordinates, axis: str) -> dict[str, Figure]:
    wanted = side.plain(base.at(axis, "-")).at(axis, None)
    found: dict[str, Figure] = {}
    for point, figure in side.own.items():
        code = getattr(point, axis)
        if code is not None and figure.fen is not None and point.at(axis, None) == wanted:
            found[code] = figure
    return found


def _moved(base: Coordinates, ours: dict[str, Figure], theirs: dict[str, Figure]) -> Axis:
    codes = set(ours) | set(theirs)
    depth = min(max(map(len, ours)), max(map(len, theirs)))
    codes = {code for code in codes if len(code) <= depth}
    finest = {code for code in codes if not any(other != code and other.startswith(code) for other in codes)}
    # Some tables list every code there is, most with nought.
    finest = {code for code in finest if any(figures.get(code) and figures[code].fen for figures in (ours, theirs))}
    moved = [_mover(code, Change(base, ours.get(code), theirs.get(code))) for code in finest]
    ordered = sorted((one for one in moved if one.difference), key=lambda one: (-abs(one.difference), one.code))
    moving = {one.code for one in ordered}
    return Axis(base, tuple(ordered), len(finest), tuple(sorted(finest - moving)))


def _mover(code: str, change: Change) -> Mover:
    before, after = (None if figure is None else figure.fen for figure in (change.before, change.after))
    difference = change.difference
    return Mover(code, before, after, (after or 0) - (before or 0) if difference is None else difference)


def _owners(projects: ProjectChanges) -> dict[Owner, Owner]:
    """Projects that stand under another name or unit now."""
    found: dict[Owner, Owner] = {}
    for pair in projects.pairs:
        if owner(pair.before) != owner(pair.after):
            found[owner(pair.before)] = owner(pair.after)
    for one in projects.regrouped:
        if one.kind == "更名":
            found[owner(one.before[0])] = owner(one.after[0])
    return found


def _restated(before: Side, after: Side, relation: str) -> Iterator[Change]:
    """The later document's figures of what the earlier one is of, against the earlier one's own."""
    if relation == YEARS and before.year is not None and after.year == before.year + 1:
        told = after.before
    elif relation == STAGES:
        told = after.quoted(quoted_stage(before))
    else:
        return
    seen: set[Coordinates] = set()
    for point, figure in told.items():
        plain = before.plain(point)
        original = before.own.get(plain)
        if original is not None and plain not in seen:
            seen.add(plain)
            yield Change(point, original, figure)


def _claims(before: Side, after: Side, relation: str) -> tuple[Claim, ...]:
    """The changes stated against the earlier document: not those against last year's execution."""
    if relation == YEARS and before.year is not None and after.year is not None:
        return claims(before, after, after.year - before.year, (before.stage, None if before.stage else "budget"))
    if relation == STAGES:
        return claims(before, after, 0, (quoted_stage(before),))
    return ()


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
        if point.unit is not None and department.keyed(point.unit) == unit.key:
            own = unit.at(point.without("unit"))
            if own is not None:
                made.append(Change(point, figure, own))
    return tuple(made)


def largest(changes: Sequence[Change]) -> list[Change]:
    """Changes by their size, the largest first."""
    known = [one for one in changes if one.difference]
    return sorted(known, key=lambda one: (-abs(one.difference or 0), str(one.point.as_dict())))
