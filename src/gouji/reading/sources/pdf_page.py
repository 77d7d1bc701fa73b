"""What stands on one page of a PDF: its characters, its ruling lines and whether it is only a picture."""

from __future__ import annotations

import ctypes
import itertools
import math
from dataclasses import dataclass, replace

from gouji.reading.geometry.frame import Frame
from gouji.reading.geometry.rulings import THICK, Drawing, Ruling, add_box
from gouji.reading.geometry.words import SLANTED, Characters, Word, words_of
from gouji.reading.sources.pdfium import (
    Edges,
    Handle,
    bounds_of,
    character_boxes,
    characters_of,
    library,
    opened_text,
)

_PATH, _IMAGE, _FORM = 2, 3, 5
_LINE_TO, _MOVE_TO = 0, 2
_SAMPLES = 8
_SLANT = 0.05
_DARK = 120
_MOST_OBJECTS = 400_000
_MOST_SEGMENTS = 20_000
_DEEPEST = 8

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as read. ``pictured`` is True when a picture covers a large part of it."""

    frame: Frame
    characters: Characters
    words: list[Word]
    drawing: Drawing
    pictured: bool


def read_page(page: Handle, number: int) -> PageContent:
    """Everything of a page that reading needs, in its reading frame."""
    left, bottom, right, top = _page_box(page)
    shown = library().page_rotation(page) % 4
    frame = Frame(number, left, bottom, right, top, shown, shown)
    characters = Characters("", [], [], [], [])
    words: list[Word] = []
    with opened_text(page) as text:
        string = characters_of(text) if text else ""
        if text and string:
            main, mixed = _main_turn(text, string, shown)
            frame = replace(frame, turn=main)
            characters = Characters(string, *frame.boxes(*character_boxes(text, len(string))))
            words = words_of(characters, lambda index: _turn_of(text, index, main), mixed)
    drawing, pictured = _drawing(page, frame)
    return PageContent(frame, characters, words, drawing, pictured)


def _page_box(page: Handle) -> tuple[float, float, float, float]:
    values = (ctypes.c_float * 4)()
    if not library().page_box(page, ctypes.addressof(values)):
        return 0.0, 0.0, 595.0, 842.0
    left, top, right, bottom = values
    return left, bottom, right, top


def _main_turn(text: Handle, string: str, shown: int) -> tuple[int, bool]:
    """The quarter turns that make most characters upright, and whether others need different ones: from a sample."""
    step = max(1, len(string) // _SAMPLES)
    found = [_turn_of(text, index, 0) for index in range(0, len(string), step) if not string[index].isspace()]
    upright = [turn for turn in found if turn != SLANTED]
    main = max(range(4), key=upright.count) if upright else shown
    return main, main > 0 or shown > 0 or len(set(found)) > 1


def _turn_of(text: Handle, index: int, main: int) -> int:
    """The quarter turns a character needs to be upright, beyond ``main``."""
    quarters = -library().character_angle(text, index) / (math.pi / 2)
    return SLANTED if abs(quarters - round(quarters)) > _SLANT else (round(quarters) - main) % 4


def _drawing(page: Handle, frame: Frame) -> tuple[Drawing, bool]:
    pdfium = library()
    drawing = Drawing([], [])
    count = pdfium.count_objects(page)
    if count > _MOST_OBJECTS:
        return drawing, False
    objects = list(map(pdfium.get_object, [page] * count, range(count)))
    pictured = _collect(objects, None, frame, drawing, 0)
    return drawing, pictured


def _collect(objects: list[Handle], outer: Matrix | None, frame: Frame, drawing: Drawing, depth: int) -> bool:
    """Add the lines of objects (within a form: under its matrix) and of the forms among them; True when a picture
    covers much of the page."""
    pdfium = library()
    types = list(map(pdfium.object_type, objects))
    pictured = False
    if _FORM in types and depth < _DEEPEST:
        for form in [thing for thing, kind in zip(objects, types, strict=True) if kind == _FORM]:
            matrix = _matrix_of(form, outer)
            count = min(pdfium.count_form_objects(form), _MOST_OBJECTS)
            inner = list(map(pdfium.get_form_object, [form] * count, range(count)))
            pictured |= _collect(inner, matrix, frame, drawing, depth + 1)
    if _PATH not in types and _IMAGE not in types:
        return pictured
    wanted = [thing for thing, kind in zip(objects, types, strict=True) if kind in (_PATH, _IMAGE)]
    kinds = [kind for kind in types if kind in (_PATH, _IMAGE)]
    edges = bounds_of(wanted)
    if outer is not None:
        edges = _moved_boxes(edges, outer)
    width, height = frame.size
    for thing, kind, x0, top, x1, bottom in zip(wanted, kinds, *frame.boxes(*edges), strict=True):
        if bottom - top <= THICK or x1 - x0 <= THICK:
            add_box(drawing, x0, top, x1, bottom)
        elif kind == _IMAGE:
            pictured |= (x1 - x0) * (bottom - top) > 0.2 * width * height
        else:
            _outline(thing, outer, frame, drawing)
    return pictured


def _matrix_of(thing: Handle, outer: Matrix | None) -> Matrix | None:
    values = (ctypes.c_float * 6)()
    if not library().object_matrix(thing, ctypes.addressof(values)):
        return outer
    a, b, c, d, e, f = values
    if outer is None:
        return (a, b, c, d, e, f)
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved_boxes(edges: Edges, matrix: Matrix) -> Edges:
    a, b, c, d, e, f = matrix
    if b == 0 == c and a > 0 and d > 0:
        lefts, bottoms, rights, tops = edges
        return (
            [a * x + e for x in lefts],
            [d * y + f for y in bottoms],
            [a * x + e for x in rights],
            [d * y + f for y in tops],
        )
    moved: tuple[list[float], ...] = ([], [], [], [])
    for left, bottom, right, top in zip(*edges, strict=True):
        corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        moved[0].append(min(x for x, _ in corners))
        moved[1].append(min(y for _, y in corners))
        moved[2].append(max(x for x, _ in corners))
        moved[3].append(max(y for _, y in corners))
    return moved[0], moved[1], moved[2], moved[3]


def _outline(path: Handle, outer: Matrix | None, frame: Frame, drawing: Drawing) -> None:
    """The straight lines of a larger path: those it strokes, and the edges of boxes it fills in a dark colour."""
    pdfium = library()
    count = pdfium.count_segments(path)
    if count > _MOST_SEGMENTS:
        return
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.draw_mode(path, ctypes.addressof(mode), ctypes.addressof(stroke))
    if not stroke.value and not _is_dark(path):
        return  # shading of a cell or a row: its edges are no borders of cells
    for points, straight in _subpaths(path, count, _matrix_of(path, outer), frame):
        if not stroke.value:
            if straight and len(points) >= 4:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                add_box(drawing, min(xs), min(ys), max(xs), max(ys))
            continue
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(y1 - y0) <= 1:
                drawing.horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= 1:
                drawing.vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _is_dark(path: Handle) -> bool:
    values = (ctypes.c_uint * 4)()
    start = ctypes.addressof(values)
    if not library().fill_colour(path, start, start + 4, start + 8, start + 12):
        return True
    red, green, blue, alpha = values
    return alpha > 0 and max(red, green, blue) <= _DARK


def _subpaths(
    path: Handle, count: int, matrix: Matrix | None, frame: Frame
) -> list[tuple[list[tuple[float, float]], bool]]:
    """The points of each stretch drawn without lifting the pen, and whether it is made of upright straight lines."""
    pdfium = library()
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.addressof(x), ctypes.addressof(y)
    found: list[tuple[list[tuple[float, float]], bool]] = []
    points: list[tuple[float, float]] = []
    straight = True
    for index in range(count):
        segment = pdfium.get_segment(path, index)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, x_at, y_at)
        px, py = _moved(matrix, x.value, y.value) if matrix else (x.value, y.value)
        point = frame.point(px, py)
        if kind == _MOVE_TO:
            if len(points) > 1:
                found.append((points, straight))
            points, straight = [point], True
        else:
            last = points[-1] if points else point
            straight = straight and kind == _LINE_TO and (abs(point[0] - last[0]) <= 1 or abs(point[1] - last[1]) <= 1)
            points.append(point)
        if pdfium.segment_closes(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        found.append((points, straight))
    return found
