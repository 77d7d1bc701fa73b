"""The worker: a process of its own that does one job after another (PDFium does not bear threads).

Run as ``python -m gouji.web.worker NAME PARENT``. It ends when its parent, of this process id, does. A job that takes
longer than any sound one ends the process; it is tried again by the next, and given up after a few times.
"""

from __future__ import annotations

import os
import sys
import threading
import time

_PAUSE_SECONDS = 0.5
_BEAT_SECONDS = 5.0
_LONGEST_SECONDS = 1800.0


def main() -> int:
    """Work until the parent is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouji.web.settings")
    import django

    django.setup()
    work(sys.argv[1], int(sys.argv[2]))
    return 0


def work(name: str, parent: int) -> None:
    """The loop. ``parent`` is the process whose end ends this one."""
    from django.db import close_old_connections

    from gouji.web.base import queue

    pulse = _Pulse(name, parent)
    queue.release(name)
    threading.Thread(target=pulse.run, daemon=True).start()
    last: type[queue.OpenJob] | None = None
    while os.getppid() == parent:
        close_old_connections()
        job = queue.claim(name, last)
        if job is None:
            time.sleep(_PAUSE_SECONDS)
            continue
        pulse.began = time.monotonic()
        job.work()
        pulse.began, last = None, type(job)


class _Pulse:
    """Tells the database that the worker lives, and ends it when it should not."""

    def __init__(self, name: str, parent: int) -> None:
        self.name, self.parent, self.began = name, parent, None  # type: tuple[str, int, float | None]

    def run(self) -> None:
        from django.db import DatabaseError, close_old_connections

        from gouji.web.base import queue

        while True:
            time.sleep(_BEAT_SECONDS)
            began = self.began
            if os.getppid() != self.parent or (began and time.monotonic() - began > _LONGEST_SECONDS):
                os._exit(1)
            try:
                close_old_connections()
                queue.beat(self.name)
            except DatabaseError:
                continue  # the next beat may get through; the claim lasts for many


if __name__ == "__main__":
    sys.exit(main())
