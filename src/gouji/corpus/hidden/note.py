"""Bounds as a note: what can be reckoned, what can only be bounded, and on what it rests."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.corpus.hidden.bounds import LISTED, UNLISTED, Bound, Bounds, Derivation
from gouji.corpus.hidden.points import Printed
from gouji.corpus.naming import phrase, wan
from gouji.corpus.note import Draft, Note, finished
from gouji.lexicon.items import divisions_of_items
from gouji.model.coordinates import Coordinates

_MOST_TERMS = 6


def bounds_note(bounds: Bounds, known: Printed, subject: str) -> Note:
    """The note on one document."""
    exact = [bound for bound in bounds.found if bound.value is not None]
    ranged = [bound for bound in bounds.found if bound.value is None]
    drafts = [_exact(exact, known), _ranged(ranged, known), _basis(bounds, known)]
    if bounds.contradiction:
        alarm = Draft("结论")
        alarm.say(
            "文件印出的数互相矛盾，没有任何一本账能同时满足，因此不作推算；请先用 gouji check 核对更正。", "alarm"
        )
        drafts.insert(0, alarm)
    elif not bounds.found:
        nothing = Draft("结论")
        nothing.say("没有推算出值得说明的未列示数据：文件没有印出的，由印出的数不能确定，也划不出有意义的范围。")
        drafts.insert(0, nothing)
    return Note(f"没有印出的数：{subject}", (), finished(drafts))


def _exact(bounds: Sequence[Bound], known: Printed) -> Draft:
    draft = Draft("可以算出的（万元）")
    rows = [(name(bound.point), wan(bound.value or 0), wan(bound.low), wan(bound.high)) for bound in bounds]
    draft.table(("未列示的数据", "金额", "不小于", "不大于"), rows, name="可以算出的")
    for bound in bounds:
        draft.say(f"{name(bound.point)}：{derivation(bound, known)}", "item")
    return draft


def _ranged(bounds: Sequence[Bound], known: Printed) -> Draft:
    draft = Draft("只能划定范围的（万元）")
    draft.table(
        ("未列示的数据", "不小于", "不大于", "所属合计"),
        [(name(bound.point), wan(bound.low), wan(bound.high), wan(bound.ceiling)) for bound in bounds],
        name="范围",
    )
    for bound in bounds[:10]:
        draft.say(f"{name(bound.point)}：{derivation(bound, known)}", "item")
    if len(bounds) > 10:
        draft.say(f"其余 {len(bounds) - 10} 个的推导方法相同。")
    return draft


def _basis(bounds: Bounds, known: Printed) -> Draft:
    draft = Draft("依据与假定")
    rests = "各项金额不为负；" if not known.negative else "文件印有负数，所以没有假定金额不为负；"
    draft.say(
        f"推算只用文件自己印出的 {len(known.figures)} 个数据和它们之间的勾稽关系：合计等于各部分之和，{rests}"
        "印数按四舍五入理解，“不小于、不大于”已计入舍入的余地，以分为单位。"
    )
    if any(bound.point.item for bound in bounds.found):
        draft.say(
            "“三公”经费各项与部门预算支出经济分类的同名款级科目口径相同（因公出国（境）费用 30212、公务接待费 30217、"
            "公务用车运行维护费 30231、公务用车购置 30913 和 31013），并且只列在基本支出和项目支出中。"
        )
    if known.disputed:
        draft.say(f"有 {known.disputed} 个数据在文件中自相矛盾，没有使用。")
    if bounds.unfinished:
        draft.say("计算时间已到，可能还有未列示的数据没有推算。", "alarm")
    return draft


def name(point: Coordinates) -> str:
    """What an unprinted amount is called."""
    if point == UNLISTED:
        return "未逐项列出的项目支出"
    if point.item is not None and point.use is not None:
        return f"{phrase(Coordinates(use=point.use))}中的{phrase(Coordinates(item=point.item))}"
    return phrase(point)


def derivation(bound: Bound, known: Printed) -> str:
    """How a bound follows, as a sum of printed figures with the reasons it holds."""
    if bound.value is not None:
        way = bound.least if _shows(bound.least, bound.value) else bound.most
        told = f"{_sum(way, known)} ＝ {wan(bound.value)}"
        if _is_all(bound, known):
            return _all_of_it(bound, known)
        reasons = dict.fromkeys((*way.reasons, *bound.least.reasons))
        return f"{told}。依据：{'，'.join(reasons) or '同一数据'}。"
    parts = []
    if bound.low > 0:
        parts.append(f"不小于 {_sum(bound.least, known)}{_result(bound.least, bound.low)}{_rest(bound.least)}")
    parts.append(f"不大于 {_sum(bound.most, known)}{_result(bound.most, bound.high)}{_rest(bound.most)}")
    reasons = dict.fromkeys((*(bound.least.reasons if bound.low > 0 else ()), *bound.most.reasons))
    return "；".join(parts) + (f"。依据：{'，'.join(reasons)}。" if reasons else "。")


def _is_all(bound: Bound, known: Printed) -> bool:
    """Whether all of a “三公” item lies in one use."""
    whole = known.figures.get(bound.point.at("use", None)) if bound.point.item and bound.point.use else None
    return whole is not None and whole.fen == bound.value


def _all_of_it(bound: Bound, known: Printed) -> str:
    point = bound.point
    other = "project" if point.use == "basic" else "basic"
    codes = "、".join(divisions_of_items().get(point.item or "", ()))
    whole = point.at("use", None)
    return (
        f"{_term(whole, known)} 全部在{phrase(Coordinates(use=point.use))}：{phrase(Coordinates(use=other))}"
        f"按经济分类列出的各科目之和已等于合计，其中没有 {codes}。依据：{'，'.join(bound.least.reasons)}。"
    )


def _shows(follows: Derivation, value: int) -> bool:
    """Whether a sum comes to the value, in few terms."""
    return follows.value == value and len(follows.terms) <= _MOST_TERMS


def _sum(follows: Derivation, known: Printed) -> str:
    """The printed figures with their signs: ``公务接待费 734.49 － 30217 公务接待费·基本支出 7.49``."""
    told = ""
    for weight, point in follows.terms[:_MOST_TERMS]:
        sign = "－" if weight < 0 else "＋"
        times = "" if abs(weight) == 1 else f"{abs(weight)}×"
        told += f" {sign} {times}{_term(point, known)}" if told or weight < 0 else f"{times}{_term(point, known)}"
    if len(follows.terms) > _MOST_TERMS:
        told += f" …（加减共 {len(follows.terms)} 个印出的数）"
    return told.strip() or "0"


def _result(follows: Derivation, bound: int) -> str:
    """What the sum comes to, where it is not one figure alone."""
    if len(follows.terms) == 1 and abs(follows.terms[0][0]) == 1:
        return ""
    return f" ＝ {wan(bound if follows.value is None else follows.value)}"


def _rest(follows: Derivation) -> str:
    """That the sum leaves out unknown amounts, which are not below nought."""
    return "（其余没有列示的各项不小于零）" if follows.left_out and len(follows.terms) > 1 else ""


def _term(point: Coordinates, known: Printed) -> str:
    if point == LISTED:
        return f"列出的 {known.projects} 个项目合计 {wan(known.listed_fen)}"
    return f"{name(point)} {wan(known.figures[point].fen or 0)}"
