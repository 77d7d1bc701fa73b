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
    """An unprinted amount in 分: it lies between ``low`` and ``high``, ``least`` and ``most`` being how each follows.
    ``value`` is what the printed figures give where only their rounding is left open, else None. ``ceiling`` is what
    the smallest printed whole over it already says."""

    point: Coordinates
    low: int
    high: int
    value: int | None
    least: Derivation
    most: Derivation
    ceiling: int


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a bound follows: it is Σ weight · figure over ``terms``, the figures as printed. ``left_out`` are the unknown
    parts that cannot be below nought, weighted as they would be added; ``reasons`` (Chinese) why all this holds, in the
    order of their weight. ``value`` is the sum, None where the bound does not rest on printed figures alone."""

    terms: tuple[tuple[Fraction, Coordinates], ...]
    left_out: tuple[tuple[Fraction, Coordinates | None], ...]
    reasons: tuple[str, ...]
    value: int | None


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
            return Bounds(_ordered(_coarsest(found) if worth else found), unfinished=True)
        bound = search.bound(key, index)
        if bound is not None:
            found.append(bound)
    return Bounds(_ordered(_coarsest(found) if worth else found))


PROJECTS = Coordinates(side="expenditure", use="project")
UNLISTED = PROJECTS.at("project", "unlisted")
"""What the projects that are not listed one by one sum to."""
LISTED = PROJECTS.at("project", "listed")
"""What those that are listed sum to."""
_LISTED_REASON = "项目支出＝逐个列出的项目＋没有列出的项目"


def _unlisted(known: Printed) -> Iterator[Bound]:
    """The project expenditure beyond the listed projects, where that is more than rounding."""
    whole = known.figures.get(PROJECTS)
    if known.listed is None or whole is None or whole.low is None or whole.high is None or whole.fen is None:
        return
    low, high = whole.low - known.listed[1], whole.high - known.listed[0]
    if low > 0:
        value = whole.fen - known.listed_fen
        follows = Derivation(((Fraction(1), PROJECTS), (Fraction(-1), LISTED)), (), (_LISTED_REASON,), value)
        yield Bound(UNLISTED, low, high, value, follows, follows, whole.high)


def _ceilings(known: Printed, model: Model) -> dict[Coordinates, Coordinates]:
    """The printed whole of the smallest amount that each unprinted point is a part of, else the largest there is."""
    largest = _largest(known)
    found: dict[Coordinates, Coordinates] = {}

    def high(point: Coordinates) -> int:
        return known.figures[point].high or 0

    def ceiling(point: Coordinates, depth: int) -> Coordinates:
        if point not in found:
            best = largest
            for whole in _wholes(point):
                figure = known.figures.get(whole)
                if figure is not None and figure.high is not None:
                    best = min(best, whole, key=high)
                elif depth:
                    best = min(best, ceiling(whole, depth - 1), key=high)
            found[point] = best
        return found[point]

    for key in model.unknowns:
        if isinstance(key, Coordinates):
            ceiling(key, 2)
    return found


def _largest(known: Printed) -> Coordinates:
    return max(known.figures, key=lambda point: known.figures[point].high or 0)


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
    ceilings: Mapping[Coordinates, Coordinates]
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
        over = self.ceilings[point]
        ceiling = self.known.figures[over].high or 0
        lowest, highest = _derivation(self.known, self.model, least, 1), _derivation(self.known, self.model, most, -1)
        if ceiling < high and not self.known.negative:
            high, highest = ceiling, Derivation(((Fraction(1), over),), (), (_PART,), self.known.figures[over].fen)
        value = _value(lowest, highest, low, high, self._rounding(least) + self._rounding(most))
        if value is None and (high - low) > (1 - self.worth) * ceiling:
            return None
        if value is None and low <= programme.lower[index] and high >= ceiling:
            return None
        if self.worth and self._is_all_of_it(point, low, self._rounding(least)):
            return None
        if value is not None and (_restates(lowest, point) or _restates(highest, point)):
            return None
        return Bound(point, low, high, value, lowest, highest, ceiling)

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

    def _is_all_of_it(self, point: Coordinates, low: int, rounding: Fraction) -> bool:
        """Whether this is all of a printed amount, as far as rounding tells: the only code of its class, the only fund
        or origin. That is told by the others being nought."""
        if point.item is not None:
            return False
        for whole in _wholes(point):
            figure = self.known.figures.get(whole)
            if figure is not None and figure.low is not None and figure.fen and low + rounding >= figure.low:
                return True
        return False


def _value(least: Derivation, most: Derivation, low: int, high: int, rounding: Fraction) -> int | None:
    """What the printed figures give, where only their rounding is left open; by the shorter of the two ways."""
    if low == high:
        return low
    if high - low > rounding:
        return None
    ways = sorted((way for way in (least, most) if way.value is not None), key=lambda way: len(way.terms))
    return next((way.value for way in ways if way.value is not None and low <= way.value <= high), None)


def _restates(follows: Derivation, point: Coordinates) -> bool:
    """Whether the same amount is printed under another name, and there is no more to it; that an item lies in one use
    wholly is more."""
    alone = len(follows.terms) == 1 and follows.terms[0][0] == 1
    return alone and (point.item is None or follows.terms[0][1].item is None)


def _derivation(known: Printed, model: Model, proof: Proof, sign: int) -> Derivation:
    """A proof as a sum of printed figures: its rows cancel every unknown but those at their limits. ``sign`` is -1 for
    an upper bound, whose proof is of the least of the negative."""
    keys, programme = model.keys, model.programme
    terms: list[tuple[Fraction, Coordinates]] = []
    left_out: list[tuple[Fraction, Coordinates | None]] = []
    total = Fraction(0)
    largest = _largest(known)
    sound = all(programme.rows[at].low == programme.rows[at].high == 0 for at in proof.rows)
    reasons = _reasons(model, proof)
    for index, weight in proof.limits.items():
        key = keys[index]
        figure = known.figures.get(key) if isinstance(key, Coordinates) else None
        if isinstance(key, Coordinates) and figure is not None and figure.fen is not None:
            total += weight * figure.fen
            if figure.fen:
                terms.append((weight * sign, key))
        elif weight > 0 and programme.lower[index] == 0:
            left_out.append((weight * sign, _point(key)))
        elif weight < 0 and programme.upper[index] == known.figures[largest].high:
            total += weight * _size(known, largest)
            terms.append((weight * sign, largest))
            reasons = (*reasons, _WITHIN) if _WITHIN not in reasons else reasons
        else:
            sound = False
    total *= sign
    return Derivation(
        tuple(sorted(terms, key=lambda term: (-term[0], -_size(known, term[1])))),
        tuple(left_out),
        reasons,
        int(total) if sound and total.denominator == 1 else None,
    )


_WITHIN = "任何一项都不大于最大的合计"
_PART = "部分不大于整体"


def _size(known: Printed, point: Coordinates) -> int:
    return known.figures[point].fen or 0


def _reasons(model: Model, proof: Proof) -> tuple[str, ...]:
    """Why the rows of a proof hold, each once."""
    ordered = sorted(proof.rows, key=lambda at: (-abs(proof.rows[at]), at))
    return tuple(dict.fromkeys(model.reasons[at] for at in ordered if at in model.reasons))


def _point(key: Key) -> Coordinates | None:
    return key if isinstance(key, Coordinates) else None


def _coarsest(found: list[Bound]) -> list[Bound]:
    """Of a class and codes below it with the same bounds the class alone."""
    same = {(bound.point, bound.low, bound.high, bound.value) for bound in found}

    def told_above(bound: Bound) -> bool:
        for axis in ("function", "economic"):
            code = getattr(bound.point, axis) or ""
            above = (bound.point.at(axis, code[:length]) for length in (3, 5) if length < len(code))
            if any((point, bound.low, bound.high, bound.value) in same for point in above):
                return True
        return False

    return [bound for bound in found if not told_above(bound)]


def _ordered(found: list[Bound]) -> tuple[Bound, ...]:
    """Exact values first, then the narrowest for their size."""

    def rank(bound: Bound) -> tuple[bool, bool, Fraction, str]:
        width = Fraction(bound.high - bound.low, max(bound.high, 1))
        return bound.value is None, bound.point.item is None, width, str(bound.point.as_dict())

    return tuple(sorted(found, key=rank))


def ranges(programme: Programme, unknowns: Mapping[Coordinates, int]) -> dict[Coordinates, tuple[int, int]]:
    """The whole numbers each unknown must lie between."""
    return {point: programme.range(index)[:2] for point, index in unknowns.items()}
