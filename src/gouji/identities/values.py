"""What a wrong print would have to show, reckoned from the prints that stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from gouji.identities.identity import Identity
from gouji.identities.observation import Observation
from gouji.model.money import Amount, amount_of_fen


class _Claim(NamedTuple):
    """What one identity says of a print, in 分: from ``low`` to ``high``, ``as_printed`` if all others are exact."""

    spread: int
    observed: bool
    others: int
    as_printed: int
    low: int
    high: int


def expected_values(
    observations: Sequence[Observation],
    touching: Mapping[int, Sequence[Identity]],
    changed: Collection[int],
    known: Mapping[int, int],
) -> dict[int, Amount]:
    """The amount each changed print would have to show. ``touching`` are the identities an observation stands in, those
    given up left out; ``known`` are values in 分 of other prints that change as well. A print about which nothing says
    what it is has none. One found value gives the next."""
    values = dict(known)
    open_ = set(changed)
    shown: dict[int, Amount] = {}
    while open_:
        best: tuple[_Claim, int] | None = None
        claims: dict[int, list[_Claim]] = defaultdict(list)
        for member in sorted(open_):
            for identity in touching.get(member, ()):
                claim = _claim(identity, member, observations, values, open_)
                if claim is not None:
                    claims[member].append(claim)
                    if best is None or (claim, member) < best:
                        best = (claim, member)
        if best is None:
            break
        claim, member = best
        amount = _printed(claim, claims[member], observations[member])
        shown[member] = amount
        values[member] = observations[member].sign * amount.fen
        open_.remove(member)
    return shown


def _claim(
    identity: Identity,
    member: int,
    observations: Sequence[Observation],
    values: Mapping[int, int],
    open_: Collection[int],
) -> _Claim | None:
    """What an identity says of one member; None while another of its members is open, too."""
    if identity.members.count(member) != 1:
        return None
    left = member in identity.left
    as_printed = 0
    low, high = (-identity.high, -identity.low) if left else (identity.low, identity.high)
    for plus, side in ((left, identity.right), (not left, identity.left)):
        for other in side:
            if other == member:
                continue
            if other in open_:
                return None
            o = observations[other]
            half_below, half_above = o.fen - o.low, o.high - o.fen
            value = values.get(other, o.fen)
            as_printed += value if plus else -value
            low += value - half_below if plus else -value - half_above
            high += value + half_above if plus else -value + half_below
    # The member's own side counts against the other: left = Σ right - Σ (rest of left).
    return _Claim(high - low, not identity.derived, len(identity.members) - 1, as_printed, low, high)


def _printed(claim: _Claim, claims: Sequence[_Claim], observation: Observation) -> Amount:
    """The narrowest claim as the print would show it, moved as little as the other claims ask."""
    low = max(c.low for c in claims)
    high = min(c.high for c in claims)
    value = claim.as_printed
    if low <= high:
        value = min(max(value, low), high)
    amount = observation.amount
    return amount_of_fen(observation.sign * value, amount.unit, amount.decimals)
