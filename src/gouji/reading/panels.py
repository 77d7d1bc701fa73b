"""Tables to panels: labels, codes and levels of the rows, amounts of the columns. Coordinates come after."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from gouji.lexicon.terms import understand, words_of
from gouji.lexicon.text import split_ordinal
from gouji.model.disclosure import Place
from gouji.model.frozen import frozen, replace
from gouji.model.money import is_blank_amount
from gouji.reading.headers import Column, Role
from gouji.reading.leads import Lead, Leads, speaks_of_unit
from gouji.reading.source import GridCell

_MEASURE = re.compile(r"（([^（）]+（?[^（）]*）?)）$")
_TOTAL = re.compile(r"^(?:[收支]?[入出]?)?(?:总计|合计|总额|小计|共计)$")


@frozen
class RawAmount:
    """A printed amount before it has a meaning; ``text`` is as printed."""

    row: int
    column: int
    grid_row: int
    grid_column: int
    text: str
    place: Place


@frozen
class RawRow:
    """A row before it has coordinates."""

    index: int
    grid_row: int
    lead: Lead
    ordinal_level: int | None
    indent: float | None
    place: Place

    @property
    def label(self) -> str:
        """What names the row."""
        return self.lead.label

    @property
    def code(self) -> str | None:
        """Its code in the classification it is named by."""
        return self.lead.code


@dataclass(frozen=True, slots=True)
class RawPanel:
    """One side of a table before meaning: label columns, amount columns, rows, amounts."""

    label_columns: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: tuple[RawRow, ...]
    amounts: tuple[RawAmount, ...]


def split_panels(columns: Sequence[Column]) -> list[tuple[list[Column], list[Column], list[Column]]]:
    """``(labels, codes, amounts)`` of each panel: labels or codes behind amounts begin another side."""
    panels: list[tuple[list[Column], list[Column], list[Column]]] = []
    current: tuple[list[Column], list[Column], list[Column]] = ([], [], [])
    for position, column in enumerate(columns):
        if column.role in {Role.LABEL, Role.CODE}:
            more = any(later.role is Role.AMOUNT for later in columns[position + 1 :])
            if current[2] and more and _begins_side(column):
                panels.append(current)
                current = ([], [], [])
            if current[2] and not more and (current[0] or current[1]) and not speaks_of_unit(column):
                continue  # what is said of a row behind its amounts does not name it
            current[0 if column.role is Role.LABEL else 1].append(column)
        elif column.role is Role.AMOUNT:
            current[2].append(column)
    panels.append(current)
    return [panel for panel in panels if panel[2]]


def _begins_side(column: Column) -> bool:
    return bool(words_of(column.leaf) & {"name", "code"}) or any(
        "支出" in text or "收入" in text for text in column.path
    )


def raw_panels(rows: Sequence[Sequence[GridCell]], header_rows: int, columns: Sequence[Column]) -> list[RawPanel]:
    """The panels of a table's grid (header rows first)."""
    panels: list[RawPanel] = []
    named = {column.index for column in columns if column.role in {Role.LABEL, Role.CODE}}
    body = [(number, _spread(row, named)) for number, row in enumerate(rows)][header_rows:]
    for labels, codes, amounts in split_panels(columns):
        panels.append(_panel(body, labels, codes, amounts))
    return [_in_one(panels)] if _is_one_list(panels) else panels


def _spread(row: Sequence[GridCell], named: Set[int]) -> Sequence[GridCell]:
    """A row with the words of a cell that spans several columns in each of them that holds names or codes."""
    if all(cell.colspan == 1 or not cell.text.strip() for cell in row):
        return row
    filled = list(row)
    for index, cell in enumerate(row):
        if cell.colspan > 1 and any(character.isalpha() for character in cell.text):
            for right in range(index + 1, min(index + cell.colspan, len(row))):
                if right in named and not row[right].text.strip():
                    filled[right] = replace(row[right], text=cell.text)
    return filled


def _is_one_list(panels: Sequence[RawPanel]) -> bool:
    """Whether panels side by side are columns of one list of coded items, headed alike (基本支出 by economic item)."""
    if len(panels) < 2:
        return False
    heads = {tuple(column.leaf for column in panel.columns) for panel in panels}
    codes = [[row.code for row in panel.rows if row.code] for panel in panels]
    return len(heads) == 1 and all(codes) and all(code[0] in "35" for some in codes for code in some)


def _in_one(panels: Sequence[RawPanel]) -> RawPanel:
    """Panels as one list, one below the other. The name of a total whose amount stands in the next panel goes along."""
    rows: list[RawRow] = []
    amounts: list[RawAmount] = []
    orphans: dict[int, RawRow] = {}
    for panel in panels:
        filled = {amount.row for amount in panel.amounts}
        moved: dict[int, int] = {}
        for row in panel.rows:
            if row.index not in filled and not row.code and row.label:
                orphans[row.grid_row] = row
                continue
            lead = row.lead
            if not row.label and not row.code and row.grid_row in orphans:
                lead = orphans[row.grid_row].lead
            moved[row.index] = len(rows)
            rows.append(replace(row, index=len(rows), lead=lead))
        amounts.extend(replace(a, row=moved[a.row]) for a in panel.amounts)
    paths = {tuple(column.path for column in panel.columns) for panel in panels}
    columns = panels[0].columns
    if len(paths) > 1:
        columns = tuple(replace(column, path=column.path[-1:]) for column in columns)
    return replace(panels[0], columns=columns, rows=tuple(rows), amounts=tuple(amounts))


def _panel(
    body: Sequence[tuple[int, Sequence[GridCell]]],
    label_columns: list[Column],
    code_columns: list[Column],
    amount_columns: list[Column],
) -> RawPanel:
    rows: list[RawRow] = []
    amounts: list[RawAmount] = []
    leads = Leads([*label_columns, *code_columns])
    counted: int | None = None
    for grid_row, row in body:
        printed = [(c, row[c.index]) for c in amount_columns if not is_blank_amount(row[c.index].text)]
        lead = leads.read(row)
        if not any(lead.labels) and not lead.code and not printed:
            continue
        level = split_ordinal(lead.label)[0]
        if _is_count(lead.label):
            counted = level
            continue
        if counted is not None and level is not None and level > counted:
            continue
        counted = None
        cell = next((row[c.index] for c in label_columns if row[c.index].text.strip()), None)
        place = cell.place if cell else (printed[0][1].place if printed else row[0].place)
        indent = place.bbox[0] if place.bbox else None
        rows.append(RawRow(len(rows), grid_row, lead, level, indent, place))
        for column, cell in printed:
            amounts.append(
                RawAmount(rows[-1].index, amount_columns.index(column), grid_row, column.index, cell.text, cell.place)
            )
    return RawPanel(tuple(label_columns), tuple(amount_columns), tuple(rows), tuple(amounts))


def _is_count(label: str) -> bool:
    """Whether a row's label says that it counts things (公务用车保有量（辆）)."""
    match = _MEASURE.search(label)
    meaning = understand(match.group(1)) if match else None
    return meaning is not None and "count" in meaning.flags


def is_total_label(label: str) -> bool:
    """Whether a label is a bare total (合计, 总计, 小计)."""
    return bool(_TOTAL.match(label))
