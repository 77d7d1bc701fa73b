"""Checks of a ledger's performance targets: whose they are, their amounts and the weights of their indicators."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from gouji.ledgers.problems import ERROR, WARNING, LedgerProblem, Places
from gouji.ledgers.rows import yuan
from gouji.lexicon.text import key
from gouji.model.disclosure import Target
from gouji.model.ledger import Ledger, ProjectEntry

_SUMS = (Decimal(90), Decimal(100))
"""What the weights of a project's indicators total: with or without the ten of 预算执行率 (practice)."""
_USUAL = 4


def target_problems(ledger: Ledger, places: Places) -> Iterator[LedgerProblem]:
    """Everything wrong with the targets."""
    names = {unit.id: unit.name for unit in ledger.units}
    known_units = {key(name) for name in names.values()} | {key(ledger.department.name)}
    projects: dict[str, list[ProjectEntry]] = defaultdict(list)
    for known in ledger.projects:
        projects[key(known.name)].append(known)
    spent: dict[str, int] = defaultdict(int)
    for fact in ledger.facts:
        if fact.project is not None and fact.year == ledger.year:
            spent[fact.project] += fact.amount
    sums = _sound_sums(ledger)
    first = 0
    with_target: set[str] = set()
    for index, target in enumerate(ledger.targets):
        if target.unit is not None and key(target.unit) not in known_units:
            yield places.problem(ERROR, f"单位“{target.unit}”没有在“单位”表登记", "targets", index, "unit")
        entry = _project_of(target, projects, names)
        if entry is not None:
            with_target.add(entry.id)
            yield from _amount(target, entry, spent, places, index)
        elif target.project and ledger.projects and key(target.project) not in projects:
            level = ERROR if target.year in {None, ledger.year} else WARNING
            yield places.problem(level, f"项目“{target.project}”没有在“项目”表登记", "targets", index, "project")
        yield from _weights(target, places, first, index, sums)
        first += len(target.indicators)
    without = [known.name for known in ledger.projects if known.id not in with_target and not known.hidden]
    if without and ledger.targets:
        message = f"有 {len(without)} 个项目没有绩效目标：{'、'.join(without[:5])}{'等' if len(without) > 5 else ''}"
        yield LedgerProblem(WARNING, message, "绩效目标")


def _project_of(target: Target, projects: dict[str, list[ProjectEntry]], names: dict[str, str]) -> ProjectEntry | None:
    found = projects.get(key(target.project or ""), [])
    if target.unit is not None and len(found) > 1:
        found = [entry for entry in found if key(names.get(entry.unit, "")) == key(target.unit or "")]
    return found[0] if len(found) == 1 else None


def _amount(
    target: Target, entry: ProjectEntry, spent: dict[str, int], places: Places, index: int
) -> Iterator[LedgerProblem]:
    if target.amount is None or entry.id not in spent:
        return
    interval = target.amount.interval
    if not interval.low <= spent[entry.id] <= interval.high:
        message = f"目标的金额 {target.amount} 与项目“{entry.name}”安排的支出 {yuan(spent[entry.id])} 元不一致"
        yield places.problem(WARNING, message, "targets", index, "amount")


def _weights(
    target: Target, places: Places, first: int, index: int, sums: tuple[Decimal, ...]
) -> Iterator[LedgerProblem]:
    weights: list[Decimal] = []
    lacking = 0
    for position, indicator in enumerate(target.indicators):
        if not indicator.name:
            yield places.problem(WARNING, "指标没有名称", "indicators", first + position, "name")
        if indicator.weight is None:
            lacking += 1
            continue
        weight = _weight(indicator.weight)
        if weight is None:
            message = f"权重“{indicator.weight}”不是数"
            yield places.problem(ERROR, message, "indicators", first + position, "weight")
            lacking += 1
        else:
            weights.append(weight)
    total = sum(weights, Decimal(0))
    if weights and not lacking and total not in sums:
        message = f"项目“{target.project or ''}”的权重合计是 {total.normalize():f}，应为 90 或 100"
        yield places.problem(ERROR, message, "targets", index, "project")
    elif weights and lacking:
        message = f"项目“{target.project or ''}”有 {lacking} 个指标没有权重"
        yield places.problem(WARNING, message, "targets", index, "project")


def _sound_sums(ledger: Ledger) -> tuple[Decimal, ...]:
    """What weights may total: 90, 100, or what most of this department's targets do (a place with its own practice)."""
    totals: Counter[Decimal] = Counter()
    for target in ledger.targets:
        weights = [_weight(indicator.weight or "") for indicator in target.indicators]
        if weights and all(weight is not None for weight in weights):
            totals[sum((weight for weight in weights if weight is not None), Decimal(0))] += 1
    usual = totals.most_common(1)
    if usual and usual[0][1] >= _USUAL and usual[0][1] * 5 >= totals.total() * 3:
        return (*_SUMS, usual[0][0])
    return _SUMS


def _weight(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().rstrip("%％分"))
    except InvalidOperation:
        return None
