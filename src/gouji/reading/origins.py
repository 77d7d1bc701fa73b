"""This year's money or all of it: what a table or a sentence leaves unsaid and its amounts tell.

一般公共预算支出表 lists in one place the money appropriated this year, in another that and what was carried over; only the
total, beside the revenue of the two origins, says which. A sentence that names a fund speaks likewise of either. Where
an amount agrees with this year's point and not with the whole, it is this year's; where it agrees with neither, or with
both, nothing is decided and the words stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.disclosure import Cell, Panel, Statement, Table
from gouji.model.money import Amount

_Printed = Mapping[Coordinates, Sequence[Amount]]


def settle_tables(tables: Sequence[Table]) -> list[Table]:
    """The tables, those of one fund that list this year's money only with that origin at every amount."""
    printed = _printed(tables)
    settled: list[Table] = []
    funds: set[str] = set()
    for table in tables:
        fund = _fund(table)
        total = fund and _total(table, Coordinates(side="expenditure", fund=fund))
        if fund and total and _is_current(total, printed, Coordinates(side="revenue", fund=fund)):
            funds.add(fund)
            table = _at_current(table, fund)
        settled.append(table)
    if not funds:
        return settled
    printed = _printed(settled)
    for number, table in enumerate(settled):
        fund = _fund(table)
        if fund not in funds:
            continue
        point = Coordinates(side="expenditure", fund=fund, use="basic")
        total = _total(table, point)
        if total and _meets(total, printed.get(point.at("origin", CURRENT), ())):
            settled[number] = _at_current(table, fund)
    return settled


def settle_statements(
    statements: Sequence[Statement], tables: Sequence[Table], year: int | None
) -> tuple[Statement, ...]:
    """The statements, those about a fund's or an item's money of this year only with that origin. What a sentence says
    of a point's change or share goes with what it says of its amount."""
    printed = _printed(tables)
    by_year: dict[Coordinates, list[Amount]] = defaultdict(list)
    for point, amounts in printed.items():
        by_year[point if point.year is not None else point.at("year", year)].extend(amounts)
    chosen: set[tuple[str, Coordinates]] = set()
    for statement in statements:
        point = statement.coordinates
        if statement.kind != "amount" or statement.amount is None or point is None or not _open(point):
            continue
        exact = point if point.year is not None else point.at("year", year)
        if _meets(statement.amount, by_year.get(exact, ())):
            continue
        if _meets(statement.amount, by_year.get(exact.at("origin", CURRENT), ())):
            chosen.add((statement.sentence, point))
    return tuple(_with_origin(statement, chosen) for statement in statements)


def _with_origin(statement: Statement, chosen: set[tuple[str, Coordinates]]) -> Statement:
    point, base = statement.coordinates, statement.base
    if point is not None and (statement.sentence, point) in chosen:
        moved = point.at("origin", CURRENT)
        if base is not None and base.without("year") == point.without("year"):
            base = base.at("origin", CURRENT)
        statement = replace(statement, coordinates=moved, base=base)
    if base is not None and (statement.sentence, base) in chosen:
        statement = replace(statement, base=base.at("origin", CURRENT))
    return statement


def _open(point: Coordinates) -> bool:
    return point.origin is None and point.side is not None and point.item is None


def _printed(tables: Sequence[Table]) -> dict[Coordinates, list[Amount]]:
    """Point → the amounts printed for it that are not nought."""
    found: dict[Coordinates, list[Amount]] = defaultdict(list)
    for table in tables:
        for cell in table.cells:
            if cell.coordinates is not None and cell.amount is not None and not cell.amount.is_zero:
                found[cell.coordinates].append(cell.amount)
    return found


def _fund(table: Table) -> str | None:
    """The one fund all amounts of a table with a known point are about, None when there is no such."""
    funds = {cell.coordinates.fund for cell in table.cells if cell.coordinates is not None}
    sides = {cell.coordinates.side for cell in table.cells if cell.coordinates is not None}
    return funds.pop() if len(funds) == 1 and sides == {"expenditure"} else None


def _total(table: Table, point: Coordinates) -> Amount | None:
    """What the table prints at the point in the document's year."""
    years = [cell.coordinates.year for cell in table.cells if cell.coordinates is not None and cell.coordinates.year]
    latest = max(years, default=None)
    for cell in table.cells:
        if cell.amount is not None and cell.coordinates in {point, point.at("year", latest)}:
            return cell.amount
    return None


def _is_current(total: Amount, printed: _Printed, revenue: Coordinates) -> bool:
    """Whether a total is this year's revenue of its fund, where money was carried over as well."""
    by_origin: dict[str | None, list[Amount]] = defaultdict(list)
    latest = max((point.year for point in printed if point.year is not None), default=None)
    for origin in (None, CURRENT, CARRIED_OVER):
        at = revenue.at("origin", origin)
        by_origin[origin] = [*printed.get(at, ()), *printed.get(at.at("year", latest), ())]
    if not _meets(total, by_origin[CURRENT]):
        return False
    return bool(by_origin[CARRIED_OVER]) or (bool(by_origin[None]) and not _meets(total, by_origin[None]))


def _meets(amount: Amount, others: Sequence[Amount]) -> bool:
    return any(amount.interval.meets(other.interval) for other in others)


def _at_current(table: Table, fund: str) -> Table:
    def moved(cell: Cell) -> Cell:
        point = cell.coordinates
        if point is None or point.fund != fund or point.origin is not None:
            return cell
        return replace(cell, coordinates=point.at("origin", CURRENT))

    def panel(one: Panel) -> Panel:
        return replace(one, cells=tuple(moved(cell) for cell in one.cells))

    return replace(table, panels=tuple(panel(one) for one in table.panels))
