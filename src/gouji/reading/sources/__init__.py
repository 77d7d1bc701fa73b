"""Files in: one reader a format, chosen by content; each gives a :class:`gouji.reading.source.Source`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gouji.errors import UnreadableError
from gouji.model.disclosure import SourceFile
from gouji.reading.source import Source
from gouji.reading.sources.detect import DOCX, HTML, PDF, SCAN, TEXT, XLS, XLSX, detect
from gouji.reading.sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["DEFAULT_LIMITS", "Limits", "read_bytes", "read_source"]


def read_source(path: Path, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The blocks of a file. Raises :class:`UnreadableError` or :class:`LimitError`, and nothing else."""
    try:
        if path.is_dir():
            raise UnreadableError(f"“{path.name}”是文件夹，请指定其中的文件。")
        if not path.is_file():
            raise UnreadableError(f"找不到文件“{path.name}”，或它不是普通文件，请检查路径。")
        limits.check_bytes(path.stat().st_size)
        with path.open("rb") as stream:
            data = stream.read(limits.max_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"文件“{path.name}”无法打开，请检查是否有读取权限。") from error
    return read_bytes(path.name, data, limits)


def read_bytes(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The blocks of a file's content; ``name`` is only carried along. Raises as :func:`read_source`."""
    limits.check_bytes(len(data))
    kind = detect(data)
    file = SourceFile(file=name, sha256=hashlib.sha256(data).hexdigest(), format=kind)
    return _read(kind, data, file, limits)


def _read(kind: str, data: bytes, file: SourceFile, limits: Limits) -> Source:
    if kind == TEXT:
        from gouji.reading.sources.text import read_text

        return read_text(data, file, limits)
    if kind == PDF:
        from gouji.reading.sources.pdf import read_pdf

        return read_pdf(data, file, limits)
    if kind in (DOCX, XLSX, XLS, HTML, SCAN):
        raise UnreadableError("这种格式暂不能读取。")
    raise UnreadableError("这种格式暂不能读取。")
