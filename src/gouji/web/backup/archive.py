"""The file of a backup: what it says of itself, and whether it is whole."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from gouji.errors import GoujiError

SCHEMA = "gouji/backup/2"
_READ = frozenset({"gouji/backup/1", SCHEMA})
"""The first had its tables as they are; now they are packed, to a tenth."""
MANIFEST = "manifest.json"
CHUNK = 1 << 20
BATCH = 500
"""So many rows are handled together."""
_STORED = re.compile(r"[0-9a-f]{64}")


Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""


def unseen(doing: str, done: int, total: int) -> None:
    """Nobody watches."""


class Tally:
    """Counts what is done of a step and tells it."""

    def __init__(self, progress: Progress, doing: str, total: int) -> None:
        self._progress, self._doing, self._done, self._total = progress, doing, 0, total
        self.add(0)

    def add(self, number: int = 1) -> None:
        """So much more is done."""
        self._done += number
        self._progress(self._doing, self._done, self._total)


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table: its columns in the order of the values of a row, how many rows, their SHA-256."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``migrations``: the last applied one of every app. ``files``: the SHA-256 of the files of the store."""

    gouji: str
    migrations: dict[str, str]
    tables: dict[str, TableEntry]
    files: tuple[str, ...]

    def as_json(self) -> bytes:
        """As it stands in the file."""
        tables = {
            name: {"columns": entry.columns, "rows": entry.rows, "sha256": entry.sha256}
            for name, entry in self.tables.items()
        }
        content = {
            "schema": SCHEMA,
            "gouji": self.gouji,
            "migrations": self.migrations,
            "tables": tables,
            "files": self.files,
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(entry.rows for entry in self.tables.values())


def manifest_of(archive: tarfile.TarFile) -> Manifest:
    """What the backup says it holds. Raises :class:`GoujiError` for what is none."""
    try:
        member = archive.extractfile(MANIFEST)
        content = json.loads(member.read()) if member is not None else {}
        if content.get("schema") not in _READ:
            raise GoujiError("这个文件不是勾稽的备份，或来自更新的版本。")
        tables = {
            name: TableEntry(tuple(entry["columns"]), entry["rows"], entry["sha256"])
            for name, entry in content["tables"].items()
        }
        files = tuple(name for name in content["files"] if _STORED.fullmatch(name))
        return Manifest(content["gouji"], dict(content["migrations"]), tables, files)
    except (KeyError, TypeError, AttributeError, ValueError, tarfile.TarError) as error:
        raise GoujiError("这个文件不是勾稽的备份，或已损坏。") from error


def opened(path: Path) -> tarfile.TarFile:
    """The backup at a path. Raises :class:`GoujiError`."""
    try:
        return tarfile.open(path, "r:")
    except (tarfile.TarError, OSError) as error:
        raise GoujiError(f"读不了“{path}”：这个文件不存在、不是备份，或已损坏。") from error


def verified(path: Path, progress: Progress = unseen) -> Manifest:
    """What the backup holds, every table and file read and compared with its digest. Raises :class:`GoujiError` with
    the first that differs."""
    with opened(path) as archive:
        manifest = manifest_of(archive)
        tally = Tally(progress, "核对各表", manifest.rows)
        for name, entry in manifest.tables.items():
            digest, rows, lines = hashlib.sha256(), 0, _table(archive, name)
            while batch := list(islice(lines, BATCH)):
                digest.update(b"".join(batch))
                rows += len(batch)
                tally.add(len(batch))
            if (rows, digest.hexdigest()) != (entry.rows, entry.sha256):
                raise GoujiError(f"备份已损坏：表 {name} 与清单不符。")
        tally = Tally(progress, "核对文件", len(manifest.files))
        for name in manifest.files:
            tally.add()
            digest = hashlib.sha256()
            for chunk in stored(archive, name):
                digest.update(chunk)
            if digest.hexdigest() != name:
                raise GoujiError(f"备份已损坏：文件 {name[:12]}… 与其摘要不符。")
    return manifest


def rows_of(archive: tarfile.TarFile, table: str) -> Iterator[list[Any]]:
    """The rows of a table."""
    return (json.loads(line) for line in _table(archive, table))


def _table(archive: tarfile.TarFile, table: str) -> Iterator[bytes]:
    try:
        member = archive.extractfile(table_path(table))
    except KeyError:
        yield from _member(archive, table_path(table).removesuffix(".gz"))
        return
    assert member is not None
    try:
        with gzip.GzipFile(fileobj=member) as lines:
            yield from lines
    except (zlib.error, EOFError, OSError) as error:
        raise GoujiError(f"备份已损坏：表 {table} 读不出来。") from error


def table_path(table: str) -> str:
    """Where a table lies in the backup."""
    return f"tables/{table}.jsonl.gz"


def stored(archive: tarfile.TarFile, sha256: str) -> Iterator[bytes]:
    """A file of the store, in pieces."""
    member = _member(archive, store_path(sha256))
    while chunk := member.read(CHUNK):
        yield chunk


def store_path(sha256: str) -> str:
    """Where a file of the store lies in the backup."""
    return f"store/{sha256[:2]}/{sha256}"


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        member = archive.extractfile(name)
    except KeyError:
        member = None
    if member is None:
        raise GoujiError(f"备份已损坏：缺少 {name}。")
    return member
