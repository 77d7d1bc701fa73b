"""What a page break leaves over of a table: a total alone on the next page, empty rows and repeated titles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from gouji.model.disclosure import Place, SourceFile
from gouji.reading.continuation import in_columns_of, mended
from gouji.reading.layout import lay_out
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Grid, GridCell, Paragraph, Source
from gouji.reading.sources import read_source
from tests.reading.sources.pdf_pages import Page, pdf

XS = (40.0, 80.0, 120.0, 160.0, 330.0, 430.0, 530.0)
HEAD = ("类", "款", "项", "功能分类科目名称", "合计", "基本支出")
BODY = (
    ("201", "", "", "一般公共服务支出", "300", "120"),
    ("201", "03", "", "政府办公厅（室）及相关机构事务", "300", "120"),
    ("201", "03", "01", "行政运行", "300", "120"),
)


def _row(
    texts: Sequence[str],
    top: float,
    *,
    page: int,
    spans: Sequence[int] = (),
    turned: bool = False,
    at: Sequence[float] = XS,
) -> tuple[GridCell, ...]:
    """Cells of a row at the borders ``at``; ``spans`` tells how many columns each takes, all one by default."""
    cells: list[GridCell] = []
    column = 0
    for text, span in zip(texts, spans or (1,) * len(texts), strict=True):
        box = (at[column], top, at[column + span], top + 20)
        box = (box[1], box[0], box[3], box[2]) if turned else box
        cells.append(GridCell(text, Place(page, None, box)))
        column += span
    return tuple(cells)


def _grids(*, turned: bool = False, at: Sequence[float] = XS) -> tuple[Grid, Grid]:
    first = Grid(
        tuple(_row(texts, 100 + 20 * n, page=1, turned=turned) for n, texts in enumerate((HEAD, *BODY))),
        Place(1),
        exact=True,
    )
    rest = _row(("合计", "300", "120"), 60, page=2, spans=(4, 1, 1), turned=turned, at=at)
    return first, Grid((rest,), Place(2), exact=True)


def test_a_total_alone_on_the_next_page_belongs_to_its_table() -> None:
    for turned in (False, True):
        first, rest = _grids(turned=turned)
        (table,) = lay_out((Paragraph("部门支出预算总表"), Paragraph("单位：元"), first, rest))
        assert [cell.text for cell in table.rows[-1]] == ["合计", "", "", "", "300", "120"], turned


def test_other_borders_are_another_table() -> None:
    first, rest = _grids(at=[x + 11 for x in XS])
    assert in_columns_of(rest, first) is None
    assert len(lay_out((Paragraph("部门支出预算总表"), first, rest))) == 2


def test_a_piece_with_a_title_of_its_own_is_another_table() -> None:
    first, rest = _grids()
    tables = lay_out((Paragraph("部门支出预算总表"), first, Paragraph("部门项目支出预算表"), rest))
    assert [table.title for table in tables] == ["部门支出预算总表", "部门项目支出预算表"]


def test_the_whole_program_reads_the_total_on_the_page_of_its_own(tmp_path: Path) -> None:
    first = Page()
    first.text(200, 60, "2025年部门支出预算总表", 14).text(450, 85, "单位：元")
    ys = [100, 120, 140, 160, 180]
    first.rules(XS, ys).table(XS, ys, (HEAD, *BODY))
    last = Page()
    borders = (XS[0], *XS[4:])
    last.rules(borders, [60, 80]).table(borders, [60, 80], (("合计", "300", "120"),))
    path = tmp_path / "预算.pdf"
    path.write_bytes(pdf(first, last))
    disclosure = read_blocks(read_source(path))
    (table,) = disclosure.tables
    total = [cell for cell in table.cells if table.panels[0].rows[cell.row].label == "合计"]
    assert [(cell.text, cell.place.page) for cell in total] == [("300", 2), ("120", 2)]


def test_an_empty_row_among_the_headers_is_header() -> None:
    head = (
        ("“三公”经费", "", "", "", "", ""),
        ("合计", "", "因公出国（境）费", "", "公务接待费", ""),
        ("", "", "", "", "", ""),
        ("", "", "", "", "", ""),
        ("预算数", "决算数", "预算数", "决算数", "预算数", "决算数"),
        ("1.20", "0.90", "", "", "1.20", "0.90"),
    )
    rows = tuple(tuple(GridCell(text, Place(1)) for text in texts) for texts in head)
    source = Source(
        SourceFile("样例.txt", "", "text"),
        (
            Paragraph("某市样例局2024年度部门决算"),
            Paragraph("财政拨款“三公”经费支出决算表"),
            Paragraph("单位：万元"),
            Grid(rows, Place(1), exact=False),
        ),
    )
    (table,) = read_blocks(source).tables
    assert [cell.text for cell in table.cells] == ["1.20", "0.90", "1.20", "0.90"]
    assert {cell.coordinates and cell.coordinates.item for cell in table.cells} == {
        "three_public",
        "three_public/reception",
    }


def test_a_title_on_every_page_is_no_running_head(tmp_path: Path) -> None:
    xs = (40.0, 240.0, 380.0, 540.0)
    pages = []
    for number in range(5):
        page = Page()
        page.text(180, 50, "项目支出绩效目标表（含转移支付项目）", 12).text(450, 75, "单位：万元")
        rows = (
            ("项目名称", "总计", "财政拨款"),
            (f"河道清淤经费{number}", "12.50", "12.50"),
            ("合计", "12.50", "12.50"),
        )
        page.rules(xs, [90, 110, 130, 150]).table(xs, [90, 110, 130, 150], rows)
        pages.append(page)
    path = tmp_path / "目标.pdf"
    path.write_bytes(pdf(*pages))
    source = read_source(path)
    titles = [b.text for b in source.blocks if isinstance(b, Paragraph) and "目标表" in b.text]
    assert len(titles) == 5
    assert {table.title for table in lay_out(source.blocks)} == {"项目支出绩效目标表（含转移支付项目）"}


def test_a_title_over_other_titles_is_a_running_head(tmp_path: Path) -> None:
    """部门预算公开表（草案） at the top of every page is no table's title, and parts no table from its rest."""
    xs = (40.0, 240.0, 380.0)
    pages = []
    for number in range(6):
        page = Page().text(180, 50, "2026年部门预算公开表（草案）", 9)
        if number % 2 == 0:
            page.text(200, 100, f"部门第{'甲乙丙'[number // 2]}类支出预算总表", 14).text(450, 120, "单位：万元")
        rows = (("科目名称", "合计"), (f"项目支出{number}", "12.50"), ("小计", "12.50"))
        page.rules(xs, [130, 150, 170, 190]).table(xs, [130, 150, 170, 190], rows)
        pages.append(page)
    path = tmp_path / "公开表.pdf"
    path.write_bytes(pdf(*pages))
    titles = [table.title for table in lay_out(read_source(path).blocks)]
    assert titles == ["部门第甲类支出预算总表", "部门第乙类支出预算总表", "部门第丙类支出预算总表"]


def _cells(*texts: str) -> tuple[GridCell, ...]:
    return tuple(GridCell(text) for text in texts)


@pytest.mark.parametrize(
    ("last", "row", "filled"),
    [
        (("4．公务用车保有量", "15", "9"), ("（辆）", "", ""), 0.5),
        (("2080505", "机关事业单位基本养老", "467.54"), ("", "保险缴费支出", ""), 0.5),
        (("信息系统运行", "23.00", "23.00"), ("维护与升级", "", ""), 1.0),
        (("（二）授予中", "", "某所"), ("小企业合同金额", "", "（分部）"), 1.0),
    ],
)
def test_what_a_page_break_tore_off_a_row_goes_back(last: tuple[str, ...], row: tuple[str, ...], filled: float) -> None:
    whole = mended(_cells(*last), _cells(*row), filled)
    assert whole is not None
    assert [cell.text for cell in whole] == [one + other for one, other in zip(last, row, strict=True)]


@pytest.mark.parametrize(
    ("last", "row", "filled"),
    [
        (("行政运行", "467.54"), ("事业运行", ""), 1.0),
        (("行政运行", "467.54"), ("二、项目支出", ""), 1.0),
        (("行政运行", "467.54"), ("", "3.00"), 1.0),
        (("合计", ""), ("", "某项目"), 1.0),
        (("信息系统运行", "23.00"), ("另一个项目", ""), 0.5),
    ],
)
def test_a_row_of_its_own_stays_one(last: tuple[str, ...], row: tuple[str, ...], filled: float) -> None:
    assert mended(_cells(*last), _cells(*row), filled) is None


def test_a_torn_row_is_read_as_one(tmp_path: Path) -> None:
    xs, ys = (40.0, 120.0, 330.0, 430.0), [100, 120, 140, 160]
    first = Page().text(200, 60, "2025年部门支出预算总表", 14).text(450, 85, "单位：万元")
    first.rules(xs, ys).table(
        xs,
        ys,
        (
            ("科目编码", "科目名称", "合计"),
            ("208", "社会保障和就业支出", "9.00"),
            ("2080505", "机关事业单位基本养老", "9.00"),
        ),
    )
    last = Page().rules(xs, [60, 80, 100]).table(xs, [60, 80, 100], (("", "保险缴费支出", ""), ("", "合计", "9.00")))
    path = tmp_path / "预算.pdf"
    path.write_bytes(pdf(first, last))
    (table,) = read_blocks(read_source(path)).tables
    assert [row.label for row in table.panels[0].rows] == [
        "社会保障和就业支出",
        "机关事业单位基本养老保险缴费支出",
        "合计",
    ]
