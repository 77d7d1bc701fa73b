"""Monitoring entries: what was reached by a day, with the lights that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gouji.ledgers.values import WrongValueError, amount_of
from gouji.model.disclosure import Indicator
from gouji.targets.demand import demand_of, result_of
from gouji.targets.monitoring import Light, Standing, elapsed, indicator, spending
from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import later
from gouji.web.cycle.steps import RefusedError
from gouji.web.journal.log import record
from gouji.web.performance.models import Entry
from gouji.web.performance.spending import budget_of_project
from gouji.web.projects.models import Project, State
from gouji.web.projects.targets import TITLES, grid, of_texts, saved_indicators

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One indicator of an entry with its light."""

    values: Mapping[str, str]
    standing: Standing

    @property
    def due(self) -> str:
        """What was due by then, in the language of the page."""
        return _due(self.standing)


@dataclass(frozen=True, slots=True)
class Lit:
    """An entry with its lights."""

    entry: Entry
    budget: int
    spending: Standing
    indicators: tuple[Told, ...]

    @property
    def worst(self) -> Light:
        """The worst of all lights, of those that say something."""
        lights = [self.spending.light, *(one.standing.light for one in self.indicators)]
        return next((light for light in (Light.RED, Light.YELLOW, Light.GREEN) if light in lights), Light.NONE)

    @property
    def due(self) -> str:
        """What was to be spent by then, in the language of the page."""
        return _due(self.spending)

    @property
    def percent(self) -> str:
        """What was spent of the budget."""
        return f"{self.entry.paid / self.budget * 100:.1f}%" if self.budget else "—"


def _due(standing: Standing) -> str:
    """The core names first what it is that was due."""
    name, _space, what = standing.due.partition(" ")
    return f"{gettext(name)} {what}" if name else ""


def of_values(values: Mapping[str, Any]) -> Indicator:
    """A kept indicator as one of the model."""
    return of_texts({name: str(values.get(name) or "") for name in TITLES})


def lit(entry: Entry, budget: int) -> Lit:
    """An entry with its lights; ``budget`` in 分."""
    passed = elapsed(entry.year, entry.as_of)
    told = tuple(
        Told(values, indicator(of_values(values), str(values.get("actual") or ""), passed))
        for values in entry.indicators
    )
    return Lit(entry, budget, spending(budget, entry.paid, passed), told)


def newest(projects: Sequence[Project], year: int) -> dict[int, Entry]:
    """The newest entry of each project (by id) in a year."""
    found: dict[int, Entry] = {}
    for entry in Entry.objects.filter(project__in=projects, year=year).order_by("as_of", "id"):
        found[entry.project_id] = entry
    return found


def can_tell(scope: Scope, project: Project) -> bool:
    """Whether the person may add an entry."""
    return project.state in {State.STORED, State.DRAFT, State.CLOSED} and scope.covers(Right.MONITOR, project.unit)


def blank(project: Project, year: int, last: Entry | None) -> list[dict[str, str]]:
    """The year's indicators to be filled in, with what was last told."""
    known = {values.get("name"): values for values in last.indicators} if last is not None else {}
    target = project.targets.filter(year=year).prefetch_related("indicators").first()
    return [
        values | {"actual": str(known.get(values["name"], {}).get("actual", "")), "note": ""}
        for values in grid(saved_indicators(target))
    ]


def tell(scope: Scope, project: Project, year: int, as_of: str, paid: str, texts: Mapping[str, str]) -> Entry:
    """Add an entry. ``texts`` are ``actual-0``, ``note-0`` … and ``text``. Raises :class:`RefusedError`."""
    assert isinstance(scope.user, User)
    if not can_tell(scope, project):
        raise RefusedError(_("您不能填报这个项目的执行情况。"))
    day, fen = _day(as_of, year), _paid(paid)
    last = newest([project], year).get(project.pk)
    indicators = blank(project, year, last)
    for number, values in enumerate(indicators):
        actual, note = (texts.get(f"{name}-{number}", "").strip()[:_LONGEST] for name in ("actual", "note"))
        if actual and demand_of(of_values(values)).number is not None and result_of(actual) is None:
            message = _("指标“%(name)s”的完成值“%(actual)s”不是数。")
            raise RefusedError(later(message, name=values["name"], actual=actual))
        values |= {"actual": actual, "note": note}
    with transaction.atomic():
        made = Entry.objects.create(
            project=project,
            year=year,
            as_of=day,
            paid=fen,
            indicators=indicators,
            text=texts.get("text", "").strip()[:2000],
            by=scope.user,
        )
        found = lit(made, budget_of_project(project, year))
        after = {"as_of": str(day), "paid": paid, "light": found.worst.text, "text": made.text}
        record(scope.user, "project.monitored", project, office=project.unit, after=after)
    return made


def _day(text: str, year: int) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise RefusedError(_("请填写截至日期。")) from None
    if not date(year, 1, 1) <= day <= date(year + 1, 3, 31):
        raise RefusedError(later(_("截至日期应在 %(year)d 年之内（决算清理期至次年三月底）。"), year=year))
    if day > timezone.localdate():
        raise RefusedError(_("截至日期不能晚于今天。"))
    return day


def _paid(text: str) -> int:
    try:
        fen = amount_of(text)
    except WrongValueError:
        raise RefusedError(later(_("金额“%(amount)s”不是一个最多两位小数的数。"), amount=text[:20])) from None
    if fen < 0:
        raise RefusedError(_("累计执行数不能小于零。"))
    return fen
