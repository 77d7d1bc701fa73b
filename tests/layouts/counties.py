"""Budgets as counties and older years print them: five panels in a row, both sides by fund, years side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import Unit
from tests.layouts import narrative, parts
from tests.layouts.book import CAPITAL, FISCAL, GENERAL, GOVERNMENT, OTHER, SERVICE, SPECIAL, Book, Features, make_book
from tests.layouts.budgets import (
    NOW,
    OLD,
    Printed,
    class_lines,
    empty,
    finish,
    fiscal_summary,
    start,
    three_public_rows,
)
from tests.layouts.parts import (
    EARNED,
    FUND_NAMES,
    OWN_NAMES,
    SPENT,
    at,
    change,
    economic_tree,
    plain,
    rate,
    sided,
    tree,
)
from tests.layouts.sheet import Col, Document, Line, Spread, Style, filled, header

TOTAL = Coordinates()
_ECONOMIC = ("301", "302", "303", "310", "399")
_GOVERNMENT = ("501", "502", "503", "505", "506", "509")


def beside(
    title: str,
    above: Sequence[str],
    panels: Sequence[tuple[Sequence[tuple[str, ...]], Sequence[tuple[str, ...]]]],
    bottom: int,
) -> Spread:
    """Any number of panels side by side: header paths and rows each; the last ``bottom`` rows of all stand level."""
    height = max(len(rows) for _, rows in panels)
    body: list[tuple[str, ...]] = [()] * height
    paths: list[tuple[str, ...]] = []
    for heads, rows in panels:
        paths += heads
        blank = ("",) * len(heads)
        padded = [*rows[: len(rows) - bottom], *[blank] * (height - len(rows)), *rows[len(rows) - bottom :]]
        body = [left + right for left, right in zip(body, padded, strict=True)]
    return Spread(title, tuple(above), header(paths), tuple(body))


def _own(book: Book, codes: Sequence[str], base: Coordinates, marks: str) -> list[Line]:
    names = {"501": "机关工资福利支出", "502": "机关商品和服务支出"}
    return [
        Line((f"{parts.ordinal(n)}{marks}{names.get(code) or book.name(code)}",), replace(base, economic=code))
        for n, code in enumerate(codes, 1)
    ]


def five_panels(seed: int) -> Printed:
    """收支预算总表 of 2019: revenue, uses, both economic classifications and functions in one table."""
    book = make_book(seed, "某县", units=("林业站", "水利站"), year=2019)
    style = Style(zero="0.00", grouped=False)
    document = start(book, style, f"{book.year}年{book.department}部门预算")
    above = ("表1", "单位：万元")
    earned = [
        Line(("一、财政拨款收入",), replace(EARNED, fund=FISCAL, origin=CURRENT)),
        Line(("（一）一般公共预算拨款收入",), replace(EARNED, fund=GENERAL, origin=CURRENT)),
        Line(("（二）政府性基金预算拨款收入",), replace(EARNED, fund=GOVERNMENT, origin=CURRENT)),
        Line(("（三）国有资本经营预算拨款收入",), replace(EARNED, fund=CAPITAL, origin=CURRENT)),
        Line(("二、事业收入",), replace(EARNED, fund=SERVICE, origin=CURRENT)),
        Line(("三、其他收入",), replace(EARNED, fund=OTHER, origin=CURRENT)),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    uses = [
        Line(("一、基本支出",), replace(SPENT, use="basic")),
        Line(("    人员经费",), replace(SPENT, use="basic/personnel")),
        Line(("    公用经费",), replace(SPENT, use="basic/operating")),
        Line(("二、项目支出",), replace(SPENT, use="project")),
        Line(("三、经营支出",), None),
    ]
    last = [Line(("本年支出合计",), SPENT), Line(("结转下年",), None), Line(("支出总计",), SPENT)]
    money = [Col(("本年预算数",))]
    panels = [
        ([("收入", "项目"), ("收入", "本年预算数")], filled(book, style, earned, money)),
        ([("支出", "支出类别"), ("支出", "本年预算数")], filled(book, style, [*uses, *last], money)),
        (
            [("支出", "政府预算经济分类"), ("支出", "本年预算数")],
            filled(book, style, [*_own(book, _GOVERNMENT, SPENT, "、"), *last], money),
        ),
        (
            [("支出", "部门预算经济分类"), ("支出", "本年预算数")],
            filled(book, style, [*_own(book, _ECONOMIC, SPENT, "、"), *last], money),
        ),
        (
            [("支出", "功能分类"), ("支出", "本年预算数")],
            filled(book, style, [*class_lines(book, SPENT, every=parts.CLASSES), *last], money),
        ),
    ]
    document.add(beside("2019年收支预算总表", above, panels, 3))
    _coded(book, style, document, ("单位：万元",))
    document.add(fiscal_summary(book, style, "财政拨款收支预算总表", ("单位：万元",), word="本年预算数"))
    rows = three_public_rows(
        ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "公务用车购置费", "公务用车运行费")
    )
    document.add(
        plain(book, style, "一般公共预算“三公”经费支出表", ("单位：万元",), [("项目",)], rows, [Col(("本年预算数",))])
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def _coded(book: Book, style: Style, document: Document, above: tuple[str, ...], *, titles: str = "部门") -> None:
    """The tables by function that every place has: revenue by fund, expenditure by use, the general budget."""
    leads = [("科目编码",), ("科目名称",)]
    columns = [
        Col(("总计",)),
        Col(("财政拨款收入", "小计"), replace(NOW, fund=FISCAL)),
        *(Col(("财政拨款收入", f"{name}拨款收入"), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        *(Col((name,), replace(NOW, fund=fund)) for name, fund in OWN_NAMES),
        Col(("上年结转",), OLD),
    ]
    document.add(
        plain(
            book,
            style,
            f"{titles}收入预算表",
            above,
            leads,
            [Line(("", "合计"), EARNED), *tree(book, parts.indented, EARNED)],
            columns,
        )
    )
    columns = [
        Col(("合计",)),
        Col(("基本支出", "小计"), at(use="basic")),
        Col(("基本支出", "人员经费"), at(use="basic/personnel")),
        Col(("基本支出", "公用经费"), at(use="basic/operating")),
        Col(("项目支出",), at(use="project")),
        Col(("经营支出",), at(use="business")),
    ]
    document.add(
        plain(
            book,
            style,
            f"{titles}支出预算表",
            above,
            leads,
            [Line(("", "合计"), SPENT), *tree(book, parts.indented, SPENT)],
            columns,
        )
    )
    general = replace(SPENT, fund=GENERAL)
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出表",
            above,
            leads,
            [Line(("", "合计"), general), *tree(book, parts.indented, general)],
            columns[:5],
        )
    )
    basic = replace(general, use="basic")
    lines = [Line(("", "合计"), basic), *economic_tree(book, parts.indented, basic)]
    columns = [
        Col(("合计",)),
        Col(("人员经费",), at(use="basic/personnel")),
        Col(("公用经费",), at(use="basic/operating")),
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出表",
            above,
            [("经济分类科目", "科目编码"), ("经济分类科目", "科目名称")],
            lines,
            columns,
        )
    )
    base = replace(SPENT, fund=GOVERNMENT)
    columns = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算支出表",
            above,
            leads,
            [Line(("", "合计"), base), *tree(book, parts.indented, base)],
            columns,
        )
    )


def both_funds(seed: int) -> Printed:
    """Both sides of the fiscal summary by fund and year; “三公” down the page with three years; 元; dashes for nought."""
    book = make_book(seed, "某市", units=("监测站",), quantum=1, features=Features(capital=True, left=False))
    style = Style(Unit.YUAN, 2, True, "-")
    document = start(book, style, f"{book.department}{book.year}年度部门预算公开")
    year, above = book.year, (f"单位名称：{book.department}", "单位：元")
    earned = [
        *(
            Line((f"{parts.ordinal(n)}、{name}拨款收入",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("四、财政专户管理资金收入",), replace(EARNED, fund=SPECIAL, origin=CURRENT)),
        Line(("五、单位资金收入",), replace(EARNED, fund="own_funds", origin=CURRENT)),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("六、上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收 入 总 计",), EARNED),
    ]
    spent = [
        *class_lines(book, SPENT),
        Line(("本年支出合计",), SPENT),
        Line(("年终结转结余",), None),
        Line(("支 出 总 计",), SPENT),
    ]
    new, old = TOTAL, Coordinates(year=year - 1)
    money = [
        Col((f"{year - 1}年预算数",), old),
        Col((f"{year}年预算数",)),
        Col(("增减变化",), None, change(book, style, new, old)),
        Col(("增减幅度（%）",), None, rate(book, new, old, sign="")),
    ]
    document.add(sided(book, style, "部门收支总表", above, earned, spent, money, money, bottom=3))
    _coded(book, style, document, above)
    left = [
        Line(("一、本年财政拨款收入",), replace(EARNED, origin=CURRENT)),
        Line(("二、上年结转结余",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    right = [
        *class_lines(book, replace(SPENT, fund=FISCAL), every=("201", "204")),
        Line(("本年支出合计",), SPENT),
        Line(("结转下年",), None),
        Line(("支出总计",), SPENT),
    ]
    columns = [Col(("合计",), at(fund=FISCAL)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    right = [Line(line.lead, line.at and line.at.without("fund")) for line in right]
    document.add(sided(book, style, "财政拨款收支总表", above, left, right, columns, columns))
    names = (
        ("合计", "three_public"),
        ("1.因公出国（境）费用", "three_public/abroad"),
        ("2.公务接待费", "three_public/reception"),
        ("3.公务用车购置及运行维护费", "three_public/vehicles"),
        ("其中：（1）公务用车运行维护费", "three_public/vehicles/operating"),
        ("　　　（2）公务用车购置费", "three_public/vehicles/purchase"),
    )
    lines = [Line((name,), at(item=item)) for name, item in names]
    columns = [
        Col((f"{year - 1}年预算数",), old),
        Col((f"{year}年预算数",)),
        Col(("比上年增减情况", "增减额"), None, change(book, style, new, old)),
        Col(("比上年增减情况", "增减比例"), None, rate(book, new, old)),
    ]
    document.add(plain(book, style, "一般公共预算“三公”经费支出情况表", above, [("项目",)], lines, columns))
    document.add(empty(style, "国有资本经营预算支出表", above, "备注：本表为空，本部门无国有资本经营预算支出。"))
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def detailed(seed: int) -> Printed:
    """Deep headers: expenditure by use and economic class over four levels, projects with their units' subtotals."""
    book = make_book(seed, "某区", units=("社区服务中心", "环境卫生所"), year=2022, features=Features(special=True))
    style = Style(decimals=6, grouped=False)
    document = start(book, style, f"{book.department}{book.year}年预算公开")
    above = ("金额单位：万元",)
    names = {
        GENERAL: "一般公共预算资金",
        GOVERNMENT: "政府性基金预算资金",
        CAPITAL: "国有资本经营预算资金",
        SPECIAL: "财政专户管理资金",
    }
    earned = [
        *(
            Line((f"{parts.ordinal(n)}、{name}",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (fund, name) in enumerate(names.items(), 1)
        ),
        Line(("五、单位资金",), replace(EARNED, fund="own_funds", origin=CURRENT)),
        *(
            Line((f"（{parts.ordinal(n)}）{name}",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (name, fund) in enumerate(OWN_NAMES, 1)
        ),
        Line(("本年收入小计",), replace(EARNED, origin=CURRENT)),
        Line(("上年结转结余",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入合计",), EARNED),
    ]
    right = [
        *class_lines(book, SPENT, every=parts.CLASSES),
        Line(("本年支出小计",), SPENT),
        Line(("年终结转结余",), None),
        Line(("支出合计",), SPENT),
    ]
    document.add(sided(book, style, "收支总表", above, earned, right, [Col(("预算数",))], [Col(("预算数",))], bottom=3))
    personnel, operating, project = at(use="basic/personnel"), at(use="basic/operating"), at(use="project")
    columns = [
        Col(("总计",)),
        Col(("基本支出", "合计"), at(use="basic")),
        Col(("基本支出", "人员经费", "小计"), personnel),
        Col(("基本支出", "人员经费", "工资福利支出"), replace(personnel, economic="301")),
        Col(("基本支出", "人员经费", "对个人和家庭的补助"), replace(personnel, economic="303")),
        Col(("基本支出", "公用经费", "小计"), operating),
        Col(("基本支出", "公用经费", "商品和服务支出"), replace(operating, economic="302")),
        Col(("基本支出", "公用经费", "资本性支出"), replace(operating, economic="310")),
        Col(("项目支出", "合计"), project),
        *(
            Col(("项目支出", book.name(code)), replace(project, economic=code))
            for code in book.economics(3, use="project")
        ),
    ]
    leads = [("科目代码", "类"), ("科目代码", "款"), ("科目代码", "项"), ("单位（科目名称）",)]
    lines = [Line(("", "", "", "合计"), SPENT)]
    for unit in book.units:
        own = replace(SPENT, unit=unit)
        lines.append(Line(("", "", "", unit), own))
        lines += tree(book, parts.stairs, own)
    document.add(plain(book, style, "支出总表（按经济分类）", above, leads, lines, columns))
    lines = [Line(("", "", "", "合计"), EARNED)]
    for unit in book.units:
        own = replace(EARNED, unit=unit)
        lines.append(Line(("", "", "", unit), own))
        lines += tree(book, parts.stairs, own)
    document.add(plain(book, style, "收入总表", above, leads, lines, parts.origin_funds(book)))
    long = {
        name: f"{name}（含以前年度尚未支付的合同尾款、质量保证金及配套设施的更新改造）经费" for name in book.projects
    }
    lines = [Line(("", "合计", ""), project)]
    for number, unit in enumerate(book.units, 1):
        lines.append(Line((f"{number:03d}", unit, ""), replace(project, unit=unit)))
        lines += [
            Line((f"{number:03d}", long[name], "经常性项目"), replace(project, unit=unit, project=name))
            for name in book.projects
            if book.amount(replace(SPENT, unit=unit, project=name))
        ]
    lines = [Line(line.lead, replace(SPENT, **line.at.as_dict()) if line.at else None) for line in lines]
    columns = [
        Col(("合计",)),
        *(Col(("本年拨款", name), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        *(Col(("财政拨款结转结余", name), replace(OLD, fund=fund)) for name, fund in FUND_NAMES),
        Col(("财政专户管理资金",), at(fund=SPECIAL)),
        Col(("单位资金",), at(fund="own_funds")),
    ]
    document.add(
        plain(book, style, "项目支出表", above, [("单位编码",), ("单位（项目）名称",), ("项目类别",)], lines, columns)
    )
    general = replace(SPENT, fund=GENERAL)
    public = [
        Col((f"{year}年预算数", *path), at(item=item).at("year", year))
        for year in (book.year - 1, book.year)
        for path, item in (
            (("“三公”经费合计",), "three_public"),
            (("因公出国（境）费",), "three_public/abroad"),
            (("公务用车购置及运行费", "公务用车购置及运行费小计"), "three_public/vehicles"),
            (("公务用车购置及运行费", "公务用车购置费"), "three_public/vehicles/purchase"),
            (("公务用车购置及运行费", "公务用车运行费"), "three_public/vehicles/operating"),
            (("公务接待费",), "three_public/reception"),
        )
    ]
    lines = [Line(("合计",), TOTAL), *(Line((unit,), at(unit=unit)) for unit in book.units)]
    document.add(plain(book, style, "一般公共预算“三公”经费支出表", above, [("单位名称",)], lines, public))
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), project)]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出表",
            above,
            [("功能分类科目", "科目编码"), ("功能分类科目", "科目名称")],
            [Line(("", "合计"), general), *tree(book, parts.two_fields, general)],
            columns,
        )
    )
    narrative.province(document, narrative.Teller(book, decimals=6))
    finish(document)
    return book, document
