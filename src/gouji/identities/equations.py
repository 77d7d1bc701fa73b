"""What sentences state beyond amounts: changes, shares and sums, as identities over printed amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation
from gouji.identities.partitions import parts_of
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, Statement
from gouji.model.frozen import replace


@dataclass(frozen=True, slots=True)
class Ratio:
    """``low`` ≤ part / whole ≤ ``high``: a stated percentage, its interval as exact fractions of 10**9.

    ``whole`` are signed members that sum to it (this year's amount less its change is last year's). ``grown``: the
    percentage is by how much the part is more than the whole (less, where it is negative), as between two years.
    """

    statement: str
    part: int
    whole: tuple[tuple[int, int], ...]
    low: Decimal
    high: Decimal
    percent: str
    reason: str
    grown: bool = False

    @property
    def members(self) -> tuple[int, ...]:
        """All its observations."""
        return (self.part, *(index for _, index in self.whole))

    def holds(self, observations: Sequence[Observation]) -> bool:
        """Whether some values in the printed intervals have the stated ratio. Nought of nought is any percentage."""
        part = observations[self.part]
        low = sum(observations[i].low if sign > 0 else -observations[i].high for sign, i in self.whole)
        high = sum(observations[i].high if sign > 0 else -observations[i].low for sign, i in self.whole)
        small, large = sorted((abs(part.low), abs(part.high)))
        small = 0 if part.low <= 0 <= part.high else small
        if large == 0 or high <= 0:
            return large == 0
        return Decimal(small) / high <= self.high and (low <= 0 or Decimal(large) / low >= self.low)

    def value(self, observations: Sequence[Observation]) -> Decimal | None:
        """The percentage that the printed amounts give, or None for a base of nought. Negative for a fall of what is
        ``grown``."""
        whole = sum(sign * observations[i].fen for sign, i in self.whole)
        if whole <= 0:
            return None
        return Decimal(abs(observations[self.part].fen)) / whole * 100 - (100 if self.grown else 0)

    def expected(self, observations: Sequence[Observation]) -> str | None:
        """The percentage that the amounts give, printed with as many digits, without its sign."""
        value = self.value(observations)
        digits = len(self.percent.rstrip("%").partition(".")[2])
        return None if value is None else str(abs(value).quantize(Decimal(1).scaleb(-digits)))


def stated_identities(
    disclosure: Disclosure, observations: Sequence[Observation], points: Mapping[int, Coordinates]
) -> tuple[list[Identity], list[Ratio]]:
    """The identities and ratios that statements add. A statement about a point printed nowhere adds nothing."""
    by_id = {o.id: o.index for o in observations if not o.previous}
    at: dict[Coordinates, list[int]] = defaultdict(list)
    for index, point in points.items():
        at[point].append(index)
    raw = {o.coordinates: points[o.index] for o in observations if o.index in points and o.coordinates is not None}
    identities: list[Identity] = []
    ratios: list[Ratio] = []
    changes: list[tuple[int, Coordinates]] = []
    unchanged: set[Coordinates] = set()
    for statement in disclosure.statements:
        if statement.kind == "sum":
            identities.extend(_sum(statement, by_id))
        elif statement.kind == "share":
            ratios.extend(_share(statement, raw, at, by_id))
        elif statement.kind == "change":
            found, rates = _change(statement, raw, at, by_id)
            identities.extend(found)
            ratios.extend(rates)
            if statement.coordinates is None or statement.base is None:
                continue
            point = replace(raw.get(statement.coordinates, statement.coordinates), year=statement.base.year)
            if statement.id in by_id:
                changes.append((by_id[statement.id], point))
            elif statement.direction == "none":
                unchanged.add(point)
    identities.extend(_between_changes(changes, unchanged, observations))
    return identities, ratios


def _sum(statement: Statement, by_id: Mapping[str, int]) -> list[Identity]:
    whole = by_id.get(statement.whole or "")
    parts = tuple(by_id[part] for part in statement.parts if part in by_id)
    if whole is None or not parts or len(parts) != len(statement.parts):
        return []
    return [Identity("sum", (whole,), parts, True, "句中各分项之和", f"said.{statement.id}")]


def _nearest(
    point: Coordinates | None,
    raw: Mapping[Coordinates, Coordinates],
    at: Mapping[Coordinates, list[int]],
) -> int | None:
    """An amount printed for the point, a table's before a sentence's."""
    if point is None:
        return None
    members = at.get(raw.get(point, point)) or at.get(point)
    return members[0] if members else None


def _share(
    statement: Statement,
    raw: Mapping[Coordinates, Coordinates],
    at: Mapping[Coordinates, list[int]],
    by_id: Mapping[str, int],
) -> list[Ratio]:
    part = by_id.get(statement.parts[0]) if statement.parts else _nearest(statement.coordinates, raw, at)
    whole = by_id.get(statement.whole or "")
    if whole is None:
        whole = _nearest(statement.base, raw, at)
    if part is None or whole is None or statement.percent is None or (part == whole and not _is_of_itself(statement)):
        return []
    low, high = percent_interval(statement.percent)
    return [Ratio(statement.id, part, ((1, whole),), low, high, statement.percent, "占比＝部分÷总体")]


def _is_of_itself(statement: Statement) -> bool:
    """Whether a share names two points, which are one where there is nothing besides: 一般公共预算占100%."""
    return statement.base is not None and statement.coordinates is not None and statement.base != statement.coordinates


def _change(
    statement: Statement,
    raw: Mapping[Coordinates, Coordinates],
    at: Mapping[Coordinates, list[int]],
    by_id: Mapping[str, int],
) -> tuple[list[Identity], list[Ratio]]:
    this = _nearest(statement.coordinates, raw, at)
    base = _nearest(statement.base, raw, at)
    change = by_id.get(statement.id)
    identities: list[Identity] = []
    if this is not None and base is not None:
        reason = "本年数－上年数＝增减额"
        if change is not None:
            identities.append(Identity("change", (this,), (base, change), True, reason, f"said.{statement.id}"))
        elif statement.direction == "none":
            identities.append(Identity("equal", (this,), (base,), True, "与上年持平", f"said.{statement.id}"))
    if statement.percent is None:
        return identities, []
    if change is None:
        return identities, _growth(statement, this, base)
    low, high = percent_interval(statement.percent)
    if this is not None:
        whole: tuple[tuple[int, int], ...] = ((1, this), (-1, change))
    elif base is not None:
        whole = ((1, base),)
    else:
        return identities, []
    return identities, [Ratio(statement.id, change, whole, low, high, statement.percent, "增减幅度＝增减额÷上年数")]


def _growth(statement: Statement, this: int | None, base: int | None) -> list[Ratio]:
    """A rate stated without its amount, of two amounts that are printed."""
    if this is None or base is None or this == base or statement.percent is None:
        return []
    low, high = percent_interval(statement.percent)
    if statement.direction == "decrease":
        low, high = -high, -low
    elif statement.direction != "increase":
        return []
    reason = "增减幅度＝（本期数－基数）÷基数"
    return [Ratio(statement.id, this, ((1, base),), 1 + low, 1 + high, statement.percent, reason, grown=True)]


def _between_changes(
    changes: Sequence[tuple[int, Coordinates]], unchanged: Collection[Coordinates], observations: Sequence[Observation]
) -> list[Identity]:
    """Changes are amounts too: the same change stated twice is equal, and where each part's change is stated (or said
    to be none) they sum to the whole's. Where some parts' changes are stated, that is seen in the numbers."""
    made: list[Identity] = []
    first: dict[Coordinates, int] = {}
    for index, point in changes:
        if point in first:
            made.append(Identity("equal", (index,), (first[point],), True, "同一增减额在两处列示", "change"))
        else:
            first[point] = index
    for point, index in first.items():
        for dimension in ("item", "use"):
            parts = [point.at(dimension, p) for p in parts_of(dimension, getattr(point, dimension))]
            if parts and all(part in first or part in unchanged for part in parts):
                members = tuple(first[part] for part in parts if part in first)
                if members:
                    made.append(Identity("sum", (index,), members, True, "各分项增减额之和", "change"))
            elif (members := tuple(first[part] for part in parts if part in first)) and meet(
                observations, (index,), members
            ):
                made.append(Identity("sum", (index,), members, False, "各分项增减额之和", "change"))
    return made


def percent_interval(percent: str) -> tuple[Decimal, Decimal]:
    """Every ratio that rounds to a printed percentage (without its sign): ``"83.41"`` is [0.83405, 0.83415]."""
    digits = Decimal(percent.rstrip("%"))
    half = Decimal(5).scaleb(-len(percent.rstrip("%").partition(".")[2]) - 1)
    return (abs(digits) - half) / 100, (abs(digits) + half) / 100
