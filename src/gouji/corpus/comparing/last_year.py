"""What a document tells of last year: the figures it prints, and those its changes must have started from."""

from __future__ import annotations

from gouji.corpus.agreement import Interval
from gouji.corpus.comparing.claims import implied
from gouji.corpus.comparing.side import Side
from gouji.model.coordinates import Coordinates


def last_year(side: Side) -> dict[Coordinates, Interval]:
    """Last year's figures of the document's own stage by plain points; printed ones before those that follow."""
    found: dict[Coordinates, Interval] = {}
    stages = (side.stage, None if side.stage else "budget")
    for change in side.changes:
        start = implied(change, side.at(change.point)) if change.back == 1 and change.stage in stages else None
        if start is not None:
            found.setdefault(side.plain(change.point), start)
    for point, figure in side.before.items():
        if figure.low is not None and figure.high is not None:
            found[point] = (figure.low, figure.high)
    return found
