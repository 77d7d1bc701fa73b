"""Every layout by its name."""

from __future__ import annotations

from collections.abc import Callable

from tests.layouts import budgets
from tests.layouts.book import Book
from tests.layouts.sheet import Document

LAYOUTS: dict[str, Callable[[int], tuple[Book, Document]]] = {
    "ministry": budgets.ministry,
    "beijing": budgets.beijing,
    "tianjin": budgets.tianjin,
    "chongqing": budgets.chongqing,
    "sichuan": budgets.sichuan,
    "hunan": budgets.hunan,
}
