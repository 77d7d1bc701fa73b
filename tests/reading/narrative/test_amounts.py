"""Numbers in sentences: what is an amount, a rate, a count, and what is none."""

from __future__ import annotations

import pytest

from gouji.model.money import Unit
from gouji.reading.narrative.amounts import tokens
from gouji.reading.narrative.folding import fold
from tests.reading.narrative.telling import only, say


def found(text: str) -> list[tuple[str, str | None, Unit | None]]:
    return [(token.kind, token.number, token.unit) for token in tokens(fold(text).text)]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("支出 1,234.50 万元", "1234.50", Unit.TEN_THOUSAND_YUAN),
        ("支出１，２３４．５０万元", "1234.50", Unit.TEN_THOUSAND_YUAN),
        ("支出 5,319.\n80 万元", "5319.80", Unit.TEN_THOUSAND_YUAN),
        ("支 出 1 2 3 . 4 5 万 元", "123.45", Unit.TEN_THOUSAND_YUAN),
        ("支出6,295.86元", "6295.86", Unit.YUAN),
        ("支出1.2亿元", "1.2", Unit.HUNDRED_MILLION_YUAN),
        ("当年预算 9.15 万、上年结转", "9.15", Unit.TEN_THOUSAND_YUAN),
        ("合计881300.39 元，", "881300.39", Unit.YUAN),
    ],
)
def test_an_amount_is_read_with_its_own_unit(text: str, number: str, unit: Unit) -> None:
    assert found(text) == [("amount", number, unit)]


@pytest.mark.parametrize("text", ["支出5107,573.11万元", "支出5.319.80万元", "支出12,34万元"])
def test_what_is_no_number_is_an_amount_without_a_number(text: str) -> None:
    assert found(text) == [("amount", None, Unit.TEN_THOUSAND_YUAN)]


@pytest.mark.parametrize(
    "text",
    [
        "2025年8月31日",
        "财预〔2016〕143号",
        "第3条",
        "单价50万元及以上的设备",
        "单位价值100万元（含）以上",
        "单价在100万元以上的",
        "标准为300元/人",
        "增长3个百分点",
        "增长3.5%个百分点",
        "10-20万元",
        "X102街坊",
    ],
)
def test_years_thresholds_prices_and_ranges_are_no_amounts(text: str) -> None:
    assert [token for token in found(text) if token[0] != "count"] == []


def test_rates_and_counts() -> None:
    assert found("增长３.０８％，车辆 84 辆，设备 62 台/套，四个二级项目，十二个预算单位") == [
        ("percent", "3.08", None),
        ("count", "84", None),
        ("count", "62", None),
        ("count", "4", None),
        ("count", "12", None),
    ]


def test_a_minus_after_a_verb_of_change_is_a_sign() -> None:
    (token,) = tokens("增加-5.2万元")
    assert token.negative
    assert not tokens("行政运行-5.2万元")[0].negative


def test_spans_lead_back_to_what_is_printed() -> None:
    text = "支 出 “ 1,234. 5 万 元 ”"
    folded = fold(text)
    (token,) = tokens(folded.text)
    first, last = folded.span(token.start, token.end)
    assert text[first:last] == "1,234. 5 万 元"


def test_and_so_on_where_nothing_is_left_is_a_sum_that_holds() -> None:
    """A list that ends with 等 proves its sum where it has one, and accuses nobody where it has none."""
    parts = "其中：货物类采购预算20.50万元，工程类采购预算18万元，服务类采购预算24万元等。"
    (found,) = only(say("政府采购情况", f"2025年政府采购安排62.50万元，{parts}"), "sum")
    assert len(found.parts) == 3
    assert not only(say("政府采购情况", f"2025年政府采购安排66.50万元，{parts}"), "sum")
    two = "其中：货物类采购预算20.50万元，服务类采购预算42万元等。"
    assert not only(say("政府采购情况", f"2025年政府采购安排62.50万元，{two}"), "sum")
