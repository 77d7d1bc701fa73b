"""ZIP: several files that make one document, the narrative (说明) first and the tables (报表) after it.

Offices publish a narrative in Word and the tables in Excel as one archive. Parts that cannot be read are named in a
warning and left out; a part that repeats another (the same bytes, or the same name in a second format) is read once.
Pages of the parts are numbered through, so that every place stays one place; a warning tells which part has which.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from gouji.errors import LimitError, UnreadableError
from gouji.model.disclosure import Place, SourceFile
from gouji.reading.source import Block, Grid, Paragraph, Source
from gouji.reading.sources.container import Container
from gouji.reading.sources.limits import Limits

_IGNORED = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_PREFERRED = ("docx", "xlsx", "xls", "html", "pdf", "text", "zip", "scan")
"""Which of two formats of the same document says more about its tables, best first."""

ReadPart = Callable[[str, bytes, Limits, int], Source]
"""Reads one part: its name, its content, the limits that remain, and how deep it lies in archives."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    source: Source


def read_archive(data: bytes, file: SourceFile, limits: Limits, read_part: ReadPart, depth: int = 1) -> Source:
    """The blocks of all parts as one document. Raises :class:`UnreadableError` when no part can be read and
    :class:`LimitError` when the parts together exceed the limits."""
    if depth > limits.max_archive_depth:
        raise LimitError(f"压缩包内又有压缩包，超过 {limits.max_archive_depth} 层，请解压后读取其中的文件。")
    parts, warnings = _read_parts(data, limits, read_part, depth)
    if not parts:
        reasons = "；".join(warning.rstrip("。；") for warning in warnings[:3])
        raise UnreadableError("压缩包内没有可读的文件" + (f"：{reasons}。" if reasons else "，请检查后重新压缩。"))
    kept, repeated = _without_repeats(parts)
    return _joined(sorted(kept, key=_order), file, [*warnings, *repeated], limits)


def _read_parts(data: bytes, limits: Limits, read_part: ReadPart, depth: int) -> tuple[list[_Part], list[str]]:
    parts: list[_Part] = []
    warnings: list[str] = []
    seen: set[str] = set()
    cells = 0
    with Container(data, limits) as package:
        for name in package.names:
            if _IGNORED.search(name):
                continue
            content = package.read(name)
            digest = hashlib.sha256(content).hexdigest()
            if digest in seen:
                continue
            seen.add(digest)
            remaining = replace(
                limits,
                max_expanded_bytes=limits.max_expanded_bytes - package.expanded,
                max_cells=limits.max_cells - cells,
            )
            try:
                source = read_part(name, content, remaining, depth)
            except LimitError:
                raise
            except UnreadableError as error:
                warnings.append(f"压缩包内的“{posixpath.basename(name)}”没有读取：{error}")
                continue
            cells += sum(len(row) for block in source.blocks if isinstance(block, Grid) for row in block.rows)
            parts.append(_Part(name, source))
    return parts, warnings


def _without_repeats(parts: list[_Part]) -> tuple[list[_Part], list[str]]:
    """Of parts with one name in several formats the one that tells tables best."""
    best: dict[str, _Part] = {}
    warnings: list[str] = []
    for part in parts:
        stem = posixpath.splitext(part.name)[0]
        other = best.get(stem)
        if other is None:
            best[stem] = part
            continue
        first, second = sorted((other, part), key=_preference)
        best[stem] = first
        warnings.append(
            f"“{posixpath.basename(second.name)}”与“{posixpath.basename(first.name)}”同名，视为同一内容，只读取后者。"
        )
    return list(best.values()), warnings


def _preference(part: _Part) -> int:
    return _PREFERRED.index(part.source.file.format) if part.source.file.format in _PREFERRED else len(_PREFERRED)


def _order(part: _Part) -> tuple[bool, list[tuple[int, str]]]:
    """Narratives before tables, by what they hold; within each by name, numbers in it as numbers."""
    written = sum(len(block.text) for block in part.source.blocks if isinstance(block, Paragraph))
    tabulated = sum(
        len(cell.text) for block in part.source.blocks if isinstance(block, Grid) for row in block.rows for cell in row
    )
    pieces = re.findall(r"\d+|\D+", part.name)
    return tabulated > written, [(int(piece[:18]), "") if piece.isdecimal() else (1 << 62, piece) for piece in pieces]


def _joined(parts: list[_Part], file: SourceFile, warnings: list[str], limits: Limits) -> Source:
    blocks: list[Block] = []
    pages = lines = 0
    ranges: list[str] = []
    for part in parts:
        source = part.source
        blocks.extend(_moved(block, pages, 0 if source.pages else lines) for block in source.blocks)
        if source.pages:
            ranges.append(f"“{posixpath.basename(part.name)}”为第 {pages + 1}—{pages + source.pages} 页")
        else:
            lines = max((_last_line(block) for block in blocks), default=lines)
            ranges.append(f"“{posixpath.basename(part.name)}”没有页码，按行定位")
        pages += source.pages
        warnings.extend(source.warnings)
    if len(parts) > 1:
        warnings.insert(0, f"压缩包内的 {len(parts)} 个文件合并为一份文件读取：{'，'.join(ranges)}。")
    limits.check_pages(pages)
    return Source(file, tuple(blocks), pages, tuple(warnings))


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
