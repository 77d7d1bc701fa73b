"""The ledger: a department's budget as atomic facts. Every published number is a sum of them.

A ledger and a disclosure answer one question: what is the amount at these coordinates? Amounts are integers of 分.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gouji.model.coordinates import FUND_PARENTS, Coordinates
from gouji.model.disclosure import Target
from gouji.model.kinds import ADJUSTMENT

ADJUSTMENT_REASON = "adjustment"
"""The key of the text that says what was adjusted within the year and why."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One atomic amount in 分.

    ``side`` expenditure facts carry unit, function, use, fund, origin, and economic item or project; revenue facts
    unit, fund and origin. ``carried_forward`` money (结转下年) is an expenditure fact with ``item``. ``tags`` name what
    the amount also is (``three_public/reception``, ``procurement/services``, ``entrusted_services``): items that are no
    partition of expenditure are sums over tagged facts. ``inferred`` facts were reconstructed from published margins.
    Where a budget was adjusted within its year, the facts of its start have the stage ``budget`` and those of the
    adjustments ``adjustment``, more or less than nothing: the adjusted budget is their sum.
    """

    year: int
    side: str
    unit: str
    fund: str
    amount: int
    origin: str = "current"
    function: str | None = None
    economic: str | None = None
    use: str | None = None
    project: str | None = None
    item: str | None = None
    stage: str | None = None
    tags: frozenset[str] = frozenset()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A budget unit. ``kind`` is administrative (行政), participating (参公) or institution (事业); the first two have
    机关运行经费. Staff are heads at the time of the budget, None where not stated."""

    id: str
    name: str
    kind: str = "administrative"
    active_staff: int | None = None
    retired_staff: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A second-level project of a unit. ``level1`` and ``type`` as the jurisdiction names them; ``hidden`` ones are not
    published (涉密) and appear only in totals."""

    id: str
    name: str
    unit: str
    level1: str = ""
    type: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """An amount that no fact carries: last year's 机关运行经费, procurement as approved. ``item`` as in
    :class:`Coordinates`; ``amount`` in 分."""

    year: int
    item: str
    amount: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentEntry:
    """An adjustment within the year: of which unit, the day it was approved, by how much expenditure became more and
    less in 分, why and on what basis (a document's number)."""

    unit: str
    approved_on: str
    more: int
    less: int
    reason: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """Whose budget it is. ``scope`` is department (部门, with units) or unit (单位)."""

    name: str
    year: int
    region: str = ""
    scope: str = "department"
    published_on: str = ""


@dataclass(frozen=True, slots=True)
class Assets:
    """国有资产占有使用情况; counts at ``as_of``, None where not stated."""

    as_of: str = ""
    vehicles: int | None = None
    vehicle_kinds: tuple[tuple[str, int], ...] = ()
    equipment: int | None = None
    equipment_threshold: str = "50万元"
    house_area: str | None = None
    land_area: str | None = None
    vehicles_planned: int | None = None
    equipment_planned: int | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """What only people can write. ``reasons`` are by item or dimension key (``expenditure``, ``three_public/abroad``,
    ``agency_operating_expenses`` …); a reason that is missing is printed as missing, never invented."""

    functions: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()

    def reason(self, key: str) -> str | None:
        """The reason given for a change, None when none is."""
        return dict(self.reasons).get(key)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A department's budget. ``targets`` name their project by the project's name and unit by the unit's name.
    ``codes`` are codes of a classification, with their names, that the lists of the lexicon lack."""

    department: DepartmentEntry
    units: tuple[UnitEntry, ...]
    projects: tuple[ProjectEntry, ...]
    facts: tuple[Fact, ...]
    stated: tuple[StatedAmount, ...] = ()
    targets: tuple[Target, ...] = ()
    assets: Assets = field(default_factory=Assets)
    texts: Texts = field(default_factory=Texts)
    codes: tuple[tuple[str, str], ...] = ()
    adjustments: tuple[AdjustmentEntry, ...] = ()

    @property
    def year(self) -> int:
        """The budget year."""
        return self.department.year

    @property
    def is_adjusted(self) -> bool:
        """Whether it is a budget with its adjustments within the year."""
        return any(fact.stage == ADJUSTMENT and fact.year == self.year for fact in self.facts)

    def amount_at(self, point: Coordinates) -> int:
        """The amount in 分 at a point: the sum of the facts that lie in it (0 where none does)."""
        return sum(fact.amount for fact in self.facts if lies_in(fact, point))

    def facts_at(self, point: Coordinates) -> Iterator[Fact]:
        """The facts a point's amount is made of."""
        return (fact for fact in self.facts if lies_in(fact, point))

    def unit(self, id: str) -> UnitEntry:
        """The unit with this id. Raises KeyError."""
        found: UnitEntry = _by_id(self.units, id)
        return found

    def project(self, id: str) -> ProjectEntry:
        """The project with this id. Raises KeyError."""
        found: ProjectEntry = _by_id(self.projects, id)
        return found


def lies_in(fact: Fact, point: Coordinates) -> bool:
    """Whether a fact is part of a point. 结转下年 and other items stand apart from expenditure: a point without item
    has only facts without; ``grand_total`` has both. ``three_public`` and the like are the facts that bear the tag."""
    if point.year is not None and fact.year != point.year:
        return False
    if point.stage is not None and fact.stage != point.stage:
        return False
    if point.side is not None and fact.side != point.side:
        return False
    if not _item(fact, point.item):
        return False
    for code, wanted in ((fact.function, point.function), (fact.economic, point.economic)):
        if wanted is not None and not (code or "").startswith(wanted):
            return False
    if point.use is not None and not _under(fact.use, point.use):
        return False
    if point.fund is not None and not (_under(fact.fund, point.fund) or FUND_PARENTS.get(fact.fund) == point.fund):
        return False
    if point.origin is not None and fact.origin != point.origin:
        return False
    if point.unit is not None and fact.unit != point.unit:
        return False
    return point.project is None or fact.project == point.project


def _item(fact: Fact, wanted: str | None) -> bool:
    if wanted == "grand_total":
        return fact.side == "expenditure"
    if wanted is None:
        return fact.item is None
    if fact.item is not None:
        return _under(fact.item, wanted)
    return any(_under(tag, wanted) for tag in fact.tags)


def _under(path: str | None, wanted: str) -> bool:
    return path is not None and (path == wanted or path.startswith(wanted + "/"))


def _by_id(entries: Iterable[Any], id: str) -> Any:
    for entry in entries:
        if entry.id == id:
            return entry
    raise KeyError(id)
