"""What people say of a budget is held against its lines: what is false is found where it stands, nothing else is."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checking.rules import all_rules
from gouji.drafting import Amounts, Draft, InText, OfFacts, OfTarget, Printed, Said, examined
from gouji.drafting.asked import BESIDE_LINES, OF_DOCUMENTS, OF_TARGETS, OF_WORDS
from gouji.drafting.examination import stretch
from gouji.ledgers.simulate import FEATURES
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Indicator, Target
from gouji.model.ledger import DepartmentEntry, Fact, Ledger, ProjectEntry, UnitEntry
from gouji.model.money import Amount, Unit
from gouji.tabulating import templates
from tests.drafting.notes import NOTE, first_words, narrated, said, saying

GENERAL = "general_public_budget"
DRAFTS = st.builds(
    narrated,
    st.integers(0, 2**16),
    st.integers(0, 9),
    st.sampled_from(templates()),
    st.sets(st.sampled_from(sorted(FEATURES))),
)
_PRINTED = re.compile(r"\d[\d,]*\.\d\d(?=万元)")


@settings(max_examples=25)
@given(DRAFTS)
def test_what_is_sound_is_passed(draft: Draft) -> None:
    assert examined(draft) == ()


@settings(max_examples=20)
@given(DRAFTS, st.integers(0, 2**16))
def test_any_digit_of_any_amount_is_found_where_it_stands(draft: Draft, seed: int) -> None:
    random, text = Random(seed), draft.said[0].text
    amount = random.choice([one for one in _PRINTED.finditer(text) if one.group().strip("0.,")])
    place = random.choice([at for at in range(amount.start(), amount.end() - 1) if text[at].isdigit()])
    digit = random.choice([one for one in "123456789" if one != text[place]])
    found = examined(saying(draft, text[:place] + digit + text[place + 1 :]))
    spots = [told.spots[0] for told in found if told.spots]
    assert any(isinstance(spot, InText) and spot.start <= place < spot.end for spot in spots), (amount.group(), found)


@settings(max_examples=15)
@given(DRAFTS, st.integers(0, 2**16), st.integers(20_000, 10**8))
def test_a_line_that_changed_is_among_those_a_stale_sentence_leads_to(draft: Draft, seed: int, more: int) -> None:
    facts = list(draft.ledger.facts)
    place = Random(seed).choice([n for n, fact in enumerate(facts) if fact.side == "expenditure" and fact.item is None])
    line = facts[place]
    revenue = next(
        n
        for n, fact in enumerate(facts)
        if fact.side == "revenue" and (fact.fund, fact.origin, fact.function) == (line.fund, line.origin, line.function)
    )
    for n in (place, revenue):
        facts[n] = replace(facts[n], amount=facts[n].amount + more)
    found = examined(replace(draft, ledger=replace(draft.ledger, facts=tuple(facts), targets=())))
    lines = [spot.facts for told in found for spot in told.spots if isinstance(spot, OfFacts)]
    assert any(place in one for one in lines)
    assert all(isinstance(told.spots[0], InText) for told in found), "the lines are never what is wrong"


# ── one wrong thing at a time


def fact(function: str, economic: str | None, use: str, yuan: int, **more: object) -> Fact:
    made = Fact(2026, "expenditure", "u", GENERAL, yuan * 100, function=function, economic=economic, use=use)
    return replace(made, **more)  # type: ignore[arg-type]


def small(year: int = 2026, extra: int = 0) -> Ledger:
    """Fifteen hundred and some 万元 in all."""
    spent = [
        fact("2010301", "30101", "basic/personnel", 8_000_000),
        fact("2010301", "30217", "basic/operating", 20_000, tags=frozenset({"three_public/reception"})),
        fact("2010301", "30201", "basic/operating", 1_980_000 + extra),
        fact("2010302", "30227", "project", 500_000, project="p", tags=frozenset({"entrusted_services"})),
        fact("2010302", "31002", "project", 4_500_000, project="q", tags=frozenset({"procurement/goods"})),
        fact("2010302", "30227", "project", 250_000, project="q", origin="carried_over"),
    ]
    both = frozenset({"procurement/services", "purchased_services"})
    spent[3] = replace(spent[3], tags=spent[3].tags | both)
    sums: dict[str, int] = {}
    for one in spent:
        sums[one.origin] = sums.get(one.origin, 0) + one.amount
    revenue = [Fact(2026, "revenue", "u", GENERAL, amount, origin=origin) for origin, amount in sums.items()]
    facts = tuple(replace(one, year=year) for one in (*revenue, *spent))
    unit = UnitEntry("u", "某市某局本级", "administrative", 40, 12)
    projects = (ProjectEntry("p", "档案整理", "u", "专项业务"), ProjectEntry("q", "机房设备更新", "u", "专项业务"))
    return Ledger(DepartmentEntry("某市某局本级", year, scope="unit"), (unit,), projects, facts)


SOUND = """2026年收入预算1525.00万元，比2025年增加10.00万元，增长0.66%，主要原因是新增设备。
支出预算1525.00万元，其中：基本支出1000.00万元，占65.57%；项目支出525.00万元，占34.43%。
人员经费800.00万元，公用经费200.00万元。
“三公”经费预算2.00万元，其中：公务接待费2.00万元。
政府采购预算500.00万元，其中：政府采购货物450.00万元，政府采购服务50.00万元。
委托业务费75.00万元，政府购买服务支出50.00万元。
机关运行经费200.00万元。
上年结转25.00万元。
档案整理项目50.00万元，用于整理历年档案。
一般行政管理事务（项）支出525.00万元。
2026年支出预算1525.00万元，2025年支出预算1515.00万元。
现有在职人员40人，离退休人员12人。
2026年安排一级项目1个，二级项目2个。
没有政府性基金预算支出。"""
WRONG = {
    "a total": ("支出预算1525.00万元，其中", "支出预算1535.00万元，其中", "G103", "1535.00万元"),
    "a part": ("人员经费800.00", "人员经费80.00", "G103", "80.00万元"),
    "a share": ("占65.57%", "占66.57%", "G106", "66.57%"),
    "a change": ("增加10.00", "增加11.00", "G103", "11.00万元"),
    "a rate": ("增长0.66%", "增长6.60%", "G106", "6.60%"),
    "last year's figure": ("2025年支出预算1515.00", "2025年支出预算1415.00", "G103", "1415.00万元"),
    "三公": ("公务接待费2.00", "公务接待费20.00", "G103", "20.00万元"),
    "procurement": ("政府采购货物450.00", "政府采购货物400.00", "G103", "400.00万元"),
    "entrusted services": ("委托业务费75.00", "委托业务费57.00", "G103", "57.00万元"),
    "purchased services": ("政府购买服务支出50.00", "政府购买服务支出75.00", "G103", "75.00万元"),
    "agencies": ("机关运行经费200.00", "机关运行经费210.00", "G103", "210.00万元"),
    "what was carried over": ("上年结转25.00", "上年结转52.00", "G103", "52.00万元"),
    "a project": ("档案整理项目50.00", "档案整理项目55.00", "G103", "55.00万元"),
    "a function": ("事务（项）支出525.00", "事务（项）支出552.00", "G103", "552.00万元"),
    "staff": ("在职人员40人", "在职人员45人", "G334", "在职人员45人"),
    "how many projects": ("二级项目2个", "二级项目3个", "G335", "二级项目3个"),
    "the year": ("比2025年增加", "比2024年增加", "G303", "2024年"),
    "a unit of amount": ("支出预算1525.00万元，其中", "支出预算1525.00元，其中", "G311", "1525.00元"),
    "a reason": ("主要原因是新增设备", "主要原因是减少设备购置", "G341", "减少"),
    "a word": ("机关运行经费", "机关运行费", "G511", "机关运行费"),
    "another true thing": ("没有政府性基金", "没有国有资本经营预算支出，没有政府性基金", "", ""),
}


def test_a_sound_text_is_passed() -> None:
    assert said(small(), SOUND, before=small(2025, -100_000)) == ()


@pytest.mark.parametrize("name", sorted(WRONG))
def test_each_wrong_thing_is_found(name: str) -> None:
    old, new, code, words = WRONG[name]
    assert SOUND.count(old) == 1
    text = SOUND.replace(old, new)
    found = said(small(), text, before=small(2025, -100_000))
    if not code:
        assert found == ()
        return
    draft = Draft(small(), (Said(NOTE, "编报说明", text),))
    mine = [told for told in found if told.code == code and any(isinstance(spot, InText) for spot in told.spots)]
    assert any(words in first_words(told, draft) for told in mine), found


def test_an_amount_leads_to_its_lines() -> None:
    (told,) = said(
        small(), SOUND.replace("政府采购货物450.00", "政府采购货物400.00").replace("采购预算500", "采购预算450")
    )[:1]
    (lines,) = [spot.facts for spot in told.spots if isinstance(spot, OfFacts)]
    assert {small().facts[place].economic for place in lines} <= {"31002", "30227"}


def test_money_of_a_fund_that_is_denied() -> None:
    ledger = small()
    fund = [replace(one, fund="government_fund_budget", project=None, tags=frozenset()) for one in ledger.facts[:1]]
    fund.append(replace(fund[0], side="expenditure", function="2120803", use="project"))
    found = said(replace(ledger, facts=(*ledger.facts, *fund)), "没有政府性基金预算支出。")
    assert [told.code for told in found] == ["G361"]


def test_a_reason_may_speak_of_anything() -> None:
    text = "办公费按每人1200元测算，人员经费80万元另有来源。"
    assert said(small(), text, states=False) == ()
    assert [told.code for told in said(small(), "办公费1200元。", states=True)] == ["G103"]


def test_sentences_are_not_accused_of_lines_that_do_not_balance_yet() -> None:
    ledger = small()
    facts = tuple(replace(one, amount=one.amount - 100) if one.side == "revenue" else one for one in ledger.facts)
    spending = "支出预算1525.00万元，其中：基本支出1000.00万元，项目支出525.00万元。"
    assert said(replace(ledger, facts=facts), spending) == ()
    assert [told.code for told in said(replace(ledger, facts=facts), "收入预算1525.00万元。")] == []
    (told,) = said(replace(ledger, facts=facts[2:]), "收入预算1525.00万元。" + spending)
    assert isinstance(told.spots[0], InText)
    assert "“收入合计”行“2026年”列应为1525.00万元；或" in told.message, "either may be mended"


def test_last_years_document_tells_what_it_prints() -> None:
    at = Coordinates(year=2025, side="expenditure")
    printed = Printed("2025年预算公开", 2025, {at: Amount("1515.00", Unit.TEN_THOUSAND_YUAN)})
    text = "2026年支出预算1525.00万元，比2025年增加{}万元。"
    for change, codes in (("10.00", []), ("9.00", ["G103"])):
        draft = Draft(small(), (Said(NOTE, "编报说明", text.format(change), states=True),), printed)
        assert [told.code for told in examined(draft)] == codes


def test_targets_are_held_against_the_money_of_their_projects() -> None:
    def limited(yuan: str, amount: str = "50.00") -> Ledger:
        limit = Indicator("成本指标", "经济成本指标", "档案整理总成本", None, f"≤{yuan}万元", "≤", yuan, "万元", "20")
        money = Amount(amount, Unit.TEN_THOUSAND_YUAN)
        return replace(
            small(), targets=(Target(None, "档案整理", money, "整理历年档案，便于查阅。", (limit,), year=2026),)
        )

    assert examined(Draft(limited("50"))) == ()
    for wrong, code in ((limited("60"), "G743"), (limited("50", "55.00"), "G742")):
        (told,) = examined(Draft(wrong))
        assert (told.code, told.spots) == (code, (OfTarget("档案整理"),))


def test_every_rule_is_asked_here_or_elsewhere() -> None:
    told = [*OF_WORDS, *BESIDE_LINES, *OF_TARGETS, *OF_DOCUMENTS]
    assert len(told) == len(set(told))
    assert {rule.code for rule in all_rules() if not rule.code.startswith("G7")} == {c for c in told if c[:2] != "G7"}


def test_words_are_found_across_blanks_and_breaks() -> None:
    one = Said(NOTE, "编报说明", "第一段，100.00 万元：\n人员经费 80.00 万元，\n公用经费20.00万元。")
    spot = stretch(one, 1, "人员经费80.00万元", (4, 9))
    assert one.text[spot.start : spot.end] == "80.00"
    spot = stretch(one, 2, "没有的话")
    assert one.text[spot.start : spot.end] == "人员经费 80.00 万元，"


def test_an_expense_counts_under_its_name_without_a_tag() -> None:
    ledger = small()
    bare = replace(ledger, facts=tuple(replace(one, tags=frozenset()) for one in ledger.facts))
    for item, yuan in (("three_public/reception", 20_000), ("entrusted_services", 750_000), ("procurement", 0)):
        assert Amounts(bare).exact(Coordinates(year=2026, item=item)) == yuan * 100
    assert Amounts(bare).exact(Coordinates(year=2026, item="procurement_sme")) is None
