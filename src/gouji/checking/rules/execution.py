"""G35x: what final accounts say of a budget and how it was spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.checking.findings import Finding, Level
from gouji.checking.rule import rule
from gouji.checking.rules.passages import body
from gouji.model.disclosure import Disclosure
from gouji.model.money import parse_number

_NUMBER = r"(?P<{name}>\d[\d,]*(?:\.\d+)?)"
_PAIR = re.compile(
    r"(?:年初)?预算(?:数)?(?:为|是|安排)?"
    + _NUMBER.format(name="budget")
    + r"(?P<budget_unit>亿元|万元|元)[，,、；;](?:[^。；;\d]{0,16})?决算(?:数)?(?:为|是)?"
    + _NUMBER.format(name="final")
    + r"(?P<final_unit>亿元|万元|元)"
)
_CLAIM = re.compile(
    r"决算(?:数)?(?:与|较|比)?(?P<way>大于|高于|多于|超过|小于|低于|少于|等于|与)(?:年初)?预算(?:数)?(?P<flat>持平|一致|相同|相等)?"
)
_WORDS = {1: "大于", -1: "小于", 0: "等于"}


def _way(claim: re.Match[str]) -> int | None:
    """Which way a claim goes: 1 the final amount is said to be larger; None where it says nothing exact."""
    if claim["way"] == "与":
        return 0 if claim["flat"] else None
    if claim["way"] == "等于":
        return 0
    return 1 if claim["way"] in {"大于", "高于", "多于", "超过"} else -1


@rule("G351", "决算与预算的大小说反", Level.WARNING, kinds=("final_accounts",))
def contradicted_execution(disclosure: Disclosure) -> Iterator[Finding]:
    """“决算数大于（小于）预算数的主要原因”所说的大小，应与同一段的预算数、决算数一致。

    例如“年初预算为100.00万元，支出决算为90.00万元。决算数大于预算数的主要原因是……”，应写“小于”。
    """
    for passage in body(disclosure):
        pairs = list(_PAIR.finditer(passage.text))
        for claim in _CLAIM.finditer(passage.text) if pairs else ():
            before = [pair for pair in pairs if pair.end() <= claim.start()]
            said = _way(claim)
            if not before or said is None:
                continue
            true = _compared(before[-1])
            if true is not None and true != said:
                yield contradicted_execution.finding(
                    f"预算{before[-1]['budget']}{before[-1]['budget_unit']}、决算{before[-1]['final']}"
                    f"{before[-1]['final_unit']}，决算{_WORDS[true]}预算，这里却写“{claim.group()}”，请核对",
                    passage.between(before[-1].start(), claim.end()),
                    values=(before[-1]["budget"], before[-1]["final"]),
                )


def _compared(pair: re.Match[str]) -> int | None:
    """1 where the final amount is larger than the budget, -1 where it is smaller, 0 where they are printed alike; None
    in different units."""
    budget, final = parse_number(pair["budget"]), parse_number(pair["final"])
    if pair["budget_unit"] != pair["final_unit"] or budget is None or final is None:
        return None
    one, other = Decimal(final), Decimal(budget)
    return (one > other) - (one < other)
