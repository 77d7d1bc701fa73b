"""Pictures of pages, for text recognition and for reports."""

from __future__ import annotations

import struct
import zlib

from gouji.errors import LimitError, UnreadableError
from gouji.reading.sources.pdfium import PDFIUM, opened_document

_MOST_PIXELS = 60_000_000


def render_page(data: bytes, page: int, dpi: float = 144, grey: bool = False) -> bytes:
    """Page ``page`` (from 1) of a PDF as the bytes of a PNG picture.

    Raises :class:`UnreadableError` when the file or the page cannot be opened, :class:`LimitError` when the picture
    would be too large to hold.
    """
    import ctypes

    import pypdfium2.raw as raw

    with PDFIUM, opened_document(data) as document:
        handle = raw.FPDF_LoadPage(ctypes.cast(document, raw.FPDF_DOCUMENT), page - 1)
        if not handle:
            raise UnreadableError(f"PDF 文件的第 {page} 页无法打开。")
        try:
            width = max(1, round(raw.FPDF_GetPageWidthF(handle) * dpi / 72))
            height = max(1, round(raw.FPDF_GetPageHeightF(handle) * dpi / 72))
            if width * height > _MOST_PIXELS:
                raise LimitError(f"PDF 文件的第 {page} 页尺寸过大，无法生成图像；请降低分辨率。")
            kind, channels = (raw.FPDFBitmap_Gray, 1) if grey else (raw.FPDFBitmap_BGR, 3)
            bitmap = raw.FPDFBitmap_CreateEx(width, height, kind, None, 0)
            if not bitmap:
                raise UnreadableError(f"PDF 文件的第 {page} 页无法生成图像。")
            try:
                raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
                flags = raw.FPDF_ANNOT | (raw.FPDF_GRAYSCALE if grey else raw.FPDF_REVERSE_BYTE_ORDER)
                raw.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, flags)
                stride = raw.FPDFBitmap_GetStride(bitmap)
                pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
            finally:
                raw.FPDFBitmap_Destroy(bitmap)
        finally:
            raw.FPDF_ClosePage(handle)
    return _png(pixels, width, height, stride, channels)


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    line = width * channels
    rows = b"".join(b"\x00" + pixels[start : start + line] for start in range(0, stride * height, stride))
    header = struct.pack(">IIBBBBB", width, height, 8, 0 if channels == 1 else 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
