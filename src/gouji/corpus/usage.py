"""What a process and what it started hold of memory and have used of the processor, where the system tells."""

from __future__ import annotations

import os
from pathlib import Path

_PROCESSES = Path("/proc")
_USER, _SYSTEM, _ENDED_USER, _ENDED_SYSTEM = 11, 12, 13, 14
"""Fields of ``stat`` behind the name of the program: ticks of the process, and of its children that have ended."""


def resident(pid: int) -> int:
    """Resident bytes of a process and of its children; 0 where it cannot be told (only Linux tells)."""
    own = _resident(pid)
    if not own:
        return 0
    return own + sum(_resident(child) for child in _children(pid))


def processor_seconds(pid: int) -> float | None:
    """Seconds of the processor that a process and its children have used so far; None where it cannot be told."""
    own = _ticks(pid, (_USER, _SYSTEM, _ENDED_USER, _ENDED_SYSTEM))
    if own is None:
        return None
    ticks = own + sum(_ticks(child, (_USER, _SYSTEM)) or 0 for child in _children(pid))
    return ticks / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> int:
    try:
        pages = int((_PROCESSES / str(pid) / "statm").read_bytes().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _ticks(pid: int, fields: tuple[int, ...]) -> int | None:
    try:
        told = (_PROCESSES / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()
        return sum(int(told[field]) for field in fields)
    except (OSError, ValueError, IndexError):
        return None


def _children(pid: int) -> list[int]:
    try:
        listed = (_PROCESSES / str(pid) / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in listed]
