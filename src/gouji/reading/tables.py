"""Laid-out tables → tables of cells with coordinates."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.lexicon.tables import kind_of_title
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Cell, ColumnHead, Panel, RowHead, Table
from gouji.model.frozen import replace
from gouji.model.money import Unit, parse_amount
from gouji.reading.column_meaning import columns_coordinates
from gouji.reading.context import Context, table_coordinates, title_tells
from gouji.reading.headers import Role, column_paths, column_roles
from gouji.reading.layout import LaidTable
from gouji.reading.meaning import cell_coordinates, side_of_panel, split_dimensions
from gouji.reading.panels import RawPanel, raw_panels
from gouji.reading.project_rows import ProjectRows
from gouji.reading.repair import repair
from gouji.reading.row_meaning import row_meanings

DEFAULT_UNIT = Unit.TEN_THOUSAND_YUAN


def read_table(
    laid: LaidTable, index: int, context: Context, default_unit: Unit, projects: ProjectRows
) -> Table | None:
    """The table of a laid-out grid, or None when it holds no amounts and bears no title of a budget table."""
    kind = context.kind
    columns = column_roles(column_paths(laid.rows[: laid.header_rows], laid.exact), laid.rows[laid.header_rows :])
    raw = raw_panels(laid.rows, laid.header_rows, columns)
    if not any(panel.amounts for panel in raw) and (kind is None or not laid.title):
        return None
    if kind is None and laid.unit is None and not _looks_like_money(raw):
        return None
    unit = laid.unit or default_unit
    table_point = table_coordinates(context)
    panels = tuple(
        _panel(panel, index, number, table_point, context, unit, len(raw) == 1, not laid.exact, projects)
        for number, panel in enumerate(raw)
    )
    if not panels and any(column.role is Role.AMOUNT for column in columns):
        return None
    return Table(
        index,
        laid.title,
        kind,
        unit,
        panels,
        tuple(tuple(cell.text for cell in row) for row in laid.rows),
        laid.header_rows,
        laid.notes,
        laid.place,
        laid.unit_text,
        laid.printed_title,
    )


def table_context(context: Context, title: str) -> Context:
    """The context of one table of the document."""
    return replace(context, title=title, kind=kind_of_title(title) if title else None)


def _looks_like_money(panels: Sequence[RawPanel]) -> bool:
    texts = [amount.text for panel in panels for amount in panel.amounts]
    pointed = sum("." in text or "," in text for text in texts)
    return len(texts) >= 4 and pointed * 2 >= len(texts)


def _panel(
    raw: RawPanel,
    index: int,
    number: int,
    table: Coordinates,
    context: Context,
    unit: Unit,
    alone: bool,
    slipped: bool,
    projects: ProjectRows,
) -> Panel:
    side = side_of_panel(raw, table, alone)
    columns = columns_coordinates(raw.columns, context, side)
    repaired = repair(raw, columns, unit, slipped=slipped)
    raw = repaired.panel
    splits = split_dimensions(columns)
    meanings = row_meanings(raw, table, context, side)
    base = replace(table, side=side)
    rows = tuple(
        RowHead(
            row.index,
            row.label,
            row.code,
            meaning.level,
            meaning.is_total,
            meaning.coordinates,
            row.place,
            row.lead.unit,
            meaning.sure_level,
        )
        for row, meaning in zip(raw.rows, meanings, strict=True)
    )
    heads = tuple(
        ColumnHead(position, column.path, point)
        for position, (column, point) in enumerate(zip(raw.columns, columns, strict=True))
    )
    told = title_tells(context)
    named = projects.points(raw, unit) if context.kind == "projects" else {}
    cells = []
    for position, amount in enumerate(raw.amounts):
        row = meanings[amount.row].coordinates
        if amount.row in named:
            row = named[amount.row] if row is None else named[amount.row].completed(row)
        point = cell_coordinates(base, row, columns[amount.column], splits, told)
        cells.append(
            Cell(
                f"t{index}p{number}r{amount.row}c{amount.column}",
                amount.row,
                amount.column,
                parse_amount(amount.text, unit),
                amount.text.strip(),
                point,
                amount.place,
                amount.grid_row,
                amount.grid_column,
                position in repaired.moved,
            )
        )
    return Panel(rows, heads, tuple(cells))
