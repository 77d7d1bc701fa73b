"""How far equal amounts speak for one thing: by the digits that would have to be equal by chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10

Interval = tuple[int, int]
"""The least and the most an amount can be, in 分."""
_ENOUGH = 3.0
"""So many digits more than it takes to number the alternatives: a chance of one in a thousand."""
_MOST_OF_ONE = 7.0
"""What one amount counts at most, however finely it is printed."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many amounts were asked and agree, the largest that does, and the digits of the different ones that do."""

    asked: int = 0
    equal: int = 0
    largest: int = 0
    digits: float = 0.0

    def speaks(self, alternatives: int) -> bool:
        """Whether chance is out of question, after so many alternatives were tried: most of the amounts agree."""
        return 2 * self.equal > self.asked and self.digits >= _ENOUGH + log10(max(1, alternatives))

    @property
    def denies(self) -> bool:
        """Whether there was something to compare and nothing agrees."""
        return self.asked > 0 and self.equal == 0


def agreement(pairs: Iterable[tuple[Interval, Interval]]) -> Agreement:
    """Of pairs of what should be one amount; noughts say nothing."""
    asked = equal = largest = 0
    digits: dict[int, float] = {}
    for one, other in pairs:
        if one[1] <= 0 and other[1] <= 0:
            continue
        asked += 1
        if one[0] <= other[1] and other[0] <= one[1]:
            equal += 1
            finer = min(one, other, key=lambda interval: interval[1] - interval[0])
            amount = (finer[0] + finer[1] + 1) // 2
            largest = max(largest, amount)
            room = max(one[1] - one[0], other[1] - other[0]) + 1
            # An amount printed at several points is one piece of evidence.
            digits[amount // max(1, room)] = min(_digits(amount, room), _MOST_OF_ONE)
    return Agreement(asked, equal, largest, sum(digits.values()))


def _digits(amount: int, room: int) -> float:
    """The digits in which an amount is told: those its rounding leaves, without noughts at its end."""
    if amount <= 0:
        return 0.0
    told = str(amount // room * room if room > 1 else amount).rstrip("0")
    return min(float(len(told)), log10(amount / room) if amount > room else 0.0)
