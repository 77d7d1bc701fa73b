"""Several files given together are one document: narratives first, every place still one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.errors import LimitError
from gouji.model.disclosure import Place, SourceFile
from gouji.reading.pipeline import read
from gouji.reading.source import Grid, GridCell, Paragraph, Source
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.parts import Part, joined
from tests.reading.sources.pdf_pages import Page, pdf

FILE = SourceFile("甲.pdf、乙.pdf", "", "pdf")


def _tables(pages: int) -> Source:
    grids = tuple(
        Grid(((GridCell("合计", Place(page)), GridCell("12.00", Place(page))),), Place(page))
        for page in range(1, pages + 1)
    )
    return Source(SourceFile("报表.pdf"), grids, pages)


def _narrative(pages: int) -> Source:
    told = tuple(Paragraph("关于预算的说明文字，写得比表长。", Place(page)) for page in range(1, pages + 1))
    return Source(SourceFile("说明.pdf"), told, pages, ("第 2 页是图像。",))


def test_pages_are_numbered_through_narratives_first() -> None:
    source = joined([Part("报表.pdf", _tables(2)), Part("说明.pdf", _narrative(3))], FILE)
    assert [block.place.page for block in source.blocks] == [1, 2, 3, 4, 5]
    assert source.notes == ("2 个文件合并为一份文件读取：“说明.pdf”为第 1—3 页，“报表.pdf”为第 4—5 页。",)
    assert source.warnings == ("第 2 页是图像。",)


def test_parts_together_are_held_to_the_limit() -> None:
    with pytest.raises(LimitError):
        joined([Part("报表.pdf", _tables(2)), Part("说明.pdf", _narrative(3))], FILE, Limits(max_pages=4))


def test_one_part_needs_no_note() -> None:
    assert not joined([Part("报表.pdf", _tables(2))], FILE).notes


def test_the_whole_program_names_the_page_in_the_whole(tmp_path: Path) -> None:
    text = Page().text(180, 60, "某市样例局2026年部门预算", 14)
    for line in range(12):
        text.text(60, 100 + 18 * line, "本部门按照综合预算的原则，所有收入和支出均纳入部门预算管理。")
    sheet = Page().text(220, 60, "部门支出总表", 14).text(450, 85, "单位：万元")
    xs, ys = (40.0, 240.0, 380.0), [100, 120, 140, 160]
    rows = (("科目名称", "合计"), ("一般公共服务支出", "12.00"), ("合计", "12.00"))
    sheet.rules(xs, ys).table(xs, ys, rows)
    for name, page in (("报表.pdf", sheet), ("说明.pdf", text)):
        (tmp_path / name).write_bytes(pdf(page))
    disclosure = read([tmp_path / "报表.pdf", tmp_path / "说明.pdf"])
    assert disclosure.document.title == "某市样例局2026年部门预算"
    assert {cell.place.page for cell in disclosure.cells} == {2}
    assert [problem.level for problem in disclosure.problems] == ["notice"]


def test_files_may_be_read_in_the_order_they_are_given() -> None:
    table = Part("a.html", Source(SourceFile("a.html", "", "html"), (Grid(((GridCell("1.00"),),)),)))
    prose = Part("b.html", Source(SourceFile("b.html", "", "html"), (Paragraph("一段文字。"),)))
    file = SourceFile("a、b", "", "html")
    assert [type(block) for block in joined([table, prose], file).blocks] == [Paragraph, Grid]
    assert [type(block) for block in joined([table, prose], file, in_order=True).blocks] == [Grid, Paragraph]
