"""The printed amounts of a disclosure as one list: cells, statements and the amounts of targets and projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Cell, Disclosure, Panel, Place, Statement, Table
from gouji.model.frozen import frozen
from gouji.model.money import Amount


@frozen
class Observation:
    """One printed amount. ``id`` is its cell's or statement's id; ``low``/``high`` its interval in 分, inclusive.

    ``table``, ``panel``, ``row``, ``column`` are None for a statement.
    """

    index: int
    id: str
    amount: Amount
    low: int
    high: int
    coordinates: Coordinates | None
    table: int | None = None
    panel: int | None = None
    row: int | None = None
    column: int | None = None
    text: str = ""
    sign: int = 1
    """-1 for a stated decrease: the amount is printed without its sign."""
    previous: bool = False
    """Whether last year's document prints it."""

    @property
    def fen(self) -> int:
        """The printed number in 分, with its sign."""
        return self.sign * self.amount.fen

    @property
    def is_cell(self) -> bool:
        """Whether it stands in a table."""
        return self.table is not None


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel with its observations by row and column."""

    table: Table
    number: int
    panel: Panel
    at: dict[tuple[int, int], int]
    """(row, column) → index of the observation; an amount that is not printed is missing."""
    unread: frozenset[tuple[int, int]] = frozenset()
    """Cells in which something is printed that is no number."""


def observe(disclosure: Disclosure) -> tuple[tuple[Observation, ...], tuple[PanelView, ...]]:
    """All printed amounts, and the panels they stand in."""
    observations: list[Observation] = []
    views: list[PanelView] = []
    for table in disclosure.tables:
        for number, panel in enumerate(table.panels):
            at: dict[tuple[int, int], int] = {}
            unread: set[tuple[int, int]] = set()
            for cell in panel.cells:
                if cell.amount is None:
                    unread.add((cell.row, cell.column))
                    continue
                at[cell.row, cell.column] = len(observations)
                observations.append(_of_cell(len(observations), cell, cell.amount, table.index, number))
            views.append(PanelView(table, number, panel, at, frozenset(unread)))
    for statement, amount in _stated(disclosure):
        interval = amount.interval
        fall = statement.kind == "change" and statement.direction == "decrease"
        observations.append(
            Observation(
                len(observations),
                statement.id,
                amount,
                -interval.high if fall else interval.low,
                -interval.low if fall else interval.high,
                statement.coordinates if statement.kind == "amount" else None,
                text=statement.subject,
                sign=-1 if fall else 1,
            )
        )
    cells = _cells_by_amount(disclosure)
    for position, target in enumerate(disclosure.targets):
        if target.amount is None or "amount" in target.inferred:
            continue
        if any(_in_one_row(target.place, place) for place in cells.get(target.amount.fen, ())):
            continue  # printed once, in a table that is read for its amounts as well
        interval = target.amount.interval
        observations.append(
            Observation(
                len(observations),
                f"g{position}",
                target.amount,
                interval.low,
                interval.high,
                None,
                text=target.project or "",
            )
        )
    return tuple(observations), tuple(views)


def _of_cell(index: int, cell: Cell, amount: Amount, table: int, panel: int) -> Observation:
    interval = amount.interval
    return Observation(
        index, cell.id, amount, interval.low, interval.high, cell.coordinates, table, panel, cell.row, cell.column
    )


def _cells_by_amount(disclosure: Disclosure) -> dict[int, list[Place]]:
    """The places of all cells, by their amounts in 分, if there are targets that may stand beside them."""
    found: dict[int, list[Place]] = defaultdict(list)
    for cell in disclosure.cells if disclosure.targets else ():
        if cell.amount is not None:
            found[cell.amount.fen].append(cell.place)
    return found


def _in_one_row(one: Place, other: Place) -> bool:
    """Whether two places are in one row of a page: side by side, or one above the other where the page is turned."""
    if one.line is not None or one.page != other.page or one.bbox is None or other.bbox is None:
        return one.line is not None and one.line == other.line
    a, b = one.bbox, other.bbox
    return any(min(a[axis + 2], b[axis + 2]) - max(a[axis], b[axis]) > 1 for axis in (0, 1))


def _stated(disclosure: Disclosure) -> Iterator[tuple[Statement, Amount]]:
    for statement in disclosure.statements:
        if statement.kind in {"amount", "change"} and statement.amount is not None:
            yield statement, statement.amount
