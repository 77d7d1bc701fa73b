"""A large dataset made of a small one, for measuring questions: every document again and again under other names.

    .venv/bin/python bench/corpus_dataset.py SMALL LARGE --documents 10000

What a copy says is what its original says, of another institution in another city. Every second copy is the next
year of the copy before it, and tells as last year's what that says of no function and no economic code.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute

from gouji.corpus.institutions import COLUMNS, derived_rows
from gouji.corpus.known_documents import KnownDocuments
from gouji.corpus.manifest import Manifest, Part, read_manifest
from gouji.corpus.offices import institution_key
from gouji.corpus.parts import DATA, DOCUMENTS_A_PART, in_tables, read_parts, write_part
from gouji.corpus.regions import _names
from gouji.corpus.schema import DOCUMENT_TABLES, arrow_schema
from gouji.corpus.stated import Stated


def main() -> None:
    """Write the large dataset."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    asked = parser.parse_args()
    manifest = read_manifest(asked.small)
    assert manifest is not None
    tables = {name: read_parts(asked.small, manifest.parts[name]) for name in DOCUMENT_TABLES if manifest.parts[name]}
    tables["documents"] = _told_apart(tables["documents"])
    originals = tables["documents"].num_rows
    made: dict[str, list[Part]] = {name: [] for name in DOCUMENT_TABLES}
    waiting: dict[str, list[Any]] = {name: [] for name in tables}
    for copy in range(-(-asked.documents // originals)):
        for name, table in tables.items():
            waiting[name].append(_copied(name, table, copy))
        full = sum(table.num_rows for table in waiting["documents"]) >= DOCUMENTS_A_PART
        if full or (copy + 1) * originals >= asked.documents:
            for name, several in waiting.items():
                part = write_part(several, arrow_schema(name), asked.large, f"{DATA}/{name}/2025/{copy:05d}.parquet")
                made[name] += [part] if part else []
                several.clear()
    known = KnownDocuments.of_tables([read_parts(asked.large, made["documents"], COLUMNS)])
    for name, rows in derived_rows(known, Stated()):
        schema = arrow_schema(name)
        part = write_part(in_tables(rows, schema), schema, asked.large, f"{DATA}/{name}/0.parquet")
        made[name] = [part] if part else []
    Manifest({name: tuple(parts) for name, parts in made.items()}).written(asked.large)
    print({name: sum(part.rows for part in parts) for name, parts in made.items()})
    print({name: sum(part.bytes for part in parts) for name, parts in made.items()})


def _told_apart(documents: Any) -> Any:
    """The documents with an institution each: generated departments have few names."""
    met: Counter[tuple[Any, ...]] = Counter()
    keys: list[str | None] = []
    for row in documents.select(["institution_key", "scope", "kind", "document_year"]).to_pylist():
        place = tuple(row.values())
        keys.append(f"{row['institution_key']}{met[place] or ''}" if row["institution_key"] else None)
        met[place] += 1
    at = documents.schema.get_field_index("institution_key")
    return documents.set_column(at, documents.schema.field(at), arrow.array(keys, arrow.string()))


def _copied(name: str, table: Any, copy: int) -> Any:
    later, pair = copy % 2, copy // 2
    changed: dict[str, Callable[[str], str]] = {"document": lambda value: _digest(f"{value}/{copy}")}
    if later:
        table = _next_year(name, table)
    if name == "documents":
        cities = [place for code, place in sorted(_names().items()) if len(code) == 4]
        changed["institution_key"] = lambda value: f"{value}{pair}"
        changed["city_name"] = lambda value: cities[pair % len(cities)]
        units = [[f"{institution_key(unit)}{pair}" for unit in one] for one in table["units"].to_pylist()]
        at = table.schema.get_field_index("units")
        table = table.set_column(at, table.schema.field(at), arrow.array(units, table.schema.field(at).type))
    for column, change in changed.items():
        known = {value: change(value) for value in set(table[column].to_pylist()) if value is not None}
        values = [known.get(value) for value in table[column].to_pylist()]
        table = table.set_column(table.schema.get_field_index(column), column, arrow.array(values, arrow.string()))
    return table.cast(arrow_schema(name))


def _next_year(name: str, table: Any) -> Any:
    moved = table
    for column in ("document_year", "year") if name == "figures" else ("document_year",):
        at = moved.schema.get_field_index(column)
        moved = moved.set_column(at, moved.schema.field(at), _increased(moved[column]))
    if name != "figures":
        return moved
    plain = compute.and_(compute.is_null(table["function"]), compute.is_null(table["economic"]))
    told = table.filter(compute.and_(plain, compute.equal(table["year"], table["document_year"])))
    at = told.schema.get_field_index("document_year")
    told = told.set_column(at, told.schema.field(at), _increased(told["document_year"]))
    own = moved.filter(compute.equal(moved["year"], moved["document_year"]))
    return arrow.concat_tables([own, told]).sort_by("document")


def _increased(years: Any) -> Any:
    return compute.add(years, arrow.scalar(1, years.type))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


if __name__ == "__main__":
    main()
