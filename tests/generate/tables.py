"""Tables from rows and columns that know their coordinates: every amount is asked of the budget, none is passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gouji.model.coordinates import Coordinates
from gouji.model.money import Amount, Unit, amount_of_fen
from tests.generate.budget import Budget
from tests.generate.document import Field, PrintedCell, Row

BLANK = Field("")


@dataclass(frozen=True, slots=True)
class Style:
    """How amounts are printed: the unit, digits behind the point, thousands, and what stands for nought."""

    unit: Unit = Unit.TEN_THOUSAND_YUAN
    decimals: int = 2
    grouped: bool = False
    zero: str = ""

    def amount(self, fen: int) -> Amount:
        """The amount rounded half up to what is printed."""
        return amount_of_fen(fen, self.unit, self.decimals)

    def text(self, amount: Amount) -> str:
        """The digits as printed."""
        if amount.is_zero:
            return self.zero
        return f"{amount.value:,}" if self.grouped else amount.text


@dataclass(frozen=True, slots=True)
class Column:
    """An amount column: its header from the outermost group to the leaf, and its restriction. None: always empty."""

    path: tuple[str, ...]
    at: Coordinates | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what is printed before the amounts, its label without ordinal, its restriction. None: always empty."""

    lead: tuple[str, ...]
    label: str
    at: Coordinates | None
    code: str | None = None


def header(leads: Sequence[tuple[str, ...]], columns: Sequence[Column]) -> tuple[tuple[str, ...], ...]:
    """The header rows: a group's name stands over its first column, a short path over the row of its leaf."""
    paths = [*leads, *(column.path for column in columns)]
    depth = max(map(len, paths))
    rows: list[list[str]] = [[] for _ in range(depth)]
    before: tuple[str, ...] = ()
    for path in paths:
        for level in range(depth):
            continues = len(path) > level + 1 and before[: level + 1] == path[: level + 1]
            rows[level].append("" if continues or level >= len(path) else path[level])
        before = path
    return tuple(tuple(row) for row in rows)


def rows(budget: Budget, style: Style, table: str, lines: list[Line], columns: list[Column]) -> list[Row]:
    """The body of a table."""
    return [
        (*(Field(text) for text in line.lead), *(_field(budget, style, table, line, column) for column in columns))
        for line in lines
    ]


def side_by_side(left: list[Row], right: list[Row]) -> tuple[Row, ...]:
    """Two bodies as the halves of a two-sided table; the shorter one is filled up with blanks. The last rows, which are
    the totals of the halves, stand beside each other."""
    *left_body, left_total = left
    *right_body, right_total = right
    blank_left, blank_right = (BLANK,) * len(left_total), (BLANK,) * len(right_total)
    body = [(a or blank_left) + (b or blank_right) for a, b in zip_longest(left_body, right_body)]
    return (*body, left_total + right_total)


def _field(budget: Budget, style: Style, table: str, line: Line, column: Column) -> Field:
    if line.at is None or column.at is None:
        return BLANK
    at = line.at.joined(column.at)
    if at is None:
        return BLANK
    amount = style.amount(budget.amount(at))
    text = style.text(amount)
    if not text:
        return BLANK
    return Field(text, PrintedCell(table, line.label, "/".join(column.path), amount, at, line.code))
