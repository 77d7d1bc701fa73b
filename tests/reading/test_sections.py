"""The outline of a document and the units it lists, in the forms that documents have (names invented)."""

from __future__ import annotations

import pytest

from gouji.model.disclosure import Place
from gouji.reading.sections import read_sections, read_units
from gouji.reading.source import Block, Grid, GridCell, Paragraph


def blocks(*texts: str | list[list[str]]) -> list[Block]:
    """Texts as paragraphs and rows as grids, on lines of their own."""
    found: list[Block] = []
    for number, text in enumerate(texts, 1):
        place = Place(line=number)
        if isinstance(text, str):
            found.append(Paragraph(text, place))
        else:
            found.append(Grid(tuple(tuple(GridCell(cell) for cell in row) for row in text), place))
    return found


def units(*texts: str | list[list[str]]) -> tuple[str, ...]:
    return read_units(read_sections(blocks("二、机构设置", *texts))[1])


def test_sections_have_the_text_and_tables_up_to_the_next_heading() -> None:
    contents, sections = read_sections(
        blocks(
            "目录",
            "第一部分 概况",
            "一、主要职能",
            "第二部分 预算表",
            "第一部分 概况",
            "一、主要职能",
            "（一）负责全市档案工作。",
            "第二部分 预算表",
            "收支总表",
            [["项目", "预算数"], ["收入", "1.00"]],
            "注：无。",
            "第三部分 情况说明",
        )
    )
    assert contents == ("第一部分概况", "一、主要职能", "第二部分预算表")
    assert [(s.level, s.number, s.title, s.place.line) for s in sections] == [
        (0, "第一部分", "概况", 5),
        (1, "一、", "主要职能", 6),
        (0, "第二部分", "预算表", 8),
        (0, "第三部分", "情况说明", 12),
    ]
    assert sections[1].text == "（一）负责全市档案工作。"
    assert sections[2].text == "收支总表\n项目\t预算数\n收入\t1.00\n注：无。"


def test_a_document_without_headings_has_no_sections() -> None:
    assert read_sections(blocks("一段文字。", [["1", "2"]])) == ((), ())


@pytest.mark.parametrize(
    "texts",
    [
        ("青禾市档案局现有预算单位2个，包括：青禾市档案局（本级）、青禾市档案馆。",),
        ("从预算单位构成看，本部门预算包括：青禾市档案局（本级）预算（行政单位）和青禾市档案馆（事业单位）预算。",),
        ("纳入本部门2025年预算编制范围的预算单位共计2家，具体包括：青禾市档案局（本级），青禾市档案馆。",),
        ("本部门中，行政单位1家，事业单位1家，具体包括：", "1. 青禾市档案局（本级）。", "2. 青禾市档案馆。"),
        (
            "纳入部门预算编制范围的单位包括：",
            [["序号", "单位名称", "备注"], ["1", "青禾市档案局（本级）", ""], ["2", "青禾市档案馆", ""]],
        ),
        ("预算单位构成为：", "行政单位：", "青禾市档案局（本级）", "青禾市档案馆"),
        (
            "内设机构包括：办公室、人事处、宣传处。本部门下属单位包括：青禾市方志中心（非独立编制预算单位）。",
            "2.纳入本部门2025年部门汇总预算编制范围的预算单位共计2家，具体包括：青禾市档案局（本级）、青禾市档案馆。",
        ),
    ],
)
def test_units_in_sentences_lines_and_tables(texts: tuple[str | list[list[str]], ...]) -> None:
    assert units(*texts) == ("青禾市档案局（本级）", "青禾市档案馆")


@pytest.mark.parametrize(
    "text",
    [
        "本部门无下属单位，部门预算为局本级预算。",
        "青禾市档案局设3个内设机构，包括：办公室、人事处、宣传处。",
        "本部门内设机构包括：办公室、人事处。",
    ],
)
def test_offices_inside_a_unit_are_no_units(text: str) -> None:
    assert units(text) == ()


def test_a_name_with_a_bracket_that_lists_is_one_name() -> None:
    assert units("现有预算单位2个，包括：青禾市合作交流（干部、人才培训）中心、青禾市省长公开电话受理室。") == (
        "青禾市合作交流（干部、人才培训）中心",
        "青禾市省长公开电话受理室",
    )


def test_the_same_unit_named_twice_is_one() -> None:
    found = units(
        "部门预算包括：青禾市档案局本级预算、下属事业单位预算。", "具体包括：青禾市档案局（本级）、青禾市档案馆。"
    )
    assert found == ("青禾市档案局（本级）", "青禾市档案馆")


def test_a_table_of_projects_lists_no_units() -> None:
    listed = "本部门预算单位共1个，包括：青禾市档案馆。"
    projects = [["项目名称", "单位名称", "合计"], ["互联网支撑平台", "青禾市档案馆", "7.00"]]
    assert units(listed, projects) == ("青禾市档案馆",)
