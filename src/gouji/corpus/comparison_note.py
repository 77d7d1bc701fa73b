"""A comparison as an auditor would note it."""

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
    Mover,
    largest,
    unit_rows,
)
from gouji.corpus.figures import DISPUTED, Figure
from gouji.corpus.naming import economic_name, enumerated, function_name, percent, phrase, signed, wan
from gouji.corpus.note import Draft, Note, Sheet, finished
from gouji.corpus.pairing import ProjectPair
from gouji.corpus.side import Side, SideIndicator

_KIND = {"budget": "预算", "final_accounts": "决算"}
_SCOPE = {"department": "部门", "unit": "单位"}
_RELATION = {
    YEARS: "同一机构的两个年度",
    DEPARTMENT_AND_UNIT: "同一年度，部门与其所属单位",
    STAGES: "同一机构同一年度的预算与决算",
    VERSIONS: "同一机构同一年度的两份文件",
    PEERS: "不同的机构或不同口径的文件，金额可以并列，差别不是增减",
}
_MOST = 10


def comparison_note(comparison: Comparison) -> Note:
    """The note, in order of what a reader asks first."""
    before, after = comparison.before, comparison.after
    drafts = [
        _conclusion(comparison),
        _headline(comparison),
        _movers(comparison),
        _projects(comparison),
        _targets(comparison),
        _restated(comparison),
        _beyond(comparison),
    ]
    subjects = [f"甲：{describe(before)}", f"乙：{describe(after)}", f"关系：{_RELATION[comparison.relation]}。"]
    if comparison.swapped:
        subjects.append("（所给次序相反，已按年度先后、先部门后单位排列。）")
    return Note("比较：" + _title(comparison), tuple(subjects), finished(drafts))


def describe(side: Side) -> str:
    """A document in a line: who, when, what, how far its figures are proved."""
    parts = [side.department or side.title or "（未能识别机构名称）"]
    year = f"{side.year}年" if side.year else ""
    parts.append(f"{year}{_SCOPE.get(side.scope or '', '')}{_KIND.get(side.kind, side.kind)}")
    amounts, proved = side.facts.get("amounts"), side.facts.get("proved")
    if amounts:
        parts.append(f"表内 {amounts} 个非零金额中 {proved} 个已由勾稽关系证实")
    if errors := side.facts.get("errors"):
        parts.append(f"核对发现错误 {errors} 处，比较前宜先更正")
    return "，".join(parts) + (f"（{side.file}）" if side.file else "")


def _title(comparison: Comparison) -> str:
    before, after = comparison.before, comparison.after
    one, other = before.department or "甲", after.department or "乙"
    if comparison.relation == YEARS:
        return f"{other} {before.year} 年与 {after.year} 年"
    if comparison.relation == DEPARTMENT_AND_UNIT:
        return f"{one} {before.year} 年部门与单位" if before.key == after.key else f"{one}与{other} {before.year} 年"
    return f"{one}与{other}" if before.key != after.key else one


# conclusion


def _conclusion(comparison: Comparison) -> Draft:
    draft = Draft("结论")
    if comparison.relation == YEARS:
        _conclude_years(draft, comparison)
    elif comparison.relation == DEPARTMENT_AND_UNIT:
        _conclude_department(draft, comparison)
    else:
        _conclude_same(draft, comparison)
    disputed = [side for side in (comparison.before, comparison.after) if _disputed(side)]
    for side in disputed:
        name = "甲" if side is comparison.before else "乙"
        draft.say(f"{name}有 {_disputed(side)} 个数在文件中自相矛盾，未参与比较。", "alarm")
    return draft


def _disputed(side: Side) -> int:
    return sum(figure.evidence == DISPUTED for figure in side.own.values())


def _conclude_years(draft: Draft, comparison: Comparison) -> None:
    total = next((one for one in comparison.headline if one.name == "收支总计"), None)
    if total is not None and (difference := total.change.difference) is not None and total.change.before:
        base = total.change.before.fen or 0
        rate = percent(abs(difference), base)
        word = "增加" if difference > 0 else "减少"
        amount = f"{word} {wan(abs(difference))} 万元" + (f"（{rate}）" if rate else "")
        after = total.change.after.fen if total.change.after else None
        draft.say(
            f"收支总计由 {wan(base)} 万元到 {wan(after or 0)} 万元，{amount if difference else '没有变化'}。"
            + _parts_of_change(comparison, difference)
        )
    _say_movers(draft, comparison)
    _say_projects(draft, comparison)
    _say_targets(draft, comparison)
    wrong = [one for one in comparison.restated if one.agrees is False]
    if comparison.restated and not wrong:
        draft.say(f"乙所列的上年数有 {len(comparison.restated)} 个能与甲对上，全部一致。")
    elif wrong:
        draft.say(
            f"乙所列的上年数有 {len(comparison.restated)} 个能与甲对上，其中 {len(wrong)} 个不一致：上年数可能已调整，"
            "文件应当说明，否则是笔误。",
            "alarm",
        )


def _parts_of_change(comparison: Comparison, total: int) -> str:
    parts = [
        f"{one.name}{signed(one.change.difference)} 万元"
        for one in comparison.headline
        if one.name in {"基本支出", "项目支出"} and one.change.difference
    ]
    return f"其中{'，'.join(parts)}。" if parts and total else ""


def _say_movers(draft: Draft, comparison: Comparison) -> None:
    total = next((one.change.difference for one in comparison.headline if one.name == "收支总计"), None)
    top = comparison.functions[:3]
    if not top:
        return
    told = [
        f"{function_name(one.code, comparison.after.year)} {signed(one.difference)} 万元{_share(one, total)}"
        for one in top
    ]
    draft.say(f"按功能科目，变动最大的是：{'；'.join(told)}。")


def _share(mover: Mover, total: int | None) -> str:
    """How much of the whole change one explains, where it goes the same way."""
    if not total or (mover.difference > 0) != (total > 0):
        return ""
    share = percent(mover.difference, total, 0)
    return f"（相当于总变动的 {share}）" if share else ""


def _say_projects(draft: Draft, comparison: Comparison) -> None:
    new, gone, renamed, kept = _sorted_projects(comparison.projects)
    if not (new or gone or kept or renamed):
        return
    changed = [pair for pair in (*kept, *renamed) if pair.difference]
    words = [
        f"新增 {len(new)} 个（{_sum(new)} 万元）" if new else "",
        f"不再安排 {len(gone)} 个（{_sum(gone)} 万元）" if gone else "",
        f"疑为更名 {len(renamed)} 个" if renamed else "",
        f"延续 {len(kept)} 个，其中金额变动 {sum(bool(p.difference) for p in kept)} 个" if kept else "",
    ]
    draft.say(
        "项目：" + "，".join(word for word in words if word) + ("。" if changed or new or gone else "，金额均未变。")
    )


def _sum(pairs: Sequence[ProjectPair]) -> str:
    return wan(sum(abs(pair.difference or 0) for pair in pairs))


def _say_targets(draft: Draft, comparison: Comparison) -> None:
    changes = comparison.targets
    if not changes.pairs:
        return
    copied = [pair for pair in changes.pairs if pair.copied]
    raised, lowered = changes.changed(RAISED), changes.changed(LOWERED)
    words = [f"两年都有的绩效目标 {len(changes.pairs)} 个，其中一字未改 {len(copied)} 个"]
    words.append(f"指标值提高 {len(raised)} 个、降低 {len(lowered)} 个")
    draft.say("，".join(words) + "。")


def _conclude_department(draft: Draft, comparison: Comparison) -> None:
    department, unit = comparison.before, comparison.after
    differing = comparison.differing
    shared = len(comparison.shared)
    if len(department.units) <= 1:
        held = "部门文件只列 1 个预算单位" if department.units else "部门文件没有列出所属单位"
        figure = next((one.change.before for one in comparison.headline if one.name == "收支总计"), None)
        whole = f"收支总计都是 {wan(figure.fen)} 万元，" if figure and figure.fen else ""
        if not differing:
            draft.say(f"{held}，{whole}两份文件都印出的 {shared} 个数据逐一相同，没有发现矛盾。")
            _say_disclosed(draft, comparison)
        else:
            draft.say(
                f"{held}，两份文件的数据应当相同，但 {shared} 个共同的数据中有 {len(differing)} 个不同。", "alarm"
            )
        return
    total = next((one.change for one in comparison.headline if one.name == "收支总计"), None)
    if total and total.before and total.after and total.before.fen and total.after.fen is not None:
        share = percent(total.after.fen, total.before.fen)
        draft.say(
            f"部门收支总计 {wan(total.before.fen)} 万元，本单位 {wan(total.after.fen)} 万元，占 {share}；"
            f"其余 {wan(total.before.fen - total.after.fen)} 万元属其他 {len(department.units) - 1} 个单位。"
        )
    if comparison.exceeding:
        draft.say(f"单位有 {len(comparison.exceeding)} 个数大于部门的同一项，部门包括单位，不应如此。", "alarm")
    else:
        draft.say(f"两份文件都印出的 {shared} 个数据中，单位的数都不大于部门的数。")
    rows = unit_rows(department, unit)
    wrong = [one for one in rows if one.agrees is False]
    if rows and not wrong:
        draft.say(f"部门文件为本单位单列的 {len(rows)} 个数与单位文件全部一致。")
    elif wrong:
        draft.say(f"部门文件为本单位单列的 {len(rows)} 个数中，有 {len(wrong)} 个与单位文件不同。", "alarm")


def _say_disclosed(draft: Draft, comparison: Comparison) -> None:
    """Where the figures agree, what one of the documents discloses and the other does not."""
    more = [
        f"{name}多印出 {len(figures)} 个非零数据"
        for name, figures in (("部门文件", comparison.only_before), ("单位文件", comparison.only_after))
        if figures
    ]
    if more:
        draft.say("两份文件公开的详略不同：" + "，".join(more) + "，见最后一节；另一份没有同一口径的数，不能对照。")
    projects = comparison.projects
    if projects:
        paired = [pair for pair in projects if pair.before and pair.after]
        changed = [pair for pair in paired if pair.difference]
        alone = len(projects) - len(paired)
        words = [
            f"两份文件都列的项目 {len(paired)} 个，金额{'全部相同' if not changed else f'有 {len(changed)} 个不同'}"
        ]
        words += [f"只见于一份的 {alone} 个"] if alone else []
        draft.say("，".join(words) + "。", "alarm" if changed else "plain")
    targets = comparison.targets
    if targets.pairs:
        copied = sum(pair.copied for pair in targets.pairs)
        draft.say(f"两份文件都有的绩效目标 {len(targets.pairs)} 个，其中目标与指标一字不差的 {copied} 个。")


def _conclude_same(draft: Draft, comparison: Comparison) -> None:
    shared, differing = len(comparison.shared), len(comparison.differing)
    if comparison.relation == VERSIONS:
        if differing:
            draft.say(
                f"两份文件说的是同一件事，{shared} 个共同的数据中有 {differing} 个不同，应以哪一份为准须核实。", "alarm"
            )
        else:
            draft.say(f"两份文件 {shared} 个共同的数据全部相同。")
    else:
        draft.say(f"两份文件有 {shared} 个同一口径的数据可以并列。")
    if comparison.relation != PEERS:
        _say_projects(draft, comparison)
        _say_targets(draft, comparison)


# figures


def _headline(comparison: Comparison) -> Draft:
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


def _movers(comparison: Comparison) -> Draft:
    draft = Draft("变动最大的科目（万元）" if comparison.relation == YEARS else "科目差别（万元）")
    year = comparison.after.year
    for movers, name, what in (
        (comparison.functions, function_name, "功能分类"),
        (comparison.economics, economic_name, "经济分类"),
    ):
        if movers:
            rows = [
                (name(one.code, year), wan(one.before), wan(one.after), signed(one.difference))
                for one in movers[:_MOST]
            ]
            draft.table((what, *_heads(comparison), "差额"), rows, name=what)
            if len(movers) > _MOST:
                rest = sum(one.difference for one in movers[_MOST:])
                draft.say(f"{what}另有 {len(movers) - _MOST} 个科目不同，合计 {signed(rest)} 万元。")
    if not draft.blocks and comparison.shared and not comparison.differing:
        draft.say("两份文件都按科目列示，各科目相同。")
    return draft


# projects


def _sorted_projects(
    pairs: Sequence[ProjectPair],
) -> tuple[list[ProjectPair], list[ProjectPair], list[ProjectPair], list[ProjectPair]]:
    ordered = sorted(pairs, key=lambda pair: -abs(pair.difference or 0))
    new = [pair for pair in ordered if pair.before is None]
    gone = [pair for pair in ordered if pair.after is None]
    both = [pair for pair in ordered if pair.before is not None and pair.after is not None]
    return new, gone, [p for p in both if p.likeness < 100 or p.reason], [p for p in both if not p.reason]


def _projects(comparison: Comparison) -> Draft:
    draft = Draft("项目（万元）")
    if comparison.relation == PEERS:
        return draft
    new, gone, renamed, kept = _sorted_projects(comparison.projects)
    heads = _heads(comparison)
    changed = [pair for pair in kept if pair.difference]
    rows = [(_name(p), _amount(p, False), _amount(p, True), signed(p.difference or 0)) for p in changed[:_MOST]]
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


def _targets(comparison: Comparison) -> Draft:
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


def _restated(comparison: Comparison) -> Draft:
    draft = Draft("与上年数的衔接（万元）")
    wrong = largest([one for one in comparison.restated if one.agrees is False])
    rows = [
        (phrase(one.point), _shown(one.before), _shown(one.after), signed(one.difference or 0)) for one in wrong[:20]
    ]
    draft.table(("口径", f"甲列 {comparison.before.year} 年", "乙列上年数", "差额"), rows, name="上年数衔接")
    return draft


def _beyond(comparison: Comparison) -> Draft:
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
