"""PDF with a text layer: pages in, paragraphs and grids in reading order out.

Each page is read alone (words, rulings, ruled tables); what several pages together tell (page numbers and running
heads, the margins of the text) is decided afterwards; only then are unruled tables and paragraphs made of what is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.model.disclosure import Place, SourceFile
from gouji.reading.geometry.alignment import aligned_tables
from gouji.reading.geometry.cells import distribute
from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.furniture import without_furniture
from gouji.reading.geometry.joining import Line, lines_of
from gouji.reading.geometry.lattice import lattices
from gouji.reading.geometry.paragraphs import (
    Margins,
    Passage,
    continues,
    joined_text,
    margins_of,
    margins_on_page,
    passages,
)
from gouji.reading.geometry.rows import Row
from gouji.reading.geometry.rulings import Ruling, merged
from gouji.reading.geometry.stacking import refined
from gouji.reading.geometry.tables import RuledTable, filled, is_one_column, joined_tables, ruled_grid
from gouji.reading.geometry.widening import widened
from gouji.reading.source import Block, Grid, Paragraph, Source
from gouji.reading.sources.limits import DEFAULT_LIMITS, Limits
from gouji.reading.sources.pdf_page import PageContent, read_page
from gouji.reading.sources.pdfium import PDFIUM, library, opened_document, opened_page

_LEAST_CHARACTERS = 8
"""A page with fewer characters and a picture is a picture."""
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\x00-\x1f\U000f0000-\U0010ffff]")
_GARBLED_SHARE = 0.3
"""A page of which so many characters have no meaning was printed with a font that does not say what its glyphs are."""
_NO_TEXT = "PDF 没有文字层，各页都是图像，须先做文字识别。"
_GARBLED = "PDF 的文字编码已损坏，无法提取文字，须先做文字识别。"
_SCANNED = 0.8
"""A document with this share of picture pages, or no text at all, is a scan."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page after its ruled tables were taken out; ``horizontal`` are the rules no table holds."""

    frame: Frame
    lines: list[Line]
    tables: list[RuledTable]
    horizontal: list[Ruling]
    characters: int
    pictured: bool
    garbled: bool

    @property
    def is_picture(self) -> bool:
        """Whether the page is a picture and next to no text."""
        return self.pictured and self.characters < _LEAST_CHARACTERS


_Item = tuple[float, Grid | Passage]
"""A block of a page with its upper edge."""


def read_pdf(data: bytes, file: SourceFile, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The blocks of a PDF.

    A document without a text layer gives a source of format ``scan`` without blocks, which a recogniser may take up;
    single pages that are pictures are named in the warnings. Raises :class:`UnreadableError` for a file that is
    damaged or encrypted and :class:`LimitError` for one over the limits.
    """
    with PDFIUM, opened_document(data) as document:
        count = library().page_count(document)
        limits.check_pages(count)
        pages, damaged = _pages(document, count, limits)
    pictures = [page.frame.page for page in pages if page.is_picture]
    garbled = [page.frame.page for page in pages if page.garbled]
    warnings = [f"第 {_listed(damaged)} 页已损坏，未能读取。"] if damaged else []
    if len(pictures) + len(garbled) >= _SCANNED * max(count, 1) or not any(page.characters for page in pages):
        warnings.append(_NO_TEXT if pictures else _GARBLED if garbled else "PDF 中没有任何文字。")
        return Source(replace(file, format="scan"), (), count, tuple(warnings))
    if pictures:
        warnings.append(f"第 {_listed(pictures)} 页是图像，没有文字层，其内容未能读取。")
    if garbled:
        warnings.append(f"第 {_listed(garbled)} 页的文字编码已损坏，其内容不可靠，请核对原件。")
    return Source(file, _blocks(pages), count, tuple(warnings))


def picture_pages(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[int, ...]:
    """The pages (from 1) without a text layer that could be read, for text recognition. Raises as :func:`read_pdf`."""
    with PDFIUM, opened_document(data) as document:
        count = library().page_count(document)
        limits.check_pages(count)
        pages, _ = _pages(document, count, limits)
    return tuple(page.frame.page for page in pages if page.is_picture or page.garbled)


def _listed(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:12]))
    return shown if len(numbers) <= 12 else f"{shown} 等 {len(numbers)} "


def _pages(document: int, count: int, limits: Limits) -> tuple[list[_Page], list[int]]:
    """The pages that open, and the numbers of those that do not."""
    pages: list[_Page] = []
    damaged: list[int] = []
    characters = cells = 0
    for index in range(count):
        with opened_page(document, index) as page:
            if page is None:
                damaged.append(index + 1)
                continue
            content = read_page(page, index + 1)
        characters += len(content.characters.text)
        limits.check_characters(characters)
        pages.append(_ruled(content))
        cells += sum(len(grid.rows) * len(grid.rows[0]) for grid, *_ in pages[-1].tables)
        limits.check_cells(cells)
    return pages, damaged


def _ruled(content: PageContent) -> _Page:
    """Take the ruled tables out of a page; a lattice that holds less than two texts is a frame or a drawing."""
    frame, characters = content.frame, content.characters
    horizontal = merged(content.drawing.horizontal)
    found = lattices(horizontal, merged(content.drawing.vertical))
    contents, outside = distribute(found, content.words, characters)
    tables: list[RuledTable] = []
    for table, cells in zip(found, contents, strict=True):
        if filled(cells) > 1 and (len(table.xs) > 2 or is_one_column(cells)):
            table, cells = refined(table, cells)
            tables.append(RuledTable(ruled_grid(table, cells, frame), table.xs, table.ys[0], table.ys[-1]))
            horizontal = [rule for rule in horizontal if not table.ys[0] <= rule.at <= table.ys[-1]]
        else:
            outside.extend(word for words in cells for word in words)
    tables = joined_tables(tables, outside, frame)
    lines = lines_of(outside) if outside else []
    text = "".join(characters.text.split())
    garbled = len(_NO_LETTER.findall(text)) > _GARBLED_SHARE * len(text)
    return _Page(frame, lines, tables, horizontal, len(text), content.pictured, garbled)


def _blocks(pages: Sequence[_Page]) -> tuple[Block, ...]:
    lines = without_furniture([(page.lines, page.frame.size[1]) for page in pages])
    margins = _margins(pages, lines)
    items: list[tuple[Frame, Margins | None, list[_Item]]] = []
    ending: Sequence[Row] = ()
    for page, kept in zip(pages, lines, strict=True):
        here = margins_on_page(kept, margins.get(round(page.frame.size[0])))
        found, ending = _items(page, kept, here, ending)
        items.append((page.frame, here, found))
    blocks: list[Block] = []
    open_passage: Passage | None = None
    for frame, here, found in items:
        for number, (_, item) in enumerate(found):
            if isinstance(item, Grid):
                blocks.append(item)
                open_passage = None
                continue
            if number == 0 and open_passage and continues(open_passage, item.first, item.text, here, False):
                before = blocks[-1]
                assert isinstance(before, Paragraph)
                blocks[-1] = replace(before, text=joined_text(before.text, item.text))
            else:
                blocks.append(Paragraph(item.text, Place(frame.page, None, frame.shown_box(*item.box)), item.size))
            open_passage = item
    return widened(blocks)


def _margins(pages: Sequence[_Page], lines: Sequence[list[Line]]) -> dict[int, Margins | None]:
    """The margins of running text for each width of page."""
    by_width: dict[int, list[Line]] = {}
    for page, kept in zip(pages, lines, strict=True):
        by_width.setdefault(round(page.frame.size[0]), []).extend(kept)
    return {width: margins_of(found) for width, found in by_width.items()}


def _items(
    page: _Page, lines: list[Line], margins: Margins | None, before: Sequence[Row]
) -> tuple[list[_Item], Sequence[Row]]:
    """Grids and paragraphs of a page from the top; a table between two lines parts their paragraphs. ``before`` and
    what comes back with them are the rows of the unruled table that a page ends with."""
    items: list[_Item] = []
    cuts = sorted(table.top for table in page.tables)
    start = 0
    tables = list(page.tables)
    last: Sequence[Row] = ()
    for table in aligned_tables(lines, page.horizontal, page.frame, page.tables, before):
        last = table.body
        if table.head:
            tables.remove(table.head)
        items.append((table.head.top if table.head else lines[table.first].top, table.grid))
        items.extend(_passages(lines[start : table.first], cuts, margins))
        start = table.end
    items.extend(_passages(lines[start:], cuts, margins))
    items.extend((ruled.top, ruled.grid) for ruled in tables)
    items.sort(key=lambda item: item[0])
    ends = bool(items) and isinstance(items[-1][1], Grid) and not items[-1][1].exact
    return items, last if ends else ()


def _passages(lines: Sequence[Line], cuts: Sequence[float], margins: Margins | None) -> list[_Item]:
    found: list[_Item] = []
    start = 0
    for cut in cuts:
        end = start
        while end < len(lines) and lines[end].middle < cut:
            end += 1
        found.extend((passage.box[1], passage) for passage in passages(lines[start:end], margins))
        start = end
    found.extend((passage.box[1], passage) for passage in passages(lines[start:], margins))
    return found
