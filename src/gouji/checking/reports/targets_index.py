"""Which project, target or indicator a place of a finding means: rules name the project as the row and the indicator as
the column, and several projects may bear one name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gouji.checking.findings import FindingPlace
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Place

_TARGETS, _PROJECTS = "绩效目标", "项目支出表"

_Named = dict[tuple[str, ...], list[tuple[Place, str]]]


@dataclass(frozen=True)
class TargetIndex:
    """Fragments of a page: ``j0`` a project, ``g0`` a target, ``g0.0`` an indicator."""

    disclosure: Disclosure

    def fragment(self, at: FindingPlace) -> str | None:
        """The finest that the place names, None where it names none."""
        title = key(at.table)
        if _TARGETS in title:
            if not at.row:
                return self._at.get(at.place)
            found = _nearest(self._indicators.get((key(at.row), key(at.column)), ()), at.place)
            return found or _nearest(self._targets.get((key(at.row),), ()), at.place)
        if title == _PROJECTS and at.row:
            return _nearest(self._projects.get((key(at.row),), ()), at.place)
        return None

    @cached_property
    def _indicators(self) -> _Named:
        named: _Named = {}
        for number, target in enumerate(self.disclosure.targets):
            for at, indicator in enumerate(target.indicators):
                name = (key(target.project or ""), key(indicator.name or ""))
                place = indicator.place if indicator.place != Place() else target.place
                named.setdefault(name, []).append((place, f"g{number}.{at}"))
        return named

    @cached_property
    def _targets(self) -> _Named:
        named: _Named = {}
        for number, target in enumerate(self.disclosure.targets):
            named.setdefault((key(target.project or ""),), []).append((target.place, f"g{number}"))
        return named

    @cached_property
    def _at(self) -> dict[Place, str]:
        """Place → what begins there; nothing where the place says nothing."""
        known: dict[Place, str] = {}
        for number, target in enumerate(self.disclosure.targets):
            known.setdefault(target.place, f"g{number}")
            for at, indicator in enumerate(target.indicators):
                known.setdefault(indicator.place, f"g{number}.{at}")
        known.pop(Place(), None)
        return known

    @cached_property
    def _projects(self) -> _Named:
        named: _Named = {}
        for number, project in enumerate(self.disclosure.projects):
            for name in {key(project.name or ""), key(project.unit or "")}:
                named.setdefault((name,), []).append((project.place, f"j{number}"))
        return named


def _nearest(candidates: Iterable[tuple[Place, str]], place: Place) -> str | None:
    """The namesake at the same place, else on the same page, else the first."""
    ordered = sorted(candidates, key=lambda candidate: (candidate[0] != place, candidate[0].page != place.page))
    return ordered[0][1] if ordered else None
