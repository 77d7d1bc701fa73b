"""A worker process: documents come in by standard input, outcomes go out by standard output, one at a time.

Run as ``python -m gouji.corpus.worker SECONDS``. Frames are eight bytes of length and a pickle. The process ends when
its input does, and where the system can see to it, when its parent ends in any way.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from gouji.corpus.needs import arrow_without_pandas

READY = "ready"
"""What a worker says first: one that does not cannot run here at all, whatever the document."""
_LENGTH = struct.Struct(">Q")


def send(stream: BinaryIO, message: object) -> None:
    """Write one frame."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one frame. Raises EOFError where there is none, or only a part of one."""
    head = _whole(stream, _LENGTH.size)
    return pickle.loads(_whole(stream, _LENGTH.unpack(head)[0]))


def _whole(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if content is None or len(content) < size:
        raise EOFError
    return content


def serve(incoming: BinaryIO, outgoing: BinaryIO, seconds: float) -> None:
    """Answer every document with its outcome until there are no more."""
    from gouji.corpus.reading import outcome_of

    send(outgoing, READY)
    while True:
        try:
            data = receive(incoming)
        except EOFError:
            return
        send(outgoing, outcome_of(data, seconds))


def main() -> None:
    """The process: nothing but outcomes may reach standard output, whatever a library prints."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):
        # Its own group, so that what it started (character recognition) ends with it.
        os.setpgid(0, 0)
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    arrow_without_pandas()
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, outgoing, float(sys.argv[1]))


_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Linux: killed when the parent ends. Elsewhere the end of the input is what ends a worker."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
