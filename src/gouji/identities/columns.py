"""Sums across the columns of a panel: by the words of the headers, by their groups, or as observed in the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, permutations
from typing import NamedTuple

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation, PanelView
from gouji.identities.partitions import DIMENSIONS, partition
from gouji.lexicon.terms import understand
from gouji.model.frozen import frozen, replace

_FEWEST = 3
_REGULAR = 8
"""So many rows with two parts or more that hold make a relation a rule, and the row that breaks it an exception."""


@frozen
class ColumnGroup:
    """``total`` column = Σ ``parts`` columns. ``derived`` and ``regular`` as in :class:`Identity`."""

    total: int
    parts: tuple[int, ...]
    derived: bool
    regular: bool = False


def column_sums(view: PanelView, observations: Sequence[Observation]) -> list[Identity]:
    """The identities across the columns of one panel."""
    if len(view.panel.columns) < 2:
        return []
    filled = [c for c in range(len(view.panel.columns)) if any((r.index, c) in view.at for r in view.panel.rows)]
    identities: list[Identity] = []
    seen: set[tuple[int, frozenset[int]]] = set()
    totals: set[int] = set()
    for group in [*_by_coordinates(view), *_by_header(view)]:
        printed = tuple(part for part in group.parts if part in filled)
        mark = (group.total, frozenset(printed))
        if mark in seen or not printed or group.total not in filled:
            continue
        held, broken = _score(view, observations, group)
        if (group.derived and (held >= broken or (not held and broken <= 1))) or _shown(view, observations, group):
            seen.add(mark)
            totals.add(group.total)
            identities.extend(_instances(view, observations, group))
    for seen_group in [*_observed(view, observations, filled, totals), *_changes(view, observations, filled)]:
        group = replace(seen_group, regular=_telling(view, observations, seen_group) >= _REGULAR)
        mark = (group.total, frozenset(group.parts))
        if mark not in seen:
            seen.add(mark)
            identities.extend(_instances(view, observations, group))
    return identities


def _by_coordinates(view: PanelView) -> list[ColumnGroup]:
    points = [(c.index, c.coordinates) for c in view.panel.columns if c.coordinates is not None]
    groups: list[ColumnGroup] = []
    for index, column in points:
        # Over a side's columns a 支出总计 is their total; only beside its rows does it hold what is carried forward.
        point = column.without("item") if column.item == "grand_total" else column
        for dimension in DIMENSIONS:
            parts = partition(point, points, dimension)
            if parts:
                groups.append(ColumnGroup(index, parts, len(parts) > 1))
    return groups


def _by_header(view: PanelView) -> list[ColumnGroup]:
    """A 小计 or 合计 and the other columns of its group; beside a group with a name of its own it sums that group."""
    columns = view.panel.columns
    groups: list[ColumnGroup] = []
    for column in columns:
        meaning = understand(column.path[-1]) if column.path else None
        if meaning is None or "total" not in meaning.flags:
            continue
        prefix = column.path[:-1]
        inside = [c for c in columns if c.index != column.index and c.path[: len(prefix)] == prefix]
        parts: list[int] = []
        taken: set[tuple[str, ...]] = set()
        for other in inside:
            if any(other.path[: len(done)] == done for done in taken):
                continue
            rest = other.path[len(prefix) :]
            if len(rest) > 1:
                group = other.path[: len(prefix) + 1]
                subtotal = next((c for c in inside if c.path[: len(group)] == group and _is_total(c.path)), None)
                if subtotal is not None:
                    parts.append(subtotal.index)
                    taken.add(group)
                    continue
            parts.append(other.index)
        if parts:
            groups.append(ColumnGroup(column.index, tuple(parts), bool(prefix) and len(parts) > 1))
    return groups


def _is_total(path: tuple[str, ...]) -> bool:
    meaning = understand(path[-1]) if path else None
    return meaning is not None and "total" in meaning.flags


def _observed(
    view: PanelView, observations: Sequence[Observation], filled: list[int], totals: set[int]
) -> list[ColumnGroup]:
    """Runs of columns that sum to a column beside them in (nearly) all rows: header words nobody has seen still have
    their place. At least three rows must show it, two parts filled in one of them."""
    groups: list[ColumnGroup] = []
    sums = [_sums(view, observations, row.index, filled) for row in view.panel.rows]
    for position, total in enumerate(filled):
        if total in totals:
            continue
        rows = [(o, row) for row in sums if (o := row.printed[position]) is not None]
        if len(rows) < _FEWEST:
            continue
        runs = [(position + 1, end + 1) for end in range(position + 1, min(position + 12, len(filled)))]
        runs += [(start, position) for start in range(max(0, position - 12), position)]
        best: ColumnGroup | None = None
        most = _FEWEST - 1
        for first, end in runs:
            held = _held(rows, first, end)
            if held > most:
                group = ColumnGroup(total, tuple(filled[first:end]), False)
                if _shown(view, observations, group):
                    best, most = group, held
        if best is not None:
            groups.append(best)
    return groups


class _Sums(NamedTuple):
    """A row's amounts in the columns that print any, and over the columns before each: their sums from and to in 分,
    how many are printed and how many of them are not nought."""

    printed: list[Observation | None]
    low: list[int]
    high: list[int]
    filled: list[int]
    telling: list[int]


def _sums(view: PanelView, observations: Sequence[Observation], row: int, filled: Sequence[int]) -> _Sums:
    printed = [None if at is None else observations[at] for c in filled for at in (view.at.get((row, c)),)]
    return _Sums(
        printed,
        list(accumulate((o.low if o else 0 for o in printed), initial=0)),
        list(accumulate((o.high if o else 0 for o in printed), initial=0)),
        list(accumulate((o is not None for o in printed), initial=0)),
        list(accumulate((o is not None and not o.amount.is_zero for o in printed), initial=0)),
    )


def _held(rows: Sequence[tuple[Observation, _Sums]], first: int, end: int) -> int:
    """In how many rows a run of columns sums to the one that the amounts beside the rows stand in; 0 as soon as so many
    break it that :func:`_shown` would refuse it."""
    held = broken = 0
    allowed = max(1, len(rows) // 9)
    for total, (_, low, high, filled, telling) in rows:
        if filled[end] == filled[first] or (telling[end] == telling[first] and total.amount.is_zero):
            continue
        if total.low <= high[end] - high[first] and low[end] - low[first] <= total.high:
            held += 1
        else:
            broken += 1
            if broken > allowed:
                return 0
    return held


def _changes(view: PanelView, observations: Sequence[Observation], filled: list[int]) -> list[ColumnGroup]:
    """Columns that say they are changes (增减额): of two columns before them the one less the other, where two rows or
    more with a change show it and none contradicts. The words do not tell which two: 比上年, 比年初预算, 差额. A change
    (调整数) may also stand between the two."""
    groups: list[ColumnGroup] = []
    for change in filled:
        path = view.panel.columns[change].path
        meaning = understand(path[-1]) if path else None
        if meaning is None or "change" not in meaning.flags:
            continue
        before = [c for c in filled if c < change]
        after = next((c for c in filled if c > change), None)
        between = [] if after is None else [(after, base) for base in reversed(before)]
        for this, base in [*permutations(before, 2), *between]:
            group = ColumnGroup(this, (base, change), False)
            held, broken = _score(view, observations, group)
            if not broken and held >= 2 and _telling(view, observations, group) >= 2:
                groups.append(group)
                break
    return groups


def _shown(view: PanelView, observations: Sequence[Observation], group: ColumnGroup) -> bool:
    """Whether the rows show a relation that no word derives: nearly all hold it, and either the totals do (there every
    part must show) or several rows with more than one part. Otherwise it is two columns that happen to agree."""
    held, broken = _score(view, observations, group)
    if not held or (held < 8 * broken and not (broken == 1 and held >= 4)):
        return False
    if _totals_agree(view, observations, group):
        return len(group.parts) == 1 or held <= 2 or _telling(view, observations, group) >= 1
    return broken == 1 and _telling(view, observations, group) >= 3


def _totals_agree(view: PanelView, observations: Sequence[Observation], group: ColumnGroup) -> bool:
    """Whether the relation holds in every row that is a total."""
    for row in view.panel.rows:
        if row.is_total:
            total = view.at.get((row.index, group.total))
            parts = [at for c in group.parts if (at := view.at.get((row.index, c))) is not None]
            if total is not None and parts and not meet(observations, [total], parts):
                return False
    return True


def _telling(view: PanelView, observations: Sequence[Observation], group: ColumnGroup) -> int:
    """How many rows hold the relation with at least two parts that are not zero."""
    count = 0
    for row in view.panel.rows:
        total = view.at.get((row.index, group.total))
        parts = [at for c in group.parts if (at := view.at.get((row.index, c))) is not None]
        if total is None or sum(not observations[i].amount.is_zero for i in parts) < 2:
            continue
        count += meet(observations, [total], parts)
    return count


def _score(view: PanelView, observations: Sequence[Observation], group: ColumnGroup) -> tuple[int, int]:
    held = broken = 0
    for row in view.panel.rows:
        total = view.at.get((row.index, group.total))
        parts = [at for c in group.parts if (at := view.at.get((row.index, c))) is not None]
        if total is None or not parts or all(observations[i].amount.is_zero for i in (total, *parts)):
            continue
        if meet(observations, [total], parts):
            held += 1
        else:
            broken += 1
    return held, broken


def _instances(view: PanelView, observations: Sequence[Observation], group: ColumnGroup) -> list[Identity]:
    made: list[Identity] = []
    columns = view.panel.columns
    whole = _name(columns[group.total].path, group.total)
    parts_text = "＋".join(_name(columns[c].path, c) for c in group.parts)
    family = f"{view.table.index}.{view.number}.c{group.total}:{','.join(map(str, group.parts))}"
    for row in view.panel.rows:
        if view.unread and any((row.index, c) in view.unread for c in (group.total, *group.parts)):
            continue
        total = view.at.get((row.index, group.total))
        parts = tuple(at for c in group.parts if (at := view.at.get((row.index, c))) is not None)
        if total is None or not parts:
            continue
        reason = f"《{view.table.title}》“{row.label}”行：{whole}＝{parts_text}"
        made.append(
            Identity(
                "sum",
                (total,),
                parts,
                group.derived,
                reason,
                family,
                regular=group.regular,
            )
        )
    return made


def _name(path: tuple[str, ...], index: int) -> str:
    return "/".join(path[-2:]) if path else f"第{index + 1}列"
