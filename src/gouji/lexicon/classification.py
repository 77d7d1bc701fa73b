"""The budget classifications by year: codes, the names they had and when, and the way back from a printed name.

Three classifications are known: expenditure by function (类 3 digits, 款 5, 项 7), expenditure by economic nature of
departments (类 3, 款 5) and of governments (类 3, 款 5). The lists are data files with the source of every row, see
``data/classifications.md``. They are not complete: **a code or a name that is missing proves nothing**, and what was
not certain was left out. Where the year of a renaming is not certain, both names hold in the years between, so a
document is never blamed for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from gouji.lexicon.likeness import closest
from gouji.lexicon.text import bare, key


class System(Enum):
    """Which classification a code belongs to; the value names it in the data."""

    FUNCTIONAL = "functional"
    DEPARTMENT = "department"
    GOVERNMENT = "government"

    __hash__ = object.__hash__  # asked for at every look-up; Enum would hash the name in Python


@dataclass(frozen=True, slots=True)
class Naming:
    """A name a code had, from the budget year ``since`` to ``until``, both included; None is without end on that
    side. ``source`` is a key of ``data/classifications.md``."""

    code: str
    name: str
    since: int | None
    until: int | None
    source: str

    def holds(self, year: int | None) -> bool:
        """Whether the name is in force in the budget year; year None asks for the present."""
        if year is None:
            return self.until is None
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Renaming:
    """An old name printed beside its code: ``old`` was last valid in ``until``; ``new`` is the name in force,
    ``since`` the first year it may have been printed (None where it is not known)."""

    code: str
    old: str
    until: int
    new: str
    since: int | None


@dataclass(frozen=True, slots=True)
class Classification:
    """A classification as it stands in one budget year; year None is the present. Old codes and names stay known,
    so that an older document or an outdated name can be read; those in force come first."""

    system: System
    year: int | None = None

    def __contains__(self, code: object) -> bool:
        """Whether the code is known in any year."""
        return code in _namings(self.system)

    def __iter__(self) -> Iterator[str]:
        """Every code known in any year, in order."""
        return iter(_namings(self.system))

    def __len__(self) -> int:
        return len(_namings(self.system))

    def namings(self, code: str) -> tuple[Naming, ...]:
        """Every name the code had, oldest first, with years and source."""
        return _namings(self.system).get(code, ())

    def names(self, code: str) -> tuple[str, ...]:
        """Every name the code had in any year, oldest first."""
        return tuple(naming.name for naming in self.namings(code))

    def name(self, code: str) -> str | None:
        """The code's name in this year, the newest where two hold; None when the code is unknown or not in force."""
        current = self._current(code)
        return current.name if current else None

    def in_force(self, code: str) -> bool:
        """Whether the code is known to exist in this year. False does not prove that it does not."""
        return self._current(code) is not None

    def was_renamed(self, code: str, printed: str) -> Renaming | None:
        """The renaming when ``printed`` is a former name of the code, out of force in this year, and another name is
        in force; else None. Names that were never this code's are not judged."""
        current = self._current(code)
        if current is None:
            return None
        wanted, _ = _query(printed)
        former: Naming | None = None
        for naming in self.namings(code):
            if wanted in _spellings(naming):
                if naming.holds(self.year):
                    return None
                former = naming
        if former is None or former.until is None or (self.year is not None and self.year <= former.until):
            return None
        return Renaming(code, former.name, former.until, current.name, current.since)

    def parent(self, code: str) -> str | None:
        """The code one level up; None for a 类 and where the level above is unknown."""
        above = code[:-2]
        return above if above in self else None

    def children(self, code: str = "") -> tuple[str, ...]:
        """The codes one level below that are in force this year; those of ``""`` are the 类."""
        return tuple(child for child in _children(self.system).get(code, ()) if self.in_force(child))

    def resolve(self, name: str, under: str | None = None, level: int | None = None) -> tuple[str, ...]:
        """The codes that bear a printed name, higher levels first; () when none does.

        ``under`` keeps the codes below this prefix, ``level`` those with so many digits (a printed （类）, （款） or
        （项） says it too). The name is compared without ordinals; the final 支出 of a 类 may be missing. Names in
        force are preferred to those of other years, and only where none is equal, 的, 支出 at the end, brackets and
        the choice between 和, 及, 与 and 、 are overlooked.
        """
        wanted, form, printed_level = _forms(name)
        index = _index(self.system)
        for namings in (index.exact.get(wanted), index.folded.get(form)):
            if namings is None:
                continue
            found = [
                naming
                for naming in namings
                if _stands(naming.code, under, level) and _stands(naming.code, None, printed_level)
            ]
            if found:
                holding = [naming for naming in found if naming.holds(self.year)]
                return tuple(sorted({naming.code for naming in holding or found}, key=_by_level))
        return ()

    def nearest(self, name: str, under: str | None = None, level: int | None = None) -> str | None:
        """The one code a damaged name stands for; None when there is none or it is not clear which.

        First the only code :meth:`resolve` gives, then what :func:`gouji.lexicon.likeness.closest` tells of the names
        below ``under``: a name cut off at its end, or one alike enough and more so than any other.
        A name in a list that is not complete can be like another and yet not be it: let the amounts confirm it.
        """
        return _nearest(self, name, under, level)

    def _current(self, code: str) -> Naming | None:
        for naming in reversed(self.namings(code)):
            if naming.holds(self.year):
                return naming
        return None


@cache
def functional(year: int | None = None) -> Classification:
    """支出功能分类: 类, 款, 项, of all budgets (general public, government funds, state capital)."""
    return Classification(System.FUNCTIONAL, year)


@cache
def economic(year: int | None = None) -> Classification:
    """部门预算支出经济分类: 类, 款 (301 to 399)."""
    return Classification(System.DEPARTMENT, year)


@cache
def government_economic(year: int | None = None) -> Classification:
    """政府预算支出经济分类: 类, 款 (501 to 599)."""
    return Classification(System.GOVERNMENT, year)


@dataclass(frozen=True, slots=True)
class _Index:
    exact: dict[str, list[Naming]]
    folded: dict[str, list[Naming]]


_LEVEL_MARK = re.compile(r"（([类款项])）$")
_DIGITS = {"类": 3, "款": 5, "项": 7}
_CHOICES = re.compile(r"以及|[及与、]")
_OVERLOOKED = re.compile(r"[的（）]")
_ENDING = "支出"


def _query(name: str) -> tuple[str, int | None]:
    wanted = bare(name)
    mark = _LEVEL_MARK.search(wanted)
    if mark is None:
        return wanted, None
    return wanted[: mark.start()], _DIGITS[mark.group(1)]


@lru_cache(maxsize=8192)
def _forms(name: str) -> tuple[str, str, int | None]:
    """What a printed name is looked up by, exactly and folded, and the level it says itself."""
    wanted, printed_level = _query(name)
    return wanted, folded(wanted), printed_level


def folded(compared: str) -> str:
    """A comparison key without what :meth:`Classification.resolve` overlooks."""
    short = compared.removesuffix(_ENDING)
    if short in ("", "其他"):
        short = compared
    return _OVERLOOKED.sub("", _CHOICES.sub("和", short))


def _spellings(naming: Naming) -> tuple[str, ...]:
    whole = key(naming.name)
    if len(naming.code) == 3 and whole.endswith(_ENDING) and whole != "其他支出":
        return whole, whole.removesuffix(_ENDING)
    return (whole,)


def _stands(code: str, under: str | None, level: int | None) -> bool:
    return (under is None or (code.startswith(under) and code != under)) and (level is None or len(code) == level)


def _by_level(code: str) -> tuple[int, str]:
    return len(code), code


@cache
def _namings(system: System) -> dict[str, tuple[Naming, ...]]:
    from importlib.resources import files  # slow to import, and not every command needs the data

    economic_file = system is not System.FUNCTIONAL
    data = files("gouji.lexicon") / "data" / ("economic.tsv" if economic_file else "functional.tsv")
    found: dict[str, list[Naming]] = {}
    for line in data.read_text(encoding="utf-8").splitlines()[1:]:
        fields = line.split("\t")
        if economic_file and fields.pop(0) != system.value:
            continue
        code, name, since, until, source = fields
        naming = Naming(code, name, int(since) if since else None, int(until) if until else None, source)
        found.setdefault(code, []).append(naming)
    return {code: tuple(names) for code, names in found.items()}


@cache
def _children(system: System) -> dict[str, tuple[str, ...]]:
    below: dict[str, list[str]] = {}
    for code in _namings(system):
        below.setdefault(code[:-2] if len(code) > 3 else "", []).append(code)
    return {code: tuple(codes) for code, codes in below.items()}


@cache
def _index(system: System) -> _Index:
    index = _Index({}, {})
    for names in _namings(system).values():
        for naming in names:
            spellings = _spellings(naming)
            for spelling in spellings:
                index.exact.setdefault(spelling, []).append(naming)
            index.folded.setdefault(folded(spellings[0]), []).append(naming)
    return index


@lru_cache(maxsize=4096)
def _nearest(classification: Classification, name: str, under: str | None, level: int | None) -> str | None:
    equal = classification.resolve(name, under, level)
    if equal:
        return equal[0] if len(equal) == 1 else None
    wanted, printed_level = _query(name)
    candidates: dict[str, set[str]] = {}
    for form, namings in _index(classification.system).folded.items():
        for naming in namings:
            if _stands(naming.code, under, level) and _stands(naming.code, None, printed_level):
                candidates.setdefault(form, set()).add(naming.code)
    return closest(folded(wanted), candidates)
