"""What province and city print alike: two-sided summaries, the units' revenue, the projects, the front matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gouji.model.coordinates import Coordinates
from tests.generate.budget import Budget
from tests.generate.columns import FISCAL, FUND_NAMES, OWN_FUNDS, STATE_FUNDS, origin_columns, project_columns
from tests.generate.document import Field, PrintedCell, Row, TableBlock, TextBlock
from tests.generate.tables import BLANK, Column, Line, Style, header, rows, side_by_side
from tests.generate.targets import in_order
from tests.generate.words import chinese_number, function_name, words


def summary(budget: Budget, style: Style, title: str, above: tuple[str, ...], current: str) -> TableBlock:
    """收支总表: revenue by source on the left, expenditure by functional class on the right."""
    columns = origin_columns(budget, current)
    revenue = budget.at(side="revenue")
    left = [
        _line("一、", "财政拨款收入", replace(revenue, fund=FISCAL)),
        *(
            _line("", f"{name}拨款收入", replace(revenue, fund=fund))
            for name, fund in zip(FUND_NAMES, STATE_FUNDS, strict=True)
        ),
        _line("二、", "财政专户管理资金收入", replace(revenue, fund="special_account_funds")),
        _line("三、", "单位资金收入", replace(revenue, fund="own_funds")),
        *(_line("", name, replace(revenue, fund=fund)) for name, fund in OWN_FUNDS),
        _line("", "本年收入合计", revenue),
        _line("", "财政拨款结转", None),
        _line("", "收入总计", revenue),
    ]
    spent = budget.at(side="expenditure")
    right = [
        _line(f"{chinese_number(number)}、", function_name(code), replace(spent, function=code))
        for number, code in enumerate(budget.functions(3), 1)
    ]
    right += [_line("", "", None)] * (len(left) - 3 - len(right))
    right += [
        _line("", "本年支出合计", spent),
        _line("", "结转下年支出", replace(spent, item="carried_forward")),
        _line("", "支出总计", replace(spent, item="grand_total")),
    ]
    return _two_sided(budget, style, title, above, (left, right), columns)


def fiscal_summary(
    budget: Budget, style: Style, title: str, above: tuple[str, ...], current: str, ordinal: Callable[[int], str]
) -> TableBlock:
    """财政拨款收支总表; ``ordinal`` makes the ordinal before a functional class."""
    columns = origin_columns(budget, current)
    revenue = budget.at(side="revenue", fund=FISCAL)
    left = [
        _line("一、", "本年收入", revenue),
        *(
            _line("", f"{name}拨款", replace(revenue, fund=fund))
            for name, fund in zip(FUND_NAMES, STATE_FUNDS, strict=True)
        ),
        _line("", "收入总计", revenue),
    ]
    spent = budget.at(side="expenditure", fund=FISCAL)
    right = [
        _line("一、", "本年支出", spent),
        *(
            _line(ordinal(number), function_name(code), replace(spent, function=code))
            for number, code in enumerate(budget.functions(3), 1)
        ),
        _line("二、", "结转下年", replace(spent, item="carried_forward")),
        _line("", "支出总计", replace(spent, item="grand_total")),
    ]
    return _two_sided(budget, style, title, above, (left, right), columns)


def _two_sided(
    budget: Budget,
    style: Style,
    title: str,
    above: tuple[str, ...],
    sides: tuple[list[Line], list[Line]],
    columns: list[Column],
) -> TableBlock:
    left, right = (rows(budget, style, title, side, columns) for side in sides)
    width = len(columns)
    groups = ("收入", *[""] * width, "支出", *[""] * width)
    leaves = header([("项目",)], columns)[0]
    return TableBlock(title, above, (groups, leaves * 2), side_by_side(left, right))


def _line(ordinal: str, label: str, at: Coordinates | None) -> Line:
    return Line((ordinal + label,), label, at)


def unit_revenue(
    budget: Budget, style: Style, title: str, above: tuple[str, ...], columns: list[Column], lead: str
) -> TableBlock:
    """收入总表: a row for each unit."""
    lines = [
        Line((unit.name,), unit.name, Coordinates(year=budget.year, side="revenue", unit=unit.name))
        for unit in budget.units
    ]
    lines.append(Line(("合计",), "合计", budget.at(side="revenue")))
    return TableBlock(title, above, header([(lead,)], columns), tuple(rows(budget, style, title, lines, columns)))


def projects(budget: Budget, style: Style, title: str, above: tuple[str, ...], *, typed: str) -> TableBlock:
    """项目支出表: types and first levels with their sums, then each project with its unit."""
    spent = budget.at(side="expenditure", use="project")
    columns = project_columns(budget)
    body: list[Row] = []
    listed = in_order(budget)
    for name in dict.fromkeys(plan.type for plan in listed):
        plans = [plan for plan in listed if plan.type == name]
        levels = list(dict.fromkeys(plan.level1 for plan in plans))
        body.append(_type_row(budget, style, title, name, levels, columns))
        for level1 in levels:
            line = Line(("", level1, "", ""), level1, replace(spent, project=level1))
            body += rows(budget, style, title, [line], columns)
            lines = [
                Line(("", "", plan.name, plan.unit), plan.name, replace(spent, project=plan.key, unit=plan.unit))
                for plan in plans
                if plan.level1 == level1
            ]
            body += rows(budget, style, title, lines, columns)
    body += rows(budget, style, title, [Line(("合计", "", "", ""), "合计", spent)], columns)
    leads = [("类型",), ("项目名称", "一级项目"), ("项目名称", "二级项目"), (typed,)]
    return TableBlock(title, above, header(leads, columns), tuple(body))


def _type_row(budget: Budget, style: Style, title: str, name: str, levels: list[str], columns: list[Column]) -> Row:
    """A type is no coordinate: its sums are those of its first levels."""
    fields: list[Field] = [Field(name), BLANK, BLANK, BLANK]
    for column in columns:
        points = [budget.at(side="expenditure", use="project", project=level1) for level1 in levels]
        total = sum(budget.amount(point.joined(column.at) or point) for point in points if column.at)
        amount = style.amount(total)
        text = style.text(amount)
        fields.append(Field(text, PrintedCell(title, name, "/".join(column.path), amount, None)) if text else BLANK)
    return tuple(fields)


def three_public(budget: Budget, style: Style, title: str, above: tuple[str, ...], columns: list[Column]) -> TableBlock:
    """“三公”经费表, a row for each kind."""
    at = budget.at
    lines = [
        Line(("合计",), "合计", at(item="three_public")),
        Line(("1、因公出国（境）费",), "因公出国（境）费", at(item="three_public/abroad")),
        Line(("2、公务接待费",), "公务接待费", at(item="three_public/reception")),
        Line(("3、公务用车费",), "公务用车费", at(item="three_public/vehicles")),
        Line(("其中：（1）公务用车运行维护费",), "公务用车运行维护费", at(item="three_public/vehicles/operating")),
        Line(("（2）公务用车购置费",), "公务用车购置费", at(item="three_public/vehicles/purchase")),
    ]
    return TableBlock(title, above, header([("项目",)], columns), tuple(rows(budget, style, title, lines, columns)))


def front(budget: Budget, title: str, tables: list[str]) -> list[TextBlock]:
    """Cover, contents, duties and units."""
    fills = {"short": budget.short_place, "place": budget.place, "subject": budget.subject}
    contents = "\n".join(f"- {chinese_number(number)}、{table}" for number, table in enumerate(tables, 1))
    duties = [
        f"（{chinese_number(number)}）{duty.format(**fills)}"
        for number, duty in enumerate(words()["text"]["duties"], 1)
    ]
    inside = "、".join(words()["text"]["offices_inside"])
    names = "、".join(unit.name for unit in budget.units)
    texts = [
        budget.department,
        title,
        "目录",
        "第一部分 部门概况",
        "- 一、主要职能\n- 二、机构设置",
        "第二部分 预算表格",
        contents,
        "第三部分 情况说明",
        "第四部分 名词解释",
        "第一部分 部门概况",
        "一、主要职能",
        *duties,
        "二、机构设置",
        f"{budget.department}内设{inside}等{len(words()['text']['offices_inside'])}个科室。",
        f"纳入本部门预算的单位共{len(budget.units)}个，分别是：{names}。",
        "第二部分 预算表格",
    ]
    return [TextBlock(text) for text in texts]


def glossary() -> list[TextBlock]:
    """The last part."""
    return [
        TextBlock("第四部分 名词解释"),
        *(
            TextBlock(f"（{chinese_number(number)}）{entry['term']}：{entry['meaning']}")
            for number, entry in enumerate(words()["glossary"], 1)
        ),
    ]
