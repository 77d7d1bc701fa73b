"""The sentences people typed as statements, read once for each text, and what only the lines know how to name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from gouji.drafting.draft import Said
from gouji.ledgers.words import code_of
from gouji.lexicon.classification import functional
from gouji.lexicon.text import bare, key
from gouji.model.coordinates import CARRIED_OVER, EXPENDITURE, REVENUE, Coordinates
from gouji.model.disclosure import Place, Statement
from gouji.model.frozen import replace
from gouji.model.ledger import Ledger
from gouji.reading.narrative import read_statements
from gouji.reading.source import Paragraph

_REMEMBERED = 512
_SHORTEST = 4
"""A project's name must have so many characters to be found within a subject."""
_LEVEL = re.compile(r"（[类款项]）|\([类款项]\)")
_ENDING = re.compile(r"(?:项目)?(?:经费|资金|支出|预算|费用)*(?:安排)?$")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; a statement's place counts them from 1."""
    return text.split("\n")


@lru_cache(maxsize=_REMEMBERED)
def read(name: str, title: str, text: str, year: int, office: str) -> tuple[Statement, ...]:
    """What a text states. Reading is dear beside the rest and a text seldom changes while lines are typed."""
    prose = [Paragraph(line, Place(line=number)) for number, line in enumerate(paragraphs(text), 1) if line.strip()]
    found = read_statements(prose, year=year, department=office, kind="budget")

    def own(id: str) -> str:
        return f"{name}:{id}"

    return tuple(
        replace(
            one,
            id=own(one.id),
            section=title,
            parts=tuple(own(part) for part in one.parts),
            whole=own(one.whole) if one.whole else one.whole,
        )
        for one in found
    )


def statements(ledger: Ledger, said: Sequence[Said]) -> tuple[Statement, ...]:
    """What the texts that state figures say, with coordinates where the words or the lines tell them."""
    office = ledger.department.name
    found = [one for each in said if each.states for one in read(each.name, each.title, each.text, ledger.year, office)]
    named = _Names(ledger)
    return tuple(replace(one, coordinates=named.point(one)) if _is_open(one) else one for one in found)


def _is_open(one: Statement) -> bool:
    return one.kind == "amount" and one.coordinates is None and one.amount is not None and bool(one.subject)


class _Names:
    """What the lines call things that no lexicon knows: their projects; and their functions, which are many things
    elsewhere and one thing here."""

    def __init__(self, ledger: Ledger) -> None:
        self._year = ledger.year
        self._projects = {key(entry.name): entry.id for entry in ledger.projects if len(entry.name) >= _SHORTEST}
        self._functions = _functions(
            tuple(sorted({fact.function for fact in ledger.facts if fact.function})), self._year
        )

    def point(self, one: Statement) -> Coordinates | None:
        """The point of a statement that reading left without one."""
        subject = key(re.sub(rf"^{self._year}年度?", "", _LEVEL.sub("", one.subject)))
        plain = _ENDING.sub("", subject)
        spent = Coordinates(year=self._year, side=EXPENDITURE)
        tag = code_of("tag", one.subject) or code_of("tag", plain)
        if tag is not None:
            return Coordinates(year=self._year, item=tag)
        if plain in {"上年结转", "上年结转结余"} and subject != "上年结转支出":
            return Coordinates(year=self._year, side=REVENUE, origin=CARRIED_OVER)
        project = self._projects.get(subject) or self._projects.get(plain) or self._within(subject)
        if project is not None:
            return spent.at("project", project)
        function = self._functions.get(subject) or self._functions.get(plain)
        return spent.at("function", function) if function else None

    def _within(self, subject: str) -> str | None:
        """The only project whose name stands at the beginning or the end of a subject."""
        plain = _ENDING.sub("", subject)
        found = [id for name, id in self._projects.items() if plain in (name, f"{name}项目") or bare(subject) == name]
        return found[0] if len(found) == 1 else None


@lru_cache(maxsize=_REMEMBERED)
def _functions(codes: tuple[str, ...], year: int) -> Mapping[str, str]:
    """The names of the functions spent for, and of what they belong to, that one of them alone bears."""
    names: dict[str, set[str]] = {}
    lists = functional(year)
    for code in {code[:digits] for code in codes for digits in (3, 5, 7)}:
        names.setdefault(key(lists.name(code) or code), set()).add(code)
    return {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
