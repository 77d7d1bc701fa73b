"""What is wrong with a unit's lines: the rules of a ledger, and the ceilings. Used live, and before every step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from gouji.ledgers.check_facts import fact_problems
from gouji.ledgers.problems import ERROR, Places, SheetPlaces, Where
from gouji.ledgers.rows import yuan
from gouji.ledgers.words import label as core_word
from gouji.model.coordinates import EXPENDITURE
from gouji.model.disclosure import Target
from gouji.model.ledger import DepartmentEntry, Fact, Ledger, ProjectEntry, UnitEntry
from gouji.web.base.language import CORE_LANGUAGE
from gouji.web.base.numbers import whole
from gouji.web.base.words import label
from gouji.web.cycle.rows import FIELDS, Row

BASIC, PROJECT = "basic", "project"


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` counts from 0; None where the problem is the whole budget's. ``link`` may lead to where it is mended;
    ``lang`` is the message's language where it is not the page's. ``also`` are other lines it is about, for their
    amounts; ``text`` is the name of a text on the page, of which ``words``, from ``start`` to ``end``, are meant."""

    level: str
    message: str
    row: int | None = None
    field: str = ""
    link: str = ""
    lang: str = ""
    code: str = ""
    also: tuple[int, ...] = ()
    text: str = ""
    start: int = 0
    end: int = 0
    words: str = ""

    def moved(self, places: Sequence[int]) -> Problem:
        """The same with every line at its place among others."""
        row = None if self.row is None else places[self.row]
        return replace(self, row=row, also=tuple(places[one] for one in self.also))

    def as_dict(self) -> dict[str, object]:
        """For the page's script."""
        return {
            "level": self.level,
            "message": self.message,
            "row": self.row,
            "field": self.field,
            "link": self.link,
            "lang": self.lang,
            "code": self.code,
            "also": self.also,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "words": self.words,
        }


def ledger_of(
    unit: UnitEntry, department: str, year: int, rows: Sequence[Row], targets: tuple[Target, ...] = ()
) -> Ledger:
    """The lines of one unit as a ledger, with its projects' targets."""
    projects = {row.project: ProjectEntry(row.project, row.project, unit.id) for row in rows if row.project}
    return Ledger(
        DepartmentEntry(department, year),
        (unit,),
        tuple(projects.values()),
        tuple(fact_of(unit.id, year, row) for row in rows),
        targets=targets,
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
    return problems_of_ledger(ledger_of(unit, "", year, rows), rows, ceilings)


def problems_of_ledger(
    ledger: Ledger, rows: Sequence[Row], ceilings: Mapping[tuple[str, str], int] | None
) -> tuple[Problem, ...]:
    """The same of lines that were made a ledger already."""
    letters = SheetPlaces("", {name: f"{name}:" for name in FIELDS})
    places = Places({"facts": [Where(letters, number) for number in range(len(rows))]})
    found = [
        _placed(problem.level, problem.message, problem.cell)
        for problem in fact_problems(ledger, places, balanced=False)
    ]
    found += _unbalanced(rows)
    if ceilings is not None:
        found += _over(rows, ceilings)
    return tuple(found)


def _unbalanced(rows: Sequence[Row]) -> Iterator[Problem]:
    """Sources of funds whose revenue is not what is spent of them, with their lines of revenue."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        sums.setdefault(row.fund, [0, 0])[row.side == EXPENDITURE] += row.amount
    for fund, (revenue, spending) in sums.items():
        if revenue == spending:
            continue
        text = _("%(fund)s收支不平衡：收入 %(revenue)s 元，支出 %(spending)s 元，相差 %(difference)s 元。")
        values = {"revenue": yuan(revenue), "spending": yuan(spending), "difference": yuan(revenue - spending)}
        at = tuple(number for number, row in enumerate(rows) if row.fund == fund and row.side != EXPENDITURE)
        yield Problem(ERROR, text % {"fund": label("fund", fund), **values}, also=at)


def _placed(level: str, message: str, cell: str) -> Problem:
    field, _, row = cell.partition(":")
    text = message if message.endswith("。") else message + "。"
    number = whole(row)
    return Problem(level, text, number, field if number is not None else "", lang=CORE_LANGUAGE)


def spent(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """Expenditure in 分 by fund and by what a ceiling is set for."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.side == EXPENDITURE:
            sums[_at(row)] = sums.get(_at(row), 0) + row.amount
    return sums


def _at(row: Row) -> tuple[str, str]:
    return row.fund, BASIC if row.use.startswith(BASIC) else PROJECT


def use_name(use: str) -> str:
    """基本支出 or 项目及其他支出."""
    return label("use", BASIC) if use == BASIC else _("项目及其他支出")


def _over(rows: Sequence[Row], ceilings: Mapping[tuple[str, str], int]) -> list[Problem]:
    found = []
    for (fund, use), amount in spent(rows).items():
        most = ceilings.get((fund, use), 0)
        if amount > most:
            at = tuple(number for number, row in enumerate(rows) if row.side == EXPENDITURE and _at(row) == (fund, use))
            text = _("%(fund)s的%(use)s %(amount)s 元，超过控制数 %(most)s 元，须压减 %(less)s 元。")
            values = {"amount": yuan(amount), "most": yuan(most), "less": yuan(amount - most)}
            message = text % {"fund": label("fund", fund), "use": use_name(use), **values}
            found.append(Problem(ERROR, message, also=at))
    return found
