"""Scores, lights and the quality of targets, outside of any web."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.model.disclosure import Indicator, Target
from gouji.targets.demand import attained, demand_of
from gouji.targets.evaluation import EvaluationError, Result, evaluate
from gouji.targets.library import likely_field, work_fields
from gouji.targets.monitoring import Light, elapsed, indicator, spending
from gouji.targets.quality import advice

OUTPUT = Indicator("产出指标", "数量指标", "培训人次", None, "≥200人次", weight="50")
BENEFIT = Indicator("效益指标", "社会效益指标", "应用率", None, "≥80%", weight="30")
CONTENT = Indicator("满意度指标", "服务对象满意度指标", "学员满意度", None, "≥90%", weight="10")
TARGET = Target("甲单位", "培训", None, "全年举办培训班，提高业务能力。", (OUTPUT, BENEFIT, CONTENT))


def results(*actual: str) -> list[Result]:
    return [Result(one) for one in actual]


def test_a_target_met_has_all_points() -> None:
    found = evaluate(TARGET, 1000, 1000, results("200人次", "80%", "95"))
    assert found.total == 100
    assert found.class_name == "优"
    assert found.unexplained == ()


def test_points_follow_what_was_reached() -> None:
    found = evaluate(TARGET, 1000, 850, results("150", "80", "90"))
    assert found.execution == Decimal("8.50")
    assert [one.points for one in found.scores] == [Decimal("37.50"), 30, 10]
    assert found.total == Decimal("86.00")
    assert found.class_name == "良"
    assert found.unexplained == (0,), "a shortfall must be explained"
    told = [Result("150", reason="疫情改期"), *results("80", "90")]
    assert evaluate(TARGET, 1000, 850, told).unexplained == ()


def test_far_too_much_must_be_explained() -> None:
    found = evaluate(TARGET, 1000, 1200, results("500", "80", "90"))
    assert found.execution == 10, "an overrun earns no more"
    assert found.scores[0].points == 50
    assert found.unexplained == (0,)


def test_weights_of_a_hundred_are_nine_tenths() -> None:
    whole = replace(TARGET, indicators=(replace(OUTPUT, weight="60"), BENEFIT, CONTENT))
    found = evaluate(whole, 1000, 1000, results("200", "80", "90"))
    assert [one.full for one in found.scores] == [54, 27, 9]
    assert found.total == 100


@pytest.mark.parametrize("weights", [("50", "30", "9"), ("50", "30", ""), ("50", "30", "-10"), ("x", "30", "10")])
def test_other_weights_are_not_scored(weights: tuple[str, ...]) -> None:
    wrong = [replace(one, weight=weight) for one, weight in zip(TARGET.indicators, weights, strict=True)]
    with pytest.raises(EvaluationError):
        evaluate(replace(TARGET, indicators=tuple(wrong)), 1000, 1000, results("200", "80", "90"))


def test_a_qualitative_result_is_graded() -> None:
    vague = Target(None, "培训", None, None, (replace(OUTPUT, weight="90", value="按计划完成"),))
    assert evaluate(vague, 10, 10, [Result(grade=0)]).total == 100
    assert evaluate(vague, 10, 10, [Result(grade=1, share=Decimal(70), reason="部分改期")]).total == 73
    for wrong in (Result(), Result(grade=1), Result(grade=1, share=Decimal(80)), Result(grade=3)):
        with pytest.raises(EvaluationError) as refused:
            evaluate(vague, 10, 10, [wrong])
        assert refused.value.index == 0


@pytest.mark.parametrize(
    ("value", "result", "share"),
    [
        ("≥50台", "25", "0.5"),
        ("≤10次", "8", "1"),
        ("≤10次", "20", "0.5"),
        ("≤0次", "1", "0"),
        ("=46人", "46", "1"),
        ("=0起", "0", "1"),
        ("=0起", "2", "0"),
        ("50次", "60", "1.2"),
    ],
)
def test_what_a_result_is_of_its_demand(value: str, result: str, share: str) -> None:
    assert attained(demand_of(replace(OUTPUT, value=value)), Decimal(result)) == Decimal(share)


@given(
    st.sampled_from(["≥", "≤", "="]),
    st.integers(0, 1000),
    st.integers(0, 2000),
    st.integers(1, 10**9),
    st.integers(0, 10**9),
)
def test_a_score_lies_within_its_bounds(operator: str, wanted: int, actual: int, budget: int, paid: int) -> None:
    one = replace(OUTPUT, value=f"{operator}{wanted}次", weight="90")
    found = evaluate(Target(None, None, None, None, (one,)), budget, paid, results(str(actual)))
    assert 0 <= found.execution <= 10
    assert 0 <= found.scores[0].points <= 90
    assert found.total == found.execution + found.scores[0].points
    if found.scores[0].points < 90 * Decimal("0.9999"):
        assert found.unexplained == (0,)


def test_the_year_passes() -> None:
    assert elapsed(2026, date(2026, 12, 31)) == 1
    assert elapsed(2026, date(2027, 1, 5)) == 1
    assert elapsed(2026, date(2025, 12, 31)) == 0
    assert elapsed(2024, date(2024, 12, 31)) == 1, "a leap year"


@pytest.mark.parametrize(
    ("paid", "light"), [(500, Light.GREEN), (450, Light.GREEN), (300, Light.YELLOW), (299, Light.RED)]
)
def test_the_pace_of_spending(paid: int, light: Light) -> None:
    assert spending(1000, paid, Decimal("0.5")).light is light


def test_lights_of_indicators() -> None:
    half = Decimal("0.5")
    assert indicator(OUTPUT, "100", half).light is Light.GREEN, "half of the year's"
    assert indicator(OUTPUT, "60", half).light is Light.YELLOW
    assert indicator(OUTPUT, "10", half).light is Light.RED
    assert indicator(OUTPUT, "", half).light is Light.NONE
    assert indicator(CONTENT, "85%", half).light is Light.GREEN, "a rate does not grow with the year"
    assert indicator(CONTENT, "40%", half).light is Light.RED
    limit = replace(OUTPUT, value="≤10次")
    assert indicator(limit, "9", half).light is Light.GREEN
    assert indicator(limit, "11", half).light is Light.RED
    interim = replace(OUTPUT, interim_value="≥40")
    assert indicator(interim, "40", half).light is Light.GREEN
    assert indicator(interim, "20", Decimal("0.25")).light is Light.GREEN
    assert indicator(interim, "40", Decimal(1)).light is Light.RED, "the second half asks for the whole"


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 100))
def test_more_is_never_a_worse_light(less: int, more: int, percent: int) -> None:
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    less, more = sorted((less, more))
    passed = Decimal(percent) / 100
    lights = [indicator(OUTPUT, str(number), passed).light for number in (less, more)]
    assert order.index(lights[0]) <= order.index(lights[1])


@pytest.mark.parametrize("field", work_fields(), ids=lambda field: field.id)
def test_the_library_keeps_the_rules(field: object) -> None:
    from gouji.targets.library import WorkField

    assert isinstance(field, WorkField)
    given = tuple(one.as_indicator("1") for one in field.indicators)
    target = Target("甲单位", "项目甲", None, "完成全年既定任务并取得预期效果。", given)
    assert [one for one in advice((target,), 2026) if one.code] == []
    assert {"产出指标", "效益指标", "满意度指标"} <= {one.level1 for one in field.indicators}


def test_a_name_tells_its_field() -> None:
    found = likely_field("业务骨干培训经费")
    assert found is not None
    assert found.id == "training"
    assert likely_field("其他") is None


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (replace(OUTPUT, value="得到提升"), "G715", "value"),
        (replace(CONTENT, value="≤90%", weight="50"), "G712", "value"),
        (replace(OUTPUT, name="数量指标"), "G725", "name"),
        (replace(OUTPUT, level2="社会效益指标"), "G724", "level2"),
    ],
)
def test_the_rules_name_the_field(wrong: Indicator, code: str, field: str) -> None:
    found = advice((TARGET, replace(TARGET, project="别的", indicators=(BENEFIT, wrong, CONTENT))), 2026)
    assert (1, 1, field) in [(one.target, one.indicator, one.field) for one in found if one.code == code]


def test_sound_targets_get_no_advice() -> None:
    assert advice((TARGET,), 2026) == ()


def test_weights_are_an_error_of_their_target() -> None:
    wrong = replace(TARGET, indicators=(OUTPUT, BENEFIT))
    found = advice((TARGET, wrong), 2026)
    assert [(one.level, one.target) for one in found if one.level == "error"] == [("error", 1)]
