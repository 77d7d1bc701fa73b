"""One figure for each point of a document: its prints taken together, those that are proved before the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.corpus.offices import institution_key
from gouji.identities.observation import Observation, observe
from gouji.identities.points import points_of
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure

PROVED, DISPUTED, UNCHECKED, ZERO = "proved", "disputed", "unchecked", "zero"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a document says at a point, in 分. ``low`` and ``high`` are what all accepted prints allow; the three are
    None where prints disagree and none of them is proved. ``prints`` counts the places."""

    point: Coordinates
    fen: int | None
    low: int | None
    high: int | None
    prints: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document in the order their points are first printed. ``points`` are the points under which
    prints are taken together, by the coordinates of each print."""

    figures: tuple[Figure, ...]
    points: Mapping[Coordinates, Coordinates]


def figures(disclosure: Disclosure, evidence: Mapping[str, str]) -> Figures:
    """The figures of a document. ``evidence`` is a report's."""
    observations, _ = observe(disclosure)
    points = points_of(observations)
    only = _only_unit(points.values(), disclosure.document.department)
    bare = set(points.values())
    groups: dict[Coordinates, list[Observation]] = defaultdict(list)
    spelt: dict[Coordinates, Coordinates] = {}
    for index, point in points.items():
        if only is not None and point.unit == only and point.without("unit") not in bare:
            point = point.without("unit")
        groups[point].append(observations[index])
        coordinates = observations[index].coordinates
        if coordinates is not None:
            spelt[coordinates] = point
    return Figures(tuple(_figure(point, prints, evidence) for point, prints in groups.items()), spelt)


def _only_unit(points: Iterable[Coordinates], department: str) -> str | None:
    """The unit that a document's tables name where there is but one and the document is its own: what is printed for it
    is the whole."""
    units = {point.unit for point in points if point.unit is not None}
    if len(units) != 1:
        return None
    unit = units.pop()
    return unit if institution_key(unit) == institution_key(department) else None


def _figure(point: Coordinates, prints: Sequence[Observation], evidence: Mapping[str, str]) -> Figure:
    said = [evidence.get(print.id, UNCHECKED) for print in prints]
    for word in (PROVED, UNCHECKED, ZERO):
        accepted = [print for print, own in zip(prints, said, strict=True) if own == word]
        if not accepted or (word == ZERO and DISPUTED in said):
            continue
        low, high = max(print.low for print in accepted), min(print.high for print in accepted)
        if low > high:
            break
        finest = min(accepted, key=lambda print: (print.high - print.low, print.index))
        return Figure(point, finest.fen, low, high, len(prints), word)
    return Figure(point, None, None, None, len(prints), DISPUTED)
