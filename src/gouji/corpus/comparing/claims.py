"""What a document says of a change, held against both documents: the figure it must have started from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.corpus.agreement import Interval
from gouji.corpus.comparing.side import GENERAL, Side, SideChange
from gouji.corpus.figures import Figure
from gouji.corpus.starts import nominal_start, start_of
from gouji.model.coordinates import Coordinates


@dataclass(frozen=True, slots=True)
class Claim:
    """A stated change with both documents' figures. ``start`` is what the earlier figure must be for the change to be
    as stated, in 分 and as printed; None where it states too little. ``agrees`` is None where that cannot be told."""

    change: SideChange
    before: Figure | None
    after: Figure | None
    start: int | None
    agrees: bool | None

    @property
    def gap(self) -> int | None:
        """How much more the change started from than the earlier document prints, in 分; None where it agrees."""
        if self.agrees is not False or self.start is None or self.before is None or self.before.fen is None:
            return None
        return self.start - self.before.fen


def claims(before: Side, after: Side, back: int, stages: Sequence[str | None]) -> tuple[Claim, ...]:
    """The changes that ``after`` states against ``before``'s year (``back`` years earlier) and one of ``stages``."""
    made: list[Claim] = []
    for change in after.changes:
        if change.back == back and change.stage in stages:
            made.append(_claim(change, before.at(change.point), after.at(change.point)))
    return tuple(made)


def _claim(change: SideChange, before: Figure | None, after: Figure | None) -> Claim:
    found = implied(change, after)
    later = None if after is None else after.fen
    start = None if found is None else nominal_start(change.direction, change.fen, later, found)
    return Claim(change, before, after, start, _agrees(change, before, after, found))


def implied(change: SideChange, after: Figure | None) -> Interval | None:
    """What the figure a change starts from must be."""
    if after is None or after.low is None or after.high is None:
        return None
    amount = None if change.low is None or change.high is None else (change.low, change.high)
    return start_of(change.direction, amount, change.percent, change.sentence, (after.low, after.high))


def _agrees(change: SideChange, before: Figure | None, after: Figure | None, start: Interval | None) -> bool | None:
    if before is None or before.low is None or before.high is None or after is None:
        return None
    if start is not None:
        return start[0] <= before.high and before.low <= start[1]
    if change.direction in {"increase", "decrease"} and after.low is not None and after.high is not None:
        rising = change.direction == "increase"
        # Only a change that plainly goes the other way is no such change.
        return not (after.high < before.low if rising else after.low > before.high)
    return None


def total_change(side: Side) -> SideChange | None:
    """What a document says of its total against last year, or of all that is appropriated to it."""
    whole = Coordinates(side="revenue")
    stated = [one for one in side.changes if one.back == 1 and one.fen]
    exact = (one for one in stated if side.plain(one.point) == whole)
    return next(exact, next((one for one in stated if one.point.without("fund") == whole), None))


def reason_for(side: Side, point: Coordinates, back: int = 1) -> str | None:
    """The reason the document gives for the change of a point; of a total also that of its other side."""
    return next(_reasons(side, point, back), None)


def _reasons(side: Side, point: Coordinates, back: int) -> Iterator[str]:
    wanted = [side.plain(point)]
    if wanted[0] == Coordinates(side="revenue"):
        wanted.append(Coordinates(side="expenditure"))
    # Most of a total is of these funds, and documents explain it there.
    wanted += [one.at("fund", fund) for one in tuple(wanted) for fund in GENERAL if one.fund is None]
    for one in wanted:
        for change in side.changes:
            if change.reason and change.back == back and side.plain(change.point) == one:
                yield change.reason
