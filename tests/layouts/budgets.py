"""Budgets as ministries, municipalities and provinces print them."""

from __future__ import annotations

from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import Unit
from tests.layouts import narrative, parts
from tests.layouts.book import CAPITAL, FISCAL, GENERAL, GOVERNMENT, OTHER, SERVICE, SPECIAL, Book, Features, make_book
from tests.layouts.parts import (
    EARNED,
    FUND_NAMES,
    OWN_NAMES,
    SPENT,
    USES,
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
from tests.layouts.sheet import Col, Document, Line, Spread, Style, header

Printed = tuple[Book, Document]
NOW = at(origin=CURRENT)
OLD = at(origin=CARRIED_OVER)
TOTAL = Coordinates()


def class_lines(book: Book, base: Coordinates, *, every: tuple[str, ...] = (), marks: bool = True) -> list[Line]:
    """一、一般公共服务支出 … : the classes with money and those of ``every``, numbered."""
    where = {k: v for k, v in base.as_dict().items() if k not in {"side", "item", "year"}}
    codes = sorted({*book.functions(3, **where), *every})
    return [
        Line((f"{ordinal(n) + '、' if marks else ''}{book.name(code)}",), replace(base, function=code))
        for n, code in enumerate(codes, 1)
    ]


def three_public_columns(year: int, book: Book, *, group: bool = True) -> list[Col]:
    """合计 | 出国 | 用车 (小计, 购置, 运行) | 接待 of a year."""
    head = (f"{year}年预算数",) if group else ()
    y = at(item="three_public").at("year", year)
    return [
        Col((*head, "合计"), y),
        Col((*head, "因公出国（境）费"), y.at("item", "three_public/abroad")),
        Col((*head, "公务用车购置及运行费", "小计"), y.at("item", "three_public/vehicles")),
        Col((*head, "公务用车购置及运行费", "公务用车购置费"), y.at("item", "three_public/vehicles/purchase")),
        Col((*head, "公务用车购置及运行费", "公务用车运行费"), y.at("item", "three_public/vehicles/operating")),
        Col((*head, "公务接待费"), y.at("item", "three_public/reception")),
    ]


def three_public_rows(names: tuple[str, ...]) -> list[Line]:
    """合计 and the kinds as rows."""
    items = (
        "three_public", "three_public/abroad", "three_public/reception", "three_public/vehicles",
        "three_public/vehicles/purchase", "three_public/vehicles/operating",
    )  # fmt: skip
    return [Line((name,), at(item=item)) for name, item in zip(names, items, strict=True)]


def start(book: Book, style: Style, title: str) -> Document:
    """Cover and contents."""
    document = Document(title, style)
    document.say(
        title, "目录", "第一部分 部门概况", "第二部分 部门预算表", "第三部分 部门预算情况说明", "第四部分 名词解释"
    )
    document.say("第一部分 部门概况", "一、主要职责", "贯彻执行有关法律法规和方针政策，承担本行业管理工作。")
    document.say(
        "二、机构设置", f"纳入{book.department}{book.year}年部门预算编制范围的单位包括：" + "、".join(book.units) + "。"
    )
    document.say("第二部分 部门预算表")
    return document


def fiscal_summary(book: Book, style: Style, title: str, above: tuple[str, ...], *, word: str = "预算数") -> Spread:
    """财政拨款收支总表 in its commonest form: funds across on the side of expenditure."""
    earned, spent = replace(EARNED, fund=FISCAL), replace(SPENT, fund=FISCAL)
    left = [
        Line(("一、本年收入",), replace(earned, origin=CURRENT)),
        *(
            Line((f"（{ordinal(n)}）{name}拨款",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("二、上年结转",), replace(earned, origin=CARRIED_OVER)),
        *(
            Line((f"（{ordinal(n)}）{name}拨款",), replace(EARNED, fund=fund, origin=CARRIED_OVER))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("收入总计",), earned),
    ]
    right = [
        Line(("一、本年支出",), spent),
        *(
            Line((f"（{ordinal(n)}）{book.name(code)}",), replace(spent, function=code))
            for n, code in enumerate(book.functions(3, fund=FISCAL), 1)
        ),
        Line(("二、年终结转结余",), None),
        Line(("支出总计",), spent),
    ]
    columns = [Col(("合计",)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    return sided(book, style, title, above, left, right, [Col((word,))], columns)


def empty(style: Style, title: str, above: tuple[str, ...], note: str) -> Spread:
    """A table without a row, and the note that says why."""
    paths = [("科目编码",), ("科目名称",), ("合计",), ("基本支出",), ("项目支出",)]
    return Spread(title, above, header(paths), (("",) * 5,), (note,))


def finish(document: Document) -> None:
    """Glossary."""
    document.say(
        "第四部分 名词解释",
        "一、财政拨款收入：指同级财政当年拨付的资金。",
        "二、上年结转：指以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金。",
    )


# ── central ministries


def ministry(seed: int) -> Printed:
    """中央部门: 收支总表, 收入总表 by function, 增减额 and 增减% against last year's executed figure."""
    book = make_book(seed, "国家", units=("机关服务中心", "科学研究院"), features=Features(capital=True, left=True))
    style = Style()
    unit = ("单位：万元",)
    document = start(book, style, f"{book.department}{book.year}年部门预算")
    year = book.year
    earned = [
        Line(("一、一般公共预算拨款收入",), replace(EARNED, fund=GENERAL, origin=CURRENT)),
        Line(("二、政府性基金预算拨款收入",), replace(EARNED, fund=GOVERNMENT, origin=CURRENT)),
        Line(("三、国有资本经营预算拨款收入",), replace(EARNED, fund=CAPITAL, origin=CURRENT)),
        Line(("四、事业收入",), replace(EARNED, fund=SERVICE, origin=CURRENT)),
        Line(("五、事业单位经营收入",), replace(EARNED, fund="own_funds/business", origin=CURRENT)),
        Line(("六、其他收入",), replace(EARNED, fund=OTHER, origin=CURRENT)),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("使用非财政拨款结余",), None),
        Line(("上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    spent = [
        *class_lines(book, SPENT),
        Line(("本年支出合计",), SPENT),
        Line(("结转下年",), at(side="expenditure", item="carried_forward")),
        Line(("",), None),
        Line(("支出总计",), at(side="expenditure", item="grand_total")),
    ]
    amount = [Col(("预算数",))]
    document.add(sided(book, style, "部门收支总表", unit, earned, spent, amount, amount, bottom=4))
    columns = [
        Col(("合计",)),
        Col(("上年结转",), OLD),
        Col(("一般公共预算拨款收入",), replace(NOW, fund=GENERAL)),
        Col(("政府性基金预算拨款收入",), replace(NOW, fund=GOVERNMENT)),
        Col(("国有资本经营预算拨款收入",), replace(NOW, fund=CAPITAL)),
        Col(("事业收入", "金额"), replace(NOW, fund=SERVICE)),
        Col(("事业收入", "其中：教育收费"), None),
        Col(("事业单位经营收入",), replace(NOW, fund="own_funds/business")),
        Col(("上级补助收入",), replace(NOW, fund="own_funds/superior_grant")),
        Col(("附属单位上缴收入",), replace(NOW, fund="own_funds/affiliate_remittance")),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
        Col(("使用非财政拨款结余",), None),
    ]
    codes = [("科目编码",), ("科目名称",)]
    lines = [*tree(book, parts.two_fields, EARNED), Line(("", "合计"), EARNED)]
    document.add(plain(book, style, "部门收入总表", unit, codes, lines, columns))
    lines = [*tree(book, parts.two_fields, SPENT), Line(("", "合计"), SPENT)]
    document.add(plain(book, style, "部门支出总表", unit, codes, lines, by_use()))
    fiscal_earned = replace(EARNED, fund=FISCAL)
    left = [
        Line(("一、本年收入",), replace(fiscal_earned, origin=CURRENT)),
        *(
            Line((f"（{ordinal(n)}）{name}拨款",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("二、上年结转",), replace(fiscal_earned, origin=CARRIED_OVER)),
        *(
            Line((f"（{ordinal(n)}）{name}拨款",), replace(EARNED, fund=fund, origin=CARRIED_OVER))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("收入总计",), fiscal_earned),
    ]
    fiscal_spent = replace(SPENT, fund=FISCAL)
    right = [
        Line(("一、本年支出",), fiscal_spent),
        *(
            Line((f"（{ordinal(n)}）{book.name(code)}",), replace(fiscal_spent, function=code))
            for n, code in enumerate(book.functions(3, fund=FISCAL), 1)
        ),
        Line(("二、结转下年",), replace(fiscal_spent, item="carried_forward")),
        Line(("支出总计",), replace(fiscal_spent, item="grand_total")),
    ]
    document.add(sided(book, style, "财政拨款收支总表", unit, left, right, amount, amount))
    general = replace(SPENT, fund=GENERAL, origin=CURRENT)
    new, old = TOTAL, Coordinates(year=year - 1)
    columns = [
        Col((f"{year - 1}年执行数",), old),
        *(
            Col((f"{year}年预算数", name), c)
            for name, c in (("小计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
        ),
        Col((f"{year}年预算数比{year - 1}年执行数", "增减额"), None, change(book, style, new, old)),
        Col((f"{year}年预算数比{year - 1}年执行数", "增减%"), None, rate(book, new, old)),
    ]
    leads = [("功能分类科目", "科目编码"), ("功能分类科目", "科目名称")]
    lines = [*tree(book, parts.two_fields, general), Line(("", "合计"), general)]
    document.add(plain(book, style, "一般公共预算支出表", unit, leads, lines, columns))
    basic = replace(general, use="basic")
    columns = [
        Col((f"{year}年基本支出", "合计")),
        Col((f"{year}年基本支出", "人员经费"), at(use="basic/personnel")),
        Col((f"{year}年基本支出", "公用经费"), at(use="basic/operating")),
    ]
    leads = [("部门预算支出经济分类科目", "科目编码"), ("部门预算支出经济分类科目", "科目名称")]
    lines = [*economic_tree(book, parts.two_fields, basic), Line(("", "合计"), basic)]
    document.add(plain(book, style, "一般公共预算基本支出表", unit, leads, lines, columns))
    columns = [*three_public_columns(year - 1, book), *three_public_columns(year, book)]
    document.add(plain(book, style, "一般公共预算“三公”经费支出表", unit, [], [Line((), TOTAL)], columns))
    for title, fund in (("政府性基金预算支出表", GOVERNMENT), ("国有资本经营预算支出表", CAPITAL)):
        base = replace(SPENT, fund=fund, origin=CURRENT)
        columns = [
            Col((f"本年{title[:-3]}支出", name), c)
            for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
        ]
        lines = [*tree(book, parts.two_fields, base), Line(("", "合计"), base)]
        document.add(plain(book, style, title, unit, codes, lines, columns))
    narrative.ministry(document, narrative.Teller(book))
    finish(document)
    return book, document


# ── municipalities


def beijing(seed: int) -> Printed:
    """北京: 预算01表 …, six digits behind the point, units by code, procurement and bought services."""
    book = make_book(seed, "某市某区", units=("事务服务中心",), quantum=1)
    style = Style(decimals=6, grouped=False, zero="")
    document = start(book, style, f"{book.year}年{book.department}部门预算")
    year = book.year
    amount = [Col((f"{year}年预算数",))]

    def above(number: int) -> tuple[str, ...]:
        return (f"预算{number:02d}表", "单位：万元")

    earned = [
        Line(("一、一般公共预算拨款收入",), replace(EARNED, fund=GENERAL, origin=CURRENT)),
        Line(("二、政府性基金预算拨款收入",), replace(EARNED, fund=GOVERNMENT, origin=CURRENT)),
        Line(("三、国有资本经营预算拨款收入",), replace(EARNED, fund=CAPITAL, origin=CURRENT)),
        Line(("四、财政专户管理资金收入",), replace(EARNED, fund=SPECIAL, origin=CURRENT)),
        *(
            Line((f"{ordinal(n)}、{name}",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (name, fund) in enumerate(OWN_NAMES, 5)
        ),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("上年结转结余",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    spent = [
        *class_lines(book, SPENT, every=("201", "203", "204", "205")),
        Line(("本年支出合计",), SPENT),
        Line(("结转下年",), at(side="expenditure", item="carried_forward")),
        Line(("支出总计",), at(side="expenditure", item="grand_total")),
    ]
    document.add(
        sided(book, style, "收支总表", above(1), earned, spent, amount, amount, groups=("收入", "支出"), bottom=3)
    )
    units = [Line((f"18800{n}", unit), replace(EARNED, unit=unit)) for n, unit in enumerate(book.units, 1)]
    document.add(
        plain(
            book,
            style,
            "收入总表",
            above(2),
            [("部门（单位）代码",), ("部门（单位）名称",)],
            [Line(("", "合计"), EARNED), *units],
            parts.origin_funds(book),
        )
    )
    lines = [*tree(book, parts.two_fields, SPENT), Line(("合计", ""), SPENT)]
    document.add(plain(book, style, "支出总表", above(3), [("科目编码",), ("科目名称",)], lines, by_use()))
    base = replace(SPENT, use="project")
    lines = []
    for unit in book.units:
        for project in book.projects:
            point = replace(base, unit=unit, project=project)
            if book.amount(point):
                lines.append(Line(("特定目标类", unit, project), point))
    lines.append(Line(("合计", "", ""), base))
    columns = [
        Col(("合计",)),
        *(Col(("本年拨款", "财政拨款", name), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        Col(("本年拨款", "财政专户管理资金"), replace(NOW, fund=SPECIAL)),
        Col(("本年拨款", "单位资金"), replace(NOW, fund="own_funds")),
        *(Col(("财政拨款结转结余", name), replace(OLD, fund=fund)) for name, fund in FUND_NAMES),
        Col(("非财政拨款结转结余", "财政专户管理资金"), replace(OLD, fund=SPECIAL)),
        Col(("非财政拨款结转结余", "单位资金"), replace(OLD, fund="own_funds")),
    ]
    document.add(plain(book, style, "项目支出表", above(4), [("类型",), ("项目单位",), ("项目名称",)], lines, columns))
    lines = [Line(("合计",), at(item="procurement"))]
    lines += [
        Line((name,), at(item=f"procurement/{kind}"))
        for name, kind in (("货物", "goods"), ("工程", "works"), ("服务", "services"))
    ]
    document.add(plain(book, style, "政府采购预算明细表", above(5), [("采购类别",)], lines, [Col(("金额",))]))
    fiscal_earned, fiscal_spent = replace(EARNED, fund=FISCAL), replace(SPENT, fund=FISCAL)
    left = [
        Line(("一、本年收入",), replace(fiscal_earned, origin=CURRENT)),
        *(
            Line((f"（{ordinal(n)}）{name}资金",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("二、上年结转",), replace(fiscal_earned, origin=CARRIED_OVER)),
        *(
            Line((f"（{ordinal(n)}）{name}资金",), replace(EARNED, fund=fund, origin=CARRIED_OVER))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("收入总计",), fiscal_earned),
    ]
    right = [
        Line(("一、本年支出",), fiscal_spent),
        *(
            Line((f"（{ordinal(n)}）{book.name(code)}",), replace(fiscal_spent, function=code))
            for n, code in enumerate(book.functions(3, fund=FISCAL), 1)
        ),
        Line(("二、年终结转结余",), replace(fiscal_spent, item="carried_forward")),
        Line(("支出总计",), replace(fiscal_spent, item="grand_total")),
    ]
    document.add(sided(book, style, "财政拨款收支总表", above(6), left, right, amount, amount))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    lines = [*tree(book, parts.two_fields, general), Line(("合计", ""), general)]
    document.add(
        plain(book, style, "一般公共预算财政拨款支出表", above(7), [("科目编码",), ("科目名称",)], lines, columns)
    )
    basic = replace(general, use="basic")
    columns = [
        Col(("合计",)),
        Col(("人员经费",), at(use="basic/personnel")),
        Col(("公用经费",), at(use="basic/operating")),
    ]
    lines = [*economic_tree(book, parts.two_fields, basic), Line(("合计", ""), basic)]
    document.add(
        plain(
            book,
            style,
            "一般公共预算财政拨款基本支出表",
            above(8),
            [("部门预算支出经济分类科目", "科目编码"), ("部门预算支出经济分类科目", "科目名称")],
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
            "政府性基金预算财政拨款支出表",
            above(9),
            [("科目编码",), ("科目名称",)],
            [*tree(book, parts.two_fields, base), Line(("合计", ""), base)],
            columns,
        )
    )
    document.add(
        plain(
            book,
            style,
            "国有资本经营预算财政拨款支出表",
            above(10),
            [("科目编码",), ("科目名称",)],
            [],
            columns,
            below=("说明：本单位无此项支出，故此表为空。",),
        )
    )
    columns = [replace(c, at=c.at and c.at.at("year", None)) for c in three_public_columns(year, book, group=False)]
    columns[0] = replace(columns[0], path=("“三公”经费财政拨款预算总额",))
    lines = [Line((f"{y}年",), Coordinates(year=y)) for y in (year - 1, year)]
    document.add(
        plain(
            book,
            style,
            "财政拨款（含一般公共预算和政府性基金预算）“三公”经费支出表",
            above(11),
            [("年度",)],
            lines,
            columns,
        )
    )
    narrative.province(document, narrative.Teller(book, decimals=6))
    finish(document)
    return book, document


def tianjin(seed: int) -> Printed:
    """天津: 千元 without decimals, 类款项 in three columns, totals on top."""
    book = make_book(seed, "某市", features=Features(government=False, carried_over=True), quantum=100_000)
    style = Style(Unit.THOUSAND_YUAN, 0, grouped=True)
    document = start(book, style, f"{book.department}{book.year}年部门预算")
    unit = ("单位：千元",)
    amount = [Col(("预算数",))]
    earned = [
        Line(("一、当年财政拨款收入",), replace(EARNED, fund=FISCAL, origin=CURRENT)),
        Line(("（一）一般公共预算拨款收入",), replace(EARNED, fund=GENERAL, origin=CURRENT)),
        Line(("（二）政府性基金预算拨款收入",), replace(EARNED, fund=GOVERNMENT, origin=CURRENT)),
        Line(("二、当年事业收入",), replace(EARNED, fund=SERVICE, origin=CURRENT)),
        Line(("三、当年其他收入",), replace(EARNED, fund=OTHER, origin=CURRENT)),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("四、上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    spent = [
        *class_lines(book, SPENT),
        Line(("本年支出合计",), SPENT),
        Line(("结转下年",), None),
        Line(("支出总计",), SPENT),
    ]
    document.add(sided(book, style, "2025年部门收支总体情况表", unit, earned, spent, amount, amount, bottom=3))
    leads = [("功能分类科目编码", "类"), ("功能分类科目编码", "款"), ("功能分类科目编码", "项"), ("科目名称",)]
    columns = [
        Col(("合计",)),
        Col(("财政拨款收入", "小计"), replace(NOW, fund=FISCAL)),
        Col(("财政拨款收入", "一般公共预算拨款收入"), replace(NOW, fund=GENERAL)),
        Col(("财政拨款收入", "政府性基金预算拨款收入"), replace(NOW, fund=GOVERNMENT)),
        Col(("事业收入",), replace(NOW, fund=SERVICE)),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
        Col(("上年结转",), OLD),
    ]
    lines = [Line(("", "", "", "合计"), EARNED), *tree(book, parts.three_fields, EARNED)]
    document.add(plain(book, style, "2025年部门收入总体情况表", unit, leads, lines, columns))
    lines = [Line(("", "", "", "合计"), SPENT), *tree(book, parts.three_fields, SPENT)]
    document.add(plain(book, style, "2025年部门支出总体情况表", unit, leads, lines, by_use()))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    lines = [Line(("", "", "", "合计"), general), *tree(book, parts.three_fields, general)]
    document.add(plain(book, style, "2025年一般公共预算支出情况表", unit, leads, lines, columns))
    basic = replace(general, use="basic")
    leads = [("经济分类科目编码", "类"), ("经济分类科目编码", "款"), ("经济分类科目名称",)]
    lines = [Line(("", "", "合计"), basic), *economic_tree(book, parts.two_stairs, basic)]
    document.add(plain(book, style, "2025年一般公共预算基本支出情况表", unit, leads, lines, parts.basic_parts("合计")))
    names = (
        "合计",
        "一、因公出国（境）费",
        "二、公务接待费",
        "三、公务用车购置及运行维护费",
        "其中：公务用车购置费",
        "公务用车运行维护费",
    )
    columns = [Col((f"{book.year - 1}年预算数",), Coordinates(year=book.year - 1)), Col((f"{book.year}年预算数",))]
    columns.append(Col(("增减变化",), None, change(book, style, TOTAL, Coordinates(year=book.year - 1))))
    document.add(
        plain(
            book, style, "2025年一般公共预算“三公”经费支出情况表", unit, [("项目",)], three_public_rows(names), columns
        )
    )
    document.add(
        plain(
            book,
            style,
            "2025年政府性基金预算支出情况表",
            unit,
            [("科目编码",), ("科目名称",)],
            [],
            by_use(),
            below=("注：本部门没有政府性基金预算拨款安排的支出，故本表为空表。",),
        )
    )
    document.add(fiscal_summary(book, style, "2025年财政拨款收支总体情况表", unit))
    document.add(
        empty(
            style,
            "2025年国有资本经营预算支出情况表",
            unit,
            "注：本部门没有国有资本经营预算拨款安排的支出，故本表为空表。",
        )
    )
    narrative.province(document, narrative.Teller(book, decimals=1))
    finish(document)
    return book, document


def chongqing(seed: int) -> Printed:
    """重庆: fiscal summary by fund across, last year's figure beside this year's, total on top, names moved in."""
    book = make_book(seed, "某市", units=("信息中心", "执法支队"), features=Features(capital=True))
    style = Style(zero="")
    document = start(book, style, f"{book.department}{book.year}年部门预算公开")
    unit = ("单位：万元",)
    year = book.year
    now = NOW
    fiscal_earned = replace(EARNED, fund=FISCAL)
    left = [
        Line(("一、本年收入",), replace(fiscal_earned, origin=CURRENT)),
        *(Line((f"{name}拨款",), replace(EARNED, fund=fund, origin=CURRENT)) for name, fund in FUND_NAMES),
        Line(("二、上年结转",), replace(fiscal_earned, origin=CARRIED_OVER)),
        *(Line((f"{name}拨款",), replace(EARNED, fund=fund, origin=CARRIED_OVER)) for name, fund in FUND_NAMES),
        Line(("收入合计",), fiscal_earned),
    ]
    right = [
        Line(("一、本年支出",), SPENT),
        *class_lines(book, replace(SPENT, fund=FISCAL), marks=False),
        Line(("二、结转下年",), None),
        Line(("支出合计",), SPENT),
    ]
    columns = [
        Col(("合计",), at(fund=FISCAL)),
        *(Col((f"{name}财政拨款",), at(fund=fund)) for name, fund in FUND_NAMES),
    ]
    document.add(sided(book, style, "财政拨款收支总表", ("附件1", *unit), left, right, [Col(("预算数",))], columns))
    general = replace(SPENT, fund=GENERAL, origin=CURRENT)
    columns = [
        Col((f"{year - 1}年预算数",), Coordinates(year=year - 1)),
        Col((f"{year}年预算数", "总计")),
        Col((f"{year}年预算数", "基本支出"), at(use="basic")),
        Col((f"{year}年预算数", "项目支出"), at(use="project")),
    ]
    leads = [("功能分类科目", "科目编码"), ("功能分类科目", "科目名称")]
    lines = [Line(("合计", ""), general), *tree(book, parts.indented, general)]
    note = "备注：本表反映当年一般公共预算财政拨款支出情况。"
    document.add(plain(book, style, "一般公共预算财政拨款支出预算表", unit, leads, lines, columns, below=(note,)))
    basic = replace(general, use="basic")
    columns = [
        Col((f"{year}年基本支出", name), c.at)
        for name, c in zip(("总计", "人员经费", "日常公用经费"), parts.basic_parts("总计"), strict=True)
    ]
    leads = [("经济分类科目", "科目编码"), ("经济分类科目", "科目名称")]
    lines = [Line(("合计", ""), basic), *economic_tree(book, parts.indented, basic)]
    document.add(
        plain(
            book, style, "一般公共预算财政拨款基本支出预算表（部门预算支出经济分类科目）", unit, leads, lines, columns
        )
    )
    columns = [*three_public_columns(year - 1, book), *three_public_columns(year, book)]
    document.add(plain(book, style, "一般公共预算“三公”经费支出表", unit, [], [Line((), TOTAL)], columns))
    base = replace(SPENT, fund=GOVERNMENT, origin=CURRENT)
    columns = [
        Col(("本年政府性基金预算财政拨款支出", name), c)
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    lines = [Line(("合计", ""), base), *tree(book, parts.indented, base)]
    document.add(plain(book, style, "政府性基金预算支出表", unit, [("科目编码",), ("科目名称",)], lines, columns))
    amount = [Col(("预算数",))]
    earned = [
        *(Line((f"{name}拨款收入",), replace(EARNED, fund=fund, origin=CURRENT)) for name, fund in FUND_NAMES),
        Line(("财政专户管理资金收入",), replace(EARNED, fund=SPECIAL, origin=CURRENT)),
        *(Line((name,), replace(EARNED, fund=fund, origin=CURRENT)) for name, fund in OWN_NAMES),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("用事业单位基金弥补收支差额",), None),
        Line(("上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    spent = [
        *class_lines(book, SPENT, marks=False),
        Line(("本年支出合计",), SPENT),
        Line(("",), None),
        Line(("结转下年",), None),
        Line(("支出总计",), SPENT),
    ]
    document.add(sided(book, style, "部门收支总表", unit, earned, spent, amount, amount, bottom=4))
    columns = [
        Col(("总计",)),
        Col(("上年结转",), OLD),
        *(Col((f"{name}拨款收入",), replace(now, fund=fund)) for name, fund in FUND_NAMES),
        Col(("财政专户管理资金收入",), replace(now, fund=SPECIAL)),
        *(Col((name,), replace(now, fund=fund)) for name, fund in OWN_NAMES),
    ]
    leads = [("科目", "科目编码"), ("科目", "科目名称")]
    document.add(
        plain(
            book,
            style,
            "部门收入总表",
            unit,
            leads,
            [Line(("合计", ""), EARNED), *tree(book, parts.indented, EARNED)],
            columns,
        )
    )
    columns = [Col(("总计",)), *(Col((name,), at(use=use)) for name, use in USES)]
    document.add(
        plain(
            book,
            style,
            "部门支出总表",
            unit,
            leads,
            [Line(("合计", ""), SPENT), *tree(book, parts.indented, SPENT)],
            columns,
        )
    )
    document.add(empty(style, "国有资本经营预算支出表", unit, "备注：本单位无国有资本经营预算收支，故此表无数据。"))
    lines = [Line(("", "合计"), at(item="procurement"))]
    lines += [
        Line((code, name), at(item=f"procurement/{kind}"))
        for code, name, kind in (("A", "货物", "goods"), ("B", "工程", "works"), ("C", "服务", "services"))
    ]
    columns = [
        Col(("总计",)),
        *(Col((f"{name}拨款收入",), replace(now, fund=fund)) for name, fund in FUND_NAMES),
        Col(("上年结转",), OLD),
        Col(("其他收入",), replace(now, fund="own_funds")),
    ]
    document.add(plain(book, style, "政府采购预算明细表", unit, [("项目编号",), ("项目",)], lines, columns))
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


# ── provinces


def _unit_tree(book: Book, lead, base: Coordinates, lengths=(7,)) -> list[Line]:  # type: ignore[no-untyped-def]
    """Rows 单位 then its items, each with 类 款 项 单位代码 单位名称（科目）."""
    lines: list[Line] = []
    for number, unit in enumerate(book.units, 1):
        point = replace(base, unit=unit)
        if not book.amount(point):
            continue
        code = f"30{number:04d}"
        lines.append(Line((*lead(None), code, unit), point))
        where = {k: v for k, v in point.as_dict().items() if k not in {"side", "year", "item"}}
        for item in sorted({c for n in lengths for c in book.functions(n, **where)}):
            lines.append(Line((*lead(item), code, book.name(item)), replace(point, function=item)))
    return lines


def sichuan(seed: int) -> Printed:
    """四川: 表1, 1-1, …; 类 款 项 and 单位代码, items under their units, money by origin."""
    book = make_book(seed, "某省", units=("监测中心",), features=Features(left=False))
    style = Style(zero="")
    document = start(book, style, f"{book.department}{book.year}年部门预算")
    year = book.year

    def lead(code: str | None) -> tuple[str, ...]:
        return ("", "", "") if code is None else (code[:3], code[3:5], code[5:])

    def above(number: str) -> tuple[str, ...]:
        return (f"表{number}", f"单位：{book.department}　　金额单位：万元")

    amount = [Col((f"{year}年预算数",))]
    earned = [
        *(
            Line((f"{ordinal(n)}、{name}拨款收入",), replace(EARNED, fund=fund, origin=CURRENT))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("四、事业收入",), replace(EARNED, fund=SERVICE, origin=CURRENT)),
        Line(("五、事业单位经营收入",), replace(EARNED, fund="own_funds/business", origin=CURRENT)),
        Line(("六、其他收入",), replace(EARNED, fund=OTHER, origin=CURRENT)),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("七、用事业基金弥补收支差额",), None),
        Line(("八、上年结转",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    every = parts.CLASSES[:14]
    spent = [
        *class_lines(book, SPENT, every=every),
        Line(("本年支出合计",), SPENT),
        Line(("三十、事业单位结余分配",), None),
        Line(("三十一、结转下年",), None),
        Line(("支出总计",), SPENT),
    ]
    document.add(sided(book, style, "部门收支总表", above("1"), earned, spent, amount, amount, bottom=4))
    head = [
        ("项目", "科目编码", "类"),
        ("项目", "科目编码", "款"),
        ("项目", "科目编码", "项"),
        ("项目", "单位代码"),
        ("项目", "单位名称（科目）"),
    ]
    columns = [
        Col(("合计",)),
        Col(("上年结转",), OLD),
        *(Col((f"{name}拨款收入",), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        Col(("事业收入",), replace(NOW, fund=SERVICE)),
        Col(("事业单位经营收入",), replace(NOW, fund="own_funds/business")),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
    ]
    document.add(
        plain(
            book,
            style,
            "部门收入总表",
            above("1-1"),
            head,
            [Line(("", "", "", "", "合计"), EARNED), *_unit_tree(book, lead, EARNED)],
            columns,
        )
    )
    document.add(
        plain(
            book,
            style,
            "部门支出总表",
            above("1-2"),
            head,
            [Line(("", "", "", "", "合计"), SPENT), *_unit_tree(book, lead, SPENT)],
            by_use(),
        )
    )
    fiscal_earned = replace(EARNED, fund=FISCAL)
    left = [
        Line(("一、本年收入",), replace(fiscal_earned, origin=CURRENT)),
        *(Line((f"{name}拨款收入",), replace(EARNED, fund=fund, origin=CURRENT)) for name, fund in FUND_NAMES),
        Line(("二、上年结转",), replace(fiscal_earned, origin=CARRIED_OVER)),
        *(Line((f"{name}拨款收入",), replace(EARNED, fund=fund, origin=CARRIED_OVER)) for name, fund in FUND_NAMES),
        Line(("收入总计",), fiscal_earned),
    ]
    right = [
        Line(("一、本年支出",), SPENT),
        *class_lines(book, replace(SPENT, fund=FISCAL), marks=False),
        Line(("二、结转下年",), None),
        Line(("支出总计",), SPENT),
    ]
    columns = [Col(("合计",), at(fund=FISCAL)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    document.add(sided(book, style, "财政拨款收支预算总表", above("2"), left, right, amount, columns))
    fiscal = replace(SPENT, fund=FISCAL)
    head2 = [("项目", "科目编码", "类"), ("项目", "科目编码", "款"), ("项目", "单位代码"), ("项目", "单位名称（科目）")]
    columns = [
        Col(("总计",)),
        Col(("省级当年财政拨款安排", "小计"), NOW),
        *(
            Col(("省级当年财政拨款安排", f"{name}拨款", word), replace(NOW, fund=fund, use=use))
            for name, fund in FUND_NAMES
            for word, use in (("小计", None), ("基本支出", "basic"), ("项目支出", "project"))
        ),
        Col(("上年结转安排", "小计"), OLD),
        *(Col(("上年结转安排", f"{name}拨款"), replace(OLD, fund=fund)) for name, fund in FUND_NAMES),
    ]
    lines = [Line(("", "", "", "合计"), fiscal)]
    for number, unit in enumerate(book.units, 1):
        point = replace(fiscal, unit=unit)
        lines.append(Line(("", "", "", unit), point))
        codes = sorted(
            {
                *book.economics(3, government=True, unit=unit, fund=FISCAL),
                *book.economics(5, government=True, unit=unit, fund=FISCAL),
            }
        )
        lines += [
            Line(
                (code[:3], code[3:], f"30{number:04d}" if len(code) == 5 else "", book.name(code)),
                replace(point, economic=code),
            )
            for code in codes
        ]
    document.add(plain(book, style, "财政拨款支出预算表（政府经济分类科目）", above("2-1"), head2, lines, columns))
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), Col(("当年财政拨款安排",), NOW), Col(("上年结转安排",), OLD)]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出预算表",
            above("3"),
            head,
            [Line(("", "", "", "", "合计"), general), *_unit_tree(book, lead, general)],
            columns,
        )
    )
    basic = replace(general, use="basic")
    lines = [Line(("", "", "", "合计"), basic)]
    for number, unit in enumerate(book.units, 1):
        point = replace(basic, unit=unit)
        lines.append(Line(("", "", f"30{number:04d}", unit), point))
        for code in sorted(
            {
                *book.economics(3, unit=unit, use="basic", fund=GENERAL),
                *book.economics(5, unit=unit, use="basic", fund=GENERAL),
            }
        ):
            lines.append(
                Line(
                    (code[:3], code[3:], f"30{number:04d}", ("　" if len(code) == 5 else "") + book.name(code)),
                    replace(point, economic=code),
                )
            )
    head3 = [("项目", "科目编码", "类"), ("项目", "科目编码", "款"), ("项目", "单位代码"), ("项目", "单位名称（科目）")]
    document.add(
        plain(
            book,
            style,
            "一般公共预算基本支出预算表",
            above("3-1"),
            head3,
            lines,
            [Col(("基本支出", *c.path), c.at) for c in parts.basic_parts("合计")],
        )
    )
    project = replace(general, use="project")
    lines = [Line(("", "", "", "", "合计"), project)]
    for number, unit in enumerate(book.units, 1):
        for item in book.functions(7, unit=unit, use="project", fund=GENERAL):
            point = replace(project, unit=unit, function=item)
            lines.append(Line((item[:3], item[3:5], item[5:], f"30{number:04d}", book.name(item)), point))
            lines += [
                Line((item[:3], item[3:5], item[5:], f"30{number:04d}", f"　{name}"), replace(point, project=name))
                for name in book.projects
                if book.amount(replace(point, project=name))
            ]
    document.add(plain(book, style, "一般公共预算项目支出预算表", above("3-2"), head, lines, [Col(("金额",))]))
    columns = [
        Col(("当年财政拨款预算安排", *c.path), c.at and c.at.at("year", None))
        for c in three_public_columns(year, book, group=False)
    ]
    lines = [
        Line(("", "合计"), NOW),
        *(Line((f"30{n:04d}", unit), replace(NOW, unit=unit)) for n, unit in enumerate(book.units, 1)),
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算“三公”经费支出预算表",
            above("3-3"),
            [("单位编码",), ("单位名称（科目）",)],
            lines,
            columns,
        )
    )
    base = replace(SPENT, fund=GOVERNMENT)
    columns = [
        Col(("本年政府性基金预算支出", name), c)
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    document.add(
        plain(
            book,
            style,
            "政府性基金支出预算表",
            above("4"),
            head,
            [Line(("", "", "", "", "合计"), base), *_unit_tree(book, lead, base)],
            columns,
        )
    )
    document.add(empty(style, "国有资本经营预算支出预算表", above("5"), "本表无数据。"))
    narrative.province(document, narrative.Teller(book))
    finish(document)
    return book, document


def hunan(seed: int) -> Printed:
    """湖南: expenditure by government and by departmental economic classification across; four digits."""
    book = make_book(seed, "某省", units=("检测院", "服务站"), features=Features(special=True), quantum=100)
    style = Style(decimals=4, grouped=False)
    document = start(book, style, f"{book.year}年{book.department}部门预算")
    unit = (f"部门：188_{book.department}", "单位：万元")
    amount = [Col(("预算数",))]
    earned = [
        Line(("一、一般公共预算拨款收入",), replace(EARNED, fund=GENERAL, origin=CURRENT)),
        Line(("二、政府性基金拨款收入",), replace(EARNED, fund=GOVERNMENT, origin=CURRENT)),
        Line(("三、国有资本经营预算拨款收入",), replace(EARNED, fund=CAPITAL, origin=CURRENT)),
        Line(("四、财政专户管理资金收入",), replace(EARNED, fund=SPECIAL, origin=CURRENT)),
        Line(("五、事业收入",), replace(EARNED, fund=SERVICE, origin=CURRENT)),
        Line(("六、其他收入",), replace(EARNED, fund=OTHER, origin=CURRENT)),
        Line(("本年收入合计",), replace(EARNED, origin=CURRENT)),
        Line(("上年结转结余",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("收入总计",), EARNED),
    ]
    # one sheet, three panels: revenue, functions, uses
    functions = [*class_lines(book, SPENT, every=parts.CLASSES[:9], marks=False)]
    functions = [Line((f"（{ordinal(n)}）{line.lead[0]}",), line.at) for n, line in enumerate(functions, 1)]
    functions += [Line(("本年支出合计",), SPENT), Line(("结转下年",), None), Line(("支出总计",), SPENT)]
    uses = [Line(("一、基本支出",), replace(SPENT, use="basic"))]
    uses += [
        Line((name,), replace(SPENT, use="basic", economic=code))
        for name, code in (
            ("工资福利支出", "301"),
            ("商品和服务支出", "302"),
            ("对个人和家庭的补助", "303"),
            ("资本性支出", "310"),
        )
    ]
    uses += [Line(("二、项目支出",), replace(SPENT, use="project"))]
    uses += [
        Line((book.name(code),), replace(SPENT, use="project", economic=code))
        for code in book.economics(3, use="project")
    ]
    uses += [
        Line(("三、事业单位经营服务支出",), None),
        Line(("本年支出合计",), SPENT),
        Line(("结转下年",), None),
        Line(("支出总计",), SPENT),
    ]
    first = sided(book, style, "收支总表", unit, earned, functions, amount, amount, bottom=3)
    second = sided(book, style, "", (), earned, uses, amount, amount, bottom=3)
    document.add(_three_panels(first, second))
    columns = [Col(("总计",)), Col(("本年收入", "合计"), NOW)]
    columns += [
        Col(("本年收入", name), replace(NOW, fund=fund)) for name, fund in (*FUND_NAMES, ("财政专户管理资金", SPECIAL))
    ]
    columns += [Col(("本年收入", "单位资金", name), replace(NOW, fund=fund)) for name, fund in OWN_NAMES]
    columns += [Col(("上年结转结余", "合计"), OLD)]
    columns += [
        Col(("上年结转结余", name), replace(OLD, fund=fund))
        for name, fund in (*FUND_NAMES, ("财政专户管理资金", SPECIAL), ("单位资金", "own_funds"))
    ]
    lines = [Line(("", "合计"), EARNED), Line(("188", book.department), EARNED)]
    lines += [Line((f"188{n:03d}", f"  {name}"), replace(EARNED, unit=name)) for n, name in enumerate(book.units, 1)]
    document.add(plain(book, style, "收入总表", unit, [("部门（单位）代码",), ("部门（单位）名称",)], lines, columns))
    lines = [Line(("", "合计"), SPENT), *tree(book, parts.indented, SPENT)]
    columns = [
        Col(("合计",)),
        Col(("基本支出",), at(use="basic")),
        Col(("项目支出",), at(use="project")),
        Col(("事业单位经营支出",), at(use="business")),
        Col(("上缴上级支出",), at(use="remittance_up")),
        Col(("对附属单位补助支出",), at(use="subsidy_down")),
    ]
    document.add(plain(book, style, "支出总表", unit, [("科目编码",), ("科目名称",)], lines, columns))

    def lead(code: str | None) -> tuple[str, ...]:
        return ("", "", "") if code is None else (code[:3], code[3:5], code[5:])

    head = [
        ("功能科目", "类"),
        ("功能科目", "款"),
        ("功能科目", "项"),
        ("单位代码",),
        ("单位名称（功能分类科目名称）",),
    ]
    columns = [Col(("总计",))]
    columns += [
        Col((book.name(code),), at(economic=code)) for code in ("501", "502", "503", "505", "506", "509", "599")
    ]
    document.add(
        plain(
            book,
            style,
            "支出预算分类汇总表（按政府预算经济分类）",
            unit,
            head,
            [Line(("", "", "", "", "合计"), SPENT), *_unit_tree(book, lead, SPENT)],
            columns,
        )
    )
    columns = [Col(("总计",)), Col(("基本支出", "合计"), at(use="basic"))]
    columns += [
        Col(("基本支出", name), at(use="basic", economic=code))
        for name, code in (
            ("工资福利支出", "301"),
            ("商品和服务支出", "302"),
            ("对个人和家庭的补助", "303"),
            ("资本性支出", "310"),
        )
    ]
    columns += [Col(("项目支出", "合计"), at(use="project"))]
    columns += [
        Col(("项目支出", book.name(code)), at(use="project", economic=code))
        for code in book.economics(3, use="project")
    ]
    document.add(
        plain(
            book,
            style,
            "支出预算分类汇总表（按部门预算经济分类）",
            unit,
            head,
            [Line(("", "", "", "", "合计"), SPENT), *_unit_tree(book, lead, SPENT)],
            columns,
        )
    )
    general = replace(SPENT, fund=GENERAL)
    columns = [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]
    document.add(
        plain(
            book,
            style,
            "一般公共预算支出表",
            unit,
            head,
            [Line(("", "", "", "", "合计"), general), *_unit_tree(book, lead, general, (3, 5, 7))],
            columns,
        )
    )
    basic = replace(general, use="basic")
    personnel = replace(basic, economic="301")
    lines = [Line(("", "", "", "", "合计"), personnel)]
    lines += list(_unit_tree(book, lead, personnel))
    document.add(
        plain(book, style, "一般公共预算基本支出表-人员经费（工资福利支出）（按部门预算经济分类）", unit, head, lines,
              [Col(("总计",)), *(Col((book.name(code),), at(economic=code)) for code in book.economics(5, use="basic", fund=GENERAL) if code.startswith("301"))])
    )  # fmt: skip
    columns = [
        Col(("“三公”经费合计",), at(item="three_public")),
        Col(("因公出国（境）费",), at(item="three_public/abroad")),
        Col(("公务用车购置及运行费", "小计"), at(item="three_public/vehicles")),
        Col(("公务用车购置及运行费", "公务用车购置费"), at(item="three_public/vehicles/purchase")),
        Col(("公务用车购置及运行费", "公务用车运行费"), at(item="three_public/vehicles/operating")),
        Col(("公务接待费",), at(item="three_public/reception")),
    ]
    lines = [
        Line(("", "合计"), TOTAL),
        *(Line((f"188{n:03d}", name), at(unit=name)) for n, name in enumerate(book.units, 1)),
    ]
    document.add(
        plain(book, style, "一般公共预算“三公”经费支出表", unit, [("单位编码",), ("单位名称",)], lines, columns)
    )
    base = replace(SPENT, fund=GOVERNMENT)
    columns = [
        Col(("本年政府性基金预算支出", name), c)
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    document.add(
        plain(
            book,
            style,
            "政府性基金预算支出表",
            unit,
            [("科目编码",), ("科目名称",)],
            [Line(("", "合计"), base), *tree(book, parts.indented, base)],
            columns,
        )
    )
    base = replace(SPENT, fund=SPECIAL)
    columns = [
        Col(("本年财政专户管理资金预算支出", name), c)
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    document.add(
        plain(
            book,
            style,
            "财政专户管理资金预算支出表",
            unit,
            [("科目编码",), ("科目名称",)],
            [Line(("", "合计"), base), *tree(book, parts.indented, base)],
            columns,
        )
    )
    base = replace(SPENT, use="project")
    lines = [Line(("", "", "合计"), base)]
    for number, name in enumerate(book.units, 1):
        lines.append(Line((f"188{number:03d}", name, ""), replace(base, unit=name)))
        lines += [
            Line((f"188{number:03d}", f"  {name}", project), replace(base, unit=name, project=project))
            for project in book.projects
            if book.amount(replace(base, unit=name, project=project))
        ]
    columns = [
        Col(("总计",)),
        Col(("其中：一般公共预算拨款",), at(fund=GENERAL)),
        Col(("政府性基金拨款",), at(fund=GOVERNMENT)),
        Col(("财政专户管理资金",), at(fund=SPECIAL)),
        Col(("单位资金",), at(fund="own_funds")),
    ]
    document.add(plain(book, style, "项目支出表", unit, [("单位编码",), ("单位名称",), ("项目名称",)], lines, columns))
    document.add(fiscal_summary(book, style, "财政拨款收支总表", unit))
    document.add(empty(style, "国有资本经营预算支出表", unit, "注：如本表格为空，则表示本年度未安排此项目。"))
    narrative.province(document, narrative.Teller(book, decimals=4))
    finish(document)
    return book, document


def _three_panels(first: Spread, second: Spread) -> Spread:
    """Revenue and two ways to cut expenditure, side by side. The totals of the last rows stand beside each other."""
    width = len(first.header[-1])
    half = len(second.header[-1]) // 2
    height = max(len(first.body), len(second.body))

    def padded(spread: Spread) -> list[tuple[str, ...]]:
        gap = height - len(spread.body)
        return [*spread.body[:-3], *[("",) * width] * gap, *spread.body[-3:]]

    body = tuple(a + b[half:] for a, b in zip(padded(first), padded(second), strict=True))
    top = tuple(a + b[half:] for a, b in zip(first.header, second.header, strict=True))
    return Spread(first.title, first.above, top, body)
