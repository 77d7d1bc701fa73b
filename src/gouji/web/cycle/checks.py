"""What is wrong with a unit's lines: the rules of a ledger, and the ceilings. Used live, and before every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gouji.ledgers.check_facts import fact_problems
from gouji.ledgers.problems import ERROR, Places, SheetPlaces, Where
from gouji.ledgers.rows import yuan
from gouji.ledgers.words import label as core_word
from gouji.model.coordinates import EXPENDITURE
from gouji.model.ledger import DepartmentEntry, Fact, Ledger, ProjectEntry, UnitEntry
from gouji.web.base.language import CORE_LANGUAGE
from gouji.web.base.words import label
from gouji.web.cycle.rows import FIELDS, Row

BASIC, PROJECT = "basic", "project"


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` counts from 0; None where the problem is the whole budget's. ``link`` may lead to where it is mended;
    ``lang`` is the message's language where it is not the page's."""

    level: str
    message: str
    row: int | None = None
    field: str = ""
    link: str = ""
    lang: str = ""

    def as_dict(self) -> dict[str, object]:
        """For the page's script."""
        return {
            "level": self.level,
            "message": self.message,
            "row": self.row,
            "field": self.field,
            "link": self.link,
            "lang": self.lang,
        }


def ledger_of(unit: UnitEntry, department: str, year: int, rows: Sequence[Row]) -> Ledger:
    """The lines of one unit as a ledger."""
    projects = {row.project: ProjectEntry(row.project, row.project, unit.id) for row in rows if row.project}
    return Ledger(
        DepartmentEntry(department, year),
        (unit,),
        tuple(projects.values()),
        tuple(fact_of(unit.id, year, row) for row in rows),
    )


def fact_of(unit: str, year: int, row: Row) -> Fact:
    """A row as a fact of a ledger; the project's name is its id."""
    return Fact(
        year=year,
        side=row.side,
        unit=unit,
        fund=row.fund,
        amount=row.amount,
        origin=row.origin,
        function=row.function or None,
        economic=row.economic or None,
        use=row.use or None,
        project=row.project or None,
        tags=row.tags,
    )


def problems(year: int, rows: Sequence[Row], ceilings: Mapping[tuple[str, str], int] | None) -> tuple[Problem, ...]:
    """Everything wrong with the lines; ``ceilings`` in 分 by fund and use, None while there are none yet."""
    unit = UnitEntry("u", core_word("scope", "unit"))
    letters = SheetPlaces("", {name: f"{name}:" for name in FIELDS})
    places = Places({"facts": [Where(letters, number) for number in range(len(rows))]})
    found = [
        _placed(problem.level, problem.message, problem.cell)
        for problem in fact_problems(ledger_of(unit, "", year, rows), places)
    ]
    if ceilings is not None:
        found += _over(rows, ceilings)
    return tuple(found)


def _placed(level: str, message: str, cell: str) -> Problem:
    field, _, row = cell.partition(":")
    text = message if message.endswith("。") else message + "。"
    is_placed = row.isdigit()
    return Problem(level, text, int(row) if is_placed else None, field if is_placed else "", lang=CORE_LANGUAGE)


def spent(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """Expenditure in 分 by fund and by what a ceiling is set for."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.side == EXPENDITURE:
            at = row.fund, BASIC if row.use.startswith(BASIC) else PROJECT
            sums[at] = sums.get(at, 0) + row.amount
    return sums


def use_name(use: str) -> str:
    """基本支出 or 项目及其他支出."""
    return label("use", BASIC) if use == BASIC else _("项目及其他支出")


def _over(rows: Sequence[Row], ceilings: Mapping[tuple[str, str], int]) -> list[Problem]:
    found = []
    for (fund, use), amount in spent(rows).items():
        most = ceilings.get((fund, use), 0)
        if amount > most:
            text = _("%(fund)s的%(use)s %(amount)s 元，超过控制数 %(most)s 元，须压减 %(less)s 元。")
            values = {"amount": yuan(amount), "most": yuan(most), "less": yuan(amount - most)}
            found.append(Problem(ERROR, text % {"fund": label("fund", fund), "use": use_name(use), **values}))
    return found
