"""Templates are data: what is wrong in one is said with its place, and a new city needs no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.lexicon.tables import kind_of_title
from gouji.model.money import Unit
from gouji.model.publication import BodyCell, Heading, PrintedTable, TextBlock
from gouji.tabulating import TemplateError, load_template, parse_template, tabulate, templates
from gouji.tabulating.words import chinese_number, ordinal
from tests.tabulating.ledgers import small_ledger, spent
from tests.tabulating.printing import read_grids

CITY = """
label = "某市"
title = "{department}{year}年预算公开"

[amounts]
unit = "元"
decimals = 2
grouped = true
zero = "-"

[words]
closing = "特此说明"

[[table]]
title = "支出预算情况表"
number = "（一）"
holder = "编制单位：{department}"
at = { side = "expenditure" }
leads = [{ path = "序号", holds = "number" }, { path = "科目编码", holds = "code" }, "科目名称"]
columns = ["总计", "基本支出", { path = "本市专项", at = { use = "project" } }]
rows = [{ axis = "functions", levels = 1 }, { label = "总计", at = {} }]

[[block]]
heading = "一、概况"
level = 1
say = ["{department}{year}年支出{expenditure}，其中：{list:uses_plain}。{closing}。"]

[[block]]
heading = "二、预算表"
level = 1
content = "tables"
"""


def test_a_city_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "某市.toml"
    path.write_text(CITY, "utf-8")
    publication = tabulate(small_ledger(), str(path))
    assert publication.template == "某市"
    assert publication.title == "甲市乙局2026年预算公开"
    heading, text, _, table = publication.blocks
    assert heading == Heading("一、概况", 1)
    assert isinstance(text, TextBlock)
    assert text.text == "甲市乙局2026年支出1,234.56元，其中：基本支出1,000.56元，项目支出234.00元。特此说明。"
    assert isinstance(table, PrintedTable)
    assert (table.number, table.title, table.unit) == ("（一）", "支出预算情况表", Unit.YUAN)
    assert table.holder == "编制单位：甲市乙局"
    assert [[cell and cell.text for cell in row] for row in table.body] == [
        ["", "201", "一般公共服务支出", "1,000.56", "1,000.56", "-"],
        ["", "208", "社会保障和就业支出", "234.00", "-", "234.00"],
        ["", "", "总计", "1,234.56", "1,000.56", "234.00"],
    ]
    total = table.body[2][3]
    assert isinstance(total, BodyCell)
    assert total.sums == ((0, 3), (1, 3))
    assert read_grids(publication).tables[0].kind == "expenditure_summary"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("label = [", "不是合法的 TOML"),
        ('title = "{department}"', "缺少 label"),
        ('label = "甲"\ntitle = "乙"\nrows = []', "不认识的键 rows"),
        ('label = "甲"\ntitle = "乙"\n[[table]]\nleads = []', "第 1 个"),
        ('label = "甲"\ntitle = "乙"\n[amounts]\nunit = "块"', "金额单位“块”"),
        ('label = "甲"\ntitle = "乙"\n[[table]]\ntitle = "表"\nrows = [{ axis = "cities" }]', "不认识的行轴“cities”"),
        ('label = "甲"\ntitle = "乙"\n[[table]]\ntitle = "表"\nat = { colour = "red" }', "不认识的键 colour"),
        ('label = "甲"\ntitle = "乙"\n[[table]]\ntitle = "表"\ncolumns = [{ at = {} }]\nrows = [{ wide = 1 }]', "wide"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, message: str) -> None:
    with pytest.raises(TemplateError, match="模板“某市”") as caught:
        parse_template(text, "某市")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"基本支出",', '"基本色支出",', "“基本色支出”不在词表中"),
        ("{closing}", "{opening}", "{opening}”不是已知的内容"),
        ("{list:uses_plain}", "{list:colours}", "list:colours"),
        ("{expenditure}", "{it}", "只能用在列举里"),
        ("{expenditure}", "{expenditure.colour}", "expenditure.colour"),
        ('"总计", "基本支出"', '"总计", "基本支出/项目支出"', "互相矛盾"),
    ],
)
def test_words_nobody_knows_are_refused(old: str, new: str, message: str) -> None:
    template = parse_template(CITY.replace(old, new, 1), "某市")
    with pytest.raises(TemplateError) as caught:
        tabulate(small_ledger(), template)
    assert message in str(caught.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(TemplateError, match="generic、jilin"):
        load_template("某市")


@pytest.mark.parametrize("name", templates())
def test_the_kinds_of_tables_that_must_be_there_are_there(name: str) -> None:
    kinds = {spec.kind or kind_of_title(spec.title) for spec in load_template(name).tables}
    assert kinds >= {
        "revenue_expenditure_summary",
        "revenue_summary",
        "expenditure_summary",
        "fiscal_summary",
        "general_public_expenditure",
        "basic_expenditure",
        "three_public",
        "government_fund",
        "state_capital",
    }


@pytest.mark.parametrize("name", templates())
def test_empty_tables_say_so(name: str) -> None:
    publication = tabulate(small_ledger(spent("2010301", "basic/personnel", 500)), name)
    empty = [table for table in publication.tables if table.kind in {"government_fund", "state_capital", "projects"}]
    assert empty
    assert all(len(table.notes) == 1 for table in empty)


@pytest.mark.parametrize("name", templates())
def test_columns_of_a_table_are_as_many_as_its_widths_and_cells(name: str) -> None:
    for table in tabulate(small_ledger(), name).tables:
        assert len(table.widths) == table.columns
        assert all(len(row) == table.columns for row in table.body)
        covered = {
            (row, column)
            for cell in table.header
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        assert covered == {(row, column) for row in range(table.header_rows) for column in range(table.columns)}


def test_ordinals_follow_their_sample() -> None:
    assert [ordinal("一、", n) for n in (1, 10, 11, 20, 21)] == ["一、", "十、", "十一、", "二十、", "二十一、"]
    assert [ordinal(sample, 3) for sample in ("（一）", "1.", "（1）", "①", "第一部分 ")] == [
        "（三）",
        "3.",
        "（3）",
        "③",
        "第三部分 ",
    ]
    assert [chinese_number(n) for n in (100, 105, 110, 1024)] == ["一百", "一百零五", "一百一十", "一千零二十四"]
