"""What a document offers to plant errors in: its amounts, rows, sums and sentences, each with its spot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random

from bench.planted.edits import Edit
from bench.planted.spots import Spot, Stretch, printed_amounts, spot_of
from gouji.identities.system import build
from gouji.model.disclosure import Cell, Disclosure, Panel, RowHead, Table
from gouji.model.money import parse_number
from gouji.reading.source import Grid, Paragraph, Source

Truth = tuple[Spot, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Planted:
    """One error. ``truth``: spot, number printed wrongly, number that was there. ``near`` are the spots at which a
    finding speaks of it, ``words`` what the sentence says there once it is planted, with what is before and with what
    is behind it; ``whole_table``: a finding anywhere in the table does. ``label`` says in words what was done.
    ``notices``: a notice suffices. ``named``: what was taken out and has no place any more; a finding may call it by
    name."""

    kind: str
    edits: tuple[Edit, ...]
    truth: tuple[Truth, ...]
    near: frozenset[Spot]
    words: tuple[str, ...] = ()
    whole_table: bool = False
    label: str = ""
    notices: bool = False
    named: str = ""


Amount = tuple[Table, Cell, Spot]
RowCells = tuple[RowHead, list[tuple[Cell, Spot]]]
_YUAN = re.compile(r"\d[\d,，]*(?:\.\d+)?(?=\s*(?:亿|万|千)?元)")


class Material:
    """One document: its source with spots and what was read from it."""

    def __init__(self, source: Source, disclosure: Disclosure) -> None:
        self.source = source
        self.disclosure = disclosure
        amounts = printed_amounts(disclosure, source)
        self.main = [a for a in amounts if a[0].kind != "projects"]
        self.projects = [a for a in amounts if a[0].kind == "projects"]
        heads = {c.id: p.rows[c.row] for t in disclosure.tables for p in t.panels for c in p.cells}
        self.totals = [a for a in self.main if heads[a[1].id].is_total]
        self.by_id = {cell.id: (table, cell, spot) for table, cell, spot in amounts}

    @cached_property
    def panels(self) -> list[tuple[Table, list[RowCells]]]:
        """The rows of each panel that are no totals, with their amounts that are not nought."""
        found: list[tuple[Table, list[RowCells]]] = []
        for table in self.disclosure.tables:
            for panel in table.panels:
                rows = [(row, cells) for row in panel.rows if not row.is_total and (cells := self._amounts(panel, row))]
                if rows:
                    found.append((table, rows))
        return found

    def _amounts(self, panel: Panel, row: RowHead) -> list[tuple[Cell, Spot]]:
        return [
            (cell, spot)
            for cell in panel.cells
            if cell.row == row.index and cell.amount is not None and not cell.amount.is_zero
            for spot in (spot_of(cell.place),)
            if spot is not None
        ]

    @cached_property
    def wholes(self) -> dict[str, list[tuple[str, ...]]]:
        """Cell → the sums of its own table it stands in as a part: each as the whole's id, for those that hold."""
        system = build(self.disclosure)
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        tables = {o.index: o.table for o in system.observations}
        for identity in system.identities:
            one_table = len({tables[m] for m in identity.members}) == 1 and tables[identity.members[0]] is not None
            if identity.kind != "sum" or len(identity.left) != 1 or not one_table:
                continue
            if identity.holds(system.observations):
                whole = system.observations[identity.left[0]].id
                for part in identity.right:
                    found[system.observations[part].id].append((whole,))
        return found

    @cached_property
    def paragraphs(self) -> list[tuple[Spot, str]]:
        """The paragraphs that speak of money."""
        return [
            (Spot(index), block.text)
            for index, block in enumerate(self.source.blocks)
            if isinstance(block, Paragraph) and _YUAN.search(block.text)
        ]

    def text(self, spot: Spot) -> str:
        """What is printed at a spot."""
        block = self.source.blocks[spot.block]
        return block.text if isinstance(block, Paragraph) else block.rows[spot.row][spot.column].text

    def grid(self, spot: Spot) -> Grid | None:
        """The grid of a spot."""
        block = self.source.blocks[spot.block]
        return block if isinstance(block, Grid) else None

    def said(
        self,
        kind: str,
        stretch: Stretch,
        wrong: str,
        *,
        first: Spot | None = None,
        number: bool = True,
        label: str = "",
    ) -> Planted | None:
        """A stretch of a paragraph printed otherwise; ``first`` is where its sentence begins, if it is known."""
        text = self.text(stretch.spot)
        before = text[stretch.start : stretch.end]
        truth: tuple[Truth, ...] = ()
        if number:
            was, now = decimal_in(before), decimal_in(wrong)
            if was is None or now is None:
                return None
            truth = ((stretch.spot, now, was),)
        words = (text[max(stretch.start - 4, 0) : stretch.start] + wrong, wrong + text[stretch.end : stretch.end + 4])
        edit = Edit(stretch.spot, stretch.start, stretch.end, wrong)
        near = {stretch.spot} | ({first} if first is not None else set(self._above(stretch.spot)))
        around = text[max(stretch.start - 24, 0) : stretch.end + 14]
        return Planted(kind, (edit,), truth, frozenset(near), words, label=label or f"{before}→{wrong} in …{around}…")

    def _above(self, spot: Spot) -> list[Spot]:
        """Lines above that the sentence may begin in."""
        found: list[Spot] = []
        for index in range(spot.block - 1, max(spot.block - 8, -1), -1):
            block = self.source.blocks[index]
            if isinstance(block, Paragraph):
                if block.text.rstrip().endswith(("。", "！")):
                    break
                found.append(Spot(index))
        return found


Maker = Callable[[Material, str, Random], Planted | None]
"""Makes one error of a kind; None where chance led to a place that is none."""


def decimal_in(text: str) -> Decimal | None:
    """The first number of a text."""
    match = re.search(r"\d[\d,，]*(?:\.\d+)?", text)
    return Decimal(match.group().replace(",", "").replace("，", "")) if match else None


def cell_edit(spot: Spot, before: str, after: str) -> tuple[Edit, Truth]:
    """The whole text of a cell replaced."""
    was, wrong = parse_number(before), parse_number(after)
    assert was is not None
    assert wrong is not None
    return Edit(spot, 0, len(before), after), (spot, Decimal(wrong), Decimal(was))


def named(table: Table, row: RowHead) -> str:
    """A row for the eye."""
    return f"《{table.title}》{row.code or ''}{row.label}"
