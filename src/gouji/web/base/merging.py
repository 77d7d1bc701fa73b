"""Two people's changes to the same rows brought together, so that neither's are lost.

Rows are compared with what both began from. What only one of them changed is taken; where both changed the same row
differently, mine stays and the conflict is named, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that both changed: its place in the merged rows, and the row as it was at first, as the other left it and
    as mine (None: not there)."""

    index: int
    base: object | None
    theirs: object | None
    mine: object | None


@dataclass(frozen=True, slots=True)
class Merged:
    """``rows`` with all changes; ``taken`` are the places of rows that the other changed or added; ``gone`` what the
    other removed."""

    rows: tuple[object, ...]
    conflicts: tuple[Conflict, ...]
    taken: tuple[int, ...]
    gone: tuple[object, ...]


def merge(base: Sequence[R], theirs: Sequence[R], mine: Sequence[R], key: Callable[[R], Hashable]) -> Merged:
    """Bring two changes of ``base`` together; ``key`` tells which rows are the same row. Mine keep their order, the
    other's new ones follow."""
    old, other, own = ({key(row): row for row in rows} for rows in (base, theirs, mine))
    rows: list[object] = []
    conflicts: list[Conflict] = []
    taken: list[int] = []
    gone: list[object] = []
    for at in own | other | old:
        was, their, my = old.get(at), other.get(at), own.get(at)
        if my == their or their == was:
            kept = my
        elif my == was:
            kept = their
            if their is None:
                gone.append(was)
            else:
                taken.append(len(rows))
        else:
            kept = their if my is None else my
            conflicts.append(Conflict(len(rows), was, their, my))
        if kept is not None:
            rows.append(kept)
    return Merged(tuple(rows), tuple(conflicts), tuple(taken), tuple(gone))
