"""Which project of one document is which of another: by name, and where the name changed by likeness and amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from gouji.corpus.side import SideProject

ALIKE = 0.8
"""So alike two names are one renamed project, whatever its amount."""
RATHER_ALIKE = 0.5
"""So alike they are when the amounts are equal too and that amount stands nowhere else."""


@dataclass(frozen=True, slots=True)
class ProjectPair:
    """A project before and after; one is None where it is new or gone. ``likeness`` is in percent, 100 where the name
    is the same; ``reason`` (Chinese) says why differently named ones are taken for one."""

    before: SideProject | None
    after: SideProject | None
    likeness: int = 100
    reason: str = ""

    @property
    def difference(self) -> int | None:
        """After minus before in 分, a missing project being nought; None where an amount could not be read."""
        before = 0 if self.before is None else self.before.fen
        after = 0 if self.after is None else self.after.fen
        return None if before is None or after is None else after - before


def paired(before: Sequence[SideProject], after: Sequence[SideProject]) -> tuple[ProjectPair, ...]:
    """Every project of both, each once. Equal names in the same unit first, then equal names, then likeness."""
    pairs: list[ProjectPair] = []
    left, right = list(before), list(after)
    for same in (lambda one: (one.key, one.unit), lambda one: (one.key,)):
        left, right = _equal(left, right, same, pairs)
    left, right = _alike(left, right, pairs)
    pairs += [ProjectPair(one, None) for one in left]
    pairs += [ProjectPair(None, one) for one in right]
    return tuple(pairs)


def _equal(
    left: list[SideProject],
    right: list[SideProject],
    same: Callable[[SideProject], tuple[str | None, ...]],
    pairs: list[ProjectPair],
) -> tuple[list[SideProject], list[SideProject]]:
    """Pair what is the same; several of one name in order of amount."""
    waiting: dict[tuple[str | None, ...], list[SideProject]] = defaultdict(list)
    for one in sorted(right, key=_size):
        waiting[same(one)].append(one)
    unpaired: list[SideProject] = []
    for one in sorted(left, key=_size):
        found = waiting.get(same(one))
        if found:
            pairs.append(ProjectPair(one, found.pop(0)))
        else:
            unpaired.append(one)
    return unpaired, [one for ones in waiting.values() for one in ones]


def _size(project: SideProject) -> int:
    return -(project.fen or 0)


def _alike(
    left: list[SideProject], right: list[SideProject], pairs: list[ProjectPair]
) -> tuple[list[SideProject], list[SideProject]]:
    amounts = [one.fen for one in (*left, *right) if one.fen]
    ranked: list[tuple[float, int, int, str]] = []
    for (i, one), (j, other) in product(enumerate(left), enumerate(right)):
        if not _worth_a_look(one.key, other.key):
            continue
        likeness = SequenceMatcher(None, one.key, other.key, autojunk=False).ratio()
        equal = one.fen is not None and one.fen == other.fen and amounts.count(one.fen) == 2
        if likeness >= ALIKE:
            ranked.append((likeness + equal, i, j, "名称相近" + ("，金额相同" if equal else "")))
        elif likeness >= RATHER_ALIKE and equal:
            ranked.append((likeness + equal, i, j, "名称部分相同，金额相同且别处没有"))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for score, i, j, reason in sorted(ranked, key=lambda one: (-one[0], one[1], one[2])):
        if i in taken_left or j in taken_right:
            continue
        taken_left.add(i)
        taken_right.add(j)
        pairs.append(ProjectPair(left[i], right[j], round((score % 1 or 1) * 100), reason))
    return (
        [one for i, one in enumerate(left) if i not in taken_left],
        [one for j, one in enumerate(right) if j not in taken_right],
    )


def _worth_a_look(one: str, other: str) -> bool:
    """A cheap bound of the likeness, for documents of hundreds of projects."""
    common = len(set(one) & set(other))
    return 2 * common >= RATHER_ALIKE * min(len(set(one)) + len(set(other)), 2 * len(set(one)), 2 * len(set(other)))
