"""Where the things of a report stand in the document: cells and statements by id, tables by title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gouji.checking.findings import FindingPlace
from gouji.lexicon.text import key
from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.disclosure import Cell, Disclosure, Panel, Statement, Table, Target


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with the table and panel it stands in."""

    table: Table
    panel: Panel
    cell: Cell

    @property
    def row(self) -> str:
        """The label of its row."""
        return next((head.label for head in self.panel.rows if head.index == self.cell.row), "")

    @property
    def column(self) -> str:
        """The path of its column."""
        return next(("/".join(head.path) for head in self.panel.columns if head.index == self.cell.column), "")


@dataclass(frozen=True)
class DocumentIndex:
    """Look-ups over one disclosure."""

    disclosure: Disclosure

    @cached_property
    def cells(self) -> dict[str, PlacedCell]:
        """Every cell by its id."""
        return {
            cell.id: PlacedCell(table, panel, cell)
            for table in self.disclosure.tables
            for panel in table.panels
            for cell in panel.cells
        }

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement by its id."""
        return {statement.id: statement for statement in self.disclosure.statements}

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Every target whose amount takes part in the check, by the id of that amount: ``g`` and its number from 0."""
        return {
            f"g{number}": target
            for number, target in enumerate(self.disclosure.targets)
            if target.amount is not None and "amount" not in target.inferred
        }

    @cached_property
    def _tables_by_title(self) -> dict[str, list[Table]]:
        by_title: dict[str, list[Table]] = {}
        for table in self.disclosure.tables:
            for title in {key(table.title), key(table.printed_title)} - {""}:
                by_title.setdefault(title, []).append(table)
        return by_title

    def table_of(self, at: FindingPlace) -> Table | None:
        """The table a place stands in: by its cell, else by title and, among namesakes, by page."""
        if at.cell in self.cells:
            return self.cells[at.cell].table
        namesakes = self._tables_by_title.get(key(at.table), []) if at.table else []
        if len(namesakes) > 1 and at.place.page is not None:
            before = [table for table in namesakes if (table.place.page or 0) <= at.place.page]
            return before[-1] if before else namesakes[0]
        return namesakes[0] if namesakes else None

    def knows(self, identifier: str | None) -> bool:
        """Whether a cell, a statement or a target's amount bears the id."""
        return identifier in self.cells or identifier in self.statements or identifier in self.targets

    def place_of(self, identifier: str) -> FindingPlace | None:
        """The place of a cell or a statement."""
        if placed := self.cells.get(identifier):
            return FindingPlace(placed.table.title, placed.row, placed.column, placed.cell.place, identifier)
        if statement := self.statements.get(identifier):
            return FindingPlace(statement.section, statement.sentence, "", statement.place, identifier)
        if target := self.targets.get(identifier):
            return FindingPlace("项目支出绩效目标表", target.project or "", "年度资金总额", target.place, identifier)
        return None

    def printed(self, identifier: str) -> str:
        """What a cell or a statement prints."""
        if placed := self.cells.get(identifier):
            return placed.cell.text
        if statement := self.statements.get(identifier):
            return statement_text(statement)
        if target := self.targets.get(identifier):
            return str(target.amount)
        return ""

    def unit_text(self, identifier: str) -> str:
        """The unit of a cell's, a statement's or a target's amount, with a space before it; "" where unknown."""
        placed, statement = self.cells.get(identifier), self.statements.get(identifier)
        target = self.targets.get(identifier)
        amount = placed.cell.amount if placed else statement.amount if statement else target.amount if target else None
        return f" {amount.unit.text}" if amount is not None else ""

    def total(self, side: str) -> str | None:
        """The one grand total of a side in the document's year, with its unit; None when unknown or not unanimous."""
        for point in self._grand_totals(side):
            amounts = [cell.amount for cell in self.disclosure.cells if cell.amount and cell.coordinates == point]
            if amounts:
                break
        if not amounts or any(not amount.interval.meets(amounts[0].interval) for amount in amounts):
            return None
        finest = max(amounts, key=lambda amount: (-amount.unit.value, amount.decimals))
        return f"{finest.value:,} {finest.unit.text}"

    def _grand_totals(self, side: str) -> Iterator[Coordinates]:
        """The points a side's grand total may be printed at, the widest first: with what is carried forward."""
        document = self.disclosure.document
        stage = "final" if document.kind == "final_accounts" else None
        for item in ("grand_total", None) if side == EXPENDITURE else (None,):
            for year in (document.year, None):
                yield Coordinates(year, stage, side, item=item)

    @property
    def total_revenue(self) -> str | None:
        """总收入."""
        return self.total(REVENUE)

    @property
    def total_expenditure(self) -> str | None:
        """总支出."""
        return self.total(EXPENDITURE)


def statement_text(statement: Statement) -> str:
    """The figures a statement prints: amount, percentage, count."""
    known = (str(statement.amount or ""), f"{statement.percent}%" if statement.percent else "", statement.count or "")
    return " ".join(part for part in known if part)
