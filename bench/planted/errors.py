"""Errors to plant in one document, each with the truth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from bench.planted.edits import Edit
from bench.planted.numbers import WAYS, falsified
from bench.planted.spots import Spot, printed_amounts, spot_of, stretch_of
from gouji.model.disclosure import Cell, Disclosure, Statement, Table
from gouji.model.money import parse_number
from gouji.reading.source import Grid, Paragraph, Source


@dataclass(frozen=True, slots=True)
class Planted:
    """One error. ``truth``: spot, number printed wrongly, number that was there. ``near`` are the spots at which a
    finding speaks of it, ``words`` what the sentence says there once it is planted, with what is before and with what
    is behind it; ``whole_table``: a finding anywhere in the table does."""

    kind: str
    edits: tuple[Edit, ...]
    truth: tuple[tuple[Spot, Decimal, Decimal], ...]
    near: frozenset[Spot]
    words: tuple[str, ...] = ()
    whole_table: bool = False


TABLE_KINDS = (*(f"cell: {way}" for way in WAYS), "total: digit")
ROW_KINDS = ("row: taken out", "row: exchanged", "row: twice")
PROJECT_KINDS = ("projects: digit",)
NARRATIVE_KINDS = (
    "narrative: amount",
    "narrative: change",
    "narrative: percentage",
    "narrative: direction",
    "narrative: year",
    "narrative: unit",
)
OTHER_KINDS = ("table: unit", "count")
KINDS = TABLE_KINDS + PROJECT_KINDS + ROW_KINDS + NARRATIVE_KINDS + OTHER_KINDS


class Planter:
    """Draws errors for one document; the same seed draws the same errors."""

    def __init__(self, source: Source, disclosure: Disclosure) -> None:
        self.source = source
        self.disclosure = disclosure
        amounts = printed_amounts(disclosure, source)
        self.main = [a for a in amounts if a[0].kind != "projects"]
        self.projects = [a for a in amounts if a[0].kind == "projects"]
        heads = {c.id: p.rows[c.row] for t in disclosure.tables for p in t.panels for c in p.cells}
        self.totals = [a for a in self.main if heads[a[1].id].is_total]

    def draw(self, kind: str, random: Random) -> Planted | None:
        """One error of a kind; None where the document offers no place for it."""
        for _ in range(40):
            made = self._draw(kind, random)
            if made is not None:
                return made
        return None

    def draw_several(self, count: int, random: Random) -> tuple[Planted, ...]:
        """So many falsified amounts of the main tables at once, in any of the ways."""
        chosen: dict[Spot, Planted] = {}
        for _ in range(count * 40):
            if len(chosen) == min(count, len(self.main)):
                break
            made = self.draw(f"cell: {random.choice(WAYS)}", random)
            if made is not None:
                chosen.setdefault(made.truth[0][0], made)
        return tuple(chosen.values())

    def _draw(self, kind: str, random: Random) -> Planted | None:
        group, _, way = kind.partition(": ")
        if group in {"cell", "total", "projects"}:
            places = {"cell": self.main, "total": self.totals, "projects": self.projects}[group]
            return self._cell(kind, way, places, random)
        if group == "row":
            return self._row(kind, way, random)
        if group == "narrative":
            return self._narrative(kind, way, random)
        if group == "table":
            return self._table_unit(kind, random)
        return self._count(kind, random)

    def _cell(self, kind: str, way: str, places: Sequence[tuple[Table, Cell, Spot]], random: Random) -> Planted | None:
        if not places:
            return None
        _, cell, spot = random.choice(places)
        text = self._text(spot)
        wrong = falsified(text, way, random)
        if wrong is None or cell.amount is None:
            return None
        edit, truth = _cell_edit(spot, text, wrong)
        return Planted(kind, (edit,), (truth,), frozenset({spot}))

    def _text(self, spot: Spot) -> str:
        block = self.source.blocks[spot.block]
        return block.text if isinstance(block, Paragraph) else block.rows[spot.row][spot.column].text

    def _rows(self) -> Iterator[list[list[tuple[Cell, Spot]]]]:
        """The rows of each panel that are no totals, with their amounts."""
        for table in self.disclosure.tables:
            for panel in table.panels:
                rows: list[list[tuple[Cell, Spot]]] = []
                for row in panel.rows:
                    cells = [
                        (cell, spot)
                        for cell in panel.cells
                        if cell.row == row.index and cell.amount is not None and not cell.amount.is_zero
                        for spot in (spot_of(cell.place),)
                        if spot is not None
                    ]
                    if cells and not row.is_total:
                        rows.append(cells)
                if rows:
                    yield rows

    def _row(self, kind: str, way: str, random: Random) -> Planted | None:
        panels = [rows for rows in self._rows() if len(rows) > 2]
        if not panels:
            return None
        rows = random.choice(panels)
        near = frozenset(spot for cells in rows for _, spot in cells)
        if way == "exchanged":
            one, other = random.sample(rows, 2)
            return self._exchanged(kind, one, other)
        cells = random.choice(rows)
        spot = cells[0][1]
        block = self.source.blocks[spot.block]
        if not isinstance(block, Grid) or any(c.covered or c.rowspan > 1 for c in block.rows[spot.row]):
            return None
        edit = Edit(Spot(spot.block, spot.row), rows=-1 if way == "taken out" else 2)
        return Planted(kind, (edit,), (), near, whole_table=True)

    def _exchanged(
        self, kind: str, one: Sequence[tuple[Cell, Spot]], other: Sequence[tuple[Cell, Spot]]
    ) -> Planted | None:
        """Amounts of two rows exchanged, in columns that print both."""
        edits: list[Edit] = []
        truth: list[tuple[Spot, Decimal, Decimal]] = []
        by_column = {cell.column: spot for cell, spot in other}
        for cell, spot in one:
            there = by_column.get(cell.column)
            if there is None:
                continue
            here_text, there_text = self._text(spot), self._text(there)
            if parse_number(here_text) is None or parse_number(here_text) == parse_number(there_text):
                continue
            for at, before, after in ((spot, here_text, there_text), (there, there_text, here_text)):
                if parse_number(before) is None:
                    return None
                edit, true = _cell_edit(at, before, after)
                edits.append(edit)
                truth.append(true)
        if not edits:
            return None
        return Planted(kind, tuple(edits), tuple(truth), frozenset(spot for spot, _, _ in truth))

    def _narrative(self, kind: str, way: str, random: Random) -> Planted | None:
        wanted: dict[str, Callable[[Statement], bool]] = {
            "amount": lambda s: s.kind == "amount" and s.amount is not None and not s.amount.is_zero,
            "change": lambda s: s.kind == "change" and s.amount is not None and not s.amount.is_zero,
            "percentage": lambda s: s.percent is not None and Decimal(s.percent.rstrip("%")) != 0,
            "direction": lambda s: s.kind == "change" and s.direction in {"increase", "decrease"},
            "year": lambda s: s.kind == "change" and s.base is not None and s.base.year is not None,
            "unit": lambda s: s.kind == "amount" and s.amount is not None and not s.amount.is_zero,
        }
        statements = [s for s in self.disclosure.statements if wanted[way](s)]
        if not statements:
            return None
        statement = random.choice(statements)
        return _IN_SENTENCE[way](self.source, kind, statement, random)

    def _table_unit(self, kind: str, random: Random) -> Planted | None:
        """单位：万元 over a table says 元, or the other way round."""
        tables = [t for t in self.disclosure.tables if t.unit_text in {"元", "万元"} and len(t.cells) > 4]
        if not tables:
            return None
        table = random.choice(tables)
        first = spot_of(table.place)
        near = frozenset(spot for cell in table.cells if (spot := spot_of(cell.place)) is not None)
        if first is None or not near:
            return None
        wrong = "元" if table.unit_text == "万元" else "万元"
        for spot, text in self._before(first, min(near)):
            match = re.search(rf"单位\s*[:：]?\s*({table.unit_text})", text)
            if match:
                edit = Edit(spot, match.start(1), match.end(1), wrong)
                return Planted(kind, (edit,), (), near | {spot, first}, whole_table=True)
        return None

    def _before(self, first: Spot, cell: Spot) -> Iterator[tuple[Spot, str]]:
        """Texts over the first amount of a table, from the nearest up."""
        grid = self.source.blocks[first.block]
        if isinstance(grid, Grid):
            top = grid.rows[: cell.row if cell.block == first.block else len(grid.rows)]
            for r, row in reversed(list(enumerate(top))):
                yield from ((Spot(first.block, r, c), text.text) for c, text in enumerate(row))
        for index in range(first.block - 1, max(first.block - 9, -1), -1):
            block = self.source.blocks[index]
            if isinstance(block, Grid):
                return
            yield Spot(index), block.text

    def _count(self, kind: str, random: Random) -> Planted | None:
        statements = [s for s in self.disclosure.statements if s.kind == "count" and s.count and Decimal(s.count) > 1]
        if not statements:
            return None
        statement = random.choice(statements)
        made = _number_in_sentence(self.source, kind, statement, *statement.span, random)
        return made and replace(made, truth=())


def _cell_edit(spot: Spot, before: str, after: str) -> tuple[Edit, tuple[Spot, Decimal, Decimal]]:
    was, wrong = parse_number(before), parse_number(after)
    assert was is not None
    assert wrong is not None
    return Edit(spot, 0, len(before), after), (spot, Decimal(wrong), Decimal(was))


def _number_in_sentence(
    source: Source, kind: str, statement: Statement, start: int, end: int, random: Random
) -> Planted | None:
    stretch = stretch_of(source, statement, start, end)
    if stretch is None:
        return None
    text = _paragraph(source, stretch.spot)
    printed = text[stretch.start : stretch.end]
    wrong = falsified(printed, random.choice(("digit", "swap", "dropped", "added")), random)
    return None if wrong is None else _said(source, kind, statement, start, end, wrong)


def _said(
    source: Source, kind: str, statement: Statement, start: int, end: int, wrong: str, *, number: bool = True
) -> Planted | None:
    """A stretch of a sentence said otherwise."""
    stretch = stretch_of(source, statement, start, end)
    if stretch is None:
        return None
    text = _paragraph(source, stretch.spot)
    before = text[stretch.start : stretch.end]
    truth: tuple[tuple[Spot, Decimal, Decimal], ...] = ()
    if number:
        was, now = _decimal(before), _decimal(wrong)
        if was is None or now is None:
            return None
        truth = ((stretch.spot, now, was),)
    words = (text[max(stretch.start - 4, 0) : stretch.start] + wrong, wrong + text[stretch.end : stretch.end + 4])
    edit = Edit(stretch.spot, stretch.start, stretch.end, wrong)
    spots = {stretch.spot} | ({first} if (first := spot_of(statement.place)) is not None else set())
    return Planted(kind, (edit,), truth, frozenset(spots), words)


def _paragraph(source: Source, spot: Spot) -> str:
    block = source.blocks[spot.block]
    assert isinstance(block, Paragraph)
    return block.text


def _decimal(text: str) -> Decimal | None:
    match = re.search(r"\d[\d,，]*(?:\.\d+)?", text)
    return Decimal(match.group().replace(",", "").replace("，", "")) if match else None


def _wrong_amount(source: Source, kind: str, statement: Statement, random: Random) -> Planted | None:
    return _number_in_sentence(source, kind, statement, *statement.span, random)


def _wrong_percentage(source: Source, kind: str, statement: Statement, random: Random) -> Planted | None:
    assert statement.percent is not None
    digits = statement.percent.rstrip("%").lstrip("-")
    at = statement.sentence.find(digits, statement.span[0])
    if at < 0:
        return None
    return _number_in_sentence(source, kind, statement, at, at + len(digits), random)


_TURNED = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "降低": "提高",
    "提高": "降低",
}


def _wrong_direction(source: Source, kind: str, statement: Statement, random: Random) -> Planted | None:
    """The word of the change before the amount, or before the percentage when there is no amount."""
    found = [m for m in re.finditer("|".join(_TURNED), statement.sentence) if m.end() <= statement.span[1]]
    if not found:
        return None
    last = found[-1]
    return _said(source, kind, statement, last.start(), last.end(), _TURNED[last.group()], number=False)


def _wrong_year(source: Source, kind: str, statement: Statement, random: Random) -> Planted | None:
    assert statement.base is not None
    assert statement.base.year is not None
    compared = re.search(rf"[比较与和]\s*({statement.base.year})\s*年", statement.sentence)
    if compared is None:
        return None
    wrong = str(statement.base.year - 1)
    return _said(source, kind, statement, compared.start(1), compared.end(1), wrong, number=False)


def _wrong_unit(source: Source, kind: str, statement: Statement, random: Random) -> Planted | None:
    printed = statement.sentence[statement.span[0] : statement.span[1]]
    unit = re.search(r"[亿万千]?元$", printed)
    if unit is None:
        return None
    wrong = printed[: unit.start()] + ("元" if unit.group() != "元" else "万元")
    return _said(source, kind, statement, *statement.span, wrong, number=False)


_IN_SENTENCE: dict[str, Callable[[Source, str, Statement, Random], Planted | None]] = {
    "amount": _wrong_amount,
    "change": _wrong_amount,
    "percentage": _wrong_percentage,
    "direction": _wrong_direction,
    "year": _wrong_year,
    "unit": _wrong_unit,
}
