"""Several files that make one document: narratives before tables, pages and lines numbered through.

So every place stays one place, in an archive as in files given together; a note tells which part has which pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.model.disclosure import Place, SourceFile
from gouji.reading.source import Block, Grid, Paragraph, Source
from gouji.reading.sources.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a document that has several."""

    name: str
    source: Source


def joined(
    parts: Sequence[Part],
    file: SourceFile,
    limits: Limits = DEFAULT_LIMITS,
    where: str = "",
    warnings: Sequence[str] = (),
    *,
    in_order: bool = False,
) -> Source:
    """The parts as one source. ``where`` says in the note what they are parts of (压缩包内的); ``warnings`` are told
    before those of the parts; ``in_order`` keeps the order they are given in.

    Raises :class:`LimitError` where the parts together have too many pages."""
    blocks: list[Block] = []
    pages = lines = 0
    ranges: list[str] = []
    told = list(warnings)
    notes: list[str] = []
    for part in parts if in_order else sorted(parts, key=_order):
        source = part.source
        blocks.extend(_moved(block, pages, 0 if source.pages else lines) for block in source.blocks)
        if source.pages:
            ranges.append(f"“{posixpath.basename(part.name)}”为第 {pages + 1}—{pages + source.pages} 页")
        else:
            lines = max((_last_line(block) for block in blocks), default=lines)
            ranges.append(f"“{posixpath.basename(part.name)}”没有页码，按行定位")
        pages += source.pages
        told.extend(source.warnings)
        notes.extend(source.notes)
    if len(parts) > 1:
        notes.insert(0, f"{where}{' ' if where else ''}{len(parts)} 个文件合并为一份文件读取：{'，'.join(ranges)}。")
    limits.check_pages(pages)
    return Source(file, tuple(blocks), pages, tuple(told), tuple(notes))


def _order(part: Part) -> tuple[bool, list[tuple[int, str]]]:
    """Narratives before tables, by what they hold; within each by name, numbers in it as numbers."""
    written = sum(len(block.text) for block in part.source.blocks if isinstance(block, Paragraph))
    tabulated = sum(
        len(cell.text) for block in part.source.blocks if isinstance(block, Grid) for row in block.rows for cell in row
    )
    pieces = re.findall(r"\d+|\D+", part.name)
    return tabulated > written, [(int(piece[:18]), "") if piece.isdecimal() else (1 << 62, piece) for piece in pieces]


def _last_line(block: Block) -> int:
    last = block.rows[-1][0].place if isinstance(block, Grid) and block.rows and block.rows[-1] else block.place
    return last.line or 0


def _moved(block: Block, pages: int, lines: int) -> Block:
    if not pages and not lines:
        return block
    if isinstance(block, Paragraph):
        return replace(block, place=_moved_place(block.place, pages, lines))
    rows = tuple(
        tuple(replace(cell, place=_moved_place(cell.place, pages, lines)) for cell in row) for row in block.rows
    )
    return replace(block, rows=rows, place=_moved_place(block.place, pages, lines))


def _moved_place(place: Place, pages: int, lines: int) -> Place:
    page = None if place.page is None else place.page + pages
    line = None if place.line is None else place.line + lines
    return replace(place, page=page, line=line)
