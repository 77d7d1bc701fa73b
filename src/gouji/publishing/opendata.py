"""A publication as open data: a Data Package of tidy tables, and ``gouji/disclosure/1``.

Every printed amount is one row with its coordinates; amounts are decimals in the printed unit and whole 分 beside it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from gouji.model.coordinates import DIMENSIONS, Coordinates
from gouji.model.disclosure import Disclosure, Project, Target
from gouji.model.money import Amount
from gouji.model.publication import BodyCell, PrintedTable, Publication
from gouji.publishing.package_schema import CELLS, FILES, INDICATORS, PROJECTS, STATEMENTS, Field, Resource
from gouji.publishing.printed import disclosure_of

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_POINT = tuple(name if name != "unit" else "budget_unit" for name in DIMENSIONS)


def open_data(
    publication: Publication, disclosure: Disclosure | None = None, evidence: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """The files of the package by name. ``disclosure`` is what the publication says, read from it where not given;
    ``evidence`` what checking found of each amount."""
    said = disclosure or disclosure_of(publication)
    tables: dict[str, list[dict[str, Any]]] = {
        "cells": list(cell_rows(publication)),
        "statements": list(statement_rows(said)),
        "projects": list(project_rows(publication.projects or said.projects)),
        "indicators": list(indicator_rows(publication.targets or said.targets)),
    }
    files = {
        resource.path: _csv(resource, tables[resource.name]).encode()
        for resource in (CELLS, STATEMENTS, PROJECTS, INDICATORS)
    }
    parquet = _parquet(tables["cells"])
    if parquet is not None:
        files["cells.parquet"] = parquet
    files["disclosure.json"] = _disclosure_json(said, evidence or {})
    files["datapackage.json"] = _descriptor(publication, files)
    return files


def cell_rows(publication: Publication) -> Iterator[dict[str, Any]]:
    """One row for each printed amount of the tables, where it stands and what it is of."""
    for number, table in enumerate(publication.tables, 1):
        columns = column_paths(table)
        for row_number, (row, labels) in enumerate(zip(table.body, row_labels(table), strict=True), 1):
            for column, cell in enumerate(row):
                if cell is None or cell.amount is None or not cell.text:
                    continue
                yield {
                    "table_number": number,
                    "table": table.title,
                    "row_number": row_number,
                    "row": labels[column],
                    "column_number": column + 1,
                    "column": columns[column],
                    **_amount(cell.amount),
                    **_point(cell.coordinates, publication.year),
                }


def statement_rows(disclosure: Disclosure) -> Iterator[dict[str, Any]]:
    """One row for each amount, change, share and count that the text states."""
    for statement in disclosure.statements:
        if statement.kind == "sum":
            continue
        yield {
            "section": statement.section,
            "sentence": statement.sentence,
            "kind": statement.kind,
            "subject": statement.subject,
            **_amount(statement.amount),
            "percent": statement.percent,
            "direction": statement.direction,
            "count": statement.count,
            **_point(statement.coordinates, None),
        }


def project_rows(projects: Iterable[Project]) -> Iterator[dict[str, Any]]:
    """One row for each project."""
    for project in projects:
        yield {
            "type": project.type,
            "level1": project.level1,
            "name": project.name,
            "budget_unit": project.unit,
            **_amount(project.amount),
        }


def indicator_rows(targets: Iterable[Target]) -> Iterator[dict[str, Any]]:
    """One row for each indicator, with the target it belongs to; a target without indicators has one row."""
    for number, target in enumerate(targets, 1):
        head = {
            "target_number": number,
            "budget_unit": target.unit,
            "project": target.project,
            **_amount(target.amount),
            "objective": target.objective,
        }
        for indicator in target.indicators:
            yield head | {
                name: getattr(indicator, attribute)
                for name, attribute in (
                    *(("level1", "level1"), ("level2", "level2"), ("indicator", "name")),
                    *(("explanation", "explanation"), ("target_value", "value"), ("operator", "operator")),
                    *(("number", "number"), ("measure", "measure"), ("weight", "weight")),
                    ("interim_value", "interim_value"),
                )
            }
        if not target.indicators:
            yield head


def row_labels(table: PrintedTable) -> Iterator[tuple[str, ...]]:
    """For each row and column the name of what the amount there is of: the words in the columns of names before it. On
    the right side of a two-sided table those are the right side's."""
    named, counted = _columns_of_names(table)
    for row in table.body:
        yield _labels(row, table.columns, named, counted)


def _labels(
    cells: Sequence[BodyCell | None], columns: int, named: frozenset[int], counted: frozenset[int]
) -> tuple[str, ...]:
    labels: list[str] = []
    words: list[str] = []
    behind_amounts = False
    for column in range(columns):
        cell = cells[column] if column < len(cells) else None
        if column in counted:
            behind_amounts = True
        elif column in named:
            if behind_amounts:
                words, behind_amounts = [], False
            if cell is not None and cell.amount is None and cell.text.strip():
                words.append("".join(cell.text.split("\n")).strip())
        labels.append(" ".join(words))
    return tuple(labels)


def _columns_of_names(table: PrintedTable) -> tuple[frozenset[int], frozenset[int]]:
    """The columns in which words stand, and those in which amounts do."""
    counted: set[int] = set()
    named: set[int] = set()
    for row in table.body:
        for column, cell in enumerate(row):
            if cell is not None and cell.amount is not None:
                counted.add(column)
            elif cell is not None and cell.text.strip():
                named.add(column)
    return frozenset(named - counted), frozenset(counted)


def column_paths(table: PrintedTable) -> tuple[str, ...]:
    """The header of each column from the outermost group to the leaf, joined with ``/``."""
    paths: list[list[str]] = [[] for _ in range(table.columns)]
    for head in sorted(table.header, key=lambda each: each.row):
        for column in range(head.column, min(head.column + head.colspan, table.columns)):
            if head.text.strip():
                paths[column].append("".join(head.text.split()))
    return tuple("/".join(path) for path in paths)


def _amount(amount: Amount | None) -> dict[str, Any]:
    return {
        "value": amount.text if amount else None,
        "unit": amount.unit.text if amount else None,
        "value_fen": amount.fen if amount else None,
    }


def _point(coordinates: Coordinates | None, year: int | None) -> dict[str, Any]:
    at = coordinates.as_dict() if coordinates else {}
    point = {name: at.get("unit" if name == "budget_unit" else name) for name in _POINT}
    if coordinates is not None and point["year"] is None:
        point["year"] = year
    return point


def _csv(resource: Resource, rows: Iterable[Mapping[str, Any]]) -> str:
    content = io.StringIO()
    names = [field.name for field in resource.fields]
    numbers = {field.name for field in resource.fields if field.type in {"number", "integer", "year"}}
    writer = csv.DictWriter(content, names, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: value if name in numbers else _harmless(value) for name, value in row.items()})
    return content.getvalue()


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is quoted; a number printed negative is none."""
    if not isinstance(value, str) or not value.startswith(_STARTS_A_FORMULA):
        return value
    return value if value.strip("-+0123456789.,") == "" else "'" + value


def _parquet(rows: Sequence[Mapping[str, Any]]) -> bytes | None:
    """The cells as Parquet, None where nothing here can write it."""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        return None
    from decimal import Decimal

    arrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    scale = max((len(str(row["value"]).partition(".")[2]) for row in rows), default=2)
    kinds = {"number": arrow.decimal128(38, scale), "integer": arrow.int64(), "year": arrow.int32()}
    schema = arrow.schema([(field.name, kinds.get(field.type, arrow.string())) for field in CELLS.fields])
    columns = {
        field.name: [
            Decimal(row[field.name]) if field.type == "number" and row[field.name] is not None else row[field.name]
            for row in rows
        ]
        for field in CELLS.fields
    }
    content = io.BytesIO()
    writer.write_table(arrow.table(columns, schema=schema), content, compression="zstd")
    return content.getvalue()


def _disclosure_json(disclosure: Disclosure, evidence: Mapping[str, str]) -> bytes:
    from gouji.reading.export import ReadDocument, disclosure_dict

    value = disclosure_dict(ReadDocument(disclosure, evidence))
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _descriptor(publication: Publication, files: Mapping[str, bytes]) -> bytes:
    resources = [_resource(resource, files[resource.path]) for resource in (CELLS, STATEMENTS, PROJECTS, INDICATORS)]
    resources += [_file(name, files[name]) for name in FILES if name in files]
    value = {
        "profile": "data-package",
        "name": f"budget-{publication.year}",
        "title": publication.title,
        "description": "部门预算公开文件中的每一个数及其位置，与公开的文档、表格逐一核对一致。",
        "created": publication.published_on or None,
        "countryCode": "CN",
        "fiscalPeriod": {"start": f"{publication.year}-01-01", "end": f"{publication.year}-12-31"},
        "contributors": [{"title": publication.department, "role": "publisher"}],
        "resources": resources,
    }
    known = {name: entry for name, entry in value.items() if entry is not None}
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(resource: Resource, content: bytes) -> dict[str, Any]:
    return {
        "name": resource.name,
        "path": resource.path,
        "title": resource.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"lineTerminator": "\r\n", "header": True},
        "schema": {"fields": [_field(field) for field in resource.fields], "missingValues": [""]},
    }


def _field(field: Field) -> dict[str, Any]:
    described = {"name": field.name, "type": field.type, "title": field.title}
    if field.column_type:
        described["columnType"] = field.column_type
    return described


def _file(name: str, content: bytes) -> dict[str, Any]:
    title, kind = FILES[name]
    return {
        "name": name.replace(".", "-"),
        "path": name,
        "title": title,
        "format": name.rpartition(".")[2],
        "mediatype": kind,
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
