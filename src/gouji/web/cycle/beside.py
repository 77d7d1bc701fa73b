"""What stands beside a budget's lines while they are checked: its projects in the library, last year, the staff.

Asked of the database once for each check; what is made of an answer is remembered by the answer itself, never by when
it was given, so that nothing that has changed is taken for what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Sum
from django.utils import timezone

from gouji.drafting import Amounts, Before, Printed
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Indicator
from gouji.model.ledger import UnitEntry
from gouji.model.money import UNITS_BY_TEXT, Amount
from gouji.web.cycle.checks import ledger_of
from gouji.web.cycle.models import Budget, Stage
from gouji.web.cycle.rows import Row, of_lines
from gouji.web.organisation.models import ACTIVE_KINDS, RETIRED_KINDS, Office, staff_on
from gouji.web.projects.models import PlanLine, Project, Target, TargetIndicator
from gouji.web.projects.targets import TITLES, of_texts
from gouji.web.review.figures import figures_of
from gouji.web.review.models import Document
from gouji.web.review.models import State as Reviewed

_REMEMBERED = 256
_FIELDS = tuple(TITLES)


@dataclass(frozen=True, slots=True)
class Known:
    """A project of the library: what its plan gives it in the budget's year, in 分 (None: it has no plan of that year),
    and its target's objective and indicators (None: it has none)."""

    project: Project
    planned: int | None
    objective: str | None
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """``projects`` by name; ``last`` is last year's budget of the unit and ``before`` its lines; ``amounts`` what the
    engine may ask of last year; ``heads`` how many there are of each kind of people, None where nobody said."""

    projects: Mapping[str, Known]
    last: Budget | None
    before: tuple[Row, ...]
    amounts: Before | None
    heads: Mapping[str, int] | None

    @property
    def active(self) -> int | None:
        """How many are at work."""
        return None if self.heads is None else sum(self.heads.get(kind, 0) for kind in ACTIVE_KINDS)

    @property
    def retired(self) -> int | None:
        """How many are retired."""
        return None if self.heads is None else sum(self.heads.get(kind, 0) for kind in RETIRED_KINDS)


def beside(budget: Budget, rows: Sequence[Row]) -> Beside:
    """All of it."""
    last = (
        Budget.objects.filter(unit=budget.unit, cycle__region=budget.cycle.region, cycle__year=budget.cycle.year - 1)
        .select_related("cycle")
        .first()
    )
    before = of_lines(last.lines.all()) if last is not None else ()
    staff = staff_on(budget.unit, budget.cycle.staff_as_of or timezone.localdate())
    return Beside(
        known_projects(budget.unit, budget.cycle.year, {row.project for row in rows if row.project}),
        last,
        before,
        _last_year(budget, last, before),
        {kind: one.actual for kind, one in staff.items()} or None,
    )


def known_projects(unit: Office, year: int, names: Iterable[str]) -> dict[str, Known]:
    """The unit's projects of these names."""
    found = {one.pk: one for one in Project.objects.filter(unit=unit, name__in=tuple(names))}
    if not found:
        return {}
    plans = PlanLine.objects.filter(project__in=found, year=year).order_by().values_list("project")
    planned = dict(plans.annotate(Sum("amount")))
    targets = {
        project: (pk, objective)
        for project, pk, objective in Target.objects.filter(project__in=found, year=year).values_list(
            "project", "pk", "objective"
        )
    }
    indicators: dict[int, list[Indicator]] = {}
    wanted = [pk for pk, _ in targets.values()]
    for target, *texts in TargetIndicator.objects.filter(target__in=wanted).values_list("target", *_FIELDS):
        indicators.setdefault(target, []).append(_indicator(tuple(texts)))
    made = {}
    for pk, project in found.items():
        project.unit = unit
        own = targets.get(pk)
        made[project.name] = Known(
            project, planned.get(pk), own and own[1], tuple(indicators.get(own[0], ())) if own else ()
        )
    return made


@lru_cache(maxsize=4096)
def _indicator(texts: tuple[str, ...]) -> Indicator:
    return of_texts(dict(zip(_FIELDS, texts, strict=True)))


def _last_year(budget: Budget, last: Budget | None, before: tuple[Row, ...]) -> Before | None:
    """Last year as the engine may ask for it: the budget approved here, else the document handed in for the unit."""
    year, unit = budget.cycle.year - 1, budget.unit
    if last is not None and last.stage == Stage.APPROVED and before:
        return _amounts(before, year, unit.name, unit.kind)
    document = (
        Document.objects.filter(office=unit, year=year, kind="budget", state__in=(Reviewed.PASSED, Reviewed.CHECKED))
        .exclude(figures="")
        .order_by("-state", "-id")
        .values_list("figures", "title")
        .first()
    )
    return _printed(*document, year) if document is not None else None


@lru_cache(maxsize=_REMEMBERED)
def _amounts(rows: tuple[Row, ...], year: int, name: str, kind: str) -> Amounts:
    entry = UnitEntry("u", name, kind or "administrative")
    return Amounts(ledger_of(entry, name, year, rows), f"{year}年预算")


@lru_cache(maxsize=_REMEMBERED)
def _printed(sha256: str, title: str, year: int) -> Printed:
    """What a document prints; the file named by its SHA-256 never changes."""
    amounts: dict[Coordinates, Amount] = {}
    for at, text, unit in figures_of(sha256):
        amounts.setdefault(Coordinates(**at), Amount(text, UNITS_BY_TEXT[unit]))
    return Printed(title or f"{year}年预算", year, amounts)
