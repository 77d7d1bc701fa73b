"""What an indicator demands, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.reading.targets.value import join_value, prose, read_value

CASES = [
    ("≥80人", "≥80人", "≥", "80", "人"),
    ("等于 3460. 67 平 方米", "=3460.67平方米", "=", "3460.67", "平方米"),
    ("每月15日前发放到位", "每月15日前发放到位", None, None, None),
    ("有所提高", "有所提高", None, None, None),
    ("=6.8元/吨", "=6.8元/吨", "=", "6.8", "元/吨"),
    ("1", "1", None, "1", None),
    ("290万元", "290万元", None, "290", "万元"),
    ("\\geq 99.7 %", "≥99.7%", "≥", "99.7", "%"),
    ("<=140万元", "≤140万元", "≤", "140", "万元"),
    ("≧4次", "≥4次", "≥", "4", "次"),
    ("不少于5次", "≥5次", "≥", "5", "次"),
    ("大于等于95%", "≥95%", "≥", "95", "%"),
    ("＞90％", ">90%", ">", "90", "%"),
    ("90%以上", "90%以上", "≥", "90", "%"),
    ("30分钟以内", "30分钟以内", "≤", "30", "分钟"),
    ("≥0.5‰", "≥0.5‰", "≥", "0.5", "‰"),
    ("≤1,200.50元", "≤1,200.50元", "≤", "1200.50", "元"),
    ("3-5天", "3-5天", None, None, None),
    ("8月底完成", "8月底完成", None, None, None),
    ("2024年12月前", "2024年12月前", None, None, None),
    ("≥优秀", "≥优秀", "≥", None, None),
    ("每年≥20场", "每年≥20场", "≥", "20", "场"),
    ("每季度不少于2次", "每季度≥2次", "≥", "2", "次"),
    ("实际支出<=2711880元", "实际支出≤2711880元", "≤", "2711880", "元"),
    ("满意度为优的比例有所提高", "满意度为优的比例有所提高", None, None, None),
    ("第3季度≥20场", "第3季度≥20场", None, None, None),
    ("控制支出≤预算的95%", "控制支出≤预算的95%", None, None, None),
]


@pytest.mark.parametrize(("printed", "text", "operator", "number", "measure"), CASES)
def test_values(printed: str, text: str, operator: str | None, number: str | None, measure: str | None) -> None:
    value = read_value(printed)
    assert value is not None
    assert (value.text, value.operator, value.number, value.measure) == (text, operator, number, measure)


def test_nothing_printed_is_no_value() -> None:
    assert read_value("  ") is None
    assert join_value("≥", "", "%") is None


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("≥", "90", "%"), ("≥90%", "≥", "90", "%")),
        (("大于等于", "3", "个"), ("≥3个", "≥", "3", "个")),
        (("定性", "优良中低差", ""), ("优良中低差", None, None, None)),
        (("＝", "100%", "%"), ("=100%", "=", "100", "%")),
        ((None, "12", "/"), ("12", None, "12", None)),
    ],
)
def test_operator_number_and_measure_in_columns_of_their_own(
    columns: tuple[str | None, str, str], expected: tuple[str, str | None, str | None, str | None]
) -> None:
    value = join_value(*columns)
    assert value is not None
    assert (value.text, value.operator, value.number, value.measure) == expected


@given(
    st.sampled_from("≥≤=><"),
    st.decimals(0, 10**6, places=2, allow_nan=False),
    st.sampled_from(["", "%", "人", "万元", "元/吨", "平方米", "次"]),
    st.sampled_from(["", " ", "　"]),
)
def test_what_is_put_together_is_taken_apart(operator: str, number: object, measure: str, space: str) -> None:
    value = read_value(f"{operator}{space}{number}{space}{measure}")
    assert value is not None
    assert (value.operator, value.number, value.measure) == (operator, str(number), measure or None)


@given(st.text(max_size=30))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    value = read_value(text)
    assert value is None or value.text


def test_prose_keeps_its_marks_and_latin_words_apart() -> None:
    assert (
        prose(" 全年召开 55 场，使用 open data 平台；\n完成 “一网” 建设 ")
        == "全年召开55场，使用open data平台；完成“一网”建设"
    )
