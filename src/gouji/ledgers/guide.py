"""The first sheet of a ledger's workbook: how to fill it in, and whether revenue and expenditure balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from gouji.ledgers.words import label
from gouji.model.ledger import Ledger

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_STEPS = (
    "一、本工作簿是部门预算的账套：只填最细的每一笔收支，公开表格、合计和文字说明都由程序从这里生成。",
    "二、按顺序填写：部门 → 单位 → 项目 → 支出 → 收入 → 上年 → 绩效目标 → 指标 → 资产 → 文字 → 其他金额。",
    "三、橙色表头的列必填，蓝色表头的列有内容才填；灰色单元格和表头受保护，不需要改动。",
    "四、单位、项目、科目、资金来源等从下拉列表选择；下拉列表没有的单位和项目先在“单位”“项目”表登记，"
    "下拉列表没有的科目在“补充科目”表登记。",
    "五、金额一律以元为单位，至多两位小数；不要填合计行，不要填万元。",
    "六、项目支出一笔一行，选项目；人员经费、公用经费不选项目。上年结转的钱在“资金性质”选“上年结转”。",
    "七、“三公”经费、政府采购、委托业务费在“支出”表的“同时属于”列标明；不能落到某一笔的，填“其他金额”表。",
    "八、填好后保存，运行  gouji ledger check 文件名  检查；每处错误会指明工作表和单元格。",
    "九、检查没有错误后，运行  gouji publish 文件名 --template 模板 -o 文件夹  生成公开文件。",
)
_LINE, _LETTERS = 18, 88
"""The height of a line of instructions, and how many half letters one holds."""


def write_guide(book: Workbook, sheet: Worksheet, ledger: Ledger, first_row: int, more: Sequence[str] = ()) -> None:
    """Write the instructions and ``more`` of them, and below revenue against expenditure for each source of funds;
    ``first_row`` is the first row of data of the other sheets, counted from 1."""
    steps = (*_STEPS, *more)
    top = len(steps) + 3
    title = book.add_format({"bold": True, "font_size": 16})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "align": "center"})
    cell = book.add_format({"border": 1})
    amount = book.add_format({"border": 1, "num_format": "#,##0.00"})
    wrong = book.add_format({"font_color": "#C00000", "bold": True})
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 3, 22)
    name = ledger.department.name or "（部门名称）"
    sheet.write_string(0, 0, f"{name}{ledger.year or ''}年预算账套"[:200], title)
    for row, step in enumerate(steps, 1):
        sheet.merge_range(row, 0, row, 3, step, text)
        sheet.set_row(row, _LINE * max(1, -(-len(step.encode("gb18030", "replace")) // _LETTERS)))
    for column, words in enumerate(("资金来源", "收入（元）", "支出与结转下年（元）", "差额（元）")):
        sheet.write_string(top, column, words, head)
    totals = _totals(ledger)
    for row, (fund, (revenue, expenditure)) in enumerate(totals.items(), top + 1):
        sheet.write_string(row, 0, label("fund", fund), cell)
        number = row + 1
        for column, source, value in (
            (1, f"=SUMIFS(收入!$E${first_row}:$E$1048576,收入!$B${first_row}:$B$1048576,$A{number})", revenue),
            (2, f"=SUMIFS(支出!$H${first_row}:$H$1048576,支出!$F${first_row}:$F$1048576,$A{number})", expenditure),
            (3, f"=ROUND(B{number}-C{number},2)", revenue - expenditure),
        ):
            sheet.write_formula(row, column, source, amount, Decimal(value) / 100)
    last = top + len(totals)
    sheet.conditional_format(top + 1, 3, last, 3, {"type": "cell", "criteria": "!=", "value": 0, "format": wrong})
    sheet.protect()


_ALWAYS = (
    *("general_public_budget", "government_fund_budget", "state_capital_budget", "special_account_funds"),
    *("own_funds/service", "own_funds/business", "own_funds/superior_grant", "own_funds/affiliate_remittance"),
    "own_funds/other",
)


def _totals(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """Fund → this year's revenue and expenditure (with what is carried forward) in 分."""
    revenue: dict[str, int] = defaultdict(int)
    expenditure: dict[str, int] = defaultdict(int)
    for fact in ledger.facts:
        if fact.year == ledger.year:
            (revenue if fact.side == "revenue" else expenditure)[fact.fund] += fact.amount
    funds = dict.fromkeys((*_ALWAYS, *revenue, *expenditure))
    return {fund: (revenue.get(fund, 0), expenditure.get(fund, 0)) for fund in funds}
