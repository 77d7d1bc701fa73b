"""Workbooks: each visible sheet is a page, its rows the lines of the page."""

from __future__ import annotations

from gouji.model.disclosure import SourceFile
from gouji.reading.source import Block, Source
from gouji.reading.sources.detect import XLS
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.sheet import Sheet, sheet_blocks


def read_workbook(data: bytes, file: SourceFile, limits: Limits) -> Source:
    """The blocks of an XLSX or XLS workbook. Raises :class:`UnreadableError` or :class:`LimitError`."""
    if file.format == XLS:
        from gouji.reading.sources.xls import read_xls_sheets

        workbook = read_xls_sheets(data, limits)
    else:
        from gouji.reading.sources.xlsx import read_xlsx_sheets

        workbook = read_xlsx_sheets(data, limits)
    blocks: list[Block] = []
    warnings = [f"工作表“{name}”已隐藏，没有读取。" for name in workbook.hidden]
    for number, sheet in enumerate(workbook.sheets, 1):
        blocks.extend(sheet_blocks(sheet, number, limits))
        warnings.extend(_warnings(sheet))
    return Source(file, tuple(blocks), len(workbook.sheets), tuple(warnings))


def _warnings(sheet: Sheet) -> list[str]:
    warnings: list[str] = []
    if sheet.uncalculated:
        warnings.append(
            f"工作表“{sheet.name}”有 {sheet.uncalculated} 个公式没有保存计算结果，按空白读取；"
            "请用 Excel 或 WPS 打开并保存一次。"
        )
    rows = {row for row, _ in sheet.cells} & sheet.hidden_rows
    if rows:
        warnings.append(f"工作表“{sheet.name}”有 {len(rows)} 行已隐藏，没有读取。")
    columns = {column for row, column in sheet.cells if row not in rows} & sheet.hidden_columns
    if columns:
        warnings.append(f"工作表“{sheet.name}”有 {len(columns)} 列已隐藏，没有读取。")
    return warnings
