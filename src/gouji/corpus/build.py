"""A dataset of documents: what is new is read, what is known is kept, and the whole is published at once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gouji.corpus.engines import Engine
from gouji.corpus.intake import Arrival
from gouji.corpus.manifest import Manifest, Part, read_manifest
from gouji.corpus.outcome import Put, Unread
from gouji.corpus.parts import DATA, read_parts
from gouji.corpus.publish import Contents, Known, Named, publish, republish, unread_row
from gouji.corpus.rows import Row, identifier
from gouji.corpus.schema import VERSION
from gouji.corpus.sources import Locator
from gouji.corpus.staging import FOLDER, Shelf, Staging
from gouji.corpus.stated import FILE, read_stated, stated_in
from gouji.corpus.version import program_version
from gouji.errors import GoujiError

LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Options:
    """``add`` keeps documents of the dataset that the sources do not hold, ``prune`` takes them out; with neither such
    documents are an error. ``retry`` reads again what could not be read."""

    add: bool = False
    prune: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how many documents the dataset has, how many of them were read now, and what could not be read
    (rows of the table ``unread``)."""

    documents: int
    read_now: int
    unread: tuple[Row, ...]
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class _Before:
    """The dataset as it was."""

    manifest: Manifest | None
    documents: dict[str, Known]
    names: dict[str, Named]
    unread: tuple[Row, ...]


def build(
    locators: Sequence[Locator],
    folder: Path,
    engine: Engine,
    options: Options = Options(),
    progress: Callable[[Arrival], None] = lambda arrival: None,
) -> Built:
    """Make the dataset in ``folder`` hold the located documents. May be ended at any moment and started again.

    Raises :class:`GoujiError` when another build is at work there, or when documents of the dataset are missing from
    the sources and the options do not say what to do with them; what was read is kept either way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    version = program_version()
    stated = stated_in(folder)
    with _locked(folder):
        before = _before(folder)
        staging = Staging(folder, version)
        if options.retry:
            staging.forget_unread()
        failed = {} if options.retry else _failed(before, version)
        current = {sha for sha, known in before.documents.items() if known.read_by == version}
        known = current | set(failed) | set(staging.read()) | set(staging.unread())
        names: dict[str, Named] = {}
        lost: list[tuple[str, Unread]] = []
        for arrival in engine(locators, known, staging.shelf):
            if arrival.sha256:
                names[arrival.sha256] = _named(names.get(arrival.sha256), arrival)
            if arrival.outcome is not None:
                if isinstance(arrival.outcome, Put):
                    _seen(staging.shelf, arrival.sha256, arrival.outcome)
                elif arrival.sha256:
                    staging.shelf.put(arrival.sha256, arrival.outcome)
                else:
                    lost.append((arrival.name, _failure(arrival)))
            progress(arrival)
        contents = replace(_contents(before, staging, failed, names, lost, options), stated=stated)
        read_now = len(contents.staged)
        manifest = publish(folder, staging.scratch, before.manifest, contents)
        staging.remove()
    return Built(len(contents.years), read_now, tuple(contents.unread), manifest)


def state(folder: Path, file: Path | None = None) -> Manifest:
    """Make a dataset say of its institutions what ``file`` states, or, without one, what the file in its folder does.

    Raises :class:`GoujiError` where the folder is no dataset or the file cannot be understood.
    """
    manifest = read_manifest(folder)
    if manifest is None or manifest.version != VERSION:
        raise GoujiError(f"{folder} 不是（这一版的）数据集，请先运行 gouji corpus build。")
    if file is not None:
        read_stated(file)
    with _locked(folder):
        if file is not None and file.resolve() != (folder / FILE).resolve():
            temporary = folder / f".{FILE}.part"
            temporary.write_bytes(file.read_bytes())
            os.replace(temporary, folder / FILE)
        scratch = folder / FOLDER / "stated"
        manifest = republish(folder, scratch, manifest, stated_in(folder))
        shutil.rmtree(scratch, ignore_errors=True)
        # What an interrupted build has read stays for the next one.
        if [one.name for one in (folder / FOLDER).iterdir()] == [LOCK]:
            shutil.rmtree(folder / FOLDER, ignore_errors=True)
    return manifest


def _seen(shelf: Shelf, sha256: str, outcome: Put) -> None:
    if not shelf.has(sha256, outcome.year):
        raise GoujiError(
            f"工作机已把识读结果写入 {shelf.folder}，主控机上却看不到。请检查共享文件系统；再次运行从断处继续。"
        )


def _failure(arrival: Arrival) -> Unread:
    if not isinstance(arrival.outcome, Unread):
        raise TypeError("a document without content cannot have been read")
    return arrival.outcome


def _named(before: Named | None, arrival: Arrival) -> Named:
    """A content under one name more."""
    if before is None:
        return Named((arrival.name,), arrival.size)
    return Named(tuple(sorted({*before.names, arrival.name})), before.size)


def _contents(
    before: _Before,
    staging: Staging,
    failed: dict[str, Unread],
    names: dict[str, Named],
    lost: Sequence[tuple[str, Unread]],
    options: Options,
) -> Contents:
    """What the dataset shall hold."""
    version = program_version()
    staged = {sha: year for sha, year in staging.read().items() if sha in names or sha in before.names}
    gone = [sha for sha in before.names if sha not in names]
    if gone and not (options.add or options.prune):
        raise GoujiError(
            f"数据集里有 {len(gone)} 份文件不在所给的来源中（如 {before.names[gone[0]].file}）："
            "加 --add 保留它们，加 --prune 去掉它们。已识读的结果已经存下，不必重读。"
        )
    if options.add:
        for sha, old in before.names.items():
            new = names.get(sha)
            names[sha] = Named(tuple(sorted({*old.names, *(new.names if new else ())})), old.size)
    unread = failed | staging.unread()
    rows = [unread_row(names[sha], sha, failure, version) for sha, failure in unread.items() if sha in names]
    rows += [unread_row(Named((name,), 0), None, failure, version) for name, failure in lost]
    if options.add:
        told = {row["file"] for row in rows}
        rows += [row for row in before.unread if row["sha256"] not in names and row["file"] not in told]
    known = {sha: one for sha, one in before.documents.items() if sha in names and sha not in unread}
    _no_collision({*known, *staged})
    staged = {sha: year for sha, year in staged.items() if sha in names}
    return Contents(version, staging, staged, known, names, rows)


def _no_collision(documents: set[str]) -> None:
    if len({identifier(sha256) for sha256 in documents}) != len(documents):
        raise GoujiError("两份不同的文件有相同的标识，数据集未改动；请报告这一情况。")


def _before(folder: Path) -> _Before:
    manifest = read_manifest(folder)
    if manifest is None or manifest.version != VERSION:
        return _Before(None, {}, {}, ())
    documents: dict[str, Known] = {}
    names: dict[str, Named] = {}
    for part in manifest.parts.get("documents", ()):
        stem = part.path.removeprefix(f"{DATA}/documents/").removesuffix(".parquet")
        for row in _rows(folder, [part], ("sha256", "names", "bytes", "document_year", "read_by")):
            read_by = sys.intern(row["read_by"])
            documents[row["sha256"]] = Known(row["sha256"], row["document_year"], read_by, stem)
            names[row["sha256"]] = Named(tuple(row["names"]), row["bytes"])
    return _Before(manifest, documents, names, tuple(_rows(folder, manifest.parts.get("unread", ()), None)))


def _rows(folder: Path, parts: Sequence[Part], columns: Sequence[str] | None) -> list[dict[str, Any]]:
    found = read_parts(folder, parts, columns)
    rows: list[dict[str, Any]] = [] if found is None else found.to_pylist()
    return rows


def _failed(before: _Before, version: str) -> dict[str, Unread]:
    """What this version could not read before."""
    return {
        row["sha256"]: Unread(row["cause"], row["reason"])
        for row in before.unread
        if row["sha256"] and row["read_by"] == version
    }


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One build at a time; the lock ends with the process that holds it, however that ends."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    try:
        import fcntl
    except ImportError:  # a system without such locks
        yield
        return
    with (place / LOCK).open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GoujiError(f"{folder.name} 正由另一个 gouji corpus build 写入，请等它结束。") from error
        yield
