"""Errors to plant in one document, each with the truth: every kind by its name."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.planted import cells, rows
from bench.planted.defects import DEFECTS
from bench.planted.material import Maker, Material, Planted
from bench.planted.numbers import WAYS
from bench.planted.sentences import SENTENCES
from bench.planted.spots import Spot
from bench.planted.tables import wrong_unit
from bench.planted.unread import UNREAD
from gouji.model.disclosure import Disclosure
from gouji.reading.source import Source

_CELLS: dict[str, Maker] = {
    **{f"cell: {way}": cells.wrong_cell(way, lambda m: m.main) for way in WAYS},
    "cell: sign": cells.lost_sign,
    "cell: neighbour's": cells.from_neighbour,
    "cell: any number": cells.any_number,
    "total: digit": cells.wrong_cell("digit", lambda m: m.totals),
    "total: tenfold": cells.wrong_cell("tenfold", lambda m: m.totals),
    "total: sub-total with its parents": cells.subtotal,
    "total: one table alone": cells.one_table,
}
_PROJECTS: dict[str, Maker] = {"projects: digit": cells.wrong_cell("digit", lambda m: m.projects)}
_ROWS: dict[str, Maker] = {
    "row: taken out": rows.taken_out,
    "row: twice": rows.twice,
    "row: exchanged": rows.exchanged,
    "row: with the next": rows.moved,
    "row: amount slipped": rows.slipped,
    "row: codes exchanged": rows.codes_exchanged,
    "row: names exchanged": rows.names_exchanged,
}
_TABLES: dict[str, Maker] = {"table: unit": wrong_unit}
MAKERS: dict[str, Maker] = {**_CELLS, **_PROJECTS, **_ROWS, **_TABLES, **SENTENCES, **UNREAD, **DEFECTS}
TABLE_KINDS = (*_CELLS, *_PROJECTS)
ROW_KINDS = (*_ROWS, *_TABLES)
NARRATIVE_KINDS = tuple(SENTENCES)
UNREAD_KINDS = tuple(UNREAD)
DEFECT_KINDS = tuple(DEFECTS)
KINDS = tuple(MAKERS)


class Planter:
    """Draws errors for one document; the same seed draws the same errors."""

    def __init__(self, source: Source, disclosure: Disclosure) -> None:
        self.material = Material(source, disclosure)

    def draw(self, kind: str, random: Random) -> Planted | None:
        """One error of a kind; None where the document offers no place for it."""
        for _ in range(40):
            made = MAKERS[kind](self.material, kind, random)
            if made is not None:
                return replace(made, notices=True) if kind in DEFECTS else made
        return None

    def draw_several(self, count: int, random: Random) -> tuple[Planted, ...]:
        """So many falsified amounts of the main tables at once, in any of the ways."""
        chosen: dict[Spot, Planted] = {}
        for _ in range(count * 40):
            if len(chosen) == min(count, len(self.material.main)):
                break
            made = self.draw(f"cell: {random.choice(WAYS)}", random)
            if made is not None:
                chosen.setdefault(made.truth[0][0], made)
        return tuple(chosen.values())


__all__ = ["DEFECT_KINDS", "KINDS", "NARRATIVE_KINDS", "ROW_KINDS", "TABLE_KINDS", "UNREAD_KINDS", "Planted", "Planter"]
