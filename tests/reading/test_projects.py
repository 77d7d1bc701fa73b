"""The projects table."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from gouji.model.disclosure import Place, Project
from gouji.model.money import Unit
from gouji.reading.layout import lay_out
from gouji.reading.projects import is_projects_grid, read_projects
from gouji.reading.source import Grid, GridCell
from gouji.reading.sources import read_source
from tests.reading.printing import grid

TEN_THOUSAND = Unit.TEN_THOUSAND_YUAN
HEADER = [
    ["类型", "项目名称", "", "部门(单位)名称", "合计", "本年预算", "", "上年结转结余"],
    ["", "一级项目", "二级项目", "", "", "一般公共预算", "政府性基金预算", ""],
]


def read_document(path: Path) -> tuple[Project, ...]:
    found: list[Project] = []
    for table in lay_out(read_source(path).blocks):
        if is_projects_grid(table.fragments[0]):
            found.extend(read_projects(table.fragments, table.unit or TEN_THOUSAND, ()))
    return tuple(found)


def total(projects: tuple[Project, ...]) -> Decimal:
    return sum((project.amount.value for project in projects if project.amount), Decimal(0))


def test_a_department_of_many_units(documents: Path) -> None:
    projects = read_document(documents / "jilin-2025.txt")
    assert len(projects) == 46
    assert all(project.name and project.unit and project.amount and project.level1 for project in projects)
    assert Counter(project.type for project in projects) == {"31部门特定目标类项目": 35, "22其他运转类": 11}
    by_level = Counter[str | None]()
    for project in projects:
        assert project.amount is not None
        by_level[project.level1] += project.amount.fen
    assert by_level == {
        "信息化建设与运维": 291_350_000,
        "政府综合事务管理": 1_084_000_000,
        "政府综合业务管理": 2_444_380_000,
        "政府序列会议": 70_000_000,
        "服务工作保障": 933_150_000,
    }
    assert total(projects) == Decimal("4822.88")
    assert len({project.unit for project in projects}) == 10
    assert not any(" " in (project.name or "") for project in projects)


def test_one_unit_with_a_type_beside_every_level(documents: Path) -> None:
    projects = read_document(documents / "changchun-2024.txt")
    assert len(projects) == 14
    assert total(projects) == Decimal("2934.35")
    assert Counter(project.type for project in projects) == {"专项业务支出": 12, "其他财政拨款支出": 2}
    assert {project.unit for project in projects} == {"长春市人民政府办公厅（本级）"}


@pytest.mark.parametrize(
    ("name", "count", "amount"),
    [
        ("cc_xinfangju_2026_unit.pdf", 4, "474.56"),
        ("hz_qixiangju_2026_dept.pdf", 3, "2131.61"),
        ("gz_xinfangju_2026_dept.pdf", 9, "739.30"),
        ("sz_xinfangju_2026_dept.pdf", 6, "1612.29"),
    ],
)
def test_the_projects_add_up_to_the_printed_total(documents: Path, name: str, count: int, amount: str) -> None:
    projects = read_document(documents / name)
    assert len(projects) == count
    assert abs(total(projects) - Decimal(amount)) <= Decimal("0.01")
    assert all(project.unit for project in projects)


@pytest.mark.parametrize("name", ["suz_shenjiju_2026_dept.pdf", "wx_tongjiju_2026_dept.pdf", "sh_fucai_2026_unit.pdf"])
def test_other_tables_are_no_projects(documents: Path, name: str) -> None:
    assert read_document(documents / name) == ()


def test_wrapped_names_and_a_repeated_header_over_pages() -> None:
    first = grid([*HEADER, ["31 特定目标类", "", "", "", "90.00", "90.00", "", ""], ["", "综合 事务", "", "", "90.00"]])
    rows = [["", "", "河道 清淤", "某市 测试局(本 级)", "60.00", "60.00", "", ""], ["", "", "经费", "", "", "", "", ""]]
    second = grid([*HEADER, *rows, ["", "", "绿化养护", "某市样例中心", "30.00"], ["合计", "", "", "", "90.00"]])
    assert is_projects_grid(first)
    projects = read_projects([first, second], TEN_THOUSAND, ["某市测试局（本级）"])
    assert [(each.type, each.level1, each.name, each.unit, str(each.amount)) for each in projects] == [
        ("31特定目标类", "综合事务", "河道清淤经费", "某市测试局（本级）", "60.00万元"),
        ("31特定目标类", "综合事务", "绿化养护", "某市样例中心", "30.00万元"),
    ]


def test_an_amount_that_alone_is_lost_follows_from_its_subtotal() -> None:
    rows = [
        ["特定目标类", "综合事务", "", "", "90.00", "90.00", "", ""],
        ["", "", "河道清淤", "某市测试局", "", "", "", ""],
        ["", "", "绿化养护", "某市测试局", "30.00", "30.00", "", ""],
    ]
    projects = read_projects([grid([*HEADER, *rows], exact=True)], TEN_THOUSAND, ["某市测试局"])
    lost = next((each for each in projects if each.name and "河道" in each.name), None)
    assert lost is not None
    assert str(lost.amount) == "60.00万元"
    assert lost.inferred == {"amount"}


def test_units_that_head_their_projects() -> None:
    rows = [
        ["支出项目类别（资金使用单位）", "总计", "财政拨款"],
        ["合计", "90.00", "90.00"],
        ["某市测试局", "60.00", "60.00"],
    ]
    rows += [["河道清淤", "20.00", "20.00"], ["绿化养护", "40.00", "40.00"], ["某市样例中心", "30.00", "30.00"]]
    rows += [["图书采购", "10.00", "10.00"], ["系统升级", "20.00", "20.00"]]
    projects = read_projects([grid(rows, exact=True)], TEN_THOUSAND, ())
    assert [(each.name, each.unit) for each in projects] == [
        ("河道清淤", "某市测试局"),
        ("绿化养护", "某市测试局"),
        ("图书采购", "某市样例中心"),
        ("系统升级", "某市样例中心"),
    ]


def test_basic_expenditure_headed_like_projects_is_none() -> None:
    rows = [["支出项目类别（资金使用单位）", "总计", "财政拨款"], ["某市测试局", "60.00", "60.00"]]
    rows += [["工资福利支出", "20.00", "20.00"], ["商品和服务支出", "40.00", "40.00"]]
    assert not is_projects_grid(grid(rows, exact=True))


def test_a_grid_of_something_else_is_none() -> None:
    other = Grid(((GridCell("收入", Place()), GridCell("支出", Place())), (GridCell("项目"), GridCell("预算数"))))
    assert not is_projects_grid(other)
    assert read_projects([other], TEN_THOUSAND, ()) == ()
