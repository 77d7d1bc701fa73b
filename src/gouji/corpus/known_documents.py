"""What is known of all documents of a dataset, held in columns: of a million documents as objects it would not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gouji.corpus.needs import need
from gouji.corpus.schema import arrow_schema

_ROWS_AT_ONCE = 1024


class KnownDocuments:
    """Rows of ``documents`` with the columns they were given with."""

    def __init__(self, table: Any) -> None:
        self._table = table

    @classmethod
    def of_tables(cls, tables: Sequence[Any]) -> KnownDocuments:
        """Of the rows of some tables (pyarrow)."""
        arrow = need("pyarrow")
        return cls(arrow.concat_tables(tables) if tables else arrow_schema("documents").empty_table())

    @classmethod
    def of_rows(cls, rows: Sequence[Mapping[str, Any]]) -> KnownDocuments:
        """Of rows as objects."""
        return cls(need("pyarrow").Table.from_pylist(list(rows), schema=arrow_schema("documents")))

    def rows(self, *order: str, columns: Sequence[str] | None = None) -> Iterator[Mapping[str, Any]]:
        """Each row, in the order of these columns, nulls last; as objects only a few at a time."""
        table = self._table.sort_by([(name, "ascending") for name in order]) if order else self._table
        if columns is not None:
            table = table.select(list(columns))
        for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            yield from batch.to_pylist()
