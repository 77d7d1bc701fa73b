"""Documents read by worker processes, each within its limits of time and memory.

A thread for each worker hands it documents and waits; a watching thread kills a worker that takes too long or grows
too large. Its document is reported, a new worker takes its place, and no other document is touched. A worker that dies
by itself is given the document a second time before the document is blamed.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from gouji.corpus.outcome import CRASH, MEMORY, TIME, Outcome, Unread
from gouji.corpus.usage import processor_seconds, resident
from gouji.corpus.worker import READY, receive, send
from gouji.errors import GoujiError

_MB = 1024 * 1024
_STARTS = 2
_LOOK_SECONDS = 0.1
_RENEW_DOCUMENTS = 1000
_RENEW_SHARE = 0.5
"""A worker that keeps more than this share of its memory between two documents is replaced."""


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """``workers`` processes; ``seconds`` and ``megabytes`` a document may take. The seconds are of the processor, so
    that what is read does not depend on what else a machine does; by the clock it may take ``patience`` times as many.
    ``module`` is what a process runs; ``grace`` stands between the reader's own limit, which ends with a clear message,
    and the end of its process."""

    workers: int
    seconds: float = 300.0
    megabytes: int = 2048
    module: str = "gouji.corpus.worker"
    grace: float = 5.0
    patience: float = 5.0


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read: ``key`` is given back with its outcome."""

    key: str
    data: bytes


class _Worker:
    """A process and the state of its document."""

    def __init__(self, limits: PoolLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._began: float | None = None
        self._used = 0.0
        self._killed: str | None = None
        self._done = 0
        self._closed = False

    def outcome(self, data: bytes) -> Outcome:
        """What became of the document."""
        for attempt in (1, 2):
            answer = self._ask(data)
            if not isinstance(answer, Unread) or answer.cause != CRASH or attempt == 2 or self._closed:
                return answer
        raise AssertionError

    def _ask(self, data: bytes) -> Outcome:
        process = self._ready()
        if process is None:
            return Unread(CRASH, "识读已停止。")
        with self._lock:
            self._began, self._killed = time.monotonic(), None
            self._used = processor_seconds(process.pid) or 0.0
        try:
            send(cast(BinaryIO, process.stdin), data)
            answer: Outcome = receive(cast(BinaryIO, process.stdout))
        except (EOFError, OSError):
            self.stop()
            return self._failure(process.returncode)
        finally:
            with self._lock:
                self._began = None
        self._done += 1
        if self._done >= _RENEW_DOCUMENTS or resident(process.pid) > self._limits.megabytes * _MB * _RENEW_SHARE:
            self.stop()
        return answer

    def _ready(self) -> subprocess.Popen[bytes] | None:
        """A process that waits for a document; None once the worker is closed."""
        for _ in range(_STARTS):
            if self._process is not None and self._process.poll() is None:
                return self._process
            self.stop()
            process = self._started()
            if process is None:
                return None
            with suppress(EOFError, OSError):
                if receive(cast(BinaryIO, process.stdout)) == READY:
                    return process
            self.stop()
        raise GoujiError("识读进程无法启动；运行 python -m gouji.corpus.worker 300 可看到原因。")

    def _started(self) -> subprocess.Popen[bytes] | None:
        command = [sys.executable, "-m", self._limits.module, str(self._limits.seconds)]
        # The libraries' own threads would only take the other workers' processors.
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")
        environment = os.environ | single | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with self._lock:
            if self._closed:
                return None
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
            self._done = 0
            return self._process

    def _failure(self, code: int | None) -> Unread:
        if self._killed == TIME:
            return Unread(TIME, f"超过 {self._limits.seconds:g} 秒仍未读完，已停止；请拆分文件，或用 --seconds 放宽。")
        if self._killed == MEMORY:
            return Unread(MEMORY, f"占用内存超过 {self._limits.megabytes} MB，已停止；请拆分文件，或用 --memory 放宽。")
        ended = f"信号 {-code}" if code is not None and code < 0 else f"退出码 {code}"
        return Unread(CRASH, f"识读程序在读这个文件时意外结束（{ended}），重试一次仍是如此。")

    def look(self) -> None:
        """Kill the process when its document exceeds a limit."""
        with self._lock:
            process, began = self._process, self._began
            if process is None or began is None or self._killed is not None:
                return
            if self._is_late(process.pid, began):
                self._killed = TIME
            elif resident(process.pid) > self._limits.megabytes * _MB:
                self._killed = MEMORY
            else:
                return
        _kill(process)

    def _is_late(self, pid: int, began: float) -> bool:
        most, passed = self._limits.seconds + self._limits.grace, time.monotonic() - began
        if passed <= most:
            return False
        used = processor_seconds(pid)
        return used is None or used - self._used > most or passed > most * self._limits.patience

    def stop(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                cast(BinaryIO, stream).close()
        process.wait()

    def close(self) -> None:
        """End the process and start no other."""
        with self._lock:
            self._closed = True
        self.stop()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process with all it started."""
    with suppress(AttributeError, OSError):
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError):
        process.kill()


class Reader:
    """One worker with its watch, for whoever has one document after another."""

    def __init__(self, limits: PoolLimits) -> None:
        self._worker = _Worker(limits)
        self._ended = threading.Event()
        threading.Thread(target=_watch, args=([self._worker], self._ended), daemon=True).start()

    def outcome(self, data: bytes) -> Outcome:
        """What became of the document."""
        return self._worker.outcome(data)

    def close(self) -> None:
        """End the worker."""
        self._ended.set()
        self._worker.close()


_Answer = tuple[str, Outcome] | BaseException | None


@dataclass
class _Exchange:
    """What the threads share. Both queues are short: so many documents and outcomes are in memory and no more. An
    answer of None is a worker that has no more to do."""

    jobs: queue.Queue[Job | None]
    answers: queue.Queue[_Answer]
    ended: threading.Event = field(default_factory=threading.Event)

    def hand(self, job: Job | None) -> bool:
        """Queue a job; False once the run has ended."""
        return self._put(self.jobs, job)

    def answer(self, answer: _Answer) -> bool:
        """Queue an answer; False once the run has ended."""
        return self._put(self.answers, answer)

    def _put(self, where: queue.Queue[Any], what: object) -> bool:
        while not self.ended.is_set():
            with suppress(queue.Full):
                where.put(what, timeout=_LOOK_SECONDS)
                return True
        return False


def outcomes(jobs: Iterable[Job], limits: PoolLimits) -> Iterator[tuple[str, Outcome]]:
    """The outcome of every job as it is done, in no particular order. Jobs are drawn only as workers become free, so
    that few documents are in memory at once. However the iteration ends, all workers have ended with it."""
    workers = [_Worker(limits) for _ in range(max(1, limits.workers))]
    exchange = _Exchange(queue.Queue(maxsize=1), queue.Queue(maxsize=len(workers)))
    threads = [threading.Thread(target=_work, args=(worker, exchange), daemon=True) for worker in workers]
    threads.append(threading.Thread(target=_watch, args=(workers, exchange.ended), daemon=True))
    threads.append(threading.Thread(target=_feed, args=(jobs, exchange, len(workers)), daemon=True))
    for thread in threads:
        thread.start()
    running = len(workers)
    try:
        while running:
            answer = exchange.answers.get()
            if answer is None:
                running -= 1
            elif isinstance(answer, BaseException):
                raise answer
            else:
                yield answer
    finally:
        exchange.ended.set()
        for worker in workers:
            worker.close()


def _feed(jobs: Iterable[Job], exchange: _Exchange, workers: int) -> None:
    try:
        for job in jobs:
            if not exchange.hand(job):
                return
        for _ in range(workers):
            exchange.hand(None)
    except BaseException as error:
        exchange.answer(error)


def _work(worker: _Worker, exchange: _Exchange) -> None:
    try:
        while (job := exchange.jobs.get()) is not None:
            if not exchange.answer((job.key, worker.outcome(job.data))):
                return
        exchange.answer(None)
    except BaseException as error:
        exchange.answer(error)


def _watch(workers: list[_Worker], ended: threading.Event) -> None:
    while not ended.wait(_LOOK_SECONDS):
        for worker in workers:
            worker.look()
