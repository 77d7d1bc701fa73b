"""What a document prints, as the known of a problem: each point's interval, and the sum of the listed projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gouji.corpus.figures import DISPUTED, Figure, figures
from gouji.identities.observation import observe
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure
from gouji.model.kinds import own_stage

TOTAL = Coordinates(side="expenditure")
REVENUE = Coordinates(side="revenue")


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of a document's own year, their points without it. ``balanced``: the whole expenditure is printed as
    equal to the whole revenue. ``disputed`` counts the points left out because prints contradict each other;
    ``negative`` whether any amount is below nought. ``listed`` is what the listed projects sum to (low, high), None
    where one of them has no amount or none is listed; ``listed_fen`` is that sum as printed."""

    figures: Mapping[Coordinates, Figure]
    balanced: bool
    disputed: int
    negative: bool
    listed: tuple[int, int] | None
    listed_fen: int
    projects: int


def printed(disclosure: Disclosure, evidence: Mapping[str, str]) -> Printed:
    """What the document prints of its own year."""
    year = disclosure.document.year
    known: dict[Coordinates, Figure] = {}
    disputed = 0
    for figure in figures(disclosure, evidence).figures:
        if figure.point.year != year or figure.point.stage != own_stage(disclosure.document.kind):
            continue
        if figure.point.project is not None:
            continue  # projects are listed, and their sum is asked
        if figure.evidence == DISPUTED or figure.low is None:
            disputed += 1
            continue
        known[figure.point.without("year", "stage")] = figure
    negative = any(figure.fen is not None and figure.fen < 0 for figure in known.values())
    return Printed(known, _balanced(disclosure, known), disputed, negative, *_listed(disclosure))


def _balanced(disclosure: Disclosure, known: Mapping[Coordinates, Figure]) -> bool:
    """Whether some print of the whole expenditure, next year's money left out, can be the whole revenue."""
    revenue = known.get(REVENUE)
    if revenue is None or revenue.low is None or revenue.high is None:
        return False
    observations, _ = observe(disclosure)
    stage = own_stage(disclosure.document.kind)
    whole = Coordinates(year=disclosure.document.year, stage=stage, side="expenditure")
    said = [o for o in observations if o.coordinates == whole]
    return any(o.low <= revenue.high and revenue.low <= o.high for o in said)


def _listed(disclosure: Disclosure) -> tuple[tuple[int, int] | None, int, int]:
    """The sum of the projects that are listed one by one, as an interval and as printed, and how many they are."""
    amounts = [project.amount for project in disclosure.projects if project.amount is not None]
    if not amounts or len(amounts) < len(disclosure.projects):
        return None, 0, len(disclosure.projects)
    intervals = [amount.interval for amount in amounts]
    span = (sum(one.low for one in intervals), sum(one.high for one in intervals))
    return span, sum(amount.fen for amount in amounts), len(amounts)
