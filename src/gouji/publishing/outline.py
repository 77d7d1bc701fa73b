"""A publication in order, with what its table of contents needs: anchors, levels and the titles as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.model.publication import Chart, Heading, PrintedTable, Publication, PublicationBlock, TextBlock

_JOINED = re.compile(r"[、.．）)：:\s]$")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_DEEPEST = 1
"""Headings down to this level stand in the contents, tables one below the part they are in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: ``level`` 0 is a part; ``block`` is the index of its block."""

    text: str
    level: int
    anchor: str
    block: int


def printed_title(table: PrintedTable) -> str:
    """The title as its line is printed: 一、 and 1. stand before it, a number of the form (部门公开表1) does not."""
    return table.number.strip() + table.title if is_joined(table) else table.title


def form_number(table: PrintedTable) -> str:
    """The number of the form that is printed on a line of its own, or ""."""
    return "" if is_joined(table) else table.number.strip()


def is_joined(table: PrintedTable) -> bool:
    """Whether the table's number is an ordinal that stands before its title."""
    return bool(_JOINED.search(table.number))


def unit_line(table: PrintedTable) -> str:
    """``单位：万元``; a form, which names the unit in its own fields, has no such line."""
    return f"单位：{table.unit.text}" if table.header_rows else ""


def anchor(block: int) -> str:
    """The name of a block that links lead to."""
    return f"b{block + 1}"


def contents(publication: Publication) -> tuple[Entry, ...]:
    """The lines of the table of contents. Tables of the same title in a row (the targets of each project) have one."""
    return tuple(_entries(publication))


def _entries(publication: Publication) -> Iterator[Entry]:
    before = ""
    for index, block in enumerate(publication.blocks):
        if isinstance(block, Heading) and block.level <= _DEEPEST:
            before = block.text
            yield Entry(block.text, block.level, anchor(index), index)
        elif isinstance(block, PrintedTable):
            title = printed_title(block)
            if title != before:
                yield Entry(title, _DEEPEST, anchor(index), index)
            before = title


def is_listed(publication: Publication, index: int) -> bool:
    """Whether the table at ``index`` has a line in the contents."""
    return any(entry.block == index for entry in contents(publication))


def cover_lines(publication: Publication) -> tuple[str, ...]:
    """The title of the cover on one or two lines: the department, then the document."""
    department, title = publication.department, publication.title
    rest = title.removeprefix(department)
    return (department, rest) if department and rest != title and rest else (title,)


def chinese_date(text: str) -> str:
    """An ISO date as Chinese documents print it; any other text unchanged."""
    match = _ISO_DATE.fullmatch(text.strip())
    if match is None:
        return text.strip()
    year, month, day = (int(part) for part in match.groups())
    return f"{year}年{month}月{day}日"


def parts(publication: Publication) -> Iterator[tuple[str, list[tuple[int, PublicationBlock]]]]:
    """The blocks by part: those from one heading of level 0 to the next, each with its index; the name is the heading's
    text, "" for what stands before the first."""
    name = ""
    gathered: list[tuple[int, PublicationBlock]] = []
    for index, block in enumerate(publication.blocks):
        if isinstance(block, Heading) and block.level == 0:
            if gathered:
                yield name, gathered
            name, gathered = block.text, []
        gathered.append((index, block))
    if gathered:
        yield name, gathered


def missing_texts(publication: Publication) -> tuple[str, ...]:
    """The paragraphs that people still owe a reason or figure."""
    return tuple(block.text for block in publication.blocks if isinstance(block, TextBlock) and block.missing)


def charts(publication: Publication) -> tuple[Chart, ...]:
    """All charts in order."""
    return tuple(block for block in publication.blocks if isinstance(block, Chart))
