"""The amounts of a ledger at any coordinates, and which facts they are made of.

A ledger answers by looking at every fact; here facts are grouped once for each shape of question, so that asking for
ten thousand units costs one pass. An answer carries its *trace*, a sum of random numbers, one for each fact: two points
have the same trace when the same facts make them up (one chance in 2**64 aside), and a total is partitioned by its
parts when their traces sum to its own. That is what ties printed amounts together, whatever the tables call them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from random import Random
from typing import Any

from gouji.model.coordinates import DIMENSIONS, FUND_PARENTS, Coordinates
from gouji.model.ledger import Fact, Ledger

AGENCY = "agency_operating_expenses"
_OPERATING_KINDS = frozenset({"administrative", "participating"})
"""机关运行经费 are those of administrative units and of institutions managed like them."""
_TREE = "\x1f"
"""Between the levels of a project's place in the projects table."""
UNNAMED = f"?{_TREE}"
"""The place of project expenditure that names no project of the ledger."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact amount in 分 and the trace of the facts it is made of; nought has the trace 0."""

    amount: int = 0
    trace: int = 0


NOUGHT = Figure()


@dataclass(frozen=True, slots=True)
class _Atom:
    """Facts that agree in everything the tables ask for, as one."""

    values: tuple[Any, ...]
    items: frozenset[str | None]
    amount: int
    trace: int


_ASKED = ("year", "stage", "side", "function", "economic", "use", "fund", "origin", "unit", "project")
_PLACE = {name: at for at, name in enumerate(_ASKED)}
_DIVIDED = _ASKED[1:]
_divided = attrgetter(*_DIVIDED)
_FINE = ("unit", "project", "economic")
"""What most questions do not ask for."""
_Shape = tuple[tuple[str, int], ...]


class Index:
    """A ledger's figures. ``paths`` place each project in the projects table: a point's ``project`` is the beginning
    of such a path, made by :func:`project_path`."""

    def __init__(self, ledger: Ledger, paths: Mapping[str, tuple[str, ...]]) -> None:
        self.ledger = ledger
        self._paths = {id: project_path(path) for id, path in paths.items()}
        self._all: dict[int | None, tuple[_Atom, ...]] = _by_year(self._atoms(ledger.facts))
        self._pools: dict[tuple[int | None, tuple[str, ...]], tuple[_Atom, ...]] = {}
        self._groups: dict[tuple[int | None, str | None, _Shape], dict[tuple[Any, ...], Figure]] = {}
        self._stated: dict[tuple[int, str], Figure] = {}
        chance = Random("stated")
        for entry in ledger.stated:
            above = entry.item.split("/")
            for depth in range(len(above), 0, -1):
                key = (entry.year, "/".join(above[:depth]))
                if depth == len(above) or not any((s.year, s.item) == key for s in ledger.stated):
                    known = self._stated.get(key, NOUGHT)
                    self._stated[key] = Figure(known.amount + entry.amount, known.trace + chance.getrandbits(64))
        self._operating = frozenset(unit.id for unit in ledger.units if unit.kind in _OPERATING_KINDS)
        self._items = {
            (year, item)
            for year, atoms in self._all.items()
            for items in {atom.items for atom in atoms}
            for item in items
            if item not in {None, "grand_total"}
        }

    def figure(self, point: Coordinates) -> Figure:
        """What the ledger says of a point. Stated amounts count before tags, and where neither tells the agency's
        operating expenses they are what the general public budget gives administrative units to operate."""
        if point.item is not None and point.unit is None and point.year is not None:
            stated = self._stated.get((point.year, point.item))
            if stated is not None:
                return stated if point.origin != "carried_over" else NOUGHT
            if point.item == AGENCY and (point.year, AGENCY) not in self._items:
                return self._agency(point)
        return self._grouped(point)

    def knows(self, point: Coordinates) -> bool:
        """Whether the ledger can tell the amount of a point at all, be it nought: it has figures of that year as fine
        as the question."""
        year = point.year
        if year is None or year == self.ledger.year:
            return True
        if point.item is not None:
            root = point.item.split("/")[0]
            if any(y == year and item.split("/")[0] == root for y, item in self._stated):
                return (year, point.item) in self._stated or point.item != root
            if root.startswith("procurement"):
                return any(y == year and item is not None and item.startswith(root) for y, item in self._items)
            return self.detailed(year)
        return self._grouped(Coordinates(year=year, side=point.side)).amount != 0 and (
            point.function is None or self.detailed(year)
        )

    def values(self, dimension: str, point: Coordinates) -> list[str]:
        """The values of a dimension that facts of a point have, sorted; those of nought left out."""
        at = _PLACE[dimension]
        found: set[str] = set()
        for atom in self._pool(point.at(dimension, "")):
            value = atom.values[at]
            if value is not None and atom.amount and value not in found and self._lies_in(atom, point):
                found.add(value)
        return sorted(found)

    def detailed(self, year: int) -> bool:
        """Whether the facts of a year say what the money is for."""
        return any(atom.values[_PLACE["function"]] is not None for atom in self._pool(Coordinates(year=year)))

    def _agency(self, point: Coordinates) -> Figure:
        operating = replace(point, item=None, side="expenditure", use="basic/operating", fund="general_public_budget")
        figures = [self._grouped(operating.at("unit", unit)) for unit in sorted(self._operating)]
        return Figure(sum(f.amount for f in figures), sum(f.trace for f in figures))

    def _grouped(self, point: Coordinates) -> Figure:
        asked = [(name, value) for name, value in zip(_DIVIDED, _divided(point), strict=True) if value is not None]
        shape = tuple([(name, _depth(name, value)) for name, value in asked])
        group = self._groups.get((point.year, point.item, shape))
        if group is None:
            group = self._groups[point.year, point.item, shape] = self._group(point, shape)
        return group.get(tuple([value for _, value in asked]), NOUGHT)

    def _group(self, point: Coordinates, shape: _Shape) -> dict[tuple[Any, ...], Figure]:
        cuts = [(_PLACE[name], name, depth) for name, depth in shape]
        totals: dict[tuple[Any, ...], list[int]] = {}
        for atom in self._pool(point):
            if point.item not in atom.items:
                continue
            values = atom.values
            key = tuple([values[at] if not depth else _cut(name, values[at], depth) for at, name, depth in cuts])
            total = totals.get(key)
            if total is None:
                totals[key] = [atom.amount, atom.trace]
            else:
                total[0] += atom.amount
                total[1] += atom.trace
        return {key: Figure(amount, trace) for key, (amount, trace) in totals.items()}

    def _pool(self, point: Coordinates) -> tuple[_Atom, ...]:
        """The atoms of a point's year to look at: merged over what the point does not ask for."""
        fine = tuple([name for name in _FINE if getattr(point, name) is not None])
        pool = self._pools.get((point.year, fine))
        if pool is None:
            years = self._all.values() if point.year is None else [self._all.get(point.year, ())]
            every = (atom for atoms in years for atom in atoms)
            pool = self._pools[point.year, fine] = _merged(every, fine) if len(fine) < len(_FINE) else tuple(every)
        return pool

    def _lies_in(self, atom: _Atom, point: Coordinates) -> bool:
        if point.item not in atom.items:
            return False
        for name in DIMENSIONS:
            wanted = getattr(point, name)
            if name == "item" or wanted is None or wanted == "":
                continue
            if _cut(name, atom.values[_PLACE[name]], _depth(name, wanted)) != wanted:
                return False
        return True

    def _place(self, fact: Fact) -> str | None:
        if fact.project is not None:
            return self._paths.get(fact.project, UNNAMED)
        return UNNAMED if fact.use == "project" and fact.item is None else None

    def _atoms(self, facts: Iterable[Fact]) -> Iterator[_Atom]:
        chance = Random("facts")
        merged: dict[tuple[Any, ...], list[int]] = {}
        for fact in facts:
            if not fact.amount:
                continue
            place = self._place(fact)
            key = (
                fact.year, fact.stage, fact.side, fact.function, fact.economic, fact.use, fact.fund, fact.origin,
                fact.unit, place, fact.item, fact.tags,
            )  # fmt: skip
            total = merged.setdefault(key, [0, 0])
            total[0] += fact.amount
            total[1] += chance.getrandbits(64)
        items: dict[tuple[str, str | None, frozenset[str]], frozenset[str | None]] = {}
        for key, (amount, trace) in merged.items():
            kind = (key[2], key[-2], key[-1])
            if kind not in items:
                items[kind] = _items(*kind)
            yield _Atom(key[:-2], items[kind], amount, trace)


def project_path(levels: Iterable[str]) -> str:
    """The place of a project, or of a group of projects, in the projects table as one value."""
    return "".join(level + _TREE for level in levels)


def _by_year(atoms: Iterable[_Atom]) -> dict[int | None, tuple[_Atom, ...]]:
    found: dict[int | None, list[_Atom]] = {}
    for atom in atoms:
        found.setdefault(atom.values[_PLACE["year"]], []).append(atom)
    return {year: tuple(members) for year, members in found.items()}


def _merged(atoms: Iterable[_Atom], kept: tuple[str, ...]) -> tuple[_Atom, ...]:
    """The atoms as if units, projects and economic items were not told apart, but for the kept ones."""
    gone = [_PLACE[name] for name in _FINE if name not in kept]
    merged: dict[tuple[Any, ...], list[int]] = {}
    for atom in atoms:
        values = list(atom.values)
        for at in gone:
            values[at] = None
        total = merged.setdefault((tuple(values), atom.items), [0, 0])
        total[0] += atom.amount
        total[1] += atom.trace
    return tuple(_Atom(values, items, amount, trace) for (values, items), (amount, trace) in merged.items())


def _items(side: str, item: str | None, tags: frozenset[str]) -> frozenset[str | None]:
    """The items a fact counts for, as :func:`gouji.model.ledger.lies_in` has it."""
    found: set[str | None] = set()
    for path in (item,) if item is not None else tags:
        steps = path.split("/")
        found.update("/".join(steps[:depth]) for depth in range(1, len(steps) + 1))
    if item is None:
        found.add(None)
    if side == "expenditure":
        found.add("grand_total")
    return frozenset(found)


def _depth(name: str, value: Any) -> int:
    """How fine a restriction is: digits of a code, steps of a path; 0 where it is taken as it is."""
    if name in {"function", "economic"}:
        return len(value)
    if name == "fund":
        return -1 if value in FUND_PARENTS.values() else 0
    if name == "use":
        return int(value.count("/")) + 1
    if name == "project":
        return int(value.count(_TREE))
    return 0


def _cut(name: str, value: Any, depth: int) -> Any:
    """A fact's value as coarse as a restriction of this depth."""
    if value is None or depth == 0:
        return value
    if depth < 0:
        return FUND_PARENTS.get(value, value)
    if name == "use":
        return "/".join(value.split("/")[:depth])
    if name == "project":
        parts = value.split(_TREE)
        return _TREE.join(parts[:depth]) + _TREE if len(parts) > depth else value
    return value[:depth]
