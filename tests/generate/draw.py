"""Draws a department's budget from a seed: units with staff, their basic expenditure, projects with targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from gouji.model.coordinates import CARRIED_OVER, CURRENT
from tests.generate.budget import (
    GENERAL,
    GOVERNMENT_FUND,
    STATE_CAPITAL,
    Budget,
    BudgetUnit,
    Features,
    PlannedIndicator,
    PlannedProject,
    Precision,
)
from tests.generate.ledger import Fact, Ledger
from tests.generate.words import ProjectWords, project_words, words

QUANTUM: dict[Precision, int] = {"exact": 10_000, "rounded": 1}


def _drawn_features(random: Random) -> Features:
    """Features as a seed has them; money left for next year is rare in a budget and must be asked for."""
    return Features(random.random() < 0.6, random.random() < 0.4, random.random() < 0.15, random.random() < 0.4)


def generate(
    seed: int,
    *,
    units: int = 3,
    projects: int = 8,
    year: int = 2025,
    precision: Precision = "exact",
    features: Features | None = None,
) -> Budget:
    """A department of so many units and projects; the same arguments always give the same budget.

    Raises ValueError when there is no unit, or when a project asked for cannot be placed (there are eleven for a unit).
    """
    random = Random(seed)
    features = features or _drawn_features(random)
    place = random.choice(words()["places"])
    office = random.choice(words()["offices"])
    department = place["name"] + office["name"]
    chosen = tuple(_units(random, department, place["name"], units))
    draw = _Money(random, QUANTUM[precision])
    facts: list[Fact] = []
    for unit in chosen:
        facts += _basic_facts(random, draw, unit, office["division"], features)
    planned: list[PlannedProject] = []
    for unit, kind in _assignments(random, chosen, projects):
        project = _project(random, kind, unit)
        planned.append(project)
        facts += _project_facts(random, draw, project, kind, unit, office["division"], features)
    facts += _special_facts(draw, planned, chosen, office["division"], features)
    return Budget(
        seed,
        year,
        place["name"],
        place["short"],
        department,
        office["subject"],
        office["division"],
        chosen,
        tuple(planned),
        {year: Ledger(facts), year - 1: Ledger(_last_year(random, draw, facts))},
        {f"procurement/{kind}": draw.rounds(0, 90) for kind in ("goods", "works", "services")},
        features,
        precision,
    )


@dataclass(frozen=True, slots=True)
class _Money:
    """Draws positive amounts in 分, multiples of the quantum."""

    random: Random
    quantum: int

    def heads(self, people: int, low: int, high: int) -> int:
        """So many 元 for each head."""
        return self.cut(self.random.randint(people * low * 100, people * high * 100))

    def rounds(self, low: int, high: int) -> int:
        """A round number of 万元, mostly; sometimes one with all its digits."""
        amount = self.random.randint(low, high) * 1_000_000
        if amount and self.random.random() < 0.4:
            return self.cut(amount + self.random.randrange(1_000_000))
        return amount

    def cut(self, amount: int) -> int:
        """The amount as a multiple of the quantum, at least one."""
        return max(amount // self.quantum, 1) * self.quantum


def _units(random: Random, department: str, place: str, count: int) -> Iterator[BudgetUnit]:
    if count < 1:
        raise ValueError("a department has at least one unit")
    names = words()["institutions"]["names"]
    base = random.randrange(101, 999)
    yield BudgetUnit(f"{department}（本级）", f"{base}001", True, random.randint(40, 160), random.randint(10, 90))
    for index in range(count - 1):
        turn, position = divmod(index, len(names))
        name = f"{place}{names[position]}" if turn == 0 else f"{place}第{turn + 1}{names[position]}"
        administrative = "联络处" in name
        yield BudgetUnit(name, f"{base}{index + 2:03d}", administrative, random.randint(6, 45), random.randint(0, 12))


def _basic_facts(random: Random, draw: _Money, unit: BudgetUnit, division: str, features: Features) -> list[Fact]:
    running = division + ("01" if unit.administrative else "50")
    people, retired = unit.staff, unit.retired
    medical = "2101101" if unit.administrative else "2101102"
    personnel = [
        (running, "30101", draw.heads(people, 36_000, 62_000)),
        (running, "30102", draw.heads(people, 18_000, 70_000)),
        (running, "30103" if unit.administrative else "30107", draw.heads(people, 21_000, 55_000)),
        (running, "30112", draw.heads(people, 300, 2_600)),
        ("2080505", "30108", draw.heads(people, 15_000, 27_000)),
        ("2080506", "30109", draw.heads(people, 7_000, 13_000)),
        (medical, "30110", draw.heads(people, 6_000, 12_000)),
        ("2210201", "30113", draw.heads(people, 14_000, 26_000)),
    ]
    if unit.administrative:
        personnel.append(("2101103", "30111", draw.heads(people, 1_000, 4_000)))
    if random.random() < 0.4:
        personnel.append(("2210203", "30102", draw.heads(people, 2_000, 9_000)))
    if retired:
        personnel.append(("2080501" if unit.administrative else "2080502", "30302", draw.heads(retired, 9_000, 30_000)))
    operating = [
        (running, "30201", draw.heads(people, 1_500, 6_000)),
        (running, "30228", draw.heads(people, 900, 2_500)),
        (running, "30229", draw.heads(people, 1_200, 4_000)),
    ]
    for code in ("30202", "30205", "30206", "30207", "30211", "30213", "30215", "30216", "30217", "30231", "30299"):
        if random.random() < 0.6:
            operating.append((running, code, draw.heads(people, 80, 2_400)))
    if unit.administrative:
        operating.append((running, "30239", draw.heads(people, 6_000, 15_000)))
    if random.random() < 0.5:
        operating.append((running, "31002", draw.heads(people, 200, 1_500)))
    facts = [
        Fact(amount, unit.name, function, use, GENERAL, CURRENT, economic)
        for use, lines in (("basic/personnel", personnel), ("basic/operating", operating))
        for function, economic, amount in lines
    ]
    return [part for fact in facts for part in _carried_over(random, draw, fact, features, 0.08)]


def _carried_over(random: Random, draw: _Money, fact: Fact, features: Features, chance: float) -> list[Fact]:
    """The fact, or now and then a part of it as money left from last year."""
    if not features.carried_over or random.random() >= chance or fact.amount < 4 * draw.quantum:
        return [fact]
    old = draw.cut(fact.amount * random.randint(10, 60) // 100)
    return [replace(fact, amount=fact.amount - old), replace(fact, amount=old, origin=CARRIED_OVER)]


def _assignments(
    random: Random, units: tuple[BudgetUnit, ...], count: int
) -> Iterator[tuple[BudgetUnit, ProjectWords]]:
    """Which unit has which kinds of project: no unit one kind twice, every unit before any has its second."""
    kinds = project_words()
    if count > len(kinds) * len(units):
        raise ValueError(f"at most {len(kinds)} projects for a unit")
    orders = {unit: random.sample(kinds, len(kinds)) for unit in units}
    for index in range(count):
        turn, position = divmod(index, len(units))
        yield units[position], orders[units[position]][turn]


def _project(random: Random, kind: ProjectWords, unit: BudgetUnit) -> PlannedProject:
    weights = _weights(random, [indicator.level1 for indicator in kind.indicators])
    number = str(random.randint(2, 60))
    indicators = tuple(
        PlannedIndicator(
            words.level1,
            words.level2,
            words.name,
            words.explanation,
            words.operator,
            words.value.replace("{n}", number),
            words.measure,
            weight,
        )
        for words, weight in zip(kind.indicators, weights, strict=True)
    )
    return PlannedProject(kind.type, kind.level1, kind.name, unit.name, kind.objective, indicators)


def _weights(random: Random, levels: list[str]) -> list[int]:
    """Weights of 90 in all, in fives: satisfaction 10, effect 30 (40 without satisfaction), the rest 50."""
    satisfied = levels.count("满意度指标")
    quota = {"满意度指标": 10, "效益指标": 30 if satisfied else 40, "产出": 50}
    groups: dict[str, list[int]] = {}
    for index, level in enumerate(levels):
        groups.setdefault(level if level in quota else "产出", []).append(index)
    weights = [0] * len(levels)
    for group, members in groups.items():
        rest = quota[group]
        for position, index in enumerate(members):
            left = len(members) - position - 1
            weights[index] = rest if left == 0 else 5 * random.randint(1, rest // 5 - left)
            rest -= weights[index]
    return weights


def _project_facts(
    random: Random,
    draw: _Money,
    project: PlannedProject,
    kind: ProjectWords,
    unit: BudgetUnit,
    division: str,
    features: Features,
) -> list[Fact]:
    item = {"机关事务保障": "03", "专项业务开展": "02"}.get(project.level1, "99" if unit.administrative else "02")
    fund = GENERAL
    if features.own_funds and not unit.administrative and random.random() < 0.4:
        fund = random.choice(["own_funds/service", "own_funds/other"])
    count = random.randint(1, min(2, len(kind.economic)))
    facts = [
        Fact(draw.rounds(3, 160), unit.name, division + item, "project", fund, CURRENT, economic, project.key)
        for economic in kind.economic[:count]
    ]
    return [part for fact in facts for part in _carried_over(random, draw, fact, features, 0.3)]


def _special_facts(
    draw: _Money, projects: list[PlannedProject], units: tuple[BudgetUnit, ...], division: str, features: Features
) -> Iterator[Fact]:
    """Money outside the general public budget, added to a project that is there, and money left for next year."""
    for wanted, function, fund, economic in (
        (features.government_fund, "2296002", GOVERNMENT_FUND, "30227"),
        (features.government_fund, "2120803", GOVERNMENT_FUND, "30213"),
        (features.state_capital, "2230199", STATE_CAPITAL, "30299"),
    ):
        if wanted and projects:
            project = draw.random.choice(projects)
            amount = draw.rounds(5, 400)
            yield Fact(amount, project.unit, function, "project", fund, CURRENT, economic, project.key)
    institutions = [unit for unit in units if not unit.administrative]
    if features.own_funds and institutions:
        name = institutions[0].name
        amount = draw.rounds(2, 60)
        yield Fact(amount, name, division + "50", "business", "own_funds/business", CURRENT, "30299")
    if features.carried_forward:
        amount = draw.rounds(2, 40)
        yield Fact(amount, units[0].name, division + "01", "basic/operating", GENERAL, CURRENT, "30299", None, True)


def _last_year(random: Random, draw: _Money, facts: list[Fact]) -> Iterator[Fact]:
    """Much the same money a year before: most facts as they are, some higher or lower."""
    for fact in facts:
        changed = random.random() < 0.3
        yield replace(fact, amount=draw.cut(fact.amount * random.randint(70, 145) // 100)) if changed else fact
