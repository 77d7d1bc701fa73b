"""What a picture of a page shows besides letters: how it is tilted, its ruling lines, where ink is. With numpy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gouji.reading.geometry.rulings import Drawing, Ruling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Gray = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

_DARK = 140
_LINE_INCHES = 0.3
"""A straight run of dark this long is a ruling line; no stroke of a letter is."""
_MOST_TILT = 3.0
_TILT_STEP = 0.1
_SAMPLES = 40_000


class Box(NamedTuple):
    """A rectangle of pixels, the right and bottom edges excluded."""

    x0: int
    top: int
    x1: int
    bottom: int


def straightened(image: Gray) -> Gray:
    """The picture turned upright by the angle (up to 3°) at which its lines and rows of text are sharpest."""
    tilt = _tilt(image)
    return image if abs(tilt) < _TILT_STEP / 2 else _sheared(_sheared(image, tilt).T, -tilt).T


def ruling_lines(image: Gray, dpi: float) -> tuple[Drawing, Mask]:
    """The ruling lines in points, and the pixels they cover."""
    dark = image < _DARK
    length = max(int(dpi * _LINE_INCHES), 8)
    across, down = _runs(dark, length, 1), _runs(dark, length, 0)
    scale = 72 / dpi
    drawing = Drawing(
        [Ruling(y * scale, x0 * scale, x1 * scale) for y, x0, x1 in _segments(across)],
        [Ruling(x * scale, y0 * scale, y1 * scale) for x, y0, y1 in _segments(down.T)],
    )
    return drawing, across | down


def without(image: Gray, mask: Mask, margin: int) -> Gray:
    """The picture with the masked pixels, and those up to ``margin`` around them, made white."""
    grown = mask.copy()
    for _ in range(margin):
        wider = grown.copy()
        wider[1:] |= grown[:-1]
        wider[:-1] |= grown[1:]
        wider[:, 1:] |= grown[:, :-1]
        wider[:, :-1] |= grown[:, 1:]
        grown = wider
    result = image.copy()
    result[grown] = 255
    return result


def ink(image: Gray, box: Box, least: int) -> Box | None:
    """The smallest box around the dark pixels within ``box``; None when there are fewer than ``least``."""
    import numpy as np

    part = image[box.top : box.bottom, box.x0 : box.x1] < _DARK
    if int(part.sum()) < least:
        return None
    rows = np.flatnonzero(part.any(axis=1))
    columns = np.flatnonzero(part.any(axis=0))
    return Box(
        box.x0 + int(columns[0]), box.top + int(rows[0]), box.x0 + int(columns[-1]) + 1, box.top + int(rows[-1]) + 1
    )


def stacked(image: Gray, boxes: list[Box], gap: int) -> tuple[Gray, list[int]]:
    """The boxes cut out and put one under another on white, ``gap`` pixels apart, and the height each begins at."""
    import numpy as np

    width = max((box.x1 - box.x0 for box in boxes), default=1) + 2 * gap
    height = sum(box.bottom - box.top + gap for box in boxes) + gap
    sheet: Gray = np.full((height, width), 255, dtype=np.uint8)
    tops: list[int] = []
    at = gap
    for box in boxes:
        tops.append(at)
        sheet[at : at + box.bottom - box.top, gap : gap + box.x1 - box.x0] = image[
            box.top : box.bottom, box.x0 : box.x1
        ]
        at += box.bottom - box.top + gap
    return sheet, tops


def _runs(mask: Mask, length: int, axis: int) -> Mask:
    """The pixels that lie in a run of at least ``length`` dark pixels along an axis."""
    import numpy as np

    def part(begin: int | None, end: int | None) -> tuple[slice, ...]:
        return (slice(None),) * axis + (slice(begin, end),)

    covered = np.zeros_like(mask)
    if mask.shape[axis] < length:
        return covered
    # Runs of twice the length begin where two of the length meet: a few steps, whatever the length.
    starts, reach = mask, 1
    while reach < length:
        step = min(reach, length - reach)
        starts = starts[part(None, -step)] & starts[part(step, None)]
        reach += step
    covered[part(None, starts.shape[axis])] = starts
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        covered[part(step, None)] |= covered[part(None, -step)].copy()
        reach += step
    return covered


def _segments(mask: Mask) -> list[tuple[float, float, float]]:
    """The horizontal runs of a mask as (row, start, end); rows that touch are one line, at their middle."""
    import numpy as np

    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    return [
        (float(row) + 0.5, float(start), float(end))
        for (row, start), (_, end) in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def _tilt(image: Gray) -> float:
    """The angle in degrees, positive when lines fall to the right."""
    import numpy as np

    rows, columns = np.nonzero(image < _DARK)
    if len(rows) < 100:
        return 0.0
    step = max(len(rows) // _SAMPLES, 1)
    rows, columns = rows[::step], columns[::step]

    def sharpness(angle: float) -> float:
        heights = np.rint(rows - columns * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(heights - heights.min())
        return float((counts.astype(np.float64) ** 2).sum())

    count = round(_MOST_TILT / _TILT_STEP)
    best = max(range(-count, count + 1), key=lambda number: sharpness(number * _TILT_STEP))
    return best * _TILT_STEP if sharpness(best * _TILT_STEP) > 1.05 * sharpness(0.0) else 0.0


def _sheared(image: Gray, angle: float) -> Gray:
    """The picture with each column moved up by the height a line of that angle falls until there."""
    import numpy as np

    slope = math.tan(math.radians(angle))
    result = np.full_like(image, 255)
    height = image.shape[0]
    for column in range(image.shape[1]):
        shift = round(column * slope)
        if shift >= 0:
            result[: height - shift, column] = image[shift:, column]
        else:
            result[-shift:, column] = image[: height + shift, column]
    return result
