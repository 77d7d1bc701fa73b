"""Items that sum what the economic classification also names: “三公” expenses and their divisions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def divisions_of_items() -> Mapping[str, tuple[str, ...]]:
    """Item of the coordinates → the codes (5 digits) of the 部门预算支出经济分类 that are the same expense."""
    content = tomllib.loads((files("gouji.lexicon") / "data" / "items.toml").read_text("utf-8"))
    return {entry["name"]: tuple(entry["codes"]) for entry in content["item"]}
