"""An invented department's whole budget, drawn from a seed and consistent by construction.

Amounts are in 分. With precision ``exact`` every fact is a multiple of 100 元, so that 万元 with two decimals lose
nothing; with ``rounded`` facts are any number of 分, and what is printed in 万元 is rounded half up, each by itself,
as offices do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from gouji.model.coordinates import Coordinates
from tests.generate.ledger import Ledger

Precision = Literal["exact", "rounded"]

GENERAL = "general_public_budget"
GOVERNMENT_FUND = "government_fund_budget"
STATE_CAPITAL = "state_capital_budget"
ECONOMIC_OF_ITEM = {
    "three_public/abroad": ("30212",),
    "three_public/reception": ("30217",),
    "three_public/vehicles/operating": ("30231",),
    "three_public/vehicles/purchase": ("31013",),
}
"""The “三公” expenses are what the general public budget spends under these economic codes."""


@dataclass(frozen=True, slots=True)
class Features:
    """What a budget has beside current money of the general public budget."""

    carried_over: bool = False
    government_fund: bool = False
    state_capital: bool = False
    own_funds: bool = False
    carried_forward: bool = False


@dataclass(frozen=True, slots=True)
class BudgetUnit:
    """A unit of the department; an institution (事业单位) where not administrative."""

    name: str
    code: str
    administrative: bool
    staff: int
    retired: int


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """An indicator of a target; ``operator`` and ``number`` are empty where the value is a quality."""

    level1: str
    level2: str
    name: str
    explanation: str
    operator: str
    number: str
    measure: str
    weight: int

    @property
    def value(self) -> str:
        """The value as printed."""
        return f"{self.operator}{self.number}{self.measure}"


@dataclass(frozen=True, slots=True)
class PlannedProject:
    """A project with its target; its money is in the ledger under ``key`` and ``unit``."""

    type: str
    level1: str
    name: str
    unit: str
    objective: str
    indicators: tuple[PlannedIndicator, ...]

    @property
    def key(self) -> str:
        """The project as a coordinate."""
        return f"{self.level1}/{self.name}"


@dataclass(frozen=True, slots=True)
class Budget:
    """One department's budget with last year's for comparison."""

    seed: int
    year: int
    place: str
    short_place: str
    department: str
    subject: str
    division: str
    units: tuple[BudgetUnit, ...]
    projects: tuple[PlannedProject, ...]
    ledgers: dict[int, Ledger]
    procurement: dict[str, int]
    features: Features
    precision: Precision

    @property
    def ledger(self) -> Ledger:
        """This year's facts."""
        return self.ledgers[self.year]

    def at(self, **dimensions: str) -> Coordinates:
        """Coordinates in this year."""
        return Coordinates(year=self.year, **dimensions)

    def amount(self, at: Coordinates) -> int:
        """The amount at these coordinates, in 分. Without a year it is this year's."""
        ledger = self.ledgers[at.year or self.year]
        item = at.item
        if item is None:
            carried = ledger.carried_forward(at) if at.side == "revenue" else 0
            return ledger.spent(at) + carried
        if item == "carried_forward":
            return ledger.carried_forward(at)
        if item == "grand_total":
            return ledger.spent(at) + ledger.carried_forward(at)
        if item.startswith("procurement"):
            return sum(amount for kind, amount in self.procurement.items() if _under(kind, item))
        if item == "agency_operating_expenses":
            operating = replace(at, use="basic/operating", fund=GENERAL)
            return sum(ledger.spent(replace(operating, unit=unit.name)) for unit in self.units if unit.administrative)
        codes = [code for name, group in ECONOMIC_OF_ITEM.items() if _under(name, item) for code in group]
        if not codes:
            raise KeyError(item)
        return sum(ledger.spent(replace(at, fund=GENERAL, economic=code)) for code in codes)

    def functions(self, length: int, under: str = "", fund: str | None = None) -> list[str]:
        """The functional codes of this many digits on which something is spent, in order."""
        return sorted(
            {
                fact.function[:length]
                for fact in self.ledger.facts
                if not fact.carried_forward and fact.function.startswith(under) and fund in {None, fact.fund}
            }
        )

    def economic_codes(self) -> list[str]:
        """The economic divisions that basic expenditure of the general public budget is spent under, in order."""
        return sorted(
            {
                fact.economic
                for fact in self.ledger.facts
                if fact.fund == GENERAL and fact.use.startswith("basic") and not fact.carried_forward
            }
        )


def _under(name: str, path: str) -> bool:
    return name == path or name.startswith(path + "/")
