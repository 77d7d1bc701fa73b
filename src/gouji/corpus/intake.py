"""A document's content and its hash, or why it cannot be had."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from gouji.corpus.outcome import CONTENT, FORMAT, SOURCE, Outcome, Put, Unread
from gouji.corpus.sources import Locator
from gouji.errors import GoujiError, LimitError


@dataclass(frozen=True, slots=True)
class Arrival:
    """A located document after an engine had it: ``outcome`` is None where its content is known from before.
    ``sha256`` is empty where the content could not be loaded."""

    name: str
    sha256: str
    size: int
    outcome: Outcome | Put | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document's content."""

    sha256: str
    data: bytes


def load(locator: Locator) -> Loaded | Unread:
    """The content of a located document."""
    if locator.skipped is not None:
        return Unread(FORMAT, f"不识读这种文件（{locator.skipped}）。")
    try:
        data = locator.load()
    except LimitError as error:
        return Unread(CONTENT, str(error))
    except GoujiError as error:
        return Unread(SOURCE, str(error))
    return Loaded(hashlib.sha256(data).hexdigest(), data)
