"""All identities of one disclosure over all its printed amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.identities.absent import absent_parts
from gouji.identities.columns import column_sums
from gouji.identities.equations import Ratio, stated_identities
from gouji.identities.identity import Identity
from gouji.identities.items import item_sums
from gouji.identities.kin import kindred
from gouji.identities.last_year import last_year
from gouji.identities.links import observed_equalities
from gouji.identities.listed import listed_identities
from gouji.identities.lists import listed_sums
from gouji.identities.observation import Observation, PanelView, observe
from gouji.identities.points import Point, equalities, points_of
from gouji.identities.rows import row_sums
from gouji.identities.units import WrongUnit, in_meant_units, wrong_units
from gouji.model.disclosure import Disclosure


@dataclass(frozen=True, slots=True)
class System:
    """``points`` maps observations to their coordinates with collapsed restrictions. The amounts of tables with a wrong
    unit over them are observed in the unit that is meant. The rest is as named."""

    observations: tuple[Observation, ...]
    views: tuple[PanelView, ...]
    points: dict[int, Point]
    identities: tuple[Identity, ...]
    ratios: tuple[Ratio, ...]
    wrong_units: tuple[WrongUnit, ...] = ()

    def of(self) -> dict[int, list[int]]:
        """Observation → indexes of the identities it stands in."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, identity in enumerate(self.identities):
            for member in identity.members:
                found[member].append(number)
        return found


def build(disclosure: Disclosure, previous: Disclosure | None = None) -> System:
    """Derive and observe every identity of a disclosure. Of last year's document those amounts join that this one
    speaks of: the bases of its changes and its columns of last year's figures."""
    observations, views = observe(disclosure)
    misprinted = wrong_units(observations)
    if misprinted:
        observations = in_meant_units(observations, misprinted)
    if previous is not None:
        observations += last_year(disclosure, previous, observations)
    points = points_of(observations)
    identities: list[Identity] = []
    for view in views:
        identities.extend(row_sums(view, observations))
        identities.extend(column_sums(view, observations))
    identities.extend(equalities(points, observations))
    identities.extend(observed_equalities(views, observations))
    identities.extend(listed_identities(disclosure, observations, views, points))
    stated, ratios = stated_identities(disclosure, observations, points)
    identities.extend(stated)
    identities.extend(absent_parts(observations, points))
    identities.extend(listed_sums(disclosure, observations, identities))
    identities.extend(item_sums(disclosure, observations, points))
    identities.extend(kindred(disclosure, observations, points, identities))
    return System(observations, views, points, _distinct(identities), tuple(ratios), misprinted)


def _distinct(identities: Sequence[Identity]) -> tuple[Identity, ...]:
    """Each identity once, the derived one where it was also observed."""
    best: dict[tuple[frozenset[int], frozenset[int]], Identity] = {}
    for identity in identities:
        left, right = frozenset(identity.left), frozenset(identity.right)
        if not left.isdisjoint(right) or not (left or right):
            continue
        mark = (left | right, frozenset[int]()) if len(identity.left) == len(identity.right) == 1 else (left, right)
        known = best.get(mark)
        if known is None or (identity.derived and not known.derived):
            best[mark] = identity
    return tuple(best.values())
