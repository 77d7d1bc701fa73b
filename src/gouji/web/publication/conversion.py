"""The one place where a department's approved budgets become a ledger.

Units are named by their budget code where that is theirs alone; a project's id is its unit's and its number there. A
line names its project; what the project library knows under that name in the unit comes with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gouji.model.coordinates import EXPENDITURE
from gouji.model.disclosure import Target
from gouji.model.ledger import (
    Assets,
    DepartmentEntry,
    Fact,
    Ledger,
    ProjectEntry,
    StatedAmount,
    Texts,
    UnitEntry,
)
from gouji.web.base.language import chinese
from gouji.web.cycle.checks import fact_of
from gouji.web.cycle.models import Budget, Cycle
from gouji.web.cycle.rows import Row, of_lines
from gouji.web.organisation.models import Office
from gouji.web.projects.models import Project
from gouji.web.projects.targets import target_of
from gouji.web.publication.models import Notes


@chinese
def ledger_of(
    cycle: Cycle, department: Office, notes: Notes | None, before: Ledger | None, published_on: date
) -> Ledger:
    """The department's ledger of the year, of every budget its units have in the cycle. ``before`` is last year's
    ledger, whose amounts stand beside this year's."""
    budgets = tuple(
        Budget.objects.filter(cycle=cycle, unit__parent=department)
        .select_related("unit")
        .prefetch_related("lines")
        .order_by("unit__path")
    )
    ids = unit_ids([budget.unit for budget in budgets])
    units = tuple(_unit(budget.unit, ids[budget.unit_id]) for budget in budgets)
    library = {
        (one.unit_id, one.name): one
        for one in Project.objects.filter(unit__parent=department).select_related("theme", "unit")
    }
    projects: list[ProjectEntry] = []
    facts: list[Fact] = []
    targets: list[Target] = []
    for budget in budgets:
        rows = of_lines(budget.lines.all())
        entries = _projects(rows, budget.unit, ids[budget.unit_id], library)
        projects += entries.values()
        facts += _facts(rows, ids[budget.unit_id], cycle.year, entries)
        targets += _targets(rows, budget.unit, cycle.year, library)
    earlier, stated = _last_year(before, cycle.year - 1, {unit.name: unit.id for unit in units})
    return Ledger(
        DepartmentEntry(department.name, cycle.year, cycle.region.name, published_on=published_on.isoformat()),
        units,
        tuple(projects),
        (*facts, *earlier),
        stated=stated,
        targets=tuple(targets),
        assets=assets_of(notes),
        texts=texts_of(notes),
        codes=before.codes if before else (),
    )


def unit_ids(units: Sequence[Office]) -> dict[int, str]:
    """The id of each unit by its key."""
    codes = Counter(unit.code for unit in units)
    return {unit.pk: unit.code if unit.code and codes[unit.code] == 1 else f"U{unit.pk}" for unit in units}


def _unit(office: Office, id: str) -> UnitEntry:
    kind = office.kind or "administrative"
    return UnitEntry(id, office.name, kind, office.active_staff, office.retired_staff)


Library = Mapping[tuple[int, str], Project]
"""The project library by unit and name."""


def _projects(rows: Iterable[Row], unit: Office, id: str, library: Library) -> dict[str, ProjectEntry]:
    """The projects of a unit by name, in the order of its lines."""
    names = dict.fromkeys(row.project for row in rows if row.project)
    return {
        name: project_entry(f"{id}-{number}", name, id, library.get((unit.pk, name)))
        for number, name in enumerate(names, 1)
    }


def project_entry(id: str, name: str, unit: str, known: Project | None) -> ProjectEntry:
    """A project of a unit, with what the library knows of it."""
    if known is None:
        return ProjectEntry(id, name, unit)
    level1 = known.theme.name if known.theme else ""
    return ProjectEntry(id, name, unit, level1, str(known.get_kind_display()), known.hidden)


def _targets(rows: Sequence[Row], unit: Office, year: int, library: Library) -> Iterator[Target]:
    """The targets of the unit's projects that are not withheld, with what the budget gives them."""
    for name in dict.fromkeys(row.project for row in rows if row.project):
        known = library.get((unit.pk, name))
        if known is not None and not known.hidden:
            amount = sum(row.amount for row in rows if row.project == name and row.side == EXPENDITURE)
            target = target_of(known, year, amount)
            if target is not None:
                yield target


def _facts(rows: Iterable[Row], unit: str, year: int, entries: dict[str, ProjectEntry]) -> Iterator[Fact]:
    for row in rows:
        fact = fact_of(unit, year, row)
        yield replace(fact, project=entries[row.project].id) if row.project else fact


def _last_year(
    before: Ledger | None, year: int, units: dict[str, str]
) -> tuple[tuple[Fact, ...], tuple[StatedAmount, ...]]:
    """Last year's facts, projects added up: a unit that is no more, or was not told, stands for none."""
    if before is None:
        return (), ()
    names = {unit.id: unit.name for unit in before.units}
    sums: dict[Fact, int] = defaultdict(int)
    for fact in before.facts:
        if fact.year == year and fact.stage in {None, "budget"}:
            unit = units.get(names.get(fact.unit, ""), "")
            sums[replace(fact, unit=unit, project=None, stage=None, amount=0)] += fact.amount
    facts = tuple(replace(fact, amount=amount) for fact, amount in sums.items() if amount)
    return facts, tuple(entry for entry in before.stated if entry.year == year and entry.unit is None)


def texts_of(notes: Notes | None) -> Texts:
    """The texts people wrote."""
    if notes is None:
        return Texts()
    reasons = tuple((name, text) for name, text in notes.reasons.items() if text)
    return Texts(_lines(notes.functions), _lines(notes.institutions), reasons)


def assets_of(notes: Notes | None) -> Assets:
    """What people said of the department's assets."""
    return Assets(**notes.assets) if notes is not None and notes.assets else Assets()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
