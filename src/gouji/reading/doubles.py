"""Two rows of one panel cannot be one point: which of two rows that seem to be is it, and what the other is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gouji.lexicon.classification import Classification
from gouji.lexicon.text import bare, key
from gouji.model.coordinates import Coordinates
from gouji.reading.panels import RawRow

_Apart = dict[int, Coordinates | None]


def told_apart(
    rows: Sequence[RawRow], points: Sequence[Coordinates | None], axis: Classification | None
) -> Mapping[int, Coordinates | None]:
    """Index of a row → its point, for all rows that share one (``points``, None for totals and what is not understood):
    none of them has it (an office listed under several headings), unless their names or places tell them apart."""
    seen: dict[Coordinates, list[int]] = {}
    for index, point in enumerate(points):
        if point is not None and point.as_dict().keys() - {"side"}:
            seen.setdefault(point, []).append(index)
    apart: _Apart = {}
    for point, doubles in seen.items():
        if len(doubles) > 1:
            found = _by_place(rows, doubles, point) or _by_name(rows, doubles, point, axis, seen)
            apart.update(found or dict.fromkeys(doubles))
    return apart


def _by_place(rows: Sequence[RawRow], doubles: Sequence[int], point: Coordinates) -> _Apart | None:
    """Two rows of one name, one under the other, are the department and its own office."""
    if len(doubles) != 2 or point.unit is None or point != Coordinates(unit=point.unit, side=point.side):
        return None
    first, second = doubles
    if second != first + 1 or key(rows[first].label) != key(rows[second].label):
        return None
    return {first: Coordinates(side=point.side), second: point}


def _by_name(
    rows: Sequence[RawRow],
    doubles: Sequence[int],
    point: Coordinates,
    axis: Classification | None,
    seen: Mapping[Coordinates, Sequence[int]],
) -> _Apart | None:
    """Of rows that bear one code the one that bears its name is it; the others are what their own names say."""
    code = rows[doubles[0]].code
    if axis is None or code is None or any(rows[index].code != code for index in doubles):
        return None
    own = {key(name) for name in axis.names(code)}
    named = [index for index in doubles if bare(rows[index].label) in own]
    if len(named) != 1:
        return None
    dimension = "function" if point.economic is None else "economic"
    apart: _Apart = {named[0]: point}
    for index in doubles:
        if index != named[0]:
            codes = [c for c in axis.resolve(bare(rows[index].label)) if len(c) == len(code) and c != code]
            other = point.at(dimension, codes[0]) if len(codes) == 1 else None
            apart[index] = None if other in seen else other
    return apart
