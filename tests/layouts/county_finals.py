"""Final accounts in the forms of the accounting system itself, as counties publish them unchanged."""

from __future__ import annotations

from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import Unit
from tests.layouts import narrative, parts
from tests.layouts.book import FISCAL, GENERAL, GOVERNMENT, OTHER, SERVICE, Features, make_book
from tests.layouts.budgets import Printed, finish
from tests.layouts.counties import beside
from tests.layouts.finals import LEFT, NOW, OLD, _classes, _front, _three_public_statistics
from tests.layouts.parts import EARNED, SPENT, at, ordinal, plain, tree
from tests.layouts.sheet import Col, Line, Style, filled

TOTAL = Coordinates()
_STAGES = (("年初预算数", "budget"), ("全年预算数", "adjusted"), ("决算数", "final"))


def _numbered(rows: list[tuple[str, ...]], first: int) -> list[tuple[str, ...]]:
    return [(row[0], str(n), *row[1:]) for n, row in enumerate(rows, first)]


def raw_final(seed: int) -> Printed:
    """财决01表: revenue, functions and uses with economic classes, each with its 行次 and three stages."""
    book = make_book(
        seed,
        "某县",
        units=("农村公路站",),
        year=2021,
        stages=("budget", "adjusted", "final"),
        features=Features(left=True, left_fiscal=True, capital=False),
        quantum=1,
    )
    style = Style(Unit.YUAN, 2, True, "")
    document = _front(book, style, f"{book.department}{book.year}年度部门决算")
    above = ("财决公开01表", f"编制单位：{book.department}", "2021年度", "金额单位：元")
    stages = [Col((word,), at(stage=stage)) for word, stage in _STAGES]
    now = replace(EARNED, origin=CURRENT)
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
        Line(("年初结转和结余",), replace(EARNED, origin=CARRIED_OVER)),
        Line(("总计",), EARNED),
    ]
    bottom = [
        Line(("本年支出合计",), SPENT),
        Line(("结余分配",), None),
        Line(("年末结转和结余",), LEFT),
        Line(("总计",), replace(SPENT, item="grand_total")),
    ]
    economics = book.economics(3, stage="final")
    uses = [
        Line(("一、基本支出",), replace(SPENT, use="basic")),
        Line(("    人员经费",), replace(SPENT, use="basic/personnel")),
        Line(("    公用经费",), replace(SPENT, use="basic/operating")),
        Line(("二、项目支出",), replace(SPENT, use="project")),
        Line(("    其中：基本建设类项目",), None),
        Line(("三、上缴上级支出",), None),
        Line(("四、经营支出",), None),
        Line(("五、对附属单位补助支出",), None),
        Line(("经济分类支出合计",), SPENT),
        *(
            Line((f"{ordinal(n)}、{book.name(code)}",), replace(SPENT, economic=code))
            for n, code in enumerate(economics, 1)
        ),
    ]
    lists = [left, [*_classes(book, SPENT), *bottom], [*uses, *bottom]]
    filled_lists = [filled(book, style, lines, stages) for lines in lists]
    height = max(map(len, filled_lists))
    groups = ("项目", "项目（按功能分类）", "项目（按支出性质和经济分类）")
    sides = ("收入", "支出", "支出")
    panels = []
    for n, (rows, side, name) in enumerate(zip(filled_lists, sides, groups, strict=True)):
        blank = ("",) * 4
        rows = [*rows[:-4], *[blank] * (height - len(rows)), *rows[-4:]]
        heads = [(side, name), (side, "行次"), *((side, word) for word, _ in _STAGES)]
        panels.append((heads, _numbered(rows, 1 + n * height)))
    document.add(beside("收入支出决算总表", above, panels, 0))
    classes: list[tuple[str, ...]] = [
        ("支出功能分类科目编码", "类"),
        ("支出功能分类科目编码", "款"),
        ("支出功能分类科目编码", "项"),
        ("科目名称",),
    ]
    earned, spent = replace(EARNED, stage="final"), replace(SPENT, stage="final")
    unit = ("金额单位：元",)

    def body(base: Coordinates) -> list[Line]:
        return [Line(("", "", "", "合计"), base), *tree(book, parts.stairs, base)]

    columns = [
        Col(("年初结转和结余", "合计"), replace(OLD, side="revenue")),
        Col(("本年收入",), replace(NOW, side="revenue")),
        Col(("本年支出", "合计"), at(side="expenditure")),
        Col(("本年支出", "基本支出"), at(side="expenditure", use="basic")),
        Col(("本年支出", "项目支出"), at(side="expenditure", use="project")),
        Col(("本年支出", "经营支出"), None),
        Col(("结余分配",), None),
        Col(("年末结转和结余", "合计"), LEFT),
    ]
    lines = [Line(line.lead, line.at and line.at.without("side")) for line in body(spent)]
    document.add(plain(book, style, "收入支出决算表", ("财决公开02表", *unit), classes, lines, columns))
    columns = [
        Col(("本年收入合计",), NOW),
        Col(("财政拨款收入",), replace(NOW, fund=FISCAL)),
        Col(("上级补助收入",), None),
        Col(("事业收入",), replace(NOW, fund=SERVICE)),
        Col(("经营收入",), None),
        Col(("附属单位上缴收入",), None),
        Col(("其他收入",), replace(NOW, fund=OTHER)),
    ]
    document.add(plain(book, style, "收入决算表", ("财决公开03表", *unit), classes, body(earned), columns))
    columns = [
        Col(("本年支出合计",)),
        Col(("基本支出",), at(use="basic")),
        Col(("项目支出",), at(use="project")),
        Col(("上缴上级支出",), None),
        Col(("经营支出",), None),
        Col(("对附属单位补助支出",), None),
    ]
    document.add(plain(book, style, "支出决算表", ("财决公开04表", *unit), classes, body(spent), columns))
    general = replace(spent, fund=GENERAL)
    columns = [
        Col(("合计",)),
        Col(("基本支出", "小计"), at(use="basic")),
        Col(("基本支出", "人员经费"), at(use="basic/personnel")),
        Col(("基本支出", "公用经费"), at(use="basic/operating")),
        Col(("项目支出", "小计"), at(use="project")),
        Col(("项目支出", "基本建设类项目"), None),
    ]
    document.add(
        plain(book, style, "一般公共预算财政拨款支出决算表", ("财决公开05表", *unit), classes, body(general), columns)
    )
    document.add(_three_public_statistics(book, style, ("财决公开06表", *unit)))
    narrative.final(document, narrative.Teller(book, stage="final"))
    finish(document)
    return book, document
