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


@frozen
class Coordinates:
    """One point of a budget. A dimension that is None is not restricted: the point is a total over it.

    year      the budget year; last year's figure has year - 1
    stage     ``budget`` (年初预算), ``adjusted`` (调整预算) or ``final`` (决算); None in a budget document
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
        return hash(_values(self))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Coordinates) and _values(self) == _values(other))

    def joined(self, other: Coordinates) -> Coordinates | None:
        """Both restrictions at once; None when they contradict. A path under the other's path is the finer one."""
        mine, theirs = _values(self), _values(other)
        changed: list[Any] | None = None
        for index, value in enumerate(theirs):
            own = mine[index]
            if value is None or own == value:
                continue
            if own is None or _finer(DIMENSIONS[index], value, own):
                changed = list(mine) if changed is None else changed
                changed[index] = value
            elif not _finer(DIMENSIONS[index], own, value):
                return None
        return self if changed is None else _point(*changed)

    def completed(self, outer: Coordinates) -> Coordinates:
        """The same point with ``outer``'s restrictions where it has none."""
        mine = _values(self)
        values = tuple([other if own is None else own for own, other in zip(mine, _values(outer), strict=True)])
        return self if values == mine else _point(*values)

    def values(self) -> tuple[Any, ...]:
        """All restrictions in the order of the class, None where there is none."""
        return _values(self)

    def as_dict(self) -> dict[str, Any]:
        """The restricted dimensions only, in the order of the class."""
        return {name: value for name, value in zip(DIMENSIONS, _values(self), strict=True) if value is not None}

    def at(self, dimension: str, value: Any) -> Coordinates:
        """The same point with one dimension restricted to ``value`` (None: not at all)."""
        values = list(_values(self))
        index = _INDEX[dimension]
        if values[index] == value:
            return self
        values[index] = value
        return _point(*values)

    def yielding(self, other: Coordinates, names: Sequence[str]) -> Coordinates:
        """The total over those of the named dimensions in which ``other`` contradicts, neither being the finer one."""
        values, theirs = list(_values(self)), _values(other)
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
        values = list(_values(self))
        changed = False
        for name in names:
            index = _INDEX[name]
            if values[index] is not None:
                values[index] = None
                changed = True
        return _point(*values) if changed else self


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
