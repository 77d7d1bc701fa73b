"""G36x: funds and expenses that the narrative denies, and those it breaks down too little."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import body, sentences
from gouji.model.disclosure import Cell, Disclosure, Table

_FUNDS = {
    "政府性基金": ("government_fund", "government_fund_budget"),
    "国有资本经营": ("state_capital", "state_capital_budget"),
}
_DENIAL = re.compile(
    r"(?:没有|无|未安排|未发生|不涉及)(?:使用|安排)?(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?"
    r"(?:安排的?)?(?:收入|支出|收支|预算|拨款|资金)"
)
_ONLY_A_PART = re.compile(r"结转|结余|项目|购买服务|采购|基本支出|增减|变化|变动|上年|去年")


@rule("G361", "说没有的资金表中有数", Level.WARNING)
def denied_fund(disclosure: Disclosure) -> Iterator[Finding]:
    """正文说没有政府性基金或国有资本经营预算的支出，表中就不应有数。

    例如正文写“本部门没有政府性基金预算支出”，而政府性基金预算支出表列有105.00万元。
    """
    year = disclosure.document.year
    for passage in body(disclosure):
        if not any(fund in passage.text for fund in _FUNDS):
            continue
        for sentence in sentences(passage.text):
            for match in _DENIAL.finditer(sentence):
                clause = re.split(r"[，,；;]", sentence[: match.end() + 20])[-1] + sentence[: match.end()]
                if _ONLY_A_PART.search(clause) or _speaks_of_another_year(sentence, year):
                    continue
                kind, fund = _FUNDS[match["fund"]]
                printed = _printed(disclosure, kind, fund)
                if printed is not None:
                    table, cell = printed
                    yield denied_fund.finding(
                        f"这里说“{match.group()}”，《{table.title}》却有{cell.amount}，请核对",
                        passage.around(match.group(), sentence),
                        FindingPlace(table.title, "", "", cell.place, cell.id),
                        values=(match.group(), str(cell.amount)),
                    )


def _speaks_of_another_year(sentence: str, year: int | None) -> bool:
    years = {int(text) for text in re.findall(r"20\d\d(?=年)", sentence)}
    return year is not None and bool(years) and year not in years


def _printed(disclosure: Disclosure, kind: str, fund: str) -> tuple[Table, Cell] | None:
    """The largest amount of this year that the fund's own table prints for the fund."""
    found = [
        (table, cell)
        for table in disclosure.tables
        if table.kind == kind
        for cell in table.cells
        if cell.amount is not None and not cell.amount.is_zero and cell.coordinates is not None
        if cell.coordinates.fund == fund
        and cell.coordinates.year in {None, disclosure.document.year}
        and cell.coordinates.origin is None
        and cell.coordinates.side == "expenditure"
    ]
    return max(found, key=lambda pair: abs(pair[1].amount.fen if pair[1].amount else 0), default=None)


_NUMBER = r"(?:为|是|共|计|预算|支出|决算|数|安排|合计|[:：])*(?P<number>\d[\d,]*(?:\.\d+)?)(?:万元|元)"
_VEHICLES = re.compile(r"公务用车购置[及和与、]运行(?:维护)?(?:费用|费|支出)*" + _NUMBER)
_PURCHASE = re.compile(
    r"(?:车辆|公务用车|公务车|车)(?:的)?购置(?![及和与、]|税)|购置(?:公务用车|公务车|车辆|更新)|(?:新增|更新|新购)(?:公务用车|公务车|车辆)"
)
_OPERATION = re.compile(
    r"(?<![及和与、])(?<!购置)(?:公务用车|公务车|车辆|车)?运行(?:维护|及维护)?(?:费|支出)|公务用车(?:燃料|维修)"
)


@rule("G362", "公务用车费用没有细化", Level.WARNING, basis="财预〔2016〕143号（条文未核）")
def vehicles_in_one_amount(disclosure: Disclosure) -> Iterator[Finding]:
    """“公务用车购置及运行费”应分别说明购置费和运行费，没有购置的也应写明。

    例如只写“公务用车购置及运行维护费19.56万元”，应补写“其中：公务用车购置费0万元，公务用车运行维护费19.56万元”。
    """
    told = [(passage, _VEHICLES.search(passage.text)) for passage in body(disclosure) if "公务用车" in passage.text]
    stated = [(passage, match) for passage, match in told if match and match["number"].strip("0.,")]
    if not stated:
        raise Skip("正文没有说明公务用车购置及运行费的金额，或金额为零")
    text = "".join(passage.text for passage, _ in told)
    rest = _VEHICLES.sub("", text)
    missing = [name for name, pattern in (("购置费", _PURCHASE), ("运行费", _OPERATION)) if not pattern.search(rest)]
    if missing:
        passage, match = stated[0]
        yield vehicles_in_one_amount.finding(
            f"只说明了公务用车购置及运行费的合计，没有写明{'和'.join(missing)}，请分别说明（没有的也应写明）",
            passage.between(match.start(), match.end()),
            level=Level.WARNING if disclosure.document.kind == "final_accounts" else Level.NOTICE,
        )
