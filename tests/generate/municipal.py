"""As a city prints: codes in a column of their own, this year's and last year's money apart, a form for each target."""

from __future__ import annotations

from dataclasses import replace

from tests.generate import columns, summary
from tests.generate.budget import GENERAL, GOVERNMENT_FUND, STATE_CAPITAL, Budget
from tests.generate.document import Block, PrintedDocument, TableBlock, TextBlock
from tests.generate.narrative import explanation
from tests.generate.tables import Column, Line, Style, header, rows
from tests.generate.targets import project_truth, target_forms, target_truth
from tests.generate.words import chinese_number, economic_name, function_name

STYLE = Style(grouped=True)
TITLES = (
    "部门收支总表",
    "部门收入总表",
    "部门支出总表",
    "财政拨款收支总表",
    "一般公共预算支出表",
    "一般公共预算基本支出表",
    "一般公共预算“三公”经费支出表",
    "政府性基金预算支出表",
    "国有资本经营预算支出表",
    "项目支出表",
    "项目支出绩效目标表",
)


def print_municipal(budget: Budget) -> PrintedDocument:
    """The budget of a city's department as recognised text, in 万元 with separators."""
    above = (f"预算单位：{budget.department}", "单位：万元")
    revenue = columns.fund_columns(budget, "当年预算", "小计")
    origins = columns.origin_columns(budget, "当年预算")
    tables = [
        summary.summary(budget, STYLE, TITLES[0], above, "当年预算"),
        summary.unit_revenue(budget, STYLE, TITLES[1], above, revenue, "部门（单位）名称"),
        _functions(budget, TITLES[2], above, None, columns.uses(budget, "合计")),
        summary.fiscal_summary(budget, STYLE, TITLES[3], above, "当年预算", lambda number: ""),
        _functions(budget, TITLES[4], above, GENERAL, columns.basic_and_project(budget, "合计", "小计")),
        _economic(budget, TITLES[5], above),
        summary.three_public(budget, STYLE, TITLES[6], above, origins),
        _functions(budget, TITLES[7], above, GOVERNMENT_FUND, columns.plain_uses(budget, "本年政府性基金预算支出")),
        _functions(budget, TITLES[8], above, STATE_CAPITAL, columns.plain_uses(budget, "本年国有资本经营预算支出")),
        summary.projects(budget, STYLE, TITLES[9], above, typed="项目单位"),
    ]
    blocks: list[Block] = list(summary.front(budget, f"{budget.year}年部门预算", list(TITLES)))
    for number, table in enumerate(tables, 1):
        blocks += [TextBlock(f"{chinese_number(number)}、{table.title}"), table]
    blocks.append(TextBlock(f"{chinese_number(len(tables) + 1)}、{TITLES[10]}"))
    office = f"{budget.department}-{budget.units[0].code[:3]}"
    blocks += target_forms(budget, replace(STYLE, grouped=False), TITLES[10], office)
    intro = f"{budget.department}{budget.year}年预算由{len(budget.units)}个单位汇总而成，各表数据说明如下。"
    blocks += [
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
        target_truth(budget, STYLE, explained=False),
        tuple(unit.name for unit in budget.units),
    )


def _functions(budget: Budget, title: str, above: tuple[str, ...], fund: str | None, shown: list[Column]) -> TableBlock:
    spent = replace(budget.at(side="expenditure"), fund=fund)
    codes = sorted({code for length in (3, 5, 7) for code in budget.functions(length, fund=fund)})
    lines = [
        Line((code, function_name(code)), function_name(code), replace(spent, function=code), code) for code in codes
    ]
    notes = () if lines else (f"说明：{budget.year}年本部门没有这一项支出。",)
    if lines:
        lines.append(Line(("合计", ""), "合计", spent))
    body = tuple(rows(budget, STYLE, title, lines, shown))
    return TableBlock(title, above, header([("科目编码",), ("功能分类科目名称",)], shown), body, notes)


def _economic(budget: Budget, title: str, above: tuple[str, ...]) -> TableBlock:
    basic = budget.at(side="expenditure", fund=GENERAL, use="basic")
    shown = columns.basic_parts(budget, f"{budget.year}年基本支出")
    finest = budget.economic_codes()
    codes = sorted({*finest, *(code[:3] for code in finest)})
    lines = [
        Line((code, economic_name(code)), economic_name(code), replace(basic, economic=code), code) for code in codes
    ]
    lines.append(Line(("合计", ""), "合计", basic))
    leads = [("经济分类", "科目编码"), ("经济分类", "科目名称")]
    return TableBlock(title, above, header(leads, shown), tuple(rows(budget, STYLE, title, lines, shown)))
