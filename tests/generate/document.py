"""A printed document: blocks of text and tables, the tab-separated text made of them, and the truth about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Project, Statement, Target
from gouji.model.money import Amount


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """An amount of a table as it should be read. ``row`` is the label without ordinal, ``column`` the header path
    joined with ``/``. ``coordinates`` are None where a row stands at no point (the type of a project)."""

    table: str
    row: str
    column: str
    amount: Amount
    coordinates: Coordinates | None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row: what is printed, and which amount it should be read as."""

    text: str
    cell: PrintedCell | None = None


Row = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A printed table. ``above`` stands between title and header (unit of amount, who prepared it); ``notes`` follow.
    An empty row is a page's end. ``before_title`` is printed with the title but no part of it (the year)."""

    title: str
    above: tuple[str, ...]
    header: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    before_title: str = ""

    @property
    def cells(self) -> tuple[PrintedCell, ...]:
        """The amounts of the table in the order they are printed."""
        return tuple(field.cell for row in self.rows for field in row if field.cell)

    @property
    def text(self) -> str:
        """Title, unit, rows and notes, a line each."""
        lines = ["\t".join(row) for row in self.header]
        lines += ["\t".join(field.text for field in row) for row in self.rows]
        return "\n\n".join([self.before_title + self.title, *self.above, "\n".join(lines), *self.notes])


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph with the statements it makes."""

    text: str
    statements: tuple[Statement, ...] = ()


Block = TextBlock | TableBlock


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that was done to a document: what, where, and the text before and after."""

    kind: str
    table: str
    row: str
    column: str
    before: str
    after: str
    cell: PrintedCell | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What a perfect reader finds in the undamaged document. A unit, project or target is listed once, in order."""

    department: str
    year: int
    unit_of_amount: str
    cells: tuple[PrintedCell, ...]
    statements: tuple[Statement, ...]
    projects: tuple[Project, ...]
    targets: tuple[Target, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A document with everything that is known about it; damage changes what is printed and never the truth."""

    department: str
    year: int
    unit_of_amount: str
    blocks: tuple[Block, ...]
    projects: tuple[Project, ...]
    targets: tuple[Target, ...]
    units: tuple[str, ...]
    damages: tuple[Damage, ...] = ()

    @property
    def text(self) -> str:
        """The whole document as recognised text: paragraphs apart by blank lines, table rows with tabs."""
        return "\n\n".join(block.text for block in self.blocks) + "\n"

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, TableBlock))

    @property
    def truth(self) -> Truth:
        """What should be read. Damage has no influence on it: fields keep the cell they should be read as."""
        return Truth(
            self.department,
            self.year,
            self.unit_of_amount,
            tuple(cell for table in self.tables for cell in table.cells),
            tuple(s for block in self.blocks if isinstance(block, TextBlock) for s in block.statements),
            self.projects,
            self.targets,
            self.units,
        )

    def with_block(self, index: int, block: Block, damage: Damage) -> PrintedDocument:
        """The document with another block in one place, and the record of it."""
        blocks = (*self.blocks[:index], block, *self.blocks[index + 1 :])
        return replace(self, blocks=blocks, damages=(*self.damages, damage))
