"""The ledger as a folder of CSV (or Parquet) files for programs: codes of the model, amounts in 元."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from gouji.errors import UnreadableError
from gouji.ledgers.parse import Line
from gouji.ledgers.problems import ERROR, LedgerProblem, SheetPlaces, Where
from gouji.ledgers.rows import Row, rows_of
from gouji.ledgers.tables import TABLES
from gouji.model.ledger import Ledger
from gouji.reading.parquet import require_parquet

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEEDED = ("department", "units", "facts")
_DIGITS = 20
_PLAIN = frozenset({"amount", "integer"})
csv.field_size_limit(2**31 - 1)


def csv_files(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file. A text that a spreadsheet would take for a formula is quoted with ``'``."""
    for table, fields in TABLES.items():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([field.name for field in fields])
        guarded = [at for at, field in enumerate(fields) if field.kind not in _PLAIN]
        for row in rows_of(ledger, table):
            if any(_FORMULA.match(row[at]) for at in guarded):
                row = tuple(_guarded(value) if at in guarded else value for at, value in enumerate(row))
            writer.writerow(row)
        yield f"{table}.csv", text.getvalue().encode()


def parquet_files(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """The same as Parquet: amounts are decimals, years and counts whole numbers. Raises GoujiError where no library
    that writes Parquet is installed."""
    library = require_parquet()
    for table, fields in TABLES.items():
        rows = list(rows_of(ledger, table))
        columns = {field.name: [_typed(row[at], field.kind) for row in rows] for at, field in enumerate(fields)}
        kinds = {field.name: field.kind for field in fields}
        yield f"{table}.parquet", (_with_pyarrow if library == "pyarrow" else _with_polars)(columns, kinds)


def folder_tables(folder: Path) -> tuple[dict[str, list[Line]], list[LedgerProblem]]:
    """The lines of each table of a folder, and what is wrong with its files. Raises UnreadableError when it holds no
    ledger."""
    tables: dict[str, list[Line]] = {}
    problems: list[LedgerProblem] = []
    for table, fields in TABLES.items():
        name, header, rows = _file(folder, table)
        if not name:
            if table in _NEEDED:
                raise UnreadableError(f"文件夹 {folder.name} 里没有 {table}.csv（或 {table}.parquet），不是账套。")
            tables[table] = []
            continue
        known = {field.name for field in fields}
        problems.extend(
            LedgerProblem(ERROR, f"缺少 {field.name} 列", name)
            for field in fields
            if field.required and field.name not in header
        )
        places = SheetPlaces(name, {})
        tables[table] = [
            (
                Where(places, number),
                {
                    field: text.strip()
                    for field, text in zip(header, row, strict=False)
                    if field in known and text.strip()
                },
            )
            for number, row in enumerate(rows, 2)
            if any(row)
        ]
    return tables, problems


def _file(folder: Path, table: str) -> tuple[str, Sequence[str], Sequence[Row]]:
    """Name, header and rows of a table's file; ("", (), ()) when there is none."""
    parquet = folder / f"{table}.parquet"
    if parquet.exists():
        return (parquet.name, *_parquet_rows(parquet))
    path = folder / f"{table}.csv"
    if not path.exists():
        return "", (), ()
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path.name}：不是 UTF-8 编码，请另存为 UTF-8 的 CSV。") from error
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows:
        return path.name, (), ()
    return path.name, rows[0], [tuple(_unguarded(value) for value in row) for row in rows[1:]]


def _guarded(value: str) -> str:
    return "'" + value if _FORMULA.match(value) else value


def _unguarded(value: str) -> str:
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def _typed(text: str, kind: str) -> Any:
    if not text:
        return None
    if kind == "amount":
        return Decimal(text)
    return int(text) if kind == "integer" else text


def _with_pyarrow(columns: dict[str, list[Any]], kinds: dict[str, str]) -> bytes:
    arrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    types = {"amount": arrow.decimal128(_DIGITS, 2), "integer": arrow.int64()}
    schema = arrow.schema([(name, types.get(kinds[name], arrow.string())) for name in columns])
    content = io.BytesIO()
    writer.write_table(arrow.table(columns, schema=schema), content, compression="zstd")
    return content.getvalue()


def _with_polars(columns: dict[str, list[Any]], kinds: dict[str, str]) -> bytes:
    polars = import_module("polars")
    types = {"amount": polars.Decimal(_DIGITS, 2), "integer": polars.Int64}
    content = io.BytesIO()
    schema = {name: types.get(kinds[name], polars.String) for name in columns}
    polars.DataFrame(columns, schema=schema).write_parquet(content)
    return content.getvalue()


def _parquet_rows(path: Path) -> tuple[Sequence[str], Sequence[Row]]:
    library = require_parquet()
    if library == "pyarrow":
        table = import_module("pyarrow.parquet").read_table(path)
        header, columns = table.column_names, [column.to_pylist() for column in table.columns]
    else:
        frame = import_module("polars").read_parquet(path)
        header, columns = frame.columns, [series.to_list() for series in frame.get_columns()]
    rows = [tuple("" if value is None else str(value) for value in row) for row in zip(*columns, strict=True)]
    return header, rows
