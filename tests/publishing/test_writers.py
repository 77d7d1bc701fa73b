"""What the files are like beyond what they say: fit to be edited, followed, printed, searched and read aloud."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.ledgers import simulate
from gouji.model.publication import BodyCell, Heading, PrintedTable, Publication
from gouji.publishing.charts import description, svg
from gouji.publishing.lattice import placed_rows
from gouji.publishing.opendata import open_data, row_labels
from gouji.publishing.paper import ACROSS, LARGE, UPRIGHT, ems, plan
from gouji.publishing.pdf import pdf_bytes
from gouji.publishing.site import site_of
from gouji.publishing.word.document import docx_bytes
from gouji.publishing.workbook import xlsx_bytes
from gouji.tabulating import tabulate
from tests.publishing.samples import amount, chart, generated, handmade, long_table, money, target_form


def test_word_tables_repeat_their_header_and_wide_ones_lie_across() -> None:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn

    document = Document(io.BytesIO(docx_bytes(generated("provincial", 3))))
    assert len(document.tables) == 12
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    orientations = {section.orientation for section in document.sections}
    assert orientations == {WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE}
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2", "表题", "toc 1", "toc 2"} <= styles


def test_word_contents_are_a_field_with_its_entries() -> None:
    from docx import Document

    document = Document(io.BytesIO(docx_bytes(handmade(3))))
    xml = document.element.xml
    assert 'TOC \\o "1-2"' in xml
    anchors = set(re.findall(r'w:anchor="(\w+)"', xml))
    assert anchors
    assert anchors <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml))
    # The second form of the same title has no line of its own.
    assert len([p for p in document.paragraphs if p.style and p.style.name == "表题"]) == 2


def test_pdf_has_bookmarks_no_empty_page_and_embedded_fonts() -> None:
    import pypdfium2

    content = pdf_bytes(generated("provincial", 3))
    assert b"/StructTreeRoot" in content
    document = pypdfium2.PdfDocument(content)
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    assert "收入预算总表" in titles
    assert "第三部分 情况说明" in titles
    pages = [document[number] for number in range(len(document))]
    assert all(page.get_textpage().count_chars() > 20 for page in pages)
    assert any(page.get_width() > page.get_height() for page in pages)


def test_pdf_repeats_the_header_over_pages() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf_bytes(handmade(200)))
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    pages = [text for text in texts if "号专项业务经费" in text]
    assert len(pages) > 3
    assert all("项目名称" in text for text in pages)


def test_sums_are_formulas_with_their_results() -> None:
    from openpyxl import load_workbook

    content = xlsx_bytes(handmade(10))
    sheet = load_workbook(io.BytesIO(content))["项目支出明细表"]
    last = sheet.max_row
    assert sheet.cell(last, 2).value == f"=SUM(B{last - 10}:B{last - 1})"
    assert sheet.freeze_panes is not None
    assert sheet.print_title_rows
    shown = load_workbook(io.BytesIO(content), data_only=True)["项目支出明细表"]
    assert shown.cell(last, 2).value == pytest.approx(57.5)


def test_parts_that_do_not_add_up_stay_a_number() -> None:
    from openpyxl import load_workbook

    table = long_table(3)
    last = table.body[-1]
    total = last[1]
    assert total is not None
    wrong = replace(total, text="99.00", amount=amount("99.00"))
    table = replace(table, body=(*table.body[:-1], (last[0], wrong, last[2])))
    book = load_workbook(io.BytesIO(xlsx_bytes(_publication(table))))
    values = [cell.value for row in book["项目支出明细表"].iter_rows() for cell in row]
    assert 99 in values


@pytest.mark.parametrize("text", ["=1+1", "+a", "-x", "@a", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    from openpyxl import load_workbook

    table = replace(long_table(2), body=((BodyCell(text), money("1.00"), money("1.00")),))
    book = load_workbook(io.BytesIO(xlsx_bytes(_publication(table))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
    rows = list(csv.reader(io.StringIO(open_data(_publication(table))["cells.csv"].decode())))
    assert all(not value.startswith(("=", "+", "@", "-x")) for row in rows for value in row)


def _publication(table: PrintedTable) -> Publication:
    return Publication("甲局2025年部门预算", "甲局", 2025, "budget", "", (Heading("第二部分 预算表格", 0), table))


def test_the_site_loads_nothing_from_elsewhere_and_runs_no_text() -> None:
    site = site_of(handmade(5), [("files/a.docx", "Word 文档")])
    for name, content in site.files.items():
        page = content.decode()
        if name.endswith(".html"):
            assert "Content-Security-Policy" in page
            assert "<script>alert" not in page
            assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)
            assert " style=" not in page
            assert "onclick" not in page
    entries = json.loads(site.files["search-index.js"].decode().partition("=")[2].rstrip(";\n"))
    assert any("第3号专项业务经费" in text for *_, text in entries)
    for file, anchor, _, _ in entries:
        assert f'id="{anchor}"' in site.files[file].decode()


def test_the_sites_tables_can_be_read_aloud() -> None:
    page = site_of(handmade(5)).files["table-1.html"].decode()
    assert '<th scope="col">合计</th>' in page
    assert re.search(r'<th scope="row"[^>]*>第1号专项业务经费</th>', page)
    assert 'role="region"' in page


def test_open_data_describes_itself() -> None:
    files = open_data(handmade(4))
    package = json.loads(files["datapackage.json"])
    assert package["profile"] == "data-package"
    for resource in package["resources"]:
        assert len(files[resource["path"]]) == resource["bytes"]
    cells = next(resource for resource in package["resources"] if resource["name"] == "cells")
    header = files["cells.csv"].decode().splitlines()[0].split(",")
    assert [field["name"] for field in cells["schema"]["fields"]] == header
    concepts = {field.get("columnType") for field in cells["schema"]["fields"]}
    assert {"value", "date:fiscal-year", "direction"} <= concepts


def test_the_rows_of_a_two_sided_table_are_named_by_side() -> None:
    table = generated("provincial", 3).tables[0]
    labels = next(row_labels(table))
    assert labels[1] == "一、财政拨款收入"
    assert labels[5] == "一、一般公共服务支出"


@given(
    columns=st.integers(1, 24),
    digits=st.integers(1, 14),
    words=st.text(alphabet="预算收入支出项目一般公共", min_size=0, max_size=40),
    across=st.booleans(),
)
def test_no_number_is_ever_cut(columns: int, digits: int, words: str, across: bool) -> None:
    number = "9" * digits + ".00"
    row = (BodyCell(words), *(money(number) for _ in range(columns)))
    table = replace(
        long_table(1), header=(), header_rows=0, columns=columns + 1, body=(row,), widths=(), landscape=across
    )
    layout = plan(table)
    assert sum(layout.columns) == pytest.approx(layout.page.room, rel=0.01)
    if layout.page is not LARGE:
        needed = ems(number) * layout.points * 25.4 / 72
        assert all(width >= needed for width in layout.columns[1:])
    assert layout.page in {UPRIGHT, ACROSS, LARGE}


def test_every_cell_of_a_form_stands_somewhere_once() -> None:
    table = target_form("平台", "1.00")
    taken = [
        (cell.row + down, cell.column + right)
        for row in placed_rows(table)
        for cell in row
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    assert sorted(taken) == [(row, column) for row in range(len(table.body)) for column in range(table.columns)]


@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
def test_charts_say_what_they_show(kind: str) -> None:
    drawn = chart(kind)
    assert "<title" in svg(drawn)
    assert "style=" not in svg(drawn)
    assert "一般公共服务支出5,240.00万元" in description(drawn)


def test_a_chart_of_nothing_is_drawn() -> None:
    empty = replace(chart("line", 1), series=(("2025年", (0,)),))
    for kind in ("bar", "stacked", "line"):
        assert "</svg>" in svg(replace(empty, kind=kind))


def test_what_is_merged_over_more_rows_than_a_page_holds_is_continued() -> None:
    """A unit with many targets: its cell goes on over the page, and no row is cut off below it."""
    import pypdfium2

    publication = tabulate(simulate(2, units=1, projects=11, features=()), "jilin")
    document = pypdfium2.PdfDocument(pdf_bytes(publication))
    for page in list(document)[1:]:
        text = page.get_textpage()
        height = page.get_height()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        printed = [box for box in boxes if box[3] > box[1]]
        assert len(printed) > 25, "a page with a title and nothing under it"
        assert all(bottom > 0 and top < height for _, bottom, _, top in printed)
