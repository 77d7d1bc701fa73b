"""Scans: pages that are pictures go through character recognition into the same paragraphs and grids as other pages.

The ruling lines are found in the picture first; each cell of a table is cut out and recognised by itself, so that no
border is taken for a letter and no text slips into a neighbour's cell. What was recognised may be wrong: the source
says so in its warnings, and the arithmetic of the tables has the last word.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.errors import LimitError, UnreadableError
from gouji.model.disclosure import Place, SourceFile
from gouji.reading.source import Block, Grid, Paragraph, Source
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.ocr_text import better, confidence, joined, looks_numeric, without_dots

if TYPE_CHECKING:
    from gouji.reading.geometry.frame import Frame
    from gouji.reading.geometry.joining import Line as TextLine
    from gouji.reading.geometry.lattice import Lattice
    from gouji.reading.geometry.words import Word
    from gouji.reading.sources.raster import Box, Gray
    from gouji.reading.sources.tesseract import Recognised

    Line = list[Recognised]

_DPI = 300
_MOST_PIXELS = 40_000_000
_BORDER = 2
"""Pixels around a border that still belong to it."""
_LEAST_INK = 12
_GAP = 24
_PATIENCE = 5.0
"""So many times as long as its share of the processor's time a picture may take by the clock."""
_UNSURE = 60.0
_NOISE = 45.0
"""What the engine is less sure of than this, outside tables, is no text (stamps, ornaments)."""
_NO_ENGINE = (
    "这是扫描件（页面是图片，没有文字层），须先做文字识别。请安装 tesseract-ocr 和 tesseract-ocr-chi-sim 后重试，"
    "或提供可以复制文字的 PDF、Word、Excel 文件。"
)


def read_scan(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of a scanned PDF. Raises :class:`UnreadableError` where no engine is installed or nothing was
    recognised, :class:`LimitError` when it takes longer than ``limits.max_recognition_seconds``."""
    from gouji.reading.sources.deadline import extended
    from gouji.reading.sources.tesseract import engine

    if not data[:1024].count(b"%PDF-"):
        raise UnreadableError("这是图片文件，请把各页图片合成为一个 PDF 后再读取，最好提供可以复制文字的原件。")
    if engine() is None:
        raise UnreadableError(_NO_ENGINE)
    with extended(limits.max_recognition_seconds, by_processor=limits.by_processor):
        reader = _ScanReader(limits)
        pages = reader.pages(data)
        blocks = _blocks(pages)
    if not blocks:
        raise UnreadableError("扫描件中没有识别出文字，请提供更清晰的扫描件或可以复制文字的文件。")
    warnings = ["这是扫描件，文字和数字由识别得出，可能有误，请与原件核对。"]
    if reader.unsure:
        warnings.append(f"有 {reader.unsure} 处数字识别的把握不大。")
    return Source(file, blocks, len(pages), tuple(warnings))


@dataclass(frozen=True, slots=True)
class _Page:
    """A recognised page: the lines outside tables, and the tables with their upper edges."""

    frame: Frame
    lines: list[TextLine]
    tables: list[tuple[float, Grid]]


def _blocks(pages: list[_Page]) -> tuple[Block, ...]:
    """The paragraphs and grids of the pages in reading order."""
    from gouji.reading.geometry.paragraphs import margins_of, passages

    margins = margins_of([line for page in pages for line in page.lines])
    blocks: list[Block] = []
    for page in pages:
        rest = page.lines
        for top, grid in [*sorted(page.tables, key=lambda table: table[0]), (float("inf"), None)]:
            above = [line for line in rest if line.middle < top]
            rest = rest[len(above) :]
            for passage in passages(above, margins):
                place = Place(page.frame.page, None, page.frame.shown_box(*passage.box))
                blocks.append(Paragraph(passage.text, place, passage.size))
            if grid is not None:
                blocks.append(grid)
    return tuple(blocks)


def _pictures(data: bytes, limits: Limits) -> Iterator[tuple[Gray, float, float, float]]:
    """The pages in grey with their resolution, width and height in points, one at a time."""
    import pypdfium2

    from gouji.reading.sources.pdfium import PDFIUM

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    try:
        limits.check_pages(count)
        for index in range(count):
            with PDFIUM:
                page = document[index]
                width, height = page.get_size()
                dpi = min(float(_DPI), 72 * (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
                bitmap = page.render(scale=dpi / 72, grayscale=True)
                shown = bitmap.to_numpy()
                image = shown.reshape(shown.shape[:2]).copy()
                bitmap.close()
                page.close()
            yield image, dpi, width, height
    finally:
        with PDFIUM:
            document.close()


class _ScanReader:
    """Reads page after page; it keeps the time and counts the numbers the engine was unsure of."""

    def __init__(self, limits: Limits) -> None:
        self.unsure = 0
        self._limits = limits
        self._end = self._now() + (limits.max_recognition_seconds or float("inf"))

    def pages(self, data: bytes) -> list[_Page]:
        """The pages of a document as the reader of text layers gives them, tables taken out."""
        pages: list[_Page] = []
        for number, (image, dpi, width, height) in enumerate(_pictures(data, self._limits), 1):
            pages.append(self._page(image, dpi, number, width, height))
        return pages

    def _page(self, image: Gray, dpi: float, number: int, width: float, height: float) -> _Page:
        from gouji.reading.geometry.frame import Frame
        from gouji.reading.geometry.joining import lines_of
        from gouji.reading.geometry.lattice import lattices
        from gouji.reading.geometry.rulings import merged
        from gouji.reading.geometry.tables import filled, ruled_grid
        from gouji.reading.sources.raster import ruling_lines, straightened, without

        frame = Frame(number, 0.0, 0.0, width, height)
        upright = straightened(image)
        drawing, mask = ruling_lines(upright, dpi)
        clean = without(upright, mask, _BORDER)
        horizontal = merged(drawing.horizontal)
        tables: list[tuple[float, Grid]] = []
        for table in lattices(horizontal, merged(drawing.vertical)):
            contents = self._cells(clean, table, dpi)
            if filled(contents) > 1:
                tables.append((table.ys[0], ruled_grid(table, contents, frame)))
                _blank(clean, table, dpi)
        words = self._outside(clean, dpi)
        return _Page(frame, lines_of(words) if words else [], tables)

    def _cells(self, image: Gray, table: Lattice, dpi: float) -> list[list[Word]]:
        """The words of each cell of a table, one for each line in it; all cells are recognised on one sheet."""
        from gouji.reading.sources.raster import ink

        contents: list[list[Word]] = [[] for _ in table.regions]
        regions: list[int] = []
        boxes: list[Box] = []
        for index, region in enumerate(table.regions):
            box = ink(image, _pixels(table, region.row, region.column, region.rows, region.columns, dpi), _LEAST_INK)
            if box is not None:
                regions.append(index)
                boxes.append(box)
        if not boxes:
            return contents
        lines = self._stack(image, boxes, dpi, digits=False)
        numeric = [index for index, found in enumerate(lines) if found and looks_numeric(found)]
        if numeric:
            again = self._stack(image, [boxes[index] for index in numeric], dpi, digits=True)
            for index, found in zip(numeric, again, strict=True):
                lines[index] = better(lines[index], found)
        for index, found in zip(regions, lines, strict=True):
            contents[index] = [word for line in found if (word := self._word(line, dpi)) is not None]
        return without_dots(contents)

    def _stack(self, image: Gray, boxes: list[Box], dpi: float, *, digits: bool) -> list[list[Line]]:
        """The recognised lines of each box, in the pixels of the page."""
        from gouji.reading.sources.raster import stacked

        sheet, tops = stacked(image, boxes, _GAP)
        found: list[list[Line]] = [[] for _ in boxes]
        for line in _lines(self._recognise(sheet, dpi, digits=digits)):
            middle = (line[0].top + line[0].bottom) / 2
            place = max((index for index, top in enumerate(tops) if top - _GAP / 2 <= middle), default=0)
            right, down = boxes[place].x0 - _GAP, boxes[place].top - tops[place]
            found[place].append(
                [
                    word._replace(
                        x0=word.x0 + right, x1=word.x1 + right, top=word.top + down, bottom=word.bottom + down
                    )
                    for word in line
                ]
            )
        return found

    def _outside(self, image: Gray, dpi: float) -> list[Word]:
        from gouji.reading.sources.raster import Box, ink

        height, width = image.shape
        if ink(image, Box(0, 0, width, height), _LEAST_INK) is None:
            return []
        pieces = _pieces(self._recognise(image, dpi, sparse=True))
        words = (self._word(piece, dpi) for piece in pieces if confidence(piece) >= _NOISE)
        return [word for word in words if word is not None]

    def _recognise(self, image: Gray, dpi: float, *, sparse: bool = False, digits: bool = False) -> Line:
        from gouji.reading.sources.tesseract import TOO_LONG, recognise

        left = self._end - self._now()
        if left <= 0:
            raise LimitError(TOO_LONG)
        if self._limits.by_processor:
            left *= _PATIENCE
        return recognise(image, round(dpi), min(left, 3600.0), sparse=sparse, digits=digits)

    def _now(self) -> float:
        """The time that is kept: the processor's, of this process and the engines it ran, or the clock's."""
        return sum(os.times()[:4]) if self._limits.by_processor else time.monotonic()

    def _word(self, line: Line, dpi: float) -> Word | None:
        """Recognised words of one line as one word of the page, in points."""
        from gouji.reading.geometry.words import Word

        text = joined([word.text for word in line])
        if not text:
            return None
        if any(letter.isdigit() for letter in text) and min(word.confidence for word in line) < _UNSURE:
            self.unsure += 1
        scale = 72 / dpi
        return Word(
            min(word.x0 for word in line) * scale,
            min(word.top for word in line) * scale,
            max(word.x1 for word in line) * scale,
            max(word.bottom for word in line) * scale,
            text,
            -1,
        )


def _lines(words: Line) -> list[Line]:
    """The words by the lines the engine found, from left to right."""
    lines: dict[tuple[int, int, int], list[Recognised]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [sorted(line) for line in lines.values()]


def _pieces(words: Line) -> list[Line]:
    """Lines cut where a gap is wider than two letters, since columns without borders share a line."""
    pieces: list[Line] = []
    for line in _lines(words):
        piece = [line[0]]
        for word in line[1:]:
            if word.x0 - piece[-1].x1 > 2 * (word.bottom - word.top):
                pieces.append(piece)
                piece = []
            piece.append(word)
        pieces.append(piece)
    return pieces


def _pixels(table: Lattice, row: int, column: int, rows: int, columns: int, dpi: float) -> Box:
    from gouji.reading.sources.raster import Box

    scale = dpi / 72
    return Box(
        round(table.xs[column] * scale) + _BORDER,
        round(table.ys[row] * scale) + _BORDER,
        round(table.xs[column + columns] * scale) - _BORDER,
        round(table.ys[row + rows] * scale) - _BORDER,
    )


def _blank(image: Gray, table: Lattice, dpi: float) -> None:
    """Make a table white, so that what is left is the text around tables."""
    box = _pixels(table, 0, 0, len(table.ys) - 1, len(table.xs) - 1, dpi)
    image[box.top - 2 * _BORDER : box.bottom + 2 * _BORDER, box.x0 - 2 * _BORDER : box.x1 + 2 * _BORDER] = 255
