"""Rows of a target table as lines: aligned to the header, wrapped texts joined to the line they continue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.lexicon.targets import header_role, level1_of, level2_of
from gouji.model.disclosure import Place
from gouji.model.frozen import frozen, replace
from gouji.model.money import parse_number
from gouji.reading.targets.align import Aligned, Known, align, names_unit, weight_of
from gouji.reading.targets.layout import Field, Header, Row, is_indicator_header, is_list_header, roles_of
from gouji.reading.targets.value import read_value

_NOTE = re.compile(r"^\s*(?:注|备注|说明|填表人|填报人|联系人|联系电话|审核人|负责人|单位负责人|制表)\s*[:：]")
_AFTER = frozenset({"remark", "department", "period"})
_WRAPPED = ("project", "unit", "objective", "name", "explanation", "value", "indicators", "basis", "source")
_INDICATOR = ("level1", "level2", "name", "explanation", "value", "weight")


@frozen
class Line:
    """A row's texts by role. ``fragment`` is the grid it stands in; ``first`` when nothing of that grid stands before
    it; ``columns`` where the texts are printed; ``swapped`` roles printed in another order than the header's."""

    texts: dict[str, str]
    place: Place
    fragment: int = 0
    first: bool = False
    columns: dict[str, int] | None = None
    swapped: frozenset[str] = frozenset()

    def get(self, role: str) -> str | None:
        """The text of a role, None where nothing is printed."""
        return self.texts.get(role)

    @property
    def has_indicator(self) -> bool:
        """Whether the line prints anything of an indicator."""
        return any(role in self.texts for role in _INDICATOR)

    @property
    def is_head(self) -> bool:
        """Whether a project is named or given an amount on this line."""
        return "project" in self.texts or "amount" in self.texts

    @property
    def weight(self) -> str | None:
        """The weight printed."""
        return weight_of(self.texts.get("weight", ""))


@dataclass(frozen=True, slots=True)
class Fragment:
    """The rows of a table on one page with the header that holds for them."""

    header: Header
    rows: tuple[Row, ...]


def read_lines(fragments: Sequence[Fragment], known: Known) -> tuple[Line, ...]:
    """The lines of one table; its header may be repeated on each page."""
    lines: list[Line] = []
    for fragment, part in enumerate(fragments):
        first, header = True, part.header
        for row in part.rows:
            if is_repeated_header(row) or is_note(row):
                continue
            if (unit := heading_unit(row, header, known)) is not None:
                lines.append(Line({"unit": unit}, row.place, fragment, first))
            elif lines and continues(row):
                _join(lines, row, header)
            else:
                aligned = align(row, header, known)
                if aligned.texts:
                    lines.append(_line(aligned, row, fragment, first))
            first = False
    return tuple(lines)


def is_repeated_header(row: Row) -> bool:
    """Whether a row is the header printed again, or a part of it, or empty."""
    if not row.fields or is_indicator_header(row) or is_list_header(row):
        return True
    return len(roles_of(row)) == len(row.fields) and all(
        level1_of(field.text) is None and level2_of(field.text) is None for field in row.fields
    )


def is_note(row: Row) -> bool:
    """Whether a row is a remark under the table or who filled it in."""
    if not row.fields:
        return False
    first = row.fields[0].text
    return bool(_NOTE.match(first)) or (header_role(first) in _AFTER and len(row.fields) <= 2)


def heading_unit(row: Row, header: Header, known: Known) -> str | None:
    """The unit that a row of one field names above its projects."""
    if len(row.fields) != 1 or not header.has("project"):
        return None
    text = row.fields[0].text
    return text if names_unit(text, known) else None


def continues(row: Row) -> bool:
    """Whether a row is only the rest of wrapped texts: no level, number, weight or value stands in it."""
    return 0 < len(row.fields) <= 3 and all(_is_rest(field) for field in row.fields)


def _is_rest(field: Field) -> bool:
    if level1_of(field.text) or level2_of(field.text) or parse_number(field.text) or weight_of(field.text):
        return False
    value = read_value(field.text)
    return value is None or value.operator is None


def _line(aligned: Aligned, row: Row, fragment: int, first: bool) -> Line:
    return Line(aligned.texts, row.place, fragment, first, aligned.columns, aligned.swapped)


def _join(lines: list[Line], row: Row, header: Header) -> None:
    """Append the fields of a continuing row to the texts above them: by the columns of the line they continue, then by
    the header's, for a fragment may have slipped against the one before it."""
    for field in row.fields:
        target, role = _continued(lines, field, row, header)
        line = lines[target]
        lines[target] = replace(line, texts={**line.texts, role: line.texts.get(role, "") + field.text})


def _continued(lines: list[Line], field: Field, row: Row, header: Header) -> tuple[int, str]:
    if row.exact and (role := header.role_at(field.column)) in _WRAPPED and role is not None:
        return _last_with(lines, role), role
    last = len(lines) - 1
    candidates = list(_candidates(lines, field))
    if candidates:
        _, index, role = min(candidates)
        return index, role
    role = header.role_at(field.column)
    return (_last_with(lines, role), role) if role in _WRAPPED and role is not None else (last, "explanation")


def _candidates(lines: list[Line], field: Field) -> Iterator[tuple[float, int, str]]:
    for role in _WRAPPED:
        index = _last_with(lines, role)
        columns = lines[index].columns or {}
        if role in columns and abs(columns[role] - field.column) <= 1:
            tall = 6.0 / (1 + len(lines[index].texts[role]))  # a page cuts through the tallest cell of a row
            yield abs(columns[role] - field.column) + tall, index, role


def _last_with(lines: list[Line], role: str) -> int:
    """The line whose text of this role is continued: the last one, for a head's role the last that prints it."""
    if role in {"project", "unit", "objective"}:
        return next((index for index in range(len(lines) - 1, -1, -1) if role in lines[index].texts), len(lines) - 1)
    return len(lines) - 1
