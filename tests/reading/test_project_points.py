"""What a project's amounts are amounts of: the project, not all projects."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gouji.lexicon.text import key, project_named
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, SourceFile
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source
from gouji.reading.sources import DEFAULT_LIMITS, read_bytes
from tests.generate import LAYOUTS, generate


def _read(rows: Sequence[Sequence[str]], title: str = "项目支出预算表") -> Disclosure:
    grid = Grid(tuple(tuple(GridCell(text) for text in row) for row in rows))
    blocks: list[Block] = [Paragraph("某市样例局2026年部门预算"), Paragraph(title), Paragraph("单位：万元"), grid]
    return read_blocks(Source(SourceFile("样例.txt", "", "text"), tuple(blocks)))


def _points(disclosure: Disclosure) -> dict[tuple[str, str], Coordinates | None]:
    """(row, column) → coordinates without year."""
    return {
        (panel.rows[cell.row].label, panel.columns[cell.column].path[-1]): (
            cell.coordinates and cell.coordinates.without("year")
        )
        for table in disclosure.tables
        for panel in table.panels
        for cell in panel.cells
    }


SPENT = Coordinates(side="expenditure", use="project")
HEADER = ("一级项目", "项目名称", "单位名称", "合计", "一般公共预算", "财政专户管理资金")


def test_a_row_of_the_list_is_a_project_of_its_unit() -> None:
    disclosure = _read(
        [
            HEADER,
            ("信息化", "", "", "30.00", "20.00", "10.00"),
            ("", "平台运行", "某市样例局本级", "20.00", "20.00", "0.00"),
            ("", "平台建设", "某市样例中心", "10.00", "0.00", "10.00"),
            ("合计", "", "", "30.00", "20.00", "10.00"),
        ]
    )
    points = _points(disclosure)
    running = SPENT.at("project", "信息化/平台运行").at("unit", "某市样例局本级")
    assert points["平台运行", "合计"] == running
    assert points["平台运行", "一般公共预算"] == running.at("fund", "general_public_budget")
    building = SPENT.at("project", "信息化/平台建设").at("unit", "某市样例中心")
    assert points["平台建设", "财政专户管理资金"] == building.at("fund", "special_account_funds")
    assert points["合计", "合计"] == SPENT
    assert points["信息化", "合计"] == SPENT.at("project", "信息化")
    named = {project_named(project.level1, project.name) for project in disclosure.projects}
    assert {point.project for point in points.values() if point and point.project} == named | {"信息化"}


def test_projects_that_nothing_tells_apart_have_no_point() -> None:
    points = _points(
        _read(
            [
                ("项目名称", "合计", "一般公共预算"),
                ("业务经费", "20.00", "20.00"),
                ("业务经费", "10.00", "10.00"),
                ("设备购置费", "5.00", "5.00"),
                ("合计", "35.00", "35.00"),
            ]
        )
    )
    assert points["业务经费", "合计"] is None
    assert points["设备购置费", "合计"] == SPENT.at("project", "设备购置费")


def test_a_project_with_a_code_is_not_all_projects_of_the_code() -> None:
    points = _points(
        _read(
            [
                ("科目编码", "科目名称", "项目名称", "合计", "一般公共预算"),
                ("2010302", "一般行政管理事务", "业务经费", "20.00", "20.00"),
                ("2010302", "一般行政管理事务", "设备购置费", "10.00", "10.00"),
                ("2010399", "其他政府办公厅（室）及相关机构事务支出", "印刷费", "5.00", "5.00"),
                ("合计", "", "", "35.00", "35.00"),
            ]
        )
    )
    known = {(point.function, point.project) for point in points.values() if point}
    assert known == {("2010302", "业务经费"), ("2010302", "设备购置费"), ("2010399", "印刷费"), (None, None)}


@pytest.mark.parametrize(("layout", "seed"), [("provincial", 3), ("municipal", 4)])
def test_generated_documents_are_read_as_they_are_meant(layout: str, seed: int) -> None:
    document = LAYOUTS[layout](generate(seed, units=2, projects=6))
    meant = {
        (key(cell.coordinates.project), cell.coordinates.unit)
        for cell in document.truth.cells
        if cell.coordinates and cell.coordinates.project and "绩效" not in cell.table
    }
    read = read_blocks(read_bytes("样例.txt", document.text.encode(), DEFAULT_LIMITS))
    points = [cell.coordinates for cell in read.cells if cell.coordinates and cell.coordinates.project]
    assert {(key(point.project or ""), point.unit) for point in points} == meant != set()
