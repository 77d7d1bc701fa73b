"""The same build and the same questions on a Spark cluster of two workers: identical bytes and rows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from gouji.corpus.build import Options, build
from gouji.corpus.intake import Arrival
from gouji.corpus.outcome import Put, Read
from gouji.corpus.pool import PoolLimits
from gouji.corpus.sources import Locator, located
from gouji.corpus.staging import Shelf
from tests.corpus.conftest import built

if shutil.which("java") is None and not os.environ.get("CI"):
    pytest.skip("Java is not installed", allow_module_level=True)
pytest.importorskip("pyspark")
pytest.importorskip("ibis")

from gouji.corpus.dataset import open_dataset
from gouji.corpus.questions import Filters, questions
from gouji.corpus.spark import on_spark, session


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session for all: it is most of what these tests cost. Without the JVM's second compiler, which pays only in
    long runs, they take half as long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with session("local-cluster[2,1,2048]") as found:
            yield found


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_dataset(spark: Any, sources: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    for name in ("2025/2025-0.txt", "2025/2025-1.txt", "2025/note.txt", "2026/2026-2.txt"):
        (part / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sources / name, part / name)
    shutil.copy(sources / "2025" / "2025-1.txt", part / "again.txt")
    (part / "skipped.py").write_text("x", "utf-8")
    engine = on_spark(spark, PoolLimits(1, 60))
    done: list[Arrival] = []
    locators = located([str(part)])
    first = build(locators, tmp_path / "spark", engine, progress=done.append)
    assert (first.documents, first.read_now) == (3, 3)
    assert sorted(arrival.name for arrival in done) == sorted(one.name for one in locators)
    # The workers share this file system, so no rows come to the driver.
    assert [type(arrival.outcome) for arrival in done].count(Put) == 3
    built([part], tmp_path / "here")
    assert _files(tmp_path / "spark") == _files(tmp_path / "here")
    # Where they do not, the rows come with the answers.
    done.clear()

    def apart(locators: Sequence[Locator], known: Collection[str], shelf: Shelf) -> Iterator[Arrival]:
        return engine(locators, known, Shelf(tmp_path / "not there", shelf.mark))

    build(locators, tmp_path / "apart", apart, progress=done.append)
    assert [type(arrival.outcome) for arrival in done].count(Read) == 3
    assert _files(tmp_path / "apart") == _files(tmp_path / "here")
    # What is known is not read again there either.
    (part / "2026" / "2026-2.txt").unlink()
    second = build(located([str(part)]), tmp_path / "spark", engine, Options(prune=True))
    assert (second.documents, second.read_now) == (2, 0)


def test_every_question_has_the_same_rows(spark: Any, dataset: Path) -> None:
    here, there = open_dataset(dataset), open_dataset(dataset, spark=spark)
    answered = 0
    for question in questions():
        rows = question.answer(here, Filters())
        assert question.answer(there, Filters()) == rows, question.name
        answered += bool(rows)
    assert answered >= 7
