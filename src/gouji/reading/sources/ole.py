"""The older Office container (OLE compound file): its streams by name, whatever its sector chains pretend.

A chain that runs in a circle would make a trusting reader collect the same sector for ever; here no chain is longer
than the file.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.errors import UnreadableError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_END = 0xFFFFFFFA
"""Numbers of sectors from here on are marks, not sectors."""
_DAMAGED = "旧版 Office 文件已损坏或不完整，请重新下载，或用 Office、WPS 打开后另存为 .xlsx 或 .docx。"


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """A compound file in memory. Raises :class:`UnreadableError` when its tables do not hold together."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(SIGNATURE):
            raise UnreadableError(_DAMAGED)
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or not 4 <= mini_shift < shift:
            raise UnreadableError(_DAMAGED)
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, _, self._cutoff, mini_table, _, more, _ = struct.unpack_from("<7I", data, 48)
        self._table = self._allocation(more)
        self._entries = self._directory(directory)
        root = next((entry for entry in self._entries if entry.kind == 5), None)
        self._mini_table = _numbers(self._chained(mini_table)) if mini_table < _END else ()
        self._mini = self._chained(root.start)[: root.size] if root is not None and root.start < _END else b""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the streams and folders."""
        return tuple(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes | None:
        """The content of the stream of that name (whatever its case); None where there is none."""
        entry = next((item for item in self._entries if item.kind == 2 and item.name.lower() == name.lower()), None)
        if entry is None:
            return None
        if entry.size >= self._cutoff:
            return self._chained(entry.start)[: entry.size]
        return _chain(self._mini, self._mini_table, entry.start, self._mini_size, 0)[: entry.size]

    def _allocation(self, more: int) -> Sequence[int]:
        """The allocation table: which sector follows each sector."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        seen: set[int] = set()
        while more < _END and more not in seen:
            seen.add(more)
            extra = _numbers(self._sector(more))
            sectors.extend(extra[:-1])
            more = extra[-1] if extra else _END
        known = dict.fromkeys(sector for sector in sectors if sector < _END)
        return _numbers(b"".join(self._sector(sector) for sector in known))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chained(self, start: int) -> bytes:
        return _chain(self._data, self._table, start, self._size, self._size)

    def _directory(self, start: int) -> list[_Entry]:
        content = self._chained(start)
        entries: list[_Entry] = []
        for offset in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", content, offset + 64)[0]
            kind = content[offset + 66]
            first, size = struct.unpack_from("<II", content, offset + 116)
            if kind in (1, 2, 5) and 2 <= length <= 64:
                name = content[offset : offset + length - 2].decode("utf-16-le", errors="replace")
                entries.append(_Entry(name, kind, first, size))
        if not entries:
            raise UnreadableError(_DAMAGED)
        return entries


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(data: bytes, table: Sequence[int], start: int, size: int, offset: int) -> bytes:
    """The sectors of a chain one after another. Raises :class:`UnreadableError` for one that runs in a circle."""
    pieces: list[bytes] = []
    seen: set[int] = set()
    current = start
    while current < len(table):
        if current in seen:
            raise UnreadableError(_DAMAGED)
        seen.add(current)
        pieces.append(data[offset + current * size : offset + (current + 1) * size])
        current = table[current]
    return b"".join(pieces)
