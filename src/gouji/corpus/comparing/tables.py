"""The tables of a comparison: main figures, what disagrees, movers, units and further figures."""

from __future__ import annotations

from gouji.checking.reports.wording import place_text
from gouji.corpus.comparing.comparison import Axis, Change, Comparison, largest
from gouji.corpus.comparing.contradictions import disagreements, stated_words
from gouji.corpus.comparing.labels import heads, labels, quoted_name
from gouji.corpus.comparing.relation import DEPARTMENT_AND_UNIT, PEERS, STAGES, VERSIONS, YEARS
from gouji.corpus.figures import Figure
from gouji.corpus.naming import economic_name, function_name, percent, phrase, signed, wan
from gouji.corpus.note import Draft
from gouji.model.coordinates import Coordinates

MOST = 10
"""Rows or names that are shown of a list."""
_ALL = 200
_FARTHEST = 10
"""A rate beyond this many times the base says nothing."""


def headline(comparison: Comparison) -> Draft:
    """The main figures side by side, 万元."""
    draft = Draft("主要数据（万元）")
    last = {DEPARTMENT_AND_UNIT: "占部门", STAGES: "完成"}.get(comparison.relation, "差率")
    if last == "占部门" and len(comparison.before.units) <= 1:
        last = "差率"
    one, other = labels(comparison)
    places = (f"{one}出处", f"{other}出处")
    header: tuple[str, ...] = ("", *heads(comparison), "差额", last, *places)
    if comparison.relation == PEERS:
        header = ("", *heads(comparison), "差额", "前者占比", "后者占比", *places)
    rows = [
        (
            named.name,
            *_row(named.change, of_base=last != "差率")[: 3 if comparison.relation == PEERS else 4],
            *(_shares(comparison, named.change) if comparison.relation == PEERS else ()),
            comparison.before.where(named.change.point),
            comparison.after.where(named.change.point),
        )
        for named in comparison.headline
    ]
    draft.table(header, rows, name="主要数据", beside=2, indents=[one.indent for one in comparison.headline])
    return draft


def _shares(comparison: Comparison, change: Change) -> tuple[str, str]:
    """How much of the whole each is."""
    total = comparison.named("收支总计")
    pairs = ((change.before, total.before), (change.after, total.after)) if total else ()
    told = [
        percent(part.fen, whole.fen, 1) if part and whole and part.fen is not None and whole.fen else None
        for part, whole in pairs
    ]
    return (told[0] or "", told[1] or "") if told else ("", "")


def _row(change: Change, *, of_base: bool = False) -> tuple[str, str, str, str]:
    difference = change.difference
    base = change.before.fen if change.before else None
    if difference is None:
        return _shown(change.before), _shown(change.after), "", ""
    after = change.after.fen if change.after else None
    rate = None
    if of_base:
        rate = percent(after, base, 1) if base and after is not None else None
    elif base and difference and abs(difference) <= _FARTHEST * abs(base):
        rate = percent(difference, base, 1)
    return _shown(change.before), _shown(change.after), signed(difference) if difference else "0.00", rate or ""


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "未列"
    return "矛盾" if figure.fen is None else wan(figure.fen)


def disagreeing(comparison: Comparison) -> Draft:
    """The earlier document's figures that the later one has otherwise, 万元."""
    year = comparison.before.year
    one, other = labels(comparison)
    what = f"{year}年数" if comparison.relation == YEARS else quoted_name(comparison)
    draft = Draft("与上年数的衔接（万元）" if comparison.relation == YEARS else f"与{one}的衔接（万元）")
    rows = [
        (
            each.name,
            wan(each.published),
            wan(each.told),
            signed(each.gap),
            f"称{each.stated}，由此推算" if each.stated else "表中所列",
            each.place,
        )
        for group in disagreements(comparison)
        for each in group
    ]
    header = ("口径", f"{one}公布", f"{other}的{what}", "差额", "怎样得知", "出处")
    draft.table(header, rows[:_ALL], name="衔接", beside=2, brief=20)
    return draft


def explained(comparison: Comparison) -> Draft:
    """The changes the later document states with their reasons."""
    draft = Draft("文件对增减的说明（万元）")
    rows = []
    seen: set[tuple[Coordinates, str]] = set()
    for claim in sorted(comparison.claims, key=lambda one: one.change.reason is None):
        change = claim.change
        said = (comparison.after.plain(change.point), stated_words(change))
        if (change.direction == "none" and claim.agrees is not False) or said in seen:
            continue
        seen.add(said)
        actual = ""
        if claim.before and claim.after and claim.before.fen is not None and claim.after.fen is not None:
            actual = signed(claim.after.fen - claim.before.fen)
        held = {True: "相符", False: "不符", None: "不能对照"}[claim.agrees]
        told = stated_words(change).removesuffix(" 万元")
        rows.append((phrase(change.point), told, actual, held, change.reason or "没有说明", place_text(change.place)))
    header = ("事项", "文件所说", "两份相减", "核对", "说明的原因", "出处")
    if rows:
        draft.table(header, rows, name="增减说明", text_columns=6, beside=1, brief=20)
    return draft


def axes(comparison: Comparison) -> Draft:
    """The codes that changed most, 万元."""
    if comparison.relation == DEPARTMENT_AND_UNIT and len(comparison.before.units) > 1:
        return _of_unit(comparison)
    draft = Draft("变动最大的科目（万元）" if comparison.relation in {YEARS, STAGES} else "科目差别（万元）")
    year = comparison.after.year
    one, other = labels(comparison)
    for axis, name, what in (
        (comparison.functions, function_name, "功能分类"),
        (comparison.economics, economic_name, "经济分类"),
    ):
        if axis is None or not axis.movers:
            continue
        rows = [
            (
                name(mover.code, year),
                _listed(mover.before),
                _listed(mover.after),
                signed(mover.difference),
                comparison.before.where(_at(axis, what, mover.code)),
                comparison.after.where(_at(axis, what, mover.code)),
            )
            for mover in axis.movers[:MOST]
        ]
        divided = phrase(axis.base.at("side", None)) if axis.base.use or axis.base.fund else "支出"
        header = (f"{what}（{divided}）", *heads(comparison), "差额", f"{one}出处", f"{other}出处")
        draft.table(header, rows, name=what, beside=2)
        if len(axis.movers) > MOST:
            rest = sum(mover.difference for mover in axis.movers[MOST:])
            draft.say(f"{what}另有 {len(axis.movers) - MOST} 个科目不同，合计 {signed(rest)} 万元。")
    if draft.blocks:
        draft.say("“—”是表中没有这个科目，即没有安排。")
    return draft


def _of_unit(comparison: Comparison) -> Draft:
    """The unit's own codes with their share of the department's, 万元."""
    draft = Draft("本单位的科目（万元）")
    year = comparison.after.year
    for axis, name, what in (
        (comparison.functions, function_name, "功能分类"),
        (comparison.economics, economic_name, "经济分类"),
    ):
        if axis is None:
            continue
        points = {mover.code: _at(axis, what, mover.code) for mover in axis.movers if mover.after}
        points |= {code: _at(axis, what, code) for code in axis.same}
        rows = []
        for code, point in sorted(points.items()):
            change = Change(point, comparison.before.at(point), comparison.after.at(point))
            told = _row(change, of_base=True)
            places = (comparison.before.where(point), comparison.after.where(point))
            rows.append((name(code, year), told[0], told[1], told[3], *places))
        divided = phrase(axis.base.at("side", None)) if axis.base.use or axis.base.fund else "支出"
        header = (f"{what}（{divided}）", "部门", "单位", "占部门", "部门文件出处", "单位文件出处")
        draft.table(header, rows, name=what, beside=2, brief=30)
    return draft


def _at(axis: Axis, what: str, code: str) -> Coordinates:
    return axis.base.at("function" if what == "功能分类" else "economic", code)


def _listed(fen: int | None) -> str:
    return "—" if fen is None else wan(fen)


def units(comparison: Comparison) -> Draft:
    """Budget units new, gone and succeeded."""
    draft = Draft("预算单位（万元）")
    changes = comparison.units
    rows = [
        (one.before.name, "不再列", f"{one.projects} 个项目转列“{one.after.name}”", _shown(one.before.total))
        for one in changes.succeeded
    ]
    rows += [(one.name, "不再列", "", _shown(one.total)) for one in changes.gone]
    later = {one.after.key: one.after for one in changes.succeeded}.values()
    rows += [(one.name, "新列", "承接上列项目", _shown(one.total)) for one in later]
    rows += [(one.name, "新列", "", _shown(one.total)) for one in changes.new]
    draft.table(("单位", "变化", "线索", "收支总计"), rows, name="预算单位", text_columns=3)
    return draft


# every difference, and what cannot be compared


def beyond(comparison: Comparison) -> Draft:
    """Every differing point, and what cannot be compared."""
    draft = Draft("逐项差别与不能比较的数据")
    one, other = labels(comparison)
    same = comparison.relation == DEPARTMENT_AND_UNIT and len(comparison.before.units) <= 1
    if same or comparison.relation == VERSIONS:
        differing = largest(comparison.differing)
        rows = [
            (phrase(each.point), *_row(each), comparison.before.where(each.point), comparison.after.where(each.point))
            for each in differing
        ]
        header = ("口径", *heads(comparison), "差额", "差率", f"{one}出处", f"{other}出处")
        draft.table(header, rows[:_ALL], name="逐项差别", beside=2, brief=30)
    part = comparison.relation == DEPARTMENT_AND_UNIT and not same
    for figures, here, there, side in (
        # What a department prints beyond one of its units is the others'.
        (() if part else comparison.only_before, one, other, comparison.before),
        (comparison.only_after, other, one, comparison.after),
    ):
        told = [figure for figure in figures if figure.point.unit is None and figure.point.project is None]
        if not told:
            continue
        ordered = sorted(told, key=lambda figure: -abs(figure.fen or 0))
        rows_ = [
            (
                phrase(each.point.without("year", "stage")),
                wan(each.fen or 0),
                side.where(each.point.without("year", "stage")),
            )
            for each in ordered
        ]
        draft.say(f"只有{here}印出、{there}没有印出的非零数据 {len(told)} 个，不能比较（没有印出不等于没有）：")
        draft.table((f"{here}的口径", "金额", "出处"), rows_[:_ALL], name=f"只见于{here}", beside=1, brief=6)
    return draft
