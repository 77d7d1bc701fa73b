"""A filled-in workbook as tables of text with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from gouji.errors import UnreadableError
from gouji.ledgers.parse import Line
from gouji.ledgers.problems import ERROR, LedgerProblem, SheetPlaces, Where
from gouji.ledgers.tables import SHEETS, TABLES, SheetForm, field_of
from gouji.lexicon.text import key
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.sheet import Sheet
from gouji.reading.sources.xlsx import read_xlsx_sheets

_LIMITS = Limits(
    max_cells=30_000_000, max_characters=1_000_000_000, max_expanded_bytes=4096 * 1024 * 1024, max_ratio=1000.0
)
"""A ledger of ten thousand units is no document for people; its workbook is far larger than one."""
_HEADER_DEPTH = 10
_FORMULA_KINDS = frozenset({"amount", "integer"})


def workbook_tables(data: bytes) -> tuple[dict[str, list[Line]], list[LedgerProblem]]:
    """The lines of each table, and what is wrong with the sheets themselves.

    Raises UnreadableError when the workbook is no ledger at all.
    """
    book = read_xlsx_sheets(data, _LIMITS, stored=True)
    sheets = {sheet.name.strip(): sheet for sheet in book.sheets}
    if not {form.name for form in SHEETS} & set(sheets):
        raise UnreadableError(
            "这个工作簿不是账套；用 gouji ledger new 生成空白账套，或用 gouji ledger import 从公开文件导入。"
        )
    tables: dict[str, list[Line]] = {table: [] for table in TABLES}
    problems: list[LedgerProblem] = []
    year = ""
    for form in SHEETS:
        sheet = sheets.get(form.name)
        if sheet is None:
            if form.name not in _OPTIONAL:
                problems.append(LedgerProblem(ERROR, "缺少这张工作表，请从空白账套补回", form.name))
            continue
        lines = list(_lines(sheet, form, problems))
        if form.table == "department":
            year = next((row["value"] for _, row in lines if _is_year(row)), "")
            year = year if year.strip().removesuffix("年").isdigit() else ""  # said once, not in every row
        if form.fixed:
            lines = [(where, _with_fixed(row, form, year)) for where, row in lines]
        tables[form.table].extend(lines)
    return tables, problems


def is_ledger(path: Path) -> bool:
    """Whether a workbook has sheets of a ledger. What cannot be opened counts as one, so that loading it says why."""
    try:
        with ZipFile(path) as archive:
            names = set(_SHEET_NAME.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")))
    except (OSError, BadZipFile, KeyError):
        return True
    return bool({form.name for form in SHEETS} & names)


_SHEET_NAME = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"')
_OPTIONAL = frozenset({"补充科目", "预算调整", "文字", "资产", "其他金额", "上年", "绩效目标", "指标", "项目"})


def _is_year(row: dict[str, str]) -> bool:
    return row.get("field") in {"预算年度", "year"} and "value" in row


def _with_fixed(row: dict[str, str], form: SheetForm, year: str) -> dict[str, str]:
    return row | dict(form.fixed) | {"year": year or "0"}


def _lines(sheet: Sheet, form: SheetForm, problems: list[LedgerProblem]) -> Iterator[tuple[Where, dict[str, str]]]:
    header = _header(sheet, form)
    if header is None:
        problems.append(LedgerProblem(ERROR, "找不到表头行，请不要改动表头", form.name))
        return
    top, columns = header
    places = SheetPlaces(form.name, {name: _letter(column) for column, name in columns.items()})
    rows: dict[int, dict[str, str]] = {}
    for (row, column), text in sheet.cells.items():
        if row > top and column in columns:
            rows.setdefault(row, {})[columns[column]] = text
    for row in sorted(rows):
        where = Where(places, row + 1)
        found = rows[row]
        for column, name in columns.items():
            if (row, column) in sheet.formulas and field_of(form.table, name).kind not in _FORMULA_KINDS:
                problems.append(where.problem(ERROR, "这一格是公式，请改为直接填写的文字", name))
                found.pop(name, None)
        if found:
            yield where, found
    uncalculated = {at for at in sheet.formulas if at not in sheet.cells and at[0] > top and at[1] in columns}
    for row, column in sorted(uncalculated):
        if field_of(form.table, columns[column]).kind in _FORMULA_KINDS:
            where = Where(places, row + 1)
            problems.append(
                where.problem(ERROR, "公式没有保存计算结果，请用 Excel 或 WPS 打开并保存一次", columns[column])
            )


def _header(sheet: Sheet, form: SheetForm) -> tuple[int, dict[int, str]] | None:
    """The row of the header and the columns of its fields; a field must be named as the blank workbook names it."""
    titles = {key(field_of(form.table, name).title): name for name in form.fields}
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.cells.items():
        name = titles.get(key(text)) if row < _HEADER_DEPTH else None
        if name is not None:
            found.setdefault(row, {})[column] = name
    needed = {name for name in form.fields if field_of(form.table, name).required}
    for row, columns in sorted(found.items()):
        if needed <= set(columns.values()) and len(columns) * 2 > len(form.fields):
            return row, columns
    return None


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
