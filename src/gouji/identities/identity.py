"""An identity: printed amounts that must sum to others. Equality is the sum of one."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.identities.observation import Observation
from gouji.model.frozen import frozen


@frozen
class Identity:
    """``Σ left = Σ right`` over indexes of observations.

    ``derived``: it follows from coordinates or codes and accuses by itself; else it was observed in the numbers, proves
    what holds it and accuses with less authority. ``family`` names the relation it is an instance of.
    ``low`` and ``high`` are what, in 分, rounding outside the printed amounts may add on the left; 0 for sums.
    ``regular``: observed, but so often that an exception is as surely an error as where it is derived.
    ``one_relation``: whether its whole family applies or does not: a row that is left out is left out of every column.
    """

    kind: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    derived: bool
    reason: str
    family: str = ""
    low: int = 0
    high: int = 0
    one_relation: bool = False
    regular: bool = False

    @property
    def members(self) -> tuple[int, ...]:
        """All its observations."""
        return self.left + self.right

    def holds(self, observations: Sequence[Observation]) -> bool:
        """Whether the printed intervals can meet."""
        low, high = self.low, self.high
        for i in self.left:
            o = observations[i]
            low += o.low
            high += o.high
        for i in self.right:
            o = observations[i]
            low -= o.high
            high -= o.low
        return low <= 0 <= high

    def difference(self, observations: Sequence[Observation]) -> int:
        """Left minus right in 分, as printed."""
        return sum(observations[i].fen for i in self.left) - sum(observations[i].fen for i in self.right)


def meet(observations: Sequence[Observation], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether the sums of two sets of printed amounts can be equal."""
    low = high = 0
    for i in left:
        o = observations[i]
        low += o.low
        high += o.high
    for i in right:
        o = observations[i]
        low -= o.high
        high -= o.low
    return low <= 0 <= high
