"""Budgets of one unit with a text that states their figures, all of it sound."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from gouji.drafting import Amounts, Draft, InText, Said, Told, examined
from gouji.ledgers import simulate
from gouji.model.ledger import Ledger
from gouji.model.publication import Heading, TextBlock
from gouji.tabulating import tabulate

NOTE = "note"


def years(ledger: Ledger) -> tuple[Ledger, Ledger]:
    """This year's ledger and last year's, each by itself."""
    this = replace(ledger, facts=tuple(fact for fact in ledger.facts if fact.year == ledger.year), stated=())
    last = replace(
        ledger,
        department=replace(ledger.department, year=ledger.year - 1),
        facts=tuple(fact for fact in ledger.facts if fact.year == ledger.year - 1),
        projects=(),
        targets=(),
    )
    return this, last


def narrated(seed: int, projects: int, template: str, features: Collection[str]) -> Draft:
    """A unit's draft with what the template says of its figures as the text."""
    ledger = simulate(seed, 1, projects, features=features)
    this, last = years(ledger)
    blocks = tabulate(ledger, template).blocks
    text = "\n".join(block.text for block in blocks if isinstance(block, Heading | TextBlock))
    return Draft(this, (Said(NOTE, "编报说明", text, states=True),), Amounts(last, f"{last.year}年预算"))


def saying(draft: Draft, text: str) -> Draft:
    """The draft with another text."""
    return replace(draft, said=(replace(draft.said[0], text=text),))


def first_words(told: Told, draft: Draft) -> str:
    """The words a finding leads to first."""
    spot = next(spot for spot in told.spots if isinstance(spot, InText))
    return draft.said[0].text[spot.start : spot.end]


def said(ledger: Ledger, text: str, *, states: bool = True, before: Ledger | None = None) -> tuple[Told, ...]:
    """What is found of a text beside a ledger."""
    last = Amounts(before, f"{before.year}年预算") if before is not None else None
    return examined(Draft(ledger, (Said(NOTE, "编报说明", text, states=states),), last))
