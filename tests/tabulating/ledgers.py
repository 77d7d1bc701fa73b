"""Small ledgers written out by hand."""

from __future__ import annotations

from dataclasses import replace

from gouji.model.ledger import Assets, DepartmentEntry, Fact, Ledger, ProjectEntry, StatedAmount, Texts, UnitEntry

GENERAL = "general_public_budget"
PROJECT = ProjectEntry("p1", "设备更新", "u1", "设施设备", "专项业务支出")


def spent(function: str, use: str, yuan: float, **more: object) -> Fact:
    """What is spent of the general public budget in 2026."""
    amount = round(yuan * 100)
    fact = Fact(2026, "expenditure", "u1", GENERAL, amount, function=function, use=use, economic="30201")
    return replace(fact, **more)  # type: ignore[arg-type]


def small_ledger(*facts: Fact, texts: Texts | None = None, stated: tuple[StatedAmount, ...] = ()) -> Ledger:
    """A department of one unit; its revenue is what it spends."""
    facts = facts or (
        spent("2010301", "basic/operating", 1000.56),
        spent("2080505", "project", 234, project="p1", economic="31002"),
    )
    revenue = tuple(
        Fact(f.year, "revenue", f.unit, f.fund, f.amount, origin=f.origin) for f in facts if f.side == "expenditure"
    )
    return Ledger(
        DepartmentEntry("甲市乙局", 2026),
        (UnitEntry("u1", "甲市乙局", "administrative", 10, 2),),
        (PROJECT,),
        (*facts, *revenue),
        stated,
        (),
        Assets("2025年12月31日", 3, (), 1),
        texts or Texts(("负责乙事。",), ("办公室",)),
    )
