"""The unit of amount over a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from bench.planted.edits import Edit
from bench.planted.material import Material, Planted
from bench.planted.spots import Spot, spot_of
from gouji.reading.source import Grid, Source


def wrong_unit(material: Material, kind: str, random: Random) -> Planted | None:
    """单位：万元 over a table says 元, or the other way round."""
    tables = [t for t in material.disclosure.tables if t.unit_text in {"元", "万元"} and len(t.cells) > 4]
    if not tables:
        return None
    table = random.choice(tables)
    first = spot_of(table.place)
    near = frozenset(spot for cell in table.cells if (spot := spot_of(cell.place)) is not None)
    if first is None or not near:
        return None
    wrong = "元" if table.unit_text == "万元" else "万元"
    for spot, text in _before(material.source, first, min(near)):
        match = re.search(rf"单位\s*[:：]?\s*({table.unit_text})", text)
        if match:
            edit = Edit(spot, match.start(1), match.end(1), wrong)
            return Planted(kind, (edit,), (), near | {spot, first}, whole_table=True, label=f"《{table.title}》{wrong}")
    return None


def _before(source: Source, first: Spot, cell: Spot) -> Iterator[tuple[Spot, str]]:
    """Texts over the first amount of a table, from the nearest up."""
    grid = source.blocks[first.block]
    if isinstance(grid, Grid):
        top = grid.rows[: cell.row if cell.block == first.block else len(grid.rows)]
        for r, row in reversed(list(enumerate(top))):
            yield from ((Spot(first.block, r, c), text.text) for c, text in enumerate(row))
    for index in range(first.block - 1, max(first.block - 9, -1), -1):
        block = source.blocks[index]
        if isinstance(block, Grid):
            return
        yield Spot(index), block.text
