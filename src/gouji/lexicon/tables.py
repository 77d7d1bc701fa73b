"""Kinds of tables by their titles (``data/tables.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources

from gouji.lexicon.text import key


@cache
def _kinds() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    raw = tomllib.loads((resources.files("gouji.lexicon") / "data" / "tables.toml").read_text("utf-8"))
    return tuple(
        (entry["kind"], tuple(entry.get("all", ())), tuple(entry.get("any", ())), tuple(entry.get("none", ())))
        for entry in raw["table"]
    )


@lru_cache(maxsize=1024)
def kind_of_title(title: str) -> str | None:
    """The kind of the table that bears this title, or None when no entry fits."""
    words = key(title)
    for kind, every, some, none in _kinds():
        fits = all(word in words for word in every) and (not some or any(word in words for word in some))
        if fits and not any(word in words for word in none):
            return kind
    return None
