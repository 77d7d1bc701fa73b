"""Equalities seen in the numbers: two columns of two tables that carry the same amounts at the same rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from gouji.identities.identity import Identity
from gouji.identities.observation import Observation, PanelView
from gouji.lexicon.text import bare

_Column = tuple[int, int]


def observed_equalities(views: Sequence[PanelView], observations: Sequence[Observation]) -> list[Identity]:
    """Pairs of columns whose rows of like name or code agree: in all of at least three different amounts, or in nine of
    ten where their totals agree as well. Only then do they speak of the same thing; a coincidence of a few does not."""
    columns = {
        (v, c): keyed
        for v, view in enumerate(views)
        for c in range(len(view.panel.columns))
        if len(keyed := _keyed(view, c, observations)) >= 2
    }
    where: dict[tuple[str, int], list[_Column]] = defaultdict(list)
    for column, keyed in columns.items():
        for name, index in keyed.items():
            where[name, observations[index].fen].append(column)
    agreed: Counter[tuple[_Column, _Column]] = Counter()
    for holders in where.values():
        if len(holders) <= 24:
            for position, one in enumerate(holders):
                for other in holders[position + 1 :]:
                    if one[0] != other[0]:
                        agreed[one, other] += 1
    made: list[Identity] = []
    for (one, other), count in agreed.items():
        if count >= 3:
            made.extend(_linked(columns[one], columns[other], observations))
    return made


def _keyed(view: PanelView, column: int, observations: Sequence[Observation]) -> dict[str, int]:
    """Row name or code → observation, for the rows that bear a name no other row of the column bears."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for row in view.panel.rows:
        index = view.at.get((row.index, column))
        if index is None or observations[index].amount.is_zero:
            continue
        name = _row_key(row.code, row.label, row.is_total)
        if name in found:
            twice.add(name)
        found[name] = index
    return {name: index for name, index in found.items() if name not in twice}


def _row_key(code: str | None, label: str, total: bool) -> str:
    if code:
        return code
    return "合计" if total else bare(label)


def _linked(one: dict[str, int], other: dict[str, int], observations: Sequence[Observation]) -> Iterator[Identity]:
    shared = [(one[name], other[name], name) for name in one if name in other]
    equal = [(a, b, name) for a, b, name in shared if _meet(observations[a], observations[b])]
    distinct = {observations[a].fen for a, _, _ in equal}
    totals = any(name == "合计" for _, _, name in equal)
    all_agree = len(equal) == len(shared)
    if len(distinct) < 3 or not (all_agree or (totals and len(equal) * 10 >= len(shared) * 9)):
        return
    for a, b, _ in shared:
        yield Identity("equal", (b,), (a,), False, "两表同名行的金额逐行相同", "linked")


def _meet(one: Observation, other: Observation) -> bool:
    return one.low <= other.high and other.low <= one.high
