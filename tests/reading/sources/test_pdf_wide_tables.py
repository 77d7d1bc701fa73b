"""Tables wider than their paper, and headers that no rule shows."""

from __future__ import annotations

from gouji.model.disclosure import SourceFile
from gouji.reading.source import Grid, Paragraph
from gouji.reading.sources.pdf import read_pdf
from tests.reading.sources.pdf_pages import Page, pdf

LEFT = [50, 110, 250, 350]
RIGHT = [50, 150, 250]
YS = [100, 120, 140, 160, 180, 200]
NAMES = [
    ["编码", "科目", "合计"],
    ["", "", ""],
    ["204", "公共安全支出", "9,000.50"],
    ["208", "社会保障和就业支出", "800.25"],
    ["", "合计", "9,800.75"],
]
FUNDS = [
    ["一般公共预算", "其他收入"],
    ["", ""],
    ["8,000.50", "1,000.00"],
    ["800.25", ""],
    ["8,800.75", "1,000.00"],
]


def blocks(*pages: Page) -> list[Grid | Paragraph]:
    return list(read_pdf(pdf(*pages), SourceFile("x.pdf", "", "pdf")).blocks)


def grids(*pages: Page) -> list[Grid]:
    return [block for block in blocks(*pages) if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def sheet(xs: list[int], rows: list[list[str]], *, title: str = "", lower: int = 0) -> Page:
    page = Page()
    if title:
        page.text(50, 80, title, 14)
    ys = [y + lower for y in YS]
    return page.rules(xs, ys).table(xs, ys, rows)


def test_columns_on_a_page_of_their_own_go_back_beside_their_rows() -> None:
    (grid,) = grids(sheet(LEFT, NAMES, title="收入总表"), sheet(RIGHT, FUNDS, title="收入总表"))
    assert texts(grid) == [one + other for one, other in zip(NAMES, FUNDS, strict=True)]
    assert {cell.place.page for cell in grid.rows[2]} == {1, 2}


def test_what_their_page_repeats_is_no_title_of_the_next_table() -> None:
    found = blocks(
        sheet(LEFT, NAMES, title="收入总表"),
        sheet(RIGHT, FUNDS, title="收入总表"),
        sheet(LEFT, NAMES, title="支出总表"),
    )
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["收入总表", "支出总表"]


def test_down_then_over_each_page_finds_its_own() -> None:
    """Two pages of names, then two of further columns; the rows of all are level."""
    pages = [
        sheet(LEFT, NAMES, title="收入总表"),
        sheet(LEFT, [["编码", "科目", "合计"], *[["205", "教育支出", "1.00"]] * 4]),
        sheet(RIGHT, FUNDS, title="收入总表"),
        sheet(RIGHT, [["一般公共预算", "其他收入"], *[["0.25", "0.75"]] * 4]),
    ]
    first, second = grids(*pages)
    assert texts(first)[2] == ["204", "公共安全支出", "9,000.50", "8,000.50", "1,000.00"]
    assert texts(second)[4] == ["205", "教育支出", "1.00", "0.25", "0.75"]


def test_a_page_missing_among_those_of_the_columns_moves_no_other() -> None:
    """Of the first rows' further columns nothing was found: those of the second are not put beside the first."""
    second = [["编码", "科目", "合计"], *[["205", "教育支出", "1.00"]] * 4]
    further = [["一般公共预算", "其他收入"], *[["0.25", "0.75"]] * 4]
    pages = [
        sheet(LEFT, NAMES, title="收入总表"),
        sheet(LEFT, second),
        Page().text(50, 80, "收入总表", 14),
        sheet(RIGHT, further),
    ]
    first, other = grids(*pages)
    assert texts(first) == NAMES
    assert texts(other)[4] == ["205", "教育支出", "1.00", "0.25", "0.75"]
    assert not first.whole
    assert not other.whole


def test_a_table_whose_columns_are_all_found_is_whole() -> None:
    (grid,) = grids(sheet(LEFT, NAMES, title="收入总表"), sheet(RIGHT, FUNDS, title="收入总表"))
    assert grid.whole


def test_a_panel_with_names_of_its_own_goes_beside_the_first() -> None:
    """What would be further rows repeats the header; another panel has its own."""
    panel = [
        ["编码", "科目", "公用经费"],
        ["", "", ""],
        ["302", "商品和服务支出", "5.00"],
        *[["30201", "办公费", "1.00"]] * 2,
    ]
    first, further = grids(
        sheet(LEFT, NAMES, title="基本支出表"),
        sheet(LEFT, NAMES, title="基本支出表"),
        sheet(LEFT, panel, title="支出表"),
    )[:2]
    assert texts(first) == texts(further) == NAMES
    (grid,) = grids(sheet(LEFT, NAMES, title="基本支出表"), sheet(LEFT, panel, title="基本支出表"))
    assert texts(grid)[2] == ["204", "公共安全支出", "9,000.50", "302", "商品和服务支出", "5.00"]


def test_a_few_rows_go_beside_theirs_under_a_header_that_is_known() -> None:
    """The last page of a table may hold one row; its columns' page shows a header seen before."""

    def short(xs: list[int], rows: list[list[str]]) -> Page:
        return Page().rules(xs, YS[:4]).table(xs, YS[:4], rows)

    pages = [
        sheet(LEFT, NAMES, title="收入总表"),
        short(LEFT, [NAMES[0], NAMES[1], ["229", "其他支出", "3.00"]]),
        sheet(RIGHT, FUNDS, title="收入总表"),
        short(RIGHT, [FUNDS[0], FUNDS[1], ["1.00", "2.00"]]),
    ]
    _, second = grids(*pages)
    assert texts(second)[2] == ["229", "其他支出", "3.00", "1.00", "2.00"]


def test_one_column_alone_is_a_column_of_its_table() -> None:
    (grid,) = grids(
        sheet(LEFT, NAMES, title="收入总表"), sheet([50, 150], [row[:1] for row in FUNDS], title="收入总表")
    )
    assert [row[-1] for row in texts(grid)] == ["一般公共预算", "", "8,000.50", "800.25", "8,800.75"]


def test_a_group_printed_on_one_of_the_two_pages_goes_over_the_edge() -> None:
    left = Page().text(50, 80, "收入总表", 14)
    left.rules([50, 150, 250], YS).line(250, 100, 350, 100).line(350, 100, 350, 200)
    for y in YS[2:]:
        left.line(250, y, 350, y)
    left.line(250, 120, 350, 120)
    left.table(
        [50, 150, 250, 350], YS, [["科目", "合计", "本年收入"], ["", "", "小计"], *[["教育支出", "9.00", "8.00"]] * 3]
    )
    right = (
        Page().rules([50, 150], [120, *YS[2:]]).line(50, 100, 150, 100).line(50, 100, 50, 120).line(150, 100, 150, 120)
    )
    right.table([50, 150], YS, [[""], ["一般公共预算"], *[["8.00"]] * 3])
    (grid,) = grids(left, right)
    assert grid.rows[0][2].text == "本年收入"
    assert grid.rows[0][2].colspan == 2
    assert grid.rows[0][3].covered


def test_rows_that_are_not_level_are_not_joined() -> None:
    assert len(grids(sheet(LEFT, NAMES, title="收入总表"), sheet(RIGHT, FUNDS, lower=7))) == 2


def test_rows_with_names_of_their_own_are_not_joined() -> None:
    found = grids(sheet(LEFT, NAMES, title="收入总表"), sheet(LEFT, NAMES, title="支出总表"))
    assert [texts(grid) for grid in found] == [NAMES, NAMES]


def unruled(page: Page, row: list[str], y: int, rights: list[int]) -> None:
    page.text(50, y, row[0])
    for text, right in zip(row[1:], rights, strict=True):
        page.text(right - 5 * len(text), y, text)


def test_a_header_without_rules_is_read_as_cells() -> None:
    """A group stands in the middle over its columns, a header for all rows half way down, one wraps over two lines."""
    page = Page().text(230, 60, "支出总表", 14).text(420, 80, "单位：万元")
    page.text(80, 110, "科目").text(180, 110, "合计").text(300, 100, "基本支出")
    page.text(252, 120, "小计").text(330, 120, "人员经费").text(415, 104, "对附属单").text(415, 116, "位补助")
    rights = [210, 285, 370, 450]
    for number in range(5):
        unruled(page, ["公共安全支出", "9,900.50", "9,000.25", "8,000.75", "900.25"], 145 + 16 * number, rights)
    (grid,) = grids(page)
    group = next(cell for cell in grid.rows[0] if cell.text == "基本支出")
    assert group.colspan == 2
    assert [cell.text for cell in grid.rows[0]].index("基本支出") == 2
    words = {cell.text for row in grid.rows[:3] for cell in row}
    assert {"科目", "合计", "小计", "人员经费", "对附属单位补助"} <= words
    assert texts(grid)[-1] == ["公共安全支出", "9,900.50", "9,000.25", "8,000.75", "900.25"]


def test_an_amount_that_runs_into_the_next_name_is_cut_from_it() -> None:
    page = Page().text(230, 60, "收支总表", 14).text(420, 80, "单位：万元")
    page.text(50, 100, "项目").text(170, 100, "预算数").text(260, 100, "项目").text(400, 100, "预算数")
    for number in range(4):
        y = 120 + 16 * number
        page.text(50, y, "事业收入").text(160, y, f"1,20{number}.50（一）教育支出").text(390, y, "1,000.25")
    (grid,) = grids(page)
    assert texts(grid)[-1] == ["事业收入", "1,203.50", "（一）教育支出", "1,000.25"]


def test_a_dash_for_nought_tells_no_column() -> None:
    page = Page().text(230, 60, "支出总表", 14).text(420, 80, "单位：万元")
    page.text(60, 100, "科目").text(180, 100, "合计").text(260, 100, "基本支出").text(350, 100, "项目支出")
    for number in range(5):
        y = 120 + 16 * number
        page.text(50, y, "教育支出").text(170, y, "9,900.50").text(262, y, "9,900.50").text(335, y, "-")
    (grid,) = grids(page)
    assert texts(grid)[-1] == ["教育支出", "9,900.50", "9,900.50", "-"]
