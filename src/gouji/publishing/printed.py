"""A publication as a perfect reader would find it: blocks with exact grids. What its disclosure says is the measure of
every output, and an output of its own kind (open data) is made of it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.model.disclosure import Disclosure, Place, SourceFile
from gouji.model.publication import Heading, PrintedTable, Publication, TextBlock
from gouji.publishing.outline import chinese_date, contents, cover_lines, form_number, printed_title, unit_line
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source

COVER, PART, SECTION, BODY = 26.0, 22.0, 16.0, 16.0
"""Sizes of type in points: the cover's title, a part's heading, other headings, the text."""
_FORMAT = "publication"


def disclosure_of(publication: Publication) -> Disclosure:
    """What the publication says, read by road one from its blocks themselves."""
    from gouji.reading.pipeline import read_blocks

    return read_blocks(source_of(publication))


def source_of(publication: Publication) -> Source:
    """The blocks of a publication in the order they are printed; places count lines."""
    blocks = tuple(_numbered(_blocks(publication)))
    return Source(SourceFile(publication.title, "", _FORMAT), blocks)


def grid_of(table: PrintedTable) -> Grid:
    """The table as an exact grid, header rows first."""
    rows = [[GridCell("", covered=True)] * table.columns for _ in range(table.header_rows + len(table.body))]
    for head in table.header:
        rows[head.row][head.column] = GridCell(head.text, rowspan=head.rowspan, colspan=head.colspan)
    for number, row in enumerate(table.body, table.header_rows):
        for column, cell in enumerate(row):
            if cell is not None:
                rows[number][column] = GridCell(cell.text, rowspan=cell.rowspan, colspan=cell.colspan)
    return Grid(tuple(tuple(row) for row in rows), exact=True)


def table_lines(publication: Publication) -> tuple[int, ...]:
    """The line on which each table's grid begins in :func:`source_of`."""
    return tuple(block.place.line or 0 for block in source_of(publication).blocks if isinstance(block, Grid))


def _blocks(publication: Publication) -> Iterator[Block]:
    for line in cover_lines(publication):
        yield Paragraph(line, size=COVER)
    if publication.published_on:
        yield Paragraph(chinese_date(publication.published_on), size=SECTION)
    entries = contents(publication)
    if entries:
        yield Paragraph("目录", size=PART)
        for entry in entries:
            yield Paragraph(entry.text, size=SECTION)
    for block in publication.blocks:
        if isinstance(block, Heading):
            yield Paragraph(block.text, size=SECTION if block.level else PART)
        elif isinstance(block, TextBlock):
            yield Paragraph(block.text, size=BODY)
        elif isinstance(block, PrintedTable):
            yield from _table(block)


def _table(table: PrintedTable) -> Iterator[Block]:
    for text in (form_number(table), printed_title(table), table.holder, unit_line(table)):
        if text:
            yield Paragraph(text)
    yield grid_of(table)
    for note in table.notes:
        yield Paragraph(note)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks with the lines they stand on, a row being a line."""
    line = 1
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Paragraph(block.text, Place(line=line), block.size)
            line += 1
            continue
        rows = tuple(
            tuple(GridCell(cell.text, Place(line=number), cell.rowspan, cell.colspan, cell.covered) for cell in row)
            for number, row in enumerate(block.rows, line)
        )
        yield Grid(rows, Place(line=line), block.exact)
        line += len(rows)
