"""Grids of target tables as rows of fields, and the header that says what each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.lexicon.targets import header_role, level1_of
from gouji.model.disclosure import Place
from gouji.model.frozen import frozen
from gouji.reading.source import Grid

HEAD_ROLES = ("unit", "department", "project", "amount", "objective")
LEVEL_ROLES = ("level1", "level2", "name")
INDICATOR_ROLES = frozenset(
    {"level1", "level2", "name", "explanation", "operator", "value", "measure", "weight", "interim_value"}
)
MAX_HEADER_DEPTH = 12
"""In a list the header stands near the top of a page; further down a row of header words is text."""


@dataclass(frozen=True, slots=True)
class Field:
    """A non-empty field of a row, in the column where it is printed."""

    column: int
    text: str
    span: int = 1


@frozen
class Row:
    """A row of a grid: its non-empty fields. ``fragment`` counts the grids of one table, ``index`` its rows."""

    fields: tuple[Field, ...]
    place: Place
    fragment: int = 0
    index: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns hold: (column, span, role) in printed order. ``end`` is the first row behind the header;
    ``funds`` counts columns of amounts beside the target's own."""

    columns: tuple[tuple[int, int, str], ...]
    end: int
    funds: int = 0

    def roles(self) -> tuple[str, ...]:
        """The roles in printed order."""
        return tuple(role for _, _, role in self.columns)

    def has(self, *roles: str) -> bool:
        """Whether every one of the roles has a column."""
        return set(roles) <= set(self.roles())

    def role_at(self, column: int) -> str | None:
        """The role of the column; in an exact grid a header cell covers its whole span."""
        return next((role for start, span, role in self.columns if start <= column < start + span), None)

    def with_column(self, column: int | None, role: str) -> Header:
        """The header with a role given to a column that has none; unchanged where ``column`` is None."""
        if column is None:
            return self
        others = [entry for entry in self.columns if not entry[0] <= column < entry[0] + entry[1]]
        return Header(tuple(sorted([*others, (column, 1, role)])), self.end, self.funds)


def rows_of(grid: Grid, fragment: int = 0) -> tuple[Row, ...]:
    """The rows of a grid with their non-empty fields."""
    return tuple(
        Row(
            tuple(
                Field(column, cell.text, max(1, cell.colspan))
                for column, cell in enumerate(cells)
                if cell.text.strip() and not cell.covered
            ),
            cells[0].place if cells else grid.place,
            fragment,
            index,
            grid.exact,
        )
        for index, cells in enumerate(grid.rows)
    )


def roles_of(row: Row) -> tuple[tuple[Field, str], ...]:
    """The fields of a row that are header words."""
    return tuple((field, role) for field in row.fields if (role := header_role(field.text)) is not None)


def is_indicator_header(row: Row) -> bool:
    """Whether a row names columns of indicators (一级指标 … 指标值)."""
    roles = {role for _, role in roles_of(row)}
    return len(roles & {"level1", "level2", "name"}) >= 2 and len(roles & INDICATOR_ROLES) >= 3


def is_list_header(row: Row) -> bool:
    """Whether a row names columns of a list of projects (项目名称, 金额, 绩效目标 …), not labels of one project."""
    roles = {role for _, role in roles_of(row)}
    others = roles & (INDICATOR_ROLES | {"unit", "amount", "objective", "indicators"})
    named = "project" in roles and len(others) >= 2
    unnamed = bool(roles & {"objective", "amount"}) and len(roles & INDICATOR_ROLES) >= 3
    return (named or unnamed) and len(roles_of(row)) * 2 > len(row.fields)


def list_header(rows: Sequence[Row]) -> Header | None:
    """The header of a list of targets at the head of these rows, or None. It may take two or three rows."""
    for index, row in enumerate(rows[:MAX_HEADER_DEPTH]):
        if not is_list_header(row):
            continue
        columns = list(_columns(row))
        end = index + 1
        while end < len(rows) and end <= index + 2 and _continues_header(rows[end]):
            columns.extend(_columns(rows[end]))
            end += 1
        header = _header(columns, end)
        if header.has("objective") or header.has("name") or header.has("level1"):
            return header
        return None
    return None


def indicator_header(rows: Sequence[Row], index: int) -> Header:
    """The header of the indicators of one project's form, printed in ``rows[index]``."""
    columns = list(_columns(rows[index]))
    end = index + 1
    while end < len(rows) and _continues_header(rows[end]):
        columns.extend(_columns(rows[end]))
        end += 1
    return _header(columns, end)


def _continues_header(row: Row) -> bool:
    """Whether a row below a header row is a part of it: all words are header words and none is a level's name."""
    if not row.fields:
        return False
    known = sum(header_role(field.text) is not None and level1_of(field.text) is None for field in row.fields)
    return known == len(row.fields)


def _columns(row: Row) -> Iterator[tuple[int, int, str]]:
    for field in row.fields:
        yield field.column, field.span, header_role(field.text) or "other"


def _header(columns: list[tuple[int, int, str]], end: int) -> Header:
    columns.sort()
    spanning = {"indicators"}
    if any(role in LEVEL_ROLES for _, _, role in columns):
        columns = [entry for entry in columns if entry[2] not in spanning]
    if not any(role == "name" for _, _, role in columns):
        columns = [(at, span, "name" if role == "explanation" else role) for at, span, role in columns]
    funds = sum(role in {"fund", "amount"} for _, _, role in columns)
    return Header(tuple(_one_each(columns)), end, funds)


def _one_each(columns: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Every role once. Of an amount and a unit the first column counts; of what a form prints twice, for the whole
    period and for the year (二级指标, 三级指标, 指标值), the last, which is the year's."""
    names = [role for _, _, role in columns]
    after_levels = False
    for position, (column, span, role) in enumerate(columns):
        after_levels = after_levels or role in LEVEL_ROLES
        if role == "unit" and after_levels:
            role = "measure"  # 单位 behind the indicator is its measure, before it the budget unit
        earlier, later = role in names[:position], role in names[position + 1 :]
        if role in {"level1", *HEAD_ROLES}:
            yield column, span, "other" if earlier else role
        elif role in INDICATOR_ROLES:
            yield column, span, "other" if later else role
        else:
            yield column, span, role
