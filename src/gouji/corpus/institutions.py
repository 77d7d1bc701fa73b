"""Institutions as data: every name under which documents were published, who lists whom, and who followed whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gouji.corpus.offices import institution_key
from gouji.corpus.rows import Row
from gouji.corpus.stated import Stated

COLUMNS = (
    *("document", "department", "title", "institution_key", "scope", "region", "office"),
    *("document_year", "units"),
)
"""What must be known of the documents."""
_SHORTEST_SUFFIX = 4
"""A department may list a unit without its place; a shorter name than this would fit too many."""

Known = Mapping[str, Any]


def institution_rows(documents: Sequence[Known], stated: Stated) -> list[Row]:
    """A row for each name (key), in order."""
    parents = _newest_parents(membership_rows(documents, stated))
    by_key: dict[str, list[Known]] = defaultdict(list)
    for row in documents:
        if row["institution_key"]:
            by_key[row["institution_key"]].append(row)
    told = stated.institutions
    rows: list[Row] = []
    for key, found in sorted(by_key.items()):
        institution = stated.of(key) or key
        newest = max(found, key=lambda row: (row["document_year"] or 0, row["scope"] == "department", row["document"]))
        years = [row["document_year"] for row in found if row["document_year"]]
        rows.append(
            {
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
        )
    return rows


def _newest_parents(memberships: Sequence[Row]) -> dict[str, str]:
    """The department of each unit, of the newest year."""
    found: dict[str, str] = {}
    for row in memberships:  # in order of years
        if row["unit"] != row["department"]:
            found[row["unit"]] = row["department"]
    return found


def membership_rows(documents: Sequence[Known], stated: Stated) -> list[Row]:
    """A row for each unit of each department in each year: as the department's document lists it, or as is stated."""
    rows: dict[tuple[int, str, str], Row] = {}
    published = _Published(documents)
    departments = [row for row in documents if row["scope"] == "department" and row["document_year"]]
    for row in sorted(departments, key=lambda row: (row["document_year"], row["document"])):
        department = stated.of(row["institution_key"])
        for name in row["units"] or () if department else ():
            unit = stated.of(published.meant(name, row))
            if unit is None or department is None or unit in stated.parents:
                continue
            place = (row["document_year"], department, unit)
            rows.setdefault(place, _membership(*place, name, row["document"], stated=False))
    for row in documents:
        unit, year = stated.of(row["institution_key"]), row["document_year"]
        if unit is not None and unit in stated.parents and year:
            told = (year, stated.parents[unit], unit)
            rows.setdefault(told, _membership(*told, row["department"] or row["title"], None, stated=True))
    return [rows[place] for place in sorted(rows)]


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

    def __init__(self, documents: Sequence[Known]) -> None:
        self._keys: dict[tuple[int, str | None], set[str]] = defaultdict(set)
        for row in documents:
            if row["institution_key"] and row["document_year"] and row["scope"] == "unit":
                self._keys[row["document_year"], row["region"]].add(row["institution_key"])

    def meant(self, listed: str, department: Known) -> str | None:
        """The key of a listed unit: as it published, where its listed name is the end of one name alone."""
        key = institution_key(listed)
        published = self._keys[department["document_year"], department["region"]]
        if key is None or key in published or key == department["institution_key"] or len(key) < _SHORTEST_SUFFIX:
            return key
        fitting = [name for name in published if name.endswith(key)]
        return fitting[0] if len(fitting) == 1 else key


def succession_rows(stated: Stated) -> list[Row]:
    """A row for each pair of a succession."""
    return [
        {"succession": f"{one.year}-{number}", "year": one.year, "before": before, "after": after}
        for number, one in enumerate(stated.successions, 1)
        for before in one.before
        for after in one.after
    ]


def derived_rows(documents: Sequence[Known], stated: Stated) -> Iterator[tuple[str, list[Row]]]:
    """The tables that follow from the documents together and from what is stated."""
    yield "institutions", institution_rows(documents, stated)
    yield "memberships", membership_rows(documents, stated)
    yield "successions", succession_rows(stated)
