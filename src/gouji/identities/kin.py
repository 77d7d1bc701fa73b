"""Amounts of the narrative that are another amount in all but name: what no coordinates tell, equal digits do.

机关运行经费 is mostly the operating part of basic expenditure, what performance targets cover is mostly all projects, a
project named in a sentence is a row of a table, a phrase said twice means the same. None of these must be, so where the
amounts agree they prove each other, where they differ by one slip of the pen one of them is likely misprinted, and
where they simply differ nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation
from gouji.identities.slips import is_slip_of, sum_with_a_slip, tells
from gouji.lexicon.text import bare, key
from gouji.model.coordinates import EXPENDITURE, FUND_PARENTS, Coordinates
from gouji.model.disclosure import Disclosure, Statement

_TARGETS = "performance_"
_OPERATING = "agency_operating_expenses"
_PROCUREMENT = "procurement"
_FORWARD = "carried_forward"
_LEAST_NAME = 4
_ECONOMIC = {"entrusted_services": "30227", "meetings": "30215", "training": "30216"}
"""Item of the narrative → division of the economic classification that is mostly all of it (支出经济分类科目)."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """``exact``: the same name stands at both, so that few digits suffice."""

    text: str
    candidates: Sequence[int]
    exact: bool = False


def kindred(
    disclosure: Disclosure,
    observations: Sequence[Observation],
    points: Mapping[int, Coordinates],
    known: Sequence[Identity],
) -> list[Identity]:
    """The equalities of amounts in sentences that stand in no identity yet."""
    tied = {m for identity in known for m in identity.members}
    statements = {s.id: s for s in disclosure.statements}
    kin = _Kin(disclosure, observations, points)
    made: list[Identity] = []
    for o in observations:
        statement = statements.get(o.id)
        if statement is None or o.index in tied or o.amount.is_zero or o.previous:
            continue
        for reason in kin.of(o, statement) if statement.kind == "amount" else kin.of_change(o, statement):
            others = [observations[c] for c in reason.candidates if c != o.index]
            same = [c for c in others if c.low <= o.high and o.low <= c.high]
            if same and (reason.exact or tells(observations, (o.index, same[0].index))):
                made.append(_equal(o, same[0], reason))
                break
            other = None if same else _slipped(o, [c for c in others if kin.may_be_all(o, c)]) or _turned(o, others)
            if other is not None:
                made.append(_equal(o, other, reason))
                break
        made.extend(kin.of_targets(o, statement))
    return made


def _equal(one: Observation, other: Observation, reason: _Reason) -> Identity:
    return Identity("equal", (one.index,), (other.index,), False, reason.text, f"kin.{one.index}")


def _slipped(o: Observation, others: Sequence[Observation]) -> Observation | None:
    """The one value among others that is a slip away."""
    values = {c.fen: c for c in others if not c.amount.is_zero and c.sign == o.sign}
    found = [c for c in values.values() if _may_be(o, c, len(values))]
    return found[0] if len(found) == 1 else None


def _turned(o: Observation, others: Sequence[Observation]) -> Observation | None:
    """The change of the same amount that goes the other way, where none goes this way; twice where digits are few."""
    found = [c for c in others if c.low <= -o.low and -o.high <= c.high]
    return found[0] if len(found) > 1 or (found and tells((o,), (0,))) else None


def _may_be(one: Observation, other: Observation, among: int) -> bool:
    return is_slip_of(one, other.fen, among) or is_slip_of(other, one.fen, among)


def _money(point: Coordinates) -> Coordinates:
    """What money a point is of, whatever the year; a total that balances is the same on both sides."""
    found = point.without("year", "stage")
    total = found.function is None and found.economic is None and found.use is None and found.item is None
    return found.without("side") if total else found


class _Kin:
    """Candidates by what a statement speaks of."""

    def __init__(
        self, disclosure: Disclosure, observations: Sequence[Observation], points: Mapping[int, Coordinates]
    ) -> None:
        self.observations = observations
        self.year = disclosure.document.year
        self.projects: dict[str, list[int]] = defaultdict(list)
        self.said: dict[str, list[int]] = defaultdict(list)
        self.items: dict[str, list[int]] = defaultdict(list)
        self.changes: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        self.balances = not any(p.item == _FORWARD and not observations[i].amount.is_zero for i, p in points.items())
        self.totals: list[int] = []
        self.operating: dict[str | None, list[int]] = defaultdict(list)
        self.economic: dict[str, list[int]] = defaultdict(list)
        self.targets = tuple(o.index for o in observations if o.id.startswith("g") and not o.is_cell and not o.previous)
        self.is_whole = len(self.targets) == len(disclosure.targets)
        self.places: dict[int, Coordinates] = {}
        self.sums: dict[Coordinates, int] = {}
        heads = {c.id: p.rows[c.row] for t in disclosure.tables for p in t.panels for c in p.cells}
        named = {c.id for t in disclosure.tables if t.kind == "projects" for c in t.cells}
        statements = {s.id: s for s in disclosure.statements}
        for o in observations:
            if o.previous or o.amount.is_zero:
                continue
            if o.id in named:
                self.projects[bare(heads[o.id].label)].append(o.index)
            point = points.get(o.index)
            if point is not None and self._is_of_this_year(point):
                self._amount(o, point)
                self.places[o.index] = _money(point)
                self.sums.setdefault(self.places[o.index], o.fen)
            if (statement := statements.get(o.id)) is not None:
                self._stated(o, statement)

    def _is_of_this_year(self, point: Coordinates) -> bool:
        return point.year in {None, self.year} and point.stage in {None, "final"}

    def _amount(self, o: Observation, point: Coordinates) -> None:
        if point.item is not None:
            self.items[point.item.partition("/")[0].partition("_")[0]].append(o.index)
        elif point.side == EXPENDITURE and point.unit is None and point.project is None and point.function is None:
            if o.is_cell and point.economic is None and point.use in {"project", None}:
                self.totals.append(o.index)
            if point.use == "basic/operating" or (point.use == "basic" and point.economic is not None):
                self.operating[point.economic].append(o.index)
            if point.economic is not None and o.is_cell:
                self.economic[point.economic].append(o.index)

    def _stated(self, o: Observation, statement: Statement) -> None:
        point = statement.coordinates
        if statement.kind == "amount" and point is None and len(statement.subject) >= _LEAST_NAME:
            self.said[key(statement.subject)].append(o.index)
        elif statement.kind == "change" and point is not None and point.item is None and statement.base is not None:
            self.changes[self._kind_of_change(point), statement.base.year].append(o.index)
            self.places[o.index] = _money(point)

    def may_be_all(self, o: Observation, other: Observation) -> bool:
        """Whether nothing printed denies that two amounts mean the same money. The change of a part is not its total's
        where part and total are of different size this year, and a part that is not its total is not all there is: two
        such amounts may be close, and their digits alike, by nature."""
        mine, theirs = self.places.get(o.index), self.places.get(other.index)
        if theirs is None or theirs.item is not None:
            return True
        if mine is None or mine.item is not None:
            mine = theirs.without("fund", "origin")
        one, two = self.sums.get(mine), self.sums.get(theirs)
        if one is None or two is None:
            return mine.fund == theirs.fund or not self._has_other_funds({mine.fund, theirs.fund})
        return one == two

    def _has_other_funds(self, funds: set[str | None]) -> bool:
        """Whether money of another fund than one of these is printed, groups of funds aside."""
        named = {fund for fund in funds if fund in FUND_PARENTS}
        others = {p.fund for p, fen in self.sums.items() if fen and p == Coordinates(fund=p.fund)} & set(FUND_PARENTS)
        return bool(named) and bool(others - named)

    def of(self, o: Observation, statement: Statement) -> Iterator[_Reason]:
        """What the amount of a statement may be the same as."""
        point = statement.coordinates
        item = (point.item if point is not None else None) or ""
        if point is not None and item == _OPERATING:
            yield _Reason("机关运行经费与公用经费相同", self.operating[point.economic], point.economic is not None)
        if item.startswith(_TARGETS):
            yield _Reason("绩效目标涉及金额与支出相同", self.totals)
            yield _Reason("绩效目标涉及金额相同", self.items["performance"])
        if item in _ECONOMIC:
            yield _Reason("与同名经济分类科目的支出相同", self.economic[_ECONOMIC[item]])
        if item.startswith(_PROCUREMENT) or "采购" in statement.subject:
            yield _Reason("与政府采购金额相同", self.items[_PROCUREMENT])
        if point is None and statement.subject:
            name = bare(statement.subject)
            if name in self.projects and len(name) >= _LEAST_NAME:
                yield _Reason("同一项目的金额", self.projects[name], True)
            yield _Reason("名称相近的项目的金额", self._of_project(name))
            yield _Reason("同一名目的金额", self.said[key(statement.subject)])

    def of_change(self, o: Observation, statement: Statement) -> Iterator[_Reason]:
        """The same change of a total and of what is all of it."""
        point = statement.coordinates
        if point is not None and point.item is None and statement.base is not None:
            kind = self._kind_of_change(point)
            yield _Reason("同一增减额", self.changes[kind, statement.base.year])

    def of_targets(self, o: Observation, statement: Statement) -> Iterator[Identity]:
        """What performance targets cover is the sum of their amounts."""
        point = statement.coordinates
        if point is None or point.item != "performance_targets" or not self.is_whole or len(self.targets) < 2:
            return
        members = (o.index, *self.targets)
        holds = meet(self.observations, (o.index,), self.targets) and tells(self.observations, members)
        if holds or sum_with_a_slip(o.index, self.targets, self.observations):
            yield Identity("sum", (o.index,), self.targets, False, "各绩效目标金额之和", f"kin.targets.{o.index}")

    def _of_project(self, name: str) -> list[int]:
        if len(name) < _LEAST_NAME:
            return []
        within = [label for label in self.projects if len(label) >= _LEAST_NAME and (label in name or name in label)]
        return self.projects[within[0]] if len(within) == 1 else []

    def _kind_of_change(self, point: Coordinates) -> str:
        """Where money is carried forward, revenue and expenditure change apart."""
        side = "" if self.balances else point.side or ""
        return f"{side}/{point.function or ''}/{point.use or ''}"
