"""G70x: weights and missing parts of performance targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from gouji.checking.findings import Finding, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.indicators import indicators, target_place, targets
from gouji.checking.rules.passages import compact
from gouji.checking.rules.wordlists import wordlist
from gouji.model.disclosure import Disclosure, Target

_PRACTICE = "绩效目标表的权重合计为90分（另10分为预算执行率）或100分（各地惯例）"


def _number(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(text.strip().rstrip("%％分"))
    except InvalidOperation:
        return None


@rule("G701", "权重合计不对", Level.WARNING, basis=_PRACTICE)
def weight_sum(disclosure: Disclosure) -> Iterator[Finding]:
    """一个项目各指标的权重合计应为90（预算执行率的10分另计）或100。

    例如某项目的权重合计85，应核对是否漏了指标或填错权重。
    """
    sound = {Decimal(number) for number in wordlist("indicators")["weight_sums"]}
    weighed = [target for target in targets(disclosure) if any(item.weight for item in target.indicators)]
    if not weighed:
        raise Skip("绩效目标表没有权重")
    totals = [(target, total) for target in weighed if (total := _total(target)) is not None]
    usual = Counter(total for _, total in totals).most_common(1)
    if usual and usual[0][1] >= _USUAL and usual[0][1] * 5 >= len(totals) * 3:
        sound |= {usual[0][0]}  # a place with another practice
    for target, total in totals:
        if total not in sound:
            yield weight_sum.finding(
                f"项目“{target.project or ''}”的权重合计是{total.normalize():f}，应为90或100，请核对",
                target_place(target, "权重"),
                values=(f"{total.normalize():f}",),
            )


_USUAL = 4
"""So many targets with the same sum of weights make it a practice, if they are three in five."""


def _total(target: Target) -> Decimal | None:
    weights = [_number(item.weight) for item in target.indicators]
    if any(weight is None for weight in weights):
        return None
    return sum((weight for weight in weights if weight is not None), Decimal(0))


@rule("G702", "指标缺指标值或权重", Level.WARNING)
def missing_parts(disclosure: Disclosure) -> Iterator[Finding]:
    """每个指标都应有名称、指标值；用权重的表，每个指标都应有权重。

    例如“培训人数”没有填指标值，应补上。
    """
    for part, what in (("value", "指标值"), ("name", "指标名称"), ("weight", "权重")):
        every = list(indicators(disclosure))
        lacking = [item for item in every if not getattr(item.indicator, part)]
        if part == "weight" and len(lacking) * 2 > len(every):
            continue
        if lacking:
            yield missing_parts.finding(
                f"绩效目标表有{len(lacking)}个指标没有读到{what}，请核对补填",
                *(item.place for item in lacking),
                level=Level.NOTICE if len(lacking) * 4 > len(every) else Level.WARNING,
            )


@rule("G703", "绩效目标过短或缺失", Level.NOTICE)
def short_objective(disclosure: Disclosure) -> Iterator[Finding]:
    """年度绩效目标应说明要做什么、做到什么程度。

    例如只写“保障工作”，看不出要完成的任务，应写具体。
    """
    shortest = wordlist("indicators")["shortest_objective"]
    found = targets(disclosure)
    missing = [target for target in found if not compact(target.objective or "")]
    short = [target for target in found if 0 < len(compact(target.objective or "")) < shortest]
    if missing and len(missing) < len(found):
        yield short_objective.finding(
            f"有{len(missing)}个项目没有读到年度绩效目标，请核对补填", *(target_place(target) for target in missing)
        )
    if short:
        yield short_objective.finding(
            f"有{len(short)}个项目的绩效目标不足{shortest}字，请写明要完成的任务和效果",
            *(target_place(target) for target in short),
        )


@rule("G704", "指标过少或缺类别", Level.NOTICE)
def few_indicators(disclosure: Disclosure) -> Iterator[Finding]:
    """一个项目至少应有产出指标和效益（或满意度）指标。

    例如某项目只有一个数量指标，没有效益指标，应补充。
    """
    bare = []
    for target in targets(disclosure):
        levels = {item.level1[:2] for item in target.indicators if item.level1}
        if (
            target.indicators
            and len(levels)
            and ("产出" not in levels or not levels & {"效益", "效果", "满意", "影响"})
        ):
            bare.append(target)
    if bare and len(bare) * 2 <= len(disclosure.targets):
        yield few_indicators.finding(
            f"有{len(bare)}个项目只有一类指标（缺产出指标或效益指标），请补充",
            *(target_place(target) for target in bare),
        )
