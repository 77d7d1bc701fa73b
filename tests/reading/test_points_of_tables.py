"""What rows and columns are points of, where words alone would say too much: parts named like their whole, one name or
code at two rows, what is said of a row behind its amounts."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.checking.examine import examine
from gouji.model.disclosure import Disclosure, SourceFile, Table
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source

DEPARTMENT = "某市样例局"


def _table(title: str, rows: Sequence[Sequence[str]], unit: str = "万元") -> list[Block]:
    grid = Grid(tuple(tuple(GridCell(text) for text in row) for row in rows))
    return [Paragraph(title), Paragraph(f"单位：{unit}"), grid]


def _read(*blocks: Block, title: str = "某市样例局2026年部门预算") -> Disclosure:
    return read_blocks(Source(SourceFile("样例.txt", "", "text"), (Paragraph(title), *blocks)))


def _points(table: Table) -> dict[tuple[str, str], dict[str, object] | None]:
    """(row, column) → coordinates without year."""
    return {
        (panel.rows[cell.row].label, "/".join(panel.columns[cell.column].path)): (
            None if cell.coordinates is None else cell.coordinates.without("year").as_dict()
        )
        for panel in table.panels
        for cell in panel.cells
    }


def test_the_first_of_three_columns_is_the_whole_of_current_and_carried_over() -> None:
    rows = (
        ("收入", "", "", ""),
        ("项目", "本年预算", "编制预算", "上年结转"),
        ("一、财政拨款收入", "110.00", "100.00", "10.00"),
        ("收入总计", "110.00", "100.00", "10.00"),
    )
    (table,) = _read(*_table("收支总表", rows)).tables
    points = _points(table)
    fund = {"side": "revenue", "fund": "fiscal_appropriation"}
    assert points["一、财政拨款收入", "收入/本年预算"] == fund
    assert points["一、财政拨款收入", "收入/编制预算"] == fund | {"origin": "current"}
    assert points["一、财政拨款收入", "收入/上年结转"] == fund | {"origin": "carried_over"}


def test_two_columns_of_this_and_last_year_stay_what_they_say() -> None:
    rows = (
        ("收入", "", ""),
        ("项目", "本年预算", "上年结转"),
        ("一、财政拨款收入", "100.00", "10.00"),
        ("收入总计", "100.00", "10.00"),
    )
    points = _points(_read(*_table("收支总表", rows)).tables[0])
    assert points["一、财政拨款收入", "收入/本年预算"] == {
        "side": "revenue",
        "fund": "fiscal_appropriation",
        "origin": "current",
    }


def test_a_part_named_like_its_group_is_not_the_group() -> None:
    rows = (
        ("单位名称", "合计", "财政专户拨款收入", "", "一般公共预算拨款收入", ""),
        ("", "", "教育收费", "其他专户收入拨款", "小计", "经费拨款"),
        ("合计", "60.00", "8.00", "2.00", "50.00", "45.00"),
    )
    points = _points(_read(*_table("部门收入总表", rows)).tables[0])
    assert points["合计", "财政专户拨款收入/教育收费"] is None
    assert points["合计", "一般公共预算拨款收入/小计"] == {"side": "revenue", "fund": "general_public_budget"}


def test_purchase_and_operation_are_of_vehicles_in_a_table_of_the_three() -> None:
    rows = (
        ("“三公”经费预算数", "", "", "", "", ""),
        ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "", ""),
        ("", "", "", "小计", "购置费", "运行费"),
        ("9.50", "1.00", "0.50", "8.00", "5.00", "3.00"),
    )
    (table,) = _read(*_table("部门“三公”经费预算表", rows)).tables
    items = [cell.coordinates and cell.coordinates.item for cell in table.cells]
    assert items == [
        "three_public",
        "three_public/abroad",
        "three_public/reception",
        "three_public/vehicles",
        "three_public/vehicles/purchase",
        "three_public/vehicles/operating",
    ]


def test_a_department_and_its_own_office_of_the_same_name() -> None:
    rows = (
        ("单位名称", "合计", "一般公共预算拨款"),
        ("合计", "100.00", "100.00"),
        (DEPARTMENT, "100.00", "100.00"),
        (DEPARTMENT, "60.00", "60.00"),
        ("某市样例研究中心", "40.00", "40.00"),
    )
    table = _read(*_table("部门收入总表", rows)).tables[0]
    units = [row.coordinates and row.coordinates.unit for row in table.panels[0].rows]
    assert units[:3] == [None, None, DEPARTMENT]


def test_one_code_at_two_names_is_told_by_the_names() -> None:
    rows = (
        ("科目编码", "科目名称", "合计"),
        ("302", "商品和服务支出", "50.00"),
        ("30201", "办公费", "10.00"),
        ("30208", "取暖费", "15.00"),
        ("30208", "物业管理费", "25.00"),
    )
    table = _read(*_table("一般公共预算基本支出表", rows)).tables[0]
    assert [row.coordinates and row.coordinates.economic for row in table.panels[0].rows] == [
        "302",
        "30201",
        "30208",
        "30209",
    ]


def test_one_code_at_two_unknown_names_is_neither() -> None:
    rows = (
        ("科目编码", "科目名称", "合计"),
        ("302", "商品和服务支出", "50.00"),
        ("30201", "办公费", "10.00"),
        ("30208", "甲种杂费", "15.00"),
        ("30208", "乙种杂费", "25.00"),
    )
    table = _read(*_table("一般公共预算基本支出表", rows)).tables[0]
    assert [row.coordinates and row.coordinates.economic for row in table.panels[0].rows] == [
        "302",
        "30201",
        None,
        None,
    ]


def test_a_code_that_was_not_recognised_whole_is_told_by_the_name() -> None:
    """A letter in a scanned code: read as the digits it stands for, or left to the name; never half a code."""
    rows = (
        ("类", "款", "项", "功能分类科目名称", "合计"),
        ("210", "", "", "卫生健康支出", "50"),
        ("210", "H", "", "行政事业单位医疗", "50"),
        ("210", "H", "02", "事业单位医疗", "50"),
        ("221", "", "", "住房保障支出", "30"),
        ("221", "?2", "", "住房改革支出", "30"),
        ("221", "02", "01", "住房公积金", "30"),
        ("合计", "", "", "", "80"),
    )
    table = _read(*_table("部门支出预算总表", rows, "元")).tables[0]
    functions = [row.coordinates and row.coordinates.function for row in table.panels[0].rows]
    assert functions == ["210", "21011", "2101102", "221", "22102", "2210201", None]
    report = examine(_read(*_table("部门支出预算总表", rows, "元")))
    assert not [finding.message for finding in report.findings if finding.code.startswith("G1")]


def test_what_stands_behind_the_amounts_does_not_name_the_row() -> None:
    rows = (
        ("项目名称（资金使用单位）", "总计", "财政拨款", "绩效指标"),
        ("合计", "30.00", "30.00", ""),
        ("河道清淤经费", "12.00", "12.00", "1、产出指标；清淤河段；年度指标值:≥3段。"),
        ("路灯改造工程", "18.00", "18.00", "1、产出指标；更换灯具；年度指标值:≥90盏。"),
    )
    table = _read(*_table("部门项目支出预算表", rows)).tables[0]
    assert [row.label for row in table.panels[0].rows] == ["合计", "河道清淤经费", "路灯改造工程"]


def test_how_a_thing_is_bought_does_not_name_it() -> None:
    rows = (
        ("采购品目大类", "专项名称", "采购品目名称", "采购组织形式", "总计"),
        ("合计", "", "", "", "6.50"),
        ("货物", "", "", "", "6.50"),
        ("", "定额", "复印纸", "集中采购", "2.00"),
        ("", "设备购置", "便携式计算机", "分散采购", "4.50"),
    )
    table = _read(*_table("政府采购支出表", rows)).tables[0]
    assert [row.label for row in table.panels[0].rows] == ["合计", "货物", "复印纸", "便携式计算机"]


_APPROPRIATION = (
    ("收入", "", "支出", "", ""),
    ("项目", "决算数", "项目", "合计", "一般公共预算财政拨款"),
    ("一、一般公共预算财政拨款", "200.00", "一、一般公共服务支出", "150.00", "150.00"),
    ("二、政府性基金预算财政拨款", "", "二、住房保障支出", "50.00", "50.00"),
    ("本年收入合计", "200.00", "本年支出合计", "200.00", "200.00"),
)


def test_a_sentence_alone_does_not_say_what_a_table_is_of() -> None:
    """A sentence that misprints the total must not turn the table's total into another fund's."""
    wrong = Paragraph("某市样例局2024年度财政拨款收入支出总计0.4万元。")
    spent = (
        ("科目名称", "合计", "基本支出", "项目支出"),
        ("合计", "200.00", "120.00", "80.00"),
        ("一般公共服务支出", "150.00", "90.00", "60.00"),
        ("住房保障支出", "50.00", "30.00", "20.00"),
    )
    disclosure = _read(
        *_table("财政拨款收入支出决算总表", _APPROPRIATION),
        *_table("一般公共预算财政拨款支出决算表", spent),
        Paragraph("四、财政拨款收入支出决算总体情况说明"),
        wrong,
        title="某市样例局2024年度部门决算",
    )
    points = _points(disclosure.tables[0])
    assert points["一、一般公共服务支出", "支出/合计"] is not None
    assert (points["一、一般公共服务支出", "支出/合计"] or {})["fund"] == "fiscal_appropriation"


def test_nothing_left_from_last_year_restricts_nothing() -> None:
    """Sentences that name sums of nought carried over leave the expenditure table unrestricted."""
    revenue = (
        ("单位名称", "合计", "本年收入", "", "上年结转结余"),
        ("", "", "小计", "一般公共预算", ""),
        ("合计", "100.00", "100.00", "100.00", ""),
    )
    spent = (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("", "合计", "100.00", "70.00", "30.00"),
        ("201", "一般公共服务支出", "100.00", "70.00", "30.00"),
    )
    disclosure = _read(
        *_table("收入总表", revenue),
        *_table("一般公共预算支出表", spent),
        Paragraph("二、收入预算情况说明"),
        Paragraph("上年结转结余的一般公共预算收入0万元，占0%。"),
    )
    points = _points(disclosure.tables[1])
    assert "origin" not in (points["合计", "合计"] or {"origin": ""})


def test_a_change_of_nought_per_cent_holds() -> None:
    disclosure = _read(
        *_table(
            "一般公共预算“三公”经费支出表",
            (("项目", "合计"), ("“三公”经费", "4.80"), ("公务接待费", "2.30"), ("公务用车运行维护费", "2.50")),
        ),
        Paragraph("七、“三公”经费安排情况"),
        Paragraph("2026年公务接待费2.3万元，较上年增加0万元，增长0%。"),
    )
    report = examine(disclosure)
    assert any("0%" in view.formula for view in report.identities)
    assert all(view.holds for view in report.identities)
