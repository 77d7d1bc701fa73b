"""Indicators written out in one cell: ``1、1-产出指标；11-数量指标；名称；实施周期指标值:≥4次；年度指标值:≥4次。``"""

from __future__ import annotations

import re

from gouji.lexicon.targets import level1_of, level2_of
from gouji.model.disclosure import Indicator, Place
from gouji.reading.targets.value import prose, read_value

_ITEM = re.compile(
    r"(?:^|[。；;、,，\s])\s*\d{1,3}\s*[、.．]\s*(?=(?:\d{1,2}\s*[-—－]\s*)?[\u4e00-\u9fff\s]{2,8}指\s*标\s*[；;:：])"
)
_YEAR_VALUE = re.compile(r"(?:^|[；;，,])(?:年度|本年度|当年)?指标值[:：](.*)$", re.DOTALL)
_PERIOD_VALUE = re.compile(r"[；;，,]?(?:实施周期|实施期|中长期)指标值[:：].*$", re.DOTALL)
_WEIGHT = re.compile(r"[；;，,](?:指标)?(?:权重|分值)[:：]?(\d{1,3}(?:\.\d+)?)(?:分|%)?")


def read_inline(text: str, place: Place) -> tuple[Indicator, ...]:
    """The indicators a cell enumerates; what does not begin with the names of its levels is left out."""
    items = [item for item in _ITEM.split(text) if item and item.strip()]
    return tuple(indicator for item in items if (indicator := _indicator(prose(item), place)) is not None)


def _indicator(item: str, place: Place) -> Indicator | None:
    parts = re.split(r"[；;]", item, maxsplit=2)
    if len(parts) < 3:
        return None
    level1, level2 = level1_of(parts[0]), level2_of(parts[1])
    if level1 is None:
        return None
    rest = parts[2].rstrip("。；;，,、")
    weight = _WEIGHT.search(rest)
    if weight:
        rest = rest[: weight.start()] + rest[weight.end() :]
    demanded = _YEAR_VALUE.search(rest)
    name = rest[: demanded.start()] if demanded else rest
    value = read_value(demanded[1]) if demanded else None
    return Indicator(
        level1=level1.name,
        level2=level2.name if level2 else re.sub(r"^\d+[-—－]", "", parts[1]),
        name=_PERIOD_VALUE.sub("", name) or None,
        value=value.text if value else None,
        operator=value.operator if value else None,
        number=value.number if value else None,
        measure=value.measure if value else None,
        weight=weight[1] if weight else None,
        place=place,
    )
