"""Recognised text: lines with tabs are grids, other lines paragraphs, in any encoding."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.errors import LimitError, UnreadableError
from gouji.reading.source import Grid, Paragraph, Source
from gouji.reading.sources import Limits, read_bytes, read_source
from gouji.reading.sources.text import clean

SAMPLE = "支出预算总表\n\n单位：万元\n\n科目\t合计\n行政运行\t5,251.36\n\n合计\t5,251.36\n完\n"


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def grids(source: Source) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in block.rows] for block in source.blocks if isinstance(block, Grid)]


def test_lines_with_tabs_are_grids_and_blank_lines_end_them() -> None:
    source = read_bytes("a.txt", SAMPLE.encode())
    assert source.file.format == "text"
    assert source.pages == 0
    assert texts(source) == ["支出预算总表", "单位：万元", "完"]
    assert grids(source) == [[["科目", "合计"], ["行政运行", "5,251.36"]], [["合计", "5,251.36"]]]
    first = next(block for block in source.blocks if isinstance(block, Grid))
    assert not first.exact
    assert [row[0].place.line for row in first.rows] == [5, 6]


def test_a_lone_line_between_rows_is_a_row_and_two_are_paragraphs() -> None:
    source = read_bytes("a", "甲\t1\n其中：年度财政拨款\n乙\t2\n表二\n单位：万元\n丙\t3\n".encode())
    assert grids(source) == [[["甲", "1"], ["其中：年度财政拨款"], ["乙", "2"]], [["丙", "3"]]]
    assert texts(source) == ["表二", "单位：万元"]


def test_what_recognition_leaves_of_markup_is_stripped() -> None:
    source = read_bytes(
        "a", "- 一、主要职能\n## **标题**\n一、**收入**：指<br>拨款&nbsp;。\nA\t<p>一\t- 5.00\n".encode()
    )
    assert texts(source) == ["一、主要职能", "标题", "一、收入：指拨款\xa0。"]
    assert grids(source) == [[["A", "一", "- 5.00"]]]


def test_a_ticked_box_stays_visible() -> None:
    assert clean('新增 <input type="checkbox"/> 延续 <input checked="" type="checkbox"/>') == "新增  延续 ☑"


def test_tables_in_markdown() -> None:
    source = read_bytes("a", "表\n| 科目 | 合计 |\n|:---|---:|\n| 行政 | -- |\n|a|\n".encode())
    assert grids(source) == [[["科目", "合计"], ["行政", "--"]]]
    assert texts(source) == ["表", "|a|"]
    grid = source.blocks[1]
    assert isinstance(grid, Grid)
    assert [row[0].place.line for row in grid.rows] == [2, 4]


def test_tables_in_markup_within_text() -> None:
    source = read_bytes(
        "a",
        "表\n<TABLE><tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td>2</td></tr></table>\n尾\nA\t1\n<table>".encode(),
    )
    assert grids(source) == [[["甲", "1"], ["", "2"]], [["A", "1"]]]
    assert [(type(block), block.place.line) for block in source.blocks][:3] == [
        (Paragraph, 1),
        (Grid, 2),
        (Paragraph, 4),
    ]


def test_comparisons_are_no_tags() -> None:
    assert clean("x<2 且 y>=3") == "x<2 且 y>=3"


def test_form_feeds_are_pages() -> None:
    source = read_bytes("a", "一\n\f二\nA\t1\n\fB\t2\n".encode())
    assert source.pages == 3
    assert [block.place.page for block in source.blocks] == [1, 2, 2]


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE.encode(),
        codecs.BOM_UTF8 + SAMPLE.encode(),
        SAMPLE.encode("gb18030"),
        codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
        SAMPLE.replace("\n", "\r\n").encode(),
    ],
)
def test_the_encoding_is_found_in_the_content(data: bytes) -> None:
    assert read_bytes("a.txt", data).blocks == read_bytes("a.txt", SAMPLE.encode()).blocks


def test_a_text_cut_within_a_letter_is_still_utf8() -> None:
    source = read_bytes("a", "预算总表预算总表".encode()[:-1])
    assert texts(source)[0].startswith("预算总表预算总")


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02text", b"\x80\x81\xfe\xff" * 500])
def test_noise_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="无法读取"):
        read_bytes("a.txt", data)


def test_too_many_fields_are_refused_before_they_are_split() -> None:
    with pytest.raises(LimitError, match="单元格"):
        read_bytes("a", b"1\t" * 2000, Limits(max_cells=1000))


@given(
    st.lists(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5), min_size=2, max_size=4))
)
def test_every_field_stands_at_its_line(rows: list[list[str]]) -> None:
    data = "序\n" + "\n".join("\t".join(row) for row in rows)
    source = read_bytes("a", data.encode())
    read = [
        (cell.place.line, cell.text)
        for block in source.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
    ]
    assert read == [(line, text) for line, row in enumerate(rows, 2) for text in row]


def test_no_field_of_a_real_document_is_lost(documents: Path) -> None:
    for path in sorted(documents.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()
        source = read_source(path)
        for block in source.blocks:
            assert block.place.line is not None
            if isinstance(block, Grid):
                for row in block.rows:
                    assert row[0].place.line is not None
                    line = lines[row[0].place.line - 1]
                    assert [cell.text for cell in row] == [clean(field) for field in line.split("\t")]
        read = sum(len(block.rows) if isinstance(block, Grid) else 1 for block in source.blocks)
        assert read == sum(bool(line.strip()) for line in lines)
