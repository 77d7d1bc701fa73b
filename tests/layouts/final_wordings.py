"""Narratives of final accounts of further places: pairs told together, budget and final amount beside each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from gouji.model.coordinates import CURRENT, Coordinates
from gouji.model.money import amount_of_fen
from tests.layouts.book import CAPITAL, FISCAL, GENERAL, GOVERNMENT
from tests.layouts.budget_wordings import (
    ABROAD,
    ALL_GENERAL,
    BASIC,
    BOUGHT,
    DRIVEN,
    GOODS,
    PROCURED,
    PROJECT,
    RECEPTION,
    RUNNING,
    SERVICES,
    THREE,
    VEHICLES,
    WORKS,
    moved,
)
from tests.layouts.narrative import Tell, Teller, final
from tests.layouts.parts import EARNED, SPENT
from tests.layouts.sheet import Document
from tests.layouts.wordings import executed, told_twice, totals

NOW = replace(EARNED, origin=CURRENT)
LEFT = Coordinates(side="expenditure", item="carried_forward")


def budgeted(teller: Teller, at: Coordinates) -> str:
    """The amount in the budget."""
    return teller.money(replace(at, stage="budget"))


def done(teller: Teller, at: Coordinates, digits: str = "0.01") -> str:
    """``98.76%`` of the budget."""
    before = teller.fen(replace(at, stage="budget"))
    return f"{(Decimal(teller.fen(at)) * 100 / before if before else Decimal(0)).quantize(Decimal(digits), ROUND_HALF_UP)}%"


def beside_budget(teller: Teller, at: Coordinates) -> str:
    """``比年初预算减少1.20万元，下降3.4%``."""
    before, after = teller.fen(replace(at, stage="budget")), teller.fen(at)
    text = f"比年初预算{'增加' if after >= before else '减少'}{amount_of_fen(abs(after - before), teller.unit, teller.decimals)}"
    if before:
        rate = (Decimal(abs(after - before)) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
        text += f"，{'增长' if after >= before else '下降'}{rate}%"
    return text


def beijing(document: Document, teller: Teller) -> None:
    """收入、支出总计 both in one clause; budget and final amount of every item and of “三公”."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book, teller.stage)
    general = ALL_GENERAL
    document.say(
        f"第三部分 {year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{year}年度收、支总计{money(EARNED)}，比上年{moved(teller, EARNED)}。",
        "（一）收入决算说明",
        f"{year}年度本年收入合计{money(NOW)}，比上年{moved(teller, NOW)}，其中：财政拨款收入{money(replace(NOW, fund=FISCAL))}，占收入合计的{teller.share(replace(NOW, fund=FISCAL), NOW)}；事业收入{money(replace(NOW, fund='own_funds/service'))}，占收入合计的{teller.share(replace(NOW, fund='own_funds/service'), NOW)}；其他收入{money(replace(NOW, fund='own_funds/other'))}，占收入合计的{teller.share(replace(NOW, fund='own_funds/other'), NOW)}。",
        "（二）支出决算说明",
        f"{year}年度本年支出合计{money(SPENT)}，比上年{moved(teller, SPENT)}，其中：基本支出{money(BASIC)}，占支出合计的{teller.share(BASIC, SPENT)}；项目支出{money(PROJECT)}，占支出合计的{teller.share(PROJECT, SPENT)}。",
        "二、财政拨款收入支出决算总体情况说明",
        f"{year}年度财政拨款收、支总计{money(replace(EARNED, fund=FISCAL))}，比上年{moved(teller, replace(EARNED, fund=FISCAL))}。主要原因：项目变化。",
        "三、一般公共预算财政拨款支出决算情况说明",
        "（一）一般公共预算财政拨款支出决算总体情况",
        f"{year}年度一般公共预算财政拨款支出{money(general)}，主要用于以下方面（按大类）："
        + "；".join(
            f"{book.name(c)}{money(replace(general, function=c))}，占本年财政拨款支出{teller.share(replace(general, function=c), general)}"
            for c in book.functions(3, fund=GENERAL, stage="final")
        )
        + "。",
        "（二）一般公共预算财政拨款支出决算具体情况",
    )
    for number, code in enumerate(book.functions(3, fund=GENERAL, stage="final"), 1):
        point = replace(general, function=code)
        document.say(
            f"{number}、“{book.name(code)}”（类）{year}年度决算{money(point)}，比{year}年年初预算{_change(teller, point)}。其中："
        )
        for division in (c for c in book.functions(5, fund=GENERAL, stage="final") if c.startswith(code)):
            inner = replace(general, function=division)
            document.say(
                f"“{book.name(division)}”（款）{year}年度决算{money(inner)}，比{year}年年初预算{_change(teller, inner)}。主要原因：据实支出。"
            )
    document.say(
        "四、“三公”经费财政拨款决算情况",
        f"{year}年“三公”经费财政拨款决算数{money(THREE)}，比{year}年“三公”经费财政拨款年初预算{budgeted(teller, THREE)}{_change(teller, THREE, percent=False)}。其中：",
        f"1.因公出国（境）费用。{year}年决算数{money(ABROAD)}，比{year}年年初预算数{budgeted(teller, ABROAD)}{_change(teller, ABROAD, percent=False)}。主要原因：计划调整。{year}年组织因公出国（境）团组2个、5人次，人均因公出国（境）费用1.20万元。",
        f"2.公务接待费。{year}年决算数{money(RECEPTION)}，比{year}年年初预算数{budgeted(teller, RECEPTION)}{_change(teller, RECEPTION, percent=False)}。主要原因：厉行节约。",
        f"3.公务用车购置及运行维护费。{year}年决算数{money(VEHICLES)}，比{year}年年初预算数{budgeted(teller, VEHICLES)}{_change(teller, VEHICLES, percent=False)}。其中，公务用车购置费{year}年决算数{money(BOUGHT)}，比{year}年年初预算数{budgeted(teller, BOUGHT)}{_change(teller, BOUGHT, percent=False)}；公务用车运行维护费{year}年决算数{money(DRIVEN)}，比{year}年年初预算数{budgeted(teller, DRIVEN)}{_change(teller, DRIVEN, percent=False)}。",
        "五、机关运行经费支出情况",
        f"{year}年本部门行政单位使用一般公共预算财政拨款安排的基本支出中的日常公用经费支出，合计{money(RUNNING)}，比上年{moved(teller, RUNNING)}。",
        "六、政府采购支出情况",
        f"{year}年政府采购支出总额{money(PROCURED)}，其中：政府采购货物支出{money(GOODS)}，政府采购工程支出{money(WORKS)}，政府采购服务支出{money(SERVICES)}。",
    )


def _change(teller: Teller, at: Coordinates, *, percent: bool = True) -> str:
    text = beside_budget(teller, at).removeprefix("比年初预算")
    return text if percent else text.split("，")[0]


def guangdong(document: Document, teller: Teller) -> None:
    """收入总计、支出总计 apart; 分别 for both; completion of the budget in every item of “三公”."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book, teller.stage)
    general = ALL_GENERAL
    document.say(
        f"第三部分 {year}年度部门决算情况说明",
        "一、收入支出决算总体情况",
        f"{year}年度收入总计{money(EARNED)}，支出总计{money(EARNED)}。与上年相比，收入总计{moved(teller, EARNED)}；支出总计{moved(teller, EARNED)}。",
        "（一）收入决算情况",
        f"本年收入合计{money(NOW)}。其中：一般公共预算财政拨款收入{money(replace(NOW, fund=GENERAL))}，占{teller.share(replace(NOW, fund=GENERAL), NOW)}，比上年{moved(teller, replace(NOW, fund=GENERAL))}，主要原因是人员变动；政府性基金预算财政拨款收入{money(replace(NOW, fund=GOVERNMENT))}，占{teller.share(replace(NOW, fund=GOVERNMENT), NOW)}，比上年{moved(teller, replace(NOW, fund=GOVERNMENT))}，主要原因是项目变动。",
        "（二）支出决算情况",
        f"本年支出合计{money(SPENT)}。其中：基本支出{money(BASIC)}，占{teller.share(BASIC, SPENT)}，比上年{moved(teller, BASIC)}，主要原因是人员变动；项目支出{money(PROJECT)}，占{teller.share(PROJECT, SPENT)}，比上年{moved(teller, PROJECT)}，主要原因是项目变动。",
        "二、财政拨款支出决算情况",
        f"{year}年度财政拨款支出{money(replace(SPENT, fund=FISCAL))}，占本年支出合计的{teller.share(replace(SPENT, fund=FISCAL), SPENT)}。其中：一般公共预算财政拨款支出{money(general)}，完成年初预算的{done(teller, general)}。",
        "三、“三公”经费支出决算情况",
        f"{year}年度“三公”经费财政拨款支出决算为{money(THREE)}，完成预算的{done(teller, THREE)}，比上年{moved(teller, THREE)}。",
        f"其中：因公出国（境）费支出决算为{money(ABROAD)}，占{teller.share(ABROAD, THREE)}，完成预算的{done(teller, ABROAD)}；公务用车购置及运行维护费支出决算为{money(VEHICLES)}，占{teller.share(VEHICLES, THREE)}，完成预算的{done(teller, VEHICLES)}；公务接待费支出决算为{money(RECEPTION)}，占{teller.share(RECEPTION, THREE)}，完成预算的{done(teller, RECEPTION)}。",
        f"公务用车购置及运行维护费支出决算{money(VEHICLES)}，其中：公务用车购置支出{money(BOUGHT)}，公务用车购置数1辆；公务用车运行维护费支出{money(DRIVEN)}，公务用车保有量为9辆。",
        "四、机关运行经费支出情况",
        f"{year}年度机关运行经费支出{money(RUNNING)}，比上年{moved(teller, RUNNING)}，主要原因是厉行节约。",
    )


def hunan(document: Document, teller: Teller) -> None:
    """年初预算 and 决算 by class; rates of completion under one heading for each item."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book, teller.stage)
    general = ALL_GENERAL
    document.say(
        f"第三部分 {year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{year}年度收、支总计{money(EARNED)}。与上年相比，{_rise(teller, EARNED)}，主要是因为人员增加。",
        "二、收入决算情况说明",
        f"{year}年度收入合计{money(NOW)}，其中：财政拨款收入{money(replace(NOW, fund=FISCAL))}，占{teller.share(replace(NOW, fund=FISCAL), NOW)}；事业收入{money(replace(NOW, fund='own_funds/service'))}，占{teller.share(replace(NOW, fund='own_funds/service'), NOW)}；其他收入{money(replace(NOW, fund='own_funds/other'))}，占{teller.share(replace(NOW, fund='own_funds/other'), NOW)}。",
        "三、支出决算情况说明",
        f"{year}年度支出合计{money(SPENT)}，其中：基本支出{money(BASIC)}，占{teller.share(BASIC, SPENT)}；项目支出{money(PROJECT)}，占{teller.share(PROJECT, SPENT)}；上缴上级支出0万元，占0%；经营支出0万元，占0%。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）财政拨款支出决算总体情况",
        f"{year}年度财政拨款支出{money(general)}，占本年支出合计的{teller.share(general, SPENT)}，与上年相比，财政拨款支出{_rise(teller, general)}。",
        "（三）财政拨款支出决算具体情况",
        f"{year}年度财政拨款支出年初预算数为{budgeted(teller, general)}，支出决算数为{money(general)}，完成年初预算的{done(teller, general)}，其中：",
    )
    for number, code in enumerate(book.functions(7, fund=GENERAL, stage="final"), 1):
        point = replace(general, function=code)
        if not teller.fen(replace(point, stage="budget")):
            continue
        document.say(
            f"{number}、{book.name(code[:3])}（类）{book.name(code[:5])}（款）{book.name(code)}（项）。",
            f"年初预算为{budgeted(teller, point)}，支出决算为{money(point)}，完成年初预算的{done(teller, point)}，决算数{'大于' if teller.fen(point) > teller.fen(replace(point, stage='budget')) else '小于'}年初预算数的主要原因是：据实支出。",
        )
    basic = replace(general, use="basic")
    personnel, operating = replace(basic, use="basic/personnel"), replace(basic, use="basic/operating")
    document.say(
        "六、一般公共预算财政拨款基本支出决算情况说明",
        f"{year}年度财政拨款基本支出{money(basic)}，其中：",
        f"人员经费{money(personnel)}，占基本支出的{teller.share(personnel, basic)}，主要包括基本工资、津贴补贴、奖金。",
        f"公用经费{money(operating)}，占基本支出的{teller.share(operating, basic)}，主要包括办公费、印刷费、水费。",
        "七、财政拨款三公经费支出决算情况说明",
        "（一）“三公”经费财政拨款支出决算总体情况说明",
        f"“三公”经费财政拨款支出预算为{budgeted(teller, THREE)}，支出决算为{money(THREE)}，完成预算的{done(teller, THREE)}，其中：",
    )
    for name, point in (
        ("因公出国（境）费", ABROAD),
        ("公务接待费", RECEPTION),
        ("公务用车购置费", BOUGHT),
        ("公务用车运行维护费", DRIVEN),
    ):
        document.say(
            f"{name}支出预算为{budgeted(teller, point)}，支出决算为{money(point)}，完成预算的{done(teller, point)}，决算数与预算数存在差异的主要原因是厉行节约，与上年相比{_rise(teller, point)}，主要原因是工作需要。"
        )
    document.say(
        "（二）“三公”经费财政拨款支出决算具体情况说明",
        f"{year}年度“三公”经费财政拨款支出决算中，公务接待费支出决算{money(RECEPTION)}，占{teller.share(RECEPTION, THREE)}，因公出国（境）费支出决算{money(ABROAD)}，占{teller.share(ABROAD, THREE)}，公务用车购置费及运行维护费支出决算{money(VEHICLES)}，占{teller.share(VEHICLES, THREE)}。其中：",
        f"1、因公出国（境）费支出决算为{money(ABROAD)}，全年安排因公出国（境）团组2个，累计5人次。",
        f"2、公务接待费支出决算为{money(RECEPTION)}，全年共接待来访团组36个、来宾213人次。",
        f"3、公务用车购置费及运行维护费支出决算为{money(VEHICLES)}，其中：公务用车购置费{money(BOUGHT)}，更新公务用车1辆。公务用车运行维护费{money(DRIVEN)}，主要是燃料费等支出，截止{year}年12月31日，我单位开支财政拨款的公务用车保有量为9辆。",
        "九、机关运行经费支出说明",
        f"本部门{year}年度机关运行经费支出{money(RUNNING)}，比上年决算数{_rise(teller, RUNNING)}。",
    )


def _rise(teller: Teller, at: Coordinates) -> str:
    return moved(teller, at, less="减少", up="增长", down="降低")


def zhejiang(document: Document, teller: Teller) -> None:
    """Each item with its budget, final amount, completion and change; the shares of the fiscal expenditure by class."""
    book, money, year, name = teller.book, teller.money, teller.book.year, teller.book.department
    totals(document, book, teller.stage)
    general = ALL_GENERAL
    capital = replace(NOW, fund=CAPITAL)
    document.say(
        f"第三部分 {year}年度部门决算情况说明",
        "（一）收入支出决算总体情况说明",
        f"{year}年度收入总计{money(EARNED)}，支出总计{money(replace(SPENT, item='grand_total'))}，与{year - 1}年度相比，各{moved(teller, EARNED)}。主要原因是：项目增加。",
        "（二）收入决算情况说明",
        f"本年收入合计{money(NOW)}，包括财政拨款收入{money(replace(NOW, fund=FISCAL))}（其中：一般公共预算{money(replace(NOW, fund=GENERAL))}，政府性基金预算{money(replace(NOW, fund=GOVERNMENT))}，国有资本经营预算{money(capital)}），占收入合计{teller.share(replace(NOW, fund=FISCAL), NOW)}；事业收入{money(replace(NOW, fund='own_funds/service'))}，占收入合计{teller.share(replace(NOW, fund='own_funds/service'), NOW)}；其他收入{money(replace(NOW, fund='own_funds/other'))}，占收入合计{teller.share(replace(NOW, fund='own_funds/other'), NOW)}。",
        "（三）支出决算情况说明",
        f"本年支出合计{money(SPENT)}，其中基本支出{money(BASIC)}，占{teller.share(BASIC, SPENT)}；项目支出{money(PROJECT)}，占{teller.share(PROJECT, SPENT)}；上缴上级支出0.00万元，占0.00%；经营支出0.00万元，占0.00%；对附属单位补助支出0.00万元，占0.00%。",
        "（五）一般公共预算财政拨款支出决算情况说明",
        "1.一般公共预算财政拨款支出决算总体情况",
        f"{year}年度一般公共预算财政拨款支出{money(general)}，占本年支出合计的{teller.share(general, SPENT)}，与{year - 1}年度相比，一般公共预算财政拨款支出{moved(teller, general)}。",
        "2.一般公共预算财政拨款支出决算结构情况",
        f"{year}年度一般公共预算财政拨款支出{money(general)}，主要用于以下方面："
        + "；".join(
            f"{book.name(c)}（类）支出{money(replace(general, function=c))}，占{teller.share(replace(general, function=c), general)}"
            for c in book.functions(3, fund=GENERAL, stage="final")
        )
        + "。",
        "3.一般公共预算财政拨款支出决算具体情况",
        f"{year}年度一般公共预算财政拨款支出年初预算为{budgeted(teller, general)}，支出决算为{money(general)}，完成年初预算的{done(teller, general)}，主要原因是年中追加。其中：",
    )
    for number, code in enumerate(book.functions(3, fund=GENERAL, stage="final"), 1):
        document.say(f"（{number}）{book.name(code)}（类）")
        for inner in (c for c in book.functions(7, fund=GENERAL, stage="final") if c.startswith(code)):
            point = replace(general, function=inner)
            if teller.fen(replace(point, stage="budget")):
                document.say(
                    f"{book.name(inner[:5])}（款）{book.name(inner)}（项）。年初预算{budgeted(teller, point)}，支出决算{money(point)}，完成年初预算的{done(teller, point)}。主要用于保障运转。"
                )
    document.say(
        "（九）财政拨款“三公”经费支出决算情况说明",
        f"{year}年度“三公”经费财政拨款支出预算为{budgeted(teller, THREE)}，支出决算为{money(THREE)}，完成预算的{done(teller, THREE)}，{year}年度“三公”经费支出决算数{'大' if teller.fen(THREE) > teller.fen(replace(THREE, stage='budget')) else '小'}于预算数的主要原因是据实支出。",
        f"其中因公出国（境）费支出决算为{money(ABROAD)}，占{teller.share(ABROAD, THREE)}，与{year - 1}年度相比，{moved(teller, ABROAD)}，主要原因是计划调整；公务用车购置及运行维护费支出决算为{money(VEHICLES)}，占{teller.share(VEHICLES, THREE)}，与{year - 1}年度相比，{moved(teller, VEHICLES)}；公务接待费支出决算为{money(RECEPTION)}，占{teller.share(RECEPTION, THREE)}，与{year - 1}年度相比，{moved(teller, RECEPTION)}。",
        "（十）机关运行经费支出说明",
        f"{name}{year}年度机关运行经费支出{money(RUNNING)}，{year}年度机关运行经费比年初预算数{_change(teller, RUNNING)}；比上年决算数{moved(teller, RUNNING)}。",
        "（十一）政府采购支出说明",
        f"{name}{year}年度政府采购支出总额{money(PROCURED)}，其中：政府采购货物支出{money(GOODS)}、政府采购工程支出{money(WORKS)}、政府采购服务支出{money(SERVICES)}。",
    )


FINAL_WORDINGS: dict[str, Tell] = {
    "ministry": final,
    "chongqing": told_twice,
    "shandong": executed,
    "beijing": beijing,
    "guangdong": guangdong,
    "hunan": hunan,
    "zhejiang": zhejiang,
}
