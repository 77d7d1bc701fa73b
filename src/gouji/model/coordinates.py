"""Where a printed number stands: the one idea of Gouji. Numbers with equal coordinates must be equal."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Coordinates:
    """One point of a budget. A dimension that is None is not restricted: the point is a total over it.

    year      the budget year; last year's figure has year - 1
    stage     ``budget`` (年初预算), ``adjusted`` (调整预算) or ``final`` (决算); None in a budget document
    side      ``revenue`` or ``expenditure``
    function  functional classification code of 3, 5 or 7 digits
    economic  economic classification code of 3 or 5 digits
    use       ``basic``, ``basic/personnel``, ``basic/operating``, ``project``, ``business``, ``remittance_up``, ``subsidy_down``
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

    def joined(self, other: Coordinates) -> Coordinates | None:
        """Both restrictions at once; None when they contradict. A path under the other's path is the finer one."""
        changes: dict[str, Any] = {}
        for name in DIMENSIONS:
            mine, theirs = getattr(self, name), getattr(other, name)
            if theirs is None or mine == theirs:
                continue
            if mine is None:
                changes[name] = theirs
            elif _finer(name, theirs, mine):
                changes[name] = theirs
            elif not _finer(name, mine, theirs):
                return None
        return replace(self, **changes) if changes else self

    def as_dict(self) -> dict[str, Any]:
        """The restricted dimensions only, in the order of the class."""
        return {name: value for name in DIMENSIONS if (value := getattr(self, name)) is not None}

    def at(self, dimension: str, value: Any) -> Coordinates:
        """The same point with one dimension restricted to ``value`` (None: not at all)."""
        return replace(self, **{dimension: value})

    def without(self, *names: str) -> Coordinates:
        """The total over the named dimensions."""
        return replace(self, **dict.fromkeys(names))


DIMENSIONS: tuple[str, ...] = tuple(field.name for field in fields(Coordinates))


@lru_cache(maxsize=4096)
def _finer(dimension: str, fine: object, coarse: object) -> bool:
    if not isinstance(fine, str) or not isinstance(coarse, str):
        return False
    if dimension in {"function", "economic"}:
        return fine.startswith(coarse)
    if dimension == "fund" and FUND_PARENTS.get(fine) == coarse:
        return True
    return fine.startswith(coarse + "/")
