"""The projects table (项目支出表): type, level-1 project, project, unit and amount of each line.

Types and level-1 projects are subtotals above their projects; a project's line carries a unit, or stands in the column
of the projects' names. Names wrapped over lines or pages are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gouji.lexicon.classification import functional
from gouji.lexicon.targets import header_role, is_basic_expenditure
from gouji.lexicon.text import bare, key, tidy
from gouji.model.disclosure import Place, Project
from gouji.model.frozen import replace
from gouji.model.money import Amount, Interval, Unit, amount_of_fen, is_blank_amount, parse_amount, parse_number
from gouji.reading.source import Grid
from gouji.reading.targets.draft import unit_key, unit_name
from gouji.reading.targets.layout import Field, Row, is_indicator_header, list_header, roles_of, rows_of

_TOTAL = re.compile(r"^(?:总计|合计|小计|项目支出合计)$")
_TYPE = re.compile(r"^(?:\d{2,}[-—]?)?.*(?:类项目|运转类|目标类|公用经费项目|业务支出|拨款支出|专项支出|人员类)$")
_CLASSIFIED = re.compile(r"科目|功能分类|经济分类|政府经济|部门经济")
"""Headers of columns that say what a project's money is for, not what the project is called."""
_MARKS = re.compile(r"^[*\-—\d]{1,3}$")
_NOTE = re.compile(r"^(?:注|备注|说明)\s*[:：]")
_HEADER_DEPTH = 8
_AMOUNTS = frozenset({"amount", "fund"})
_NAMES = frozenset({"type", "project_level1", "project", "unit"})


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the header puts things; ``end`` is the first row behind it. ``classified`` are columns of the names of a
    classification."""

    names: dict[str, tuple[int, int]]
    amount: int
    end: int
    classified: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Line:
    """A body row: texts by role and the first amount. ``numbers`` are all numbers of the row, ``complete`` False when
    a name was taken from another column than the header's."""

    texts: dict[str, str]
    amount: Amount | None
    place: Place
    columns: dict[str, int]
    funds: tuple[Amount, ...] = ()


def is_projects_grid(grid: Grid) -> bool:
    """Whether a grid is (a headed page of) a table of projects with their amounts: neither a table of their targets
    nor one of basic expenditure headed alike."""
    if not any(header_role(cell.text) == "project" for cells in grid.rows[:_HEADER_DEPTH] for cell in cells):
        return False
    rows = rows_of(grid)
    columns = _columns(rows)
    if columns is None:
        return False
    targets = list_header(rows)
    if targets is not None and (targets.has("indicators") or targets.has("name") or targets.funds < 2):
        return False
    names = [field.text for row in rows[columns.end :] for field in row.fields[:2]]
    return sum(is_basic_expenditure(name) for name in names) < 2


def read_projects(grids: Sequence[Grid], unit: Unit, units: Sequence[str]) -> tuple[Project, ...]:
    """The projects of one table whose page fragments are ``grids``, amounts in ``unit``; ``units`` are the names of
    the document's budget units as far as known. Subtotals and the total are left out. A field of a project that was
    lost is None, or derived from its level's subtotal and then named in ``inferred``."""
    lines: list[_Line] = []
    columns: _Columns | None = None
    known = _Units(units)
    for grid in grids:
        rows = rows_of(grid)
        own = _columns(rows)
        columns = own or columns
        if columns is None:
            continue
        for row in rows[own.end :] if own else rows:
            if not row.fields or _NOTE.match(row.fields[0].text) or _is_header(row):
                continue
            line = _line(row, columns, unit, known)
            if lines and line.amount is None and not line.funds and not _stands_alone(line, lines[-1], known):
                _join(lines, line)
            elif line.texts or line.amount is not None:
                lines.append(line)
    return tuple(_restored(_projects(lines, columns, known))) if columns else ()


def _columns(rows: Sequence[Row]) -> _Columns | None:
    """The columns that the header of a projects table names, None where these rows have no such header. It may take
    several rows: 一级项目 and 二级项目 under 项目名称, the amounts under the year."""
    if any(is_indicator_header(row) for row in rows):
        return None
    for index, row in enumerate(rows[:_HEADER_DEPTH]):
        roles = _roles(row)
        if "project" not in roles or len(roles_of(row)) * 2 <= len(row.fields):
            continue
        amounts = [at for role, (at, _) in roles.items() if role in _AMOUNTS]
        end = index + 1
        while end < len(rows) and _is_header(rows[end]):
            below = _roles(rows[end])
            amounts.extend(at for role, (at, _) in below.items() if role in _AMOUNTS)
            if "project_level1" in below and "project" in below:
                roles["project"] = below["project"]
            roles = below | roles
            end += 1
        if not amounts:
            continue
        if not ({"unit", "type", "project_level1"} & set(roles) or _is_project_column(row)):
            continue
        names = {role: at for role, at in roles.items() if role in _NAMES}
        heads = [field for head in rows[index:end] for field in head.fields if _CLASSIFIED.search(key(field.text))]
        return _Columns(
            names, min(amounts), end, frozenset(at for f in heads for at in range(f.column, f.column + f.span))
        )
    return None


def _roles(row: Row) -> dict[str, tuple[int, int]]:
    roles: dict[str, tuple[int, int]] = {}
    for field in row.fields:
        role = header_role(field.text)
        if role is not None:
            roles.setdefault(role, (field.column, field.span))
    return roles


def _is_project_column(row: Row) -> bool:
    """Whether the header says that the lines are projects by more than the word 项目, which heads most tables."""
    return any(
        header_role(field.text) == "project" and "项目" in key(field.text) and len(key(field.text)) > 2
        for field in row.fields
    )


def _is_header(row: Row) -> bool:
    """Whether a row is a part of the header: header words without an amount, or the columns' numbers and marks."""
    texts = [key(field.text) for field in row.fields]
    if all(_MARKS.match(text) for text in texts):
        return bool(texts)
    if any(parse_number(text) is not None for text in texts) or (len(texts) == 1 and _TOTAL.match(texts[0])):
        return False
    return any(header_role(text) is not None for text in texts)


class _Units:
    """The names of units that are known, compared without spaces, codes and 本级."""

    def __init__(self, units: Sequence[str]) -> None:
        self.keys = {unit_key(unit_name(unit)) for unit in units if unit}

    def has(self, text: str) -> bool:
        """Whether a text names a known unit, or all but exactly."""
        name = unit_key(unit_name(text))
        if name in self.keys:
            return True
        return len(name) >= 6 and any(
            SequenceMatcher(None, name, other, autojunk=False).ratio() >= 0.93 for other in self.keys
        )


def _line(row: Row, columns: _Columns, unit: Unit, known: _Units) -> _Line:
    """A row's names by role. Names stand before the first number; what lies under no header of its own is placed by
    what it is: a unit, a type, else by order."""
    names = [field for field in row.fields if _is_name(field, columns, row.exact)]
    numbers = [
        amount for field in row.fields if field not in names and (amount := parse_amount(field.text, unit)) is not None
    ]
    texts: dict[str, str] = {}
    places: dict[str, int] = {}
    for field in names:
        role = _role_of(field, columns, known, texts)
        texts[role] = texts.get(role, "") + field.text
        places[role] = field.column
    first = _first_amount(row, columns, unit)
    return _Line(texts, first or (numbers[0] if numbers and not row.exact else None), row.place, places, tuple(numbers))


def _is_name(field: Field, columns: _Columns, exact: bool) -> bool:
    if parse_number(field.text) is not None or is_blank_amount(field.text):
        return False
    if field.column in columns.classified and (exact or functional().resolve(bare(field.text))):
        return False
    return field.column < columns.amount or not exact


def _first_amount(row: Row, columns: _Columns, unit: Unit) -> Amount | None:
    found = next((field for field in row.fields if field.column == columns.amount), None)
    return parse_amount(found.text, unit) if found else None


def _role_of(field: Field, columns: _Columns, known: _Units, taken: dict[str, str]) -> str:
    if "unit" in columns.names and known.has(field.text):
        return "unit"
    for role, (start, span) in columns.names.items():
        if start <= field.column < start + span and role not in taken:
            return role
    order = [role for role, _ in sorted(columns.names.items(), key=lambda item: item[1])]
    before = [role for role in order if columns.names[role][0] <= field.column and role not in taken]
    return before[-1] if before else next((role for role in order if role not in taken), "project")


def _stands_alone(line: _Line, above: _Line, known: _Units) -> bool:
    """Whether a row without any number is a project whose amount is lost, not the rest of the names above it."""
    if not {"project", "unit"} <= set(line.texts):
        return False
    return known.has(line.texts["unit"]) or "unit" not in above.texts


def _join(lines: list[_Line], rest: _Line) -> None:
    """A row without any number is the rest of the names above it."""
    last = lines[-1]
    texts = dict(last.texts)
    for role, text in rest.texts.items():
        near = min(last.columns, key=lambda each: abs(last.columns[each] - rest.columns[role]), default=role)
        target = role if role in texts else near
        texts[target] = texts.get(target, "") + text
    lines[-1] = replace(last, texts=texts)


def _projects(lines: Sequence[_Line], columns: _Columns, known: _Units) -> Iterator[_Found]:
    """The projects among the lines with the subtotals that stand over them."""
    kind: str | None = None
    level1: str | None = None
    head = -1
    groups = _unit_groups(lines, columns, known)
    group: str | None = None
    for index, line in enumerate(lines):
        names = {role: tidy(text) for role, text in line.texts.items()}
        if any(_TOTAL.match(name) for name in names.values()):
            continue
        if index in groups:
            group = unit_name(line.texts.get("project", ""))
            continue
        if names.get("type") or ("unit" not in names and _TYPE.match(names.get("project_level1", ""))):
            kind, level1, head = names.get("type") or names["project_level1"], None, -1
            if "type" not in names:
                continue
        if names.get("project_level1"):
            level1, head = names["project_level1"], index
        if not names.get("project") and not names.get("unit"):
            continue
        unit = unit_name(line.texts["unit"]) if names.get("unit") else group
        project = Project(kind, level1, names.get("project") or None, unit or None, line.amount, line.place)
        yield _Found(project, lines[head].amount if 0 <= head != index else None, head)


def _unit_groups(lines: Sequence[_Line], columns: _Columns, known: _Units) -> frozenset[int]:
    """The lines that name a unit above its projects, in a table without a column of units: a known unit, or a line
    whose amount is the sum of those below it, or the total's, where a group may begin."""
    if {"unit", "type", "project_level1"} & set(columns.names):
        return frozenset()
    found: set[int] = set()
    total: Amount | None = None
    index = 0
    while index < len(lines):
        name, amount = lines[index].texts.get("project", ""), lines[index].amount
        if _TOTAL.match(tidy(name)):
            total = amount
            index += 1
            continue
        size = _group_size(lines, index)
        whole = index + 1 < len(lines) and amount is not None and amount == total and not amount.is_zero
        if known.has(name) or size or whole:
            found.add(index)
            index += 1 + size
        else:
            index += 1
    return frozenset(found)


def _group_size(lines: Sequence[_Line], index: int) -> int:
    """How many of the following lines, at least two, this line's amount is the sum of; 0 when there are none."""
    own = lines[index].amount
    if own is None or own.is_zero:
        return 0
    total = Interval(0, 0)
    for count, line in enumerate(lines[index + 1 :], 1):
        if line.amount is None:
            return 0
        total = total + line.amount.interval
        if count > 1 and total.meets(own.interval):
            return count
        if total.low > own.interval.high:
            return 0
    return 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A project with its level's subtotal; ``group`` tells the subtotals apart."""

    project: Project
    subtotal: Amount | None
    group: int


def _restored(found: Iterator[_Found]) -> Iterator[Project]:
    """The projects; an amount that alone is lost under a subtotal is what the others leave of it."""
    entries = list(found)
    for entry in entries:
        project = entry.project
        if project.amount is None and entry.subtotal is not None:
            others = [each.project.amount for each in entries if each.group == entry.group and each is not entry]
            if all(others):
                rest = entry.subtotal.fen - sum(amount.fen for amount in others if amount)
                if rest > 0:
                    amount = amount_of_fen(rest, entry.subtotal.unit, entry.subtotal.decimals)
                    project = replace(project, amount=amount, inferred=project.inferred | {"amount"})
        yield project
