"""Tables to panels: labels, codes and levels of the rows, amounts of the columns. Coordinates come after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.lexicon.terms import words_of
from gouji.lexicon.text import split_ordinal, tidy
from gouji.model.disclosure import Place
from gouji.model.money import is_blank_amount
from gouji.reading.headers import Column, Role
from gouji.reading.source import GridCell

_LABEL_CODE = re.compile(r"^[\[【(（]?([2-5]\d{2}|[2-5]\d{4}|2\d{6})[\]】)）]?[-－—_:：.]?(?=[^\d,.%年])")
_TOTAL = re.compile(r"^(?:[收支]?[入出]?)?(?:总计|合计|总额|小计|共计)$")


@dataclass(frozen=True, slots=True)
class RawAmount:
    """A printed amount before it has a meaning; ``text`` is as printed."""

    row: int
    column: int
    grid_row: int
    grid_column: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row before it has coordinates. ``labels`` are the texts of the label columns (empty where blank)."""

    index: int
    grid_row: int
    label: str
    labels: tuple[str, ...]
    code: str | None
    ordinal_level: int | None
    indent: float | None
    place: Place
    unit: str | None
    unit_code: str = ""
    is_unit: bool = False
    """Whether the row is that of a unit as a whole: it bears a unit's code and no classification's."""


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
    for labels, codes, amounts in split_panels(columns):
        body = list(enumerate(rows))[header_rows:]
        panels.append(_panel(body, labels, codes, amounts))
    return panels


def _panel(
    body: Sequence[tuple[int, Sequence[GridCell]]],
    label_columns: list[Column],
    code_columns: list[Column],
    amount_columns: list[Column],
) -> RawPanel:
    rows: list[RawRow] = []
    amounts: list[RawAmount] = []
    code = ""
    unit_columns = [c for c in label_columns if _is_unit_column(c)] if len(label_columns) > 1 else []
    unit_codes = [c for c in code_columns if _is_unit_code(c)]
    code_columns = [c for c in code_columns if c not in unit_codes]
    units: dict[str, str] = {}
    for grid_row, row in body:
        labels = tuple(tidy(row[c.index].text) for c in label_columns)
        printed = [(c, row[c.index]) for c in amount_columns if not is_blank_amount(row[c.index].text)]
        pieces = ["".join(row[c.index].text.split()) for c in code_columns]
        own_code = _code(pieces, code)
        if not any(labels) and not own_code and not printed:
            continue
        label = _label(labels, label_columns, unit_columns)
        in_label = _LABEL_CODE.match(label)
        if in_label and not own_code:
            own_code, label = in_label.group(1), label[in_label.end() :]
        if not label and pieces and any(pieces) and not own_code:
            label = "".join(piece for piece in pieces if not piece.isdigit())
        code = own_code or code
        level, _, _ = split_ordinal(label)
        cell = next((row[c.index] for c in label_columns if row[c.index].text.strip()), None)
        place = cell.place if cell else (printed[0][1].place if printed else row[0].place)
        unit = next((labels[label_columns.index(c)] for c in unit_columns if labels[label_columns.index(c)]), None)
        unit_code = next((piece for c in unit_codes if (piece := tidy(row[c.index].text))), "")
        is_unit = bool(unit_code and label) and not own_code and not any(pieces) and label == (unit or label)
        if is_unit:
            units[unit_code] = label
        unit = unit or units.get(unit_code)
        rows.append(
            RawRow(
                len(rows),
                grid_row,
                label,
                labels,
                own_code or None,
                level,
                place.bbox[0] if place.bbox else None,
                place,
                unit,
                unit_code,
                is_unit,
            )
        )
        for column, cell in printed:
            amounts.append(
                RawAmount(rows[-1].index, amount_columns.index(column), grid_row, column.index, cell.text, cell.place)
            )
    return RawPanel(tuple(label_columns), tuple(amount_columns), tuple(rows), tuple(amounts))


def _is_unit_code(column: Column) -> bool:
    leaf = tidy(column.leaf)
    return ("单位" in leaf or "部门" in leaf) and "科目" not in leaf and "经济" not in leaf


def _is_unit_column(column: Column) -> bool:
    leaf = tidy(column.leaf)
    return ("单位" in leaf or "部门" in leaf) and "科目" not in leaf and "经济" not in leaf and "/" not in leaf


def _label(labels: tuple[str, ...], columns: list[Column], unit_columns: list[Column]) -> str:
    """The label that names the row: the last one that is no unit, else the last one."""
    names = [text for text, column in zip(labels, columns, strict=True) if text and column not in unit_columns]
    if names:
        return names[-1]
    return next((text for text in reversed(labels) if text), "")


def _code(pieces: list[str], before: str) -> str:
    """The classification code of a row: printed whole in one column, or 类款项 in three, where the upper ones may be
    left out when they repeat the row above."""
    whole = [piece for piece in pieces if piece.isdigit() and len(piece) in {3, 5, 7} and piece[0] in "235"]
    if len(pieces) == 1:
        return whole[0] if whole else ""
    if whole and len(whole[-1]) > 3:
        return whole[-1]
    digits = [piece if piece.isdigit() else "" for piece in pieces]
    start = next((i for i, piece in enumerate(digits) if len(piece) == 3 and piece[0] in "235"), None)
    if start is not None:
        joined = digits[start]
        for piece in digits[start + 1 :]:
            if len(piece) != 2:
                break
            joined += piece
        return joined
    twos = [(i, piece) for i, piece in enumerate(digits) if len(piece) == 2]
    if twos and before and len(pieces) in {2, 3}:
        position = twos[0][0]
        prefix = before[: 3 + 2 * (position - 1)]
        if position >= 1 and len(prefix) == 3 + 2 * (position - 1):
            return prefix + "".join(piece for _, piece in twos)
    return ""


def is_total_label(label: str) -> bool:
    """Whether a label is a bare total (合计, 总计, 小计)."""
    return bool(_TOTAL.match(label))
