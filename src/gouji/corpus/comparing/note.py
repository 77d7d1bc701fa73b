"""A comparison as an auditor would note it."""

from __future__ import annotations

from gouji.corpus.comparing import tables, tables_projects
from gouji.corpus.comparing.comparison import Comparison
from gouji.corpus.comparing.conclusion_department import conclude_department
from gouji.corpus.comparing.conclusion_others import conclude_peers, conclude_stages, conclude_versions
from gouji.corpus.comparing.conclusion_years import conclude_years
from gouji.corpus.comparing.labels import described, heads, labels, relation_text
from gouji.corpus.comparing.relation import DEPARTMENT_AND_UNIT, PEERS, STAGES, YEARS
from gouji.corpus.figures import DISPUTED
from gouji.corpus.note import Draft, Note, finished

_LONGEST_ERROR = 70


def comparison_note(comparison: Comparison) -> Note:
    """The note, in order of what a reader asks first."""
    drafts = [
        _conclusion(comparison),
        tables.headline(comparison),
        tables.disagreeing(comparison),
        tables.explained(comparison),
        tables.axes(comparison),
        tables.units(comparison),
        tables_projects.projects(comparison),
        tables_projects.targets(comparison),
        tables.beyond(comparison),
    ]
    one, other = labels(comparison)
    subjects = [
        *(
            described(side) if name == side.department else f"{name}：{described(side)}"
            for name, side in ((one, comparison.before), (other, comparison.after))
        ),
        f"关系：{relation_text(comparison)}。",
    ]
    if comparison.swapped:
        subjects.append("（所给次序相反，已按年度先后、先部门后单位、先预算后决算排列。）")
    return Note("比较：" + _title(comparison), tuple(subjects), finished(drafts))


def _title(comparison: Comparison) -> str:
    before, after = comparison.before, comparison.after
    one, other = before.department or "甲", after.department or "乙"
    if comparison.relation == YEARS:
        return f"{other} {before.year} 年与 {after.year} 年"
    if comparison.relation == STAGES:
        return f"{other} {after.year} 年{'与'.join(heads(comparison))}"
    if comparison.relation == DEPARTMENT_AND_UNIT:
        return f"{one} {before.year} 年部门与单位" if before.key == after.key else f"{one}与{other} {before.year} 年"
    return f"{one}与{other}" if before.key != after.key else one


def _conclusion(comparison: Comparison) -> Draft:
    draft = Draft("结论")
    if comparison.relation == YEARS:
        conclude_years(draft, comparison)
    elif comparison.relation == DEPARTMENT_AND_UNIT:
        conclude_department(draft, comparison)
    elif comparison.relation == STAGES:
        conclude_stages(draft, comparison)
    elif comparison.relation == PEERS:
        conclude_peers(draft, comparison)
    else:
        conclude_versions(draft, comparison)
    _say_defects(draft, comparison)
    return draft


def _say_defects(draft: Draft, comparison: Comparison) -> None:
    """What is wrong inside the documents and goes into every figure that is compared."""
    for name, side in zip(labels(comparison), (comparison.before, comparison.after), strict=True):
        if side.errors:
            first = side.errors[0].partition("；")[0]
            told = first if len(first) <= _LONGEST_ERROR else first[:_LONGEST_ERROR] + "…"
            more = f"（{len(side.errors)} 处）" if len(side.errors) > 1 else ""
            told = told.removesuffix("。")
            draft.say(f"{name}自身的数有误{more}，比较前宜先更正（详见 gouji check）：{told}。", "alarm")
        disputed = sum(figure.evidence == DISPUTED for figure in side.own.values())
        if disputed:
            draft.say(f"{name}有 {disputed} 个数在文件中自相矛盾、无法取舍，未参与比较。", "alarm")
