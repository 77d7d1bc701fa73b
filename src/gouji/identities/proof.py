"""What the identities prove: evidence for every printed amount, corrections, and what stays open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from gouji.identities.decoder import Decoding, decode
from gouji.identities.observation import Observation
from gouji.identities.system import System
from gouji.identities.verdicts import Expected, Verdict, verdicts_of

__all__ = ["Evidence", "Expected", "Proof", "Verdict", "prove"]


class Evidence(Enum):
    """How an amount stands."""

    PROVED = "proved"
    DISPUTED = "disputed"
    UNCHECKED = "unchecked"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence by observation index, the verdicts on what is broken, and the observations as they are ``believed`` to
    be: with every asserted correction made."""

    system: System
    holding: frozenset[int]
    evidence: tuple[Evidence, ...]
    verdicts: tuple[Verdict, ...]
    believed: tuple[Observation, ...]


def prove(system: System) -> Proof:
    """Weigh every amount of a system."""
    observations = system.observations
    holding = frozenset([n for n, i in enumerate(system.identities) if i.holds(observations)])
    all_hold = len(holding) == len(system.identities)
    judged, believed = verdicts_of(system, decode(observations, system.identities, system.ratios, all_hold=all_hold))
    evidence = _evidence(system, holding, judged)
    return Proof(system, holding, evidence, tuple(verdict for verdict, _ in judged), believed)


def _evidence(
    system: System, holding: frozenset[int], judged: Sequence[tuple[Verdict, Sequence[Decoding]]]
) -> tuple[Evidence, ...]:
    observations = system.observations
    proved: set[int] = set()
    telling = [not o.amount.is_zero for o in observations]
    for n in holding:
        filled = [m for m in system.identities[n].members if telling[m]]
        if len(filled) > 1:
            proved.update(filled)
    for ratio in system.ratios:
        if ratio.holds(observations):
            filled = [m for m in ratio.members if telling[m]]
            if len(filled) > 1:
                proved.add(ratio.part)
    disputed: set[int] = set()
    for verdict, explanations in judged:
        for explanation in explanations:
            disputed |= explanation.changed
            for n in explanation.dropped:
                disputed |= {
                    m for m in system.identities[n].members if m not in proved and not observations[m].amount.is_zero
                }
        if not explanations:
            disputed |= {m for n in verdict.broken for m in system.identities[n].members}
    found: list[Evidence] = []
    for o in observations:
        if o.index in disputed:
            found.append(Evidence.DISPUTED)
        elif not telling[o.index]:
            found.append(Evidence.ZERO)
        else:
            found.append(Evidence.PROVED if o.index in proved else Evidence.UNCHECKED)
    return tuple(found)
