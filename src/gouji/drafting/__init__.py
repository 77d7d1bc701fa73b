"""A budget while it is drafted, as the identity engine and the rules see it: no document is made of it yet."""

from __future__ import annotations

from gouji.drafting.draft import Draft, InText, OfFacts, OfTarget, Said, Spot, Told
from gouji.drafting.examination import examined
from gouji.drafting.figures import Amounts, Before, Printed

__all__ = [
    "Amounts",
    "Before",
    "Draft",
    "InText",
    "OfFacts",
    "OfTarget",
    "Printed",
    "Said",
    "Spot",
    "Told",
    "examined",
]
