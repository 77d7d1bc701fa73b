"""Charts as SVG: drawn here so that a page loads nothing, with a title and a description for those who do not see them.

No style attributes and no scripts: a strict content security policy shows them unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from gouji.model.money import Unit
from gouji.model.publication import Chart
from gouji.publishing.paper import ems

COLOURS = ("#1f5fa8", "#d9822b", "#3a8f5c", "#8a5ba6", "#b23a48", "#5c6b7a")
"""Told apart also by those who do not see red and green, and dark enough on white."""
FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, SimHei, sans-serif"
_INK, _SOFT, _LINE = "#1d2733", "#5c6b7a", "#d8dfe6"
_WIDTH, _SIZE, _ROW = 720, 14, 30
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Words:
    """What a drawing says beside the chart's own labels; Chinese as documents have it."""

    ten_thousand: str = Unit.TEN_THOUSAND_YUAN.text
    hundred_million: str = Unit.HUNDRED_MILLION_YUAN.text
    unit: str = "单位：%(unit)s"
    value: str = "%(label)s%(value)s%(unit)s"
    between: str = "，"
    series: str = "%(name)s：%(values)s"
    longest_label: float = 15.0
    """In widths of a Chinese character; what is longer is cut."""


CHINESE = Words()


def scaled(chart: Chart, words: Words = CHINESE) -> tuple[str, tuple[tuple[Decimal, ...], ...]]:
    """The unit the chart is drawn in and the values of each series in it, with two decimals."""
    largest = max((abs(value) for _, values in chart.series for value in values), default=0)
    unit = Unit.HUNDRED_MILLION_YUAN if largest >= 100 * Unit.HUNDRED_MILLION_YUAN.value else Unit.TEN_THOUSAND_YUAN
    values = tuple(
        tuple((Decimal(value) / unit.value).quantize(_CENT) for value in numbers) for _, numbers in chart.series
    )
    return words.ten_thousand if unit is Unit.TEN_THOUSAND_YUAN else words.hundred_million, values


def svg(chart: Chart, identifier: str = "chart", words: Words = CHINESE) -> str:
    """The chart as an SVG element; ``identifier`` keeps its references apart from those of others on the page."""
    unit, values = scaled(chart, words)
    drawing = _Drawing(chart, unit, values, words)
    shapes = list(drawing.line() if chart.kind == "line" else drawing.bars())
    height = drawing.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="{identifier}-t {identifier}-d" font-family="{FONT}" font-size="{_SIZE}" '
        f'fill="{_INK}"><title id="{identifier}-t">{escape(chart.title)}</title>'
        f'<desc id="{identifier}-d">{escape(description(chart, words))}</desc>{"".join(shapes)}</svg>'
    )


def description(chart: Chart, words: Words = CHINESE) -> str:
    """What the chart shows in words: its own description and every value."""
    unit, values = scaled(chart, words)

    def told(numbers: Sequence[Decimal]) -> str:
        pairs = zip(chart.labels, numbers, strict=False)
        return words.between.join(
            words.value % {"label": label, "value": f"{value:,}", "unit": unit} for label, value in pairs
        )

    series = (
        words.series % {"name": name, "values": told(numbers)}
        for (name, _), numbers in zip(chart.series, values, strict=True)
    )
    return " ".join((chart.description, *series)).strip()


@dataclass(slots=True)
class _Drawing:
    chart: Chart
    unit: str
    values: tuple[tuple[Decimal, ...], ...]
    words: Words
    height: int = 0

    def bars(self) -> Iterator[str]:
        """Bars from left to right, a row for each label: side by side, or one behind the other when stacked."""
        stacked = self.chart.kind == "stacked"
        series = len(self.values)
        labels = [_shortened(label, self.words.longest_label) for label in self.chart.labels]
        left = max((ems(label) for label in labels), default=0) * _SIZE + 12
        room = _WIDTH - left - 100
        sums = [sum(column, Decimal(0)) for column in zip(*self.values, strict=False)]
        every = sums if stacked else [value for numbers in self.values for value in numbers]
        low, high = min([Decimal(0), *every]), max([Decimal(0), *every])
        span = (high - low) or Decimal(1)
        zero = left + float(-low / span) * room
        thick = 16 if stacked or series == 1 else 15
        row = _ROW if stacked or series == 1 else thick * series + 14
        top = 8
        for index, label in enumerate(labels):
            y = top + index * row
            yield _text(left - 8, y + row / 2 + 5, label, anchor="end")
            x = zero
            for number, numbers in enumerate(self.values):
                value = numbers[index] if index < len(numbers) else Decimal(0)
                length = float(abs(value) / span) * room
                at = y + (row - thick) / 2 if stacked or series == 1 else y + 7 + number * thick
                start = x if stacked else (zero if value >= 0 else zero - length)
                yield _bar(start, at, length, thick - (0 if series == 1 else 1), number)
                if stacked:
                    x += length
                else:
                    yield _text(max(start + length, zero) + 5, at + thick - 3, f"{value:,}", size=12, fill=_SOFT)
            if stacked:
                yield _text(x + 5, y + row / 2 + 5, f"{sums[index]:,}", size=12, fill=_SOFT)
        bottom = top + len(labels) * row
        yield f'<line x1="{zero:.1f}" y1="{top}" x2="{zero:.1f}" y2="{bottom}" stroke="{_SOFT}"/>'
        yield from self._legend(bottom + 22)

    def line(self) -> Iterator[str]:
        """A line for each series over the labels."""
        left, top, bottom = 84, 16, 240
        room = _WIDTH - left - 40
        every = [value for numbers in self.values for value in numbers] or [Decimal(0)]
        low, high = min([Decimal(0), *every]), max([Decimal(0), *every])
        step = _step(high - low)
        high = (high // step + 1) * step
        span = high - low
        count = max(len(self.chart.labels) - 1, 1)

        def x_at(index: int) -> float:
            return left + 24 + index * (room - 48) / count

        def y_at(value: Decimal) -> float:
            return bottom - float((value - low) / span) * (bottom - top)

        mark = low
        while mark <= high:
            y = y_at(mark)
            yield f'<line x1="{left}" y1="{y:.1f}" x2="{left + room}" y2="{y:.1f}" stroke="{_LINE}"/>'
            yield _text(left - 8, y + 4, f"{mark:,}", anchor="end", size=12, fill=_SOFT)
            mark += step
        for index, label in enumerate(self.chart.labels):
            most = (room - 48) / count / 12 - 0.5
            yield _text(x_at(index), bottom + 22, _shortened(label, most), anchor="middle", size=12)
        for number, numbers in enumerate(self.values):
            points = [(x_at(index), y_at(value)) for index, value in enumerate(numbers)]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            yield f'<polyline points="{path}" fill="none" stroke="{_colour(number)}" stroke-width="2.5"/>'
            for (x, y), value in zip(points, numbers, strict=True):
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_colour(number)}"/>'
                if len(self.values) == 1:
                    yield _text(x, y - 9, f"{value:,}", anchor="middle", size=12, fill=_SOFT)
        yield from self._legend(bottom + 48)

    def _legend(self, y: float) -> Iterator[str]:
        """The names of the series, in as many lines as they need, and the unit."""
        x = 12.0
        if len(self.chart.series) > 1:
            for number, (name, _) in enumerate(self.chart.series):
                width = ems(name) * 12 + 40
                if x + width > _WIDTH - 110:
                    x, y = 12.0, y + 20
                yield f'<rect x="{x:.1f}" y="{y - 10:.1f}" width="12" height="12" fill="{_colour(number)}"/>'
                yield _text(x + 17, y, name, size=12)
                x += width
        yield _text(_WIDTH - 8, y, self.words.unit % {"unit": self.unit}, anchor="end", size=12, fill=_SOFT)
        self.height = int(y + 14)


def _step(span: Decimal) -> Decimal:
    """The distance of the lines behind a line chart: about five of them, at round figures."""
    if span <= 0:
        return Decimal(1)
    magnitude = Decimal(1).scaleb((span / 5).adjusted())
    return next(magnitude * n for n in (1, 2, 5, 10) if magnitude * n * 5 >= span)


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _shortened(label: str, most: float) -> str:
    if ems(label) <= most:
        return label
    while len(label) > 1 and ems(label) > most - 1:
        label = label[:-1]
    return label + "…"


def _bar(x: float, y: float, width: float, height: float, number: int) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{_colour(number)}"/>'


def _text(x: float, y: float, value: str, *, anchor: str = "start", size: int = _SIZE, fill: str = _INK) -> str:
    placed = f'x="{x:.1f}" y="{y:.1f}"'
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-size="{size}"' if size != _SIZE else ""
    more += f' fill="{fill}"' if fill != _INK else ""
    return f"<text {placed}{more}>{escape(value)}</text>"


def drawn(charts: Sequence[Chart], words: Words = CHINESE) -> tuple[str, ...]:
    """The charts of one page, each with references of its own."""
    return tuple(svg(chart, f"chart{number}", words) for number, chart in enumerate(charts, 1))
