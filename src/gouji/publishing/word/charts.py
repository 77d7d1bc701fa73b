"""A chart as Word's own chart: drawn sharp at any size, and its figures can be edited."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gouji.model.publication import Chart
from gouji.publishing.charts import COLOURS, scaled
from gouji.publishing.package import settled
from gouji.publishing.word.markup import text

if TYPE_CHECKING:
    from docx.document import Document

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU_PER_MM = 36000
_CREATED = datetime(2000, 1, 1)
WIDTH, HEIGHT = 155, 85
_AXES = '<c:axId val="101"/><c:axId val="102"/>'


def chart_markup(document: Document, chart: Chart, number: int) -> str:
    """Add the chart's parts to the document; gives the drawing that shows it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package: Any = document.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    part._blob = _part(chart, part.relate_to(book, f"{_RELATION}/package"))
    relation = document.part.relate_to(part, f"{_RELATION}/chart")
    size = f'cx="{WIDTH * _EMU_PER_MM}" cy="{_height(chart) * _EMU_PER_MM}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{1000 + number}" name="图 {number}" descr="{text(chart.description or chart.title)}"/>'
        f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _height(chart: Chart) -> int:
    if chart.kind == "line":
        return HEIGHT
    bars = len(chart.labels) * (len(chart.series) if chart.kind == "bar" else 1)
    return max(50, min(30 + 8 * bars, 200))


def _workbook(chart: Chart) -> bytes:
    """The figures behind the chart, which Word opens to edit it."""
    from xlsxwriter import Workbook

    _, values = scaled(chart)
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet("数据")
    sheet.write_column(1, 0, chart.labels)
    for column, ((name, _), numbers) in enumerate(zip(chart.series, values, strict=True), 1):
        sheet.write_string(0, column, name)
        sheet.write_column(1, column, numbers)
    book.close()
    return settled(content.getvalue())


def _part(chart: Chart, book: str) -> bytes:
    unit, values = scaled(chart)
    series = "".join(
        _series(chart, number, name, [str(value) for value in numbers])
        for number, ((name, _), numbers) in enumerate(zip(chart.series, values, strict=True))
    )
    if chart.kind == "line":
        plot = (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{series}<c:marker val="1"/>{_AXES}</c:lineChart>'
        )
    else:
        stacked = chart.kind == "stacked"
        overlap = '<c:overlap val="100"/>' if stacked else ""
        plot = (
            f'<c:barChart><c:barDir val="bar"/><c:grouping val="{"stacked" if stacked else "clustered"}"/>'
            f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>{overlap}{_AXES}</c:barChart>'
        )
    across = chart.kind != "line"
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{_RELATION}"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{plot}{_category_axis(across)}{_value_axis(across, unit)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000"/></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        f'<c:externalData r:id="{book}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _series(chart: Chart, number: int, name: str, values: list[str]) -> str:
    column, last = chr(ord("B") + number % 24), len(values) + 1
    colour = COLOURS[number % len(COLOURS)].lstrip("#")
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    shape = f'<c:spPr><a:ln w="28575">{fill}</a:ln></c:spPr>' if chart.kind == "line" else f"<c:spPr>{fill}</c:spPr>"
    shown = chart.kind == "bar"
    labels = (
        '<c:dLbls><c:numFmt formatCode="#,##0.00" sourceLinked="0"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        if shown
        else ""
    )
    invert = "" if chart.kind == "line" else '<c:invertIfNegative val="0"/>'
    smooth = '<c:smooth val="0"/>' if chart.kind == "line" else ""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx>{_text_cache(f'数据!${column}$1', [name])}</c:tx>"
        f"{shape}{invert}{labels}<c:cat>{_text_cache(f'数据!$A$2:$A${last}', list(chart.labels))}</c:cat>"
        f"<c:val><c:numRef><c:f>数据!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>#,##0.00</c:formatCode>"
        f"{_points(values)}</c:numCache></c:numRef></c:val>{smooth}</c:ser>"
    )


def _text_cache(reference: str, values: list[str]) -> str:
    return f"<c:strRef><c:f>{reference}</c:f><c:strCache>{_points(values)}</c:strCache></c:strRef>"


def _points(values: list[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{text(value)}</c:v></c:pt>' for n, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _category_axis(across: bool) -> str:
    return (
        f'<c:catAx><c:axId val="101"/><c:scaling><c:orientation val="{"maxMin" if across else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if across else "b"}"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="102"/><c:crosses val="autoZero"/>'
        "</c:catAx>"
    )


def _value_axis(across: bool, unit: str) -> str:
    title = (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="0"/></a:pPr>'
        f'<a:r><a:rPr lang="zh-CN" sz="900" b="0"/><a:t>{unit}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )
    return (
        '<c:valAx><c:axId val="102"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if across else "l"}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>'
        '<a:srgbClr val="D8DFE6"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        f'{title}<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="101"/>'
        f'<c:crosses val="{"max" if across else "autoZero"}"/></c:valAx>'
    )
