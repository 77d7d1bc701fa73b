"""Hostile files end in a sentence for the user: in bounded memory, without a traceback, a child or a connection."""

from __future__ import annotations

import os
import re
import resource
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gouji.errors import GoujiError, LimitError, UnreadableError
from gouji.reading.sources import DEFAULT_LIMITS, Limits, read_bytes, read_source
from gouji.reading.sources.deadline import deadline, extended
from tests.hostile.samples import HARMLESS, REFUSED

CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}.*[。]$", re.DOTALL)
ADVICE = re.compile(r"请|检查|不是预算文件")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection, program or written file fails the test."""

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a reader reached outside")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "makedirs", refuse)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(name, REFUSED[name]())
    message = str(caught.value)
    assert CHINESE.search(message), message
    assert ADVICE.search(message), message
    assert "Error" not in message
    if name.startswith("bomb") and "lies" not in name:
        assert "压缩炸弹" in message


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless(name: str) -> None:
    assert read_bytes(name, HARMLESS[name]()).blocks


def test_memory_stays_bounded() -> None:
    for name in ("bomb of 20 MB", "repeated string", "million cells", "Word of many elements", "circular sectors"):
        with pytest.raises(GoujiError):
            read_bytes(name, REFUSED[name]())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2 * 1024 * 1024


def test_the_content_of_other_files_never_gets_in(tmp_path: Path) -> None:
    page = f'<html><iframe src="file://{tmp_path}"></iframe><object data="x"></object><p>预算</p></html>'
    assert [block.text for block in read_bytes("a", page.encode()).blocks if hasattr(block, "text")] == ["预算"]


def test_folders_missing_files_and_devices(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="文件夹"):
        read_source(tmp_path)
    with pytest.raises(UnreadableError, match="找不到"):
        read_source(tmp_path / "无.pdf")
    with pytest.raises(UnreadableError, match="普通文件"):
        read_source(Path("/dev/zero"))
    with pytest.raises(UnreadableError, match="检查路径"):
        read_source(tmp_path / ("长" * 300))
    with pytest.raises(UnreadableError, match="检查路径"):
        read_source(Path("a\0b"))


def test_a_file_too_large_is_not_opened_fully(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as stream:
        stream.truncate(DEFAULT_LIMITS.max_bytes + 1)
    with pytest.raises(LimitError, match="MB"):
        read_source(path)


@pytest.mark.parametrize("extension", [".pdf", ".xlsx", ".docx", ".zip", ".jpg", ""])
def test_a_wrong_extension_does_not_matter(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"预算{extension}"
    path.write_bytes("收支预算总表\n".encode())
    source = read_source(path)
    assert (source.file.format, source.file.file) == ("text", path.name)


def busy(limit: float, seconds: float, *, by_processor: bool = False) -> None:
    began = time.monotonic()
    with deadline(limit, by_processor=by_processor):
        while time.monotonic() - began < seconds:
            pass


def test_time_is_limited() -> None:
    with pytest.raises(LimitError, match="秒"):
        busy(0.05, 5)
    with pytest.raises(LimitError, match="秒"):
        read_bytes("a", REFUSED["page of many cells"](), Limits(max_seconds=0.02, max_cells=10**9))


def test_the_processor_s_time_is_limited_whatever_the_clock_says() -> None:
    with deadline(0.1, by_processor=True):
        time.sleep(0.3)
    with pytest.raises(LimitError, match="秒"):
        busy(0.05, 60, by_processor=True)


def test_time_is_limited_on_any_thread() -> None:
    caught: list[BaseException] = []

    def work() -> None:
        for seconds in (5.0, 0.0):
            try:
                busy(0.05, seconds)
            except BaseException as error:
                caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert [type(error) for error in caught] == [LimitError]


def test_more_time_may_be_granted() -> None:
    def work() -> None:
        with deadline(0.05):
            with extended(0.2):
                time.sleep(0.1)
            granted.append(True)
            busy(0, 2)

    for run in (work, lambda: _on_a_thread(work)):
        granted: list[bool] = []
        with pytest.raises(LimitError):
            run()
        assert granted == [True]


def _on_a_thread(work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result(10)


def test_an_outer_deadline_stays() -> None:
    def nested() -> None:
        with deadline(0.1):
            busy(5, 0)
            busy(0.01, 0)
            time.sleep(2)

    with pytest.raises(LimitError, match=r"0\.1 秒"):
        nested()


def test_no_timer_is_left_running() -> None:
    read_bytes("a", b"text", Limits(max_seconds=0.05))
    time.sleep(0.1)
