"""Families of wordings, each as several provinces have them (names and figures invented)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.reading.narrative import read_statements
from tests.reading.narrative.telling import DEPARTMENT, amounts, final, only, paragraphs, point, say

EXPENDITURE = {"side": "expenditure"}
GENERAL = {"side": "expenditure", "fund": "general_public_budget"}
FISCAL = {"side": "expenditure", "fund": "fiscal_appropriation"}


# ── totals, lists and the headings they stand under


def test_parts_inherit_the_whole_they_follow() -> None:
    found = say(
        "二、2025年收入预算情况",
        "2025年收入预算120.00万元，其中：本年收入100.00万元，占83.33%；上年结转20.00万元，占16.67%。"
        "本年收入中，一般公共预算拨款收入100.00万元，占100.00%。",
    )
    assert amounts(found) == [
        ("120.00万元", point(side="revenue")),
        ("100.00万元", point(side="revenue", origin="current")),
        ("20.00万元", point(side="revenue", origin="carried_over")),
        ("100.00万元", point(side="revenue", origin="current", fund="general_public_budget")),
    ]
    assert [(s.percent, s.base) for s in only(found, "share")] == [
        ("83.33", point(side="revenue")),
        ("16.67", point(side="revenue")),
        ("100.00", point(side="revenue", origin="current")),
    ]


def test_a_whole_may_stand_in_the_clause_of_its_first_part() -> None:
    found = say(
        "一、收支总体情况",
        "本部门收支总预算100.00万元，收入包括一般公共预算拨款收入90.00万元、上年结转10.00万元；"
        "支出包括教育支出60.00万元、住房保障支出40.00万元。",
    )
    assert [c for _, c in amounts(found)] == [
        point(side="revenue"),
        point(side="revenue", fund="general_public_budget"),
        point(side="revenue", origin="carried_over"),
        point(**EXPENDITURE, function="205"),
        point(**EXPENDITURE, function="221"),
    ]


def test_a_heading_says_what_its_sentences_leave_out() -> None:
    found = say(
        "五、2025年一般公共预算支出情况",
        "青禾市档案局2025年一般公共预算拨款100.00万元，其中：基本支出70.00万元，占70.00%；项目支出30.00万元，占30.00%。"
        "基本支出中，人员经费60.00万元，占85.71%；公用经费10.00万元，占14.29%。",
        "一般公共服务（类）支出100.00万元，占100.00%，主要用于人员工资。",
    )
    assert amounts(found) == [
        ("100.00万元", point(**GENERAL)),
        ("70.00万元", point(**GENERAL, use="basic")),
        ("30.00万元", point(**GENERAL, use="project")),
        ("60.00万元", point(**GENERAL, use="basic/personnel")),
        ("10.00万元", point(**GENERAL, use="basic/operating")),
        ("100.00万元", point(**GENERAL, function="201")),
    ]
    assert [s.base for s in only(found, "share")] == [
        point(**GENERAL),
        point(**GENERAL),
        point(**GENERAL, use="basic"),
        point(**GENERAL, use="basic"),
        point(**GENERAL),
    ]
    assert [(s.whole, s.parts) for s in only(found, "sum")] == [("s1", ("s2", "s4")), ("s2", ("s6", "s8"))]


def test_the_balance_of_both_sides_is_revenue_and_its_parts_take_their_own_side() -> None:
    found = say(
        "四、2025年财政拨款收支预算情况",
        "2025年财政拨款收、支总预算100.00万元。收入包括：一般公共预算拨款收入100.00万元；"
        "支出包括：教育支出40.00万元、住房保障支出60.00万元。",
    )
    assert amounts(found) == [
        ("100.00万元", point(side="revenue", fund="fiscal_appropriation")),
        ("100.00万元", point(side="revenue", fund="general_public_budget")),
        ("40.00万元", point(**FISCAL, function="205")),
        ("60.00万元", point(**FISCAL, function="221")),
    ]


def test_numbered_paragraphs_nest() -> None:
    found = say(
        "一、收支预算总体情况说明",
        "（一）收入预算总计100.00万元。包括：",
        "1．本年收入合计90.00万元。",
        "（1）一般公共预算拨款收入90.00万元，与上年相比增加10.00万元，增长12.50%。",
        "2．上年结转结余为10.00万元。与上年预算数相同。",
        "（二）支出预算总计100.00万元。包括：",
        "1．本年支出合计100.00万元。",
        "（1）一般公共服务支出（类）支出100.00万元，主要用于档案事务。与上年相比减少5.00万元，减少4.76%。",
    )
    assert [c for _, c in amounts(found)] == [
        point(side="revenue"),
        point(side="revenue", origin="current"),
        point(side="revenue", origin="current", fund="general_public_budget"),
        point(side="revenue", origin="carried_over"),
        point(**EXPENDITURE),
        point(**EXPENDITURE),
        point(**EXPENDITURE, function="201"),
    ]
    assert [(s.direction, str(s.amount), s.percent) for s in only(found, "change")] == [
        ("increase", "10.00万元", "12.50"),
        ("none", "None", None),
        ("decrease", "5.00万元", "4.76"),
    ]


def test_a_label_with_a_colon_names_what_follows() -> None:
    found = say(
        "三、部门收支总体情况",
        "（一）收入预算：2025年年初预算数100.00万元，其中，一般公共预算拨款90.00万元，上级补助收入10.00万元。",
        "（二）支出预算：2025年年初预算数100.00万元，其中，教育支出60.00万元，住房保障支出40.00万元。",
    )
    assert [c for _, c in amounts(found)] == [
        point(side="revenue"),
        point(side="revenue", fund="general_public_budget"),
        point(side="revenue", fund="own_funds/superior_grant"),
        point(**EXPENDITURE),
        point(**EXPENDITURE, function="205"),
        point(**EXPENDITURE, function="221"),
    ]


# ── classes of the classification


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("教育支出（类）进修及培训（款）培训支出（项）20.00万元", "2050803"),
        ("“教育支出-进修及培训-培训支出”科目20.00万元", "2050803"),
        ("2050803-培训支出20.00万元", "2050803"),
        ("培训支出（2050803）20.00万元", "2050803"),
        ("教育（类）支出20.00万元", "205"),
        ("教育支出20.00万元", "205"),
    ],
)
def test_a_function_is_told_by_marks_path_code_or_name(text: str, function: str) -> None:
    found = say("五、财政拨款支出预算情况说明", text + "，主要用于培训。")
    assert amounts(found) == [("20.00万元", point(**FISCAL, function=function))]


def test_the_class_may_stand_in_the_heading() -> None:
    found = say(
        "五、财政拨款支出预算情况说明",
        "（一）一般公共服务支出（类）",
        "1.档案事务（款）行政运行（项）支出90.00万元，与上年相比增加1.00万元，增长1.12%。",
    )
    assert amounts(found) == [("90.00万元", point(**FISCAL, function="2012601"))]


def test_economic_classes_stand_where_the_sentence_says_so() -> None:
    found = say(
        "六、一般公共预算基本支出情况说明",
        "（一）工资福利支出80.00万元，占支出预算的80.00%；",
        "（二）对个人和家庭的补助（303）5.00万元。",
        "九、机关运行经费",
        "2025年机关运行经费预算总计20.00万元，其中主要支出为办公费3.00万元，公务接待费1.00万元，维修（护）费2.00万元等。",
    )
    basic = {**GENERAL, "use": "basic"}
    agency = {"item": "agency_operating_expenses"}
    assert [c for _, c in amounts(found)] == [
        point(**basic, economic="301"),
        point(**basic, economic="303"),
        point(**agency),
        point(**agency, economic="30201"),
        point(**agency, economic="30217"),
        point(**agency, economic="30213"),
    ]
    assert only(found, "share")[0].base == point(**EXPENDITURE)
    assert not only(found, "sum")


# ── items


def test_three_public_expenses_and_their_four_parts() -> None:
    found = say(
        "七、2025年一般公共预算财政拨款“三公”经费情况",
        "2025年“三公”经费预算数为30.00万元，比2024年预算数减少3.00万元。其中：",
        "1.因公出国（境）费0万元，与2024年预算数比较没有变化。",
        "2.公务接待费10.00万元，比2024年预算数减少3.00万元，主要原因是压减5.00万元开支。",
        "3.公务用车购置及运行维护费20.00万元，与上年持平。其中，公务用车购置费0万元；公务用车运行费20.00万元，与上年持平。",
    )
    items = ["", "/abroad", "/reception", None, "/vehicles", "/vehicles/purchase", "/vehicles/operating"]
    assert [c for _, c in amounts(found)] == [
        None if item is None else point(item="three_public" + item) for item in items
    ]
    assert [(s.direction, str(s.amount)) for s in only(found, "change")] == [
        ("decrease", "3.00万元"),
        ("none", "None"),
        ("decrease", "3.00万元"),
        ("none", "None"),
        ("none", "None"),
    ]
    assert [s.parts for s in only(found, "sum")] == [("s3", "s5", "s8"), ("s10", "s11")]


def test_an_item_named_by_its_heading_alone() -> None:
    found = say(
        "六、一般公共预算“三公”经费支出情况",
        "（一）因公出国（境）经费",
        "2025年预算安排0.00万元，与上年持平。",
        "1.公务接待费。2025年预算数2.98万元，较2024年年初预算增加0.00万元，主要是根据标准核定。",
    )
    assert [c for _, c in amounts(found)] == [point(item="three_public/abroad"), point(item="three_public/reception")]
    assert [s.direction for s in only(found, "change")] == ["none", "none"]


def test_procurement_with_its_parts_in_words_of_any_length() -> None:
    found = say(
        "三、政府采购情况",
        "青禾市档案局纳入2025年部门预算的政府采购项目共有30.00万元，其中：货物类项目10.00万元、工程类项目5.00万元、"
        "拟采购服务支出15.00万元。面向中小企业预留政府采购项目预算金额9.00万元，其中，预留给小型和微型企业的政府采购项目预算为3.00万元。",
    )
    assert [c.item if c else None for _, c in amounts(found)] == [
        "procurement",
        "procurement/goods",
        "procurement/works",
        "procurement/services",
        "procurement_sme",
        "procurement_micro",
    ]
    assert [s.parts for s in only(found, "sum")] == [("s2", "s3", "s4")]


def test_operating_expenses_of_the_units_a_sentence_lists() -> None:
    found = say(
        "（一）机关运行经费",
        "2025年部门本级、青禾市档案馆等2家行政单位以及青禾市方志办公室1家参公管理事业单位的机关运行经费财政拨款预算"
        "40.00万元，比2024年预算减少2.00万元，下降4.76%。",
    )
    assert amounts(found) == [("40.00万元", point(item="agency_operating_expenses"))]
    assert not only(found, "count")


def test_targets_monitoring_and_evaluation_are_three_things() -> None:
    found = final(
        "十、预算绩效管理情况",
        "全过程管理情况：编报绩效目标的2023年度项目4个，涉及预算金额8.00万元；绩效跟踪评价的2023年度项目3个，"
        "涉及预算金额7.00万元；绩效自评的2023年度项目2个，涉及预算金额6.00万元。",
    )
    assert [c.item if c else None for _, c in amounts(found)] == [
        "performance_targets",
        "performance_monitoring",
        "performance_evaluation",
    ]
    overall = say("预算绩效目标设置情况说明", "本部门整体支出纳入绩效目标管理，涉及财政性资金90.00万元。")
    assert amounts(overall) == [("90.00万元", point(item="performance_overall"))]


# ── changes


@pytest.mark.parametrize(
    "text",
    [
        "2025年收入预算100.00万元，比2024年预算增加10.00万元，增长11.11%。",
        "2025年收入预算100.00万元，较上年增加10.00万元，增长11.11%。",
        "2025年收入预算100.00万元。与2024年相比，收入预算增加10.00万元，增幅11.11%。",
        "2025年收入预算100.00万元，较2024年年初预算增加10.00万元（增长11.11%）。",
        "2025年收入预算100.00万元，同比增加10.00万元，同比增长11.11%。",
        "2025年收入预算100.00万元，与上年对比增加10.00万元，上升11.11%，主要原因是增加人员3.00人。",
        "2025年收入预算100.00万元，比2024年90.00万元增加10.00万元，增长11.11%。",
    ],
)
def test_a_change_has_its_base_in_the_year_before(text: str) -> None:
    (change,) = only(say("二、收入情况", text), "change")
    assert (str(change.amount), change.percent, change.direction) == ("10.00万元", "11.11", "increase")
    assert (change.coordinates, change.base) == (point(side="revenue"), point(year=2024, side="revenue"))


def test_both_years_of_a_change_are_amounts() -> None:
    point_2024 = point(year=2024, side="revenue")
    between = say("二、收入情况", "2025年收入预算由2024年的90.00万元增加到100.00万元，增长11.11%。")
    assert amounts(between)[-1] == ("100.00万元", None)
    after = say("二、收入情况", "2025年收入预算100.00万元，由2024年的90.00万元增加到100.00万元，增长11.11%。")
    assert amounts(after)[1:] == [("90.00万元", point_2024), ("100.00万元", point(side="revenue"))]
    against = say("二、收入情况", "2025年收入预算100.00万元，比2024年预算90.00万元增加10.00万元。")
    assert amounts(against)[1] == ("90.00万元", point_2024)
    beside = say(
        "二、收入情况", "2025年收入预算数为100.00万元，2024年预算数为90.00万元，和2024年相比预算增加10.00万元。"
    )
    assert amounts(beside)[1] == ("90.00万元", point_2024)
    (change,) = only(beside, "change")
    assert (change.coordinates, change.base) == (point(side="revenue"), point_2024)


def test_the_figure_a_change_is_against_may_be_what_was_carried_out() -> None:
    (change,) = only(say("二、收入情况", "2025年收入预算100.00万元，比上年执行数增加10.00万元。"), "change")
    assert change.base == point(year=2024, side="revenue", stage="final")


def test_a_rate_the_other_way_is_a_statement_of_its_own() -> None:
    changes = only(say("二、收入情况", "2025年收入预算100.00万元，比上年减少10.00万元，增长9.09%。"), "change")
    assert [(s.direction, s.amount is None, s.percent) for s in changes] == [
        ("decrease", False, None),
        ("increase", True, "9.09"),
    ]


def test_what_follows_an_enumeration_is_said_of_the_whole() -> None:
    found = say(
        "五、收支情况",
        "2025年预算收入100.00万元，其中一般公共预算拨款收入90.00万元、政府性基金拨款收入10.00万元，较上年增加5.00万元。",
    )
    (change,) = only(found, "change")
    assert change.coordinates == point(side="revenue")


def test_a_template_left_standing_has_no_direction() -> None:
    (change,) = only(
        say("机关运行经费", "2025年机关运行经费预算12.00万元，较上年增加（减少）3.00万元，增长（下降）2.56%。"),
        "change",
    )
    assert (change.direction, change.percent) == (None, "2.56")


def test_nearly_equal_is_not_equal() -> None:
    assert not only(say("二、收入情况", "2025年收入预算100.00万元，与上年基本持平。"), "change")


def test_a_direction_without_an_amount() -> None:
    (change,) = only(say("编制说明", "财政拨款收入支出减少的主要原因是项目调整。"), "change")
    assert (change.direction, change.coordinates) == ("decrease", point(side="revenue", fund="fiscal_appropriation"))


# ── shares


def test_a_named_whole_is_what_the_share_is_of() -> None:
    found = say(
        "五、财政拨款支出预算情况说明",
        "2025年财政拨款预算支出80.00万元，占本年支出合计的80%。其中：基本支出60.00万元，占财政拨款支出的75%。",
    )
    assert [s.base for s in only(found, "share")] == [point(**EXPENDITURE), point(**FISCAL)]


def test_an_unnamed_whole_is_the_one_the_amounts_bear_out() -> None:
    found = say(
        "五、一般公共预算支出情况",
        "2025年一般公共预算支出100.00万元，其中：基本支出60.00万元，占60.00%。",
        "基本支出中，人员经费30.00万元，占50.00%，住房保障支出30.00万元，占50.00%。",
    )
    assert [s.base for s in only(found, "share")][1:] == [point(**GENERAL, use="basic")] * 2


def test_the_headings_may_name_the_whole_of_a_share() -> None:
    found = say(
        "五、一般公共预算财政拨款支出情况",
        "（一）一般公共预算财政拨款规模情况",
        "2025年一般公共预算财政拨款支出100.00万元。",
        "（二）一般公共预算财政拨款结构情况",
        "教育（类）支出40.00万元，占40.00%；住房保障（类）支出60.00万元，占60.00%。",
    )
    assert [s.base for s in only(found, "share")] == [point(**GENERAL)] * 2


def test_a_share_of_what_is_not_understood_has_no_base() -> None:
    found = say(
        "十五、绩效目标",
        "本部门共7个项目纳入绩效目标管理，涉及财政性资金合计9.00万元，占财政性资金（某类除外）总额的比例为100%。",
    )
    (share,) = only(found, "share")
    assert share.base is None


# ── final accounts


def test_final_accounts_have_a_budget_and_a_final_figure() -> None:
    found = final(
        "五、一般公共预算财政拨款支出决算情况说明",
        "一般公共预算财政拨款支出年初预算为200.00万元，支出决算为190.00万元，完成年初预算的95.00%。"
        "决算数小于预算数的主要原因：人员减少。其中：",
        "1、一般公共服务支出（类）档案事务（款）行政运行（项）。主要用于：人员经费。年初预算为90.00万元，支出决算为90.00万元。"
        "决算数与预算数持平。",
    )
    whole = point(year=2023, **GENERAL)
    part = replace(whole, function="2012601")
    assert amounts(found) == [
        ("200.00万元", replace(whole, stage="budget")),
        ("190.00万元", replace(whole, stage="final")),
        ("90.00万元", replace(part, stage="budget")),
        ("90.00万元", replace(part, stage="final")),
    ]
    (share,) = only(found, "share")
    assert (share.coordinates, share.base) == (
        replace(whole, stage="final"),
        replace(whole, stage="budget"),
    )
    assert [(s.direction, s.base) for s in only(found, "change")] == [
        ("decrease", replace(whole, stage="budget")),
        ("none", replace(part, stage="budget")),
    ]


def test_final_three_public_expenses_with_groups_vehicles_and_guests() -> None:
    found = final(
        "（二）“三公”经费财政拨款支出决算具体情况说明",
        "1.因公出国（境）经费支出1.00万元，完成预算50%。全年安排因公出国（境）团组2个，出国（境）5人。",
        "2.公务用车购置支出0万元。全年更新购置公务用车0辆，公务用车保有量3辆。",
        "3.公务接待费支出2.00万元，比2022年决算数增加0.50万元。国内公务接待10批次，80人次。外事接待1批次，4人。",
    )
    assert {s.subject: s.count for s in only(found, "count")} == {
        "abroad/groups": "2",
        "abroad/persons": "5",
        "vehicles_bought": "0",
        "vehicles_kept": "3",
        "reception/batches": "10",
        "reception/persons": "80",
        "reception/foreign_batches": "1",
        "reception/foreign_persons": "4",
    }
    (change,) = only(found, "change")
    assert change.base == point(year=2022, stage="final", item="three_public/reception")


# ── counts


def test_assets_staff_units_and_projects_are_counted() -> None:
    found = say(
        "（三）国有资产占用情况",
        "截至2024年8月31日，共有车辆8辆，其中：执法执勤用车1辆、特种专业技术用车2辆、其他用车5辆；单价50万元（含）以上设备3台（套），"
        "房屋100.50平方米。2025年部门预算安排购置车辆1辆，其中：其他用车1辆。",
        "（四）项目支出情况说明",
        "项目支出9.00万元，其中：一级项目5个，二级项目14个。2025年确定14个二级项目支出的绩效目标向社会公开。",
        "现有人员26人，其中，在职人员16人，离退休人员10人。",
    )
    assert [(s.subject, s.count) for s in only(found, "count")] == [
        ("vehicles", "8"),
        ("vehicles/law_enforcement", "1"),
        ("vehicles/special", "2"),
        ("vehicles/other", "5"),
        ("equipment_500k", "3"),
        ("house_area", "100.50"),
        ("planned_vehicles", "1"),
        ("planned_vehicles/other", "1"),
        ("projects/level1", "5"),
        ("projects/level2", "14"),
        ("targets", "14"),
        ("staff", "26"),
        ("staff/active", "16"),
        ("staff/retired", "10"),
    ]
    assert [s.count for s in only(found, "sum")] == ["8", "26"]


# ── what is not understood is not guessed


@pytest.mark.parametrize(
    "text",
    [
        "在职人员经费20.00万元，主要是工资。",
        "云客服外包项目20.00万元。",
        "第一季度用款计划20.00万元。",
        "资金到账后，按月发放工资，支出20.00万元左右。",
        "其他杂项资金20.00万元。",
        "公务接待费约20.00万元。",
        "由中小企业供应商中标或成交的，采购金额20.00万元。",
    ],
)
def test_an_amount_of_something_unknown_has_no_coordinates(text: str) -> None:
    assert amounts(say("三、2025年支出情况", text)) == [("20.00万元", None)]


def test_what_leaves_out_an_unknown_subject_is_unknown() -> None:
    found = final(
        "五、一般公共预算财政拨款支出决算情况说明",
        "1.一般公共服务支出（类）无此事务（款）无此项目（项）。主要用于：人员经费。年初预算为90.00万元，支出决算为80.00万元，"
        "完成年初预算的88.89%，比上年增加5.00万元。",
    )
    assert [s.coordinates for s in found] == [None] * len(found)
    below = say("五、一般公共预算支出情况", "（三）云客服外包", "2025年预算安排20.00万元，与上年持平。")
    assert amounts(below) == [("20.00万元", None)]


def test_a_list_with_an_unknown_part_is_no_sum() -> None:
    found = say(
        "三、支出情况",
        "2025年支出预算100.00万元，其中：教育支出40.00万元，云客服外包20.00万元，住房保障支出40.00万元。",
    )
    assert not only(found, "sum")


def test_one_item_with_two_amounts_is_stated_twice() -> None:
    found = say("三、“三公”经费", "公务接待费10.00万元，2025年公务接待费预算12.00万元。")
    assert amounts(found) == [
        ("10.00万元", point(item="three_public/reception")),
        ("12.00万元", point(item="three_public/reception")),
    ]


def test_glossary_and_duties_state_nothing() -> None:
    assert not say(
        "第四部分 名词解释",
        "一、三公经费：是指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。",
        "二、机关运行经费：指单价100万元以上设备以外的办公费等，2025年与上年口径一致。",
    )


def test_ids_sections_places_and_spans() -> None:
    found = say("二、收入情况", "2025年收入预算 100.00 万元，比上年 增加 10.00 万元。")
    assert [s.id for s in found] == ["s1", "s2"]
    assert {(s.section, s.place.line) for s in found} == {("收入情况", 2)}
    assert [s.sentence[slice(*s.span)] for s in found] == ["100.00 万元", "10.00 万元"]


def test_without_a_year_the_usual_one_is_taken() -> None:
    found = say(
        "二、收入情况", "2025年收入预算100.00万元，比上年增加10.00万元。", "2025年支出预算100.00万元。", year=None
    )
    assert found[0].coordinates == point(side="revenue")


def test_the_amount_of_one_unit_is_not_the_departments() -> None:
    text = paragraphs("二、收入情况", "青禾市档案馆2025年收入预算10.00万元。", "青禾市档案局2025年收入预算90.00万元。")
    told = read_statements(text, year=2025, department=DEPARTMENT, kind="budget", units=("青禾市档案馆", DEPARTMENT))
    assert amounts(list(told)) == [
        ("10.00万元", point(side="revenue", unit="青禾市档案馆")),
        ("90.00万元", point(side="revenue")),
    ]
    untold = read_statements(text, year=2025, department=DEPARTMENT, kind="budget")
    assert amounts(list(untold))[0] == ("10.00万元", None)


def test_each_part_of_a_list_may_have_a_budget_and_a_final_figure() -> None:
    found = final(
        "七、财政拨款“三公”经费支出决算情况说明",
        "财政拨款“三公”经费支出全年预算数2.50万元，决算数2.40万元，预决算差异率-4.00%。其中：因公出国（境）费全年预算数"
        "0.10万元，决算数0.00万元，预决算差异率-100.00%；公务接待费全年预算数2.40万元，决算数2.40万元，预决算差异率0.00%。",
    )
    three = {"year": 2023, "item": "three_public"}
    assert amounts(found) == [
        ("2.50万元", point(**three, stage="adjusted")),
        ("2.40万元", point(**three, stage="final")),
        ("0.10万元", point(year=2023, item="three_public/abroad", stage="adjusted")),
        ("0.00万元", point(year=2023, item="three_public/abroad", stage="final")),
        ("2.40万元", point(year=2023, item="three_public/reception", stage="adjusted")),
        ("2.40万元", point(year=2023, item="three_public/reception", stage="final")),
    ]
    assert [(s.percent, s.direction, s.base) for s in only(found, "change")] == [
        ("4.00", "decrease", point(**three, stage="adjusted")),
        ("100.00", "decrease", point(year=2023, item="three_public/abroad", stage="adjusted")),
        ("0.00", "none", point(year=2023, item="three_public/reception", stage="adjusted")),
    ]


def test_a_comparison_may_say_again_what_is_compared() -> None:
    found = say(
        "三、“三公”经费财政拨款预算情况说明",
        "2025年“三公”经费财政拨款预算15.50万元，比2024年“三公”经费财政拨款预算16.00万元减少0.50万元。",
        "2025年机关运行经费预算50.00万元，比2024年会议费预算8.00万元增加42.00万元。",
    )
    three = point(item="three_public")
    assert amounts(found)[:2] == [("15.50万元", three), ("16.00万元", replace(three, year=2024))]
    (change, *_) = only(found, "change")
    assert (str(change.amount), change.base) == ("0.50万元", replace(three, year=2024))
    assert ("8.00万元", point(item="agency_operating_expenses", year=2024)) not in amounts(found)


def test_a_reason_ends_where_a_list_is_announced() -> None:
    found = say(
        "八、“三公”经费支出预算情况说明",
        "2025年“三公”经费预算15.00万元，比上年增加1.00万元，主要是由于车辆老化，具体支出情况如下：",
        "（一）因公出国（境）费0万元。",
        "（二）公务用车购置及运行费10.00万元。",
        "（三）公务接待费5.00万元。",
    )
    (total,) = only(found, "sum")
    assert [str(s.amount) for s in found if s.id in total.parts] == ["0万元", "10.00万元", "5.00万元"]
