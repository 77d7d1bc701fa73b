"""The decoder: the fewest printed amounts to change so that every identity holds.

A choice of what is wrong (prints that change, identities that do not apply) must hit every conflict; a cheapest choice
that hits all known conflicts either suffices or shows new ones (see ``constraints``). So a small covering problem and
exact intervals take turns until they agree. Nothing is reckoned in floating point: a programme with a big-M could not
tell a last digit that is wrong from nothing beside an amount in the wrong unit.

What every cheapest choice contains is settled; where they differ the cluster has all of them as explanations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.identities.constraints import Constraints
from gouji.identities.equations import Ratio
from gouji.identities.hitting import Effort, TooHard, bits, cheapest, cheapest_all, components
from gouji.identities.identity import Identity
from gouji.identities.observation import Observation

MOST_EXPLANATIONS = 24
_MOST_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Decoding:
    """One smallest explanation: the observations to change, the identities and the ratios given up. ``bounds``: between
    what values in 分 each changed one must lie, None where nothing says so."""

    changed: frozenset[int]
    dropped: frozenset[int]
    dropped_ratios: frozenset[int]
    bounds: Mapping[int, tuple[int | None, int | None]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Broken identities and ratios (by index) with one cause, or several that hang together, and its smallest
    explanations: one where it is settled; none where none was found with the effort allowed; ``all_named`` False where
    there are more than are named."""

    broken: tuple[int, ...]
    broken_ratios: tuple[int, ...]
    explanations: tuple[Decoding, ...]
    all_named: bool = True

    @property
    def settled(self) -> bool:
        """Whether there is one smallest explanation and no other."""
        return len(self.explanations) == 1 and self.all_named


def decode(
    observations: Sequence[Observation],
    identities: Sequence[Identity],
    ratios: Sequence[Ratio],
    *,
    all_hold: bool = False,
) -> tuple[Cluster, ...]:
    """What broken identities come to, in clusters that have nothing to do with each other; settled ones first. Empty
    when nothing is broken. ``all_hold``: whether the identities are known to hold, all of them; then only the ratios
    may be broken, and mostly they are not either."""
    if all_hold and not Constraints(observations, (), ratios).broken:
        return ()
    system = Constraints(observations, identities, ratios)
    return _Decoder(system).clusters() if system.broken else ()


class _Decoder:
    def __init__(self, system: Constraints) -> None:
        self.system = system
        self.broken = {n: system.conflict_of(system.constraints[n]) for n in system.broken}
        self.conflicts = list(dict.fromkeys(self.broken.values()))
        self._known = set(self.conflicts)
        self.hopeless: list[int] = []
        self.rounds = 0
        self.effort = Effort()

    def clusters(self) -> tuple[Cluster, ...]:
        chosen = self._choose()
        settled = 0
        for element in list(bits(chosen)):
            if not self._replaceable(element, chosen):
                settled |= 1 << element
        found = self._settled(settled)
        found.extend(self._open(settled, chosen))
        for group in components(self.hopeless):
            within = _union(group)
            found.append(Cluster(*self._indexes(n for n, mask in self.broken.items() if mask & within), ()))
        return tuple(found)

    def _judge(self, chosen: int) -> list[int]:
        """New conflicts of a choice; they are kept."""
        self.rounds += 1
        within = _union(self.hopeless)
        given_up = {self.system.constraints[n].element for n, mask in self.broken.items() if mask & within}
        new = [c for c in self.system.conflicts({*bits(chosen), *given_up}) if c not in self._known]
        self.conflicts.extend(new)
        self._known.update(new)
        return new

    def _choose(self) -> int:
        """A cheapest choice that suffices. Conflicts that cannot be decided are set aside."""
        solved: dict[frozenset[int], int] = {}
        while True:
            chosen = 0
            for group in components(self.conflicts):
                mark = frozenset(group)
                if mark not in solved:
                    try:
                        found = cheapest(group, self.system.costs, self.effort)
                    except TooHard:
                        found = None
                    if found is None or self.rounds >= _MOST_ROUNDS:
                        self._set_aside(group)
                        break
                    solved[mark] = found.elements
                chosen |= solved[mark]
            else:
                if not self._judge(chosen):
                    return chosen

    def _set_aside(self, group: Iterable[int]) -> None:
        self.hopeless.extend(group)
        apart = set(self.hopeless)
        self.conflicts = [one for one in self.conflicts if one not in apart]
        self._known = set(self.conflicts)

    def _replaceable(self, element: int, chosen: int) -> bool:
        """Whether a choice without the element costs no more."""
        bit = 1 << element
        while self.rounds < _MOST_ROUNDS:
            group = next(g for g in components(self.conflicts) if any(one & bit for one in g))
            within = _union(group)
            try:
                other = cheapest(group, self.system.costs, self.effort, banned=bit)
            except TooHard:
                return True
            if other is None or other.cost > self._cost(chosen & within):
                return False
            if not self._judge((chosen & ~within) | other.elements):
                return True
        return True

    def _settled(self, settled: int) -> list[Cluster]:
        """What is settled, grouped by the broken identities it explains."""
        found: list[Cluster] = []
        hit = [mask & settled for mask in self.broken.values() if mask & settled]
        for group in components([*hit, *self._alike(settled)]):
            elements = _union(group)
            broken = [n for n, mask in self.broken.items() if mask & elements]
            found.append(Cluster(*self._indexes(broken), (self._decoding(elements, settled),)))
        return found

    def _alike(self, settled: int) -> Iterator[int]:
        """Settled elements that have one cause: sets of prints of one wrong amount."""
        alike: dict[tuple[object, ...], int] = defaultdict(int)
        for element in bits(settled):
            alike[self.system.signature(element)] |= 1 << element
        yield from alike.values()

    def _open(self, settled: int, chosen: int) -> list[Cluster]:
        """What is not settled: each group of conflicts with all its cheapest choices."""
        while True:
            found: list[Cluster] = []
            rest = [one for one in self.conflicts if not one & settled]
            for group in components(rest):
                within = _union(group)
                cost = self._cost(chosen & within)
                choices, all_named = cheapest_all(group, self.system.costs, cost, MOST_EXPLANATIONS, self.effort)
                outside = chosen & ~within
                new = [self._judge(outside | choice) for choice in choices if self.rounds < _MOST_ROUNDS]
                if any(new):
                    break
                broken = [n for n, mask in self.broken.items() if mask & within and not mask & settled]
                named = tuple(self._decoding(choice, outside) for choice in choices)
                found.append(Cluster(*self._indexes(broken), named, all_named))
            else:
                return found

    def _cost(self, chosen: int) -> int:
        return sum(self.system.costs[element] for element in bits(chosen))

    def _indexes(self, broken: Iterable[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The identities and the ratios of constraints."""
        constraints = [self.system.constraints[n] for n in broken]
        identities = {c.identity for c in constraints if c.identity is not None}
        ratios = {c.ratio for c in constraints if c.ratio is not None}
        return tuple(sorted(identities)), tuple(sorted(ratios))

    def _decoding(self, chosen: int, besides: int) -> Decoding:
        elements = [self.system.elements[e] for e in bits(chosen)]
        bounds = self.system.bounds([*bits(chosen | besides)])
        return Decoding(
            frozenset(p for element in elements for p in element.prints),
            frozenset(n for element in elements for n in element.identities),
            frozenset(e.ratio for e in elements if e.ratio is not None),
            {p: bounds[p] for element in elements for p in element.prints},
        )


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
