"""A self-evaluation of a project (项目支出绩效自评表) as a document prints it; numbers but amounts are texts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gouji.model.frozen import frozen
from gouji.model.money import Amount
from gouji.model.place import Place


def points_of(text: str | None) -> Decimal | None:
    """The points that a cell prints, None where it prints none."""
    try:
        return Decimal((text or "").strip().rstrip("分%％"))
    except InvalidOperation:
        return None


@frozen
class FundsLine:
    """A line of money: the year's start, the budget as adjusted and what was paid. ``cells`` are the ids of the cells
    of these three in the table of amounts, "" where nothing is printed."""

    label: str
    initial: Amount | None
    budget: Amount | None
    paid: Amount | None
    weight: str | None
    rate: str | None
    points: str | None
    place: Place = Place()
    cells: tuple[str, str, str] = ("", "", "")


@frozen
class ScoredIndicator:
    """An indicator, what became of it, and its points of ``weight``."""

    level1: str | None
    level2: str | None
    name: str | None
    value: str | None
    actual: str | None
    weight: str | None
    points: str | None
    reason: str | None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """The form of one project. ``total_weight`` and ``total`` stand in its last line."""

    title: str
    year: int | None
    department: str | None
    unit: str | None
    project: str | None
    funds: tuple[FundsLine, ...]
    objective: str | None
    achieved: str | None
    indicators: tuple[ScoredIndicator, ...]
    total_weight: str | None
    total: str | None
    place: Place = Place()
    others: tuple[str, ...] = ()
    """What else the form prints, a row each."""

    @property
    def execution(self) -> FundsLine | None:
        """The line of money that is scored."""
        return next((line for line in self.funds if points_of(line.points) is not None), None)

    @property
    def is_scored(self) -> bool:
        """Whether the total and all it is the sum of are printed as numbers."""
        every = [self.total, *(one.points for one in self.indicators)]
        return self.execution is not None and bool(self.indicators) and None not in map(points_of, every)
