"""A published budget and the adjustments approved since as one ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from gouji.errors import GoujiError
from gouji.ledgers.adjusting import adjusted_ledger
from gouji.model.coordinates import EXPENDITURE
from gouji.model.disclosure import Target
from gouji.model.ledger import AdjustmentEntry, Fact, Ledger, ProjectEntry, UnitEntry
from gouji.web.base.language import chinese
from gouji.web.cycle.adjusting import added
from gouji.web.cycle.checks import fact_of
from gouji.web.cycle.models import Adjustment, Budget
from gouji.web.cycle.rows import Row, of_lines
from gouji.web.projects.models import Project, State
from gouji.web.projects.targets import target_of
from gouji.web.publication.conversion import project_entry, unit_ids

Library = Mapping[str, Project]
"""The projects of a unit by name."""


@chinese
def ledger_with(
    original: Ledger, budgets: Sequence[Budget], adjustments: Sequence[Adjustment], explanation: str, today: date
) -> Ledger:
    """The ledger of the adjusted budget: ``original`` is what was published, ``budgets`` those of the department's
    units, ``adjustments`` what was approved since, in order. Raises :class:`GoujiError` where they do not fit
    together."""
    ids = unit_ids([budget.unit for budget in budgets])
    units = {unit.id: unit for unit in original.units}
    changes: dict[Fact, int] = defaultdict(int)
    projects: list[ProjectEntry] = []
    targets: list[Target] = []
    for budget in budgets:
        unit = _unit(units, ids[budget.unit_id], budget.unit.name)
        entries = {entry.name: entry for entry in original.projects if entry.unit == unit.id}
        mine = [one for one in adjustments if one.budget_id == budget.pk]
        library = {one.name: one for one in Project.objects.filter(unit=budget.unit).select_related("theme", "unit")}
        rows = of_lines(budget.lines.all())
        _compare(original, unit, rows, entries)
        for row in (row for one in mine for row in of_lines(one.lines.all())):
            if row.project and row.project not in entries:
                id = f"{unit.id}-{len(entries) + 1}"
                entries[row.project] = project_entry(id, row.project, unit.id, library.get(row.project))
                projects.append(entries[row.project])
            changes[replace(_fact(original.year, unit, row, entries), amount=0)] += row.amount
        left = added(rows, (row for one in mine for row in of_lines(one.lines.all())))
        targets += _targets(original, unit, left, entries, library)
    return adjusted_ledger(
        original,
        [replace(fact, amount=amount) for fact, amount in changes.items() if amount],
        [_entry(one, ids[one.budget.unit_id]) for one in adjustments],
        projects=projects,
        targets=targets,
        explanation=explanation,
        published_on=today.isoformat(),
    )


def _unit(units: Mapping[str, UnitEntry], id: str, name: str) -> UnitEntry:
    """The unit as it was published: by its id, else by its name."""
    found = units.get(id) or next((unit for unit in units.values() if unit.name == name), None)
    if found is None:
        raise GoujiError(_("已公开的年初预算里没有单位“%s”，请先更正公开年初预算。") % name)
    return found


def _fact(year: int, unit: UnitEntry, row: Row, entries: Mapping[str, ProjectEntry]) -> Fact:
    fact = fact_of(unit.id, year, row)
    return replace(fact, project=entries[row.project].id) if row.project else fact


def _compare(original: Ledger, unit: UnitEntry, rows: Iterable[Row], entries: Mapping[str, ProjectEntry]) -> None:
    """Raises :class:`GoujiError` where what was published is not what is approved."""
    published: dict[Fact, int] = defaultdict(int)
    for fact in original.facts:
        if fact.year == original.year and fact.unit == unit.id:
            published[replace(fact, amount=0)] += fact.amount
    for row in rows:
        if row.project and row.project not in entries:
            break
        fact = replace(_fact(original.year, unit, row, entries), amount=0)
        published[fact] -= row.amount
    else:
        if not any(published.values()):
            return
    raise GoujiError(_("单位“%s”已公开的年初预算与批复的预算不一致，请先更正公开年初预算。") % unit.name)


def _targets(
    original: Ledger,
    unit: UnitEntry,
    rows: Sequence[Row],
    entries: Mapping[str, ProjectEntry],
    library: Library,
) -> Iterable[Target]:
    """The targets of what the adjusted budget pays for: as stored in the library, else as they were published."""
    known = {target.project: target for target in original.targets if target.unit == unit.name}
    for name in dict.fromkeys(row.project for row in rows if row.project):
        project = library.get(name)
        amount = sum(row.amount for row in rows if row.project == name and row.side == EXPENDITURE)
        if entries[name].hidden or not amount:
            continue
        stored = project is not None and project.state == State.STORED
        target = target_of(project, original.year, amount) if stored and project is not None else None
        if (found := target or known.get(name)) is not None:
            yield found


def _entry(adjustment: Adjustment, unit: str) -> AdjustmentEntry:
    spent = [row.amount for row in of_lines(adjustment.lines.all()) if row.side == EXPENDITURE]
    return AdjustmentEntry(
        unit,
        str(adjustment.approved_on),
        sum(amount for amount in spent if amount > 0),
        -sum(amount for amount in spent if amount < 0),
        adjustment.reason,
        adjustment.basis,
    )
