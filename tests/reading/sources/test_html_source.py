"""HTML: the visible text in order, tables as exact grids, whatever the markup looks like."""

from __future__ import annotations

import pytest

from gouji.errors import LimitError, UnreadableError
from gouji.reading.source import Grid, Paragraph, Source
from gouji.reading.sources import Limits, read_bytes


def read(body: str) -> Source:
    return read_bytes("a.html", f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def shown(source: Source) -> list[object]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [["~" if cell.covered else cell.text for cell in row] for row in block.rows]
        for block in source.blocks
    ]


def test_paragraphs_breaks_and_inline_markup() -> None:
    source = read("<div>首页 &gt; <b>公开</b>\n 目录</div><p>一、收入<br>100<sup>.</sup>50 万元<p>二、支出</p>尾")
    assert source.file.format == "html"
    assert shown(source) == ["首页 > 公开 目录", "一、收入", "100.50 万元", "二、支出", "尾"]


def test_spans_are_true_columns() -> None:
    source = read(
        "<table><caption>支出总表</caption><tr><th rowspan=2>项目<th colspan=2>预算数</tr><tr><td>基本<td>项目"
        "<tr><td>行政<br>运行<td>1,000.00&nbsp;<td> 5.00<tr><td rowspan=0>合计<td>1<tr><td>2</table>"
    )
    assert shown(source) == [
        "支出总表",
        [
            ["项目", "预算数", "~"],
            ["~", "基本", "项目"],
            ["行政\n运行", "1,000.00", "5.00"],
            ["合计", "1", ""],
            ["~", "2", ""],
        ],
    ]
    grid = source.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.exact
    assert grid.rows[3][0].rowspan == 2
    assert [row[0].place.line for row in grid.rows] == [2, 3, 4, 5, 6]


def test_head_body_and_foot_stand_in_their_order() -> None:
    source = read("<table><tfoot><tr><td>计<td>1</tfoot><tbody><tr><td>甲<td>1</tbody><thead><tr><td>项<td>数</table>")
    assert shown(source) == [[["项", "数"], ["甲", "1"], ["计", "1"]]]


def test_tables_for_layout_are_no_grids() -> None:
    inner = "<table><tr><td>甲<td>1</table>"
    assert shown(read(f"<table><tr><td>左边<td><p>标题</p>{inner}</table>")) == ["左边", "标题", [["甲", "1"]]]
    assert shown(read("<table><tr><td>一行<tr><td>二行</table>")) == ["一行", "二行"]


def test_what_is_not_seen_is_not_read() -> None:
    source = read(
        "<script>x='甲'</script><style>p{}</style><nav>导航</nav><p hidden>隐<p style='display: none'>隐</p>"
        "<table><tr style='display:none'><td>隐<td>1<tr><td>显<td>2<td style='visibility:hidden'>3</table><!-- 注 -->"
    )
    assert shown(source) == [[["显", "2"]]]


def test_tick_boxes_look_as_on_the_page() -> None:
    assert shown(read("新增<input type=checkbox>延续<input type=radio checked>金额<input value=5>")) == [
        "新增☐延续☑金额5"
    ]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "gb18030"), ("x-unknown", "utf-8")],
)
def test_a_declared_encoding_counts_if_it_is_true(charset: str, encoding: str) -> None:
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>预算公开</p></html>'
    assert shown(read_bytes("a", page.encode(encoding))) == ["预算公开"]


def test_xhtml_with_a_declaration() -> None:
    page = '<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><p>预算</p></html>'
    assert shown(read_bytes("a", page.encode("gb18030"))) == ["预算"]


def test_attachments_are_pointed_at_and_never_fetched() -> None:
    source = read("<p>附件</p><a href='http://127.0.0.1:9/x.pdf'>预算公开</a><img src='http://127.0.0.1:9/x.png'>")
    assert any("附件" in text for text in source.warnings)


def test_unclosed_tags_nest_deeply_and_are_read() -> None:
    assert shown(read("<font>" * 1200 + "深处")) == ["深处"]


def test_a_page_without_text() -> None:
    with pytest.raises(UnreadableError, match="没有可读的"):
        read("<script>1</script>")


def test_cells_are_limited_with_their_spans() -> None:
    with pytest.raises(LimitError, match="单元格"):
        read_bytes("a", b"<table><tr><td>a<td>b" + b"<tr><td colspan=1000 rowspan=65000>x" * 20, Limits(max_cells=5000))
