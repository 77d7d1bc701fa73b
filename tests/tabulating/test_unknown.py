"""What nobody knows is not made up: parts of a stated whole, the unit of money, the fund of an item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.errors import GoujiError
from gouji.model.ledger import Fact, Ledger, StatedAmount, Texts, UnitEntry
from gouji.model.publication import PrintedTable, Publication, TextBlock
from gouji.tabulating import parse_template, tabulate
from tests.tabulating.ledgers import small_ledger, spent

TEMPLATE = """
label = "试"
title = "{department}{year}年预算"
[[table]]
title = "部门收入总表"
at = { side = "revenue" }
leads = [{ path = "单位名称" }]
columns = ["合计"]
rows = [{ axis = "units" }, { label = "合计", at = {} }]
[[table]]
title = "委托业务费表"
at = { side = "expenditure", item = "entrusted_services" }
leads = [{ path = "项目" }]
columns = ["合计", "一般公共预算", "政府性基金预算"]
rows = [{ label = "合计", at = {} }]
[[block]]
content = "tables"
[[block]]
say = [
  "采购{procurement}{list:procurement_kinds}。",
  "{three_public.change}{three_public.reason}；{reception.change}{reception.reason}。",
  "收入{revenue.change}{revenue.reason}；支出{expenditure.change}{expenditure.reason}。",
  { text = "{it.name}{it.purpose}。", each = "general_classes" },
]
[[block]]
content = "glossary"
"""


def published(ledger: Ledger) -> Publication:
    return tabulate(ledger, parse_template(TEMPLATE, "试"))


def rows(publication: Publication, title: str) -> list[list[str]]:
    table = next(b for b in publication.blocks if isinstance(b, PrintedTable) and title in b.title)
    return [[cell.text if cell else "" for cell in row] for row in table.body]


def said(publication: Publication) -> list[str]:
    return [block.text for block in publication.blocks if isinstance(block, TextBlock)]


def test_a_whole_of_unknown_parts_is_told_alone() -> None:
    whole = StatedAmount(2026, "procurement", 50_000_000)
    assert said(published(small_ledger(stated=(whole,))))[0] == "采购50.00万元。"
    parts = (StatedAmount(2026, "procurement/goods", 50_000_000),)
    text = said(published(small_ledger(stated=(whole, *parts))))[0]
    assert text.startswith("采购50.00万元，其中：政府采购货物预算50.00万元，政府采购工程预算0万元")


def test_stated_parts_are_rounded_with_their_whole() -> None:
    parts = [StatedAmount(2026, f"procurement/{kind}", 10_050_00) for kind in ("goods", "works", "services")]
    whole = StatedAmount(2026, "procurement", 3 * 10_050_00)
    text = said(published(small_ledger(stated=(whole, *parts))))[0]
    amounts = [int(part.split("万元")[0][-4:].replace(".", "")) for part in text.split("预算")[1:]]
    assert sum(amounts) == int(text[2:6].replace(".", ""))


def test_money_of_no_unit_has_a_row_and_unknown_units_have_none() -> None:
    ledger = small_ledger()
    nowhere = replace(ledger, facts=tuple(replace(fact, unit="") for fact in ledger.facts))
    assert [row[0] for row in rows(published(nowhere), "收入")] == ["甲市乙局", "合计"]
    second = replace(ledger, units=(*ledger.units, UnitEntry("u2", "乙局信息中心")))
    half = replace(second, facts=(*second.facts, Fact(2026, "revenue", "", "general_public_budget", 100)))
    assert [row[0] for row in rows(published(half), "收入")] == ["甲市乙局", "未分列到单位的收支", "合计"]
    assert [row[0] for row in rows(published(second), "收入")] == ["甲市乙局", "乙局信息中心", "合计"]


def test_a_stated_item_is_of_one_fund_only() -> None:
    ledger = small_ledger(stated=(StatedAmount(2026, "entrusted_services", 50_000_000),))
    assert rows(published(ledger), "委托") == [["合计", "50.00", "50.00", ""]]


def test_parts_explain_the_whole_and_one_side_the_other() -> None:
    dinner = spent("2010301", "basic/operating", 30_000, tags=frozenset({"three_public/reception"}))
    before = replace(dinner, year=2025, amount=2_000_000)
    texts = Texts(("甲",), ("乙",), (("three_public/reception", "来宾增加"), ("revenue", "任务增加")))
    ledger = small_ledger(dinner, before, texts=texts)
    facts = tuple(replace(fact, year=fact.year - (fact.amount == 2_000_000)) for fact in ledger.facts if fact.year)
    facts = tuple(
        f if f.side == "expenditure" else replace(f, year=2026 if f.amount == 3_000_000 else 2025) for f in facts
    )
    found = said(published(replace(ledger, facts=(dinner, before, *(f for f in facts if f.side == "revenue")))))
    assert found[1] == "比2025年预算数增加1.00万元；比2025年预算数增加1.00万元，主要原因是来宾增加。"
    assert found[2].count("主要原因是任务增加") == 2


def test_a_class_is_for_what_is_spent_under_it() -> None:
    purposes = [text for text in said(published(small_ledger())) if "主要用于" in text]
    assert purposes == [
        "一般公共服务支出，主要用于保障机关日常运转。",
        "社会保障和就业支出，主要用于缴纳在职职工基本养老保险的单位部分。",
    ]


def test_terms_of_the_office_are_printed_where_they_occur() -> None:
    texts = Texts(glossary=(("单位名称", "单位的名称。"), ("事业基金", "不在文中。")))
    glossary = [
        text for text in said(published(small_ledger(texts=texts))) if text.startswith(("单位名称", "事业基金"))
    ]
    assert glossary == ["单位名称：单位的名称。"]


def test_final_accounts_are_not_printed_as_a_budget() -> None:
    ledger = small_ledger()
    final = replace(ledger, facts=tuple(replace(fact, stage="final") for fact in ledger.facts))
    with pytest.raises(GoujiError, match="决算"):
        published(final)
