"""Publications as a reader gets them: exact grids, as a page or a workbook gives, and recognised text."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.model.disclosure import Disclosure, Place, SourceFile
from gouji.model.publication import BodyCell, Heading, PrintedTable, Publication, TextBlock
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.text import read_text

COVERED = GridCell("", covered=True)


def read_grids(publication: Publication) -> Disclosure:
    """The publication read back from exact grids."""
    return read_blocks(as_source(publication))


def read_recognised(publication: Publication) -> Disclosure:
    """The publication read back from recognised text."""
    return read_blocks(read_text(as_text(publication).encode(), SourceFile("p.txt", "", "text"), Limits()))


def as_source(publication: Publication) -> Source:
    """Paragraphs and exact grids, a line each."""
    blocks: list[Block] = []

    def say(text: str) -> None:
        blocks.append(Paragraph(text, Place(line=len(blocks) + 1)))

    say(publication.title)
    for block in publication.blocks:
        if isinstance(block, Heading | TextBlock):
            say(block.text)
        elif isinstance(block, PrintedTable):
            for line in _above(block):
                say(line)
            place = Place(line=len(blocks) + 1)
            blocks.append(Grid(tuple(_grid_rows(block, place)), place, exact=True))
            for note in block.notes:
                say(note)
    return Source(SourceFile("p.html", "", "html"), tuple(blocks))


def as_text(publication: Publication) -> str:
    """Paragraphs apart by blank lines, table rows with tabs; a group's header stands over its first column."""
    parts: list[str] = [publication.title]
    for block in publication.blocks:
        if isinstance(block, Heading | TextBlock):
            parts.append(block.text)
        elif isinstance(block, PrintedTable):
            parts.extend(_above(block))
            rows = _grid_rows(block, Place())
            parts.append("\n".join("\t".join(cell.text for cell in row) for row in rows))
            parts.extend(block.notes)
    return "\n\n".join(parts) + "\n"


def _above(table: PrintedTable) -> Iterator[str]:
    yield table.number + table.title
    if table.holder:
        yield table.holder
    yield f"单位：{table.unit.text}"


def _grid_rows(table: PrintedTable, place: Place) -> Iterator[tuple[GridCell, ...]]:
    head = [[COVERED] * table.columns for _ in range(table.header_rows)]
    for cell in table.header:
        head[cell.row][cell.column] = GridCell(cell.text, place, cell.rowspan, cell.colspan)
    yield from map(tuple, head)
    for row in table.body:
        yield tuple(COVERED if cell is None else _cell(cell, place) for cell in row)


def _cell(cell: BodyCell, place: Place) -> GridCell:
    return GridCell(cell.text, place, cell.rowspan, cell.colspan)
