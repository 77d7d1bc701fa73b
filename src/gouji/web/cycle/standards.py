"""Basic expenditure by standards: heads × standard in each economic item, beside what the unit drafted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gouji.ledgers.problems import ERROR
from gouji.ledgers.rows import yuan
from gouji.lexicon.classification import economic
from gouji.model.coordinates import CURRENT, EXPENDITURE
from gouji.web.base.words import label
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.models import Budget, Standard, StandardStaff
from gouji.web.cycle.rows import NO_TAGS, Row
from gouji.web.organisation.models import ACTIVE_KINDS, RETIRED_KINDS, Staff, staff_on

_GROUPS: Mapping[str, Sequence[str]] = {
    StandardStaff.ACTIVE.value: tuple(ACTIVE_KINDS),
    StandardStaff.RETIRED_ALL.value: tuple(RETIRED_KINDS),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One standard applied: ``heads`` × its amount, in 分."""

    standard: Standard
    heads: int

    @property
    def amount(self) -> int:
        """In 分."""
        return self.heads * self.standard.amount


@dataclass(frozen=True, slots=True)
class Estimate:
    """An economic item of personnel or operating expenses: what its standards give and what is drafted, in 分, and why
    they differ ("" where nothing is said)."""

    economic: str
    use: str
    parts: tuple[Part, ...]
    drafted: int
    explanation: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others, in forms."""
        return f"{self.use}:{self.economic}"

    @property
    def computed(self) -> int:
        """What the standards give."""
        return sum(part.amount for part in self.parts)

    @property
    def difference(self) -> int:
        """Drafted over computed."""
        return self.drafted - self.computed

    @property
    def use_name(self) -> str:
        """人员经费 or 公用经费."""
        return label("use", self.use)

    @property
    def name(self) -> str:
        """The economic item with its name."""
        return f"{self.economic} {economic(None).name(self.economic) or ''}".strip()


def standards_of(budget: Budget) -> list[Standard]:
    """The standards in force at the start of the budget's year for a unit of its kind."""
    day = date(budget.cycle.year, 1, 1)
    rows = Standard.objects.filter(region=budget.cycle.region, valid_from__lte=day)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gte=day))
    return list(rows.filter(Q(kind="") | Q(kind=budget.unit.kind)))


def estimates(budget: Budget, rows: Sequence[Row]) -> tuple[Estimate, ...]:
    """Every item that has a standard, in the order of use and code."""
    standards = standards_of(budget)
    if not standards:
        return ()
    staff = staff_on(budget.unit, budget.cycle.staff_as_of or timezone.localdate())
    said = {(one.use, one.economic): one.text for one in budget.explanations.all()}
    parts: dict[tuple[str, str], list[Part]] = {}
    for standard in standards:
        parts.setdefault((standard.use, standard.economic), []).append(Part(standard, _heads(standard.staff, staff)))
    order = sorted(parts, key=lambda at: (at[0] != "basic/personnel", at[1]))
    return tuple(
        Estimate(code, use, tuple(parts[use, code]), _drafted(rows, use, code), said.get((use, code), ""))
        for use, code in order
    )


def _heads(kind: str, staff: Mapping[str, Staff]) -> int:
    return sum(staff[one].actual for one in _GROUPS.get(kind, (kind,)) if one in staff)


def _drafted(rows: Sequence[Row], use: str, code: str) -> int:
    return sum(row.amount for row in rows if _stands_for(row, use, code))


def _stands_for(row: Row, use: str, code: str) -> bool:
    return row.side == EXPENDITURE and row.origin == CURRENT and (row.use, row.economic) == (use, code)


def standard_problems(budget: Budget, rows: Sequence[Row]) -> tuple[Problem, ...]:
    """Items that differ from their standards without a word why."""
    link = reverse("budget-standards", args=(budget.pk,))
    found = []
    for one in estimates(budget, rows):
        if one.difference and not one.explanation.strip():
            message = _(
                "%(name)s按标准测算 %(computed)s 元，现编 %(drafted)s 元；请改为一致，或在“基本支出测算”中说明理由。"
            ) % {"name": one.name, "computed": yuan(one.computed), "drafted": yuan(one.drafted)}
            at = next((number for number, row in enumerate(rows) if _stands_for(row, one.use, one.economic)), None)
            found.append(Problem(ERROR, message, at, "amount", link))
    return tuple(found)


def filled(budget: Budget, rows: Sequence[Row], function: str) -> tuple[Row, ...]:
    """The rows with every item at what its standards give. An item that has no row yet gets one of the general public
    budget under ``function``; of several rows the first takes the difference, as far as it can."""
    result = list(rows)
    for one in estimates(budget, rows):
        difference = -one.difference
        if not difference:
            continue
        places = [number for number, row in enumerate(result) if _stands_for(row, one.use, one.economic)]
        if not places:
            code = function, one.economic, one.use
            result.append(Row(EXPENDITURE, *code, "general_public_budget", CURRENT, "", NO_TAGS, difference))
        for place in places:
            change = max(difference, -result[place].amount)
            result[place] = replace(result[place], amount=result[place].amount + change)
            difference -= change
    return tuple(row for row in result if row.amount)
