"""What follows from a choice of what may be wrong: bounds narrowed constraint by constraint, and conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gouji.model.frozen import frozen

if TYPE_CHECKING:
    from gouji.identities.constraints import Constraints

_MOST_CONFLICTS = 40


@frozen
class Constraint:
    """``low`` ≤ Σ coefficient·amount ≤ ``high`` in 分, of an identity or a ratio (by index); ``element`` is what giving
    it up is."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None
    element: int
    identity: int | None = None
    ratio: int | None = None


class _Bound(NamedTuple):
    """A bound of what may change, and the elements it rests on."""

    value: int
    rests_on: int


class _Claim(NamedTuple):
    """What one constraint says of something that may change."""

    low: int
    high: int
    rests_on: int


@dataclass(slots=True)
class _Part:
    """A constraint as a judgement sees it: what may change, each with its weight and the others beside it; between what
    the rest of it lies, and the elements it rests on. ``seen`` is when it was last looked at."""

    constraint: Constraint
    free: list[tuple[int, int, list[tuple[int, int]]]]
    rest: tuple[int, int, int]
    seen: int = -1


class Judgement:
    """Bounds of what is chosen to change, narrowed constraint by constraint."""

    def __init__(self, system: Constraints, chosen: frozenset[int]) -> None:
        self.system = system
        self.free = {system.set_of[p] for e in chosen for p in system.elements[e].prints[:1]}
        numbers = {n for root in self.free for n in system.touching[root]} | set(system.broken)
        held = [c for n in sorted(numbers) if (c := system.constraints[n]).element not in chosen]
        self.active: list[Constraint | _Part] = [*sorted(held, key=lambda c: len(c.terms))]
        self.low: dict[int, _Bound] = {}
        self.high: dict[int, _Bound] = {}
        self.claims: dict[int, list[_Claim]] = defaultdict(list)
        self.dead: set[int] = set()
        self.found: list[int] = []
        self.time = 0
        self.moved = dict.fromkeys(self.free, 0)
        """When the bounds of what may change were last narrowed: how often any had been by then."""
        for root in self.free:
            if system.is_positive(root):
                self.low[root] = _Bound(0, 0)
        self.conflicts = self._conflicts()

    def _conflicts(self) -> list[int]:
        for _ in range(2 * len(self.free) + 2):
            if not any(self._narrow(place) for place in range(len(self.active))):
                break
        for root in sorted(self.dead):
            self._disagreements(self.claims[root])
        return list(dict.fromkeys(self.found))[:_MOST_CONFLICTS]

    def _disagreements(self, claims: Sequence[_Claim]) -> None:
        """Each claim with the one against it that rests on least."""
        for claim in claims:
            against = [c for c in claims if c.low > claim.high or c.high < claim.low]
            if against:
                least = min(against, key=lambda c: c.rests_on.bit_count())
                self.found.append(claim.rests_on | least.rests_on)

    def _narrow(self, place: int) -> bool:
        """Narrow what stands in one of the active constraints; whether anything was."""
        part = self.active[place]
        if isinstance(part, Constraint):
            part = self.active[place] = self._part(part)
        if all(self.moved[root] <= part.seen for root, _, _ in part.free):
            return False  # nothing it rests on was narrowed since
        part.seen = self.time
        changed = False
        for root, weight, others in part.free:
            if weight and root not in self.dead:
                changed |= self._bound(part.constraint, root, weight, others, part.rest)
        return changed

    def _part(self, constraint: Constraint) -> _Part:
        """A constraint looked at for the first time; where nothing in it may change, it holds or it is a conflict."""
        system = self.system
        weights: dict[int, int] = {}
        low = high = 0
        rests = 1 << constraint.element
        for weight, member in constraint.terms:
            root = system.set_of[member]
            if root in self.free:
                weights[root] = weights.get(root, 0) + weight
                continue
            o = system.observations[member]
            low += weight * (o.low if weight > 0 else o.high)
            high += weight * (o.high if weight > 0 else o.low)
            rests |= 1 << system.element_of(member)
        if not weights and (
            (constraint.high is not None and low > constraint.high)
            or (constraint.low is not None and high < constraint.low)
        ):
            self.found.append(rests)
        free = [
            (root, weight, [(r, w) for r, w in weights.items() if r != root and w]) for root, weight in weights.items()
        ]
        return _Part(constraint, free, (low, high, rests))

    def _bound(
        self,
        constraint: Constraint,
        root: int,
        weight: int,
        others: Sequence[tuple[int, int]],
        fixed: tuple[int, int, int],
    ) -> bool:
        low, high, rests = fixed
        least = self._extreme(low, rests, others, smallest=True)
        most = self._extreme(high, rests, others, smallest=False)
        # weight·value ≥ constraint.low - most of the rest, and ≤ constraint.high - least of it
        upper = lower = None
        if constraint.high is not None and least is not None:
            upper = (constraint.high - least[0], least[1])
        if constraint.low is not None and most is not None:
            lower = (constraint.low - most[0], most[1])
        if weight < 0:
            upper, lower = lower and (-lower[0], lower[1]), upper and (-upper[0], upper[1])
        size = abs(weight)
        at_most = None if upper is None else _Bound(upper[0] // size, upper[1])
        at_least = None if lower is None else _Bound(-(-lower[0] // size), lower[1])
        return self._update(root, at_least, at_most)

    def _extreme(
        self, start: int, rests: int, others: Sequence[tuple[int, int]], *, smallest: bool
    ) -> tuple[int, int] | None:
        """The least (or most) the rest of a constraint can be, and what that rests on; None when it is open."""
        total = start
        for root, weight in others:
            bounds = self.low if (weight > 0) is smallest else self.high
            bound = bounds.get(root)
            if bound is None or root in self.dead:
                return None
            total += weight * bound.value
            rests |= bound.rests_on
        return total, rests

    def _update(self, root: int, at_least: _Bound | None, at_most: _Bound | None) -> bool:
        changed = False
        if at_least is not None and at_most is not None:
            claim = _Claim(at_least.value, at_most.value, at_least.rests_on | at_most.rests_on)
            if claim not in self.claims[root]:
                self.claims[root].append(claim)
        if at_least is not None and (root not in self.low or at_least.value > self.low[root].value):
            self.low[root] = at_least
            changed = True
        if at_most is not None and (root not in self.high or at_most.value < self.high[root].value):
            self.high[root] = at_most
            changed = True
        if changed:
            self.time += 1
            self.moved[root] = self.time
        if changed and root in self.low and root in self.high and self.low[root].value > self.high[root].value:
            self.found.append(self.low[root].rests_on | self.high[root].rests_on)
            self.dead.add(root)
        return changed
