"""Final accounts of further places: three stages in one table, all economic items across, purposes beside functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT
from gouji.model.money import Unit
from tests.layouts import narrative, parts, wordings
from tests.layouts.book import FISCAL, GENERAL, GOVERNMENT, OTHER, SERVICE, Book, Features, make_book
from tests.layouts.budgets import Printed, finish
from tests.layouts.cities import across
from tests.layouts.finals import LEFT, NOW, OLD, TOTAL, _basic_panels, _classes, _front, _three_public_statistics, _two
from tests.layouts.narrative import Tell, Teller
from tests.layouts.parts import EARNED, FUND_NAMES, SPENT, at, ordinal
from tests.layouts.sheaf import Sheaf
from tests.layouts.sheet import Col, Line, Style

FINAL = at(stage="final")
_SIX = (
    ("本年支出合计", None),
    ("基本支出", "basic"),
    ("项目支出", "project"),
    ("上缴上级支出", "remittance_up"),
    ("经营支出", "business"),
    ("对附属单位补助支出", "subsidy_down"),
)


def _earned(
    *, before: str = "年初结转和结余", reserve: str = "使用非财政拨款结余（含专用结余）", total: str = "总计"
) -> list[Line]:
    now = replace(EARNED, origin=CURRENT, stage="final")
    return [
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
        Line((reserve,), None),
        Line((before,), replace(EARNED, origin=CARRIED_OVER, stage="final")),
        Line((total,), replace(EARNED, stage="final")),
    ]


def _spent(book: Book, *, all_classes: bool = True, left: str = "年末结转和结余", total: str = "总计") -> list[Line]:
    base = replace(SPENT, stage="final")
    codes = book.functions(3, stage="final")
    classes = (
        _classes(book, base)
        if all_classes
        else [Line((f"{ordinal(n)}、{book.name(c)}",), replace(base, function=c)) for n, c in enumerate(codes, 1)]
    )
    return [
        *classes,
        Line(("本年支出合计",), base),
        Line(("结余分配",), None),
        Line((left,), replace(LEFT, stage="final")),
        Line((total,), replace(base, item="grand_total")),
    ]


def _revenue(*, columns: Sequence[tuple[str, str | None]] = ()) -> list[Col]:
    funds = columns or (
        ("财政拨款收入", FISCAL),
        ("上级补助收入", None),
        ("事业收入", SERVICE),
        ("经营收入", None),
        ("附属单位上缴收入", None),
        ("其他收入", OTHER),
    )
    return [
        Col(("本年收入合计",), NOW),
        *(Col((name,), None if fund is None else replace(NOW, fund=fund)) for name, fund in funds),
    ]


def _uses() -> list[Col]:
    return [Col((name,), TOTAL if use is None else at(use=use)) for name, use in _SIX]


def _fiscal(book: Book, sheaf: Sheaf, title: str, *, word: str = "金额", numbers: bool = True) -> None:
    now = replace(EARNED, origin=CURRENT, stage="final")
    whole, base = replace(EARNED, fund=FISCAL, stage="final"), replace(SPENT, fund=FISCAL, stage="final")
    left = [
        *(
            Line((f"{ordinal(n)}、{name}财政拨款",), replace(now, fund=fund))
            for n, (name, fund) in enumerate(FUND_NAMES, 1)
        ),
        Line(("本年收入合计",), replace(now, fund=FISCAL)),
        Line(("年初财政拨款结转和结余",), replace(whole, origin=CARRIED_OVER)),
        *(Line((f"  {name}财政拨款",), replace(whole, fund=fund, origin=CARRIED_OVER)) for name, fund in FUND_NAMES),
        Line(("总计",), whole),
    ]
    right = [
        *(Line((f"{ordinal(n)}、{book.name(c)}",), replace(base, function=c)) for n, c in enumerate(book.functions(3, fund=FISCAL, stage="final"), 1)),
        Line(("本年支出合计",), base),
        Line(("年末财政拨款结转和结余",), replace(LEFT, fund=FISCAL, stage="final")),
        Line(("",), None), Line(("",), None), Line(("",), None),
        Line(("总计",), replace(base, item="grand_total")),
    ]  # fmt: skip
    columns = [Col(("合计",)), *(Col((f"{name}财政拨款",), at(fund=fund)) for name, fund in FUND_NAMES)]
    sheaf.document.add(
        _two(book, sheaf.style, title, sheaf.over(), left, right, [Col((word,))], columns, bottom=6, numbers=numbers)
    )


def _fund_table(book: Book, sheaf: Sheaf, title: str) -> None:
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
    rows = [sheaf.all_of(fund), *parts.tree(book, sheaf.lead, fund)]
    sheaf.list(title, sheaf.codes, [Line(r.lead, r.at and replace(r.at, side=None)) for r in rows], columns)


def jiangsu_final(seed: int, tell: Tell = wordings.executed) -> Printed:
    """江苏: 收支决算总表 without 行次, 财政拨款 by function and economic item, no decimals lost, brackets in the codes."""
    book = make_book(
        seed,
        "某市",
        units=("培训中心",),
        year=2024,
        stages=("budget", "final"),
        features=Features(left=True, left_fiscal=True, own=True),
    )
    style = Style()
    title = f"{book.year}年度{book.department}部门决算公开"
    sheaf = Sheaf(
        book,
        style,
        _front(book, style, title),
        lambda n: (f"公开{n:02d}表", f"部门名称：{book.department}", "金额单位：万元"),
        codes=(("功能分类科目编码",), ("科目名称",)),
    )
    final, base = replace(EARNED, stage="final"), replace(SPENT, stage="final")
    sheaf.two(
        "收入支出决算总表",
        _earned(),
        _spent(book),
        [Col(("金额",))],
        [Col(("金额",))],
        bottom=4,
        leads=(("项目",), ("按功能分类",)),
    )
    sheaf.functions("收入决算表", final, _revenue())
    sheaf.functions("支出决算表", base, _uses())
    _fiscal(book, sheaf, "财政拨款收入支出决算总表", numbers=False)
    fiscal, general = replace(base, fund=FISCAL), replace(base, fund=GENERAL)
    three = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    sheaf.functions("财政拨款支出决算表（功能科目）", fiscal, three)
    sheaf.economics(
        "财政拨款基本支出决算表（经济科目）",
        replace(fiscal, use="basic"),
        parts.basic_parts("合计"),
        group=("财政拨款基本支出",),
        codes=(("经济分类科目编码",), ("科目名称",)),
    )
    sheaf.functions("一般公共预算财政拨款支出决算表", general, three)
    sheaf.economics(
        "一般公共预算财政拨款基本支出决算表",
        replace(general, use="basic"),
        parts.basic_parts("合计"),
        codes=(("经济分类科目编码",), ("科目名称",)),
    )
    columns = [
        replace(c, path=(word, *c.path), at=c.at and replace(c.at, stage=stage))
        for word, stage in (("预算数", "budget"), ("决算数", "final"))
        for c in across("合计")
    ]
    sheaf.list("财政拨款“三公”经费、会议费和培训费支出决算表", [], [Line((), TOTAL)], columns)
    _fund_table(book, sheaf, "政府性基金预算财政拨款收入支出决算表")
    sheaf.nothing(
        "国有资本经营预算财政拨款支出决算表",
        "注：本表反映部门本年度国有资本经营预算财政拨款支出情况。本部门无此项支出，故本表为空。",
    )
    running = at(item="agency_operating_expenses", stage="final")
    rows = [
        Line(("", "合计"), running),
        *(
            Line((c, book.name(c)), replace(running, economic=c))
            for c in book.economics(5, use="basic/operating", fund=GENERAL, unit=book.units[0], stage="final")
        ),
    ]
    sheaf.list(
        "一般公共预算机关运行经费支出决算表", [("科目编码",), ("科目名称",)], rows, [Col(("机关运行经费支出决算",))]
    )
    rows = [
        Line((name,), at(item=key, stage="final"))
        for name, key in (
            ("合计", "procurement"),
            ("一、货物", "procurement/goods"),
            ("二、工程", "procurement/works"),
            ("三、服务", "procurement/services"),
        )
    ]
    sheaf.list("政府采购支出决算表", [("项目",)], rows, [Col(("采购决算金额",))])
    tell(sheaf.document, Teller(book, stage="final"))
    finish(sheaf.document)
    return book, sheaf.document


def chongqing_final(seed: int) -> Printed:
    """重庆: 公开01表 … with 行次 in the summary only, “三公” with counts, narrative told against last year."""
    book = make_book(
        seed,
        "某区",
        units=("综合执法支队",),
        year=2023,
        stages=("budget", "final"),
        features=Features(left=True, left_fiscal=True),
    )
    style = Style(zero="0.00", grouped=False)
    sheaf = Sheaf(
        book,
        style,
        _front(book, style, f"{book.department}{book.year}年度部门决算公开说明"),
        lambda n: (f"公开{n:02d}表", f"公开部门：{book.department}", "单位：万元"),
        codes=(("项目", "科目编码"), ("项目", "科目名称")),
    )
    final, base = replace(EARNED, stage="final"), replace(SPENT, stage="final")
    money = [Col(("决算数",))]
    sheaf.two("收入支出决算总表", _earned(), _spent(book, all_classes=False), money, money, bottom=4)
    sheaf.functions("收入决算表", final, _revenue())
    sheaf.functions("支出决算表", base, _uses())
    _fiscal(book, sheaf, "财政拨款收入支出决算总表", word="决算数", numbers=False)
    general = replace(base, fund=GENERAL)
    columns = [
        Col(("本年支出", name), c)
        for name, c in (("小计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    sheaf.functions("一般公共预算财政拨款支出决算表", general, columns)
    sheaf.document.add(_basic_panels(book, style, sheaf.over()))
    _fund_table(book, sheaf, "政府性基金预算财政拨款收入支出决算表")
    sheaf.nothing("国有资本经营预算财政拨款支出决算表", "备注：本单位无国有资本经营预算财政拨款支出，故本表无数据。")
    sheaf.document.add(_three_public_statistics(book, style, sheaf.over()))
    wordings.told_twice(sheaf.document, Teller(book, stage="final"))
    finish(sheaf.document)
    return book, sheaf.document


def sichuan_final(seed: int) -> Printed:
    """四川: 财政拨款支出决算明细表 with all economic items across under their classes, items of the general budget."""
    book = make_book(
        seed, "某市", year=2023, stages=("budget", "final"), features=Features(left=True, left_fiscal=True, own=True)
    )
    style = Style()
    sheaf = Sheaf(
        book,
        style,
        _front(book, style, f"{book.year}年度{book.department}部门决算"),
        lambda n: (f"公开{n:02d}表", f"编制单位：{book.department}", f"{book.year}年度", "金额单位：万元"),
        codes=(("项目", "支出功能分类科目编码"), ("项目", "科目名称")),
        lead=parts.two_fields,
    )
    final, base = replace(EARNED, stage="final"), replace(SPENT, stage="final")
    sheaf.document.add(
        _two(
            book,
            style,
            "收入支出决算总表",
            sheaf.over(),
            _earned(),
            _spent(book),
            [Col(("决算数",))],
            [Col(("决算数",))],
            bottom=4,
        )
    )
    sheaf.functions("收入决算表", final, _revenue())
    sheaf.functions("支出决算表", base, _uses())
    _fiscal(book, sheaf, "财政拨款收入支出决算总表", word="决算数")
    fiscal, general = replace(base, fund=FISCAL), replace(base, fund=GENERAL)
    columns = [Col(("合计",))]
    for code in book.economics(3, fund=FISCAL, stage="final"):
        columns.append(Col((book.name(code), "小计"), at(economic=code)))
        columns += [
            Col((book.name(code), book.name(c)), at(economic=c))
            for c in book.economics(5, fund=FISCAL, stage="final")
            if c.startswith(code)
        ]
    sheaf.functions("财政拨款支出决算明细表", fiscal, columns, lengths=(7,))
    three = [Col(("合计",)), Col(("基本支出",), at(use="basic")), Col(("项目支出",), at(use="project"))]
    sheaf.functions("一般公共预算财政拨款支出决算表", general, three)
    sheaf.functions(
        "一般公共预算财政拨款支出决算明细表",
        general,
        [
            c
            for c in columns
            if c.at is None or not c.at.economic or book.amount(replace(general, economic=c.at.economic))
        ],
        lengths=(7,),
    )
    sheaf.document.add(_basic_panels(book, style, sheaf.over()))
    project = replace(general, use="project")
    sheaf.functions(
        "一般公共预算财政拨款项目支出决算表",
        project,
        [
            Col(("合计",)),
            *(
                Col((book.name(c),), at(economic=c))
                for c in book.economics(3, fund=GENERAL, use="project", stage="final")
            ),
        ],
        lengths=(7,),
    )
    columns = [
        replace(c, path=(word, *c.path), at=c.at and replace(c.at, stage=stage))
        for word, stage in (("预算数", "budget"), ("决算数", "final"))
        for c in across("合计")
    ]
    sheaf.list("一般公共预算财政拨款“三公”经费支出决算表", [], [Line((), TOTAL)], columns)
    _fund_table(book, sheaf, "政府性基金预算财政拨款收入支出决算表")
    sheaf.nothing("国有资本经营预算财政拨款支出决算表", "注：本单位没有国有资本经营预算财政拨款支出，故本表无数据。")
    wordings.executed(sheaf.document, Teller(book, stage="final"))
    finish(sheaf.document)
    return book, sheaf.document


def tianjin_final(seed: int) -> Printed:
    """天津, 山东: 元 with two decimals, totals first, functions on stairs, “三公” down the page by stage."""
    book = make_book(
        seed,
        "某区",
        units=("档案馆",),
        year=2022,
        quantum=1,
        stages=("budget", "adjusted", "final"),
        features=Features(left=True, left_fiscal=True),
    )
    style = Style(Unit.YUAN, 2, True, "")
    sheaf = Sheaf(
        book,
        style,
        _front(book, style, f"{book.department}{book.year}年度部门决算"),
        lambda n: (f"公开{n:02d}表", f"公开部门：{book.department}", "单位：元"),
        codes=(
            ("项目", "科目编码", "类"),
            ("项目", "科目编码", "款"),
            ("项目", "科目编码", "项"),
            ("项目", "科目名称"),
        ),
        lead=parts.whole_stairs,
    )
    final, base = replace(EARNED, stage="final"), replace(SPENT, stage="final")
    sheaf.document.add(
        _two(
            book,
            style,
            "收入支出决算总表",
            sheaf.over(),
            _earned(),
            _spent(book),
            [Col(("金额",))],
            [Col(("金额",))],
            bottom=4,
        )
    )
    sheaf.functions("收入决算表", final, _revenue())
    sheaf.functions("支出决算表", base, _uses())
    _fiscal(book, sheaf, "财政拨款收入支出决算总表")
    general = replace(SPENT, fund=GENERAL)
    columns = [
        Col((word, name), replace(c, stage=stage))
        for word, stage in (("年初预算数", "budget"), ("本年支出", "final"))
        for name, c in (("合计", TOTAL), ("基本支出", at(use="basic")), ("项目支出", at(use="project")))
    ]
    rows = [
        sheaf.all_of(general),
        *(
            Line(r.lead, r.at and replace(r.at, stage=None))
            for r in parts.tree(book, sheaf.lead, replace(general, stage="final"))
        ),
    ]
    sheaf.list("一般公共预算财政拨款支出决算表", sheaf.codes, rows, columns)
    basic = replace(general, use="basic", stage="final")
    rows = [Line(("", "", "合计"), basic)]
    for name, use in (("人员经费", "basic/personnel"), ("公用经费", "basic/operating")):
        point = replace(basic, use=use)
        rows += [Line(("", "", name), point), *parts.economic_tree(book, parts.two_stairs, point)]
    sheaf.list(
        "一般公共预算财政拨款基本支出决算表",
        [("经济分类科目", "类"), ("经济分类科目", "款"), ("科目名称",)],
        rows,
        [Col(("决算数",))],
    )
    names = (
        ("合计", "three_public"),
        ("1．因公出国（境）费", "three_public/abroad"),
        ("2．公务接待费", "three_public/reception"),
        ("3．公务用车购置及运行维护费", "three_public/vehicles"),
        ("其中：（1）公务用车运行维护费", "three_public/vehicles/operating"),
        ("（2）公务用车购置费", "three_public/vehicles/purchase"),
    )
    columns = [
        Col((word,), at(stage=stage))
        for word, stage in (("年初预算数", "budget"), ("全年预算数", "adjusted"), ("决算数", "final"))
    ]
    sheaf.list(
        "财政拨款“三公”经费支出决算表", [("项目",)], [Line((name,), at(item=key)) for name, key in names], columns
    )
    _fund_table(book, sheaf, "政府性基金预算财政拨款收入支出决算表")
    sheaf.nothing("国有资本经营预算财政拨款支出决算表", "注：本单位没有国有资本经营预算财政拨款支出，故本表无数据。")
    narrative.final(sheaf.document, Teller(book, unit=Unit.YUAN, stage="final"))
    finish(sheaf.document)
    return book, sheaf.document


FINALS = {
    "jiangsu_final": jiangsu_final,
    "chongqing_final": chongqing_final,
    "sichuan_final": sichuan_final,
    "tianjin_final": tianjin_final,
}
