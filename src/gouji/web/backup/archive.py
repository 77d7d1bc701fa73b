"""The file of a backup: what it says of itself, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from gouji.errors import GoujiError

SCHEMA = "gouji/backup/1"
MANIFEST = "manifest.json"
CHUNK = 1 << 20
_STORED = re.compile(r"[0-9a-f]{64}")


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
        if content.get("schema") != SCHEMA:
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


def verified(path: Path) -> Manifest:
    """What the backup holds, every table and file read and compared with its digest. Raises :class:`GoujiError` with
    the first that differs."""
    with opened(path) as archive:
        manifest = manifest_of(archive)
        for name, entry in manifest.tables.items():
            digest, rows = hashlib.sha256(), 0
            for line in _table(archive, name):
                digest.update(line)
                rows += 1
            if (rows, digest.hexdigest()) != (entry.rows, entry.sha256):
                raise GoujiError(f"备份已损坏：表 {name} 与清单不符。")
        for name in manifest.files:
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
    yield from _member(archive, f"tables/{table}.jsonl")


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
