"""Datasets of a few rows, to ask what can be reckoned by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gouji.corpus.dataset import Dataset, open_dataset
from gouji.corpus.institutions import derived_rows
from gouji.corpus.known_documents import KnownDocuments
from gouji.corpus.manifest import Manifest
from gouji.corpus.parts import in_tables, write_part
from gouji.corpus.rows import point_digest
from gouji.corpus.schema import arrow_schema
from gouji.corpus.stated import Stated
from gouji.model.coordinates import Coordinates


def dataset_of(
    folder: Path,
    documents: list[dict[str, Any]],
    figures: list[dict[str, Any]],
    stated: Stated = Stated(),  # noqa: B008
    statements: list[dict[str, Any]] | None = None,
) -> Dataset:
    """The dataset, opened."""
    complete = [
        {"kind": "budget", "institution_key": row["department"], "title": "", "region": None, "office": None, **row}
        for row in documents
    ]
    known = KnownDocuments.of_rows(complete)
    tables = {"documents": complete, "figures": figures, "statements": statements or []}
    tables |= dict(derived_rows(known, stated))
    parts = {}
    for name, rows in tables.items():
        part = write_part(in_tables(rows, arrow_schema(name)), arrow_schema(name), folder, f"data/{name}/0.parquet")
        if part:
            parts[name] = (part,)
    Manifest(parts).written(folder)
    return open_dataset(folder)


def document_row(
    identifier: str, department: str, year: int, scope: str = "department", units: Any = ()
) -> dict[str, Any]:
    """A budget."""
    return {
        "document": identifier,
        "department": department,
        "document_year": year,
        "scope": scope,
        "units": list(units),
    }


def figure_row(document: str, document_year: int, year: int, fen: int, **point: str) -> dict[str, Any]:
    """A figure printed to ten 分."""
    known = {"document": document, "document_year": document_year, "year": year, "kind": "budget"}
    digest = point_digest(Coordinates(**point))
    return {**known, "fen": fen, "low": fen - 5, "high": fen + 5, "evidence": "proved", "point": digest, **point}


def change_row(document: str, year: int, was: int, number: str = "s1", **point: str) -> dict[str, Any]:
    """A stated change that starts from a figure."""
    digest = point_digest(Coordinates(**point))
    start = {"point": digest, "base_fen": was, "base_low": was - 5, "base_high": was + 5}
    return {"document": document, "document_year": year, "statement": number, "kind": "change", **start, **point}
