"""The look of merged header cells, inferred from a grid that prints a merged text once or in every column it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell and how far it reaches."""

    row: int
    column: int
    text: str
    rowspan: int
    colspan: int


def merged_header(grid: Sequence[Sequence[str]], header_rows: int) -> list[list[HeaderCell]]:
    """The header cells row by row; together they cover the header exactly. Reaching down goes before reaching right,
    which goes over columns that print nothing in its row."""
    rows = [list(row) for row in grid[:header_rows]]
    width = max((len(row) for row in grid), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    taken = [[False] * width for _ in rows]
    cells: list[list[HeaderCell]] = []
    for number, row in enumerate(rows):
        cells.append([])
        for column, content in enumerate(row):
            if taken[number][column]:
                continue
            down = _reach_down(rows, taken, number, column) if content.strip() else 1
            right = 1
            if content.strip():
                while column + right < width and _joins(rows, taken, number, column, right, down):
                    right += 1
            for r in range(number, number + down):
                for c in range(column, column + right):
                    taken[r][c] = True
            cells[-1].append(HeaderCell(number, column, content, down, right))
    return cells


def _reach_down(rows: list[list[str]], taken: list[list[bool]], row: int, column: int) -> int:
    """To the bottom where nothing else is printed under it, else one row."""
    own = rows[row][column].strip()
    under = [rows[r][column].strip() for r in range(row + 1, len(rows))]
    if any(taken[r][column] for r in range(row + 1, len(rows))):
        return 1
    if all(not text or text == own for text in under):
        return len(rows) - row
    same = 1
    while same <= len(under) and under[same - 1] == own:
        same += 1
    return same


def _joins(rows: list[list[str]], taken: list[list[bool]], row: int, column: int, right: int, down: int) -> bool:
    beside = column + right
    own = rows[row][column].strip()
    if any(taken[r][beside] for r in range(row, row + down)):
        return False
    if down > 1:
        return row + down == len(rows) and all(rows[r][beside].strip() == own for r in range(row, row + down))
    return rows[row][beside].strip() in {"", own}
