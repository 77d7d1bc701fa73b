"""G71x: operators, values and measures of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from gouji.checking.findings import Finding, Level
from gouji.checking.rule import rule
from gouji.checking.rules.indicators import (
    Placed,
    ends_as,
    indicators,
    is_named,
    is_of_things,
    is_percent,
    named,
    should_be_small,
)
from gouji.checking.rules.wordlists import pattern
from gouji.model.disclosure import Disclosure

_AT_LEAST = {"≥", ">"}
_AT_MOST = {"≤", "<"}


def _number(item: Placed) -> Decimal | None:
    try:
        return Decimal(item.indicator.number) if item.indicator.number is not None else None
    except InvalidOperation:
        return None


def _is_satisfaction(item: Placed) -> bool:
    return is_named(item.name, "satisfaction_name")


def _is_cost(item: Placed) -> bool:
    return (item.indicator.level1 or "").startswith("成本") or (item.indicator.level2 or "").endswith("成本指标")


@rule("G711", "比率写成“≥100%”", Level.NOTICE)
def at_least_all(disclosure: Disclosure) -> Iterator[Finding]:
    """完成率、合格率、满意度等比率最高是100%，“≥100%”应写作“=100%”。

    例如“接待任务完成率≥100%”，应改为“=100%”。
    """
    found = [
        item
        for item in indicators(disclosure)
        if item.indicator.operator in _AT_LEAST
        and _number(item) == 100
        and (is_percent(item.indicator.measure) or "百分" in item.value or "%" in item.value)
        and not is_named(item.name, "open_rate")
    ]
    if found:
        yield at_least_all.finding(
            f"有{len(found)}个比率指标写成“≥100%”（{named(found)}），比率不会超过100%，宜改为“=100%”",
            *(item.place for item in found),
        )


@rule("G712", "运算符方向不对", Level.WARNING)
def wrong_direction(disclosure: Disclosure) -> Iterator[Finding]:
    """越大越好的指标用“≥”，越小越好的指标用“≤”。

    例如“差错率≥1%”应为“≤1%”；“满意度≤90%”应为“≥90%”。
    """
    every = list(indicators(disclosure))
    small = [
        item
        for item in every
        if item.indicator.operator in _AT_LEAST and (should_be_small(item.name) and not _is_satisfaction(item))
    ]
    if small:
        yield wrong_direction.finding(
            f"有{len(small)}个指标越小越好却用了“≥”（{named(small)}），请核对运算符", *(item.place for item in small)
        )
    large = [
        item
        for item in every
        if item.indicator.operator in _AT_MOST
        and is_named(item.name, "large")
        and not should_be_small(item.name)
        and not _is_cost(item)
    ]
    if large:
        yield wrong_direction.finding(
            f"有{len(large)}个指标越大越好却用了“≤”（{named(large)}），请核对运算符", *(item.place for item in large)
        )


@rule("G713", "数量指标用“≤”", Level.NOTICE)
def bounded_output(disclosure: Disclosure) -> Iterator[Finding]:
    """数量指标说明要完成多少，用“≤”则做得越少越算完成。

    例如“购置设备数量≤30个”，一台不买也算完成，宜改为“≥”或“=”。
    """
    found = [
        item
        for item in indicators(disclosure)
        if item.indicator.operator in _AT_MOST
        and (item.indicator.level2 or "").startswith(("数量", "产出数量"))
        and not is_percent(item.indicator.measure)
        and not should_be_small(item.name)
        and not is_named(item.name, "large")
        and not is_named(item.name, "limited")
        and (ends_as(item.name, "count") or is_named(item.name, "done"))
    ]
    if found:
        yield bounded_output.finding(
            f"有{len(found)}个数量指标用了“≤”（{named(found)}），请核实是否应为“≥”或“=”",
            *(item.place for item in found),
        )


@rule("G714", "满意度用“=”或缺运算符", Level.NOTICE)
def exact_satisfaction(disclosure: Disclosure) -> Iterator[Finding]:
    """满意度一般定下限，用“≥”。

    例如“服务对象满意度=90%”或只写“90%”，宜改为“≥90%”。
    """
    found = [
        item
        for item in indicators(disclosure)
        if _is_satisfaction(item)
        and item.indicator.number is not None
        and item.indicator.operator in {None, "="}
        and _number(item) != 100
    ]
    if found:
        yield exact_satisfaction.finding(
            f"有{len(found)}个满意度指标没有用“≥”（{named(found)}），宜改为下限", *(item.place for item in found)
        )


@rule("G715", "指标值无法衡量", Level.NOTICE)
def vague_values(disclosure: Disclosure) -> Iterator[Finding]:
    """指标值应当能够判断是否完成；“有所提高”“得到提升”“及时”之类没有标准。

    例如“知名度：得到提升”，应改为可以衡量的数，或者写明评价标准。
    """
    vague = pattern("indicators", "vague", "words")
    sound = pattern("indicators", "vague", "sound")
    found = [
        item
        for item in indicators(disclosure)
        if item.value
        and item.indicator.number is None
        and not sound.search(item.value)
        and (vague.search(item.value) or len(item.value) <= 8)
    ]
    if found:
        words = "、".join(f"“{value}”" for value in list(dict.fromkeys(item.value for item in found))[:4])
        yield vague_values.finding(
            f"有{len(found)}个指标的指标值（如{words}）无法衡量是否完成，请量化或写明评价标准",
            *(item.place for item in found),
        )


@rule("G716", "计量单位与指标不符", Level.WARNING)
def unfit_measure(disclosure: Disclosure) -> Iterator[Finding]:
    """人数、次数不能用百分比，比率不能用次、个、类。

    例如“保障人数≥95%”“宣传覆盖率≥5类”“系统可用时长≥99%”，名称与单位总有一个不对。
    """
    every = list(indicators(disclosure))
    counted = [
        item
        for item in every
        if ends_as(item.name, "count") and is_percent(item.indicator.measure) and not ends_as(item.name, "rate")
    ]
    rated = [
        item
        for item in every
        if ends_as(item.name, "rate")
        and not is_named(item.name, "open_rate")
        and is_of_things(item.indicator.measure)
        and not re.search(r"人均|每", item.name)
    ]
    timed = [
        item for item in every if re.search(r"(?:时长|时间|天数)$", item.name) and is_percent(item.indicator.measure)
    ]
    for group, message in (
        (counted, "数的是数量，指标值却是百分比"),
        (rated, "是比率，指标值却用“次、个、类”等单位"),
        (timed, "说的是时间，指标值却是百分比"),
    ):
        if group:
            values = tuple(item.value for item in group)
            yield unfit_measure.finding(
                f"指标{named(group)}{message}，请核对名称和指标值", *(item.place for item in group), values=values
            )
    beyond = [
        item
        for item in every
        if ends_as(item.name, "rate")
        and is_percent(item.indicator.measure)
        and not is_named(item.name, "open_rate")
        and (number := _number(item)) is not None
        and number > 100
        and item.indicator.operator not in _AT_MOST
    ]
    if beyond:
        yield unfit_measure.finding(
            f"指标{named(beyond)}是比率，指标值却超过100%，请核对",
            *(item.place for item in beyond),
            values=tuple(item.value for item in beyond),
        )


@rule("G717", "比率用分数衡量", Level.NOTICE)
def scored_rate(disclosure: Disclosure) -> Iterator[Finding]:
    """及时率、完成率等比率的指标值应是百分比。

    例如“故障处理及时率≥80分”，宜改为百分比。
    """
    score = pattern("indicators", "measures", "score")
    found = [
        item
        for item in indicators(disclosure)
        if item.name.rstrip(".。").endswith("率")
        and score.fullmatch(item.indicator.measure or "")
        and not _is_satisfaction(item)
    ]
    if found:
        yield scored_rate.finding(f"比率指标{named(found)}用“分”衡量，请核对", *(item.place for item in found))


@rule("G718", "指标值缺运算符或单位", Level.NOTICE)
def bare_values(disclosure: Disclosure) -> Iterator[Finding]:
    """指标值应写明运算符和计量单位。

    例如“平台建设数量：1”，应写作“=1个”；“成本：30”，应写作“≤30万元”。
    """
    found = [
        item
        for item in indicators(disclosure)
        if re.fullmatch(r"\d[\d,.]*", item.value) and item.indicator.measure is None and item.indicator.operator is None
    ]
    if found:
        yield bare_values.finding(
            f"有{len(found)}个指标的指标值只有数字（{named(found)}），没有运算符和计量单位，请补上",
            *(item.place for item in found),
        )
