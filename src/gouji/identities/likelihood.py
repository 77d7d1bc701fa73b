"""Which of several smallest explanations is the likelier one, where the document itself tells.

Two things tell, in this order (see ``docs/decisions``): how far from exact sums this document prints, and whether an
amount differs from the expected one as a slip of the pen does. Neither makes a correction larger or smaller; they only
choose among equally small ones, and only where the others are far less likely. Probabilities are floats; amounts never.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import erf, exp, log, sqrt

from gouji.identities.identity import Identity
from gouji.identities.observation import Observation
from gouji.model.money import Amount

_SURE = 0.95
"""The usual confidence: an explanation is asserted when all others together have 5 % or less."""


class Rounding:
    """How sums miss in this document: some are added up from what is printed and are exact, the others were rounded
    term by term and miss by what independent rounding of so many terms gives. The share of the first is seen in the
    sums that hold."""

    def __init__(self, observations: Sequence[Observation], identities: Sequence[Identity]) -> None:
        self.observations = observations
        self.identities = identities

    @cached_property
    def added_up(self) -> float:
        """The share of the sums that are added up from what is printed; asked only where explanations are weighed."""
        exact, by_chance, count = 1, 0.5, 2
        for identity in self.identities:
            missed = self._missed(identity, {})
            if missed is not None and identity.holds(self.observations):
                steps, terms = missed
                exact += steps == 0
                by_chance += _rounded(0, terms)
                count += 1
        return max(0.0, 1 - (1 - exact / count) / (1 - by_chance / count))

    def log_likelihood(self, identities: Collection[Identity], values: Mapping[int, Amount]) -> float:
        """Of the sums with these values in place of what is printed. The columns of one total repeat each other's
        rounding, so each family counts once, by its least likely sum."""
        worst: dict[str, float] = {}
        for identity in identities:
            missed = self._missed(identity, values)
            if missed is not None:
                steps, terms = missed
                chance = (1 - self.added_up) * _rounded(steps, terms) + self.added_up * (steps == 0)
                worst[identity.family] = min(worst.get(identity.family, 0.0), log(max(chance, 1e-12)))
        return sum(worst.values())

    def _missed(self, identity: Identity, values: Mapping[int, Amount]) -> tuple[int, int] | None:
        """By how many steps of the last digit a sum misses, and its terms; None where amounts are printed to different
        digits or there is no sum of two."""
        if identity.kind != "sum" or identity.low or identity.high:
            return None
        amounts = {m: values.get(m, self.observations[m].amount) for m in identity.members}
        steps = {(amount.unit, amount.decimals) for amount in amounts.values()}
        terms = sum(not amount.is_zero for amount in amounts.values())
        if len(steps) != 1 or terms < 3:
            return None
        unit, decimals = steps.pop()
        fen = {m: self.observations[m].sign * amount.fen for m, amount in amounts.items()}
        difference = sum(fen[m] for m in identity.left) - sum(fen[m] for m in identity.right)
        return round(abs(difference) * 10**decimals / unit.value), terms


def _rounded(steps: int, terms: int) -> float:
    """The chance that so many terms rounded independently miss their sum by so many steps."""
    width = sqrt(terms / 12) * sqrt(2)
    return (erf((steps + 0.5) / width) - erf((steps - 0.5) / width)) / 2


@dataclass(frozen=True, slots=True)
class Weighed:
    """An explanation to weigh: how many prints it changes and to what (those that are known), the identities it gives
    up, and the percentages it gives up, each as printed and as it follows from the amounts (None: from none)."""

    changed: int
    values: Mapping[int, Amount]
    dropped: Collection[int]
    percents: Sequence[tuple[str, str | None]]


def likeliest(
    rounding: Rounding,
    explanations: Sequence[Weighed],
    touched: Sequence[tuple[int, Identity]],
    known: Mapping[int, Amount],
) -> int | None:
    """The position of the explanation that is far likelier than all others, or None. ``touched`` are all identities,
    with their numbers, in which something stands that any of them changes; ``known`` is what else changes for certain.
    Where an amount or a percentage may be wrong and nothing else tells, it is the percentage: amounts are copied,
    percentages are reckoned."""
    if not explanations:
        return None
    weights = [0.0] * len(explanations)
    if all(len(e.values) == e.changed for e in explanations):
        weights = [
            rounding.log_likelihood([identity for n, identity in touched if n not in e.dropped], {**known, **e.values})
            for e in explanations
        ]
    most = max(weights)
    shares = [exp(weight - most) for weight in weights]
    if sum(shares) * _SURE <= 1.0:
        return shares.index(1.0)
    possible = [at for at, share in enumerate(shares) if share > 1 - _SURE]
    for prefer in (_is_slip_alone, _is_percentage_alone):
        preferred = [at for at in possible if prefer(rounding.observations, explanations[at])]
        if len(preferred) == 1:
            return preferred[0]
    return None


def _is_slip_alone(observations: Sequence[Observation], explanation: Weighed) -> bool:
    """Whether everything an explanation puts right is a slip."""
    if explanation.dropped or len(explanation.values) < explanation.changed:
        return False
    pairs: list[tuple[str, str | None]] = [(observations[m].amount.text, v.text) for m, v in explanation.values.items()]
    pairs += explanation.percents
    return bool(pairs) and all(
        expected is not None and is_slip(printed, expected) and not is_chance(printed, expected, 1)
        for printed, expected in pairs
    )


def _is_percentage_alone(observations: Sequence[Observation], explanation: Weighed) -> bool:
    return not explanation.changed and not explanation.dropped and bool(explanation.percents)


def slip_within(observation: Observation, low: int | None, high: int | None) -> Amount | None:
    """The amount between two values in 分 that became the printed one by a slip; None when there is none or several, or
    when one would be there by chance."""
    if low is None or high is None:
        return None
    amount = observation.amount
    if observation.sign < 0:
        low, high = -high, -low
    found = {
        digits
        for digits in _slips(_digits(amount.text))
        for fen in (Amount(_with_point(digits, amount.decimals), amount.unit).fen,)
        if low <= fen <= high
    }
    if len(found) != 1:
        return None
    expected = Amount(_with_point(found.pop(), amount.decimals), amount.unit)
    steps = (high - low) * 10**amount.decimals // amount.unit.value + 1
    return None if is_chance(amount.text, expected.text, steps) else expected


def is_chance(printed: str, expected: str, wide: int) -> bool:
    """Whether among ``wide`` numbers of as many digits as expected one may well be a slip of the printed one by chance:
    a short number is a slip of any other."""
    size = len(_digits(expected))
    slips = {digits for digits in _slips(_digits(printed)) if len(digits) == size}
    return bool(len(slips) * wide > (1 - _SURE) * 10**size)


def _with_point(digits: str, decimals: int) -> str:
    digits = digits.lstrip("0").rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def _slips(printed: str) -> Iterator[str]:
    """Digits that may have become the printed ones by a slip."""
    size = len(printed)
    for at in range(size + 1):
        yield from (printed[:at] + digit + printed[at:] for digit in "0123456789")
    for at in range(size):
        yield printed[:at] + printed[at + 1 :]
        yield from (printed[:at] + digit + printed[at + 1 :] for digit in "0123456789" if digit != printed[at])
    for at in range(size - 1):
        yield printed[:at] + printed[at + 1] + printed[at] + printed[at + 2 :]
    for shift in range(2, 5):
        yield printed + "0" * shift
        if printed.endswith("0" * shift):
            yield printed[:-shift]


def is_slip(printed: str, expected: str) -> bool:
    """Whether one number became the other by a slip: a digit wrong, dropped or added, two neighbours exchanged, a minus
    lost or added, or the decimal point misplaced (an amount in another unit is that, too)."""
    if _decimals(printed) != _decimals(expected):
        return False
    one, other = _digits(printed), _digits(expected)
    if printed.startswith("-") != expected.startswith("-"):
        return one == other
    if one == other or not one or not other:
        return False
    return one.rstrip("0") == other.rstrip("0") or other in set(_slips(one))


def _digits(text: str) -> str:
    return text.strip("-%").replace(".", "").lstrip("0")


def _decimals(text: str) -> int:
    return len(text.rstrip("%").partition(".")[2])
