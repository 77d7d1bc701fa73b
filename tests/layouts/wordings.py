"""Narratives worded in other ways: changes against last year by part, 元 over 万元, amounts with spaces, all in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import amount_of_fen
from tests.layouts.book import CAPITAL, FISCAL, GENERAL, GOVERNMENT, SPECIAL, Book
from tests.layouts.narrative import Teller
from tests.layouts.parts import EARNED, SPENT, ordinal
from tests.layouts.sheet import Document

_FUNDS = (
    ("一般公共预算拨款收入", GENERAL),
    ("政府性基金预算拨款收入", GOVERNMENT),
    ("国有资本经营预算拨款收入", CAPITAL),
    ("财政专户管理资金收入", SPECIAL),
    ("事业收入", "own_funds/service"),
    ("其他收入", "own_funds/other"),
)
_ITEMS = (
    ("abroad", "因公出国（境）费"),
    ("vehicles", "公务用车购置及运行维护费"),
    ("vehicles/purchase", "公务用车购置费"),
    ("vehicles/operating", "公务用车运行维护费"),
    ("reception", "公务接待费"),
)


def item(name: str) -> Coordinates:
    return Coordinates(item=name)


def totals(document: Document, book: Book, stage: str | None = None) -> None:
    """What the totals of the document are."""
    document.revenue = book.amount(replace(EARNED, stage=stage))
    document.expenditure = book.amount(replace(SPENT, stage=stage))


def against(teller: Teller, at: Coordinates, *, word: str = "预算", loose: bool = False) -> str:
    """``比2024年预算增加12.30万元，增长4.5%`` in one of several manners."""
    before = teller.fen(replace(at, year=teller.book.year - 1))
    difference = teller.fen(at) - before
    last = f"{teller.book.year - 1}年{word}"
    if not difference:
        return f"与{last}持平"
    gap = " " if loose else ""
    amount = str(amount_of_fen(abs(difference), teller.unit, teller.decimals)).replace("万元", f"{gap}万元")
    more = difference > 0
    text = f"{'较' if loose else '比'}{last}{'增加' if more else '减少'}{gap}{amount}"
    if before:
        rate = (Decimal(abs(difference)) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
        text += f"，{'增长' if more else '下降'}{gap}{rate}{gap}%"
    return text


def _sources(teller: Teller, origin: str, *, more: bool = False) -> list[str]:
    found = []
    for name, fund in _FUNDS:
        point = replace(EARNED, fund=fund, origin=origin)
        if teller.fen(point):
            text = f"{name}{teller.money(point)}，占{teller.share(point, EARNED)}"
            found.append(text + (f"，{against(teller, point)}，主要是预算安排调整" if more else ""))
    return found


def by_part(document: Document, teller: Teller) -> None:
    """Hubei, Anhui: revenue of this year and carried over apart, each source with its change."""
    book, money, year, name = teller.book, teller.money, teller.book.year, teller.book.department
    totals(document, book)
    now, old = replace(EARNED, origin=CURRENT), replace(EARNED, origin=CARRIED_OVER)
    fiscal = replace(SPENT, fund=FISCAL)
    document.say(
        f"第三部分 {name}{year}年部门预算情况说明",
        f"一、关于{year}年收支总表的说明",
        f"按照综合预算的原则，{name}所有收入和支出均纳入部门预算管理。收入包括一般公共预算拨款收入等；支出按功能分类编列。{name}{year}年收支总预算{money(EARNED)}。",
        f"二、关于{year}年收入总表的说明",
        f"{name}{year}年收入预算{money(EARNED)}，其中，本年收入{money(now)}，占{teller.share(now, EARNED)}；上年结转{money(old)}，占{teller.share(old, EARNED)}。",
        f"（一）本年收入{money(now)}，主要包括：{'；'.join(_sources(teller, CURRENT, more=True))}。",
        f"（二）上年结转{money(old)}，主要包括：{'；'.join(_sources(teller, CARRIED_OVER)) or '无'}。",
        f"三、关于{year}年支出总表的说明",
        f"{name}{year}年支出预算{money(SPENT)}，{against(teller, SPENT)}，主要原因是人员和项目变化。其中，基本支出{money(replace(SPENT, use='basic'))}，占{teller.share(replace(SPENT, use='basic'), SPENT)}，主要用于保障机构日常运转；项目支出{money(replace(SPENT, use='project'))}，占{teller.share(replace(SPENT, use='project'), SPENT)}，主要用于完成特定任务。",
        f"四、关于{year}年财政拨款收支总表的说明",
        f"{name}{year}年财政拨款收支预算{money(fiscal)}。支出按功能分类分为："
        + "、".join(
            f"{book.name(code)}{money(replace(fiscal, function=code))}，占{teller.share(replace(fiscal, function=code), fiscal)}"
            for code in book.functions(3, fund=FISCAL)
        )
        + "。",
        f"五、关于{year}年一般公共预算支出表的说明",
    )
    general = replace(SPENT, fund=GENERAL)
    document.say(
        "（一）一般公共预算支出规模变化情况。",
        f"{name}{year}年一般公共预算支出{money(general)}，{against(teller, general)}。",
        "（二）一般公共预算支出具体使用情况。",
    )
    for number, code in enumerate(book.functions(7, fund=GENERAL), 1):
        point = replace(general, function=code)
        document.say(
            f"{number}．{book.name(code[:3])}（类）{book.name(code[:5])}（款）{book.name(code)}（项）{year}年预算{money(point)}，{against(teller, point)}，主要原因是按实际需要安排。"
        )
    basic = replace(general, use="basic")
    document.say(
        f"六、关于{year}年一般公共预算基本支出表的说明",
        f"{name}{year}年一般公共预算基本支出{money(basic)}，其中：",
        f"人员经费{money(replace(basic, use='basic/personnel'))}，主要包括：基本工资、津贴补贴、奖金等。",
        f"日常公用经费{money(replace(basic, use='basic/operating'))}，主要包括：办公费、印刷费、水费、电费等。",
        f"七、{year}年“三公”经费预算情况",
    )
    parts = [f"{label}{money(item('three_public/' + key))}" for key, label in _ITEMS]
    document.say(
        f"{name}{year}年“三公”经费预算{money(item('three_public'))}，{against(teller, item('three_public'))}。其中：{parts[0]}；{parts[1]}（其中：{parts[2]}，{parts[3]}）；{parts[4]}。",
        "八、其他重要事项",
        f"（一）机关运行经费。{year}年{name}机关运行经费财政拨款预算{money(item('agency_operating_expenses'))}，{against(teller, item('agency_operating_expenses'))}。",
        f"（二）政府采购情况。{year}年政府采购预算{money(item('procurement'))}，其中：政府采购货物预算{money(item('procurement/goods'))}，政府采购工程预算{money(item('procurement/works'))}，政府采购服务预算{money(item('procurement/services'))}。",
    )


def in_a_line(document: Document, teller: Teller) -> None:
    """Counties and towns: few sentences, each with a total, its parts and its change against last year."""
    book, money, year, name = teller.book, teller.money, teller.book.year, teller.book.department
    totals(document, book)
    general = replace(SPENT, fund=GENERAL)
    use = [(label, replace(SPENT, use=key)) for label, key in (("基本支出", "basic"), ("项目支出", "project"))]
    sources = "，".join(
        f"{label}{money(replace(EARNED, fund=fund))}"
        for label, fund in _FUNDS
        if teller.fen(replace(EARNED, fund=fund))
    )
    document.say(
        f"第三部分 {year}年部门预算情况说明",
        "一、部门预算收支增减变化情况说明",
        f"{year}年本部门预算收入{money(EARNED)}，{against(teller, EARNED)}，主要原因是工资标准调整。其中：{sources}。",
        f"{year}年本部门预算支出{money(SPENT)}，{against(teller, SPENT)}，其中：{'；'.join(f'{label}{money(point)}，{against(teller, point)}' for label, point in use)}。",
        "二、“三公”经费安排情况说明",
        f"{year}年本部门“三公”经费预算安排{money(item('three_public'))}，{against(teller, item('three_public'), word='')}，其中："
        + "；".join(
            f"{label}{money(item('three_public/' + key))}，{against(teller, item('three_public/' + key), word='')}"
            for key, label in (_ITEMS[0], _ITEMS[4], _ITEMS[1])
        )
        + "。",
        "三、机关运行经费安排情况说明",
        f"{year}年本部门机关运行经费安排{money(item('agency_operating_expenses'))}，{against(teller, item('agency_operating_expenses'))}，主要包括办公费、印刷费、邮电费等。",
        "四、一般公共预算安排情况",
        f"{name}{year}年一般公共预算支出{money(general)}，其中："
        + "；".join(
            f"{ordinal(n)}是{book.name(code)}{money(replace(general, function=code))}，占{teller.share(replace(general, function=code), general)}"
            for n, code in enumerate(book.functions(3, fund=GENERAL), 1)
        )
        + "。",
        f"五、政府采购安排情况说明。{year}年本部门政府采购安排{money(item('procurement'))}，其中：货物类采购预算{money(item('procurement/goods'))}、工程类采购预算{money(item('procurement/works'))}、服务类采购预算{money(item('procurement/services'))}。",
    )


def spaced(document: Document, teller: Teller) -> None:
    """Jiangsu: totals first, what they contain as numbered items, a space before and behind each amount."""
    book, year, name = teller.book, teller.book.year, teller.book.department
    totals(document, book)

    def money(at: Coordinates) -> str:
        amount = amount_of_fen(teller.fen(at), teller.unit, teller.decimals)
        return f" {amount.value:,} 万元"

    now = replace(EARNED, origin=CURRENT)
    general = replace(SPENT, fund=GENERAL)
    document.say(
        f"第三部分 {year}年度部门预算情况说明",
        "一、收支预算总体情况说明",
        f"{name}{year}年度收入、支出预算总计{money(EARNED)}，与上年相比收、支预算总计各{_change(teller, EARNED)}。其中：",
        f"（一）收入预算总计{money(EARNED)}。包括：",
        f"1.本年收入合计{money(now)}。",
    )
    for number, (label, fund) in enumerate(_FUNDS, 1):
        point = replace(EARNED, fund=fund, origin=CURRENT)
        document.say(
            f"（{number}）{label}{money(point)}，与上年相比{_change(teller, point)}。主要原因是政策性因素。"
            if teller.fen(point)
            else f"（{number}）{label}{money(point)}，与上年预算数相同。"
        )
    document.say(
        f"2.上年结转结余为{money(replace(EARNED, origin=CARRIED_OVER))}。与上年相比{_change(teller, replace(EARNED, origin=CARRIED_OVER))}。",
        f"（二）支出预算总计{money(SPENT)}。包括：",
        f"1.本年支出合计{money(SPENT)}。",
    )
    for number, code in enumerate(book.functions(3), 1):
        point = replace(SPENT, function=code)
        document.say(
            f"（{number}）{book.name(code)}（类）支出{money(point)}，主要用于履行职责。与上年相比{_change(teller, point)}。"
        )
    document.say(
        "2.年终结转结余为 0 万元。",
        "二、收入预算情况说明",
        f"{name}{year}年收入预算合计{money(EARNED)}，包括本年收入{money(now)}，上年结转结余{money(replace(EARNED, origin=CARRIED_OVER))}。",
        "三、支出预算情况说明",
        f"{name}{year}年支出预算合计{money(SPENT)}，其中：",
        f"基本支出{money(replace(SPENT, use='basic'))}，占 {teller.share(replace(SPENT, use='basic'), SPENT)}；",
        f"项目支出{money(replace(SPENT, use='project'))}，占 {teller.share(replace(SPENT, use='project'), SPENT)}。",
        "四、财政拨款收支预算总体情况说明",
        f"{name}{year}年度财政拨款收、支总预算{money(replace(EARNED, fund=FISCAL))}。与上年相比，财政拨款收、支总计各{_change(teller, replace(EARNED, fund=FISCAL))}。",
        "五、一般公共预算支出预算情况说明",
        f"{name}{year}年一般公共预算财政拨款支出预算{money(general)}，与上年相比{_change(teller, general)}。",
        "其中：",
    )
    for number, first in enumerate(book.functions(3, fund=GENERAL), 1):
        document.say(f"（{ordinal(number)}）{book.name(first)}（类）")
        for index, code in enumerate((c for c in book.functions(7, fund=GENERAL) if c.startswith(first)), 1):
            point = replace(general, function=code)
            document.say(
                f"{index}.{book.name(code[:5])}（款）{book.name(code)}（项）支出{money(point)}，与上年相比{_change(teller, point)}。主要原因是人员变动。"
            )
    basic = replace(general, use="basic")
    document.say(
        "六、一般公共预算基本支出预算情况说明",
        f"{name}{year}年度一般公共预算财政拨款基本支出预算{money(basic)}，其中：",
        f"（一）人员经费{money(replace(basic, use='basic/personnel'))}。主要包括：基本工资、津贴补贴、奖金。",
        f"（二）公用经费{money(replace(basic, use='basic/operating'))}。主要包括：办公费、印刷费、差旅费。",
        "七、一般公共预算“三公”经费预算情况说明",
        f"{name}{year}年度一般公共预算拨款安排的“三公”经费预算支出中，因公出国（境）费支出{money(item('three_public/abroad'))}，占“三公”经费的 {teller.share(item('three_public/abroad'), item('three_public'))}；公务用车购置及运行维护费支出{money(item('three_public/vehicles'))}，占“三公”经费的 {teller.share(item('three_public/vehicles'), item('three_public'))}；公务接待费支出{money(item('three_public/reception'))}，占“三公”经费的 {teller.share(item('three_public/reception'), item('three_public'))}。具体情况如下：",
        f"1.因公出国（境）费预算支出{money(item('three_public/abroad'))}，比上年预算{_change(teller, item('three_public/abroad'))}。",
        f"2.公务用车购置及运行维护费预算支出{money(item('three_public/vehicles'))}。其中：",
        f"（1）公务用车购置费预算支出{money(item('three_public/vehicles/purchase'))}，比上年预算{_change(teller, item('three_public/vehicles/purchase'))}。",
        f"（2）公务用车运行维护费预算支出{money(item('three_public/vehicles/operating'))}，比上年预算{_change(teller, item('three_public/vehicles/operating'))}。",
        f"3.公务接待费预算支出{money(item('three_public/reception'))}，比上年预算{_change(teller, item('three_public/reception'))}。",
    )


def _change(teller: Teller, at: Coordinates) -> str:
    """``增加 12.30 万元，增长 4.5%`` with spaces."""
    before = teller.fen(replace(at, year=teller.book.year - 1))
    difference = teller.fen(at) - before
    if not difference:
        return "持平"
    amount = amount_of_fen(abs(difference), teller.unit, teller.decimals)
    text = f"{'增加' if difference > 0 else '减少'} {amount.value:,} 万元"
    if before:
        rate = (Decimal(abs(difference)) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
        text += f"，{'增长' if difference > 0 else '减少'} {rate}%"
    return text


def told_twice(document: Document, teller: Teller) -> None:
    """Final accounts of Chongqing: one paragraph with headings inside for each side, compared with last year's."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book, teller.stage)
    now = replace(EARNED, origin=CURRENT)
    left = Coordinates(side="expenditure", item="carried_forward")
    general = replace(SPENT, fund=GENERAL)
    budget = replace(general, stage="budget")

    def last(at: Coordinates) -> str:
        return (
            against(teller, at, word="决算数").replace(f"比{year - 1}年决算数", "较上年决算数").replace("与", "较", 1)
        )

    sources = "；".join(
        f"{label}{money(replace(now, fund=fund))}，占{teller.share(replace(now, fund=fund), now)}"
        for label, fund in (
            ("财政拨款收入", FISCAL),
            ("事业收入", "own_funds/service"),
            ("其他收入", "own_funds/other"),
        )
        if teller.fen(replace(now, fund=fund))
    )
    uses = "；".join(
        f"{label}{money(replace(SPENT, use=use))}，占{teller.share(replace(SPENT, use=use), SPENT)}"
        for label, use in (("基本支出", "basic"), ("项目支出", "project"))
    )
    document.say(
        f"第三部分 {year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"1.总体情况。本部门{year}年度收入总计{money(EARNED)}，支出总计{money(replace(SPENT, item='grand_total'))}。收支{last(EARNED)}，主要原因是项目安排变化。",
        f"2.收入情况。本部门{year}年度收入合计{money(now)}，{last(now)}，主要原因是上级补助变化。其中：{sources}。此外，使用非财政拨款结余（含专用结余）0.00万元，年初结转和结余{money(replace(EARNED, origin=CARRIED_OVER))}。",
        f"3.支出情况。本部门{year}年度支出合计{money(SPENT)}，{last(SPENT)}，主要原因是压减一般性支出。其中：{uses}。此外，结余分配0.00万元。",
        f"4.结转结余情况。本部门{year}年度年末结转和结余{money(left)}，{last(left)}，主要原因是部分项目跨年实施。",
        "二、财政拨款收入支出决算总体情况说明",
        f"本部门{year}年度财政拨款收、支总计{money(replace(EARNED, fund=FISCAL))}。与上年决算数相比，财政拨款收、支总计各{teller.change(replace(EARNED, fund=FISCAL))}。",
        "三、一般公共预算财政拨款支出决算情况说明",
        f"1.支出情况。本部门{year}年度一般公共预算财政拨款支出{money(general)}，{last(general)}。较年初预算数{_difference(teller, general, budget)}，主要原因是年中追加项目。",
        "2.比较情况。本部门一般公共预算财政拨款支出主要用于以下几个方面：",
    )
    for number, code in enumerate(book.functions(3, fund=GENERAL, stage="final"), 1):
        point = replace(general, function=code)
        document.say(
            f"（{number}）{book.name(code)}{money(point)}，占{teller.share(point, general)}，较年初预算数{_difference(teller, point, replace(point, stage='budget'))}，主要原因是据实支出。"
        )
    basic = replace(general, use="basic")
    document.say(
        "四、一般公共预算财政拨款基本支出决算情况说明",
        f"本部门{year}年度一般公共财政拨款基本支出{money(basic)}。其中：人员经费{money(replace(basic, use='basic/personnel'))}，{last(replace(basic, use='basic/personnel'))}。人员经费用途主要包括基本工资等。公用经费{money(replace(basic, use='basic/operating'))}，{last(replace(basic, use='basic/operating'))}。",
        "五、“三公”经费情况说明",
        f"{year}年度本部门“三公”经费支出共计{money(item('three_public'))}，较年初预算数{_difference(teller, item('three_public'), replace(item('three_public'), stage='budget'))}，{last(item('three_public'))}。",
        f"本部门{year}年度因公出国（境）费用{money(item('three_public/abroad'))}。公务车购置费{money(item('three_public/vehicles/purchase'))}。公务车运行维护费{money(item('three_public/vehicles/operating'))}。公务接待费{money(item('three_public/reception'))}。",
        "六、其他需要说明的事项",
        f"本部门{year}年度机关运行经费支出{money(item('agency_operating_expenses'))}，{last(item('agency_operating_expenses'))}。",
    )


def _difference(teller: Teller, one: Coordinates, other: Coordinates) -> str:
    before, after = teller.fen(other), teller.fen(one)
    if before == after:
        return "持平"
    text = f"{'增加' if after > before else '减少'}{amount_of_fen(abs(after - before), teller.unit, teller.decimals)}"
    if before:
        rate = (Decimal(abs(after - before)) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
        text += f"，{'增长' if after > before else '下降'}{rate}%"
    return text


def executed(document: Document, teller: Teller) -> None:
    """Final accounts of Shandong, Sichuan: the chart's sentences, rates of completion, “三公” with counts."""
    book, money, year, name = teller.book, teller.money, teller.book.year, teller.book.department
    totals(document, book, teller.stage)
    now, general = replace(EARNED, origin=CURRENT), replace(SPENT, fund=GENERAL)
    fiscal = replace(EARNED, fund=FISCAL)
    uses: Sequence[tuple[str, str]] = (("基本支出", "basic"), ("项目支出", "project"))
    document.say(
        f"第三部分 {year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{year}年度收、支总计均为{money(EARNED)}。与{year - 1}年相比，收、支总计各{teller.change(EARNED)}。主要变动原因是人员调整。",
        "二、收入决算情况说明",
        f"{year}年本年收入合计{money(now)}，其中：一般公共预算财政拨款收入{money(replace(now, fund=GENERAL))}，占{teller.share(replace(now, fund=GENERAL), now)}；政府性基金预算财政拨款收入{money(replace(now, fund=GOVERNMENT))}，占{teller.share(replace(now, fund=GOVERNMENT), now)}；事业收入{money(replace(now, fund='own_funds/service'))}，占{teller.share(replace(now, fund='own_funds/service'), now)}；其他收入{money(replace(now, fund='own_funds/other'))}，占{teller.share(replace(now, fund='own_funds/other'), now)}。",
        "三、支出决算情况说明",
        f"{year}年本年支出合计{money(SPENT)}，其中："
        + "；".join(
            f"{label}{money(replace(SPENT, use=use))}，占{teller.share(replace(SPENT, use=use), SPENT)}"
            for label, use in uses
        )
        + "。",
        "四、财政拨款收入支出决算总体情况说明",
        f"{year}年财政拨款收、支总计均为{money(fiscal)}。与{year - 1}年相比，财政拨款收、支总计各{teller.change(fiscal)}。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）一般公共预算财政拨款支出决算总体情况",
        f"{year}年一般公共预算财政拨款支出{money(general)}，占本年支出合计的{teller.share(general, SPENT)}。与{year - 1}年相比，一般公共预算财政拨款支出{teller.change(general)}。",
        "（二）一般公共预算财政拨款支出决算结构情况",
        f"{year}年一般公共预算财政拨款支出{money(general)}，主要用于以下方面："
        + "；".join(
            f"{book.name(code)}{money(replace(general, function=code))}，占{teller.share(replace(general, function=code), general)}"
            for code in book.functions(3, fund=GENERAL, stage="final")
        )
        + "。",
        "（三）一般公共预算财政拨款支出决算具体情况",
    )
    for number, code in enumerate(book.functions(7, fund=GENERAL, stage="final"), 1):
        point = replace(general, function=code)
        before = book.amount(replace(point, stage="budget"))
        done = f"{Decimal(teller.fen(point) * 100) / before:.2f}%" if before else ""
        document.say(
            f"{number}.{book.name(code[:3])}（{code[:3]}）{book.name(code[:5])}（{code[3:5]}）{book.name(code)}（{code[5:]}）：支出决算为{money(point)}"
            + (f"，完成预算的{done}，决算数与预算数存在差异的主要原因是据实结算。" if done else "。")
        )
    three = item("three_public")
    document.say(
        "六、财政拨款“三公”经费支出决算情况说明",
        f"{year}年“三公”经费财政拨款支出决算为{money(three)}，完成预算的{Decimal(teller.fen(three) * 100) / book.amount(replace(three, stage='budget')):.2f}%。其中，因公出国（境）费支出决算{money(item('three_public/abroad'))}，占{teller.share(item('three_public/abroad'), three)}；公务用车购置及运行维护费支出决算{money(item('three_public/vehicles'))}，占{teller.share(item('three_public/vehicles'), three)}；公务接待费支出决算{money(item('three_public/reception'))}，占{teller.share(item('three_public/reception'), three)}。具体情况如下：",
        f"1.因公出国（境）经费支出{money(item('three_public/abroad'))}，全年安排因公出国（境）团组2个，累计5人次。",
        f"2.公务用车购置及运行维护费支出{money(item('three_public/vehicles'))}。其中：公务用车购置支出{money(item('three_public/vehicles/purchase'))}，全年按规定更新购置公务用车1辆；公务用车运行维护费支出{money(item('three_public/vehicles/operating'))}，截至{year}年12月底，单位共有公务用车9辆。",
        f"3.公务接待费支出{money(item('three_public/reception'))}。国内公务接待36批次、213人次。",
        "七、其他重要事项的情况说明",
        f"{year}年度，{name}机关运行经费支出{money(item('agency_operating_expenses'))}，比{year - 1}年度{teller.change(item('agency_operating_expenses'))}。",
        f"{year}年度，{name}政府采购支出总额{money(item('procurement'))}，其中：政府采购货物支出{money(item('procurement/goods'))}、政府采购工程支出{money(item('procurement/works'))}、政府采购服务支出{money(item('procurement/services'))}。",
    )
