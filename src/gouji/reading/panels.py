"""Tables to panels: labels, codes and levels of the rows, amounts of the columns. Coordinates come after."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from gouji.lexicon.terms import understand, words_of
from gouji.lexicon.text import split_ordinal, tidy
from gouji.model.disclosure import Place
from gouji.model.money import is_blank_amount
from gouji.reading.headers import Column, Role
from gouji.reading.source import GridCell

_LABEL_CODE = re.compile(r"^[\[【(（]?([2-5]\d{2}|[2-5]\d{4}|2\d{6})[\]】)）]?[-－—_:：.]?(?=[^\d,.%年])")
_MEASURE = re.compile(r"（([^（）]+（?[^（）]*）?)）$")
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
    function: str | None = None
    """The functional code where the row bears an economic one as well."""


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
    """Panels as one list, one below the other. The name of a total whose amount stands in the next panel goes with it."""
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
            label = row.label or (orphans[row.grid_row].label if row.grid_row in orphans and not row.code else "")
            moved[row.index] = len(rows)
            rows.append(replace(row, index=len(rows), label=label))
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
    code = ""
    unit_columns = [c for c in label_columns if _is_unit_column(c)] if len(label_columns) > 1 else []
    unit_codes = [c for c in code_columns if _is_unit_code(c)]
    code_columns = [c for c in code_columns if c not in unit_codes and not _is_foreign_code(c)]
    functions = _beside_economic(code_columns)
    code_columns = [c for c in code_columns if c not in functions]
    units: dict[str, str] = {}
    counted: int | None = None
    for grid_row, row in body:
        labels = tuple(tidy(row[c.index].text) for c in label_columns)
        printed = [(c, row[c.index]) for c in amount_columns if not is_blank_amount(row[c.index].text)]
        pieces = ["".join(row[c.index].text.split()) for c in code_columns]
        own_code = _code(pieces, code)
        function = _code(["".join(row[c.index].text.split()) for c in functions], "") or None
        if not any(labels) and not own_code and not printed:
            continue
        label = _label(labels, label_columns, unit_columns)
        level = split_ordinal(label)[0]
        if _is_count(label):
            counted = level
            continue
        if counted is not None and level is not None and level > counted:
            continue
        counted = None
        in_label = _LABEL_CODE.match(label)
        if in_label and not own_code:
            own_code, label = in_label.group(1), label[in_label.end() :]
        if not label and pieces and any(pieces) and not own_code:
            label = "".join(piece for piece in pieces if not piece.isdigit())
        code = own_code or code
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
                function if own_code else None,
            )
        )
        for column, cell in printed:
            amounts.append(
                RawAmount(rows[-1].index, amount_columns.index(column), grid_row, column.index, cell.text, cell.place)
            )
    return RawPanel(tuple(label_columns), tuple(amount_columns), tuple(rows), tuple(amounts))


def _is_foreign_code(column: Column) -> bool:
    """Whether the codes of a column are of no classification (项目代码)."""
    leaf = tidy(column.leaf)
    return "项目" in leaf and "科目" not in leaf


def _beside_economic(columns: Sequence[Column]) -> list[Column]:
    """The columns of functional codes where others hold economic ones: a row is then a point of both."""

    def speaks_of(column: Column, word: str) -> bool:
        return any(word in text for text in column.path)

    if not any(speaks_of(c, "经济") for c in columns):
        return []
    return [c for c in columns if speaks_of(c, "功能") and not speaks_of(c, "经济")]


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


def _is_count(label: str) -> bool:
    """Whether a row's label says that it counts things (公务用车保有量（辆）)."""
    match = _MEASURE.search(label)
    meaning = understand(match.group(1)) if match else None
    return meaning is not None and "count" in meaning.flags


def is_total_label(label: str) -> bool:
    """Whether a label is a bare total (合计, 总计, 小计)."""
    return bool(_TOTAL.match(label))
