"""Names of sheets: what Excel allows, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST = 31


class SheetNames:
    """Gives every sheet a name of its own; Excel compares them without case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.lower() for name in taken}

    def of(self, title: str) -> str:
        """The title as a sheet's name, with a number where it is taken."""
        plain = _FORBIDDEN.sub("", title).strip() or "表"
        name = plain[:_LONGEST]
        number = 1
        while name.lower() in self._taken:
            number += 1
            ending = f"（{number}）"
            name = plain[: _LONGEST - len(ending)] + ending
        self._taken.add(name.lower())
        return name
