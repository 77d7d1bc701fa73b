"""Where a printed number stands: the one idea of Gouji. Numbers with equal coordinates must be equal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from gouji.model.frozen import frozen

EXPENDITURE = "expenditure"
REVENUE = "revenue"
CURRENT = "current"
CARRIED_OVER = "carried_over"

FUND_PARENTS = {
    "general_public_budget": "fiscal_appropriation",
    "government_fund_budget": "fiscal_appropriation",
    "state_capital_budget": "fiscal_appropriation",
    "own_funds/service": "own_funds",
    "own_funds/business": "own_funds",
    "own_funds/superior_grant": "own_funds",
    "own_funds/affiliate_remittance": "own_funds",
    "own_funds/other": "own_funds",
}
"""Fund source → the source it is a part of; ``None`` stands over all of them."""


class _Remembered:
    """Room for what is asked of a point again and again, reckoned once: points are compared and looked up in
    dictionaries by the hundred thousand."""

    __slots__ = ("_all", "_hash", "_told")
    _all: tuple[Any, ...]
    _hash: int
    _told: tuple[tuple[int, Any], ...]


@frozen
class Coordinates(_Remembered):
    """One point of a budget. A dimension that is None is not restricted: the point is a total over it.

    year      the budget year; last year's figure has year - 1
    stage     ``budget`` (年初预算), ``adjusted`` (调整预算) or ``final`` (决算); None is the budget that a
              budget document is of (in one of an adjustment: as adjusted)
    side      ``revenue`` or ``expenditure``
    function  functional classification code of 3, 5 or 7 digits
    economic  economic classification code of 3 or 5 digits
    use       ``basic``, ``basic/personnel``, ``basic/operating``, ``project``, ``business``, ``remittance_up`` or
              ``subsidy_down``
    fund      a source of funds, see ``FUND_PARENTS``; also ``special_account_funds``, ``own_funds``
    origin    ``current`` (本年预算) or ``carried_over`` (上年结转)
    unit      normalised name of a budget unit
    project   normalised ``level1/name`` of a project
    item      what is no partition of expenditure: ``three_public/reception``, ``agency_operating_expenses``,
              ``procurement/goods``, ``carried_forward``, ``balance`` …
    """

    year: int | None = None
    stage: str | None = None
    side: str | None = None
    function: str | None = None
    economic: str | None = None
    use: str | None = None
    fund: str | None = None
    origin: str | None = None
    unit: str | None = None
    project: str | None = None
    item: str | None = None

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            found = hash(self.values())
            object.__setattr__(self, "_hash", found)
            return found

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Coordinates) and self.values() == other.values())

    def joined(self, other: Coordinates) -> Coordinates | None:
        """Both restrictions at once; None when they contradict. A path under the other's path is the finer one."""
        mine = self.values()
        changed: list[Any] | None = None
        for index, value in other._restrictions():
            own = mine[index]
            if own == value:
                continue
            if own is None or _finer(DIMENSIONS[index], value, own):
                changed = list(mine) if changed is None else changed
                changed[index] = value
            elif not _finer(DIMENSIONS[index], own, value):
                return None
        return self if changed is None else _point(*changed)

    def completed(self, outer: Coordinates) -> Coordinates:
        """The same point with ``outer``'s restrictions where it has none."""
        mine = self.values()
        values = tuple([other if own is None else own for own, other in zip(mine, outer.values(), strict=True)])
        return self if values == mine else _point(*values)

    def values(self) -> tuple[Any, ...]:
        """All restrictions in the order of the class, None where there is none."""
        try:
            return self._all
        except AttributeError:
            found = _values(self)
            object.__setattr__(self, "_all", found)
            return found

    def _restrictions(self) -> tuple[tuple[int, Any], ...]:
        """The restricted dimensions alone, each by its number."""
        try:
            return self._told
        except AttributeError:
            found = tuple([(index, value) for index, value in enumerate(self.values()) if value is not None])
            object.__setattr__(self, "_told", found)
            return found

    def as_dict(self) -> dict[str, Any]:
        """The restricted dimensions only, in the order of the class."""
        return {DIMENSIONS[index]: value for index, value in self._restrictions()}

    def at(self, dimension: str, value: Any) -> Coordinates:
        """The same point with one dimension restricted to ``value`` (None: not at all)."""
        index = _INDEX[dimension]
        if self.values()[index] == value:
            return self
        values = list(self.values())
        values[index] = value
        return _point(*values)

    def yielding(self, other: Coordinates, names: Sequence[str]) -> Coordinates:
        """The total over those of the named dimensions in which ``other`` contradicts, neither being the finer one."""
        values, theirs = list(self.values()), other.values()
        changed = False
        for name in names:
            index = _INDEX[name]
            own, value = values[index], theirs[index]
            if value is None or own is None or own == value:
                continue
            if not _finer(name, value, own) and not _finer(name, own, value):
                values[index] = None
                changed = True
        return _point(*values) if changed else self

    def without(self, *names: str) -> Coordinates:
        """The total over the named dimensions."""
        here = self.values()
        told = [index for name in names if here[index := _INDEX[name]] is not None]
        if not told:
            return self
        values = list(here)
        for index in told:
            values[index] = None
        return _point(*values)


DIMENSIONS: tuple[str, ...] = tuple(field.name for field in fields(Coordinates))
_INDEX = {name: index for index, name in enumerate(DIMENSIONS)}
_values: Callable[[Coordinates], tuple[Any, ...]] = attrgetter(*DIMENSIONS)
"""All restrictions in order; points are made by the thousand, and ``dataclasses.replace`` is six times slower."""
_point = lru_cache(maxsize=16384)(Coordinates)
"""The point of these restrictions: the same few are asked for again and again, and looking one up takes a third of the
time of making it."""


@lru_cache(maxsize=4096)
def _finer(dimension: str, fine: object, coarse: object) -> bool:
    if not isinstance(fine, str) or not isinstance(coarse, str):
        return False
    if dimension in {"function", "economic"}:
        return fine.startswith(coarse)
    if dimension == "fund" and FUND_PARENTS.get(fine) == coarse:
        return True
    return fine.startswith(coarse + "/")
