"""How documents are laid out in files: by year, and within a year by the first bits of their hash.

A part's name tells what went into it, so that a part that would be the same is not written again, and a build that was
interrupted while writing goes on where it stopped. How many bits a year takes follows from how many documents it has.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from gouji.corpus.manifest import Part
from gouji.corpus.needs import need
from gouji.corpus.schema import VERSION

DOCUMENTS_A_PART = 512
_ROWS_A_GROUP = 1 << 17
"""What is in memory of a part that is written; DuckDB deals such groups out to its threads."""
DATA = "data"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The documents of one part: ``name`` is its file's name without suffix, under each table's folder."""

    year: int | None
    name: str
    documents: tuple[str, ...]

    def path(self, table: str) -> str:
        """The part's file of a table, relative to the dataset."""
        return f"{DATA}/{table}/{self.name}.parquet"


def bundles(years: Mapping[str, int | None], mark: Callable[[str], str]) -> tuple[Bundle, ...]:
    """The parts of documents (by hash) of so many years. ``mark`` says of a document what decides its rows."""
    by_year: dict[int | None, list[str]] = defaultdict(list)
    for sha256, year in years.items():
        by_year[year].append(sha256)
    made: list[Bundle] = []
    for year in sorted(by_year, key=lambda one: (one is None, one or 0)):
        documents = sorted(by_year[year])
        bits = max(0, (-(-len(documents) // DOCUMENTS_A_PART) - 1).bit_length())
        groups: dict[int, list[str]] = defaultdict(list)
        for sha256 in documents:
            groups[int(sha256[:8], 16) >> (32 - bits)].append(sha256)
        for group, members in sorted(groups.items()):
            digest = hashlib.sha256(f"{VERSION}\n".encode())
            for sha256 in members:
                digest.update(f"{sha256} {mark(sha256)}\n".encode())
            folder = "unknown" if year is None else str(year)
            name = f"{folder}/{group:0{-(-bits // 4) or 1}x}-{digest.hexdigest()[:16]}"
            made.append(Bundle(year, name, tuple(members)))
    return tuple(made)


def write_part(tables: Iterable[Any], schema: Any, folder: Path, path: str) -> Part | None:
    """Write tables (pyarrow) one after another to ``path`` under ``folder``, whole or not at all; None, and no file,
    where they have no rows. The same rows give the same bytes only if the tables are cut alike."""
    target = folder / path
    temporary = target.with_name(target.name + ".part")
    writer: Any = None
    rows = 0
    for group in _grouped(tables, schema):
        if writer is None:
            target.parent.mkdir(parents=True, exist_ok=True)
            writer = _writer(temporary, schema)
        writer.write_table(group)
        rows += group.num_rows
    if writer is None:
        return None
    writer.close()
    os.replace(temporary, target)
    return Part(path, rows, target.stat().st_size)


def _writer(path: Path, schema: Any) -> Any:
    # Dictionaries and statistics are what questions are fast by; a level beyond 6 gains hardly anything.
    return need("pyarrow.parquet").ParquetWriter(path, schema, compression="zstd", compression_level=6, version="2.6")


def _grouped(tables: Iterable[Any], schema: Any) -> Iterator[Any]:
    """The tables joined to as many rows as are written at once."""
    arrow = need("pyarrow")
    waiting: list[Any] = []
    rows = 0
    for table in tables:
        if not table.num_rows:
            continue
        waiting.append(table.cast(schema))
        rows += table.num_rows
        if rows >= _ROWS_A_GROUP:
            yield arrow.concat_tables(waiting).combine_chunks()
            waiting.clear()
            rows = 0
    if waiting:
        yield arrow.concat_tables(waiting).combine_chunks()


_ROWS_AT_ONCE = 1024


def in_tables(rows: Iterable[Mapping[str, Any]], schema: Any) -> list[Any]:
    """Rows as tables (pyarrow): a few rows at a time are objects, the others columns."""
    arrow = need("pyarrow")
    ahead = iter(rows)
    tables: list[Any] = []
    while some := list(islice(ahead, _ROWS_AT_ONCE)):
        tables.append(arrow.Table.from_pylist(some, schema=schema))
    return tables


def read_parts(folder: Path, parts: Iterable[Part], columns: Sequence[str] | None = None) -> Any:
    """The rows of some parts of one table together (pyarrow); None where there are no parts."""
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    # One file at a time: a year's folder must not be taken for a column.
    found = [parquet.ParquetFile(folder / part.path).read(columns=columns) for part in parts]
    return arrow.concat_tables(found) if found else None
