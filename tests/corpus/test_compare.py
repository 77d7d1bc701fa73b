from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.checking.findings import FindingPlace
from gouji.cli import main
from gouji.corpus.comparing.ambition import LOWERED, OTHER, RAISED, SAME, direction
from gouji.corpus.comparing.comparison import Comparison, compared, unit_rows
from gouji.corpus.comparing.contradictions import disagreements
from gouji.corpus.comparing.note import comparison_note
from gouji.corpus.comparing.pairing import ProjectChanges, project_changes
from gouji.corpus.comparing.relation import DEPARTMENT_AND_UNIT, PEERS, STAGES, VERSIONS, YEARS
from gouji.corpus.comparing.side import Print, Side, SideChange, SideIndicator, SideProject, SideTarget
from gouji.corpus.comparing.side_rows import side_of_file, side_of_rows
from gouji.corpus.figures import Figure
from gouji.corpus.naming import moved, phrase, signed, wan
from gouji.corpus.note_sheet import note_sheet
from gouji.corpus.note_text import note_text
from gouji.corpus.pages import note_page
from gouji.model.coordinates import Coordinates
from tests.corpus.conftest import write_documents

WAN = 1_000_000
TOTAL = Coordinates(side="revenue")


def _figure(point: Coordinates, fen: int) -> Figure:
    return Figure(point, fen, fen, fen, 1, "proved")


def _side(year: int, amounts: dict[Coordinates, int], **changes: object) -> Side:
    figures = {point.at("year", year if point.year is None else point.year): fen for point, fen in amounts.items()}
    known = {point: _figure(point, fen) for point, fen in figures.items()}
    side = Side("", "", "某市档案局", "某市档案局", year, "budget", "department", (), known)
    return replace(side, **changes)  # type: ignore[arg-type]


def _change(
    fen: int | None, word: str, reason: str | None = None, point: Coordinates = TOTAL, **other: str
) -> SideChange:
    direction = {"增加": "increase", "减少": "decrease", "持平": "none"}[word]
    sentence = f"比上年{word}"
    known = {"percent": None, "stage": None, "back": 1} | other
    return SideChange(
        point, known["back"], known["stage"], direction, fen, fen, fen, known["percent"], reason, sentence,  # type: ignore[arg-type]
        FindingPlace("编制说明", sentence),
    )  # fmt: skip


def _project(name: str, wan_: int | None, unit: str = "本级") -> SideProject:
    return SideProject(name, name, None, unit, None if wan_ is None else wan_ * WAN)


def _indicator(value: str, operator: str | None, number: str | None, measure: str = "个") -> SideIndicator:
    return SideIndicator("数量指标", "数量", "数量", value, operator, number, measure)


def _text(comparison: Comparison) -> str:
    """The note on one line, without spaces."""
    return re.sub(r"\s+", "", note_text(comparison_note(comparison)))


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
    assert comparison.functions is not None
    assert [(one.code, one.difference // WAN) for one in comparison.functions.movers] == [
        ("2010302", -40),
        ("2010301", 35),
        ("2010350", 35),
    ]
    assert [one.agrees for one in comparison.restated] == [False]
    text = _text(comparison)
    assert "2026年收支总计130.00万元，比2025年的100.00万元增加30.00万元（30.0%）" in text
    assert "所列的2025年预算数，收支总计为101.00万元，比2025年文件公布的100.00万元多1.00万元，没有说明原因" in text
    assert "2010302一般行政管理事务（不再列，上年40.00万元）" in text
    assert "2010350事业运行（新列35.00万元）" in text


def test_what_a_change_is_made_of() -> None:
    basic = Coordinates(side="expenditure", use="basic")
    people, office = basic.at("use", "basic/personnel"), basic.at("use", "basic/operating")
    before = _side(2025, {TOTAL: 100 * WAN, basic: 60 * WAN, people: 50 * WAN, office: 10 * WAN})
    after = _side(2026, {TOTAL: 110 * WAN, basic: 65 * WAN, people: 57 * WAN, office: 8 * WAN})
    assert "基本支出增加5.00万元，占50%（其中人员经费增加7.00万元、公用经费减少2.00万元）" in _text(
        compared(before, after)
    )
    odd = _side(2026, {TOTAL: 110 * WAN, basic: 65 * WAN, office: 65 * WAN})
    assert "公用经费增加55.00万元，多于基本支出的变动，须核实口径" in _text(compared(before, odd))


def test_rounding_is_no_difference() -> None:
    point = TOTAL.at("year", 2025)
    exact = replace(_side(2025, {}), figures={point: Figure(point, 123456, 123456, 123456, 1, "proved")})
    coarse = replace(exact, scope="unit", figures={point: Figure(point, 120000, 115000, 124999, 1, "proved")})
    comparison = compared(exact, coarse)
    assert comparison.differing == ()
    assert [one.change.difference for one in comparison.headline] == [0]


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
    text = _text(comparison)
    assert "占31.0%" in text
    assert "却有1个如此，最大的是“三公”经费：单位4.00万元，部门3.00万元" in text
    assert "单列的1个数中，有1个与单位文件不同：收支总计部门列30.00万元，单位列31.00万元" in text


def test_of_a_department_s_projects_the_unit_s_own_are_compared() -> None:
    total = TOTAL.at("unit", "某市档案馆")
    ours = (_project("修缮", 5, "某市档案馆"), _project("展览", 4, "某市档案馆"), _project("办公", 9, "某市档案局"))
    department = _side(
        2025, {TOTAL: 100 * WAN, total: 30 * WAN}, units=("某市档案局（本级）", "某市档案馆"), projects=ours
    )
    unit = _side(
        2025, {TOTAL: 32 * WAN}, scope="unit", key="某市档案馆", projects=(replace(ours[0], unit=None, fen=7 * WAN),)
    )
    comparison = compared(department, unit)
    assert [pair.difference for pair in comparison.projects.pairs] == [2 * WAN]
    assert [one.name for one in comparison.projects.gone] == ["展览"]
    text = _text(comparison)
    assert "相差的正是项目“修缮”两份所列之差" in text
    assert "部门文件列在本单位名下而单位文件没有的项目1个：“展览”" in text
    assert "办公" not in text


def test_a_part_is_missing_only_where_nothing_is_headed_so() -> None:
    outline = ("机构设置", "部门预算编制说明", "名词解释", "项目说明")
    department = _side(2025, {TOTAL: WAN}, outline=outline)
    unit = _side(2025, {TOTAL: WAN}, scope="unit", outline=("机构设置", "单位预算编制说明", "名词解释"))
    assert "部门文件有而单位文件没有的部分：“项目说明”" in _text(compared(department, unit))
    headed = replace(unit, headings=("2025年项目说明",))
    assert "没有的部分" not in _text(compared(department, headed))
    other = replace(unit, outline=("机构设置", "收支", "资产"))
    assert "没有的部分" not in _text(compared(department, other))


def test_all_money_of_one_fund_may_be_printed_with_it_or_without() -> None:
    basic = Coordinates(side="expenditure", use="basic")
    plain = _side(2025, {TOTAL: 9, TOTAL.at("fund", "general_public_budget"): 9, basic: 5})
    assert plain.at(basic.at("fund", "general_public_budget").at("origin", "current")) is not None
    said = _side(2025, {TOTAL: 9, basic.at("fund", "general_public_budget"): 5})
    assert said.at(basic) is not None
    other = _side(2025, {TOTAL: 9, TOTAL.at("fund", "own_funds"): 4, basic: 5})
    assert other.at(basic.at("fund", "general_public_budget")) is None
    apart = _side(2025, {TOTAL: 9, TOTAL.at("fund", "general_public_budget"): 5, basic: 5})
    assert apart.at(basic.at("fund", "general_public_budget")) is None


def test_expenditure_is_revenue_where_nothing_is_carried_forward() -> None:
    spent = Coordinates(side="expenditure")
    side = _side(2025, {TOTAL: 9})
    assert side.at(spent) is not None
    assert side.at(spent.at("item", "grand_total")) is not None
    forward = _side(2025, {TOTAL: 9, Coordinates(side="expenditure", item="carried_forward"): 1})
    assert forward.at(spent) is None


def test_a_point_printed_under_another_is_found_there() -> None:
    point = Coordinates(side="expenditure", function="2010301")
    general = point.at("fund", "general_public_budget")
    side = _side(2025, {TOTAL: 9, TOTAL.at("fund", "own_funds"): 4, point: 5})
    assert side.at(general) is None
    prints = {general.at("year", 2025): [Print(FindingPlace("支出表", "行政运行", "合计"), 5)]}
    assert replace(side, prints=prints).at(general) is not None
    assert replace(side, prints={general.at("year", 2025): [Print(FindingPlace(), 4)]}).at(general) is None


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
    changes = project_changes(before, after)
    pairs = {(pair.before.name, pair.after.name): pair for pair in changes.pairs}
    assert pairs["档案保护经费", "档案保护经费"].difference == 2 * WAN
    assert "名称相近" in pairs["数字档案馆建设（一期）", "数字档案馆建设（二期）"].reason
    assert pairs["库房", "库房"].difference is None
    assert [one.name for one in changes.gone] == ["临时任务"]
    assert [one.name for one in changes.new] == ["展览"]
    # Of one amount, and nothing else speaks for it.
    assert [(one.before[0].name, one.after[0].name) for one in changes.hints] == [("临时任务", "展览")]


def _everything(changes: ProjectChanges) -> tuple[list[int], list[int]]:
    before = [pair.before for pair in changes.pairs] + [one for found in changes.regrouped for one in found.before]
    after = [pair.after for pair in changes.pairs] + [one for found in changes.regrouped for one in found.after]
    return (
        sorted(one.fen or 0 for one in (*before, *changes.gone)),
        sorted(one.fen or 0 for one in (*after, *changes.new)),
    )


def test_every_project_is_in_one_place() -> None:
    before = [_project("同名", amount, unit) for amount, unit in ((1, "甲"), (2, "乙"), (3, "丙"))]
    after = [_project("同名", amount, unit) for amount, unit in ((5, "乙"), (1, "丁"))]
    changes = project_changes(before, after)
    assert _everything(changes) == ([WAN, 2 * WAN, 3 * WAN], [WAN, 5 * WAN])
    assert next(pair for pair in changes.pairs if pair.after.unit == "乙").before.unit == "乙"
    moved_ = next(pair for pair in changes.pairs if pair.after.unit == "丁")
    assert "改列“丁”" in moved_.reason


def test_projects_split_and_merged() -> None:
    before = [_project("后勤保障经费", 766), _project("会议费", 48), _project("会议保障费", 99), _project("宣传", 5)]
    after = [_project("后勤劳务经费", 500), _project("水电费", 266), _project("会议保障经费", 147), _project("调研", 7)]
    changes = project_changes(before, after)
    assert [(one.kind, len(one.before), len(one.after)) for one in changes.regrouped] == [
        ("拆分", 1, 2),
        ("合并", 2, 1),
    ]
    assert ([one.name for one in changes.gone], [one.name for one in changes.new]) == (["宣传"], ["调研"])
    assert not changes.hints
    # The same sums of another unit's projects say nothing.
    elsewhere = [replace(one, unit="别处") for one in after]
    assert not project_changes(before, elsewhere).regrouped


def test_a_sum_alone_is_a_hint() -> None:
    changes = project_changes([_project("甲", 30)], [_project("乙", 10), _project("丙", 20)])
    assert not changes.regrouped
    assert [one.kind for one in changes.hints] == ["拆分"]
    # Two ways to come to a sum are none.
    several = project_changes(
        [_project("甲", 30)], [_project(name, fen) for name, fen in (("乙", 10), ("丙", 20), ("丁", 20))]
    )
    assert not several.hints


def test_a_project_is_known_by_its_code() -> None:
    one, other = replace(_project("甲", 3), code="2200001"), replace(_project("乙", 4), code="2200001")
    changes = project_changes([one, _project("丙", 1)], [other, _project("丙", 2)])
    assert [(p.before.name, p.after.name, p.reason) for p in changes.pairs] == [
        ("甲", "乙", "项目编码相同"),
        ("丙", "丙", ""),
    ]
    twice = [other, replace(other, name="丁", key="丁")]
    assert not project_changes([one], twice).pairs


def test_a_code_before_a_project_s_name_is_no_part_of_it() -> None:
    rows = {
        "documents": [{"title": "", "department": "", "institution_key": None, "document_year": 2025, "kind": "budget",
                       "scope": None, "units": []}],
        "projects": [{"name": name, "project_key": name, "level1": None, "budget_unit": None, "fen": 1}
                     for name in ("220000230000012-档案保护", "2025年展览", "（A2200000012）修缮")],
        **dict.fromkeys(("figures", "cells", "statements", "targets", "indicators", "findings"), ()),
    }  # fmt: skip
    found = [(one.name, one.code) for one in side_of_rows(rows).projects]
    assert found == [("档案保护", "220000230000012"), ("2025年展览", None), ("修缮", "A2200000012")]


def test_two_names_are_one_institution_by_its_figures() -> None:
    points = [TOTAL, *(Coordinates(side="expenditure", function=code) for code in ("201", "208", "210"))]
    before = _side(2025, {point: (at + 1) * WAN for at, point in enumerate(points)})
    amounts = {point: (at + 3) * WAN for at, point in enumerate(points)}
    amounts |= {point.at("year", 2025): (at + 1) * WAN for at, point in enumerate(points)}
    after = replace(_side(2026, amounts), key="某市档案史志馆", department="某市档案史志馆")
    comparison = compared(before, after)
    assert comparison.relation == YEARS
    assert "按同一机构比较，须核实" in _text(comparison)
    other = {point: fen + (WAN if point.year == 2025 else 0) for point, fen in amounts.items()}
    stranger = replace(_side(2026, other), key="某市档案史志馆", department="某市档案史志馆")
    assert compared(before, stranger).relation == PEERS
    stated = replace(stranger, institution="档案")
    assert compared(replace(before, institution="档案"), stated).relation == YEARS


def test_a_renamed_project_is_known_by_its_target() -> None:
    old, new = _project("印刷费", 115), _project("文印服务", 120)
    words = "保障全年印刷品的质量与时限，满足工作需要"
    target = SideTarget("印刷费", "印刷费", "本级", words, "1", ())
    now = replace(target, project="文印服务", key="文印服务")
    assert [pair.reason for pair in project_changes([old], [new], {}, ([target], [now])).pairs] == [
        "绩效目标的文字相同"
    ]
    twice = [now, replace(now, project="别的", key="别的")]
    assert not project_changes([old], [new], {}, ([target], twice)).pairs


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
    text = _text(compared(before, after))
    assert "一字未改的有1个：“保护”" in text
    assert "指标值提高0个、降低1个（“数量”≥2个→≥1个）" in text


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
    assert (comparison.differing, comparison.only_before, comparison.only_after) == ((), (), ())
    assert comparison.functions is not None
    assert not comparison.functions.movers


def test_names_that_mean_nothing(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", f"{dataset}:没有的部门", f"{dataset}:没有的部门"]) == 2
    assert "数据集里没有" in capsys.readouterr().err
    assert main(["compare", "没有的文件.pdf", "也没有.pdf"]) == 2
    assert "找不到" in capsys.readouterr().err


def test_a_stated_change_is_held_against_both_years() -> None:
    before = _side(2025, {TOTAL: 100 * WAN, Coordinates(item="three_public"): 5 * WAN})
    spent = Coordinates(side="expenditure")
    after = _side(
        2026,
        {TOTAL: 130 * WAN, Coordinates(item="three_public"): 4 * WAN},
        changes=(
            _change(28 * WAN, "增加", "新设办事机构"),
            _change(28 * WAN, "增加", None, spent),
            _change(None, "减少", "厉行节约", Coordinates(item="three_public"), percent="20.0"),
            _change(3 * WAN, "增加", None, TOTAL, stage="final"),
        ),
    )
    comparison = compared(before, after)
    assert [one.agrees for one in comparison.claims] == [False, False, True]
    assert [[(one.name, one.gap) for one in group] for group in disagreements(comparison)] == [
        [("收支总计", 2 * WAN), ("支出合计", 2 * WAN)]
    ]
    text = _text(comparison)
    assert "称收支总计比2025年预算数增加28.00万元" in text
    assert "两份文件相减是增加30.00万元：它所依据的2025年预算数是102.00万元" in text
    assert "多2.00万元；同样相差此数的还有“支出合计”，没有说明原因" in text
    assert "说明的主要原因是“新设办事机构”" in text
    assert "“三公”经费4.00万元，减少1.00万元（20.0%），文件说是“厉行节约”" in text


def test_one_in_the_last_digit_is_no_contradiction() -> None:
    known = _side(2025, {TOTAL: 100 * WAN})
    before = replace(
        known, figures={p: replace(f, low=f.fen - 5_000, high=f.fen + 4_999) for p, f in known.figures.items()}
    )  # type: ignore[operator]
    after = _side(2026, {TOTAL: 130 * WAN, TOTAL.at("year", 2025): 100 * WAN + 10_000})
    assert disagreements(compared(before, after)) == []
    assert "有1个上年数与2025年文件只差末位一个单位" in _text(compared(before, after))
    more = _side(2026, {TOTAL: 130 * WAN, TOTAL.at("year", 2025): 100 * WAN + 10_001})
    assert len(disagreements(compared(before, more))) == 1


def test_an_explained_difference_is_told_with_its_explanation() -> None:
    after = _side(2026, {TOTAL: 130 * WAN}, changes=(_change(28 * WAN, "增加", "上年预算调整追加2万元"),))
    text = _text(compared(_side(2025, {TOTAL: 100 * WAN}), after))
    assert "文件的说明是“上年预算调整追加2万元”" in text


def test_a_reason_is_weighed_by_what_it_names() -> None:
    project, other = _project("政务督查平台建设", 20), _project("政务公开平台建设", 3)
    before = _side(2025, {TOTAL: 100 * WAN}, projects=(_project("保护", 5),))
    after = _side(
        2026,
        {TOTAL: 125 * WAN},
        projects=(_project("保护", 5), project, other),
        changes=(_change(25 * WAN, "增加", "新建政务督查平台"),),
    )
    assert "能与数字对上的是“政务督查平台建设”+20.00万元，相当于总变动的80%" in _text(compared(before, after))


def test_last_year_s_execution_is_no_budget() -> None:
    executed = TOTAL.at("year", 2025).at("stage", "final")
    comparison = compared(_side(2025, {TOTAL: 100 * WAN}), _side(2026, {TOTAL: 99 * WAN, executed: 90 * WAN}))
    assert not comparison.restated
    assert "上年数是执行数而不是预算数" in _text(comparison)


def test_projects_that_one_document_does_not_list_are_not_new() -> None:
    comparison = compared(_side(2025, {TOTAL: WAN}), _side(2026, {TOTAL: WAN}, projects=(_project("展览", 1),)))
    assert comparison.projects == ProjectChanges()
    assert "2025年文件没有列出项目，不能逐个比较项目" in _text(comparison)


def test_units_that_took_over_projects() -> None:
    before = _side(2025, {TOTAL: WAN}, units=("本级", "服务中心"), projects=(_project("维修", 3, "服务中心"),))
    after = _side(2026, {TOTAL: WAN}, units=("本级", "保障中心"), projects=(_project("维修", 4, "保障中心"),))
    comparison = compared(before, after)
    assert [(one.before.name, one.after.name) for one in comparison.units.succeeded] == [("服务中心", "保障中心")]
    # The unit's new name makes no other project of it.
    assert [pair.reason for pair in comparison.projects.pairs] == [""]
    assert "其1个项目转列“保障中心”" in _text(comparison)


def test_budget_and_final_accounts() -> None:
    spent = Coordinates(side="expenditure")
    budget = _side(2025, {TOTAL: 100 * WAN, spent.at("function", "2010301"): 100 * WAN})
    final = _side(
        2025,
        {
            TOTAL.at("stage", "final"): 95 * WAN,
            spent.at("stage", "final"): 90 * WAN,
            spent.at("item", "carried_forward").at("stage", "final"): 5 * WAN,
            spent.at("stage", "budget"): 98 * WAN,
            spent.at("stage", "final").at("function", "2010301"): 90 * WAN,
        },
        kind="final_accounts",
        changes=(replace(_change(None, "减少", "项目延期", spent, stage="budget"), back=0),),
    )
    comparison = compared(final, budget)
    assert (comparison.relation, comparison.swapped) == (STAGES, True)
    text = _text(comparison)
    assert "年初预算100.00万元，决算90.00万元，减少10.00万元，为年初预算的90.0%" in text
    assert "主要原因是“项目延期”" in text
    assert "所列的年初预算数，支出合计为98.00万元，比预算文件公布的100.00万元少2.00万元" in text


def test_a_budget_and_its_adjustment() -> None:
    budget = _side(2025, {TOTAL: 100 * WAN})
    adjusted = _side(2025, {TOTAL: 120 * WAN, TOTAL.at("stage", "budget"): 99 * WAN}, kind="adjusted_budget")
    comparison = compared(budget, adjusted)
    assert comparison.relation == STAGES
    text = _text(comparison)
    assert "年初预算100.00万元，调整后的预算120.00万元，增加20.00万元" in text
    assert "预算调整文件所列的年初预算数，收支总计为99.00万元，比预算文件公布的100.00万元少1.00万元" in text


def test_changes_in_words() -> None:
    assert moved(30 * WAN, 100 * WAN) == "增加 30.00 万元（30.0%）"
    assert moved(-WAN, None) == "减少 1.00 万元"
    # A rate of a small base says more than there is.
    assert moved(9 * WAN, WAN) == "增加 9.00 万元（由 1.00 万元到 10.00 万元）"
    assert moved(0, WAN) == "没有变化"


def test_the_department_and_the_unit_of_one_office(documents: Path) -> None:
    department = side_of_file([documents / "bg_zfb_2025_dept.pdf"])
    unit = side_of_file([documents / "bg_zfb_2025_unit.pdf"])
    comparison = compared(department, unit)
    assert comparison.relation == DEPARTMENT_AND_UNIT
    assert len(comparison.shared) > 100
    assert not comparison.differing
    assert not comparison.exceeding
    assert compared(unit, department).swapped
    # Only 人员经费 and 公用经费 by function stand in the unit's document alone.
    assert not comparison.only_before
    assert {figure.point.use for figure in comparison.only_after} == {"basic/personnel", "basic/operating"}
    text = _text(comparison)
    assert "收支总计都是9,101.68万元" in text
    assert "不单列预算，并入本部" in text
    assert "比上年减少2,389.52万元（推算上年为11,491.20万元，变动20.8%），说明的原因是“项目调整”" in text
    assert "其余15.00万元没有编报或没有说明" in text
    assert "部门文件有而单位文件没有的部分：“项目经费情况说明”" in text


def test_two_offices_are_peers(documents: Path) -> None:
    one = side_of_file([documents / "sz_xinfangju_2026_dept.pdf"])
    other = side_of_file([documents / "gz_xinfangju_2026_dept.pdf"])
    comparison = compared(one, other)
    assert comparison.relation == PEERS
    text = _text(comparison)
    assert "深圳市信访局多740.22万元" in text
    assert "项目支出34.4%与18.7%" in text
    assert "广州市信访局收支总计比上年增加286.07万元" in text


def test_final_accounts_are_read_at_their_stage(documents: Path) -> None:
    side = side_of_file([documents / "fs_czj_2024_final_good.pdf"])
    spent = side.at(Coordinates(side="expenditure"))
    assert spent is not None
    assert spent.fen == 2940_05 * 10_000
    assert side.quoted("budget")


def test_an_adjusted_budget_is_what_became_of_the_budget() -> None:
    before = _side(2025, {TOTAL: 10 * WAN})
    after = _side(2025, {TOTAL: 12 * WAN}, kind="adjusted_budget")
    found = compared(after, before)
    assert (found.relation, found.swapped, found.before.kind) == (STAGES, True, "budget")
    said = note_text(comparison_note(found))
    assert "同一机构同一年度的预算与预算调整" in said
    assert "预算调整文件没有列出年初预算数，只能与预算文件直接比较" in said
    assert "应以哪一份为准" not in said
