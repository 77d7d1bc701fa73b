"""Invented departments of any size, drawn from a seed: for tests, demonstrations and measurements.

Nothing in them exists. They balance by construction: what comes in for a unit, a fund and a function is what is spent
there or carried forward. Cost and memory grow with the number of units, in a straight line.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from gouji.ledgers.simulated_targets import target_of
from gouji.model.coordinates import CARRIED_OVER, CURRENT, EXPENDITURE, REVENUE
from gouji.model.disclosure import Target
from gouji.model.ledger import (
    Assets,
    DepartmentEntry,
    Fact,
    Ledger,
    ProjectEntry,
    StatedAmount,
    Texts,
    UnitEntry,
)

FEATURES = frozenset({"carried_over", "government_fund", "state_capital", "own_funds", "carried_forward", "hidden"})
"""What a simulated budget may have beside current money of the general public budget."""

_GENERAL = "general_public_budget"
_CHANCES = {"carried_over": 70, "government_fund": 40, "state_capital": 20, "own_funds": 60, "carried_forward": 15}
_MOST_PROJECTS = 11
_NO_TAGS: frozenset[str] = frozenset()
_PROJECT_QUANTUM = 10_000


def simulate(
    seed: int,
    units: int = 20,
    projects: int | None = None,
    year: int = 2026,
    *,
    quantum: int = 1,
    features: Collection[str] | None = None,
) -> Ledger:
    """A department of so many units and projects (two and a half a unit where not said); the same arguments always
    give the same ledger. Amounts of basic expenditure are multiples of ``quantum`` 分, those of projects of 100 元.
    ``features`` are those of :data:`FEATURES` that it has, drawn where not given.

    Raises ValueError without a unit, with more projects than can be placed, or for a feature that is not known.
    """
    count = units * 5 // 2 if projects is None else projects
    if units < 1 or not 0 <= count <= _MOST_PROJECTS * units:
        raise ValueError(f"at least one unit and at most {_MOST_PROJECTS} projects for each")
    random = Random(seed)
    if features is None:
        features = {name for name, chance in _CHANCES.items() if random.randrange(100) < chance}
    if not FEATURES.issuperset(features):
        raise ValueError(f"features are {sorted(FEATURES)}")
    return _Draw(random, units, count, year, quantum, frozenset(features)).ledger()


@cache
def invented() -> dict[str, Any]:
    """The words and rates of ``data/invented.toml``."""
    return tomllib.loads((resources.files("gouji.ledgers") / "data" / "invented.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Rate:
    """What a head costs a year, in 分."""

    economic: str
    function: str
    low: int
    high: int
    who: str
    chance: int
    tags: frozenset[str]


@cache
def _rates(group: str) -> tuple[_Rate, ...]:
    return tuple(
        _Rate(
            entry["economic"],
            entry.get("function", ""),
            entry["low"] * 100,
            entry["high"] * 100,
            entry.get("who", "all"),
            entry.get("chance", 100),
            frozenset(entry["tags"]) if "tags" in entry else _NO_TAGS,
        )
        for entry in invented()[group]
    )


class _Draw:
    """One department while it is drawn."""

    def __init__(
        self, random: Random, units: int, projects: int, year: int, quantum: int, features: frozenset[str]
    ) -> None:
        self.random = random
        self.count = units
        self.project_count = projects
        self.year = year
        self.quantum = quantum
        self.features = features
        words = invented()
        self.region: str = random.choice(words["regions"])
        office = random.choice(words["departments"])
        self.department: str = self.region + office["name"]
        self.division: str = office["division"]
        self.subject: str = office["subject"]
        self.expenditure: list[Fact] = []
        self.projects: list[ProjectEntry] = []
        self.targets: list[Target] = []

    def ledger(self) -> Ledger:
        """Draw everything."""
        units = list(self._units())
        per_unit, more = divmod(self.project_count, self.count)
        for position, unit in enumerate(units):
            self._basic(unit)
            self._projects_of(unit, per_unit + (position < more))
        self._funds(units[0])
        if "carried_forward" in self.features:
            amount = self._round(3, 60)
            self.expenditure.append(Fact(self.year, EXPENDITURE, units[0].id, _GENERAL, amount, item="carried_forward"))
        before = list(self._last_year())
        facts = (*self.expenditure, *_revenue(self.expenditure), *before, *_revenue(before))
        words = invented()
        return Ledger(
            DepartmentEntry(self.department, self.year, self.region, "department" if self.count > 1 else "unit"),
            tuple(units),
            tuple(self.projects),
            facts,
            tuple(self._stated()),
            tuple(self.targets),
            self._assets(),
            Texts(
                tuple(line.format(subject=self.subject) for line in words["duties"]),
                tuple(words["inside"]),
                tuple(words["reasons"].items()),
            ),
        )

    def _units(self) -> Iterator[UnitEntry]:
        words = invented()
        base = self.random.randrange(101, 999)
        width = max(3, len(str(self.count)))
        suffix = "（本级）" if self.count > 1 else ""
        yield self._unit(f"{base}{1:0{width}d}", self.department + suffix, "administrative", 40, 160)
        names = [(name, "institution") for name in words["institutions"]]
        names += [(name, "administrative") for name in words["offices"]]
        names[6] = (names[6][0], "participating")
        for index in range(self.count - 1):
            turn, position = divmod(index, len(names))
            name, kind = names[position]
            middle = "" if turn == 0 else f"第{turn + 1}"
            yield self._unit(f"{base}{index + 2:0{width}d}", self.region + middle + name, kind, 6, 45)

    def _unit(self, id: str, name: str, kind: str, low: int, high: int) -> UnitEntry:
        active = self.random.randint(low, high)
        return UnitEntry(id, name, kind, active, self.random.randint(0, active // 2))

    def _basic(self, unit: UnitEntry) -> None:
        public = unit.kind != "institution"
        running = self.division + ("01" if public else "50")
        people = {"all": unit.active_staff or 0, "administrative" if public else "institution": unit.active_staff or 0}
        people["retired_administrative" if public else "retired_institution"] = unit.retired_staff or 0
        for use, group in (("basic/personnel", "personnel"), ("basic/operating", "operating")):
            for rate in _rates(group):
                heads = people.get(rate.who, 0)
                if not heads or (rate.chance < 100 and self.random.randrange(100) >= rate.chance):
                    continue
                amount = heads * int(rate.low + self.random.random() * (rate.high - rate.low))
                self.expenditure.append(
                    Fact(
                        self.year,
                        EXPENDITURE,
                        unit.id,
                        _GENERAL,
                        max(amount // self.quantum, 1) * self.quantum,
                        CURRENT,
                        rate.function or running,
                        rate.economic,
                        use,
                        tags=rate.tags,
                    )
                )

    def _projects_of(self, unit: UnitEntry, count: int) -> None:
        words = invented()
        for number, kind in enumerate(self.random.sample(words["projects"], count), 1):
            fund = _GENERAL
            if "own_funds" in self.features and unit.kind == "institution" and self.random.random() < 0.35:
                fund = self.random.choice(("own_funds/service", "own_funds/other"))
            function = self.division + words["items"][kind["level1"]]
            self._project(unit, number, kind["level1"], kind["name"], fund, function, kind["economic"], kind)

    def _project(
        self,
        unit: UnitEntry,
        number: int,
        level1: str,
        name: str,
        fund: str,
        function: str,
        economic: list[str],
        kind: dict[str, Any],
    ) -> None:
        hidden = "hidden" in self.features and unit is not None and len(self.projects) == 2
        entry = ProjectEntry(f"{unit.id}-{number:02d}", name, unit.id, level1, invented()["types"][level1], hidden)
        self.projects.append(entry)
        total = 0
        for code in economic[: self.random.randint(1, min(2, len(economic)))]:
            amount = self._round(3, 160)
            total += amount
            fact = Fact(
                self.year,
                EXPENDITURE,
                unit.id,
                fund,
                amount,
                CURRENT,
                function,
                code,
                "project",
                entry.id,
                tags=self._tags(code, fund),
            )
            self.expenditure.extend(self._part_left_over(fact))
        if not hidden:
            self.targets.append(target_of(self.random, kind, unit.name, name, total, self.year))

    def _part_left_over(self, fact: Fact) -> Iterator[Fact]:
        """The fact, or now and then a part of it as money left from last year."""
        if "carried_over" not in self.features or self.random.random() >= 0.3:
            yield fact
            return
        old = fact.amount * self.random.randint(10, 60) // 100 // _PROJECT_QUANTUM * _PROJECT_QUANTUM
        yield replace(fact, amount=fact.amount - old)
        if old:
            yield replace(fact, amount=old, origin=CARRIED_OVER)

    def _funds(self, unit: UnitEntry) -> None:
        wanted = {"government_fund_budget": "government_fund", "state_capital_budget": "state_capital"}
        for number, entry in enumerate(invented()["funds"], 90):
            if wanted[entry["fund"]] in self.features:
                kind = invented()["projects"][1]
                self._project(
                    unit,
                    number,
                    "专项业务开展",
                    entry["name"],
                    entry["fund"],
                    entry["function"],
                    entry["economic"],
                    kind,
                )

    def _tags(self, economic: str, fund: str) -> frozenset[str]:
        found: set[str] = set()
        if fund == _GENERAL:
            found.update(invented()["tags"].get(economic, ()))
        if economic == "30227":
            found.add("entrusted_services")
        if economic.startswith("310"):
            found.add("procurement/goods")
        elif economic in {"30209", "30213", "30227"} and self.random.random() < 0.7:
            found.add("procurement/services")
            if economic == "30227":
                found.add("purchased_services")
        return frozenset(found)

    def _round(self, low: int, high: int) -> int:
        """A round number of 万元, mostly; sometimes one with all its digits."""
        amount = self.random.randint(low, high) * 1_000_000
        if self.random.random() < 0.4:
            amount += self.random.randrange(100) * _PROJECT_QUANTUM
        return amount

    def _last_year(self) -> Iterator[Fact]:
        """Last year's facts: by unit, function, use, fund and what the amounts also are, without projects."""
        sums: dict[tuple[str, str, str | None, str | None, str | None, frozenset[str]], int] = defaultdict(int)
        for fact in self.expenditure:
            if fact.item is None:
                economic = fact.economic if fact.tags else None
                sums[fact.unit, fact.fund, fact.function, economic, fact.use, fact.tags] += fact.amount
        for (unit, fund, function, economic, use, tags), amount in sums.items():
            changed = amount * self.random.randint(82, 118) // 100 // self.quantum * self.quantum
            if changed:
                yield Fact(self.year - 1, EXPENDITURE, unit, fund, changed, CURRENT, function, economic, use, tags=tags)

    def _stated(self) -> Iterator[StatedAmount]:
        spent = sum(
            fact.amount for fact in self.expenditure if any(tag.startswith("procurement/") for tag in fact.tags)
        )
        if spent:
            yield StatedAmount(self.year - 1, "procurement", spent * self.random.randint(80, 120) // 100)

    def _assets(self) -> Assets:
        vehicles = self.random.randint(1, 4) + self.count // 3
        kinds = (("机要通信用车", 1), ("其他用车", vehicles - 1)) if vehicles > 1 else (("机要通信用车", 1),)
        return Assets(
            f"{self.year - 1}年12月31日",
            vehicles,
            kinds,
            self.random.randint(0, 5) + self.count // 5,
            house_area=f"{self.random.randint(900, 4000) + 120 * self.count}.{self.random.randint(10, 99)}",
            vehicles_planned=0,
            equipment_planned=self.random.randint(0, 2),
        )


def _revenue(expenditure: Collection[Fact]) -> Iterator[Fact]:
    """What comes in for the expenditure facts: one amount a year, unit, fund, origin and function."""
    sums: dict[tuple[int, str, str, str, str | None], int] = defaultdict(int)
    for fact in expenditure:
        sums[fact.year, fact.unit, fact.fund, fact.origin, fact.function] += fact.amount
    for (year, unit, fund, origin, function), amount in sums.items():
        yield Fact(year, REVENUE, unit, fund, amount, origin, function)
