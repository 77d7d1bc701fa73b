"""Arbitrary ledgers for laws: any text a cell may hold, any amount a workbook keeps, every optional field."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from gouji.model.disclosure import Indicator, Target
from gouji.model.ledger import (
    Assets,
    DepartmentEntry,
    Fact,
    Ledger,
    ProjectEntry,
    StatedAmount,
    Texts,
    UnitEntry,
)
from gouji.model.money import Amount, Unit
from gouji.reading.targets.value import read_value

LETTERS = "预算单位项目甲乙丙ABCabc019（）“”、，。：；=+-@'\"<>&_%/ \n"
texts = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
names = st.text("预算单位项目甲乙丙丁戊ABC019（）、", min_size=1, max_size=8)
amounts = st.integers(0, 10**14)
counts = st.one_of(st.none(), st.integers(0, 10**6))
funds = st.sampled_from(["general_public_budget", "government_fund_budget", "own_funds/other", "special_account_funds"])
codes = st.sampled_from(["2010301", "2080505", "2210201", "20103", "201"])
economics = st.sampled_from(["30101", "30217", "310", "31002"])
KINDS = [
    *("three_public/reception", "procurement/goods", "procurement/services"),
    *("entrusted_services", "purchased_services", "agency_operating_expenses"),
]
tags = st.frozensets(st.sampled_from(KINDS), max_size=5)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    value = draw(st.sampled_from(["≥90%", "=100场", "有所提高", "≤12.5万元", "八月底前", None]))
    whole = read_value(value) if value is not None else None
    optional = st.one_of(st.none(), texts)
    return Indicator(
        draw(optional),
        draw(optional),
        draw(optional),
        draw(optional),
        whole.text if whole else None,
        whole.operator if whole else None,
        whole.number if whole else None,
        whole.measure if whole else None,
        draw(st.one_of(st.none(), st.integers(1, 50).map(str))),
        draw(st.one_of(st.none(), st.just("≥50%"))),
    )


@st.composite
def targets(draw: st.DrawFn) -> Target:
    optional = st.one_of(st.none(), texts)
    money = st.builds(Amount, st.sampled_from(["6.00", "1234.56", "0.5"]), st.sampled_from(list(Unit)))
    return Target(
        draw(optional),
        draw(optional),
        draw(st.one_of(st.none(), money)),
        draw(optional),
        tuple(draw(st.lists(indicators(), max_size=3))),
        year=draw(st.one_of(st.none(), st.just(2026))),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    year = 2026
    unit_names = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    units = tuple(
        UnitEntry(f"14{number:03d}", name, draw(st.sampled_from(["administrative", "institution"])), draw(counts))
        for number, name in enumerate(unit_names)
    )
    ids = [unit.id for unit in units]
    projects = tuple(
        ProjectEntry(f"P{number:02d}", draw(texts), draw(st.sampled_from(ids)), draw(names), "", draw(st.booleans()))
        for number in range(draw(st.integers(0, 3)))
    )

    def fact(of_year: int, side: str) -> Fact:
        made = Fact(
            of_year,
            side,
            draw(st.sampled_from(ids)),
            draw(funds),
            draw(amounts),
            draw(st.sampled_from(["current", "carried_over"])),
            draw(st.one_of(st.none(), codes)),
            stage=draw(st.sampled_from([None, "final"])),
            inferred=draw(st.booleans()),
        )
        if side == "revenue":
            return made
        return replace(
            made,
            economic=draw(st.one_of(st.none(), economics)),
            use=draw(st.sampled_from([None, "basic/personnel", "project"])),
            project=draw(st.sampled_from([None, *(entry.id for entry in projects)])),
            item=draw(st.sampled_from([None, "carried_forward"])),
            tags=draw(tags),
        )

    sides = [(year, "expenditure"), (year, "revenue"), (year - 1, "expenditure"), (year - 1, "revenue")]
    facts = [fact(*side) for side in sides for _ in range(draw(st.integers(0, 3)))]
    stated = st.builds(
        StatedAmount,
        st.sampled_from([year, year - 1]),
        st.sampled_from(["procurement", "agency_operating_expenses", "procurement_sme", "something_else/part"]),
        amounts,
        st.sampled_from([None, *ids]),
    )
    pairs = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
    return Ledger(
        DepartmentEntry(draw(names), year, draw(names), draw(st.sampled_from(["department", "unit"])), "2026年2月1日"),
        units,
        projects,
        tuple(facts),
        tuple(draw(st.lists(stated, max_size=3))),
        tuple(draw(st.lists(targets(), max_size=2))),
        Assets(
            "2025年12月31日",
            draw(counts),
            tuple(draw(st.lists(st.tuples(names, st.integers(0, 9)), max_size=2))),
            draw(counts),
            house_area=draw(st.one_of(st.none(), st.just("63427.62"))),
            vehicles_planned=draw(counts),
        ),
        Texts(
            tuple(draw(st.lists(texts, max_size=2))),
            tuple(draw(st.lists(texts, max_size=2))),
            draw(st.just((("three_public/abroad", "出访团组减少"), ("某事", "某原因")))),
            draw(pairs),
        ),
        draw(st.sampled_from([(), (("2990001", "某科目"),)])),
    )
