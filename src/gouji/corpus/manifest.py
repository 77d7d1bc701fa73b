"""The dataset's descriptor, ``datapackage.json``: what belongs to the dataset is what it names, and nothing else.

It is a Data Package (datapackage.org): each table is a resource whose ``path`` lists its files. Replacing this one file
is what publishes a build, so a reader sees the dataset before it or after it and nothing between.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.corpus.schema import VERSION, tables
from gouji.errors import GoujiError

NAME = "datapackage.json"
_FIELD_TYPES = {
    "string": "string",
    "strings": "list",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "bool": "boolean",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a table: ``path`` relative to the dataset."""

    path: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of every table."""

    parts: Mapping[str, tuple[Part, ...]]
    version: int = VERSION

    @property
    def paths(self) -> frozenset[str]:
        """Every file of the dataset."""
        return frozenset(part.path for parts in self.parts.values() for part in parts)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return sum(part.rows for part in self.parts.get(table, ()))

    def written(self, folder: Path) -> None:
        """Replace the dataset's descriptor at once."""
        temporary = folder / f".{NAME}.part"
        temporary.write_text(json.dumps(self._descriptor(), ensure_ascii=False, indent=1) + "\n", "utf-8")
        os.replace(temporary, folder / NAME)

    def _descriptor(self) -> dict[str, Any]:
        return {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "gouji-corpus",
            "title": "部门预算、决算公开文件数据集",
            "description": "由公开文件识读、核对而成。金额以分为单位，另存印出的数；每个金额注明是否由勾稽关系证实。",
            "gouji:version": self.version,
            "resources": [self._resource(name) for name in tables()],
        }

    def _resource(self, name: str) -> dict[str, Any]:
        table = tables()[name]
        parts = self.parts.get(name, ())
        return {
            "name": name,
            "title": table.title,
            "path": [part.path for part in parts],
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "bytes": sum(part.bytes for part in parts),
            "gouji:rows": [part.rows for part in parts],
            "gouji:bytes": [part.bytes for part in parts],
            "schema": {
                "fields": [
                    {"name": column.name, "type": _FIELD_TYPES[column.type], "description": column.meaning}
                    for column in table.columns
                ],
                "primaryKey": list(table.key),
            },
        }


def read_manifest(folder: Path) -> Manifest | None:
    """The descriptor of a dataset, None where there is none yet. Raises :class:`GoujiError` for one of another kind."""
    path = folder / NAME
    try:
        content = json.loads(path.read_text("utf-8"))
        version = content["gouji:version"]
        parts = {resource["name"]: _parts(resource) for resource in content["resources"]}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoujiError(f"{folder.name} 的 {NAME} 不是勾稽的数据集，请换一个文件夹。") from error
    return Manifest(parts, version)


def _parts(resource: Mapping[str, Any]) -> tuple[Part, ...]:
    named: Sequence[tuple[str, int, int]] = list(
        zip(resource["path"], resource["gouji:rows"], resource["gouji:bytes"], strict=True)
    )
    return tuple(Part(*one) for one in named)
