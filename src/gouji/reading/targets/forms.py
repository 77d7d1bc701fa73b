"""The form of one project (项目支出绩效目标申报表): labels with their fields, then the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.lexicon.targets import header_role
from gouji.lexicon.text import tidy
from gouji.model.disclosure import Place
from gouji.model.money import Amount, Unit, parse_amount
from gouji.reading.targets.align import Known
from gouji.reading.targets.draft import Draft, unit_name
from gouji.reading.targets.indicators import read_indicators
from gouji.reading.targets.layout import Field, Row, indicator_header, is_indicator_header, rows_of
from gouji.reading.targets.lines import Fragment, read_lines
from gouji.reading.targets.regions import Region, form_starts
from gouji.reading.targets.value import prose

_LABELLED = re.compile(r"^([^:：]{2,16}|其中[:：][^:：]{2,12})[:：]\s*(.*)$", re.DOTALL)
_GOALS = frozenset({"objective", "interim_objective"})


def read_forms(region: Region, known: Known, unit: Unit) -> tuple[Draft, ...]:
    """The targets of consecutive forms, in order."""
    rows = [row for number, (_, grid) in enumerate(region.grids) for row in rows_of(grid, number)]
    starts = form_starts(rows)
    ends = [*starts[1:], len(rows)]
    return tuple(_read_form(rows[start:end], known, unit) for start, end in zip(starts, ends, strict=True))


def _read_form(rows: Sequence[Row], known: Known, unit: Unit) -> Draft:
    at = next((index for index, row in enumerate(rows) if is_indicator_header(row)), len(rows))
    labels = _Labels(unit)
    for row in rows[:at]:
        labels.read(row)
    lines = []
    if at < len(rows):
        header = indicator_header(rows, at)
        numbers = sorted({row.fragment for row in rows[header.end :]})
        parts = [tuple(row for row in rows[header.end :] if row.fragment == number) for number in numbers]
        lines = list(read_lines([Fragment(header, part) for part in parts], known))
    return Draft(
        unit=labels.unit,
        project=labels.project,
        amount=labels.amount,
        objective="".join(labels.goals["objective"]) or None,
        indicators=read_indicators(lines),
        place=rows[0].place if rows else Place(),
        own_unit=labels.unit is not None,
    )


class _Labels:
    """The labelled fields of a form's head, gathered row by row."""

    def __init__(self, unit: Unit) -> None:
        self.measure = unit
        self.unit: str | None = None
        self.project: str | None = None
        self.amount: Amount | None = None
        self.goals: dict[str, list[str]] = {"objective": [], "interim_objective": []}
        self.awaited: list[tuple[int, str]] = []

    def read(self, row: Row) -> None:
        """Take what a row says."""
        pairs = list(_pairs(row))
        labels = [(field.column, role) for field, role, _ in pairs if role is not None]
        goals = [(column, role) for column, role in labels if role in _GOALS]
        if labels and not goals:
            self.awaited = []
        for field, role, value in pairs:
            if role in _GOALS and value:
                self.goals[role].append(prose(value))
            elif role is None and not labels and self.awaited:
                self._goal(field, len(row.fields))
            else:
                self._take(role, value)
        if goals:
            self.awaited = self._specific(goals)

    @staticmethod
    def _specific(goals: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The labels under which text is to come: 绩效目标 before 年度目标 in a row is only their common heading."""
        if len(goals) > 1 and goals[0][1] == "objective":
            return goals[1:]
        return goals

    def _goal(self, field: Field, fields: int) -> None:
        if len(self.awaited) == 1 or fields == 1:
            role = self.awaited[-1][1]
        else:
            role = min(self.awaited, key=lambda each: abs(each[0] - field.column))[1]
        self.goals[role].append(prose(field.text))

    def _take(self, role: str | None, value: str) -> None:
        if not value:
            return
        if role == "project" and self.project is None:
            self.project = tidy(value) or None
        elif role == "unit" and self.unit is None:
            self.unit = unit_name(value) or None
        elif role == "amount" and self.amount is None:
            self.amount = parse_amount(value, self.measure)


def _pairs(row: Row) -> Iterator[tuple[Field, str | None, str]]:
    """(field, role, value) of every label in a row and of every text that no label announces. A value stands behind
    its label, in the same field or the next."""
    fields = list(row.fields)
    position = 0
    while position < len(fields):
        field = fields[position]
        role, value = _label(field.text)
        position += 1
        if role is None:
            yield field, None, field.text
            continue
        while not value and position < len(fields) and _label(fields[position].text)[0] is None:
            value = fields[position].text
            position += 1
        yield field, role, value


def _label(text: str) -> tuple[str | None, str]:
    """The role and the value of a field that is a label (``年度资金总额： 459.91``); (None, "") when it is none."""
    role = header_role(text)
    if role is not None:
        return role, ""
    match = _LABELLED.match(text.strip())
    if match and (role := header_role(match[1])) is not None:
        return role, match[2].strip()
    return None, ""
