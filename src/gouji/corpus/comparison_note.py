"""A comparison as an auditor would note it."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.corpus.ambition import LOWERED, RAISED
from gouji.corpus.comparison import (
    DEPARTMENT_AND_UNIT,
    PEERS,
    STAGES,
    VERSIONS,
    YEARS,
    Comparison,
    Mover,
    unit_rows,
)
from gouji.corpus.comparison_tables import beyond, headline, movers, projects, restated, sorted_projects, targets
from gouji.corpus.figures import DISPUTED
from gouji.corpus.naming import function_name, percent, signed, wan
from gouji.corpus.note import Draft, Note, finished
from gouji.corpus.pairing import ProjectPair
from gouji.corpus.side import Side

_KIND = {"budget": "预算", "final_accounts": "决算"}
_SCOPE = {"department": "部门", "unit": "单位"}
_RELATION = {
    YEARS: "同一机构的两个年度",
    DEPARTMENT_AND_UNIT: "同一年度，部门与其所属单位",
    STAGES: "同一机构同一年度的预算与决算",
    VERSIONS: "同一机构同一年度的两份文件",
    PEERS: "不同的机构或不同口径的文件，金额可以并列，差别不是增减",
}


def comparison_note(comparison: Comparison) -> Note:
    """The note, in order of what a reader asks first."""
    before, after = comparison.before, comparison.after
    drafts = [
        _conclusion(comparison),
        headline(comparison),
        movers(comparison),
        projects(comparison),
        targets(comparison),
        restated(comparison),
        beyond(comparison),
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
    new, gone, renamed, kept = sorted_projects(comparison.projects)
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
