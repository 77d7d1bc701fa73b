"""Workbooks that somebody filled in: every visible sheet cell by cell, where each cell stands.

The readers of published documents close up blank rows and tell tables from notes; of a form every row is what it is,
and what is wrong in it is told by its cell.
"""

from __future__ import annotations

from gouji.errors import GoujiError, LimitError, UnreadableError
from gouji.reading.sources.deadline import deadline
from gouji.reading.sources.detect import XLS, XLSX, detect
from gouji.reading.sources.limits import DEFAULT_LIMITS, Limits
from gouji.reading.sources.xlsx import Workbook

_NO_WORKBOOK = "这不是 Excel 工作簿，请用 .xlsx 或 .xls 文件。"
_DAMAGED = "文件内容已损坏或不合格式，无法读取；请用 Excel 或 WPS 打开后重新保存。"
_TOO_MUCH = "文件内容过多或嵌套过深，已停止读取；请只保留要填报的表后重新保存。"


def read_form(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """The sheets of a workbook as displayed. Raises :class:`UnreadableError` or :class:`LimitError`, and nothing
    else."""
    limits.check_bytes(len(data))
    with deadline(limits.max_seconds):
        try:
            return _read(data, limits)
        except GoujiError:
            raise
        except (MemoryError, RecursionError) as error:
            raise LimitError(_TOO_MUCH) from error
        except Exception as error:  # something that no format allows: for the user the file is damaged
            raise UnreadableError(_DAMAGED) from error


def _read(data: bytes, limits: Limits) -> Workbook:
    kind = detect(data)
    if kind == XLSX:
        from gouji.reading.sources.xlsx import read_xlsx_sheets

        return read_xlsx_sheets(data, limits)
    if kind == XLS:
        from gouji.reading.sources.xls import read_xls_sheets

        return read_xls_sheets(data, limits)
    raise UnreadableError(_NO_WORKBOOK)
