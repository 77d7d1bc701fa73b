"""How likely things go together: the choice among ledgers that all fit the printed amounts."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_LIKELY, _PLAIN, _UNLIKELY = 0.0, 1.0, 3.0


@cache
def words() -> dict[str, Any]:
    """The words and codes of ``data/affinities.toml``."""
    return tomllib.loads((resources.files("gouji.ledgers") / "data" / "affinities.toml").read_text("utf-8"))


@lru_cache(maxsize=65536)
def kind_of_unit(name: str) -> str:
    """The kind of a unit by the ending of its name: administrative or institution."""
    best = ("", "administrative")
    for kind, endings in words()["kinds"].items():
        for ending in endings:
            if name.endswith(ending) and len(ending) > len(best[0]):
                best = (ending, kind)
    return best[1]


@lru_cache(maxsize=65536)
def unit_function_use(kind: str, function: str | None, use: str | None) -> float:
    """What it costs to say that a unit of a kind spends under a function for a use: 0 likely, more unlikely."""
    cost = _LIKELY
    code = function or ""
    public = "institution" if kind == "institution" else "administrative"
    for entry in words()["of_kind"]:
        stands = code in entry["function"] or (code.startswith("2") and len(code) == 7 and code[5:] == entry["running"])
        if stands and entry["kind"] != public:
            cost += _UNLIKELY
    people = code.startswith(tuple(words()["personnel"]["function"]))
    if people and use in {"basic/operating", "project"}:
        cost += _UNLIKELY
    if len(code) == 7 and not people and use and use.startswith("basic") and code[5:] in words()["project"]["endings"]:
        cost += _PLAIN
    return cost


@lru_cache(maxsize=65536)
def function_economic(function: str | None, economic: str | None) -> float:
    """What it costs to say that an economic item is spent under a function."""
    if function is None or economic is None:
        return _PLAIN
    bound = [
        pair for pair in words()["pairs"] if _begins(function, pair["function"]) or _begins(economic, pair["economic"])
    ]
    if any(_begins(function, pair["function"]) and _begins(economic, pair["economic"]) for pair in bound):
        return _LIKELY
    return _UNLIKELY if bound else _PLAIN


def _begins(code: str, prefixes: list[str]) -> bool:
    return any(code.startswith(prefix) for prefix in prefixes)


@lru_cache(maxsize=65536)
def resemblance(one: str, other: str) -> float:
    """How much two names have in common: 0 nothing, 1 four letters in a row or more."""
    longest = 0
    for start in range(len(one)):
        while longest < 4 and start + longest < len(one) and one[start : start + longest + 1] in other:
            longest += 1
    return longest / 4
