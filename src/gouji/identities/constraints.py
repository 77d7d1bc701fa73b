"""The identities as constraints over sets of equal prints, and why a choice of what to change does not suffice.

A print stands for an interval, so a choice of prints that may change and identities that may not apply is judged by
intervals alone, in exact integers: what changes is bounded by the constraints it stands in, and where two of these
cannot both be met, what they rest on is a *conflict*, a set of prints and identities of which at least one must be
chosen besides. A conflict stays true whatever else is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal

from gouji.identities.equations import Ratio
from gouji.identities.identity import Identity
from gouji.identities.judgement import Constraint, Judgement
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


@frozen
class Element:
    """Something that may be wrong: prints that change together, identities that do not apply for one reason, a ratio
    that does not."""

    prints: tuple[int, ...] = ()
    identities: tuple[int, ...] = ()
    ratio: int | None = None


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
        self._judged: dict[frozenset[int], Judgement] = {}
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
        return self._judgement(chosen).conflicts

    def bounds(self, chosen: Collection[int]) -> dict[int, tuple[int | None, int | None]]:
        """Between what values, in 分, each print that is chosen to change must lie; None where nothing bounds it."""
        judgement = self._judgement(chosen)
        found: dict[int, tuple[int | None, int | None]] = {}
        for root in judgement.free:
            low, high = judgement.low.get(root), judgement.high.get(root)
            for print_ in self._prints[root]:
                found[print_] = (low.value if low else None, high.value if high else None)
        return found

    def _judgement(self, chosen: Collection[int]) -> Judgement:
        """The judgement of a choice: what suffices is asked for its bounds again."""
        key = frozenset(chosen)
        if key not in self._judged:
            self._judged[key] = Judgement(self, key)
        return self._judged[key]


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
