"""DOCX: paragraphs with their numbers and sizes, tables with their spans, and only what a reader sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gouji.errors import LimitError
from gouji.reading.source import Grid, Paragraph, Source
from gouji.reading.sources import Limits, read_bytes
from gouji.reading.sources.docx_numbering import chinese, written

WORD = nsdecls("w")


def document(*build: Callable[[Any], object]) -> bytes:
    made = docx.Document()
    for step in build:
        step(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def body(xml: str) -> Callable[[Any], None]:
    """Put raw elements into the body."""

    def build(made: Any) -> None:
        namespaces = nsdecls("w", "wp", "a", "r") + (
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
            ' xmlns:v="urn:schemas-microsoft-com:vml"'
        )
        for element in parse_xml(f"<w:body {namespaces}>{xml}</w:body>"):
            made.element.body.insert(len(made.element.body) - 1, element)

    return build


def read(*build: Callable[[Any], object]) -> Source:
    return read_bytes("a.docx", document(*build))


def shown(source: Source) -> list[object]:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [["~" if cell.covered else cell.text for cell in row] for row in block.rows]
        for block in source.blocks
    ]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def test_paragraphs_and_tables_in_order() -> None:
    def build(made: Any) -> None:
        made.add_heading("一、部门概况", 1)
        line = made.add_paragraph("收入")
        line.add_run("总计").bold = True
        line.add_run("100.50万元。")
        table = made.add_table(4, 4)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "科目"
        table.cell(0, 1).merge(table.cell(0, 3)).text = "预算数"
        for index, text in enumerate(["合计", "基本", "项目"], 1):
            table.cell(1, index).text = text
        table.cell(2, 0).merge(table.cell(3, 1)).text = "块"
        table.cell(2, 2).text = "1,000.00"
        made.add_paragraph("完")

    source = read(build)
    assert source.file.format == "docx"
    assert shown(source) == [
        "一、部门概况",
        "收入总计100.50万元。",
        [
            ["科目", "预算数", "~", "~"],
            ["~", "合计", "基本", "项目"],
            ["块", "~", "1,000.00", ""],
            ["~", "~", "", ""],
        ],
        "完",
    ]
    grid = source.blocks[2]
    assert isinstance(grid, Grid)
    assert grid.exact
    assert (grid.rows[0][0].rowspan, grid.rows[0][1].colspan) == (2, 3)
    assert (grid.rows[2][0].rowspan, grid.rows[2][0].colspan) == (2, 2)
    assert [row[0].place.line for row in grid.rows] == [3, 4, 5, 6]
    heading = source.blocks[0]
    assert isinstance(heading, Paragraph)
    assert heading.size == 14.0
    assert source.blocks[3].place.line == 7


def test_automatic_numbers_are_part_of_the_text() -> None:
    def number(made: Any) -> None:
        part = made.part.numbering_part.element
        part.insert(
            0,
            parse_xml(
                f'<w:abstractNum {WORD} w:abstractNumId="900">'
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
                '<w:lvlText w:val="%1、"/></w:lvl>'
                '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>'
                "</w:abstractNum>"
            ),
        )
        part.append(parse_xml(f'<w:num {WORD} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))

    def item(level: int, text: str) -> str:
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="900"/></w:numPr>'
        return f"<w:p><w:pPr>{numbered}</w:pPr>{run(text)}</w:p>"

    source = read(number, body(item(0, "收入") + item(1, "甲") + item(1, "乙") + item(0, "支出") + item(1, "丙")))
    assert shown(source) == ["一、收入", "（1）甲", "（2）乙", "二、支出", "（1）丙"]


@pytest.mark.parametrize(
    ("count", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十")]
)
def test_chinese_numerals(count: int, text: str) -> None:
    assert chinese(count) == text


def test_other_numbers() -> None:
    assert [written(3, form) for form in ("decimal", "upperLetter", "lowerRoman", "decimalEnclosedCircle", "odd")] == [
        "3",
        "C",
        "iii",
        "③",
        "3",
    ]


def test_only_what_a_reader_sees_is_read() -> None:
    source = read(
        body(
            "<w:p>" + run("甲") + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
            "<w:ins>" + run("乙") + "</w:ins>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("3") + "</w:p>"
            "<w:p>" + run("上") + "<w:r><w:br/></w:r><w:hyperlink>" + run("下") + "</w:hyperlink></w:p>"
        )
    )
    assert shown(source) == ["甲乙3", "上", "下"]


def test_a_deleted_row_is_no_row() -> None:
    source = read(
        body(
            "<w:tbl><w:tr>" + cell(paragraph("甲")) + cell(paragraph("1")) + "</w:tr>"
            "<w:tr><w:trPr><w:del/></w:trPr>" + cell(paragraph("乙")) + cell(paragraph("2")) + "</w:tr></w:tbl>"
        )
    )
    assert shown(source) == [[["甲", "1"]]]


def test_content_controls_and_offsets_in_tables() -> None:
    source = read(
        body(
            "<w:sdt><w:sdtContent><w:tbl><w:tr>" + cell(paragraph("甲")) + cell(paragraph("乙")) + "</w:tr>"
            '<w:sdt><w:sdtContent><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
            "<w:sdt><w:sdtContent>" + cell(paragraph("1")) + "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
            "</w:tbl></w:sdtContent></w:sdt>"
        )
    )
    assert shown(source) == [[["甲", "乙"], ["", "1"]]]


def test_a_continuation_with_nothing_above_is_a_cell() -> None:
    source = read(
        body("<w:tbl><w:tr>" + cell(paragraph("甲"), "<w:vMerge/>") + cell(paragraph("乙")) + "</w:tr></w:tbl>")
    )
    assert shown(source) == [[["甲", "乙"]]]


def test_a_table_around_tables_is_layout() -> None:
    def build(made: Any) -> None:
        outer = made.add_table(1, 2)
        outer.cell(0, 0).text = "左"
        inner = outer.cell(0, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "1"

    assert shown(read(build)) == ["左", [["甲", "1"]]]


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("框中") + "</w:txbxContent>"
    source = read(
        body(
            "<w:p>" + run("外") + "<w:r><mc:AlternateContent>"
            '<mc:Choice Requires="wps"><w:drawing><wps:wsp>'
            f"<wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
    )
    assert shown(source) == ["外", "框中"]


def test_pictures_and_objects_are_said_not_to_be_read() -> None:
    source = read(body("<w:p>" + run("甲") + "<w:r><w:drawing><a:blip/></w:drawing></w:r><w:r><w:object/></w:r></w:p>"))
    assert any("1 张图片" in text for text in source.warnings)
    assert any("1 个其他程序的对象" in text for text in source.warnings)


def test_tick_boxes() -> None:
    source = read(body('<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + run("是") + "</w:p>"))
    assert shown(source) == ["☑是"]


def test_lines_in_a_cell_stay_lines() -> None:
    source = read(
        body("<w:tbl><w:tr>" + cell(paragraph("甲") + paragraph("乙")) + cell(paragraph("1")) + "</w:tr></w:tbl>")
    )
    assert shown(source) == [[["甲\n乙", "1"]]]


def test_too_many_cells() -> None:
    def build(made: Any) -> None:
        table = made.add_table(20, 20)
        table.cell(0, 0).text = "甲"

    with pytest.raises(LimitError, match="单元格"):
        read_bytes("a", document(build), Limits(max_cells=100))


def test_sizes_come_from_runs_then_styles() -> None:
    source = read(body('<w:p><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>题</w:t></w:r></w:p>' + paragraph("文")))
    assert [block.size for block in source.blocks if isinstance(block, Paragraph)] == [16.0, 11.0]
