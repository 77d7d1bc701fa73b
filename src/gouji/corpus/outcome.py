"""What became of one document: its packed rows, or why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass

FORMAT, CONTENT, TIME, MEMORY, CRASH, SOURCE, ERROR = "format", "content", "time", "memory", "crash", "source", "error"
"""The causes of a failure, as ``unread.cause``."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read; ``rows`` are packed (see :mod:`gouji.corpus.payload`), ``year`` is the document's."""

    rows: bytes
    year: int | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that was not; ``reason`` is Chinese."""

    cause: str
    reason: str


@dataclass(frozen=True, slots=True)
class Put:
    """A document that was read and whose rows are in the build's store already, put there by whoever read it."""

    year: int | None


Outcome = Read | Unread
