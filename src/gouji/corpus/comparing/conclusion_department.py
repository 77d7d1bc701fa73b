"""What an auditor would say first of a department's document and that of one of its units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from gouji.corpus.comparing.claims import reason_for, total_change
from gouji.corpus.comparing.comparison import Comparison, unit_rows
from gouji.corpus.comparing.contradictions import stated_words
from gouji.corpus.comparing.said import part_key
from gouji.corpus.comparing.side import Side, SideChange
from gouji.corpus.figures import Figure
from gouji.corpus.naming import enumerated, percent, phrase, wan
from gouji.corpus.note import Draft
from gouji.model.coordinates import Coordinates

_TOTAL = Coordinates(side="revenue")


def conclude_department(draft: Draft, comparison: Comparison) -> None:
    """Whether it is the same money, whether the unit lies within the department, what one discloses and not the other,
    and what both say of last year."""
    if len(comparison.before.units) <= 1:
        _say_same_money(draft, comparison)
        say_stated_changes(draft, comparison)
        _say_targets_covered(draft, comparison)
        _say_disclosed(draft, comparison)
    else:
        _say_part(draft, comparison)
        _say_projects_of_unit(draft, comparison)
        say_stated_changes(draft, comparison)
        _say_targets_covered(draft, comparison)


def _say_same_money(draft: Draft, comparison: Comparison) -> None:
    """A department of one unit: both documents must say the same."""
    department = comparison.before
    held = "部门文件只列 1 个预算单位" if department.units else "部门文件没有列出所属单位"
    held += f"（并说明“{department.remarks[0]}”）" if department.remarks else ""
    held += "，两份文件说的应是同一笔钱"
    total = comparison.named("收支总计")
    figure = total.before if total else None
    whole = f"：收支总计都是 {wan(figure.fen)} 万元" if figure and figure.fen and not comparison.differing else ""
    shared, differing = len(comparison.shared), len(comparison.differing)
    if differing:
        draft.say(
            f"{held}{whole}。但共同印出的 {shared} 个数中有 {differing} 个不同，必有一份有误，见“逐项差别”。", "alarm"
        )
        return
    codes = [
        f"{what} {axis.codes} 个科目"
        for what, axis in (("功能分类", comparison.functions), ("经济分类", comparison.economics))
        if axis
    ]
    by_code = f"，{'、'.join(codes)}逐一相同" if codes else ""
    draft.say(f"{held}{whole}{by_code}；共同印出的 {shared} 个数没有一个不同。")


def _say_part(draft: Draft, comparison: Comparison) -> None:
    """A department of several units: the unit's figures must lie within the department's."""
    department, unit = comparison.before, comparison.after
    total = comparison.named("收支总计")
    if total and total.before and total.after and total.before.fen and total.after.fen is not None:
        share = percent(total.after.fen, total.before.fen)
        draft.say(
            f"部门收支总计 {wan(total.before.fen)} 万元，本单位 {wan(total.after.fen)} 万元，占 {share}；"
            f"其余 {wan(total.before.fen - total.after.fen)} 万元属其他 {len(department.units) - 1} 个单位。"
        )
    shared = len(comparison.shared)
    if comparison.exceeding:
        most = max(comparison.exceeding, key=lambda one: one.difference or 0)
        draft.say(
            f"部门包括单位，单位的数不应大于部门的同一个数；共同印出的 {shared} 个数中却有 "
            f"{len(comparison.exceeding)} 个如此，最大的是{phrase(most.point)}："
            f"单位 {_wan(most.after)} 万元，部门 {_wan(most.before)} 万元。",
            "alarm",
        )
    else:
        draft.say(f"共同印出的 {shared} 个数，单位的都不大于部门的，没有发现矛盾。")
    rows = unit_rows(department, unit)
    wrong = [one for one in rows if one.agrees is False]
    if rows and not wrong:
        draft.say(f"部门文件为本单位单列的 {len(rows)} 个数，与单位文件全部一致。")
    elif wrong:
        most = max(wrong, key=lambda one: abs(one.difference or 0))
        where = department.where(most.point)
        draft.say(
            f"部门文件为本单位单列的 {len(rows)} 个数中，有 {len(wrong)} 个与单位文件不同"
            f"{'：' if len(wrong) == 1 else '，最大的是'}{phrase(most.point.without('unit'))}"
            f"部门列 {_wan(most.before)} 万元"
            f"{f'（{where}）' if where else ''}，单位列 {_wan(most.after)} 万元"
            f"{_same_gap(comparison, most.difference)}。",
            "alarm",
        )


def _same_gap(comparison: Comparison, difference: int | None) -> str:
    """The project whose two amounts differ by as much: it may be the cause."""
    found = [pair for pair in comparison.projects.pairs if difference and pair.difference == difference]
    return f"，相差的正是项目“{found[0].after.name}”两份所列之差" if len(found) == 1 else ""


def _say_projects_of_unit(draft: Draft, comparison: Comparison) -> None:
    """The unit's projects as both documents list them."""
    projects, targets = comparison.projects, comparison.targets
    if projects.pairs:
        changed = [pair for pair in projects.pairs if pair.difference]
        told = "，".join(
            f"“{pair.after.name}”部门列 {wan(pair.before.fen or 0)}、单位列 {wan(pair.after.fen or 0)} 万元"
            for pair in changed[:3]
        )
        text = f"本单位的项目两份文件都列的 {len(projects.pairs)} 个，金额" + (
            f"有 {len(changed)} 个不同：{told}" if changed else "全部相同"
        )
        draft.say(text + "。", "alarm" if changed else "plain")
    for several, has, lacks in ((projects.gone, "部门文件", "单位文件"), (projects.new, "单位文件", "部门文件")):
        if several:
            names = enumerated([f"“{one.name}”" for one in several], 4)
            draft.say(f"{has}列在本单位名下而{lacks}没有的项目 {len(several)} 个：{names}。", "alarm")
    if targets.pairs:
        copied = sum(pair.copied for pair in targets.pairs)
        draft.say(
            f"本单位的绩效目标两份文件都有的 {len(targets.pairs)} 个，目标与指标一字不差的 {copied} 个"
            + ("。" if copied == len(targets.pairs) else "，其余见“绩效目标”。")
        )


def _wan(figure: Figure | None) -> str:
    return "未列" if figure is None or figure.fen is None else wan(figure.fen)


def say_stated_changes(draft: Draft, comparison: Comparison) -> None:
    """What the documents say of the total against last year, once where both say the same."""
    before, after = (total_change(side) for side in (comparison.before, comparison.after))
    if before is not None and after is not None and stated_words(before) != stated_words(after):
        if not _same_total(comparison):
            return
        draft.say(
            f"两份文件对总额与上年相比的说法不同：一份说{stated_words(before)}，一份说{stated_words(after)}。", "alarm"
        )
        return
    told = after or before
    side = comparison.after if after is not None else comparison.before
    if told is None or told.direction in (None, "none") or not told.fen:
        return
    if after is None or before is None or not _same_total(comparison):
        who = "单位文件说" if after is not None else "部门文件说"
    else:
        who = "两份文件都说"
    draft.say(f"{who}{phrase(side.plain(told.point))}{against_last_year(side, told)}。")


def against_last_year(side: Side, told: SideChange) -> str:
    """A stated change in words, with the figure of last year that follows from it, and the reason."""
    figure = side.at(told.point)
    text = f"比上年{stated_words(told)}"
    if figure is not None and figure.fen is not None and told.fen:
        start = figure.fen + (told.fen if told.direction == "decrease" else -told.fen)
        text += f"（推算上年为 {wan(start)} 万元，变动 {percent(told.fen, start)}）" if start > 0 else ""
    reason = told.reason or reason_for(side, told.point)
    return text + (f"，说明的原因是“{reason}”" if reason else "，没有说明原因")


def _same_total(comparison: Comparison) -> bool:
    total = comparison.named("收支总计")
    return total is not None and total.agrees is True


def _say_targets_covered(draft: Draft, comparison: Comparison) -> None:
    """How much of project expenditure the targets said to be set cover."""
    for side, name in ((comparison.after, "单位文件"), (comparison.before, "部门文件")):
        covered = side.at(Coordinates(item="performance_targets"))
        project = side.at(Coordinates(side="expenditure", use="project"))
        if covered is None or project is None or not covered.fen or not project.fen or covered.fen > project.fen:
            continue
        share = percent(covered.fen, project.fen)
        rest = project.fen - covered.fen
        text = f"{name}说编报绩效目标的项目涉及 {wan(covered.fen)} 万元，占项目支出 {wan(project.fen)} 万元的 {share}"
        draft.say(text + (f"，其余 {wan(rest)} 万元没有编报或没有说明。" if rest else "。"))
        return


def _say_disclosed(draft: Draft, comparison: Comparison) -> None:
    """What one of the documents discloses and the other does not, by table and column."""
    said = False
    for name, other, side, figures in (
        ("部门文件", "单位文件", comparison.before, comparison.only_before),
        ("单位文件", "部门文件", comparison.after, comparison.only_after),
    ):
        if figures:
            draft.say(f"{name}公开而{other}没有的口径，不能对照：{_where(side, figures)}。")
            said = True
    said |= _say_parts(draft, comparison)
    for what, ours, theirs in (
        ("项目", comparison.before.projects, comparison.after.projects),
        ("绩效目标", comparison.before.targets, comparison.after.targets),
    ):
        if bool(ours) != bool(theirs):
            has, lacks = ("部门文件", "单位文件") if ours else ("单位文件", "部门文件")
            draft.say(f"{has}逐个列出了{what}（{len(ours or theirs)} 个），{lacks}没有。")
            said = True
    if not said and not comparison.differing:
        draft.say("两份文件公开的详略相同。")
    projects = comparison.projects
    both = projects.pairs
    if both:
        changed = [pair for pair in both if pair.difference]
        words = f"两份文件都列的项目 {len(both)} 个，金额{'全部相同' if not changed else f'有 {len(changed)} 个不同'}"
        alone = len(projects.new) + len(projects.gone)
        draft.say(words + (f"；只见于一份的 {alone} 个" if alone else "") + "。", "alarm" if changed else "plain")
    targets = comparison.targets
    if targets.pairs:
        copied = sum(pair.copied for pair in targets.pairs)
        draft.say(f"两份文件都有的绩效目标 {len(targets.pairs)} 个，其中目标与指标一字不差的 {copied} 个。")


def _say_parts(draft: Draft, comparison: Comparison) -> bool:
    """The parts that only one of the two contents lists and the other has nowhere."""
    sides = (comparison.before, comparison.after)
    outlines = [{part_key(one): one for one in side.outline} for side in sides]
    headings = [{part_key(one) for one in (*side.outline, *side.headings)} for side in sides]
    common = len(outlines[0].keys() & headings[1]), len(outlines[1].keys() & headings[0])
    if any(4 * held < 3 * len(outline) or not held for held, outline in zip(common, outlines, strict=True)):
        return False  # documents built so differently are no list of the same parts
    said = False
    names = ("部门文件", "单位文件")
    for at, name in enumerate(names):
        alone = [f"“{title}”" for part, title in outlines[at].items() if part not in headings[1 - at]]
        if alone:
            draft.say(f"{name}有而{names[1 - at]}没有的部分：{'、'.join(alone)}。")
            said = True
    return said


def _where(side: Side, figures: Sequence[Figure]) -> str:
    """Where figures are printed, by table and column, with how many."""
    counts: Counter[tuple[str, str]] = Counter()
    elsewhere: list[Figure] = []
    for figure in figures:
        place = side.first_print(figure.point)
        if place is None:
            elsewhere.append(figure)
        else:
            page = f"第 {place.place.page} 页" if place.place.page else ""
            counts[f"{page}《{place.table}》" if place.table else page, place.column] += 1
    tables: dict[str, list[str]] = {}
    totals: Counter[str] = Counter()
    for (table, column), count in counts.items():
        tables.setdefault(table, []).append(f"“{column}”")
        totals[table] += count
    words = [f"{table}的{_few(columns)}（{totals[table]} 个数）" for table, columns in tables.items()]
    words += [f"文字中的{phrase(one.point.without('year', 'stage'))} {wan(one.fen or 0)} 万元" for one in elsewhere[:3]]
    more = len(elsewhere) - 3
    return "；".join(words) + (f"；文字中另有 {more} 个数" if more > 0 else "")


def _few(columns: Iterable[str]) -> str:
    listed = list(columns)
    return "、".join(listed[:4]) + ("等" if len(listed) > 4 else "") + "各列"
