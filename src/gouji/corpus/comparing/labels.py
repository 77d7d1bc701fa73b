"""What the two documents of a comparison are called in its note."""

from __future__ import annotations

from gouji.corpus.comparing.comparison import Comparison
from gouji.corpus.comparing.relation import DEPARTMENT_AND_UNIT, PEERS, STAGES, VERSIONS, YEARS, same_institution
from gouji.corpus.comparing.side import Side
from gouji.model.kinds import ADJUSTED_BUDGET, BUDGET
from gouji.model.kinds import KIND_TEXT as KIND

SCOPE = {"department": "部门", "unit": "单位"}
_LONGEST = 14


def labels(comparison: Comparison) -> tuple[str, str]:
    """The documents in a sentence: 2025年文件, 部门文件, 深圳市信访局, or 甲 and 乙."""
    before, after = comparison.before, comparison.after
    if comparison.relation == YEARS:
        return f"{before.year}年文件", f"{after.year}年文件"
    if comparison.relation == DEPARTMENT_AND_UNIT:
        return "部门文件", "单位文件"
    if comparison.relation == STAGES:
        return f"{KIND[before.kind]}文件", f"{KIND[after.kind]}文件"
    names = (before.department, after.department)
    if comparison.relation == PEERS and names[0] != names[1] and all(0 < len(one) <= _LONGEST for one in names):
        return names
    return "甲", "乙"


def heads(comparison: Comparison) -> tuple[str, str]:
    """The documents over two columns."""
    if comparison.relation == YEARS:
        return f"{comparison.before.year}年", f"{comparison.after.year}年"
    if comparison.relation == DEPARTMENT_AND_UNIT:
        return "部门", "单位"
    if comparison.relation == STAGES:
        return KIND[comparison.before.kind], KIND[comparison.after.kind]
    return labels(comparison)


def quoted_name(comparison: Comparison) -> str:
    """What the later document calls the earlier one's figures."""
    return {BUDGET: "年初预算数", ADJUSTED_BUDGET: "调整预算数"}.get(comparison.before.kind, "上年数")


def relation_text(comparison: Comparison) -> str:
    """How the two are related, and what follows from it for the figures."""
    before, after = comparison.before, comparison.after
    fixed = {
        YEARS: "同一机构的两个年度",
        DEPARTMENT_AND_UNIT: "同一年度，部门与其所属单位",
        STAGES: f"同一机构同一年度的{KIND.get(before.kind, '')}与{KIND.get(after.kind, '')}",
        VERSIONS: "同一机构同一年度的两份文件",
    }
    if comparison.relation == YEARS and before.key != after.key:
        names = f"两个年度的名称不同（“{before.department}”、“{after.department}”）"
        if before.institution is not None and before.institution == after.institution:
            return f"{names}，数据集的机构表写明是同一机构"
        return f"{names}，但后者所说的上年数与前者的本年数相同，按同一机构比较，须核实"
    if comparison.relation in fixed:
        return fixed[comparison.relation]
    apart = []
    if before.year != after.year:
        apart.append(f"年度不同（{before.year or '不明'}、{after.year or '不明'}）")
    if before.kind != after.kind:
        apart.append(f"一份是{KIND.get(before.kind, '')}、一份是{KIND.get(after.kind, '')}")
    if before.scope != after.scope:
        apart.append(f"一份是{_scope(before)}、一份是{_scope(after)}")
    same = same_institution(before, after)
    who = "同一机构" if same else "不同的机构"
    return f"{who}{'，' + '，'.join(apart) if apart else ''}；金额可以并列，差别不是增减"


def _scope(side: Side) -> str:
    return f"{SCOPE[side.scope]}文件" if side.scope in SCOPE else "看不出是部门还是单位的文件"


def described(side: Side) -> str:
    """A document in a line: who, when, what, how far its figures are proved."""
    parts = [side.department or side.title or "（未能识别机构名称）"]
    year = f"{side.year}年" if side.year else ""
    parts.append(f"{year}{SCOPE.get(side.scope or '', '')}{KIND.get(side.kind, side.kind)}")
    if unit := side.facts.get("unit_of_amount"):
        parts.append(f"表以{unit}为单位")
    amounts, proved = side.facts.get("amounts"), side.facts.get("proved")
    if amounts:
        parts.append(
            f"表内 {amounts} 个非零金额全部由勾稽关系证实"
            if amounts == proved
            else f"表内 {amounts} 个非零金额中 {proved} 个已由勾稽关系证实"
        )
    return "，".join(parts) + (f"（{side.file}）" if side.file else "")
