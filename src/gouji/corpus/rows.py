"""A document that was read and checked as rows of the dataset's tables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gouji.checking.findings import Finding, Level, Report
from gouji.checking.reports.wording import masked
from gouji.corpus.figures import ZERO, Figure, Figures, figures
from gouji.corpus.offices import institution_key, office_of
from gouji.corpus.reasons import reasons_of
from gouji.corpus.regions import Region, region_of
from gouji.corpus.starts import nominal_start, start_of
from gouji.corpus.version import program_version
from gouji.lexicon.text import bare, key, project_named
from gouji.model.coordinates import DIMENSIONS, Coordinates
from gouji.model.disclosure import Disclosure, DocumentInfo, Indicator, Panel, Place, Statement, Target
from gouji.model.kinds import AT_START, own_stage
from gouji.model.money import Amount

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""The rows of each table; a column that a row leaves out is null."""

IDENTIFIER_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Checked:
    """A document as read and checked; ``report`` is None where checking failed, and ``note`` then says why."""

    sha256: str
    size: int
    disclosure: Disclosure
    report: Report | None
    note: str | None = None


def identifier(sha256: str) -> str:
    """The document's identifier in the dataset."""
    return sha256[:IDENTIFIER_LENGTH]


def rows_of(checked: Checked) -> Rows:
    """The document's rows. Names of files are not among them: the same content has the same rows under every name."""
    disclosure = checked.disclosure
    evidence = checked.report.evidence if checked.report else {}
    common = {"document": identifier(checked.sha256), "document_year": disclosure.document.year}
    known = cache(lambda: figures(disclosure, evidence))
    makers: dict[str, Callable[[], Iterator[Row]]] = {
        "documents": lambda: iter([_document(checked)]),
        "cells": lambda: _cells(disclosure, evidence),
        "statements": lambda: _statements(disclosure, known(), evidence),
        "figures": lambda: _figures(disclosure.document.kind, known()),
        "projects": lambda: _projects(disclosure),
        "targets": lambda: (_target(at, one) for at, one in enumerate(disclosure.targets)),
        "indicators": lambda: _indicators(disclosure),
        "findings": lambda: (
            _finding(at, one) for at, one in enumerate(checked.report.findings if checked.report else ())
        ),
    }
    return {name: [common | row for row in make()] for name, make in makers.items()}


def _document(checked: Checked) -> Row:
    disclosure, report = checked.disclosure, checked.report
    info = disclosure.document
    region = _region(disclosure)
    name = info.department or _titled(info.title)
    row: Row = {
        "sha256": checked.sha256,
        "bytes": checked.size,
        "format": info.source.format,
        "title": masked(info.title),
        "department": name or None,
        "institution_key": institution_key(name, region),
        "scope": scope_of(disclosure),
        "region": region.code,
        "region_name": region.name,
        "province_name": region.province,
        "city_name": region.city,
        "level": region.level,
        "office": office_of(name, region),
        "kind": info.kind,
        "unit_of_amount": info.unit_of_amount,
        "units": list(disclosure.units),
        "staff": staff_of(disclosure),
        "note": checked.note,
        "read_by": program_version(),
    }
    if report is not None:
        tables, said = report.tables, report.statements
        row |= {
            "amounts": tables.amounts,
            "zeros": tables.zeros,
            "proved": tables.proved,
            "disputed": tables.disputed,
            "unchecked": tables.unchecked,
            "said": said.amounts,
            "said_proved": said.proved,
            "said_disputed": said.disputed,
            "said_unchecked": said.unchecked,
            "identities": len(report.identities),
            "broken": report.broken,
            "errors": report.count(Level.ERROR),
            "warnings": report.count(Level.WARNING),
            "notices": report.count(Level.NOTICE),
        }
    return row


_SHORTEST, _LONGEST = 4, 40
_ABOUT = re.compile(r"^(?:关于)?(?:(?:19|20)\d\d年(?:度)?)?|(?:(?:19|20)\d\d年(?:度)?)?(?:部门|单位)(?:预算|决算).*$")


def _titled(title: str) -> str:
    """Whose document it is as its title says, empty where it does not."""
    name = _ABOUT.sub("", key(title))
    return name if _SHORTEST <= len(name) <= _LONGEST and name != key(title) else ""


def _region(disclosure: Disclosure) -> Region:
    info = disclosure.document
    return region_of(
        info.department,
        (re.sub(r"^关于", "", info.title), *disclosure.units[:3]),
        (text for text, _ in disclosure.text),
    )


def scope_of(disclosure: Disclosure) -> str | None:
    """``department`` or ``unit``, None where neither the title nor the units tell."""
    info = disclosure.document
    title = key(info.title)
    department, unit = "部门预算" in title or "部门决算" in title, "单位预算" in title or "单位决算" in title
    if department != unit:
        return "unit" if unit else "department"
    if re.search(r"[（(](?:本级|机关|本部)[）)]$", key(info.department)):
        return "unit"
    return "department" if len(disclosure.units) > 1 else None


_STAFF = ("staff/active", "staff")


def staff_of(disclosure: Disclosure) -> int | None:
    """The heads in active service as the narrative states them; None where it does not, or says different things."""
    for subject in _STAFF:
        said = {s.count for s in disclosure.statements if s.kind == "count" and s.subject == subject and s.count}
        if len(said) == 1 and (count := said.pop()).isdecimal():
            return int(count)
    return None


def _coordinates(point: Coordinates | None) -> Row:
    if point is None:
        return {}
    return {("budget_unit" if name == "unit" else name): getattr(point, name) for name in DIMENSIONS}


def _money(amount: Amount | None) -> Row:
    if amount is None:
        return {}
    interval = amount.interval
    return {
        "value": amount.text,
        "unit": amount.unit.text,
        "fen": amount.fen,
        "low": interval.low,
        "high": interval.high,
    }


def _placed(place: Place) -> Row:
    return {"page": place.page, "line": place.line}


def _cells(disclosure: Disclosure, evidence: Mapping[str, str]) -> Iterator[Row]:
    for table in disclosure.tables:
        for panel in table.panels:
            labels, paths = _labels(panel)
            for cell in panel.cells:
                yield {
                    "cell": cell.id,
                    "table_index": table.index,
                    "table": table.title,
                    "table_kind": table.kind,
                    "row": labels.get(cell.row, ""),
                    "column": paths.get(cell.column, ""),
                    "evidence": evidence.get(cell.id, "unchecked"),
                    "repaired": cell.repaired,
                    "printed": cell.text if cell.amount is None else None,
                    **_money(cell.amount),
                    **_coordinates(cell.coordinates),
                    **_placed(cell.place),
                }


def _labels(panel: Panel) -> tuple[dict[int, str], dict[int, str]]:
    return (
        {head.index: head.label for head in panel.rows},
        {head.index: "/".join(head.path) for head in panel.columns},
    )


def _statements(disclosure: Disclosure, known: Figures, evidence: Mapping[str, str]) -> Iterator[Row]:
    reasons = reasons_of(disclosure)
    by_point = {figure.point: figure for figure in known.figures}
    for one in disclosure.statements:
        yield _statement(one, reasons.get(one.id), evidence) | _last_year(one, disclosure.document, known, by_point)


def _last_year(
    statement: Statement, document: DocumentInfo, known: Figures, by_point: Mapping[Coordinates, Figure]
) -> Row:
    """What last year's figure must have been for a stated change to be so; nothing where it is told of another year or
    stage, or where the later figure is not known."""
    point, base, year = statement.coordinates, statement.base, document.year
    if statement.kind != "change" or point is None or base is None or point.year != year or year is None:
        return {}
    stages = (own_stage(document.kind), None if own_stage(document.kind) else AT_START)
    figure = by_point.get(known.points.get(point, point))
    if base.year != year - 1 or base.stage not in stages or figure is None:
        return {}
    if figure.low is None or figure.high is None:
        return {}
    amount = statement.amount
    change = None if amount is None else (amount.interval.low, amount.interval.high)
    start = start_of(statement.direction, change, statement.percent, statement.sentence, (figure.low, figure.high))
    if start is None:
        return {}
    fen = nominal_start(statement.direction, None if amount is None else amount.fen, figure.fen, start)
    return {"point": point_digest(figure.point), "base_fen": fen, "base_low": start[0], "base_high": start[1]}


def _statement(statement: Statement, reason: str | None, evidence: Mapping[str, str]) -> Row:
    base = statement.base
    return {
        "statement": statement.id,
        "kind": statement.kind,
        "section": statement.section,
        "sentence": masked(statement.sentence),
        "subject": statement.subject,
        "direction": statement.direction,
        "percent": statement.percent,
        "count": statement.count,
        "base": json.dumps(base.as_dict(), ensure_ascii=False) if base else None,
        "whole": statement.whole,
        "parts": list(statement.parts),
        "reason": masked(reason) if reason else None,
        "evidence": evidence.get(statement.id, "unchecked") if statement.amount else None,
        **_money(statement.amount),
        **_coordinates(statement.coordinates),
        **_placed(statement.place),
    }


def point_digest(point: Coordinates) -> int:
    """A number for a point whatever its year and stage: joining by one number is many times quicker than by ten names.
    Of 63 bits, so that among a million different points two are the same with a chance of one in ten million."""
    named = sorted(point.without("year").without("stage").as_dict().items())
    digest = hashlib.sha256("\n".join(f"{name}={value}" for name, value in named).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def _figures(kind: str, known: Figures) -> Iterator[Row]:
    for figure in known.figures:
        yield {
            "kind": kind,
            "point": point_digest(figure.point),
            "fen": figure.fen,
            "low": figure.low,
            "high": figure.high,
            "prints": figure.prints,
            "evidence": figure.evidence or ZERO,
            **_coordinates(figure.point),
        }


def _projects(disclosure: Disclosure) -> Iterator[Row]:
    for at, project in enumerate(disclosure.projects):
        money = _money(project.amount)
        yield {
            "position": at,
            "type": project.type,
            "level1": project.level1,
            "name": project.name,
            "project": project_named(project.level1, project.name) or None,
            "project_key": project_key(project.name),
            "budget_unit": project.unit,
            "value": money.get("value"),
            "unit": money.get("unit"),
            "fen": money.get("fen"),
            "inferred": sorted(project.inferred),
            **_placed(project.place),
        }


_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?|[-—–~至]{1,2})?")


def project_key(name: str | None) -> str | None:
    """A project's name as it is compared between years: without spaces, ordinals and years."""
    if not name:
        return None
    return _YEAR.sub("", bare(name)) or bare(name)


def _target(at: int, target: Target) -> Row:
    money = _money(target.amount)
    return {
        "target": at,
        "budget_unit": target.unit,
        "project": target.project,
        "project_key": project_key(target.project),
        "value": money.get("value"),
        "unit": money.get("unit"),
        "fen": money.get("fen"),
        "objective": masked(target.objective) if target.objective else None,
        "year": target.year,
        "indicators": len(target.indicators),
        "fingerprint": fingerprint(target),
        "inferred": sorted(target.inferred),
        **_placed(target.place),
    }


def fingerprint(target: Target) -> str | None:
    """A digest of what a target says, years left out: two targets with the same one are the same word for word. None
    for a target that says nothing."""
    said = [key(target.objective or "")]
    said += ["|".join(key(part or "") for part in (i.name, i.value, i.weight)) for i in target.indicators]
    words = _YEAR.sub("", "\n".join(said))
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words.strip() else None


def _indicators(disclosure: Disclosure) -> Iterator[Row]:
    for at, target in enumerate(disclosure.targets):
        for position, indicator in enumerate(target.indicators):
            yield {"target": at, "position": position, **_indicator(indicator), **_placed(indicator.place)}


def _indicator(indicator: Indicator) -> Row:
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "name_key": bare(indicator.name) if indicator.name else None,
        "explanation": masked(indicator.explanation) if indicator.explanation else None,
        "value": indicator.value,
        "operator": indicator.operator,
        "number": indicator.number,
        "measure": indicator.measure,
        "weight": indicator.weight,
        "interim_value": indicator.interim_value,
        "inferred": sorted(indicator.inferred),
    }


def _finding(at: int, finding: Finding) -> Row:
    first = finding.places[0] if finding.places else None
    return {
        "position": at,
        "code": finding.code,
        "level": finding.level.value,
        "message": masked(finding.message),
        "table": first.table if first else None,
        "row": masked(first.row) if first else None,
        "column": first.column if first else None,
        "page": first.place.page if first else None,
        "line": first.place.line if first else None,
        "cell": first.cell if first else None,
        "values": [masked(value) for value in finding.values],
        "difference": finding.difference,
        "expected": finding.expected,
        "basis": finding.basis,
    }
