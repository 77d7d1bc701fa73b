"""Tables of a PDF: ruled, half ruled, unruled, merged, turned."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.model.disclosure import SourceFile
from gouji.reading.source import Grid, Source
from gouji.reading.sources.pdf import read_pdf
from tests.reading.sources.pdf_pages import Page, pdf

XS = [50, 90, 220, 300, 380, 460]
HEAD = ["编码", "科目", "合计", "基本支出", "项目支出"]
ROWS = [
    ["201", "一般公共服务支出", "2,106.66", "1,503.52", "603.14"],
    ["20106", "财政事务", "2,106.66", "1,503.52", "603.14"],
    ["2010601", "行政运行", "1,511.89", "1,503.52", "8.37"],
    ["2010602", "一般行政管理事务", "10.00", "", "10.00"],
    ["208", "社会保障和就业支出", "326.72", "326.72", ""],
]
TABLE = [HEAD, *ROWS]
YS = [100 + 20 * row for row in range(len(TABLE) + 1)]


def read(*pages: Page) -> Source:
    return read_pdf(pdf(*pages), SourceFile("x.pdf", "", "pdf"))


def grids(source: Source) -> list[Grid]:
    return [block for block in source.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def only(source: Source) -> Grid:
    (grid,) = grids(source)
    return grid


def test_a_ruled_table_gives_its_cells_and_their_places() -> None:
    grid = only(read(Page().rules(XS, YS).table(XS, YS, TABLE)))
    assert grid.exact
    assert grid.ruled
    assert texts(grid) == TABLE
    cell = grid.rows[3][2]
    assert cell.place.page == 1
    assert cell.place.bbox == pytest.approx((220, 160, 300, 180), abs=1)


def test_rulings_drawn_as_thin_boxes_in_pieces_with_gaps_are_lines() -> None:
    page = Page().table(XS, YS, TABLE)
    for y in YS:
        for left, right in itertools.pairwise(XS):
            page.box(left + 1.2, y - 0.3, right - 1.2, y + 0.3)
    for x in XS:
        for top, bottom in itertools.pairwise(YS):
            page.box(x - 0.3, top + 1.2, x + 0.3, bottom - 1.2)
    assert texts(only(read(page))) == TABLE


@pytest.mark.parametrize("apart", [1, 2.5, 4])
def test_double_lines_are_single_borders(apart: float) -> None:
    page = Page().table(XS, YS, TABLE)
    for shift in (0, apart):
        for x in XS:
            page.line(x + shift, YS[0], x + shift, YS[-1] + apart)
        for y in YS:
            page.line(XS[0], y + shift, XS[-1] + apart, y + shift)
    assert texts(only(read(page))) == TABLE


def test_rows_drawn_as_boxes_apart_from_each_other_are_one_table() -> None:
    ys = [100 + 24 * row for row in range(len(TABLE))]
    page = Page()
    for top, row in zip(ys, TABLE, strict=True):
        page.rules(XS, [top, top + 19]).table(XS, [top, top + 19], [row])
    assert texts(only(read(page))) == TABLE


def test_missing_outer_borders_do_not_lose_the_outer_columns() -> None:
    page = Page().table(XS, YS, TABLE)
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        page.line(x, YS[0], x, YS[-1])
    assert texts(only(read(page))) == TABLE


def test_rows_without_rules_between_them_are_taken_apart() -> None:
    page = Page().table(XS, YS, TABLE)
    for y in (YS[0], YS[1], YS[-1]):
        page.line(XS[0], y, XS[-1], y)
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
    assert texts(only(read(page))) == TABLE


def test_columns_ruled_only_in_the_head_are_taken_apart() -> None:
    page = Page().table(XS, YS, TABLE)
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        page.line(x, YS[0], x, YS[1])
    for x in (XS[0], XS[-1]):
        page.line(x, YS[0], x, YS[-1])
    read_back = texts(only(read(page)))
    assert read_back[:4] == TABLE[:4]
    assert [row[2:] for row in read_back[4:]] != [["", "", ""]] * 2


def test_an_unruled_table_under_a_ruled_head_is_one_table() -> None:
    page = Page().rules(XS, YS[:2]).table(XS, YS, TABLE)
    grid = only(read(page))
    assert texts(grid) == TABLE
    assert not grid.ruled


def test_a_table_without_any_rule_is_found_by_its_columns() -> None:
    page = Page().text(200, 60, "支出预算总表", 16).text(50, 85, "部门：某市某局").text(400, 85, "单位：万元")
    page.table(XS, YS, TABLE).text(50, 260, "注：本表数据含上年结转，不含财政专户管理资金。")
    source = read(page)
    grid = only(source)
    assert not grid.exact
    assert not grid.ruled
    assert texts(grid) == TABLE
    assert [block.text for block in source.blocks if not isinstance(block, Grid)] == [
        "支出预算总表",
        "部门：某市某局 单位：万元",
        "注：本表数据含上年结转，不含财政专户管理资金。",
    ]


def test_rules_under_every_row_make_rows_of_wrapped_labels() -> None:
    ys = [100, 120, 160, 200, 240]
    page = Page()
    for y in ys:
        page.line(50, y, 460, y)
    page.text(60, 114, "项目").text(240, 114, "合计").text(330, 114, "基本支出")
    for top, words, total, basic in (
        (120, ("机关事业单位基本养老", "保险缴费支出"), "160.75", "160.75"),
        (160, ("机关事业单位职业年金", "缴费支出"), "80.38", "80.38"),
        (200, ("其他支出",), "1,234.50", ""),
    ):
        for number, word in enumerate(words):
            page.text(60, top + 15 + 15 * number, word)
        page.text(240, top + 22, total).text(330, top + 22, basic) if basic else page.text(240, top + 22, total)
    assert texts(only(read(page))) == [
        ["项目", "合计", "基本支出"],
        ["机关事业单位基本养老保险缴费支出", "160.75", "160.75"],
        ["机关事业单位职业年金缴费支出", "80.38", "80.38"],
        ["其他支出", "1,234.50", ""],
    ]


def test_a_header_over_several_unruled_columns_spans_them() -> None:
    page = Page().table(XS, [y + 20 for y in YS], TABLE)
    page.text(340, 113, "其中：按支出性质")
    grid = only(read(page))
    spans = [(cell.text, cell.colspan) for cell in grid.rows[0] if cell.text]
    assert spans == [("其中：按支出性质", 2)]
    assert texts(grid)[1:] == TABLE


def test_a_list_of_contents_and_running_text_are_no_tables() -> None:
    page = Page()
    for number, title in enumerate(["部门职能", "机构设置", "预算说明", "名词解释"]):
        page.text(30, 100 + 20 * number, str(number + 1)).text(60, 100 + 20 * number, title).text(
            500, 100 + 20 * number, str(3 * number + 1)
        )
    for number in range(4):
        page.text(80, 300 + 18 * number, f"支出预算{number}12.34万元，比上年增加1.00万元，增长8.90%。")
    page.text(60, 390, "其中：基本支出12.34万元，主要是人员经费和公用经费；项目支出12.34万元，主要是信息化建设。")
    source = read(page)
    assert grids(source) == []
    assert [block.text for block in source.blocks[:2]] == ["1 部门职能 1", "2 机构设置 4"]
    assert len(source.blocks) == 9


def test_text_in_frames_of_one_column_stays_text() -> None:
    page = Page().rules([50, 500], [100, 140, 180])
    page = page.text(60, 120, "支出预算情况说明").text(60, 160, "本年支出预算持平。")
    source = read(page)
    assert grids(source) == []
    assert len(source.blocks) == 2


def test_shading_is_no_border() -> None:
    page = Page()
    for top in YS[1:-1:2]:
        page.box(XS[0], top, XS[-1], top + 20, grey=0.9)
    assert texts(only(read(page.table(XS, YS, TABLE)))) == TABLE


def test_a_number_wrapped_within_its_cell_is_one_number() -> None:
    page = Page().rules([50, 150, 190, 290], [100, 130, 160])
    page.text(55, 115, "行政运行").text(153, 113, "1,682.7").text(153, 125, "6").text(200, 115, "2,000.00")
    page.text(55, 145, "事业运行").text(153, 143, "107,573").text(153, 155, ".11").text(200, 145, "0.00")
    assert texts(only(read(page))) == [["行政运行", "1,682.76", "2,000.00"], ["事业运行", "107,573.11", "0.00"]]


def test_an_amount_wrapped_over_three_lines_is_one_number() -> None:
    page = Page().rules([50, 150, 172, 290], [100, 150, 180])
    page.text(55, 115, "行政运行").text(153, 113, "1,2").text(153, 125, "97.").text(153, 137, "61").text(
        200, 115, "2.00"
    )
    page.text(55, 170, "事业运行").text(153, 170, "1.0").text(200, 170, "0.00")
    assert texts(only(read(page)))[0] == ["行政运行", "1,297.61", "2.00"]


def test_stacked_lines_of_one_wrapped_text_stay_one_row() -> None:
    page = Page().rules([50, 110, 200, 260], [100, 120, 170])
    page.text(55, 113, "指标").text(115, 113, "说明").text(205, 113, "权重")
    page.text(53, 130, "数量指").text(53, 145, "标甲").text(205, 138, "20")
    for number, words in enumerate(("年度内完成监督", "检查不少于", "12次")):
        page.text(115, 130 + 15 * number, words)
    assert texts(only(read(page))) == [["指标", "说明", "权重"], ["数量指标甲", "年度内完成监督检查不少于12次", "20"]]


def test_two_numbers_in_one_cell_are_never_glued() -> None:
    page = Page().rules([50, 250, 350], [100, 130, 160])
    page.text(55, 115, "12.00").text(100, 115, "13.00").text(260, 112, "14.00").text(260, 126, "15.00")
    page.text(55, 145, "甲").text(260, 145, "16.00")
    rows = texts(only(read(page)))
    assert rows[0] == ["12.00 13.00", "14.00 15.00"]


def test_numbers_of_neighbouring_cells_printed_in_one_stroke_are_parted_at_the_ruling() -> None:
    page = Page().rules([50, 100, 150], [100, 120, 140]).text(70, 113, "603.14").text(101, 113, "8.37")
    page.text(55, 133, "1.00").text(105, 133, "2.00")
    assert texts(only(read(page)))[0] == ["603.14", "8.37"]


def test_a_number_that_overflows_its_cell_stays_whole() -> None:
    page = Page().rules([50, 90, 130, 170], [100, 120, 140]).text(85, 113, "1,234,567")
    page.text(55, 133, "1.00").text(95, 133, "2.00").text(135, 133, "3.00")
    assert texts(only(read(page)))[0] == ["", "1,234,567", ""]


def test_spaced_out_letters_and_letters_under_one_another_are_one_word() -> None:
    page = Page().rules([50, 150, 165, 260], [100, 170, 190])
    for number, letter in enumerate("基金预算"):
        page.text(152, 113 + 15 * number, letter)
    page.text(60, 130, "项").text(110, 130, "目").text(180, 130, "合", spacing=9).text(200, 130, "计")
    page.text(55, 183, "某局").text(170, 183, "3.00")
    assert texts(only(read(page))) == [["项目", "基金预算", "合计"], ["某局", "", "3.00"]]


def test_letters_printed_twice_are_read_once() -> None:
    page = Page().rules([50, 150, 250], [100, 120, 140])
    for shift in (0, 0.3):
        page.text(55 + shift, 113, "合计").text(160 + shift, 113, "1,111.11")
    page.text(55, 133, "甲").text(160, 133, "22.00")
    assert texts(only(read(page)))[0] == ["合计", "1,111.11"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_gives_the_same_cells_at_the_places_displayed(rotation: int) -> None:
    source = read(Page(rotation=rotation).rules(XS, YS).table(XS, YS, TABLE))
    grid = only(source)
    assert texts(grid) == TABLE
    box = grid.rows[0][0].place.bbox
    assert box is not None
    # The first cell is 50..90 from the left and 100..120 from the top of the unrotated page of 595 by 842.
    shown = {0: (50, 100, 90, 120), 90: (722, 50, 742, 90), 180: (505, 722, 545, 742), 270: (100, 505, 120, 545)}
    assert box == pytest.approx(shown[rotation], abs=1)


def test_a_table_printed_sideways_is_read_upright() -> None:
    page = Page()
    for x in XS:
        page.line(YS[0], 842 - x, YS[-1], 842 - x)
    for y in YS:
        page.line(y, 842 - XS[0], y, 842 - XS[-1])
    for top, row in zip(YS, TABLE, strict=False):
        for left, cell in zip(XS, row, strict=False):
            if cell:
                page.text(top + 13, 842 - left - 3, cell, turn=1)
    page.text(290, 820, "- 7 -")
    source = read(page)
    assert texts(only(source)) == TABLE
    assert len(source.blocks) == 1
    assert only(source).place.bbox == pytest.approx((100, 842 - 460, 220, 842 - 50), abs=1)


def test_a_slanted_mark_across_the_page_is_left_out() -> None:
    data = pdf(Page().rules(XS, YS).table(XS, YS, TABLE))
    marked = Page().text(150, 242, "公开样张", 40)
    marked.operators[0] = marked.operators[0].replace("1 0 0 1 150", "0.77 0.64 -0.64 0.77 150")
    marked.rules(XS, YS).table(XS, YS, TABLE)
    assert read_pdf(pdf(marked), SourceFile()).blocks == read_pdf(data, SourceFile()).blocks


def test_two_tables_and_the_text_between_them_come_in_reading_order() -> None:
    second = [y + 300 for y in YS]
    page = Page().rules(XS, second).table(XS, second, TABLE).text(60, 300, "二、收入预算总表")
    page.rules(XS, YS).table(XS, YS, TABLE).text(60, 80, "一、支出预算总表")
    blocks = read(page).blocks
    assert [block.text if not isinstance(block, Grid) else len(block.rows) for block in blocks] == [
        "一、支出预算总表",
        6,
        "二、收入预算总表",
        6,
    ]


@dataclass(frozen=True)
class Layout:
    """A table with merged cells: for each place the cell that covers it."""

    rows: int
    columns: int
    owner: tuple[tuple[int, ...], ...]
    words: tuple[str, ...]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    owner = [[row * columns + column for column in range(columns)] for row in range(rows)]
    for _ in range(draw(st.integers(0, 3))):
        row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        height, width = draw(st.integers(1, rows - row)), draw(st.integers(1, columns - column))
        place = [(r, c) for r in range(row, row + height) for c in range(column, column + width)]
        single = all(sum(line.count(owner[r][c]) for line in owner) == 1 for r, c in place)
        if single and len(place) < rows * columns:
            for r, c in place:
                owner[r][c] = owner[row][column]
    amounts = st.decimals(0, 99999, places=2).map(lambda value: f"{value:,.2f}")
    words = st.one_of(st.just(""), amounts, st.text("一行政运行支出合计", min_size=1, max_size=4))
    texts = tuple(draw(words) for _ in range(rows * columns))
    return Layout(rows, columns, tuple(map(tuple, owner)), texts)


@settings(max_examples=60)
@given(layouts(), st.sampled_from([0, 90, 180, 270]))
def test_every_merged_cell_comes_back_with_its_text_and_spans(layout: Layout, rotation: int) -> None:
    xs = [40 + 70 * column for column in range(layout.columns + 1)]
    ys = [60 + 20 * row for row in range(layout.rows + 1)]
    page = Page(rotation=rotation)
    expected = {}
    for row in range(layout.rows):
        for column in range(layout.columns):
            owner = layout.owner[row][column]
            if column == 0 or layout.owner[row][column - 1] != owner:
                page.line(xs[column], ys[row], xs[column], ys[row + 1])
            if row == 0 or layout.owner[row - 1][column] != owner:
                page.line(xs[column], ys[row], xs[column + 1], ys[row])
            if owner == row * layout.columns + column:
                height = sum(line[column] == owner for line in layout.owner)
                expected[row, column] = (layout.words[owner], height, layout.owner[row].count(owner))
                if layout.words[owner]:
                    page.text(xs[column] + 3, ys[row] + 13, layout.words[owner])
    page.line(xs[0], ys[-1], xs[-1], ys[-1]).line(xs[-1], ys[0], xs[-1], ys[-1])
    full = sum(1 for text, _, _ in expected.values() if text)
    read_back = grids(read(page))
    # A border line that no cell ends at is not drawn, so the place of a column or row may be lost: then skip.
    drawn = all(
        any(line[column - 1] != line[column] for line in layout.owner) for column in range(1, layout.columns)
    ) and all(
        any(above != below for above, below in zip(layout.owner[row - 1], layout.owner[row], strict=True))
        for row in range(1, layout.rows)
    )
    if full < 2 or not drawn:
        return
    (grid,) = read_back
    assert {
        (row, column): (cell.text, cell.rowspan, cell.colspan)
        for row, line in enumerate(grid.rows)
        for column, cell in enumerate(line)
        if not cell.covered
    } == expected


def test_amounts_too_wide_for_their_columns_are_parted_by_their_decimals() -> None:
    """They run together without a gap; the last tells how many decimals all have."""
    page = Page().rules([50, 100, 150], [100, 120, 140]).text(52, 113, "1,234.50234,567.80")
    page.text(55, 133, "1.00").text(105, 133, "2.00")
    assert texts(only(read(page)))[0] == ["1,234.50", "234,567.80"]


def test_digits_are_not_parted_where_no_amount_ends() -> None:
    page = Page().rules([50, 100, 150], [100, 120, 140]).text(60, 113, "1234567.12345")
    page.text(55, 133, "1.00").text(105, 133, "2.00")
    assert "1234567.12345" in texts(only(read(page)))[0]
