"""DOCX: the body in reading order; tables as exact grids with their spans, also nested ones and those in text boxes.

What a reader of the document does not see is not read: deleted and hidden text, codes of fields, comments. Page
numbers exist only once Word has laid the document out, so places count lines: each paragraph and each row is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.errors import UnreadableError
from gouji.model.disclosure import Place, SourceFile
from gouji.reading.source import Block, Grid, Paragraph, Source
from gouji.reading.sources import xml
from gouji.reading.sources.container import Container
from gouji.reading.sources.docx_numbering import Numbering
from gouji.reading.sources.docx_styles import Styles, child, child_value, list_of, size
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.spans import Lattice

if TYPE_CHECKING:
    from lxml import etree

_TRANSPARENT = frozenset(
    {"sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "ins", "moveTo", "fldSimple", "bdo", "dir", "body"}
)
"""Elements that only wrap what they contain."""
_DROPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "commentReference"}
)
_SYMBOLS = {"F052": "☑", "F0FE": "☑", "F053": "☒", "F0FD": "☒", "F0A3": "☐", "F0A8": "☐", "F06F": "☐", "F071": "☐"}
_PAGE_BREAKS = frozenset({"page", "column"})


def read_docx(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of a Word document. Raises :class:`UnreadableError` or :class:`LimitError`."""
    with Container(data, limits) as package:
        main = package.find("word/document.xml")
        if main is None:
            raise UnreadableError("Word 文件不完整，缺少正文；请用 Word 或 WPS 打开后重新保存。")
        root = xml.parse(package.read(main), limits)
        styles = Styles(_optional(package, "word/styles.xml", limits))
        numbering = Numbering(_optional(package, "word/numbering.xml", limits))
    body = child(root, "body")
    if body is None:
        raise UnreadableError("Word 文件不完整，缺少正文；请用 Word 或 WPS 打开后重新保存。")
    walker = _Walker(styles, numbering, limits)
    blocks = tuple(walker.blocks(body))
    return Source(file, blocks, 0, walker.warnings())


def _optional(package: Container, name: str, limits: Limits) -> etree._Element | None:
    part = package.find(name)
    return None if part is None else xml.parse(package.read(part), limits)


class _Walker:
    """One walk over a document's body; it counts lines, cells and what could not be read."""

    def __init__(self, styles: Styles, numbering: Numbering, limits: Limits) -> None:
        self._styles = styles
        self._numbering = numbering
        self._limits = limits
        self._line = 0
        self._cells = 0
        self._pictures = 0
        self._objects = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs and grids of a container in order."""
        for element in parent:
            name = xml.local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _TRANSPARENT:
                yield from self.blocks(element)
            elif name == "AlternateContent":
                chosen = _alternative(element)
                if chosen is not None:
                    yield from self.blocks(chosen)

    def warnings(self) -> tuple[str, ...]:
        """What was seen and not read, in Chinese."""
        warnings: list[str] = []
        if self._objects:
            warnings.append(
                f"文档中嵌入了 {self._objects} 个其他程序的对象（如 Excel 表），没有读取；请改为 Word 表格。"
            )
        if self._pictures:
            warnings.append(f"文档中有 {self._pictures} 张图片，其中的文字和表格没有读取。")
        return tuple(warnings)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self._line += 1
        place = Place(line=self._line)
        run = _Runs()
        self._collect(element, run)
        number = self._number(element)
        style = child_value(element, "pPr", "pStyle")
        points = run.size if run.size is not None else self._styles.size(style)
        lines = [line.strip() for line in "".join(run.pieces).split("\n")]
        lines = [line for line in lines if line]
        if lines:
            lines[0] = number + lines[0]
        for line in lines:
            yield Paragraph(line, place, points)
        for box in run.boxes:
            yield from self.blocks(box)

    def _number(self, element: etree._Element) -> str:
        properties = child(element, "pPr")
        number, level = list_of(properties)
        inherited = self._styles.list_of(child_value(properties, "pStyle"))
        if number is None and inherited is not None:
            number, level = inherited[0], inherited[1] if level is None else level
        if number is None or number == "0":
            return ""
        return self._numbering.next(number, level or 0)

    def _collect(self, element: etree._Element, run: _Runs) -> None:
        """Add the visible text of a paragraph or run to ``run``."""
        for item in element:
            name = xml.local(item)
            if name == "t":
                run.add(item.text or "")
            elif name == "r":
                self._collect_run(item, run)
            elif name == "tab" or name == "ptab":
                run.add(" ")
            elif name in {"br", "cr"}:
                run.add("" if xml.attribute(item, "type") in _PAGE_BREAKS else "\n")
            elif name == "noBreakHyphen":
                run.add("-")
            elif name == "sym":
                run.add(_SYMBOLS.get((xml.attribute(item, "char") or "").upper(), ""))
            elif name == "AlternateContent":
                chosen = _alternative(item)
                if chosen is not None:
                    self._collect(chosen, run)
            elif name == "object":
                self._objects += 1
            elif name in {"drawing", "pict"}:
                self._drawing(item, run)
            elif name not in _DROPPED:
                self._collect(item, run)

    def _collect_run(self, item: etree._Element, run: _Runs) -> None:
        properties = child(item, "rPr")
        if properties is not None:
            vanish = child(properties, "vanish")
            if vanish is not None and xml.attribute(vanish, "val") not in {"0", "false"}:
                return
            if run.size is None and child(item, "t") is not None:
                run.size = size(properties)
        self._collect(item, run)

    def _drawing(self, item: etree._Element, run: _Runs) -> None:
        boxes = [box for box in item.iter() if xml.local(box) == "txbxContent"]
        run.boxes.extend(box for box in boxes if not any(xml.local(up) == "txbxContent" for up in _between(box, item)))
        if not boxes and any(xml.local(part) in {"blip", "imagedata"} for part in item.iter()):
            self._pictures += 1

    def _table(self, element: etree._Element) -> Iterator[Block]:
        """A table's grid. One that holds other tables only lays out a page: what its cells hold follows in order."""
        rows = [row for row in _rows(element) if child(row, "trPr", "del") is None]
        if any(xml.local(part) == "tbl" for row in rows for part in row.iter()):
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell)
            return
        boxes: list[etree._Element] = []
        grid = self._grid(rows, boxes)
        if grid is not None:
            yield grid
        for box in boxes:
            yield from self.blocks(box)

    def _grid(self, rows: list[etree._Element], boxes: list[etree._Element]) -> Grid | None:
        """The grid of a table's rows; text boxes met in its cells are added to ``boxes``."""
        lattice = Lattice(self._limits)
        first = Place(line=self._line + 1)
        heights = _heights(rows)
        for index, row in enumerate(rows):
            self._line += 1
            lattice.row(Place(line=self._line))
            column = _integer(child_value(row, "trPr", "gridBefore"))
            for position, cell in enumerate(_cells(row)):
                width = _width(cell)
                height = heights.get((index, position), 1)
                if height:
                    lattice.put(self._cell_text(cell, boxes), height, width, column)
                column += width
        self._cells += lattice.cells
        self._limits.check_cells(self._cells)
        return lattice.grid(first)

    def _cell_text(self, cell: etree._Element, boxes: list[etree._Element]) -> str:
        lines: list[str] = []
        for paragraph in _paragraphs(cell):
            run = _Runs()
            self._collect(paragraph, run)
            text = (self._number(paragraph) + "".join(run.pieces)).strip()
            if text:
                lines.append(text)
            boxes.extend(run.boxes)
        return "\n".join(lines)


class _Runs:
    """The text of a paragraph while it is collected, its first font size, and the text boxes anchored in it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size: float | None = None
        self.boxes: list[etree._Element] = []

    def add(self, text: str) -> None:
        """Append visible text."""
        self.pieces.append(text)


def _alternative(element: etree._Element) -> etree._Element | None:
    """Of the forms that say the same for newer and older programs, the first."""
    return next((item for item in element if xml.local(item) in {"Choice", "Fallback"}), None)


def _between(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def _wrapped(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for item in parent:
        name = xml.local(item)
        if name == wanted:
            yield item
        elif name in _TRANSPARENT:
            yield from _wrapped(item, wanted)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return _wrapped(table, "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _wrapped(row, "tc")


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    return _wrapped(cell, "p")


def _integer(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 6 else 0


def _width(cell: etree._Element) -> int:
    return max(_integer(child_value(cell, "tcPr", "gridSpan")), 1)


def _heights(rows: list[etree._Element]) -> dict[tuple[int, int], int]:
    """(row, position of the cell) → how many rows it spans; 0 for a cell that only continues the one above or left.

    A continuation without anything above it that it could continue is a cell of its own.
    """
    heights: dict[tuple[int, int], int] = {}
    open_cells: dict[int, tuple[tuple[int, int], int]] = {}
    for index, row in enumerate(rows):
        column = _integer(child_value(row, "trPr", "gridBefore"))
        continued: dict[int, tuple[tuple[int, int], int]] = {}
        for position, cell in enumerate(_cells(row)):
            width = _width(cell)
            merge = child(cell, "tcPr", "vMerge")
            kind = None if merge is None else xml.attribute(merge, "val") or "continue"
            above = open_cells.get(column)
            if kind == "continue" and above is not None and above[1] == width:
                heights[above[0]] = heights.get(above[0], 1) + 1
                heights[index, position] = 0
                continued[column] = above
            elif kind is not None:
                continued[column] = ((index, position), width)
            column += width
        open_cells = continued
    return heights
