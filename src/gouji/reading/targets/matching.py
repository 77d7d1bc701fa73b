"""Which target belongs to which line of the projects table, and what the table restores.

The multiset of (unit, project, amount) of the projects table must be that of the targets. The assignment that costs
least decides; it restores what was not printed and never replaces an amount or a project's name that was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from gouji.lexicon.text import key
from gouji.model.disclosure import Project
from gouji.reading.targets.draft import Draft, same_amount, unit_key

ACCEPTED = 3.0
"""A pair that costs more is no pair: it agrees in too little."""
UNMATCHED = 3.2
MOST_PAIRS = 100_000
"""Among more pairs only those of equal amounts are looked at."""
LARGEST = 80
"""How many targets and projects are searched together at most."""
_NAME_LOST = 1.0
_NAME = 6.0
_AMOUNT_LOST = 1.0
_AMOUNT = 2.5
_UNIT_LOST = 0.4
_UNIT = 0.8
_OWN_UNIT = 1.2


def match(drafts: Sequence[Draft], projects: Sequence[Project]) -> tuple[Project | None, ...]:
    """The project of each target, None where none fits or two fit alike."""
    if not drafts or not projects:
        return (None,) * len(drafts)
    found: list[Project | None] = [None] * len(drafts)
    open_drafts, open_projects = _settle_certain(drafts, projects, found)
    for rows, columns, costs in _components(drafts, projects, open_drafts, open_projects):
        candidates = [projects[column] for column in columns]
        for row, column in enumerate(assign(costs)):
            if column is None or costs[row][column] > ACCEPTED or _ambiguous(costs[row], column, candidates):
                continue
            found[rows[row]] = candidates[column]
    return tuple(found)


def _components(
    drafts: Sequence[Draft], projects: Sequence[Project], rows: Sequence[int], columns: Sequence[int]
) -> Iterator[tuple[list[int], list[int], list[list[float]]]]:
    """The targets and projects that could be pairs of each other, with the costs of their pairs, one set that hangs
    together after the other. A set too large to be searched is left out: nothing in it is certain."""
    everything = len(rows) * len(columns) <= MOST_PAIRS
    pairs = {
        (row, column): cost
        for row in rows
        for column in columns
        if everything or same_amount(drafts[row].amount, projects[column].amount)
        if (cost := pair_cost(drafts[row], projects[column])) <= ACCEPTED
    }
    near: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for row, column in pairs:
        near.setdefault(("row", row), set()).add(("column", column))
        near.setdefault(("column", column), set()).add(("row", row))
    seen: set[tuple[str, int]] = set()
    for start in near:
        if start in seen:
            continue
        together, waiting = {start}, [start]
        while waiting:
            for other in near[waiting.pop()] - together:
                together.add(other)
                waiting.append(other)
        seen |= together
        if len(together) <= LARGEST:
            some_rows = sorted(index for kind, index in together if kind == "row")
            some_columns = sorted(index for kind, index in together if kind == "column")
            far = 2 * ACCEPTED
            yield some_rows, some_columns, [[pairs.get((r, c), far) for c in some_columns] for r in some_rows]


def _settle_certain(
    drafts: Sequence[Draft], projects: Sequence[Project], found: list[Project | None]
) -> tuple[list[int], list[int]]:
    """Pairs whose name and amount agree and agree with no other need no search."""
    by_identity: dict[tuple[str, int], list[int]] = {}
    for index, project in enumerate(projects):
        if project.name and project.amount:
            by_identity.setdefault((key(project.name), project.amount.fen), []).append(index)
    wanted: dict[tuple[str, int], list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.project and draft.amount:
            wanted.setdefault((key(draft.project), draft.amount.fen), []).append(index)
    taken: set[int] = set()
    for identity, rows in wanted.items():
        columns = by_identity.get(identity, [])
        if len(rows) == 1 and len(columns) == 1:
            found[rows[0]] = projects[columns[0]]
            taken.add(columns[0])
    open_drafts = [index for index in range(len(drafts)) if found[index] is None]
    return open_drafts, [index for index in range(len(projects)) if index not in taken]


def pair_cost(draft: Draft, project: Project) -> float:
    """How badly a target's head and a project's line agree; 0 is the same in everything. Beyond ``ACCEPTED`` it is
    only known to be beyond."""
    cost = 0.0
    if draft.amount is None or project.amount is None:
        cost += _AMOUNT_LOST
    elif not same_amount(draft.amount, project.amount):
        cost += _AMOUNT
    if not draft.unit or not project.unit:
        cost += _UNIT_LOST
    elif unit_key(draft.unit) != unit_key(project.unit):
        cost += _OWN_UNIT if draft.own_unit else _UNIT
    if not draft.project or not project.name:
        return cost + _NAME_LOST
    return cost + _NAME * (1 - similarity(key(draft.project), key(project.name), 1 - (ACCEPTED - cost) / _NAME))


def similarity(first: str, second: str, enough: float = 0.0) -> float:
    """From 0 to 1; a name cut short at its end counts as nearly the same. What cannot reach ``enough`` is 0."""
    if first == second:
        return 1.0
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):
        return max(0.85, len(shorter) / len(longer))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough:
        return 0.0
    return matcher.ratio()


def _ambiguous(costs: Sequence[float], column: int, projects: Sequence[Project]) -> bool:
    """Whether another project that is still open fits as well but says something else."""
    mine = projects[column]
    return any(
        cost <= costs[column] + 1e-9 and (other.name, other.unit) != (mine.name, mine.unit)
        for cost, other in zip(costs, projects, strict=True)
    )


def assign(costs: Sequence[Sequence[float]]) -> tuple[int | None, ...]:
    """The column of each row in the assignment of least total cost (the Hungarian method), None for a row left over:
    a row or column may stay alone at the cost ``UNMATCHED``."""
    rows, columns = len(costs), len(costs[0]) if costs else 0
    size = rows + columns
    square = [
        [costs[row][column] if row < rows and column < columns else UNMATCHED / 2 for column in range(size)]
        for row in range(size)
    ]
    for row in range(rows, size):
        for column in range(columns, size):
            square[row][column] = 0.0
    return tuple(column if column < columns else None for column in _hungarian(square)[:rows])


def _hungarian(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row of a square matrix; potentials and shortest augmenting paths, O(n³)."""
    size = len(costs)
    infinity = float("inf")
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (size + 1)
    owner, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0], column = row, 0
        least, used = [infinity] * (size + 1), [False] * (size + 1)
        while owner[column]:
            used[column] = True
            here, delta, following = owner[column], infinity, 0
            for other in range(1, size + 1):
                if used[other]:
                    continue
                reduced = costs[here - 1][other - 1] - row_potential[here] - column_potential[other]
                if reduced < least[other]:
                    least[other], way[other] = reduced, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(size + 1):
                if used[other]:
                    row_potential[owner[other]] += delta
                    column_potential[other] -= delta
                else:
                    least[other] -= delta
            column = following
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    assigned = [0] * size
    for column in range(1, size + 1):
        assigned[owner[column] - 1] = column - 1
    return assigned
