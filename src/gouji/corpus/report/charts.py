"""Charts as inline SVG, each with a text alternative. Lengths are drawn from whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.checking.reports.markup import text

_ROW, _LABEL, _BAR, _VALUE = 26, 190, 420, 110
_CHARACTER = 9
"""About how wide a character of a value is: digits narrower, Chinese wider."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: ``parts`` are (class of the style sheet, length), ``value`` is what stands behind it."""

    label: str
    parts: tuple[tuple[str, int], ...]
    value: str


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars, the longest as wide as the chart; "" without rows."""
    longest = max((sum(length for _, length in row.parts) for row in rows), default=0)
    if not longest:
        return ""
    value = max(_VALUE, max(len(row.value) for row in rows) * _CHARACTER)
    height, width = len(rows) * _ROW + 8, _LABEL + _BAR + value
    told = "；".join(f"{row.label} {row.value}" for row in rows)
    drawn = [f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">']
    drawn.append(f"<title>{text(title)}</title><desc>{text(told)}</desc>")
    for at, row in enumerate(rows):
        top = at * _ROW + 4
        drawn.append(f'<text x="{_LABEL - 8}" y="{top + 14}" text-anchor="end">{text(_short(row.label))}</text>')
        left = _LABEL
        for style, length in row.parts:
            wide = length * _BAR // longest
            drawn.append(f'<rect class="{style}" x="{left}" y="{top}" width="{wide}" height="{_ROW - 8}"/>')
            left += wide
        drawn.append(f'<text class="soft" x="{left + 6}" y="{top + 14}">{text(row.value)}</text>')
    return "".join([*drawn, "</svg>"])


def _short(label: str) -> str:
    return label if len(label) <= 15 else label[:14] + "…"


def columns(title: str, points: Sequence[tuple[str, int, str]]) -> str:
    """Vertical columns of (label, height, value), for a few years; "" without points."""
    highest = max((height for _, height, _ in points), default=0)
    if highest <= 0:
        return ""
    wide, tall = 90, 160
    width, height = len(points) * wide + 10, tall + 44
    told = "；".join(f"{label} {value}" for label, _, value in points)
    drawn = [f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">']
    drawn.append(f"<title>{text(title)}</title><desc>{text(told)}</desc>")
    for at, (label, size, value) in enumerate(points):
        own = max(size, 0) * tall // highest
        left, top = at * wide + 14, tall - own + 20
        middle = left + 31
        drawn.append(f'<rect class="bar" x="{left}" y="{top}" width="62" height="{own}"/>')
        drawn.append(f'<text class="soft" x="{middle}" y="{top - 5}" text-anchor="middle">{text(value)}</text>')
        drawn.append(f'<text x="{middle}" y="{tall + 38}" text-anchor="middle">{text(label)}</text>')
    return "".join([*drawn, "</svg>"])
