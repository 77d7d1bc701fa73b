"""Bounds of what a document does not print, each with its derivation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from time import monotonic

from gouji.corpus.hidden.linear import Programme, Proof
from gouji.corpus.hidden.model import Key, Model, model_of
from gouji.corpus.hidden.points import TOTAL, Printed
from gouji.model.coordinates import FUND_PARENTS, Coordinates

_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Bound:
    """An unprinted amount in 分: it lies between ``low`` and ``high``. ``value`` is what the printed figures give where
    only their rounding is left open, else None. ``because`` are the equations used, in Chinese, each with its
    members."""

    point: Coordinates
    low: int
    high: int
    value: int | None
    because: tuple[Equation, ...]
    ceiling: int
    """What the smallest printed whole over it already says."""


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation of a derivation: ``whole`` = Σ ``parts``, the reason it holds."""

    reason: str
    whole: tuple[Coordinates | None, ...]
    parts: tuple[Coordinates | None, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """All bounds of a document. ``contradiction``: the printed figures satisfy no ledger at all, and nothing is said.
    ``unfinished``: time ran out before all unprinted points were looked at."""

    found: tuple[Bound, ...]
    contradiction: bool = False
    unfinished: bool = False


WORTH_TELLING = Fraction(1, 4)
"""A bound is worth a line when it takes away so much of what is possible anyway."""


def bounds_of(known: Printed, *, worth: Fraction = WORTH_TELLING, seconds: float = _SECONDS) -> Bounds:
    """The bounds of what is not printed, as far as they say something: what must be nought, and what may be nearly
    anything between nought and its whole, is left out. ``worth`` 0 asks for all that are tighter than that."""
    model = model_of(known)
    programme = model.programme
    if not known.figures:
        return Bounds(())
    if not programme.feasible():
        return Bounds((), contradiction=True)
    search = _Search(known, model, _ceilings(known, model), worth)
    limits = programme.propagated()
    end = monotonic() + seconds
    found: list[Bound] = [*_unlisted(known)]
    for key, index in list(model.unknowns.items()):
        if not isinstance(key, Coordinates) or key in model.printed or key == TOTAL or limits[index][1] <= 0:
            continue
        if worth and key in model.remote:
            continue
        if monotonic() > end:
            return Bounds(_ordered(found), unfinished=True)
        bound = search.bound(key, index)
        if bound is not None:
            found.append(bound)
    return Bounds(_ordered(found))


PROJECTS = Coordinates(side="expenditure", use="project")
UNLISTED = PROJECTS.at("project", "unlisted")
"""What the projects that are not listed one by one sum to."""


def _unlisted(known: Printed) -> Iterator[Bound]:
    """The project expenditure beyond the listed projects, where that is more than rounding."""
    whole = known.figures.get(PROJECTS)
    if known.listed is None or whole is None or whole.low is None or whole.high is None or whole.fen is None:
        return
    low, high = whole.low - known.listed[1], whole.high - known.listed[0]
    if low > 0:
        equation = Equation(f"项目支出合计＝列出的 {known.projects} 个项目＋未列出的", (PROJECTS,), (None, UNLISTED))
        yield Bound(UNLISTED, low, high, whole.fen - known.listed_fen, (equation,), whole.high)


def _ceilings(known: Printed, model: Model) -> dict[Coordinates, int]:
    """The smallest printed amount that each unprinted point is a part of."""
    largest = max((figure.high or 0 for figure in known.figures.values()), default=0)
    found: dict[Coordinates, int] = {}

    def ceiling(point: Coordinates, depth: int) -> int:
        if point in found:
            return found[point]
        best = largest
        for whole in _wholes(point):
            figure = known.figures.get(whole)
            if figure is not None and figure.high is not None:
                best = min(best, figure.high)
            elif depth:
                best = min(best, ceiling(whole, depth - 1))
        found[point] = best
        return best

    for key in model.unknowns:
        if isinstance(key, Coordinates):
            ceiling(key, 2)
    return found


def _wholes(point: Coordinates) -> Iterator[Coordinates]:
    """The points that a point is a part of by one dimension."""
    for dimension, value in point.as_dict().items():
        if dimension in {"function", "economic"}:
            for length in (3, 5):
                if length < len(value):
                    yield point.at(dimension, value[:length])
        if dimension == "use" and "/" in value:
            yield point.at(dimension, value.partition("/")[0])
        if dimension == "fund" and value in FUND_PARENTS:
            yield point.at(dimension, FUND_PARENTS[value])
        if dimension not in {"side", "item"}:
            yield point.at(dimension, None)


@dataclass
class _Search:
    known: Printed
    model: Model
    ceilings: Mapping[Coordinates, int]
    worth: Fraction

    def bound(self, point: Coordinates, index: int) -> Bound | None:
        """The bound of a point, None where it says too little."""
        programme = self.model.programme
        most = programme.most(index)
        high = floor(most.value)
        if high <= self._rounding(most):
            return None
        least = programme.least(index)
        low = ceil(least.value)
        ceiling = self.ceilings.get(point, high)
        value = self._value(least, most, low, high)
        if value is None and (high - low) > (1 - self.worth) * ceiling:
            return None
        if value is None and low <= programme.lower[index] and high >= ceiling:
            return None
        if (point.origin or point.fund) and self._is_all_of_it(point, value):
            return None
        because = tuple(_equations(self.model, most if value is None and low <= 0 else least, point))
        if self._restates(point, because):
            return None
        return Bound(point, low, high, value, because, ceiling)

    def _value(self, least: Proof, most: Proof, low: int, high: int) -> int | None:
        if low == high:
            return low
        one, other = _nominal(self.known, self.model, least, 1), _nominal(self.known, self.model, most, -1)
        return one if one is not None and one == other and low <= one <= high else None

    def _rounding(self, proof: Proof) -> Fraction:
        """How much of a bound is only the rounding of the printed amounts it rests on."""
        keys = self.model.keys
        total = Fraction(0)
        for index, weight in proof.limits.items():
            key = keys[index]
            figure = self.known.figures.get(key) if isinstance(key, Coordinates) else None
            if figure is not None and figure.low is not None and figure.high is not None:
                total += abs(weight) * (figure.high - figure.low)
        return total

    def _restates(self, point: Coordinates, because: tuple[Equation, ...]) -> bool:
        """Whether the only reason is that the same amount is printed under another name."""
        if len(because) != 1 or because[0].whole != (point,):
            return False
        return len(because[0].parts) == 1 and because[0].parts[0] in self.known.figures

    def _is_all_of_it(self, point: Coordinates, value: int | None) -> bool:
        """Whether a fund or origin has all of a printed amount: that is told by the others being nought."""
        for dimension in ("origin", "fund"):
            figure = self.known.figures.get(point.at(dimension, None))
            if getattr(point, dimension) is not None and figure is not None and figure.fen == value:
                return True
        return False


def _nominal(known: Printed, model: Model, proof: Proof, sign: int) -> int | None:
    """The bound with every printed figure as printed in place of the end of its interval; ``sign`` is -1 for an upper
    bound, whose proof is of the least of the negative. None where it is no whole number, or rests on an unknown's own
    limit other than nought."""
    keys = model.keys
    total = Fraction(0)
    for index, weight in proof.limits.items():
        key = keys[index]
        figure = known.figures.get(key) if isinstance(key, Coordinates) else None
        if figure is not None and figure.fen is not None:
            total += weight * figure.fen
        elif not (weight > 0 and model.programme.lower[index] == 0):
            return None
    total *= sign
    return int(total) if total.denominator == 1 else None


def _equations(model: Model, proof: Proof, point: Coordinates) -> Iterator[Equation]:
    """The equations of a proof, those of the point itself first."""
    keys = model.keys
    own = model.unknowns[point]

    def order(row: int) -> tuple[bool, Fraction, int]:
        return own not in model.programme.rows[row].coefficients, -abs(proof.rows[row]), row

    for at in sorted(proof.rows, key=order):
        row = model.programme.rows[at]
        whole = tuple(_point(keys[index]) for index, weight in row.coefficients.items() if weight > 0)
        parts = tuple(_point(keys[index]) for index, weight in row.coefficients.items() if weight < 0)
        yield Equation(model.reasons.get(at, ""), whole, parts)


def _point(key: Key) -> Coordinates | None:
    return key if isinstance(key, Coordinates) else None


def _ordered(found: list[Bound]) -> tuple[Bound, ...]:
    """Exact values first, then the narrowest for their size."""

    def rank(bound: Bound) -> tuple[bool, bool, Fraction, str]:
        width = Fraction(bound.high - bound.low, max(bound.high, 1))
        return bound.value is None, bound.point.item is None, width, str(bound.point.as_dict())

    return tuple(sorted(found, key=rank))


def ranges(programme: Programme, unknowns: Mapping[Coordinates, int]) -> dict[Coordinates, tuple[int, int]]:
    """The whole numbers each unknown must lie between."""
    return {point: programme.range(index)[:2] for point, index in unknowns.items()}
