"""Whether a target is a good one: the rules of checking (G7…) applied to it as it is being written, and its weights.

The rules read a document; here it is made of the targets alone, each indicator marked by its number so that what a rule
finds leads back to the field to fix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.checking.findings import Finding, Level
from gouji.checking.rule import Skip
from gouji.checking.rules import all_rules
from gouji.model.disclosure import Disclosure, DocumentInfo, Place, Project, Target
from gouji.targets.demand import with_parts
from gouji.targets.evaluation import EvaluationError, weights_of
from gouji.targets.scale import usual_shares

_STRIDE = 1000
"""Places mark (target, indicator): the line is target × stride + indicator + 1; 0 for the target itself."""
_FIELDS = {
    **dict.fromkeys(("G711", "G712", "G713", "G714", "G715", "G716", "G717", "G718", "G743", "G744"), "value"),
    **dict.fromkeys(("G721", "G722", "G723", "G724"), "level2"),
    **dict.fromkeys(("G725", "G726"), "name"),
    **dict.fromkeys(("G734", "G735", "G737"), "explanation"),
    **dict.fromkeys(("G703", "G731", "G732", "G733", "G736", "G738"), "objective"),
    **dict.fromkeys(("G742",), "amount"),
    "G701": "weight",
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to mend. ``target`` and ``indicator`` count from 0 (None: the target as a whole); ``level`` is error,
    warning or notice; ``code`` that of the rule, "" for the weights' own."""

    level: str
    message: str
    target: int
    indicator: int | None = None
    field: str = ""
    code: str = ""


def advice(targets: Sequence[Target], year: int, projects: Sequence[Project] = ()) -> tuple[Advice, ...]:
    """What is wrong with targets, errors first, in the order of the targets. ``projects`` are those they belong to."""
    marked = tuple(_marked(target, number) for number, target in enumerate(targets))
    disclosure = Disclosure(DocumentInfo(year=year), targets=marked, projects=tuple(projects))
    found: list[Advice] = []
    for rule in all_rules():
        if not rule.code.startswith("G7") or rule.code == "G701":
            continue
        try:
            findings = tuple(rule.check(disclosure))
        except Skip:
            continue
        for finding in findings:
            found += _advices(finding)
    for number, target in enumerate(targets):
        found += _weights(target, number)
    order = {Level.ERROR.value: 0, Level.WARNING.value: 1, Level.NOTICE.value: 2}
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda one: (one.target, order[one.level])))


def fault(target: Target) -> str | None:
    """The first thing without which a target cannot be scored, None where there is none: its indicators and weights.
    Quicker than :func:`advice`, which says everything."""
    return next((one.message for one in _weights(target, 0) if one.level == Level.ERROR.value), None)


def _marked(target: Target, number: int) -> Target:
    base = number * _STRIDE
    indicators = tuple(
        replace(with_parts(indicator), place=Place(line=base + position + 1))
        for position, indicator in enumerate(target.indicators)
    )
    return replace(target, indicators=indicators, place=Place(page=number + 1))


def _advices(finding: Finding) -> Iterator[Advice]:
    """A finding told once for each place it names."""
    for place in finding.places or ():
        line, page = place.place.line, place.place.page
        if line is not None:
            target, indicator = (line - 1) // _STRIDE, (line - 1) % _STRIDE
            field = _FIELDS.get(finding.code, "") or _lacking(finding.message)
            yield Advice(finding.level.value, finding.message, target, indicator, field, finding.code)
        elif page is not None:
            field = _FIELDS.get(finding.code, "")
            yield Advice(finding.level.value, finding.message, page - 1, None, field, finding.code)


def _lacking(message: str) -> str:
    words = {"指标值": "value", "名称": "name", "权重": "weight"}
    return next((field for word, field in words.items() if word in message), "")


def _weights(target: Target, number: int) -> Iterator[Advice]:
    """The weights total 90 or 100 (else nothing can be scored), and each level has its usual share."""
    if not target.indicators:
        yield Advice("error", "还没有绩效指标，请至少设产出指标和效益指标。", number)
        return
    try:
        points = weights_of(target)
    except EvaluationError as error:
        yield Advice("error", str(error), number, error.index, "weight")
        return
    levels = [indicator.level1 or "" for indicator in target.indicators]
    for level, usual in usual_shares(frozenset(levels)).items():
        total = sum((weight for weight, own in zip(points, levels, strict=True) if own == level), Decimal(0))
        if total and total != usual:
            message = f"{level}的权重合计 {total.normalize():f}，通常是 {usual}，请核对。"
            yield Advice("notice", message, number, None, "weight")
