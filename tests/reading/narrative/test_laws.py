"""Sentences made from coordinates and amounts are read back, however they are worded, spaced and wrapped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from gouji.model.coordinates import Coordinates
from gouji.model.money import Amount, Interval, Unit
from gouji.reading.narrative.folding import fold, shown
from tests.reading.narrative.telling import DEPARTMENT, amounts, only, say

GENERAL = Coordinates(side="expenditure", fund="general_public_budget")
SUBJECTS = {
    "收入预算": Coordinates(side="revenue"),
    "财政拨款收入": Coordinates(side="revenue", fund="fiscal_appropriation"),
    "收支总预算": Coordinates(side="revenue"),
    "支出预算": Coordinates(side="expenditure"),
    "一般公共预算支出": GENERAL,
    "一般公共预算基本支出": replace(GENERAL, use="basic"),
    "政府性基金预算拨款支出": Coordinates(side="expenditure", fund="government_fund_budget"),
    "教育支出（类）进修及培训（款）培训支出（项）": Coordinates(side="expenditure", function="2050803"),
    "住房保障（类）支出": Coordinates(side="expenditure", function="221"),
    "“三公”经费预算数": Coordinates(item="three_public"),
    "公务接待费": Coordinates(item="three_public/reception"),
    "公务用车购置及运行维护费": Coordinates(item="three_public/vehicles"),
    "机关运行经费财政拨款预算": Coordinates(item="agency_operating_expenses"),
    "政府采购货物预算": Coordinates(item="procurement/goods"),
    "委托业务费预算总额": Coordinates(item="entrusted_services"),
}
OPENINGS = ["{year}年", "{year}年度", "{office}{year}年", "{year}年，{office}", "{year}年本部门"]
VERBS = ["", "为", "共计", "安排"]
AGAINST = ["比{last}年", "较上年预算数", "比{last}年年初预算", "，与{last}年相比", "与上年对比", "，同比"]
RISES = ["增加", "增长", "上升"]
FALLS = ["减少", "下降", "降低"]
SAME = ["，与{last}年预算持平", "，与上年预算数相同", "，比上年无变化", "，与{last}年预算数相比无增减变化"]

numbers = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999"), places=2, allow_nan=False)
units = st.sampled_from([Unit.TEN_THOUSAND_YUAN, Unit.YUAN, Unit.HUNDRED_MILLION_YUAN])
printed = st.builds(lambda number, unit: Amount(str(number), unit), numbers, units)
years = st.integers(2015, 2035)


@st.composite
def spelled(draw: st.DrawFn, amount: Amount) -> str:
    """An amount with or without separators, in either width."""
    text = f"{amount.value:,}" if draw(st.booleans()) else amount.text
    if draw(st.booleans()):
        text = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789,."})
    return f"{text}{draw(st.sampled_from(['', ' ']))}{amount.unit.text}"


@st.composite
def opening(draw: st.DrawFn, year: int) -> str:
    return draw(st.sampled_from(OPENINGS)).format(year=year, office=DEPARTMENT)


@given(st.data(), st.sampled_from(sorted(SUBJECTS)), printed, years)
def test_an_amount_is_read_back(data: st.DataObject, subject: str, amount: Amount, year: int) -> None:
    text = data.draw(opening(year)) + subject + data.draw(st.sampled_from(VERBS)) + data.draw(spelled(amount)) + "。"
    assert amounts(say("一、总体情况", text, year=year)) == [(str(amount), replace(SUBJECTS[subject], year=year))]


@given(st.data(), st.sampled_from(sorted(SUBJECTS)), printed, printed, years, st.booleans())
def test_a_change_is_read_back(
    data: st.DataObject, subject: str, amount: Amount, difference: Amount, year: int, rises: bool
) -> None:
    verb = data.draw(st.sampled_from(RISES if rises else FALLS))
    rate = data.draw(st.decimals(min_value=Decimal("0.01"), max_value=500, places=2))
    against = data.draw(st.sampled_from(AGAINST)).format(last=year - 1)
    text = (
        f"{data.draw(opening(year))}{subject}{data.draw(spelled(amount))}，{against.removeprefix('，')}"
        f"{verb}{data.draw(spelled(difference))}，{verb}{rate}%，主要原因是工作增加20.00万元。"
    )
    (change,) = only(say("一、总体情况", text, year=year), "change")
    point = replace(SUBJECTS[subject], year=year)
    assert (change.coordinates, change.base) == (point, replace(point, year=year - 1))
    assert (change.amount, change.percent) == (difference, str(rate))
    assert change.direction == ("increase" if rises else "decrease")


@given(st.data(), st.sampled_from(sorted(SUBJECTS)), printed, years)
def test_no_change_is_read_back(data: st.DataObject, subject: str, amount: Amount, year: int) -> None:
    same = data.draw(st.sampled_from(SAME)).format(last=year - 1)
    text = f"{data.draw(opening(year))}{subject}{data.draw(spelled(amount))}{same}。"
    (change,) = only(say("一、总体情况", text, year=year), "change")
    point = replace(SUBJECTS[subject], year=year)
    assert (change.coordinates, change.base, change.direction) == (point, replace(point, year=year - 1), "none")


@given(
    st.lists(printed, min_size=3, max_size=3),
    st.sampled_from(["、", "，", "；"]),
    st.sampled_from(["其中：", "包括", "其中，"]),
)
def test_a_complete_list_is_a_sum(parts: list[Amount], mark: str, opener: str) -> None:
    listed = mark.join(f"政府采购{name}预算{part}" for name, part in zip(("货物", "工程", "服务"), parts, strict=True))
    found = say("政府采购情况", f"2025年政府采购预算总额9.00万元，{opener}{listed}。")
    (total,) = only(found, "sum")
    assert (total.whole, total.parts) == ("s1", ("s2", "s3", "s4"))
    assert [s.amount for s in found[1:4]] == parts
    total_of_parts = sum((part.interval for part in parts), Interval(0, 0))
    assume(not Amount("9.00", Unit.TEN_THOUSAND_YUAN).interval.meets(total_of_parts))
    assert not only(say("政府采购情况", f"2025年政府采购预算总额9.00万元，{opener}{listed}等。"), "sum")


LONG = (
    "青禾市档案局2025年收入预算5,319.80万元，其中：一般公共预算拨款收入5,000.00万元，占93.99%；其他收入319.80万元，占6.01%，"
    "比2024年预算增加1,100.25万元，增长26.08%，主要原因是项目增加；事业收入0万元，与上年持平。"
)


@given(st.integers(30, len(LONG) - 2))
def test_wrapping_changes_nothing(at: int) -> None:
    whole = say("二、收入情况", LONG)
    wrapped = say("二、收入情况", LONG[:at], LONG[at:])
    assert [replace(s, span=(0, 0)) for s in wrapped] == [replace(s, span=(0, 0)) for s in whole]
    assert [s.span for s in wrapped] == [s.span for s in whole]


@given(st.lists(st.integers(0, len(LONG)), max_size=40))
def test_letter_spacing_changes_nothing(positions: list[int]) -> None:
    text = LONG
    for position in sorted(set(positions), reverse=True):
        text = text[:position] + " " + text[position:]
    plain, spaced = say("二、收入情况", LONG), say("二、收入情况", text)
    assert [(s.kind, s.coordinates, s.base, s.amount, s.percent, s.direction) for s in spaced] == [
        (s.kind, s.coordinates, s.base, s.amount, s.percent, s.direction) for s in plain
    ]


VOCABULARY = (
    "2025年 2024年 上年 收入 支出 预算 决算 基本支出 项目支出 人员经费 “三公”经费 公务接待费 "
    "教育支出 （类） （款） （项） 其中： 包括 ， 。 ； 、 ： （ ） 比 与 相比 较 增加 减少 下降 "
    "持平 占 的 为 主要原因是 完成年初预算的 由 增加到 中 按功能分类 车辆 100.00万元 "
    "1,234.5元 12.5% 3辆 20个 0万元 5107,573.11万元 （一） 1. 一、 等 各 "
)
WORDS = VOCABULARY.split()


@given(
    st.lists(st.sampled_from([*WORDS, " ", "\n"]), max_size=60),
    st.sampled_from(["budget", "final_accounts"]),
    st.sampled_from([None, 2025]),
)
def test_any_text_is_read_without_harm(words: list[str], kind: str, year: int | None) -> None:
    lines = "".join(words).split("\n")
    found = say(*lines, kind=kind, year=year)
    ids = [s.id for s in found]
    assert len(set(ids)) == len(ids)
    known = set(ids)
    for statement in found:
        assert set(statement.parts) <= known
        first, last = statement.span
        assert 0 <= first <= last <= len(statement.sentence)
        if statement.amount is not None and statement.kind != "sum":
            digits = "".join(c for c in statement.amount.text if c.isdigit())
            assert digits in "".join(c for c in statement.sentence[first:last] if c.isdigit())
        if statement.base is not None and statement.kind == "change":
            assert statement.coordinates is not None
            assert statement.base != statement.coordinates


@given(st.text(max_size=60))
def test_folding_leads_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert all(a < b for a, b in zip(folded.offsets, folded.offsets[1:], strict=False)) or not folded.text
    assume(shown(text) != "")
    assert fold(shown(text)).text == folded.text
