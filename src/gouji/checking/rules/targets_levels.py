"""G72x: indicators filed under a level that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, Level
from gouji.checking.rule import rule
from gouji.checking.rules.indicators import Placed, ends_as, indicators, is_named, is_percent, named, should_be_small
from gouji.model.disclosure import Disclosure

_LEVEL_NAMES = re.compile(
    r"(?:数量|质量|时效|成本|经济成本|社会成本|生态环境成本|经济效益|社会效益|生态效益|可持续影响|满意度|服务对象满意度|产出|效益|效果)指标"
)
_CHILDREN = {
    "产出": ("数量", "质量", "时效", "成本", "产出"),
    "效益": ("经济", "社会", "生态", "可持续", "效益", "环境", "满意", "服务对象", "长效"),
    "成本": ("经济成本", "社会成本", "生态", "成本", "经济", "社会"),
    "满意": ("满意", "服务对象", "公众", "社会公众", "群众", "受益", "其他", "工作人员", "利益"),
}


def _level2(item: Placed) -> str:
    return (item.indicator.level2 or "").removeprefix("产出")


@rule("G721", "比率列为数量指标", Level.NOTICE)
def rate_as_quantity(disclosure: Disclosure) -> Iterator[Finding]:
    """完成率、合格率说明做得怎样，应列为质量指标；及时率应列为时效指标；数量指标应是个数、次数。

    例如“印刷任务完成率≥90%”列在数量指标下，宜改列质量指标。
    """
    found = [
        item
        for item in indicators(disclosure)
        if _level2(item).startswith("数量")
        and "level2" not in item.indicator.inferred
        and ((ends_as(item.name, "rate") and not ends_as(item.name, "count")) or is_named(item.name, "timeliness"))
    ]
    if found:
        yield rate_as_quantity.finding(
            f"有{len(found)}个比率或时效指标列在数量指标下（{named(found)}），宜改列质量或时效指标",
            *(item.place for item in found),
        )


@rule("G722", "满意度指标错位", Level.NOTICE)
def satisfaction_elsewhere(disclosure: Disclosure) -> Iterator[Finding]:
    """满意度应列在满意度指标下，满意度指标下也只应列满意度。

    例如“办事群众满意度”列在社会效益指标下，宜改列满意度指标。
    """
    every = list(indicators(disclosure))
    outside = [
        item
        for item in every
        if ends_as(item.name, "satisfaction_name")
        and item.indicator.level1
        and "满意" not in item.indicator.level1 + (item.indicator.level2 or "")
    ]
    if outside:
        yield satisfaction_elsewhere.finding(
            f"有{len(outside)}个满意度指标没有列在满意度指标下（{named(outside)}），请核对",
            *(item.place for item in outside),
        )
    inside = [
        item
        for item in every
        if (item.indicator.level1 or "").startswith("满意")
        and item.name
        and not is_named(item.name, "satisfaction")
        and not _LEVEL_NAMES.fullmatch(item.name)
    ]
    if inside:
        yield satisfaction_elsewhere.finding(
            f"有{len(inside)}个列在满意度指标下的不是满意度（{named(inside)}），请核对",
            *(item.place for item in inside),
        )


@rule("G723", "产出列为效益", Level.NOTICE)
def output_as_benefit(disclosure: Disclosure) -> Iterator[Finding]:
    """效益指标说明带来什么效果，不是做了多少。

    例如“形成调查报告数量=12份”列在社会效益指标下，宜改列数量指标。
    """
    found = [
        item
        for item in indicators(disclosure)
        if (item.indicator.level1 or "")[:2] in {"效益", "效果"}
        and ends_as(item.name, "count")
        and not should_be_small(item.name)
        and not is_percent(item.indicator.measure)
        and not re.search(
            r"受益|惠及|带动|引进|就业|服务(?:对象|群众|企业)|访问|下载|阅读|用户|事故|投诉|案件|减少|增加", item.name
        )
    ]
    if found:
        yield output_as_benefit.finding(
            f"有{len(found)}个效益指标其实是产出数量（{named(found)}），宜改列数量指标", *(item.place for item in found)
        )


@rule("G724", "二级指标与一级指标不符", Level.WARNING)
def misfiled_level(disclosure: Disclosure) -> Iterator[Finding]:
    """数量、质量、时效属于产出指标；经济效益、社会效益属于效益指标。

    例如“社会效益指标”列在产出指标下，应改列效益指标。
    """
    found = []
    for item in indicators(disclosure):
        one, two = item.indicator.level1 or "", item.indicator.level2 or ""
        if item.indicator.inferred & {"level1", "level2"}:
            continue
        children = _CHILDREN.get(one[:2].replace("效果", "效益"))
        others = {other for key, words in _CHILDREN.items() if key != one[:2] for other in words}
        if children and two and not two.startswith(children) and any(two.startswith(word) for word in others):
            found.append(item)
    if found:
        kinds = "、".join(
            dict.fromkeys(f"“{item.indicator.level2}”列在“{item.indicator.level1}”下" for item in found[:3])
        )
        yield misfiled_level.finding(f"二级指标与一级指标不符：{kinds}，请核对", *(item.place for item in found))


@rule("G725", "指标名称就是级别名称", Level.WARNING)
def name_of_level(disclosure: Disclosure) -> Iterator[Finding]:
    """三级指标应写具体的指标，不应照抄“服务对象满意度指标”“社会效益指标”等级别名称。

    例如三级指标写“服务对象满意度指标”，应写明是谁的满意度。
    """
    found = [item for item in indicators(disclosure) if _LEVEL_NAMES.fullmatch(item.name)]
    if found:
        yield name_of_level.finding(
            f"有{len(found)}个三级指标照抄了级别名称（{named(found)}），请写具体指标", *(item.place for item in found)
        )


@rule("G726", "指标名称有多余的符号", Level.NOTICE)
def stray_marks(disclosure: Disclosure) -> Iterator[Finding]:
    """指标名称中不应有多余的点号等符号。

    例如“服务.对象满意度”“抽检率.”，应删去点号。
    """
    found = [
        item
        for item in indicators(disclosure)
        if re.search(r"^[.。、，,;；]|[.。、，,;；]$|[\u4e00-\u9fff][.][\u4e00-\u9fff]", item.name)
    ]
    if found:
        yield stray_marks.finding(
            f"有{len(found)}个指标名称有多余的符号（{named(found)}），请删去", *(item.place for item in found)
        )
