"""A workbook of offices that somebody filled in: every row with the cell of each of its texts.

All visible sheets that have the header are read, each with its own order of columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from gouji.reading.sources.forms import read_form
from gouji.reading.sources.sheet import Sheet
from gouji.web.base.saying import SaidError, Saying, say
from gouji.web.organisation.book import REQUIRED, TITLES

MOST_ROWS = 20_000
_FIELDS = {title: name for name, title in TITLES.items()}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one cell of a sheet."""

    sheet: str
    cell: str
    message: Saying


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row as typed: ``number`` is that of the sheet, ``letters`` name the columns, ``problems`` are what is wrong
    with its cells before anybody asks what they mean."""

    sheet: str
    number: int
    texts: Mapping[str, str]
    letters: Mapping[str, str]
    problems: tuple[CellProblem, ...] = ()

    def cell(self, name: str) -> str:
        """The address of a field's cell (B7); of a field that the sheet lacks, of the row's first one."""
        return f"{self.letters.get(name) or next(iter(self.letters.values()))}{self.number}"


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything of a workbook. ``notices`` say what was not read, ``problems`` what stands in no row."""

    rows: tuple[TypedRow, ...]
    notices: tuple[Saying, ...] = ()
    problems: tuple[CellProblem, ...] = ()


@dataclass(slots=True)
class _Reading:
    rows: list[TypedRow] = field(default_factory=list)
    notices: list[Saying] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    sheets: int = 0


def filled(data: bytes) -> Filled:
    """The rows of a workbook that was filled in, empty ones left out. Raises :class:`GoujiError` for another
    file."""
    book = read_form(data)
    reading = _Reading()
    for sheet in book.sheets:
        _read(sheet, reading)
    if not reading.sheets:
        raise SaidError(gettext_noop("找不到“编码、名称、上级编码”的表头；请在导出的表上填写。"))
    for name in book.hidden:
        reading.notices.append(say(gettext_noop("工作表“%(sheet)s”已隐藏，没有读取。"), sheet=_shown(name)))
    if len(reading.rows) > MOST_ROWS:
        raise SaidError(gettext_noop("一次最多导入 %(number)d 个机构，请分开导入。"), number=MOST_ROWS)
    return Filled(tuple(reading.rows), tuple(reading.notices), tuple(reading.problems))


def _read(sheet: Sheet, reading: _Reading) -> None:
    name = _shown(sheet.name)
    rows: dict[int, dict[int, str]] = {}
    hidden = set()
    for (row, column), text in sheet.cells.items():
        if row in sheet.hidden_rows:
            hidden.add(row)
        elif column not in sheet.hidden_columns:
            rows.setdefault(row, {})[column] = text
    head = next((row for row in sorted(rows) if _is_head(rows[row].values())), None)
    if head is None:
        if rows:
            reading.notices.append(say(gettext_noop("工作表“%(sheet)s”没有机构表的表头，没有读取。"), sheet=name))
        return
    reading.sheets += 1
    columns = _columns(rows[head], name, head, reading)
    letters = {field: letter(column) for field, column in columns.items()}
    if hidden := {row for row in hidden if row > head}:
        text = gettext_noop("工作表“%(sheet)s”有 %(number)d 行已隐藏，没有读取。")
        reading.notices.append(say(text, sheet=name, number=len(hidden)))
    reading.problems.extend(_merged(sheet, name, head, set(columns.values())))
    lacking = {place for place in sheet.formulas if place not in sheet.cells}
    for row in sorted(row for row in rows if row > head):
        texts = {field: rows[row].get(column, "").strip() for field, column in columns.items()}
        if any(texts.values()):
            reading.rows.append(_typed(name, row, texts, letters, columns, lacking))


def _is_head(texts: object) -> bool:
    found = {str(text).strip() for text in texts}  # type: ignore[attr-defined]
    return {TITLES[field] for field in REQUIRED} <= found


def _columns(cells: Mapping[int, str], sheet: str, head: int, reading: _Reading) -> dict[str, int]:
    """Field → column. A title that stands twice is a mistake, one that nobody knows is passed over and told."""
    columns: dict[str, int] = {}
    for column, title in sorted(cells.items()):
        field = _FIELDS.get(title.strip())
        cell = f"{letter(column)}{head + 1}"
        if field is None:
            text = gettext_noop("工作表“%(sheet)s”的“%(title)s”列（%(cell)s）不是可以导入的列，没有读取。")
            reading.notices.append(say(text, sheet=sheet, title=_shown(title)[:20], cell=cell))
        elif field in columns:
            text = gettext_noop("表头“%(title)s”出现两次，不知以哪一列为准；请删去一列。")
            reading.problems.append(CellProblem(sheet, cell, say(text, title=title.strip())))
        else:
            columns[field] = column
    return columns


def _merged(sheet: Sheet, name: str, head: int, columns: set[int]) -> Iterator[CellProblem]:
    """Cells that others cover look filled in and are blank: a unit without its department's code would be one."""
    for merge in sheet.merges:
        covers = merge.bottom > merge.top or any(merge.left < column <= merge.right for column in columns)
        if merge.bottom > head and covers and any(merge.left <= column <= merge.right for column in columns):
            text = gettext_noop("这里合并了单元格，请取消合并，逐格填写。")
            yield CellProblem(name, f"{letter(merge.left)}{merge.top + 1}", say(text))


def _typed(
    sheet: str,
    row: int,
    texts: dict[str, str],
    letters: Mapping[str, str],
    columns: Mapping[str, int],
    lacking: set[tuple[int, int]],
) -> TypedRow:
    problems = []
    for name, text in texts.items():
        message = None
        if (row, columns[name]) in lacking:
            message = say(gettext_noop("公式没有保存计算结果；请用 Excel 或 WPS 打开并保存一次，或直接填写。"))
        elif _CONTROL.search(text):
            message = say(gettext_noop("含有换行或不可见的字符，请删去。"))
        elif _ERROR.fullmatch(text):
            message = say(gettext_noop("公式出错（%(text)s），请更正或直接填写。"), text=text)
        if message is not None:
            problems.append(CellProblem(sheet, f"{letters[name]}{row + 1}", message))
            texts[name] = _shown(text)
    return TypedRow(sheet, row + 1, texts, letters, tuple(problems))


def _shown(text: str) -> str:
    """Without what no page should show and no database takes."""
    return _CONTROL.sub(" ", text).strip()


def letter(column: int) -> str:
    """The letters of a column counted from 0."""
    return chr(65 + column) if column < 26 else letter(column // 26 - 1) + chr(65 + column % 26)
