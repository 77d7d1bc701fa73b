"""Words of self-evaluation forms (项目支出绩效自评表); they are data (``data/evaluations.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from gouji.lexicon.targets import header_role
from gouji.lexicon.text import key

_BRACKETS = re.compile(r"（[^（）]*）")


@cache
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((resources.files("gouji.lexicon") / "data" / "evaluations.toml").read_text("utf-8"))


@cache
def _roles(part: str) -> Mapping[str, str]:
    return {key(word): role for role, words in _data()[part].items() for word in words}


def _bare(text: str) -> str:
    return _BRACKETS.sub("", key(text)).rstrip(":")


def funds_role(text: str) -> str | None:
    """What a column of the line of money holds: initial, budget, paid, weight, rate or points; None for other words."""
    return _roles("funds").get(_bare(text))


def indicator_role(text: str) -> str | None:
    """What a column of the indicators holds: as in target forms, and actual, points and reason."""
    return _roles("indicators").get(_bare(text)) or header_role(text)


def is_achievement(text: str) -> bool:
    """Whether words announce how the objective was reached."""
    return _roles("achieved").get(_bare(text)) is not None


def is_total(text: str) -> bool:
    """Whether words announce the sum of all points."""
    return _roles("total").get(_bare(text)) is not None
