"""What one document says: tables of cells, statements of the narrative, projects, targets, units, sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from gouji.model.coordinates import Coordinates
from gouji.model.evaluation import SelfEvaluation
from gouji.model.frozen import frozen
from gouji.model.money import Amount, Unit
from gouji.model.place import Place as Place


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a disclosure was read from; ``format`` is text, pdf, docx, xlsx, xls, html, zip or scan."""

    file: str = ""
    sha256: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the document says of itself; ``kind`` is one of :mod:`gouji.model.kinds`."""

    title: str = ""
    department: str = ""
    year: int | None = None
    kind: str = "budget"
    unit_of_amount: str = ""
    source: SourceFile = SourceFile()


@frozen
class RowHead:
    """A row of a panel: ``code`` as printed (类款项 joined), ``level`` 0 outermost, None unknown; ``sure_level`` when
    it follows from a code or from the column the label stands in, not from an ordinal or an indent alone."""

    index: int
    label: str
    code: str | None = None
    level: int | None = None
    is_total: bool = False
    coordinates: Coordinates | None = None
    place: Place = Place()
    unit: str | None = None
    sure_level: bool = False


@frozen
class ColumnHead:
    """An amount column of a panel: the header path from the outermost group to the leaf."""

    index: int
    path: tuple[str, ...]
    coordinates: Coordinates | None = None


@frozen
class Cell:
    """A printed amount. ``row`` and ``column`` index the panel's heads; ``grid_row``/``grid_column`` the table's grid.

    ``amount`` is None when something is printed that could not be read as a number.
    """

    id: str
    row: int
    column: int
    amount: Amount | None
    text: str
    coordinates: Coordinates | None
    place: Place
    grid_row: int
    grid_column: int
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One side of a table: a one-sided table has one panel, 收支 side by side two."""

    rows: tuple[RowHead, ...]
    columns: tuple[ColumnHead, ...]
    cells: tuple[Cell, ...]


class Inference(Enum):
    """Why a table may have been read otherwise than it was printed."""

    WORDS = "words"
    """No rules were printed: where a column begins was told from its words."""
    PICTURE = "picture"
    """Its letters were recognised from a picture."""
    PAGES = "pages"
    """Its columns were printed on several pages, and not all of them could be put beside its rows."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of amounts. ``kind`` is the lexicon's name of it (``expenditure_summary``) or None.

    ``grid`` is the table as printed, header rows first, for display; ``header_rows`` counts them. ``inferred`` says why
    it may have been read otherwise than it was printed.
    """

    index: int
    title: str
    kind: str | None
    unit: Unit | None
    panels: tuple[Panel, ...]
    grid: tuple[tuple[str, ...], ...]
    header_rows: int
    notes: tuple[str, ...] = ()
    place: Place = Place()
    unit_text: str = ""
    printed_title: str = ""
    inferred: Inference | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells of all panels."""
        return tuple(cell for panel in self.panels for cell in panel.cells)


@frozen
class Statement:
    """One thing a sentence of the narrative states.

    kind ``amount``: ``amount`` is printed for ``coordinates``.
    kind ``change``: ``coordinates`` against ``base`` (the same point in another year): ``direction`` is increase,
    decrease or none, ``amount`` the difference (positive) and ``percent`` its rate, each where printed.
    kind ``share``: ``coordinates`` are ``percent`` of ``base``.
    kind ``sum``: printed parts follow a printed whole (其中：); ``parts`` are ids of statements, ``amount`` the whole.
    kind ``count``: ``count`` things of ``subject`` (vehicles, staff, projects, units, targets …).
    ``subject`` is the phrase the statement is about, as printed.
    """

    id: str
    kind: str
    section: str
    sentence: str
    place: Place
    subject: str = ""
    coordinates: Coordinates | None = None
    base: Coordinates | None = None
    amount: Amount | None = None
    percent: str | None = None
    direction: str | None = None
    count: str | None = None
    parts: tuple[str, ...] = ()
    whole: str | None = None
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Project:
    """A line of the projects table. Fields named in ``inferred`` were not printed where they belong but derived."""

    type: str | None
    level1: str | None
    name: str | None
    unit: str | None
    amount: Amount | None
    place: Place = Place()
    inferred: frozenset[str] = frozenset()


@frozen
class Indicator:
    """One performance indicator. ``value`` is as printed (≥ normalised), split into operator, number, measure."""

    level1: str | None
    level2: str | None
    name: str | None
    explanation: str | None = None
    value: str | None = None
    operator: str | None = None
    number: str | None = None
    measure: str | None = None
    weight: str | None = None
    interim_value: str | None = None
    place: Place = Place()
    inferred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """The performance target of a project: its objective and indicators. ``inferred`` as in :class:`Project`."""

    unit: str | None
    project: str | None
    amount: Amount | None
    objective: str | None
    indicators: tuple[Indicator, ...]
    place: Place = Place()
    inferred: frozenset[str] = frozenset()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the body with the text under it (up to the next heading). ``level`` 0 is a part (第一部分)."""

    title: str
    level: int
    text: str
    place: Place
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something that reading could not make sense of, or made sense of by inference; ``message`` is Chinese."""

    message: str
    place: Place
    level: str = "notice"
    table: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything one document says."""

    document: DocumentInfo
    tables: tuple[Table, ...] = ()
    statements: tuple[Statement, ...] = ()
    projects: tuple[Project, ...] = ()
    targets: tuple[Target, ...] = ()
    units: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    problems: tuple[ReadingProblem, ...] = ()
    text: tuple[tuple[str, Place], ...] = field(default=())
    """Every paragraph that is no table, in order, for rules that look at words."""
    evaluations: tuple[SelfEvaluation, ...] = ()
    """Self-evaluations; their amounts are tables too."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells of all tables."""
        return tuple(cell for table in self.tables for cell in table.cells)
