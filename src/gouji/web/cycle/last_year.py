"""This year's draft beside last year's budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from gouji.ledgers.problems import WARNING
from gouji.ledgers.rows import yuan
from gouji.lexicon.classification import functional
from gouji.model.coordinates import EXPENDITURE
from gouji.web.base.words import label
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.models import Budget
from gouji.web.cycle.rows import Row, of_lines

_THREE_PUBLIC = "three_public"


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing in both years, in 分."""

    name: str
    before: int
    now: int
    depth: int = 0

    @property
    def change(self) -> int:
        """More or less than last year."""
        return self.now - self.before

    @property
    def percent(self) -> str:
        """The rate of the change; a dash where there was nothing."""
        return f"{Decimal(self.change) / self.before * 100:+.2f}%" if self.before else "—"


def last_budget(budget: Budget) -> Budget | None:
    """The same unit's budget of the year before."""
    return (
        Budget.objects.filter(unit=budget.unit, cycle__region=budget.cycle.region, cycle__year=budget.cycle.year - 1)
        .select_related("cycle")
        .first()
    )


def comparison(budget: Budget, rows: Sequence[Row]) -> tuple[Compared, ...]:
    """Expenditure by use and function, and 三公, in both years; empty where last year has no lines."""
    last = last_budget(budget)
    before = of_lines(last.lines.all()) if last is not None else ()
    if not before:
        return ()
    found = [Compared(_("支出合计"), _total(before), _total(rows))]
    for use in ("basic/personnel", "basic/operating", "project"):
        found += _of(label("use", use), before, rows, partial(_is, "use", use))
    names = functional(budget.cycle.year)
    for code in sorted({row.function for row in (*before, *rows) if row.function}):
        title = f"{code} {names.name(code) or ''}".strip()
        found += _of(title, before, rows, partial(_is, "function", code))
    found += _of(_("“三公”经费"), before, rows, lambda row: bool(three_public(row)))
    return tuple(found)


def three_public(row: Row) -> list[str]:
    """The “三公” expenses that a line is."""
    return sorted(tag for tag in row.tags if tag.startswith(_THREE_PUBLIC))


def _is(field: str, value: str, row: Row) -> bool:
    return bool(getattr(row, field) == value)


def _of(name: str, before: Sequence[Row], now: Sequence[Row], holds: Callable[[Row], bool]) -> list[Compared]:
    sums = [sum(row.amount for row in rows if row.side == EXPENDITURE and holds(row)) for rows in (before, now)]
    return [Compared(name, sums[0], sums[1], 1)] if any(sums) else []


def _total(rows: Sequence[Row]) -> int:
    return sum(row.amount for row in rows if row.side == EXPENDITURE)


def last_year_problems(rows: Sequence[Row], last: Sequence[Row]) -> tuple[Problem, ...]:
    """三公 that grow beyond ``last`` year's (they are to be kept down), each item at its line."""
    if not last:
        return ()
    before: dict[str, int] = {}
    for row in last:
        for tag in three_public(row) if row.side == EXPENDITURE else ():
            before[tag] = before.get(tag, 0) + row.amount
    now: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, row in enumerate(rows):
        for tag in three_public(row) if row.side == EXPENDITURE else ():
            now[tag] = now.get(tag, 0) + row.amount
            first.setdefault(tag, number)
    return tuple(
        Problem(
            WARNING,
            _("%(name)s %(now)s 元，比上年的 %(before)s 元增加；“三公”经费应从严控制，请核实并说明原因。")
            % {"name": label("tag", tag), "now": yuan(amount), "before": yuan(before.get(tag, 0))},
            first[tag],
            "amount",
        )
        for tag, amount in now.items()
        if amount > before.get(tag, 0)
    )
