"""Forms of other places, printed by hand."""

from __future__ import annotations

from gouji.model.disclosure import Project
from gouji.model.money import Amount, Unit
from gouji.reading.source import Block, Grid, GridCell, Paragraph
from gouji.reading.targets import TargetReading, read_targets
from tests.reading.printing import grid

TITLE = Paragraph("项目支出绩效目标表")
UNIT_LINE = Paragraph("单位：万元")
OBJECTIVE = "围绕年度重点工作组织实施，按计划推进并保证质量，使服务对象得到实实在在的便利。"


def read(*blocks: Block, projects: tuple[Project, ...] = ()) -> TargetReading:
    return read_targets(blocks, projects, department="某市测试局", year=2026)


def project(name: str, unit: str, amount: str) -> Project:
    return Project(None, None, name, unit, Amount(amount, Unit.TEN_THOUSAND_YUAN))


def test_operator_number_and_measure_stand_in_columns_of_their_own() -> None:
    rows = [
        ["单位名称", "项目名称", "年度", "绩效目标", "绩效指标", "", "", "", "", "", ""],
        ["", "", "预算数", "", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"],
        ["某市测试局", "河道清淤", "20.00", OBJECTIVE, "产出指标", "数量指标", "清淤里程", "≥", "12.5", "公里", "50"],
        ["", "", "", "", "效益指标", "社会效益指标", "群众投诉", "＝", "0", "件", "30"],
        ["", "", "", "", "满意度指标", "满意度指标", "群众满意度", "定性", "好", "", "10"],
    ]
    rows[0][2] = "预算数"
    rows[1][2] = ""
    (target,) = read(TITLE, UNIT_LINE, grid(rows, exact=True)).targets
    assert (target.unit, target.project, str(target.amount)) == ("某市测试局", "河道清淤", "20.00万元")
    assert [(each.value, each.operator, each.number, each.measure, each.weight) for each in target.indicators] == [
        ("≥12.5公里", "≥", "12.5", "公里", "50"),
        ("=0件", "=", "0", "件", "30"),
        ("好", None, None, None, "10"),
    ]


def test_a_form_with_the_period_beside_the_year_gives_the_year() -> None:
    rows = [
        ["项目名称", "绿化养护", "", "", "", "", "", ""],
        ["主管部门及代码", "[105]某市测试局", "", "实施单位", "某市样例中心", "", "", ""],
        ["项目资金\n（万元）", "年度资金总额：", "", "30.50", "", "", "", ""],
        ["", "其中：财政拨款", "", "30.50", "", "", "", ""],
        ["总体目标", "实施期目标", "", "", "年度目标", "", "", ""],
        ["", "三年内完成全部绿地的养护并建立长效机制。", "", "", OBJECTIVE, "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "三年养护面积", "≥90公顷", "数量指标", "养护面积", "≥30公顷"],
        ["", "", "质量指标", "三年成活率", "≥95%", "质量指标", "成活率", "≥90%"],
        ["", "满意度指标", "服务对象满意度指标", "居民满意度", "≥95%", "服务对象满意度指标", "居民满意度", "≥85%"],
    ]
    (target,) = read(Paragraph("项目支出绩效目标申报表"), Paragraph("（2026年度）"), grid(rows, exact=True)).targets
    assert (target.unit, target.project, str(target.amount)) == ("某市样例中心", "绿化养护", "30.50万元")
    assert target.objective == OBJECTIVE
    assert [(each.level1, each.level2, each.name, each.value) for each in target.indicators] == [
        ("产出指标", "数量指标", "养护面积", "≥30公顷"),
        ("产出指标", "质量指标", "成活率", "≥90%"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥85%"),
    ]


def test_a_form_of_the_whole_department_is_no_project() -> None:
    rows = [
        ["部门名称", "某市测试局", "", "", "", ""],
        ["年度总体目标", OBJECTIVE, "", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "权重"],
        ["", "产出指标", "数量指标", "完成任务数", "≥5项", "50"],
        ["", "效益指标", "社会效益指标", "服务覆盖率", "≥90%", "40"],
    ]
    reading = read(Paragraph("部门整体支出绩效目标表"), grid(rows))
    assert reading.targets == ()
    assert 1 in reading.used
    assert len(reading.problems) == 1


def test_a_whole_department_before_and_after_projects() -> None:
    whole = [["部门名称", "某市测试局", "", ""], ["年度总体目标", OBJECTIVE, "", ""]]
    whole += [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "完成任务数", "≥5项"]]
    form = [["项目名称", "河道清淤", "", ""], ["年度资金总额", "20", "", ""], ["年度目标", OBJECTIVE, "", ""]]
    form += [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "清淤里程", "≥12公里"]]
    reading = read(Paragraph("部门整体支出绩效目标表"), grid(whole), grid(form, 10), grid(whole, 20), grid(form, 30))
    assert [(each.project, len(each.indicators)) for each in reading.targets] == [("河道清淤", 1)]
    assert {1, 2, 3, 4} <= reading.used


def test_a_project_named_on_every_row_is_one_target() -> None:
    header = ["项目名称", "金额", "一级指标", "二级指标", "三级指标", "指标值", "分值"]
    rows = [
        ["河道清淤", "20", "产出指标", "数量指标", "清淤里程", "≥12公里", "60"],
        ["河道清淤", "20", "满意度指标", "满意度指标", "群众满意度", "≥90%", "40"],
        ["绿化养护", "30", "产出指标", "数量指标", "养护面积", "≥30公顷", "60"],
        ["绿化养护", "30", "满意度指标", "满意度指标", "群众满意度", "≥90%", "40"],
    ]
    reading = read(TITLE, grid([header, *rows], exact=True))
    assert [(each.project, len(each.indicators)) for each in reading.targets] == [("河道清淤", 2), ("绿化养护", 2)]


def test_targets_of_a_hundred_and_forms_without_weights() -> None:
    rows = [
        ["项目名称", "河道清淤", "", "", ""],
        ["年度资金总额", "20", "", "", ""],
        ["年度目标", OBJECTIVE, "", "", ""],
    ]
    rows += [
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "清淤里程", "≥12公里"],
    ]
    rows += [["其他需要说明的问题", "无", "", "", ""]]
    (target,) = read(grid(rows)).targets
    assert [each.weight for each in target.indicators] == [None]
    assert target.indicators[0].explanation is None


def test_the_form_goes_on_over_the_page() -> None:
    first = [["项目名称", "河道清淤", "", "", "", ""], ["项目资金（万元）", "年度资金总额", "20.00", "", "", ""]]
    first += [
        ["年度绩效目标", OBJECTIVE, "", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "权重"],
    ]
    first += [["", "产出指标", "数量指标", "清淤里程", "≥12公里", "50"]]
    second = [
        ["", "", "质量指标", "验收合格率", "=100%", "20"],
        ["", "效益指标", "社会效益指标", "投诉率", "≤1%", "20"],
    ]
    (target,) = read(TITLE, grid(first), Paragraph("- 12 -"), grid(second, 20)).targets
    assert [(each.level1, each.weight) for each in target.indicators] == [
        ("产出指标", "50"),
        ("产出指标", "20"),
        ("效益指标", "20"),
    ]


def test_indicators_in_one_cell_under_units_with_subtotals() -> None:
    text = (
        "1、1-产出指标；11-数量指标；清淤里程；实施周期指标值:≥36公里；年度指标值:≥12公里。2、1-产出指标；12-质量\n指标；验收合格率；"
        "实施周期指标值:100%；年度指标值:100%。3、3-满意度指标；31-服务对象满意度；群众满意度（%）；实施周期指标值:≥90%；年度指标值:≥90%。"
    )
    header = ["项目名称（资金使用单位）", "总计", "财政拨款", "绩效目标", "绩效指标"]
    rows = [header, ["合计", "20.00", "20.00", "", ""], ["某市测试局", "20.00", "20.00", "", ""]]
    rows += [["河道清淤", "20.00", "20.00", OBJECTIVE, text]]
    reading = read(TITLE, grid(rows, exact=True))
    (target,) = reading.targets
    assert (target.unit, target.project) == ("某市测试局", "河道清淤")
    assert [(each.level2, each.name, each.value) for each in target.indicators] == [
        ("数量指标", "清淤里程", "≥12公里"),
        ("质量指标", "验收合格率", "100%"),
        ("服务对象满意度", "群众满意度（%）", "≥90%"),
    ]
    assert not reading.used


def test_two_projects_that_differ_in_their_unit_are_told_apart_or_left_open() -> None:
    table = (project("运行经费", "某市测试局", "20.00"), project("运行经费", "某市样例中心", "20.00"))
    header = [
        "单位名称",
        "项目名称",
        "年度资金总额",
        "年度绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "权重",
    ]
    row = ["", "", "20.00", OBJECTIVE, "产出指标", "数量指标", "清淤里程", "≥12公里", "90"]
    reading = read(TITLE, grid([header, row]), projects=table)
    (target,) = reading.targets
    assert target.project is None
    assert any("项目名称" in problem.message for problem in reading.problems)


def test_the_printed_name_and_amount_are_never_replaced() -> None:
    table = (project("河道清淤经费", "某市测试局", "21.00"),)
    header = ["项目名称", "年度资金总额", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "权重"]
    row = ["河道清淤费", "20.00", OBJECTIVE, "产出指标", "数量指标", "清淤里程", "≥12公里", "90"]
    (target,) = read(TITLE, grid([header, row]), projects=table).targets
    assert (target.project, str(target.amount), target.unit) == ("河道清淤费", "20.00万元", "某市测试局")
    assert not {"project", "amount"} & target.inferred


def test_amounts_in_yuan() -> None:
    header = ["项目名称", "金额（元）", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "权重"]
    row = ["河道清淤", "200,000.00", OBJECTIVE, "产出指标", "数量指标", "清淤里程", "≥12公里", "90"]
    (target,) = read(TITLE, grid([header, row]), projects=(project("河道清淤", "某市测试局", "20.00"),)).targets
    assert target.amount == Amount("200000.00", Unit.YUAN)
    assert target.unit == "某市测试局"


def test_nothing_is_found_in_nothing() -> None:
    assert read() == TargetReading((), (), frozenset())
    assert read(Grid(((GridCell(""),),), exact=True)).targets == ()


LIST = ["项目名称", "金额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "权重"]
FIRST = ["河道清淤", "20.00", OBJECTIVE, "产出指标", "数量指标", "清淤里程", "≥12公里", "60"]
SECOND = ["", "", "", "满意度指标", "满意度指标", "群众满意度", "≥90%", "30"]
THIRD = ["绿化养护", "30.00", OBJECTIVE, "产出指标", "数量指标", "养护面积", "≥30公顷", "90"]


def test_units_printed_across_the_table_above_their_projects() -> None:
    rows = [LIST, ["105001-某市测试局", *[""] * 7], FIRST, SECOND, ["105002-某市样例中心", *[""] * 7], THIRD]
    reading = read(TITLE, grid(rows, exact=True))
    assert [(each.unit, each.project, len(each.indicators)) for each in reading.targets] == [
        ("某市测试局", "河道清淤", 2),
        ("某市样例中心", "绿化养护", 1),
    ]


def test_a_unit_with_its_subtotal_is_no_target() -> None:
    rows = [["单位名称", *LIST], ["某市测试局", "", "50.00", *[""] * 6], ["", *FIRST], ["", *SECOND], ["", *THIRD]]
    reading = read(TITLE, grid(rows, exact=True))
    assert [(each.unit, each.project) for each in reading.targets] == [
        ("某市测试局", "河道清淤"),
        ("某市测试局", "绿化养护"),
    ]


def test_a_page_whose_columns_were_found_anew() -> None:
    wide = [[row[0], "", *row[1:]] for row in (SECOND, THIRD)]
    reading = read(TITLE, grid([LIST, FIRST], exact=True), grid(wide, 9, exact=True))
    assert [(each.project, str(each.amount), len(each.indicators)) for each in reading.targets] == [
        ("河道清淤", "20.00万元", 2),
        ("绿化养护", "30.00万元", 1),
    ]
    assert reading.targets[0].indicators[1].value == "≥90%"


def test_a_row_that_slipped_in_true_columns() -> None:
    reading = read(TITLE, grid([LIST, FIRST, [*SECOND[3:], "", "", ""], THIRD], exact=True))
    assert [len(each.indicators) for each in reading.targets] == [2, 1]
    slipped = reading.targets[0].indicators[1]
    assert (slipped.level1, slipped.name, slipped.value, slipped.weight) == ("满意度指标", "群众满意度", "≥90%", "30")


def test_columns_without_a_known_header_are_named_by_the_projects_table() -> None:
    table = (project("河道清淤", "某市测试局", "20.00"), project("绿化养护", "某市测试局", "30.00"))
    header = ["内容", "安排", *LIST[2:]]
    reading = read(TITLE, grid([header, FIRST, SECOND, THIRD], exact=True), projects=table)
    assert [(each.project, str(each.amount), len(each.indicators)) for each in reading.targets] == [
        ("河道清淤", "20.00万元", 2),
        ("绿化养护", "30.00万元", 1),
    ]
    assert not any(each.inferred for each in reading.targets)
