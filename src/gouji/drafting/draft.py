"""What a drafter has typed, and what is told them of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.drafting.figures import Before
from gouji.model.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Said:
    """A text somebody typed. ``name`` is what the caller knows it by, ``title`` what a reader calls it. Only where it
    ``states`` figures of the budget are its amounts held against the lines: a reason may speak of a head or a year."""

    name: str
    title: str
    text: str
    states: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A ledger whose facts are the lines, in their order; the texts beside them; last year's amounts, if known."""

    ledger: Ledger
    said: Sequence[Said] = ()
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class InText:
    """A stretch of a text: characters ``start`` to ``end`` of the one with this name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OfFacts:
    """The lines an amount is made of: places of the ledger's facts, from 0; none where nothing is spent for it."""

    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfTarget:
    """The performance target of a project, by the project's name."""

    project: str


Spot = InText | OfFacts | OfTarget
"""Where something is to be mended."""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, as ``gouji check`` would word it, and every place where it may be mended, the likeliest first."""

    code: str
    level: str
    message: str
    spots: tuple[Spot, ...] = ()
