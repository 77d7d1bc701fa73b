"""The margins a document prints: for each point the amount, the interval it leaves open, and how much it weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gouji.ledgers.reconstruct.naming import Naming, is_unit_row
from gouji.lexicon.terms import understand
from gouji.model.coordinates import DIMENSIONS, EXPENDITURE, REVENUE, Coordinates
from gouji.model.disclosure import Disclosure, Panel, Table
from gouji.model.money import Amount

TABLE = "table"
NARRATIVE = "narrative"
BLANK = "blank"

_NOT_FACTS = frozenset({"procurement", "entrusted_services", "assets", "agency_operating", "performance_targets"})
"""Kinds of tables whose amounts are no partition of revenue or expenditure."""
_FACT_ITEMS = frozenset({None, "grand_total", "carried_forward", "surplus_allocation"})


@dataclass(frozen=True, slots=True)
class Margin:
    """An amount in 分 at a point, anything from ``low`` to ``high``; ``source`` says where it comes from, ``ids`` and
    ``said`` name it for messages. ``doubted``: the document itself disproves it."""

    point: Coordinates
    fen: int
    low: int
    high: int
    source: str
    ids: tuple[str, ...] = ()
    said: str = ""
    doubted: bool = False
    projects: tuple[str, ...] = ()
    """The projects it is the sum of, where they are more than one."""


@dataclass(frozen=True, slots=True)
class Margins:
    """All margins of a document: of facts, of items that are stated apart, and cells that nothing is known of."""

    facts: tuple[Margin, ...]
    items: tuple[Margin, ...]
    unknown: tuple[str, ...]


def margins_of(disclosure: Disclosure, naming: Naming, doubted: frozenset[str]) -> Margins:
    """The margins of a document. ``doubted`` are ids of cells that its own identities correct."""
    year = disclosure.document.year
    facts: list[Margin] = []
    items: list[Margin] = []
    unknown: list[str] = []
    for table in disclosure.tables:
        for number, panel in enumerate(table.panels):
            points = _points(table, number, panel, naming)
            for cell in panel.cells:
                if cell.amount is None:
                    continue
                found = points.get((cell.row, cell.column))
                margin = None
                if found is not None:
                    point, projects = found
                    said = f"《{table.title}》“{panel.rows[cell.row].label}”行{_column(panel, cell.column)}"
                    margin = _margin(point, cell.amount, TABLE, cell.id, said, year, cell.id in doubted)
                    margin = margin and replace(margin, projects=projects)
                if margin is None:
                    unknown.append(cell.id)
                elif margin.point.item not in _FACT_ITEMS:
                    items.append(margin)
                elif table.kind in _NOT_FACTS:
                    unknown.append(cell.id)
                else:
                    facts.append(margin)
            if table.kind not in _NOT_FACTS:
                facts.extend(_blanks(panel, points, year))
    known = {margin.point: margin for margin in (*facts, *items) if margin.source == TABLE}
    for margin in (*_stated(disclosure, year), *_last_year(disclosure, known, year)):
        (facts if margin.point.item in _FACT_ITEMS else items).append(margin)
    return Margins(tuple(facts), tuple(items), tuple(unknown))


def _column(panel: Panel, number: int) -> str:
    path = "/".join(panel.columns[number].path)
    return f"“{path}”列" if path else f"第{number + 1}列"


_Points = Mapping[tuple[int, int], tuple[Coordinates, tuple[str, ...]]]


def _points(table: Table, number: int, panel: Panel, naming: Naming) -> _Points:
    """(row, column) of every cell the meaning of which is known, printed or blank, → its point and the projects it
    sums where they are several. Rows of projects and of units that reading alone does not place are placed here."""
    found: dict[tuple[int, int], tuple[Coordinates, tuple[str, ...]]] = {}
    for cell in panel.cells:
        # A project's row is placed below: a ledger has its projects by their numbers.
        if cell.coordinates is not None and cell.coordinates.project is None:
            found[cell.row, cell.column] = (cell.coordinates, ())
    columns = _column_points(panel, found)
    if table.kind == "projects":
        heads = {head.index: head.coordinates for head in panel.columns if head.coordinates is not None}
        columns = heads | columns
    columns |= _columns_of_vehicles(panel, columns)
    united = any(panel is other for other in naming.unit_panels())
    for row in panel.rows:
        own = naming.project_rows.get((table.index, number, row.index)) if table.kind == "projects" else None
        unit = naming.unit_of_row(panel, row)
        if unit is None and united and is_unit_row(row):
            unit = naming.unit(row.label)
        for column, point in columns.items():
            place = (row.index, column)
            if own is not None:
                base = replace(point, side=EXPENDITURE, use="project", project=own[0] if len(own) == 1 else None)
                found[place] = (base, own if len(own) > 1 else ())
            elif unit is not None:
                known = found[place][0] if place in found else point
                found[place] = (replace(known, unit=unit or None), ())
            elif place in found:
                known = found[place][0]
                if known.unit is not None:
                    found[place] = (replace(known, unit=naming.unit(known.unit)), ())
            elif point.item is not None and not row.is_total and not row.label:
                found[place] = (point, ())
            elif row.coordinates is not None and table.kind != "projects":
                joined = point.joined(row.coordinates)
                if joined is not None:
                    found[place] = (joined, ())
    return found


def _columns_of_vehicles(panel: Panel, columns: Mapping[int, Coordinates]) -> dict[int, Coordinates]:
    """Columns headed 购置费 and 运行费 under 公务用车购置及运行费, whose words mean nothing by themselves."""
    found: dict[int, Coordinates] = {}
    for column in panel.columns:
        meaning = understand(f"公务用车{column.path[-1]}") if column.path and column.index not in columns else None
        above = [word for text in column.path[:-1] if (word := understand(text)) is not None]
        if meaning is not None and any(word.coordinates.item == "three_public/vehicles" for word in above):
            found[column.index] = meaning.coordinates
    return found


def _column_points(panel: Panel, found: _Points) -> dict[int, Coordinates]:
    """Column → what all its cells have in common: what the column and the table restrict."""
    common: dict[int, Coordinates] = {}
    for (_, column), (point, _) in found.items():
        known = common.get(column)
        common[column] = point if known is None else _shared(known, point)
    for column, point in common.items():
        head = panel.columns[column].coordinates
        if head is not None:
            common[column] = _without_row(point, panel, head)
    return common


def _shared(one: Coordinates, other: Coordinates) -> Coordinates:
    return Coordinates(
        **{name: getattr(one, name) for name in DIMENSIONS if getattr(one, name) == getattr(other, name)}
    )


def _without_row(point: Coordinates, panel: Panel, head: Coordinates) -> Coordinates:
    """A column with cells in one row only has that row's restriction too: take away what rows restrict."""
    of_rows = {
        name
        for row in panel.rows
        if row.coordinates is not None
        for name in row.coordinates.as_dict()
        if name in {"function", "economic", "unit", "item"}
    }
    return point.without(*(name for name in of_rows if getattr(head, name) is None))


def _margin(
    point: Coordinates, amount: Amount, source: str, id: str, said: str, year: int | None, doubted: bool = False
) -> Margin | None:
    """A margin at a completed point; None where it is not known what the amount is an amount of."""
    completed = completed_point(point, year)
    if completed is None:
        return None
    interval = amount.interval
    return Margin(completed, amount.fen, interval.low, interval.high, source, (id,), said, doubted)


def completed_point(point: Coordinates, year: int | None) -> Coordinates | None:
    """A point with the document's year, and the side that what it restricts implies; None where neither is known."""
    if point.year is None:
        point = replace(point, year=year)
    if point.year is None:
        return None
    if point.item is not None and point.item not in _FACT_ITEMS:
        return point
    if point.use or point.economic or point.item or (point.side is None and point.function):
        point = replace(point, side=EXPENDITURE)
    if point.side not in {REVENUE, EXPENDITURE}:
        return None
    if point.economic is not None and point.economic.startswith("5"):
        return None
    return point


def _blanks(panel: Panel, points: _Points, year: int | None) -> Iterator[Margin]:
    """Blank cells of rows in which something is printed: nothing is spent there."""
    printed = {(cell.row, cell.column) for cell in panel.cells}
    filled = {cell.row for cell in panel.cells if cell.amount is not None and not cell.amount.is_zero}
    for (row, column), (point, _) in points.items():
        if row in filled and (row, column) not in printed:
            completed = completed_point(point, year)
            if completed is not None and completed.item in _FACT_ITEMS:
                yield Margin(completed, 0, 0, 0, BLANK)


def _stated(disclosure: Disclosure, year: int | None) -> Iterator[Margin]:
    """What sentences state of points."""
    for statement in disclosure.statements:
        if statement.kind == "amount" and statement.amount is not None and statement.coordinates is not None:
            said = f"“{statement.section}”一节"
            margin = _margin(statement.coordinates, statement.amount, NARRATIVE, statement.id, said, year)
            if margin is not None:
                yield margin


def _last_year(disclosure: Disclosure, known: Mapping[Coordinates, Margin], year: int | None) -> Iterator[Margin]:
    """Last year's amount is this year's less the change that a sentence states."""
    stated = {margin.point: margin for margin in _stated(disclosure, year)}
    for statement in disclosure.statements:
        if statement.kind != "change" or statement.coordinates is None or statement.base is None:
            continue
        point = completed_point(statement.coordinates, year)
        base = completed_point(statement.base, year)
        this = (known.get(point) or stated.get(point)) if point is not None else None
        if this is None or base is None or statement.direction not in {"increase", "decrease", "none"}:
            continue
        if statement.direction != "none" and statement.amount is None:
            continue
        low = high = fen = 0
        if statement.amount is not None and statement.direction != "none":
            interval = statement.amount.interval
            fen, low, high = statement.amount.fen, interval.low, interval.high
            if statement.direction == "decrease":
                fen, low, high = -fen, -high, -low
        if this.fen - fen < 0:
            continue
        yield Margin(
            base,
            this.fen - fen,
            max(this.low - high, 0),
            this.high - low,
            NARRATIVE,
            (statement.id,),
            f"“{statement.section}”一节",
        )


def by_layer(margins: tuple[Margin, ...]) -> dict[tuple[int, str | None], list[Margin]]:
    """Margins by year and stage, which have nothing to do with one another."""
    layers: dict[tuple[int, str | None], list[Margin]] = defaultdict(list)
    for margin in margins:
        if margin.point.year is not None:
            layers[margin.point.year, margin.point.stage].append(margin)
    return layers
