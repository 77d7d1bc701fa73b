"""The amounts of a ledger at any coordinates, and which facts they are made of.

A ledger answers by looking at every fact; here facts are grouped once for each shape of question, so that asking for
ten thousand units costs one pass. An answer carries its trace (see :mod:`gouji.tabulating.pools`): a total is
partitioned by its parts when their traces sum to its own. That is what ties printed amounts together, whatever the
tables call them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from random import Random
from typing import Any, NamedTuple

from gouji.model.coordinates import FUND_PARENTS, Coordinates
from gouji.model.ledger import Ledger, StatedAmount
from gouji.tabulating.pools import ASKED, FINE, TREE, Pools, Stratum

AGENCY = "agency_operating_expenses"
_OPERATING_KINDS = frozenset({"administrative", "participating"})
"""机关运行经费 are those of administrative units and of institutions managed like them."""


class Figure(NamedTuple):
    """An exact amount in 分 and the trace of the facts it is made of; nought has the trace 0."""

    amount: int = 0
    trace: int = 0


NOUGHT = Figure()

_asked = attrgetter(*ASKED)
_fine = attrgetter(*FINE)
_PLACE = {name: at for at, name in enumerate(ASKED)}
_UNIT, _PROJECT = _PLACE["unit"], _PLACE["project"]
_TOLD = frozenset({"function", "economic", "use", "fund", "origin", "unit"})
_UNTOLD = frozenset({None, "", "unnamed"})
"""What a fact says of a dimension when nobody knows (last year's total of a document that says no more)."""
_Shape = tuple[tuple[str, int], ...]
_Group = dict[tuple[Any, ...], Figure]


class Index:
    """A ledger's figures. ``paths`` place each project in the projects table: a point's ``project`` is the beginning
    of such a path, made by :func:`project_path`."""

    def __init__(self, ledger: Ledger, paths: Mapping[str, tuple[str, ...]]) -> None:
        self.ledger = ledger
        self._pools = Pools(ledger.facts, {id: project_path(path) for id, path in paths.items()})
        self._groups: dict[tuple[int | None, str | None, _Shape], _Group] = {}
        self._stated = _stated(ledger.stated)
        self._stated_parts = _stated_parts(self._stated)
        self._operating = sorted(unit.id for unit in ledger.units if unit.kind in _OPERATING_KINDS)
        self._items = self._pools.items()
        self._agencies: dict[Coordinates, Figure] = {}
        self._known: dict[tuple[int | None, str | None, tuple[Any, ...]], Figure] = {}
        self._is_adjusted = ledger.is_adjusted

    def figure(self, point: Coordinates) -> Figure:
        """What the ledger says of a point. Stated amounts count before tags, and where neither tells the agency's
        operating expenses they are what the general public budget gives administrative units to operate."""
        if point.item is None or point.unit is not None or point.year is None:
            return self._grouped(point)
        stated = self._stated.get((point.year, point.item))
        if stated is not None:
            return stated if point.origin != "carried_over" and self._may_be_of(point) else NOUGHT
        if point.item == AGENCY and (point.year, AGENCY) not in self._items:
            return self._agency(point)
        return self._completed(point)

    def stands(self, point: Coordinates, *, gone: bool = False) -> bool:
        """Whether there is anything at a point; with ``gone``, or was before adjustments took it away."""
        figure = self.figure(point)
        return figure.trace != 0 and (gone or figure.amount != 0 or not self._is_adjusted)

    def knows(self, point: Coordinates) -> bool:
        """Whether the ledger can tell the amount of a point at all, be it nought: it has figures of that year as fine
        as the question."""
        year = point.year
        if year is None or year == self.ledger.year:
            return True
        if point.item is not None:
            return self._knows_item(year, point.item)
        if not self._grouped(Coordinates(year=year, side=point.side)).trace:
            return False
        side = ASKED.index("side")
        asked = [at for at, name in enumerate(ASKED) if name in _TOLD and getattr(point, name) is not None]
        fine = tuple([name for name, value in zip(FINE, _fine(point), strict=True) if value is not None])
        return not any(
            stratum.values[side] == point.side and any(_untold(stratum, at) for at in asked)
            for stratum in self._pools.pool(year, None, fine)
        )

    def _knows_item(self, year: int, item: str) -> bool:
        root = item.split("/")[0]
        if any(y == year and stated.split("/")[0] == root for y, stated in self._stated):
            return (year, item) in self._stated or (year, item) in self._stated_parts
        return (year, root) in self._items or (root != "procurement" and self.detailed(year))

    def values(self, dimension: str, point: Coordinates) -> list[str]:
        """The values of a dimension that facts of a point have, sorted; those of nought left out."""
        return [value for (value,) in self.combinations((dimension,), point)]

    def combinations(self, dimensions: Sequence[str], point: Coordinates) -> list[tuple[str, ...]]:
        """The values of several dimensions that facts of a point have together, sorted."""
        wanted = replace(point, **dict.fromkeys(dimensions, ""))  # type: ignore[arg-type]
        asked = [(name, value) for name, value in zip(ASKED, _asked(wanted), strict=True) if value is not None]
        fixed = [(at, value) for at, (name, value) in enumerate(asked) if name not in dimensions]
        places = [next(at for at, (each, _) in enumerate(asked) if each == name) for name in dimensions]
        group = self._shaped(wanted, tuple([(name, _depth(name, value)) for name, value in asked]))
        found = {
            tuple([key[at] for at in places])
            for key, figure in group.items()
            if figure.trace and all(key[at] == value for at, value in fixed)
        }
        limits = [(at, name, getattr(point, name)) for at, name in enumerate(dimensions) if getattr(point, name)]
        return sorted(
            values
            for values in found
            if None not in values
            and all(_cut(name, values[at], _depth(name, limit)) == limit for at, name, limit in limits)
        )

    def detailed(self, year: int) -> bool:
        """Whether the facts of a year say what the money is for."""
        at = ASKED.index("function")
        return any(stratum.values[at] is not None for stratum in self._pools.pool(year, None, ()))

    def _completed(self, point: Coordinates) -> Figure:
        """The tagged facts of an item, with what is stated of its parts in the place of theirs."""
        figure = self._grouped(point)
        for part in self._stated_parts.get((point.year, point.item), ()):
            finer = point.at("item", part)
            told, counted = self.figure(finer), self._grouped(finer)
            figure = Figure(figure.amount + told.amount - counted.amount, figure.trace + told.trace - counted.trace)
        return figure

    def _may_be_of(self, point: Coordinates) -> bool:
        """Whether what is stated of an item, without its fund, is of the fund asked for: where fiscal appropriation is
        of one fund only, of that one; else of the general public budget, which “三公” and agencies are paid from."""
        if point.fund is None or point.fund in _GROUPS_OF_FUNDS:
            return point.fund in {None, "fiscal_appropriation"}
        spent = Coordinates(year=point.year, side="expenditure", fund="fiscal_appropriation")
        funds = self.values("fund", replace(spent, fund=None))
        fiscal = [fund for fund in funds if FUND_PARENTS.get(fund) == "fiscal_appropriation"]
        return point.fund == (fiscal[0] if len(fiscal) == 1 else "general_public_budget")

    def _agency(self, point: Coordinates) -> Figure:
        known = self._agencies.get(point)
        if known is not None:
            return known
        operating = replace(point, item=None, side="expenditure", use="basic/operating", fund="general_public_budget")
        figures = [self._grouped(operating.at("unit", unit)) for unit in self._operating]
        found = self._agencies[point] = Figure(sum(f.amount for f in figures), sum(f.trace for f in figures))
        return found

    def _grouped(self, point: Coordinates) -> Figure:
        values = _asked(point)
        if values[_UNIT] is not None or values[_PROJECT] is not None:
            return self._looked_up(point, values)
        known = self._known.get((point.year, point.item, values))
        if known is None:
            known = self._known[point.year, point.item, values] = self._looked_up(point, values)
        return known

    def _looked_up(self, point: Coordinates, values: tuple[Any, ...]) -> Figure:
        asked = [(name, value) for name, value in zip(ASKED, values, strict=True) if value is not None]
        shape = tuple([(name, _depth(name, value)) for name, value in asked])
        return self._shaped(point, shape).get(tuple([value for _, value in asked]), NOUGHT)

    def _shaped(self, point: Coordinates, shape: _Shape) -> _Group:
        """The figures of every point of a shape, of the point's year and item."""
        group = self._groups.get((point.year, point.item, shape))
        if group is None:
            fine = tuple([name for name, value in zip(FINE, _fine(point), strict=True) if value is not None])
            group = _group(self._pools, point, fine, shape)
            self._groups[point.year, point.item, shape] = group
        return group


def _untold(stratum: Stratum, at: int) -> bool:
    """Whether some facts say nothing of what stands at a place of ``ASKED``."""
    if ASKED[at] not in FINE:
        return stratum.values[at] in _UNTOLD
    column = FINE.index(ASKED[at])
    return any(row[column] in _UNTOLD for row in stratum.rows)


def _group(pools: Pools, point: Coordinates, fine: tuple[str, ...], shape: _Shape) -> _Group:
    """Every figure of a shape. What facts of a kind have in common is looked at once for all of them."""
    coarse = [(_PLACE[name], name, depth) for name, depth in shape if name not in FINE]
    finer = [(FINE.index(name), name, depth) for name, depth in shape if name in FINE]
    at, name, depth = finer[0] if len(finer) == 1 else (0, "", 0)
    strata: dict[tuple[Any, ...], dict[Any, list[int]]] = {}
    for values, rows in pools.pool(point.year, point.item, fine):
        above = tuple([values[p] if not d else _cut(n, values[p], d) for p, n, d in coarse])
        totals = strata.get(above)
        if totals is None:
            totals = strata[above] = {}
        for row in rows:
            if name:
                key: Any = row[at] if not depth else _cut(name, row[at], depth)
            else:
                key = tuple([_cut(n, row[p], d) for p, n, d in finer]) if finer else ()
            total = totals.get(key)
            if total is None:
                totals[key] = [row[3], row[4]]
            else:
                total[0] += row[3]
                total[1] += row[4]
    if not finer:
        return {above: Figure(*totals[()]) for above, totals in strata.items()}
    order = [*(n for _, n, _ in coarse), *(n for _, n, _ in finer)]
    places = [order.index(n) for n, _ in shape]
    found: _Group = {}
    for above, totals in strata.items():
        for key, (amount, trace) in totals.items():
            whole = (*above, key) if name else (*above, *key)
            found[tuple([whole[p] for p in places])] = Figure(amount, trace)
    return found


def project_path(levels: Iterable[str]) -> str:
    """The place of a project, or of a group of projects, in the projects table as one value."""
    return "".join([level + TREE for level in levels])


def _stated(amounts: Sequence[StatedAmount]) -> dict[tuple[int, str], Figure]:
    """Stated amounts by year and item, those of units together."""
    chance = Random("stated")
    found: dict[tuple[int, str], Figure] = {}
    for entry in amounts:
        known = found.get((entry.year, entry.item), NOUGHT)
        trace = chance.getrandbits(64) if entry.amount else 0
        found[entry.year, entry.item] = Figure(known.amount + entry.amount, known.trace + trace)
    for year, item in sorted(found, key=lambda key: -key[1].count("/")):
        below = [
            figure
            for (y, part), figure in found.items()
            if y == year and part.startswith(item + "/") and part.count("/") == item.count("/") + 1
        ]
        if below and sum(figure.amount for figure in below) == found[year, item].amount:
            # What its parts make up is made of them, so that they are rounded together.
            found[year, item] = Figure(found[year, item].amount, sum(figure.trace for figure in below))
    return found


def _stated_parts(stated: Iterable[tuple[int, str]]) -> dict[tuple[int | None, str | None], tuple[str, ...]]:
    """For each item above stated ones that is not stated itself: the stated ones right below it."""
    said = set(stated)
    found: dict[tuple[int | None, str | None], list[str]] = {}
    for year, item in sorted(said):
        above = item.rpartition("/")[0]
        while above and (year, above) not in said:
            found.setdefault((year, above), []).append(item)
            above = above.rpartition("/")[0]
    return {key: tuple(items) for key, items in found.items()}


def _depth(name: str, value: Any) -> int:
    """How fine a restriction is: digits of a code, steps of a path; 0 where it is taken as it is."""
    if value == "":
        return 0
    if name in {"function", "economic"}:
        return len(value)
    if name == "fund":
        return -1 if value in _GROUPS_OF_FUNDS else 0
    if name == "use":
        return int(value.count("/")) + 1
    if name == "project":
        return int(value.count(TREE))
    return 0


_GROUPS_OF_FUNDS = frozenset(FUND_PARENTS.values())


def _cut(name: str, value: Any, depth: int) -> Any:
    """A fact's value as coarse as a restriction of this depth."""
    if value is None or depth == 0:
        return value
    if depth < 0:
        return FUND_PARENTS.get(value, value)
    if name == "use":
        return "/".join(value.split("/")[:depth])
    if name == "project":
        parts = value.split(TREE)
        return TREE.join(parts[:depth]) + TREE if len(parts) > depth else value
    return value[:depth]
