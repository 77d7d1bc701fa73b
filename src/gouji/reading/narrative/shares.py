"""Whether a printed percentage follows from printed amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from gouji.model.coordinates import Coordinates
from gouji.model.money import Amount


class Stated(Protocol):
    """Something with coordinates."""

    @property
    def coordinates(self) -> Coordinates: ...


def is_share_of(
    part: Stated, whole: Coordinates, percent: str, amounts: Mapping[Coordinates, Sequence[Amount]]
) -> bool:
    """Whether the amounts stated for part and whole give the percentage, as it is rounded. False when none are."""
    return any(
        gives(one, other, percent) for one in amounts.get(part.coordinates, ()) for other in amounts.get(whole, ())
    )


def gives(part: Amount, whole: Amount, percent: str) -> bool:
    """Whether ``part`` can be ``percent`` % of ``whole``: the intervals of all three numbers meet."""
    one, other = part.interval, whole.interval
    if other.low <= 0:
        return False
    printed = Decimal(percent)
    half = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2
    low = Decimal(one.low) * 100 / other.high
    high = Decimal(one.high) * 100 / other.low
    return low <= printed + half and printed - half <= high
