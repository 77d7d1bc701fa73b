"""Files in: one reader a format, chosen by content; each gives a :class:`gouji.reading.source.Source`.

Whatever the file is, its readers raise :class:`gouji.errors.UnreadableError` or :class:`gouji.errors.LimitError`
(both fit to be shown) and nothing else. They open no connection, start nothing that outlives them, and run no macro,
formula or script.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from gouji.errors import GoujiError, LimitError, UnreadableError
from gouji.model.disclosure import SourceFile
from gouji.reading.source import Source
from gouji.reading.sources.deadline import deadline
from gouji.reading.sources.detect import DOCX, HTML, PDF, SCAN, XLS, XLSX, ZIP, detect
from gouji.reading.sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["DEFAULT_LIMITS", "Limits", "read_bytes", "read_source"]

_DAMAGED = "文件内容已损坏或不合格式，无法读取；请用原来的程序打开后重新保存，或另存为 PDF。"
_TOO_MUCH = "文件内容过多或嵌套过深，已停止读取；请只保留预算公开的内容后重新保存。"


def read_source(path: Path, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The blocks of a file. Raises :class:`UnreadableError` or :class:`LimitError`, and nothing else."""
    try:
        if path.is_dir():
            raise UnreadableError(f"“{path.name}”是文件夹，请指定其中的文件。")
        if not path.is_file():
            raise UnreadableError(f"找不到文件“{path.name}”，或它不是普通文件；请检查路径。")
        with path.open("rb") as stream:
            limits.check_bytes(path.stat().st_size)
            data = stream.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise UnreadableError(f"文件“{path.name}”无法打开，请检查路径和读取权限。") from error
    return read_bytes(path.name, data, limits)


def read_bytes(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The blocks of a file's content; ``name`` is only carried along. Raises as :func:`read_source`."""
    limits.check_bytes(len(data))
    with deadline(limits.max_seconds, by_processor=limits.by_processor):
        try:
            return _read_part(name, data, limits, 0)
        except GoujiError:
            raise
        except (MemoryError, RecursionError) as error:
            raise LimitError(_TOO_MUCH) from error
        except Exception as error:  # a reader met something that no format allows: for the user the file is damaged
            raise UnreadableError(_DAMAGED) from error


def _read_part(name: str, data: bytes, limits: Limits, depth: int) -> Source:
    """Read a file, or a part of an archive that lies ``depth`` archives deep."""
    kind = detect(data)
    file = SourceFile(file=name, sha256=hashlib.sha256(data).hexdigest(), format=kind)
    source = _read(kind, data, file, limits, depth)
    if not source.blocks:
        raise UnreadableError("文件里没有可读的文字或表格；请检查是否选错了文件。")
    return source


def _read(kind: str, data: bytes, file: SourceFile, limits: Limits, depth: int) -> Source:
    """Call the reader of a format; it is imported here so that a file costs only the libraries it needs."""
    if kind == PDF:
        from gouji.reading.sources.pdf import read_pdf

        source = read_pdf(data, file, limits)
        if source.file.format != SCAN:
            return source
        kind, file = SCAN, source.file
    if kind == SCAN:
        from gouji.reading.sources.ocr import read_scan

        return read_scan(data, file, limits)
    if kind == DOCX:
        from gouji.reading.sources.docx import read_docx

        return read_docx(data, file, limits)
    if kind in (XLSX, XLS):
        from gouji.reading.sources.workbook import read_workbook

        return read_workbook(data, file, limits)
    if kind == HTML:
        from gouji.reading.sources.html import read_html

        return read_html(data, file, limits)
    if kind == ZIP:
        from gouji.reading.sources.archive import read_archive

        return read_archive(data, file, limits, _read_part, depth + 1)
    from gouji.reading.sources.text import read_text

    return read_text(data, file, limits)
