"""Recognised text: lines with tabs are tables, other lines are paragraphs.

The rule, in full:

* consecutive lines that contain a tab are one grid, a cell for each field; a blank line ends it;
* a single line without a tab directly between two lines with one is a row of one field in that grid (the rest of a
  wrapped cell, a group heading printed across); two such lines, or one at either edge, are paragraphs;
* every other line that is not blank is a paragraph.

Some recognisers write tables as Markdown (``| a | b |``: the bars are taken as tabs) or as ``<table>`` elements (read
as those of a page are). What else they leave of markup (``- ``, ``**``, ``<p>``, ``<br>``, ``<input>``) is no text.
A form feed begins a page. Work is linear in the size of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from gouji.model.disclosure import Place, SourceFile
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source
from gouji.reading.sources.encoding import decode
from gouji.reading.sources.limits import Limits

_LIST_DASH = re.compile(r"^\s*[-*+•]\s+(?=\S)")
_HEADING_MARK = re.compile(r"^\s*#{1,6}\s+")
_TAG = re.compile(r"</?(?:p|br|input|b|i|u|strong|em|span|div|font|sub|sup|center|label)\b[^<>]{0,200}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table>", re.IGNORECASE)
_RULE = re.compile(r":?-{2,}:?")
_CHECKED = re.compile(r"<input\b[^<>]{0,200}\bchecked\b[^<>]{0,200}>", re.IGNORECASE)


def read_text(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of recognised text. Raises :class:`LimitError` when it has too many fields or characters and
    :class:`UnreadableError` when it is no text."""
    limits.check_cells(data.count(b"\t"))
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    limits.check_characters(len(text))
    if "|" in text:
        limits.check_cells(text.count("|"))
        text = "\n".join(map(_without_bars, text.split("\n")))
    paged = "\f" in text
    blocks: list[Block] = []
    line = 0
    page = 1
    for part, is_table in _parts(text):
        if is_table:
            blocks.extend(_marked_up(part, Place(page=page if paged else None, line=line + 1), limits))
        else:
            blocks.extend(_blocks(part, line, page if paged else None))
        line += part.count("\n")
        page += part.count("\f")
    return Source(file, tuple(blocks), page if paged else 0)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut before and behind ``<table>`` elements, and which parts these are."""
    done = 0
    while (start := _TABLE.search(text, done)) and (end := _TABLE_END.search(text, start.end())):
        yield text[done : start.start()], False
        done = end.end()
        yield text[start.start() : done], True
    yield text[done:], False


def _marked_up(table: str, place: Place, limits: Limits) -> list[Block]:
    """The blocks of a ``<table>`` element, all at the line it begins in."""
    from gouji.reading.sources.html import html_source

    blocks: list[Block] = []
    for block in html_source(table, SourceFile(), limits).blocks:
        if isinstance(block, Grid):
            rows = tuple(tuple(replace(cell, place=place) for cell in row) for row in block.rows)
            blocks.append(replace(block, rows=rows, place=place))
        else:
            blocks.append(replace(block, place=place))
    return blocks


def _without_bars(line: str) -> str:
    """A row of a Markdown table with tabs for its bars; any other line as it is."""
    row = line.strip()
    if row.startswith("|") and row.endswith("|") and row.count("|") > 2:
        return row[1:-1].replace("|", "\t")
    return line


def _blocks(text: str, before: int, page: int | None) -> Iterator[Block]:
    """The paragraphs and grids of a text that ``before`` lines precede, on ``page`` where form feeds tell pages."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        line = lines[index]
        if page is not None:
            page += line.count("\f")
        place = Place(page=page, line=before + index + 1)
        if "\t" not in line:
            stripped = clean(_without_list_mark(line))
            if stripped:
                yield Paragraph(stripped, place)
            index += 1
            continue
        end = _grid_end(lines, index)
        yield Grid(tuple(_rows(lines[index:end], place)), place, exact=False)
        if page is not None:
            page += sum(line.count("\f") for line in lines[index + 1 : end])
        index = end


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


def _rows(lines: list[str], first: Place) -> Iterator[tuple[GridCell, ...]]:
    """The rows of a grid that begins at ``first``; the rule under a Markdown header is none."""
    page, start = first.page, first.line or 0
    for index, line in enumerate(lines):
        if page is not None and index:
            page += line.count("\f")
        fields = line.split("\t")
        if line.lstrip()[:1] in {"-", ":"} and all(_RULE.fullmatch(field.strip()) for field in fields):
            continue
        place = Place(page=page, line=start + index)
        yield tuple(GridCell(clean(field), place) for field in fields)
