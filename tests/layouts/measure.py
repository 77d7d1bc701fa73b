"""How well a printed layout is read: the ledger behind it answers for every point that reading gives an amount."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from gouji.checking import check
from gouji.checking.findings import Level, Report
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Cell, Disclosure, Table
from gouji.model.money import parse_number
from tests.layouts.book import Book
from tests.layouts.sheet import Document


@dataclass
class Measured:
    """``lost`` are printed amounts that were not read, ``wrong`` cells and statements whose coordinates say another
    amount than is printed, ``adrift`` those that bear none."""

    report: Report
    amounts: int = 0
    proved: int = 0
    lost: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    adrift: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    accusations: list[str] = field(default_factory=list)
    statements: int = 0
    stated: int = 0
    stated_wrong: list[str] = field(default_factory=list)
    stated_adrift: list[str] = field(default_factory=list)
    revenue: bool = False
    expenditure: bool = False

    @property
    def share(self) -> float:
        """Proved of the amounts."""
        return self.proved / self.amounts if self.amounts else 0.0

    @property
    def totals(self) -> bool:
        """Whether both totals were read at their coordinates."""
        return self.revenue and self.expenditure


def measure(book: Book, document: Document, disclosure: Disclosure) -> Measured:
    """Compare what was read with what was printed."""
    report = check(disclosure)
    found = Measured(report, report.tables.amounts, report.tables.proved)
    printed: Counter[str | None] = Counter(parse_number(t) for table in document.tables for t in table.numbers)
    read: Counter[str | None] = Counter(
        c.amount.text for c in disclosure.cells if c.amount is not None and not c.amount.is_zero
    )
    found.lost = [text or "?" for text in (printed - read).elements()]
    found.surplus = [text or "?" for text in (read - printed).elements()]
    revenue: set[bool] = set()
    expenditure: set[bool] = set()
    for table in disclosure.tables:
        for panel in table.panels:
            for cell in panel.cells:
                if cell.amount is None or cell.amount.is_zero:
                    continue
                where = f"《{table.title}》{panel.rows[cell.row].code or ''}{panel.rows[cell.row].label}|{'/'.join(panel.columns[cell.column].path)} {cell.text}"
                if report.evidence.get(cell.id) != "proved":
                    found.unproved.append(f"{report.evidence.get(cell.id)} {where}")
                if cell.coordinates is None:
                    found.adrift.append(where)
                    continue
                right = says(book, disclosure, cell.coordinates, cell.amount.interval.low, cell.amount.interval.high)
                if right is False:
                    found.wrong.append(f"{where} {cell.coordinates.as_dict()}")
                _total(table, cell, book, disclosure, revenue, expenditure, document)
    found.revenue = revenue == {True}
    found.expenditure = expenditure == {True}
    for statement in disclosure.statements:
        if statement.kind != "amount" or statement.amount is None or statement.amount.is_zero:
            continue
        found.statements += 1
        if statement.coordinates is None:
            found.stated_adrift.append(f"{statement.subject} {statement.amount} | {statement.sentence[:60]}")
            continue
        interval = statement.amount.interval
        if says(book, disclosure, statement.coordinates, interval.low, interval.high) is False:
            found.stated_wrong.append(
                f"{statement.subject} {statement.amount} {statement.coordinates.as_dict()} | {statement.sentence[:60]}"
            )
        found.stated += 1
    for finding in report.findings:
        if finding.code.startswith("G1") and finding.level is not Level.NOTICE:
            found.accusations.append(f"{finding.level.value} {finding.code} {finding.message}")
        elif finding.level is Level.ERROR:
            found.errors.append(f"{finding.code} {finding.message}")
    return found


def says(book: Book, disclosure: Disclosure, at: Coordinates, low: int, high: int) -> bool | None:
    """Whether the book has this amount at these coordinates; None where no fact tells."""
    final = disclosure.document.kind == "final_accounts"
    if at.stage is None and final:
        at = replace(at, stage="final")
    unit = at.unit
    if unit is not None:
        names = [name for name in book.units if name.replace("(", "（") == unit or name == unit]
        at = replace(at, unit=names[0] if names else unit)
    try:
        return low <= book.amount(at) <= high
    except KeyError:
        return None


def _total(
    table: Table,
    cell: Cell,
    book: Book,
    disclosure: Disclosure,
    revenue: set[bool],
    expenditure: set[bool],
    document: Document,
) -> None:
    at = cell.coordinates
    assert at is not None
    assert cell.amount is not None
    bare = at.without("year", "stage")
    if at.year not in {None, book.year} or at.stage not in {None, "final"}:
        return
    interval = cell.amount.interval
    if bare == Coordinates(side="revenue"):
        revenue.add(interval.low <= document.revenue <= interval.high)
    if bare == Coordinates(side="expenditure"):
        expenditure.add(interval.low <= document.expenditure <= interval.high)
