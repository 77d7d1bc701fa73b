"""Final accounts (部门决算) as ministries, provinces and counties print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import Unit
from tests.layouts import narrative, parts
from tests.layouts.book import CAPITAL, FISCAL, GENERAL, GOVERNMENT, OTHER, SERVICE, Book, Features, make_book
from tests.layouts.budgets import Printed, finish
from tests.layouts.parts import EARNED, FUND_NAMES, SPENT, at, economic_tree, ordinal, plain, tree
from tests.layouts.sheet import Col, Document, Line, Number, Spread, Style, filled, header

FINAL = at(stage="final")
BUDGET = at(stage="budget")
NOW = at(origin=CURRENT)
OLD = at(origin=CARRIED_OVER)
TOTAL = Coordinates()
_CLASSES = (*parts.CLASSES, "223", "227", "231", "232", "233", "234")
LEFT = at(side="expenditure", item="carried_forward")


def _front(book: Book, style: Style, title: str) -> Document:
    document = Document(title, style)
    document.say(
        title, "目录", "第一部分 部门概况", "第二部分 部门决算表", "第三部分 部门决算情况说明", "第四部分 名词解释"
    )
    document.say("第一部分 部门概况", "一、部门职责", "贯彻执行有关法律法规和方针政策。", "二、机构设置")
    document.say(
        f"纳入{book.department}{book.year}年度部门决算编制范围的单位包括：" + "、".join(book.units) + "。",
        "第二部分 部门决算表",
    )
    return document


def _numbered(rows: Sequence[tuple[str, ...]], at_column: int, first: int = 1) -> list[tuple[str, ...]]:
    """The rows with their 行次 put in behind a column."""
    return [(*row[:at_column], str(n), *row[at_column:]) for n, row in enumerate(rows, first)]


def _two(
    book: Book,
    style: Style,
    title: str,
    above: tuple[str, ...],
    left: Sequence[Line],
    right: Sequence[Line],
    left_columns: Sequence[Col],
    right_columns: Sequence[Col],
    *,
    bottom: int,
    numbers: bool = True,
) -> Spread:
    """收入 | 支出 with 行次 and 栏次 as the forms of the final accounts have them."""
    paths: list[tuple[str, ...]] = []
    row: list[str] = []
    count = 0
    for group, columns in (("收入", left_columns), ("支出", right_columns)):
        paths.append((group, "项目"))
        row.append("栏次")
        if numbers:
            paths.append((group, "行次"))
            row.append("")
        for column in columns:
            paths.append((group, *column.path))
            count += 1
            row.append(str(count))
    ones = filled(book, style, left, left_columns)
    others = filled(book, style, right, right_columns)
    height = max(len(ones), len(others))
    blank = [("",) * (1 + len(left_columns))], [("",) * (1 + len(right_columns))]
    ones = [*ones[:-bottom], *blank[0] * (height - len(ones)), *ones[-bottom:]]
    others = [*others[:-bottom], *blank[1] * (height - len(others)), *others[-bottom:]]
    if numbers:
        ones, others = _numbered(ones, 1), _numbered(others, 1, height + 1)
    body = tuple(a + b for a, b in zip(ones, others, strict=True))
    return Spread(title, above, header(paths, row if numbers else ()), body)


def _classes(book: Book, base: Coordinates) -> list[Line]:
    return [
        Line((f"{ordinal(n)}、{book.name(code)}",), replace(base, function=code))
        for n, code in enumerate(_CLASSES[:16] + _CLASSES[18:], 1)
    ]


def ministry_final(seed: int) -> Printed:
    """中央部门决算: 公开01表 … 公开09表, 行次 and 栏次, everything in one column of 金额."""
    return _national(seed, "国家", Style(), "金额", old_reserve="使用非财政拨款结余（含专用结余）")


def province_final(seed: int) -> Printed:
    """A province's before 2022: 决算数, 用事业基金弥补收支差额."""
    return _national(
        seed, "某省", Style(zero="0.00", grouped=False), "决算数", old_reserve="用事业基金弥补收支差额", year=2020
    )


def yuan_final(seed: int) -> Printed:
    """A county's, in 元 with two decimals, codes and names in one field each."""
    return _national(
        seed,
        "某县",
        Style(Unit.YUAN, 2, True, ""),
        "金额",
        old_reserve="使用非财政拨款结余",
        quantum=1,
        year=2023,
        three=True,
    )


def _national(
    seed: int,
    place: str,
    style: Style,
    word: str,
    *,
    old_reserve: str,
    year: int = 2024,
    quantum: int = 10_000,
    three: bool = False,
) -> Printed:
    book = make_book(
        seed, place, units=("服务中心",), year=year, stages=("budget", "final"),
        features=Features(left=True, left_fiscal=True, capital=place == "国家"), quantum=quantum,
    )  # fmt: skip
    document = _front(book, style, f"{book.department}{year}年度部门决算")
    unit_name = style.unit.text

    def above(number: int) -> tuple[str, ...]:
        return (f"公开{number:02d}表", f"部门：{book.department}　　　　金额单位：{unit_name}")

    earned, spent = replace(EARNED, stage="final"), replace(SPENT, stage="final")
    money = [Col((word,))]
    now = replace(earned, origin=CURRENT)
    left = [
        *(
            Line((f"{ordinal(n)}、{name}财政拨款收入",), replace(now, fund=fund))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("四、上级补助收入",), None),
        Line(("五、事业收入",), replace(now, fund=SERVICE)),
        Line(("六、经营收入",), None),
        Line(("七、附属单位上缴收入",), None),
        Line(("八、其他收入",), replace(now, fund=OTHER)),
        Line(("本年收入合计",), now),
        Line((old_reserve,), None),
        Line(("年初结转和结余",), replace(earned, origin=CARRIED_OVER)),
        Line(("总计",), earned),
    ]
    right = [
        *_classes(book, spent),
        Line(("本年支出合计",), spent),
        Line(("结余分配",), None),
        Line(("年末结转和结余",), replace(LEFT, stage="final")),
        Line(("总计",), replace(spent, item="grand_total")),
    ]
    document.add(_two(book, style, "收入支出决算总表", above(1), left, right, money, money, bottom=4))
    lead = parts.whole_stairs if three else parts.two_fields
    heads = (
        [("项目", "功能分类科目编码"), ("项目", "科目名称")]
        if not three
        else [
            ("项目", "支出功能分类科目编码", "类"),
            ("项目", "支出功能分类科目编码", "款"),
            ("项目", "支出功能分类科目编码", "项"),
            ("项目", "科目名称"),
        ]
    )
    blank = ("",) * (len(heads) - 1)

    def body(base: Coordinates, lengths: tuple[int, ...] = (3, 5, 7)) -> list[Line]:
        return [Line((*blank, "合计"), base), *tree(book, lead, base, lengths)]

    def numbering(count: int) -> list[str]:
        return ["栏次", *blank, *(str(n) for n in range(1, count + 1))]

    columns = [
        Col(("本年收入合计",), NOW),
        Col(("财政拨款收入",), replace(NOW, fund=FISCAL)),
        Col(("上级补助收入",), replace(NOW, fund="own_funds/superior_grant")),
        Col(("事业收入", "小计"), replace(NOW, fund=SERVICE)),
        Col(("事业收入", "其中：教育收费"), None),
        Col(("经营收入",), replace(NOW, fund="own_funds/business")),
        Col(("附属单位上缴收入",), replace(NOW, fund="own_funds/affiliate_remittance")),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
    ]
    document.add(plain(book, style, "收入决算表", above(2), heads, body(earned), columns, numbering=numbering(8)))
    columns = [
        Col(("本年支出合计",)),
        Col(("基本支出",), at(use="basic")),
        Col(("项目支出",), at(use="project")),
        Col(("上缴上级支出",), at(use="remittance_up")),
        Col(("经营支出",), at(use="business")),
        Col(("对附属单位补助支出",), at(use="subsidy_down")),
    ]
    document.add(plain(book, style, "支出决算表", above(3), heads, body(spent), columns, numbering=numbering(6)))
    fiscal_earned, fiscal_spent = replace(earned, fund=FISCAL), replace(spent, fund=FISCAL)
    left = [
        *(
            Line((f"{ordinal(n)}、{name}财政拨款",), replace(now, fund=fund))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("本年收入合计",), replace(now, fund=FISCAL)),
        Line(("年初财政拨款结转和结余",), replace(fiscal_earned, origin=CARRIED_OVER)),
        *(
            Line((f"{'  '}{ordinal(n)}、{name}财政拨款",), replace(earned, fund=fund, origin=CARRIED_OVER))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("总计",), fiscal_earned),
    ]
    right = [
        *_classes(book, fiscal_spent),
        Line(("本年支出合计",), fiscal_spent),
        Line(("年末财政拨款结转和结余",), replace(LEFT, fund=FISCAL, stage="final")),
        Line(("",), None), Line(("",), None), Line(("",), None),
        Line(("总计",), replace(fiscal_spent, item="grand_total")),
    ]  # fmt: skip
    columns = [Col(("合计",)), *(Col((f"{name}财政拨款",), at(fund=fund)) for name, fund in FUND_NAMES)]
    document.add(_two(book, style, "财政拨款收入支出决算总表", above(4), left, right, money, columns, bottom=6))
    general = replace(spent, fund=GENERAL)
    columns = [
        Col(("本年支出", name), c)
        for name, c in (("小计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算财政拨款支出决算表",
            above(5),
            heads,
            body(general),
            columns,
            numbering=numbering(3),
        )
    )
    document.add(_basic_panels(book, style, above(6)))
    columns = [*_three_public(BUDGET, "预算数"), *_three_public(FINAL, "决算数")]
    rows = filled(book, style, [Line((), TOTAL)], columns)
    numbers = tuple(str(n) for n in range(1, 13))
    title = "一般公共预算财政拨款“三公”经费支出决算表" if year < 2023 else "财政拨款“三公”经费支出决算表"
    note = "注：本表反映部门本年度“三公”经费支出预决算情况。预算数为全年预算数。"
    document.add(Spread(title, above(7), header([c.path for c in columns], numbers), tuple(rows), (note,)))
    fund = replace(spent, fund=GOVERNMENT)
    columns = [
        Col(("年初结转和结余",), replace(OLD, side="revenue")),
        Col(("本年收入",), replace(NOW, side="revenue")),
        *(
            Col(("本年支出", name), c)
            for name, c in (("小计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
        ),
        Col(("年末结转和结余",), LEFT),
    ]
    lines = [Line(line.lead, line.at and replace(line.at, side=None)) for line in body(fund)]
    columns = [
        replace(c, at=c.at and (replace(c.at, side="expenditure") if c.at.side is None else c.at)) for c in columns
    ]
    document.add(
        plain(
            book, style, "政府性基金预算财政拨款收入支出决算表", above(8), heads, lines, columns, numbering=numbering(6)
        )
    )
    capital = replace(spent, fund=CAPITAL)
    columns = [
        Col(("本年支出", name), c)
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    document.add(
        plain(
            book,
            style,
            "国有资本经营预算财政拨款支出决算表",
            above(9),
            heads,
            body(capital) if place == "国家" else [],
            columns,
            numbering=numbering(3),
            below=() if place == "国家" else ("注：本部门没有国有资本经营预算拨款支出，故本表无数据。",),
        )
    )
    narrative.final(document, narrative.Teller(book, stage="final"))
    finish(document)
    return book, document


def _three_public(stage: Coordinates, word: str) -> list[Col]:
    def point(name: str) -> Coordinates:
        return replace(stage, item=name)

    car = "公务用车购置及运行维护费"
    return [
        Col((word, "合计"), point("three_public")),
        Col((word, "因公出国（境）费"), point("three_public/abroad")),
        Col((word, car, "小计"), point("three_public/vehicles")),
        Col((word, car, "公务用车购置费"), point("three_public/vehicles/purchase")),
        Col((word, car, "公务用车运行维护费"), point("three_public/vehicles/operating")),
        Col((word, "公务接待费"), point("three_public/reception")),
    ]


def _basic_panels(book: Book, style: Style, above: tuple[str, ...]) -> Spread:
    """一般公共预算财政拨款基本支出决算明细表: three panels of economic items side by side."""
    basic = at(side="expenditure", fund=GENERAL, use="basic", stage="final")
    lists = [
        ["301", "30101", "30102", "30103", "30106", "30107", "30108", "30109", "30110", "30111", "30112", "30113", "30114", "30199", "303", "30301", "30302", "30303", "30304", "30305", "30309", "30399"],
        ["302", "30201", "30202", "30203", "30204", "30205", "30206", "30207", "30208", "30209", "30211", "30212", "30213", "30214", "30215", "30216", "30217", "30218", "30224", "30225", "30226", "30227"],
        ["30228", "30229", "30231", "30239", "30240", "30299", "307", "30701", "310", "31001", "31002", "31003", "31005", "31006", "31007", "31013", "31019", "31099", "312", "31204", "399", "39999"],
    ]  # fmt: skip
    columns = [Col(("金额",))]
    panels: list[list[tuple[str, ...]]] = []
    for codes in lists:
        lines = [
            Line((code, ("  " if len(code) > 3 else "") + book.name(code)), replace(basic, economic=code))
            for code in codes
        ]
        panels.append(filled(book, style, lines, columns))
    body = [a + b + c for a, b, c in zip(*panels, strict=True)]

    def money(use: str) -> str:
        text = style.text(book.amount(replace(basic, use=use)))
        return Number(text)

    body.append(
        ("人员经费合计", "", money("basic/personnel"), "公用经费合计", "", "", "", "", money("basic/operating"))
    )
    paths = []
    for group in ("人员经费", "公用经费", "公用经费"):
        paths += [(group, "科目编码"), (group, "科目名称"), (group, "金额")]
    last = len(body) - 1
    spans = ((last, 0, 1, 2), (last, 3, 1, 5))
    return Spread("一般公共预算财政拨款基本支出决算明细表", above, header(paths), tuple(body), spans=spans)


def guangdong_final(seed: int) -> Printed:
    """年初预算数, 调整预算数 and 决算数 side by side; totals on top; 万元."""
    book = make_book(
        seed,
        "某市",
        units=("信息中心",),
        year=2022,
        stages=("budget", "adjusted", "final"),
        features=Features(left=True, left_fiscal=True),
    )
    style = Style()
    document = _front(book, style, f"{book.year}年度{book.department}部门决算")
    unit = ("单位：万元",)
    stages = [
        Col(("年初预算数",), at(stage="budget")),
        Col(("全年预算数",), at(stage="adjusted")),
        Col(("决算数",), FINAL),
    ]
    earned, spent = EARNED, SPENT
    now = replace(earned, origin=CURRENT)
    left = [
        Line(("一、一般公共预算财政拨款收入",), replace(now, fund=GENERAL)),
        Line(("二、政府性基金预算财政拨款收入",), replace(now, fund=GOVERNMENT)),
        Line(("三、国有资本经营预算财政拨款收入",), None),
        Line(("四、上级补助收入",), None),
        Line(("五、事业收入",), replace(now, fund=SERVICE)),
        Line(("六、经营收入",), None),
        Line(("七、附属单位上缴收入",), None),
        Line(("八、其他收入",), replace(now, fund=OTHER)),
        Line(("本年收入合计",), now),
        Line(("使用非财政拨款结余",), None),
        Line(("年初结转和结余",), replace(earned, origin=CARRIED_OVER)),
        Line(("总计",), earned),
    ]
    right = [
        *[
            Line((f"{ordinal(n)}、{book.name(code)}",), replace(spent, function=code))
            for n, code in enumerate(book.functions(3, stage="final"), 1)
        ],
        Line(("本年支出合计",), spent),
        Line(("结余分配",), None),
        Line(("年末结转和结余",), LEFT),
        Line(("总计",), replace(spent, item="grand_total")),
    ]
    document.add(_two(book, style, "收入支出决算总表", ("公开01表", *unit), left, right, stages, stages, bottom=4))
    heads = [("科目编码",), ("科目名称",)]
    earned, spent = replace(EARNED, stage="final"), replace(SPENT, stage="final")
    columns = [
        Col(("本年收入合计",), NOW),
        Col(("财政拨款收入",), replace(NOW, fund=FISCAL)),
        Col(("上级补助收入",), None),
        Col(("事业收入",), replace(NOW, fund=SERVICE)),
        Col(("经营收入",), None),
        Col(("附属单位上缴收入",), None),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
    ]
    document.add(
        plain(
            book,
            style,
            "收入决算表",
            ("公开02表", *unit),
            heads,
            [*tree(book, parts.indented, earned), Line(("", "合计"), earned)],
            columns,
        )
    )
    columns = [
        Col(("本年支出合计",)),
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
            "支出决算表",
            ("公开03表", *unit),
            heads,
            [*tree(book, parts.indented, spent), Line(("", "合计"), spent)],
            columns,
        )
    )
    fiscal_earned, fiscal_spent = replace(EARNED, fund=FISCAL), replace(SPENT, fund=FISCAL)
    now = replace(EARNED, origin=CURRENT)
    left = [
        Line(("一、一般公共预算财政拨款",), replace(now, fund=GENERAL)),
        Line(("二、政府性基金预算财政拨款",), replace(now, fund=GOVERNMENT)),
        Line(("三、国有资本经营预算财政拨款",), None),
        Line(("本年收入合计",), replace(now, fund=FISCAL)),
        Line(("年初财政拨款结转和结余",), replace(fiscal_earned, origin=CARRIED_OVER)),
        Line(("一般公共预算财政拨款",), replace(EARNED, fund=GENERAL, origin=CARRIED_OVER)),
        Line(("政府性基金预算财政拨款",), replace(EARNED, fund=GOVERNMENT, origin=CARRIED_OVER)),
        Line(("总计",), fiscal_earned),
    ]
    right = [
        *[
            Line((f"{ordinal(n)}、{book.name(code)}",), replace(fiscal_spent, function=code))
            for n, code in enumerate(book.functions(3, fund=FISCAL, stage="final"), 1)
        ],
        Line(("本年支出合计",), fiscal_spent),
        Line(("年末财政拨款结转和结余",), replace(LEFT, fund=FISCAL)),
        Line(("",), None),
        Line(("总计",), replace(fiscal_spent, item="grand_total")),
    ]
    final = [Col(("决算数",), FINAL)]
    columns = [
        Col(("决算数", "合计"), FINAL),
        Col(("决算数", "一般公共预算财政拨款"), replace(FINAL, fund=GENERAL)),
        Col(("决算数", "政府性基金预算财政拨款"), replace(FINAL, fund=GOVERNMENT)),
        Col(("决算数", "国有资本经营预算财政拨款"), None),
    ]
    document.add(
        _two(book, style, "财政拨款收入支出决算总表", ("公开04表", *unit), left, right, final, columns, bottom=4)
    )
    general = replace(SPENT, fund=GENERAL)
    columns = [
        Col((word, name), c.joined(stage) or c)
        for word, stage in (("年初预算数", BUDGET), ("决算数", FINAL))
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    lines = [
        Line(line.lead, line.at and replace(line.at, stage=None))
        for line in tree(book, parts.indented, replace(general, stage="final"))
    ]
    document.add(
        plain(
            book,
            style,
            "一般公共预算财政拨款支出决算表",
            ("公开05表", *unit),
            heads,
            [*lines, Line(("", "合计"), general)],
            columns,
        )
    )
    basic = replace(general, use="basic", stage="final")
    columns = [Col(("决算数",))]
    lines = [Line(("", "合计"), basic)]
    for name, use in (("人员经费", "basic/personnel"), ("公用经费", "basic/operating")):
        base = replace(basic, use=use)
        lines += [Line(("", name), base), *economic_tree(book, parts.indented, base)]
    document.add(
        plain(
            book,
            style,
            "一般公共预算财政拨款基本支出决算表",
            ("公开06表", *unit),
            [("经济分类科目编码",), ("科目名称",)],
            lines,
            columns,
        )
    )
    document.add(_three_public_statistics(book, style, ("公开07表", *unit)))
    fund = replace(SPENT, fund=GOVERNMENT, stage="final")
    columns = [
        Col(("年初结转和结余",), replace(OLD, side="revenue")),
        Col(("本年收入",), replace(NOW, side="revenue")),
        *(
            Col(("本年支出", name), replace(c, side="expenditure"))
            for name, c in (("小计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
        ),
        Col(("年末结转和结余",), LEFT),
    ]
    lines = [
        Line(line.lead, line.at and replace(line.at, side=None))
        for line in [*tree(book, parts.indented, fund), Line(("", "合计"), fund)]
    ]
    document.add(plain(book, style, "政府性基金预算财政拨款收入支出决算表", ("公开08表", *unit), heads, lines, columns))
    document.add(
        plain(
            book,
            style,
            "国有资本经营预算财政拨款支出决算表",
            ("公开09表", *unit),
            heads,
            [],
            [Col(("本年支出", w)) for w in ("合计", "基本支出", "项目支出")],
            below=("本部门没有国有资本经营预算财政拨款支出，本表为空。",),
        )
    )
    narrative.final(document, narrative.Teller(book, stage="final"))
    finish(document)
    return book, document


def _three_public_statistics(book: Book, style: Style, above: tuple[str, ...]) -> Spread:
    """机构运行信息表: money and counts in one column, with 行次, two panels."""

    def money(item: str, stage: str) -> str:
        text = style.text(book.amount(Coordinates(item=item, stage=stage)))
        return Number(text) if text else ""

    def both(label: str, item: str) -> tuple[str, str, str, str]:
        return label, "", money(item, "budget"), money(item, "final")

    left = [
        ("一、“三公”经费支出", "", "—", "—"),
        both("（一）支出合计", "three_public"),
        both("1．因公出国（境）费", "three_public/abroad"),
        both("2．公务用车购置及运行维护费", "three_public/vehicles"),
        both("（1）公务用车购置费", "three_public/vehicles/purchase"),
        both("（2）公务用车运行维护费", "three_public/vehicles/operating"),
        both("3．公务接待费", "three_public/reception"),
        ("（1）国内接待费", "", "—", money("three_public/reception", "final")),
        ("其中：外事接待费", "", "—", ""),
        ("（2）国（境）外接待费", "", "—", ""),
        ("（二）相关统计数", "", "—", "—"),
        ("1．因公出国（境）团组数（个）", "", "—", "2"),
        ("2．因公出国（境）人次数（人）", "", "—", "5"),
        ("3．公务用车购置数（辆）", "", "—", "1"),
        ("4．公务用车保有量（辆）", "", "—", "9"),
        ("5．国内公务接待批次（个）", "", "—", "36"),
    ]
    right = [
        ("二、机关运行经费", "", money("agency_operating_expenses", "final")),
        ("（一）行政单位", "", money("agency_operating_expenses", "final")),
        ("（二）参照公务员法管理事业单位", "", ""),
        ("三、国有资产占用情况", "", "—"),
        ("（一）车辆数合计（辆）", "", "9"),
        ("1．副部（省）级及以上领导用车", "", ""),
        ("2．机要通信用车", "", "3"),
        ("3．其他用车", "", "6"),
        ("（二）单价100万元（含）以上设备（台，套）", "", "4"),
        ("四、政府采购支出信息", "", "—"),
        ("（一）政府采购支出合计", "", money("procurement", "final")),
        ("1．政府采购货物支出", "", money("procurement/goods", "final")),
        ("2．政府采购工程支出", "", money("procurement/works", "final")),
        ("3．政府采购服务支出", "", money("procurement/services", "final")),
        ("（二）政府采购授予中小企业合同金额", "", ""),
        ("其中：授予小微企业合同金额", "", ""),
    ]
    body = []
    for n, (a, b) in enumerate(zip(left, right, strict=True), 1):
        body.append((a[0], str(n), *a[2:], b[0], str(n + len(left)), b[2]))
    paths = [("项目",), ("行次",), ("预算数",), ("统计数",), ("项目 ",), ("行次 ",), ("统计数 ",)]
    return Spread(
        "财政拨款“三公”经费支出及机构运行信息决算表",
        above,
        header(paths, ["栏次", "", "1", "2", "栏次", "", "3"]),
        tuple(body),
    )
