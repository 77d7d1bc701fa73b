"""Whether a printed amount is another one with a slip of the pen in it, and not by chance."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.identities.identity import meet
from gouji.identities.likelihood import is_chance, is_slip
from gouji.identities.observation import Observation
from gouji.model.money import amount_of_fen


def is_slip_of(printed: Observation, fen: int, among: int = 1) -> bool:
    """Whether an amount was meant to be ``fen`` (with its sign) and is misprinted by one slip. ``among``: how many
    amounts are tried, so that none of them would be a slip by chance."""
    fen *= printed.sign
    expected = amount_of_fen(abs(fen), printed.amount.unit, printed.amount.decimals)
    if fen < 0 or expected.fen != fen or expected.is_zero:
        return False
    digits = printed.amount.text.lstrip("-")
    return is_slip(digits, expected.text) and not is_chance(*_telling(digits, expected.text), among)


def _telling(one: str, other: str) -> tuple[str, str]:
    """Two numbers without the noughts that both end in: round numbers have few digits that tell."""
    one, other = one.replace(".", ""), other.replace(".", "")
    while len(one) > 1 and len(other) > 1 and one[-1] == other[-1] == "0":
        one, other = one[:-1], other[:-1]
    return one, other


def sum_with_a_slip(whole: int, parts: Sequence[int], observations: Sequence[Observation]) -> bool:
    """Whether parts do not sum to their whole, and do when one slip in one of the amounts is put right. Where the parts
    are all round numbers that tells nothing: their sums are round, too."""
    members = [observations[m] for m in (whole, *parts)]
    if meet(observations, (whole,), parts) or len({o.amount.unit for o in members}) != 1:
        return False
    difference = members[0].fen - sum(o.fen for o in members[1:])
    return is_slip_of(members[0], members[0].fen - difference, len(members)) or any(
        is_slip_of(part, part.fen + difference, len(members)) for part in members[1:]
    )


def tells(observations: Sequence[Observation], members: Sequence[int]) -> bool:
    """Whether amounts have digits enough that they agree by more than chance: three in one of them, noughts aside."""
    return any(len(observations[m].amount.text.replace(".", "").strip("-0")) >= 3 for m in members)
