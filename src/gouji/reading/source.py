"""The flat form between a file and its meaning: paragraphs and grids in reading order, with their places.

Every source reader gives this and nothing else; everything behind it knows no format.
"""

from __future__ import annotations

from dataclasses import dataclass

from gouji.model.disclosure import Place, SourceFile
from gouji.model.frozen import frozen


@frozen
class GridCell:
    """A cell of a grid. A cell that a span covers repeats nothing: its text is empty and ``covered`` is True."""

    text: str
    place: Place = Place()
    rowspan: int = 1
    colspan: int = 1
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as found. Rows may be ragged when the source is recognised text (``exact`` False: fields may have
    slipped and merged headers are unmarked); ``exact`` True when the geometry or markup gave true columns and spans.
    ``ruled`` False: rows were told from where their words stand, for want of rules. ``whole`` False: some of its
    columns were printed on pages that could not be put beside it."""

    rows: tuple[tuple[GridCell, ...], ...]
    place: Place = Place()
    exact: bool = False
    ruled: bool = True
    whole: bool = True


@frozen
class Paragraph:
    """A paragraph or line of text outside tables, wrapped lines joined where the source tells; ``size`` is the font
    size in points where known."""

    text: str
    place: Place = Place()
    size: float | None = None


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A whole file as blocks in reading order; ``pages`` is 0 where the format has none. ``warnings`` and ``notes``,
    what a reader should know though nothing is wrong, are Chinese."""

    file: SourceFile
    blocks: tuple[Block, ...]
    pages: int = 0
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
