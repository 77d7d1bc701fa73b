"""The identities as constraints over sets of equal prints, and why a choice of what to change does not suffice.

A print stands for an interval, so a choice of prints that may change and identities that may not apply is judged by
intervals alone, in exact integers: what changes is bounded by the constraints it stands in, and where two of these
cannot both be met, what they rest on is a *conflict*, a set of prints and identities of which at least one must be
chosen besides. A conflict stays true whatever else is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.identities.equations import Ratio
from gouji.identities.identity import Identity
from gouji.identities.observation import Observation
from gouji.model.frozen import frozen

PRINT_COST = 100
IDENTITY_COST = {True: 160, False: 90}
"""What giving up a derived or an observed identity costs: a single wrong print is likelier than an identity that does
not apply, two wrong prints in one identity are not."""
PREVIOUS_COST = 1000
"""Last year's document is published and not the one that is checked: what does not follow from it is wrong here."""
RATIO_COST = PRINT_COST
"""A percentage is a print like any other."""
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


@frozen
class Element:
    """Something that may be wrong: prints that change together, identities that do not apply for one reason, a ratio
    that does not."""

    prints: tuple[int, ...] = ()
    identities: tuple[int, ...] = ()
    ratio: int | None = None


@dataclass(slots=True)
class _Bound:
    """A bound of what may change, and the elements it rests on."""

    value: int
    rests_on: int


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one constraint says of something that may change."""

    low: int
    high: int
    rests_on: int


class Constraints:
    """All constraints of a system. Elements are numbered; masks of elements are integers with their bits."""

    def __init__(
        self, observations: Sequence[Observation], identities: Sequence[Identity], ratios: Sequence[Ratio]
    ) -> None:
        self.observations = observations
        self.identities = identities
        self.elements: list[Element] = []
        self.costs: list[int] = []
        self.constraints: list[Constraint] = []
        self.touching: dict[int, list[int]] = defaultdict(list)
        self.broken: list[int] = []
        self.set_of = _equal_sets(observations, identities)
        self.set_element: dict[int, int] = {}
        self._prints: dict[int, list[int]] = defaultdict(list)
        self._negative = any(o.is_cell and o.fen < 0 for o in observations)
        for index, root in enumerate(self.set_of):
            self._prints[root].append(index)
        self._relations: dict[str, int] = {}
        for n, identity in enumerate(identities):
            self._add_identity(n, identity)
        for n, ratio in enumerate(ratios):
            self._add_ratio(n, ratio)

    def _new(self, element: Element, cost: int) -> int:
        self.elements.append(element)
        self.costs.append(cost)
        return len(self.elements) - 1

    def is_positive(self, root: int) -> bool:
        """Whether an amount cannot be negative: one printed without a minus, in a document whose tables print none."""
        prints = [self.observations[m] for m in self._prints[root]]
        return not self._negative and all(o.is_cell or o.coordinates is not None for o in prints)

    def element_of(self, observation: int) -> int:
        """The element of the set of equal prints that an observation belongs to."""
        root = self.set_of[observation]
        if root not in self.set_element:
            prints = tuple(self._prints[root])
            cost = sum(PREVIOUS_COST if self.observations[p].previous else PRINT_COST for p in prints)
            self.set_element[root] = self._new(Element(prints), cost)
        return self.set_element[root]

    def _add_identity(self, n: int, identity: Identity) -> None:
        if len(identity.members) == 2 and len({self.set_of[m] for m in identity.members}) == 1:
            return
        cost = IDENTITY_COST[identity.derived or identity.regular]
        if not identity.one_relation:
            element = self._new(Element(identities=(n,)), cost)
        elif identity.family in self._relations:
            element = self._relations[identity.family]
            known = self.elements[element]
            self.elements[element] = Element(identities=(*known.identities, n))
        else:
            element = self._relations[identity.family] = self._new(Element(identities=(n,)), cost)
        terms = tuple((1, m) for m in identity.right) + tuple((-1, m) for m in identity.left)
        self._add(Constraint(terms, identity.low, identity.high, element, identity=n))

    def _add_ratio(self, n: int, ratio: Ratio) -> None:
        """low·whole ≤ |part| ≤ high·whole, times a power of ten."""
        element = self._new(Element(ratio=n), RATIO_COST)
        sign = -1 if self.observations[ratio.part].fen < 0 else 1
        for bound, is_low in ((ratio.low, True), (ratio.high, False)):
            weight, scale = _fraction(bound)
            terms = ((sign * scale, ratio.part), *((-weight * s, i) for s, i in ratio.whole))
            self._add(Constraint(terms, 0 if is_low else None, None if is_low else 0, element, ratio=n))

    def _add(self, constraint: Constraint) -> None:
        number = len(self.constraints)
        self.constraints.append(constraint)
        for root in {self.set_of[m] for _, m in constraint.terms}:
            self.touching[root].append(number)
        low, high = self._range(constraint)
        if (constraint.high is not None and low > constraint.high) or (
            constraint.low is not None and high < constraint.low
        ):
            self.broken.append(number)

    def _range(self, constraint: Constraint) -> tuple[int, int]:
        low = high = 0
        for weight, member in constraint.terms:
            o = self.observations[member]
            low += weight * (o.low if weight > 0 else o.high)
            high += weight * (o.high if weight > 0 else o.low)
        return low, high

    def conflict_of(self, constraint: Constraint) -> int:
        """The elements a broken constraint rests on."""
        mask = 1 << constraint.element
        for _, member in constraint.terms:
            mask |= 1 << self.element_of(member)
        return mask

    def signature(self, element: int) -> tuple[object, ...]:
        """What two elements share that are wrong for one reason."""
        what = self.elements[element]
        if what.prints:
            return ("print", self.observations[what.prints[0]].fen)
        return ("other", element)

    def conflicts(self, chosen: Collection[int]) -> list[int]:
        """Why the chosen elements do not suffice: conflicts that none of them hits; none when they do."""
        return _Judgement(self, chosen).conflicts()

    def bounds(self, chosen: Collection[int]) -> dict[int, tuple[int | None, int | None]]:
        """Between what values, in 分, each print that is chosen to change must lie; None where nothing bounds it."""
        judgement = _Judgement(self, chosen)
        judgement.conflicts()
        found: dict[int, tuple[int | None, int | None]] = {}
        for root in judgement.free:
            low, high = judgement.low.get(root), judgement.high.get(root)
            for print_ in self._prints[root]:
                found[print_] = (low.value if low else None, high.value if high else None)
        return found


class _Judgement:
    """Bounds of what is chosen to change, narrowed constraint by constraint."""

    def __init__(self, system: Constraints, chosen: Collection[int]) -> None:
        self.system = system
        self.free = {system.set_of[p] for e in chosen for p in system.elements[e].prints[:1]}
        given_up = set(chosen)
        numbers = {n for root in self.free for n in system.touching[root]} | set(system.broken)
        self.active = sorted(
            (c for n in sorted(numbers) if (c := system.constraints[n]).element not in given_up),
            key=lambda c: len(c.terms),
        )
        self.low: dict[int, _Bound] = {}
        self.high: dict[int, _Bound] = {}
        self.claims: dict[int, list[_Claim]] = defaultdict(list)
        self.dead: set[int] = set()
        self.found: list[int] = []
        for root in self.free:
            if system.is_positive(root):
                self.low[root] = _Bound(0, 0)

    def conflicts(self) -> list[int]:
        for _ in range(2 * len(self.free) + 2):
            if not any(self._narrow(constraint) for constraint in self.active):
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

    def _narrow(self, constraint: Constraint) -> bool:
        """Narrow what stands in one constraint; whether anything was."""
        system = self.system
        own = 1 << constraint.element
        weights: dict[int, int] = {}
        low = high = 0
        rests = own
        for weight, member in constraint.terms:
            root = system.set_of[member]
            if root in self.free:
                weights[root] = weights.get(root, 0) + weight
                continue
            o = system.observations[member]
            low += weight * (o.low if weight > 0 else o.high)
            high += weight * (o.high if weight > 0 else o.low)
            rests |= 1 << system.element_of(member)
        if not weights:
            if (constraint.high is not None and low > constraint.high) or (
                constraint.low is not None and high < constraint.low
            ):
                self.found.append(rests)
            return False
        changed = False
        for root, weight in weights.items():
            if weight == 0 or root in self.dead:
                continue
            others = [(r, w) for r, w in weights.items() if r != root and w]
            changed |= self._bound(constraint, root, weight, others, (low, high, rests))
        return changed

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
        if changed and root in self.low and root in self.high and self.low[root].value > self.high[root].value:
            self.found.append(self.low[root].rests_on | self.high[root].rests_on)
            self.dead.add(root)
        return changed


def _equal_sets(observations: Sequence[Observation], identities: Sequence[Identity]) -> list[int]:
    """Observation → the first of those it is equal to, by equalities that hold, as long as one value can be all of
    them: two amounts that both agree with a roughly printed third one need not be equal."""
    parent = list(range(len(observations)))
    bounds = [(o.low, o.high) for o in observations]

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = member = parent[parent[member]]
        return member

    for identity in identities:
        if len(identity.left) == len(identity.right) == 1 and identity.holds(observations):
            one, other = sorted((root(identity.left[0]), root(identity.right[0])))
            low, high = max(bounds[one][0], bounds[other][0]), min(bounds[one][1], bounds[other][1])
            if low <= high:
                parent[other] = one
                bounds[one] = low, high
    return [root(member) for member in parent]


def _fraction(value: Decimal) -> tuple[int, int]:
    """A decimal as integers: ``value`` = first / second."""
    numerator, denominator = value.as_integer_ratio()
    return numerator, denominator
