"""A limit of time on reading one file, by the clock or by the processor time of this process.

On the main thread of a Unix process an interval timer interrupts Python code wherever it is; on other threads and
systems a watching thread does so by an exception that the interpreter raises between two instructions. Native code
(the XML parser, PDFium) is interrupted when it returns, and what it is given is bounded in size. Who needs a harder
limit runs readers in a process of their own and ends that.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from gouji.errors import LimitError


class _TimeUp(BaseException):
    """Not an :class:`Exception`, so that no handler on the way takes it for a defect of the file."""


def _has_timer() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _too_long(seconds: float) -> LimitError:
    return LimitError(f"读取超过 {seconds:g} 秒仍未完成，已停止；文件可能过大或已损坏，请拆分后再读取。")


class _Watch:
    """A thread's time: ``extra`` seconds may be granted while it runs."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self.done = threading.Event()
        self.fired = False
        self._lock = threading.Lock()
        self._thread = threading.get_ident()
        threading.Thread(target=self._run, name="deadline", daemon=True).start()

    def _run(self) -> None:
        while (left := self.end - time.monotonic()) > 0:
            if self.done.wait(left):
                return
        with self._lock:
            if not self.done.is_set():
                self.fired = True
                _interrupt(self._thread)

    def stop(self) -> None:
        """No interruption comes after this returns."""
        with self._lock:
            self.done.set()


def _interrupt(thread: int) -> None:
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_TimeUp))


_DELIVERY = 0.1
"""An interruption sent at the last moment is raised within so many seconds, and waited for."""
_watches = threading.local()


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """The limit on a thread that has no timer. Within a limit already running the outer one holds."""
    if getattr(_watches, "current", None) is not None:
        yield
        return
    watch = _watches.current = _Watch(seconds)
    try:
        yield
        watch.stop()
        if watch.fired:
            time.sleep(_DELIVERY)
    except _TimeUp:
        raise _too_long(seconds) from None
    finally:
        watch.stop()
        _watches.current = None


@dataclass(frozen=True, slots=True)
class _Timer:
    """A kind of interval timer, the signal it sends, and what it goes by."""

    which: int
    number: signal.Signals
    now: Callable[[], float]


def _timer(by_processor: bool) -> _Timer:
    if by_processor:
        return _Timer(signal.ITIMER_PROF, signal.SIGPROF, time.process_time)
    return _Timer(signal.ITIMER_REAL, signal.SIGALRM, time.monotonic)


@contextmanager
def deadline(seconds: float, *, by_processor: bool = False) -> Iterator[None]:
    """Raise :class:`LimitError` in the block once it has run for ``seconds`` (0: never), ``by_processor`` once it has
    used the processor so long.

    An outer timer that would fire earlier is left alone, so blocks may nest; a later one is restored with the time
    that remains to it.
    """
    if seconds <= 0:
        yield
        return
    if not _has_timer():
        with _watched(seconds):
            yield
        return
    timer = _timer(by_processor)
    outer, _ = signal.getitimer(timer.which)
    if 0 < outer <= seconds:
        yield
        return

    def expire(number: int, frame: FrameType | None) -> None:
        raise _TimeUp

    began = timer.now()
    previous = signal.signal(timer.number, expire)
    signal.setitimer(timer.which, seconds)
    try:
        yield
    except _TimeUp:
        raise _too_long(seconds) from None
    finally:
        signal.setitimer(timer.which, 0)
        signal.signal(timer.number, previous)
        if outer:
            signal.setitimer(timer.which, max(outer - (timer.now() - began), 0.001))


@contextmanager
def extended(seconds: float, *, by_processor: bool = False) -> Iterator[None]:
    """Give the block ``seconds`` of its own (0: without limit) within a running :func:`deadline`, which goes on
    afterwards with the time it had left. For work that is known to be slow and keeps its own time."""
    watch: _Watch | None = getattr(_watches, "current", None)
    if watch is not None:
        watch.end += seconds if seconds > 0 else threading.TIMEOUT_MAX / 2
    if not _has_timer():
        yield
        return
    timer = _timer(by_processor)
    left, _ = signal.getitimer(timer.which)
    if not left:
        yield
        return
    signal.setitimer(timer.which, left + seconds if seconds > 0 else 0)
    began = timer.now()
    try:
        yield
    finally:
        used = max(timer.now() - began - seconds, 0) if seconds > 0 else 0
        signal.setitimer(timer.which, max(left - used, 0.001))
