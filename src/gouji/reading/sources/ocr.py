"""Scans: pages that are pictures. Reading them needs an engine of character recognition, which is optional."""

from __future__ import annotations

from gouji.errors import UnreadableError
from gouji.model.disclosure import SourceFile
from gouji.reading.source import Source
from gouji.reading.sources.limits import Limits


def read_scan(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of a scan. Raises :class:`UnreadableError` where no engine is installed."""
    raise UnreadableError(
        "这是扫描件（页面是图片，没有文字层），需要文字识别。请安装 tesseract-ocr 和 tesseract-ocr-chi-sim 后重试，"
        "或提供可以复制文字的 PDF、Word、Excel 文件。"
    )
