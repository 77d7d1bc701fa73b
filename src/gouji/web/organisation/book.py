"""Offices out as a workbook to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from gouji.web.base.language import in_chinese
from gouji.web.organisation.forms import HEADS, POSTS, WITH_POSTS
from gouji.web.organisation.models import Kind, Level, Office, Staff, StaffKind

with in_chinese():
    # A workbook is the same whoever took it out: it comes back to be read by these words.
    KINDS: dict[str, str] = {kind.value: str(kind.label) for kind in Kind}
    _STAFF = {kind: str(kind.label) for kind in StaffKind}
TITLES: dict[str, str] = {
    "code": "编码",
    "name": "名称",
    "parent": "上级编码",
    "kind": "单位性质",
    "division": "财政业务处室",
    "valid_from": "起始日期",
    "valid_until": "截止日期",
} | {
    f"{kind.value}_{what}": f"{_STAFF[kind]}{title}"
    for kind in StaffKind
    for what, title in (("quota", POSTS), ("actual", HEADS))
    if what == "actual" or kind in WITH_POSTS
}
"""Field → title of its column. A department has no 上级编码 and no 单位性质; a unit names its department's code."""
REQUIRED = ("code", "name", "parent")
"""The fields without whose titles a row is no header."""


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
        kinds = {"validate": "list", "source": list(KINDS.values())}
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
        KINDS.get(office.kind, ""),
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
