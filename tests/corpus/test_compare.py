from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.cli import main
from gouji.corpus.ambition import LOWERED, OTHER, RAISED, SAME, direction
from gouji.corpus.comparison import DEPARTMENT_AND_UNIT, PEERS, VERSIONS, YEARS, compared, unit_rows
from gouji.corpus.comparison_note import comparison_note
from gouji.corpus.figures import Figure
from gouji.corpus.naming import phrase, signed, wan
from gouji.corpus.note_sheet import note_sheet
from gouji.corpus.note_text import note_text
from gouji.corpus.pages import note_page
from gouji.corpus.pairing import paired
from gouji.corpus.side import Side, SideIndicator, SideProject, SideTarget, side_of_file
from gouji.model.coordinates import Coordinates
from tests.corpus.conftest import write_documents

WAN = 1_000_000
TOTAL = Coordinates(side="revenue")


def _figure(point: Coordinates, fen: int) -> Figure:
    return Figure(point, fen, fen, fen, 1, "proved")


def _side(year: int, amounts: dict[Coordinates, int], **changes: object) -> Side:
    figures = {point.at("year", year if point.year is None else point.year): fen for point, fen in amounts.items()}
    known = {point: _figure(point, fen) for point, fen in figures.items()}
    side = Side("", "", "某市档案局", "某市档案局", year, "budget", "department", (), known, (), ())
    return replace(side, **changes)  # type: ignore[arg-type]


def _project(name: str, wan_: int | None, unit: str = "本级") -> SideProject:
    return SideProject(name, name, None, unit, None if wan_ is None else wan_ * WAN)


def _indicator(value: str, operator: str | None, number: str | None, measure: str = "个") -> SideIndicator:
    return SideIndicator("数量指标", "数量", "数量", value, operator, number, measure)


def test_two_years() -> None:
    function = Coordinates(side="expenditure", function="2010301")
    before = _side(2025, {TOTAL: 100 * WAN, function: 60 * WAN, function.at("function", "2010302"): 40 * WAN})
    after = _side(
        2026,
        {
            TOTAL: 130 * WAN,
            function: 95 * WAN,
            function.at("function", "2010350"): 35 * WAN,
            TOTAL.at("year", 2025): 101 * WAN,
        },
    )
    comparison = compared(after, before)
    assert (comparison.relation, comparison.swapped) == (YEARS, True)
    assert [(one.code, one.difference // WAN) for one in comparison.functions] == [
        ("2010302", -40),
        ("2010301", 35),
        ("2010350", 35),
    ]
    assert [one.agrees for one in comparison.restated] == [False]
    text = note_text(comparison_note(comparison))
    assert "收支总计由 100.00 万元到 130.00 万元，增加 30.00 万元（30.0%）" in text
    assert "其中 1 个不一致" in text


def test_rounding_is_no_difference() -> None:
    point = TOTAL.at("year", 2025)
    exact = replace(_side(2025, {}), figures={point: Figure(point, 123456, 123456, 123456, 1, "proved")})
    coarse = replace(exact, scope="unit", figures={point: Figure(point, 120000, 115000, 124999, 1, "proved")})
    assert compared(exact, coarse).differing == ()


def test_a_unit_within_its_department() -> None:
    department = _side(
        2025,
        {TOTAL: 100 * WAN, TOTAL.at("unit", "某市档案馆"): 30 * WAN, Coordinates(item="three_public"): 3 * WAN},
        units=("某市档案局（本级）", "某市档案馆"),
    )
    unit = _side(2025, {TOTAL: 31 * WAN, Coordinates(item="three_public"): 4 * WAN}, scope="unit", key="某市档案馆")
    comparison = compared(unit, department)
    assert comparison.relation == DEPARTMENT_AND_UNIT
    assert [change.point for change in comparison.exceeding] == [Coordinates(item="three_public")]
    assert [change.agrees for change in unit_rows(department, unit)] == [False]
    text = note_text(comparison_note(comparison))
    assert "占 31.0%" in text
    assert "1 个数大于部门的同一项" in text


def test_all_money_of_one_fund_may_be_printed_with_it_or_without() -> None:
    basic = Coordinates(side="expenditure", use="basic")
    plain = replace(_side(2025, {basic: 5}), _single=frozenset({"fund", "origin"}))
    found = plain.at(basic.at("fund", "general_public_budget").at("origin", "current"))
    assert found is not None
    assert found.fen == 5
    assert _side(2025, {basic: 5}).at(basic.at("fund", "general_public_budget")) is None


def test_projects_are_paired_by_name_then_by_likeness() -> None:
    before = [
        _project("档案保护经费", 10),
        _project("数字档案馆建设（一期）", 50),
        _project("临时任务", 3),
        _project("库房", 7),
    ]
    after = [
        _project("档案保护经费", 12),
        _project("数字档案馆建设（二期）", 60),
        _project("展览", 3),
        _project("库房", None),
    ]
    pairs = {(pair.before and pair.before.name, pair.after and pair.after.name): pair for pair in paired(before, after)}
    assert pairs["档案保护经费", "档案保护经费"].difference == 2 * WAN
    renamed = pairs["数字档案馆建设（一期）", "数字档案馆建设（二期）"]
    assert renamed.likeness < 100
    assert renamed.reason
    assert ("临时任务", None) in pairs
    assert (None, "展览") in pairs
    assert pairs["库房", "库房"].difference is None


def test_every_project_is_in_one_pair() -> None:
    before = [_project("同名", amount, unit) for amount, unit in ((1, "甲"), (2, "乙"), (3, "丙"))]
    after = [_project("同名", amount, unit) for amount, unit in ((5, "乙"), (1, "丁"))]
    pairs = paired(before, after)
    assert sorted(pair.before.fen for pair in pairs if pair.before) == [WAN, 2 * WAN, 3 * WAN]
    assert sorted(pair.after.fen for pair in pairs if pair.after) == [WAN, 5 * WAN]
    assert next(pair for pair in pairs if pair.after and pair.after.unit == "乙").before.unit == "乙"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (("≥50个", "≥", "50"), ("≥60个", "≥", "60"), RAISED),
        (("≥50个", "≥", "50"), ("≥40个", "≥", "40"), LOWERED),
        (("≤5个", "≤", "5"), ("≤3个", "≤", "3"), RAISED),
        (("≤5个", "≤", "5"), ("≤9个", "≤", "9"), LOWERED),
        (("≥50个", "≥", "50"), ("≥50个", "≥", "50"), SAME),
        (("≥50个", "≥", "50"), ("50个", "=", "50"), OTHER),
        (("良好", None, None), ("优良", None, None), OTHER),
        (("≤5个", "≤", "5"), ("≥5个", "≥", "5"), OTHER),
    ],
)
def test_which_way_an_indicator_moved(
    before: tuple[str, str | None, str | None], after: tuple[str, str | None, str | None], wanted: str
) -> None:
    assert direction(_indicator(*before), _indicator(*after)) == wanted


def test_targets_copied_and_changed() -> None:
    same = SideTarget("保护", "保护", "本级", "做好保护", "abc", (_indicator("≥50个", "≥", "50"),))
    old = SideTarget("展览", "展览", "本级", "办展", "1", (_indicator("≥2个", "≥", "2"),))
    new = replace(old, fingerprint="2", indicators=(_indicator("≥1个", "≥", "1"),))
    before = _side(2025, {TOTAL: WAN}, targets=(same, old))
    after = _side(2026, {TOTAL: WAN}, targets=(same, new))
    text = note_text(comparison_note(compared(before, after)))
    assert "一字未改的有 1 个：保护" in text
    assert "指标值提高 0 个、降低 1 个" in text


def test_names_of_points_and_amounts() -> None:
    point = Coordinates(year=2025, fund="general_public_budget", function="2010301", use="basic")
    assert phrase(point, 2025) == "一般公共预算·2010301 行政运行·基本支出"
    assert phrase(point, 2026).startswith("上年·")
    assert (wan(52_513_600), wan(-105_000), wan(1_00), signed(WAN)) == ("52.51", "-0.105", "0.0001", "+1.00")


def test_documents_of_a_dataset_and_formats(sources: Path, dataset: Path, tmp_path: Path) -> None:
    from gouji.corpus.selection import side_of_dataset

    name = side_of_file([sources / "2025" / "2025-1.txt"]).department
    before, after = (side_of_dataset(dataset, f"{name}:{year}") for year in (2025, 2026))
    comparison = compared(before, after)
    assert comparison.relation == YEARS
    note = comparison_note(comparison)
    assert "<script" not in note_page(note)
    (tmp_path / "note.xlsx").write_bytes(note_sheet(note))
    assert "xl/workbook.xml" in zipfile.ZipFile(tmp_path / "note.xlsx").namelist()
    assert main(["compare", f"{dataset}:{name}:2025", f"{dataset}:{name}:2026", "-o", str(tmp_path / "note.txt")]) == 0
    assert (tmp_path / "note.txt").read_text("utf-8").startswith("比较：")


def test_a_file_and_its_rows_are_the_same_side(tmp_path: Path) -> None:
    write_documents(tmp_path, range(3, 4))
    side = side_of_file([tmp_path / "2025-3.txt"])
    comparison = compared(side, side)
    assert comparison.relation == VERSIONS
    assert comparison.shared
    found = (comparison.differing, comparison.only_before, comparison.only_after, comparison.functions)
    assert not any(found)


def test_names_that_mean_nothing(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", f"{dataset}:没有的部门", f"{dataset}:没有的部门"]) == 2
    assert "数据集里没有" in capsys.readouterr().err
    assert main(["compare", "没有的文件.pdf", "也没有.pdf"]) == 2
    assert "找不到" in capsys.readouterr().err


def test_the_department_and_the_unit_of_one_office(documents: Path) -> None:
    department = side_of_file([documents / "bg_zfb_2025_dept.pdf"])
    unit = side_of_file([documents / "bg_zfb_2025_unit.pdf"])
    comparison = compared(department, unit)
    assert comparison.relation == DEPARTMENT_AND_UNIT
    assert len(comparison.shared) > 100
    assert not comparison.differing
    assert not comparison.exceeding
    assert compared(unit, department).swapped


def test_two_offices_are_peers(documents: Path) -> None:
    one = side_of_file([documents / "sz_xinfangju_2026_dept.pdf"])
    other = side_of_file([documents / "gz_xinfangju_2026_dept.pdf"])
    assert compared(one, other).relation == PEERS
