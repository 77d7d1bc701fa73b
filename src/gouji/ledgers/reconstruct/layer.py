"""One year and stage of a document: its margins → the atoms' amounts → facts.

Economic items are seldom printed together with units or functions. They are therefore inferred beside them, tied by
what both restrict (use, fund, origin), and joined afterwards; this keeps the programme as small as a sum of the tables
instead of their product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from gouji.ledgers.reconstruct.affinity import function_economic
from gouji.ledgers.reconstruct.atoms import (
    FORWARD,
    ITEMS,
    ONLY_REVENUE,
    ONLY_SPENT,
    RESIDUAL,
    SPENT,
    UNLISTED,
    Atom,
    Incidence,
    axes_of,
    finest,
    named_values,
    spending_atoms,
)
from gouji.ledgers.reconstruct.margins import BLANK, NARRATIVE, TABLE, Margin
from gouji.ledgers.reconstruct.naming import NamedProject
from gouji.ledgers.reconstruct.solver import Row, Solution, solve

if TYPE_CHECKING:
    from gouji.ledgers.reconstruct.atoms import Mask

_BEYOND = {TABLE: 6000.0, NARRATIVE: 1500.0, BLANK: 700.0}
"""What it costs to contradict a margin, for each unit of amount, by where it is printed."""
_DOUBTED = 800.0
_MOST_ATOMS = 400_000
_TIES = ("use", "fund", "origin")


@dataclass(frozen=True, slots=True)
class Spent:
    """An amount in 分 of a combination; ``atom.kind`` says on which sides it counts."""

    atom: Atom
    amount: int


@dataclass(frozen=True, slots=True)
class Layer:
    """What was inferred: the amounts, and the margins that they do not meet, each with what they sum to instead."""

    spent: tuple[Spent, ...]
    missed: tuple[tuple[Margin, int], ...]


def infer(margins: Sequence[Margin], projects: Sequence[NamedProject], default_unit: str, year: int) -> Layer:
    """The likeliest amounts that meet the margins; where none do, those that miss the fewest."""
    sound = _without_contradicted_blanks(margins)
    first = _Attempt(sound, projects, default_unit, year, everything=False).layer()
    if first is not None and not _weighty(first.missed):
        return first
    second = _Attempt(sound, projects, default_unit, year, everything=True).layer()
    if second is None:
        return first or Layer((), tuple((margin, 0) for margin in sound if margin.fen))
    if first is not None and len(_weighty(first.missed)) <= len(_weighty(second.missed)):
        return first
    return second


def _weighty(missed: Sequence[tuple[Margin, int]]) -> list[Margin]:
    return [margin for margin, _ in missed if margin.source == TABLE]


def _without_contradicted_blanks(margins: Sequence[Margin]) -> list[Margin]:
    printed = {margin.point for margin in margins if margin.source != BLANK}
    return [margin for margin in margins if margin.source != BLANK or margin.point not in printed]


class _Attempt:
    """One programme over one choice of atoms."""

    def __init__(
        self,
        margins: Sequence[Margin],
        projects: Sequence[NamedProject],
        default_unit: str,
        year: int,
        *,
        everything: bool,
    ) -> None:
        self.margins = margins
        self.everything = everything
        self.economic = [m for m in margins if m.point.economic is not None]
        plain = [m for m in margins if m.point.economic is None]
        spoken = {m.point.item for m in margins if m.fen}
        aside = {kind: 0.0 for kind, item in ITEMS.items() if item in spoken}
        if not aside and "grand_total" in spoken:
            # Nothing is printed as carried forward: what rounding explains is not taken for it.
            aside = {FORWARD: RESIDUAL}
        named = {m.point.project for m in margins} | {p for m in margins for p in m.projects}
        own = [project for project in projects if project.id in named]
        axes = axes_of(margins, default_unit)
        self.atoms = spending_atoms(axes, own, year, everything=everything, aside=aside)
        if not everything:
            self.atoms = _unpruned(self.atoms, plain)
        self.ties = _TIES + tuple(
            name
            for name in ("unit", "function", "project")
            if any(getattr(m.point, name) is not None and m.source == TABLE for m in self.economic)
        )
        self.natures = self._natures() if len(self.atoms) <= _MOST_ATOMS else []

    def layer(self) -> Layer | None:
        """Solve, and join what was inferred apart."""
        import numpy as np

        if len(self.atoms) > _MOST_ATOMS:
            return None
        spending = Incidence(self.atoms)
        natures = Incidence(self.natures)
        rows: list[Row] = []
        of_row: list[list[Margin]] = []
        impossible: list[tuple[Margin, int]] = []
        merged: dict[tuple[bool, bytes], int] = {}
        for margin in self.margins:
            if margin.source == BLANK and not self.everything:
                continue
            is_nature = margin.point.economic is not None
            mask = (natures if is_nature else spending).of(margin.point, margin.projects)
            if not mask.any():
                if not margin.low <= 0 <= margin.high:
                    impossible.append((margin, 0))
                continue
            place = (is_nature, mask.tobytes())
            known = merged.get(place)
            if known is not None and (joined := _joined(rows[known], margin)) is not None:
                rows[known] = joined
                of_row[known].append(margin)
                continue
            members = np.flatnonzero(mask).astype(np.int32) + (len(self.atoms) if is_nature else 0)
            merged.setdefault(place, len(rows))
            rows.append(Row(members, None, margin.fen, _low(margin), margin.high, _beyond(margin)))
            of_row.append([margin])
        rows.extend(self._ties_of_natures())
        costs = [atom.cost for atom in (*self.atoms, *self.natures)]
        solution = solve(costs, rows)
        if solution is None:
            return None
        needed = [
            at for at, atom in enumerate(self.atoms) if atom.project == UNLISTED and solution.amounts[at] and atom.cost
        ]
        if needed:
            # Rounding does not explain it: money is withheld. Then printed amounts are to be met as they are printed.
            for at in needed:
                costs[at] -= RESIDUAL
            solution = solve(costs, rows) or solution
        missed = [(margin, total) for n, total in solution.missed if n < len(of_row) for margin in of_row[n]]
        missed = [(m, total) for m, total in missed if not m.low <= total <= m.high]
        return Layer(tuple(self._joined_up(solution)), (*impossible, *missed))

    def _key(self, atom: Atom) -> tuple[str | None, ...]:
        return tuple(getattr(atom, name) for name in self.ties)

    def _natures(self) -> list[Atom]:
        """Atoms of economic items, for every tie that a margin with an economic item covers."""
        spoken = [m for m in self.economic if m.fen and m.source == TABLE]
        if not spoken:
            return []
        codes = named_values(spoken, "economic")
        leaves = finest(codes)
        keys = dict.fromkeys(self._key(atom) for atom in self.atoms if atom.kind in {SPENT, ONLY_SPENT})
        carriers = [_carrier(dict(zip(self.ties, key, strict=True))) for key in keys]
        incidence = Incidence(carriers)
        covered = None
        for margin in spoken:
            mask = incidence.of(margin.point.without("economic"))
            covered = mask if covered is None else covered | mask
        assert covered is not None
        economics: list[tuple[str | None, float]] = [(code, 0.0) for code in leaves]
        economics.append((None, RESIDUAL))
        if self.everything:
            economics += [(code, RESIDUAL) for code in codes if code not in leaves]
        natures = [
            Atom(
                *(carrier.unit, carrier.function, carrier.use, carrier.fund, carrier.origin, carrier.project),
                SPENT,
                cost + _use_economic(carrier.use, code) + function_economic(carrier.function, code),
                code,
            )
            for (carrier, inside), (code, cost) in product(zip(carriers, covered, strict=True), economics)
            if inside
        ]
        return natures if self.everything else _unpruned(natures, self.economic)

    def _ties_of_natures(self) -> list[Row]:
        import numpy as np

        spending: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
        for at, atom in enumerate(self.atoms):
            if atom.kind in {SPENT, ONLY_SPENT}:
                spending[self._key(atom)].append(at)
        natures: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
        for at, atom in enumerate(self.natures, len(self.atoms)):
            natures[self._key(atom)].append(at)
        return [
            Row(np.array(spending[key], dtype=np.int32), np.array(members, dtype=np.int32), 0, 0, 0, None)
            for key, members in natures.items()
        ]

    def _joined_up(self, solution: Solution) -> list[Spent]:
        """Spending with its economic items: within each tie the likeliest pairs first."""
        natures: dict[tuple[str | None, ...], list[tuple[Atom, int]]] = defaultdict(list)
        for atom, amount in zip(self.natures, solution.amounts[len(self.atoms) :], strict=True):
            if amount and atom.economic is not None:
                natures[self._key(atom)].append((atom, amount))
        spending: dict[tuple[str | None, ...], list[tuple[Atom, int]]] = defaultdict(list)
        found: list[Spent] = []
        for atom, amount in zip(self.atoms, solution.amounts, strict=False):
            if not amount:
                continue
            key = self._key(atom)
            if atom.kind in {SPENT, ONLY_SPENT} and key in natures:
                spending[key].append((atom, amount))
            else:
                found.append(Spent(atom, amount))
        for key, atoms in spending.items():
            found.extend(_transport(atoms, natures[key]))
        return found


def _carrier(values: dict[str, str | None]) -> Atom:
    return Atom(
        values.get("unit") or "",
        values.get("function"),
        values.get("use"),
        values.get("fund") or "",
        values.get("origin") or "",
        values.get("project"),
    )


def _transport(spending: list[tuple[Atom, int]], natures: list[tuple[Atom, int]]) -> list[Spent]:
    pairs = sorted(
        (function_economic(one.function, other.economic), i, j)
        for i, (one, _) in enumerate(spending)
        for j, (other, _) in enumerate(natures)
    )
    left = [amount for _, amount in spending]
    right = [amount for _, amount in natures]
    found: list[Spent] = []
    for _, i, j in pairs:
        amount = min(left[i], right[j])
        if amount:
            left[i] -= amount
            right[j] -= amount
            found.append(Spent(_with_economic(spending[i][0], natures[j][0].economic), amount))
    found.extend(Spent(spending[i][0], rest) for i, rest in enumerate(left) if rest)
    return found


def _with_economic(atom: Atom, economic: str | None) -> Atom:
    return Atom(atom.unit, atom.function, atom.use, atom.fund, atom.origin, atom.project, atom.kind, 0.0, economic)


def _use_economic(use: str | None, economic: str | None) -> float:
    """Pay and pensions are for people, goods and services are for running an office."""
    people = (economic or "").startswith(("301", "303"))
    if use == "basic/personnel":
        return 0.0 if people else 3.0
    return 3.0 if use == "basic/operating" and people else 0.0


def _unpruned(atoms: list[Atom], margins: Sequence[Margin]) -> list[Atom]:
    """The atoms that lie in no point printed as nought or left blank."""
    incidence = Incidence(atoms)
    dead: Mask | None = None
    for margin in margins:
        if not margin.fen and margin.source != NARRATIVE and not margin.projects and not margin.doubted:
            mask = incidence.of(margin.point)
            dead = mask if dead is None else dead | mask
    if dead is None:
        return atoms
    return [atom for atom, out in zip(atoms, dead.tolist(), strict=True) if not out]


def _low(margin: Margin) -> int:
    return max(margin.low, 0) if margin.fen >= 0 else margin.low


def _beyond(margin: Margin) -> float:
    return _DOUBTED if margin.doubted else _BEYOND[margin.source]


def _joined(row: Row, margin: Margin) -> Row | None:
    """The row with another print of the same atoms: what both intervals hold; None where they cannot both be right."""
    low, high = max(row.low, _low(margin)), min(row.high, margin.high)
    if low > high:
        return None
    fen = row.fen if row.high - row.low <= margin.high - margin.low else margin.fen
    beyond = max(row.beyond or 0.0, _beyond(margin))
    return Row(row.plus, None, min(max(fen, low), high), low, high, beyond)


__all__ = ["ONLY_REVENUE", "ONLY_SPENT", "Layer", "Spent", "infer"]
