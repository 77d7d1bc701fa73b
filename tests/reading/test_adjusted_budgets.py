"""Documents of an adjustment: told by their title; their own figures are the budget as adjusted."""

from __future__ import annotations

import pytest

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import SourceFile
from gouji.model.kinds import ADJUSTED_BUDGET, BUDGET, FINAL_ACCOUNTS
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Grid, GridCell, Paragraph, Source
from tests.reading.narrative.telling import say

SPENT = Coordinates(year=2025, side="expenditure")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青禾市档案局2025年部门预算调整", ADJUSTED_BUDGET),
        ("青禾市档案局2025年部门预算调整情况说明", ADJUSTED_BUDGET),
        ("青禾市档案局2025年调整预算公开", ADJUSTED_BUDGET),
        ("青禾市档案局2025年调整后部门预算", ADJUSTED_BUDGET),
        ("青禾市档案局2025年部门预算", BUDGET),
        ("青禾市档案局2025年部门决算", FINAL_ACCOUNTS),
        ("青禾市预算调整中心2025年部门预算", BUDGET),
        ("青禾市产业调整办公室2025年部门预算", BUDGET),
    ],
)
def test_the_title_tells(title: str, kind: str) -> None:
    assert document(title).document.kind == kind


def document(title: str):  # type: ignore[no-untyped-def]
    rows = (
        ("科目编码", "科目名称", "年初预算数", "调整数", "调整后预算数"),
        ("201", "一般公共服务支出", "100.00", "-20.00", "80.00"),
        ("208", "社会保障和就业支出", "50.00", "5.00", "55.00"),
        ("", "合计", "150.00", "-15.00", "135.00"),
    )
    grid = Grid(tuple(tuple(map(GridCell, row)) for row in rows), exact=True)
    blocks = (Paragraph(title), Paragraph("支出预算调整表"), Paragraph("单位：万元"), grid)
    return read_blocks(Source(SourceFile("调整.html", "", "html"), blocks))


def test_columns_of_start_and_of_what_was_made_of_it() -> None:
    (table,) = document("青禾市档案局2025年部门预算调整").tables
    total = [cell.coordinates for cell in table.cells if cell.row == 2]
    assert total == [SPENT.at("stage", "budget"), None, SPENT]
    start, _, now = document("青禾市档案局2025年部门预算").tables[0].panels[0].columns
    assert (start.coordinates, now.coordinates) == (Coordinates(), Coordinates(stage="adjusted")), "as ever in a budget"


def test_sentences_hold_it_against_the_year_s_start() -> None:
    found = say("调整后支出预算135.00万元，比年初预算数减少15.00万元。", kind=ADJUSTED_BUDGET)
    amount, change = found
    assert amount.coordinates == change.coordinates == SPENT
    assert (change.base, change.direction) == (SPENT.at("stage", "budget"), "decrease")
    (start,) = say("年初支出预算150.00万元。", kind=ADJUSTED_BUDGET)
    assert start.coordinates == SPENT.at("stage", "budget")
    last = say("公务接待费3.00万元，比2024年预算数减少1.00万元。", kind=ADJUSTED_BUDGET)[1]
    assert last.base == Coordinates(year=2024, item="three_public/reception")
