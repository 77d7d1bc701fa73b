"""G74x: targets against the projects table, costs against amounts, people against the staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.counts import staff
from gouji.checking.rules.indicators import TARGETS_TABLE, Placed, indicators, is_named, target_place, targets
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Project, Target
from gouji.model.money import Amount, Unit, parse_amount


def _project_place(project: Project) -> FindingPlace:
    return FindingPlace("项目支出表", project.name or "", "", project.place)


def _unit_name(name: str | None) -> str:
    return re.sub(r"（?本级）?$|^\d+", "", key(name or ""))


def _pairs(disclosure: Disclosure) -> tuple[list[tuple[Target, Project]], list[Target], list[Project]]:
    """Targets with their projects, and what is left of each. Raises :class:`Skip` where the two lists are of
    different things."""
    found = targets(disclosure)
    if not disclosure.projects:
        raise Skip("没有读到项目支出表的项目")
    left = [project for project in disclosure.projects if project.name]
    pairs: list[tuple[Target, Project]] = []
    alone: list[Target] = []
    for target in found:
        same = [project for project in left if key(project.name or "") == key(target.project or "")]
        if len(same) > 1:
            unit = _unit_name(target.unit)
            same = [project for project in same if _unit_name(project.unit) == unit] or [
                project for project in same if project.amount == target.amount
            ]
        if same:
            pairs.append((target, same[0]))
            left.remove(same[0])
        else:
            alone.append(target)
    if len(pairs) * 2 < len(found):
        raise Skip("绩效目标表与项目支出表的项目层级或名称不同，无法逐项核对")
    return pairs, alone, left


@rule("G741", "绩效目标与项目不对应", Level.WARNING)
def unmatched_targets(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标表的每个项目都应在项目支出表中；项目支出表的项目一般都应有绩效目标。

    例如绩效目标表有“设备更新”，项目支出表没有，应核对名称。
    """
    _, alone, left = _pairs(disclosure)
    for target in list(alone):
        near = max(left, key=lambda project: _alike(target, project), default=None)
        if near is not None and _alike(target, near) >= _ALIKE:
            alone.remove(target)
            left.remove(near)
            yield unmatched_targets.finding(
                f"项目名称不一致：绩效目标表写“{target.project}”，项目支出表写“{near.name}”，请统一",
                target_place(target),
                _project_place(near),
                values=(target.project or "", near.name or ""),
                level=Level.NOTICE,
            )
    if alone:
        names = "、".join(f"“{target.project or ''}”" for target in alone[:4])
        yield unmatched_targets.finding(
            f"绩效目标表的{names}{f'等{len(alone)}个项目' if len(alone) > 4 else ''}在项目支出表中没有，请核对名称",
            *(target_place(target) for target in alone),
        )
    if left and len(left) * 3 <= len(disclosure.projects):
        names = "、".join(f"“{project.name or ''}”" for project in left[:4])
        yield unmatched_targets.finding(
            f"项目支出表的{names}{f'等{len(left)}个项目' if len(left) > 4 else ''}没有绩效目标，请核实是否应当编报",
            *(_project_place(project) for project in left),
            level=Level.NOTICE,
        )


_ALIKE = 0.8


def _alike(target: Target, project: Project) -> float:
    """How alike the names are; 0 where both amounts are known and differ."""
    if target.amount is not None and project.amount is not None and target.amount.fen != project.amount.fen:
        return 0.0
    return SequenceMatcher(None, key(target.project or ""), key(project.name or ""), autojunk=False).ratio()


@rule("G742", "绩效目标的金额与项目不符", Level.ERROR)
def target_amount(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标表的项目金额应等于项目支出表的金额。

    例如项目支出表中某项目20.00万元，绩效目标表写200.00万元，应改正。
    """
    pairs, _, _ = _pairs(disclosure)
    differing = [
        (target, project)
        for target, project in pairs
        if target.amount is not None
        and project.amount is not None
        and not target.amount.interval.meets(project.amount.interval)
    ]
    doubtful = len(differing) > 2 and len(differing) * 5 > len(pairs)
    for target, project in differing:
        guessed = "amount" in target.inferred or "amount" in project.inferred
        yield target_amount.finding(
            f"项目“{project.name}”在绩效目标表中是{target.amount}，在项目支出表中是{project.amount}，请核对",
            target_place(target, "金额"),
            _project_place(project),
            values=(str(target.amount), str(project.amount)),
            level=Level.NOTICE if guessed else Level.WARNING if doubtful else Level.ERROR,
        )


def _cost(item: Placed) -> Amount | None:
    indicator = item.indicator
    units = {"万元": Unit.TEN_THOUSAND_YUAN, "元": Unit.YUAN, "亿元": Unit.HUNDRED_MILLION_YUAN}
    if indicator.number is None or indicator.measure not in units or indicator.operator not in {"≤", "<", "=", None}:
        return None
    if "成本" not in (indicator.level1 or "") + (indicator.level2 or ""):
        return None
    if is_named(item.name + item.value, "unit_cost"):
        return None
    return parse_amount(indicator.number, units[indicator.measure])


@rule("G743", "成本指标超过项目金额", Level.WARNING)
def cost_above_amount(disclosure: Disclosure) -> Iterator[Finding]:
    """成本指标是本年要控制的成本，不应超过项目的预算金额。

    例如项目金额57.58万元，成本指标却是≤319.11万元；如是跨年项目的总成本，应予注明。
    """
    beyond: list[Placed] = []
    for target in targets(disclosure):
        if target.amount is None:
            continue
        placed = (Placed.of(target, indicator) for indicator in target.indicators)
        costs = [(item, cost) for item in placed if (cost := _cost(item)) is not None]
        single = [item for item, cost in costs if cost.interval.low > target.amount.interval.high]
        beyond.extend(single)
        if not single and sum(cost.interval.low for _, cost in costs) > target.amount.interval.high:
            yield cost_above_amount.finding(
                f"项目“{target.project or ''}”的{len(costs)}个成本指标合计超过项目金额{target.amount}，请核对",
                *(item.place for item, _ in costs),
                values=(*(item.value for item, _ in costs), str(target.amount)),
                level=Level.NOTICE,
            )
    if beyond:
        first = beyond[0]
        more = f"等{len(beyond)}个项目" if len(beyond) > 1 else ""
        yield cost_above_amount.finding(
            f"项目“{first.target.project or ''}”{more}的成本指标（{first.value}）超过项目金额"
            f"（{first.target.amount}），"
            "请核对；如是跨年的总成本，请注明",
            *(item.place for item in beyond),
            values=tuple(item.value for item in beyond),
        )


@rule("G744", "服务人数与实有人数不符", Level.NOTICE)
def staff_and_indicators(disclosure: Disclosure) -> Iterator[Finding]:
    """指标说是“全体离退休人员”“全部在职人员”，人数应与人员构成一致。

    例如人员构成写离退休人员96人，指标写服务全体离退休干部101人，应核对。
    """
    numbers = staff(disclosure)
    for item in indicators(disclosure):
        if not re.search(r"全体|全部|所有", item.name + item.explanation) or item.indicator.measure not in {
            "人",
            "名",
            "人次",
        }:
            continue
        for word, what in (("离退休", "离退休人员"), ("在职", "在职人员"), ("退休", "退休人员")):
            known = numbers.get(what, {})
            if word in item.name and len(known) == 1 and item.indicator.number is not None:
                number, places = next(iter(known.items()))
                if item.indicator.number != str(number):
                    yield staff_and_indicators.finding(
                        f"指标“{item.name}”是{item.indicator.number}人，人员构成写{what}{number}人，请核对",
                        item.place,
                        *places[:1],
                        values=(item.value, str(number)),
                    )
                break


@rule("G745", "绩效目标重复", Level.NOTICE)
def repeated_target(disclosure: Disclosure) -> Iterator[Finding]:
    """同一单位的同一项目不应有两份绩效目标。

    例如某项目的绩效目标表印了两遍，应删去一份。
    """
    seen: dict[tuple[str, str, str], Target] = {}
    for target in targets(disclosure):
        if not target.project:
            continue
        identity = (_unit_name(target.unit), key(target.project), str(target.amount))
        first = seen.setdefault(identity, target)
        if first is not target:
            yield repeated_target.finding(
                f"项目“{target.project}”的绩效目标出现两次，请核对是否重复", target_place(first), target_place(target)
            )


@rule("G746", "绩效目标缺项目名称", Level.NOTICE)
def nameless_target(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标表的每份目标都应写明项目名称。

    例如表中有金额和指标而项目名称空着，应补上。
    """
    places = [
        FindingPlace(TARGETS_TABLE, str(target.amount or ""), "项目名称", target.place)
        for target in targets(disclosure)
        if not target.project or "project" in target.inferred
    ]
    if places:
        yield nameless_target.finding(f"绩效目标表有{len(places)}处没有读到项目名称，请核对原表", *places)
