"""How two documents are related, as far as their names, years and kinds tell."""

from __future__ import annotations

from gouji.corpus.comparing.side import Side
from gouji.model.kinds import ADJUSTED, ADJUSTED_BUDGET, AT_START, BUDGET, KINDS

YEARS, DEPARTMENT_AND_UNIT, STAGES, VERSIONS, PEERS = "years", "department_and_unit", "stages", "versions", "peers"
"""How two documents are related: the same institution in two years, a department and its unit, budget and final
accounts of one year, two texts of one document, or different institutions."""


def relation_of(before: Side, after: Side) -> str:
    """How two documents are related, as far as their names tell."""
    same = same_institution(before, after)
    if before.kind != after.kind:
        if not same or before.year != after.year:
            return PEERS
        return STAGES
    if before.key is None or after.key is None:
        return PEERS
    if before.year != after.year:
        return YEARS if same else PEERS
    listed = {before.keyed(unit) for unit in before.units}
    if (before.scope, after.scope) == ("department", "unit") and (same or after.key in listed):
        return DEPARTMENT_AND_UNIT
    return VERSIONS if same else PEERS


def quoted_stage(before: Side) -> str | None:
    """The stage at which a later document of the year quotes this one."""
    return {BUDGET: AT_START, ADJUSTED_BUDGET: ADJUSTED}.get(before.kind)


def same_institution(one: Side, other: Side) -> bool:
    """Whether both are one institution's by their names, or by what a dataset states."""
    if one.institution is not None and one.institution == other.institution:
        return True
    return one.key is not None and one.key == other.key


def follows(before: Side, after: Side) -> bool:
    """Whether these are two years in a row of one kind, of one place as far as that is known."""
    places = {side.facts.get("region_name") for side in (before, after)} - {None}
    following = before.year is not None and after.year == before.year + 1
    return following and before.kind == after.kind and before.scope == after.scope and len(places) <= 1


def comes_first(one: Side, other: Side) -> bool:
    """Whether ``one`` must come first."""
    if one.year is not None and other.year is not None and one.year != other.year:
        return one.year < other.year
    return (one.scope, other.scope) == ("department", "unit") or _earlier(one.kind, other.kind)


def _earlier(one: str, other: str) -> bool:
    """Whether a kind of document comes before another in a year: the budget, as adjusted, the final accounts."""
    return one in KINDS and other in KINDS and KINDS.index(one) < KINDS.index(other)
