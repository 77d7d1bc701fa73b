"""A printed table on a sheet: title, holder and unit above it, notes below, amounts as numbers, sums as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from gouji.model.money import Amount
from gouji.model.publication import BodyCell, PrintedTable
from gouji.publishing.lattice import Placed, placed_rows
from gouji.publishing.outline import form_number, printed_title, unit_line
from gouji.publishing.paper import LARGE, lines, pages_needed, plan, row_height
from gouji.publishing.workbook.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MM_PER_WIDTH = 2.1
"""Millimetres that one unit of Excel's column width takes."""
_A3, _A4 = 8, 9
_NEARLY_A_PAGE = 1.15
_MOST_PARTS = 250
"""Excel's function of sums takes no more arguments than 255."""
_TALLEST = 409.0
_MOST_FROZEN = 4


def write_table(sheet: Worksheet, styles: Styles, table: PrintedTable) -> None:
    """Write one table to its own sheet."""
    layout = plan(table)
    for column, width in enumerate(layout.columns):
        sheet.set_column(column, column, width / _MM_PER_WIDTH)
    top = _above(sheet, styles, table)
    rows = placed_rows(table)
    for number, row in enumerate(rows):
        if number >= table.header_rows:
            cells = table.body[number - table.header_rows]
            sheet.set_row(top + number, min(row_height(cells, layout.columns, layout.points) + 3, _TALLEST))
        else:
            sheet.set_row(top + number, _header_height(row, layout.columns, layout.points))
        for cell in row:
            _write(sheet, styles, table, cell, top, layout.points)
    _notes(sheet, styles, table, top + len(rows), sum(layout.columns))
    if table.header_rows:
        sheet.freeze_panes(top + table.header_rows, _label_columns(table))
        sheet.repeat_rows(top, top + table.header_rows - 1)
    sheet.hide_gridlines(2)
    sheet.set_paper(_A3 if layout.page is LARGE else _A4)
    (sheet.set_landscape if layout.page.across else sheet.set_portrait)()
    # A table a little longer than a page is made smaller: better than a total alone on the next.
    sheet.fit_to_pages(1, int(len(table.body) <= 60 and pages_needed(table, layout) < _NEARLY_A_PAGE))
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C— &P —")


def formula(cell: BodyCell, table: PrintedTable, top: int) -> str:
    """The sum that the amount is, as a formula over the cells it is made of; "" where it is none, where the printed
    parts do not add up to it (a program that calculates anew would show another number), or where a part is no number.
    ``top`` is the sheet's row of the first body row."""
    if cell.amount is None or not cell.sums:
        return ""
    parts = [_at(table, row, column) for row, column in cell.sums]
    if any(part is None for part in parts):
        return ""
    amounts = [part.amount for part in parts if part is not None and part.text and part.amount is not None]
    if any(part is not None and part.text and not _is_number(part) for part in parts):
        return ""
    if sum((amount.value for amount in amounts), Decimal(0)) != cell.amount.value:
        return ""
    areas = _areas(cell.sums)
    return f"=SUM({','.join(_reference(area, top) for area in areas)})" if len(areas) <= _MOST_PARTS else ""


def _above(sheet: Worksheet, styles: Styles, table: PrintedTable) -> int:
    """What stands above the table; gives the row where it begins."""
    row, last = 0, table.columns - 1
    number = form_number(table)
    if number:
        sheet.write_string(row, 0, number, styles.line)
        row += 1
    sheet.set_row(row, 30)
    _across(sheet, row, last, printed_title(table), styles.title)
    row += 1
    unit = unit_line(table)
    if table.holder and unit and last:
        sheet.write_string(row, 0, table.holder, styles.line)
        sheet.write_string(row, last, unit, styles.unit)
    elif table.holder or unit:
        style = styles.line if table.holder else styles.unit
        _across(sheet, row, last, " ".join(part for part in (table.holder, unit) if part), style)
    else:
        return row
    return row + 1


def _across(sheet: Worksheet, row: int, last: int, text: str, style: Format) -> None:
    if last > 0:
        sheet.merge_range(row, 0, row, last, "", style)
    sheet.write_string(row, 0, text, style)


def _header_height(row: Sequence[Placed], columns: Sequence[float], points: float) -> float:
    most = max(
        (
            lines(cell.text, sum(columns[cell.column : cell.column + cell.colspan]), points) / cell.rowspan
            for cell in row
            if cell.text
        ),
        default=1,
    )
    return min(most * points * 1.35 + 6, _TALLEST)


def _write(sheet: Worksheet, styles: Styles, table: PrintedTable, cell: Placed, top: int, points: float) -> None:
    row, column = top + cell.row, cell.column
    body = cell.body
    if body is None:
        style = styles.head(points)
    elif _is_number(body):
        code = _number_format(body)
        style = styles.cell(points, cell.align, bold=cell.bold, indent=cell.indent, number_format=code)
    else:
        style = styles.cell(points, cell.align, bold=cell.bold, indent=cell.indent)
    if cell.rowspan > 1 or cell.colspan > 1:
        sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", style)
    if body is None or not _is_number(body) or body.amount is None:
        if cell.text:
            sheet.write_string(row, column, cell.text, style)
        else:
            sheet.write_blank(row, column, None, style)
        return
    sums = formula(body, table, top + table.header_rows)
    if sums:
        sheet.write_formula(row, column, sums, style, body.amount.value)
    else:
        sheet.write_number(row, column, body.amount.value, style)


def _is_number(cell: BodyCell) -> bool:
    """Whether what is printed is the number itself; a dash for nought is not, nor is a blank."""
    return cell.amount is not None and cell.text.replace(",", "").strip() == cell.amount.text


def _number_format(cell: BodyCell) -> str:
    amount: Amount | None = cell.amount
    decimals = amount.decimals if amount else 2
    whole = "#,##0" if "," in cell.text else "0"
    return whole + ("." + "0" * decimals if decimals else "")


def _at(table: PrintedTable, row: int, column: int) -> BodyCell | None:
    if not (0 <= row < len(table.body) and 0 <= column < len(table.body[row])):
        return None
    return table.body[row][column]


def _areas(cells: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The cells as stretches of a column or of a row: first row, first column, last row, last column."""
    in_a_row = len({row for row, _ in cells}) == 1
    areas: list[tuple[int, int, int, int]] = []
    for row, column in sorted(set(cells), key=lambda at: (at[0], at[1]) if in_a_row else (at[1], at[0])):
        if areas:
            top, left, bottom, right = areas[-1]
            if column == left == right and row == bottom + 1:
                areas[-1] = (top, left, row, right)
                continue
            if row == top == bottom and column == right + 1:
                areas[-1] = (top, left, bottom, column)
                continue
        areas.append((row, column, row, column))
    return areas


def _reference(area: tuple[int, int, int, int], top: int) -> str:
    from xlsxwriter.utility import xl_range

    first_row, first_column, last_row, last_column = area
    reference: str = xl_range(top + first_row, first_column, top + last_row, last_column)
    return reference


def _label_columns(table: PrintedTable) -> int:
    """How many columns of names stand before the first amount: they stay in sight with the header."""
    numbers = [
        column for row in table.body for column, cell in enumerate(row) if cell is not None and cell.amount is not None
    ]
    return min(min(numbers, default=1), _MOST_FROZEN)


def _notes(sheet: Worksheet, styles: Styles, table: PrintedTable, row: int, width: float) -> None:
    for number, note in enumerate(table.notes):
        sheet.set_row(row + number, min(lines(note, width, 10) * 15 + 3, _TALLEST))
        _across(sheet, row + number, table.columns - 1, note, styles.note)
