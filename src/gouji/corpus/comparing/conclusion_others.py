"""What an auditor would say first of a budget and its execution, of two texts of one document, and of peers."""

from __future__ import annotations

from gouji.corpus.comparing.claims import reason_for, total_change
from gouji.corpus.comparing.comparison import Change, Comparison, Named
from gouji.corpus.comparing.conclusion_department import against_last_year
from gouji.corpus.comparing.conclusion_projects import say_projects, say_targets
from gouji.corpus.comparing.contradictions import disagreements, told
from gouji.corpus.comparing.labels import labels, quoted_name
from gouji.corpus.naming import enumerated, function_name, moved, percent, phrase, wan
from gouji.corpus.note import Draft
from gouji.model.kinds import ADJUSTED_BUDGET, BUDGET, FINAL_ACCOUNTS

_MOST = 3
_MOST_SHARES = 4


# budget and final accounts


def conclude_stages(draft: Draft, comparison: Comparison) -> None:
    """How much of the budget was carried out, where most was not, and whether the budget is quoted as it was."""
    _say_execution(draft, comparison)
    groups = disagreements(comparison)
    names, what = labels(comparison), quoted_name(comparison)
    for group in groups[:_MOST]:
        draft.say(told(group, names, what), "alarm")
    if len(groups) > _MOST:
        rest = sum(map(len, groups[_MOST:]))
        draft.say(f"{what}另有 {rest} 处与{names[0]}不符，见“与{names[0]}的衔接”。", "alarm")
    if not groups and comparison.restated:
        draft.say(f"{names[1]}所列的{what}有 {len(comparison.restated)} 个可与{names[0]}对照，全部相符。")
    if not comparison.restated and not comparison.claims:
        draft.say(f"{names[1]}没有列出{what}，只能与{names[0]}直接比较。")
    _say_far(draft, comparison)
    say_projects(draft, comparison)
    say_targets(draft, comparison)


def _say_execution(draft: Draft, comparison: Comparison) -> None:
    spent = comparison.named("支出合计") or comparison.named("收支总计")
    if spent is None or spent.before is None or spent.after is None or spent.difference is None:
        draft.say("两份文件没有都印出支出合计，不能比较总规模。", "alarm")
        return
    earlier, later = spent.before.fen or 0, spent.after.fen or 0
    names = [_STAGE.get(side.kind, "") for side in (comparison.before, comparison.after)]
    rate = percent(later, earlier)
    draft.say(
        f"{names[0]} {wan(earlier)} 万元，{names[1]} {wan(later)} 万元，{moved(spent.difference, None)}"
        + (f"，为{names[0]}的 {rate}。" if rate else "。")
        + _reason(comparison, spent)
    )


_STAGE = {BUDGET: "年初预算", ADJUSTED_BUDGET: "调整后的预算", FINAL_ACCOUNTS: "决算"}


def _reason(comparison: Comparison, change: Change) -> str:
    reason = reason_for(comparison.after, change.point, 0)
    return f"{labels(comparison)[1]}说明的主要原因是“{reason}”。" if reason else ""


def _say_far(draft: Draft, comparison: Comparison) -> None:
    axis = comparison.functions
    if axis is None or not axis.movers:
        return
    words = []
    for one in axis.movers[:_MOST]:
        name = function_name(one.code, comparison.after.year)
        if one.before is None:
            words.append(f"{name}原来没有安排，后来 {wan(one.after or 0)} 万元")
        elif one.after is None:
            words.append(f"{name}原来安排 {wan(one.before)} 万元，后来没有")
        else:
            reason = reason_for(comparison.after, axis.base.at("function", one.code), 0)
            words.append(
                f"{name}{moved(one.difference, one.before)}" + (f"（说明的原因：“{reason}”）" if reason else "")
            )
    draft.say(f"按功能科目（{axis.codes} 个，{len(axis.movers)} 个有差异），差异最大的是：{'；'.join(words)}。")


# versions


def conclude_versions(draft: Draft, comparison: Comparison) -> None:
    """Two texts of one document must say the same."""
    shared, differing = len(comparison.shared), comparison.differing
    if differing:
        most = max(differing, key=lambda one: abs(one.difference or 0))
        base = most.before.fen if most.before else None
        draft.say(
            f"两份文件是同一机构同一年度的，共同印出的 {shared} 个数中有 {len(differing)} 个不同，"
            f"应以哪一份为准须核实；差得最多的是{phrase(most.point)}，后者{moved(most.difference or 0, base)}。",
            "alarm",
        )
    else:
        draft.say(f"两份文件共同印出的 {shared} 个数全部相同。")
    say_projects(draft, comparison)
    say_targets(draft, comparison)


# peers


def conclude_peers(draft: Draft, comparison: Comparison) -> None:
    """Sizes, then the structure, which is what can be compared, and what cannot."""
    one, other = labels(comparison)
    total = comparison.named("收支总计")
    if total and total.before and total.after and total.before.fen is not None and total.after.fen is not None:
        large, small = sorted((total.before.fen, total.after.fen), reverse=True)
        bigger = one if total.before.fen >= total.after.fen else other
        draft.say(
            f"{one}收支总计 {wan(total.before.fen)} 万元，{other} {wan(total.after.fen)} 万元"
            + (f"，{bigger}多 {wan(large - small)} 万元。" if large != small else "，两者相同。")
        )
    else:
        draft.say("两份文件没有都印出收支总计，不能比较规模。")
    shares = sorted(
        filter(None, (_shares(comparison, named) for named in comparison.headline)), key=lambda one: -one[0]
    )
    if shares:
        told_ = "；".join(text for _, text in shares[:_MOST_SHARES])
        draft.say(f"占收支总计的比重（前者为{one}），相差最大的在前：{told_}。")
    _say_per_head(draft, comparison)
    _say_trends(draft, comparison)
    _say_functions(draft, comparison)
    _say_limits(draft, comparison)


_STRUCTURE = frozenset({"基本支出", "项目支出", "“三公”经费", "政府采购", "上年结转", "单位资金"})


def _shares(comparison: Comparison, named: Named) -> tuple[int, str] | None:
    """How far apart the shares of a headline are, in hundredths of a percent, and in words."""
    total = comparison.named("收支总计")
    change = named.change
    if named.name not in _STRUCTURE or not total or not total.before or not total.after:
        return None
    told_: list[str] = []
    shares: list[int] = []
    for part, whole in ((change.before, total.before.fen), (change.after, total.after.fen)):
        if part is None or part.fen is None or not whole:
            return None
        small = part.fen and part.fen * 1000 < whole
        told_.append("不足 0.1%" if small else percent(part.fen, whole) or "")
        shares.append(part.fen * 10_000 // whole)
    return abs(shares[0] - shares[1]), f"{named.name} {told_[0]} 与 {told_[1]}"


def _say_per_head(draft: Draft, comparison: Comparison) -> None:
    one, other = labels(comparison)
    heads = [side.facts.get("staff") for side in (comparison.before, comparison.after)]
    lacking = [name for name, count in zip((one, other), heads, strict=True) if not count]
    if lacking:
        draft.say(f"{'、'.join(lacking)}没有说明在职人数，不能比较人均。")
        return
    words = []
    for name in ("人员经费", "公用经费", "“三公”经费"):
        change = comparison.named(name)
        if change and change.before and change.after and change.before.fen and change.after.fen:
            means = (change.before.fen // int(heads[0] or 1), change.after.fen // int(heads[1] or 1))
            words.append(f"{name} {wan(means[0])} 与 {wan(means[1])} 万元")
    draft.say(f"在职人员 {heads[0]} 人与 {heads[1]} 人" + (f"，按此人均：{'；'.join(words)}。" if words else "。"))


def _say_trends(draft: Draft, comparison: Comparison) -> None:
    """What each says of its own total against its last year."""
    words = []
    for name, side in zip(labels(comparison), (comparison.before, comparison.after), strict=True):
        stated = total_change(side)
        if stated is not None:
            words.append(f"{name}{phrase(side.plain(stated.point))}{against_last_year(side, stated)}")
    if words:
        draft.say("与各自的上年相比：" + "；".join(words) + "。")


def _say_functions(draft: Draft, comparison: Comparison) -> None:
    axis = comparison.functions
    if axis is None:
        draft.say("两份文件没有按同一口径列出功能科目，不能比较科目。")
        return
    one, other = labels(comparison)
    alone = [
        (
            name,
            [
                function_name(mover.code, comparison.after.year)
                for mover in axis.movers
                if getattr(mover, lacks) is None
            ],
        )
        for name, lacks in ((one, "after"), (other, "before"))
    ]
    words = [f"只有{name}安排的 {len(codes)} 个：{enumerated(codes, 3)}" for name, codes in alone if codes]
    if words:
        draft.say(f"功能科目共 {axis.codes} 个，{'；'.join(words)}。")


def _say_limits(draft: Draft, comparison: Comparison) -> None:
    """What keeps the two from being compared as they are."""
    before, after = comparison.before, comparison.after
    words = []
    if before.year != after.year:
        words.append("年度不同，政策和价格都可能变了")
    if before.kind != after.kind:
        words.append("一份是预算、一份是决算，预算没有年中的追加和调整")
    units = (len(before.units) or 1, len(after.units) or 1)
    if units[0] != units[1]:
        words.append(f"所含预算单位不同（{units[0]} 个与 {units[1]} 个）")
    levels = [side.facts.get("level") for side in (before, after)]
    if None not in levels and levels[0] != levels[1]:
        names = {"province": "省级", "city": "地市级", "county": "县区级"}
        words.append(f"级别不同（{names[str(levels[0])]}与{names[str(levels[1])]}）")
    offices = [side.facts.get("office") for side in (before, after)]
    if None not in offices and offices[0] != offices[1]:
        words.append(f"不是同类机关（{offices[0]}与{offices[1]}）")
    lacking = [one.name for one in comparison.headline if (one.change.before is None) != (one.change.after is None)]
    if lacking:
        words.append(f"只有一份印出的：{enumerated(lacking, 6)}")
    if words:
        draft.say("比较时须注意：" + "；".join(words) + "。")
