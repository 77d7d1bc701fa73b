"""Rows of tables taken out, printed twice, exchanged, moved."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bench.planted.edits import Edit
from bench.planted.material import Maker, Material, Planted, RowCells, Truth, cell_edit, named
from bench.planted.spots import Spot
from gouji.model.disclosure import Table
from gouji.model.money import parse_number
from gouji.reading.source import Grid

_LEAST_NAME = 3


def _panel(material: Material, random: Random, least: int) -> tuple[Table, list[RowCells]] | None:
    panels = [(table, rows) for table, rows in material.panels if len(rows) >= least]
    return random.choice(panels) if panels else None


def _whole_row(rows: int) -> Maker:
    def make(material: Material, kind: str, random: Random) -> Planted | None:
        panel = _panel(material, random, 3)
        if panel is None:
            return None
        table, members = panel
        row, cells = random.choice(members)
        spot = cells[0][1]
        grid = material.grid(spot)
        if grid is None or any(c.covered or c.rowspan > 1 for c in grid.rows[spot.row]):
            return None
        near = frozenset(s for _, others in members for _, s in others)
        edit = Edit(Spot(spot.block, spot.row), rows=rows)
        gone = row.label if rows < 0 and len(row.label) > _LEAST_NAME else ""
        return Planted(kind, (edit,), (), near, whole_table=True, label=named(table, row), named=gone)

    return make


taken_out = _whole_row(-1)
"""A row is missing."""
twice = _whole_row(2)
"""A row is printed twice."""


def exchanged(material: Material, kind: str, random: Random) -> Planted | None:
    """The amounts of two rows exchanged, in the columns that print both."""
    panel = _panel(material, random, 3)
    if panel is None:
        return None
    one, other = random.sample(panel[1], 2)
    return _exchange(material, kind, panel[0], one, other)


def moved(material: Material, kind: str, random: Random) -> Planted | None:
    """The amounts of a row printed one row further down, where nothing was; or exchanged with it."""
    panel = _panel(material, random, 2)
    if panel is None:
        return None
    table, rows = panel
    at = random.randrange(len(rows) - 1)
    return _exchange(material, kind, table, rows[at], rows[at + 1])


def _exchange(material: Material, kind: str, table: Table, one: RowCells, other: RowCells) -> Planted | None:
    edits: list[Edit] = []
    truth: list[Truth] = []
    by_column = {cell.column: spot for cell, spot in other[1]}
    for cell, spot in one[1]:
        there = by_column.get(cell.column)
        if there is None:
            continue
        here_text, there_text = material.text(spot), material.text(there)
        if parse_number(here_text) is None or parse_number(here_text) == parse_number(there_text):
            continue
        for at, before, after in ((spot, here_text, there_text), (there, there_text, here_text)):
            if parse_number(before) is None:
                return None
            edit, true = cell_edit(at, before, after)
            edits.append(edit)
            truth.append(true)
    if not edits:
        return None
    label = f"{named(table, one[0])} ↔ {other[0].label}"
    return Planted(kind, tuple(edits), tuple(truth), frozenset(spot for spot, _, _ in truth), label=label)


def slipped(material: Material, kind: str, random: Random) -> Planted | None:
    """One amount printed in the row above or below, which has none in that column, and missing in its own."""
    found = _panel(material, random, 1)
    if found is None:
        return None
    table, rows = found
    row, cells = random.choice(rows)
    _, spot = random.choice(cells)
    grid = material.grid(spot)
    if grid is None:
        return None
    there = spot.row + random.choice((1, -1))
    if not 0 <= there < len(grid.rows) or spot.column >= len(grid.rows[there]):
        return None
    target = grid.rows[there][spot.column]
    if target.text.strip() or target.covered or not any(c.text.strip() for c in grid.rows[there]):
        return None
    at, text = Spot(spot.block, there, spot.column), material.text(spot)
    edits = (Edit(spot, 0, len(text), ""), Edit(at, 0, len(target.text), text))
    return Planted(kind, edits, (), frozenset({spot, at}), label=f"{named(table, row)} {text} one row off")


def _heads_exchanged(which: str) -> Maker:
    """Codes or names of two rows exchanged, the amounts left."""

    def make(material: Material, kind: str, random: Random) -> Planted | None:
        coded = [
            (table, rows)
            for table, panel in material.panels
            if len(rows := [r for r in panel if r[0].code and r[0].label]) > 2
        ]
        if not coded:
            return None
        table, rows = random.choice(coded)
        one, other = random.sample(rows, 2)
        spots: list[tuple[Spot, str]] = []
        for row, cells in (one, other):
            at = _head(material, cells[0][1], row.code if which == "code" else row.label)
            if at is None:
                return None
            spots.append(at)
        (here, first), (there, second) = spots
        if first == second:
            return None
        edits = (Edit(here, 0, len(first), second), Edit(there, 0, len(second), first))
        rows_of = {(here.block, here.row), (there.block, there.row)}
        near = frozenset(Spot(b, r, c) for b, r in rows_of for c in range(len(_grid_row(material, b, r))))
        return Planted(kind, edits, (), near, label=f"{named(table, one[0])} ↔ {named(table, other[0])}")

    return make


codes_exchanged = _heads_exchanged("code")
names_exchanged = _heads_exchanged("label")


def _grid_row(material: Material, block: int, row: int) -> Sequence[object]:
    grid = material.grid(Spot(block))
    return grid.rows[row] if grid is not None else ()


def _head(material: Material, amount: Spot, wanted: str | None) -> tuple[Spot, str] | None:
    grid = material.grid(amount)
    if not isinstance(grid, Grid) or wanted is None:
        return None
    for column, cell in enumerate(grid.rows[amount.row][: amount.column]):
        if "".join(cell.text.split()) == wanted:
            return Spot(amount.block, amount.row, column), cell.text
    return None
