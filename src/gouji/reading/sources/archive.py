"""ZIP: several files that make one document, the narrative (说明) first and the tables (报表) after it.

Offices publish a narrative in Word and the tables in Excel as one archive. Parts that cannot be read are named in a
warning and left out; a part that repeats another (the same bytes, or the same name in a second format) is read once.
A note tells which part has which pages.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace

from gouji.errors import LimitError, UnreadableError
from gouji.model.disclosure import SourceFile
from gouji.reading.source import Grid, Source
from gouji.reading.sources.container import Container
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.parts import Part, joined

_IGNORED = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_PREFERRED = ("docx", "xlsx", "xls", "html", "pdf", "text", "zip", "scan")
"""Which of two formats of the same document says more about its tables, best first."""

ReadPart = Callable[[str, bytes, Limits, int], Source]
"""Reads one part: its name, its content, the limits that remain, and how deep it lies in archives."""


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
    return joined(kept, file, limits, "压缩包内的", (*warnings, *repeated))


def _read_parts(data: bytes, limits: Limits, read_part: ReadPart, depth: int) -> tuple[list[Part], list[str]]:
    parts: list[Part] = []
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
            parts.append(Part(name, source))
    return parts, warnings


def _without_repeats(parts: list[Part]) -> tuple[list[Part], list[str]]:
    """Of parts with one name in several formats the one that tells tables best."""
    best: dict[str, Part] = {}
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


def _preference(part: Part) -> int:
    return _PREFERRED.index(part.source.file.format) if part.source.file.format in _PREFERRED else len(_PREFERRED)
