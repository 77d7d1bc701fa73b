"""The days the law gives, counted (``data/law.toml``), and how far the departments of a year have come."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from gouji.web.cycle.models import Budget, Cycle, Stage, Submission
from gouji.web.organisation.models import Office


@dataclass(frozen=True, slots=True)
class Term:
    """So many days after something, and the article that gives them."""

    name: str
    days: int
    basis: str


@cache
def terms() -> Mapping[str, Term]:
    """The terms by their id."""
    data = tomllib.loads((resources.files("gouji.web.cycle") / "data" / "law.toml").read_text("utf-8"))
    return {one["id"]: Term(one["name"], one["days"], one["basis"]) for one in data["term"]}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due; ``done`` is the day it was, None while it is not."""

    name: str
    due: date | None
    basis: str
    done: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether it was done after its day, or is not done and the day has passed."""
        return self.due is not None and (self.done or today) > self.due

    def days_left(self, today: date) -> int | None:
        """The days until it is due, less than nothing when it is late; None once it is done."""
        return (self.due - today).days if self.due is not None and self.done is None else None


def _after(start: date | None, term: Term, done: date | None) -> Deadline:
    return Deadline(_(term.name), start + timedelta(days=term.days) if start else None, _(term.basis), done)


def of_cycle(cycle: Cycle) -> tuple[Deadline, ...]:
    """What the whole region has to keep: the rounds as set, the approval as the law says."""
    budgets = Budget.objects.filter(cycle=cycle)
    open_left = budgets.exclude(stage=Stage.APPROVED).exists()
    last = budgets.aggregate(last=Max("approved_on"))["last"]
    notice = _("本年度编制通知")
    return (
        Deadline(_("各部门报送一上建议数"), cycle.request_due, notice, _submitted(cycle, Stage.REQUESTING)),
        Deadline(_("各部门报送二上预算草案"), cycle.draft_due, notice, _submitted(cycle, Stage.DRAFTING)),
        _after(cycle.congress_on, terms()["approve"], None if open_left else last),
    )


def _submitted(cycle: Cycle, stage: Stage) -> date | None:
    """The day the last unit submitted in a round, once all of them have gone beyond it."""
    budgets = Budget.objects.filter(cycle=cycle)
    below = Q(stage__startswith="request") & ~Q(stage=Stage.REQUEST_FINANCE)
    if stage is Stage.DRAFTING:
        below = ~Q(stage__in=(Stage.DRAFT_FINANCE, Stage.APPROVED))
    if budgets.filter(below).exists():
        return None
    last = Submission.objects.filter(budget__cycle=cycle, stage=stage).aggregate(last=Max("at"))["last"]
    return timezone.localtime(last).date() if last else None


def of_budget(budget: Budget) -> tuple[Deadline, ...]:
    """What one unit's budget has to keep once it is approved: passed on by the department, published by the unit."""
    if budget.approved_on is None:
        return ()
    return (
        _after(budget.approved_on, terms()["issue"], budget.issued_on),
        _after(budget.issued_on or budget.approved_on, terms()["publish_unit"], None),
    )


REQUESTED = (Stage.REQUEST_FINANCE, Stage.DRAFTING, Stage.DRAFT_UNIT, Stage.DRAFT_DEPARTMENT, Stage.DRAFT_FINANCE)
AT_FINANCE = (Stage.REQUEST_FINANCE, Stage.DRAFT_FINANCE)


@dataclass(frozen=True, slots=True)
class Progress:
    """A department in a year: how many of its units have come how far, and what is late or fails."""

    department: Office
    units: int
    requested: int
    drafted: int
    approved: int
    failing: int
    errors: int
    due: date | None
    waiting: int
    published_due: date | None

    def is_late(self, today: date) -> bool:
        """Whether units are still below the finance bureau after the day of their round."""
        return bool(self.waiting and self.due is not None and today > self.due)


def progress(budgets: QuerySet[Budget], cycle: Cycle) -> tuple[Progress, ...]:
    """The departments of a year as far as the person sees their units."""
    below = ~Q(stage__in=(*AT_FINANCE, Stage.APPROVED))
    rows = (
        budgets.filter(cycle=cycle)
        .order_by()
        .values("unit__parent")
        .annotate(
            units=Count("pk"),
            requested=Count("pk", filter=Q(stage__in=(*REQUESTED, Stage.APPROVED))),
            drafted=Count("pk", filter=Q(stage__in=(Stage.DRAFT_FINANCE, Stage.APPROVED))),
            approved=Count("pk", filter=Q(stage=Stage.APPROVED)),
            failing=Count("pk", filter=Q(errors__gt=0)),
            errors_=Sum("errors"),
            waiting=Count("pk", filter=below),
            first_round=Count("pk", filter=below & Q(stage__startswith="request")),
            last=Max("approved_on"),
        )
    )
    departments = Office.objects.in_bulk([row["unit__parent"] for row in rows])
    publish = terms()["publish"]
    found = []
    for row in rows:
        whole = row["approved"] == row["units"] and row["last"]
        found.append(
            Progress(
                departments[row["unit__parent"]],
                row["units"],
                row["requested"],
                row["drafted"],
                row["approved"],
                row["failing"],
                row["errors_"] or 0,
                cycle.request_due if row["first_round"] else cycle.draft_due if row["waiting"] else None,
                row["waiting"],
                row["last"] + timedelta(days=publish.days) if whole else None,
            )
        )
    return tuple(sorted(found, key=lambda one: str(one.department.path)))
