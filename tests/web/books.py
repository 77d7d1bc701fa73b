"""Workbooks of offices for tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping

from openpyxl import Workbook

Rows = Iterable[Mapping[str, object]]


def book_of(*sheets: Rows, change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    from gouji.web.organisation.book import TITLES

    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"机构{number}")
        sheet.append(list(TITLES.values()))
        for row in rows:
            sheet.append([row.get(field) for field in TITLES])
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
