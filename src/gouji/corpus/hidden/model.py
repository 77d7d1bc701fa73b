"""The equations between printed and unprinted points: partitions, classes and their parts, “三公” by use.

Every equation holds of any ledger that could be behind the document: a partition has all its parts as unknowns whether
printed or not, and a class has, beside the codes that are printed, a rest that holds the codes that are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gouji.corpus.hidden.linear import Programme
from gouji.corpus.hidden.points import REVENUE, TOTAL, Printed
from gouji.identities.partitions import parts_of
from gouji.lexicon.items import divisions_of_items
from gouji.model.coordinates import Coordinates

_REFINED = ("use", "origin", "fund")
_CODED = ("function", "economic")
_MOST_UNKNOWNS = 6000

Key = Coordinates | tuple[str, Coordinates]
"""An unknown: a point, or the rest of a class: its codes that are not printed."""


@dataclass
class Model:
    """The programme with the meaning of its unknowns and rows; ``reasons`` are Chinese."""

    programme: Programme
    unknowns: dict[Key, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    printed: frozenset[Coordinates] = frozenset()
    remote: set[Coordinates] = field(default_factory=set)
    """Points of a use, origin or fund that no money is printed of: they complete sums, and are not asked for."""

    @cached_property
    def keys(self) -> dict[int, Key]:
        """What each unknown is, once the model is complete."""
        return {index: key for key, index in self.unknowns.items()}


def model_of(known: Printed) -> Model:
    """The equations of a document."""
    build = _Build(known)
    build.printed_points()
    build.balance()
    build.partitions()
    build.axes()
    build.items()
    return build.model


class _Build:
    def __init__(self, known: Printed) -> None:
        self.known = known
        self.largest = max((figure.high or 0 for figure in known.figures.values()), default=0)
        self.model = Model(Programme(), printed=frozenset(known.figures))
        self.lowest = -self.largest if known.negative else 0
        self.alive = _alive(known)

    def at(self, key: Key) -> int:
        """The unknown of a point or rest, made when first asked for."""
        found = self.model.unknowns.get(key)
        if found is None:
            found = self.model.programme.unknown(self.lowest, self.largest)
            self.model.unknowns[key] = found
        return found

    def row(self, whole: Key, parts: Iterable[Key], reason: str) -> None:
        """whole = Σ parts."""
        coefficients: dict[int, int] = defaultdict(int)
        coefficients[self.at(whole)] += 1
        for part in parts:
            coefficients[self.at(part)] -= 1
        self.model.reasons[self.model.programme.equal(coefficients)] = reason

    def printed_points(self) -> None:
        for point, figure in self.known.figures.items():
            if figure.low is not None and figure.high is not None:
                low = max(figure.low, self.lowest)
                self.model.unknowns[point] = self.model.programme.unknown(low, max(figure.high, low))

    def balance(self) -> None:
        if self.known.balanced and TOTAL not in self.known.figures:
            self.row(TOTAL, [REVENUE], "支出总计＝收入总计")

    def partitions(self) -> None:
        """Each printed point cut by use, origin and fund, once: a cut of a cut says little."""
        for point in [key for key in self.model.unknowns if isinstance(key, Coordinates)]:
            if point.item is not None or point.side is None:
                continue
            for dimension in _REFINED:
                if self._worth_cutting(point, dimension):
                    self.cut(point, dimension)

    def _worth_cutting(self, point: Coordinates, dimension: str) -> bool:
        """Uses are asked of every expenditure; where money comes from only of totals and, where there are several
        funds, of functions: what a code's share of a small sum carried over may be is not worth a line."""
        if dimension == "use":
            # Whether an economic code is personnel or operating is known from the code, not from sums.
            return point.side == "expenditure" and not (point.economic is not None and point.use is not None)
        if point.economic is not None or point.unit is not None:
            return False
        return point.function is None or (dimension == "fund" and not self._one_fund())

    def cut(self, point: Coordinates, dimension: str) -> None:
        parts = parts_of(dimension, getattr(point, dimension))
        if not any(part in self.alive[dimension] for part in parts) or len(self.model.unknowns) > _MOST_UNKNOWNS:
            return
        self.row(point, [point.at(dimension, part) for part in parts], _CUTS[dimension])
        self.model.remote.update(point.at(dimension, part) for part in parts if part not in self.alive[dimension])

    def axes(self) -> None:
        for axis in _CODED:
            self.axis(axis, _children({c for key in self.model.printed if (c := getattr(key, axis))}))
        units = {key.unit for key in self.model.printed if key.unit is not None}
        if len(units) > 1:
            self.axis("unit", {None: frozenset(units)})

    def axis(self, axis: str, children: Mapping[str | None, frozenset[str]]) -> None:
        """A class is its codes and a rest. A rest in a finer cut lies within the rest of the coarser one."""
        points = [key for key in self.model.unknowns if isinstance(key, Coordinates)]
        bases: dict[Coordinates, set[str | None]] = defaultdict(set)
        for point in points:
            bases[point.at(axis, None)].add(getattr(point, axis))
        for base, codes in bases.items():
            if codes == {None} or (base.item is not None):
                continue
            for parent, below in children.items():
                present = below & {code for code in codes if code is not None}
                if not present or (parent is not None and parent not in codes):
                    continue
                if parent is None and not self._has_whole(base):
                    continue
                rest = (f"{axis} {parent or ''}", base)
                whole = base.at(axis, parent)
                parts: list[Key] = [base.at(axis, code) for code in sorted(below)]
                self.row(whole, [*parts, rest], _AXES[axis])
        self._rests(axis)

    def _has_whole(self, base: Coordinates) -> bool:
        return base in self.model.unknowns

    def _rests(self, axis: str) -> None:
        rests = [key for key in self.model.unknowns if isinstance(key, tuple) and key[0].startswith(axis)]
        for name, base in rests:
            for dimension in _REFINED:
                coarse = (name, base.at(dimension, None))
                if getattr(base, dimension) is not None and coarse in self.model.unknowns:
                    fine_at, coarse_at = self.at((name, base)), self.at(coarse)
                    row = self.model.programme.between({coarse_at: 1, fine_at: -1}, 0, self.largest)
                    self.model.reasons[row] = "部分不大于整体"

    def items(self) -> None:
        """“三公” items are what the appropriation spends under their economic codes; each is cut by use."""
        for whole in sorted({key.item for key in self.model.printed if key.item}):
            parts_of_it = parts_of("item", whole)
            if parts_of_it and Coordinates(item=whole) in self.model.printed:
                parts = [Coordinates(item=part) for part in parts_of_it]
                self.row(Coordinates(item=whole), parts, "合计＝其中各项之和")
        if self.known.negative:
            return
        for item, codes in divisions_of_items().items():
            point = Coordinates(item=item)
            if point not in self.known.figures:
                continue
            by_use = [point.at("use", use) for use in ("basic", "project")]
            self.row(point, by_use, "“三公”经费分别列在基本支出和项目支出中")
            self._link(by_use[0], "basic", codes)
            if self._one_fund():
                # Projects may be paid of the government funds too, which no table prints by these codes.
                self._link(by_use[1], "project", codes)

    def _link(self, part: Coordinates, use: str, codes: tuple[str, ...]) -> None:
        """The item within a use is its codes within that use, where the document prints that use by economic codes of
        the appropriation. A code that is not printed there is in the rest of its class."""
        base = self._economic_base(use)
        if base is None:
            return
        terms: list[Key] = []
        for code in codes:
            above = code[:3] if base.at("economic", code[:3]) in self.model.unknowns else ""
            printed = base.at("economic", code)
            known = printed in self.model.unknowns
            term: Key = printed if known else (f"economic {above}", base)
            terms.append(term)
        if any(isinstance(term, tuple) and term not in self.model.unknowns for term in terms):
            return
        exact = [term for term in terms if isinstance(term, Coordinates)]
        rests = [term for term in terms if isinstance(term, tuple)]
        coefficients: dict[int, int] = defaultdict(int)
        coefficients[self.at(part)] += 1
        for term in exact:
            coefficients[self.at(term)] -= 1
        names = "、".join(codes)
        if not rests:
            row = self.model.programme.equal(coefficients)
        else:
            for term in set(rests):
                coefficients[self.at(term)] -= 1
            row = self.model.programme.between(coefficients, -self.largest * (1 + len(rests)), 0)
        self.model.reasons[row] = f"“三公”该项＝经济分类 {names}"

    def _economic_base(self, use: str) -> Coordinates | None:
        """Where a use is printed by economic codes: for the appropriation, or for all money."""
        for fund in ("general_public_budget", "fiscal_appropriation", None):
            base = Coordinates(side="expenditure", use=use, fund=fund)
            printed = [
                key for key in self.model.printed if key.economic is not None and key.at("economic", None) == base
            ]
            if any(len(key.economic or "") == 5 for key in printed) and (fund is not None or self._one_fund()):
                return base
        return None

    def _one_fund(self) -> bool:
        """Whether no money but the general public budget's is printed."""
        others = {fund for fund in self.alive["fund"] if fund not in {"general_public_budget", "fiscal_appropriation"}}
        return not others


_CUTS = {"use": "支出＝基本支出＋项目支出等各类用途", "origin": "合计＝本年＋上年结转", "fund": "合计＝各资金来源之和"}
_AXES = {"function": "上级科目＝所属科目之和", "economic": "上级科目＝所属科目之和", "unit": "部门＝各单位之和"}


def _alive(known: Printed) -> dict[str, frozenset[str]]:
    """The uses, origins and funds that are printed with any money."""
    found: dict[str, set[str]] = {dimension: set() for dimension in _REFINED}
    for point, figure in known.figures.items():
        for dimension in _REFINED:
            value = getattr(point, dimension)
            if value is not None and figure.fen:
                found[dimension].add(value)
    return {dimension: frozenset(values) for dimension, values in found.items()}


def _children(codes: set[str]) -> dict[str | None, frozenset[str]]:
    """Each code's nearest codes below it; None is over all."""
    found: dict[str | None, set[str]] = defaultdict(set)
    for code in codes:
        above = [code[:length] for length in (5, 3) if length < len(code) and code[:length] in codes]
        found[above[0] if above else None].add(code)
    return {parent: frozenset(below) for parent, below in found.items()}
