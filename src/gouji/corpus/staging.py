"""What a build has read so far, one file a document, so that a build that is ended at any moment loses only the
documents in work. Every file appears whole or not at all."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gouji.corpus.outcome import Outcome, Read, Unread

FOLDER = ".build"
_NO_YEAR = "unknown"
_MARK = "mark"
_VISIBLE_SECONDS = 60.0
"""What a shared file system may take to show one machine what another wrote."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where outcomes are put. Another machine that finds ``mark`` in the folder shares it and may put them itself."""

    folder: Path
    mark: str

    @property
    def is_shared(self) -> bool:
        """Whether this machine sees the very folder."""
        try:
            return (self.folder / _MARK).read_text("utf-8") == self.mark
        except (OSError, UnicodeDecodeError):
            return False

    def put(self, sha256: str, outcome: Outcome) -> None:
        """Keep an outcome. Two that put the same document at once do each other no harm."""
        if isinstance(outcome, Read):
            self._write(_rows_name(sha256, outcome.year), outcome.rows)
        else:
            self._write(f"{sha256[:2]}/{sha256}.unread", json.dumps([outcome.cause, outcome.reason]).encode())

    def has(self, sha256: str, year: int | None) -> bool:
        """Whether the rows that another machine put are to be seen here."""
        path = self.folder / _rows_name(sha256, year)
        until = time.monotonic() + _VISIBLE_SECONDS
        while not path.is_file():
            if time.monotonic() > until:
                return False
            with suppress(OSError):
                os.listdir(path.parent)  # what makes a network file system look anew
            time.sleep(0.1)
        return True

    def _write(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        temporary.write_bytes(content)
        os.replace(temporary, path)


class Staging:
    """The store of one build of a dataset by one version of the program."""

    def __init__(self, dataset: Path, version: str) -> None:
        self._folder = dataset / FOLDER
        self._own = self._folder / version
        if self._folder.is_dir():
            for other in self._folder.iterdir():
                if other != self._own and other.is_dir():
                    shutil.rmtree(other, ignore_errors=True)
        self._own.mkdir(parents=True, exist_ok=True)
        self.shelf = Shelf(self._own.resolve(), secrets.token_hex(16))
        (self._own / _MARK).write_text(self.shelf.mark, "utf-8")

    def read(self) -> dict[str, int | None]:
        """The documents that were read, by hash, each with its year."""
        found: dict[str, int | None] = {}
        for path in self._files(".rows"):
            sha256, year, _ = path.name.split(".")
            found[sha256] = None if year == _NO_YEAR else int(year)
        return found

    def rows(self, sha256: str, year: int | None) -> bytes:
        """The packed rows of a document that was read."""
        return (self._own / _rows_name(sha256, year)).read_bytes()

    def unread(self) -> dict[str, Unread]:
        """The documents that could not be read, by hash."""
        return {path.name.partition(".")[0]: Unread(*json.loads(path.read_text())) for path in self._files(".unread")}

    def forget_unread(self) -> None:
        """Let the documents that could not be read be tried again."""
        for path in self._files(".unread"):
            path.unlink()

    def remove(self) -> None:
        """All of it, once it is published."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def scratch(self) -> Path:
        """A folder for files in the making."""
        folder = self._own / "parts"
        folder.mkdir(exist_ok=True)
        return folder

    def _files(self, suffix: str) -> Iterator[Path]:
        for folder in sorted(self._own.iterdir()):
            if folder.is_dir() and len(folder.name) == 2:
                yield from sorted(path for path in folder.iterdir() if path.name.endswith(suffix))


def _rows_name(sha256: str, year: int | None) -> str:
    return f"{sha256[:2]}/{sha256}.{_NO_YEAR if year is None else year}.rows"
