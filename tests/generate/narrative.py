"""The explanation behind the tables as the province and the city print it, with the statements each sentence makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from gouji.model.coordinates import CARRIED_OVER, CURRENT
from tests.generate.budget import GENERAL, GOVERNMENT_FUND, STATE_CAPITAL, Budget
from tests.generate.document import TextBlock
from tests.generate.tables import Style
from tests.generate.words import economic_name, function_name, words
from tests.generate.writer import Writer


def explanation(budget: Budget, style: Style, intro: str) -> list[TextBlock]:
    """The ten sections of the explanation, as the province and the city of the invented country print them."""
    writer = Writer(budget, style)
    year = budget.year
    titles: list[tuple[str, Callable[[Writer], None]]] = [
        ("收支总体情况", _totals),
        ("收入情况", _revenue),
        ("支出情况", _expenditure),
        ("财政拨款收支情况", _fiscal),
        ("一般公共预算支出情况", _general),
        ("一般公共预算基本支出情况", _basic),
        ("一般公共预算“三公”经费情况", _three_public),
        ("政府性基金预算支出情况", _government_fund),
        ("国有资本经营预算支出情况", _state_capital),
        ("其他需要说明的情况", _other),
    ]
    writer.say(intro)
    for number, (title, write) in enumerate(titles, 1):
        writer.heading(f"{'一二三四五六七八九十'[number - 1]}、{year}年{title}")
        write(writer)
    return writer.blocks


def _totals(writer: Writer) -> None:
    budget = writer.budget
    revenue = budget.at(side="revenue")
    text = f"{writer.money(f'{budget.year}年收支总预算', revenue)}，其中：" + "，".join(
        writer.money(name, replace(revenue, origin=origin))
        for name, origin in (("本年预算", CURRENT), ("上年结转", CARRIED_OVER))
    )
    writer.say(f"{text}。收支总预算{writer.change('收支总预算', revenue)}{writer.because(revenue)}。")


def _revenue(writer: Writer) -> None:
    budget = writer.budget
    revenue = budget.at(side="revenue")
    parts = []
    for name, fund in REVENUES:
        at = replace(revenue, fund=fund)
        if budget.amount(at):
            parts.append(f"{writer.money(name, at)}，{writer.share(name, at, revenue)}")
    writer.say(f"{writer.money(f'{budget.year}年收入预算', revenue)}，按来源分：{'；'.join(parts)}。")


REVENUES = (
    ("一般公共预算拨款收入", GENERAL),
    ("政府性基金预算拨款收入", GOVERNMENT_FUND),
    ("国有资本经营预算拨款收入", STATE_CAPITAL),
    ("事业收入", "own_funds/service"),
    ("事业单位经营收入", "own_funds/business"),
    ("其他收入", "own_funds/other"),
)


def _expenditure(writer: Writer) -> None:
    budget = writer.budget
    spent = budget.at(side="expenditure")
    parts = []
    for name, use in (("基本支出", "basic"), ("项目支出", "project"), ("事业单位经营支出", "business")):
        at = replace(spent, use=use)
        if budget.amount(at):
            parts.append(f"{writer.money(name, at)}，{writer.share(name, at, spent)}")
    writer.say(f"{writer.money(f'{budget.year}年支出预算', spent)}，按用途分：{'；'.join(parts)}。")


def _fiscal(writer: Writer) -> None:
    budget = writer.budget
    fiscal = budget.at(side="expenditure", fund="fiscal_appropriation")
    parts = [
        writer.money(function_name(code), replace(fiscal, function=code))
        for code in budget.functions(3)
        if budget.amount(replace(fiscal, function=code))
    ]
    writer.say(f"{writer.money(f'{budget.year}年财政拨款支出预算', fiscal)}，分别是：{'，'.join(parts)}。")


def _general(writer: Writer) -> None:
    budget = writer.budget
    general = budget.at(side="expenditure", fund=GENERAL)
    basic, project = replace(general, use="basic"), replace(general, use="project")
    personnel, operating = replace(general, use="basic/personnel"), replace(general, use="basic/operating")
    text = f"{writer.money(f'{budget.year}年一般公共预算支出', general)}，其中："
    text += f"{writer.money('基本支出', basic)}，{writer.share('基本支出', basic, general)}；"
    text += f"{writer.money('项目支出', project)}，{writer.share('项目支出', project, general)}。基本支出中，"
    text += f"{writer.money('人员经费', personnel)}，{writer.share('人员经费', personnel, basic)}；"
    text += f"{writer.money('公用经费', operating)}，{writer.share('公用经费', operating, basic)}。"
    writer.say(text)
    for code in budget.functions(3, fund=GENERAL):
        at = replace(general, function=code)
        name = function_name(code)
        purpose = words()["uses"][code].format(subject=budget.subject)
        writer.say(f"{writer.money(f'{name}（类）', at)}，{writer.share(name, at, general)}，{purpose}。")


def _basic(writer: Writer) -> None:
    budget = writer.budget
    basic = budget.at(side="expenditure", fund=GENERAL, use="basic")
    writer.say(f"{writer.money(f'{budget.year}年一般公共预算基本支出', basic)}，由两部分组成：")
    for name, use in (("人员经费", "basic/personnel"), ("公用经费", "basic/operating")):
        at = replace(basic, use=use)
        codes = sorted({fact.economic for fact in budget.ledger.facts if fact.use == use and fact.fund == GENERAL})
        names = "、".join(economic_name(code) for code in codes if budget.amount(replace(at, economic=code)))
        writer.say(f"{writer.money(name, at)}，列支范围有{names}。")


def _three_public(writer: Writer) -> None:
    budget = writer.budget
    year = budget.year
    whole = budget.at(item="three_public")
    writer.say(f"{writer.money(f'{year}年“三公”经费预算数', whole)}，{writer.change('“三公”经费', whole)}，具体如下：")
    for number, (name, item) in enumerate(THREE_PUBLIC, 1):
        at = budget.at(item=f"three_public/{item}")
        text = f"{number}.{writer.money(name, at)}，{writer.change(name, at)}{writer.because(at, f'{item}_')}。"
        if item == "vehicles":
            for part, finer in VEHICLES:
                inner = budget.at(item=f"three_public/vehicles/{finer}")
                text += f"{writer.money(part, inner)}，{writer.change(part, inner)}。"
        writer.say(text)


THREE_PUBLIC = (
    ("因公出国（境）费", "abroad"),
    ("公务接待费", "reception"),
    ("公务用车购置及运行维护费", "vehicles"),
)
VEHICLES = (("公务用车运行维护费", "operating"), ("公务用车购置费", "purchase"))


def _government_fund(writer: Writer) -> None:
    _other_fund(writer, "政府性基金预算支出", GOVERNMENT_FUND)


def _state_capital(writer: Writer) -> None:
    _other_fund(writer, "国有资本经营预算支出", STATE_CAPITAL)


def _other_fund(writer: Writer, name: str, fund: str) -> None:
    budget = writer.budget
    at = budget.at(side="expenditure", fund=fund)
    if not budget.amount(at):
        writer.say(f"本部门{budget.year}年没有安排{name}。")
        return
    parts = [
        writer.money(f"{function_name(code)}（项）", replace(at, function=code))
        for code in budget.functions(7, fund=fund)
    ]
    writer.say(f"{writer.money(f'{budget.year}年{name}', at)}，其中：{'，'.join(parts)}。")


def _other(writer: Writer) -> None:
    budget = writer.budget
    year = budget.year
    agency = budget.at(item="agency_operating_expenses")
    writer.heading("（一）机关运行经费")
    count = sum(unit.administrative for unit in budget.units)
    writer.say(
        f"{year}年本部门{count}个行政单位的{writer.money('机关运行经费预算', agency)}，"
        f"{writer.change('机关运行经费', agency, rate=True)}{writer.because(agency)}。"
    )
    writer.heading("（二）政府采购情况")
    writer.say(procurement(writer))
    writer.heading("（三）国有资产情况")
    random = Random(budget.seed)
    cars, machines = random.randint(1, 40), random.randint(0, 9)
    writer.say(
        f"截至{year - 1}年底，本部门{writer.count('车辆', cars, '辆')}，"
        f"{writer.count('单价50万元以上的设备', machines, '台（套）')}。"
    )
    writer.heading("（四）项目支出情况")
    project = budget.at(side="expenditure", use="project")
    groups = len({plan.level1 for plan in budget.projects})
    writer.say(
        f"{writer.money(f'{year}年项目支出', project)}，其中：{writer.count('一级项目', groups, '个')}，"
        f"{writer.count('二级项目', len(budget.projects), '个')}；"
        f"{writer.money('使用本年资金', replace(project, origin=CURRENT))}，"
        f"{writer.money('上年结转', replace(project, origin=CARRIED_OVER))}。"
    )
    writer.heading("（五）绩效目标情况")
    writer.say(
        f"{year}年随预算公开{writer.count('项目绩效目标', len(budget.projects), '个')}，"
        f"{writer.money('涉及金额', project)}。"
    )


def procurement(writer: Writer) -> str:
    """The sentence on government procurement."""
    at = writer.budget.at
    parts = "，".join(
        writer.money(f"政府采购{name}预算", at(item=f"procurement/{kind}"))
        for kind, name in (("goods", "货物"), ("works", "工程"), ("services", "服务"))
    )
    return f"{writer.money(f'{writer.budget.year}年政府采购预算总额', at(item='procurement'))}，其中：{parts}。"
