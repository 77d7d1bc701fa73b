"""The tables of projects and their targets."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.corpus.comparing.ambition import LOWERED, OTHER, RAISED, IndicatorChange, TargetPair
from gouji.corpus.comparing.comparison import Comparison
from gouji.corpus.comparing.labels import heads
from gouji.corpus.comparing.pairing import Regrouping
from gouji.corpus.comparing.relation import DEPARTMENT_AND_UNIT, PEERS, YEARS
from gouji.corpus.comparing.side import SideIndicator, SideProject
from gouji.corpus.naming import enumerated, signed, wan
from gouji.corpus.note import Draft

MOST = 10
"""Names that are shown of a list."""
_ALL = 200


def projects(comparison: Comparison) -> Draft:
    """Projects changed, taken for the same, new and gone, 万元."""
    draft = Draft("项目（万元）")
    changes = comparison.projects
    titles = heads(comparison)
    changed = sorted((p for p in changes.kept if p.difference), key=lambda p: -abs(p.difference or 0))
    rows = [
        (p.after.name, p.after.unit or "", _fen(p.before), _fen(p.after), signed(p.difference or 0)) for p in changed
    ]
    _limited(draft, ("金额变动的项目", "单位", *titles, "差额"), rows, "项目变动")
    taken = [Regrouping((p.before,), (p.after,), p.reason) for p in changes.renamed]
    for several, title, name in (
        ([*taken, *changes.regrouped], "疑为更名、合并、拆分的项目", "项目承继"),
        (changes.hints, "仅凭金额可能相承的项目", "项目线索"),
    ):
        led = [
            (
                "＋".join(one.name for one in found.before) + " → " + "＋".join(one.name for one in found.after),
                found.reason,
                _total(found.before),
                _total(found.after),
            )
            for found in several
        ]
        draft.table((title, "依据", *titles), led, name=name, text_columns=2)
    only = {
        DEPARTMENT_AND_UNIT: ("只见于单位文件的项目", "只见于部门文件的项目"),
        YEARS: ("新增的项目", "不再安排的项目"),
    }
    after, before = only.get(comparison.relation, ("只见于后者的项目", "只见于前者的项目"))
    for several_, title, name, head in (
        (changes.new, after, "新增项目", titles[1]),
        (changes.gone, before, "减少项目", titles[0]),
    ):
        ordered = sorted(several_, key=lambda one: -(one.fen or 0))
        _limited(draft, (title, "单位", head), [(one.name, one.unit or "", _fen(one)) for one in ordered], name)
    unknown = sum(pair.difference is None for pair in changes.pairs)
    if unknown:
        draft.say(f"另有 {unknown} 个项目的金额没有读出，未参与比较。")
    return draft


def _limited(draft: Draft, header: Sequence[str], rows: Sequence[tuple[str, ...]], name: str) -> None:
    """A table of projects with their units, the units left out where there is none."""
    with_unit = any(row[1] for row in rows)
    kept = rows if with_unit else [(row[0], *row[2:]) for row in rows]
    draft.table(
        header if with_unit else (header[0], *header[2:]),
        kept[:_ALL],
        name=name,
        text_columns=2 if with_unit else 1,
        brief=20,
    )
    if len(rows) > _ALL:
        draft.say(f"另有 {len(rows) - _ALL} 个，金额较小。")


def _fen(project: SideProject) -> str:
    return "未读出" if project.fen is None else wan(project.fen)


def _total(several: Sequence[SideProject]) -> str:
    return wan(sum(one.fen or 0 for one in several))


# targets


def targets(comparison: Comparison) -> Draft:
    """Targets raised, lowered or rewritten, by indicator."""
    draft = Draft("绩效目标")
    changes = comparison.targets
    if comparison.relation == PEERS or not (changes.pairs or changes.new or changes.gone):
        return draft
    titles = heads(comparison)
    for direction, title in ((LOWERED, "降低的指标"), (RAISED, "提高的指标"), (OTHER, "改写的指标")):
        rows = [_indicator(pair, change) for pair, change in changes.changed(direction)]
        draft.table(("项目", title, *titles), rows[:_ALL], name=title, text_columns=2, brief=20)
    copied = [pair.project or "整体支出" for pair in changes.pairs if pair.copied]
    if copied and comparison.relation == YEARS:
        names = list(dict.fromkeys(copied))
        listed = "、".join(f"“{one}”" for one in names[:MOST])
        draft.say(f"目标与指标一字未改的有 {len(copied)} 个：{listed}{'等' if len(names) > MOST else ''}。")
    rewritten = [pair for pair in changes.pairs if pair.dropped or pair.new]
    for pair in rewritten[:MOST]:
        draft.say(f"{pair.project or '整体支出'}：{_swapped(pair.dropped, pair.new)}。", "item")
    if len(rewritten) > MOST:
        draft.say(f"另有 {len(rewritten) - MOST} 个目标换了指标。")
    years = comparison.relation == YEARS
    words_of = ("新设目标", "不再设目标") if years else ("只见于后者的目标", "只见于前者的目标")
    for several, words in zip((changes.new, changes.gone), words_of, strict=True):
        if several:
            names = list(dict.fromkeys(one.project or "整体支出" for one in several))
            draft.say(f"{words} {len(several)} 个：{enumerated(names)}。")
    return draft


def _indicator(pair: TargetPair, change: IndicatorChange) -> tuple[str, str, str, str]:
    return pair.project or "整体支出", change.after.name, change.before.value or "未填", change.after.value or "未填"


def _swapped(dropped: Sequence[SideIndicator], new: Sequence[SideIndicator]) -> str:
    words = []
    if dropped:
        words.append(f"去掉指标 {enumerated([f'{one.name}（{one.value}）' for one in dropped], 4)}")
    if new:
        words.append(f"新设指标 {enumerated([f'{one.name}（{one.value}）' for one in new], 4)}")
    return "；".join(words)
