"""Offices out as a workbook to fill in, and back as a grid of texts with the cell of each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gouji.errors import UnreadableError
from gouji.web.organisation.forms import HEADS, POSTS, WITH_POSTS
from gouji.web.organisation.models import Kind, Level, Office, Staff, StaffKind

MOST_ROWS = 20_000
TITLES: dict[str, str] = {
    "code": "编码",
    "name": "名称",
    "parent": "上级编码",
    "kind": "单位性质",
    "division": "财政业务处室",
    "valid_from": "起始日期",
    "valid_until": "截止日期",
} | {
    f"{kind.value}_{what}": f"{kind.label}{title}"
    for kind in StaffKind
    for what, title in (("quota", POSTS), ("actual", HEADS))
    if what == "actual" or kind in WITH_POSTS
}
"""Field → title of its column. A department has no 上级编码 and no 单位性质; a unit names its department's code."""
_REQUIRED = ("code", "name", "parent")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of the sheet as typed; ``number`` is that of the sheet, ``letters`` name the columns."""

    number: int
    texts: Mapping[str, str]
    letters: Mapping[str, str]

    def cell(self, field: str) -> str:
        """The address of a field's cell (B7)."""
        return f"{self.letters.get(field, '')}{self.number}" if field in self.letters else f"第{self.number}行"


def workbook(offices: Iterable[Office], staff: Mapping[int, Mapping[str, Staff]]) -> bytes:
    """The offices of a region with their newest staff figures, ready to be changed and brought back."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7EEF5", "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("机构")
        for column, (field, title) in enumerate(TITLES.items()):
            sheet.set_column(column, column, 34 if field == "name" else 12, None if "_" in field else text)
            sheet.write_string(0, column, title, head)
        number = 0
        for number, office in enumerate(offices, 1):
            for column, value in enumerate(_values(office, staff.get(office.pk, {}))):
                if isinstance(value, int):
                    sheet.write_number(number, column, value)
                elif value:
                    sheet.write_string(number, column, value)
        kinds = {"validate": "list", "source": [str(kind.label) for kind in Kind]}
        column = list(TITLES).index("kind")
        sheet.data_validation(1, column, number + 500, column, kinds)
        sheet.freeze_panes(1, 2)
    return content.getvalue()


def _values(office: Office, staff: Mapping[str, Staff]) -> list[str | int]:
    parent = office.parent.code if office.parent and office.level == Level.UNIT else ""
    values: list[str | int] = [
        office.code,
        office.name,
        parent,
        str(office.get_kind_display()) if office.kind else "",
        office.division,
        str(office.valid_from or ""),
        str(office.valid_until or ""),
    ]
    for kind in StaffKind:
        figure = staff.get(kind.value)
        if kind in WITH_POSTS:
            values.append(figure.quota if figure else "")
        values.append(figure.actual if figure else "")
    return values


def typed(data: bytes) -> tuple[TypedRow, ...]:
    """The rows of a workbook that was filled in, empty ones left out. Raises :class:`UnreadableError` for another
    workbook."""
    from gouji.reading.source import Grid
    from gouji.reading.sources import read_bytes

    fields = {title: field for field, title in TITLES.items()}
    for block in read_bytes("", data).blocks:
        if not isinstance(block, Grid):
            continue
        rows = [[cell.text.strip() for cell in row] for row in block.rows]
        for at, row in enumerate(rows):
            if not {TITLES[field] for field in _REQUIRED} <= set(row):
                continue
            columns = {fields[title]: column for column, title in enumerate(row) if title in fields}
            letters = {field: _letter(column) for field, column in columns.items()}
            found = tuple(
                TypedRow(
                    number, {field: line[column] for field, column in columns.items() if column < len(line)}, letters
                )
                for number, line in enumerate(rows[at + 1 :], at + 2)
                if any(line)
            )
            if len(found) > MOST_ROWS:
                raise UnreadableError(f"一次最多导入 {MOST_ROWS} 个机构，请分开导入。")
            return found
    raise UnreadableError("找不到“编码、名称、上级编码”的表头；请在导出的表上填写。")


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else _letter(column // 26 - 1) + chr(65 + column % 26)
