from hypothesis import given
from hypothesis import strategies as st

from gouji.checking.reports.headers import merged_header


def _spans(grid, rows):
    return [(c.text, c.rowspan, c.colspan) for row in merged_header(grid, rows) for c in row]


def test_groups_reach_right_and_lonely_heads_reach_down():
    grid = [["科目编码", "", "科目名称", "支出", "", "备注"], ["类", "款", "", "基本", "项目", ""]]
    assert _spans(grid, 2) == [
        *(("科目编码", 1, 2), ("科目名称", 2, 1), ("支出", 1, 2), ("备注", 2, 1)),
        *(("类", 1, 1), ("款", 1, 1), ("基本", 1, 1), ("项目", 1, 1)),
    ]


def test_a_group_repeated_over_its_columns_is_one_cell():
    grid = [["支出", "支出", "合计"], ["基本", "项目", "合计"]]
    assert _spans(grid, 2) == [("支出", 1, 2), ("合计", 2, 1), ("基本", 1, 1), ("项目", 1, 1)]


@given(st.lists(st.lists(st.sampled_from(["", "甲", "乙", "丙"]), min_size=1, max_size=6), min_size=1, max_size=4))
def test_header_is_covered_exactly_once_and_loses_no_text(grid):
    width = max(map(len, grid))
    covered = [
        (r, c)
        for row in merged_header(grid, len(grid))
        for cell in row
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.column, cell.column + cell.colspan)
    ]
    assert sorted(covered) == [(r, c) for r in range(len(grid)) for c in range(width)]
    shown = {cell.text for row in merged_header(grid, len(grid)) for cell in row}
    assert {text for row in grid for text in row if text} <= shown
