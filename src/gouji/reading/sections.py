"""The body's outline: the table of contents, and the headings with the text under each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.model.disclosure import Section
from gouji.reading.narrative.folding import shown
from gouji.reading.narrative.paragraphs import Passage, passages
from gouji.reading.source import Block, Grid, Paragraph
from gouji.reading.units import read_units

__all__ = ["read_sections", "read_units"]

_PART = -1


def read_sections(blocks: Sequence[Block]) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """The lines of the table of contents, and the headings of the body with the text under each up to the next, tables
    as lines of fields. Level 0 is a part (第一部分, or a heading without a number), 1 is 一、, 2 （一）."""
    contents, body = passages([block for block in blocks if isinstance(block, Paragraph)])
    found: list[Section] = []
    heading: Passage | None = None
    texts: list[str] = []
    for piece in _in_order(body, blocks):
        if isinstance(piece, Grid):
            texts.extend(_rows(piece))
        elif piece.heading:
            if heading is not None:
                found.append(_section(heading, texts))
            heading, texts = piece, []
        else:
            texts.append(piece.text)
    if heading is not None:
        found.append(_section(heading, texts))
    return contents, tuple(found)


def _in_order(body: Sequence[Passage], blocks: Sequence[Block]) -> Iterator[Passage | Grid]:
    """The passages with the grids that stand between them."""
    index = 0
    for passage in body:
        start = next((at for at in range(index, len(blocks)) if _begins_in(passage, blocks[at])), None)
        if start is not None:
            yield from (block for block in blocks[index:start] if isinstance(block, Grid))
            index = start
        yield passage
    yield from (block for block in blocks[index:] if isinstance(block, Grid))


def _begins_in(passage: Passage, block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    same = block.place.page == passage.place.page and block.place.line == passage.place.line
    return same and passage.text[:8] in shown(block.text)


def _section(heading: Passage, texts: Sequence[str]) -> Section:
    level = _PART if heading.level is None else heading.level
    return Section(heading.title, level - _PART, "\n".join(texts), heading.place, heading.number)


def _rows(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        fields = [shown(cell.text) for cell in row if cell.text.strip()]
        if fields:
            yield "\t".join(fields)
