"""Recognised text: lines with tabs are tables, other lines are paragraphs.

The rule, in full:

* consecutive lines that contain a tab are one grid, a cell for each field; a blank line ends it;
* a single line without a tab directly between two lines with one is a row of one field in that grid (the rest of a
  wrapped cell, a group heading printed across); two such lines, or one at either edge, are paragraphs;
* every other line that is not blank is a paragraph.

What recognition leaves of markup (``- `` and ``**`` of Markdown, ``<p>``, ``<br>``, ``<input>``) is no text.
A form feed begins a page. Work is linear in the size of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from gouji.model.disclosure import Place, SourceFile
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source
from gouji.reading.sources.encoding import decode
from gouji.reading.sources.limits import Limits

_LIST_DASH = re.compile(r"^\s*[-*+•]\s+(?=\S)")
_HEADING_MARK = re.compile(r"^\s*#{1,6}\s+")
_TAG = re.compile(r"</?(?:p|br|input|b|i|u|strong|em|span|div|font|sub|sup|center|label)\b[^<>]{0,200}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_CHECKED = re.compile(r"<input\b[^<>]{0,200}\bchecked\b[^<>]{0,200}>", re.IGNORECASE)


def read_text(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of recognised text. Raises :class:`LimitError` when it has too many fields or characters and
    :class:`UnreadableError` when it is no text."""
    limits.check_cells(data.count(b"\t"))
    text = decode(data)
    limits.check_characters(len(text))
    blocks, pages = text_blocks(text)
    return Source(file, blocks, pages)


def text_blocks(text: str) -> tuple[tuple[Block, ...], int]:
    """The paragraphs and grids of a text, and how many pages form feeds make of it (0 when there are none)."""
    paged = "\f" in text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[Block] = []
    page = 1
    index = 0
    while index < len(lines):
        line = lines[index]
        page += line.count("\f")
        place = Place(page=page if paged else None, line=index + 1)
        if "\t" not in line:
            stripped = clean(_without_list_mark(line))
            if stripped:
                blocks.append(Paragraph(stripped, place))
            index += 1
            continue
        end = _grid_end(lines, index)
        blocks.append(_grid(lines, index, end, place))
        page += sum(line.count("\f") for line in lines[index + 1 : end])
        index = end
    return tuple(blocks), page if paged else 0


def clean(text: str) -> str:
    """A line or field without the markup that recognition leaves in it; a ticked box stays visible as ☑."""
    if "<" in text:
        text = _TAG.sub("", _CHECKED.sub("☑", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "**" in text:
        text = text.replace("**", "")
    return text.strip()


def _without_list_mark(line: str) -> str:
    """A line of text without Markdown's mark of a list or heading. Not for fields: ``- 5.00`` may be an amount."""
    if line.lstrip()[:1] in {"-", "*", "+", "•", "#"}:
        return _HEADING_MARK.sub("", _LIST_DASH.sub("", line))
    return line


def _grid_end(lines: list[str], start: int) -> int:
    """The index after the last line of the grid that begins at ``start``."""
    index = start + 1
    while index < len(lines):
        if "\t" in lines[index]:
            index += 1
        elif lines[index].strip() and index + 1 < len(lines) and "\t" in lines[index + 1]:
            index += 2
        else:
            break
    return index


def _grid(lines: list[str], start: int, end: int, place: Place) -> Grid:
    rows = tuple(_rows(lines, start, end, place.page))
    return Grid(rows, place, exact=False)


def _rows(lines: list[str], start: int, end: int, page: int | None) -> Iterator[tuple[GridCell, ...]]:
    for index in range(start, end):
        line = lines[index]
        if page is not None and index > start:
            page += line.count("\f")
        place = Place(page=page, line=index + 1)
        yield tuple(GridCell(clean(field), place) for field in line.split("\t"))
