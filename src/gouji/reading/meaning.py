"""Coordinates of a panel's cells: what the table, the row and the column say, taken together."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.lexicon.text import tidy
from gouji.model.coordinates import Coordinates
from gouji.reading.panels import RawPanel

_YIELDING = ("item", "fund", "side", "use", "stage", "year", "origin")
"""The dimensions in which a table's title yields to what rows and columns say."""


def cell_coordinates(
    table: Coordinates,
    row: Coordinates | None,
    column: Coordinates | None,
    column_splits: frozenset[str],
    told: bool,
) -> Coordinates | None:
    """A cell's coordinates: row and column restrict what the table says; where they speak of the same dimension the
    finer one counts, a contradiction is not understood, and a dimension the columns split is theirs alone. ``told`` is
    :func:`gouji.reading.context.title_tells`."""
    if row is None or column is None:
        return None
    if not told and row.item is None and column.item is None:
        return None
    if column.item is not None and row.item is not None and row.item == table.item:
        row = row.without("item")
    split = [name for name in ("origin", "side") if name in column_splits]
    if split:
        row = row.without(*split)
    both = row.joined(column)
    if both is None:
        return None
    base = table.yielding(both, _YIELDING)
    if _is_no_part(both.item):
        base = base.without("fund", "side", "use")
    found = base.joined(both)
    return found.without("side", "use") if found is not None and _is_no_part(found.item) else found


def _is_no_part(item: str | None) -> bool:
    """Whether an item is no part of expenditure by use, side or fund of its table."""
    return item is not None and item.startswith(("three_public", "agency", "procurement", "meetings", "training"))


def side_of_panel(panel: RawPanel, table: Coordinates, alone: bool) -> str | None:
    """The side a panel stands on: what its headers say, else what the title says, else what its rows say. What has a
    use is spent, whatever the columns call the money it is paid from."""
    if table.use is not None and table.side == "expenditure":
        return table.side
    words = [tidy(text) for column in (*panel.label_columns, *panel.columns) for text in column.path[:1]]
    if any("支出" in word for word in words) and not any("收入" in word for word in words):
        return "expenditure"
    if any("收入" in word for word in words) and not any("支出" in word for word in words):
        return "revenue"
    if alone and table.side:
        return table.side
    labels = "".join(row.label for row in panel.rows)
    revenue, expenditure = labels.count("收入"), labels.count("支出")
    if revenue != expenditure:
        return "revenue" if revenue > expenditure else "expenditure"
    return table.side


def split_dimensions(columns: Sequence[Coordinates | None]) -> frozenset[str]:
    """The dimensions in which the columns of a panel differ."""
    known = [column for column in columns if column is not None]
    return frozenset(
        name for name in ("origin", "fund", "use", "side") if len({getattr(column, name) for column in known}) > 1
    )
