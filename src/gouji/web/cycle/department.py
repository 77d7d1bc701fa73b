"""A department's budgets added up: what its units have come to, beside last year, ceilings and what was handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from gouji.model.coordinates import EXPENDITURE
from gouji.web.base.language import Said
from gouji.web.cycle.checks import BASIC, PROJECT
from gouji.web.cycle.models import Budget, Ceiling, Cycle, Line, Submission
from gouji.web.cycle.rows import FIELDS, Row, digest, row_of
from gouji.web.organisation.models import Office

SAME, CHANGED, NEVER = _("与报送一致"), _("报送后有改动"), _("没有报送过")


@dataclass(frozen=True, slots=True)
class UnitSums:
    """A unit's budget in 分; None where there is nothing to tell."""

    budget: Budget
    revenue: int
    basic: int
    other: int
    last: int | None
    most: int | None
    handed_in: Said

    @property
    def spent(self) -> int:
        """All expenditure."""
        return self.basic + self.other

    @property
    def is_balanced(self) -> bool:
        """Whether revenue is what is spent."""
        return self.revenue == self.spent

    @property
    def is_over(self) -> bool:
        """Whether it is more than the ceilings allow."""
        return self.most is not None and self.spent > self.most

    @property
    def change(self) -> int | None:
        """More or less than last year."""
        return None if self.last is None else self.spent - self.last


@dataclass(frozen=True, slots=True)
class Total:
    """The units' sums."""

    revenue: int
    basic: int
    other: int
    last: int | None
    most: int | None

    @property
    def spent(self) -> int:
        """All expenditure."""
        return self.basic + self.other

    @property
    def change(self) -> int | None:
        """More or less than last year, as far as every unit's is known."""
        return None if self.last is None else self.spent - self.last


def unit_sums(cycle: Cycle, department: Office) -> tuple[UnitSums, ...]:
    """Of every unit with a budget, in the order of the offices."""
    budgets = list(
        Budget.objects.filter(cycle=cycle, unit__parent=department)
        .select_related("unit", "cycle")
        .order_by("unit__path")
    )
    sums = _sums(cycle, department)
    last = _spent_last_year(cycle, department)
    most: dict[int, int] = dict(
        Ceiling.objects.filter(budget__in=budgets).order_by().values_list("budget").annotate(Sum("amount"))
    )
    said = _handed_in(budgets)
    return tuple(
        UnitSums(
            budget,
            sums[budget.pk].get("", 0),
            sums[budget.pk].get(BASIC, 0),
            sums[budget.pk].get(PROJECT, 0),
            last.get(budget.unit_id),
            most.get(budget.pk),
            said[budget.pk],
        )
        for budget in budgets
    )


def total(units: tuple[UnitSums, ...]) -> Total:
    """All units together."""

    def known(values: list[int | None]) -> int | None:
        return None if not values or None in values else sum(one for one in values if one is not None)

    return Total(
        sum(one.revenue for one in units),
        sum(one.basic for one in units),
        sum(one.other for one in units),
        known([one.last for one in units]),
        known([one.most for one in units]),
    )


def _sums(cycle: Cycle, department: Office) -> Mapping[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    lines = Line.objects.filter(budget__cycle=cycle, budget__unit__parent=department).order_by()
    for budget, side, use, amount in lines.values_list("budget", "side", "use").annotate(Sum("amount")):
        what = "" if side != EXPENDITURE else BASIC if use.startswith(BASIC) else PROJECT
        found[budget][what] = found[budget].get(what, 0) + amount
    return found


def _spent_last_year(cycle: Cycle, department: Office) -> Mapping[int, int]:
    lines = Line.objects.filter(
        budget__cycle__region=cycle.region,
        budget__cycle__year=cycle.year - 1,
        budget__unit__parent=department,
        side=EXPENDITURE,
    )
    return dict(lines.order_by().values_list("budget__unit").annotate(Sum("amount")))


def _handed_in(budgets: list[Budget]) -> Mapping[int, Said]:
    """Whether each is still what its unit handed in last."""
    last: dict[int, str] = {}
    for budget, sha256 in Submission.objects.filter(budget__in=budgets).order_by("id").values_list("budget", "sha256"):
        last[budget] = sha256
    rows: dict[int, list[Row]] = defaultdict(list)
    lines = Line.objects.filter(budget__in=last).order_by("budget", "position")
    for budget, *values in lines.values_list("budget", *FIELDS):
        rows[budget].append(row_of(*values))
    return {
        one.pk: NEVER
        if one.pk not in last
        else SAME
        if last[one.pk] == digest(rows[one.pk], one.note or "")
        else CHANGED
        for one in budgets
    }
