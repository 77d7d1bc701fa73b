"""A dataset to ask: its tables as ibis tables, on DuckDB or on Spark."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.corpus.manifest import Manifest, read_manifest
from gouji.corpus.needs import need
from gouji.corpus.parts import read_parts
from gouji.corpus.schema import VERSION, arrow_schema, tables
from gouji.errors import GoujiError

_MEMORY = "800MB"
"""What DuckDB may hold; beyond it works on disk."""
_DISK = "20GB"
"""What it may take there: a question that needs more is ended, not the machine's disk filled."""


@dataclass
class Dataset:
    """An open dataset. What it says does not change while it is open, even if another build is published: then
    reading fails and the dataset must be opened again."""

    folder: Path
    manifest: Manifest
    backend: Any
    _tables: dict[str, Any] = field(default_factory=dict)

    def table(self, name: str) -> Any:
        """A table (ibis)."""
        if name not in self._tables:
            self._tables[name] = self._opened(name)
        return self._tables[name]

    def rows(self, name: str, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """All rows of a table, without any engine: for the small tables."""
        found = read_parts(self.folder, self.manifest.parts.get(name, ()), columns)
        rows: list[dict[str, Any]] = [] if found is None else found.to_pylist()
        return rows

    def answer(self, expression: Any) -> list[dict[str, Any]]:
        """The rows of an ibis expression."""
        if self.backend.name == "duckdb":
            # What ibis would do itself, but for the second it takes to load pandas.
            found = self.backend.con.sql(self.backend.compile(expression)).to_arrow_table()
        else:
            found = self.backend.to_pyarrow(expression)
        # A sum of integers is wider in DuckDB and not in Spark; what the expression says it is is what comes out.
        table = found.cast(_as_said(expression))
        names = tuple(table.column_names)
        # A column at a time takes half as long as a row at a time.
        columns = (column.to_pylist() for column in table.columns)
        return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]

    def _opened(self, name: str) -> Any:
        paths = [str(self.folder / part.path) for part in self.manifest.parts.get(name, ())]
        if self.backend.name == "pyspark":
            # A session may have several datasets open.
            view = f"{name}_{hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]}"
            session, schema = self.backend._session, _spark_schema(name)
            rows = session.read.schema(schema).parquet(*paths) if paths else session.createDataFrame([], schema)
            rows.createOrReplaceTempView(view)
            return self.backend.table(view)
        if not paths:
            return self.backend.create_table(name, schema=_ibis_schema(name), temp=True)
        return self.backend.read_parquet(paths, table_name=name)


def open_dataset(folder: Path, *, spark: Any = None) -> Dataset:
    """Open a dataset on DuckDB, or on a Spark session where one is given. Raises :class:`GoujiError` where there is
    none, or one of another version."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise GoujiError(f"{folder} 不是数据集：没有 datapackage.json。先用 gouji corpus build 建立。")
    if manifest.version != VERSION:
        raise GoujiError(f"{folder} 是别的版本的数据集（{manifest.version}），请重新运行 gouji corpus build。")
    ibis = need("ibis")
    need("duckdb")
    if spark is not None:
        return Dataset(folder, manifest, ibis.pyspark.connect(spark))
    backend = ibis.duckdb.connect()
    # By itself it would work on disk in whatever folder the user happens to be.
    aside = Path(tempfile.gettempdir(), "gouji-duckdb").as_posix().replace("'", "''")
    for option, value in (("memory_limit", _MEMORY), ("temp_directory", aside), ("max_temp_directory_size", _DISK)):
        backend.raw_sql(f"SET {option}='{value}'")
    return Dataset(folder, manifest, backend)


def _as_said(expression: Any) -> Any:
    """The Arrow schema of an expression; every column may be null."""
    schema = expression.schema().to_pyarrow()
    return need("pyarrow").schema([field.with_nullable(True) for field in schema])


def _ibis_schema(name: str) -> Any:
    return need("ibis").Schema.from_pyarrow(arrow_schema(name))


def _spark_schema(name: str) -> str:
    kinds: Mapping[str, str] = {
        "string": "string",
        "int16": "smallint",
        "int32": "int",
        "int64": "bigint",
        "bool": "boolean",
        "strings": "array<string>",
    }
    return ", ".join(f"`{column.name}` {kinds[column.type]}" for column in tables()[name].columns)
