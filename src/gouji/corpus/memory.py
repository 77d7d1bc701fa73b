"""How much memory a process and what it started hold, where the system tells."""

from __future__ import annotations

import os
from pathlib import Path

_PROCESSES = Path("/proc")


def resident(pid: int) -> int:
    """Resident bytes of a process and of its children; 0 where it cannot be told (only Linux tells)."""
    own = _resident(pid)
    if not own:
        return 0
    return own + sum(_resident(child) for child in _children(pid))


def _resident(pid: int) -> int:
    try:
        pages = int((_PROCESSES / str(pid) / "statm").read_bytes().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _children(pid: int) -> list[int]:
    try:
        listed = (_PROCESSES / str(pid) / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in listed]
