"""Which of several smallest explanations is the likelier one, where the document itself tells.

Two things tell, in this order (see ``docs/decisions``): how far from exact sums this document prints, and whether an
amount differs from the expected one as a slip of the pen does. Neither makes a correction larger or smaller; they only
choose among equally small ones, and only where the others are far less likely. Probabilities are floats; amounts never.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
        exact, by_chance, count = 1, 0.5, 2
        for identity in identities:
            missed = self._missed(identity, {})
            if missed is not None and identity.holds(observations):
                steps, terms = missed
                exact += steps == 0
                by_chance += _rounded(0, terms)
                count += 1
        self.added_up = max(0.0, 1 - (1 - exact / count) / (1 - by_chance / count))

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


def likeliest(
    rounding: Rounding,
    explanations: Sequence[tuple[Mapping[int, Amount], Collection[int]]],
    touched: Sequence[tuple[int, Identity]],
    known: Mapping[int, Amount],
) -> int | None:
    """The position of the explanation that is far likelier than all others, or None. An explanation is the values
    of what it changes and the identities it gives up; ``touched`` are all identities, with their numbers, in which
    something stands that any of them changes; ``known`` is what else changes for certain."""
    if not explanations:
        return None
    weights = [
        rounding.log_likelihood([identity for n, identity in touched if n not in dropped], {**known, **values})
        for values, dropped in explanations
    ]
    most = max(weights)
    shares = [exp(weight - most) for weight in weights]
    best = shares.index(1.0)
    if _SURE * sum(shares) <= 1.0:
        return best
    possible = [at for at, share in enumerate(shares) if share > 1 - _SURE]
    slips = [
        at
        for at in possible
        if explanations[at][0]
        and all(is_slip(rounding.observations[m].amount, value) for m, value in explanations[at][0].items())
    ]
    return slips[0] if len(slips) == 1 else None


def is_slip(printed: Amount, expected: Amount) -> bool:
    """Whether one amount became the other by a slip: a digit wrong, dropped or added, two neighbours exchanged, or the
    decimal point misplaced (an amount in another unit is that, too)."""
    if printed.text.startswith("-") != expected.text.startswith("-") or printed.decimals != expected.decimals:
        return False
    one, other = (amount.text.strip("-").replace(".", "").lstrip("0") for amount in (printed, expected))
    if one == other or not one or not other:
        return False
    if one.rstrip("0") == other.rstrip("0"):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) == 1:
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    differing = [i for i in range(len(one)) if one[i] != other[i]] if len(one) == len(other) else []
    if len(differing) == 2 and differing[1] - differing[0] == 1:
        return one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]
    return len(differing) == 1
