"""Which coordinates partition which: the parts of a total in each dimension."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from gouji.model.coordinates import FUND_PARENTS, Coordinates

_USES = ("basic", "project", "business", "remittance_up", "subsidy_down")
_FUNDS = ("fiscal_appropriation", "special_account_funds", "own_funds")
_PARTS: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("use", None): _USES,
    ("use", "basic"): ("basic/personnel", "basic/operating"),
    ("origin", None): ("current", "carried_over"),
    ("fund", None): _FUNDS,
    ("fund", "fiscal_appropriation"): tuple(f for f, p in FUND_PARENTS.items() if p == "fiscal_appropriation"),
    ("fund", "own_funds"): tuple(f for f, p in FUND_PARENTS.items() if p == "own_funds"),
    ("item", "three_public"): ("three_public/abroad", "three_public/reception", "three_public/vehicles"),
    ("item", "three_public/vehicles"): ("three_public/vehicles/purchase", "three_public/vehicles/operating"),
    ("item", "procurement"): ("procurement/goods", "procurement/works", "procurement/services"),
}
"""(dimension, whole) → all its parts. Sources: 预算法实施条例 §39–40 (funds, uses), 财预〔2016〕143号 (“三公”)."""


def _below(dimension: str, whole: str | None) -> frozenset[str]:
    parts = _PARTS.get((dimension, whole), ())
    return frozenset(parts).union(*(_below(dimension, part) for part in parts))


_BELOW = {(dimension, whole): _below(dimension, whole) for dimension, whole in _PARTS}
"""(dimension, whole) → its parts and theirs."""

DIMENSIONS = ("use", "origin", "fund", "item")


def parts_of(dimension: str, whole: str | None) -> tuple[str, ...]:
    """All parts of a whole in a dimension, () when it has none."""
    return _PARTS.get((dimension, whole), ())


def partition(total: Coordinates, others: Sequence[tuple[int, Coordinates]], dimension: str) -> tuple[int, ...]:
    """The indexes among ``others`` that partition ``total`` in one dimension, finest printed level first met; () when
    fewer than one part is there, or one is there only restricted further (this year's money of a fund, and what is left
    of it from last year). A part that is not printed itself may be printed as all of its own parts."""
    whole = getattr(total, dimension)
    parts = _PARTS.get((dimension, whole))
    if parts is None:
        return ()
    by_value: dict[str, int] = {}
    rest = total.without(dimension)
    below = _BELOW[dimension, whole]
    of = attrgetter(dimension)
    for index, point in others:
        value = of(point)
        if value in below and value not in by_value and point.without(dimension) == rest:
            by_value[value] = index
    if not by_value:
        return ()
    found: list[int] = []
    missing: set[str] = set()
    for part in parts:
        cover = _cover(part, dimension, by_value)
        found.extend(cover)
        if not cover:
            missing |= {part, *_BELOW.get((dimension, part), ())}
    if any(
        of(point) in missing and point.item == total.item and rest.joined(point.without(dimension)) is not None
        for _, point in others
    ):
        return ()
    return tuple(found)


def _cover(part: str, dimension: str, by_value: dict[str, int]) -> list[int]:
    if part in by_value:
        return [by_value[part]]
    deeper = _PARTS.get((dimension, part), ())
    return [index for sub in deeper for index in _cover(sub, dimension, by_value)]
