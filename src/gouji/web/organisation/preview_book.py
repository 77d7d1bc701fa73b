"""The differences an import makes, as a workbook to look through and to file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gouji.web.base.language import chinese
from gouji.web.base.saying import Saying
from gouji.web.organisation.importing import Change, Plan, What, pair_of
from gouji.web.organisation.models import Import, Kind, StaffKind

_FACTS = {
    "parent": gettext_lazy("上级编码"),
    "name": gettext_lazy("名称"),
    "kind": gettext_lazy("单位性质"),
    "division": gettext_lazy("财政业务处室"),
    "valid_from": gettext_lazy("起始日期"),
    "valid_until": gettext_lazy("截止日期"),
}
_WIDTHS = (10, 14, 8, 14, 34, 16, 26, 26)


def what_name(what: str) -> str:
    """What a row does, for people."""
    names = {
        What.NEW.value: _("新增"),
        What.MOVED.value: _("改变隶属"),
        What.ENDED.value: _("撤销"),
        What.CHANGED.value: _("修改"),
        What.SAME.value: _("不变"),
        "wrong": _("有错"),
    }
    return names[what]


def shown(change: Change | Iterable[str]) -> tuple[str, str, str]:
    """A change for people: what, before, after."""
    name, before, after = change
    if name in StaffKind.values:
        return str(StaffKind(name).label), _pair(before), _pair(after)
    if name == "kind":
        return str(_FACTS[name]), _kind(before), _kind(after)
    return str(_FACTS[name]), before, after


def _pair(text: str) -> str:
    quota, actual = pair_of(text)
    return _("编制 %(quota)d，实有 %(actual)d") % {"quota": quota, "actual": actual}


def _kind(value: str) -> str:
    return str(Kind(value).label) if value else ""


@chinese
def preview_book(one: Import, found: Plan) -> bytes:
    """The workbook: wrong cells first, then every difference a row. Whatever somebody typed is text, never a
    formula."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {
        **{"in_memory": True, "constant_memory": True},
        **{"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    }
    with Workbook(content, options) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7EEF5"})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(_("变化"))
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, text)
        titles = (_("变化"), _("工作表"), _("单元格"), _("编码"), _("名称"), _("项目"), _("此前"), _("此后或问题"))
        for number, line in enumerate((titles, *_lines(found))):
            for column, value in enumerate(line):
                if value:
                    sheet.write_string(number, column, value, head if number == 0 else text)
        sheet.freeze_panes(1, 0)
        book.set_properties({"title": f"{one.name} {one.as_of}"})
    return content.getvalue()


def _lines(found: Plan) -> Iterator[tuple[str, ...]]:
    for wrong in found.problems:
        message: Saying = wrong.message
        yield what_name("wrong"), wrong.sheet, wrong.cell, "", "", "", "", str(message)
    for planned in found.effective:
        for change in planned.changes or (("name", planned.name, planned.name),):
            title, before, after = shown(change)
            row = planned.row
            name = what_name(planned.what.value)
            yield name, row.sheet, row.cell("code"), planned.code, planned.name, title, before, after
