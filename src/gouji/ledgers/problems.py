"""What is wrong with a ledger, and where: sheet and cell, as a person finds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.errors import GoujiError

ERROR = "error"
WARNING = "warning"
_SHOWN = 20
_CELLS = 3


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """``level`` is error or warning; ``message`` one Chinese sentence that says what to do; ``sheet`` and ``cell`` are
    empty where the problem is the whole ledger's."""

    level: str
    message: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        where = f"“{self.sheet}”表{self.cell}：" if self.sheet else ""
        return f"{where}{self.message}"


class LedgerError(GoujiError):
    """A ledger that cannot be used; ``problems`` are all its errors."""

    def __init__(self, problems: Sequence[LedgerProblem]) -> None:
        self.problems = tuple(problems)
        alike = gathered(self.problems)
        shown = "；".join(text for _, text in alike[:_SHOWN])
        more = f"；还有 {len(alike) - _SHOWN} 种" if len(alike) > _SHOWN else ""
        super().__init__(f"账套有 {len(self.problems)} 处错误：{shown}{more}")


def gathered(problems: Sequence[LedgerProblem]) -> list[tuple[str, str]]:
    """Problems as a person reads them, ``(level, text)``: what is said of many cells of a sheet is said once."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for problem in problems:
        alike.setdefault((problem.level, problem.sheet, problem.message), []).append(problem.cell)
    return [
        (level, str(LedgerProblem(level, message, sheet, cells[0] if len(cells) == 1 else _cells(cells))))
        for (level, sheet, message), cells in alike.items()
    ]


def _cells(cells: Sequence[str]) -> str:
    named = "、".join(cell for cell in cells[:_CELLS] if cell)
    return f"{named} 等 {len(cells)} 处" if len(cells) > _CELLS else named


@dataclass(frozen=True, slots=True)
class SheetPlaces:
    """A sheet or file: its name, and the letter of each field's column; without letters (a file of a folder) a cell is
    named by its line and field."""

    name: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Where:
    """A row of a sheet or a line of a file, counted from 1."""

    sheet: SheetPlaces
    row: int

    def problem(self, level: str, message: str, field: str = "") -> LedgerProblem:
        """A problem of this row, at a field of it."""
        letter = self.sheet.columns.get(field)
        if letter is not None:
            cell = f"{letter}{self.row}"
        elif self.sheet.columns or not field:
            cell = f"第{self.row}行"
        else:
            cell = f"第{self.row}行 {field} 列"
        return LedgerProblem(level, message, self.sheet.name, cell)


@dataclass(frozen=True, slots=True)
class Places:
    """Where each entry of a ledger stands: table → by index of its entries."""

    tables: Mapping[str, Sequence[Where]]

    def problem(self, level: str, message: str, table: str, index: int, field: str = "") -> LedgerProblem:
        """A problem of an entry, at a field of it."""
        rows = self.tables.get(table, ())
        if 0 <= index < len(rows):
            return rows[index].problem(level, message, field)
        return LedgerProblem(level, message)
