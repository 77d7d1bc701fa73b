"""Sums down the rows of a panel: a row and the rows under it, totals and what they total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation, PanelView
from gouji.identities.partitions import partition
from gouji.identities.slips import sum_with_a_slip
from gouji.lexicon.text import bare
from gouji.model.disclosure import RowHead
from gouji.model.frozen import frozen


@frozen
class RowGroup:
    """``total`` row = Σ ``parts`` rows. ``derived`` as in :class:`Identity`."""

    total: int
    parts: tuple[int, ...]
    derived: bool
    why: str


def row_sums(view: PanelView, observations: Sequence[Observation]) -> list[Identity]:
    """The identities down the rows of one panel."""
    identities: list[Identity] = []
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for group in row_groups(view, observations):
        if (group.total, group.parts) in seen or not group.parts:
            continue
        seen.add((group.total, group.parts))
        identities.extend(_instances(view, observations, group))
    return identities


def row_groups(view: PanelView, observations: Sequence[Observation]) -> list[RowGroup]:
    """Totals and their parts among the rows: by codes, by words, by place; what is not derived must hold."""
    rows = view.panel.rows
    if len(rows) < 2:
        return []
    depths = _depths(rows)
    parents = _parents(rows, depths)
    groups = _by_coordinates(rows)
    covered = {group.total for group in groups}
    for group in groups:
        for part in group.parts:
            if part > group.total and parents[part] is None:
                parents[part] = group.total
    for total, parts in _children(parents).items():
        if total in covered:
            continue
        derived = (
            all(rows[i].sure_level for i in (total, *parts))
            or _refine(view, observations, total, parts)
            or _are_projects(view, total, parts)
        )
        group = RowGroup(total, tuple(parts), derived, "各下级之和")
        if derived or _holds_mostly(view, observations, group):
            groups.append(group)
        elif (found := _window_after(view, observations, total, parents)) is not None:
            groups.append(found)
    groups.extend(_totals(view, observations, rows, parents))
    known = {group.total for group in groups}
    for row in rows:
        if row.index not in known and not row.is_total:
            found = _window_after(view, observations, row.index, parents)
            if found is not None:
                groups.append(found)
    return groups


def _depths(rows: Sequence[RowHead]) -> list[int | None]:
    """The depth of each row; one that bears no mark stands under the last that does, or outermost behind a total."""
    depths: list[int | None] = []
    last: int | None = None
    for row in rows:
        if row.is_total:
            depths.append(None)
            last = None
        elif row.level is not None:
            depths.append(row.level * 2)
            last = row.level * 2
        else:
            depths.append(0 if last is None else last + 1)
    return depths


def _parents(rows: Sequence[RowHead], depths: Sequence[int | None]) -> list[int | None]:
    parents: list[int | None] = []
    stack: list[int] = []
    for row, depth in zip(rows, depths, strict=True):
        if depth is None:
            stack.clear()
            parents.append(None)
            continue
        while stack and (depths[stack[-1]] or 0) >= depth:
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(row.index)
    return parents


def _children(parents: Sequence[int | None]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for row, parent in enumerate(parents):
        if parent is not None:
            children.setdefault(parent, []).append(row)
    return children


def _refine(view: PanelView, observations: Sequence[Observation], total: int, parts: Sequence[int]) -> bool:
    """Whether the rows under a row restrict it in one dimension, each in another way, by what their words say: 本年支出
    and its functional classes. Rows that print nothing may say what they like."""
    rows = view.panel.rows
    whole = rows[total].coordinates
    filled = [rows[i] for i in parts if _prints(view, observations, i)]
    if whole is None or len(filled) < 2:
        return False
    points = [row.coordinates for row in filled]
    for dimension in ("function", "economic", "fund", "use", "unit"):
        narrower = [point for point in points if point is not None and getattr(point, dimension) is not None]
        if len(narrower) == len(points) and all(
            point.completed(whole).at(dimension, getattr(whole, dimension)) == whole for point in narrower
        ):
            return all(one.joined(other) is None for one, other in combinations(narrower, 2))
    return False


def _are_projects(view: PanelView, total: int, parts: Sequence[int]) -> bool:
    """Whether the rows under a unit are the plain list of its projects."""
    rows = view.panel.rows
    point = rows[total].coordinates
    if view.table.kind != "projects" or point is None or point.unit is None or rows[total].is_total:
        return False
    labels = {rows[i].label for i in parts}
    return len(labels) == len(parts) > 1 and all(rows[i].level is None and rows[i].code is None for i in parts)


def _prints(view: PanelView, observations: Sequence[Observation], row: int) -> bool:
    columns = range(len(view.panel.columns))
    return any((at := view.at.get((row, c))) is not None and not observations[at].amount.is_zero for c in columns)


def _levels_are_sure(view: PanelView, observations: Sequence[Observation], roots: Sequence[int]) -> bool:
    """Whether what a total totals is beyond doubt: each part's depth is sure, or their points are known and have
    nothing in common, or the rows are a plain list in which no two have; or only the total before prints anything."""
    rows = view.panel.rows
    if all(rows[i].sure_level for i in roots):
        return True
    if rows[roots[0]].is_total and [i for i in roots if _prints(view, observations, i)] == [roots[0]]:
        return True
    points = [rows[i].coordinates for i in roots]
    known = [point for point in points if point is not None]
    if any(one.joined(other) is not None for one, other in combinations(known, 2)):
        return False
    labels = [rows[i].label for i in roots]
    return len(known) == len(points) or (all(row.level is None for row in rows) and len(set(labels)) == len(labels))


def _by_coordinates(rows: Sequence[RowHead]) -> list[RowGroup]:
    """Rows whose words partition another row's: 财政拨款 = 一般公共预算 + 政府性基金 + …, “三公” and its parts."""
    points = [
        (row.index, row.coordinates)
        for row in rows
        if row.coordinates is not None
        and (row.coordinates.item or row.coordinates.fund)
        and not row.coordinates.function
    ]
    groups: list[RowGroup] = []
    for index, point in points:
        for dimension in ("fund", "item"):
            if getattr(point, dimension) is None:
                continue
            parts = partition(point, points, dimension)
            if len(parts) >= 2:
                groups.append(RowGroup(index, parts, True, "各项之和"))
    return groups


def _totals(
    view: PanelView,
    observations: Sequence[Observation],
    rows: Sequence[RowHead],
    parents: Sequence[int | None],
) -> list[RowGroup]:
    """Rows that say they are totals: of the rows before them back to the last total (and that total), or of the rows
    after them when they stand on top."""
    groups: list[RowGroup] = []
    previous: int | None = None
    for row in rows:
        if not row.is_total:
            continue
        roots = _roots(rows, parents, (previous or -1) + 1 if previous is not None else 0, row.index)
        candidates: list[tuple[int, ...]] = []
        if roots:
            if previous is not None:
                candidates.append((previous, *roots))
            candidates.append(tuple(roots))
            if previous is not None:
                candidates.append(tuple(_roots(rows, parents, 0, row.index)))
            units = tuple(i for i in roots if (point := rows[i].coordinates) is not None and point.unit is not None)
            if 0 < len(units) < len(roots):
                candidates.append(units)
        elif previous is not None:
            candidates.append((previous,))
        following = next((later.index for later in rows[row.index + 1 :] if later.is_total), len(rows))
        after = _roots(rows, parents, row.index + 1, following)
        if after and not roots:
            candidates.append(tuple(after))
            candidates.append(tuple(_roots(rows, parents, row.index + 1, len(rows))))
        chosen = _best(view, observations, row.index, candidates)
        if chosen is None:
            chosen = _peeled(view, observations, row.index, following, previous)
        if chosen is None:
            chosen = _with_a_slip(view, observations, row.index, candidates)
        if chosen is not None:
            groups.append(RowGroup(row.index, chosen, True, "各行之和"))
        elif candidates and _levels_are_sure(view, observations, candidates[0]):
            groups.append(RowGroup(row.index, candidates[0], True, "各行之和"))
        elif roots and row.level is None:
            outer = _outermost(view, observations, row.index, following, previous)
            if _are_numbered(rows, outer) and sum(_prints(view, observations, i) for i in outer) > 1:
                groups.append(RowGroup(row.index, outer, True, "各行之和"))
        previous = row.index
    return groups


def _with_a_slip(
    view: PanelView, observations: Sequence[Observation], total: int, candidates: Sequence[tuple[int, ...]]
) -> tuple[int, ...] | None:
    """The candidate that one slip of the pen keeps from holding in every column."""
    for parts in candidates:
        slips = 0
        for column in range(len(view.panel.columns)):
            at = view.at.get((total, column))
            members = [m for row in parts if (m := view.at.get((row, column))) is not None]
            if at is None or not members or observations[at].amount.is_zero or meet(observations, [at], members):
                continue
            if not sum_with_a_slip(at, members, observations):
                break
            slips += 1
        else:
            if slips:
                return parts
    return None


def _peeled(
    view: PanelView, observations: Sequence[Observation], total: int, following: int, previous: int | None
) -> tuple[int, ...] | None:
    """The outermost rows of a list whose marks do not tell depth: rows that sum to the row above them are taken off,
    first only where two or more do, then also single ones; what remains must sum to the total."""
    for fewest in (2, 1):
        roots = _outermost(view, observations, total, following, previous, fewest)
        held, broken = _score(view, observations, RowGroup(total, roots, False, ""))
        if roots and held > broken:
            return roots
    return None


def _outermost(
    view: PanelView,
    observations: Sequence[Observation],
    total: int,
    following: int,
    previous: int | None,
    fewest: int = 2,
) -> tuple[int, ...]:
    """The rows a total stands under or over, without those that sum to the row above them."""
    before = range(0 if previous is None else previous + 1, total)
    stretch = before if len(before) else range(total + 1, following)
    last_first: list[int] = []
    for row in reversed(stretch):
        taken = _taken(view, observations, row, last_first, fewest)
        del last_first[len(last_first) - taken :]
        last_first.append(row)
    return tuple(reversed(last_first))


def _are_numbered(rows: Sequence[RowHead], roots: Sequence[int]) -> bool:
    """Whether rows bear ordinals of one kind (一、二、…), which is how the parts of a total are printed."""
    levels = {rows[i].level for i in roots}
    return len(roots) > 1 and len(levels) == 1 and None not in levels


def _taken(view: PanelView, observations: Sequence[Observation], row: int, roots: Sequence[int], fewest: int) -> int:
    """How many of the outermost rows behind a row (``roots``, the nearest last) sum to it in every column; 0 when none
    do. A row of the same name is the same row printed twice, not its part, unless only one of them bears a code."""
    columns = range(len(view.panel.columns))
    rows = view.panel.rows
    # What is left of the row's amounts once the rows behind it are taken off, from and to; None where none is printed.
    rests = [_range(view, observations, row, column) for column in columns]
    for count in range(1, min(len(roots), 60) + 1):
        part = roots[-count]
        for column in columns:
            at = view.at.get((part, column))
            if at is not None:
                low, high = rests[column] or (0, 0)
                rests[column] = (low - observations[at].high, high - observations[at].low)
        same = bare(rows[row].label) == bare(rows[part].label) and bool(rows[row].code) == bool(rows[part].code)
        if count < fewest or (count == 1 and same):
            continue
        if all(rest is None or rest[0] <= 0 <= rest[1] for rest in rests) and any(rests):
            return count
    return 0


def _range(view: PanelView, observations: Sequence[Observation], row: int, column: int) -> tuple[int, int] | None:
    at = view.at.get((row, column))
    return None if at is None else (observations[at].low, observations[at].high)


def _roots(rows: Sequence[RowHead], parents: Sequence[int | None], start: int, end: int) -> list[int]:
    return [
        i
        for i in range(start, end)
        if not rows[i].is_total and (parents[i] is None or not start <= (parents[i] or 0) < end)
    ]


def _best(
    view: PanelView, observations: Sequence[Observation], total: int, candidates: Sequence[tuple[int, ...]]
) -> tuple[int, ...] | None:
    """The candidate that holds exactly in most columns, the first of several, if it holds in more than it breaks (the
    first candidate: in as many). What holds by rounding only may hold by chance: a total that is the subtotal before it
    misses its parts by no more."""
    best: tuple[int, tuple[int, ...]] | None = None
    for position, parts in enumerate(candidates):
        group = RowGroup(total, parts, False, "")
        held, broken = _score(view, observations, group)
        exact = _exact(view, observations, group)
        holds = held > broken or (position == 0 and held == broken > 0)
        if holds and (best is None or exact > best[0]):
            best = (exact, parts)
    return best[1] if best else None


def _exact(view: PanelView, observations: Sequence[Observation], group: RowGroup) -> int:
    """In how many columns a sum holds to the last digit."""
    count = 0
    for column in range(len(view.panel.columns)):
        total = view.at.get((group.total, column))
        parts = [at for row in group.parts if (at := view.at.get((row, column))) is not None]
        if total is not None and parts and not observations[total].amount.is_zero:
            count += observations[total].fen == sum(observations[i].fen for i in parts)
    return count


def _score(view: PanelView, observations: Sequence[Observation], group: RowGroup) -> tuple[int, int]:
    held = broken = 0
    for column in range(len(view.panel.columns)):
        total = view.at.get((group.total, column))
        parts = [at for row in group.parts if (at := view.at.get((row, column))) is not None]
        if total is None or not parts or observations[total].amount.is_zero:
            continue
        if meet(observations, [total], parts):
            held += 1
        else:
            broken += 1
    return held, broken


def _holds_mostly(view: PanelView, observations: Sequence[Observation], group: RowGroup) -> bool:
    held, broken = _score(view, observations, group)
    return held > broken


def _window_after(
    view: PanelView, observations: Sequence[Observation], total: int, parents: Sequence[int | None]
) -> RowGroup | None:
    """The run of rows right behind a row that sums to it in every column, if it cannot be a coincidence: at least two
    parts are not zero and the digits that agree are many."""
    printed = view.at
    columns = [c for c in range(len(view.panel.columns)) if (total, c) in printed]
    if not columns:
        return None
    ends = [observations[printed[total, c]] for c in columns]
    rests = [(c, o.low, o.high) for c, o in zip(columns, ends, strict=True)]
    parts: list[int] = []
    for row in range(total + 1, min(total + 40, len(view.panel.rows))):
        if view.panel.rows[row].is_total:
            break
        if parents[row] is not None and parents[row] in parts:
            continue
        parts.append(row)
        # What is left of the total once the rows behind it are taken off, from and to.
        rests = [
            (c, low, high)
            if (at := printed.get((row, c))) is None
            else (c, low - (o := observations[at]).high, high - o.low)
            for c, low, high in rests
        ]
        if len(parts) < 2:
            continue
        if all(low <= 0 <= high for _, low, high in rests):
            digits = sum(_significant(o) for o in ends if not o.amount.is_zero)
            filled = sum(any((p, c) in printed for c in columns) for p in parts)
            return RowGroup(total, tuple(parts), False, "其后各行之和") if digits >= 5 and filled >= 2 else None
        if all(high < 0 for _, _, high in rests):
            return None
    return None


def _significant(observation: Observation) -> int:
    return len(observation.amount.text.strip("-").replace(".", "").strip("0"))


def _instances(view: PanelView, observations: Sequence[Observation], group: RowGroup) -> list[Identity]:
    rows = view.panel.rows
    made: list[Identity] = []
    name = view.table.title
    label = rows[group.total].label or "合计"
    family = f"{view.table.index}.{view.number}.r{group.total}:{','.join(map(str, group.parts))}"
    for column, head in enumerate(view.panel.columns):
        total = view.at.get((group.total, column))
        if view.unread and any((row, column) in view.unread for row in (group.total, *group.parts)):
            continue
        parts = tuple(at for row in group.parts if (at := view.at.get((row, column))) is not None)
        if total is None or not parts:
            continue
        where = head.path[-1] if head.path else f"第{column + 1}列"
        reason = f"《{name}》“{where}”列：“{label}”＝{group.why}"
        identity = Identity("sum", (total,), parts, group.derived, reason, family, one_relation=True)
        if group.derived or identity.holds(observations) or len(view.panel.columns) > 2:
            made.append(identity)
    return made
