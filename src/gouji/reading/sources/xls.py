"""XLS (Excel 97–2003, and older): the sheets as :class:`Sheet` values, numbers as they are displayed.

``xlrd`` reads the saved results only: it has no interpreter of formulas or macros.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gouji.errors import GoujiError, UnreadableError
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.number_format import displayed
from gouji.reading.sources.ole import SIGNATURE, CompoundFile
from gouji.reading.sources.sheet import Merge, Sheet
from gouji.reading.sources.xlsx import Workbook

if TYPE_CHECKING:
    import xlrd  # type: ignore[import-untyped]

_DAMAGED = "旧版 Excel（.xls）文件已损坏或不完整，请用 Excel 或 WPS 打开后另存为 .xlsx。"


def read_xls_sheets(data: bytes, limits: Limits) -> Workbook:
    """The sheets of a workbook. Raises :class:`UnreadableError` or :class:`LimitError`."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=_workbook(data), logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        sheets: list[Sheet] = []
        hidden: list[str] = []
        cells = 0
        for index, name in enumerate(book.sheet_names()):
            source = book.sheet_by_index(index)
            if source.visibility:
                hidden.append(name)
            else:
                sheets.append(_sheet(book, source, name, limits, cells))
                cells += len(sheets[-1].cells)
    except GoujiError:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError("文件设有打开密码，无法读取；请取消密码后重新保存。") from error
        raise UnreadableError(_DAMAGED) from error
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableError(_DAMAGED) from error
    return Workbook(tuple(sheets), tuple(hidden))


def _workbook(data: bytes) -> bytes:
    """The stream with the sheets; taken out here, since ``xlrd`` would follow a circle of sectors for ever."""
    if not data.startswith(SIGNATURE):
        return data
    file = CompoundFile(data)
    stream = file.stream("Workbook") or file.stream("Book")
    if not stream:
        raise UnreadableError(_DAMAGED)
    return stream


def _sheet(book: xlrd.Book, source: xlrd.sheet.Sheet, name: str, limits: Limits, before: int) -> Sheet:
    sheet = Sheet(name)
    characters = 0
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            text = _displayed(book, source, row, column).strip()
            if not text:
                continue
            sheet.cells[row, column] = text
            characters += len(text)
            limits.check_characters(characters)
            limits.check_cells(before + len(sheet.cells))
    for top, bottom, left, right in source.merged_cells:
        sheet.merges.append(Merge(top, left, bottom - 1, right - 1))
    sheet.hidden_rows.update(row for row, info in source.rowinfo_map.items() if info.hidden)
    sheet.hidden_columns.update(column for column, info in source.colinfo_map.items() if info.hidden)
    return sheet


def _displayed(book: xlrd.Book, source: xlrd.sheet.Sheet, row: int, column: int) -> str:
    import xlrd

    kind = source.cell_type(row, column)
    value = source.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        style = book.xf_list[source.cell_xf_index(row, column)]
        code = book.format_map[style.format_key].format_str
        return displayed(value, code, date1904=bool(book.datemode))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    return ""
