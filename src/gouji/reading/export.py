"""What was read, as data: json (``gouji/disclosure/1``), csv, xlsx and parquet.

The evidence of the amounts comes from checking and is handed in, by the ids of cells and statements.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model.coordinates import DIMENSIONS
from gouji.model.disclosure import Cell, Disclosure, Indicator, Panel, Project, Statement, Table, Target
from gouji.model.evaluation import FundsLine, ScoredIndicator, SelfEvaluation
from gouji.model.money import Amount, Unit

SCHEMA = "gouji/disclosure/1"
_BYTE_ORDER_MARK = "\ufeff"
_CLAIMS = frozenset({"proved", "disputed", "unchecked"})


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document and the evidence of its amounts by id: proved, disputed, unchecked or zero."""

    disclosure: Disclosure
    evidence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read; ``message`` is Chinese."""

    name: str
    message: str


Entry = ReadDocument | Failure


def exported(entries: Sequence[Entry], file_format: str, *, mark: bool = True) -> bytes:
    """The documents in one of the formats. In csv, ``mark`` begins with the mark by which Excel knows UTF-8.

    json: one object for one document, an array with an entry for each otherwise. The other formats have one row for
    each amount and leave failures out. Raises GoujiError where parquet is asked for and nothing here can write it.
    """
    read = [entry for entry in entries if isinstance(entry, ReadDocument)]
    match file_format:
        case "json":
            return _json(entries)
        case "csv":
            return ((_BYTE_ORDER_MARK if mark else "") + _csv(read)).encode()
        case "xlsx":
            from gouji.reading.workbook import workbook

            return workbook(read)
        case "parquet":
            from gouji.reading.parquet import parquet

            return parquet(list(amount_rows(read)))
    raise ValueError(file_format)


# json


def disclosure_dict(document: ReadDocument) -> dict[str, Any]:
    """``gouji/disclosure/1``: amounts are strings in the printed unit, an empty cell is left out."""
    disclosure, info = document.disclosure, document.disclosure.document
    source = info.source
    return {
        "schema": SCHEMA,
        "document": {
            "title": info.title,
            "department": info.department,
            "year": info.year,
            "kind": info.kind,
            "unit_of_amount": info.unit_of_amount,
            "source": {"file": source.file, "sha256": source.sha256, "format": source.format},
        },
        "cells": [_cell_dict(*placed, document.evidence) for placed in placed_cells(disclosure)],
        "statements": [_statement_dict(statement, document.evidence) for statement in disclosure.statements],
        "units": list(disclosure.units),
        "projects": [_project_dict(project) for project in disclosure.projects],
        "targets": [_target_dict(target) for target in disclosure.targets],
        "evaluations": [_evaluation_dict(one) for one in disclosure.evaluations],
        "problems": [
            {
                "level": problem.level,
                "message": problem.message,
                "table": problem.table,
                "place": problem.place.as_dict(),
            }
            for problem in disclosure.problems
        ],
    }


def placed_cells(disclosure: Disclosure) -> Iterator[tuple[Table, str, str, Cell]]:
    """Every cell with its table, the label of its row and the path of its column."""
    for table in disclosure.tables:
        for panel in table.panels:
            rows, columns = _labels(panel)
            for cell in panel.cells:
                yield table, rows.get(cell.row, ""), columns.get(cell.column, ""), cell


def _labels(panel: Panel) -> tuple[dict[int, str], dict[int, str]]:
    return (
        {head.index: head.label for head in panel.rows},
        {head.index: "/".join(head.path) for head in panel.columns},
    )


def claimed(evidence: str | None) -> str:
    """The evidence as one of the three words of the format: a zero proves nothing and counts as unchecked."""
    return evidence if evidence in _CLAIMS else "unchecked"


def _cell_dict(table: Table, row: str, column: str, cell: Cell, evidence: Mapping[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": cell.id,
        "table": table.title,
        "row": row,
        "column": column,
        "value": cell.amount.text if cell.amount else None,
        "unit": _unit_text(cell.amount, table.unit),
        "coordinates": cell.coordinates.as_dict() if cell.coordinates else None,
        "place": cell.place.as_dict(),
        "evidence": claimed(evidence.get(cell.id)),
        "repaired": cell.repaired,
    }
    if cell.amount is None:
        fields["printed"] = cell.text
    return fields


def _unit_text(amount: Amount | None, unit: Unit | None) -> str | None:
    known = amount.unit if amount else unit
    return known.text if known else None


def _statement_dict(statement: Statement, evidence: Mapping[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": statement.id,
        "kind": statement.kind,
        "section": statement.section,
        "sentence": statement.sentence,
        "subject": statement.subject,
        "coordinates": statement.coordinates.as_dict() if statement.coordinates else None,
        "base": statement.base.as_dict() if statement.base else None,
        "value": statement.amount.text if statement.amount else None,
        "unit": statement.amount.unit.text if statement.amount else None,
        "percent": statement.percent,
        "direction": statement.direction,
        "count": statement.count,
        "parts": list(statement.parts) or None,
        "whole": statement.whole,
    }
    known = {name: value for name, value in fields.items() if value is not None}
    return known | {"place": statement.place.as_dict(), "evidence": claimed(evidence.get(statement.id))}


def _project_dict(project: Project) -> dict[str, Any]:
    return {
        "type": project.type,
        "level1": project.level1,
        "name": project.name,
        "unit": project.unit,
        "amount": project.amount.text if project.amount else None,
        "unit_of_amount": project.amount.unit.text if project.amount else None,
        "place": project.place.as_dict(),
        **_repairs(project.inferred),
    }


def _target_dict(target: Target) -> dict[str, Any]:
    return {
        "unit": target.unit,
        "project": target.project,
        "amount": target.amount.text if target.amount else None,
        "unit_of_amount": target.amount.unit.text if target.amount else None,
        "year": target.year,
        "objective": target.objective,
        "indicators": [_indicator_dict(indicator) for indicator in target.indicators],
        "place": target.place.as_dict(),
        **_repairs(target.inferred),
    }


def _indicator_dict(indicator: Indicator) -> dict[str, Any]:
    names = (
        "level1",
        "level2",
        "name",
        "explanation",
        "value",
        "operator",
        "number",
        "measure",
        "weight",
        "interim_value",
    )
    return {name: getattr(indicator, name) for name in names} | _repairs(indicator.inferred)


def _evaluation_dict(one: SelfEvaluation) -> dict[str, Any]:
    names = ("title", "year", "department", "unit", "project", "objective", "achieved", "total_weight", "total")
    return {name: getattr(one, name) for name in names} | {
        "funds": [_funds_dict(line) for line in one.funds],
        "indicators": [_scored_dict(indicator) for indicator in one.indicators],
        "place": one.place.as_dict(),
    }


def _funds_dict(line: FundsLine) -> dict[str, Any]:
    amounts = {name: amount for name in ("initial", "budget", "paid") if (amount := getattr(line, name)) is not None}
    return {
        "label": line.label,
        **{name: amounts[name].text if name in amounts else None for name in ("initial", "budget", "paid")},
        "unit_of_amount": next((amount.unit.text for amount in amounts.values()), None),
        **{name: getattr(line, name) for name in ("weight", "rate", "points")},
    }


def _scored_dict(indicator: ScoredIndicator) -> dict[str, Any]:
    names = ("level1", "level2", "name", "value", "actual", "weight", "points", "reason")
    return {name: getattr(indicator, name) for name in names}


def _repairs(inferred: frozenset[str]) -> dict[str, Any]:
    return {"repaired": True, "inferred": sorted(inferred)} if inferred else {}


def _json(entries: Sequence[Entry]) -> bytes:
    values = [
        disclosure_dict(entry)
        if isinstance(entry, ReadDocument)
        else {"schema": SCHEMA, "document": {"source": {"file": entry.name}}, "error": entry.message}
        for entry in entries
    ]
    value = values[0] if len(values) == 1 else values
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


# one row for each amount

AMOUNT_FIELDS = (
    *("file", "department", "document_year", "kind", "table", "row", "column", "value", "unit"),
    *(name if name != "unit" else "budget_unit" for name in DIMENSIONS),
    *("page", "line", "evidence", "repaired", "printed"),
)
"""The columns of csv and parquet. ``unit`` is that of the amount; the dimensions of the coordinates follow it, of which
``unit`` is called ``budget_unit``."""


def amount_rows(documents: Iterable[ReadDocument]) -> Iterator[dict[str, Any]]:
    """One row for each printed amount of each document, with ``AMOUNT_FIELDS``; what is not known is None."""
    for document in documents:
        info = document.disclosure.document
        for table, row, column, cell in placed_cells(document.disclosure):
            coordinates = cell.coordinates.as_dict() if cell.coordinates else {}
            yield {
                "file": info.source.file,
                "department": info.department,
                "document_year": info.year,
                "kind": info.kind,
                "table": table.title,
                "row": row,
                "column": column,
                "value": cell.amount.text if cell.amount else None,
                "unit": _unit_text(cell.amount, table.unit),
                **{name if name != "unit" else "budget_unit": coordinates.get(name) for name in DIMENSIONS},
                "page": cell.place.page,
                "line": cell.place.line,
                "evidence": claimed(document.evidence.get(cell.id)),
                "repaired": cell.repaired,
                "printed": cell.text,
            }


_NUMBERS = frozenset({"value", "document_year", "year", "page", "line"})
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _csv(documents: Sequence[ReadDocument]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, AMOUNT_FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for row in amount_rows(documents):
        writer.writerow({name: value if name in _NUMBERS else _harmless(value) for name, value in row.items()})
    return text.getvalue()


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is quoted; a number printed negative is none."""
    if not isinstance(value, str) or not value.startswith(_STARTS_A_FORMULA):
        return value
    return value if value.strip("-+0123456789.,") == "" else "'" + value
