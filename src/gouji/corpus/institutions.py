"""Institutions as data: every name under which documents were published, who lists whom, and who followed whom.

What follows from all documents is made from their columns in order, a row at a time: only names are kept of each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from gouji.corpus.known_documents import KnownDocuments
from gouji.corpus.needs import need
from gouji.corpus.offices import institution_key
from gouji.corpus.parts import in_tables
from gouji.corpus.regions import region_of
from gouji.corpus.rows import Row
from gouji.corpus.schema import arrow_schema
from gouji.corpus.stated import Stated

COLUMNS = (
    *("document", "department", "title", "institution_key", "scope", "region", "region_name", "office"),
    *("document_year", "units"),
)
"""What must be known of the documents."""
_NAMING = tuple(name for name in COLUMNS if name != "units")
_MEMBERSHIP = ("year", "department", "unit")
_SHORTEST_SUFFIX = 4
"""A department may list a unit without its place; a shorter name than this would fit too many."""

_Known = Mapping[str, Any]


def institution_rows(documents: KnownDocuments, stated: Stated) -> Iterator[Row]:
    """A row for each name (key), in order."""
    parents = _newest_parents(membership_rows(documents, stated))
    told = stated.institutions
    named = (row for row in documents.rows("institution_key", columns=_NAMING) if row["institution_key"])
    for key, found in groupby(named, itemgetter("institution_key")):
        yield _institution(key, list(found), stated.of(key) or key, told, parents)


def _institution(
    key: str, found: list[_Known], institution: str, told: frozenset[str], parents: Mapping[str, str]
) -> Row:
    newest = max(found, key=lambda row: (row["document_year"] or 0, row["scope"] == "department", row["document"]))
    years = [row["document_year"] for row in found if row["document_year"]]
    return {
        "key": key,
        "institution": institution,
        "name": newest["department"] or newest["title"],
        "region": newest["region"],
        "since": min(years, default=None),
        "until": max(years, default=None),
        "parent": parents.get(institution),
        "office": newest["office"],
        "documents": len(found),
        "stated": institution in told,
    }


def _newest_parents(memberships: Iterable[Row]) -> dict[str, str]:
    """The department of each unit, of the newest year."""
    found: dict[str, str] = {}
    departments: dict[str, str] = {}  # one text for all its units
    for row in memberships:  # in order of years
        if row["unit"] != row["department"]:
            found[row["unit"]] = departments.setdefault(row["department"], row["department"])
    return found


def membership_rows(documents: KnownDocuments, stated: Stated) -> Iterator[Row]:
    """A row for each unit of each department in each year: as the department's document lists it, or as is stated. Of
    several that list it the first document's."""
    arrow = need("pyarrow")
    schema = arrow_schema("memberships")
    tables = in_tables(_listed(documents, stated), schema)
    # The order is kept where these are the same.
    table = arrow.concat_tables([schema.empty_table(), *tables]).sort_by([(name, "ascending") for name in _MEMBERSHIP])
    last: tuple[Any, ...] | None = None
    for row in KnownDocuments(table).rows():
        place = tuple(row[name] for name in _MEMBERSHIP)
        if place != last:
            yield dict(row)
        last = place


def _listed(documents: KnownDocuments, stated: Stated) -> Iterator[Row]:
    """Every membership, those that documents list before those that are stated."""
    published = _Published(documents)
    for row in documents.rows("document_year", "document"):
        department, year = stated.of(row["institution_key"]), row["document_year"]
        if row["scope"] != "department" or not year or not department:
            continue
        for name in row["units"] or ():
            unit = stated.of(published.meant(name, row))
            if unit is not None and unit not in stated.parents:
                yield _membership(year, department, unit, name, row["document"], stated=False)
    if not stated.parents:
        return
    for row in documents.rows(columns=_NAMING):
        unit, year = stated.of(row["institution_key"]), row["document_year"]
        if unit is not None and unit in stated.parents and year:
            name = row["department"] or row["title"]
            yield _membership(year, stated.parents[unit], unit, name, None, stated=True)


def _membership(year: int, department: str, unit: str, name: str, document: str | None, *, stated: bool) -> Row:
    return {
        "year": year,
        "department": department,
        "unit": unit,
        "name": name,
        "document": document,
        "stated": stated,
    }


class _Published:
    """The names under which units published, to tell which of them a listed name means."""

    def __init__(self, documents: KnownDocuments) -> None:
        # Backwards, so that the names with one ending stand together in order.
        self._backwards: dict[tuple[int, str | None], list[str]] = defaultdict(list)
        for row in documents.rows(columns=("institution_key", "document_year", "region", "scope")):
            if row["institution_key"] and row["document_year"] and row["scope"] == "unit":
                self._backwards[row["document_year"], row["region"]].append(row["institution_key"][::-1])
        for place, names in self._backwards.items():
            self._backwards[place] = sorted(set(names))

    def meant(self, listed: str, department: _Known) -> str | None:
        """The key of a listed unit: as it published, where its listed name is the end of one name alone."""
        key = institution_key(listed, region_of(department["region_name"] or ""))
        tail = institution_key(listed)
        if tail is None or key == department["institution_key"] or len(tail) < _SHORTEST_SUFFIX:
            return key
        names = self._backwards.get((department["document_year"], department["region"]), [])
        if key is not None and _among(key[::-1], names):
            return key
        at = bisect_left(names, tail[::-1])
        fitting = [name for name in names[at : at + 2] if name.startswith(tail[::-1])]
        # The name itself comes first of those that end with it.
        return fitting[0][::-1] if len(fitting) == 1 or (fitting and fitting[0] == tail[::-1]) else key


def _among(name: str, names: Sequence[str]) -> bool:
    at = bisect_left(names, name)
    return at < len(names) and names[at] == name


def succession_rows(stated: Stated) -> Iterator[Row]:
    """A row for each pair of a succession."""
    for number, one in enumerate(stated.successions, 1):
        for before in one.before:
            for after in one.after:
                yield {"succession": f"{one.year}-{number}", "year": one.year, "before": before, "after": after}


def derived_rows(documents: KnownDocuments, stated: Stated) -> Iterator[tuple[str, Iterator[Row]]]:
    """The tables that follow from the documents together and from what is stated."""
    yield "institutions", institution_rows(documents, stated)
    yield "memberships", membership_rows(documents, stated)
    yield "successions", succession_rows(stated)
