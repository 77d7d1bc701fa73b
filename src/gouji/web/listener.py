"""A process that answers people beside the one that was started, at the same socket.

Run as ``python -m gouji.web.listener SOCKET PARENT`` by the supervisor of :mod:`gouji.web.run`. It ends when its
parent, of this process id, does.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time

_LOOK_SECONDS = 1.0


def main() -> int:
    """Answer until the parent is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouji.web.settings")
    import django

    from gouji.web.config import Config
    from gouji.web.run import answer

    threading.Thread(target=_watch, args=(int(sys.argv[2]),), daemon=True).start()
    django.setup()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    answer(socket.socket(fileno=int(sys.argv[1])), Config.of())
    return 0


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
