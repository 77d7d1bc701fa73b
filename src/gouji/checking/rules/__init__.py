"""The rules that are not identities: about the document, its tables, its narrative and its performance targets."""

from __future__ import annotations

from functools import cache

from gouji.checking.findings import Finding, NotApplicable
from gouji.checking.rule import Rule, Skip
from gouji.checking.rules import (
    amounts,
    changes,
    classification,
    contents,
    counts,
    counts_projects,
    denials,
    evaluations,
    execution,
    personal,
    projects,
    residue,
    rows,
    tables,
    targets_explanations,
    targets_levels,
    targets_projects,
    targets_text,
    targets_values,
    targets_weights,
    units,
    wording,
    years,
)
from gouji.model.disclosure import Disclosure

_MODULES = (
    tables,
    rows,
    contents,
    years,
    amounts,
    units,
    counts,
    counts_projects,
    changes,
    execution,
    denials,
    classification,
    residue,
    wording,
    personal,
    targets_weights,
    targets_values,
    targets_levels,
    targets_text,
    targets_explanations,
    targets_projects,
    evaluations,
    projects,
)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    found = {value.code: value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)}
    return tuple(found[code] for code in sorted(found))


def _concerns(rule: Rule, disclosure: Disclosure) -> bool:
    document = disclosure.document
    if document.kind not in rule.kinds:
        return False
    if document.year is None:
        return True
    return (rule.since is None or rule.since <= document.year) and (rule.until is None or document.year <= rule.until)


def apply(disclosure: Disclosure) -> tuple[tuple[Finding, ...], tuple[NotApplicable, ...], tuple[str, ...]]:
    """``(findings, not applicable, codes of the rules applied)`` of the rules for the document's kind and year.

    A rule that fails for a reason of its own is reported as not applicable; it never costs the reader the rest.
    """
    findings: list[Finding] = []
    skipped: list[NotApplicable] = []
    applied: list[str] = []
    for rule in all_rules():
        if not _concerns(rule, disclosure):
            continue
        try:
            found = tuple(rule.check(disclosure))
        except Skip as reason:
            skipped.append(NotApplicable(rule.code, str(reason)))
        except Exception as error:
            skipped.append(
                NotApplicable(rule.code, f"内部错误：{type(error).__name__}，“{rule.title}”未能检查，请反馈")
            )
        else:
            findings.extend(found)
            applied.append(rule.code)
    return tuple(findings), tuple(skipped), tuple(applied)
