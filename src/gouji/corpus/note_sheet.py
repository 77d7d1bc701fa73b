"""A note as a workbook: the text on the first sheet, each table on one of its own, numbers as numbers."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from gouji.checking.reports.wording import masked
from gouji.corpus.note import Note, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?")
_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)%")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_WIDEST = 60


def note_sheet(note: Note) -> bytes:
    """The workbook. No text of it can be a formula."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": note.title, "comments": "Gouji"})
        _words(book, note)
        taken = {"说明"}
        for section in note.sections:
            for block in section.blocks:
                if isinstance(block, Sheet):
                    _table(book, block, _free(block.name or section.title, taken))
    return content.getvalue()


def _words(book: Workbook, note: Note) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 110)
    title = book.add_format({"bold": True, "font_size": 14})
    heading = book.add_format({"bold": True, "top": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    alarm = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#A31515"})
    sheet.write_string(0, 0, note.title, title)
    row = 1
    for subject in note.subjects:
        sheet.write_string(row, 0, masked(subject), plain)
        row += 1
    for section in note.sections:
        row += 1
        sheet.write_string(row, 0, section.title, heading)
        row += 1
        for block in section.blocks:
            if isinstance(block, Sheet):
                sheet.write_string(row, 0, f"（见工作表“{block.name or section.title}”）", plain)
            else:
                sheet.write_string(row, 0, masked(block.text), alarm if block.kind == "alarm" else plain)
            row += 1


def _table(book: Workbook, table: Sheet, name: str) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    formats = {
        "money": book.add_format({"num_format": "#,##0.00####"}),
        "signed": book.add_format({"num_format": "+#,##0.00####;-#,##0.00####;0.00"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "percent": book.add_format({"num_format": "0.0%"}),
        "plain": book.add_format({}),
    }
    indents = table.indents or (0,) * len(table.rows)
    for at, cell in enumerate(table.header):
        sheet.write_string(0, at, cell, head)
        widest = max([_width(cell), *(_width(row[at]) for row in table.rows)])
        sheet.set_column(at, at, min(widest + 2, _WIDEST))
    for number, (row, indent) in enumerate(zip(table.rows, indents, strict=True), 1):
        for at, cell in enumerate(row):
            if at in table.numbers:
                _write_number(sheet, number, at, cell, formats)
            else:
                style = book.add_format({"indent": indent}) if indent and at == 0 else formats["plain"]
                sheet.write_string(number, at, masked(cell), style)
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)


def _write_number(sheet: object, row: int, column: int, text: str, formats: dict[str, Format]) -> None:
    if _NUMBER.fullmatch(text):
        kind = "signed" if text.startswith("+") else "money" if "." in text else "count"
        sheet.write_number(row, column, float(text.replace(",", "")), formats[kind])  # type: ignore[attr-defined]
    elif match := _PERCENT.fullmatch(text):
        sheet.write_number(row, column, float(match.group(1)) / 100, formats["percent"])  # type: ignore[attr-defined]
    else:
        sheet.write_string(row, column, masked(text), formats["plain"])  # type: ignore[attr-defined]


def _width(text: str) -> int:
    return sum(2 if ord(one) > 0x2E7F else 1 for one in text)


def _free(name: str, taken: set[str]) -> str:
    base = _FORBIDDEN.sub("", name)[:28] or "表"
    free, number = base, 2
    while free in taken:
        free, number = f"{base}{number}", number + 1
    taken.add(free)
    return free
