"""As a province prints: no codes, ordinals before the classes, all targets in one list, amounts without separators."""

from __future__ import annotations

from dataclasses import replace

from tests.generate import columns, summary
from tests.generate.budget import GENERAL, GOVERNMENT_FUND, STATE_CAPITAL, Budget
from tests.generate.document import Block, Field, PrintedDocument, TableBlock, TextBlock
from tests.generate.narrative import explanation
from tests.generate.tables import BLANK, Column, Line, Style, header, rows
from tests.generate.targets import project_truth, target_list, target_truth
from tests.generate.words import chinese_number, economic_name, function_name

STYLE = Style()
ABOVE = ("单位：万元",)
TITLES = (
    "收支预算总表",
    "收入预算总表",
    "支出预算总表",
    "财政拨款收支预算总表",
    "一般公共预算拨款支出预算表",
    "一般公共预算基本支出预算表",
    "一般公共预算“三公”经费支出预算表",
    "政府性基金预算拨款支出预算表",
    "国有资本经营预算支出预算表",
    "项目支出预算表",
    "财政拨款委托业务费支出预算表",
    "项目支出绩效目标表",
)


def print_provincial(budget: Budget) -> PrintedDocument:
    """The budget of a provincial department as recognised text, in 万元."""
    revenue_columns = columns.fund_columns(budget, "本年收入", "合计")
    year_column = [Column((f"{budget.year}年预算数",), budget.at())]
    tables = [
        summary.summary(budget, STYLE, TITLES[0], ABOVE, "本年预算"),
        summary.unit_revenue(budget, STYLE, TITLES[1], ABOVE, revenue_columns, "部门（单位）名称"),
        _functions(budget, TITLES[2], None, columns.uses(budget, "总计")),
        summary.fiscal_summary(budget, STYLE, TITLES[3], ABOVE, "本年预算", lambda n: f"（{chinese_number(n)}）"),
        _functions(budget, TITLES[4], GENERAL, columns.basic_and_project(budget, "总计", "合计")),
        _economic(budget, TITLES[5]),
        summary.three_public(budget, STYLE, TITLES[6], ABOVE, year_column),
        _functions(budget, TITLES[7], GOVERNMENT_FUND, columns.plain_uses(budget)),
        _functions(budget, TITLES[8], STATE_CAPITAL, columns.plain_uses(budget)),
        summary.projects(budget, STYLE, TITLES[9], ABOVE, typed="部门（单位）名称"),
        _entrusted(budget, TITLES[10]),
        target_list(budget, STYLE, TITLES[11], ABOVE),
    ]
    intro = f"本部门{budget.year}年的全部收入和支出都编入一本预算，现将各张表格的数据说明如下。"
    blocks: list[Block] = [
        *summary.front(budget, f"{budget.year}年部门预算", list(TITLES)),
        *tables,
        TextBlock("第三部分 情况说明"),
        *explanation(budget, STYLE, intro),
        *summary.glossary(),
    ]
    return PrintedDocument(
        budget.department,
        budget.year,
        "万元",
        tuple(blocks),
        project_truth(budget, STYLE),
        target_truth(budget, STYLE, explained=True),
        tuple(unit.name for unit in budget.units),
    )


def _functions(budget: Budget, title: str, fund: str | None, shown: list[Column]) -> TableBlock:
    spent = replace(budget.at(side="expenditure"), fund=fund)
    lines: list[Line] = []
    for number, code in enumerate(budget.functions(3, fund=fund), 1):
        name = function_name(code)
        lines.append(Line((f"{chinese_number(number)}、{name}",), name, replace(spent, function=code)))
        for division in budget.functions(5, code, fund):
            for finer in (division, *budget.functions(7, division, fund)):
                name = function_name(finer)
                lines.append(Line((name,), name, replace(spent, function=finer)))
    notes = () if lines else (f"说明：{budget.year}年本部门这一项没有安排资金，本表为空表。",)
    lines.append(Line(("合计",), "合计", spent))
    body = tuple(rows(budget, STYLE, title, lines, shown))
    return TableBlock(title, ABOVE, header([("功能分类科目名称",)], shown), body, notes)


def _economic(budget: Budget, title: str) -> TableBlock:
    basic = budget.at(side="expenditure", fund=GENERAL, use="basic")
    lines: list[Line] = []
    shown = columns.basic_parts(budget)
    codes = budget.economic_codes()
    for number, code in enumerate(sorted({code[:3] for code in codes}), 1):
        name = economic_name(code)
        lines.append(Line((f"{chinese_number(number)}、{name}",), name, replace(basic, economic=code)))
        for finer in codes:
            if finer.startswith(code):
                lines.append(Line((economic_name(finer),), economic_name(finer), replace(basic, economic=finer)))
    lines.append(Line(("合计",), "合计", basic))
    body = tuple(rows(budget, STYLE, title, lines, shown))
    return TableBlock(title, ABOVE, header([("部门预算支出经济分类科目",)], shown), body)


def _entrusted(budget: Budget, title: str) -> TableBlock:
    names = ("部门/单位/项目名称", "委托事项内容", "合计", *(f"{name}拨款收入" for name in columns.FUND_NAMES))
    empty = (Field("合计"), *(BLANK,) * (len(names) - 1))
    note = f"说明：{budget.year}年本部门不以财政拨款委托其他单位办理业务，本表为空表。"
    return TableBlock(title, ABOVE, (names,), (empty,), (note,))
