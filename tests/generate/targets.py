"""Projects and performance targets: the truth about them, and the two forms they are printed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Indicator, Project, Target
from gouji.model.money import Amount
from tests.generate.budget import Budget, PlannedIndicator, PlannedProject
from tests.generate.document import Field, PrintedCell, Row, TableBlock
from tests.generate.tables import BLANK, Style
from tests.generate.words import project_words

LIST_HEADER = (
    "单位名称",
    "项目名称",
    "年度资金总额（万元）",
    "年度绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标解释",
    "指标值",
    "权重",
)


def money_of(budget: Budget, style: Style, plan: PlannedProject) -> Amount:
    """A project's money as printed."""
    return style.amount(budget.amount(budget.at(side="expenditure", project=plan.key, unit=plan.unit)))


def in_order(budget: Budget, *, by_unit: bool = False) -> list[PlannedProject]:
    """The projects as a table lists them: by type and level, or by unit."""
    levels = list(dict.fromkeys(kind.level1 for kind in project_words()))
    units = [unit.name for unit in budget.units]
    if by_unit:
        return sorted(budget.projects, key=lambda plan: units.index(plan.unit))
    return sorted(budget.projects, key=lambda plan: (levels.index(plan.level1), plan.name, units.index(plan.unit)))


def project_truth(budget: Budget, style: Style) -> tuple[Project, ...]:
    """The projects as they should be read from the projects table."""
    return tuple(
        Project(plan.type, plan.level1, plan.name, plan.unit, money_of(budget, style, plan))
        for plan in in_order(budget)
    )


def target_truth(budget: Budget, style: Style, *, explained: bool) -> tuple[Target, ...]:
    """The targets as they should be read, in the order they are printed; without explanations where none is printed."""
    return tuple(
        Target(
            plan.unit if explained else None,
            plan.name,
            money_of(budget, style, plan),
            plan.objective,
            tuple(_indicator(indicator, explained) for indicator in plan.indicators),
        )
        for plan in in_order(budget, by_unit=True)
    )


def _indicator(planned: PlannedIndicator, explained: bool) -> Indicator:
    quality = not planned.number
    return Indicator(
        planned.level1,
        planned.level2,
        planned.name,
        planned.explanation if explained else None,
        planned.value,
        None if quality else planned.operator,
        None if quality else planned.number,
        None if quality else planned.measure,
        str(planned.weight),
    )


def target_list(budget: Budget, style: Style, title: str, above: tuple[str, ...]) -> TableBlock:
    """All targets in one table, an indicator a row; unit, project, amount and objective stand in the first row only."""
    rows: list[Row] = []
    unit = ""
    codes = {one.name: one.code for one in budget.units}
    for plan in in_order(budget, by_unit=True):
        amount = money_of(budget, style, plan)
        cell = PrintedCell(title, plan.name, LIST_HEADER[2], amount, _point(budget, plan))
        lead: Row = (
            Field("" if plan.unit == unit else f"{codes[plan.unit]} {plan.unit}"),
            Field(plan.name),
            Field(style.text(amount), cell),
            Field(plan.objective),
        )
        unit = plan.unit
        for indicator in plan.indicators:
            words = (indicator.level1, indicator.level2, indicator.name, indicator.explanation, indicator.value)
            rows.append((*lead, *map(Field, words), Field(str(indicator.weight))))
            lead = (BLANK,) * 4
    return TableBlock(title, above, (LIST_HEADER,), tuple(rows))


def target_forms(budget: Budget, style: Style, title: str, office: str) -> Iterator[TableBlock]:
    """A form for each project; level names stand once, in the first row of their indicators."""
    for plan in in_order(budget, by_unit=True):
        at = _point(budget, plan)
        amount = money_of(budget, style, plan)
        fiscal = replace(at, fund="fiscal_appropriation")
        money = [
            (label, Field(value.text, PrintedCell(title, label, plan.name, value, where)))
            for label, value, where in (
                ("年度资金总额", amount, at),
                ("其中：财政拨款", style.amount(budget.amount(fiscal)), fiscal),
                ("其他资金", style.amount(budget.amount(at) - budget.amount(fiscal)), None),
            )
        ]
        rows: list[Row] = [
            (Field("项目名称"), BLANK, Field(plan.name)),
            (Field("项目级次"), BLANK, Field("二级项目")),
            (Field("主管部门及编码"), BLANK, Field(office)),
            *(
                (Field("项目资金（万元）") if index == 0 else BLANK, Field(label), field)
                for index, (label, field) in enumerate(money)
            ),
            (Field("年度绩效目标"), Field(plan.objective)),
            tuple(map(Field, ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "权重"))),
        ]
        before = ("", "")
        for indicator in plan.indicators:
            level1 = "" if indicator.level1 == before[0] else indicator.level1
            level2 = "" if not level1 and indicator.level2 == before[1] else indicator.level2
            before = (indicator.level1, indicator.level2)
            value = indicator.value.replace("≥", ">=").replace("≤", "<=")
            rows.append(tuple(map(Field, ("", level1, level2, indicator.name, value, str(indicator.weight)))))
        yield TableBlock(title, (), (), tuple(rows))


def _point(budget: Budget, plan: PlannedProject) -> Coordinates:
    return budget.at(side="expenditure", use="project", project=plan.key, unit=plan.unit)
