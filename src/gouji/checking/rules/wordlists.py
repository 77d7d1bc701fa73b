"""The data files of the rules: word lists and thresholds, each with its source, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def wordlist(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.toml``. Read only: callers must not change it."""
    return tomllib.loads((resources.files("gouji.checking.rules") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The list of alternatives under ``keys`` of a data file as one compiled pattern."""
    node: Any = wordlist(name)
    for key in keys:
        node = node[key]
    return re.compile("|".join(f"(?:{part})" for part in node))
