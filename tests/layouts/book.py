"""An invented department's book: facts in 分 from which every printed amount is summed, whatever the layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from gouji.lexicon.classification import economic, functional, government_economic
from gouji.model.coordinates import CARRIED_OVER, CURRENT, FUND_PARENTS, Coordinates

GENERAL = "general_public_budget"
GOVERNMENT = "government_fund_budget"
CAPITAL = "state_capital_budget"
FISCAL = "fiscal_appropriation"
SPECIAL = "special_account_funds"
SERVICE = "own_funds/service"
BUSINESS = "own_funds/business"
SUPERIOR = "own_funds/superior_grant"
AFFILIATE = "own_funds/affiliate_remittance"
OTHER = "own_funds/other"
THREE_PUBLIC = {
    "three_public/abroad": "30212",
    "three_public/reception": "30217",
    "three_public/vehicles/operating": "30231",
    "three_public/vehicles/purchase": "31013",
}
_DIMENSIONS = ("unit", "function", "use", "economic", "fund", "origin", "project")


@dataclass(frozen=True, slots=True)
class Fact:
    """One atom of a year. ``left`` marks money that is not spent but carried forward; ``bought`` what is procured."""

    amount: int
    unit: str
    function: str
    use: str
    economic: str
    government: str
    fund: str
    origin: str
    project: str | None = None
    left: bool = False
    bought: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A department: its name without the place, the division its own items stand under, and those items."""

    name: str
    running: str
    institution: str
    items: tuple[str, ...]


OFFICES = (
    Office("司法局", "2040601", "2040650", ("2040602", "2040604", "2040605", "2040607")),
    Office("水利局", "2130301", "2130304", ("2130305", "2130306", "2130314", "2130316")),
    Office("交通运输局", "2140101", "2140109", ("2140104", "2140106", "2140112", "2140199")),
    Office("农业农村局", "2130101", "2130104", ("2130106", "2130108", "2130122", "2130135")),
    Office("文化和旅游局", "2070101", "2070104", ("2070109", "2070111", "2070114", "2070199")),
    Office("自然资源局", "2200101", "2200150", ("2200104", "2200106", "2200109", "2200114")),
    Office("市场监督管理局", "2013801", "2013850", ("2013802", "2013804", "2013805", "2013816")),
    Office("档案局", "2012601", "2012604", ("2012602", "2012699")),
    Office("统计局", "2010501", "2010550", ("2010502", "2010505", "2010507", "2010508")),
    Office("民政局", "2080201", "2080250", ("2080202", "2080206", "2080207", "2080208")),
    Office("生态环境局", "2110101", "2110150", ("2110102", "2110199", "2110301", "2110399")),
    Office("教育局", "2050101", "2050199", ("2050102", "2050201", "2050202", "2050203")),
)


@dataclass(frozen=True, slots=True)
class Features:
    """What money a book has beside this year's general public budget."""

    carried_over: bool = True
    government: bool = True
    capital: bool = False
    special: bool = False
    own: bool = True
    left: bool = False
    left_fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """All facts by (year, stage): stage "" is the budget of a budget document."""

    place: str
    office: Office
    year: int
    units: tuple[str, ...]
    projects: tuple[str, ...]
    features: Features
    facts: dict[tuple[int, str], tuple[Fact, ...]]

    @property
    def department(self) -> str:
        """The department's whole name."""
        return self.place + self.office.name

    def amount(self, at: Coordinates) -> int:
        """The amount in 分 at these coordinates. Raises KeyError for coordinates that no fact carries."""
        facts = self.facts[at.year or self.year, at.stage or ""]
        item = at.item
        if item is None:
            return sum(f.amount for f in facts if _matches(f, at) and (at.side == "revenue" or not f.left))
        if item == "carried_forward":
            return sum(f.amount for f in facts if _matches(f, at) and f.left)
        if item == "grand_total":
            return sum(f.amount for f in facts if _matches(f, at))
        if item.startswith("procurement"):
            kind = item.removeprefix("procurement").strip("/")
            return sum(f.amount for f in facts if f.bought and (not kind or f.bought == kind) and _matches(f, at))
        if item == "agency_operating_expenses":
            return sum(
                f.amount
                for f in facts
                if f.use == "basic/operating" and f.fund == GENERAL and f.unit == self.units[0] and _matches(f, at)
            )
        codes = {code for name, code in THREE_PUBLIC.items() if name == item or name.startswith(item + "/")}
        if not codes:
            raise KeyError(item)
        return sum(f.amount for f in facts if f.economic in codes and f.fund == GENERAL and _matches(f, at))

    def functions(self, length: int, **where: str) -> list[str]:
        """The functional codes of this length with money at these coordinates, in order."""
        at = Coordinates(**where)  # type: ignore[arg-type]
        years = self.facts[self.year, at.stage or ""]
        return sorted({f.function[:length] for f in years if _matches(f, at) and not f.left})

    def economics(self, length: int, *, government: bool = False, **where: str) -> list[str]:
        """The economic codes of this length with money at these coordinates, in order."""
        at = Coordinates(**where)  # type: ignore[arg-type]
        facts = self.facts[self.year, at.stage or ""]
        codes = {(f.government if government else f.economic)[:length] for f in facts if _matches(f, at) and not f.left}
        return sorted(codes)

    def name(self, code: str) -> str:
        """The printed name of a code."""
        system = {"2": functional, "5": government_economic}.get(code[0], economic)
        return system(self.year).name(code) or system(None).name(code) or "其他相关工作支出"


def _matches(fact: Fact, at: Coordinates) -> bool:
    if at.unit is not None and fact.unit != at.unit:
        return False
    if at.function is not None and not fact.function.startswith(at.function):
        return False
    if at.economic is not None:
        code = fact.government if at.economic.startswith("5") else fact.economic
        if not code.startswith(at.economic):
            return False
    if at.use is not None and fact.use != at.use and not fact.use.startswith(at.use + "/"):
        return False
    if at.fund is not None and fact.fund != at.fund and FUND_PARENTS.get(fact.fund) != at.fund:
        return False
    if at.origin is not None and fact.origin != at.origin:
        return False
    return at.project is None or fact.project == at.project


_PERSONNEL = {"30101": 9, "30102": 12, "30103": 8, "30107": 4, "30113": 0, "30199": 2}
_OPERATING = {
    "30201": 3, "30202": 1, "30205": 1, "30206": 2, "30207": 1, "30209": 3, "30211": 2, "30213": 1, "30215": 1,
    "30216": 1, "30217": 1, "30226": 2, "30228": 2, "30229": 2, "30231": 3, "30239": 4, "30299": 2,
}  # fmt: skip
_HELP = {"30301": 2, "30302": 5, "30305": 1, "30309": 1}
_PROJECTS = (
    ("信息系统运行维护", "30213", "services"),
    ("业务用房修缮", "31006", "works"),
    ("专用设备购置", "31003", "goods"),
    ("法规宣传与培训", "30216", ""),
    ("专项检查与评估", "30227", "services"),
    ("基层站点补助", "30399", ""),
    ("执法执勤保障", "30225", ""),
    ("对外交流合作", "30212", ""),
)


def make_book(
    seed: int,
    place: str,
    *,
    office: int | None = None,
    units: Sequence[str] = (),
    year: int = 2025,
    features: Features = Features(),
    stages: Sequence[str] = ("",),
    quantum: int = 10_000,
) -> Book:
    """A book drawn from a seed. ``units`` are names without the place; the department's own office comes first.
    ``quantum`` in 分 keeps amounts exact in the printed unit. ``stages`` as for a final account. Seeds from 10 on draw
    which money there is; from 20 on amounts have all their 分, so that what is printed is rounded."""
    random = Random(seed)
    if seed >= 10:
        features = _drawn(random, features)
    if seed >= 20:
        quantum = 1
    chosen = OFFICES[random.randrange(len(OFFICES)) if office is None else office]
    names = (f"{place}{chosen.name}{'（本级）' if units else ''}", *(place + unit for unit in units))
    projects = tuple(name for name, _, _ in random.sample(_PROJECTS, 5))
    facts: dict[tuple[int, str], tuple[Fact, ...]] = {}
    base = tuple(_facts(random, chosen, names, projects, features, quantum))
    for stage in stages:
        for back in (0, 1):
            same = back == 0 and stage == stages[-1]
            facts[year - back, stage] = base if same else _varied(random, base, quantum)
    return Book(place, chosen, year, names, projects, features, facts)


def _drawn(random: Random, features: Features) -> Features:
    """Some of the money left out, sometimes all but the general public budget's."""
    few = random.random() < 0.3
    kept = {name: getattr(features, name) and not few and random.random() < 0.6 for name in Features.__slots__}
    return Features(**kept)


def _varied(random: Random, base: Sequence[Fact], quantum: int) -> tuple[Fact, ...]:
    """Like facts with other amounts: another year, another stage."""
    return tuple(
        replace(fact, amount=max(fact.amount * random.randint(70, 125) // 100 // quantum, 1) * quantum)
        for fact in base
        if random.random() < 0.95
    )


class _Draw:
    def __init__(self, random: Random, quantum: int) -> None:
        self.random = random
        self.quantum = quantum

    def money(self, weight: int) -> int:
        """About so many tens of thousands of 元."""
        amount = self.random.randint(weight * 3_000_000, weight * 9_000_000 + 2_000_000)
        return max(amount // self.quantum, 1) * self.quantum


def _government(economic_code: str, administrative: bool) -> str:
    if economic_code.startswith("303"):
        return "50905" if economic_code == "30302" else "50901"
    if not administrative:
        return {"301": "50501", "302": "50502", "310": "50601"}[economic_code[:3]]
    if economic_code.startswith("301"):
        return {"30113": "50103", "30199": "50199"}.get(economic_code, "50102" if economic_code > "30107" else "50101")
    if economic_code.startswith("310"):
        return "50306"
    special = {"30215": "50202", "30216": "50203", "30217": "50206", "30212": "50207", "30231": "50208"}
    return special.get(economic_code, "50209" if economic_code == "30213" else "50201")


def _facts(
    random: Random, office: Office, units: Sequence[str], projects: Sequence[str], features: Features, quantum: int
) -> list[Fact]:
    draw = _Draw(random, quantum)
    facts: list[Fact] = []

    def add(weight: int, unit: str, function: str, use: str, code: str, fund: str = GENERAL, **more: str) -> None:
        administrative = unit == units[0]
        facts.append(
            Fact(
                draw.money(weight),
                unit,
                function,
                use,
                code,
                _government(code, administrative),
                fund,
                more.get("origin", CURRENT),
                more.get("project"),
                bool(more.get("left")),
                more.get("bought", ""),
            )
        )

    for number, unit in enumerate(units):
        own = office.running if number == 0 else office.institution
        for code, weight in _PERSONNEL.items():
            if weight:
                add(weight * 10, unit, own, "basic/personnel", code)
        add(30, unit, "2080505", "basic/personnel", "30108")
        add(15, unit, "2080506", "basic/personnel", "30109")
        add(12, unit, "2101101" if number == 0 else "2101102", "basic/personnel", "30110")
        if number == 0:
            add(6, unit, "2101103", "basic/personnel", "30111")
        add(25, unit, "2210201", "basic/personnel", "30113")
        if number == 0:
            add(9, unit, "2210203", "basic/personnel", "30102")
        for code, weight in _HELP.items():
            add(weight, unit, "2080501" if number == 0 else "2080502", "basic/personnel", code)
        for code, weight in _OPERATING.items():
            if random.random() < 0.85 or number == 0:
                add(weight, unit, own, "basic/operating", code)
        add(2, unit, own, "basic/operating", "31002")
    details = {name: (code, bought) for name, code, bought in _PROJECTS}
    for number, project in enumerate(projects):
        unit = units[number % len(units)]
        function = office.items[number % len(office.items)]
        code, bought = details[project]
        add(random.randint(5, 60), unit, function, "project", code, project=project, bought=bought)
        if features.carried_over and number < 2:
            add(8, unit, function, "project", code, project=project, origin=CARRIED_OVER)
    add(4, units[0], office.items[0], "project", "31013", project=projects[0])
    add(3, units[0], office.items[0], "project", "30212", project=projects[0])
    if features.government:
        add(40, units[0], "2120899", "project", "31005", GOVERNMENT, project=projects[1])
        add(20, units[-1], "2296002", "project", "30227", GOVERNMENT, project=projects[2])
        if features.carried_over:
            add(10, units[-1], "2296002", "project", "30227", GOVERNMENT, project=projects[2], origin=CARRIED_OVER)
    if features.capital:
        add(12, units[0], "2239999", "project", "30227", CAPITAL, project=projects[3])
    last = units[-1]
    institution = office.institution if len(units) > 1 else office.running
    if features.special:
        add(15, last, institution, "project", "30226", SPECIAL, project=projects[4])
    if features.own:
        add(22, last, institution, "basic/operating", "30201", SERVICE)
        add(11, last, institution, "project", "30202", OTHER, project=projects[4])
        if features.carried_over:
            add(5, last, institution, "project", "30202", OTHER, project=projects[4], origin=CARRIED_OVER)
    if features.left:
        if features.left_fiscal:
            add(6, units[0], office.items[0], "project", "30227", GENERAL, project=projects[0], left="y")
        if features.government and features.left_fiscal:
            add(7, units[-1], "2296002", "project", "30227", GOVERNMENT, project=projects[2], left="y")
        if features.own:
            add(2, last, institution, "project", "30202", OTHER, project=projects[4], left="y")
    merged: dict[tuple[object, ...], int] = defaultdict(int)
    for fact in facts:
        key = tuple(getattr(fact, name) for name in (*_DIMENSIONS, "government", "left", "bought"))
        merged[key] += fact.amount
    return [
        Fact(total, unit, function, use, code, gov, fund, origin, project, left, bought)  # type: ignore[arg-type]
        for (unit, function, use, code, fund, origin, project, gov, left, bought), total in merged.items()
    ]
