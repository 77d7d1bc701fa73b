"""Findings written into the PDF they are about, as annotations any reader shows beside the amount."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from gouji.checking.findings import Finding, Level, Report
from gouji.errors import GoujiError

_AUTHOR = "勾稽"
_COLOURS = {Level.ERROR: (200, 30, 30), Level.WARNING: (205, 120, 0), Level.NOTICE: (40, 90, 180)}
_MARGIN = 2.0
_NOTE_SIZE = 18.0


def annotated(data: bytes, report: Report) -> bytes:
    """The PDF with a frame and a note for every place of a finding that is known to stand on a page.

    A place of which only the page is known gets a note in the page's upper left corner. Raises :class:`GoujiError` when
    the file cannot be opened or written.
    """
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    marks: dict[int, list[tuple[Finding, tuple[float, float, float, float] | None, bool]]] = {}
    for finding in report.findings:
        for number, (page, box) in enumerate(_spots(finding)):
            marks.setdefault(page, []).append((finding, box, number == 0))
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise GoujiError("无法打开 PDF 文件写入批注；请确认文件没有加密或损坏。") from error
    try:
        for page_number, entries in sorted(marks.items()):
            if not 1 <= page_number <= len(document):
                continue
            page = document[page_number - 1]
            corner = 0
            for finding, box, first in entries:
                if box is None:
                    corner += 1
                    box = (6.0, 6.0 + (corner - 1) * _NOTE_SIZE, 6.0 + _NOTE_SIZE, 6.0 + corner * _NOTE_SIZE)
                    _annotate(raw, page, raw.FPDF_ANNOT_TEXT, finding, box, first)
                else:
                    _annotate(raw, page, raw.FPDF_ANNOT_SQUARE, finding, box, first)
        return _saved(document)
    finally:
        document.close()


def _spots(finding: Finding) -> Iterator[tuple[int, tuple[float, float, float, float] | None]]:
    seen: set[tuple[int, tuple[float, float, float, float] | None]] = set()
    for place in finding.places:
        if place.place.page is None:
            continue
        spot = (place.place.page, place.place.bbox)
        if spot not in seen:
            seen.add(spot)
            yield spot


def _annotate(
    raw: Any, page: Any, kind: int, finding: Finding, box: tuple[float, float, float, float], first: bool
) -> None:
    annotation = raw.FPDFPage_CreateAnnot(page.raw, kind)
    if not annotation:
        return
    try:
        x0, y0 = _on_page(raw, page, box[0] - _MARGIN, box[1] - _MARGIN)
        x1, y1 = _on_page(raw, page, box[2] + _MARGIN, box[3] + _MARGIN)
        rect = raw.FS_RECTF(min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1))
        raw.FPDFAnnot_SetRect(annotation, ctypes.byref(rect))
        red, green, blue = _COLOURS[finding.level]
        raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, red, green, blue, 255)
        raw.FPDFAnnot_SetBorder(annotation, 0.0, 0.0, 1.5 if first else 0.75)
        raw.FPDFAnnot_SetFlags(annotation, raw.FPDF_ANNOT_FLAG_PRINT)
        _string(raw, annotation, b"T", _AUTHOR)
        expected = f"（应为 {finding.expected}）" if finding.expected else ""
        _string(raw, annotation, b"Contents", f"{finding.level.text} {finding.code}{expected}：{finding.message}")
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _on_page(raw: Any, page: Any, x: float, top: float) -> tuple[float, float]:
    """Points from the displayed page's upper left corner → the page's own coordinates, whatever its rotation."""
    width, height = page.get_size()
    scale = 100
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDF_DeviceToPage(
        page.raw,
        0,
        0,
        round(width * scale),
        round(height * scale),
        0,
        round(x * scale),
        round(top * scale),
        ctypes.byref(across),
        ctypes.byref(up),
    )
    return across.value, up.value


def _string(raw: Any, annotation: Any, key: bytes, text: str) -> None:
    encoded = text.encode("utf-16-le") + b"\x00\x00"
    buffer = ctypes.create_string_buffer(encoded, len(encoded))
    raw.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(buffer, raw.FPDF_WIDESTRING))


def _saved(document: Any) -> bytes:
    import io

    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
