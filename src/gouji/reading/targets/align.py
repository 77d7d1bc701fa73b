"""Which field of a damaged row is which: the assignment of fields to roles that costs least.

Recognised text slips: a row loses its leading columns, a field is missing, two fields change places. What a field
looks like (a level's name, ≥80人, a weight, a known project) and its distance from its neighbours tell what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from gouji.lexicon.targets import LevelName, level1_of, level2_of
from gouji.lexicon.text import key
from gouji.model.money import parse_number
from gouji.reading.targets.layout import Field, Header, Row
from gouji.reading.targets.value import read_value

IMPOSSIBLE = 8.0
INVERSION = 2.0
LEFT_OVER = 6.0
SLIP = 0.6
SKIPPED = {"name": 1.0, "value": 1.0, "explanation": 0.7, "weight": 1.0, "level1": 0.2, "level2": 0.2}
TEXT_ROLES = frozenset({"explanation", "basis", "source", "remark", "direction", "other", "type", "period"})
MAX_FIELDS = 16

Roles = tuple[tuple[int, int, str], ...]
Path = tuple[int, ...]

_CODED_UNIT = re.compile(r"^\d{3,12}[-—]?(?=\D)|^\d{3,}(?:\s+\d+)+\s*(?=\D)|(?<=\D)[-—]?\d{3,12}$")
_WEIGHT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(?:分|%)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What the projects table says, as keys: names of projects and units, texts of amounts."""

    projects: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    amounts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Aligned:
    """The fields of one row by role; ``swapped`` are roles whose fields stand in another order than the header's."""

    texts: dict[str, str]
    columns: dict[str, int]
    swapped: frozenset[str] = frozenset()
    rest: tuple[Field, ...] = field(default=())

    def get(self, role: str) -> str | None:
        """The text of a role, None where nothing is printed."""
        return self.texts.get(role)


@lru_cache(maxsize=4096)
def weight_of(text: str) -> str | None:
    """The weight a field prints (``10``, ``10分``, ``10%``), or None."""
    match = _WEIGHT.fullmatch("".join(text.split()))
    return match[1] if match and Decimal(match[1]) <= 100 else None


def align(row: Row, header: Header, known: Known) -> Aligned:
    """The roles of a row's fields: by the columns where the source is exact, else by least cost."""
    if not row.exact:
        return _by_cost(row, header, known)
    found = _by_column(row, header)
    if _is_impossible(found, known):
        other = _by_cost(row, header, known)
        if not other.rest and not other.swapped and not _is_impossible(other, known):
            return other
    return found


def names_unit(text: str, known: Known) -> bool:
    """Whether a text is a budget unit's name: a known one, or one with its code."""
    return key(text) in known.units or bool(_CODED_UNIT.match(text.strip()) and not parse_number(text))


def _is_impossible(aligned: Aligned, known: Known) -> bool:
    """Whether a field cannot be what its column says: true columns with rows that have slipped nonetheless."""
    strict = ("level1", "level2", "weight", "amount")
    return any(_cost(aligned.texts[role], role, known) >= IMPOSSIBLE for role in strict if role in aligned.texts)


def _by_column(row: Row, header: Header) -> Aligned:
    texts: dict[str, str] = {}
    columns: dict[str, int] = {}
    rest: list[Field] = []
    for each in row.fields:
        role = header.role_at(each.column)
        if role is None or role in texts:
            rest.append(each)
        else:
            texts[role], columns[role] = each.text, each.column
    return Aligned(texts, columns, rest=tuple(rest))


def _by_cost(row: Row, header: Header, known: Known) -> Aligned:
    """The cheapest assignment. In order first: no assignment that leaves the order is cheaper than ``INVERSION``."""
    fields, roles = row.fields[:MAX_FIELDS], header.columns
    fits = [
        [
            (index, cost)
            for index, (_, _, role) in enumerate(roles)
            if (cost := _cost(each.text, role, known)) < LEFT_OVER
        ]
        for each in fields
    ]
    cost, path = _in_order(fields, roles, fits)
    if cost > INVERSION:
        cost, path = min((cost, path), _in_any_order(fields, roles, fits, cost))
    return _aligned(fields, roles, path, row.fields[MAX_FIELDS:])


def _in_order(fields: tuple[Field, ...], roles: Roles, fits: list[list[tuple[int, float]]]) -> tuple[float, Path]:
    """The least cost with the fields in the header's order, and the role of each field (-1 for none)."""
    passed = [0.0]
    for _, _, role in roles:
        passed.append(passed[-1] + SKIPPED.get(role, 0.0))
    states: dict[int, tuple[float, Path]] = {-1: (0.0, ())}
    for position in range(len(fields)):
        following = {last: (cost + LEFT_OVER, (*path, -1)) for last, (cost, path) in states.items()}
        for last, (cost, path) in states.items():
            for index, fit in fits[position]:
                if index <= last:
                    continue
                total = cost + fit + passed[index] - passed[last + 1] + _slip(fields, position, roles, last, index)
                if index not in following or total < following[index][0]:
                    following[index] = (total, (*path, index))
        states = following
    return min((cost + passed[-1] - passed[last + 1], path) for last, (cost, path) in states.items())


def _in_any_order(
    fields: tuple[Field, ...], roles: Roles, fits: list[list[tuple[int, float]]], bound: float
) -> tuple[float, Path]:
    """As :func:`_in_order` over all orders; what costs more than ``bound`` is not followed."""
    states: dict[tuple[int, int], tuple[float, Path]] = {(0, -1): (0.0, ())}
    for position in range(len(fields)):
        following: dict[tuple[int, int], tuple[float, Path]] = {}
        for (used, last), (cost, path) in states.items():
            for index, fit in (*fits[position], (-1, LEFT_OVER)):
                if index >= 0 and used >> index & 1:
                    continue
                total = cost + fit
                if index >= 0:
                    total += INVERSION * (used >> (index + 1)).bit_count()
                    total += _slip(fields, position, roles, last, index)
                state = (used | 1 << index, index) if index >= 0 else (used, last)
                if total <= bound and (state not in following or total < following[state][0]):
                    following[state] = (total, (*path, index))
        states = following
    ends = ((cost + _skipped(used, roles), path) for (used, _), (cost, path) in states.items())
    return min(ends, default=(float("inf"), ()))


def _aligned(fields: tuple[Field, ...], roles: Roles, path: Path, rest: tuple[Field, ...]) -> Aligned:
    texts: dict[str, str] = {}
    columns: dict[str, int] = {}
    left: list[Field] = []
    swapped: set[str] = set()
    for position, index in enumerate(path):
        each = fields[position]
        if index < 0:
            left.append(each)
            continue
        role = roles[index][2]
        texts[role], columns[role] = each.text, each.column
        for earlier in path[:position]:
            if earlier > index:
                swapped |= {role, roles[earlier][2]}
    return Aligned(texts, columns, frozenset(swapped), (*left, *rest))


def _slip(fields: tuple[Field, ...], position: int, roles: Roles, last: int, index: int) -> float:
    """What it costs that a field stands nearer to or farther from the one before it than their roles do."""
    if last < 0 or position == 0:
        return 0.05 * min(abs(fields[position].column - roles[index][0]), 6)
    if index < last:
        return 0.0
    gap = fields[position].column - fields[position - 1].column
    slip = abs(gap - (roles[index][0] - roles[last][0]))
    return SLIP + 0.05 * min(slip, 6) if slip else 0.0


def _skipped(used: int, roles: Roles) -> float:
    return sum(SKIPPED.get(role, 0.0) for index, (_, _, role) in enumerate(roles) if not used >> index & 1)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a text looks like, whatever its role: its key, the number it is, the levels it names."""

    compact: str
    number: str | None
    level1: LevelName | None
    level2: LevelName | None


@lru_cache(maxsize=4096)
def _look(text: str) -> _Look:
    return _Look(key(text), parse_number(text), level1_of(text), level2_of(text))


def _cost(text: str, role: str, known: Known) -> float:
    """How badly a field's look fits a role."""
    look = _look(text)
    compact, number, level1, level2 = look.compact, look.number, look.level1, look.level2
    level = level1 is not None or level2 is not None
    if role == "level1":
        unknown = 2.5 if compact.endswith("指标") and not level and len(compact) < 8 else IMPOSSIBLE
        return (3.5 if level1.doubtful else 0.0) if level1 else unknown
    if role == "level2":
        unknown = 1.0 if compact.endswith("指标") and len(compact) < 14 else IMPOSSIBLE
        return (0.5 if level2.doubtful else 0.0) if level2 else unknown
    if role == "weight":
        return 0.0 if weight_of(text) else IMPOSSIBLE
    if role in {"amount", "fund"}:
        if number is None:
            return IMPOSSIBLE
        return 0.0 if number in known.amounts else (0.3 if "." in number else 1.5)
    if role in {"unit", "department"}:
        return IMPOSSIBLE if number or level else _unit_cost(text, compact, known)
    if role == "project":
        return IMPOSSIBLE if number or level else _project_cost(text, compact, known)
    return _text_cost(text, compact, role, number is not None, level)


def _unit_cost(text: str, compact: str, known: Known) -> float:
    if compact in known.units or _CODED_UNIT.search(text.strip()):
        return 0.0
    return 1.5 if len(compact) <= 30 and compact not in known.projects else 5.0


def _project_cost(text: str, compact: str, known: Known) -> float:
    if compact in known.projects:
        return 0.0
    if compact in known.units or _CODED_UNIT.match(text.strip()):
        return 5.0
    return 1.0 if len(compact) <= 45 else 4.0


def _text_cost(text: str, compact: str, role: str, number: bool, level: bool) -> float:
    length = len(compact)
    value = read_value(text)
    counted = value is not None and value.number is not None
    signed = value is not None and value.operator is not None
    if role == "objective":
        return IMPOSSIBLE if number or level or signed else (0.0 if length > 30 else 1.0 if length > 8 else 2.5)
    if role in {"value", "interim_value"}:
        if level:
            return 5.0
        if signed or counted:
            return 0.5 if number else 0.0
        return 0.5 if length <= 12 else 2.0 if length <= 30 else 4.0
    if role == "operator":
        return 0.0 if compact in {"≥", "≤", "=", ">", "<", "定性"} else 5.0
    if role == "measure":
        return 0.5 if length <= 4 and not number else 5.0
    if role == "name":
        return (4.0 if counted or number else 0.0) + (3.0 if level or signed else 0.0) + (1.0 if length > 45 else 0.0)
    if role in TEXT_ROLES:
        odd = 4.0 if number or signed else 1.5 if counted else 0.0
        return odd + (4.0 if level else 0.0) + (2.0 if length > 120 else 0.0)
    return 2.0
