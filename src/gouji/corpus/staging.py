"""What a build has read so far, one file a document, so that a build that is ended at any moment loses only the
documents in work. Every file appears whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from gouji.corpus.outcome import Outcome, Read, Unread

FOLDER = ".build"
_NO_YEAR = "unknown"


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

    def put(self, sha256: str, outcome: Outcome) -> None:
        """Keep an outcome."""
        if isinstance(outcome, Read):
            self._write(_rows_name(sha256, outcome.year), outcome.rows)
        else:
            self._write(f"{sha256[:2]}/{sha256}.unread", json.dumps([outcome.cause, outcome.reason]).encode())

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

    def _write(self, name: str, content: bytes) -> None:
        path = self._own / name
        path.parent.mkdir(exist_ok=True)
        temporary = path.with_name(path.name + ".part")
        temporary.write_bytes(content)
        os.replace(temporary, path)


def _rows_name(sha256: str, year: int | None) -> str:
    return f"{sha256[:2]}/{sha256}.{_NO_YEAR if year is None else year}.rows"
