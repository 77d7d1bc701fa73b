"""The library of indicators by field of work (``data/library.toml``): what to choose from instead of inventing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from gouji.model.disclosure import Indicator


@dataclass(frozen=True, slots=True)
class LibraryIndicator:
    """An indicator to choose. ``value`` is an example: an operator, a number to replace, a measure."""

    level1: str
    level2: str
    name: str
    explanation: str
    value: str

    def as_indicator(self, weight: str = "") -> Indicator:
        """As one of a target's."""
        return Indicator(self.level1, self.level2, self.name, self.explanation, self.value, weight=weight or None)


@dataclass(frozen=True, slots=True)
class WorkField:
    """A field of work: its name, what tells it in a project's name, and its indicators."""

    id: str
    name: str
    words: tuple[str, ...]
    indicators: tuple[LibraryIndicator, ...]


@cache
def work_fields() -> tuple[WorkField, ...]:
    """All fields of work in the order of the data."""
    data = tomllib.loads((resources.files("gouji.targets") / "data" / "library.toml").read_text("utf-8"))
    return tuple(
        WorkField(
            one["id"], one["name"], tuple(one["words"]), tuple(LibraryIndicator(*given) for given in one["indicators"])
        )
        for one in data["field"]
    )


def likely_field(project: str) -> WorkField | None:
    """The field of work a project's name speaks of, by the longest word found in it; None when by none."""
    hits = [(len(word), field) for field in work_fields() for word in field.words if word in project]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None
