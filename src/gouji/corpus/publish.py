"""From what was read to a dataset: parts written aside, moved in, and made valid by the descriptor."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.corpus.institutions import COLUMNS, derived_rows
from gouji.corpus.known_documents import KnownDocuments
from gouji.corpus.manifest import NAME, Manifest, Part
from gouji.corpus.needs import need
from gouji.corpus.outcome import Unread
from gouji.corpus.parts import DATA, Bundle, bundles, in_tables, read_parts, write_part
from gouji.corpus.payload import unpacked
from gouji.corpus.rows import Row, identifier
from gouji.corpus.schema import DOCUMENT_TABLES, arrow_schema
from gouji.corpus.staging import Staging
from gouji.corpus.stated import Stated


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the dataset already has: its year, the version that read it, and the part it is in."""

    sha256: str
    year: int | None
    read_by: str
    part: str


@dataclass(frozen=True, slots=True)
class Named:
    """A file under its names, the first of which it is called by."""

    names: tuple[str, ...]
    size: int

    @property
    def file(self) -> str:
        """What it is called."""
        return self.names[0]


@dataclass
class Contents:
    """What a dataset shall hold: documents by hash, each read now (in ``staging``; ``staged`` tells its year) or known
    from before, and what could not be read (by hash, or by name where there is none)."""

    version: str
    staging: Staging
    staged: Mapping[str, int | None]
    known: Mapping[str, Known]
    names: Mapping[str, Named]
    unread: Sequence[Row] = field(default_factory=list)
    stated: Stated = field(default_factory=Stated)

    @property
    def years(self) -> dict[str, int | None]:
        """Every document's year."""
        return {sha: one.year for sha, one in self.known.items()} | dict(self.staged)

    def mark(self, sha256: str) -> str:
        """What decides a document's rows: who read it and its names."""
        known = self.known.get(sha256)
        version = known.read_by if known and sha256 not in self.staged else self.version
        names = hashlib.sha256("\n".join(self.names[sha256].names).encode()).hexdigest()
        return f"{version} {names[:16]}"


def publish(folder: Path, scratch: Path, current: Manifest | None, contents: Contents) -> Manifest:
    """Make the dataset hold the contents. Until the descriptor is replaced it is what it was."""
    made: dict[str, list[Part]] = {name: [] for name in DOCUMENT_TABLES}
    have = {part.path: part for parts in (current.parts.values() if current else ()) for part in parts}
    old = _Old(folder, current, contents.known)
    for bundle in bundles(contents.years, contents.mark):
        parts = _reused(folder, scratch, have, bundle) or _written(scratch, bundle, contents, old)
        for name, part in parts.items():
            if part.rows:
                made[name].append(part)
    made["unread"] = _one_part(scratch, "unread", sorted(contents.unread, key=_unread_order))
    made |= _derived(folder, scratch, made["documents"], contents.stated)
    manifest = Manifest(_tuples(made))
    _moved_in(folder, scratch, manifest)
    manifest.written(folder)
    _swept(folder, manifest)
    return manifest


def republish(folder: Path, scratch: Path, current: Manifest, stated: Stated) -> Manifest:
    """Make the dataset say what is stated now; nothing else of it changes."""
    documents = current.parts.get("documents", ())
    manifest = Manifest({**current.parts, **_tuples(_derived(folder, scratch, documents, stated))})
    _moved_in(folder, scratch, manifest)
    manifest.written(folder)
    _swept(folder, manifest)
    return manifest


def _tuples(made: Mapping[str, Sequence[Part]]) -> dict[str, tuple[Part, ...]]:
    return {name: tuple(parts) for name, parts in made.items()}


def _derived(folder: Path, scratch: Path, documents: Sequence[Part], stated: Stated) -> dict[str, list[Part]]:
    """The parts of the tables that follow from all documents."""
    tables = [read_parts(scratch if (scratch / part.path).is_file() else folder, [part], COLUMNS) for part in documents]
    known = KnownDocuments.of_tables(tables)
    tables.clear()
    return {name: _one_part(scratch, name, made) for name, made in derived_rows(known, stated)}


def _one_part(scratch: Path, name: str, rows: Iterable[Row]) -> list[Part]:
    """A table that follows from all documents as one part, called by its content; none where it has no rows."""
    schema = arrow_schema(name)
    tables = in_tables(rows, schema)
    part = write_part(tables, schema, scratch, f"{DATA}/{name}/{_digest(tables)}.parquet")
    return [part] if part else []


def _unread_order(row: Row) -> tuple[str, str]:
    return row["file"], row["sha256"] or ""


def _reused(folder: Path, scratch: Path, have: Mapping[str, Part], bundle: Bundle) -> dict[str, Part] | None:
    """The parts of a bundle that were there before, or written before an interruption; None unless all of them are. A
    table without rows has no file, the documents always have one, and they are written last."""
    documents = bundle.path("documents")
    if documents in have:
        return {name: have[path] for name in DOCUMENT_TABLES if (path := bundle.path(name)) in have}
    if not any((place / documents).is_file() for place in (scratch, folder)):
        return None
    parquet = need("pyarrow.parquet")
    found: dict[str, Part] = {}
    for name in DOCUMENT_TABLES:
        for place in (scratch, folder):
            file = place / bundle.path(name)
            if file.is_file():
                found[name] = Part(bundle.path(name), parquet.read_metadata(file).num_rows, file.stat().st_size)
    return found


def _written(scratch: Path, bundle: Bundle, contents: Contents, old: _Old) -> dict[str, Part]:
    """The parts of a bundle, one table after another, so that few rows are in memory at once; the documents last."""
    made: dict[str, Part] = {}
    for name in (*(name for name in DOCUMENT_TABLES if name != "documents"), "documents"):
        tables = _of_bundle(name, bundle, contents, old)
        if name == "documents":
            tables = (_named(table, contents.names) for table in tables)
        part = write_part(tables, arrow_schema(name), scratch, bundle.path(name))
        if part:
            made[name] = part
    return made


def _of_bundle(name: str, bundle: Bundle, contents: Contents, old: _Old) -> Iterator[Any]:
    """The rows of each document."""
    kept = old.rows(name, [sha for sha in bundle.documents if sha not in contents.staged])
    for sha256 in bundle.documents:
        if sha256 in contents.staged:
            yield unpacked(contents.staging.rows(sha256, contents.staged[sha256]), name)
        else:
            yield kept[sha256]


def _named(documents: Any, names: Mapping[str, Named]) -> Any:
    """The documents with the files' names, which are not part of what was read."""
    arrow = need("pyarrow")
    named = [names[sha256] for sha256 in documents["sha256"].to_pylist()]
    for column, values in (("file", [one.file for one in named]), ("names", [list(one.names) for one in named])):
        at = documents.schema.get_field_index(column)
        kind = documents.schema.field(at)
        documents = documents.set_column(at, kind, arrow.array(values, kind.type))
    return documents


class _Old:
    """The rows of documents that the dataset has, found in its parts."""

    def __init__(self, folder: Path, manifest: Manifest | None, known: Mapping[str, Known]) -> None:
        self._folder, self._known = folder, known
        self._parts = {part.path: part for parts in (manifest.parts.values() if manifest else ()) for part in parts}

    def rows(self, table: str, documents: Sequence[str]) -> dict[str, Any]:
        """The rows of each document."""
        stems = sorted({self._known[sha256].part for sha256 in documents})
        paths = [path for stem in stems if (path := f"{DATA}/{table}/{stem}.parquet") in self._parts]
        found: dict[str, Any] = {}
        for path in paths:
            found |= _by_document(read_parts(self._folder, [self._parts[path]]))
        empty = arrow_schema(table).empty_table()
        return {sha256: found.get(identifier(sha256), empty) for sha256 in documents}


def _by_document(rows: Any) -> dict[str, Any]:
    """The rows of each document; they stand together."""
    runs = need("pyarrow.compute").run_end_encode(rows["document"].combine_chunks())
    found: dict[str, Any] = {}
    start = 0
    for document, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        found[document] = rows.slice(start, end - start)
        start = end
    return found


def unread_row(name: Named, sha256: str | None, failure: Unread, version: str) -> Row:
    """A row of the table of what could not be read."""
    return {
        "file": name.file,
        "names": list(name.names),
        "sha256": sha256,
        "bytes": name.size if sha256 else None,
        "cause": failure.cause,
        "reason": failure.reason,
        "read_by": version if sha256 else None,
    }


def _digest(tables: Sequence[Any]) -> str:
    digest = hashlib.sha256()
    for table in tables:
        for batch in table.to_batches():
            digest.update(batch.serialize())
    return digest.hexdigest()[:16]


def _moved_in(folder: Path, scratch: Path, manifest: Manifest) -> None:
    for path in sorted(manifest.paths):
        if (scratch / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(scratch / path, folder / path)


def _swept(folder: Path, manifest: Manifest) -> None:
    """Remove what the descriptor does not name."""
    for path in list(_files(folder / DATA)):
        if path.relative_to(folder).as_posix() not in manifest.paths:
            path.unlink(missing_ok=True)
    for parent, _, _ in sorted(os.walk(folder / DATA), reverse=True):
        if not any(os.scandir(parent)):
            os.rmdir(parent)
    for leftover in folder.glob(f".{NAME}.part"):
        leftover.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield Path(parent, name)
