"""ZIP containers (ZIP, DOCX, XLSX) read part by part in memory, with what they expand to kept within limits.

Nothing is ever written to disk, so names of parts need no cleaning; they are only compared and shown.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType

from gouji.errors import LimitError, UnreadableError
from gouji.reading.sources.limits import Limits

_CHUNK = 256 * 1024
_MB = 1024 * 1024
_DIRECTORY_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 100_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError)
_BOMB = "文件解压后过大（疑似压缩炸弹），已停止读取；请核实文件来源，或只保留预算公开的内容后重新保存。"
_DAMAGED = "压缩格式的文件（ZIP、Word 或 Excel）已损坏或不完整，请重新下载或导出。"


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive in memory. Raises :class:`UnreadableError` when its directory is damaged and :class:`LimitError`
    when it lists more parts than any document has, before they are looked at."""
    if data.count(_DIRECTORY_ENTRY) > _MOST_ENTRIES:
        raise LimitError("压缩包内的文件过多，请解压后只读取预算公开的文件。")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, RuntimeError) as error:
        raise UnreadableError(_DAMAGED) from error


class Container:
    """An open container. Raises :class:`UnreadableError` when it is damaged or encrypted, :class:`LimitError` when it
    declares, or really expands to, more than the limits allow."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._expanded = 0
        self._packed = 0
        self._archive = opened(data)
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        if len(entries) > limits.max_parts:
            raise LimitError(f"压缩包内有 {len(entries)} 个文件，超过 {limits.max_parts} 个的上限，请拆分后再读取。")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise UnreadableError("压缩包设有密码，无法读取；请取消密码后重新压缩。")
        if sum(entry.file_size for entry in entries) > limits.max_expanded_bytes:
            raise LimitError(_BOMB)
        self._entries = {_name(entry): entry for entry in entries}

    def __enter__(self) -> Container:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in the container's order, with ``/`` between folders."""
        return tuple(self._entries)

    @property
    def expanded(self) -> int:
        """How many bytes have been expanded so far."""
        return self._expanded

    def find(self, name: str) -> str | None:
        """The part's true name, whatever its case and a leading slash."""
        wanted = name.lstrip("/").lower()
        return next((part for part in self._entries if part.lower() == wanted), None)

    def read(self, name: str) -> bytes:
        """The content of a part, counted while it expands, whatever size it declares."""
        entry = self._entries[name]
        chunks: list[bytes] = []
        self._packed += entry.compress_size
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._expanded += len(chunk)
                    self._check_expansion()
                    chunks.append(chunk)
        except _BROKEN as error:
            raise UnreadableError(_DAMAGED) from error
        except RuntimeError as error:  # what zipfile raises for a part that needs a password
            raise UnreadableError("压缩包设有密码，无法读取；请取消密码后重新压缩。") from error
        return b"".join(chunks)

    def _check_expansion(self) -> None:
        limits = self._limits
        if self._expanded > limits.max_expanded_bytes:
            raise LimitError(_BOMB)
        if self._expanded > limits.free_expansion and self._expanded > limits.max_ratio * max(self._packed, 1):
            raise LimitError(_BOMB)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as meant: archives made by Chinese Windows tools have names in GBK without saying so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")
