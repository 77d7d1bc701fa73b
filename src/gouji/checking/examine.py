"""A disclosure checked: identities proved, rules applied, all in one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from gouji.checking.findings import Counts, Finding, FindingPlace, IdentityView, Level, Report
from gouji.checking.identity_findings import corrections, figures, identity_findings
from gouji.checking.places import Places
from gouji.checking.rules import apply
from gouji.identities.proof import Evidence, Proof, prove
from gouji.identities.system import build
from gouji.model.disclosure import Disclosure, Inference

_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTICE: 2}


def examine(disclosure: Disclosure, previous: Disclosure | None = None) -> Report:
    """Prove every number against every other and apply the rules. With ``previous``, last year's document, a stated
    change is proved against the year it speaks of."""
    proof = prove(build(disclosure, previous))
    places = Places.of(disclosure)
    from_rules, skipped, applied = apply(disclosure)
    scores = sum(one.is_scored for one in disclosure.evaluations)
    findings = [
        *_as_sure_as_read(_not_told_by_rules(identity_findings(proof, places), from_rules), disclosure),
        *_as_sure_as_read(from_rules, disclosure),
        *_reading_findings(disclosure),
        *_nothing_checked(proof, scores),
    ]
    findings.sort(key=lambda finding: (_ORDER[finding.level], finding.code))
    evidence = _percentages(proof) | {
        o.id: proof.evidence[o.index].value for o in proof.system.observations if not o.previous
    }
    return Report(
        disclosure.document,
        _counts(proof, cells=True),
        _counts(proof, cells=False),
        tuple(findings),
        corrections(proof, places),
        _views(proof, places),
        evidence,
        skipped,
        _remaining(proof, places),
        applied,
        scores,
    )


def _not_told_by_rules(found: tuple[Finding, ...], from_rules: tuple[Finding, ...]) -> list[Finding]:
    """A wrong unit of amount in a sentence breaks an identity and a rule: one cause, and the rule names it better."""
    named = {
        (value.replace(",", ""), place.place)
        for finding in from_rules
        if finding.code == "G311"
        for value in finding.values
        for place in finding.places
    }

    def told(finding: Finding) -> bool:
        if finding.code != "G103" or not finding.places:
            return False
        place = finding.places[0].place
        return any(value.startswith(finding.values[0]) and at == place for value, at in named)

    return [finding for finding in found if not told(finding)]


_OF_TABLES = frozenset({"G101", "G102", "G103", "G104", "G106", "G108", "G201"})
"""Codes of what is wrong in tables, or held against them."""
_REMARKS = {
    Inference.WORDS: "（原表没有框线，行列按文字的位置推断，请先对照原文）",
    Inference.PICTURE: "（文件是扫描件，文字由识别得来，请先对照原文）",
    Inference.PAGES: "（原表的列分印在几页上，有的列没有找到对应的行，请先对照原文）",
}


def _as_sure_as_read(findings: Sequence[Finding], disclosure: Disclosure) -> Iterator[Finding]:
    """The findings; what rests on tables that were not read as they were printed accuses nobody: the reading may be at
    fault. Where most tables are such, everything rests on them."""
    why = Counter(table.inferred for table in disclosure.tables if table.inferred)
    mostly = why.total() * 2 > len(disclosure.tables)
    cells = {cell.id: table.inferred for table in disclosure.tables if table.inferred for cell in table.cells}
    for finding in findings:
        if why and finding.level is Level.ERROR and finding.code in _OF_TABLES:
            own = next((cells[place.cell] for place in finding.places if place.cell in cells), None)
            unplaced = not finding.places or not all(place.cell for place in finding.places)
            if own or mostly or unplaced:
                remark = _REMARKS[own or why.most_common(1)[0][0]]
                finding = replace(finding, level=Level.WARNING, message=f"{finding.message.rstrip('。')}{remark}。")
        yield finding


def _percentages(proof: Proof) -> dict[str, str]:
    """What becomes of stated shares, by the ids of their statements: they print no amount of their own."""
    observations = proof.system.observations
    return {
        ratio.statement: (Evidence.PROVED if ratio.holds(observations) else Evidence.DISPUTED).value
        for ratio in proof.system.ratios
        if all(not observations[m].amount.is_zero for m in ratio.members)
    }


def _counts(proof: Proof, *, cells: bool) -> Counts:
    found = [
        (proof.evidence[o.index], o.amount.is_zero)
        for o in proof.system.observations
        if o.is_cell is cells and not o.previous
    ]
    zeros = sum(is_zero for _, is_zero in found)
    return Counts(
        len(found) - zeros,
        zeros,
        sum(evidence is Evidence.PROVED for evidence, _ in found),
        sum(evidence is Evidence.DISPUTED and not is_zero for evidence, is_zero in found),
        sum(evidence is Evidence.UNCHECKED for evidence, _ in found),
    )


def _views(proof: Proof, places: Places) -> tuple[IdentityView, ...]:
    observations = proof.system.observations
    phrases = cache(lambda index: places.phrase(observations[index]))
    views: list[IdentityView] = []
    for n, identity in enumerate(proof.system.identities):
        where, members, holds = identity.reason, identity.members, n in proof.holding
        if identity.kind == "equal" and len(members) == 2:
            where = f"{identity.reason}：{phrases(members[0])} 与 {phrases(members[1])}"
        views.append(
            IdentityView(
                f"i{n}",
                f"{where}：{figures(identity, observations, holds)}",
                holds,
                tuple([observations[m].id for m in members]),
                not identity.derived,
            )
        )
    for n, ratio in enumerate(proof.system.ratios):
        percent = ratio.percent.rstrip("%")
        views.append(
            IdentityView(
                f"r{n}",
                f"{ratio.reason}：{percent}%",
                ratio.holds(observations),
                tuple(dict.fromkeys((ratio.statement, *(observations[m].id for m in ratio.members)))),
            )
        )
    return tuple(views)


def _remaining(proof: Proof, places: Places) -> tuple[tuple[str, str], ...]:
    """Why each amount that is unchecked is so."""
    touched = {m for identity in proof.system.identities for m in identity.members}
    reasons: list[tuple[str, str]] = []
    for o in proof.system.observations:
        if proof.evidence[o.index] is not Evidence.UNCHECKED or o.previous:
            continue
        if o.index in touched:
            reason = "所在的勾稽关系中没有别的非零金额，不足以证实"
        elif o.id in places.statements and places.statements[o.id].kind == "change":
            reason = "与上年相比的增减额，文中没有上年数可核对（可用 --previous 提供上年文件）"
        elif not o.is_cell and o.coordinates is None:
            reason = "未能识别这个金额说的是哪一项，没有可与之核对的数"
        elif o.coordinates is None:
            reason = "未能识别其行或列的含义，表内也未见它与其他数的合计关系"
        else:
            reason = "全文只在此处列示一次，没有可与之核对的数"
        reasons.append((o.id, reason))
    return tuple(reasons)


def _reading_findings(disclosure: Disclosure) -> list[Finding]:
    found: list[Finding] = []
    for table in disclosure.tables:
        for panel in table.panels:
            for cell in panel.cells:
                if cell.amount is None:
                    place = FindingPlace(
                        table.title,
                        panel.rows[cell.row].label,
                        "/".join(panel.columns[cell.column].path),
                        cell.place,
                        cell.id,
                    )
                    found.append(
                        Finding(
                            "G901",
                            Level.WARNING,
                            f"《{table.title}》“{place.row}”行“{place.column}”列印的不是一个数，未作金额读取，请核对原文。",
                            (place,),
                            (cell.text,),
                        )
                    )
                elif cell.repaired:
                    place = FindingPlace(
                        table.title,
                        panel.rows[cell.row].label,
                        "/".join(panel.columns[cell.column].path),
                        cell.place,
                        cell.id,
                    )
                    found.append(
                        Finding(
                            "G902",
                            Level.NOTICE,
                            f"《{table.title}》“{place.row}”行的{cell.amount}在原文中错位或残缺，"
                            f"已按勾稽关系归入“{place.column}”列，请核对原文。",
                            (place,),
                            (cell.text,),
                        )
                    )
    levels = {"error": Level.ERROR, "warning": Level.WARNING, "notice": Level.NOTICE}
    for problem in disclosure.problems:
        place = FindingPlace(problem.table, "", "", problem.place)
        found.append(Finding("G903", levels.get(problem.level, Level.NOTICE), problem.message, (place,)))
    return found


def _nothing_checked(proof: Proof, scores: int) -> list[Finding]:
    if scores or any(e in {Evidence.PROVED, Evidence.DISPUTED} for e in proof.evidence):
        return []
    message = "全文没有一个金额能与别的数核对，本次检查不能作为通过的依据；请确认文件完整，或改用带文字层的原文件。"
    return [Finding("G100", Level.ERROR, message)]
