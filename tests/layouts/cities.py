"""Budgets of further cities: years side by side in every table, units over their items, both economic classifications,
projects by fund, all classes listed whether or not they have money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import Unit
from tests.layouts import parts, wordings
from tests.layouts.book import (
    CAPITAL,
    FISCAL,
    GENERAL,
    GOVERNMENT,
    OTHER,
    SERVICE,
    SPECIAL,
    Book,
    Features,
    make_book,
)
from tests.layouts.budgets import NOW, OLD, TOTAL, Printed, class_lines, finish
from tests.layouts.narrative import Tell, Teller
from tests.layouts.parts import EARNED, FUND_NAMES, OWN_NAMES, SPENT, at, by_use, change, ordinal, rate
from tests.layouts.sheaf import Sheaf
from tests.layouts.sheet import Col, Line, Style

MONEY = [Col(("预算数",))]
THREE = (
    ("因公出国（境）费", "three_public/abroad"),
    ("公务用车购置及运行维护费", "three_public/vehicles"),
    ("公务用车购置费", "three_public/vehicles/purchase"),
    ("公务用车运行维护费", "three_public/vehicles/operating"),
    ("公务接待费", "three_public/reception"),
)


def now(fund: str) -> Coordinates:
    return replace(EARNED, fund=fund, origin=CURRENT)


def old(fund: str) -> Coordinates:
    return replace(EARNED, fund=fund, origin=CARRIED_OVER)


def earned(
    *names: tuple[str, str | None],
    current: str = "本年收入合计",
    before: str = "上年结转",
    total: str = "收入总计",
) -> list[Line]:
    """Revenue by fund, numbered, this year's total, what was carried over, the total."""
    lines = [
        Line((f"{ordinal(n)}、{name}",), None if fund is None else now(fund)) for n, (name, fund) in enumerate(names, 1)
    ]
    return [
        *lines,
        Line((current,), replace(EARNED, origin=CURRENT)),
        Line((before,), replace(EARNED, origin=CARRIED_OVER)),
        Line((total,), EARNED),
    ]


SOURCES = (
    ("一般公共预算拨款收入", GENERAL),
    ("政府性基金预算拨款收入", GOVERNMENT),
    ("国有资本经营预算拨款收入", None),
    ("财政专户管理资金收入", SPECIAL),
    ("事业收入", SERVICE),
    ("事业单位经营收入", None),
    ("上级补助收入", None),
    ("附属单位上缴收入", None),
    ("其他收入", OTHER),
)


def spent(
    book: Book,
    *,
    every: Sequence[str] = (),
    current: str = "本年支出合计",
    left: str = "年终结转结余",
    total: str = "支出总计",
    base: Coordinates = SPENT,
) -> list[Line]:
    """Expenditure by class, its total, what is left, the total."""
    return [
        *class_lines(book, base, every=tuple(every)),
        Line((current,), base),
        Line((left,), None),
        Line((total,), base),
    ]


def fiscal_sides(book: Book, *, suffix: str = "", left: str = "年终结转结余") -> tuple[list[Line], list[Line]]:
    """财政拨款: this year's and last year's by fund against classes."""
    whole = replace(EARNED, fund=FISCAL)
    ones = [Line(("一、本年收入",), replace(whole, origin=CURRENT))]
    ones += [Line((f"（{ordinal(n)}）{name}{suffix}",), now(fund)) for n, (name, fund) in enumerate(FUND_NAMES, 1)]
    ones += [Line(("二、上年结转",), replace(whole, origin=CARRIED_OVER))]
    ones += [Line((f"（{ordinal(n)}）{name}{suffix}",), old(fund)) for n, (name, fund) in enumerate(FUND_NAMES, 1)]
    base = replace(SPENT, fund=FISCAL)
    others = [Line(("一、本年支出",), base)]
    others += [
        Line((f"（{ordinal(n)}）{book.name(code)}",), replace(base, function=code))
        for n, code in enumerate(book.functions(3, fund=FISCAL), 1)
    ]
    others.append(Line((f"二、{left}",), None))
    return [*ones, Line(("收入总计",), whole)], [*others, Line(("支出总计",), base)]


def basics() -> list[Col]:
    """合计 | 基本支出 (小计, 人员经费, 公用经费) | 项目支出."""
    return [Col(("合计",)), *parts.basic_parts("小计", "基本支出"), Col(("项目支出",), at(use="project"))]


def across(total: str = "“三公”经费合计") -> list[Col]:
    """“三公” as one row of columns."""
    car = "公务用车购置及运行费"
    return [
        Col((total,), at(item="three_public")),
        Col(("因公出国（境）费",), at(item="three_public/abroad")),
        Col((car, "小计"), at(item="three_public/vehicles")),
        Col((car, "公务用车购置费"), at(item="three_public/vehicles/purchase")),
        Col((car, "公务用车运行费"), at(item="three_public/vehicles/operating")),
        Col(("公务接待费",), at(item="three_public/reception")),
    ]


def years(book: Book, style: Style, *, word: str = "预算数", sign: str = "%") -> list[Col]:
    """Last year | this year | 增减额 | 增减%."""
    last, this = Coordinates(year=book.year - 1), TOTAL
    return [
        Col((f"{book.year - 1}年{word}",), last),
        Col((f"{book.year}年预算数",)),
        Col((f"{book.year}年预算数比{book.year - 1}年{word}", "增减额"), None, change(book, style, this, last)),
        Col((f"{book.year}年预算数比{book.year - 1}年{word}", "增减%"), None, rate(book, this, last, sign=sign)),
    ]


def project_lines(book: Book, *kinds: str) -> list[Line]:
    """Projects under their units: unit | project (and what goes before)."""
    base = replace(SPENT, use="project")
    lines = [Line((*("" for _ in kinds), "合计", ""), base)]
    for unit in book.units:
        point = replace(base, unit=unit)
        for project in book.projects:
            if book.amount(replace(point, project=project)):
                lines.append(Line((*kinds, unit, project), replace(point, project=project)))
    return lines


def sources_across() -> list[Col]:
    """本年拨款, 财政拨款结转结余, 财政专户, 单位资金 of projects."""
    return [
        Col(("合计",)),
        *(Col(("本年拨款", name), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        *(Col(("财政拨款结转结余", name), replace(OLD, fund=fund)) for name, fund in FUND_NAMES),
        Col(("财政专户管理资金",), at(fund=SPECIAL)),
        Col(("单位资金",), at(fund="own_funds")),
    ]


def hubei(seed: int, tell: Tell = wordings.by_part) -> Printed:
    """湖北: 收入总表 by units with codes, “三公” in one row, projects with category and code, total last."""
    book = make_book(seed, "某市", units=("执法总队", "规划院"), features=Features(special=True))
    sheaf = Sheaf.of(
        book,
        Style(),
        f"{book.department}{book.year}年部门预算",
        lambda n: (f"部门预算公开表{n}", "单位：万元"),
        first=False,
    )
    sheaf.two("收支总表", earned(*SOURCES), spent(book), MONEY, MONEY, bottom=3)
    units = [Line((f"0350{n:02d}", name), replace(EARNED, unit=name)) for n, name in enumerate(book.units, 1)]
    heads = [("部门（单位）代码",), ("部门（单位）名称",)]
    sheaf.list("收入总表", heads, [Line(("", "合计"), EARNED), *units], parts.origin_funds(book))
    sheaf.functions("支出总表", SPENT, by_use())
    left, right = fiscal_sides(book, suffix="拨款")
    sheaf.two("财政拨款收支总表", left, right, MONEY, MONEY)
    general = replace(SPENT, fund=GENERAL)
    sheaf.functions("一般公共预算支出表", general, basics())
    basic = [Col(("本年一般公共预算基本支出", *c.path), c.at) for c in parts.basic_parts("合计")]
    sheaf.economics("一般公共预算基本支出表", replace(general, use="basic"), basic, group=("部门预算支出经济分类科目",))
    sheaf.list("一般公共预算“三公”经费支出表", [], [Line((), TOTAL)], across())
    sheaf.functions(
        "政府性基金预算支出表",
        replace(SPENT, fund=GOVERNMENT),
        [basics()[0], Col(("基本支出",), at(use="basic")), basics()[-1]],
    )
    sheaf.nothing("国有资本经营预算支出表", "本表无数据：本部门当年没有使用国有资本经营预算安排的支出。")
    heads = [("类型",), ("项目单位",), ("项目名称",)]
    sheaf.list("项目支出表", heads, project_lines(book, "特定目标类"), sources_across())
    tell(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def anhui(seed: int) -> Printed:
    """安徽: total first and over both code and name, three codes whole on stairs, both economic classifications."""
    book = make_book(seed, "某市", units=("信息中心",), features=Features(carried_over=True, own=False))
    sheaf = Sheaf.of(
        book,
        Style(zero="0.00"),
        f"{book.department}{book.year}年部门预算",
        lambda n: (f"部门公开表{n}", f"部门：{book.department}　　　　　　　单位：万元"),
        codes=(("科目编码",), ("科目名称",)),
        lead=parts.indented,
        total_at=0,
    )
    name = book.department
    left = earned(*SOURCES[:4], ("单位资金收入", "own_funds"), before="六、上年结转结余")
    sheaf.two(
        f"{name}{book.year}年收支总表", left, spent(book, every=("201", "206"), left="结转下年"), MONEY, MONEY, bottom=3
    )
    columns = [Col(("合计",)), Col(("本年收入", "小计"), NOW)]
    columns += [Col(("本年收入", fund_name), replace(NOW, fund=fund)) for fund_name, fund in FUND_NAMES]
    columns += [
        Col(("本年收入", "财政专户管理资金"), replace(NOW, fund=SPECIAL)),
        Col(("本年收入", "单位资金"), replace(NOW, fund="own_funds")),
    ]
    columns += [Col(("上年结转结余",), OLD)]
    sheaf.functions(f"{name}{book.year}年收入总表", EARNED, columns)
    sheaf.functions(f"{name}{book.year}年支出总表", SPENT, by_use())
    left, right = fiscal_sides(book)
    columns = [Col(("合计",)), *(Col((fund_name,), at(fund=fund)) for fund_name, fund in FUND_NAMES)]
    sheaf.two(f"{name}{book.year}年财政拨款收支总表", left, right, MONEY, columns)
    general = replace(SPENT, fund=GENERAL)
    sheaf.functions(f"{name}{book.year}年一般公共预算支出表", general, basics())
    basic = replace(general, use="basic")
    sheaf.economics(
        f"{name}{book.year}年一般公共预算基本支出表",
        basic,
        parts.basic_parts("合计"),
        group=("部门预算支出经济分类科目",),
    )
    sheaf.economics(
        f"{name}{book.year}年一般公共预算基本支出表（按政府预算经济分类）",
        basic,
        parts.basic_parts("合计"),
        group=("政府预算支出经济分类科目",),
        government=True,
    )
    sheaf.functions(
        f"{name}{book.year}年政府性基金预算支出表",
        replace(SPENT, fund=GOVERNMENT),
        [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))],
    )
    sheaf.nothing(
        f"{name}{book.year}年国有资本经营预算支出表",
        f"说明：{name}没有国有资本经营预算拨款收入，也没有使用国有资本经营预算拨款安排的支出，故本表无数据。",
    )
    sheaf.list(
        f"{name}{book.year}年项目支出表",
        [("类型",), ("项目单位",), ("项目名称",)],
        project_lines(book, "其他运转类"),
        sources_across(),
    )
    sheaf.list(f"{name}{book.year}年一般公共预算“三公”经费支出表", [], [Line((), TOTAL)], across())
    lines = [Line(("合计", ""), at(item="procurement"))]
    for number, (kind, key) in enumerate((("货物", "goods"), ("工程", "works"), ("服务", "services")), 1):
        lines.append(Line((str(number), kind), at(item=f"procurement/{key}")))
    sheaf.list(
        f"{name}{book.year}年政府采购支出表",
        [("序号",), ("采购品目",)],
        lines,
        [Col(("合计",)), Col(("一般公共预算",), at(fund=GENERAL)), Col(("政府性基金预算",), at(fund=GOVERNMENT))],
    )
    wordings.by_part(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def guizhou(seed: int) -> Printed:
    """贵州: names alone, marks by depth, 元 in tables with 万元 in the narrative, all classes listed."""
    book = make_book(seed, "某县", quantum=1, features=Features(carried_over=False, own=False))
    sheaf = Sheaf.of(
        book,
        Style(Unit.YUAN, 2, True, "0.00"),
        f"{book.department}{book.year}年度部门预算及“三公”经费预算信息公开",
        lambda n: (f"表{n}", f"编制单位：{book.department}", "单位：元"),
        codes=(("功能分类科目",),),
        lead=parts.glued,
    )
    every = parts.CLASSES
    sheaf.two(
        "部门收支总体情况表",
        earned(*SOURCES, before="上年结转结余"),
        spent(book, every=every),
        [Col((f"{book.year}年预算数",))],
        [Col((f"{book.year}年预算数",))],
        bottom=3,
    )
    columns = [Col(("合计",)), *(Col((f"{name}拨款收入",), replace(NOW, fund=fund)) for name, fund in FUND_NAMES)]
    columns += [Col((name,), replace(NOW, fund=fund)) for name, fund in OWN_NAMES] + [Col(("上年结转",), OLD)]
    sheaf.functions("部门收入总体情况表", EARNED, columns)
    sheaf.functions("部门支出总体情况表", SPENT, by_use()[:3])
    left, right = fiscal_sides(book)
    columns = [Col(("合计",)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    sheaf.two("财政拨款收支总体情况表", left, right, [Col(("金额",))], columns)
    general = replace(SPENT, fund=GENERAL)
    sheaf.functions("一般公共预算支出情况表", general, basics())
    sheaf.economics(
        "一般公共预算基本支出情况表",
        replace(general, use="basic"),
        parts.basic_parts("合计"),
        codes=(("部门预算支出经济分类科目",),),
    )
    lines = [Line(("合计",), at(item="three_public"))]
    lines += [
        Line((f"{mark}{name}",), at(item=key))
        for mark, (name, key) in zip(("1.", "2.", "　（1）", "　（2）", "3."), THREE, strict=True)
    ]
    last = Coordinates(year=book.year - 1)
    columns = [
        Col((f"{book.year - 1}年预算数",), last),
        Col((f"{book.year}年预算数",)),
        Col(("增减变化",), None, change(book, sheaf.style, TOTAL, last)),
        Col(("变动幅度",), None, rate(book, TOTAL, last)),
    ]
    sheaf.list("一般公共预算“三公”经费支出情况表", [("项目",)], lines, columns)
    sheaf.functions(
        "政府性基金预算支出情况表",
        replace(SPENT, fund=GOVERNMENT),
        [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))],
    )
    sheaf.nothing("国有资本经营预算支出情况表", "说明：没有国有资本经营预算安排的支出，故本表无数据。")
    wordings.in_a_line(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def heilongjiang(seed: int) -> Printed:
    """黑龙江: last year's beside this year's in the summary, the general budget against 执行数, codes on stairs."""
    book = make_book(seed, "某市", units=("服务站",), features=Features(left=False, own=True))
    sheaf = Sheaf.of(
        book,
        Style(grouped=False),
        f"{book.year}年{book.department}部门预算",
        lambda n: (f"公开{n:02d}表", "单位：万元"),
        codes=(("功能分类科目", "编码"), ("功能分类科目", "名称")),
        lead=parts.indented,
        first=False,
    )
    money = years(book, sheaf.style)[:2]
    sheaf.two("部门收支总体情况表", earned(*SOURCES), spent(book), money, money, bottom=3)
    columns = [Col(("总计",)), Col(("上年结转",), OLD)]
    columns += [Col(("财政拨款收入", f"{name}财政拨款"), replace(NOW, fund=fund)) for name, fund in FUND_NAMES]
    columns += [
        Col(("财政专户管理资金收入",), replace(NOW, fund=SPECIAL)),
        *(Col((name,), replace(NOW, fund=fund)) for name, fund in OWN_NAMES),
    ]
    sheaf.functions("部门收入总体情况表", EARNED, columns)
    sheaf.functions("部门支出总体情况表", SPENT, by_use("总计"))
    left, right = fiscal_sides(book, suffix="财政拨款")
    sheaf.two("财政拨款收支总体情况表", left, right, MONEY, MONEY)
    general = replace(SPENT, fund=GENERAL, origin=CURRENT)
    last = Coordinates(year=book.year - 1)
    word = f"{book.year}年预算数"
    columns = [
        Col((f"{book.year - 1}年执行数",), last),
        Col((word, "合计")),
        Col((word, "基本支出"), at(use="basic")),
        Col((word, "项目支出"), at(use="project")),
    ]
    columns += [
        Col((f"{book.year}年预算数比{book.year - 1}年执行数", "增减额"), None, change(book, sheaf.style, TOTAL, last)),
        Col((f"{book.year}年预算数比{book.year - 1}年执行数", "增减%"), None, rate(book, TOTAL, last, sign="")),
    ]
    sheaf.functions("一般公共预算支出情况表", general, columns)
    basic = [Col((f"{book.year}年基本支出", *c.path), c.at) for c in parts.basic_parts("合计")]
    sheaf.economics(
        "一般公共预算基本支出情况表",
        replace(general, use="basic"),
        basic,
        codes=(("经济分类科目", "编码"), ("经济分类科目", "名称")),
    )
    columns = [
        replace(c, path=(f"{book.year - 1}年预算数", *c.path), at=c.at and c.at.at("year", book.year - 1))
        for c in across("合计")
    ]
    columns += [replace(c, path=(f"{book.year}年预算数", *c.path)) for c in across("合计")]
    sheaf.list("一般公共预算“三公”经费支出情况表", [], [Line((), TOTAL)], columns)
    sheaf.functions(
        "政府性基金预算支出情况表",
        replace(SPENT, fund=GOVERNMENT),
        [
            Col(("本年政府性基金预算支出", *c.path), c.at)
            for c in (Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project")))
        ],
    )
    sheaf.nothing("国有资本经营预算支出情况表", "说明：没有国有资本经营预算安排的支出，故本表无数据。")
    wordings.by_part(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def shanxi(seed: int) -> Printed:
    """山西: 上年 | 本年 | 增减% in every table, both sides of the summary."""
    book = make_book(seed, "某市", units=("监察支队",), features=Features(carried_over=False))
    style = Style()
    sheaf = Sheaf.of(
        book,
        style,
        f"{book.department}{book.year}年部门预算",
        lambda n: (f"预算公开表{n}", "单位：万元"),
        lead=parts.two_fields,
        total="合      计",
    )
    last = Coordinates(year=book.year - 1)
    trio = [
        Col((f"{book.year - 1}年",), last),
        Col((f"{book.year}年",)),
        Col((f"{book.year}年比{book.year - 1}年增减（%）",), None, rate(book, TOTAL, last, sign="")),
    ]
    left = earned(*SOURCES[:4], ("单位资金收入", "own_funds"), before="上年结转", current="本年收入合计")
    sheaf.two(f"{book.department}{book.year}年预算收支总表", left, spent(book), trio, trio, bottom=3)
    columns = [
        Col(("合计",)),
        *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES),
        Col(("财政专户管理资金",), at(fund=SPECIAL)),
        Col(("单位资金",), at(fund="own_funds")),
    ]
    sheaf.functions(f"{book.department}{book.year}年预算收入总表", EARNED, columns)
    sheaf.functions(f"{book.department}{book.year}年预算支出总表", SPENT, by_use()[:3])
    left, right = fiscal_sides(book)
    three = [
        Col((f"{book.year}年", "小计")),
        *(Col((f"{book.year}年", name), at(fund=fund)) for name, fund in FUND_NAMES),
    ]
    sheaf.two(f"{book.department}{book.year}年财政拨款收支总表", left, right, [Col((f"{book.year}年",))], three)
    general = replace(SPENT, fund=GENERAL)
    columns = [
        Col((f"{book.year - 1}年预算数", *c.path), (c.at or TOTAL).at("year", book.year - 1)) for c in by_use()[:3]
    ]
    columns += [Col((f"{book.year}年预算数", *c.path), c.at) for c in by_use()[:3]]
    columns += [
        Col(
            (f"{book.year}年比{book.year - 1}年增减（%）", name),
            None,
            rate(book, point, point.at("year", book.year - 1), sign=""),
        )
        for name, point in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    sheaf.functions(f"{book.department}{book.year}年一般公共预算支出预算表", general, columns)
    sheaf.economics(
        f"{book.department}{book.year}年一般公共预算安排基本支出分经济科目表",
        replace(general, use="basic"),
        [Col(("预算数",))],
        codes=(("经济科目编码",), ("经济科目名称",)),
    )
    lines = [
        Line((f"{name}",), at(item=key))
        for name, key in (
            ("合计", "three_public"),
            ("因公出国（境）费", "three_public/abroad"),
            ("公务接待费", "three_public/reception"),
            ("公务用车购置及运行维护费", "three_public/vehicles"),
            ("①公务用车购置费", "three_public/vehicles/purchase"),
            ("②公务用车运行维护费", "three_public/vehicles/operating"),
        )
    ]
    columns = [
        Col((f"{book.year - 1}年预算数",), last),
        Col((f"{book.year}年预算数",)),
        Col((f"{book.year}年预算数比{book.year - 1}年预算数增减（%）",), None, rate(book, TOTAL, last, sign="")),
    ]
    sheaf.list(f"{book.department}{book.year}年一般公共预算“三公”经费支出情况统计表", [("项目",)], lines, columns)
    sheaf.functions(
        f"{book.department}{book.year}年政府性基金预算支出预算表", replace(SPENT, fund=GOVERNMENT), by_use()[:3]
    )
    operating = at(item="agency_operating_expenses")
    sheaf.list(
        f"{book.department}{book.year}年机关运行经费预算财政拨款情况统计表",
        [("单位名称",)],
        [Line(("合计",), operating), Line((book.units[0],), operating)],
        [Col((f"{book.year}年预算数",))],
    )
    sheaf.nothing(
        f"{book.department}{book.year}年国有资本经营预算收支预算表",
        "说明：没有国有资本经营预算安排的支出，故本表无数据。",
    )
    wordings.in_a_line(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def neimenggu(seed: int) -> Printed:
    """内蒙古: items under their units with both codes, expenditure by class of economic items across, six decimals."""
    book = make_book(seed, "某盟", units=("草原工作站", "气象站"), quantum=1, features=Features(special=True))
    style = Style(decimals=6, grouped=False)
    sheaf = Sheaf.of(
        book,
        style,
        f"{book.year}年度{book.department}部门预算公开报告",
        lambda n: (f"财政公开{n:02d}表", f"公开部门：{book.department}", "单位：万元"),
        total_at=-1,
    )
    sheaf.two("收支总表", earned(*SOURCES, before="上年结转结余"), spent(book), MONEY, MONEY, bottom=3)
    heads = [("单位代码",), ("单位名称",)]
    units = [Line((f"2150{n:02d}", name), replace(EARNED, unit=name)) for n, name in enumerate(book.units, 1)]
    sheaf.list(
        "收入总表",
        heads,
        [Line(("", "合计"), EARNED), Line(("215", book.department), EARNED), *units],
        parts.origin_funds(book),
    )
    lines = [Line(("", "", "合计"), SPENT)]
    for name in book.units:
        lines += [
            Line((name, code, book.name(code)), replace(SPENT, unit=name, function=code))
            for code in book.functions(7, unit=name)
        ]
    sheaf.list("支出总表", [("单位名称",), ("科目编码",), ("科目名称",)], lines, by_use())
    left, right = fiscal_sides(book)
    columns = [Col(("合计",)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    sheaf.two("财政拨款收支总表", left, right, [Col(("金额",))], columns)
    general = replace(SPENT, fund=GENERAL)
    classes = book.economics(3, fund=GENERAL)
    columns = [Col(("合计",))]
    for name, use in (("基本支出", "basic"), ("项目支出", "project")):
        columns.append(Col((name, "小计"), at(use=use)))
        columns += [
            Col((name, book.name(code)), at(use=use, economic=code))
            for code in classes
            if book.amount(replace(general, use=use, economic=code))
        ]
    sheaf.functions("一般公共预算支出表", general, columns)
    sheaf.economics(
        "一般公共预算基本支出表", replace(general, use="basic"), parts.basic_parts("合计"), group=("部门预算经济分类",)
    )
    columns = [
        *across("“三公”经费合计"),
        Col(("会议费",), replace(SPENT, fund=GENERAL, economic="30215")),
        Col(("培训费",), replace(SPENT, fund=GENERAL, economic="30216")),
    ]
    sheaf.list("财政拨款“三公”经费、会议费、培训费支出预算表", [], [Line((), TOTAL)], columns)
    sheaf.functions("政府性基金预算支出表", replace(SPENT, fund=GOVERNMENT), by_use()[:3])
    sheaf.list("项目支出表", [("项目单位",), ("项目名称",)], project_lines(book), sources_across())
    sheaf.nothing("国有资本经营预算支出表", "说明：没有国有资本经营预算安排的支出，故本表无数据。")
    wordings.by_part(sheaf.document, Teller(book, decimals=6))
    finish(sheaf.document)
    return book, sheaf.document


def nanjing(seed: int) -> Printed:
    """南京: 财政拨款 by function and by economic item besides the general budget, spaced narrative, zero as 0.00."""
    book = make_book(seed, "某市", units=("服务中心",), features=Features(capital=False))
    sheaf = Sheaf.of(
        book,
        Style(zero=""),
        f"{book.year}年度{book.department}部门预算公开",
        lambda n: (f"公开{n:02d}表", f"部门：{book.department}", "单位：万元"),
        total_at=0,
    )
    sheaf.two(
        "收支总表",
        earned(*SOURCES, before="上年结转结余"),
        spent(book, every=("201", "203", "204", "205")),
        [Col(("预算数",))],
        [Col(("预算数",))],
        bottom=3,
    )
    heads = [("部门代码",), ("部门名称",)]
    units = [Line((f"1130{n:02d}", "  " + name), replace(EARNED, unit=name)) for n, name in enumerate(book.units, 1)]
    sheaf.list(
        "收入总表",
        heads,
        [Line(("", "合计"), EARNED), Line(("113", book.department), EARNED), *units],
        parts.origin_funds(book),
    )
    sheaf.functions("支出总表", SPENT, by_use())
    left, right = fiscal_sides(book)
    sheaf.two("财政拨款收支总表", left, right, MONEY, MONEY)
    for word, point in (
        ("财政拨款支出表（功能科目）", replace(SPENT, fund=FISCAL)),
        ("一般公共预算支出表", replace(SPENT, fund=GENERAL)),
    ):
        sheaf.functions(word, point, basics())
        basic = replace(point, use="basic")
        sheaf.economics(
            "财政拨款基本支出表（经济科目）" if point.fund == FISCAL else "一般公共预算基本支出表",
            basic,
            [
                Col((f"本年{'财政拨款' if point.fund == FISCAL else '一般公共预算'}基本支出", *c.path), c.at)
                for c in parts.basic_parts("合计")
            ],
            group=("部门预算支出经济分类科目",),
        )
    columns = [Col(("“三公”经费", *c.path), c.at) for c in across("小计")]
    columns += [
        Col(("会议费",), replace(SPENT, fund=GENERAL, economic="30215")),
        Col(("培训费",), replace(SPENT, fund=GENERAL, economic="30216")),
    ]
    sheaf.list("一般公共预算“三公”经费、会议费、培训费支出表", [], [Line((), TOTAL)], columns)
    sheaf.functions("政府性基金预算支出表", replace(SPENT, fund=GOVERNMENT), by_use()[:3])
    sheaf.nothing("国有资本经营预算支出预算表", "注：本表为空表。")
    running = at(item="agency_operating_expenses")
    lines = [
        Line(("合计", ""), running),
        *(
            Line((code, book.name(code)), replace(running, economic=code))
            for code in book.economics(5, use="basic/operating", fund=GENERAL, unit=book.units[0])
        ),
    ]
    sheaf.list(
        "一般公共预算机关运行经费支出预算表", [("科目编码",), ("科目名称",)], lines, [Col(("机关运行经费支出",))]
    )
    wordings.spaced(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def hainan(seed: int) -> Printed:
    """海南: both sides by fund, names with 类款项 in brackets, 元 without separators, dashes for nought."""
    book = make_book(seed, "某省", quantum=100, features=Features(special=True))
    style = Style(Unit.YUAN, 0, True, "—")
    sheaf = Sheaf.of(
        book,
        style,
        f"{book.department}{book.year}年部门预算",
        lambda n: (f"附表{n}", "金额单位：元"),
        codes=(("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("科目名称",)),
        lead=parts.three_fields,
    )
    sheaf.two("部门收支总表", earned(*SOURCES), spent(book), [Col(("预算金额",))], [Col(("预算金额",))], bottom=3)
    columns = [
        Col(("收入合计",)),
        Col(("财政拨款", "小计"), replace(NOW, fund=FISCAL)),
        *(Col(("财政拨款", name), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        Col(("财政专户管理资金",), replace(NOW, fund=SPECIAL)),
        Col(("事业收入",), replace(NOW, fund=SERVICE)),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
        Col(("上年结转结余",), OLD),
    ]
    sheaf.functions("部门收入总表", EARNED, columns)
    sheaf.functions("部门支出总表", SPENT, basics())
    left, right = fiscal_sides(book)
    columns = [Col(("合计",)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    sheaf.two("财政拨款收支总表", left, right, [Col(("金额",))], columns)
    general = replace(SPENT, fund=GENERAL)
    sheaf.functions("一般公共预算支出表", general, basics(), lengths=(7,))
    sheaf.economics(
        "一般公共预算基本支出表",
        replace(general, use="basic"),
        parts.basic_parts("合计"),
        lead=parts.two_stairs,
        codes=(("科目编码", "类"), ("科目编码", "款"), ("科目名称",)),
    )
    sheaf.list("一般公共预算“三公”经费支出表", [("单位名称",)], [Line((book.department,), TOTAL)], across("合计"))
    sheaf.functions("政府性基金预算支出表", replace(SPENT, fund=GOVERNMENT), by_use()[:3])
    sheaf.nothing("国有资本经营预算支出表", "说明：没有国有资本经营预算安排的支出，故本表无数据。")
    wordings.in_a_line(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def town(seed: int) -> Printed:
    """A town's office: workbook forms numbered 1-1, all classes with 0.00, items glued to codes with a dash."""
    book = make_book(
        seed,
        "某县某镇",
        office=9,
        year=2023,
        quantum=1,
        features=Features(government=True, own=False, carried_over=True),
    )
    style = Style(Unit.YUAN, 2, False, "0.00")

    def lead(book: Book, code: str) -> tuple[str, ...]:
        return (f"{code}-{book.name(code)}",)

    sheaf = Sheaf.of(
        book,
        style,
        f"{book.department}{book.year}年预算公开",
        lambda n: (f"附表1-{n}", f"填报单位：{book.department}", "单位：元"),
        codes=(("科目",),),
        lead=lead,
        first=False,
        total="合 计",
    )
    sheaf.two(
        "收支总体情况表",
        earned(*SOURCES, before="上年结转", total="收 入 总 计"),
        spent(book, every=parts.CLASSES, total="支 出 总 计"),
        [Col(("本年预算",))],
        [Col(("本年预算",))],
        bottom=3,
    )
    columns = [
        Col(("合计",)),
        Col(("本年收入", "小计"), NOW),
        *(Col(("本年收入", name), replace(NOW, fund=fund)) for name, fund in FUND_NAMES),
        Col(("上年结转", "小计"), OLD),
        *(Col(("上年结转", name), replace(OLD, fund=fund)) for name, fund in FUND_NAMES),
    ]
    sheaf.functions("收入总体情况表", EARNED, columns, lengths=(3, 5, 7))
    sheaf.functions("支出总体情况表", SPENT, by_use()[:3])
    left, right = fiscal_sides(book)
    columns = [Col(("小计",)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    sheaf.two("财政拨款收支总体情况表", left, right, [Col(("本年预算",))], columns)
    general = replace(SPENT, fund=GENERAL)
    sheaf.functions("一般公共预算支出情况表", general, basics())
    sheaf.economics(
        "一般公共预算基本支出情况表", replace(general, use="basic"), [Col(("本年预算",))], codes=(("经济分类科目",),)
    )
    sheaf.list(
        "一般公共预算“三公”经费支出情况表",
        [("项目",)],
        [
            Line((name,), at(item=key))
            for name, key in (
                ("合计", "three_public"),
                ("一、因公出国（境）费", "three_public/abroad"),
                ("二、公务接待费", "three_public/reception"),
                ("三、公务用车购置及运行费", "three_public/vehicles"),
                ("其中：公务用车购置费", "three_public/vehicles/purchase"),
                ("公务用车运行费", "three_public/vehicles/operating"),
            )
        ],
        [Col(("本年预算",))],
    )
    sheaf.functions("政府性基金预算支出情况表", replace(SPENT, fund=GOVERNMENT), by_use()[:3])
    sheaf.nothing("国有资本经营预算支出情况表", "说明：没有国有资本经营预算安排的支出，故本表无数据。")
    wordings.in_a_line(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


def ningxia(seed: int) -> Printed:
    """宁夏: revenue by item under its unit in one field each, money of each origin over three levels of header."""
    book = make_book(seed, "某市", units=("环境监测站",), features=Features(capital=True, special=True))
    sheaf = Sheaf.of(
        book,
        Style(),
        f"{book.year}年{book.department}部门预算",
        lambda n: (f"部门预算表{ordinal(n)}", "单位：万元"),
        total_at=0,
        first=True,
    )
    left = earned(
        *[(name, {"国有资本经营预算拨款收入": CAPITAL}.get(name, fund)) for name, fund in SOURCES],
        before="上年结转结余",
        current="本年收入小计",
        total="收入合计",
    )
    sheaf.two("部门收支总表", left, spent(book, current="本年支出小计", total="支出合计"), MONEY, MONEY, bottom=3)
    columns = [
        Col(("合计",)),
        Col(("本年收入", "小计"), NOW),
        Col(("本年收入", "财政拨款", "小计"), replace(NOW, fund=FISCAL)),
    ]
    columns += [Col(("本年收入", "财政拨款", name), replace(NOW, fund=fund)) for name, fund in FUND_NAMES]
    columns += [
        Col(("本年收入", "财政专户管理资金"), replace(NOW, fund=SPECIAL)),
        Col(("本年收入", "单位资金", "小计"), replace(NOW, fund="own_funds")),
    ]
    columns += [Col(("本年收入", "单位资金", name), replace(NOW, fund=fund)) for name, fund in OWN_NAMES]
    columns += [
        Col(("上年结转结余", "小计"), OLD),
        Col(("上年结转结余", "财政拨款"), replace(OLD, fund=FISCAL)),
        Col(("上年结转结余", "单位资金"), replace(OLD, fund="own_funds")),
    ]
    sheaf.functions("部门收入总表", EARNED, columns, lengths=(7,))
    columns = [Col(("合计",)), Col(("基本支出", "小计"), at(use="basic"))]
    columns += [
        Col(("基本支出", name), at(use="basic", economic=code))
        for name, code in (
            ("工资福利支出", "301"),
            ("商品和服务支出", "302"),
            ("对个人和家庭的补助", "303"),
            ("资本性支出", "310"),
        )
    ]
    columns += [
        Col(("项目支出",), at(use="project")),
        Col(("事业单位经营支出",), at(use="business")),
        Col(("上缴上级支出",), at(use="remittance_up")),
        Col(("对附属单位补助支出",), at(use="subsidy_down")),
    ]
    sheaf.functions("部门支出总表", SPENT, columns)
    left, right = fiscal_sides(book)
    columns = [Col(("合计",)), *(Col((name,), at(fund=fund)) for name, fund in FUND_NAMES)]
    sheaf.two("财政拨款收支总表", left, right, MONEY, columns)
    general = replace(SPENT, fund=GENERAL)
    last = Coordinates(year=book.year - 1)
    columns = [
        Col((f"{book.year - 1}年预算数",), last),
        Col((f"{book.year}年预算数", "小计")),
        Col((f"{book.year}年预算数", "基本支出"), at(use="basic")),
        Col((f"{book.year}年预算数", "项目支出"), at(use="project")),
        Col(("比上年增减额",), None, change(book, sheaf.style, TOTAL, last)),
        Col(("比上年增减率",), None, rate(book, TOTAL, last)),
    ]
    sheaf.functions("一般公共预算财政拨款支出表", general, columns)
    sheaf.economics(
        "一般公共预算财政拨款基本支出表",
        replace(general, use="basic"),
        parts.basic_parts("合计"),
        group=("经济分类科目",),
    )
    sheaf.list(
        "一般公共预算财政拨款“三公”经费支出表",
        [("年度",)],
        [Line((f"{y}年预算数",), Coordinates(year=y)) for y in (book.year - 1, book.year)],
        across("合计"),
    )
    for title, fund in (("政府性基金预算财政拨款支出表", GOVERNMENT), ("国有资本经营预算财政拨款支出表", CAPITAL)):
        sheaf.functions(title, replace(SPENT, fund=fund), by_use()[:3])
    wordings.by_part(sheaf.document, Teller(book))
    finish(sheaf.document)
    return book, sheaf.document


CITIES = {
    "hubei": hubei,
    "anhui": anhui,
    "guizhou": guizhou,
    "heilongjiang": heilongjiang,
    "shanxi": shanxi,
    "neimenggu": neimenggu,
    "nanjing": nanjing,
    "hainan": hainan,
    "town": town,
    "ningxia": ningxia,
}
