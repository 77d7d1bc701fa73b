"""Parquet, where a library that writes it is installed: Gouji itself needs none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gouji.errors import GoujiError
from gouji.reading.export import AMOUNT_FIELDS

_WRITERS = ("pyarrow", "polars")
_INTEGERS = frozenset({"document_year", "year", "page", "line"})
_DIGITS = 38


def require_parquet() -> str:
    """The library here that writes parquet. Raises GoujiError when there is none."""
    for name in _WRITERS:
        if find_spec(name) is not None:
            return name
    raise GoujiError(
        "写 parquet 需要另外安装 pyarrow（或 polars）：pip install pyarrow。也可以改用 --format csv 或 xlsx。"
    )


def parquet(rows: Sequence[dict[str, Any]]) -> bytes:
    """A row for each amount. ``value`` is a decimal in the printed unit with as many digits as the finest amount has;
    the rest is text, whole numbers and truth values."""
    columns = {name: [row[name] for row in rows] for name in AMOUNT_FIELDS}
    columns["value"] = [None if text is None else Decimal(text) for text in columns["value"]]
    scale = max((len(row["value"].partition(".")[2]) for row in rows if row["value"] is not None), default=2)
    return (_with_pyarrow if require_parquet() == "pyarrow" else _with_polars)(columns, scale)


def _with_pyarrow(columns: dict[str, list[Any]], scale: int) -> bytes:
    # Loaded by name: the library is optional and its types are not at hand where it is not installed.
    arrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    kinds = {"value": arrow.decimal128(_DIGITS, scale), "repaired": arrow.bool_()}
    kinds |= dict.fromkeys(_INTEGERS, arrow.int32())
    schema = arrow.schema([(name, kinds.get(name, arrow.string())) for name in columns])
    content = io.BytesIO()
    writer.write_table(arrow.table(columns, schema=schema), content, compression="zstd")
    return content.getvalue()


def _with_polars(columns: dict[str, list[Any]], scale: int) -> bytes:
    polars = import_module("polars")
    kinds = {"value": polars.Decimal(_DIGITS, scale), "repaired": polars.Boolean}
    kinds |= dict.fromkeys(_INTEGERS, polars.Int32)
    schema = {name: kinds.get(name, polars.String) for name in columns}
    content = io.BytesIO()
    polars.DataFrame(columns, schema=schema).write_parquet(content)
    return content.getvalue()
