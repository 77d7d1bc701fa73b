"""The tables of a comparison: main figures, largest movers, projects, targets, restated and further figures."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.corpus.ambition import LOWERED, OTHER, RAISED, IndicatorChange, TargetPair
from gouji.corpus.comparison import (
    DEPARTMENT_AND_UNIT,
    PEERS,
    STAGES,
    VERSIONS,
    YEARS,
    Change,
    Comparison,
    largest,
)
from gouji.corpus.figures import Figure
from gouji.corpus.naming import economic_name, enumerated, function_name, percent, phrase, signed, wan
from gouji.corpus.note import Draft, Sheet
from gouji.corpus.pairing import ProjectPair
from gouji.corpus.side import SideIndicator

MOST = 10
"""Rows or names that are shown of a list."""


def headline(comparison: Comparison) -> Draft:
    """The main figures side by side, 万元."""
    draft = Draft("主要数据（万元）")
    rows: list[tuple[str, ...]] = []
    indents: list[int] = []
    for one in comparison.headline:
        rows.append((one.name, *_row(one.change)))
        indents.append(one.indent)
    if rows:
        header = ("", *_heads(comparison), "差额", "差率")
        draft.blocks.append(Sheet(header, tuple(rows), frozenset(range(1, 5)), tuple(indents), "主要数据"))
    return draft


def _heads(comparison: Comparison) -> tuple[str, str]:
    if comparison.relation == YEARS:
        return f"{comparison.before.year}年", f"{comparison.after.year}年"
    if comparison.relation == DEPARTMENT_AND_UNIT:
        return "部门", "单位"
    if comparison.relation == STAGES:
        return "预算", "决算"
    return "甲", "乙"


def _row(change: Change) -> tuple[str, str, str, str]:
    difference = change.difference
    base = change.before.fen if change.before else None
    if difference is None:
        return _shown(change.before), _shown(change.after), "", ""
    rate = percent(difference, base, 1) if base and difference else None
    return _shown(change.before), _shown(change.after), signed(difference) if difference else "0.00", rate or ""


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "未列"
    return "矛盾" if figure.fen is None else wan(figure.fen)


def movers(comparison: Comparison) -> Draft:
    """The functional classes that changed most, 万元."""
    draft = Draft("变动最大的科目（万元）" if comparison.relation == YEARS else "科目差别（万元）")
    year = comparison.after.year
    for movers, name, what in (
        (comparison.functions, function_name, "功能分类"),
        (comparison.economics, economic_name, "经济分类"),
    ):
        if movers:
            rows = [
                (name(one.code, year), wan(one.before), wan(one.after), signed(one.difference)) for one in movers[:MOST]
            ]
            draft.table((what, *_heads(comparison), "差额"), rows, name=what)
            if len(movers) > MOST:
                rest = sum(one.difference for one in movers[MOST:])
                draft.say(f"{what}另有 {len(movers) - MOST} 个科目不同，合计 {signed(rest)} 万元。")
    if not draft.blocks and comparison.shared and not comparison.differing:
        draft.say("两份文件都按科目列示，各科目相同。")
    return draft


# projects


def sorted_projects(
    pairs: Sequence[ProjectPair],
) -> tuple[list[ProjectPair], list[ProjectPair], list[ProjectPair], list[ProjectPair]]:
    """The pairs as new, gone, renamed and kept ones."""
    ordered = sorted(pairs, key=lambda pair: -abs(pair.difference or 0))
    new = [pair for pair in ordered if pair.before is None]
    gone = [pair for pair in ordered if pair.after is None]
    both = [pair for pair in ordered if pair.before is not None and pair.after is not None]
    return new, gone, [p for p in both if p.likeness < 100 or p.reason], [p for p in both if not p.reason]


def projects(comparison: Comparison) -> Draft:
    """Projects changed, renamed, new and gone, 万元."""
    draft = Draft("项目（万元）")
    if comparison.relation == PEERS:
        return draft
    new, gone, renamed, kept = sorted_projects(comparison.projects)
    heads = _heads(comparison)
    changed = [pair for pair in kept if pair.difference]
    rows = [(_name(p), _amount(p, False), _amount(p, True), signed(p.difference or 0)) for p in changed[:MOST]]
    draft.table(("金额变动的项目", *heads, "差额"), rows, name="项目变动")
    rows = [(f"{_name(p, False)} → {_name(p)}", _amount(p, False), _amount(p, True), p.reason) for p in renamed]
    draft.table(("疑为更名的项目", *heads, "依据"), rows, name="项目更名")
    only = "部门有而单位没有" if comparison.relation == DEPARTMENT_AND_UNIT else "不再安排"
    draft.table(
        ("新增的项目" if comparison.relation == YEARS else "只见于乙的项目", heads[1]),
        _listed(new, True),
        name="新增项目",
    )
    draft.table((only + "的项目", heads[0]), _listed(gone, False), name="减少项目")
    unknown = [pair for pair in comparison.projects if pair.difference is None]
    if unknown:
        draft.say(f"另有 {len(unknown)} 个项目的金额没有读出，未参与比较。")
    return draft


def _listed(pairs: Sequence[ProjectPair], after: bool) -> list[tuple[str, str]]:
    return [(_name(pair, after), _amount(pair, after)) for pair in pairs]


def _name(pair: ProjectPair, after: bool = True) -> str:
    project = (pair.after if after else pair.before) or pair.after or pair.before
    return project.name if project else ""


def _amount(pair: ProjectPair, after: bool) -> str:
    project = pair.after if after else pair.before
    return "" if project is None or project.fen is None else wan(project.fen)


# targets


def targets(comparison: Comparison) -> Draft:
    """Targets raised, lowered or rewritten, by indicator."""
    draft = Draft("绩效目标")
    changes = comparison.targets
    if comparison.relation == PEERS or not (changes.pairs or changes.new or changes.gone):
        return draft
    heads = _heads(comparison)
    for direction, title in ((RAISED, "提高的指标"), (LOWERED, "降低的指标"), (OTHER, "改写的指标")):
        rows = [_indicator(pair, change) for pair, change in changes.changed(direction)]
        draft.table(("项目", title, *heads), rows, name=title, text_columns=2)
    copied = [pair.project or "整体支出" for pair in changes.pairs if pair.copied]
    if copied and comparison.relation == YEARS:
        draft.say(f"目标与指标一字未改的有 {len(copied)} 个：{enumerated(copied, 10)}。")
    for pair in changes.pairs:
        if pair.dropped or pair.new:
            draft.say(f"{pair.project or '整体支出'}：{_swapped(pair.dropped, pair.new)}。", "item")
    if changes.new:
        draft.say(f"新设目标 {len(changes.new)} 个：{enumerated([one.project or '整体支出' for one in changes.new])}。")
    if changes.gone:
        draft.say(
            f"不再设目标 {len(changes.gone)} 个：{enumerated([one.project or '整体支出' for one in changes.gone])}。"
        )
    return draft


def _indicator(pair: TargetPair, change: IndicatorChange) -> tuple[str, str, str, str]:
    return pair.project or "整体支出", change.after.name, change.before.value, change.after.value


def _swapped(dropped: Sequence[SideIndicator], new: Sequence[SideIndicator]) -> str:
    words = []
    if dropped:
        words.append(f"去掉指标 {enumerated([f'{one.name}（{one.value}）' for one in dropped], 4)}")
    if new:
        words.append(f"新设指标 {enumerated([f'{one.name}（{one.value}）' for one in new], 4)}")
    return "；".join(words)


# last year's figures, and what cannot be compared


def restated(comparison: Comparison) -> Draft:
    """Last year's figures that are not what that year said, 万元."""
    draft = Draft("与上年数的衔接（万元）")
    wrong = largest([one for one in comparison.restated if one.agrees is False])
    rows = [
        (phrase(one.point), _shown(one.before), _shown(one.after), signed(one.difference or 0)) for one in wrong[:20]
    ]
    draft.table(("口径", f"甲列 {comparison.before.year} 年", "乙列上年数", "差额"), rows, name="上年数衔接")
    return draft


def beyond(comparison: Comparison) -> Draft:
    """Every differing point, and what cannot be compared."""
    draft = Draft("逐项差别与不能比较的数据")
    if comparison.relation in {DEPARTMENT_AND_UNIT, VERSIONS, STAGES}:
        differing = largest(comparison.differing)
        rows = [(phrase(one.point), *_row(one)) for one in differing[:30]]
        draft.table(("口径", *_heads(comparison), "差额", "差率"), rows, name="逐项差别")
        if len(differing) > 30:
            draft.say(f"另有 {len(differing) - 30} 项，较小。")
    for figures, here, there in (
        (comparison.only_before, "甲", "乙"),
        (comparison.only_after, "乙", "甲"),
    ):
        if figures:
            ordered = sorted(figures, key=lambda figure: -abs(figure.fen or 0))
            told = [f"{phrase(one.point.at('year', None))} {wan(one.fen or 0)}" for one in ordered]
            draft.say(f"只有{here}印出、{there}没有的非零数据 {len(figures)} 个：{enumerated(told, 6)}。")
    return draft
