"""A wall-clock limit on reading one file.

On the main thread of a Unix process an interval timer interrupts Python code wherever it is; native code (the XML
parser, PDFium) is interrupted when it returns, and what it is given is bounded in size. On other threads and systems
there are no such timers: there, call readers in a process of their own that the caller can end.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gouji.errors import LimitError


class _TimeUp(BaseException):
    """Not an :class:`Exception`, so that no handler on the way takes it for a defect of the file."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise :class:`LimitError` in the block once it has run for ``seconds`` (0: never).

    An outer timer that would fire earlier is left alone, so blocks may nest; a later one is restored with the time
    that remains to it.
    """
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    if 0 < outer <= seconds:
        yield
        return

    def expire(number: int, frame: FrameType | None) -> None:
        raise _TimeUp

    began = time.monotonic()
    previous = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _TimeUp:
        raise LimitError(f"读取超过 {seconds:g} 秒仍未完成，已停止；文件可能过大或已损坏，请拆分后再读取。") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - began), 0.001))


@contextmanager
def extended(seconds: float) -> Iterator[None]:
    """Give the block ``seconds`` of its own (0: without limit) within a running :func:`deadline`, which goes on
    afterwards with the time it had left. For work that is known to be slow and keeps its own time."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if not left:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, left + seconds if seconds > 0 else 0)
    began = time.monotonic()
    try:
        yield
    finally:
        used = max(time.monotonic() - began - seconds, 0) if seconds > 0 else 0
        signal.setitimer(signal.ITIMER_REAL, max(left - used, 0.001))
