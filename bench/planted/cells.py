"""Wrong amounts of tables, alone and together with what is summed from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from bench.planted.edits import Edit
from bench.planted.material import Amount, Maker, Material, Planted, Truth, cell_edit
from bench.planted.numbers import WAYS, falsified, printed_like
from bench.planted.spots import Spot
from gouji.model.money import parse_number
from gouji.reading.source import Grid

Places = Callable[[Material], Sequence[Amount]]


def wrong_cell(way: str, places: Places) -> Maker:
    """One amount printed wrong in one way."""

    def make(material: Material, kind: str, random: Random) -> Planted | None:
        offered = places(material)
        if not offered:
            return None
        table, _, spot = random.choice(offered)
        text = material.text(spot)
        wrong = falsified(text, way, random)
        return None if wrong is None else _cell(material, kind, table.title, spot, text, wrong)

    return make


def _cell(material: Material, kind: str, title: str, spot: Spot, text: str, wrong: str) -> Planted:
    edit, truth = cell_edit(spot, text, wrong)
    grid = material.grid(spot)
    row = " ".join(c.text for c in grid.rows[spot.row] if c.text)[:60] if grid is not None else ""
    return Planted(kind, (edit,), (truth,), frozenset({spot}), label=f"《{title}》{text}→{wrong} in {row}")


def lost_sign(material: Material, kind: str, random: Random) -> Planted | None:
    """A minus lost, or one put before an amount."""
    if not material.main:
        return None
    negative = [a for a in material.main if material.text(a[2]).strip().startswith("-")]
    table, _, spot = random.choice(negative or material.main)
    text = material.text(spot)
    wrong = text.strip().removeprefix("-") if negative else f"-{text.strip()}"
    return _cell(material, kind, table.title, spot, text, wrong)


def from_neighbour(material: Material, kind: str, random: Random) -> Planted | None:
    """The amount of the row above or below printed here."""
    panels = [(table, rows) for table, rows in material.panels if len(rows) > 1]
    if not panels:
        return None
    table, rows = random.choice(panels)
    at = random.randrange(len(rows) - 1)
    one, other = (at, at + 1) if random.random() < 0.5 else (at + 1, at)
    there = {cell.column: spot for cell, spot in rows[other][1]}
    both = [(spot, there[cell.column]) for cell, spot in rows[one][1] if cell.column in there]
    if not both:
        return None
    spot, source = random.choice(both)
    text, wrong = material.text(spot), material.text(source)
    if parse_number(text) is None or parse_number(wrong) is None or parse_number(text) == parse_number(wrong):
        return None
    return _cell(material, kind, table.title, spot, text, wrong)


def any_number(material: Material, kind: str, random: Random) -> Planted | None:
    """Any number with decimals in any table, whether it was read as an amount or not."""
    places = [
        (Spot(b, r, c), cell.text)
        for b, block in enumerate(material.source.blocks)
        if isinstance(block, Grid)
        for r, row in enumerate(block.rows)
        for c, cell in enumerate(row)
        if "." in cell.text and (number := parse_number(cell.text)) is not None and Decimal(number)
    ]
    if not places:
        return None
    spot, text = random.choice(places)
    wrong = falsified(text, random.choice(WAYS[:-1]), random)
    if wrong is None:
        return None
    grid = material.source.blocks[spot.block]
    near = frozenset(
        Spot(spot.block, spot.row, c) for c in range(len(grid.rows[spot.row]) if isinstance(grid, Grid) else 0)
    )
    return replace(_cell(material, kind, "", spot, text, wrong), near=near)


def _shifted(material: Material, kind: str, start: Amount, others: Sequence[str], random: Random) -> Planted | None:
    """An amount and others changed by the same difference."""
    table, _, spot = start
    text = material.text(spot)
    wrong = falsified(text, random.choice(("digit", "swap", "added")), random)
    if wrong is None or not others:
        return None
    edit, true = cell_edit(spot, text, wrong)
    difference = true[1] - true[2]
    edits: list[Edit] = [edit]
    truth: list[Truth] = [true]
    for other in others:
        at = material.by_id[other][2]
        before = material.text(at)
        number = parse_number(before)
        if number is None or Decimal(number) + difference <= 0:
            return None
        other_edit, other_true = cell_edit(at, before, printed_like(before, Decimal(number) + difference))
        edits.append(other_edit)
        truth.append(other_true)
    label = f"《{table.title}》{text}→{wrong} with {len(others)} others"
    return Planted(kind, tuple(edits), tuple(truth), frozenset(s for s, _, _ in truth), label=label)


def _above(material: Material, cell: str, *, same_column: bool) -> list[str] | None:
    """What is summed from an amount in its own table, to the top; None where not all of it can be changed."""
    found: list[str] = []
    waiting = [cell]
    while waiting:
        part = waiting.pop()
        for (whole,) in material.wholes.get(part, ()):
            if whole not in material.by_id:
                return None
            if same_column and material.by_id[whole][1].column != material.by_id[part][1].column:
                continue
            if whole not in found and whole != cell:
                found.append(whole)
                waiting.append(whole)
    return found


def subtotal(material: Material, kind: str, random: Random) -> Planted | None:
    """A sub-total wrong and its parents with it: the parts and what stands beside them as they were."""
    wholes = {whole for sums in material.wholes.values() for (whole,) in sums}
    offered = [a for a in material.main if a[1].id in wholes and material.wholes.get(a[1].id)]
    if not offered:
        return None
    start = random.choice(offered)
    others = _above(material, start[1].id, same_column=True)
    return _shifted(material, kind, start, others, random) if others else None


def one_table(material: Material, kind: str, random: Random) -> Planted | None:
    """A part wrong and everything its table sums from it too: the table foots, the others say otherwise."""
    wholes = {whole for sums in material.wholes.values() for (whole,) in sums}
    offered = [a for a in material.main if a[1].id not in wholes and material.wholes.get(a[1].id)]
    if not offered:
        return None
    start = random.choice(offered)
    others = _above(material, start[1].id, same_column=False)
    return _shifted(material, kind, start, others, random) if others else None
