"""Sentences: direction and rate of a change, no base, nothing known of last year, reasons given and owed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.model.ledger import Fact, Ledger, StatedAmount, Texts
from gouji.model.publication import Publication, TextBlock
from gouji.tabulating import parse_template, tabulate
from tests.tabulating.ledgers import small_ledger, spent

TEMPLATE = """
label = "句"
title = "{department}{year}年预算"
[[block]]
say = ["支出{expenditure}，{expenditure.change}{expenditure.rate}{expenditure.reason}。"]
[[block]]
say = ["出国{abroad}，{abroad.change}{abroad.rate}{abroad.reason}。"]
[[block]]
say = [
  "一般公共预算{general}，其中：{list:general_uses}。",
  { text = "有项目。", when = "project" },
  { text = "没有项目。", unless = "project" },
  { text = "{it.name}{it}{it.purpose}。", each = "general_classes", ordinal = "（一）" },
]
"""


def sentences(ledger: Ledger) -> list[TextBlock]:
    publication: Publication = tabulate(ledger, parse_template(TEMPLATE, "句"))
    return [block for block in publication.blocks if isinstance(block, TextBlock)]


def before(yuan: float) -> Fact:
    return spent("2010301", "basic/operating", yuan, year=2025)


@pytest.mark.parametrize(
    ("now", "last", "said"),
    [
        (150_000, 100_000, "支出15.00万元，比2025年预算数增加5.00万元，增长50.00%，主要原因是任务增加。"),
        (90_000, 100_000, "支出9.00万元，比2025年预算数减少1.00万元，下降10.00%，主要原因是任务增加。"),
        (100_000, 100_000, "支出10.00万元，与2025年预算数持平。"),
        (100_040, 100_000, "支出10.00万元，与2025年预算数持平。"),
    ],
)
def test_a_change_has_direction_amount_and_rate(now: float, last: float, said: str) -> None:
    texts = Texts(reasons=(("expenditure", "任务增加。"),))
    block = sentences(small_ledger(spent("2010301", "basic/operating", now), before(last), texts=texts))[0]
    assert block.text == said
    assert not block.missing


def test_what_was_nothing_last_year_has_no_rate() -> None:
    trip = spent("2010301", "basic/operating", 30_000, tags=frozenset({"three_public/abroad"}))
    block = sentences(small_ledger(trip, before(100_000)))[1]
    assert block.text == "出国3.00万元，比2025年预算数增加3.00万元，主要原因是〔原因待填〕。"
    assert block.missing


def test_what_is_nothing_in_both_years_stays() -> None:
    block = sentences(small_ledger(spent("2010301", "basic/operating", 100), before(100)))[1]
    assert block.text == "出国0万元，与2025年预算数持平。"
    assert not block.missing


def test_a_year_of_which_nothing_is_known_is_owed() -> None:
    blocks = sentences(small_ledger(spent("2010301", "basic/operating", 100_000)))
    assert blocks[0].text == "支出10.00万元，与2025年预算数相比〔上年数待填〕。"
    assert blocks[0].missing


def test_last_year_may_be_stated() -> None:
    trip = spent("2010301", "basic/operating", 30_000, tags=frozenset({"three_public/abroad"}))
    ledger = small_ledger(trip, stated=(StatedAmount(2025, "three_public/abroad", 4_000_000),))
    assert sentences(ledger)[1].text.startswith("出国3.00万元，比2025年预算数减少1.00万元，下降25.00%")


def test_shares_are_those_of_the_printed_amounts() -> None:
    # 0.333 + 0.333 + 0.334 万元 print as 0.33, 0.33 and 0.34 of 1.00.
    facts = [spent("2010301", f"basic/{use}", 3330) for use in ("personnel", "operating")]
    ledger = small_ledger(*facts, spent("2010302", "project", 3340, project="p1"))
    text = sentences(ledger)[2].text
    assert text == "一般公共预算1.00万元，其中：基本支出0.67万元，占67.00%；项目支出0.33万元，占33.00%。"


def test_conditions_and_lists() -> None:
    facts = (spent("2010301", "basic/operating", 10_000), spent("2080505", "basic/personnel", 20_000))
    texts = [block.text for block in sentences(small_ledger(*facts))[3:]]
    assert texts[0] == "没有项目。"
    assert texts[1].startswith("（一）一般公共服务支出1.00万元，主要用于")
    assert texts[2].startswith("（二）社会保障和就业支出2.00万元")
    with_project = replace(facts[0], use="project", project="p1")
    assert sentences(small_ledger(with_project))[3].text == "有项目。"


def test_a_block_says_which_amounts_it_states() -> None:
    block = sentences(small_ledger(spent("2010301", "basic/operating", 100_000), before(50_000)))[0]
    ((point, amount),) = block.amounts
    assert (point.side, point.year, amount.text) == ("expenditure", 2026, "10.00")
