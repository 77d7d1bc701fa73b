"""What a document says of a change, held against both documents: the figure it must have started from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gouji.corpus.comparing.side import GENERAL, Side, SideChange
from gouji.corpus.figures import Figure
from gouji.model.coordinates import Coordinates

_ROUGHLY = "基本持平"


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
    start = None if found is None or after is None else _start(change, after.fen, found)
    return Claim(change, before, after, start, _agrees(change, before, after, found))


def _start(change: SideChange, after: int | None, found: tuple[int, int]) -> int:
    if after is not None and change.direction == "none":
        return after
    if after is not None and change.fen is not None:
        return after - change.fen if change.direction == "increase" else after + change.fen
    return (found[0] + found[1]) // 2


def implied(change: SideChange, after: Figure | None) -> tuple[int, int] | None:
    """What the figure a change starts from must be: the later one less the change, or by its rate."""
    if after is None or after.low is None or after.high is None or _ROUGHLY in change.sentence:
        return None
    if change.direction == "none":
        return after.low, after.high
    if change.direction is None:
        return None
    sign = 1 if change.direction == "increase" else -1
    if change.low is not None and change.high is not None:
        ends = (after.low - sign * change.low, after.high - sign * change.high)
        others = (after.low - sign * change.high, after.high - sign * change.low)
        return min(*ends, *others), max(*ends, *others)
    return _by_rate(change.percent, sign, after.low, after.high)


def _by_rate(percent: str | None, sign: int, low: int, high: int) -> tuple[int, int] | None:
    if percent is None:
        return None
    rate = Fraction(percent)
    half = Fraction(1, 2 * 10 ** len(percent.partition(".")[2]))
    factors = [1 + sign * (rate + side) / 100 for side in (-half, half)]
    if min(factors) <= 0 or low < 0:
        return None
    return int(low / max(factors)), -int(-high // min(factors))


def _agrees(
    change: SideChange, before: Figure | None, after: Figure | None, start: tuple[int, int] | None
) -> bool | None:
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
