"""How a sentence's sense carries over: what a heading, a whole or a neighbour adds to a phrase that leaves it out."""

from __future__ import annotations

from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.frozen import frozen

STANDALONE_ITEMS = (
    "three_public",
    "agency_operating_expenses",
    "procurement",
    "meetings",
    "training",
    "entrusted_services",
    "performance_",
    "asset",
    "fixed_assets",
)
"""Items that are amounts of their own: they bear no fund, side or use, in tables as in sentences."""
_EXPENDITURE_ONLY = ("use", "function", "economic")


_NOTHING = Coordinates()


@frozen
class Frame:
    """What surrounds a phrase: coordinates it inherits, whether it speaks of both sides (收支), and which
    classification names belong to (``function``, ``economic`` or None)."""

    coordinates: Coordinates = _NOTHING
    both_sides: bool = False
    axis: str | None = None

    def under(self, inner: Frame) -> Frame:
        """The frame of a heading ``inner`` below this one."""
        return Frame(
            inherit(inner.coordinates, self.coordinates),
            inner.both_sides or (self.both_sides and inner.coordinates.side is None),
            inner.axis or self.axis,
        )


def stands_alone(item: str | None) -> bool:
    """Whether an item bears no fund, side or use."""
    return item is not None and item.startswith(STANDALONE_ITEMS)


def inherit(own: Coordinates, outer: Coordinates) -> Coordinates:
    """``own`` with what ``outer`` restricts besides. Where both restrict a dimension, ``own`` counts; what makes no
    sense beside ``own`` (a use beside revenue, a fund beside “三公”经费) is not taken over."""
    taken = outer
    if own.item is not None:
        taken = Coordinates(year=outer.year, stage=outer.stage, unit=outer.unit)
        if outer.item is not None and own.item.startswith(outer.item + "/"):
            taken = taken.at("origin", outer.origin)
    elif outer.item is not None:
        if own.fund or own.function or own.use or not stands_alone(outer.item):
            taken = outer.without("item", "economic")
        elif own.side is not None and not (own.economic or own.origin or own.stage):
            taken = outer.without("item")
    if own.side is not None and taken.side is not None and own.side != taken.side:
        taken = taken.without(*_EXPENDITURE_ONLY, "item", "side", "origin")
    if own.side == REVENUE:
        taken = taken.without(*_EXPENDITURE_ONLY)
    if any(getattr(own, name) is not None for name in _EXPENDITURE_ONLY) and taken.side == REVENUE:
        taken = taken.without("side", "origin")
    return settled(own.completed(taken))


def settled(point: Coordinates) -> Coordinates:
    """A point as tables would state it: items that stand alone bear no fund, side or use; what is spent on something is
    expenditure."""
    if stands_alone(point.item):
        return point.without("fund", "side", "use", "function")
    if point.side is None and any(getattr(point, name) is not None for name in _EXPENDITURE_ONLY):
        return point.at("side", EXPENDITURE)
    return point


def is_coarser(whole: Coordinates, part: Coordinates) -> bool:
    """Whether ``part`` is ``whole`` with something more restricted."""
    return whole != part and whole.joined(part) == part
