from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from gouji.cli import main
from gouji.corpus.build import Options, build
from gouji.corpus.engines import processes
from gouji.corpus.intake import Arrival
from gouji.corpus.manifest import NAME, read_manifest
from gouji.corpus.outcome import Put, Read
from gouji.corpus.parts import read_parts
from gouji.corpus.pool import PoolLimits
from gouji.corpus.schema import DOCUMENT_TABLES, tables
from gouji.corpus.sources import Locator, located
from gouji.corpus.staging import Shelf
from gouji.errors import GoujiError
from tests.corpus.conftest import built, inline, write_documents


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _rows(folder: Path, table: str) -> list[dict[str, object]]:
    manifest = read_manifest(folder)
    assert manifest is not None
    found = read_parts(folder, manifest.parts[table])
    return [] if found is None else found.to_pylist()


def test_processes_give_the_same_as_one(sources: Path, dataset: Path, tmp_path: Path) -> None:
    locators = located([str(sources)])
    done: list[str] = []
    build(locators, tmp_path / "set", processes(PoolLimits(2, 60)), progress=lambda arrival: done.append(arrival.name))
    assert sorted(done) == sorted(locator.name for locator in locators)
    assert _files(tmp_path / "set") == _files(dataset)


def test_the_same_documents_give_the_same_bytes(sources: Path, dataset: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(sources, moved)
    built([moved], tmp_path / "again")
    assert _files(tmp_path / "again") == _files(dataset)


def test_what_could_not_be_read_is_listed(dataset: Path) -> None:
    unread = _rows(dataset, "unread")
    assert [(row["file"], row["cause"]) for row in unread] == [("2025/note.txt", "content")]
    assert unread[0]["reason"]


def test_every_row_is_there_and_every_file_is_named(dataset: Path) -> None:
    manifest = read_manifest(dataset)
    assert manifest is not None
    assert set(_files(dataset)) == {*manifest.paths, NAME}
    assert manifest.rows("documents") == 12
    for name in DOCUMENT_TABLES:
        for part in manifest.parts[name]:
            stored = parquet.read_schema(dataset / part.path)
            assert tuple(stored.names) == tables()[name].names
    keys = [(row["document"], row["cell"]) for row in _rows(dataset, "cells")]
    assert len(keys) == len(set(keys)) > 1000
    points = [tuple(row[name] for name in tables()["figures"].key) for row in _rows(dataset, "figures")]
    assert len(points) == len(set(points)) > 1000


def test_growing_is_the_same_as_starting_anew(sources: Path, dataset: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    shutil.copytree(sources / "2025", part / "2025")
    folder = tmp_path / "grown"
    first = built([part], folder)
    assert (first.documents, first.read_now) == (6, 6)
    shutil.copytree(sources / "2026", part / "2026")
    second = built([part], folder)
    assert (second.documents, second.read_now) == (12, 6)
    assert _files(folder) == _files(dataset)
    third = built([part], folder)
    assert third.read_now == 0
    assert _files(folder) == _files(dataset)


def test_documents_that_are_gone_need_a_word(sources: Path, tmp_path: Path) -> None:
    folder, two = tmp_path / "set", tmp_path / "two"
    write_documents(tmp_path / "one", range(10, 12))
    write_documents(two, range(11, 13))
    built([tmp_path / "one"], folder)
    before = _files(folder)
    with pytest.raises(GoujiError, match="--prune"):
        built([two], folder)
    assert {name: content for name, content in _files(folder).items() if not name.startswith(".build")} == before
    assert built([two], folder, Options(add=True)).documents == 3
    pruned = built([two], folder, Options(prune=True))
    assert (pruned.documents, pruned.read_now) == (2, 0)
    built([two], tmp_path / "fresh")
    assert _files(folder) == _files(tmp_path / "fresh")


def test_one_content_under_two_names_is_one_document(tmp_path: Path) -> None:
    write_documents(tmp_path / "in", range(20, 21))
    shutil.copy(tmp_path / "in" / "2025-20.txt", tmp_path / "in" / "another.txt")
    assert built([tmp_path / "in"], tmp_path / "set").documents == 1
    row = _rows(tmp_path / "set", "documents")[0]
    assert (row["file"], row["names"]) == ("2025-20.txt", ["2025-20.txt", "another.txt"])


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{}")
    with pytest.raises(GoujiError, match="不是勾稽的数据集"):
        built([tmp_path], tmp_path)
    assert (tmp_path / NAME).read_text() == "{}"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signals")
def test_killed_at_any_moment_it_ends_the_same(sources: Path, dataset: Path, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "gouji", "corpus", "build", str(sources), "-o", str(folder)]
    for wanted in (1, 4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline:
            if sum(1 for _ in folder.glob(".build/*/*/*.rows")) >= wanted or (folder / NAME).exists():
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    assert _files(folder) == _files(dataset)


def test_an_interrupted_publication_is_finished_by_the_next(
    sources: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.corpus import publish

    folder = tmp_path / "half"
    real = publish.write_part
    written: list[str] = []

    def failing(tables: object, schema: object, place: Path, path: str) -> object:
        if len(written) == 9:
            raise KeyboardInterrupt
        written.append(path)
        return real(tables, schema, place, path)

    monkeypatch.setattr(publish, "write_part", failing)
    with pytest.raises(KeyboardInterrupt):
        built([sources], folder)
    assert read_manifest(folder) is None
    monkeypatch.setattr(publish, "write_part", real)
    assert built([sources], folder).documents == 12
    assert _files(folder) == _files(dataset)


def test_readers_see_the_old_dataset_until_the_new_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.corpus.manifest import Manifest

    folder = tmp_path / "set"
    write_documents(tmp_path / "in", range(30, 31))
    built([tmp_path / "in"], folder)
    write_documents(tmp_path / "in", range(31, 32))
    seen: list[int] = []
    real = Manifest.written

    def watched(self: Manifest, place: Path) -> None:
        before = read_manifest(place)
        assert before is not None
        assert all((place / path).is_file() for path in before.paths)
        seen.append(before.rows("documents"))
        real(self, place)
        assert all((place / path).is_file() for path in self.paths)
        seen.append(self.rows("documents"))

    monkeypatch.setattr(Manifest, "written", watched)
    built([tmp_path / "in"], folder)
    assert seen == [1, 2]


def test_what_another_machine_put_must_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_documents(tmp_path / "in", range(50, 51))
    monkeypatch.setattr("gouji.corpus.staging._VISIBLE_SECONDS", 0)

    def elsewhere(locators: Sequence[Locator], known: Collection[str], shelf: Shelf) -> Iterator[Arrival]:
        assert shelf.is_shared
        assert not Shelf(shelf.folder, "another's").is_shared
        for arrival in inline(locators, known, shelf):
            assert isinstance(arrival.outcome, Read)
            there = Shelf(tmp_path / "another disk", shelf.mark)
            assert not there.is_shared
            yield replace(arrival, outcome=Put(arrival.outcome.year))

    with pytest.raises(GoujiError, match="共享文件系统"):
        build(located([str(tmp_path / "in")]), tmp_path / "set", elsewhere)
    assert built([tmp_path / "in"], tmp_path / "set").documents == 1


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    write_documents(tmp_path / "in", range(40, 41))
    (tmp_path / "set" / ".build").mkdir(parents=True)
    with (tmp_path / "set" / ".build" / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(GoujiError, match="正由另一个"):
            built([tmp_path / "in"], tmp_path / "set")
    assert built([tmp_path / "in"], tmp_path / "set").documents == 1


def test_sources_without_files_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    assert main(["corpus", "build", str(tmp_path / "in"), "-o", str(tmp_path / "set")]) == 2
    assert "没有文件" in capsys.readouterr().err
    assert not (tmp_path / "set").exists()
