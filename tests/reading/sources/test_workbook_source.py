"""XLSX and XLS: sheets are pages, titles and units paragraphs, tables exact grids with the displayed numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from gouji.errors import LimitError, UnreadableError
from gouji.reading.source import Grid, Paragraph, Source
from gouji.reading.sources import Limits, read_bytes, read_source

DATA = Path(__file__).parent / "data"


def workbook(*fill: Callable[[Worksheet], None], titles: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, write in enumerate(fill):
        write(book.create_sheet(titles[index] if index < len(titles) else f"Sheet{index + 1}"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_of(*rows: list[object]) -> Callable[[Worksheet], None]:
    def write(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return write


def shown(source: Source) -> list[object]:
    """Paragraphs as texts, grids as rows of texts, covered cells as ~."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [["~" if cell.covered else cell.text for cell in row] for row in block.rows]
        for block in source.blocks
    ]


def budget(sheet: Worksheet) -> None:
    for row in [
        ["2026年部门支出预算总表"],
        [],
        ["编制部门：甲局", None, None, "单位：万元"],
        ["科目", "支出预算"],
        [None, "合计", "基本支出", "项目支出"],
        ["行政运行", 5251.360000000001, 5000.123456, 251.236544],
        [],
        ["合计", 5251.36, 5000.12, 251.24],
        ["注：合计与分项之差由四舍五入引起，不作机械调整。"],
    ]:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("B4:D4")
    for row in sheet.iter_rows(min_row=6, min_col=3, max_col=4):
        for cell in row:
            cell.number_format = "#,##0.00"


EXPECTED = [
    "2026年部门支出预算总表",
    "编制部门：甲局",
    "单位：万元",
    [
        ["科目", "支出预算", "~", "~"],
        ["~", "合计", "基本支出", "项目支出"],
        ["行政运行", "5251.36", "5000.12", "251.24"],
        ["合计", "5251.36", "5000.12", "251.24"],
    ],
    "注：合计与分项之差由四舍五入引起，不作机械调整。",
]


def test_a_sheet_is_title_unit_table_and_notes() -> None:
    source = read_bytes("a.xlsx", workbook(budget))
    assert source.file.format == "xlsx"
    assert source.pages == 1
    assert shown(source) == EXPECTED
    grid = next(block for block in source.blocks if isinstance(block, Grid))
    assert grid.exact
    assert (grid.rows[0][0].rowspan, grid.rows[0][0].colspan) == (2, 1)
    assert (grid.rows[0][1].rowspan, grid.rows[0][1].colspan) == (1, 3)
    assert [(row[0].place.page, row[0].place.line) for row in grid.rows] == [(1, 4), (1, 5), (1, 6), (1, 8)]


def test_the_older_format_reads_the_same() -> None:
    source = read_source(DATA / "budget.xls")
    assert source.file.format == "xls"
    assert shown(source) == EXPECTED


def test_two_tables_in_one_sheet_part_at_their_titles() -> None:
    source = read_bytes(
        "a",
        workbook(
            rows_of(
                ["收入总表"],
                ["单位：元"],
                ["项目", "预算数"],
                ["拨款", 1],
                [],
                ["支出总表"],
                ["单位：元"],
                ["项目", "预算数"],
                ["行政", 2],
            )
        ),
    )
    assert shown(source) == [
        "收入总表",
        "单位：元",
        [["项目", "预算数"], ["拨款", "1"]],
        "支出总表",
        "单位：元",
        [["项目", "预算数"], ["行政", "2"]],
    ]


def test_a_header_that_names_the_unit_stays_a_header() -> None:
    source = read_bytes("a", workbook(rows_of(["项目", "预算数（单位：元）", "基本", "项目"], ["行政", 1, 2, 3])))
    assert shown(source) == [[["项目", "预算数（单位：元）", "基本", "项目"], ["行政", "1", "2", "3"]]]


def test_a_sheet_without_a_title_has_its_name() -> None:
    sheet = rows_of(["公开01表"], ["单位：元"], ["项目", "预算数"], ["行政", 1])
    source = read_bytes("a", workbook(sheet, sheet, titles=("部门收支总表", "Sheet2")))
    assert shown(source)[0] == "部门收支总表"
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)].count("Sheet2") == 0


def test_the_total_row_of_an_empty_table_stays_in_it() -> None:
    def write(sheet: Worksheet) -> None:
        rows_of(["单位：元"], ["类", "款", "名称", "合计"], ["…", "…"], [], [], ["合计"])(sheet)
        sheet.merge_cells("A6:C6")

    assert shown(read_bytes("a", workbook(write)))[-1] == [
        ["类", "款", "名称", "合计"],
        ["…", "…", "", ""],
        ["合计", "~", "~", ""],
    ]


def test_a_narrative_in_one_cell_is_paragraphs() -> None:
    source = read_bytes("a", workbook(rows_of(["情况说明"], ["一、收入\n  收入预算100万元。\n\n二、支出"])))
    assert shown(source) == ["情况说明", "一、收入", "收入预算100万元。", "二、支出"]


def test_what_is_hidden_is_not_read_and_said() -> None:
    def hide(sheet: Worksheet) -> None:
        rows_of(["项目", "代码", "预算数"], ["甲", "x", 1], ["乙", "y", 2], ["丙", "z", 3])(sheet)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True

    def secret(sheet: Worksheet) -> None:
        sheet.append(["不公开", 1])
        sheet.sheet_state = "hidden"

    source = read_bytes("a", workbook(hide, secret, titles=("总表", "底稿")))
    assert shown(source) == ["总表", [["项目", "预算数"], ["甲", "1"], ["丙", "3"]]]
    assert source.pages == 1
    assert [word for word in ("底稿", "1 行", "1 列") if any(word in text for text in source.warnings)] == [
        "底稿",
        "1 行",
        "1 列",
    ]


def test_formulas_are_not_evaluated() -> None:
    source = read_bytes("a", workbook(rows_of(["项目", "数"], ["甲", "=1+1"], ["乙", 2])))
    assert shown(source) == [[["项目", "数"], ["甲", ""], ["乙", "2"]]]
    assert any("1 个公式没有保存计算结果" in text for text in source.warnings)


def test_a_target_taken_for_a_formula_is_its_text() -> None:
    source = read_bytes("a", workbook(rows_of(["指标", "目标值"], ["合格率", "=100%"], ["人数", "=3人"])))
    assert shown(source) == [[["指标", "目标值"], ["合格率", "=100%"], ["人数", "=3人"]]]
    assert not source.warnings


def test_texts_in_all_the_ways_a_sheet_may_hold_them() -> None:
    data = edited(
        workbook(rows_of(["甲", "乙"], ["丙", "丁"])),
        "xl/worksheets/sheet1.xml",
        b"<sheetData>",
        b'<sheetData><row r="9"><c r="A9" t="inlineStr"><is><r><t>\xe6\x96\x87</t></r><rPh><t>no</t></rPh></is></c>'
        b'<c r="B9" t="str"><f>A9</f><v>x_x000A_y</v></c><c t="b"><v>1</v></c><c r="D9" t="e"><v>#REF!</v></c></row>',
    )
    last = shown(read_bytes("a", data))[-1]
    assert isinstance(last, list)
    assert last[-1] == ["文", "x\ny", "TRUE", "#REF!"]


def edited(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return stream.getvalue()


def test_a_binary_workbook_says_what_to_do() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x00")
    with pytest.raises(UnreadableError, match=r"另存为 \.xlsx"):
        read_bytes("a.xlsb", stream.getvalue())


def test_cells_of_all_sheets_count_together() -> None:
    sheet = rows_of(*([["甲", 1]] * 40))
    with pytest.raises(LimitError, match="单元格"):
        read_bytes("a", workbook(sheet, sheet), Limits(max_cells=100))


@given(
    st.lists(
        st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False), min_size=2, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_every_amount_survives(rows: list[list[Decimal]]) -> None:
    width = max(len(row) for row in rows)
    data = workbook(rows_of(["头"] * width, *([float(value) for value in row] for row in rows)))
    grid = next(block for block in read_bytes("a", data).blocks if isinstance(block, Grid))
    for row, printed in zip(rows, grid.rows[1:], strict=True):
        assert [Decimal(cell.text) for cell in printed[: len(row)]] == row


def test_the_official_template(documents: Path) -> None:
    source = read_source(documents / "tpl_sh_dept_budget_2026.xlsx")
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert source.pages == 17
    assert len(grids) == 9
    assert [len(grid.rows[0]) for grid in grids] == [4, 9, 7, 7, 7, 7, 7, 6, 7]
    assert grids[1].rows[0][0].colspan == 4
    assert grids[1].rows[1][3].rowspan == 2
    assert [cell.text for cell in grids[1].rows[5][:4]] == ["205", "02", "05", "高等教育"]
    assert [row[0].text for row in grids[7].rows][-1] == "合计"
    titles = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    assert titles.count("单位：元") == 8
    assert "单位:万元" in titles
