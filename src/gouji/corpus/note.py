"""A note: sections of paragraphs and tables, before it has a format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``kind`` is plain, item (one of a list) or alarm (something is wrong)."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. ``numbers`` are the columns of numbers, set to the right; ``indents`` of rows, where they have any;
    ``beside`` counts the last columns, which a terminal has no room for, and ``brief`` the rows it shows (0: all).
    ``book_only``: what it says stands in paragraphs too, and only a workbook shows it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    indents: tuple[int, ...] = ()
    name: str = ""
    beside: int = 0
    brief: int = 0
    book_only: bool = False


Block = Paragraph | Sheet


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a note."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The whole: ``subjects`` say in a line each what it is about."""

    title: str
    subjects: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass
class Draft:
    """A section in the making; one without blocks is left out."""

    title: str
    blocks: list[Block] = field(default_factory=list)

    def say(self, text: str, kind: str = "plain") -> None:
        """Add a paragraph."""
        self.blocks.append(Paragraph(text, kind))

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        name: str = "",
        text_columns: int = 1,
        beside: int = 0,
        brief: int = 0,
        indents: Sequence[int] = (),
        book_only: bool = False,
    ) -> None:
        """Add a table: text, then numbers, then ``beside`` columns of text that a terminal leaves out, as it does the
        rows beyond ``brief``; without rows there is none."""
        if rows:
            numbers = frozenset(range(text_columns, len(header) - beside))
            told = tuple(tuple(row) for row in rows)
            self.blocks.append(Sheet(tuple(header), told, numbers, tuple(indents), name, beside, brief, book_only))


def finished(drafts: Sequence[Draft]) -> tuple[Section, ...]:
    """The sections that have something to say."""
    return tuple(Section(draft.title, tuple(draft.blocks)) for draft in drafts if draft.blocks)
