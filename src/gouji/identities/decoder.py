"""The decoder: the fewest printed amounts to change so that every identity holds.

A choice of what is wrong (prints that change, identities that do not apply) must hit every conflict; a cheapest choice
that hits all known conflicts either suffices or shows new ones (see ``constraints``). So a small covering problem and
exact intervals take turns until they agree. Nothing is reckoned in floating point: a programme with a big-M could not
tell a last digit that is wrong from nothing beside an amount in the wrong unit.

What every cheapest choice contains is settled; where they differ the cluster has all of them as explanations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji.identities.constraints import Constraints
from gouji.identities.equations import Ratio
from gouji.identities.hitting import bits, cheapest, cheapest_all, components
from gouji.identities.identity import Identity
from gouji.identities.observation import Observation

MOST_EXPLANATIONS = 24
_MOST_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Decoding:
    """One smallest explanation: the observations to change, the identities and the ratios given up."""

    changed: frozenset[int]
    dropped: frozenset[int]
    dropped_ratios: frozenset[int]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Broken identities and ratios (by index) with one cause, or several that hang together, and its smallest
    explanations: one where it is settled; none where none was found with the effort allowed; ``all_named`` False where
    there are more than are named."""

    broken: tuple[int, ...]
    broken_ratios: tuple[int, ...]
    explanations: tuple[Decoding, ...]
    all_named: bool = True


def decode(
    observations: Sequence[Observation], identities: Sequence[Identity], ratios: Sequence[Ratio]
) -> tuple[Cluster, ...]:
    """What broken identities come to, in clusters that have nothing to do with each other; settled ones first. Empty
    when nothing is broken."""
    system = Constraints(observations, identities, ratios)
    return _Decoder(system).clusters() if system.broken else ()


class _Decoder:
    def __init__(self, system: Constraints) -> None:
        self.system = system
        self.broken = {system.constraints[n].element: system.conflict_of(system.constraints[n]) for n in system.broken}
        self.conflicts = list(dict.fromkeys(self.broken.values()))
        self.hopeless: list[int] = []
        self.rounds = 0

    def clusters(self) -> tuple[Cluster, ...]:
        chosen = self._choose()
        settled = 0
        for element in list(bits(chosen)):
            if not self._replaceable(element, chosen):
                settled |= 1 << element
        found = self._settled(settled)
        found.extend(self._open(settled, chosen))
        found.extend(
            Cluster(*self._broken_in(element for one in group for element in bits(one)), ())
            for group in components(self.hopeless)
        )
        return tuple(found)

    def _judge(self, chosen: int) -> list[int]:
        """New conflicts of a choice; they are kept."""
        self.rounds += 1
        given_up = {e for one in self.hopeless for e in bits(one) if e in self.broken}
        new = [c for c in self.system.conflicts({*bits(chosen), *given_up}) if c not in self.conflicts]
        self.conflicts.extend(new)
        return new

    def _choose(self) -> int:
        """A cheapest choice that suffices. Conflicts that cannot be decided are set aside."""
        solved: dict[frozenset[int], int] = {}
        while True:
            chosen = 0
            for group in components(self.conflicts):
                mark = frozenset(group)
                if mark not in solved:
                    found = cheapest(group, self.system.costs) if self.rounds < _MOST_ROUNDS else None
                    if found is None:
                        self._set_aside(group)
                        break
                    solved[mark] = found.elements
                chosen |= solved[mark]
            else:
                if not self._judge(chosen):
                    return chosen

    def _set_aside(self, group: Iterable[int]) -> None:
        self.hopeless.extend(group)
        self.conflicts = [one for one in self.conflicts if one not in self.hopeless]

    def _replaceable(self, element: int, chosen: int) -> bool:
        """Whether a choice without the element costs no more."""
        bit = 1 << element
        while self.rounds < _MOST_ROUNDS:
            group = next(g for g in components(self.conflicts) if any(one & bit for one in g))
            within = 0
            for one in group:
                within |= one
            cost = sum(self.system.costs[e] for e in bits(chosen & within))
            other = cheapest(group, self.system.costs, banned=bit)
            if other is None or other.cost > cost:
                return False
            if not self._judge((chosen & ~within) | other.elements):
                return True
        return True

    def _settled(self, settled: int) -> list[Cluster]:
        """What is settled, grouped by the broken identities it explains."""
        found: list[Cluster] = []
        hit = [mask & settled for mask in self.broken.values() if mask & settled]
        lone = [1 << element for element in bits(settled) if not any(one >> element & 1 for one in hit)]
        for group in components([*hit, *lone, *self._alike(settled)]):
            elements = 0
            for one in group:
                elements |= one
            broken = [element for element, mask in self.broken.items() if mask & elements]
            if not broken:
                broken = [e for one in self.conflicts if one & elements for e in bits(one) if e in self.broken]
            found.append(Cluster(*self._broken_in(broken), (self._decoding(elements),)))
        return found

    def _alike(self, settled: int) -> Iterator[int]:
        """Settled elements that have one cause: identities of one family that miss by the same amount (the columns of
        one total), sets of prints of one wrong amount."""
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
                within = 0
                for one in group:
                    within |= one
                cost = sum(self.system.costs[e] for e in bits(chosen & within))
                choices, all_named = cheapest_all(group, self.system.costs, cost, MOST_EXPLANATIONS)
                outside = chosen & ~within
                if self.rounds < _MOST_ROUNDS and any(self._judge(outside | choice) for choice in choices):
                    break
                broken = [e for e, mask in self.broken.items() if mask & within and not mask & settled]
                if not broken:
                    broken = [e for e in bits(within) if e in self.broken]
                found.append(
                    Cluster(*self._broken_in(broken), tuple(self._decoding(choice) for choice in choices), all_named)
                )
            else:
                return found

    def _broken_in(self, elements: Iterable[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Broken identities and ratios among elements."""
        found = {e for e in elements if e in self.broken}
        identities = sorted(n for e in found if (n := self.system.elements[e].identity) is not None)
        ratios = sorted(n for e in found if (n := self.system.elements[e].ratio) is not None)
        return tuple(identities), tuple(ratios)

    def _decoding(self, chosen: int) -> Decoding:
        elements = [self.system.elements[e] for e in bits(chosen)]
        return Decoding(
            frozenset(p for element in elements for p in element.prints),
            frozenset(e.identity for e in elements if e.identity is not None),
            frozenset(e.ratio for e in elements if e.ratio is not None),
        )
