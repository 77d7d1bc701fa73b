"""Where things stand in a source, in terms that survive reading: every place remembers its block and cell.

Reading hands a block's :class:`Place` on to what it makes of it, up to the findings of a report. A place that knows its
spot therefore tells where in the source a finding points, whatever the format and however tables were joined.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from gouji.model.disclosure import Cell, Disclosure, Place, Statement, Table
from gouji.model.money import parse_number
from gouji.reading.source import Block, Grid, Paragraph, Source


class Spot(NamedTuple):
    """A cell of a grid, or a paragraph (``row`` and ``column`` -1), by the index of its block."""

    block: int
    row: int = -1
    column: int = -1


@dataclass(frozen=True, slots=True)
class SpotPlace(Place):
    """A place that knows its spot."""

    spot: Spot | None = None


def with_spots(source: Source) -> Source:
    """The source with places that know their spots."""
    return replace(source, blocks=tuple(_marked(index, block) for index, block in enumerate(source.blocks)))


def _marked(index: int, block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, place=_at(block.place, Spot(index)))
    rows = tuple(
        tuple(replace(cell, place=_at(cell.place, Spot(index, r, c))) for c, cell in enumerate(row))
        for r, row in enumerate(block.rows)
    )
    return replace(block, rows=rows, place=_at(block.place, Spot(index)))


def _at(place: Place, spot: Spot) -> SpotPlace:
    return SpotPlace(place.page, place.line, place.bbox, spot)


def spot_of(place: Place) -> Spot | None:
    """The spot a place knows."""
    return place.spot if isinstance(place, SpotPlace) else None


def printed_amounts(disclosure: Disclosure, source: Source) -> list[tuple[Table, Cell, Spot]]:
    """The table amounts that are not nought and stand in the source as they were read."""
    found: list[tuple[Table, Cell, Spot]] = []
    for table in disclosure.tables:
        for cell in table.cells:
            spot = spot_of(cell.place)
            if spot is None or cell.amount is None or cell.amount.is_zero:
                continue
            block = source.blocks[spot.block]
            text = block.rows[spot.row][spot.column].text if isinstance(block, Grid) and spot.row >= 0 else ""
            if parse_number(text) == cell.amount.text:
                found.append((table, cell, spot))
    return found


class Stretch(NamedTuple):
    """Characters ``start`` to ``end`` of a paragraph."""

    spot: Spot
    start: int
    end: int


def stretch_of(source: Source, statement: Statement, start: int, end: int) -> Stretch | None:
    """Where a stretch of a statement's sentence stands in the source; None when it is cut by the end of a line."""
    spot = spot_of(statement.place)
    if spot is None:
        return None
    joined = ""
    begins: list[tuple[int, int]] = []
    for index in range(spot.block, min(spot.block + 30, len(source.blocks))):
        block = source.blocks[index]
        if not isinstance(block, Paragraph):
            continue
        begins.append((len(joined), index))
        joined += block.text
        at = joined.find(statement.sentence)
        if at < 0 or len(joined) < at + end:
            continue
        for offset, inside in reversed(begins):
            if at + start >= offset:
                text = source.blocks[inside]
                assert isinstance(text, Paragraph)
                whole = Stretch(Spot(inside), at + start - offset, at + end - offset)
                return whole if whole.end <= len(text.text) else None
    return None
