"""Scans: pages that are pictures go through character recognition into the same paragraphs and grids as other pages.

The ruling lines are found in the picture first; each cell of a table is cut out and recognised by itself, so that no
border is taken for a letter and no text slips into a neighbour's cell. What was recognised may be wrong: the source
says so in its warnings, and the arithmetic of the tables has the last word.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from gouji.errors import LimitError, UnreadableError
from gouji.model.disclosure import SourceFile
from gouji.model.money import parse_number
from gouji.reading.source import Source
from gouji.reading.sources.limits import Limits

if TYPE_CHECKING:
    from gouji.reading.geometry.lattice import Lattice
    from gouji.reading.geometry.words import Word
    from gouji.reading.sources.pdf import _Page
    from gouji.reading.sources.raster import Box, Gray
    from gouji.reading.sources.tesseract import Recognised

    Line = list[Recognised]

_DPI = 300
_MOST_PIXELS = 40_000_000
_BORDER = 2
"""Pixels around a border that still belong to it."""
_LEAST_INK = 12
_GAP = 24
_UNSURE = 60.0
_NOISE = 45.0
"""What the engine is less sure of than this, outside tables, is no text (stamps, ornaments)."""
_SEPARATORS = re.compile(r"(?<=\d)\s*[,，:：;；、·]\s*(?=\d{3}(?!\d))")
_DOTTED = re.compile(r"-?\d{1,3}(?:[.,]\d{3}){2,}")
_UNGROUPED = re.compile(r"\d{4,12}(?:,\d{3})+(?:\.\d{1,2})?")
_AMOUNT = re.compile(r"-?[\d,.]+")
_DECIMALS = re.compile(r"\.(?:\d{1,2}|\d{4,})$")
_THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")
_FIRST = re.compile(r"^[-－—–~](?=[、般])")
_BRACKETED = re.compile(r"^[《〈<(（]\s*([一二三四五六七八九十]{1,3})\s*[)）〉》>]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NUMERIC = re.compile(r"[\d\s,，:：;；、·.。%+-]+")
_NO_ENGINE = (
    "这是扫描件（页面是图片，没有文字层），须先做文字识别。请安装 tesseract-ocr 和 tesseract-ocr-chi-sim 后重试，"
    "或提供可以复制文字的 PDF、Word、Excel 文件。"
)


def read_scan(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of a scanned PDF. Raises :class:`UnreadableError` where no engine is installed or nothing was
    recognised, :class:`LimitError` when it takes longer than ``limits.max_recognition_seconds``."""
    from gouji.reading.sources import pdf
    from gouji.reading.sources.deadline import extended
    from gouji.reading.sources.tesseract import engine

    if not data[:1024].count(b"%PDF-"):
        raise UnreadableError("这是图片文件，请把各页图片合成为一个 PDF 后再读取，最好提供可以复制文字的原件。")
    if engine() is None:
        raise UnreadableError(_NO_ENGINE)
    with extended(limits.max_recognition_seconds):
        reader = _ScanReader(limits)
        pages = reader.pages(data)
        blocks = pdf._blocks(pages)
    if not blocks:
        raise UnreadableError("扫描件中没有识别出文字，请提供更清晰的扫描件或可以复制文字的文件。")
    warnings = ["这是扫描件，文字和数字由识别得出，可能有误，请与原件核对。"]
    if reader.unsure:
        warnings.append(f"有 {reader.unsure} 处数字识别的把握不大。")
    return Source(file, blocks, len(pages), tuple(warnings))


class _ScanReader:
    """Reads page after page; it keeps the time and counts the numbers the engine was unsure of."""

    def __init__(self, limits: Limits) -> None:
        self.unsure = 0
        self._limits = limits
        self._end = time.monotonic() + (limits.max_recognition_seconds or float("inf"))

    def pages(self, data: bytes) -> list[_Page]:
        """The pages of a document as the reader of text layers gives them, tables taken out."""
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        try:
            self._limits.check_pages(len(document))
            pages: list[_Page] = []
            for index in range(len(document)):
                page = document[index]
                width, height = page.get_size()
                dpi = min(float(_DPI), 72 * (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
                bitmap = page.render(scale=dpi / 72, grayscale=True)
                image = bitmap.to_numpy()
                pages.append(self._page(image.reshape(image.shape[:2]).copy(), dpi, index + 1, width, height))
                bitmap.close()
                page.close()
            return pages
        finally:
            document.close()

    def _page(self, image: Gray, dpi: float, number: int, width: float, height: float) -> _Page:
        from gouji.reading.geometry.frame import Frame
        from gouji.reading.geometry.joining import lines_of
        from gouji.reading.geometry.lattice import lattices
        from gouji.reading.geometry.rulings import merged
        from gouji.reading.geometry.tables import filled, ruled_grid
        from gouji.reading.sources.pdf import _Page
        from gouji.reading.sources.raster import ruling_lines, straightened, without

        frame = Frame(number, 0.0, 0.0, width, height)
        upright = straightened(image)
        drawing, mask = ruling_lines(upright, dpi)
        clean = without(upright, mask, _BORDER)
        horizontal = merged(drawing.horizontal)
        tables = []
        for table in lattices(horizontal, merged(drawing.vertical)):
            contents = self._cells(clean, table, dpi)
            if filled(contents) > 1:
                tables.append((table.ys[0], ruled_grid(table, contents, frame)))
                _blank(clean, table, dpi)
        words = self._outside(clean, dpi)
        return _Page(frame, lines_of(words) if words else [], tables, [], sum(len(word.text) for word in words), True)

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
        numeric = [index for index, found in enumerate(lines) if found and _looks_numeric(found)]
        if numeric:
            again = self._stack(image, [boxes[index] for index in numeric], dpi, digits=True)
            for index, found in zip(numeric, again, strict=True):
                lines[index] = _better(lines[index], found)
        for index, found in zip(regions, lines, strict=True):
            contents[index] = [word for line in found if (word := self._word(line, dpi)) is not None]
        return _without_dots(contents)

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
        words = (self._word(piece, dpi) for piece in pieces if _confidence(piece) >= _NOISE)
        return [word for word in words if word is not None]

    def _recognise(self, image: Gray, dpi: float, *, sparse: bool = False, digits: bool = False) -> Line:
        from gouji.reading.sources.tesseract import recognise

        left = self._end - time.monotonic()
        if left <= 0:
            raise LimitError("文字识别用时过长，已停止；请拆分文件后再读取，或提供可以复制文字的文件。")
        return recognise(image, round(dpi), min(left, 3600.0), sparse=sparse, digits=digits)

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


def joined(pieces: list[str]) -> str:
    """The words of a line as one text: no spaces beside Chinese or within a number, and the marks put right that the
    engine takes for others: 12:376,671 and 12.376.671 are 12,376,671 (three digits follow each separator), ``-、`` and
    ``《一)`` are ordinals."""
    text = pieces[0]
    for piece in pieces[1:]:
        latin = text[-1:].isascii() and text[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
        text += (" " if latin else "") + piece
    text = text.strip("|丨¦ ")
    if _NUMERIC.fullmatch(text):
        text = _SEPARATORS.sub(",", text)
        text = text.replace(".", ",") if _DOTTED.fullmatch(text) else text
        return _grouped(text) if _UNGROUPED.fullmatch(text) else text
    return _FIRST.sub("一", _BRACKETED.sub(r"（\1）", text))


def _grouped(text: str) -> str:
    """A number whose first separators were overlooked (1510,245) with all of them."""
    whole, point, fraction = text.partition(".")
    return f"{int(whole.replace(',', '')):,}{point}{fraction}"


def _without_dots(contents: list[list[Word]]) -> list[list[Word]]:
    """The words of a table with dots that must be separators of thousands made so: others of its numbers have commas,
    and none has decimals other than such groups of three."""
    numbers = [word.text for words in contents for word in words if _AMOUNT.fullmatch(word.text)]
    if not any("," in number for number in numbers) or any(_DECIMALS.search(number) for number in numbers):
        return contents
    return [
        [word._replace(text=word.text.replace(".", ",")) if _THOUSANDS.fullmatch(word.text) else word for word in words]
        for words in contents
    ]


def _looks_numeric(lines: list[Line]) -> bool:
    """Whether a cell holds a number, perhaps one with letters for digits: no Chinese, and digits or marks of doubt."""
    text = "".join(word.text for line in lines for word in line)
    return len(lines) == 1 and (
        not _CHINESE.search(text) or sum(letter.isdigit() or letter in ",." for letter in text) * 2 > len(text)
    )


def _better(general: list[Line], digits: list[Line]) -> list[Line]:
    """Which of two readings of a cell to believe: one that is a well-formed number and as wide as its digits need;
    of two the one with more digits, then the surer one. A cell of which neither can be believed keeps its first."""
    if len(digits) != 1 or not _fits(digits[0]):
        return general
    first, second = (parse_number(joined([word.text for word in lines[0]])) for lines in (general, digits))
    if second is None:
        return general
    read = sum(letter.isdigit() for word in general[0] for letter in word.text)
    if len(second) < read:
        only = [word._replace(text=re.sub(r"[^\d,.%-]", "", word.text)) for word in general[0]]
        kept = [word for word in only if word.text]
        return [kept] if kept else general
    if first is None:
        return digits
    return digits if _confidence(digits[0]) >= _confidence(general[0]) else general


def _fits(line: Line) -> bool:
    """Whether a number is about as wide as so many digits are: one 1 for two is not."""
    text = "".join(word.text for word in line)
    width = max(word.x1 for word in line) - min(word.x0 for word in line)
    height = max(word.bottom for word in line) - min(word.top for word in line)
    return width <= (0.75 * len(text) + 0.2) * height


def _confidence(line: Line) -> float:
    return sum(word.confidence for word in line) / len(line)


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
