"""One side of a comparison: a document's figures, projects and targets, from a file or from a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gouji.corpus.figures import DISPUTED, Figure
from gouji.corpus.rows import Checked, Row, rows_of
from gouji.model.coordinates import DIMENSIONS, FUND_PARENTS, Coordinates

_WIDER_FUND = {"general_public_budget": ("fiscal_appropriation", None), "fiscal_appropriation": (None,)}


@dataclass(frozen=True, slots=True)
class SideProject:
    """A project with its amount in 分."""

    name: str
    key: str
    level1: str | None
    unit: str | None
    fen: int | None


@dataclass(frozen=True, slots=True)
class SideIndicator:
    """An indicator as it is compared."""

    level2: str | None
    name: str
    key: str
    value: str
    operator: str | None
    number: str | None
    measure: str | None


@dataclass(frozen=True, slots=True)
class SideTarget:
    """A target; ``project`` is None for the whole department's."""

    project: str | None
    key: str | None
    unit: str | None
    objective: str | None
    fingerprint: str | None
    indicators: tuple[SideIndicator, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A document. ``figures`` are by their point with the year as written."""

    file: str
    title: str
    department: str
    key: str | None
    year: int | None
    kind: str
    scope: str | None
    units: tuple[str, ...]
    figures: Mapping[Coordinates, Figure]
    projects: tuple[SideProject, ...]
    targets: tuple[SideTarget, ...]
    facts: Row = field(default_factory=dict)
    _single: frozenset[str] = frozenset()
    """Restrictions that take nothing away here: ``fund`` where all money is of one fund, ``origin`` where none was
    carried over."""

    def at(self, point: Coordinates, back: int = 0) -> Figure | None:
        """The figure at a point of this document's year, or ``back`` years before it; None where it is not printed. A
        fund that is all there is may be left out of what is printed."""
        wanted = point.at("year", None if self.year is None else self.year - back)
        for candidate in self._spellings(wanted):
            found = self.figures.get(candidate)
            if found is not None:
                return found
        return None

    def _spellings(self, point: Coordinates) -> Iterable[Coordinates]:
        points = [point]
        if "fund" in self._single and point.fund in _WIDER_FUND:
            points += [point.at("fund", fund) for fund in _WIDER_FUND[point.fund]]
        if "origin" in self._single and point.origin == "current":
            points += [one.at("origin", None) for one in points]
        return points

    @property
    def own(self) -> dict[Coordinates, Figure]:
        """The figures of the document's own year, their points without it."""
        return {point.at("year", None): one for point, one in self.figures.items() if point.year == self.year}

    @property
    def before(self) -> dict[Coordinates, Figure]:
        """The figures of the year before, their points without it."""
        last = None if self.year is None else self.year - 1
        return {point.at("year", None): one for point, one in self.figures.items() if last and point.year == last}


def side_of_file(paths: Sequence[Path]) -> Side:
    """The document in the files. Raises as :func:`gouji.reading.read`."""
    from gouji.checking import check
    from gouji.reading import read

    disclosure = read(paths)
    source = disclosure.document.source
    rows = rows_of(Checked(source.sha256 or "0" * 64, 0, disclosure, check(disclosure)))
    rows["documents"][0]["file"] = source.file
    return side_of_rows(rows)


def side_of_rows(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Side:
    """The document that rows of a dataset tell of."""
    document = rows["documents"][0]
    figures = {figure.point: figure for figure in map(_figure, rows["figures"])}
    indicators: dict[int, list[SideIndicator]] = {}
    for row in rows["indicators"]:
        if row["name"]:
            indicators.setdefault(row["target"], []).append(_indicator(row))
    side = Side(
        document.get("file") or "",
        document["title"] or "",
        document["department"] or "",
        document["institution_key"],
        document["document_year"],
        document["kind"],
        document["scope"],
        tuple(document["units"] or ()),
        figures,
        tuple(_project(row) for row in rows["projects"] if row["name"]),
        tuple(_target(row, indicators.get(row["target"], ())) for row in rows["targets"]),
        {name: document.get(name) for name in ("staff", "amounts", "proved", "errors", "region_name", "document")},
    )
    return replace(side, _single=_all_there_is(side))


def _figure(row: Mapping[str, Any]) -> Figure:
    values = {name: row.get("budget_unit" if name == "unit" else name) for name in DIMENSIONS}
    return Figure(Coordinates(**values), row["fen"], row["low"], row["high"], row["prints"], row["evidence"])


def _project(row: Mapping[str, Any]) -> SideProject:
    return SideProject(row["name"], row["project_key"], row["level1"], row["budget_unit"], row.get("fen"))


def _target(row: Mapping[str, Any], indicators: Sequence[SideIndicator]) -> SideTarget:
    return SideTarget(
        row["project"],
        row["project_key"],
        row["budget_unit"],
        row["objective"],
        row["fingerprint"],
        tuple(indicators),
    )


def _indicator(row: Mapping[str, Any]) -> SideIndicator:
    return SideIndicator(
        row["level2"],
        row["name"],
        row["name_key"],
        row["value"] or "",
        row["operator"],
        row["number"],
        row["measure"],
    )


def _all_there_is(side: Side) -> frozenset[str]:
    single = {"fund", "origin"}
    for point, figure in side.own.items():
        if figure.evidence != DISPUTED and not figure.fen:
            continue
        if point.origin == "carried_over":
            single.discard("origin")
        if point.fund not in (None, "general_public_budget", "fiscal_appropriation") or (
            point.fund in FUND_PARENTS and FUND_PARENTS[point.fund] == "own_funds"
        ):
            single.discard("fund")
    return frozenset(single)
