"""Where one target ends and the next begins: the weights of a target add up to 90 (or 100).

A project's name may be printed on a later row than its first indicator, or not at all. Lines are cut into groups so
that heads, weights and the order of levels agree best: the cheapest cut over all cuts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from gouji.lexicon.targets import level1_of
from gouji.lexicon.text import key
from gouji.reading.targets.lines import Line

TOTALS = (Decimal(90), Decimal(100))
LONGEST = 80

_NO_HEAD = 6.0
_SOFT_HEAD = 4.0
_EXTRA_HEAD = 6.0
_WRONG_SUM = 7.0
_OTHER_TOTAL = 1.0
_MISSING_WEIGHT = 1.0
_REPEATED = 0.5
_PARTED = 1.0
_STEP_BACK = 1.0
_LATE_HEAD = 0.8


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one target; ``repeated`` are lines that print an indicator a second time."""

    lines: tuple[Line, ...]
    repeated: tuple[Line, ...] = ()

    @property
    def head(self) -> int | None:
        """The index of the first line that names the project, None when none does."""
        return next((index for index, line in enumerate(self.lines) if line.is_head), None)


def usual_total(groups: Sequence[Sequence[str | None]]) -> Decimal | None:
    """The total that most targets' weights have, else the commoner of 90 and 100; None when no total is usual."""
    sums = Counter(
        sum((Decimal(weight) for weight in group if weight), Decimal(0)) for group in groups if group and all(group)
    )
    if not sums:
        return None
    total, times = max(sums.items(), key=lambda item: (item[1], item[0] in TOTALS))
    if times * 2 > sum(sums.values()) and (times > 1 or total in TOTALS):
        return total
    standard = sorted((sums[each], each) for each in TOTALS if sums[each])
    if not standard or (len(standard) == 2 and standard[0][0] == standard[1][0]):
        return None
    return standard[-1][1]


def segment(lines: Sequence[Line]) -> tuple[Group, ...]:
    """The targets that these lines make, in order."""
    if not lines:
        return ()
    cut = _Cut(lines)
    if not cut.weighted:
        return cut.by_heads()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lines) + 1):
        best.append(min((best[start][0] + cut.cost(start, end), start) for start in cut.starts(end)))
    groups: list[Group] = []
    end = len(lines)
    while end:
        start = best[end][1]
        groups.append(cut.group(start, end))
        end = start
    return tuple(reversed(groups))


class _Cut:
    """The costs of taking lines[start:end] as one target."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.weights = [Decimal(line.weight) if line.weight else None for line in lines]
        self.heads = _heads(lines)
        self.ranks = [_rank(line) for line in lines]
        self.indicates = [line.has_indicator for line in lines]
        self.alike = [*(_same(line, following) for line, following in pairwise(lines)), False]
        self.weighted = any(weight is not None for weight in self.weights)
        self.total = usual_total(self._weights_by_heads()) if self.weighted else None

    def starts(self, end: int) -> Iterator[int]:
        """Where a group that ends before ``end`` may begin: three heads or far too much weight are the limit."""
        heads, total = 0, Decimal(0)
        for start in range(end - 1, max(-1, end - LONGEST - 1), -1):
            heads += self.heads[start]
            total += self.weights[start] or 0
            if start < end - 1 and (heads > 3 or total > 3 * TOTALS[-1]):
                return
            yield start

    def by_heads(self) -> tuple[Group, ...]:
        """The groups from each head to the next; what stands before the first head belongs to it."""
        starts = [index for index, head in enumerate(self.heads) if head][1:]
        edges = [0, *starts, len(self.lines)]
        return tuple(Group(tuple(self.lines[start:end])) for start, end in pairwise(edges))

    def _weights_by_heads(self) -> list[list[str | None]]:
        """The weights from each head to the next; of equal neighbours one."""
        groups: list[list[str | None]] = []
        for index, (line, head) in enumerate(zip(self.lines, self.heads, strict=True)):
            if head or not groups:
                groups.append([])
            if line.has_indicator and not self.alike[index]:
                groups[-1].append(line.weight)
        return groups

    def cost(self, start: int, end: int) -> float:
        heads = [index for index in range(start, end) if self.heads[index]]
        cost = _EXTRA_HEAD * (len(heads) - 1) if heads else self._headless(start)
        if heads and heads[0] > start:
            cost += _LATE_HEAD + 0.1 * (heads[0] - start)
        cost += _STEP_BACK * sum(0 < self.ranks[index] < self.ranks[index - 1] for index in range(start + 1, end))
        if self.alike[end - 1]:
            cost += _PARTED
        return cost + (self._sum_cost(start, end) if self.weighted else 0.0)

    def _headless(self, start: int) -> float:
        return _SOFT_HEAD if "objective" in self.lines[start].texts else _NO_HEAD

    def _sum_cost(self, start: int, end: int) -> float:
        repeated = self._repeated(start, end)
        cost = 0.0 if repeated is None else _REPEATED
        weights = [self.weights[index] for index in range(start, end) if self.indicates[index] and index != repeated]
        missing = sum(weight is None for weight in weights)
        total = sum((weight for weight in weights if weight is not None), Decimal(0))
        if missing:
            fits = any(total < allowed for allowed in TOTALS) or (self.total is not None and total < self.total)
            return cost + (_MISSING_WEIGHT * min(missing, 3) if fits else _WRONG_SUM)
        if total == self.total or (self.total is None and total in TOTALS):
            return cost
        return cost + (_OTHER_TOTAL if total in TOTALS else _WRONG_SUM)

    def _repeated(self, start: int, end: int) -> int | None:
        """A line that prints its neighbour's indicator again, when the weights fit a usual total only without it or
        other weights are lost, so that they cannot tell."""
        allowed = TOTALS if self.total is None else (self.total,)
        lost = any(self.weights[index] is None and self.indicates[index] for index in range(start, end))
        total = sum((weight for weight in self.weights[start:end] if weight is not None), Decimal(0))
        if total == self.total and not lost:
            return None
        for index in range(start, end - 1):
            weight = self.weights[index]
            fits = lost or (weight is not None and total - weight in allowed)
            if fits and self.alike[index]:
                return index if not self.heads[index] else index + 1
        return None

    def group(self, start: int, end: int) -> Group:
        repeated = self._repeated(start, end) if self.weighted else None
        lines = tuple(self.lines[index] for index in range(start, end) if index != repeated)
        return Group(lines, (self.lines[repeated],) if repeated is not None else ())


def _heads(lines: Sequence[Line]) -> list[bool]:
    """Which lines name a project that the head before has not named: a list without merged cells repeats it."""
    heads: list[bool] = []
    last: tuple[str, str] | None = None
    for line in lines:
        named = (key(line.get("project") or ""), key(line.get("amount") or ""))
        heads.append(line.is_head and named != last)
        last = named if line.is_head else last
    return heads


def _rank(line: Line) -> int:
    level = level1_of(line.get("level1") or "")
    return level.rank if level else 0


def _same(line: Line, other: Line) -> bool:
    return all(
        key(line.get(role) or "") == key(other.get(role) or "") for role in ("name", "value", "weight", "level2")
    ) and bool(line.get("name"))
