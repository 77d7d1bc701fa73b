"""Projects named in sentences and targets, and what 机关运行经费 is for, held against the tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gouji.checking.examine import examine
from gouji.checking.findings import Report
from gouji.model.disclosure import Disclosure, Place, SourceFile
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source

PROJECTS = (
    ("项目名称", "项目单位", "合计", "一般公共预算"),
    ("合计", "", "100.00", "100.00"),
    ("河道清淤专项经费", "某市样例局", "30.00", "30.00"),
    ("路灯改造运行经费", "某市样例局", "45.00", "45.00"),
    ("档案整理外聘经费", "某市样例局", "25.00", "25.00"),
)
BASIC = (
    ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
    ("", "合计", "95.00", "60.00", "35.00"),
    ("301", "工资福利支出", "60.00", "60.00", ""),
    ("302", "商品和服务支出", "35.00", "", "35.00"),
    ("30201", "办公费", "12.00", "", "12.00"),
    ("30202", "印刷费", "3.00", "", "3.00"),
    ("30207", "邮电费", "4.00", "", "4.00"),
    ("30211", "差旅费", "7.00", "", "7.00"),
    ("30299", "其他商品和服务支出", "9.00", "", "9.00"),
)


def _table(title: str, rows: Sequence[Sequence[str]]) -> list[Block]:
    grid = Grid(tuple(tuple(GridCell(text) for text in row) for row in rows))
    return [Paragraph(title), Paragraph("单位：万元"), grid]


def _read(*blocks: Block) -> Disclosure:
    title = Paragraph("某市样例局2026年部门预算")
    return read_blocks(Source(SourceFile("样例.txt", "", "text"), (title, *blocks)))


def _said(sentence: str) -> Report:
    return examine(
        _read(
            *_table("项目支出表", PROJECTS),
            *_table("一般公共预算基本支出表", BASIC),
            Paragraph("八、项目支出和机关运行经费情况说明"),
            Paragraph(sentence),
        )
    )


def _wrong(report: Report) -> list[tuple[str, str | None]]:
    return [(finding.values[0], finding.expected) for finding in report.findings if finding.code == "G103"]


def test_projects_in_a_sentence_are_proved_by_their_table() -> None:
    report = _said("河道清淤专项经费30万元，2026年路灯改造运行经费45万元，档案整理外聘经费25.00万元。")
    assert report.statements.proved == report.statements.amounts == 3
    assert not _wrong(report)


def test_one_project_that_differs_among_others_that_agree_is_told() -> None:
    report = _said("河道清淤专项经费30万元，路灯改造运行经费45万元，档案整理外聘经费26万元。")
    assert _wrong(report) == [("26", "25")]


@pytest.mark.parametrize(
    "sentence",
    [
        "档案整理外聘经费26万元。",
        "河道清淤专项经费31万元，路灯改造运行经费45万元，档案整理外聘经费26万元。",
        "河道清淤专项经费30万元，路灯改造运行经费45万元，2025年档案整理外聘经费26万元。",
    ],
)
def test_a_name_alone_accuses_nobody(sentence: str) -> None:
    """One amount that differs may be last year's, or a part: nothing bears it out that the table is meant."""
    assert not _wrong(_said(sentence))


def test_what_the_operating_expenses_are_for_is_what_the_table_says() -> None:
    parts = "办公费12万元，印刷费3万元，邮电费4万元，差旅费{}万元"
    assert not _wrong(_said(f"2026年机关运行经费预算总计35万元，其中主要支出为{parts.format(7)}等。"))
    report = _said(f"2026年机关运行经费预算总计35万元，其中主要支出为{parts.format(8)}等。")
    assert _wrong(report) == [("8", "7")]


def test_operating_expenses_of_another_total_are_not_compared() -> None:
    """Where 机关运行经费 is not all of 公用经费 (units that are no offices have some, too), its parts are others."""
    parts = "办公费11万元，印刷费2万元，邮电费4万元，差旅费7万元"
    assert not _wrong(_said(f"2026年机关运行经费预算总计28万元，其中主要支出为{parts}等。"))


def test_a_target_printed_in_the_row_of_its_amount_counts_once() -> None:
    head = ("项目名称（资金使用单位）", "总计", "财政拨款", "绩效目标")
    rows = [head, *((name, amount, amount, goal) for name, amount, goal in _GOALS)]
    grid = Grid(
        tuple(
            tuple(
                GridCell(text, Place(1, None, (40.0 + 90 * c, 100.0 + 20 * r, 130.0 + 90 * c, 120.0 + 20 * r)))
                for c, text in enumerate(row)
            )
            for r, row in enumerate(rows)
        ),
        Place(1),
        exact=True,
    )
    disclosure = _read(Paragraph("项目支出绩效目标表"), Paragraph("单位：万元"), grid)
    assert [str(target.amount) for target in disclosure.targets] == ["30.00万元", "45.00万元"]
    report = examine(disclosure)
    assert report.tables.amounts == 6
    assert report.statements.amounts == 0
    assert not report.remaining


_GOALS = (
    ("合计", "75.00", ""),
    ("河道清淤专项经费", "30.00", "做好河道清淤工作，确保全年清淤三段以上，水质有所改善。"),
    ("路灯改造运行经费", "45.00", "完成九十盏路灯的改造，保证夜间照明，群众满意。"),
)


def test_a_table_that_only_repeats_targets_is_read_and_proved() -> None:
    """重点项目 told once more with their amounts, the unit in the header: read, and held against the projects table."""
    targets = [("项目名称", "项目金额（万元）", "绩效目标"), *((n, a, g) for n, a, g in _GOALS[1:])]
    again = (("项目", "预算数（单位：万元）", "绩效目标"), _GOALS[1])
    grids = [
        Grid(
            tuple(
                tuple(
                    GridCell(text, Place(page, None, (40.0 + 90 * c, 100.0 + 20 * r, 130.0 + 90 * c, 120.0 + 20 * r)))
                    for c, text in enumerate(row)
                )
                for r, row in enumerate(rows)
            ),
            Place(page),
            exact=True,
        )
        for page, rows in ((3, targets), (4, again))
    ]
    disclosure = _read(
        *_table("项目支出表", PROJECTS),
        Paragraph("项目支出绩效目标表", Place(3)),
        grids[0],
        Paragraph("六、国有资产占有使用情况", Place(3)),
        Paragraph("本部门固定资产金额99.00万元，本年度没有购置单价在一百万元以上设备的计划。", Place(3)),
        *_table("政府性基金预算支出情况表", (("科目名称", "合计"), ("合计", "0.00"))),
        Paragraph("七、重点项目预算绩效目标情况", Place(4)),
        Paragraph("2026年，本部门重点项目绩效目标情况如下：", Place(4)),
        grids[1],
    )
    (table,) = [table for table in disclosure.tables if table.title == "重点项目预算绩效目标情况"]
    assert [(cell.text, table.unit and table.unit.text) for cell in table.cells] == [("30.00", "万元")]
    assert examine(disclosure).evidence[table.cells[0].id] == "proved"
