"""Projects and their targets in sentences: new, gone, perhaps renamed, copied, moved."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.corpus.comparing.ambition import LOWERED, RAISED, TargetPair, owner
from gouji.corpus.comparing.comparison import Comparison
from gouji.corpus.comparing.labels import labels
from gouji.corpus.comparing.pairing import ProjectPair, Regrouping
from gouji.corpus.comparing.side import SideProject
from gouji.corpus.naming import enumerated, moved, wan
from gouji.corpus.note import Draft

_MOST = 4


def say_projects(draft: Draft, comparison: Comparison) -> None:
    """Kept, new, gone and regrouped projects."""
    projects = comparison.projects
    if not comparison.before.projects and not comparison.after.projects:
        return
    for name, side in zip(labels(comparison), (comparison.before, comparison.after), strict=True):
        if not side.projects:
            draft.say(f"{name}没有列出项目，不能逐个比较项目。")
            return
    counts = (len(comparison.before.projects), len(comparison.after.projects))
    words = [f"项目由 {counts[0]} 个到 {counts[1]} 个：{_kept(projects.kept)}"]
    if projects.new:
        words.append(f"新增 {len(projects.new)} 个、{_sum(projects.new)} 万元（{_names(projects.new)}）")
    if projects.gone:
        words.append(f"不再安排 {len(projects.gone)} 个、{_sum(projects.gone)} 万元（{_names(projects.gone)}）")
    draft.say("；".join(words) + "。")
    taken = [_regrouped(Regrouping((p.before,), (p.after,), p.reason)) for p in projects.renamed]
    taken += map(_regrouped, projects.regrouped)
    if taken:
        draft.say(
            f"疑为更名、合并或拆分的 {len(taken)} 组，没有计入新增和不再安排，须核实："
            f"{enumerated(taken, _MOST, '组')}。"
        )
    if projects.hints:
        hints = [_regrouped(one) for one in projects.hints]
        draft.say(
            f"新增与不再安排的项目中，有 {len(hints)} 组仅凭金额可能是同一件事，值得一问："
            f"{enumerated(hints, _MOST, '组')}。"
        )


def _kept(kept: Sequence[ProjectPair]) -> str:
    changed = [pair for pair in kept if pair.difference]
    if not kept:
        return "没有同名的项目"
    if not changed:
        return f"延续的 {len(kept)} 个金额均未变"
    net = sum(pair.difference or 0 for pair in changed)
    return f"延续 {len(kept)} 个，其中 {len(changed)} 个金额有变，" + (f"净{moved(net, None)}" if net else "增减相抵")


def _regrouped(one: Regrouping) -> str:
    ours, theirs = ("＋".join(f"“{p.name}”{_fen(p)}" for p in side) for side in (one.before, one.after))
    return f"{ours} → {theirs}（{one.kind}；{one.reason}）"


def _names(projects: Sequence[SideProject]) -> str:
    ordered = sorted(projects, key=lambda one: -(one.fen or 0))
    return enumerated([f"“{one.name}”{_fen(one)}" for one in ordered], 3)


def _fen(project: SideProject) -> str:
    return "" if project.fen is None else f" {wan(project.fen)}"


def _sum(projects: Sequence[SideProject]) -> str:
    return wan(sum(one.fen or 0 for one in projects))


def say_targets(draft: Draft, comparison: Comparison) -> None:
    """Targets copied, moved, unchanged with other money, and missing."""
    targets = comparison.targets
    if not targets.pairs:
        return
    copied = [pair for pair in targets.pairs if pair.copied]
    money = sum(pair.after.fen or 0 for pair in copied)
    text = f"两份文件都有的绩效目标 {len(targets.pairs)} 个，"
    text += f"{len(copied)} 个一字未改" if copied else "没有一字未改的"
    text += f"（涉及 {wan(money)} 万元）" if money else ""
    raised, lowered = targets.changed(RAISED), targets.changed(LOWERED)
    if raised or lowered:
        text += f"；可比的指标值提高 {len(raised)} 个、降低 {len(lowered)} 个"
    if lowered:
        named = [f"“{one.after.name}”{one.before.value}→{one.after.value}" for _, one in lowered]
        text += f"（{enumerated(named, 3)}）"
    draft.say(text + "。")
    unmoved = sorted(filter(_money_moved, copied), key=lambda pair: -abs(_money_moved(pair)))
    if unmoved:
        named = [f"“{pair.project or '整体支出'}”{_money(pair)}" for pair in unmoved]
        draft.say(f"金额变了而目标一字未改的 {len(unmoved)} 个：{enumerated(named, _MOST)}。")
    _say_without_target(draft, comparison)


def _money_moved(pair: TargetPair) -> int:
    return 0 if pair.before.fen is None or pair.after.fen is None else pair.after.fen - pair.before.fen


def _money(pair: TargetPair) -> str:
    return f"由 {wan(pair.before.fen or 0)} 到 {wan(pair.after.fen or 0)} 万元"


def _say_without_target(draft: Draft, comparison: Comparison) -> None:
    """New projects without a target, where most projects have one."""
    after = comparison.after
    known = {owner(one) for one in after.targets} | {(one.key, None) for one in after.targets if one.unit is None}
    projects = comparison.projects
    new = [*projects.new, *(one for found in projects.regrouped for one in found.after)]
    lacking = [one for one in new if owner(one) not in known and (one.key, None) not in known]
    if lacking and 2 * len(after.targets) > len(after.projects):
        draft.say(f"新列的项目中没有列出绩效目标的 {len(lacking)} 个、{_sum(lacking)} 万元：{_names(lacking)}。")
