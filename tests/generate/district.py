"""As a Shanghai district prints: 元 with two decimals, 类 款 项 in three columns, the narrative in 万元."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from gouji.model.coordinates import Coordinates
from gouji.model.money import Unit
from tests.generate import columns, summary
from tests.generate.budget import GENERAL, GOVERNMENT_FUND, STATE_CAPITAL, Budget
from tests.generate.document import Block, PrintedDocument, TableBlock, TextBlock
from tests.generate.narrative import procurement
from tests.generate.tables import Column, Line, Style, header, rows, side_by_side
from tests.generate.words import chinese_number, economic_name, function_name
from tests.generate.writer import Writer

STYLE = Style(Unit.YUAN, 2, grouped=True)
IN_TEN_THOUSANDS = Style(Unit.TEN_THOUSAND_YUAN, 2, grouped=True)
OWN = (
    ("事业收入", "own_funds/service"),
    ("事业单位经营收入", "own_funds/business"),
    ("其他收入", "own_funds/other"),
)


def print_district(budget: Budget) -> PrintedDocument:
    """The budget of a district's department as recognised text, in 元.

    Raises ValueError for a budget with money left for next year: the district's tables have no place for it.
    """
    if budget.features.carried_forward:
        raise ValueError("the district's tables cannot show money left for next year")
    year = budget.year
    above = (f"编制部门：{budget.department}", "单位：元")
    spent = budget.at(side="expenditure")
    plain = columns.plain_uses
    tables = [
        _summary(budget, "部门财务收支预算总表", above),
        _functions(budget, "部门收入预算总表", above, budget.at(side="revenue"), _revenue_columns(budget)),
        _functions(budget, "部门支出预算总表", above, spent, _use_columns(budget)),
        _fiscal(budget, "部门财政拨款收支预算总表", above),
        *(
            _functions(
                budget,
                f"部门{name}支出功能分类预算表",
                above,
                replace(spent, fund=fund),
                plain(budget, f"{name}支出"),
            )
            for name, fund in zip(columns.FUND_NAMES, (GENERAL, GOVERNMENT_FUND, STATE_CAPITAL), strict=True)
        ),
        _economic(budget, "部门一般公共预算基本支出部门预算经济分类预算表", above),
        _three_public(budget, "部门“三公”经费和机关运行经费预算表"),
    ]
    tables = [replace(table, before_title=f"{year}年") for table in tables]
    writer = Writer(budget, IN_TEN_THOUSANDS, short=True)
    _explain(writer)
    before, writer.blocks = writer.blocks, []
    _other(writer)
    blocks: list[Block] = [*_front(budget), *before, *tables, *writer.blocks, *_projects(budget)]
    names = tuple(unit.name for unit in budget.units)
    return PrintedDocument(budget.department, year, "元", tuple(blocks), (), (), names)


def _front(budget: Budget) -> list[TextBlock]:
    names = "\n".join(f"{number}.{unit.name}。" for number, unit in enumerate(budget.units, 1))
    texts = [
        f"{budget.place}{budget.year}年区级部门预算",
        f"预算主管部门：{budget.department}",
        "目录",
        "\n".join(f"{chinese_number(number)}、{part}" for number, part in enumerate(PARTS, 1)),
        f"{budget.department}主要职能",
        f"{budget.department}承担本地{budget.subject}工作，并管理{len(budget.units) - 1}个所属单位。",
        f"{budget.department}机构设置",
        f"本部门预算由下列{len(budget.units)}个单位的收支计划汇总：",
        names,
        "名词解释",
    ]
    return [*map(TextBlock, texts), *summary.glossary()[1:]]


PARTS = ("主要职能", "机构设置", "名词解释", "部门预算编制说明", "部门预算表", "其他相关情况说明", "项目经费情况说明")


def _summary(budget: Budget, title: str, above: tuple[str, ...]) -> TableBlock:
    revenue, spent = budget.at(side="revenue"), budget.at(side="expenditure")
    left = [Line(("一、财政拨款收入",), "财政拨款收入", replace(revenue, fund=columns.FISCAL))]
    left += [
        Line((f"{number}. {name}资金",), f"{name}资金", replace(revenue, fund=fund))
        for number, (name, fund) in enumerate(zip(columns.FUND_NAMES, columns.STATE_FUNDS, strict=True), 1)
    ]
    left += [
        Line((f"{chinese_number(number)}、{name}",), name, replace(revenue, fund=fund))
        for number, (name, fund) in enumerate(OWN, 2)
    ]
    left.append(Line(("收入总计",), "收入总计", revenue))
    right = [
        Line((f"{chinese_number(number)}、{function_name(code)}",), function_name(code), replace(spent, function=code))
        for number, code in enumerate(budget.functions(3), 1)
    ]
    right.append(Line(("支出总计",), "支出总计", replace(spent, item="grand_total")))
    shown = [Column(("预算数",), budget.at())]
    body = side_by_side(rows(budget, STYLE, title, left, shown), rows(budget, STYLE, title, right, shown))
    head = (("本年收入", "", "本年支出", ""), ("项目", "预算数", "项目", "预算数"))
    return TableBlock(title, above, head, body)


def _fiscal(budget: Budget, title: str, above: tuple[str, ...]) -> TableBlock:
    revenue = budget.at(side="revenue", fund=columns.FISCAL)
    spent = replace(revenue, side="expenditure")
    funds = list(zip(columns.FUND_NAMES, columns.STATE_FUNDS, strict=True))
    left = [
        Line((f"{chinese_number(number)}、{name}资金",), f"{name}资金", replace(revenue, fund=fund))
        for number, (name, fund) in enumerate(funds, 1)
    ]
    left.append(Line(("收入总计",), "收入总计", revenue))
    codes = [code for code in budget.functions(3) if budget.amount(replace(spent, function=code))]
    right = [
        Line((f"{chinese_number(number)}、{function_name(code)}",), function_name(code), replace(spent, function=code))
        for number, code in enumerate(codes, 1)
    ]
    right.append(Line(("支出总计",), "支出总计", replace(spent, item="grand_total")))
    at_left = [Column(("预算数",), budget.at())]
    at_right = [Column(("合计",), budget.at()), *(Column((name,), budget.at(fund=fund)) for name, fund in funds)]
    body = side_by_side(rows(budget, STYLE, title, left, at_left), rows(budget, STYLE, title, right, at_right))
    head = (
        ("财政拨款收入", "", "财政拨款支出", "", "", "", ""),
        ("项目", "预算数", "项目", "合计", *columns.FUND_NAMES),
    )
    return TableBlock(title, above, head, body)


def _revenue_columns(budget: Budget) -> list[Column]:
    group = "收入预算"
    return [
        Column((group, "合计"), budget.at()),
        Column((group, "财政拨款收入"), budget.at(fund=columns.FISCAL)),
        *(Column((group, name), budget.at(fund=fund)) for name, fund in OWN),
    ]


def _use_columns(budget: Budget) -> list[Column]:
    shown = columns.plain_uses(budget, "支出预算")
    if budget.amount(budget.at(use="business")):
        shown.append(Column(("支出预算", "事业单位经营支出"), budget.at(use="business")))
    return shown


def _split(code: str, widths: tuple[int, ...]) -> tuple[str, ...]:
    """A code over its columns: 20103 is ``201``, ``03`` and an empty one."""
    pieces, start = [], 0
    for width in widths:
        pieces.append(code[start : start + width])
        start += width
    return tuple(pieces)


def _functions(budget: Budget, title: str, above: tuple[str, ...], at: Coordinates, shown: list[Column]) -> TableBlock:
    codes = sorted({code for length in (3, 5, 7) for code in budget.functions(length, fund=at.fund)})
    lines = [
        Line((*_split(code, (3, 2, 2)), function_name(code)), function_name(code), replace(at, function=code), code)
        for code in codes
    ]
    notes = () if lines else (f"注：{budget.year}年本部门没有这一类支出，表中不填数字。",)
    lines.append(Line(("", "", "", "合计"), "合计", at))
    lead, kinds = "功能分类科目编码", ("类", "款", "项")
    leads = [("项目", lead, kind) for kind in kinds] + [("项目", "功能分类科目名称")]
    return TableBlock(title, above, header(leads, shown), tuple(rows(budget, STYLE, title, lines, shown)), notes)


def _economic(budget: Budget, title: str, above: tuple[str, ...]) -> TableBlock:
    basic = budget.at(side="expenditure", fund=GENERAL, use="basic")
    finest = budget.economic_codes()
    lines = [
        Line((*_split(code, (3, 2)), economic_name(code)), economic_name(code), replace(basic, economic=code), code)
        for code in sorted({*finest, *(code[:3] for code in finest)})
    ]
    lines.append(Line(("", "", "合计"), "合计", basic))
    shown = columns.basic_parts(budget, "一般公共预算基本支出")
    lead = "部门预算经济分类科目编码"
    leads = [("项目", lead, "类"), ("项目", lead, "款"), ("项目", "经济分类科目名称")]
    return TableBlock(title, above, header(leads, shown), tuple(rows(budget, STYLE, title, lines, shown)))


def _three_public(budget: Budget, title: str) -> TableBlock:
    group = "“三公”经费预算数"
    at = budget.at
    shown = [
        Column((group, "合计"), at(item="three_public")),
        Column((group, "因公出国（境）费"), at(item="three_public/abroad")),
        Column((group, "公务接待费"), at(item="three_public/reception")),
        Column((group, "公务用车购置及运行费", "小计"), at(item="three_public/vehicles")),
        Column((group, "公务用车购置及运行费", "购置费"), at(item="three_public/vehicles/purchase")),
        Column((group, "公务用车购置及运行费", "运行费"), at(item="three_public/vehicles/operating")),
        Column(("机关运行经费预算数",), at(item="agency_operating_expenses")),
    ]
    line = Line((), "", Coordinates(year=budget.year))
    above = (f"编制部门：{budget.department}", "单位：万元")
    return TableBlock(title, above, header([], shown), tuple(rows(budget, IN_TEN_THOUSANDS, title, [line], shown)))


def _explain(writer: Writer) -> None:
    budget = writer.budget
    revenue, spent = budget.at(side="revenue"), budget.at(side="expenditure")
    fiscal_in, fiscal_out = (replace(at, fund=columns.FISCAL) for at in (revenue, spent))
    writer.heading(f"{budget.year}年部门预算编制说明")
    parts = [writer.money(name, replace(revenue, fund=fund)) for name, fund in OWN]
    text = f"{budget.year}年，{budget.department}{writer.money('收入预算', revenue)}，其中："
    text += f"{writer.money('财政拨款收入', fiscal_in)}，{writer.change('财政拨款收入', fiscal_in)}；"
    writer.say(f"{text}{'；'.join(parts)}。")
    text = f"{writer.money('支出预算', spent)}，其中：{writer.money('财政拨款支出预算', fiscal_out)}，"
    text += f"{writer.change('财政拨款支出预算', fiscal_out)}。财政拨款支出预算中，"
    funds = [
        (name, replace(spent, fund=fund)) for name, fund in zip(columns.FUND_NAMES, columns.STATE_FUNDS, strict=True)
    ]
    text += "；".join(f"{writer.money(f'{name}支出预算', at)}，{writer.change(name, at)}" for name, at in funds)
    writer.say(f"{text}{writer.because(fiscal_out)}。")
    items = [code for code in budget.functions(7) if budget.amount(replace(fiscal_out, function=code))]
    writer.say("财政拨款支出按项级科目分列如下：")
    for number, code in enumerate(items, 1):
        path = "-".join(function_name(code[:length]) for length in (3, 5, 7))
        subject = f"“{path}”科目"
        money = writer.money(subject, replace(fiscal_out, function=code))
        writer.say(f"{number}. {money}，按项级科目的规定用途安排。")


def _other(writer: Writer) -> None:
    budget = writer.budget
    at, year = budget.at, budget.year
    writer.heading("其他相关情况说明")
    writer.heading(f"一、{year}年“三公”经费预算情况说明")
    whole = at(item="three_public")
    writer.say(f"{writer.money(f'{year}年“三公”经费预算数', whole)}，{writer.change('“三公”经费', whole)}。其中：")
    for ordinal, name, item in (
        ("（一）", "因公出国（境）费", "abroad"),
        ("（二）", "公务用车购置及运行费", "vehicles"),
        ("（三）", "公务接待费", "reception"),
    ):
        point = at(item=f"three_public/{item}")
        text = f"{ordinal}{writer.money(name, point)}，{writer.change(name, point)}。"
        if item == "vehicles":
            finer = [("公务用车购置费", "purchase"), ("公务用车运行费", "operating")]
            inner = [(part, at(item=f"three_public/vehicles/{kind}")) for part, kind in finer]
            text += f"其中：{'；'.join(f'{writer.money(part, p)}，{writer.change(part, p)}' for part, p in inner)}。"
        writer.say(text)
    writer.heading("二、机关运行经费预算")
    agency = at(item="agency_operating_expenses")
    writer.say(f"{year}年本部门财政拨款的{writer.money('机关运行经费预算', agency)}。")
    writer.heading("三、政府采购预算情况")
    writer.say(procurement(writer))
    writer.heading("四、国有资产占有使用情况")
    cars = Random(budget.seed).randint(0, 12)
    writer.say(
        f"截至{year - 1}年底，本部门{writer.count('公务用车', cars, '辆')}，{year}年不安排购置单价100万元以上的设备。"
    )
    writer.heading("五、绩效目标设置情况")
    project = at(side="expenditure", use="project")
    count = writer.count("编报绩效目标的项目", len(budget.projects), "个")
    writer.say(f"{year}年本部门{count}，{writer.money('涉及项目预算资金', project)}。")


def _projects(budget: Budget) -> list[TextBlock]:
    blocks = [TextBlock("项目经费情况说明")]
    for plan in budget.projects:
        blocks += [TextBlock(f"{plan.name}项目经费情况说明"), TextBlock("一、项目概述"), TextBlock(plan.objective)]
        blocks += [TextBlock("二、实施主体"), TextBlock(f"由{plan.unit}负责实施。")]
    return blocks
