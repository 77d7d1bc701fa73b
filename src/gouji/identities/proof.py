"""What the identities prove: evidence for every printed amount, corrections, and what stays open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from gouji.identities.decoder import Cluster, decode
from gouji.identities.identity import Identity
from gouji.identities.likelihood import Rounding, likeliest
from gouji.identities.system import System
from gouji.identities.values import expected_values
from gouji.model.money import Amount


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

    ``asserted`` when there is one smallest correction, or one that is far likelier than the others, and it changes
    amounts: ``corrections``. ``alternatives`` are the other ones, or all where none is asserted. ``dropped`` are
    identities that rather do not apply (a part is withheld or missing) than that an amount in them is wrong; ``ratios``
    are stated percentages that do not follow.
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
    clusters = decode(observations, system.identities, system.ratios)
    return Proof(system, holding, _evidence(system, holding, clusters), _verdicts(system, clusters))


def _evidence(system: System, holding: frozenset[int], clusters: Sequence[Cluster]) -> tuple[Evidence, ...]:
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
    for cluster in clusters:
        for explanation in cluster.explanations:
            disputed |= explanation.changed
            for n in explanation.dropped:
                disputed |= {m for m in system.identities[n].members if m not in proved}
        if not cluster.explanations:
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


def _verdicts(system: System, clusters: Sequence[Cluster]) -> tuple[Verdict, ...]:
    """Settled clusters first, together, since an amount of one may tell the value of an amount of another."""
    sure = [cluster.explanations[0] for cluster in clusters if cluster.settled]
    open_ = {n for cluster in clusters if not cluster.settled for n in cluster.broken}
    touching = _touching(system, open_ | {n for explanation in sure for n in explanation.dropped})
    changed = {m for explanation in sure for m in explanation.changed}
    settled = expected_values(system.observations, touching, changed, {})
    known = {m: system.observations[m].sign * amount.fen for m, amount in settled.items()}
    rounding = Rounding(system.observations, system.identities)
    verdicts: list[Verdict] = []
    for cluster in clusters:
        if cluster.settled:
            verdicts.append(_verdict(cluster, [settled], 0))
            continue
        values = [
            expected_values(system.observations, _touching(system, e.dropped), e.changed, known)
            for e in cluster.explanations
        ]
        verdicts.append(_verdict(cluster, values, _likeliest(system, rounding, cluster, values, settled)))
    return tuple(verdicts)


def _likeliest(
    system: System,
    rounding: Rounding,
    cluster: Cluster,
    values: Sequence[Mapping[int, Amount]],
    settled: Mapping[int, Amount],
) -> int | None:
    """The explanation to assert among several, if the document tells (see ``likelihood``)."""
    explanations = cluster.explanations
    if not cluster.all_named or any(len(v) < len(e.changed) for e, v in zip(explanations, values, strict=True)):
        return None
    of = system.of()
    numbers = {n for e in explanations for member in e.changed for n in of.get(member, ())}
    touched = [(n, system.identities[n]) for n in sorted(numbers)]
    weighed = [(v, e.dropped) for e, v in zip(explanations, values, strict=True)]
    return likeliest(rounding, weighed, touched, settled)


def _touching(system: System, dropped: Collection[int]) -> dict[int, list[Identity]]:
    return {
        member: [system.identities[n] for n in numbers if n not in dropped] for member, numbers in system.of().items()
    }


def _verdict(cluster: Cluster, values: Sequence[Mapping[int, Amount]], chosen: int | None) -> Verdict:
    """``chosen``: the explanation that is asserted, None when there are several or none."""
    explanations = cluster.explanations
    options = [
        tuple(Expected(m, shown.get(m)) for m in sorted(explanation.changed))
        for explanation, shown in zip(explanations, values, strict=True)
    ]
    counted = explanations if chosen is None else explanations[chosen : chosen + 1]
    dropped = tuple(sorted(frozenset.intersection(*(e.dropped for e in counted)))) if counted else ()
    ratios = tuple(sorted(frozenset.intersection(*(e.dropped_ratios for e in counted)))) if counted else ()
    asserted = chosen is not None and bool(counted) and bool(counted[0].changed)
    return Verdict(
        cluster.broken,
        cluster.broken_ratios,
        asserted,
        options[chosen] if asserted and chosen is not None else (),
        tuple(option for at, option in enumerate(options) if at != chosen) if len(options) > 1 else (),
        dropped,
        ratios,
    )
