"""PDF as a file: paragraphs, page furniture, scans, damage, limits, pictures of pages."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.errors import LimitError, UnreadableError
from gouji.model.disclosure import SourceFile
from gouji.reading.source import Grid, Paragraph
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.pdf import picture_pages, read_pdf
from gouji.reading.sources.pdf_render import render_page
from tests.reading.sources.pdf_pages import Page, pdf

FILE = SourceFile("x.pdf", "", "pdf")
LONG = "支出预算总计一千六百八十二万元比上年增加十二万元主要是人员经费增加和项目"


def paragraphs(*pages: Page) -> list[str]:
    return [block.text for block in read_pdf(pdf(*pages), FILE).blocks if isinstance(block, Paragraph)]


def body(page: Page, top: float = 100) -> Page:
    """Two paragraphs, each of three lines, the first line indented by two letters."""
    for start in (top, top + 60):
        page.text(80, start, LONG[:34]).text(60, start + 18, LONG[:36]).text(60, start + 36, LONG[:9] + "。")
    return page


def test_wrapped_lines_become_paragraphs_by_margin_and_indentation() -> None:
    whole = LONG[:34] + LONG[:36] + LONG[:9] + "。"
    assert paragraphs(body(Page())) == [whole, whole]


def test_a_paragraph_goes_on_over_the_page_break_unless_the_next_is_indented() -> None:
    first = body(Page()).text(80, 300, LONG[:34])
    second = body(Page().text(60, 82, LONG[:20] + "。"))
    found = paragraphs(first, second)
    assert found[2] == LONG[:34] + LONG[:20] + "。"
    assert len(found) == 5
    assert len(paragraphs(body(Page()), body(Page()))) == 4


def test_a_heading_begins_a_paragraph_even_after_a_full_open_line() -> None:
    page = body(Page()).text(60, 230, LONG[:36]).text(60, 248, "三、政府采购情况")
    assert paragraphs(page)[-1] == "三、政府采购情况"
    page = body(Page()).text(60, 230, LONG[:35] + "统").text(60, 248, "一、" + LONG[:34]).text(60, 266, "效。")
    assert paragraphs(page)[-1].endswith("统一、" + LONG[:34] + "效。")


def test_garbled_text_is_not_given_as_text() -> None:
    source = read_pdf(pdf(Page().text(60, 100, "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009")), FILE)
    assert source.file.format == "scan"
    assert source.blocks == ()
    mixed = read_pdf(pdf(body(Page()), Page().text(60, 100, "\ue001\ue002\ue003\ue004")), FILE)
    assert any("第 2 页" in warning for warning in mixed.warnings)


def test_places_and_sizes_of_paragraphs_are_known() -> None:
    source = read_pdf(pdf(Page().text(100, 200, "收支预算总表", 16)), FILE)
    (block,) = source.blocks
    assert isinstance(block, Paragraph)
    assert block.size == pytest.approx(16, abs=0.2)
    assert block.place.page == 1
    assert block.place.bbox == pytest.approx((100, 186, 196, 202), abs=3)


def test_leader_lines_of_a_list_of_contents_stay_lines() -> None:
    page = Page()
    for number in range(4):
        page.text(60, 100 + 20 * number, "一、部门职能" + "…" * 28 + str(number + 1))
    assert len(paragraphs(page)) == 4


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        body(Page().text(60, 40, "某市某局2026年度部门预算公开").text(280, 815, f"- {number} -"))
        for number in range(1, 7)
    ]
    assert not any("公开" in text or "-" in text for text in paragraphs(*pages))


@pytest.mark.parametrize("number", ["7", "- 7 -", "— 7 —", "第 7 页", "7/30", "第7页 共30页"])
def test_page_numbers_in_their_many_forms_are_left_out(number: str) -> None:
    assert len(paragraphs(body(Page()).text(280, 815, number))) == 2


@pytest.mark.parametrize("text", ["12345678", "7.00", "合计7"])
def test_other_numbers_at_the_foot_of_a_page_are_kept(text: str) -> None:
    assert paragraphs(body(Page()).text(280, 815, text))[-1] == text


def test_titles_and_units_that_recur_at_the_head_of_pages_are_kept() -> None:
    pages = [Page().text(60, 40, "单位：万元").text(200, 60, "支出预算总表") for _ in range(6)]
    found = paragraphs(*pages)
    assert found.count("单位：万元") == found.count("支出预算总表") == 6


def test_words_scattered_in_the_file_come_in_reading_order() -> None:
    page = Page().text(140, 100, "预算").text(60, 120, "第二行").text(100, 100, "年度").text(60, 100, "2026")
    assert paragraphs(page) == ["2026 年度 预算", "第二行"]


def test_a_document_of_pictures_is_a_scan_without_blocks() -> None:
    source = read_pdf(pdf(Page().picture(), Page().picture()), FILE)
    assert source.file.format == "scan"
    assert source.blocks == ()
    assert source.pages == 2
    assert source.warnings


def test_a_picture_among_pages_with_text_is_named() -> None:
    data = pdf(body(Page()), Page().picture(), body(Page()))
    source = read_pdf(data, FILE)
    assert source.file.format == "pdf"
    assert source.blocks
    assert any("第 2 页" in warning for warning in source.warnings)
    assert picture_pages(data) == (2,)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nhello", b"\x00" * 4096, b"plain text"])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"损坏|不完整"):
        read_pdf(data, FILE)


def test_an_encrypted_file_says_so() -> None:
    data = pdf(Page().text(60, 100, "密"))
    locked = data.replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44"
        b" /O <" + b"31" * 32 + b"> /U <" + b"32" * 32 + b"> >>",
    )
    with pytest.raises(UnreadableError, match="加密"):
        read_pdf(locked, FILE)


def test_limits_hold() -> None:
    data = pdf(*(body(Page()) for _ in range(3)))
    with pytest.raises(LimitError):
        read_pdf(data, FILE, Limits(max_pages=2))
    with pytest.raises(LimitError):
        read_pdf(data, FILE, Limits(max_characters=100))
    xs, ys = [50, 100, 150], [100, 120, 140]
    table = pdf(Page().rules(xs, ys).table(xs, ys, [["甲", "1.00"], ["乙", "2.00"]]))
    with pytest.raises(LimitError):
        read_pdf(table, FILE, Limits(max_cells=3))


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_a_crash(data: st.DataObject) -> None:
    xs, ys = [50, 150, 250], [100, 120, 140]
    sound = pdf(Page().rules(xs, ys).table(xs, ys, [["合计", "1.00"], ["其中", "0.50"]]), body(Page()))
    start = data.draw(st.integers(0, len(sound) - 1))
    end = data.draw(st.integers(start, min(len(sound), start + 400)))
    damaged = sound[:start] + data.draw(st.binary(max_size=40)) + sound[end:]
    with contextlib.suppress(UnreadableError):
        assert read_pdf(damaged, FILE).pages >= 0


def test_a_page_becomes_a_picture_of_its_displayed_size() -> None:
    png = render_page(pdf(Page(rotation=90).text(60, 100, "图")), 1, dpi=36)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (421, 298)
    with pytest.raises(UnreadableError):
        render_page(pdf(Page()), 2)
    with pytest.raises(LimitError):
        render_page(pdf(Page()), 1, dpi=10_000)


def test_real_documents_give_the_cells_another_reader_gives(documents: Path) -> None:
    """Filled cells of a real document against pdfplumber's, letter by letter but for spaces."""
    pdfplumber = pytest.importorskip("pdfplumber")
    path, pages = documents / "cc_xinfangju_2026_unit.pdf", range(9, 13)
    ours = [
        (block.place.page, "".join(cell.text.split()))
        for block in read_pdf(path.read_bytes(), FILE).blocks
        if isinstance(block, Grid) and block.place.page in pages
        for row in block.rows
        for cell in row
        if cell.text
    ]
    with pdfplumber.open(path, pages=pages) as document:
        theirs = [
            (page.page_number, "".join(cell.split()))
            for page in document.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
            if cell and cell.strip()
        ]
    assert sorted(ours) == sorted(theirs)


def test_every_real_document_is_read_without_a_guess_at_tables(documents: Path) -> None:
    for path in sorted(documents.glob("*.pdf")):
        source = read_pdf(path.read_bytes(), FILE)
        if source.file.format == "scan":
            continue
        assert sum(isinstance(block, Grid) for block in source.blocks) >= 9, path.name
        assert not source.warnings, path.name
        for block in source.blocks:
            box = block.place.bbox
            assert box is not None
            assert box[0] < box[2]
            assert box[1] < box[3]


def test_a_ragged_line_goes_on_where_the_next_begins_at_the_margin() -> None:
    """Paragraphs begin indented here: a line without a stop, however short, goes on in one that is not."""
    page = Page()
    rows = (
        (80, "本单位固定资产总量为一百万元，房屋和构筑物占其中的大部分，设备其次，"),
        (60, "家具和用具再次，都登记在册，每年盘点一次，没有闲置的资产，也没有出租的资产，"),
        (60, "无形资产十五万元，另有在建工程和长期投资各若干万元，几项合计约占"),
        (60, "固定资产总额的百分之一。"),
        (80, "按照预算绩效管理的要求，本单位公开四个项目的绩效目标和指标，接受社会监督。"),
        (60, "全部项目都已编报绩效目标，并在年中监控、年末自评，结果与下年预算挂钩管理。"),
        (80, "以上各项情况均以本单位账簿为准，如有出入另行说明，并报财政部门备案审核"),
        (60, "之后公开。"),
    )
    for number, (x, string) in enumerate(rows):
        page.text(x, 100 + 20 * number, string, 10)
    found = [block.text for block in read_pdf(pdf(page), FILE).blocks if isinstance(block, Paragraph)]
    assert len(found) == 3
    assert found[0].endswith("约占固定资产总额的百分之一。")
