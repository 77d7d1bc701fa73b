"""Where documents come from: files, folders, lists of files, ZIP collections, patterns, and URLs through fsspec.

A name on the command line becomes :class:`Locator` values, one a document, each of which any process can load. A ZIP
that is named is a collection of documents; one that is met in a folder is one document in several parts, as for
``gouji read``, unless it holds more documents than one has parts.
"""

from __future__ import annotations

import glob
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from gouji.corpus.needs import need
from gouji.errors import GoujiError, LimitError

SUFFIXES = frozenset(
    {".pdf", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".html", ".htm", ".txt", ".md", ".zip", ".ofd", ".rtf"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
)
"""What is taken from a folder or collection; whether it can be read is seen when it is. A file that is named itself is
always taken."""
_HEAD = 16
_HEADS = (b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"<!doctype html", b"<html", b"{\\rtf")
MAX_BYTES = 100 * 1024 * 1024
_PARTS_OF_ONE = 6
"""A ZIP with more documents than this is no document in parts but a collection."""
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,}://", re.IGNORECASE)
_IGNORED = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_TOO_LARGE = f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请拆分或压缩其中的图片后再读取。"


@dataclass(frozen=True, slots=True)
class Locator:
    """One document: ``name`` is what the dataset calls it; ``path`` a file or a URL, ``member`` its part of a ZIP.
    ``size`` is 0 where it is not known before loading. ``skipped`` names a format that is not read."""

    name: str
    path: str
    member: str | None = None
    size: int = 0
    skipped: str | None = None

    def load(self) -> bytes:
        """The content. Raises :class:`GoujiError` where there is none to be had."""
        try:
            if self.member is not None:
                return _member(self.path, self.member)
            if _URL.match(self.path):
                return _remote(self.path)
            with open(self.path, "rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except GoujiError:
            raise
        except Exception as error:  # a file system, an archive or an object store: whatever it says
            raise GoujiError(f"打不开（{type(error).__name__}），请检查文件和读取权限。") from error
        if len(data) > MAX_BYTES:
            raise LimitError(_TOO_LARGE)
        return data


def located(names: Sequence[str]) -> list[Locator]:
    """The documents that the names mean, in order of size, the largest first, so that none is left to the end alone.

    Raises :class:`GoujiError` for a name that means nothing.
    """
    found: dict[tuple[str, str | None], Locator] = {}
    for name in names:
        for one in _meant(name):
            found.setdefault((one.path, one.member), one)
    return sorted(found.values(), key=lambda one: (-one.size, one.name, one.path))


def _meant(name: str) -> Iterator[Locator]:
    if name.startswith("@"):
        yield from _listed(Path(name[1:]), sure=True)
        return
    if _URL.match(name):
        yield from _remotely(name)
        return
    path = Path(name)
    if path.is_dir():
        yield from _inside(path)
    elif path.is_file():
        listed = list(_listed(path, sure=False)) if path.suffix.lower() in {".txt", ".lst", ".list"} else []
        yield from listed or (_collected(path, path.name) if _is_zip(path) else [_file(path, path.name)])
    elif glob.has_magic(name):
        yield from _matched(name)
    else:
        raise GoujiError(f"找不到：{name}，请检查路径和文件名。")


def _file(path: Path, name: str) -> Locator:
    return Locator(name, str(path), size=path.stat().st_size)


def _inside(folder: Path) -> Iterator[Locator]:
    walked = {os.path.realpath(folder)}
    for parent, folders, files in os.walk(folder, followlinks=True):
        folders[:] = sorted(one for one in folders if not _IGNORED.search(one))
        # A link to a folder is followed, but never round in a circle.
        folders[:] = [one for one in folders if _first_time(os.path.realpath(Path(parent, one)), walked)]
        for file in sorted(files):
            path = Path(parent, file)
            name = path.relative_to(folder).as_posix()
            if _IGNORED.search(name):
                continue
            if path.is_file():
                yield from _met(path, name)
            elif not path.exists():
                yield Locator(name, str(path))  # a link to nowhere: loading it says so


def _first_time(place: str, walked: set[str]) -> bool:
    if place in walked:
        return False
    walked.add(place)
    return True


def _met(path: Path, name: str) -> Iterator[Locator]:
    """A file met in a folder."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES and not _looks_readable(suffix, _head(path)):
        yield Locator(name, str(path), size=0, skipped=suffix or "没有扩展名")
    elif suffix == ".zip" and _is_zip(path) and len(members := list(_collected(path, name))) > _PARTS_OF_ONE:
        yield from members
    else:
        yield _file(path, name)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""


def _looks_readable(suffix: str, head: bytes) -> bool:
    """Whether a file whose name does not tell its format is a document by how it begins: a PDF under any name, others
    (many programs' files begin so) where the name has no suffix at all."""
    return head.startswith(b"%PDF-") or (not suffix and head.lstrip().lower().startswith(_HEADS))


def _matched(pattern: str) -> Iterator[Locator]:
    fixed = Path(re.split(r"[*?\[]", pattern)[0] + "x").parent
    paths = [Path(found) for found in sorted(glob.glob(pattern, recursive=True))]
    if not any(path.is_file() for path in paths):
        raise GoujiError(f"没有与 {pattern} 相符的文件。")
    for path in paths:
        if path.is_file():
            yield _file(path, path.relative_to(fixed).as_posix())


def _listed(path: Path, *, sure: bool) -> Iterator[Locator]:
    """The files that a list names, one a line, relative to the list's folder; # begins a remark. Unless ``sure``, a
    text is a list only where every line names something that exists."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        if sure:
            raise GoujiError(f"读不了文件清单 {path.name}，清单应是 UTF-8 文本，每行一个路径。") from error
        return
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not sure and not (lines and all(_exists(path.parent, line) for line in lines)):
        return
    for line in lines:
        if _URL.match(line):
            yield from _remotely(line)
            continue
        entry = path.parent / line
        if entry.is_dir():
            for one in _inside(entry):
                yield Locator(f"{entry.name}/{one.name}", one.path, one.member, one.size, one.skipped)
        elif entry.is_file():
            yield _file(entry, entry.name if os.path.isabs(line) else line.replace(os.sep, "/"))
        else:
            yield Locator(line, str(entry))


def _exists(folder: Path, line: str) -> bool:
    try:
        return len(line) < 1000 and (bool(_URL.match(line)) or (folder / line).exists())
    except (OSError, ValueError):
        return False


# ZIP


def _is_zip(path: Path) -> bool:
    """A ZIP that is not a Word or Excel file."""
    try:
        with path.open("rb") as stream:
            if not stream.read(4).startswith(b"PK"):
                return False
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" not in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def _collected(path: Path, name: str) -> Iterator[Locator]:
    with zipfile.ZipFile(path) as archive:
        for entry in sorted(archive.infolist(), key=lambda one: one.filename):
            inner = _inner_name(entry)
            if entry.is_dir() or _IGNORED.search(inner):
                continue
            suffix = PurePosixPath(inner).suffix.lower()
            taken = suffix in SUFFIXES or _looks_readable(suffix, _member_head(archive, entry))
            skipped = None if taken else suffix or "没有扩展名"
            yield Locator(f"{name}/{inner}", str(path), entry.filename, 0 if skipped else entry.file_size, skipped)


def _member_head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as stream:
            return stream.read(_HEAD)
    except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        return b""  # encrypted, damaged: said when it is loaded, if it is to be


def _member(path: str, member: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(member)
        if entry.flag_bits & 1:
            raise GoujiError("压缩包设有密码，请取消密码后重新压缩。")
        with archive.open(entry) as stream:
            data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise LimitError(_TOO_LARGE)
    return data


def _inner_name(entry: zipfile.ZipInfo) -> str:
    """The member's name as meant: archives made by Chinese Windows tools have names in GBK without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = name.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/").lstrip("/")


# fsspec


def _remotely(url: str) -> Iterator[Locator]:
    system, root = _system(url)
    try:
        if glob.has_magic(root):
            listing = [path for path in sorted(system.glob(root)) if not system.isdir(path)]
            base = re.split(r"[*?\[]", root)[0].rpartition("/")[0]
        elif system.isdir(root):
            listing, base = sorted(system.find(root)), root.rstrip("/")
        else:
            listing, base = [root], root.rpartition("/")[0]
        for path in listing:
            name = path[len(base) :].lstrip("/")
            if _IGNORED.search(name):
                continue
            suffix = PurePosixPath(name).suffix.lower()
            skipped = None if suffix in SUFFIXES or len(listing) == 1 else suffix or "没有扩展名"
            size = 0 if skipped else int(system.size(path) or 0)
            yield Locator(name, system.unstrip_protocol(path), size=size, skipped=skipped)
    except Exception as error:
        raise GoujiError(f"列不出 {url} 的内容（{type(error).__name__}），请检查地址和访问权限。") from error


def _remote(url: str) -> bytes:
    system, path = _system(url)
    with system.open(path, "rb") as stream:
        data: bytes = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise LimitError(_TOO_LARGE)
    return data


def _system(url: str) -> tuple[Any, str]:
    fsspec = need("fsspec")
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        protocol = url.partition("://")[0]
        raise GoujiError(
            f"读 {protocol}:// 需要另外安装相应的 fsspec 驱动（如 s3fs、ossfs、gcsfs，http 用 aiohttp）。"
        ) from error
    except ValueError as error:
        raise GoujiError(f"不认识的地址：{url}。") from error
    return system, path
