"""PDFium called in bulk.

PDFium answers for one character at a time, and a call from Python costs more than the answer. So its functions are
bound once more with plain addresses instead of pointer objects and driven by ``map`` over ranges of addresses: the
boxes of all characters of a page arrive in one array without a line of Python for each (0.5 µs a character).

PDFium is not thread-safe: whoever calls it holds :data:`PDFIUM`.
"""

from __future__ import annotations

import ctypes
import importlib.util
import threading
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any

from gouji.errors import UnreadableError
from gouji.lexicon.glyphs import plain

PDFIUM = threading.Lock()
"""Held by whoever calls PDFium; it is one machine for the whole process."""

Handle = int
"""The address of a thing of PDFium's."""

Edges = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]
"""The left, bottom, right and top edges of many boxes."""

_PASSWORD = 4
_SECURITY = 5
_LIBRARIES = frozenset({".so", ".dylib", ".dll"})


@dataclass(frozen=True, slots=True)
class Library:
    """The functions used, each taking addresses as plain integers."""

    load_document: Callable[..., Any]
    close_document: Callable[..., Any]
    last_error: Callable[[], int]
    page_count: Callable[[Handle], int]
    load_page: Callable[[Handle, int], Any]
    close_page: Callable[[Handle], Any]
    page_box: Callable[[Handle, int], int]
    page_rotation: Callable[[Handle], int]
    load_text: Callable[[Handle], Any]
    close_text: Callable[[Handle], Any]
    count_characters: Callable[[Handle], int]
    get_text: Callable[[Handle, int, int, int], int]
    unicode_of: Callable[[Handle, int], int]
    character_box: Callable[[Handle, int, int], int]
    character_angle: Callable[[Handle, int], float]
    count_objects: Callable[[Handle], int]
    get_object: Callable[[Handle, int], Any]
    object_type: Callable[[Handle], int]
    object_bounds: Callable[[Handle, int, int, int, int], int]
    object_matrix: Callable[[Handle, int], int]
    fill_colour: Callable[[Handle, int, int, int, int], int]
    draw_mode: Callable[[Handle, int, int], int]
    count_segments: Callable[[Handle], int]
    get_segment: Callable[[Handle, int], Any]
    segment_type: Callable[[Handle], int]
    segment_point: Callable[[Handle, int, int], int]
    segment_closes: Callable[[Handle], int]
    count_form_objects: Callable[[Handle], int]
    get_form_object: Callable[[Handle, int], Any]


@lru_cache(maxsize=1)
def library() -> Library:
    """PDFium, loaded on first use."""
    functions = _functions()
    address, integer, single = ctypes.c_void_p, ctypes.c_int, ctypes.c_float

    def bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
        # PYFUNCTYPE keeps the interpreter lock: cheaper a call, and no other thread can enter PDFium meanwhile.
        where = ctypes.cast(getattr(functions, name), address).value
        assert where is not None
        return ctypes.PYFUNCTYPE(result, *arguments)(where)

    return Library(
        load_document=bind("FPDF_LoadMemDocument64", address, address, ctypes.c_size_t, address),
        close_document=bind("FPDF_CloseDocument", None, address),
        last_error=bind("FPDF_GetLastError", ctypes.c_ulong),
        page_count=bind("FPDF_GetPageCount", integer, address),
        load_page=bind("FPDF_LoadPage", address, address, integer),
        close_page=bind("FPDF_ClosePage", None, address),
        page_box=bind("FPDF_GetPageBoundingBox", integer, address, address),
        page_rotation=bind("FPDFPage_GetRotation", integer, address),
        load_text=bind("FPDFText_LoadPage", address, address),
        close_text=bind("FPDFText_ClosePage", None, address),
        count_characters=bind("FPDFText_CountChars", integer, address),
        get_text=bind("FPDFText_GetText", integer, address, integer, integer, address),
        unicode_of=bind("FPDFText_GetUnicode", ctypes.c_uint, address, integer),
        character_box=bind("FPDFText_GetLooseCharBox", integer, address, integer, address),
        character_angle=bind("FPDFText_GetCharAngle", single, address, integer),
        count_objects=bind("FPDFPage_CountObjects", integer, address),
        get_object=bind("FPDFPage_GetObject", address, address, integer),
        object_type=bind("FPDFPageObj_GetType", integer, address),
        object_bounds=bind("FPDFPageObj_GetBounds", integer, address, address, address, address, address),
        object_matrix=bind("FPDFPageObj_GetMatrix", integer, address, address),
        fill_colour=bind("FPDFPageObj_GetFillColor", integer, address, address, address, address, address),
        draw_mode=bind("FPDFPath_GetDrawMode", integer, address, address, address),
        count_segments=bind("FPDFPath_CountSegments", integer, address),
        get_segment=bind("FPDFPath_GetPathSegment", address, address, integer),
        segment_type=bind("FPDFPathSegment_GetType", integer, address),
        segment_point=bind("FPDFPathSegment_GetPoint", integer, address, address, address),
        segment_closes=bind("FPDFPathSegment_GetClose", integer, address),
        count_form_objects=bind("FPDFFormObj_CountObjects", integer, address),
        get_form_object=bind("FPDFFormObj_GetObject", address, address, ctypes.c_ulong),
    )


def _functions() -> Any:
    """PDFium's functions by name, from the library in the wheel itself: the wheel's bindings declare hundreds of them
    in Python, which takes longer than reading a short document. Starting PDFium twice does nothing, so whoever needs
    the bindings may import them later."""
    wheel = importlib.util.find_spec("pypdfium2_raw")
    for folder in (wheel and wheel.submodule_search_locations) or ():
        for path in Path(folder).glob("*pdfium.*"):
            if path.suffix in _LIBRARIES:
                functions = ctypes.CDLL(str(path))
                functions.FPDF_InitLibrary()
                return functions
    import pypdfium2.raw  # which finds the library of the system

    return pypdfium2.raw


@contextmanager
def opened_document(data: bytes) -> Iterator[Handle]:
    """A document of the bytes of a file, closed at the end. Raises :class:`UnreadableError`."""
    pdfium = library()
    # PDFium reads from the bytes themselves, which this frame keeps alive until the document is closed.
    document = pdfium.load_document(ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data), None)
    if not document:
        if pdfium.last_error() in {_PASSWORD, _SECURITY}:
            raise UnreadableError("PDF 文件已加密，需要密码才能打开，请提供未加密的文件。")
        raise UnreadableError("PDF 文件已损坏或不完整，无法打开，请重新下载或重新导出后再读取。")
    try:
        yield document
    finally:
        pdfium.close_document(document)


@contextmanager
def opened_page(document: Handle, index: int) -> Iterator[Handle | None]:
    """A page of a document, closed at the end; None when it is damaged."""
    pdfium = library()
    page = pdfium.load_page(document, index)
    if not page:
        yield None
        return
    try:
        yield page
    finally:
        pdfium.close_page(page)


@contextmanager
def opened_text(page: Handle) -> Iterator[Handle | None]:
    """The text of a page, closed at the end; None when it cannot be had."""
    pdfium = library()
    text = pdfium.load_text(page)
    if not text:
        yield None
        return
    try:
        yield text
    finally:
        pdfium.close_text(text)


def drained(calls: Iterator[Any]) -> None:
    """Make all calls of a ``map`` for what they write."""
    deque(calls, 0)


def bounds_of(objects: list[Handle]) -> Edges:
    """The left, bottom, right and top of page objects in the coordinates they are drawn in."""
    count = len(objects)
    values = array("f", bytes(16 * count))
    (start, _), step = values.buffer_info(), 4 * count
    ranges = [range(start + side * step, start + (side + 1) * step, 4) for side in range(4)]
    drained(map(library().object_bounds, objects, *ranges))
    return values[:count], values[count : 2 * count], values[2 * count : 3 * count], values[3 * count :]


def character_boxes(text: Handle, count: int) -> Edges:
    """The left, bottom, right and top of the advance boxes of all characters."""
    values = array("f", bytes(16 * count))
    start, _ = values.buffer_info()
    drained(map(library().character_box, repeat(text), range(count), range(start, start + 16 * count, 16)))
    # FS_RECTF is left, top, right, bottom.
    return values[0::4], values[3::4], values[2::4], values[1::4]


def characters_of(text: Handle) -> str:
    """All characters, one for each index of PDFium's (what is no character becomes a space)."""
    pdfium = library()
    count = pdfium.count_characters(text)
    if count <= 0:
        return ""
    buffer = array("H", bytes(2 * (count + 1)))
    pdfium.get_text(text, 0, count, buffer.buffer_info()[0])
    found = buffer.tobytes().decode("utf-16-le", "replace")[:-1]
    if len(found) != count or "\x00" in found:
        codes = map(pdfium.unicode_of, repeat(text), range(count))
        found = "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)
    return plain(found.translate(_ODD) if "\x02" in found or "\ufffe" in found or "\uffff" in found else found)


_ODD = {0x02: "-", 0xFFFE: "-", 0xFFFF: " "}
"""PDFium marks a hyphen at the end of a line, which may be the minus of an amount, by codes of its own."""
