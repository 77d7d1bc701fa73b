"""The rows of one document as bytes: the rows of each table compressed by themselves, so that one table of many
documents can be had without the others. The schema is not among them: who unpacks is the version that packed."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from gouji.corpus.needs import need
from gouji.corpus.rows import Rows
from gouji.corpus.schema import DOCUMENT_TABLES, arrow_schema

_LEVEL = 4
_SIZES = struct.Struct(f">{len(DOCUMENT_TABLES)}Q")


def packed(rows: Rows) -> bytes:
    """The document's rows as bytes."""
    arrow = need("pyarrow")
    contents: list[bytes] = []
    for name in DOCUMENT_TABLES:
        batch = arrow.RecordBatch.from_pylist(rows[name], schema=arrow_schema(name))
        contents.append(zlib.compress(batch.serialize(), _LEVEL) if batch.num_rows else b"")
    return _SIZES.pack(*(len(content) for content in contents)) + b"".join(contents)


def unpacked(data: bytes, name: str) -> Any:
    """One table (pyarrow) of packed rows. Raises ValueError when the bytes are not whole."""
    arrow = need("pyarrow")
    schema = arrow_schema(name)
    try:
        sizes = _SIZES.unpack_from(data)
        at = DOCUMENT_TABLES.index(name)
        begin = _SIZES.size + sum(sizes[:at])
        content = data[begin : begin + sizes[at]]
        if len(data) != _SIZES.size + sum(sizes):
            raise ValueError("the packed rows are not whole")
        if not content:
            return schema.empty_table()
        batch = arrow.ipc.read_record_batch(arrow.py_buffer(zlib.decompress(content)), schema)
        return arrow.Table.from_batches([batch])
    except (struct.error, zlib.error, arrow.ArrowInvalid, EOFError, OSError) as error:
        raise ValueError("the packed rows are not whole") from error
