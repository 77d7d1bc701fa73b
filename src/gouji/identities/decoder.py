"""The decoder: the fewest printed amounts to change so that every identity holds.

A mixed-integer programme over the part of the system that broken identities reach, solved by HiGHS: a value for every
set of prints that agree, a binary for each set that may be wrong (it costs as many changes as there are prints), a
binary for every identity that may not apply (a part withheld, a restriction that takes something away). The big-M is
bounded by the largest violation seen; a fixed huge one gives wrong answers in floating point. The solver only chooses
what to change; the values it stands for are reckoned in exact arithmetic by ``proof``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gouji.identities.equations import Ratio
from gouji.identities.identity import Identity
from gouji.identities.observation import Observation

_REACH = 2
_IDENTITY_COST = {True: 1.6, False: 0.9}
"""What giving up a derived or an observed identity costs, in changed amounts: a single wrong print is likelier than an
identity that does not apply, two wrong prints in one identity are not."""
_RATIO_COST = 0.95
_MOST_ALTERNATIVES = 5
_FIRST_SECONDS = 3.0
_NEXT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Cluster:
    """Broken identities and ratios that share amounts, and the identities within reach of them (by index)."""

    broken: tuple[int, ...]
    broken_ratios: tuple[int, ...]
    near: tuple[int, ...]
    near_ratios: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decoding:
    """One smallest explanation: the observations to change, the identities and the ratios given up."""

    changed: frozenset[int]
    dropped: frozenset[int]
    dropped_ratios: frozenset[int]


def decode(
    observations: Sequence[Observation], identities: Sequence[Identity], ratios: Sequence[Ratio]
) -> tuple[tuple[Cluster, tuple[Decoding, ...]], ...]:
    """Each cluster of broken identities with all its smallest explanations: one where it is unique, none where the
    solver found none in its time. Empty when nothing is broken."""
    broken = [n for n, identity in enumerate(identities) if not identity.holds(observations)]
    broken_ratios = [n for n, ratio in enumerate(ratios) if not ratio.holds(observations)]
    if not broken and not broken_ratios:
        return ()
    sets = _agreeing(observations, identities)
    return tuple(
        (cluster, _explain(_Programme(observations, identities, ratios, cluster, sets)))
        for cluster in _clusters(identities, ratios, broken, broken_ratios)
    )


def _agreeing(observations: Sequence[Observation], identities: Sequence[Identity]) -> list[int]:
    """Observation → the first of those it is equal to, by equalities that hold."""
    parent = list(range(len(observations)))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = member = parent[parent[member]]
        return member

    for identity in identities:
        if len(identity.left) == len(identity.right) == 1 and identity.holds(observations):
            one, other = sorted((root(identity.left[0]), root(identity.right[0])))
            parent[other] = one
    return [root(member) for member in parent]


def _clusters(
    identities: Sequence[Identity], ratios: Sequence[Ratio], broken: Sequence[int], broken_ratios: Sequence[int]
) -> list[Cluster]:
    """Broken identities grouped so that those of two groups share no amount, directly or through one identity."""
    members = [identity.members for identity in identities] + [ratio.members for ratio in ratios]
    touching: dict[int, list[int]] = defaultdict(list)
    for n, own in enumerate(members):
        for member in own:
            touching[member].append(n)
    parent: dict[int, int] = {}

    def root(member: int) -> int:
        while parent.setdefault(member, member) != member:
            parent[member] = member = parent[parent[member]]
        return member

    first_ratio = len(identities)
    seeds = [*broken, *(first_ratio + n for n in broken_ratios)]
    for seed in seeds:
        for member in members[seed]:
            for near in touching[member]:
                for other in members[near]:
                    parent[root(other)] = root(members[seed][0])
    grouped: dict[int, list[int]] = defaultdict(list)
    for seed in seeds:
        grouped[root(members[seed][0])].append(seed)
    clusters: list[Cluster] = []
    for group in grouped.values():
        reached = set(group)
        for _ in range(_REACH):
            inside = {member for n in reached for member in members[n]}
            reached |= {n for member in inside for n in touching[member]}
        clusters.append(
            Cluster(
                tuple(n for n in group if n < first_ratio),
                tuple(n - first_ratio for n in group if n >= first_ratio),
                tuple(sorted(n for n in reached if n < first_ratio)),
                tuple(sorted(n - first_ratio for n in reached if n >= first_ratio)),
            )
        )
    return clusters


class _Programme:
    """The columns and rows of one cluster's programme, in units of ``scale`` 分 and deviations from what is printed."""

    def __init__(
        self,
        observations: Sequence[Observation],
        identities: Sequence[Identity],
        ratios: Sequence[Ratio],
        cluster: Cluster,
        sets: Sequence[int],
    ) -> None:
        self.observations = observations
        self.sets = sets
        self.cluster = cluster
        reached = [identities[n].members for n in cluster.near] + [ratios[n].members for n in cluster.near_ratios]
        prints = sorted({member for members in reached for member in members})
        self.prints: dict[int, list[int]] = defaultdict(list)
        for member in prints:
            self.prints[sets[member]].append(member)
        self.value = {root: at for at, root in enumerate(self.prints)}
        self.identities = [n for n in cluster.near if self._open(identities[n])]
        self.slack = {n: len(self.value) + at for at, n in enumerate(self.identities)}
        self.ratio_slack = {n: len(self.value) + len(self.slack) + at for at, n in enumerate(cluster.near_ratios)}
        first = len(self.value) + len(self.slack) + len(self.ratio_slack)
        self.change = {root: first + at for at, root in enumerate(self.prints)}
        worst = max(
            [abs(identities[n].difference(observations)) for n in cluster.broken]
            + [abs(observations[ratios[n].part].fen) for n in cluster.broken_ratios]
            + [1]
        )
        self.scale = float(10 ** max(0, len(str(worst)) - 5))
        self.reach = 3.0 * worst / self.scale + 2.0
        self.rows: list[tuple[float, float, list[int], list[float]]] = []
        self.lower = [0.0] * len(self.value)
        self.upper = [0.0] * len(self.value)
        self._bound()
        for n in self.identities:
            self._sum(identities[n], self.slack[n])
        for n in cluster.near_ratios:
            self._ratio(ratios[n], self.ratio_slack[n])
        self.costs = [0.0] * len(self.value)
        self.costs += [_IDENTITY_COST[identities[n].derived] for n in self.identities]
        self.costs += [_RATIO_COST] * len(self.ratio_slack)
        self.costs += [float(len(members)) for members in self.prints.values()]

    def _open(self, identity: Identity) -> bool:
        return len(identity.members) > 2 or self.sets[identity.left[0]] != self.sets[identity.right[0]]

    def _base(self, root: int) -> int:
        return self.observations[root].fen

    def _bound(self) -> None:
        for root, members in self.prints.items():
            v, z = self.value[root], self.change[root]
            base = self._base(root)
            low = max(self.observations[m].low for m in members) - base
            high = min(self.observations[m].high for m in members) - base
            self.lower[v] = -self.reach + low / self.scale
            self.upper[v] = self.reach + high / self.scale
            self.rows.append((low / self.scale, float("inf"), [v, z], [1.0, self.reach]))
            self.rows.append((float("-inf"), high / self.scale, [v, z], [1.0, -self.reach]))

    def _weights(self, signed: Sequence[tuple[float, int]]) -> tuple[dict[int, float], float]:
        """Column weights of Σ sign·amount, and its value at the columns' zero."""
        weights: dict[int, float] = defaultdict(float)
        constant = 0.0
        for sign, member in signed:
            root = self.sets[member]
            weights[self.value[root]] += sign
            constant += sign * self._base(root) / self.scale
        return weights, constant

    def _sum(self, identity: Identity, slack: int) -> None:
        weights, _ = self._weights([(1.0, m) for m in identity.left] + [(-1.0, m) for m in identity.right])
        whole = sum(self._base(self.sets[m]) for m in identity.left) - sum(
            self._base(self.sets[m]) for m in identity.right
        )
        constant = whole / self.scale
        big = (len(identity.members) + 1) * self.reach
        columns = [*weights, slack]
        self.rows.append((-constant - identity.high / self.scale, float("inf"), columns, [*weights.values(), big]))
        self.rows.append((float("-inf"), -constant - identity.low / self.scale, columns, [*weights.values(), -big]))

    def _ratio(self, ratio: Ratio, slack: int) -> None:
        """low·whole ≤ |part| ≤ high·whole: linear, since the percentage is a constant."""
        sign = -1.0 if self.observations[ratio.part].fen < 0 else 1.0
        for bound, is_low in ((float(ratio.low), True), (float(ratio.high), False)):
            weights, constant = self._weights([(sign, ratio.part), *((-bound * s, i) for s, i in ratio.whole)])
            big = (len(ratio.whole) + 1) * self.reach + abs(constant)
            columns = [*weights, slack]
            if is_low:
                self.rows.append((-constant, float("inf"), columns, [*weights.values(), big]))
            else:
                self.rows.append((float("-inf"), -constant, columns, [*weights.values(), -big]))

    def decoding(self, on: Sequence[int]) -> Decoding:
        """What a choice of binaries stands for."""
        chosen = set(on)
        changed = {m for root, members in self.prints.items() if self.change[root] in chosen for m in members}
        return Decoding(
            frozenset(changed),
            frozenset(n for n, column in self.slack.items() if column in chosen),
            frozenset(n for n, column in self.ratio_slack.items() if column in chosen),
        )


def _explain(programme: _Programme) -> tuple[Decoding, ...]:
    """All smallest explanations, each cut off to find the next, until one costs more."""
    import highspy

    model = _model(programme)
    found: list[Decoding] = []
    least = 0.0
    first = len(programme.value)
    for attempt in range(_MOST_ALTERNATIVES):
        model.setOptionValue("time_limit", model.getRunTime() + (_NEXT_SECONDS if attempt else _FIRST_SECONDS))
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        cost = model.getInfo().objective_function_value
        if found and cost > least + 1e-6:
            break
        least = cost
        solution = model.getSolution().col_value
        on = [column for column in range(first, len(programme.costs)) if solution[column] > 0.5]
        found.append(programme.decoding(on))
        if not on:
            break
        import numpy as np

        model.addRow(-highspy.kHighsInf, len(on) - 1.0, len(on), np.array(on, dtype=np.int32), np.ones(len(on)))
    return tuple(found)


def _model(programme: _Programme) -> Any:
    import highspy
    import numpy as np

    # The class below highspy.Highs: the outer one prints a banner to standard output while it is made, before any
    # option can silence it, and would spoil the JSON of a report.
    model: Any = highspy._core._Highs()
    for option, setting in (
        ("log_to_console", False),
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_feasibility_tolerance", 1e-7),
    ):
        model.setOptionValue(option, setting)
    total = len(programme.costs)
    binaries = total - len(programme.value)
    model.addVars(
        total,
        np.array(programme.lower + [0.0] * binaries),
        np.array(programme.upper + [1.0] * binaries),
    )
    model.changeColsCost(total, np.arange(total, dtype=np.int32), np.array(programme.costs))
    model.changeColsIntegrality(
        binaries,
        np.arange(total - binaries, total, dtype=np.int32),
        np.array([highspy.HighsVarType.kInteger] * binaries),
    )
    starts: list[int] = []
    index: list[int] = []
    weight: list[float] = []
    for _, _, columns, weights in programme.rows:
        starts.append(len(index))
        index.extend(columns)
        weight.extend(weights)
    model.addRows(
        len(programme.rows),
        np.array([row[0] for row in programme.rows]),
        np.array([row[1] for row in programme.rows]),
        len(index),
        np.array(starts, dtype=np.int32),
        np.array(index, dtype=np.int32),
        np.array(weight),
    )
    return model
