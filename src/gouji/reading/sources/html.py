"""HTML: the visible text of a page in order, tables as exact grids with their spans.

Pages of governments lay themselves out with tables: a table that holds other tables, or only one column, is no grid.
A place's line counts paragraphs and rows, since pages do not exist. Nothing a page links to is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.errors import LimitError, UnreadableError
from gouji.model.disclosure import Place, SourceFile
from gouji.reading.source import Block, Grid, Paragraph, Source
from gouji.reading.sources import xml
from gouji.reading.sources.encoding import BOMS, decode
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.spans import Lattice

if TYPE_CHECKING:
    from lxml import etree

_DROPPED = frozenset(
    {"head", "script", "style", "nav", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas"}
    | {"audio", "video", "select", "button", "textarea", "footer", "aside", "dialog", "menu", "datalist"}
)
_BLOCKS = frozenset(
    {"html", "body", "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"}
    | {"li", "dl", "dt", "dd", "blockquote", "pre", "form", "fieldset", "center", "address", "figure", "figcaption"}
    | {"caption", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "hr", "details", "summary"}
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_SPACES = re.compile(r"[ \t\r\n\f\xa0\u3000]+")
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|wps|et|ofd)(?:[?#]|$)", re.IGNORECASE)
_CELL = re.compile(rb"<t[dh]\b", re.IGNORECASE)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_MARKUP = 8
"""Markup, with pictures inside it, may take so many times the room of the text it shows."""
_LONG_TAG = 2048
_MOST_ATTRIBUTES = 500
_MAX_COLSPAN = 1000
_MAX_ROWSPAN = 65534


def read_html(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of a page. Raises :class:`UnreadableError` or :class:`LimitError`."""
    return html_source(_decode(data), file, limits)


def html_source(text: str, file: SourceFile, limits: Limits) -> Source:
    """The blocks of a page that is decoded already."""
    from lxml import etree

    limits.check_characters(len(text) // _MARKUP)
    data = _XML_DECLARATION.sub("", text).encode("utf-8", errors="replace")
    xml.check_size(data, limits)
    limits.check_cells(len(_CELL.findall(data)))
    _check_attributes(data)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("网页内容已损坏或不完整，无法读取；请重新保存网页。") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise LimitError("网页的嵌套层次过深，已停止读取；请用浏览器打开后另存为 PDF 再读取。")
    if root is None:
        raise UnreadableError("网页中没有可读的内容，请重新保存网页。")
    walker = _Walker(limits)
    blocks = tuple(walker.blocks(root))
    return Source(file, blocks, 0, _warnings(root, blocks))


def _check_attributes(data: bytes) -> None:
    """Refuse a tag with hundreds of attributes: the parser's time grows with their square, and it cannot be stopped."""
    for stretch in data.split(b"<"):
        if len(stretch) > _LONG_TAG:
            attributes = _QUOTED.sub(b"", stretch).partition(b">")[0]
            if len(attributes) > _MOST_ATTRIBUTES and len(attributes.replace(b"/", b" ").split()) > _MOST_ATTRIBUTES:
                raise LimitError("网页的标签不正常，已停止读取；请用浏览器打开后另存为 PDF 再读取。")


def _decode(data: bytes) -> str:
    """A byte order mark decides, then what the page declares if it is true, then the content."""
    declared = None if data.startswith(BOMS) else _META_CHARSET.search(data[:4096])
    if declared is not None:
        name = declared.group(1).decode("ascii", errors="ignore").lower()
        name = "gb18030" if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else name
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data)


def _warnings(root: etree._Element, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    if any(isinstance(block, Grid) for block in blocks):
        return ()
    links = [str(link.get("href") or "") for link in root.iter("a")]
    if any(_ATTACHMENT.search(link) for link in links):
        return ("网页中没有表格，但有附件链接；预算表可能在附件中，请下载附件后一并读取。",)
    return ()


class _Walker:
    """One walk over a page; it counts lines and cells."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._line = 0
        self._cells = 0
        self._text: list[str] = []

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """The paragraphs and grids in order."""
        for piece in _pieces(root):
            if isinstance(piece, str):
                self._text.append(piece)
                continue
            yield from self._flush()
            if piece is not None:
                yield from self._table(piece)
        yield from self._flush()

    def _flush(self) -> Iterator[Paragraph]:
        text = _SPACES.sub(" ", "".join(self._text)).strip()
        self._text.clear()
        if text:
            self._line += 1
            yield Paragraph(text, Place(line=self._line))

    def _table(self, table: etree._Element) -> Iterator[Block]:
        for caption in table.iterchildren("caption"):
            self._text.append(_cell_text(caption))
            yield from self._flush()
        lattice = Lattice(self._limits)
        first = Place(line=self._line + 1)
        for row in _rows(table):
            if _is_hidden(row):
                continue
            self._line += 1
            lattice.row(Place(line=self._line))
            for cell in row:
                if _name(cell) in {"td", "th"} and not _is_hidden(cell):
                    lattice.put(
                        _cell_text(cell),
                        _span(cell, "rowspan", _MAX_ROWSPAN),
                        _span(cell, "colspan", _MAX_COLSPAN),
                    )
        self._cells += lattice.cells
        self._limits.check_cells(self._cells)
        grid = lattice.grid(first)
        if grid is not None:
            yield grid


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _is_grid(table: etree._Element) -> bool:
    """Whether a table holds data: no table inside it, and some row of two cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(sum(_name(cell) in {"td", "th"} for cell in row) > 1 for row in _rows(table))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows in the order they are shown: the head first and the foot last, wherever they stand."""
    order = {"thead": 0, "tfoot": 2}
    parts = sorted(table, key=lambda part: order.get(_name(part), 1))
    for part in parts:
        if _name(part) == "tr":
            yield part
        elif _name(part) in {"thead", "tbody", "tfoot"} and not _is_hidden(part):
            yield from part.iterchildren("tr")


def _span(cell: etree._Element, name: str, most: int) -> int:
    """A span as browsers take it: at least 1, at most what the standard allows; a rowspan of 0 reaches to the end."""
    match = re.match(r"\s*(\d{1,9})", cell.get(name) or "")
    if match is None:
        return 1
    value = int(match.group(1))
    if value == 0:
        return most if name == "rowspan" else 1
    return min(value, most)


def _pieces(root: etree._Element) -> Iterator[str | etree._Element | None]:
    """The visible content of an element in order: texts, None where a line ends, and tables that are grids. Without
    recursion, since pages with unclosed tags nest hundreds deep."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in walk:
        name = _name(element)
        if event == "end":
            if element is skipped:
                skipped = None
            elif name in _BLOCKS:
                yield None
            if element is not root:
                yield element.tail or ""
        elif name == "br":
            yield None
        elif name == "input":
            yield _tick(element)
        elif not name or name in _DROPPED or _is_hidden(element):
            skipped = element
            walk.skip_subtree()
        elif name == "table" and element is not root and _is_grid(element):
            yield element
            skipped = element
            walk.skip_subtree()
        else:
            if name in _BLOCKS:
                yield None
            yield element.text or ""


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell; its lines stay lines, line ends of the source are only spaces."""
    if not len(cell) and not _is_hidden(cell):
        return _SPACES.sub(" ", cell.text or "").strip()
    pieces = "".join("\v" if piece is None else str(piece) for piece in _pieces(cell))
    lines = (_SPACES.sub(" ", line).strip() for line in pieces.split("\v"))
    return "\n".join(line for line in lines if line)


def _tick(element: etree._Element) -> str:
    """A tick box as it looks; other fields of a form show what they hold."""
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if element.get("checked") is not None else "☐"
    return (element.get("value") or "") if kind == "text" else ""
