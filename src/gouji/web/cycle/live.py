"""The identity engine and the rules of checking on a budget as it is typed: what is said of it against its lines, last
year and the projects' targets, each finding with the place to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse

from gouji.drafting import Draft, InText, OfFacts, OfTarget, Said, Told, examined
from gouji.model.disclosure import Target
from gouji.model.ledger import Ledger, UnitEntry
from gouji.model.money import Unit, amount_of_fen
from gouji.web.base.language import CORE_LANGUAGE
from gouji.web.cycle.beside import Beside
from gouji.web.cycle.checks import Problem, ledger_of
from gouji.web.cycle.models import Budget
from gouji.web.cycle.rows import Row

NOTE = "note"
"""The name of the text on the budget's page."""
_TITLE = "编报说明"
_REASON = "测算理由"
_ITEM = "explanation:"
_MOST_ALSO = 60


def ledger_beside(budget: Budget, rows: Sequence[Row], known: Beside) -> Ledger:
    """The lines as a ledger, with the unit's kind and people and its projects' targets."""
    unit = budget.unit
    entry = UnitEntry("u", unit.name, unit.kind or "administrative", known.active, known.retired)
    return ledger_of(entry, unit.name, budget.cycle.year, rows, _targets(budget, rows, known))


def _targets(budget: Budget, rows: Sequence[Row], known: Beside) -> tuple[Target, ...]:
    amounts: dict[str, int] = {}
    for row in rows:
        if row.project:
            amounts[row.project] = amounts.get(row.project, 0) + row.amount
    return tuple(
        Target(
            budget.unit.name,
            name,
            amount_of_fen(amount, Unit.TEN_THOUSAND_YUAN, 2),
            found.objective or None,
            found.indicators,
            year=budget.cycle.year,
        )
        for name, amount in amounts.items()
        if (found := known.projects.get(name)) is not None and found.objective is not None and amount > 0
    )


def live_problems(budget: Budget, ledger: Ledger, note: str, known: Beside) -> tuple[Problem, ...]:
    """Everything the engine and the rules find."""
    said = [Said(NOTE, _TITLE, note, states=True)] if note.strip() else []
    said += [
        Said(f"{_ITEM}{one.use}:{one.economic}", f"{one.economic} {_REASON}", one.text)
        for one in budget.explanations.all()
        if one.text.strip()
    ]
    first: dict[str, int] = {}
    for number, fact in enumerate(ledger.facts):
        if fact.project:
            first.setdefault(fact.project, number)
    found = examined(Draft(ledger, said, known.amounts))
    return tuple(_problem(told, budget, first, known, note) for told in found)


def _problem(told: Told, budget: Budget, first: Mapping[str, int], known: Beside, note: str) -> Problem:
    """A finding with where it is mended; ``first`` is the first line of each project."""
    row, field, link, text, start, end = None, "", "", "", 0, 0
    also, message = tuple(dict.fromkeys(_lines(told))), told.message
    for spot in told.spots:
        if isinstance(spot, InText) and spot.name == NOTE:
            if not text:
                text, start, end = spot.name, spot.start, spot.end
        elif isinstance(spot, InText) and not link:
            link = reverse("budget-standards", args=(budget.pk,))
            message = f"{spot.name.rpartition(':')[2]} {_REASON}：{message}"
        elif isinstance(spot, OfTarget) and row is None:
            row, field = first.get(spot.project), "project"
            project = known.projects[spot.project].project
            link = reverse("target", args=(project.pk, budget.cycle.year))
    shown = also if len(also) <= _MOST_ALSO else ()
    words = note[start:end]
    return Problem(told.level, message, row, field, link, CORE_LANGUAGE, told.code, shown, text, start, end, words)


def _lines(told: Told) -> Iterator[int]:
    for spot in told.spots:
        if isinstance(spot, OfFacts):
            yield from spot.facts
