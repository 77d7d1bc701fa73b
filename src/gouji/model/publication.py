"""A publication before it has a format: headings, paragraphs, tables and charts in order.

Tabulating makes it of a ledger and a template; each writer prints all of it and decides nothing about figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Project, Target
from gouji.model.money import Amount, Unit


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a table's header at ``row``, ``column`` (from 0), covering ``rowspan`` × ``colspan``."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell of a table's body. ``amount`` is the printed amount, None for text and for blanks; ``text`` is what is
    printed (thousands separators and blank zeros as the template wants). ``sums`` are the (row, column) of body cells
    the amount is the sum of, for formulas. A cell that another one spans is left out of its row's tuple by None."""

    text: str
    amount: Amount | None = None
    coordinates: Coordinates | None = None
    indent: int = 0
    bold: bool = False
    align: str = "left"
    rowspan: int = 1
    colspan: int = 1
    sums: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it will be printed. ``widths`` are relative column widths; ``holder`` the line 预算单位：… or ""."""

    title: str
    number: str
    unit: Unit
    holder: str
    header: tuple[HeaderCell, ...]
    header_rows: int
    columns: int
    body: tuple[tuple[BodyCell | None, ...], ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is a part (第一部分), 1 is 一、, 2 is （一）."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of the narrative. ``missing`` marks text that people still owe (a reason not given). ``amounts`` are
    what the paragraph states, as far as whoever wrote it says so."""

    text: str
    missing: bool = False
    amounts: tuple[tuple[Coordinates, Amount], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart where people would rather look: ``kind`` is bar, stacked or line; ``series`` is (name, values in 分) over
    ``labels``. ``description`` is its text alternative."""

    title: str
    kind: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    description: str


PublicationBlock = Heading | TextBlock | PrintedTable | Chart


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole document: cover, then blocks in order. Contents are made of the headings and table titles. ``projects``
    and ``targets`` are what its tables of these mean, as far as whoever tabulated says so."""

    title: str
    department: str
    year: int
    kind: str
    published_on: str
    blocks: tuple[PublicationBlock, ...]
    template: str = ""
    projects: tuple[Project, ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """All tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, PrintedTable))
