"""Checks of a ledger's facts: codes, references, amounts, duplicates, and the balance of each source of funds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji.ledgers.check_tags import tag_problems
from gouji.ledgers.problems import ERROR, WARNING, LedgerProblem, Places
from gouji.ledgers.rows import yuan
from gouji.ledgers.words import label
from gouji.lexicon.classification import Classification, economic, functional
from gouji.model.coordinates import CARRIED_OVER, CURRENT, EXPENDITURE, FUND_PARENTS, REVENUE
from gouji.model.kinds import AT_START
from gouji.model.ledger import Fact, Ledger

_FUNDS = frozenset({*FUND_PARENTS, *FUND_PARENTS.values(), "special_account_funds", "unnamed"})
_USES = frozenset(
    {"basic", "basic/personnel", "basic/operating", "project", "business", "remittance_up", "subsidy_down"}
)
_SHOWN = 5


def fact_problems(
    ledger: Ledger, places: Places, *, whole: bool = True, balanced: bool = True
) -> Iterator[LedgerProblem]:
    """Everything wrong with the facts; whether they balance only where they are all there, and ``balanced`` asks."""
    yield from _each(ledger, places, whole=whole)
    yield from _duplicates(ledger, places)
    if whole and balanced:
        yield from _balance(ledger)


def _each(ledger: Ledger, places: Places, *, whole: bool) -> Iterator[LedgerProblem]:
    units = {unit.id for unit in ledger.units}
    projects = {entry.id: entry for entry in ledger.projects}
    codes = _Codes(ledger)
    unclear = 0
    # What is stated of “三公” as a whole is not made of tagged amounts.
    tagged = whole and not any(s.year == ledger.year and s.item.startswith("three_public") for s in ledger.stated)
    for index, fact in enumerate(ledger.facts):
        this_year = fact.year == ledger.year
        if ledger.year and not this_year and fact.year != ledger.year - 1:
            yield places.problem(ERROR, f"年度 {fact.year} 既不是预算年度也不是上年度", "facts", index, "year")
        if fact.unit not in units and (fact.unit or not (fact.inferred or not this_year)):
            what = f"单位“{fact.unit}”没有在“单位”表登记" if fact.unit else "没有填单位"
            yield places.problem(ERROR, what, "facts", index, "unit")
        unclear += not fact.unit and this_year
        if fact.fund not in _FUNDS:
            yield places.problem(ERROR, f"资金来源“{fact.fund}”不在可选范围内", "facts", index, "fund")
        if fact.origin not in {CURRENT, CARRIED_OVER}:
            yield places.problem(ERROR, f"资金性质“{fact.origin}”应是本年或上年结转", "facts", index, "origin")
        for field, code in (("function", fact.function), ("economic", fact.economic)):
            problem = codes.problem(field, code) if code is not None else None
            if problem is not None:
                yield places.problem(ERROR, problem, "facts", index, field)
        if fact.amount < 0 and fact.stage in {None, AT_START}:
            yield places.problem(ERROR, f"金额 {yuan(fact.amount)} 元是负数", "facts", index, "amount")
        elif fact.amount == 0:
            yield places.problem(WARNING, "金额是零，可以删去这一行", "facts", index, "amount")
        if fact.side == EXPENDITURE:
            for level, message, field in _spending(fact, this_year):
                yield places.problem(level, message, "facts", index, field)
        if this_year:
            for level, message, field in tag_problems(fact, whole=tagged):
                yield places.problem(level, message, "facts", index, field)
        if fact.project is not None:
            entry = projects.get(fact.project)
            if entry is None:
                yield places.problem(ERROR, f"项目“{fact.project}”没有在“项目”表登记", "facts", index, "project")
            elif entry.unit and fact.unit and entry.unit != fact.unit:
                message = f"项目“{entry.name}”登记在另一个单位名下，与这一行的单位不一致"
                yield places.problem(ERROR, message, "facts", index, "project")
    if unclear:
        message = f"有 {unclear} 笔推算的本年收支没有单位（公开文件没有按单位列示），按单位的表只能列出其余部分"
        yield LedgerProblem(WARNING, message, "支出")


def _spending(fact: Fact, this_year: bool) -> Iterator[tuple[str, str, str]]:
    """What an expenditure of its own must say: (level, message, field)."""
    if fact.item is not None:
        return
    if fact.use is not None and fact.use not in _USES:
        yield ERROR, f"支出类别“{fact.use}”不在可选范围内", "use"
    if fact.project is not None and fact.use != "project":
        yield ERROR, "填了项目的支出，支出类别应是项目支出", "use"
    if not this_year or fact.inferred:
        return
    if fact.use is None:
        yield ERROR, "没有填支出类别", "use"
    if fact.function is None or len(fact.function) != 7:
        yield ERROR, "功能分类科目要列到项级（7 位编码）", "function"
    if fact.use == "project" and fact.project is None:
        yield WARNING, "项目支出没有选项目，公开的项目表将列不全", "project"
    if fact.use == "basic":
        yield WARNING, "基本支出没有分人员经费和公用经费", "use"
    if (fact.use or "").startswith("basic") and (fact.economic is None or len(fact.economic) != 5):
        yield ERROR, "基本支出的经济分类科目要列到款级（5 位编码）", "economic"


class _Codes:
    """Whether codes exist, each asked once."""

    def __init__(self, ledger: Ledger) -> None:
        year = ledger.year or None
        self._lists: dict[str, tuple[Classification, str]] = {
            "function": (functional(year), "功能分类科目"),
            "economic": (economic(year), "经济分类科目"),
        }
        self._own = {code for code, _ in ledger.codes}
        self._known: dict[tuple[str, str], str | None] = {}

    def problem(self, field: str, code: str) -> str | None:
        """What is wrong with a code, None when it is known to the lists or registered by the ledger itself."""
        if (field, code) not in self._known:
            self._known[field, code] = self._ask(field, code)
        return self._known[field, code]

    def _ask(self, field: str, code: str) -> str | None:
        classification, title = self._lists[field]
        lengths = (3, 5, 7) if field == "function" else (3, 5)
        if not code.isdigit() or len(code) not in lengths:
            return f"{title}“{code}”不是编码，应为 {'、'.join(map(str, lengths))} 位数字"
        if code in self._own or code in classification:
            return None
        return f"{title}编码“{code}”不在科目表中；若确有此科目，请在“补充科目”表登记编码和名称"


def _duplicates(ledger: Ledger, places: Places) -> Iterator[LedgerProblem]:
    """Two lines that are alike in everything, the amount included."""
    seen: dict[Fact, int] = {}
    for index, fact in enumerate(ledger.facts):
        first = seen.setdefault(fact, index)
        if first != index:
            rows = places.tables.get("facts", ())
            row = f"第 {rows[first].row} 行" if first < len(rows) else "前面一行"
            yield places.problem(WARNING, f"与{row}完全相同，请确认不是重复录入", "facts", index, "amount")


def _balance(ledger: Ledger) -> Iterator[LedgerProblem]:
    """Revenue is expenditure with what is carried forward: for each fund, and for each unit where its funds do."""
    totals: dict[tuple[str | None, str], dict[str, int]] = defaultdict(lambda: {REVENUE: 0, EXPENDITURE: 0})
    units: dict[tuple[str | None, str, str], dict[str, int]] = defaultdict(lambda: {REVENUE: 0, EXPENDITURE: 0})
    for fact in ledger.facts:
        if fact.year == ledger.year and fact.side in {REVENUE, EXPENDITURE}:
            totals[fact.stage, fact.fund][fact.side] += fact.amount
            units[fact.stage, fact.fund, fact.unit][fact.side] += fact.amount
    broken = {place for place, sums in totals.items() if sums[REVENUE] != sums[EXPENDITURE]}
    for stage, fund in sorted(broken, key=repr):
        yield LedgerProblem(ERROR, f"{_said(label('fund', fund), totals[stage, fund])}", "收入")
    names = {unit.id: unit.name for unit in ledger.units}
    wrong = [
        (names.get(unit, unit), fund, sums)
        for (stage, fund, unit), sums in units.items()
        if unit and (stage, fund) not in broken and sums[REVENUE] != sums[EXPENDITURE]
    ]
    for name, fund, sums in wrong[:_SHOWN]:
        yield LedgerProblem(ERROR, f"单位“{name}”的{_said(label('fund', fund), sums)}", "收入")
    if len(wrong) > _SHOWN:
        yield LedgerProblem(ERROR, f"另有 {len(wrong) - _SHOWN} 处单位的收支不平衡", "收入")


def _said(fund: str, sums: dict[str, int]) -> str:
    difference = sums[REVENUE] - sums[EXPENDITURE]
    return (
        f"{fund}收支不平衡：收入 {yuan(sums[REVENUE])} 元，支出（含结转下年）{yuan(sums[EXPENDITURE])} 元，"
        f"相差 {yuan(difference)} 元"
    )
