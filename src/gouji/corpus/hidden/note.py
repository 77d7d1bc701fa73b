"""Bounds as a note: what can be reckoned, what can only be bounded, and on what it rests."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.corpus.hidden.bounds import UNLISTED, Bound, Bounds, Equation
from gouji.corpus.hidden.points import Printed
from gouji.corpus.naming import phrase, wan
from gouji.corpus.note import Draft, Note, finished
from gouji.model.coordinates import Coordinates

_MOST_PARTS = 4
_MOST_EQUATIONS = 5


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
        draft.say(f"{name(bound.point)} {wan(bound.value or 0)}：{derivation(bound, known)}", "item")
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
    """The equations a bound follows from, with the printed figures in them."""
    told = [_equation(equation, known) for equation in bound.because[:_MOST_EQUATIONS]]
    more = f"等 {len(bound.because)} 个关系" if len(bound.because) > _MOST_EQUATIONS else ""
    return "；".join(told) + more + "。"


def _equation(equation: Equation, known: Printed) -> str:
    if equation.whole and equation.whole[0] is not None and UNLISTED in equation.parts:
        listed = f"列出的 {known.projects} 个项目合计 {wan(known.listed_fen)}"
        return f"{_term(equation.whole[0], known)} ＝ {listed} ＋ 未列出的"
    left = " ＋ ".join(_terms(equation.whole, known))
    right = " ＋ ".join(_terms(equation.parts, known))
    return f"{left} ＝ {right}（{equation.reason}）"


def _terms(points: Sequence[Coordinates | None], known: Printed) -> list[str]:
    """The members that are not printed as nought; of many only some."""
    told = [point for point in points if point is not None and not _is_nought(point, known)]
    rest = [point for point in points if point is None]
    terms = [_term(point, known) for point in told[:_MOST_PARTS]]
    if len(told) > _MOST_PARTS:
        terms.append(f"另 {len(told) - _MOST_PARTS} 项")
    return [*terms, *(["没有列出的科目"] if rest and not told else [])] or ["0"]


def _is_nought(point: Coordinates, known: Printed) -> bool:
    figure = known.figures.get(point)
    return figure is not None and figure.fen == 0


def _term(point: Coordinates, known: Printed) -> str:
    figure = known.figures.get(point)
    if figure is None or figure.fen is None:
        return name(point)
    return f"{name(point)} {wan(figure.fen)}"
