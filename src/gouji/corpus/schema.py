"""The tables of a dataset and their columns, as ``data/schema.toml`` says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.corpus.needs import need

VERSION = 6
"""Of the dataset's layout; a dataset of another version is read again."""

DOCUMENT_TABLES = ("documents", "cells", "statements", "figures", "projects", "targets", "indicators", "findings")
"""The tables whose rows come from one document each, and which are partitioned by year."""

DERIVED_TABLES = ("institutions", "memberships", "successions")
"""The tables that follow from all documents together and from what the user states of institutions."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``type`` is string, int16, int32, int64, bool or strings; ``meaning`` is Chinese."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: ``key`` are the columns that identify a row, ``title`` says in Chinese what a row is."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> dict[str, TableSchema]:
    """Every table by name, in the order of the file."""
    content = tomllib.loads((files("gouji.corpus") / "data" / "schema.toml").read_text("utf-8"))
    includes = content.pop("include")
    return {name: _table(name, entry, includes) for name, entry in content.items()}


def _table(name: str, entry: dict[str, Any], includes: dict[str, dict[str, str]]) -> TableSchema:
    columns: list[Column] = []
    for column, text in entry["columns"].items():
        group = includes[text] if column == "*" else {column: text}
        for own, said in group.items():
            kind, _, meaning = said.partition(" · ")
            columns.append(Column(own, kind, meaning))
    return TableSchema(name, entry["title"], tuple(entry["key"]), tuple(columns))


@cache
def arrow_schema(name: str) -> Any:
    """The table's schema for pyarrow."""
    arrow = need("pyarrow")
    kinds = {
        "string": arrow.string(),
        "int16": arrow.int16(),
        "int32": arrow.int32(),
        "int64": arrow.int64(),
        "bool": arrow.bool_(),
        "strings": arrow.list_(arrow.string()),
    }
    return arrow.schema([(column.name, kinds[column.type]) for column in tables()[name].columns])
