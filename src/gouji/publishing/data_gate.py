"""Open data read back: every row of the package against the amounts of the publication."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from gouji.model.disclosure import Disclosure
from gouji.model.publication import Publication
from gouji.publishing.comparison import Difference
from gouji.publishing.opendata import cell_rows, indicator_rows, project_rows, statement_rows
from gouji.publishing.package_schema import CELLS, INDICATORS, PROJECTS, STATEMENTS, Resource

_PLACE = ("table", "row", "column")


def data_differences(publication: Publication, reference: Disclosure, folder: Path) -> Iterator[Difference]:
    """What the package in ``folder`` says otherwise; also files that its descriptor does not describe truly."""
    expected = {
        CELLS: list(cell_rows(publication)),
        STATEMENTS: list(statement_rows(reference)),
        PROJECTS: list(project_rows(publication.projects or reference.projects)),
        INDICATORS: list(indicator_rows(publication.targets or reference.targets)),
    }
    for resource, rows in expected.items():
        with (folder / resource.path).open(encoding="utf-8", newline="") as stream:
            yield from _rows(resource, rows, list(csv.DictReader(stream)))
    if (folder / "cells.parquet").exists():
        yield from _rows(CELLS, expected[CELLS], _parquet(folder / "cells.parquet"))
    yield from _disclosure(reference, folder / "disclosure.json")
    yield from _descriptor(folder)


def _rows(
    resource: Resource, expected: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    if len(expected) != len(found):
        yield Difference("data", resource.title, "", "", f"{len(expected)}行", f"{len(found)}行")
    for mine, theirs in zip(expected, found, strict=False):
        for field in resource.fields:
            wanted, got = _text(mine.get(field.name)), _text(theirs.get(field.name))
            if wanted != got:
                place = [str(mine.get(name) or "") for name in _PLACE]
                if not any(place):
                    place = [
                        resource.title,
                        str(mine.get("sentence") or mine.get("name") or mine.get("project") or ""),
                        "",
                    ]
                yield Difference("data", place[0], place[1], place[2] or field.title, wanted, got)


def _text(value: Any) -> str:
    """A value as text; the mark that keeps a text from being taken for a formula is none of it."""
    text = "" if value is None else str(value)
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@", "'\t", "'\r")) else text


def _parquet(path: Path) -> list[dict[str, Any]]:
    from importlib import import_module

    table = import_module("pyarrow.parquet").read_table(path)
    rows: list[dict[str, Any]] = table.to_pylist()
    # A column of decimals has one scale; the amounts keep their own number of digits in the text files.
    return [row | {"value": _digits(row)} for row in rows]


def _digits(row: Mapping[str, Any]) -> str | None:
    """The value with as many digits as its whole 分 in its unit needs to be the same amount."""
    from gouji.model.money import UNITS_BY_TEXT, Amount

    value = row["value"]
    if value is None or row["unit"] is None:
        return None
    text = f"{value:f}"
    return text if Amount(text, UNITS_BY_TEXT[row["unit"]]).fen == row["value_fen"] else f"≠{text}"


def _disclosure(reference: Disclosure, path: Path) -> Iterator[Difference]:
    said = json.loads(path.read_text("utf-8"))
    for name, count in (
        ("cells", len(reference.cells)),
        ("statements", len(reference.statements)),
        ("projects", len(reference.projects)),
        ("targets", len(reference.targets)),
    ):
        if len(said[name]) != count:
            yield Difference("data", path.name, name, "", str(count), str(len(said[name])))


def _descriptor(folder: Path) -> Iterator[Difference]:
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        content = (folder / resource["path"]).read_bytes()
        found = f"sha256:{sha256(content).hexdigest()}"
        if resource["hash"] != found or resource["bytes"] != len(content):
            yield Difference("data", "datapackage.json", resource["path"], "", resource["hash"], found)
