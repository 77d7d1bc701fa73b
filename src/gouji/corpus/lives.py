"""The institutions of a dataset with their documents of each year, as far as succession asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gouji.corpus.agreement import Interval
from gouji.corpus.comparing.last_year import last_year
from gouji.corpus.comparing.side import Side
from gouji.corpus.comparing.side_rows import side_of_rows
from gouji.corpus.stated import Stated
from gouji.model.coordinates import DIMENSIONS, Coordinates

Row = Mapping[str, Any]
DOCUMENTS = ("document", "institution_key", "document_year", "region_name", "scope", "kind")
FIGURES = (
    *("document", "document_year", "fen", "low", "high", "prints", "evidence"),
    *("budget_unit" if name == "unit" else name for name in DIMENSIONS),
)
STATEMENTS = (
    *("document", "kind", "section", "sentence", "direction", "percent", "fen", "low", "high", "base", "page", "line"),
    *("budget_unit" if name == "unit" else name for name in DIMENSIONS),
)
"""What must be known of documents, of figures, and of statements that are changes."""
_NO_ROWS = ("cells", "projects", "targets", "indicators", "findings")


@dataclass(frozen=True, eq=False)
class Life:
    """An institution: its place, the years of which there are documents, and the document of each."""

    name: str
    region: str | None
    sides: Mapping[int, Side]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of its documents."""
        return frozenset(self.sides)

    @cached_property
    def _last_years(self) -> dict[int, dict[Coordinates, Interval]]:
        return {}

    def last_year(self, year: int) -> dict[Coordinates, Interval]:
        """What its document of a year tells of the year before."""
        if year not in self._last_years:
            side = self.sides.get(year)
            self._last_years[year] = {} if side is None else last_year(side)
        return self._last_years[year]

    def told(self, point: Coordinates, year: int) -> Interval | None:
        """What it tells of a point the year before."""
        side = self.sides.get(year)
        return None if side is None else self.last_year(year).get(side.plain(point))

    def side(self, year: int) -> Side | None:
        """Its document of a year."""
        return self.sides.get(year)


def lives(
    documents: Sequence[Row], figures: Sequence[Row], statements: Sequence[Row], stated: Stated
) -> Iterator[Life]:
    """The institutions in order of their names. A department's own document speaks for it where there is its unit's,
    too, and a budget where there are final accounts: what is not known of a document's figures is left out."""
    chosen: dict[str, dict[int, Row]] = defaultdict(dict)
    regions: dict[str, str | None] = {}
    for row in sorted(documents, key=_weight):
        institution = stated.of(row["institution_key"])
        if institution is not None and row["document_year"] is not None:
            chosen[institution][row["document_year"]] = row
            regions[institution] = row["region_name"]
    own, changes = _by_document(figures), _by_document(statements)
    for name, years in sorted(chosen.items()):
        sides = {year: _side(row, own, changes) for year, row in years.items()}
        yield Life(name, regions[name], sides)


def candidates(documents: Sequence[Row], stated: Stated) -> set[str]:
    """The documents whose figures tell of a succession: of an institution that has none the year after, or the year
    before, where others of its place have."""
    years: dict[str, set[int]] = defaultdict(set)
    of_place: dict[str | None, set[int]] = defaultdict(set)
    known = [row for row in documents if row["institution_key"] and row["document_year"]]
    for row in known:
        years[stated.of(row["institution_key"]) or ""].add(row["document_year"])
        of_place[row["region_name"]].add(row["document_year"])
    chosen: set[str] = set()
    for row in known:
        own, near, year = (
            years[stated.of(row["institution_key"]) or ""],
            of_place[row["region_name"]],
            row["document_year"],
        )
        if any(at in near and at not in own for at in (year - 1, year + 1)):
            chosen.add(row["document"])
    return chosen


def _weight(row: Row) -> tuple[bool, bool, str]:
    return row.get("kind", "budget") == "budget", row["scope"] == "department", row["document"]


def _by_document(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found


def _side(row: Row, figures: Mapping[str, list[Row]], statements: Mapping[str, list[Row]]) -> Side:
    told: dict[str, Sequence[Row]] = dict.fromkeys(_NO_ROWS, ())
    document = {"title": "", "department": "", "units": (), "kind": "budget"} | dict(row)
    told |= {"documents": [document], "statements": statements.get(row["document"], ())}
    told["figures"] = [one for one in figures.get(row["document"], ()) if not one["budget_unit"] and not one["project"]]
    return side_of_rows(told)
