"""“三公” and other items: which facts they are, and what is stated apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.ledgers.reconstruct.affinity import words
from gouji.ledgers.reconstruct.margins import TABLE, Margin
from gouji.ledgers.reconstruct.solver import Row, solve
from gouji.model.coordinates import EXPENDITURE
from gouji.model.ledger import Fact, StatedAmount

_THREE_PUBLIC = "three_public"
_GENERAL = "general_public_budget"
_DERIVED = frozenset({"performance_targets", "balance"})
"""Items that say nothing a ledger does not know already."""


def stated_amounts(items: Sequence[Margin], year: int, *, tagged: bool) -> list[StatedAmount]:
    """The items as amounts stated apart, one for each year and item; those of “三公” of the ``year`` are left out
    where they are ``tagged`` on facts. What a table prints goes before what a sentence says."""
    found: dict[tuple[int, str], int] = {}
    for margin in sorted(items, key=lambda m: m.source != TABLE):
        point = margin.point
        assert point.year is not None
        assert point.item is not None
        if point.item in _DERIVED or point.without("year", "item", "stage", "side").as_dict():
            continue
        if tagged and point.year == year and point.item.startswith(_THREE_PUBLIC):
            continue
        found.setdefault((point.year, point.item), margin.fen)
    return [StatedAmount(of_year, item, amount) for (of_year, item), amount in found.items() if amount >= 0]


def with_three_public(
    facts: Sequence[Fact], items: Sequence[Margin], year: int, projects: dict[str, str]
) -> list[Fact] | None:
    """The facts with tags such that the tagged amounts are the “三公” amounts printed for the year; a fact that is so
    in part is divided. None when they cannot be. ``projects`` are names by id."""
    wanted = _amounts(items, year)
    if wanted is None:
        return None
    found = list(facts)
    for (item, origin), amount in wanted.items():
        entry = next((entry for entry in words()[_THREE_PUBLIC] if entry["item"].startswith(item)), None)
        order = sorted(
            (likelihood, at)
            for at, fact in enumerate(found)
            if (likelihood := _likelihood(fact, entry, origin, year, projects)) is not None
        )
        rest = amount
        for _, at in order:
            if not rest:
                break
            fact = found[at]
            part = min(rest, fact.amount)
            rest -= part
            tagged = replace(fact, amount=part, tags=fact.tags | {item})
            if part < fact.amount:
                found.append(replace(fact, amount=fact.amount - part))
            found[at] = tagged
        if rest:
            return None
    return found


def _likelihood(
    fact: Fact, entry: dict[str, str] | None, origin: str | None, year: int, projects: dict[str, str]
) -> int | None:
    """How likely a fact pays for an item, 0 the likeliest; None where it cannot."""
    if fact.year != year or fact.side != EXPENDITURE or fact.item is not None or fact.fund != _GENERAL:
        return None
    if any(tag.startswith(_THREE_PUBLIC) for tag in fact.tags) or (origin is not None and fact.origin != origin):
        return None
    if entry is None:
        return 2
    if fact.economic == entry["economic"]:
        return 0
    named = projects.get(fact.project or "", "")
    if fact.project is not None and any(word in named for word in entry["words"]):
        return 1
    if fact.use == "project":
        return 2 if fact.economic is None else 4
    return 3 if fact.economic is None else 5


def _amounts(items: Sequence[Margin], year: int) -> dict[tuple[str, str | None], int] | None:
    """The amounts of the finest “三公” items printed, by origin where that is: within their intervals they sum to
    those of the coarser ones. None where none do."""
    import numpy as np

    own = [m for m in items if m.point.year == year and (m.point.item or "").startswith(_THREE_PUBLIC)]
    own = [m for m in own if not m.point.without("year", "item", "stage", "side", "origin").as_dict()]
    tables = [m for m in own if m.source == TABLE]
    own = tables or own
    names = {m.point.item or "" for m in own if m.fen}
    leaves = [name for name in names if not any(other.startswith(name + "/") for other in names)]
    origins: list[str | None] = [*sorted({m.point.origin for m in own if m.fen and m.point.origin})] or [None]
    atoms = [(name, origin) for name in sorted(leaves) for origin in origins]
    rows = [
        Row(
            np.array([at for at, (name, origin) in enumerate(atoms) if _inside(m, name, origin)], dtype=np.int32),
            None,
            m.fen,
            max(m.low, 0),
            m.high,
            None,
        )
        for m in own
        if m.fen
    ]
    solution = solve([1.0] * len(atoms), rows)
    if solution is None or solution.missed:
        return None
    return {atom: amount for atom, amount in zip(atoms, solution.amounts, strict=True) if amount}


def _inside(margin: Margin, name: str, origin: str | None) -> bool:
    item = margin.point.item or ""
    return (name == item or name.startswith(item + "/")) and margin.point.origin in {None, origin}
