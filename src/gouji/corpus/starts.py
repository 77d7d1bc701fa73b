"""The figure that a stated change must have started from."""

from __future__ import annotations

from fractions import Fraction

from gouji.corpus.agreement import Interval

_ROUGHLY = "基本持平"


def start_of(
    direction: str | None, change: Interval | None, percent: str | None, sentence: str, later: Interval
) -> Interval | None:
    """What the earlier figure must be, in 分: the later one less the change (an amount, positive), or by its rate as
    printed. None where the words say too little."""
    if direction == "none":
        return None if _ROUGHLY in sentence else later
    if direction is None:
        return None
    sign = 1 if direction == "increase" else -1
    if change is not None:
        ends = [later[0] - sign * part for part in change] + [later[1] - sign * part for part in change]
        return min(ends), max(ends)
    return _by_rate(percent, sign, later)


def nominal_start(direction: str | None, fen: int | None, later: int | None, start: Interval) -> int:
    """The same as the printed digits give it."""
    if later is not None and direction == "none":
        return later
    if later is not None and fen is not None:
        return later - fen if direction == "increase" else later + fen
    return (start[0] + start[1]) // 2


def _by_rate(percent: str | None, sign: int, later: Interval) -> Interval | None:
    if percent is None:
        return None
    rate = Fraction(percent)
    half = Fraction(1, 2 * 10 ** len(percent.partition(".")[2]))
    factors = [1 + sign * (rate + side) / 100 for side in (-half, half)]
    if min(factors) <= 0 or later[0] < 0:
        return None
    return int(later[0] / max(factors)), -int(-later[1] // min(factors))
