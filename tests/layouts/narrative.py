"""What documents say about their tables, in the wordings different places use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.money import Unit, amount_of_fen
from tests.layouts.book import FISCAL, GENERAL, GOVERNMENT, Book
from tests.layouts.parts import EARNED, SPENT, ordinal
from tests.layouts.sheet import Document


class Teller:
    """Prints amounts, changes and shares of a book in prose."""

    def __init__(
        self, book: Book, unit: Unit = Unit.TEN_THOUSAND_YUAN, decimals: int = 2, stage: str | None = None
    ) -> None:
        self.book = book
        self.unit = unit
        self.decimals = decimals
        self.stage = stage

    def fen(self, at: Coordinates) -> int:
        """The amount at a point of the told stage."""
        return self.book.amount(replace(at, stage=at.stage or self.stage))

    def money(self, at: Coordinates) -> str:
        """``1234.50万元``."""
        return str(amount_of_fen(self.fen(at), self.unit, self.decimals))

    def change(self, at: Coordinates, more: str = "增加", less: str = "减少", *, percent: bool = True) -> str:
        """``增加12.30万元，增长4.5%``."""
        before = self.fen(replace(at, year=self.book.year - 1))
        difference = self.fen(at) - before
        if not difference:
            return "持平"
        text = f"{more if difference > 0 else less}{amount_of_fen(abs(difference), self.unit, self.decimals)}"
        if percent and before:
            rate = (Decimal(abs(difference)) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
            text += f"，{'增长' if difference > 0 else '下降'}{rate}%"
        return text

    def share(self, part: Coordinates, whole: Coordinates) -> str:
        """``12.34%``."""
        value = Decimal(self.fen(part)) * 100 / self.fen(whole)
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _fill(document: Document, teller: Teller) -> None:
    book = teller.book
    document.revenue = book.amount(replace(EARNED, stage=teller.stage))
    document.expenditure = book.amount(replace(SPENT, stage=teller.stage))


_GENERAL = replace(SPENT, fund=GENERAL)
_FISCAL = replace(SPENT, fund=FISCAL)


def ministry(document: Document, teller: Teller) -> None:
    """As central departments say it."""
    book, money, year = teller.book, teller.money, teller.book.year
    name = book.department
    _fill(document, teller)
    general = replace(SPENT, fund=GENERAL, origin=CURRENT)
    document.say(
        f"第三部分 {name}{year}年部门预算情况说明",
        f"一、关于{name}{year}年部门收支总表的说明",
        f"按照综合预算的原则，{name}所有收入和支出均纳入部门预算管理。{year}年收支总预算{money(EARNED)}。",
        f"二、关于{name}{year}年部门收入总表的说明",
        f"{name}{year}年收入预算{money(EARNED)}，其中：一般公共预算拨款收入{money(replace(EARNED, fund=GENERAL, origin=CURRENT))}，占{teller.share(replace(EARNED, fund=GENERAL, origin=CURRENT), EARNED)}；"
        f"上年结转{money(replace(EARNED, origin=CARRIED_OVER))}，占{teller.share(replace(EARNED, origin=CARRIED_OVER), EARNED)}。",
        f"三、关于{name}{year}年部门支出总表的说明",
        f"{name}{year}年支出预算{money(SPENT)}，其中：基本支出{money(replace(SPENT, use='basic'))}，占{teller.share(replace(SPENT, use='basic'), SPENT)}；项目支出{money(replace(SPENT, use='project'))}，占{teller.share(replace(SPENT, use='project'), SPENT)}。",
        f"四、关于{name}{year}年一般公共预算支出表的说明",
        "（一）一般公共预算当年拨款规模变化情况。",
        f"{name}{year}年一般公共预算当年拨款{money(general)}，比{year - 1}年执行数{teller.change(general, percent=False)}，主要是据实安排项目支出。",
        "（二）一般公共预算当年拨款具体使用情况。",
    )
    for number, code in enumerate(book.functions(7, fund=GENERAL, origin=CURRENT), 1):
        point = replace(general, function=code)
        first, second = book.name(code[:3]), book.name(code[:5])
        document.say(
            f"{number}．{first}（类）{second}（款）{book.name(code)}（项）{year}年预算数为{money(point)}，比{year - 1}年执行数{teller.change(point)}。"
        )
    basic = replace(general, use="basic")
    document.say(
        f"五、关于{name}{year}年一般公共预算基本支出表的说明",
        f"{name}{year}年一般公共预算基本支出{money(basic)}，其中：人员经费{money(replace(basic, use='basic/personnel'))}，主要包括：基本工资、津贴补贴、奖金等；公用经费{money(replace(basic, use='basic/operating'))}，主要包括：办公费、印刷费等。",
        f"六、关于{name}{year}年“三公”经费预算情况的说明",
        _three(
            teller,
            f"{name}{year}年“三公”经费预算数为{{total}}，其中：因公出国（境）费{{abroad}}，公务用车购置及运行费{{vehicles}}，公务接待费{{reception}}。",
        ),
        "七、其他重要事项的情况说明",
        "（一）机关运行经费",
        f"{year}年{name}机关本级的机关运行经费当年财政拨款预算{money(Coordinates(item='agency_operating_expenses'))}，比{year - 1}年预算{teller.change(Coordinates(item='agency_operating_expenses'))}。",
        "（二）政府采购情况",
        _procured(
            teller,
            f"{year}年{name}政府采购预算总额{{total}}，其中：政府采购货物预算{{goods}}、政府采购工程预算{{works}}、政府采购服务预算{{services}}。",
        ),
    )


def _three(teller: Teller, text: str) -> str:
    money = teller.money
    return text.format(
        total=money(Coordinates(item="three_public")),
        abroad=money(Coordinates(item="three_public/abroad")),
        vehicles=money(Coordinates(item="three_public/vehicles")),
        purchase=money(Coordinates(item="three_public/vehicles/purchase")),
        operating=money(Coordinates(item="three_public/vehicles/operating")),
        reception=money(Coordinates(item="three_public/reception")),
    )


def _procured(teller: Teller, text: str) -> str:
    kinds = {kind: teller.money(Coordinates(item=f"procurement/{kind}")) for kind in ("goods", "works", "services")}
    return text.format(total=teller.money(Coordinates(item="procurement")), **kinds)


_SOURCES = (
    ("一般公共预算拨款收入", GENERAL, CURRENT),
    ("政府性基金预算拨款收入", GOVERNMENT, CURRENT),
    ("财政专户管理资金收入", "special_account_funds", CURRENT),
    ("国有资本经营预算拨款收入", "state_capital_budget", CURRENT),
    ("事业收入", "own_funds/service", CURRENT),
    ("其他收入", "own_funds/other", CURRENT),
)


def province(document: Document, teller: Teller) -> None:
    """As most provinces and cities say it."""
    book, money, year = teller.book, teller.money, teller.book.year
    name = book.department
    _fill(document, teller)
    parts = []
    for label, fund, origin in _SOURCES:
        point = replace(EARNED, fund=fund, origin=origin)
        if teller.fen(point):
            parts.append(f"{label}{money(point)}，占{teller.share(point, EARNED)}")
    if teller.fen(replace(EARNED, origin=CARRIED_OVER)):
        parts.append(
            f"上年结转收入{money(replace(EARNED, origin=CARRIED_OVER))}，占{teller.share(replace(EARNED, origin=CARRIED_OVER), EARNED)}"
        )
    basic, project = replace(SPENT, use="basic"), replace(SPENT, use="project")
    general = _GENERAL
    document.say(
        f"第三部分 {name}{year}年部门预算情况说明",
        f"一、{year}年部门收支预算总体情况",
        f"{year}年收入预算总计{money(EARNED)}，支出预算总计{money(EARNED)}。与{year - 1}年预算相比，收、支预算总计各{teller.change(EARNED)}，主要原因是人员增加。",
        "二、收入预算情况说明",
        f"{year}年收入合计{money(EARNED)}，其中：{'；'.join(parts)}。",
        "三、支出预算情况说明",
        f"{year}年支出合计{money(SPENT)}，其中：基本支出{money(basic)}，占{teller.share(basic, SPENT)}；项目支出{money(project)}，占{teller.share(project, SPENT)}。",
        "四、财政拨款收支预算总体情况说明",
        f"{year}年财政拨款收支总预算{money(replace(EARNED, fund=FISCAL))}。收入包括：一般公共预算拨款、政府性基金预算拨款。",
        "五、一般公共预算支出情况说明",
        f"{year}年一般公共预算支出{money(general)}，比上年{teller.change(general)}。按支出功能分类科目，主要用于以下方面：",
    )
    for number, code in enumerate(book.functions(3, fund=GENERAL), 1):
        point = replace(general, function=code)
        document.say(f"（{ordinal(number)}）{book.name(code)}（类）{money(point)}，占{teller.share(point, general)}；")
    basic = replace(general, use="basic")
    document.say(
        "六、一般公共预算基本支出情况说明",
        f"{year}年一般公共预算基本支出{money(basic)}，其中：",
        f"人员经费{money(replace(basic, use='basic/personnel'))}，主要包括：基本工资、津贴补贴、奖金、绩效工资、住房公积金等；",
        f"公用经费{money(replace(basic, use='basic/operating'))}，主要包括：办公费、印刷费、水费、电费、差旅费等。",
        "七、“三公”经费预算情况说明",
        _three(
            teller,
            f"{year}年“三公”经费预算为{{total}}，其中：因公出国（境）费{{abroad}}；公务接待费{{reception}}；公务用车购置及运行维护费{{vehicles}}（公务用车购置费{{purchase}}，公务用车运行维护费{{operating}}）。",
        ),
        "八、其他重要事项情况说明",
        "1.机关运行经费",
        f"{year}年机关运行经费财政拨款预算{money(Coordinates(item='agency_operating_expenses'))}，较上年{teller.change(Coordinates(item='agency_operating_expenses'))}，主要原因是厉行节约。",
        "2.政府采购情况",
        _procured(
            teller,
            f"{year}年政府采购预算总额{{total}}，其中：政府采购货物预算{{goods}}，政府采购工程预算{{works}}，政府采购服务预算{{services}}。",
        ),
    )


def final(document: Document, teller: Teller) -> None:
    """As final accounts say it."""
    book, money, year = teller.book, teller.money, teller.book.year
    current = replace(EARNED, origin=CURRENT)
    _fill(document, teller)
    basic, project = replace(SPENT, use="basic"), replace(SPENT, use="project")
    general = replace(SPENT, fund=GENERAL)
    document.say(
        f"第三部分 {year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{year}年度收、支总计均为{money(EARNED)}。与{year - 1}年度相比，收、支总计各{teller.change(EARNED)}，主要是项目支出变化。",
        "二、收入决算情况说明",
        f"{year}年度收入合计{money(current)}，其中：财政拨款收入{money(replace(current, fund=FISCAL))}，占{teller.share(replace(current, fund=FISCAL), current)}；事业收入{money(replace(current, fund='own_funds/service'))}，占{teller.share(replace(current, fund='own_funds/service'), current)}；其他收入{money(replace(current, fund='own_funds/other'))}，占{teller.share(replace(current, fund='own_funds/other'), current)}。",
        "三、支出决算情况说明",
        f"{year}年度支出合计{money(SPENT)}，其中：基本支出{money(basic)}，占{teller.share(basic, SPENT)}；项目支出{money(project)}，占{teller.share(project, SPENT)}。",
        "四、财政拨款收入支出决算总体情况说明",
        f"{year}年度财政拨款收、支总计均为{money(replace(EARNED, fund=FISCAL))}。与{year - 1}年度相比，财政拨款收、支总计各{teller.change(replace(EARNED, fund=FISCAL))}。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）一般公共预算财政拨款支出决算总体情况",
        f"{year}年度一般公共预算财政拨款支出{money(general)}，占本年支出合计的{teller.share(general, SPENT)}。与{year - 1}年度相比，一般公共预算财政拨款支出{teller.change(general)}。",
        "（二）一般公共预算财政拨款支出决算结构情况",
        f"{year}年度一般公共预算财政拨款支出{money(general)}，主要用于以下方面："
        + "；".join(
            f"{book.name(code)}（类）支出{money(replace(general, function=code))}，占{teller.share(replace(general, function=code), general)}"
            for code in book.functions(3, fund=GENERAL, stage="final")
        )
        + "。",
        "（三）一般公共预算财政拨款支出决算具体情况",
        f"{year}年度一般公共预算财政拨款支出年初预算为{money(replace(general, stage='budget'))}，支出决算为{money(general)}，完成年初预算的{Decimal(teller.fen(general) * 100) / Decimal(book.amount(replace(general, stage='budget'))):.1f}%。其中：",
    )
    for number, code in enumerate(book.functions(7, fund=GENERAL, stage="final"), 1):
        point = replace(general, function=code)
        before = book.amount(replace(point, stage="budget"))
        ratio = f"{Decimal(teller.fen(point) * 100) / before:.1f}%" if before else ""
        document.say(
            f"{number}.{book.name(code[:3])}（类）{book.name(code[:5])}（款）{book.name(code)}（项）。年初预算为{money(replace(point, stage='budget'))}，支出决算为{money(point)}"
            + (f"，完成年初预算的{ratio}" if ratio else "")
            + "。决算数与年初预算数存在差异的主要原因是人员变动。"
        )
    basic = replace(general, use="basic")
    document.say(
        "六、一般公共预算财政拨款基本支出决算情况说明",
        f"{year}年度一般公共预算财政拨款基本支出{money(basic)}，其中：人员经费{money(replace(basic, use='basic/personnel'))}，主要包括：基本工资、津贴补贴等；公用经费{money(replace(basic, use='basic/operating'))}，主要包括：办公费、印刷费等。",
        "七、“三公”经费财政拨款支出决算情况说明",
        _three(
            teller,
            f"{year}年度“三公”经费财政拨款支出决算为{{total}}，其中：因公出国（境）费支出决算为{{abroad}}；公务用车购置及运行维护费支出决算为{{vehicles}}；公务接待费支出决算为{{reception}}。",
        ),
        "八、其他重要事项的情况说明",
        "（一）机关运行经费支出情况",
        f"{year}年度机关运行经费支出{money(Coordinates(item='agency_operating_expenses'))}，比{year - 1}年度{teller.change(Coordinates(item='agency_operating_expenses'))}。",
    )


Tell = Callable[[Document, Teller], None]
