"""The rows of one document as bytes: one Arrow stream a table, one after another, compressed together."""

from __future__ import annotations

import io
import zlib
from typing import Any

from gouji.corpus.needs import need
from gouji.corpus.rows import Rows
from gouji.corpus.schema import DOCUMENT_TABLES, arrow_schema

_LEVEL = 4


def packed(rows: Rows) -> bytes:
    """The document's rows as bytes."""
    arrow = need("pyarrow")
    content = io.BytesIO()
    for name in DOCUMENT_TABLES:
        table = arrow.Table.from_pylist(rows[name], schema=arrow_schema(name))
        with arrow.ipc.new_stream(content, table.schema) as writer:
            writer.write_table(table)
    return zlib.compress(content.getvalue(), _LEVEL)


def unpacked(data: bytes) -> dict[str, Any]:
    """The tables (pyarrow) of packed rows. Raises ValueError when the bytes are not whole."""
    arrow = need("pyarrow")
    try:
        content = io.BytesIO(zlib.decompress(data))
        return {name: arrow.ipc.open_stream(content).read_all() for name in DOCUMENT_TABLES}
    except (zlib.error, arrow.ArrowInvalid, EOFError, OSError) as error:
        raise ValueError("the packed rows are not whole") from error
