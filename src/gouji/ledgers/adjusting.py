"""An approved budget and its adjustments as one ledger: what a publication of the adjusted budget is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.errors import GoujiError
from gouji.ledgers.words import label
from gouji.model.disclosure import Target
from gouji.model.kinds import ADJUSTMENT, AT_START
from gouji.model.ledger import ADJUSTMENT_REASON, AdjustmentEntry, Fact, Ledger, ProjectEntry


def adjusted_ledger(
    approved: Ledger,
    changes: Iterable[Fact],
    adjustments: Sequence[AdjustmentEntry],
    *,
    projects: Sequence[ProjectEntry] = (),
    targets: Sequence[Target] | None = None,
    explanation: str = "",
    published_on: str = "",
) -> Ledger:
    """The ledger of an adjusted budget. ``changes`` are facts of the year, more or less than nothing; ``projects`` are
    those that the approved budget did not have, ``targets`` those of the adjusted budget (by default as they were).
    Last year's amounts are left out: an adjusted budget is held against the year's start. Raises :class:`GoujiError`
    for a ledger whose adjusted amounts nobody knows."""
    year = approved.year
    if approved.is_adjusted or any(fact.year == year and fact.stage is not None for fact in approved.facts):
        raise GoujiError("账套里已有预算调整或决算的数，不能再作为年初预算。")
    stated = [label("stated", entry.item) for entry in approved.stated if entry.year == year]
    if stated:
        raise GoujiError(f"“{stated[0]}”在账套里是直接列明的金额，调整后是多少无从得知；请先把它落到各笔支出上。")
    start = [replace(fact, stage=AT_START) for fact in approved.facts if fact.year == year]
    texts = approved.texts
    if explanation:
        texts = replace(texts, reasons=((ADJUSTMENT_REASON, explanation),))
    return replace(
        approved,
        department=replace(approved.department, published_on=published_on),
        projects=(*approved.projects, *projects),
        facts=(*start, *(replace(fact, stage=ADJUSTMENT) for fact in changes)),
        stated=(),
        targets=approved.targets if targets is None else tuple(targets),
        texts=texts,
        adjustments=tuple(adjustments),
    )
