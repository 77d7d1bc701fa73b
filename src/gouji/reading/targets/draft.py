"""A target as printed, before the projects table has had its say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.lexicon.text import key, tidy
from gouji.model.disclosure import Indicator, Place
from gouji.model.money import Amount

_CODE_BEFORE = re.compile(r"^[\d\s\-—_.]{3,}(?=\D)")
_CODE_BEHIND = re.compile(r"[-—_\s]*[（(]?\d{3,12}[)）]?$")
_OWN = re.compile(r"（(?:本级|机关|本部|本级机关|局本级|机关本级)）$|本级$|机关$")


@dataclass(frozen=True, slots=True)
class Draft:
    """The head of a target as printed and its indicators. ``own_unit`` when the unit stands on the target's own rows
    rather than above them, ``asks_unit`` when the table has a column for it; ``late`` when its name is printed behind
    its first indicator."""

    unit: str | None
    project: str | None
    amount: Amount | None
    objective: str | None
    indicators: tuple[Indicator, ...]
    place: Place
    own_unit: bool = False
    asks_unit: bool = False
    late: bool = False
    repeated: int = 0
    swapped: frozenset[str] = frozenset()


def unit_name(text: str) -> str:
    """A budget unit's name without its code (``14000 1 吉林省人民政府办公厅 (本级)``), tidied."""
    return tidy(_CODE_BEHIND.sub("", _CODE_BEFORE.sub("", text.strip())))


def unit_key(name: str) -> str:
    """What two spellings of one unit share: a department and its 本级 are the same here."""
    return key(_OWN.sub("", tidy(name)))


def same_amount(first: Amount | None, second: Amount | None) -> bool:
    """Whether both are printed and may be the same sum."""
    return first is not None and second is not None and first.interval.meets(second.interval)
