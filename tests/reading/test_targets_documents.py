"""Targets of real documents: totals and structural laws."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from gouji.model.disclosure import Project, Target
from gouji.model.money import Unit
from gouji.reading.layout import lay_out
from gouji.reading.projects import is_projects_grid, read_projects
from gouji.reading.source import Grid
from gouji.reading.sources import read_source
from gouji.reading.targets import TargetReading, read_targets

NAMES = {
    "jilin-2025.txt": "吉林省人民政府办公厅",
    "changchun-2024.txt": "长春市人民政府办公厅（本级）",
    "cc_xinfangju_2026_unit.pdf": "长春市信访局",
    "gz_zhengshuju_2026_perf.pdf": "广州市政务服务和数据管理局",
}


@cache
def read(path: Path) -> tuple[tuple[Project, ...], TargetReading]:
    blocks = read_source(path).blocks
    projects: list[Project] = []
    for table in lay_out(blocks):
        if is_projects_grid(table.fragments[0]):
            projects.extend(read_projects(table.fragments, table.unit or Unit.TEN_THOUSAND_YUAN, ()))
    reading = read_targets(blocks, projects, department=NAMES.get(path.name, ""), year=2025)
    assert all(
        isinstance(blocks[index], Grid) or len(getattr(blocks[index], "text", "")) < 80 for index in reading.used
    )
    return tuple(projects), reading


def heads(projects: tuple[Project, ...] | tuple[Target, ...]) -> Counter[tuple[str | None, str | None, int | None]]:
    return Counter(
        (each.unit, each.name if isinstance(each, Project) else each.project, each.amount.fen if each.amount else None)
        for each in projects
    )


def weight(target: Target) -> Decimal:
    return sum((Decimal(each.weight) for each in target.indicators if each.weight), Decimal(0))


@pytest.mark.parametrize(
    ("name", "targets", "indicators"),
    [("jilin-2025.txt", 46, 192), ("changchun-2024.txt", 14, 95), ("cc_xinfangju_2026_unit.pdf", 4, 16)],
)
def test_every_project_has_its_target_and_every_weight_its_place(
    documents: Path, name: str, targets: int, indicators: int
) -> None:
    projects, reading = read(documents / name)
    assert len(reading.targets) == targets
    assert sum(len(target.indicators) for target in reading.targets) == indicators
    if not name.startswith("cc_"):  # there the projects table leaves a 年 out of the names
        assert heads(reading.targets) == heads(projects)
    for target in reading.targets:
        assert weight(target) == 90
        assert target.objective
        assert all(each.level1 and each.level2 and each.name and each.weight for each in target.indicators)


def test_only_the_value_that_is_lost_is_missing(documents: Path) -> None:
    _, reading = read(documents / "jilin-2025.txt")
    lost = [each for target in reading.targets for each in target.indicators if each.value is None]
    assert [(each.weight, each.inferred) for each in lost] == [("50", frozenset({"weight"}))]
    assert [each.explanation is None for target in reading.targets for each in target.indicators].count(True) == 1
    values = Counter(each.operator for target in reading.targets for each in target.indicators)
    assert set(values) == {"≥", "≤", "=", None}
    assert any(each.number == "3460.67" and each.measure == "平方米" for t in reading.targets for each in t.indicators)


def test_what_is_inferred_is_named(documents: Path) -> None:
    _, reading = read(documents / "jilin-2025.txt")
    inferred = {(target.unit, target.project): target.inferred for target in reading.targets if target.inferred}
    assert inferred == {
        ("吉林省人民政府驻广州办事处（本级）", "公务接待、招商引资经费"): {"project"},
        ("吉林省人民政府驻广州办事处（本级）", "招商引资专项经费"): {"unit"},
        ("吉林省人民政府驻广州办事处（本级）", "推介宣传吉林经费"): {"unit"},
    }
    assert len(reading.problems) >= 3
    assert {problem.level for problem in reading.problems} == {"notice"}


def test_level_names_and_texts_are_whole(documents: Path) -> None:
    _, reading = read(documents / "jilin-2025.txt")
    indicators = [each for target in reading.targets for each in target.indicators]
    assert {each.level1 for each in indicators} == {"产出指标", "成本指标", "效益指标", "满意度指标"}
    assert not any(" " in text for each in indicators for text in (each.name, each.explanation, each.value) if text)
    assert min(len(target.objective or "") for target in reading.targets) > 15


def test_merged_levels_of_the_form_are_filled(documents: Path) -> None:
    _, reading = read(documents / "changchun-2024.txt")
    indicators = [each for target in reading.targets for each in target.indicators]
    assert {each.level1 for each in indicators} == {"成本指标", "产出指标", "效果指标", "效益指标", "满意度指标"}
    assert sum(each.interim_value is not None for each in indicators) == 34
    assert sum("weight" in each.inferred for each in indicators) == 2
    of_output = {each.level2 for each in indicators if each.level1 == "产出指标"}
    assert of_output == {"数量指标", "质量指标", "时效指标"}
    assert {each.level2 for each in indicators if each.level1 == "成本指标"} == {"经济成本指标"}


def test_indicators_written_out_in_one_cell(documents: Path) -> None:
    _, reading = read(documents / "gz_zhengshuju_2026_perf.pdf")
    assert len(reading.targets) == 70
    assert sum(len(target.indicators) for target in reading.targets) == 404
    assert all(
        each.level1 and each.level2 and each.name and each.value for t in reading.targets for each in t.indicators
    )
    amounts = sum((target.amount.value for target in reading.targets if target.amount), Decimal(0))
    assert abs(amounts - Decimal("86246.64")) < Decimal("0.05")
    assert len({target.unit for target in reading.targets}) == 4
    assert not reading.used, "its amounts are to be checked like any table's"


@pytest.mark.parametrize(
    ("name", "count"),
    [("hz_qixiangju_2026_dept.pdf", 3), ("gz_xinfangju_2026_dept.pdf", 9), ("sz_xinfangju_2026_dept.pdf", 6)],
)
def test_objectives_without_indicators(documents: Path, name: str, count: int) -> None:
    projects, reading = read(documents / name)
    assert len(reading.targets) == count
    assert all(target.objective and not target.indicators for target in reading.targets)
    assert heads(reading.targets) == heads(projects)


@pytest.mark.parametrize("name", ["suz_shenjiju_2026_dept.pdf", "bg_zfb_2025_dept.pdf", "fs_czj_2024_final_good.pdf"])
def test_a_document_without_targets_has_none(documents: Path, name: str) -> None:
    _, reading = read(documents / name)
    assert reading.targets == ()
    assert not reading.used
    assert reading.problems == ()
