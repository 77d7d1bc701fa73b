"""What was published before in a document's system: last year's document, or the budget that was adjusted since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.identities.observation import Observation, observe
from gouji.identities.points import points_of
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure
from gouji.model.kinds import ADJUSTED_BUDGET, AT_START, BUDGET


def _where(previous: Disclosure, o: Observation) -> str:
    """Table, row and column of an amount of last year's document, as fields."""
    assert o.table is not None
    assert o.panel is not None
    table = previous.tables[o.table]
    panel = table.panels[o.panel]
    name = f"{previous.document.year}年文件"
    title = f"{name}·{table.title}" if table.title else name
    return "\t".join((title, panel.rows[o.row or 0].label, "/".join(panel.columns[o.column or 0].path)))


def last_year(
    disclosure: Disclosure, previous: Disclosure, observations: Sequence[Observation]
) -> tuple[Observation, ...]:
    """Amounts last year's tables print for points of that year which this year's document speaks of. Of the budget
    that this document adjusts, those that it gives as they were at the year's start.

    A point is looked up as it is named and as it is named where restrictions that take nothing away are left out, in
    last year's own terms. Where last year's document disagrees with itself the amount printed first is taken.
    """
    wanted = {o.coordinates for o in observations if o.coordinates is not None}
    wanted |= {s.base for s in disclosure.statements if s.base is not None and s.kind == "change"}
    wanted = {point for point in wanted if point.year == previous.document.year}
    adjusts = disclosure.document.kind == ADJUSTED_BUDGET and disclosure.document.year == previous.document.year
    if adjusts:
        wanted = {point for point in wanted if point.stage == AT_START}
    is_start = adjusts and previous.document.kind == BUDGET
    before, _ = observe(previous)
    canonical = points_of(before)
    raw: dict[Coordinates, Coordinates] = {}
    printed: dict[Coordinates, Observation] = {}
    for o in before:
        if o.coordinates is None or not o.is_cell:
            continue
        raw.setdefault(o.coordinates, canonical[o.index])
        printed.setdefault(canonical[o.index], o)
    found: list[Observation] = []
    for point in sorted(wanted, key=repr):
        there = point.without("stage") if is_start else point
        known = printed.get(raw.get(there, there))
        if known is not None:
            index = len(observations) + len(found)
            found.append(
                replace(
                    known,
                    index=index,
                    id=f"previous:{o.id}",
                    coordinates=point,
                    table=None,
                    panel=None,
                    row=None,
                    column=None,
                    previous=True,
                    text=_where(previous, known),
                )
            )
    return tuple(found)
