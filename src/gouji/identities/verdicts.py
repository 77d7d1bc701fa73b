"""What clusters of broken identities come to: corrections asserted, alternatives named, identities given up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gouji.identities.decoder import Cluster, Decoding
from gouji.identities.likelihood import Rounding, Weighed, likeliest, slip_within
from gouji.identities.observation import Observation
from gouji.identities.system import System
from gouji.identities.values import expected_values
from gouji.model.frozen import replace
from gouji.model.money import Amount


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


def verdicts_of(
    system: System, clusters: Sequence[Cluster]
) -> tuple[tuple[tuple[Verdict, tuple[Decoding, ...]], ...], tuple[Observation, ...]]:
    """Each cluster's verdict with the explanations that remain, and the observations with what is asserted put right.
    Settled clusters are reckoned together, since an amount of one may tell the value of an amount of another."""
    judge = _Judge(system, clusters)
    judged = judge.verdicts()
    asserted = {c.observation: c.expected for verdict, _ in judged for c in verdict.corrections if c.expected}
    return judged, _with_values(system.observations, asserted)


class _Judge:
    def __init__(self, system: System, clusters: Sequence[Cluster]) -> None:
        self.system = system
        self.clusters = clusters
        self.of = system.of()
        sure = [cluster.explanations[0] for cluster in clusters if cluster.settled]
        undecided = {n for cluster in clusters if not cluster.settled for n in cluster.broken}
        self.given_up = undecided | {n for explanation in sure for n in explanation.dropped}
        self.settled: dict[int, Amount] = {}
        everything = _together(sure)
        self.settled = self._values(everything, self.given_up)
        self.believed = _with_values(system.observations, self.settled)

    def verdicts(self) -> tuple[tuple[Verdict, tuple[Decoding, ...]], ...]:
        rounding = Rounding(self.system.observations, self.system.identities)
        found: list[tuple[Verdict, tuple[Decoding, ...]]] = []
        for cluster in self.clusters:
            explanations = cluster.explanations
            if cluster.settled:
                found.append((_verdict(cluster, [self.settled], 0), explanations))
                continue
            values = [self._values(e, e.dropped) for e in explanations]
            chosen = self._likeliest(rounding, cluster, values)
            remaining = explanations if chosen is None else explanations[chosen : chosen + 1]
            found.append((_verdict(cluster, values, chosen), remaining))
        return tuple(found)

    def _values(self, explanation: Decoding, given_up: Collection[int]) -> dict[int, Amount]:
        """What an explanation would have the prints show, where it can be told."""
        observations = self.system.observations
        touching = {
            m: [self.system.identities[n] for n in self.of.get(m, ()) if n not in given_up] for m in explanation.changed
        }
        known = {m: observations[m].sign * amount.fen for m, amount in self.settled.items()}
        values = expected_values(observations, touching, explanation.changed, known)
        for m in explanation.changed - values.keys():
            slip = slip_within(observations[m], *explanation.bounds.get(m, (None, None)))
            if slip is not None:
                values[m] = slip
        return values

    def _likeliest(self, rounding: Rounding, cluster: Cluster, values: Sequence[Mapping[int, Amount]]) -> int | None:
        """The explanation to assert among several, if the document tells (see ``likelihood``)."""
        if not cluster.all_named:
            return None
        numbers = {n for e in cluster.explanations for member in e.changed for n in self.of.get(member, ())}
        touched = [(n, self.system.identities[n]) for n in sorted(numbers)]
        weighed = [
            Weighed(
                len(e.changed),
                shown,
                e.dropped,
                [
                    (r.percent, r.expected(_with_values(self.believed, shown)))
                    for n in e.dropped_ratios
                    for r in (self.system.ratios[n],)
                ],
            )
            for e, shown in zip(cluster.explanations, values, strict=True)
        ]
        return likeliest(rounding, weighed, touched, self.settled)


def _together(explanations: Sequence[Decoding]) -> Decoding:
    return Decoding(
        frozenset(m for e in explanations for m in e.changed),
        frozenset(n for e in explanations for n in e.dropped),
        frozenset(n for e in explanations for n in e.dropped_ratios),
        {m: bound for e in explanations for m, bound in e.bounds.items()},
    )


def _with_values(observations: Sequence[Observation], values: Mapping[int, Amount]) -> tuple[Observation, ...]:
    """The observations as they would be with these amounts printed."""
    return tuple(_with_amount(o, values[o.index]) if o.index in values else o for o in observations)


def _with_amount(observation: Observation, amount: Amount) -> Observation:
    interval = amount.interval
    low, high = (interval.low, interval.high) if observation.sign > 0 else (-interval.high, -interval.low)
    return replace(observation, amount=amount, low=low, high=high)


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
    others = [option for at, option in enumerate(options) if at != chosen and option]
    return Verdict(
        cluster.broken,
        cluster.broken_ratios,
        asserted,
        options[chosen] if asserted and chosen is not None else (),
        tuple(others) if asserted or chosen is None else (),
        dropped,
        ratios,
    )
