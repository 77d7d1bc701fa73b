"""What the identities prove: evidence for every printed amount, corrections, and what stays open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from gouji.identities.decoder import Cluster, Decoding, decode
from gouji.identities.identity import Identity
from gouji.identities.observation import Observation
from gouji.identities.system import System
from gouji.model.money import Amount, amount_of_fen


class Evidence(Enum):
    """How an amount stands."""

    PROVED = "proved"
    DISPUTED = "disputed"
    UNCHECKED = "unchecked"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Expected:
    """An observation whose printed amount must change; ``expected`` would agree, None where only a range is known."""

    observation: int
    expected: Amount | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one cluster of broken identities comes to.

    ``asserted`` when there is one smallest correction and it changes amounts: ``corrections``. With several,
    ``alternatives`` name them all. ``dropped`` are identities that rather do not apply (a part is withheld or missing)
    than that an amount in them is wrong; ``ratios`` are stated percentages that do not follow.
    """

    broken: tuple[int, ...]
    broken_ratios: tuple[int, ...]
    asserted: bool
    corrections: tuple[Expected, ...]
    alternatives: tuple[tuple[Expected, ...], ...]
    dropped: tuple[int, ...]
    ratios: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence by observation index, and the verdicts on what is broken."""

    system: System
    holding: frozenset[int]
    evidence: tuple[Evidence, ...]
    verdicts: tuple[Verdict, ...]


def prove(system: System) -> Proof:
    """Weigh every amount of a system."""
    observations = system.observations
    holding = frozenset(n for n, i in enumerate(system.identities) if i.holds(observations))
    decoded = decode(observations, system.identities, system.ratios)
    verdicts = tuple(_verdict(system, cluster, explanations) for cluster, explanations in decoded)
    return Proof(system, holding, _evidence(system, holding, decoded), verdicts)


def _evidence(
    system: System, holding: frozenset[int], decoded: Sequence[tuple[Cluster, tuple[Decoding, ...]]]
) -> tuple[Evidence, ...]:
    observations = system.observations
    proved: set[int] = set()
    for n in holding:
        filled = [m for m in system.identities[n].members if not observations[m].amount.is_zero]
        if len(filled) > 1:
            proved.update(filled)
    for ratio in system.ratios:
        if ratio.holds(observations):
            filled = [m for m in ratio.members if not observations[m].amount.is_zero]
            if len(filled) > 1:
                proved.add(ratio.part)
    disputed: set[int] = set()
    for cluster, explanations in decoded:
        for explanation in explanations:
            disputed |= explanation.changed
            for n in explanation.dropped:
                disputed |= {m for m in system.identities[n].members if m not in proved}
        if not explanations:
            disputed |= {m for n in cluster.broken for m in system.identities[n].members}
    found: list[Evidence] = []
    for o in observations:
        if o.index in disputed:
            found.append(Evidence.DISPUTED)
        elif o.amount.is_zero:
            found.append(Evidence.ZERO)
        else:
            found.append(Evidence.PROVED if o.index in proved else Evidence.UNCHECKED)
    return tuple(found)


def _verdict(system: System, cluster: Cluster, explanations: tuple[Decoding, ...]) -> Verdict:
    options: list[tuple[Expected, ...]] = []
    for explanation in explanations:
        values = _values(system, cluster, explanation)
        options.append(tuple(Expected(m, values.get(m)) for m in sorted(explanation.changed)))
    first = explanations[0] if explanations else None
    unique = len(explanations) == 1
    dropped = tuple(sorted(frozenset.intersection(*(e.dropped for e in explanations)))) if explanations else ()
    ratios = tuple(sorted(frozenset.intersection(*(e.dropped_ratios for e in explanations)))) if explanations else ()
    asserted = unique and first is not None and bool(first.changed)
    return Verdict(
        cluster.broken,
        cluster.broken_ratios,
        asserted,
        options[0] if asserted else (),
        () if asserted else tuple(options),
        dropped,
        ratios,
    )


def _values(system: System, cluster: Cluster, explanation: Decoding) -> dict[int, Amount]:
    """The amount each changed print would have to show, reckoned from prints that stay: an equal one as it is printed,
    else from the identity with the fewest others. Repeated, since one found value gives the next."""
    observations = system.observations
    known: dict[int, int] = {}
    open_ = set(explanation.changed)
    shown: dict[int, Amount] = {}
    usable = [system.identities[n] for n in cluster.near if n not in explanation.dropped]
    touching: dict[int, list[Identity]] = defaultdict(list)
    for identity in usable:
        for member in identity.members:
            touching[member].append(identity)
    while open_:
        best: tuple[int, int, int, Amount] | None = None
        for member in open_:
            for identity in touching[member]:
                others = [m for m in identity.members if m != member]
                if any(m in open_ for m in others) or identity.members.count(member) != 1:
                    continue
                fen = _solved(identity, member, observations, known)
                amount = _printed(fen, observations[member])
                rank = (0 if identity.derived else 1, len(others))
                if best is None or rank < best[:2]:
                    best = (*rank, member, amount)
        if best is None:
            break
        _, _, member, amount = best
        shown[member] = amount
        known[member] = observations[member].sign * amount.fen
        open_.remove(member)
    return shown


def _solved(identity: Identity, member: int, observations: Sequence[Observation], known: Mapping[int, int]) -> int:
    """The value in 分 that one member must have for the identity to hold with the others as printed."""
    total = 0
    for sign, side in ((1, identity.left), (-1, identity.right)):
        for m in side:
            if m != member:
                total += sign * known.get(m, observations[m].fen)
    return -total if member in identity.left else total


def _printed(fen: int, observation: Observation) -> Amount:
    amount = observation.amount
    return amount_of_fen(observation.sign * fen, amount.unit, amount.decimals)
