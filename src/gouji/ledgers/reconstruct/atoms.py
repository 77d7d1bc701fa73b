"""The atoms an inferred ledger may be made of: one for each combination of the finest things the document names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.ledgers.reconstruct.affinity import kind_of_unit, resemblance, unit_function_use
from gouji.ledgers.reconstruct.margins import TABLE, Margin
from gouji.ledgers.reconstruct.naming import NamedProject
from gouji.lexicon.classification import functional
from gouji.model.coordinates import CURRENT, FUND_PARENTS, REVENUE, Coordinates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

UNNAMED = "unnamed"
UNLISTED = "unlisted"
"""The project of money that the projects table's total has and no line of it."""

SPENT, FORWARD, ALLOCATED, ONLY_REVENUE, ONLY_SPENT = range(5)
"""Kinds of atoms: money that comes in and is spent; that is carried forward; that is allocated as a surplus; and, where
a document does not balance, money of one side only."""

ITEMS = {FORWARD: "carried_forward", ALLOCATED: "surplus_allocation"}

RESIDUAL = 500.0
ONE_SIDED = 4000.0
"""Costs of atoms that stand for something the document does not show."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A combination. ``cost`` is what it costs to use it, for each unit of amount."""

    unit: str
    function: str | None
    use: str | None
    fund: str
    origin: str
    project: str | None
    kind: int = SPENT
    cost: float = 0.0
    economic: str | None = None


@dataclass(frozen=True, slots=True)
class Axes:
    """The finest values of each dimension that the margins of a layer name. ``revenue_by_function``: revenue is printed
    by what it is spent on, and so is what remains of it."""

    units: tuple[str, ...]
    functions: tuple[str | None, ...]
    uses: tuple[str | None, ...]
    funds: tuple[str, ...]
    origins: tuple[str, ...]
    coarse_functions: tuple[str, ...]
    revenue_by_function: bool


def axes_of(margins: Sequence[Margin], default_unit: str) -> Axes:
    """The axes of a layer. Where units are not named in any table all stands under ``default_unit``."""
    spoken = [margin for margin in margins if margin.fen and margin.source != "blank"]
    tables = [margin for margin in spoken if margin.source == TABLE]
    named = tables or spoken
    functions = named_values(named, "function") or named_values(spoken, "function")
    leaves = finest(functions)
    return Axes(
        tuple(named_values(tables, "unit")) or (default_unit,),
        tuple(leaves) or (None,),
        tuple(_finest_paths(named_values(spoken, "use"))) or (None,),
        tuple(_funds(named_values(spoken, "fund"))) or (UNNAMED,),
        tuple(named_values(spoken, "origin")) or (CURRENT,),
        tuple(code for code in functions if code not in leaves),
        any(margin.point.side == REVENUE and margin.point.function is not None for margin in tables),
    )


def named_values(margins: Iterable[Margin], dimension: str) -> list[str]:
    """The values of a dimension that margins name, each once, in order."""
    return list(dict.fromkeys(v for m in margins if (v := getattr(m.point, dimension)) is not None))


def finest(codes: Sequence[str]) -> list[str]:
    """The codes that no longer one begins with."""
    ordered = sorted(set(codes))
    return [
        code
        for position, code in enumerate(ordered)
        if position + 1 == len(ordered) or not ordered[position + 1].startswith(code)
    ]


def _finest_paths(paths: Sequence[str]) -> list[str]:
    return [path for path in paths if not any(other.startswith(path + "/") for other in paths)]


def _funds(funds: Sequence[str]) -> list[str]:
    parents = {FUND_PARENTS.get(fund) for fund in funds}
    return [fund for fund in funds if fund not in parents]


def spending_atoms(
    axes: Axes, projects: Sequence[NamedProject], year: int, *, everything: bool, aside: Mapping[int, float]
) -> list[Atom]:
    """The atoms of a layer. ``everything`` adds those that the document should not need: money of one side, under
    codes it does not break down, of no unit or fund it names. ``aside`` are the kinds of money that is not spent,
    with what they cost."""
    names = {code: functional(year).name(code) or "" for code in axes.functions if code}
    atoms: list[Atom] = []
    functions: list[tuple[str | None, float]] = [(code, 0.0) for code in axes.functions]
    funds: list[tuple[str, float]] = [(fund, 0.0) for fund in axes.funds]
    units = [(unit, 0.0) for unit in axes.units]
    if everything:
        functions += [(code, RESIDUAL) for code in axes.coarse_functions]
        if axes.functions != (None,):
            functions.append((None, 2 * RESIDUAL))
        if UNNAMED not in axes.funds:
            funds.append((UNNAMED, RESIDUAL))
        if "" not in axes.units:
            units.append(("", RESIDUAL))
    uses: list[str | None] = list(axes.uses)
    if projects and "project" not in uses:
        uses.append("project")
    for fund, fund_cost in funds:
        for origin in axes.origins:
            for function, function_cost in functions:
                cost = fund_cost + function_cost
                for use in uses:
                    if use == "project" and projects:
                        atoms.extend(_of_projects(projects, units, function, fund, origin, names, cost))
                        continue
                    for unit, unit_cost in units:
                        own = unit_function_use(kind_of_unit(unit), function, use)
                        atoms.append(Atom(unit, function, use, fund, origin, None, SPENT, own + cost + unit_cost))
            atoms.extend(
                Atom(
                    unit,
                    function,
                    None,
                    fund,
                    origin,
                    None,
                    kind,
                    aside_cost + fund_cost + unit_cost + 1.0 + (function is not None),
                )
                for kind, aside_cost in aside.items()
                for unit, unit_cost in units
                for function in (None, *(axes.functions if axes.revenue_by_function else ()))
            )
            if everything:
                atoms.extend(_one_sided(units, functions, uses, fund, origin))
    return atoms


def _of_projects(
    projects: Sequence[NamedProject],
    units: Sequence[tuple[str, float]],
    function: str | None,
    fund: str,
    origin: str,
    names: dict[str, str],
    cost: float,
) -> Iterable[Atom]:
    name = names.get(function or "", "")
    for project in projects:
        likely = 2.0 - 2.0 * resemblance(name, f"{project.entry.name}{project.entry.level1 or ''}{project.unit}")
        owners = [(project.unit, 0.0)] if project.unit else units
        for unit, unit_cost in owners:
            own = unit_function_use(kind_of_unit(unit), function, "project") + likely
            yield Atom(unit, function, "project", fund, origin, project.id, SPENT, own + cost + unit_cost)
    for unit, unit_cost in units:
        own = unit_function_use(kind_of_unit(unit), function, "project")
        yield Atom(unit, function, "project", fund, origin, UNLISTED, SPENT, own + cost + unit_cost + RESIDUAL)


def _one_sided(
    units: Sequence[tuple[str, float]],
    functions: Sequence[tuple[str | None, float]],
    uses: Sequence[str | None],
    fund: str,
    origin: str,
) -> Iterable[Atom]:
    for unit, cost in units:
        yield Atom(unit, None, None, fund, origin, None, ONLY_REVENUE, cost + ONE_SIDED)
    for function, cost in functions:
        yield Atom(units[0][0], function, None, fund, origin, None, ONLY_REVENUE, cost + ONE_SIDED + 1.0)
        for use in uses:
            yield Atom(units[0][0], function, use, fund, origin, None, ONLY_SPENT, cost + ONE_SIDED)


class Incidence:
    """Which atoms lie in a point. Values of each dimension are numbered, so that a point is a few table look-ups."""

    def __init__(self, atoms: Sequence[Atom]) -> None:
        import numpy as np

        self._np = np
        self.size = len(atoms)
        self._values: dict[str, list[str | None]] = {}
        self._columns: dict[str, NDArray[np.int32]] = {}
        for name in _DIMENSIONS:
            numbers: dict[str | None, int] = {}
            column = [numbers.setdefault(getattr(atom, name), len(numbers)) for atom in atoms]
            self._values[name] = list(numbers)
            self._columns[name] = np.array(column, dtype=np.int32)
        self.kind = np.array([atom.kind for atom in atoms], dtype=np.int8)
        self._masks: dict[tuple[str, str], Mask] = {}

    def of(self, point: Coordinates, projects: tuple[str, ...] = ()) -> Mask:
        """The atoms that lie in a point."""
        mask = self._side(point)
        for name in _DIMENSIONS:
            wanted = getattr(point, name)
            if wanted is not None:
                mask = mask & self._in(name, wanted)
        if projects:
            any_of = self._in("project", projects[0])
            for project in projects[1:]:
                any_of = any_of | self._in("project", project)
            mask = mask & any_of
        return mask

    def _side(self, point: Coordinates) -> Mask:
        kinds: tuple[int, ...] = (SPENT, ONLY_SPENT)
        if point.side == REVENUE:
            kinds = (SPENT, FORWARD, ALLOCATED, ONLY_REVENUE)
        elif point.item == "grand_total":
            kinds = (SPENT, FORWARD, ALLOCATED, ONLY_SPENT)
        elif point.item is not None:
            kinds = tuple(kind for kind, item in ITEMS.items() if item == point.item)
        mask: Mask = self._np.isin(self.kind, kinds)
        return mask

    def _in(self, name: str, wanted: str) -> Mask:
        known = self._masks.get((name, wanted))
        if known is None:
            inside = self._np.array([_lies(name, value, wanted) for value in self._values[name]], dtype=bool)
            known = self._masks[name, wanted] = inside[self._columns[name]]
        return known


_DIMENSIONS = ("unit", "function", "use", "fund", "origin", "project", "economic")


def _lies(name: str, value: str | None, wanted: str) -> bool:
    if value is None:
        return False
    if name in {"function", "economic"}:
        return value.startswith(wanted)
    if name == "fund":
        return value == wanted or value.startswith(wanted + "/") or FUND_PARENTS.get(value) == wanted
    if name == "use":
        return value == wanted or value.startswith(wanted + "/")
    return value == wanted
