"""Fills in the official template workbook (上海 2026, 9 tables) from a ledger, as an office would: cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gouji.lexicon.classification import economic, functional
from gouji.model.coordinates import Coordinates
from gouji.model.ledger import Ledger

_GENERAL = "general_public_budget"


def fill(template: Path, ledger: Ledger, target: Path) -> None:
    """Write the ledger's figures into a copy of the template. Only money of this year's appropriations is shown."""
    from openpyxl import load_workbook

    book = load_workbook(template)
    year = ledger.year

    def amount(**point: Any) -> float | None:
        value = ledger.amount_at(Coordinates(year=year, **point))
        return value / 100 if value else None

    _cover(book, ledger)
    _summary(book["部门收支总表"], ledger, amount)
    _functions(
        book["部门收入总表"],
        ledger,
        lambda code: [
            amount(side="revenue", function=code),
            amount(side="revenue", function=code, fund="fiscal_appropriation"),
            amount(side="revenue", function=code, fund="own_funds/service"),
            amount(side="revenue", function=code, fund="own_funds/business"),
            amount(side="revenue", function=code, fund="own_funds/other"),
        ],
    )
    _functions(book["部门支出总表"], ledger, lambda code: _uses(amount, function=code))
    _fiscal(book["部门财政拨款收支总表"], ledger, amount)
    for sheet, fund in (
        ("部门一般公共预算拨款表", _GENERAL),
        ("部门政府性基金拨款表", "government_fund_budget"),
        ("部门国有资本经营预算拨款表 ", "state_capital_budget"),
    ):
        _functions(book[sheet], ledger, lambda code, fund=fund: _uses(amount, function=code, fund=fund), fund)
    _economic(book["部门一般公共预算拨款基本支出明细表"], ledger, amount)
    _three_public(book["部门“三公”经费和机关运行费预算表"], ledger)
    book.save(target)


def _cover(book: Any, ledger: Ledger) -> None:
    cover = book["封面"]
    cover["A3"] = f"{ledger.department.name}{ledger.year}年部门预算"
    cover["A9"] = f"预算主管部门：{ledger.department.name}"
    for sheet in book:
        for row in sheet.iter_rows(max_row=5):
            for cell in row:
                if cell.value == "编制部门：":
                    cell.value = f"编制部门：{ledger.department.name}"
    units = [unit.name for unit in ledger.units]
    lines = "\n".join(f"    {number}. {name}" for number, name in enumerate(units, 1))
    book["部门机构设置"]["A3"] = (
        f"    {ledger.department.name}部门预算是包括本部以及下属{len(units) - 1}家预算单位的综合收支计划。\n"
        f"    本部门具体包括：\n{lines}"
    )


def _uses(amount: Any, **point: Any) -> list[float | None]:
    return [
        amount(side="expenditure", **point),
        *(amount(side="expenditure", use=u, **point) for u in ("basic", "project")),
    ]


def _codes(ledger: Ledger, fund: str | None = None) -> Iterator[str]:
    codes = {
        fact.function[:length]
        for fact in ledger.facts
        if fact.function and fact.year == ledger.year and fund in {None, fact.fund}
        for length in (3, 5, 7)
    }
    return iter(sorted(codes))


def _clear(sheet: Any, first: int) -> int:
    """Empty the template's example rows; gives the row of the total."""
    total = next(
        row for row in range(first, sheet.max_row + 1) if str(sheet.cell(row, 1).value or "") in {"合计", "收入总计"}
    )
    needed = 0
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= first:
            sheet.unmerge_cells(str(merged))
    for row in range(first, sheet.max_row + 1):
        for column in range(1, 12):
            sheet.cell(row, column).value = None
    return total + needed


def _functions(sheet: Any, ledger: Ledger, values: Any, fund: str | None = None) -> None:
    first = 9
    _clear(sheet, first)
    row = first
    names = functional(ledger.year)
    totals: dict[int, float] = defaultdict(float)
    for code in _codes(ledger, fund):
        numbers = values(code)
        sheet.cell(row, 1).value = int(code[:3])
        if len(code) > 3:
            sheet.cell(row, 2).value = code[3:5]
        if len(code) > 5:
            sheet.cell(row, 3).value = code[5:]
        sheet.cell(row, 4).value = names.name(code)
        for column, number in enumerate(numbers, 5):
            sheet.cell(row, column).value = number
            if len(code) == 3 and number:
                totals[column] = round(totals[column] + number, 2)
        row += 1
    sheet.cell(row, 1).value = "合计"
    for column, total in totals.items():
        sheet.cell(row, column).value = total


def _summary(sheet: Any, ledger: Ledger, amount: Any) -> None:
    sides = [
        ("一、财政拨款收入", amount(side="revenue", fund="fiscal_appropriation")),
        ("1. 一般公共预算", amount(side="revenue", fund=_GENERAL)),
        ("2. 政府性基金预算", amount(side="revenue", fund="government_fund_budget")),
        ("3. 国有资本经营预算", amount(side="revenue", fund="state_capital_budget")),
        ("二、事业收入", amount(side="revenue", fund="own_funds/service")),
        ("三、事业单位经营收入", amount(side="revenue", fund="own_funds/business")),
        ("四、其他收入", amount(side="revenue", fund="own_funds/other")),
    ]
    _clear(sheet, 8)
    _two_sided(sheet, sides, ledger, lambda code: [amount(side="expenditure", function=code)])
    last = 8 + max(len(sides), sum(len(code) == 3 for code in _codes(ledger)))
    _row(sheet, last, "收入总计", amount(side="revenue"), "支出总计", [amount(side="expenditure")])


def _fiscal(sheet: Any, ledger: Ledger, amount: Any) -> None:
    funds = ("fiscal_appropriation", _GENERAL, "government_fund_budget", "state_capital_budget")
    sides = [
        ("一、一般公共预算", amount(side="revenue", fund=funds[1])),
        ("二、政府性基金预算", amount(side="revenue", fund=funds[2])),
        ("三、国有资本经营预算", amount(side="revenue", fund=funds[3])),
    ]
    _clear(sheet, 8)
    _two_sided(
        sheet, sides, ledger, lambda code: [amount(side="expenditure", function=code, fund=fund) for fund in funds]
    )
    last = 8 + max(len(sides), sum(len(code) == 3 for code in _codes(ledger)))
    _row(
        *(sheet, last, "收入总计", amount(side="revenue", fund=funds[0]), "支出总计"),
        [amount(side="expenditure", fund=fund) for fund in funds],
    )


def _two_sided(sheet: Any, sides: Any, ledger: Ledger, values: Any) -> None:
    names = functional(ledger.year)
    for row, (label, number) in enumerate(sides, 8):
        sheet.cell(row, 1).value = label
        sheet.cell(row, 2).value = number
    ordinals = "一二三四五六七八九十"
    for number, code in enumerate(code for code in _codes(ledger) if len(code) == 3):
        sheet.cell(8 + number, 3).value = f"{ordinals[number]}、{names.name(code)}"
        for column, value in enumerate(values(code), 4):
            sheet.cell(8 + number, column).value = value


def _row(sheet: Any, row: int, left: str, number: float | None, right: str, numbers: list[float | None]) -> None:
    sheet.cell(row, 1).value, sheet.cell(row, 2).value, sheet.cell(row, 3).value = left, number, right
    for column, value in enumerate(numbers, 4):
        sheet.cell(row, column).value = value


def _economic(sheet: Any, ledger: Ledger, amount: Any) -> None:
    _clear(sheet, 9)
    names = economic(ledger.year)
    codes = {
        fact.economic[:length]
        for fact in ledger.facts
        if fact.economic and fact.fund == _GENERAL and fact.year == ledger.year and (fact.use or "").startswith("basic")
        for length in (3, 5)
    }
    row = 9
    for code in (*sorted(codes), ""):
        point = {"side": "expenditure", "fund": _GENERAL} | ({"economic": code} if code else {})
        if code:
            sheet.cell(row, 1).value = int(code[:3])
            sheet.cell(row, 2).value = code[3:] or None
            sheet.cell(row, 3).value = names.name(code)
        else:
            sheet.cell(row, 1).value = "合计"
        for column, use in enumerate(("basic", "basic/personnel", "basic/operating"), 4):
            sheet.cell(row, column).value = amount(use=use, **point)
        row += 1


def _three_public(sheet: Any, ledger: Ledger) -> None:
    items = ("three_public", "three_public/abroad", "three_public/reception", "three_public/vehicles")
    items += ("three_public/vehicles/purchase", "three_public/vehicles/operating")
    for column, item in enumerate(items, 1):
        sheet.cell(7, column).value = round(ledger.amount_at(Coordinates(year=ledger.year, item=item)) / 1_000_000, 2)
