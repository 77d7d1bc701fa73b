"""What an auditor would say first of one institution's two years."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.corpus.comparing.claims import reason_for
from gouji.corpus.comparing.comparison import Comparison, Mover
from gouji.corpus.comparing.conclusion_projects import say_projects, say_targets
from gouji.corpus.comparing.contradictions import disagreements, tails, told
from gouji.corpus.comparing.labels import labels
from gouji.corpus.comparing.units import Unit
from gouji.corpus.comparing.weighing import weighed
from gouji.corpus.naming import enumerated, function_name, moved, percent, signed, wan
from gouji.corpus.note import Draft
from gouji.model.coordinates import Coordinates
from gouji.model.kinds import KIND_TEXT as KIND

_MOST_CAUSES = 3
_MOST_CODES = 3


def conclude_years(draft: Draft, comparison: Comparison) -> None:
    """Total, what it is made of, what does not hold, then functions, units, projects, targets and items."""
    _say_total(draft, comparison)
    _say_disagreements(draft, comparison)
    _say_functions(draft, comparison)
    _say_units(draft, comparison)
    say_projects(draft, comparison)
    say_targets(draft, comparison)
    _say_items(draft, comparison)
    _say_staff(draft, comparison)


def _say_total(draft: Draft, comparison: Comparison) -> None:
    total = comparison.named("收支总计")
    if total is None or total.before is None or total.after is None:
        draft.say("两份文件没有都印出收支总计，不能比较总规模。", "alarm")
        return
    if total.difference is None or total.before.fen is None or total.after.fen is None:
        draft.say("收支总计在文件中自相矛盾，不能比较总规模。", "alarm")
        return
    before, after = comparison.before.year, comparison.after.year
    text = (
        f"{after} 年收支总计 {wan(total.after.fen)} 万元，比 {before} 年的 {wan(total.before.fen)} 万元"
        f"{moved(total.difference, total.before.fen)}"
    )
    draft.say(text + _made_of(comparison, total.difference) + _because(comparison, total.difference))


def _made_of(comparison: Comparison, total: int) -> str:
    """The parts of the change of the total: 基本支出, 项目支出."""
    parts = []
    for name in ("基本支出", "项目支出"):
        change = comparison.named(name)
        difference = change.difference if change else None
        if difference:
            within = abs(difference) <= abs(total) and (difference > 0) == (total > 0)
            share = percent(difference, total, 0) if total and within else None
            within_it = _parts_of_basic(comparison, difference) if name == "基本支出" else ""
            parts.append(f"{name}{moved(difference, None)}" + (f"，占 {share}" if share else "") + within_it)
    return f"：{'；'.join(parts)}。" if parts else "。"


def _parts_of_basic(comparison: Comparison, basic: int) -> str:
    """人员经费 and 公用经费 where they moved; one that moved by more than all basic expenditure did alone is odd."""
    known = [(name, comparison.named(name)) for name in ("人员经费", "公用经费")]
    changes = [(name, one.difference) for name, one in known if one is not None and one.difference]
    if not changes:
        return ""
    told_ = "、".join(f"{name}{moved(difference, None)}" for name, difference in changes)
    odd = len(changes) == 1 and abs(changes[0][1]) > abs(basic)
    return f"（其中{told_}{'，多于基本支出的变动，须核实口径' if odd else ''}）"


def _because(comparison: Comparison, difference: int) -> str:
    """The reason the document gives for the change of its total, and how much of it what it names comes to."""
    if not difference:
        return ""
    reason = reason_for(comparison.after, Coordinates(side="revenue"))
    name = labels(comparison)[1]
    if reason is None:
        return f"{name}没有说明增减的原因。"
    return f"{name}说明的主要原因是“{reason}”{_weighed(comparison, reason, difference)}。"


def _weighed(comparison: Comparison, reason: str, difference: int) -> str:
    named = weighed(comparison, reason)
    if not named:
        return ""
    total = sum(fen for _, fen in named)
    text = f"，其中能与数字对上的是{'、'.join(f'“{name}”{signed(fen)} 万元' for name, fen in named[:4])}"
    if (total > 0) != (difference > 0):
        return text + "，与总额的增减方向相反"
    return text + f"，{'合计' if len(named) > 1 else ''}相当于总变动的 {percent(total, difference, 0)}"


def _say_disagreements(draft: Draft, comparison: Comparison) -> None:
    groups = disagreements(comparison)
    before, after = comparison.before.year, comparison.after.year
    names = labels(comparison)
    if after is not None and before is not None and after - before != 1:
        draft.say(f"两份文件相隔 {after - before} 年，{names[1]}的上年数不是 {before} 年的，不作对照。")
        return
    what = f"{before}年{KIND.get(comparison.before.kind, '')}数"
    for group in groups[:_MOST_CAUSES]:
        draft.say(told(group, names, what), "alarm")
    if len(groups) > _MOST_CAUSES:
        rest = sum(map(len, groups[_MOST_CAUSES:]))
        draft.say(f"上年数另有 {rest} 处与{names[0]}不符，见“与上年数的衔接”。", "alarm")
    if few := tails(comparison):
        draft.say(f"另有 {few} 个上年数与{names[0]}只差末位一个单位，是四舍五入的尾差，不作差异。")
    if groups:
        return
    held = len(comparison.restated) + sum(claim.agrees is True for claim in comparison.claims)
    if held:
        draft.say(f"{names[1]}所列的上年数和所称的增减，有 {held} 处可与{names[0]}对照，全部相符。")
    elif comparison.after.executed:
        draft.say(f"{names[1]}所列的上年数是执行数而不是预算数，不能与{names[0]}对照。")
    else:
        draft.say(f"{names[1]}没有列出可与{names[0]}对照的上年数。")


def _say_functions(draft: Draft, comparison: Comparison) -> None:
    axis = comparison.functions
    if axis is None or not axis.movers:
        return
    up = [one for one in axis.movers if one.difference > 0]
    down = [one for one in axis.movers if one.difference < 0]
    words = [
        f"{word}的 {len(several)} 个，{'最多的' if len(several) > _MOST_CODES else ''}是 {_codes(several, comparison)}"
        for word, several in (("增加", up), ("减少", down))
        if several
    ]
    same = axis.codes - len(axis.movers)
    held = f"；其余 {same} 个未变" if same else ""
    draft.say(f"按功能科目（{axis.codes} 个），{'；'.join(words)}{held}。")


def _codes(several: Sequence[Mover], comparison: Comparison) -> str:
    year = comparison.after.year
    return "、".join(f"{function_name(one.code, year)}（{_from_to(one)}）" for one in several[:_MOST_CODES])


def _from_to(one: Mover) -> str:
    if one.before is None:
        return f"新列 {wan(one.after or 0)} 万元"
    if one.after is None:
        return f"不再列，上年 {wan(one.before)} 万元"
    return f"{signed(one.difference)} 万元"


def _say_units(draft: Draft, comparison: Comparison) -> None:
    units = comparison.units
    if not (units.new or units.gone or units.succeeded):
        return
    ours, theirs = len(comparison.before.units), len(comparison.after.units)
    words = [
        f"“{one.before.name}”不再列，其 {one.projects} 个项目转列“{one.after.name}”，可能是更名或并入"
        for one in units.succeeded
    ]
    for several, what in ((units.new, "新列"), (units.gone, "不再列")):
        if several:
            words.append(f"{what} {len(several)} 个：{enumerated([_unit(one) for one in several], 4)}")
    count = f"预算单位由 {ours} 个到 {theirs} 个" if ours != theirs else f"预算单位仍是 {ours} 个，但有更替"
    draft.say(f"{count}：" + "；".join(words) + "。承继关系须核实。")


def _unit(one: Unit) -> str:
    return f"“{one.name}”" + (f"（{wan(one.total.fen)} 万元）" if one.total and one.total.fen else "")


_ITEMS = ("“三公”经费", "机关运行经费", "政府采购")
_PARTS = {"“三公”经费": ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行费")}
_SAYS = "，文件说是“"


def _say_items(draft: Draft, comparison: Comparison) -> None:
    for name in _ITEMS:
        change = comparison.named(name)
        if change is None or change.before is None or change.after is None or not change.difference:
            continue
        text = f"{name} {wan(change.after.fen or 0)} 万元，{moved(change.difference, change.before.fen)}"
        reason = reason_for(comparison.after, change.point)
        told_ = [_item(comparison, part) for part in _PARTS.get(name, ())]
        parts = "；".join(one for one in told_ if one)
        text += f"{_SAYS}{reason}”" if reason else "" if _SAYS in parts else "，没有说明原因"
        draft.say(text + (f"：{parts}。" if parts else "。"))


def _item(comparison: Comparison, name: str) -> str:
    change = comparison.named(name)
    if change is None or not change.difference or change.before is None:
        return ""
    reason = reason_for(comparison.after, change.point)
    return f"{name}{moved(change.difference, change.before.fen)}" + (f"{_SAYS}{reason}”" if reason else "")


def _say_staff(draft: Draft, comparison: Comparison) -> None:
    before, after = (side.facts.get("staff") for side in (comparison.before, comparison.after))
    personnel = comparison.named("人员经费")
    if not before or not after:
        return
    text = f"在职人员由 {before} 人到 {after} 人"
    if personnel and personnel.before and personnel.after and personnel.before.fen and personnel.after.fen:
        means = (personnel.before.fen // before, personnel.after.fen // after)
        text += f"，人员经费按在职人数平均由 {wan(means[0])} 万元到 {wan(means[1])} 万元"
        text += "（含离退休支出，人数不含离退休人员）"
    draft.say(text + "。")
