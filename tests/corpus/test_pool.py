from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.corpus.outcome import CRASH, MEMORY, TIME, Read, Unread
from gouji.corpus.pool import Job, PoolLimits, outcomes
from gouji.errors import GoujiError

BAD = PoolLimits(2, seconds=2, megabytes=200, module="tests.corpus.bad_worker", grace=0.1, patience=1)


def _run(*documents: str, limits: PoolLimits = BAD) -> dict[str, object]:
    return dict(outcomes((Job(f"{n}", text.encode()) for n, text in enumerate(documents)), limits))


def test_a_bad_document_costs_only_itself() -> None:
    found = _run("ok a", "hang", "ok b", "die", "ok c", "grow", "ok d", "bad why", "ok e")
    assert {key for key, one in found.items() if isinstance(one, Read)} == {"0", "2", "4", "6", "8"}
    causes = {key: one.cause for key, one in found.items() if isinstance(one, Unread)}
    assert causes == {"1": TIME, "3": CRASH, "5": MEMORY, "7": "content"}


def test_waiting_for_the_processor_is_not_counted() -> None:
    found = _run("wait 1.5", "spin", limits=replace(BAD, seconds=0.5, patience=20))
    assert isinstance(found["0"], Read)
    assert isinstance(found["1"], Unread)
    assert found["1"].cause == TIME


def test_every_outcome_is_the_document_s_own() -> None:
    found = _run(*(f"ok {n}" for n in range(40)))
    assert {key: one.rows for key, one in found.items() if isinstance(one, Read)} == {
        f"{n}": f"ok {n}".encode() for n in range(40)
    }


def test_a_worker_that_died_gets_its_document_once_more(tmp_path: Path) -> None:
    assert isinstance(_run(f"once {tmp_path / 'marker'}")["0"], Read)


def test_workers_that_cannot_start_blame_no_document() -> None:
    with pytest.raises(GoujiError, match="无法启动"):
        _run("ok", limits=PoolLimits(1, module="tests.corpus.no_such_worker"))


def test_documents_are_drawn_as_workers_are_free() -> None:
    drawn: list[int] = []

    def jobs():  # type: ignore[no-untyped-def]
        for n in range(30):
            drawn.append(n)
            yield Job(f"{n}", b"ok")

    for done, _ in enumerate(outcomes(jobs(), BAD), 1):
        time.sleep(0.02)
        assert len(drawn) <= done + 3 * BAD.workers + 2


def test_an_error_of_the_source_ends_the_run() -> None:
    def jobs():  # type: ignore[no-untyped-def]
        yield Job("0", b"ok")
        raise RuntimeError("the source is gone")

    with pytest.raises(RuntimeError, match="the source is gone"):
        list(outcomes(jobs(), BAD))
