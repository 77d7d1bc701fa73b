"""The choices of controlled rounding: what must be rounded up or down together, and the sums that remain between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.identities.integers import Row

Sum = tuple[int, tuple[int, ...]]
"""A total and the parts it is the sum of, as indexes into the amounts."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Amounts to be rounded up (1) or down (0), in classes whose members choose alike.

    ``members`` maps a class to its amounts, False for one that chooses the opposite; ``costs`` is what rounding a class
    up costs more than rounding it down; ``rows`` are what the sums demand of the classes."""

    members: dict[int, list[tuple[int, bool]]]
    costs: dict[int, int]
    rows: list[Row]

    def components(self) -> list[list[Row]]:
        """The rows in groups that share no class."""
        parent: dict[int, int] = {}

        def root(at: int) -> int:
            while parent.setdefault(at, at) != at:
                parent[at] = at = parent[parent[at]]
            return at

        for row, _ in self.rows:
            first = root(next(iter(row)))
            for at in row:
                parent[root(at)] = first
        groups: dict[int, list[Row]] = defaultdict(list)
        for row, right in self.rows:
            groups[root(next(iter(row)))].append((row, right))
        return list(groups.values())

    def of_amounts(self, chosen: Mapping[int, int]) -> dict[int, int]:
        """The choice for every amount; a class that stands in no row is rounded to its nearest."""
        return {
            at: value if same else 1 - value
            for root, members in self.members.items()
            for value in (chosen.get(root, int(self.costs[root] < 0)),)
            for at, same in members
        }


class _Classes:
    """Amounts that choose alike or opposite, joined pair by pair."""

    def __init__(self) -> None:
        self._parent: dict[int, tuple[int, bool]] = {}

    def root(self, at: int) -> tuple[int, bool]:
        """The class of an amount and whether it chooses as the class does."""
        path: list[int] = []
        top = at
        while top in self._parent:
            path.append(top)
            top = self._parent[top][0]
        same = True
        for node in reversed(path):
            same = same == self._parent[node][1]
            self._parent[node] = (top, same)
        return top, same

    def join(self, one: int, other: int, same: bool) -> None:
        """Let two different classes be one."""
        self._parent[one] = (other, same)


_LEAVING = 4
"""What not being rounded to the nearest costs an amount, in steps, beside the way it moves."""


def choices(
    exact: Sequence[int],
    sums: Sequence[Sum],
    step: int,
    fixed: Mapping[int, int],
    weights: Sequence[int] | None = None,
) -> Choices | None:
    """The choices that sums over amounts leave open. None where two sums contradict each other."""
    classes = _Classes()
    rows: list[Row] | None = list(_rows(exact, sums, step, fixed))
    before = -1
    while rows is not None and len(rows) != before:
        before = len(rows)
        rows = _joined(rows, classes)
    if rows is None:
        return None
    members: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    costs: dict[int, int] = defaultdict(int)
    for at, amount in enumerate(exact):
        rest = amount % step
        if rest and at not in fixed:
            top, same = classes.root(at)
            members[top].append((at, same))
            up = step - 2 * rest
            up += _LEAVING * step if 2 * rest < step else -_LEAVING * step
            up *= 1 if weights is None else weights[at]
            costs[top] += up if same else -up
    return Choices(dict(members), dict(costs), _distinct(rows))


def _rows(exact: Sequence[int], sums: Sequence[Sum], step: int, fixed: Mapping[int, int]) -> list[Row]:
    """What each sum demands: Σ parts rounded up - total rounded up = what rounding all of them down leaves over."""
    rows: list[Row] = []
    for total, parts in sums:
        if total in fixed and all(part in fixed for part in parts):
            continue
        coefficients: dict[int, int] = defaultdict(int)
        right = 0
        for sign, at in ((-1, total), *((1, part) for part in parts)):
            if at in fixed:
                right -= sign * fixed[at]
                continue
            down, rest = divmod(exact[at], step)
            right -= sign * down
            if rest:
                coefficients[at] += sign
        rows.append(({at: c for at, c in coefficients.items() if c}, right))
    return rows


def _joined(rows: Sequence[Row], classes: _Classes) -> list[Row] | None:
    """The rows over classes; those of two members make the two one class and are gone."""
    kept: list[Row] = []
    for coefficients, right in rows:
        row: dict[int, int] = defaultdict(int)
        for at, c in coefficients.items():
            top, same = classes.root(at)
            row[top] += c if same else -c
            right -= 0 if same else c
        row = {at: c for at, c in row.items() if c}
        if not row:
            if right:
                return None
            continue
        if len(row) == 2:
            (one, a), (other, b) = row.items()
            if abs(a) == abs(b) == 1 and right == (a + b) // 2:
                classes.join(one, other, a != b)
                continue
        kept.append((row, right))
    return kept


def _distinct(rows: Sequence[Row]) -> list[Row]:
    kept: dict[tuple[tuple[tuple[int, int], ...], int], Row] = {}
    for row, right in rows:
        sign = 1 if row[min(row)] > 0 else -1
        mark = tuple(sorted((at, sign * c) for at, c in row.items()))
        kept.setdefault((mark, sign * right), (dict(mark), sign * right))
    return list(kept.values())
