"""The ledger as an Excel workbook that a finance officer fills in.

Headers are protected, cells are typed and checked while they are filled in, codes, units and projects come from
drop-down lists, and the first sheet says how to go about it and shows whether revenue and expenditure balance. Every
text is written as text: none is ever a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from gouji.ledgers.guide import write_guide
from gouji.ledgers.rows import Row, fact_row, rows_of
from gouji.ledgers.tables import SHEETS, TABLES, Field, SheetForm, field_of, sheet_of_fact
from gouji.ledgers.words import label, labels
from gouji.lexicon.classification import economic, functional
from gouji.model.kinds import AT_START
from gouji.model.ledger import Ledger

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEADER_ROW = 2
"""Rows above the first row of data: the sheet's guide and its header."""

_LISTS = "代码"
_SPARE = 500
"""Rows that stay checked below the last written one."""
_LAST_ROW = 1_048_576
_LONGEST = 32767
_A4 = 9
_CHOSEN = "选用名"
"""The column of a unit's or project's name in the drop-down lists; it is made by a formula and not read."""


def workbook_bytes(ledger: Ledger, guide: Sequence[str] = ()) -> bytes:
    """The workbook of a ledger; ``guide`` is said on its first sheet beside how to fill it in."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": f"{ledger.department.name}{ledger.year}年预算账套", "comments": "gouji/ledger/1"})
    _Writer(book, ledger).write(guide)
    book.close()
    return content.getvalue()


class _Writer:
    def __init__(self, book: Workbook, ledger: Ledger) -> None:
        self.book = book
        self.ledger = ledger
        self.lists = _lists(ledger)
        self.formats = {
            "guide": book.add_format({"italic": True, "font_color": "#555555", "valign": "vcenter"}),
            "head": book.add_format(
                {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter", "locked": 1}
            ),
            "must": book.add_format(
                {"bold": True, "bg_color": "#F8CBAD", "border": 1, "text_wrap": True, "valign": "vcenter", "locked": 1}
            ),
            "text": book.add_format({"locked": 0, "num_format": "@", "valign": "top"}),
            "long": book.add_format({"locked": 0, "num_format": "@", "valign": "top", "text_wrap": True}),
            "amount": book.add_format({"locked": 0, "num_format": "#,##0.00", "valign": "top"}),
            "integer": book.add_format({"locked": 0, "num_format": "0", "valign": "top"}),
            "made": book.add_format({"locked": 1, "font_color": "#888888", "valign": "top"}),
            "fixed": book.add_format({"locked": 1, "bg_color": "#F2F2F2", "valign": "top"}),
        }
        self.units = {unit.id: _chosen(unit.id, unit.name) for unit in ledger.units}
        self.projects = {entry.id: _chosen(entry.id, entry.name) for entry in ledger.projects}
        self.functions = functional(ledger.year or None)
        self.economics = economic(ledger.year or None)
        self.own_codes = dict(ledger.codes)

    def write(self, more: Sequence[str]) -> None:
        """All sheets, the instructions first."""
        guide = self.book.add_worksheet("说明")
        staged = any(fact.stage == AT_START for fact in self.ledger.facts)
        forms = [form for form in SHEETS if form.table != "adjustments" or staged or self.ledger.adjustments]
        sheets = {form.name: self.book.add_worksheet(form.name) for form in forms}
        self._write_lists()
        facts = {
            form.name: list(group)
            for form, group in groupby(
                sorted(self.ledger.facts, key=lambda fact: _SHEET_ORDER[self._form_of(fact).name]), key=self._form_of
            )
        }
        last: dict[str, int] = {}
        for form in forms:
            rows = (
                (fact_row(fact) for fact in facts.get(form.name, ()))
                if form.table == "facts"
                else rows_of(self.ledger, form.table)
            )
            last[form.name] = self._write_sheet(sheets[form.name], form, rows)
        write_guide(self.book, guide, self.ledger, HEADER_ROW + 1, more)
        guide.activate()

    def _form_of(self, fact: Any) -> SheetForm:
        return sheet_of_fact(fact.year, fact.side, self.ledger.year)

    def _write_lists(self) -> None:
        """The hidden sheet that the drop-down lists of codes take their entries from."""
        sheet = self.book.add_worksheet(_LISTS)
        for column, entries in enumerate(self.lists.values()):
            for row, entry in enumerate(entries):
                sheet.write_string(row, column, entry)
        sheet.hide()
        sheet.protect()

    def _write_sheet(self, sheet: Worksheet, form: SheetForm, rows: Iterator[Row]) -> int:
        fields = [field_of(form.table, name) for name in form.fields]
        positions = [_POSITIONS[form.table][field.name] for field in fields]
        sheet.write_string(0, 0, form.guide, self.formats["guide"])
        sheet.set_row(0, 24)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, field.width, self.formats[_format(field)])
            sheet.write_string(HEADER_ROW - 1, column, field.title, self.formats["must" if field.required else "head"])
        number = HEADER_ROW - 1
        for number, row in enumerate(rows, HEADER_ROW):
            for column, (field, position) in enumerate(zip(fields, positions, strict=True)):
                self._write_cell(sheet, number, column, field, row, row[position], form)
        last = min(number + 1 + _SPARE, _LAST_ROW)
        for column, field in enumerate(fields):
            self._check_input(sheet, column, field, last)
        if form.table in {"units", "projects"}:
            self._write_chosen(sheet, len(fields), number, last)
        sheet.freeze_panes(HEADER_ROW, 1 if form.table == "facts" else 0)
        if form.table not in {"department", "assets"}:
            sheet.autofilter(HEADER_ROW - 1, 0, max(number, HEADER_ROW), len(fields) - 1)
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, HEADER_ROW - 1)
        sheet.print_area(0, 0, max(number, HEADER_ROW), len(fields) - 1)
        return number

    def _write_cell(
        self, sheet: Worksheet, row: int, column: int, field: Field, line: Row, text: str, form: SheetForm
    ) -> None:
        if not text and field.name != "field":
            return
        if field.kind in {"amount", "integer"}:
            sheet.write_number(row, column, Decimal(text))
        elif form.table in {"department", "assets"}:
            self._write_form_cell(sheet, row, column, field, line, text, form)
        else:
            sheet.write_string(row, column, self._shown(field, line, text)[:_LONGEST])

    def _write_form_cell(
        self, sheet: Worksheet, row: int, column: int, field: Field, line: Row, text: str, form: SheetForm
    ) -> None:
        if field.name == "field":
            sheet.write_string(row, column, label(form.table, text), self.formats["fixed"])
        elif line[0] == "scope":
            sheet.write_string(row, column, label("scope", text))
            sheet.data_validation(row, column, row, column, {"validate": "list", "source": list(labels("scope"))})
        else:
            sheet.write_string(row, column, text[:_LONGEST])

    def _shown(self, field: Field, line: Row, text: str) -> str:
        """A value as people see it."""
        match field.kind:
            case "unit":
                return self.units.get(text, text)
            case "project":
                return self.projects.get(text, text)
            case "function":
                return f"{text} {self.functions.name(text) or self.own_codes.get(text, '')}".strip()
            case "economic":
                return f"{text} {self.economics.name(text) or self.own_codes.get(text, '')}".strip()
            case "choice" | "flag":
                return label(field.words, text)
            case "choices":
                return "、".join(label(field.words, code) for code in text.split("、"))
        if field.name == "key" and line[0] == "reason":
            return label("reason", text)
        return text

    def _check_input(self, sheet: Worksheet, column: int, field: Field, last: int) -> None:
        first = HEADER_ROW
        letter = _letter(column)
        options: dict[str, Any] = {"input_title": field.title[:32], "input_message": field.help} if field.help else {}
        match field.kind:
            case "choice" | "flag":
                options |= {"validate": "list", "source": _range(self.lists, field.words)}
                options |= {"error_title": field.title, "error_message": "请从下拉列表中选择。"}
            case "function" | "economic":
                options |= {"validate": "list", "source": _range(self.lists, field.kind), "error_type": "warning"}
                options |= {
                    "error_title": field.title,
                    "error_message": "不在科目列表中；确有此科目的请在“补充科目”表登记。",
                }
            case "unit":
                options |= {"validate": "list", "source": _chosen_range("单位", len(self.ledger.units))}
                options |= {"error_title": field.title, "error_message": "请先在“单位”表登记，再从下拉列表中选择。"}
            case "project":
                options |= {"validate": "list", "source": _chosen_range("项目", len(self.ledger.projects))}
                options |= {"error_title": field.title, "error_message": "请先在“项目”表登记，再从下拉列表中选择。"}
            case "amount":
                cell = f"{letter}{first + 1}"
                options |= {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),ROUND({cell},2)={cell})"}
                options |= {"error_title": field.title, "error_message": "请填以元为单位的数，至多两位小数。"}
            case "integer":
                options |= {"validate": "integer", "criteria": ">=", "value": 0}
                options |= {"error_title": field.title, "error_message": "请填整数。"}
            case _ if field.name == "weight":
                options |= {"validate": "any"}
            case _:
                options |= {"validate": "any"}
        if options.get("validate") != "any" or field.help:
            sheet.data_validation(first, column, last - 1, column, options)

    def _write_chosen(self, sheet: Worksheet, column: int, last_written: int, last: int) -> None:
        """The column that the drop-down lists of units and projects show."""
        sheet.set_column(column, column, 44, self.formats["made"])
        sheet.write_string(HEADER_ROW - 1, column, _CHOSEN, self.formats["head"])
        chosen = list((self.units if sheet.get_name() == "单位" else self.projects).values())
        for row in range(HEADER_ROW, last):
            cell = row + 1
            formula = f'=IF(A{cell}="","",IF(A{cell}=B{cell},B{cell},A{cell}&" "&B{cell}))'
            index = row - HEADER_ROW
            sheet.write_formula(
                row, column, formula, self.formats["made"], chosen[index] if index < len(chosen) else ""
            )


_SHEET_ORDER = {form.name: number for number, form in enumerate(SHEETS)}
_POSITIONS = {table: {field.name: at for at, field in enumerate(fields)} for table, fields in TABLES.items()}
_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What the protection of a sheet still lets people do: only headers and made cells are locked."""


def _chosen(id: str, name: str) -> str:
    return name if id == name else f"{id} {name}"


def _format(field: Field) -> str:
    if field.kind in {"amount", "integer"}:
        return field.kind
    return "long" if field.width >= 60 else "text"


def _lists(ledger: Ledger) -> dict[str, list[str]]:
    """The entries of each drop-down list, one column of the hidden sheet each."""
    year = ledger.year or None
    functions, economics = functional(year), economic(year)
    named = dict(ledger.codes)
    lists = {words: list(labels(words)) for words in _word_lists()}
    lists["function"] = [
        f"{code} {name}" for code in functions if len(code) == 7 and (name := functions.name(code))
    ] + [f"{code} {name}" for code, name in named.items() if code.startswith("2")]
    lists["economic"] = [f"{code} {name}" for code in economics if len(code) == 5 and (name := economics.name(code))]
    lists["economic"] += [f"{code} {name}" for code, name in named.items() if code.startswith("3")]
    return lists


def _word_lists() -> list[str]:
    found = {field.words for fields in TABLES.values() for field in fields if field.kind in {"choice", "flag"}}
    return sorted(found)


def _range(lists: dict[str, list[str]], name: str) -> str:
    letter = _letter(list(lists).index(name))
    return f"={_LISTS}!${letter}$1:${letter}${max(len(lists[name]), 1)}"


def _chosen_range(sheet: str, count: int) -> str:
    letter = _letter(len(TABLES["units" if sheet == "单位" else "projects"]))
    last = min(HEADER_ROW + count + _SPARE, _LAST_ROW)
    return f"={sheet}!${letter}${HEADER_ROW + 1}:${letter}${last}"


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letters: str = xl_col_to_name(column)
    return letters
