"""What documents there are, and what a stage that their words name is in each."""

from __future__ import annotations

BUDGET = "budget"
ADJUSTED_BUDGET = "adjusted_budget"
"""预算调整: the budget as it is after adjustments within the year, beside what it was at the year's start."""
FINAL_ACCOUNTS = "final_accounts"
EVALUATION = "evaluation"
"""绩效自评: self-evaluation forms and no budget beside them."""
KINDS = (BUDGET, ADJUSTED_BUDGET, FINAL_ACCOUNTS)
"""What is a budget or its accounts, in the order of a year."""
EVERY_KIND = (*KINDS, EVALUATION)
KIND_TEXT = {BUDGET: "预算", ADJUSTED_BUDGET: "预算调整", FINAL_ACCOUNTS: "决算", EVALUATION: "绩效自评"}

AT_START, ADJUSTED, FINAL = "budget", "adjusted", "final"
"""The stages of :class:`gouji.model.coordinates.Coordinates`."""
ADJUSTMENT = "adjustment"
"""The stage of what an adjustment adds or takes away; only ledgers have it."""
SOME_BUDGET = "budget?"
"""What the lexicon says of 预算数, which does not tell which budget."""

_OWN = {BUDGET: None, ADJUSTED_BUDGET: None, FINAL_ACCOUNTS: FINAL}
_MEANT: dict[str, dict[str, str | None]] = {
    BUDGET: {AT_START: None, ADJUSTED: ADJUSTED, SOME_BUDGET: None},
    ADJUSTED_BUDGET: {AT_START: AT_START, ADJUSTED: None, SOME_BUDGET: None},
    FINAL_ACCOUNTS: {AT_START: AT_START, ADJUSTED: ADJUSTED, SOME_BUDGET: AT_START},
}


def own_stage(kind: str) -> str | None:
    """The stage of what a document prints without naming one. None is the budget that the document is of."""
    return _OWN.get(kind)


def stage_in(kind: str, said: str | None) -> str | None:
    """The stage of an amount of the document's year whose words name the stage ``said``."""
    return _MEANT.get(kind, {}).get(said, said) if said is not None else None
