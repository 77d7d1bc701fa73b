"""A printed table as a Word table: merged cells, a header repeated on every page, fixed widths."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.model.publication import PrintedTable
from gouji.publishing.lattice import Placed, below, placed_rows
from gouji.publishing.paper import Plan
from gouji.publishing.word.markup import text, twips

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>' for side in _SIDES)
_MARGINS = '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
_INDENT = 200
_LAST = 3
"""So many rows go over the page with the last, so that no total stands on a page alone."""
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E9EEF4"/>'


def table_markup(table: PrintedTable, layout: Plan, *, together: bool) -> str:
    """The table; ``together`` keeps its rows on one page."""
    columns = [twips(width) for width in layout.columns]
    rows = placed_rows(table)
    continued = below(rows)
    size = f'<w:sz w:val="{round(layout.points * 2)}"/><w:szCs w:val="{round(layout.points * 2)}"/>'
    last = len(rows) - 1
    body = "".join(
        _row(
            sorted([*row, *continued.get(number, [])], key=lambda cell: cell.column),
            number,
            columns,
            size,
            header=number < table.header_rows,
            keep=number != last and (together or number >= last - _LAST),
        )
        for number, row in enumerate(rows)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{text(table.title)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )


def _row(cells: Sequence[Placed], number: int, columns: Sequence[int], size: str, *, header: bool, keep: bool) -> str:
    mark = "<w:tblHeader/>" if header else ""
    inside = "".join(_cell(cell, number, columns, size, keep) for cell in cells)
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/>{mark}</w:trPr>{inside}</w:tr>'


def _cell(cell: Placed, number: int, columns: Sequence[int], size: str, keep: bool) -> str:
    width = sum(columns[cell.column : cell.column + cell.colspan])
    begins = cell.row == number
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.colspan > 1:
        properties += f'<w:gridSpan w:val="{cell.colspan}"/>'
    if cell.rowspan > 1:
        properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    if cell.is_header:
        properties += _SHADE
    style = ("<w:keepNext/>" if keep else "") + (f'<w:ind w:left="{cell.indent * _INDENT}"/>' if cell.indent else "")
    style += f'<w:jc w:val="{cell.align}"/>' if cell.align != "left" else ""
    content = _runs(cell, size) if begins else ""
    return (
        f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{style}</w:pPr>{content}</w:p></w:tc>'
    )


def _runs(cell: Placed, size: str) -> str:
    if not cell.text:
        return ""
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{text(line)}</w:t>' for line in cell.text.split("\n"))
    bold = "<w:b/><w:bCs/>" if cell.bold else ""
    return f"<w:r><w:rPr>{bold}{size}</w:rPr>{inside}</w:r>"
