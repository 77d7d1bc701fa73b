"""Budgets of provinces, cities and counties whose tables differ most from the common form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import Unit
from tests.layouts import narrative, parts
from tests.layouts.book import CAPITAL, FISCAL, GENERAL, GOVERNMENT, OTHER, SERVICE, SPECIAL, Book, Features, make_book
from tests.layouts.budgets import (
    Printed,
    _three_panels,
    class_lines,
    empty,
    finish,
    fiscal_summary,
    start,
    three_public_columns,
    three_public_rows,
)
from tests.layouts.parts import (
    EARNED,
    FUND_NAMES,
    OWN_NAMES,
    SPENT,
    at,
    by_use,
    change,
    economic_tree,
    ordinal,
    plain,
    rate,
    sided,
    tree,
)
from tests.layouts.sheet import Col, Line, Number, Spread, Style, header

NOW = at(origin=CURRENT)
OLD = at(origin=CARRIED_OVER)
TOTAL = Coordinates()
LEFT = at(side="expenditure", item="carried_forward")
USES_OF_BASIC = (
    ("工资福利支出", "301"),
    ("商品和服务支出", "302"),
    ("对个人和家庭的补助", "303"),
    ("资本性支出", "310"),
)


def earned_lines(
    book: Book,
    names: Sequence[tuple[str, str | None]],
    *,
    total: str = "收入总计",
    current: str = "本年收入合计",
    old: str = "上年结转",
) -> list[Line]:
    """Revenue by fund, this year's total, what was carried over, the total."""
    lines = [
        Line((name,), None if fund is None else replace(EARNED, fund=fund, origin=CURRENT)) for name, fund in names
    ]
    return [
        *lines,
        Line((current,), replace(EARNED, origin=CURRENT)),
        Line((old,), replace(EARNED, origin=CARRIED_OVER)),
        Line((total,), EARNED),
    ]


def spent_lines(
    book: Book,
    *,
    total: str = "支出总计",
    current: str = "本年支出合计",
    old: str = "结转下年",
    every: tuple[str, ...] = (),
) -> list[Line]:
    """Expenditure by class, its total, what is carried forward, the total."""
    return [*class_lines(book, SPENT, every=every), Line((current,), SPENT), Line((old,), None), Line((total,), SPENT)]


COMMON = (
    ("一、一般公共预算拨款收入", GENERAL),
    ("二、政府性基金预算拨款收入", GOVERNMENT),
    ("三、国有资本经营预算拨款收入", None),
    ("四、财政专户管理资金收入", SPECIAL),
    ("五、事业收入", SERVICE),
    ("六、上级补助收入", None),
    ("七、附属单位上缴收入", None),
    ("八、事业单位经营收入", None),
    ("九、其他收入", OTHER),
)


def henan(seed: int) -> Printed:
    """河南: 总体情况表; uses by economic class across; departmental beside governmental classification."""
    book = make_book(seed, "某市", units=("质量检测站",), features=Features(carried_over=False))
    style = Style(decimals=1, grouped=False)
    style = Style(decimals=2, grouped=False)
    document = start(book, style, f"{book.year}年{book.department}部门预算公开")
    year = book.year
    above = (f"部门名称：{book.department}", "单位：万元")
    money = [Col(("金额",))]
    left = [
        Line(("一、一般公共预算",), replace(EARNED, fund=GENERAL)),
        Line(("其中：财政拨款",), replace(EARNED, fund=GENERAL)),
        Line(("二、政府性基金",), replace(EARNED, fund=GOVERNMENT)),
        Line(("三、国有资本经营预算",), None),
        Line(("四、财政专户管理的教育收费",), None),
        Line(("五、事业收入",), replace(EARNED, fund=SERVICE)),
        Line(("六、其他收入",), replace(EARNED, fund=OTHER)),
        Line(("本年收入小计",), EARNED),
        Line(("加：部门结转资金",), None),
        Line(("收入合计",), EARNED),
    ]
    columns = [
        Col(("合计",)),
        Col(("一般公共预算", "小计"), at(fund=GENERAL)),
        Col(("一般公共预算", "其中：财政拨款"), at(fund=GENERAL)),
        Col(("政府性基金",), at(fund=GOVERNMENT)),
        Col(("国有资本经营预算",), None),
        Col(("财政专户管理的教育收费",), None),
        Col(("事业收入",), at(fund=SERVICE)),
        Col(("其他收入",), at(fund=OTHER)),
    ]
    basic = replace(SPENT, use="basic")
    right = [Line(("一、基本支出",), basic)]
    right += [Line((f"{n}、{name}",), replace(basic, economic=code)) for n, (name, code) in enumerate(USES_OF_BASIC, 1)]
    right += [
        Line(("二、项目支出",), replace(SPENT, use="project")),
        Line(("本年支出小计",), SPENT),
        Line(("结转下年",), None),
        Line(("支出合计",), SPENT),
    ]
    document.add(sided(book, style, f"{year}年部门收支总体情况表", above, left, right, money, columns))
    heads = [("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("单位（科目名称）",)]
    columns[0] = Col(("总计",))
    lines = [Line(("", "", "", "合计"), EARNED), *tree(book, parts.three_fields, EARNED, (7,))]
    document.add(plain(book, style, f"{year}年部门收入总体情况表", above, heads, lines, columns))
    columns = [Col(("合计",)), Col(("基本支出", "小计"), at(use="basic"))]
    columns += [Col(("基本支出", name), at(use="basic", economic=code)) for name, code in USES_OF_BASIC]
    columns += [Col(("项目支出", "小计"), at(use="project"))]
    columns += [
        Col(("项目支出", book.name(code)), at(use="project", economic=code))
        for code in book.economics(3, use="project")
    ]
    lines = [Line(("", "", "", "合计"), SPENT), *tree(book, parts.three_fields, SPENT, (7,))]
    document.add(plain(book, style, f"{year}年部门支出总体情况表", above, heads, lines, columns))
    document.add(fiscal_summary(book, style, f"{year}年财政拨款收支总体情况表", above))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    lines = [Line(("", "", "", "合计"), general), *tree(book, parts.three_fields, general)]
    document.add(plain(book, style, f"{year}年一般公共预算支出情况表", above, heads, lines, columns))
    # departmental beside governmental economic classification, both with codes, one amount a pair
    pairs = sorted(
        {(f.economic, f.government) for f in book.facts[year, ""] if f.use.startswith("basic") and f.fund == GENERAL}
    )
    paths = [
        ("部门预算经济分类", "类"),
        ("部门预算经济分类", "款"),
        ("部门预算经济分类", "科目名称"),
        ("政府预算经济分类", "类"),
        ("政府预算经济分类", "款"),
        ("政府预算经济分类", "科目名称"),
        ("合计",),
        ("人员经费",),
        ("公用经费",),
    ]
    body: list[tuple[str, ...]] = [
        (
            "",
            "",
            "",
            "",
            "",
            "合计",
            *(_pair(book, style, None, None, use) for use in ("basic", "basic/personnel", "basic/operating")),
        )
    ]
    for code, government in pairs:
        body.append(
            (
                code[:3],
                code[3:],
                book.name(code),
                government[:3],
                government[3:],
                book.name(government),
                *(_pair(book, style, code, government, use) for use in ("basic", "basic/personnel", "basic/operating")),
            )
        )
    document.add(Spread(f"{year}年一般公共预算基本支出情况表", above, header(paths), tuple(body)))
    names = (
        "合计",
        "1、因公出国（境）费用",
        "2、公务接待费",
        "3、公务用车费",
        "其中：（1）公务用车购置",
        "（2）公务用车运行维护费",
    )
    document.add(
        plain(
            book,
            style,
            f"{year}年一般公共预算“三公”经费支出情况表",
            above,
            [("项目",)],
            three_public_rows(names),
            [Col((f"{year}年“三公”经费预算数",))],
            below=("注：按照有关规定，“三公”经费包括因公出国（境）费、公务用车购置及运行费和公务接待费。",),
        )
    )
    fund = replace(SPENT, fund=GOVERNMENT)
    document.add(
        plain(
            book,
            style,
            f"{year}年政府性基金预算支出情况表",
            above,
            heads,
            [Line(("", "", "", "合计"), fund), *tree(book, parts.three_fields, fund)],
            [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))],
        )
    )
    document.add(
        empty(
            style, f"{year}年国有资本经营预算支出情况表", above, "备注：我单位没有使用国有资本经营预算拨款安排的支出。"
        )
    )
    running = list(book.economics(5, use="basic/operating", fund=GENERAL, unit=book.units[0]))
    base = at(item="agency_operating_expenses")
    lines = [
        Line(("", "合计"), base),
        *(Line((code, book.name(code)), replace(base, economic=code)) for code in running),
    ]
    document.add(
        plain(book, style, f"{year}年机关运行经费", above, [("科目编码",), ("科目名称",)], lines, [Col(("金额",))])
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def _pair(book: Book, style: Style, code: str | None, government: str | None, use: str) -> str:
    fen = sum(
        f.amount
        for f in book.facts[book.year, ""]
        if f.fund == GENERAL
        and (f.use == use or f.use.startswith(use + "/"))
        and (code is None or (f.economic, f.government) == (code, government))
    )
    text = style.text(fen)
    return Number(text) if text and text != style.zero else text


def zhejiang(seed: int) -> Printed:
    """浙江, 江苏: one sheet of revenue, functions and purposes; several origins of revenue by row."""
    book = make_book(seed, "某县", units=("执法队",))
    style = Style()
    document = start(book, style, f"{book.department}{book.year}年部门预算")
    unit = (f"部门名称：{book.department}　　　　　　单位：万元",)
    money = [Col(("预算数",))]
    earned = earned_lines(book, COMMON, old="上年结转结余资金")
    functions = [
        Line((f"{ordinal(n)}、{book.name(code)}",), replace(SPENT, function=code))
        for n, code in enumerate(book.functions(3), 1)
    ]
    functions += [Line(("本年支出合计",), SPENT), Line(("年终结转结余",), None), Line(("支出总计",), SPENT)]
    purposes = [
        Line(("一、基本支出",), replace(SPENT, use="basic")),
        Line(("  人员经费",), replace(SPENT, use="basic/personnel")),
        Line(("  公用经费",), replace(SPENT, use="basic/operating")),
        Line(("二、项目支出",), replace(SPENT, use="project")),
        Line(("三、事业单位经营支出",), None),
        Line(("四、上缴上级支出",), None),
        Line(("本年支出合计",), SPENT),
        Line(("年终结转结余",), None),
        Line(("支出总计",), SPENT),
    ]
    first = sided(
        book,
        style,
        "收支预算总表",
        ("公开01表", *unit),
        earned,
        functions,
        money,
        money,
        bottom=3,
        groups=("收入", "支出"),
        leads=(("项目",), ("功能分类",)),
    )
    second = sided(
        book,
        style,
        "",
        (),
        earned,
        purposes,
        money,
        money,
        bottom=3,
        groups=("收入", "支出"),
        leads=(("项目",), ("支出用途",)),
    )
    document.add(_three_panels(first, second))
    columns = [Col(("总计",)), Col(("上年结转",), OLD), Col(("本年收入", "合计"), NOW)]
    columns += [Col(("本年收入", f"{name}拨款收入"), replace(NOW, fund=fund)) for name, fund in FUND_NAMES]
    columns += [Col(("本年收入", "财政专户管理资金收入"), replace(NOW, fund=SPECIAL))]
    columns += [Col(("本年收入", name), replace(NOW, fund=fund)) for name, fund in OWN_NAMES]
    lines = [Line(("合计",), EARNED), *(Line((name,), replace(EARNED, unit=name)) for name in book.units)]
    document.add(plain(book, style, "收入预算总表", ("公开02表", *unit), [("单位名称",)], lines, columns))
    lines = [*tree(book, parts.indented, SPENT), Line(("合计", ""), SPENT)]
    columns = [
        Col(("合计",)),
        *parts.basic_parts("小计", "基本支出"),
        Col(("项目支出",), at(use="project")),
        Col(("事业单位经营支出",), at(use="business")),
        Col(("上缴上级支出",), at(use="remittance_up")),
        Col(("对附属单位补助支出",), at(use="subsidy_down")),
    ]
    document.add(
        plain(book, style, "支出预算总表", ("公开03表", *unit), [("科目编码",), ("科目名称",)], lines, columns)
    )
    document.add(fiscal_summary(book, style, "财政拨款收支预算总表", ("公开04表", *unit), word="金额"))
    fiscal = replace(SPENT, fund=FISCAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "财政拨款支出预算表（功能科目）",
            ("公开05表", *unit),
            [("科目编码",), ("科目名称",)],
            [*tree(book, parts.indented, fiscal), Line(("合计", ""), fiscal)],
            columns,
        )
    )
    general = replace(SPENT, fund=GENERAL)
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出预算表",
            ("公开06表", *unit),
            [("科目编码",), ("科目名称",)],
            [*tree(book, parts.indented, general), Line(("合计", ""), general)],
            columns,
        )
    )
    basic = replace(general, use="basic")
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出预算表（经济科目）",
            ("公开07表", *unit),
            [("部门预算支出经济分类科目", "科目编码"), ("部门预算支出经济分类科目", "科目名称")],
            [*economic_tree(book, parts.indented, basic), Line(("合计", ""), basic)],
            [Col(("本年一般公共预算基本支出", *c.path), c.at) for c in parts.basic_parts("合计")],
        )
    )
    columns = [
        Col(("“三公”经费", *c.path), c.at and c.at.at("year", None))
        for c in three_public_columns(book.year, book, group=False)
    ]
    columns += [
        Col(("会议费",), at(economic="30215", fund=GENERAL, side="expenditure")),
        Col(("培训费",), at(economic="30216", fund=GENERAL, side="expenditure")),
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算“三公”经费、会议费、培训费支出预算表",
            ("公开08表", *unit),
            [],
            [Line((), TOTAL)],
            columns,
        )
    )
    fund = replace(SPENT, fund=GOVERNMENT)
    columns = [
        Col(("本年政府性基金预算支出", name), c)
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算支出预算表",
            ("公开09表", *unit),
            [("科目编码",), ("科目名称",)],
            [*tree(book, parts.indented, fund), Line(("合计", ""), fund)],
            columns,
        )
    )
    document.add(
        empty(
            style,
            "国有资本经营预算支出预算表",
            ("公开10表", *unit),
            "注：本部门无国有资本经营预算拨款安排的支出，本表无数据。",
        )
    )
    lines = [Line(("合计", "", "", ""), at(item="procurement"))]
    for kind, name in (("goods", "货物"), ("works", "工程"), ("services", "服务")):
        lines.append(Line((name, "", "", ""), at(item=f"procurement/{kind}")))
        for fact in book.facts[book.year, ""]:
            if fact.bought == kind and fact.project:
                lines.append(
                    Line(
                        ("", fact.project, f"A{fact.economic}", "分散采购"),
                        replace(
                            at(item=f"procurement/{kind}", unit=fact.unit, project=fact.project, fund=fact.fund),
                            function=fact.function,
                            origin=fact.origin,
                        ),
                    )
                )
    columns = [
        Col(("总计",)),
        Col(("资金来源", "一般公共预算资金"), at(fund=GENERAL)),
        Col(("资金来源", "政府性基金"), at(fund=GOVERNMENT)),
        Col(("资金来源", "其他资金"), at(fund="own_funds")),
    ]
    document.add(
        plain(
            book,
            style,
            "政府采购支出预算表",
            ("公开11表", *unit),
            [("采购品目大类",), ("专项名称",), ("采购物品名称",), ("采购组织形式",)],
            lines,
            columns,
        )
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def jiangxi(seed: int) -> Printed:
    """江西: 元 with two decimals, codes moved in by spaces, expenditure by project category, 2 panels in the summary."""
    book = make_book(seed, "某市某区", quantum=1, features=Features())
    style = Style(Unit.YUAN, 2, True, "0.00")
    document = start(book, style, f"{book.department}{book.year}年部门预算")
    unit = (f"填报单位：301{book.department}", "单位：元")
    money = [Col(("预算数",))]
    earned = earned_lines(
        book,
        (
            ("一、财政拨款收入", FISCAL),
            ("    （一）一般公共预算收入", GENERAL),
            ("    （二）政府性基金预算收入", GOVERNMENT),
            ("    （三）国有资本经营预算收入", None),
            ("二、教育收费资金收入", None),
            ("三、事业收入", SERVICE),
            ("四、事业单位经营收入", None),
            ("五、附属单位上缴收入", None),
            ("六、上级补助收入", None),
            ("七、其他收入", OTHER),
        ),
        old="上年结转（结余）",
    )
    spent = [Line((book.name(code),), replace(SPENT, function=code)) for code in book.functions(3)]
    spent += [Line(("本年支出合计",), SPENT), Line(("结转下年",), None), Line(("支出总计",), SPENT)]
    document.add(
        sided(
            book,
            style,
            "收支预算总表",
            unit,
            earned,
            spent,
            money,
            money,
            bottom=3,
            leads=(("项目",), ("项目（按支出功能科目类级）",)),
        )
    )
    heads = [("科目编码",), ("科目名称",)]
    columns = [
        Col(("合计",)),
        Col(("上年结转", "小计"), OLD),
        Col(("上年结转", "财政拨款结转"), replace(OLD, fund=FISCAL)),
        Col(("上年结转", "其他资金结转"), replace(OLD, fund="own_funds")),
    ]
    columns += [Col(("财政拨款", "小计"), replace(NOW, fund=FISCAL))]
    columns += [Col(("财政拨款", f"{name}拨款"), replace(NOW, fund=fund)) for name, fund in FUND_NAMES]
    columns += [
        Col(("教育收费资金收入",), None),
        Col(("事业收入",), replace(NOW, fund=SERVICE)),
        Col(("事业单位经营收入",), None),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
    ]
    lines = [Line(("合计", ""), EARNED), *tree(book, parts.indented, EARNED)]
    document.add(plain(book, style, "单位收入总表", unit, heads, lines, columns))
    columns = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    lines = [Line(("合计", ""), SPENT), *tree(book, parts.indented, SPENT)]
    document.add(plain(book, style, "单位支出总表", unit, heads, lines, columns))
    left = [
        Line(("一、一般公共预算拨款收入",), replace(EARNED, fund=GENERAL)),
        Line(("二、政府性基金预算拨款收入",), replace(EARNED, fund=GOVERNMENT)),
        Line(("三、国有资本经营预算拨款收入",), None),
        Line(("收入总计",), replace(EARNED, fund=FISCAL)),
    ]
    right = [
        Line((book.name(code),), replace(SPENT, fund=FISCAL, function=code)) for code in book.functions(3, fund=FISCAL)
    ]
    right += [Line(("支出总计",), replace(SPENT, fund=FISCAL))]
    columns = [Col(("合计",)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    document.add(
        sided(
            book,
            style,
            "财政拨款收支总表",
            unit,
            left,
            right,
            money,
            columns,
            leads=(("项目",), ("项目（按支出功能科目类级）",)),
        )
    )
    general = replace(SPENT, fund=GENERAL)
    columns = [
        Col(("合计",)),
        Col(("基本支出", "小计"), at(use="basic")),
        Col(("基本支出", "工资福利支出"), at(use="basic", economic="301")),
        Col(("基本支出", "商品和服务支出"), at(use="basic", economic="302")),
        Col(("基本支出", "对个人和家庭的补助"), at(use="basic", economic="303")),
        Col(("基本支出", "资本性支出"), at(use="basic", economic="310")),
        Col(("项目支出",), at(use="project")),
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出表",
            unit,
            heads,
            [Line(("合计", ""), general), *tree(book, parts.indented, general)],
            columns,
        )
    )
    basic = replace(general, use="basic")
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出表",
            unit,
            [("支出经济分类科目", "科目编码"), ("支出经济分类科目", "科目名称")],
            [Line(("合计", ""), basic), *economic_tree(book, parts.indented, basic)],
            [Col((f"{book.year}年基本支出", *c.path), c.at) for c in parts.basic_parts("合计")],
        )
    )
    columns = [
        Col(("小计",), at(item="three_public")),
        Col(("因公出国(境)费",), at(item="three_public/abroad")),
        Col(("公务接待费",), at(item="three_public/reception")),
        Col(("公务用车运行维护费",), at(item="three_public/vehicles/operating")),
        Col(("公务用车购置",), at(item="three_public/vehicles/purchase")),
    ]
    lines = [Line(("301001", book.units[0]), TOTAL)]
    document.add(plain(book, style, "财政拨款“三公”经费支出表", unit, [("单位编码",), ("单位名称",)], lines, columns))
    fund = replace(SPENT, fund=GOVERNMENT)
    columns = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算支出表",
            unit,
            heads,
            [Line(("合计", ""), fund), *tree(book, parts.indented, fund)],
            columns,
        )
    )
    document.add(empty(style, "国有资本经营预算支出表", unit, "注：若为空表，则为该部门（单位）无国有资本经营预算收支"))
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def guangxi(seed: int) -> Printed:
    """广西: ``[2010301]行政运行`` in one field, units with codes in the name, many sources across."""
    book = make_book(seed, "某自治区", units=("培训中心", "研究所"))
    style = Style(zero="")
    document = start(book, style, f"{book.department}{book.year}年部门预算")
    unit = ("单位：万元",)
    money = [Col((f"{book.year}年预算",))]
    document.add(
        sided(
            book,
            style,
            "部门收支总体情况表",
            ("公开表1", *unit),
            earned_lines(book, COMMON),
            spent_lines(book),
            money,
            money,
            bottom=3,
        )
    )
    columns = [
        Col(("合计",)),
        Col(("上年结转",), OLD),
        *(Col((f"{name}拨款收入",), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        Col(("财政专户管理资金",), replace(NOW, fund=SPECIAL)),
        *(Col((name,), replace(NOW, fund=fund)) for name, fund in OWN_NAMES),
    ]
    lines = [Line(("合计",), EARNED)]
    for number, name in enumerate(book.units, 1):
        point = replace(EARNED, unit=name)
        lines.append(Line((f"[125{number:03d}]{name}",), point))
        lines += [
            Line((f"  [{code}]{book.name(code)}",), replace(point, function=code))
            for code in book.functions(7, unit=name)
        ]
    document.add(
        plain(book, style, "部门收入总体情况表", ("公开表2", *unit), [("单位名称（功能分类科目）",)], lines, columns)
    )
    lines = [Line(("合计",), SPENT), *tree(book, parts.bracketed, SPENT)]
    document.add(plain(book, style, "部门支出总体情况表", ("公开表3", *unit), [("功能分类科目",)], lines, by_use()))
    document.add(fiscal_summary(book, style, "财政拨款收支总体情况表", ("公开表4", *unit), word="预算数"))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出情况表",
            ("公开表5", *unit),
            [("功能分类科目",)],
            [Line(("合计",), general), *tree(book, parts.bracketed, general)],
            columns,
        )
    )
    basic = replace(general, use="basic")
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出情况表",
            ("公开表6", *unit),
            [("经济分类科目",)],
            [Line(("合计",), basic), *economic_tree(book, parts.bracketed, basic)],
            parts.basic_parts("合计"),
        )
    )
    columns = [
        Col((f"{book.year - 1}年预算数",), Coordinates(year=book.year - 1)),
        Col((f"{book.year}年预算数",)),
        Col(("比上年增减",), None, change(book, style, TOTAL, Coordinates(year=book.year - 1))),
        Col(("增减%",), None, rate(book, TOTAL, Coordinates(year=book.year - 1))),
    ]
    names = (
        "“三公”经费合计",
        "一、因公出国（境）费用",
        "二、公务接待费",
        "三、公务用车购置及运行费",
        "（一）公务用车购置费",
        "（二）公务用车运行费",
    )
    document.add(
        plain(
            book,
            style,
            "一般公共预算“三公”经费支出情况表",
            ("公开表7", *unit),
            [("项目",)],
            three_public_rows(names),
            columns,
        )
    )
    fund = replace(SPENT, fund=GOVERNMENT)
    columns = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算支出情况表",
            ("公开表8", *unit),
            [("功能分类科目",)],
            [Line(("合计",), fund), *tree(book, parts.bracketed, fund)],
            columns,
        )
    )
    document.add(
        empty(style, "国有资本经营预算支出情况表", ("公开表9", *unit), "注：本部门无国有资本经营预算支出，此表为空表。")
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def yunnan(seed: int) -> Printed:
    """云南: 元, 表01-1 …, funds with uses across, basic expenditure by payroll project, a numbering row in every table."""
    book = make_book(seed, "某州", units=("疾控中心",), quantum=1, features=Features(carried_over=False, special=True))
    style = Style(Unit.YUAN, 2, True, "")
    document = start(book, style, f"{book.department}{book.year}年部门预算")

    def above(number: str) -> tuple[str, ...]:
        return (f"预算{number}表", f"单位名称：{book.department}　　　　　单位：元")

    def digits(count: int) -> list[str]:
        return [str(n) for n in range(1, count + 1)]

    money = [Col((f"{book.year}年预算数",))]
    left = [
        Line(("一、一般公共预算财政拨款收入",), replace(EARNED, fund=GENERAL)),
        Line(("二、政府性基金预算财政拨款收入",), replace(EARNED, fund=GOVERNMENT)),
        Line(("三、国有资本经营预算财政拨款收入",), None),
        Line(("四、财政专户管理资金收入",), replace(EARNED, fund=SPECIAL)),
        Line(("五、单位资金",), replace(EARNED, fund="own_funds")),
        Line(("（一）事业收入",), replace(EARNED, fund=SERVICE)),
        Line(("（二）事业单位经营收入",), None),
        Line(("（三）上级补助收入",), None),
        Line(("（四）附属单位上缴收入",), None),
        Line(("（五）其他收入",), replace(EARNED, fund=OTHER)),
        Line(("本年收入合计",), EARNED),
        Line(("上年结转结余",), None),
        Line(("收  入  总  计",), EARNED),
    ]
    right = [
        *class_lines(book, SPENT),
        Line(("本年支出合计",), SPENT),
        Line(("年终结转结余",), None),
        Line(("支  出  总  计",), SPENT),
    ]
    document.add(
        sided(
            book,
            style,
            "部门财务收支预算总表",
            above("01-1"),
            left,
            right,
            money,
            money,
            bottom=3,
            leads=(("项目",), ("项目（按功能分类）",)),
        )
    )
    columns = [Col(("合计",)), Col(("本年收入", "小计"))]
    columns += [Col(("本年收入", name), at(fund=fund)) for name, fund in (*FUND_NAMES, ("财政专户管理资金", SPECIAL))]
    columns += [Col(("本年收入", "单位资金", "小计"), at(fund="own_funds"))]
    columns += [Col(("本年收入", "单位资金", name), at(fund=fund)) for name, fund in OWN_NAMES]
    columns += [Col(("上年结转结余", "小计"), None), Col(("上年结转结余", "一般公共预算"), None)]
    lines = [Line((f"1360{n:02d}", name), replace(EARNED, unit=name)) for n, name in enumerate(book.units, 1)] + [
        Line(("合计", ""), EARNED)
    ]
    document.add(
        plain(
            book,
            style,
            "部门收入预算表",
            above("01-2"),
            [("部门（单位）代码",), ("部门（单位）名称",)],
            lines,
            columns,
            numbering=digits(len(columns) + 2),
        )
    )
    columns = [
        Col(("合计",)),
        Col(("一般公共预算", "小计"), at(fund=GENERAL)),
        Col(("一般公共预算", "基本支出"), at(fund=GENERAL, use="basic")),
        Col(("一般公共预算", "项目支出"), at(fund=GENERAL, use="project")),
        Col(("政府性基金预算",), at(fund=GOVERNMENT)),
        Col(("国有资本经营预算",), None),
        Col(("财政专户管理的支出",), at(fund=SPECIAL)),
        Col(("单位资金", "小计"), at(fund="own_funds")),
        Col(("单位资金", "事业支出"), at(fund=SERVICE)),
        Col(("单位资金", "事业单位经营支出"), None),
        Col(("单位资金", "上级补助支出"), None),
        Col(("单位资金", "附属单位补助支出"), None),
        Col(("单位资金", "其他支出"), at(fund=OTHER)),
    ]
    lines = [*tree(book, parts.indented, SPENT), Line(("合计", ""), SPENT)]
    document.add(
        plain(
            book,
            style,
            "部门支出预算表",
            above("01-3"),
            [("科目编码",), ("科目名称",)],
            lines,
            columns,
            numbering=digits(len(columns) + 2),
        )
    )
    left = [
        Line(("一、本年收入",), replace(EARNED, fund=FISCAL)),
        *(
            Line((f"（{ordinal(n)}）{name}拨款",), replace(EARNED, fund=fund))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("二、上年结转",), None),
        Line(("收入总计",), replace(EARNED, fund=FISCAL)),
    ]
    right = [
        Line(("一、本年支出",), replace(SPENT, fund=FISCAL)),
        *(
            Line((f"（{ordinal(n)}）{book.name(code)}",), replace(SPENT, fund=FISCAL, function=code))
            for n, code in enumerate(book.functions(3, fund=FISCAL), 1)
        ),
        Line(("二、年终结转结余",), None),
        Line(("支出总计",), replace(SPENT, fund=FISCAL)),
    ]
    document.add(
        sided(
            book,
            style,
            "部门财政拨款收支预算总表",
            above("02-1"),
            left,
            right,
            money,
            money,
            leads=(("支出功能分类科目",), ("支出功能分类科目",)),
        )
    )
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出预算表（按功能科目分类）",
            above("02-2"),
            [("部门预算支出功能分类科目", "科目编码"), ("部门预算支出功能分类科目", "科目名称")],
            [*tree(book, parts.indented, general), Line(("合计", ""), general)],
            columns,
            numbering=digits(7),
        )
    )
    columns = [
        replace(c, path=c.path if c.path != ("合计",) else ("“三公”经费合计",), at=c.at and c.at.at("year", None))
        for c in three_public_columns(book.year, book, group=False)
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算“三公”经费支出预算表",
            above("03"),
            [],
            [Line((), TOTAL)],
            columns,
            numbering=digits(6),
        )
    )
    # basic expenditure by payroll project
    names = {
        "30101": "行政人员支出工资",
        "30102": "行政人员支出工资",
        "30103": "绩效奖励",
        "30107": "事业人员绩效工资",
        "30108": "社会保障缴费",
        "30109": "社会保障缴费",
        "30110": "社会保障缴费",
        "30111": "社会保障缴费",
        "30113": "住房公积金",
    }
    lines = []
    for fact in sorted(
        (f for f in book.facts[book.year, ""] if f.use.startswith("basic") and f.fund == GENERAL),
        key=lambda f: (f.unit, f.economic, f.function),
    ):
        point = Coordinates(
            side="expenditure",
            unit=fact.unit,
            function=fact.function,
            economic=fact.economic,
            use=fact.use,
            fund=fact.fund,
        )
        lines.append(
            Line(
                (
                    fact.unit,
                    f"5328{int(fact.economic)}",
                    names.get(fact.economic, "一般公用经费"),
                    fact.function,
                    book.name(fact.function),
                    fact.economic,
                    book.name(fact.economic),
                ),
                point,
            )
        )
    basic = replace(SPENT, use="basic")
    lines.append(Line(("合计", "", "", "", "", "", ""), replace(basic, fund=GENERAL)))
    columns = [
        Col(("合计",)),
        Col(("本年拨款", "一般公共预算资金"), at(fund=GENERAL)),
        Col(("本年拨款", "政府性基金"), at(fund=GOVERNMENT)),
    ]
    document.add(
        plain(
            book,
            style,
            "部门基本支出预算表（人员类、运转类公用经费项目）",
            above("04"),
            [
                ("单位名称",),
                ("项目代码",),
                ("项目名称",),
                ("功能科目编码",),
                ("功能科目名称",),
                ("部门经济科目编码",),
                ("部门经济科目名称",),
            ],
            lines,
            columns,
            numbering=digits(10),
        )
    )
    project = replace(SPENT, use="project")
    lines = []
    for name in book.projects:
        point = replace(project, project=name)
        lines.append(Line(("", "", name, "", "", "", "", ""), point))
        for fact in book.facts[book.year, ""]:
            if fact.project == name:
                fine = replace(point, unit=fact.unit, function=fact.function, economic=fact.economic, fund=fact.fund)
                lines.append(
                    Line(
                        (
                            "专项业务类",
                            "5328000",
                            name,
                            fact.unit,
                            fact.function,
                            book.name(fact.function),
                            fact.economic,
                            book.name(fact.economic),
                        ),
                        fine,
                    )
                )
    lines.append(Line(("合计", "", "", "", "", "", "", ""), project))
    columns = [
        Col(("合计",)),
        Col(("本年拨款", "小计")),
        Col(("本年拨款", "一般公共预算"), at(fund=GENERAL)),
        Col(("本年拨款", "政府性基金预算"), at(fund=GOVERNMENT)),
        Col(("本年拨款", "财政专户管理资金"), at(fund=SPECIAL)),
        Col(("单位资金",), at(fund="own_funds")),
    ]
    columns[1] = Col(("本年拨款", "小计"), None, _without_own(book, style))
    document.add(
        plain(
            book,
            style,
            "部门项目支出预算表",
            above("05-1"),
            [
                ("项目分类",),
                ("项目代码",),
                ("项目名称",),
                ("项目单位",),
                ("功能科目编码",),
                ("功能科目名称",),
                ("经济科目编码",),
                ("经济科目名称",),
            ],
            lines,
            columns,
            numbering=digits(14),
        )
    )
    fund = replace(SPENT, fund=GOVERNMENT)
    columns = [
        Col(("本年政府性基金预算支出", name), c)
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算支出预算表",
            above("06"),
            [("科目编码",), ("科目名称",)],
            [*tree(book, parts.indented, fund), Line(("合计", ""), fund)],
            columns,
            numbering=digits(5),
        )
    )
    document.add(
        empty(style, "国有资本经营预算支出预算表", above("07"), "说明：本部门无国有资本经营预算支出，此表为空。")
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def _without_own(book: Book, style: Style):  # type: ignore[no-untyped-def]
    def reckon(row: Coordinates) -> str:
        fen = 0
        for fund in (GENERAL, GOVERNMENT, SPECIAL):
            point = row.joined(at(fund=fund))
            fen += book.amount(point) if point is not None else 0
        text = style.text(fen)
        return Number(text) if text else ""

    return reckon


def shaanxi(seed: int) -> Printed:
    """陕西: four panels in the summary, units by code, 专项业务经费 as a column, “三公” of two years with 会议费 and 培训费."""
    book = make_book(seed, "某市", units=("保障中心",), features=Features(carried_over=False))
    style = Style(grouped=True)
    document = start(book, style, f"{book.department}{book.year}年部门综合预算")
    unit = ("单位：万元",)
    money = [Col(("预算数",))]
    left = [
        Line(("一、部门预算",), EARNED),
        Line(("1、财政拨款",), replace(EARNED, fund=FISCAL)),
        Line(("（1）一般公共预算拨款",), replace(EARNED, fund=GENERAL)),
        Line(("其中：专项资金列入部门预算的项目",), None),
        Line(("（2）政府性基金拨款",), replace(EARNED, fund=GOVERNMENT)),
        Line(("（3）国有资本经营预算收入",), None),
        Line(("2、上级补助收入",), None),
        Line(("3、事业收入",), replace(EARNED, fund=SERVICE)),
        Line(("其中：纳入财政专户管理的收费",), None),
        Line(("4、事业单位经营收入",), None),
        Line(("5、附属单位上缴收入",), None),
        Line(("6、其他收入",), replace(EARNED, fund=OTHER)),
        Line(("本年收入合计",), EARNED),
        Line(("用事业基金弥补收支差额",), None),
        Line(("上年结转",), None),
        Line(("收入总计",), EARNED),
    ]
    functions = [
        Line(("一、部门预算",), SPENT),
        *(
            Line((f"{n}、{book.name(code)}",), replace(SPENT, function=code))
            for n, code in enumerate(book.functions(3), 1)
        ),
    ]
    totals = [Line(("本年支出合计",), SPENT), Line(("结转下年",), None), Line(("",), None), Line(("支出总计",), SPENT)]
    uses = [
        Line(("一、部门预算",), SPENT),
        Line(("1、人员经费和公用经费支出",), replace(SPENT, use="basic")),
        *(
            Line((f"（{n}）{name}",), replace(SPENT, use="basic", economic=code))
            for n, (name, code) in enumerate(USES_OF_BASIC, 1)
        ),
        Line(("2、专项业务经费支出",), replace(SPENT, use="project")),
        *(
            Line((f"（{n}）{book.name(code)}",), replace(SPENT, use="project", economic=code))
            for n, code in enumerate(book.economics(3, use="project"), 1)
        ),
    ]
    government = [
        Line(("一、部门预算",), SPENT),
        *(
            Line((f"{n}、{book.name(code)}",), replace(SPENT, economic=code))
            for n, code in enumerate(book.economics(3, government=True), 1)
        ),
    ]
    spreads = [
        sided(book, style, "", (), left, [*lines, *totals], money, money, bottom=4, leads=(("项目",), (name,)))
        for name, lines in (
            ("支出功能分科目（按大类）", functions),
            ("部门预算支出经济科目（按大类）", uses),
            ("政府预算支出经济分类科目（按大类）", government),
        )
    ]
    document.add(_side_by_side("部门综合预算收支总表", ("表1", *unit), spreads))
    columns = [
        Col(("合计",)),
        Col(("一般公共预算拨款", "小计"), at(fund=GENERAL)),
        Col(("一般公共预算拨款", "其中：专项资金列入部门预算的项目"), None),
        Col(("政府性基金拨款",), at(fund=GOVERNMENT)),
        Col(("国有资本经营预算收入",), None),
        Col(("上级补助收入",), None),
        Col(("事业收入",), at(fund=SERVICE)),
        Col(("事业单位经营收入",), None),
        Col(("对附属单位上缴收入",), None),
        Col(("其他收入",), at(fund=OTHER)),
    ]
    lines = [
        Line(("", "合计"), EARNED),
        Line(("125", book.department), EARNED),
        *(Line((f"125{n:03d}", name), replace(EARNED, unit=name)) for n, name in enumerate(book.units, 1)),
    ]
    document.add(
        plain(book, style, "部门综合预算收入总表", ("表2", *unit), [("单位编码",), ("单位名称",)], lines, columns)
    )
    lines = [replace(line, at=line.at and replace(line.at, side="expenditure")) for line in lines]
    columns[1:3] = [
        Col(("公共预算拨款", "小计"), at(fund=GENERAL)),
        Col(("公共预算拨款", "其中：专项资金列入部门预算的项目"), None),
    ]
    document.add(
        plain(book, style, "部门综合预算支出总表", ("表3", *unit), [("单位编码",), ("单位名称",)], lines, columns)
    )
    fiscal_left = [
        Line(("一、财政拨款",), replace(EARNED, fund=FISCAL)),
        Line(("1、一般公共预算拨款",), replace(EARNED, fund=GENERAL)),
        Line(("2、政府性基金拨款",), replace(EARNED, fund=GOVERNMENT)),
        Line(("3、国有资本经营预算收入",), None),
        Line(("本年收入合计",), replace(EARNED, fund=FISCAL)),
        Line(("上年结转",), None),
        Line(("",), None),
        Line(("收入总计",), replace(EARNED, fund=FISCAL)),
    ]
    fiscal = replace(SPENT, fund=FISCAL)
    totals = [
        Line(("本年支出合计",), fiscal),
        Line(("结转下年",), None),
        Line(("",), None),
        Line(("支出总计",), fiscal),
    ]
    functions = [
        Line(("一、财政拨款",), fiscal),
        *(
            Line((f"{n}、{book.name(code)}",), replace(fiscal, function=code))
            for n, code in enumerate(book.functions(3, fund=FISCAL), 1)
        ),
    ]
    uses = [
        Line(("一、财政拨款",), fiscal),
        Line(("1、人员经费和公用经费支出",), replace(fiscal, use="basic")),
        *(
            Line((f"（{n}）{name}",), replace(fiscal, use="basic", economic=code))
            for n, (name, code) in enumerate(USES_OF_BASIC, 1)
        ),
        Line(("2、专项业务经费支出",), replace(fiscal, use="project")),
    ]
    spreads = [
        sided(book, style, "", (), fiscal_left, [*rows, *totals], money, money, bottom=4, leads=(("项目",), (name,)))
        for name, rows in (("支出功能分科目（按大类）", functions), ("部门预算支出经济科目（按大类）", uses))
    ]
    document.add(_side_by_side("部门综合预算财政拨款收支总表", ("表4", *unit), spreads))
    general = replace(SPENT, fund=GENERAL)
    columns = [
        Col(("合计",)),
        Col(("人员经费支出",), at(use="basic/personnel")),
        Col(("公用经费支出",), at(use="basic/operating")),
        Col(("专项业务经费支出",), at(use="project")),
    ]
    document.add(
        plain(
            book,
            style,
            "部门综合预算一般公共预算支出明细表（按支出功能分类科目）",
            ("表5", *unit),
            [("功能科目编码",), ("功能科目名称",)],
            [Line(("", "合计"), general), *tree(book, parts.indented, general)],
            [*columns, Col(("备注",), None)],
        )
    )
    body: list[tuple[str, ...]] = [("", "合计", "", "", *_uses(book, style, general, None))]
    pairs = sorted({(f.economic, f.government) for f in book.facts[book.year, ""] if f.fund == GENERAL})
    for code in sorted({c[:3] for c, _ in pairs}):
        body.append((code, book.name(code), "", "", *_uses(book, style, replace(general, economic=code), None)))
        body += [
            (f"  {c}", f"  {book.name(c)}", g, book.name(g), *_uses(book, style, replace(general, economic=c), g))
            for c, g in pairs
            if c.startswith(code)
        ]
    paths = [
        ("部门经济科目编码",),
        ("部门经济科目名称",),
        ("政府经济科目编码",),
        ("政府经济科目名称",),
        *(c.path for c in columns),
        ("备注",),
    ]
    document.add(
        Spread(
            "部门综合预算一般公共预算支出明细表（按支出经济分类科目）",
            ("表6", *unit),
            header(paths),
            tuple((*row, "") for row in body),
        )
    )
    basic = replace(general, use="basic")
    document.add(
        plain(
            book,
            style,
            "部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）",
            ("表7", *unit),
            [("功能科目编码",), ("功能科目名称",)],
            [Line(("", "合计"), basic), *tree(book, parts.indented, basic)],
            [*columns[:3], Col(("备注",), None)],
        )
    )
    document.add(
        plain(
            book,
            style,
            "部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）",
            ("表8", *unit),
            [("部门经济科目编码",), ("部门经济科目名称",)],
            [Line(("", "合计"), basic), *economic_tree(book, parts.indented, basic)],
            [*columns[:3], Col(("备注",), None)],
        )
    )
    fund = replace(SPENT, fund=GOVERNMENT)
    left = [
        Line(("一、政府性基金拨款",), replace(EARNED, fund=GOVERNMENT)),
        Line(("本年收入合计",), replace(EARNED, fund=GOVERNMENT)),
        Line(("上年结转",), None),
        Line(("收入总计",), replace(EARNED, fund=GOVERNMENT)),
    ]
    right = [
        *(
            Line((f"{ordinal(n)}、{book.name(code)}",), replace(fund, function=code))
            for n, code in enumerate(book.functions(3, fund=GOVERNMENT), 1)
        ),
        Line(("本年支出合计",), fund),
        Line(("结转下年",), None),
        Line(("支出总计",), fund),
    ]
    document.add(
        sided(book, style, "部门综合预算政府性基金收支表", ("表9", *unit), left, right, money, money, bottom=3)
    )
    project = replace(general, use="project")
    lines = [Line(("", "合计"), project)]
    for number, name in enumerate(book.units, 1):
        point = replace(project, unit=name)
        lines.append(Line((f"125{number:03d}", name), point))
        lines += [
            Line(("", f"    {p}"), replace(point, project=p))
            for p in book.projects
            if book.amount(replace(point, project=p))
        ]
    document.add(
        plain(
            book,
            style,
            "部门综合预算专项业务经费支出表",
            ("表10", *unit),
            [("单位（项目）编码",), ("单位（项目）名称",)],
            lines,
            [Col(("项目金额",)), Col(("项目简介",), None)],
        )
    )
    years = [(f"{y}年", Coordinates(year=y)) for y in (book.year - 1, book.year)]
    columns = []
    for label, y in years:
        columns += [Col((label, "合计"), None, _public(book, style, y))]
        group = (label, "一般公共预算拨款安排的“三公”经费预算")
        columns += [
            Col((*group, "小计"), replace(y, item="three_public")),
            Col((*group, "因公出国（境）费用"), replace(y, item="three_public/abroad")),
            Col((*group, "公务接待费"), replace(y, item="three_public/reception")),
        ]
        columns += [
            Col((*group, "公务用车购置及运行维护费", "小计"), replace(y, item="three_public/vehicles")),
            Col(
                (*group, "公务用车购置及运行维护费", "公务用车购置费"),
                replace(y, item="three_public/vehicles/purchase"),
            ),
            Col(
                (*group, "公务用车购置及运行维护费", "公务用车运行维护费"),
                replace(y, item="three_public/vehicles/operating"),
            ),
        ]
        columns += [
            Col((label, "会议费"), replace(y, economic="30215", fund=GENERAL, side="expenditure")),
            Col((label, "培训费"), replace(y, economic="30216", fund=GENERAL, side="expenditure")),
        ]
    columns += [Col(("增减变化情况", "合计"), None, _public_change(book, style))]
    lines = [
        Line(("", "合计"), TOTAL),
        *(Line((f"125{n:03d}", name), at(unit=name)) for n, name in enumerate(book.units, 1)),
    ]
    document.add(
        plain(
            book,
            style,
            "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表",
            ("表11", *unit),
            [("单位编码",), ("单位名称",)],
            lines,
            columns,
        )
    )
    document.add(
        empty(
            style,
            "部门综合预算国有资本经营预算支出表",
            ("表12", *unit),
            "注：本部门无国有资本经营预算拨款收支，此表为空表。",
        )
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def _uses(book: Book, style: Style, base: Coordinates, government: str | None) -> list[str]:
    texts: list[str] = []
    for use in (None, "basic/personnel", "basic/operating", "project"):
        fen = sum(
            f.amount
            for f in book.facts[book.year, ""]
            if f.fund == GENERAL
            and (base.economic is None or f.economic.startswith(base.economic))
            and (government is None or f.government == government)
            and (use is None or f.use == use)
        )
        text = style.text(fen)
        texts.append(Number(text) if text else "")
    return texts


def _public_fen(book: Book, row: Coordinates, year: Coordinates) -> int:
    fen = 0
    for point in (at(item="three_public"), at(economic="30215", fund=GENERAL), at(economic="30216", fund=GENERAL)):
        joined = row.joined(year)
        joined = joined and joined.joined(point)
        fen += book.amount(joined) if joined is not None else 0
    return fen


def _public(book: Book, style: Style, year: Coordinates):  # type: ignore[no-untyped-def]
    def reckon(row: Coordinates) -> str:
        text = style.text(_public_fen(book, row, year))
        return Number(text) if text else ""

    return reckon


def _public_change(book: Book, style: Style):  # type: ignore[no-untyped-def]
    def reckon(row: Coordinates) -> str:
        fen = _public_fen(book, row, Coordinates(year=book.year)) - _public_fen(
            book, row, Coordinates(year=book.year - 1)
        )
        text = style.text(abs(fen))
        return Number(("-" if fen < 0 else "") + text) if text else ""

    return reckon


def _side_by_side(title: str, above: tuple[str, ...], spreads: Sequence[Spread]) -> Spread:
    """The first's two panels and the second panels of the others."""
    height = max(len(spread.body) for spread in spreads)

    def padded(spread: Spread) -> list[tuple[str, ...]]:
        gap = height - len(spread.body)
        blank = ("",) * len(spread.body[0])
        return [*spread.body[:-4], *[blank] * gap, *spread.body[-4:]]

    bodies = [padded(spread) for spread in spreads]
    half = 2
    body = tuple(
        tuple(first) + tuple(f for other in rest for f in other[half:]) for first, *rest in zip(*bodies, strict=True)
    )
    top = []
    for rows in zip(*(spread.header for spread in spreads), strict=True):
        row = list(rows[0])
        for other in rows[1:]:
            row += other[half:]
        top.append(tuple(row))
    return Spread(title, above, tuple(top), body)


def xinjiang(seed: int) -> Printed:
    """新疆: 表一 …, 类 款 项 as stairs, projects by economic class across, “三公” in one row."""
    book = make_book(seed, "某地区", units=("勘测设计院",), features=Features(special=True))
    style = Style(grouped=False)
    document = start(book, style, f"{book.department}{book.year}年部门预算公开")
    year = book.year

    def above(number: str) -> tuple[str, ...]:
        return (f"表{number}", f"编制部门：{book.department}　　　　　　单位：万元")

    money = [Col(("预算数",))]
    left = [
        Line(("财政拨款（补助）",), replace(EARNED, fund=FISCAL, origin=CURRENT)),
        *(Line((f"  {name}",), replace(EARNED, fund=fund, origin=CURRENT)) for name, fund in FUND_NAMES),
        Line(("财政专户（教育收费）",), replace(EARNED, fund=SPECIAL, origin=CURRENT)),
        Line(("事业收入",), replace(EARNED, fund=SERVICE, origin=CURRENT)),
        Line(("事业单位经营收入",), None),
        Line(("其他收入",), replace(EARNED, fund=OTHER, origin=CURRENT)),
        Line(("上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("小计",), EARNED),
        Line(("收入总计",), EARNED),
    ]
    right = [
        Line((f"{code} {book.name(code)}",), replace(SPENT, function=code))
        for code in sorted({*book.functions(3), *parts.CLASSES[:8]})
    ]
    right += [Line(("小计",), SPENT), Line(("支出总计",), SPENT)]
    document.add(
        sided(
            book,
            style,
            "部门收支总体情况表",
            above("一"),
            left,
            right,
            money,
            money,
            bottom=2,
            leads=(("项目",), ("功能分类",)),
        )
    )
    heads = [("功能分类科目编码", "类"), ("功能分类科目编码", "款"), ("功能分类科目编码", "项"), ("功能分类科目名称",)]
    columns = [
        Col(("总计",)),
        Col(("财政拨款（补助）", "小计"), replace(NOW, fund=FISCAL)),
        *(Col(("财政拨款（补助）", name), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        Col(("财政专户（教育收费）",), replace(NOW, fund=SPECIAL)),
        Col(("事业收入",), replace(NOW, fund=SERVICE)),
        Col(("事业单位经营收入",), None),
        Col(("上级补助收入",), None),
        Col(("附属单位上缴收入",), None),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
        Col(("上年结转",), OLD),
    ]
    document.add(
        plain(
            book,
            style,
            "部门收入总体情况表",
            above("二"),
            heads,
            [*tree(book, parts.stairs, EARNED), Line(("", "", "", "合计"), EARNED)],
            columns,
        )
    )
    columns = [
        Col(("支出预算", "合计")),
        Col(("支出预算", "基本支出"), at(use="basic")),
        Col(("支出预算", "项目支出"), at(use="project")),
    ]
    document.add(
        plain(
            book,
            style,
            "部门支出总体情况表",
            above("三"),
            heads,
            [*tree(book, parts.stairs, SPENT), Line(("", "", "", "合计"), SPENT)],
            columns,
        )
    )
    document.add(fiscal_summary(book, style, "财政拨款收支总体情况表", above("四")))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("小计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出情况表",
            above("五"),
            heads,
            [*tree(book, parts.stairs, general), Line(("", "", "", "合计"), general)],
            [Col(("一般公共预算支出", *c.path), c.at) for c in columns],
        )
    )
    basic = replace(general, use="basic")
    eheads = [("经济分类科目编码", "类"), ("经济分类科目编码", "款"), ("经济分类科目名称",)]
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出情况表",
            above("六"),
            eheads,
            [*economic_tree(book, parts.two_stairs, basic), Line(("", "", "合计"), basic)],
            [Col(("一般公共预算基本支出", *c.path), c.at) for c in parts.basic_parts("小计")],
        )
    )
    project = replace(general, use="project")
    codes = book.economics(3, use="project", fund=GENERAL)
    lines = []
    for function in sorted({c for n in (3, 5, 7) for c in book.functions(n, use="project", fund=GENERAL)}):
        point = replace(project, function=function)
        if len(function) < 7:
            lines.append(Line((*parts.stairs(book, function), ""), point))
            continue
        found = [p for p in book.projects if book.amount(replace(point, project=p))]
        lines += [Line((*parts.three_fields(book, function), p), replace(point, project=p)) for p in found]
    lines.append(Line(("", "", "", "合计", ""), project))
    columns = [Col(("项目支出合计",)), *(Col((book.name(code),), at(economic=code)) for code in codes)]
    document.add(
        plain(
            book,
            style,
            "一般公共预算项目支出情况表",
            above("七"),
            [("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("科目名称",), ("项目名称",)],
            lines,
            columns,
        )
    )
    columns = [replace(c, at=c.at and c.at.at("year", None)) for c in three_public_columns(year, book, group=False)]
    document.add(plain(book, style, "一般公共预算“三公”经费支出情况表", above("八"), [], [Line((), TOTAL)], columns))
    fund = replace(SPENT, fund=GOVERNMENT)
    columns = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算支出情况表",
            above("九"),
            heads,
            [*tree(book, parts.stairs, fund), Line(("", "", "", "合计"), fund)],
            columns,
        )
    )
    document.add(
        empty(style, "国有资本经营预算支出情况表", above("十"), "备注：我单位无国有资本经营预算，此表为空表。")
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def gansu(seed: int) -> Printed:
    """甘肃: names only, moved in; this year's against last year's figures; a list of revenue with 项 under every source."""
    book = make_book(seed, "某县", features=Features(government=False, own=False))
    style = Style(zero="0.00", grouped=False)
    document = start(book, style, f"{book.department}{book.year}年部门预算公开报告")
    unit = ("单位：万元",)
    money = [Col(("预算数",))]
    names = (
        ("一、一般公共预算拨款收入", GENERAL),
        ("二、政府性基金预算拨款收入", None),
        ("三、国有资本经营预算收入", None),
        ("四、上级补助收入", None),
        ("五、事业收入", None),
        ("六、经营收入", None),
        ("七、附属单位上缴收入", None),
        ("八、其他收入", None),
    )
    document.add(
        sided(
            book,
            style,
            "部门收支总体情况表",
            unit,
            earned_lines(book, names),
            spent_lines(book, every=parts.CLASSES),
            money,
            money,
            bottom=3,
        )
    )
    lines = [
        Line(("一、本年收入",), replace(EARNED, origin=CURRENT)),
        Line(("（一）一般公共预算拨款收入",), replace(EARNED, fund=GENERAL, origin=CURRENT)),
        Line(("其中：经费拨款",), replace(EARNED, fund=GENERAL, origin=CURRENT)),
        Line(("（二）政府性基金预算拨款收入",), None),
        Line(("二、上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("（一）一般公共预算拨款结转",), replace(EARNED, fund=GENERAL, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    document.add(plain(book, style, "部门收入总体情况表", unit, [("项目",)], lines, [Col(("收入预算数",))]))
    columns = [Col(("支出合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "部门支出总体情况表",
            unit,
            [("项目",)],
            [*tree(book, parts.named, SPENT), Line(("合计",), SPENT)],
            columns,
        )
    )
    document.add(fiscal_summary(book, style, "财政拨款收支总体情况表", unit))
    general = replace(SPENT, fund=GENERAL)
    last = Coordinates(year=book.year - 1)
    columns = [
        Col(("支出合计",)),
        *columns[1:],
        Col((f"{book.year - 1}年预算数",), last),
        Col((f"比{book.year - 1}年增减",), None, change(book, style, TOTAL, last)),
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出情况表",
            unit,
            [("科目编码",), ("科目名称",)],
            [Line(("", "合计"), general), *tree(book, parts.two_fields, general)],
            columns,
        )
    )
    basic = replace(general, use="basic")
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出情况表",
            unit,
            [("经济分类科目编码",), ("经济分类科目名称",)],
            [Line(("", "合计"), basic), *economic_tree(book, parts.two_fields, basic)],
            parts.basic_parts("小计"),
        )
    )
    columns = [
        Col((f"{book.year - 1}年预算数",), last),
        Col((f"{book.year}年预算数",)),
        Col(("增减额",), None, change(book, style, TOTAL, last)),
        Col(("增减率",), None, rate(book, TOTAL, last)),
    ]
    items = (
        "三公经费合计",
        "1.因公出国（境）费",
        "2.公务接待费",
        "3.公务用车购置及运行费",
        "其中：公务用车购置费",
        "公务用车运行费",
    )
    document.add(
        plain(
            book,
            style,
            "一般公共预算“三公”经费、会议费、培训费支出情况表",
            unit,
            [("项目",)],
            [
                *three_public_rows(items),
                Line(("会议费",), at(economic="30215", fund=GENERAL, side="expenditure")),
                Line(("培训费",), at(economic="30216", fund=GENERAL, side="expenditure")),
            ],
            columns,
        )
    )
    document.add(empty(style, "政府性基金预算支出情况表", unit, "本部门没有政府性基金预算支出，此表为空。"))
    document.add(empty(style, "国有资本经营预算支出情况表", unit, "本部门没有国有资本经营预算支出，此表为空。"))
    codes = book.economics(5, use="basic/operating", fund=GENERAL)
    lines = [
        Line((f"{n}", book.name(code)), at(item="agency_operating_expenses", economic=code))
        for n, code in enumerate(codes, 1)
    ]
    document.add(
        plain(
            book,
            style,
            "机关运行经费支出情况表",
            unit,
            [("序号",), ("项目",)],
            [*lines, Line(("", "合计"), at(item="agency_operating_expenses"))],
            [Col(("预算数",))],
        )
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def hebei(seed: int) -> Printed:
    """河北, 山西: 序号 before everything, codes glued to names, funds as rows under the classes."""
    book = make_book(seed, "某市", units=("监察支队",), features=Features(carried_over=False))
    style = Style(zero="")
    document = start(book, style, f"{book.department}{book.year}年部门预算信息公开")
    unit = (f"{book.department}　　　　　预算年度：{book.year}　　　　　金额单位：万元",)
    money = [Col(("预算金额",))]
    left = [*earned_lines(book, COMMON)[:-2], Line(("上年结转结余",), None), Line(("收入总计",), EARNED)]
    right = spent_lines(book, every=("201", "203", "204"))
    rows = parts.two_sides(book, style, left, right, money, money, bottom=3)
    body = tuple((str(n), *row) for n, row in enumerate(rows, 1))
    document.add(
        Spread(
            "部门预算收支总表",
            unit,
            header(
                [("序号",), ("收入", "项目"), ("收入", "预算金额"), ("支出", "项目"), ("支出", "预算金额")],
                ["栏次", "1", "2", "3", "4"],
            ),
            body,
        )
    )

    def numbered(title: str, leads: Sequence[tuple[str, ...]], lines: list[Line], columns: list[Col]) -> None:
        table = plain(book, style, title, unit, leads, lines, columns)
        paths = [("序号",), *leads, *(c.path for c in columns)]
        count = len(paths) - 1
        document.add(
            Spread(
                title,
                unit,
                header(paths, ["栏次", *(str(n) for n in range(1, count + 1))]),
                tuple((str(n), *row) for n, row in enumerate(table.body, 1)),
            )
        )

    columns = [
        Col(("合计",)),
        *(Col(("本年收入", f"{name}拨款"), at(fund=fund)) for name, fund in FUND_NAMES),
        Col(("本年收入", "财政专户管理资金收入"), None),
        *(Col(("本年收入", name), at(fund=fund)) for name, fund in OWN_NAMES),
        Col(("上年结转",), None),
    ]
    heads = [("功能分类科目", "科目编码"), ("功能分类科目", "科目名称")]
    numbered("部门预算收入总表", heads, [Line(("", "合计"), EARNED), *tree(book, parts.two_fields, EARNED)], columns)
    columns = [Col(("合计",)), *(Col((name,), at(use=use)) for name, use in parts.USES)]
    numbered("部门预算支出总表", heads, [Line(("", "合计"), SPENT), *tree(book, parts.two_fields, SPENT)], columns)
    document.add(fiscal_summary(book, style, "部门预算财政拨款收支总表", unit, word="金额"))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    numbered(
        "部门预算一般公共预算财政拨款支出表",
        [("功能分类科目",)],
        [Line(("合计",), general), *tree(book, parts.glued, general)],
        columns,
    )
    basic = replace(general, use="basic")
    numbered(
        "部门预算一般公共预算财政拨款基本支出表",
        [("经济分类科目",)],
        [Line(("合计",), basic), *economic_tree(book, parts.glued, basic)],
        parts.basic_parts("小计"),
    )
    fund = replace(SPENT, fund=GOVERNMENT)
    columns = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    numbered(
        "部门预算政府性基金预算财政拨款支出表",
        heads,
        [Line(("", "合计"), fund), *tree(book, parts.two_fields, fund)],
        columns,
    )
    document.add(
        empty(style, "部门预算国有资本经营预算财政拨款支出表", unit, "注：无国有资本经营预算安排支出，空表列示。")
    )
    names = (
        "合计",
        "一、因公出国（境）费",
        "三、公务接待费",
        "二、公务用车购置及运维费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
    )
    lines = three_public_rows(names)
    lines = [lines[0], lines[1], lines[3], lines[4], lines[5], lines[2]]
    columns = [Col(("合计",)), Col(("一般公共预算拨款",)), Col(("政府性基金预算拨款",), None)]
    numbered("部门预算财政拨款“三公”经费支出表", [("项目",)], lines, columns)
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def liaoning(seed: int) -> Printed:
    """辽宁, 黑龙江: money by origin within every table, totals below, projects by unit and category with sums."""
    book = make_book(seed, "某市", units=("服务中心", "指导站"), features=Features(capital=True))
    style = Style(grouped=False)
    document = start(book, style, f"{book.year}年{book.department}部门预算")
    unit = ("单位：万元",)
    money = [Col(("预算数",))]
    left = earned_lines(
        book,
        (
            ("一、财政拨款收入", FISCAL),
            ("其中：一般公共预算", GENERAL),
            ("政府性基金预算", GOVERNMENT),
            ("国有资本经营预算", CAPITAL),
            ("二、财政专户管理资金收入", None),
            ("三、单位资金收入", "own_funds"),
            ("其中：事业收入", SERVICE),
            ("其他收入", OTHER),
        ),
    )
    document.add(sided(book, style, "部门收支总表", unit, left, spent_lines(book), money, money, bottom=3))
    document.add(
        plain(
            book,
            style,
            "部门收入总表",
            unit,
            [("单位代码",), ("单位名称",)],
            [
                *(Line((f"2510{n:02d}", name), replace(EARNED, unit=name)) for n, name in enumerate(book.units, 1)),
                Line(("", "合计"), EARNED),
            ],
            parts.origin_funds(book),
        )
    )
    columns = [
        Col(("合计",)),
        Col(("基本支出", "小计"), at(use="basic")),
        Col(("基本支出", "人员类项目"), at(use="basic/personnel")),
        Col(("基本支出", "公用经费项目"), at(use="basic/operating")),
        Col(("项目支出",), at(use="project")),
        Col(("事业单位经营支出",), None),
        Col(("上缴上级支出",), None),
        Col(("对附属单位补助支出",), None),
    ]
    document.add(
        plain(
            book,
            style,
            "部门支出总表",
            unit,
            [("科目编码",), ("科目名称",)],
            [*tree(book, parts.indented, SPENT), Line(("", "合计"), SPENT)],
            columns,
        )
    )
    document.add(fiscal_summary(book, style, "财政拨款收支总表", unit))
    general = replace(SPENT, fund=GENERAL)
    columns = [
        Col(("合计",)),
        *(
            Col((label, name), c.joined(origin) or c)
            for label, origin in (("本年预算", NOW), ("上年结转", OLD))
            for name, c in (("小计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
        ),
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出表",
            unit,
            [("科目编码",), ("科目名称",)],
            [*tree(book, parts.indented, general), Line(("", "合计"), general)],
            columns,
        )
    )
    basic = replace(general, use="basic")
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出表",
            unit,
            [("科目编码",), ("科目名称",)],
            [*economic_tree(book, parts.indented, basic), Line(("", "合计"), basic)],
            parts.basic_parts("合计"),
        )
    )
    columns = [
        Col(("合计",), at(item="three_public")),
        Col(("因公出国（境）费",), at(item="three_public/abroad")),
        Col(("公务接待费",), at(item="three_public/reception")),
        Col(("公务用车费", "小计"), at(item="three_public/vehicles")),
        Col(("公务用车费", "公务用车购置费"), at(item="three_public/vehicles/purchase")),
        Col(("公务用车费", "公务用车运行费"), at(item="three_public/vehicles/operating")),
    ]
    lines = [*(Line((name,), at(unit=name)) for name in book.units), Line(("合计",), TOTAL)]
    document.add(plain(book, style, "一般公共预算“三公”经费支出表", unit, [("单位名称",)], lines, columns))
    for title, fund_ in (("政府性基金预算支出表", GOVERNMENT), ("国有资本经营预算支出表", CAPITAL)):
        base = replace(SPENT, fund=fund_)
        columns = [
            Col((f"本年{title[:-3]}支出", name), c)
            for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
        ]
        document.add(
            plain(
                book,
                style,
                title,
                unit,
                [("科目编码",), ("科目名称",)],
                [*tree(book, parts.indented, base), Line(("", "合计"), base)],
                columns,
            )
        )
    project = replace(SPENT, use="project")
    lines = []
    for name in book.units:
        point = replace(project, unit=name)
        lines.append(Line((name, "", ""), point))
        for kind, chosen in (("运转类其他项目", book.projects[:2]), ("特定目标类项目", book.projects[2:])):
            found = [p for p in chosen if book.amount(replace(point, project=p))]
            if found:
                fen = sum(book.amount(replace(point, project=p)) for p in found)
                lines.append(
                    Line(
                        ("", kind, ""),
                        replace(point, project="\0".join(found))
                        if len(found) == 1
                        else point
                        if fen == book.amount(point)
                        else None,
                    )
                )
                lines += [Line(("", "", p), replace(point, project=p)) for p in found]
    lines.append(Line(("合计", "", ""), project))
    columns = [Col(("合计",)), Col(("本年拨款",), NOW), Col(("上年结转",), OLD)]
    document.add(
        plain(
            book,
            style,
            "项目支出表",
            unit,
            [("单位名称",), ("项目类别",), ("项目名称",)],
            [line for line in lines if line.at is not None],
            columns,
        )
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def shandong(seed: int) -> Printed:
    """山东: 类 款 项 stairs with whole codes, glued ``208-社会保障`` names, basic expenditure by both classifications."""
    book = make_book(seed, "某市某区", units=("事务中心",))
    style = Style(grouped=False)
    document = start(book, style, f"{book.year}年{book.department}部门预算")
    unit = ("单位：万元",)
    money = [Col(("预算数",))]
    names = [(n, f) for n, f in COMMON]
    document.add(
        sided(
            book,
            style,
            "收支总体情况表",
            ("1", *unit),
            earned_lines(book, names),
            spent_lines(book),
            money,
            money,
            bottom=3,
        )
    )
    heads = [("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("科目名称",)]
    columns = [
        Col(("收入合计",)),
        Col(("本年收入", "小计"), NOW),
        *(Col(("本年收入", f"{name}拨款"), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        Col(("本年收入", "财政专户管理资金"), None),
        *(Col(("本年收入", name), replace(NOW, fund=fund)) for name, fund in OWN_NAMES),
        Col(("上年结转收入",), OLD),
    ]
    document.add(
        plain(
            book,
            style,
            "收入总体情况表",
            ("2", *unit),
            heads,
            [Line(("", "", "", "合计"), EARNED), *tree(book, parts.whole_stairs, EARNED)],
            columns,
        )
    )
    columns = [
        Col(("支出合计",)),
        Col(("基本支出",), at(use="basic")),
        Col(("项目支出",), at(use="project")),
        Col(("上缴上级支出",), None),
        Col(("经营支出",), None),
        Col(("对附属单位补助支出",), None),
    ]
    document.add(
        plain(
            book,
            style,
            "支出总体情况表",
            ("3", *unit),
            heads,
            [Line(("", "", "", "合计"), SPENT), *tree(book, parts.whole_stairs, SPENT)],
            columns,
        )
    )
    document.add(fiscal_summary(book, style, "财政拨款收支总体情况表", ("4", *unit)))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "一般公共预算财政拨款支出情况表",
            ("5", *unit),
            heads,
            [Line(("", "", "", "合计"), general), *tree(book, parts.whole_stairs, general)],
            columns,
        )
    )
    basic = replace(general, use="basic")
    pairs = sorted(
        {
            (f.economic, f.government)
            for f in book.facts[book.year, ""]
            if f.use.startswith("basic") and f.fund == GENERAL
        }
    )
    paths = [("部门预算支出经济分类科目",), ("政府预算支出经济分类科目",), ("预算数",)]
    body: list[tuple[str, ...]] = [("合计", "", Number(style.text(book.amount(basic))))]
    for code in sorted({c[:3] for c, _ in pairs}):
        body.append((f"{code} {book.name(code)}", "", Number(style.text(book.amount(replace(basic, economic=code))))))
        body += [
            (f"　{c} {book.name(c)}", f"{g} {book.name(g)}", _pair(book, style, c, g, "basic"))
            for c, g in pairs
            if c.startswith(code)
        ]
    document.add(Spread("一般公共预算财政拨款基本支出情况表", ("6", *unit), header(paths), tuple(body)))
    columns = [
        replace(c, at=c.at and c.at.at("year", None)) for c in three_public_columns(book.year, book, group=False)
    ]
    lines = [Line((name,), at(unit=name)) for name in book.units]
    document.add(
        plain(
            book,
            style,
            "一般公共预算财政拨款“三公”经费支出情况表",
            ("7", *unit),
            [("单位名称",)],
            [Line(("合计",), TOTAL), *lines],
            columns,
        )
    )
    fund = replace(SPENT, fund=GOVERNMENT)
    columns = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算财政拨款支出情况表",
            ("8", *unit),
            heads,
            [Line(("", "", "", "合计"), fund), *tree(book, parts.whole_stairs, fund)],
            columns,
        )
    )
    document.add(
        empty(
            style,
            "国有资本经营预算财政拨款支出情况表",
            ("9", *unit),
            "说明：本部门没有国有资本经营预算财政拨款安排的支出。",
        )
    )
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document
