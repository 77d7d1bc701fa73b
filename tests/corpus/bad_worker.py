"""A worker that does what a document asks of it: hangs, waits, spins, dies, grows, or answers."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from gouji.corpus.outcome import Read, Unread
from gouji.corpus.worker import READY, receive, send


def main() -> None:
    sys.stderr.write("words that nobody waits for\n")
    outgoing = sys.stdout.buffer
    send(outgoing, READY)
    held: list[bytearray] = []
    while True:
        try:
            data = receive(sys.stdin.buffer)
        except EOFError:
            return
        what, _, rest = data.decode().partition(" ")
        if what == "hang":
            time.sleep(600)
        if what == "wait":
            time.sleep(float(rest))
        while what == "spin":
            pass
        if what == "die":
            os._exit(7)
        if what == "once":  # dies the first time only
            marker = Path(rest)
            if not marker.exists():
                marker.touch()
                os._exit(7)
        if what == "grow":
            while True:
                held.append(bytearray(b"x") * (50 * 1024 * 1024))
                time.sleep(0.02)
        send(outgoing, Unread("content", rest) if what == "bad" else Read(data, 2025))


if __name__ == "__main__":
    main()
