"""Charts as inline SVG, each with a text alternative. Lengths are drawn from whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.checking.reports.markup import text

_LONGEST = 1000
"""The longest bar in units of its drawing, which a style sheet stretches to the room there is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: ``parts`` are (class of the style sheet, length), ``value`` is what stands behind it."""

    label: str
    parts: tuple[tuple[str, int], ...]
    value: str


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars, the longest as wide as there is room, with their labels and values as text; "" without rows."""
    longest = max((sum(length for _, length in row.parts) for row in rows), default=0)
    if not longest:
        return ""
    return f'<ul class="bars" aria-label="{text(title)}">{"".join(_bar(row, longest) for row in rows)}</ul>'


def _bar(row: Bar, longest: int) -> str:
    drawn, left = [], 0
    for style, length in row.parts:
        wide = length * _LONGEST // longest
        if wide:
            drawn.append(f'<rect class="{style}" x="{left}" width="{wide}" height="10"/>')
        left += wide
    chart = f'<svg viewBox="0 0 {_LONGEST} 10" preserveAspectRatio="none" aria-hidden="true">{"".join(drawn)}</svg>'
    return f"<li><span>{text(row.label)}</span>{chart}<b>{text(row.value)}</b></li>"


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
