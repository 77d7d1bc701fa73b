"""Budget narratives of further places, each a list of its sentences: what they compare, leave out and put in brackets."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import amount_of_fen
from tests.layouts.book import FISCAL, GENERAL, GOVERNMENT, OTHER, SERVICE, SPECIAL
from tests.layouts.narrative import Tell, Teller
from tests.layouts.parts import EARNED, SPENT, ordinal
from tests.layouts.sheet import Document
from tests.layouts.wordings import against, item, totals

BASIC, PROJECT = replace(SPENT, use="basic"), replace(SPENT, use="project")
PERSONNEL, OPERATING = replace(SPENT, use="basic/personnel"), replace(SPENT, use="basic/operating")
ALL_GENERAL = replace(SPENT, fund=GENERAL)
THREE = item("three_public")
ABROAD, VEHICLES, RECEPTION = (item(f"three_public/{name}") for name in ("abroad", "vehicles", "reception"))
BOUGHT, DRIVEN = item("three_public/vehicles/purchase"), item("three_public/vehicles/operating")
RUNNING, PROCURED = item("agency_operating_expenses"), item("procurement")
GOODS, WORKS, SERVICES = (item(f"procurement/{name}") for name in ("goods", "works", "services"))


def last(teller: Teller, at: Coordinates) -> str:
    """Last year's amount."""
    return teller.money(replace(at, year=teller.book.year - 1))


def moved(
    teller: Teller, at: Coordinates, more: str = "增加", less: str = "减少", up: str = "增长", down: str = "下降"
) -> str:
    """``增加12.30万元，增长4.50%``, also where nothing changed: ``增加0.00万元，增长0.00%``."""
    before = teller.fen(replace(at, year=teller.book.year - 1))
    difference = teller.fen(at) - before
    rate = (Decimal(abs(difference)) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP) if before else None
    text = f"{more if difference >= 0 else less}{amount_of_fen(abs(difference), teller.unit, teller.decimals)}"
    return text + ("" if rate is None else f"，{up if difference >= 0 else down}{rate}%")


def beijing(document: Document, teller: Teller) -> None:
    """Both years' amounts in every comparison; “三公” item by item with a full stop behind each name."""
    money, year = teller.money, teller.book.year

    def both(at: Coordinates) -> str:
        return f"{money(at)}，比{year - 1}年{last(teller, at)}{moved(teller, at)}"

    totals(document, teller.book)
    general, operating = replace(EARNED, fund=FISCAL, origin=CURRENT), DRIVEN
    document.say(
        f"第三部分 {year}年部门预算情况说明",
        f"一、{year}年收入预算情况",
        f"{year}年收入预算{both(EARNED)}。其中：",
        f"（一）本年财政拨款收入{money(general)}。",
        f"（二）上年结转收入{money(replace(EARNED, origin=CARRIED_OVER))}。",
        f"二、{year}年支出预算情况",
        f"{year}年支出预算{both(SPENT)}。其中：基本支出预算{money(BASIC)}，占总支出预算{teller.share(BASIC, SPENT)}，比{year - 1}年{last(teller, BASIC)}{moved(teller, BASIC)}；项目支出预算{money(PROJECT)}，占总支出预算{teller.share(PROJECT, SPENT)}，比{year - 1}年{last(teller, PROJECT)}{moved(teller, PROJECT)}。",
        "三、“三公”经费财政拨款预算情况说明",
        "（一）“三公”经费的单位范围",
        "本部门因公出国（境）费用、公务接待费、公务用车购置和运行维护费开支单位包括2个所属单位。",
        "（二）“三公”经费财政拨款情况说明",
        f"{year}年“三公”经费财政拨款预算{money(THREE)}，比{year - 1}年“三公”经费财政拨款预算{last(teller, THREE)}{moved(teller, THREE)}。其中：",
        f"1．因公出国（境）费用。{year}年预算数{money(ABROAD)}，比{year - 1}年预算数{last(teller, ABROAD)}{moved(teller, ABROAD)}。",
        f"2．公务接待费。{year}年预算数{money(RECEPTION)}，比{year - 1}年预算数{last(teller, RECEPTION)}{moved(teller, RECEPTION)}，主要原因是厉行节约。",
        f"3．公务用车购置和运行维护费。{year}年预算数{money(VEHICLES)}，其中，公务用车购置费{year}年预算数{money(BOUGHT)}，比{year - 1}年预算数{last(teller, BOUGHT)}{moved(teller, BOUGHT)}；公务用车运行维护费{year}年预算数{money(operating)}，比{year - 1}年预算数{last(teller, operating)}{moved(teller, operating)}。",
        "四、其他情况说明",
        "（一）政府采购预算说明",
        f"{year}年{teller.book.department}政府采购预算总额{money(PROCURED)}，其中：政府采购货物预算{money(GOODS)}，政府采购工程预算{money(WORKS)}，政府采购服务预算{money(SERVICES)}。",
        "（二）机关运行经费说明",
        f"{year}年本部门1家行政单位的机关运行经费预算{money(RUNNING)}，比{year - 1}年预算{last(teller, RUNNING)}{moved(teller, RUNNING)}。",
    )


def guangdong(document: Document, teller: Teller) -> None:
    """A change for everything, 增加0.00万元 where there is none, the parts of vehicles in brackets with theirs."""
    money, year = teller.money, teller.book.year
    totals(document, teller.book)

    def than(at: Coordinates) -> str:
        return f"{money(at)}，比上年{moved(teller, at)}，主要原因是年度工作安排"

    document.say(
        f"第三部分 {year}年部门预算情况说明",
        "一、部门预算收支增减变化情况",
        f"{year}年本部门收入预算{than(EARNED)}；支出预算{than(SPENT)}。",
        "二、“三公”经费安排情况",
        f"{year}年本部门“三公”经费预算安排{than(THREE)}。其中：因公出国（境）费{than(ABROAD)}；公务用车购置及运行维护费{money(VEHICLES)}（公务用车购置费{money(BOUGHT)}，比上年{moved(teller, BOUGHT)}；公务用车运行维护费{money(DRIVEN)}，比上年{moved(teller, DRIVEN)}），比上年{moved(teller, VEHICLES)}，主要原因是车辆老旧；公务接待费{than(RECEPTION)}。",
        "三、机关运行经费安排情况",
        f"{year}年，本部门机关运行经费安排{money(RUNNING)}，比上年{moved(teller, RUNNING)}，主要原因是厉行节约。其中："
        + "，".join(
            f"{teller.book.name(code)}{money(replace(RUNNING, economic=code))}"
            for code in ("30201", "30202", "30205", "30299")
            if teller.fen(replace(RUNNING, economic=code))
        )
        + "等。",
        "四、政府采购情况",
        f"{year}年本部门政府采购安排{money(PROCURED)}，其中：货物类采购预算{money(GOODS)}，工程类采购预算{money(WORKS)}，服务类采购预算{money(SERVICES)}等。",
    )


def fujian(document: Document, teller: Teller) -> None:
    """相应安排支出预算; items named code first with their class in brackets."""
    book, money, year, name = teller.book, teller.money, teller.book.year, teller.book.department
    totals(document, book)
    sources = "、".join(
        f"{label}{money(replace(EARNED, fund=fund, origin=CURRENT))}"
        for label, fund in (
            ("一般公共预算拨款收入", GENERAL),
            ("政府性基金预算拨款收入", GOVERNMENT),
            ("事业收入", SERVICE),
        )
    )
    document.say(
        f"第三部分 {year}年度部门预算情况说明",
        "一、预算收支总体情况",
        f"按照预算编制要求，部门所有收入和支出均纳入预算管理。{year}年，{name}收入预算为{money(EARNED)}，比上年{moved(teller, EARNED)}，主要原因是人员经费变化。其中：{sources}、单位其他收入{money(replace(EARNED, fund=OTHER, origin=CURRENT))}、上年结转结余{money(replace(EARNED, origin=CARRIED_OVER))}。",
        f"相应安排支出预算{money(SPENT)}，比上年{moved(teller, SPENT)}，其中：基本支出{money(BASIC)}、项目支出{money(PROJECT)}。",
        "二、一般公共预算拨款支出情况",
        f"{year}年度一般公共预算拨款支出{money(ALL_GENERAL)}，比上年{moved(teller, ALL_GENERAL)}，主要支出项目（按项级科目分类统计）包括：",
    )
    for number, code in enumerate(book.functions(7, fund=GENERAL), 1):
        point = replace(ALL_GENERAL, function=code)
        document.say(
            f"（{ordinal(number)}）{code}-{book.name(code)}（{book.name(code[:3])}）{money(point)}。主要用于相关工作支出。"
        )
    basic = replace(ALL_GENERAL, use="basic")
    document.say(
        "三、一般公共预算拨款基本支出情况",
        f"{year}年度一般公共预算拨款基本支出{money(basic)}，其中：",
        f"（一）人员经费{money(replace(basic, use='basic/personnel'))}，主要包括：基本工资、津贴补贴、奖金。",
        f"（二）公用经费{money(replace(basic, use='basic/operating'))}，主要包括：办公费、印刷费、水费。",
        "四、一般公共预算“三公”经费支出情况",
        f"{year}年度“三公”经费预算安排{money(THREE)}，比上年{moved(teller, THREE)}。具体情况如下：",
        "（一）因公出国（境）经费",
        f"{year}年预算安排{money(ABROAD)}。主要用于学习考察。与上年相比{moved(teller, ABROAD)}，主要原因是计划变化。",
        "（二）公务接待费",
        f"{year}年预算安排{money(RECEPTION)}。主要用于业务往来接待。与上年相比{moved(teller, RECEPTION)}，主要原因是厉行节约。",
        "（三）公务用车购置及运行费",
        f"{year}年预算安排{money(VEHICLES)}，其中：公务用车运行费{money(DRIVEN)}，公务用车购置费{money(BOUGHT)}。与上年相比，公务用车运行费{moved(teller, DRIVEN)}，公务用车购置费{moved(teller, BOUGHT)}。",
        "五、机关运行经费",
        f"{year}年，{name}一般公共预算拨款安排的机关运行经费支出{money(RUNNING)}，比上年{moved(teller, RUNNING)}。",
    )


def sichuan(document: Document, teller: Teller) -> None:
    """收支预算总数 against last year's; sources and classes in one sentence; 0 % of what there is not."""
    book, money, year, name = teller.book, teller.money, teller.book.year, teller.book.department
    totals(document, book)
    names = (
        ("一般公共预算拨款收入", GENERAL),
        ("政府性基金预算拨款收入", GOVERNMENT),
        ("财政专户管理资金收入", SPECIAL),
        ("事业收入", SERVICE),
        ("其他收入", OTHER),
    )
    old = replace(EARNED, origin=CARRIED_OVER)
    fiscal_earned, fiscal = replace(EARNED, fund=FISCAL), replace(SPENT, fund=FISCAL)
    document.say(
        f"第三部分 {year}年部门预算情况说明",
        "一、收支预算情况说明",
        f"按照综合预算的原则，{name}所有收入和支出均纳入部门预算管理。{name}{year}年收支预算总数{money(EARNED)}，{against(teller, EARNED, word='收支预算总数')}，主要原因是项目调整。",
        "（一）收入预算情况",
        f"{name}{year}年收入预算{money(EARNED)}，其中：上年结转{money(old)}，占{teller.share(old, EARNED)}；"
        + "；".join(
            f"{label}{money(replace(EARNED, fund=fund, origin=CURRENT))}，占{teller.share(replace(EARNED, fund=fund, origin=CURRENT), EARNED)}"
            for label, fund in names
        )
        + "。",
        "（二）支出预算情况",
        f"{name}{year}年支出预算{money(SPENT)}，其中：基本支出{money(BASIC)}，占{teller.share(BASIC, SPENT)}；项目支出{money(PROJECT)}，占{teller.share(PROJECT, SPENT)}。",
        "二、财政拨款收支预算情况说明",
        f"{name}{year}年财政拨款收支预算总数{money(fiscal_earned)}，{against(teller, fiscal_earned, word='财政拨款收支预算总数')}。",
        f"收入包括：本年一般公共预算拨款收入{money(replace(EARNED, fund=GENERAL, origin=CURRENT))}、政府性基金预算拨款收入{money(replace(EARNED, fund=GOVERNMENT, origin=CURRENT))}、上年结转{money(replace(fiscal_earned, origin=CARRIED_OVER))}；支出包括："
        + "、".join(
            f"{book.name(code)}{money(replace(fiscal, function=code))}" for code in book.functions(3, fund=FISCAL)
        )
        + "。",
        "三、一般公共预算当年拨款情况说明",
        "（一）一般公共预算当年拨款规模变化情况",
        f"{name}{year}年一般公共预算当年拨款{money(replace(ALL_GENERAL, origin=CURRENT))}，{against(teller, replace(ALL_GENERAL, origin=CURRENT), word='预算数')}，主要原因是人员增加。",
        "（二）一般公共预算当年拨款结构情况",
        "、".join(
            f"{book.name(code)}{money(replace(ALL_GENERAL, function=code, origin=CURRENT))}，占{teller.share(replace(ALL_GENERAL, function=code, origin=CURRENT), replace(ALL_GENERAL, origin=CURRENT))}"
            for code in book.functions(3, fund=GENERAL, origin=CURRENT)
        )
        + "。",
        "（三）一般公共预算当年拨款具体使用情况",
    )
    for number, code in enumerate(book.functions(7, fund=GENERAL, origin=CURRENT), 1):
        document.say(
            f"{number}.{book.name(code[:3])}（{code[:3]}）{book.name(code[:5])}（{code[3:5]}）{book.name(code)}（{code[5:]}）：{year}年预算数为{money(replace(ALL_GENERAL, function=code, origin=CURRENT))}，主要用于：保障正常运转。"
        )
    document.say(
        "四、“三公”经费财政拨款预算安排情况说明",
        f"{name}{year}年“三公”经费财政拨款预算数{money(THREE)}，其中：因公出国（境）经费{money(ABROAD)}，公务接待费{money(RECEPTION)}，公务用车购置及运行维护费{money(VEHICLES)}。",
        f"（一）公务接待费{against(teller, RECEPTION)}，主要原因是压减接待。{year}年公务接待费计划用于执行公务。",
        f"（二）公务用车购置及运行维护费{against(teller, VEHICLES)}。",
        "单位现有公务用车9辆，其中：轿车5辆，越野车4辆。",
        "五、其他重要事项的情况说明",
        "（一）机关运行经费",
        f"{year}年，{name}的机关运行经费财政拨款预算为{money(RUNNING)}，{against(teller, RUNNING)}。主要原因是公用经费定额调整。",
    )


def hunan(document: Document, teller: Teller) -> None:
    """年初预算数, 较去年; 上升 and 降低; each fund's expenditure in one sentence."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book)
    document.say(
        f"第三部分 {year}年部门预算说明",
        "二、部门收支总体情况",
        f"（一）收入预算：{year}年年初预算数{money(EARNED)}，其中，一般公共预算拨款收入{money(replace(EARNED, fund=GENERAL, origin=CURRENT))}，政府性基金预算拨款收入{money(replace(EARNED, fund=GOVERNMENT, origin=CURRENT))}，财政专户管理资金{money(replace(EARNED, fund=SPECIAL, origin=CURRENT))}，上年结转结余{money(replace(EARNED, origin=CARRIED_OVER))}。收入较去年{moved(teller, EARNED)}，主要是项目经费变化。",
        f"（二）支出预算：{year}年年初预算数{money(SPENT)}，其中，"
        + "，".join(f"{book.name(code)}{money(replace(SPENT, function=code))}" for code in book.functions(3))
        + f"。支出较去年{moved(teller, SPENT)}，主要是项目经费变化。其中基本支出{money(BASIC)}，较去年{moved(teller, BASIC)}；项目支出{money(PROJECT)}，较去年{moved(teller, PROJECT)}。",
        "三、一般公共预算拨款支出",
        f"{year}年一般公共预算拨款支出预算{money(ALL_GENERAL)}，其中，"
        + "，".join(
            f"{book.name(code)}{money(replace(ALL_GENERAL, function=code))}，占{teller.share(replace(ALL_GENERAL, function=code), ALL_GENERAL)}"
            for code in book.functions(3, fund=GENERAL)
        )
        + "。具体安排情况如下：",
        f"（一）基本支出：{year}年基本支出年初预算数{money(replace(ALL_GENERAL, use='basic'))}，主要用来发放人员的工资津贴，支付办公所需的日常花费，使部门能够运转。",
        f"（二）项目支出：{year}年项目支出年初预算数{money(replace(ALL_GENERAL, use='project'))}，主要是部门为完成特定行政工作任务或事业发展目标而发生的支出。",
        "五、其他重要事项的情况说明",
        f"（一）机关运行经费：{year}年本部门机关运行经费{money(RUNNING)}，比上年预算{moved(teller, RUNNING, up='上升', down='降低')}，主要原因是人员变动。",
        f"（二）“三公”经费预算：{year}年本部门“三公”经费预算数{money(THREE)}，其中，公务接待费{money(RECEPTION)}，因公出国（境）费{money(ABROAD)}，公务用车购置及运行费{money(VEHICLES)}（其中，公务用车购置费{money(BOUGHT)}，公务用车运行费{money(DRIVEN)}）。{year}年“三公”经费预算较{year - 1}年{moved(teller, THREE)}，主要原因是厉行节约。",
        f"（三）一般性支出情况：{year}年本部门会议费预算2.00万元，拟召开3次会议，人数120人；培训费预算1.50万元，拟开展2次培训，人数80人。",
        f"（四）政府采购情况：{year}年本部门政府采购预算总额{money(PROCURED)}，其中，货物类采购预算{money(GOODS)}；工程类采购预算{money(WORKS)}；服务类采购预算{money(SERVICES)}。",
    )


def jiangxi(document: Document, teller: Teller) -> None:
    """预算总额 较上年预算安排; the same expenditure cut by use, by function and by economic class."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book)

    def than(at: Coordinates) -> str:
        return f"{money(at)}，较上年预算安排{moved(teller, at).split('，')[0]}"

    classes = [c for c in book.economics(3) if c in {"301", "302", "303", "310"}]
    document.say(
        f"第三部分 {year}年部门预算情况说明",
        "一、部门预算收支情况说明",
        "（一）收入预算情况",
        f"{year}年本部门收入预算总额为{than(EARNED)}，其中：财政拨款收入{than(replace(EARNED, fund=FISCAL, origin=CURRENT))}；事业收入{than(replace(EARNED, fund=SERVICE, origin=CURRENT))}；其他收入{than(replace(EARNED, fund=OTHER, origin=CURRENT))}；上年结转（结余）{than(replace(EARNED, origin=CARRIED_OVER))}。",
        "（二）支出预算情况",
        f"{year}年本部门支出预算总额为{than(SPENT)}。",
        f"其中：按支出项目类别划分：基本支出{than(BASIC)}；包括："
        + "、".join(f"{book.name(c)}{money(replace(BASIC, economic=c))}" for c in classes)
        + f"。项目支出{than(PROJECT)}。",
        "按支出功能科目划分："
        + "；".join(f"{book.name(c)}{than(replace(SPENT, function=c))}" for c in book.functions(3))
        + "。",
        "按支出经济分类划分："
        + "；".join(f"{book.name(c)}{than(replace(SPENT, economic=c))}" for c in book.economics(3))
        + "。",
        "（三）财政拨款支出情况",
        f"{year}年本部门财政拨款支出预算总额{than(replace(SPENT, fund=FISCAL))}。具体支出情况是："
        + "，".join(
            f"{book.name(c)}{money(replace(SPENT, fund=FISCAL, function=c))}，占财政拨款支出的{teller.share(replace(SPENT, fund=FISCAL, function=c), replace(SPENT, fund=FISCAL))}"
            for c in book.functions(3, fund=FISCAL)
        )
        + "。",
        "（五）机关运行经费等重要事项的说明",
        f"{year}年部门机关运行费预算{money(RUNNING)}，比{year - 1}年预算{moved(teller, RUNNING)}。",
        "（六）政府采购情况",
        f"{year}年部门所属各单位政府采购总额{money(PROCURED)}，其中：政府采购货物预算{money(GOODS)}、政府采购工程预算{money(WORKS)}、政府采购服务预算{money(SERVICES)}。",
        "二、“三公”经费预算情况说明",
        f"{year}年部门“三公”经费年初预算安排{money(THREE)}，其中：",
        f"因公出国（境）费{money(ABROAD)}，比上年{moved(teller, ABROAD).split('，')[0]}，主要原因是出访计划变化。",
        f"公务接待费{money(RECEPTION)}，比上年{moved(teller, RECEPTION).split('，')[0]}，主要原因是严控接待。",
        f"公务用车运行维护费{money(DRIVEN)}，比上年{moved(teller, DRIVEN).split('，')[0]}，主要原因是车辆老旧。",
        f"公务用车购置费{money(BOUGHT)}，比上年{moved(teller, BOUGHT).split('，')[0]}，主要原因是更新车辆。",
    )


def yunnan(document: Document, teller: Teller) -> None:
    """财务总收入; 与上年对比; fund by fund with its use."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book)
    fiscal = replace(SPENT, fund=FISCAL)
    document.say(
        f"第三部分 {year}年部门预算编制说明",
        "三、预算单位收入情况",
        "（一）部门财务收入情况",
        f"{year}年部门财务总收入{money(EARNED)}，其中：一般公共预算财政拨款{money(replace(EARNED, fund=GENERAL, origin=CURRENT))}，政府性基金预算财政拨款{money(replace(EARNED, fund=GOVERNMENT, origin=CURRENT))}，财政专户管理资金{money(replace(EARNED, fund=SPECIAL, origin=CURRENT))}，事业收入{money(replace(EARNED, fund=SERVICE, origin=CURRENT))}，其他收入{money(replace(EARNED, fund=OTHER, origin=CURRENT))}，上年结转{money(replace(EARNED, origin=CARRIED_OVER))}。",
        f"与上年对比{moved(teller, EARNED)}，主要原因是项目资金变化。",
        "四、预算支出情况",
        "（一）总体情况",
        f"{year}年部门预算总支出{money(SPENT)}。财政拨款安排支出{money(fiscal)}，其中：基本支出{money(replace(fiscal, use='basic'))}，与上年对比{moved(teller, replace(fiscal, use='basic'))}，主要原因是人员增加；项目支出{money(replace(fiscal, use='project'))}，与上年对比{moved(teller, replace(fiscal, use='project'))}，主要原因是新增项目。",
        "（二）财政拨款安排支出按功能科目分类情况",
    )
    for code in book.functions(7, fund=FISCAL):
        document.say(f"{code}{book.name(code)}{money(replace(fiscal, function=code))}，主要用于相关支出。")
    document.say(
        "五、“三公”经费增减变化情况及原因说明",
        f"本部门{year}年一般公共预算财政拨款“三公”经费预算合计{money(THREE)}，较上年{moved(teller, THREE)}，具体变动情况如下：",
        "（一）因公出国（境）费",
        f"本部门{year}年因公出国（境）费预算为{money(ABROAD)}，较上年{moved(teller, ABROAD)}，共计安排因公出国（境）团组2个，因公出国（境）5人次。",
        "（二）公务接待费",
        f"本部门{year}年公务接待费预算为{money(RECEPTION)}，较上年{moved(teller, RECEPTION)}，国内公务接待批次为36次，共计接待213人次。",
        "（三）公务用车购置及运行维护费",
        f"本部门{year}年公务用车购置及运行维护费为{money(VEHICLES)}，较上年{moved(teller, VEHICLES)}。其中：公务用车购置费{money(BOUGHT)}，较上年{moved(teller, BOUGHT)}；公务用车运行维护费{money(DRIVEN)}，较上年{moved(teller, DRIVEN)}。",
        "年末公务用车保有量为9辆。",
    )


def yuan_in_brackets(document: Document, teller: Teller) -> None:
    """亿元 and 万元 mixed, amounts again in brackets, the change before the amount it is a change to."""
    book, money, year = teller.book, teller.money, teller.book.year
    totals(document, book)
    general = replace(EARNED, fund=GENERAL, origin=CURRENT)
    document.say(
        f"第三部分 {year}年部门预算情况说明",
        f"一、{year}年部门收入预算为{money(EARNED)}（其中：一般公共预算拨款{money(general)}），由{year - 1}年的{last(teller, EARNED)}{'增加' if teller.fen(EARNED) >= teller.fen(replace(EARNED, year=year - 1)) else '减少'}到{money(EARNED)}。",
        f"二、{year}年部门支出预算为{money(SPENT)}，基本支出和项目支出分别为{money(BASIC)}、{money(PROJECT)}，分别占{teller.share(BASIC, SPENT)}、{teller.share(PROJECT, SPENT)}。",
        f"三、“三公”经费预算{money(THREE)}（因公出国（境）费{money(ABROAD)}，公务接待费{money(RECEPTION)}，公务用车购置及运行维护费{money(VEHICLES)}），同比{moved(teller, THREE)}。",
    )


BUDGET_WORDINGS: dict[str, Tell] = {
    "beijing": beijing,
    "guangdong": guangdong,
    "fujian": fujian,
    "sichuan": sichuan,
    "hunan": hunan,
    "jiangxi": jiangxi,
    "yunnan": yunnan,
    "yuan_in_brackets": yuan_in_brackets,
}
