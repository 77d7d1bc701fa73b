"""A department's document as it would be published now, checked before anybody asks for it: all the tables and texts
that its units' lines and its notes come to, by the engine and the whole catalogue of rules."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gouji.drafting import Amounts
from gouji.lexicon.text import key
from gouji.model.coordinates import Coordinates
from gouji.model.ledger import Ledger
from gouji.web.cycle.models import Budget, Cycle
from gouji.web.organisation.models import Office
from gouji.web.publication.conversion import ledger_of
from gouji.web.publication.last_year import last_year
from gouji.web.publication.models import Notes, Version

_MOST_LINES = 12
_AT_ONCE = threading.Lock()
"""One at a time in a process: those who draft must not wait for those who look."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a unit's budget, counted from 1."""

    budget: int
    unit: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, with the lines that make up the amounts it names."""

    code: str
    level: str
    message: str
    lines: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """What is found, how many of the amounts are proved (in thousandths), and the paragraphs still owed."""

    found: tuple[Found, ...]
    amounts: int
    proved: int
    missing: tuple[str, ...]


class BusyError(Exception):
    """Another department's is being checked."""


def whole(cycle: Cycle, department: Office, notes: Notes | None, day: date) -> Whole:
    """All of it. Raises :class:`BusyError` while another is at work, :class:`gouji.errors.GoujiError` for a file with
    last year's budget that cannot be read."""
    before, _source = last_year(cycle, department, notes)
    ledger = ledger_of(cycle, department, notes, before, day)
    template = (
        Version.objects.filter(cycle__region=cycle.region, department=department)
        .order_by("-id")
        .values_list("template", flat=True)
        .first()
    )
    if not any(fact.year == ledger.year for fact in ledger.facts):
        return Whole((), 0, 0, ())
    if not _AT_ONCE.acquire(blocking=False):
        raise BusyError
    try:
        found = _examined(ledger, template or "generic")
    finally:
        _AT_ONCE.release()
    owners = _owners(cycle, department)
    lines = [Found(one.code, one.level, one.message, _lines(one.facts, owners)) for one in found.found]
    return Whole(tuple(lines), found.amounts, found.proved, found.missing)


@dataclass(frozen=True, slots=True)
class _Placed:
    code: str
    level: str
    message: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Examined:
    found: tuple[_Placed, ...]
    amounts: int
    proved: int
    missing: tuple[str, ...]


@lru_cache(maxsize=64)
def _examined(ledger: Ledger, template: str) -> _Examined:
    """What is found of a ledger's document, remembered by the ledger itself."""
    from gouji.checking import check
    from gouji.publishing.outline import missing_texts
    from gouji.publishing.printed import disclosure_of
    from gouji.tabulating import load_template
    from gouji.tabulating.document import tabulated

    publication = tabulated(ledger, load_template(template)).publication
    disclosure = disclosure_of(publication)
    report = check(disclosure)
    points = {cell.id: cell.coordinates for cell in disclosure.cells}
    behind = _Behind(ledger)
    found = tuple(
        _Placed(
            finding.code,
            finding.level.value,
            finding.message if finding.message.endswith("。") else f"{finding.message}。",
            tuple(dict.fromkeys(behind.facts(points.get(place.cell or "") for place in finding.places))),
        )
        for finding in report.findings
        if finding.level.value != "notice"
    )
    return _Examined(found, report.tables.amounts, report.tables.proved, tuple(missing_texts(publication)))


class _Behind:
    """The lines behind printed amounts, whose points name units and projects as they are printed."""

    def __init__(self, ledger: Ledger) -> None:
        self._amounts = Amounts(ledger)
        self._units = {key(unit.name): unit.id for unit in ledger.units}
        self._projects: dict[str, list[str]] = {}
        for entry in ledger.projects:
            self._projects.setdefault(entry.name, []).append(entry.id)
        self._year = ledger.year

    def facts(self, points: Iterator[Coordinates | None]) -> Iterator[int]:
        """The places of the facts of this year."""
        for point in points:
            if point is None or point.year not in {None, self._year}:
                continue
            at = point.at("year", self._year)
            if at.unit is not None:
                at = at.at("unit", self._units.get(at.unit, at.unit))
            if at.project is None:
                yield from self._amounts.facts(at)
            else:
                for id in self._projects.get(at.project.rpartition("/")[2], ()):
                    yield from self._amounts.facts(at.at("project", id))


def _owners(cycle: Cycle, department: Office) -> list[tuple[int, str, int]]:
    """Budget, unit and number of each line, in the order of the ledger's facts."""
    rows = (
        Budget.objects.filter(cycle=cycle, unit__parent=department)
        .order_by("unit__path", "lines__position")
        .values_list("pk", "unit__name", "lines__pk")
    )
    owners: list[tuple[int, str, int]] = []
    numbers: dict[int, int] = {}
    for budget, unit, line in rows:
        if line is not None:
            numbers[budget] = numbers.get(budget, 0) + 1
            owners.append((budget, unit, numbers[budget]))
    return owners


def _lines(facts: Sequence[int], owners: Sequence[tuple[int, str, int]]) -> tuple[Lines, ...]:
    """The lines by unit; none where an amount is made of so many that naming them would tell nothing."""
    mine: dict[tuple[int, str], list[int]] = {}
    for fact in facts:
        if fact < len(owners):
            budget, unit, number = owners[fact]
            mine.setdefault((budget, unit), []).append(number)
    if sum(map(len, mine.values())) > _MOST_LINES:
        return ()
    return tuple(Lines(budget, unit, tuple(sorted(numbers))) for (budget, unit), numbers in mine.items())
