"""Which documents a command line names, and where their results go."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from gouji.errors import GoujiError

SUFFIXES = frozenset({".pdf", ".docx", ".doc", ".xlsx", ".xls", ".html", ".htm", ".txt", ".zip"})
"""What is taken from a folder. A file that is named itself is always read, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Document:
    """The files of one document, usually one."""

    paths: tuple[Path, ...]

    @property
    def name(self) -> str:
        """What a message calls it."""
        return "、".join(str(path) for path in self.paths)

    @property
    def label(self) -> str:
        """What a report calls it, which others will read: the names of the files without their folders."""
        return "、".join(path.name for path in self.paths)

    @property
    def stem(self) -> str:
        """What a result of it is named after."""
        return self.paths[0].stem or "report"


def documents(names: Sequence[str], *, together: bool = False) -> list[Document]:
    """The documents named: each file its own, or all of them parts of one when ``together``. A folder stands for the
    files in it that can be read, a pattern (``*.pdf``) for what it matches where the shell did not do so. A file named
    twice is read once."""
    paths = list(dict.fromkeys(path for name in names for path in _expanded(name)))
    return [Document(tuple(paths))] if together else [Document((path,)) for path in paths]


def _expanded(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        inside = sorted(file for file in path.iterdir() if file.is_file() and _readable(file))
        if not inside:
            raise GoujiError(f"文件夹 {name} 里没有可以识读的文件（{'、'.join(sorted(SUFFIXES))}）。")
        return inside
    if not path.exists() and glob.has_magic(name):
        matched = [Path(found) for found in sorted(glob.glob(name)) if Path(found).is_file()]
        if not matched:
            raise GoujiError(f"没有与 {name} 相符的文件。")
        return matched
    return [path]


def _readable(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~$"))


@dataclass
class Destination:
    """Where results go: standard output, one file, or a folder with one file for each document."""

    output: Path | None
    folder: bool
    binary: bool
    inputs: frozenset[Path]
    _taken: set[str] = field(default_factory=set)

    def write(self, content: bytes, stem: str, suffix: str) -> str:
        """Write one result; gives the name of the file, empty for standard output."""
        if self.output is None:
            standard = sys.stdout.buffer
            standard.write(content)
            standard.flush()
            return ""
        path = self.output
        if self.folder:
            path = self.output / self._free_name(stem, suffix)
        self._guard(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path.name

    def reserve(self, name: str) -> None:
        """Keep a name in the folder for :meth:`write_named`."""
        self._taken.add(name.casefold())

    def write_named(self, name: str, content: bytes) -> None:
        """Write a file of the folder under a reserved name."""
        if self.output is not None:
            path = self.output / name
            self._guard(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def open(self) -> IO[bytes]:
        """Standard output or the one file, for results that are written one after another."""
        if self.output is None:
            return sys.stdout.buffer
        self._guard(self.output)
        self.output.parent.mkdir(parents=True, exist_ok=True)
        return self.output.open("wb")

    def _free_name(self, stem: str, suffix: str) -> str:
        name, number = stem + suffix, 2
        while name.casefold() in self._taken:
            name, number = f"{stem}-{number}{suffix}", number + 1
        self._taken.add(name.casefold())
        return name

    def _guard(self, path: Path) -> None:
        if path.resolve() in self.inputs:
            raise GoujiError(f"-o 指向了被读的文件 {path}，为免覆盖没有写入；请换一个名字。")


def destination(
    output: str | None, named: Sequence[Document], *, file_format: str, each_its_own: bool, binary: bool
) -> Destination:
    """What ``-o`` means. An existing folder, or a name that ends in a separator, takes one file for each document;
    so does, with several documents, any name without suffix. ``each_its_own``: the format cannot hold several
    documents in one file. ``binary``: the format is not for a terminal.

    Raises GoujiError where the result has nowhere to go.
    """
    inputs = frozenset(path.resolve() for document in named for path in document.paths)
    if output is None:
        if each_its_own and len(named) > 1:
            raise GoujiError(f"多份文件的 {file_format} 结果请用 -o 指定一个文件夹。")
        if binary and sys.stdout.isatty():
            raise GoujiError(f"{file_format} 结果不能显示在终端，请用 -o 指定文件名。")
        return Destination(None, False, binary, inputs)
    path = Path(output)
    folder = path.is_dir() or output.endswith((os.sep, "/")) or (len(named) > 1 and not path.suffix)
    if each_its_own and len(named) > 1 and not folder:
        raise GoujiError(f"多份文件的 {file_format} 结果要各存一份：-o 请指定文件夹，而不是 {output}。")
    return Destination(path, folder, binary, inputs)
