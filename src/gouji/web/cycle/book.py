"""A unit's lines out as a workbook to fill in, and back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from gouji.errors import UnreadableError
from gouji.web.cycle.rows import FIELDS, SEVERAL, TITLES, Row, choices, grid, several

_WIDTHS = {"function": 14, "economic": 14, "use": 16, "fund": 20, "project": 30, "tags": 22, "amount": 18}
_SPARE = 300
"""Empty rows below the filled ones in which the lists still drop down."""


def workbook(title: str, rows: Iterable[Row]) -> bytes:
    """The workbook; amounts are numbers in 元, everything else is text."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7EEF5"})
        text = book.add_format({"num_format": "@"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("预算")
        for column, name in enumerate(FIELDS):
            sheet.set_column(column, column, _WIDTHS.get(name, 10), money if name == "amount" else text)
            sheet.write_string(0, column, TITLES[name], head)
        number = 0
        for number, row in enumerate(grid(rows), 1):
            for column, name in enumerate(FIELDS):
                if name == "amount":
                    sheet.write_number(number, column, Decimal(row[name]), money)
                elif row[name]:
                    sheet.write_string(number, column, row[name])
        for name, words in choices().items():
            rule: dict[str, object] = {"validate": "list", "source": list(words), "error_type": "warning"}
            sheet.data_validation(1, FIELDS.index(name), number + _SPARE, FIELDS.index(name), rule)
        for name, words in several().items():
            # One word can be chosen from the list, more are typed: the list must not refuse them.
            rule = {"validate": "list", "source": list(words), "show_error": False, "input_title": TITLES[name]}
            rule["input_message"] = f"可以有多项，用“{SEVERAL}”分开。"
            sheet.data_validation(1, FIELDS.index(name), number + _SPARE, FIELDS.index(name), rule)
        sheet.freeze_panes(1, 0)
        book.set_properties({"title": title})
    return content.getvalue()


def typed(data: bytes) -> list[dict[str, str]]:
    """The grid of a workbook that was filled in. Raises :class:`UnreadableError` when it is another workbook."""
    from gouji.reading.source import Grid
    from gouji.reading.sources import read_bytes

    source = read_bytes("", data)
    for block in source.blocks:
        if isinstance(block, Grid):
            cells = [[cell.text.strip() for cell in row] for row in block.rows]
            for number, row in enumerate(cells):
                if {TITLES["side"], TITLES["fund"], TITLES["amount"]} <= set(row):
                    return _below(row, cells[number + 1 :])
    raise UnreadableError(_("这不是从本页导出的预算表：找不到“收支、资金来源、金额（元）”的表头。"))


def _below(head: list[str], rows: list[list[str]]) -> list[dict[str, str]]:
    columns = {name: head.index(title) for name, title in TITLES.items() if title in head}
    return [{name: row[column] for name, column in columns.items() if column < len(row)} for row in rows]
