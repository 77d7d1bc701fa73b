"""Rows of text → a ledger, with everything that could not be understood and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from gouji.ledgers.problems import ERROR, WARNING, LedgerProblem, Places, Where
from gouji.ledgers.rows import VEHICLE
from gouji.ledgers.tables import field_of
from gouji.ledgers.values import References, WrongValueError, amount_of, choice_of, choices_of, code_in, integer_of
from gouji.ledgers.words import code_of
from gouji.lexicon.classification import Classification, economic, functional
from gouji.lexicon.text import key
from gouji.model.coordinates import CURRENT
from gouji.model.disclosure import Indicator, Target
from gouji.model.ledger import (
    AdjustmentEntry,
    Assets,
    DepartmentEntry,
    Fact,
    Ledger,
    ProjectEntry,
    StatedAmount,
    Texts,
    UnitEntry,
)
from gouji.model.money import Amount, Unit, parse_number
from gouji.reading.targets.value import join_value

Line = tuple[Where, Mapping[str, str]]
"""A row with its place: field → text, blank fields left out."""

_T = TypeVar("_T")
_ISO_DATE = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s].*)?$")
_COUNTS = frozenset({"vehicles", "equipment", "vehicles_planned", "equipment_planned"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A ledger as far as it could be understood, the places of its entries, and the problems met."""

    ledger: Ledger
    places: Places
    problems: tuple[LedgerProblem, ...]


def parsed(tables: Mapping[str, Sequence[Line]]) -> Parsed:
    """Read all tables. A row with a problem is left out."""
    return _Parser(tables).result()


def _chinese_date(match: re.Match[str]) -> str:
    """A date that was entered as one, as it will be printed."""
    year, month, day = map(int, match.groups())
    return f"{year}年{month}月{day}日"


def _iso_date(match: re.Match[str]) -> str:
    """A date that was entered as one, without its time."""
    year, month, day = map(int, match.groups())
    return f"{year}-{month:02d}-{day:02d}"


class _Parser:
    def __init__(self, tables: Mapping[str, Sequence[Line]]) -> None:
        self.tables = tables
        self.problems: list[LedgerProblem] = []
        self.warnings: list[LedgerProblem] = []
        self.places: dict[str, list[Where]] = {}

    def result(self) -> Parsed:
        department = self._department()
        units = self._entries("units", self._unit)
        self.units = References(((unit.id, unit.name) for unit in units), "单位", "单位")
        projects = self._entries("projects", self._project)
        self.projects = References(((entry.id, entry.name) for entry in projects), "项目", "项目")
        self.functions = functional(department.year)
        self.economics = economic(department.year)
        ledger = Ledger(
            department,
            units,
            projects,
            self._entries("facts", self._fact),
            self._entries("stated", self._stated),
            self._targets(),
            self._assets(),
            self._texts(),
            self._entries("codes", lambda where, row: (row["code"], row["name"])),
            self._entries("adjustments", self._adjustment),
        )
        return Parsed(ledger, Places(self.places), (*self.problems, *self.warnings))

    def _entries(self, table: str, make: Callable[[Where, Mapping[str, str]], _T | None]) -> tuple[_T, ...]:
        found: list[_T] = []
        places = self.places.setdefault(table, [])
        for where, row in self.tables.get(table, ()):
            if table == "texts" and "kind" in row and "text" not in row:
                what = row["kind"] + (f"（{row['key']}）" if "key" in row else "")
                self.warnings.append(where.problem(WARNING, f"{what}还没有填内容", "text"))
                continue
            before = len(self.problems)
            self._require(where, row, table)
            if len(self.problems) > before:
                continue
            entry = make(where, row)
            if entry is not None and len(self.problems) == before:
                found.append(entry)
                places.append(where)
        return tuple(found)

    def _require(self, where: Where, row: Mapping[str, str], table: str) -> None:
        for name in _required(table):
            if name not in row:
                title = field_of(table, name).title
                self.problems.append(where.problem(ERROR, f"没有填“{title}”", name))

    def _value(self, where: Where, name: str, row: Mapping[str, str], read: Callable[[str], _T]) -> _T | None:
        """A field's value; None where it is blank, and where it is wrong, which is noted."""
        text = row.get(name)
        if text is None:
            return None
        try:
            return read(text)
        except WrongValueError as error:
            self.problems.append(where.problem(ERROR, str(error), name))
            return None

    def _choice(self, where: Where, table: str, name: str, row: Mapping[str, str]) -> str | None:
        field = field_of(table, name)
        return self._value(where, name, row, lambda text: choice_of(text, field.words, field.title))

    def _flag(self, where: Where, table: str, name: str, row: Mapping[str, str]) -> bool:
        return self._choice(where, table, name, row) == "yes"

    def _form(self, table: str) -> Iterable[tuple[Where, str, str]]:
        """The lines of a table of field and value: place, code of the field, text."""
        for where, row in self.tables.get(table, ()):
            name = row.get("field", "")
            code = name if name.startswith(VEHICLE) else code_of(table, name)
            if code is None:
                self.problems.append(where.problem(ERROR, f"不认识的项目“{name}”，请勿改动左边一列", "field"))
            elif "value" in row:
                yield where, code, row["value"]

    def _department(self) -> DepartmentEntry:
        values: dict[str, Any] = {"name": "", "year": 0}
        places = self.places.setdefault("department", [])
        for where, name, text in self._form("department"):
            places.append(where)
            if name == "year":
                values["year"] = self._value(where, "value", {"value": text}, integer_of) or 0
            elif name == "scope":
                row = {"value": text}
                values["scope"] = (
                    self._value(where, "value", row, lambda t: choice_of(t, "scope", "公开主体")) or "department"
                )
            else:
                values[name] = text
        for name, title in (("name", "部门名称"), ("year", "预算年度")):
            if not values[name]:
                self.problems.append(LedgerProblem(ERROR, f"没有填“{title}”", "部门"))
        return DepartmentEntry(**values)

    def _unit(self, where: Where, row: Mapping[str, str]) -> UnitEntry:
        return UnitEntry(
            row["id"],
            row["name"],
            self._choice(where, "units", "kind", row) or "administrative",
            self._value(where, "active_staff", row, integer_of),
            self._value(where, "retired_staff", row, integer_of),
        )

    def _project(self, where: Where, row: Mapping[str, str]) -> ProjectEntry:
        return ProjectEntry(
            row["id"],
            row["name"],
            self._value(where, "unit", row, self.units.id_of) or "",
            row.get("level1", ""),
            row.get("type", ""),
            self._flag(where, "projects", "hidden", row),
        )

    def _fact(self, where: Where, row: Mapping[str, str]) -> Fact | None:
        year = self._value(where, "year", row, integer_of)
        side = self._choice(where, "facts", "side", row)
        fund = self._choice(where, "facts", "fund", row)
        amount = self._value(where, "amount", row, amount_of)
        unit = self._value(where, "unit", row, self.units.id_of)
        function = self._value(where, "function", row, lambda text: code_in(text, self.functions, 7, "功能分类科目"))
        item = self._value(where, "economic", row, lambda text: code_in(text, self.economics, 5, "经济分类科目"))
        fact_tags = self._value(where, "tags", row, lambda text: choices_of(text, "tag", "同时属于"))
        origin = self._choice(where, "facts", "origin", row) or CURRENT
        use = self._choice(where, "facts", "use", row)
        project = self._value(where, "project", row, self.projects.id_of)
        aside = self._choice(where, "facts", "item", row)
        stage = self._choice(where, "facts", "stage", row)
        inferred = self._flag(where, "facts", "inferred", row)
        if year is None or side is None or fund is None or amount is None:
            return None
        self._compare_name(where, row, "function", self.functions)
        self._compare_name(where, row, "economic", self.economics)
        return Fact(
            year,
            side,
            unit or "",
            fund,
            amount,
            origin,
            function,
            item,
            use,
            project,
            aside,
            stage,
            fact_tags or frozenset(),
            inferred,
        )

    def _compare_name(self, where: Where, row: Mapping[str, str], field: str, codes: Classification) -> None:
        """Note where the name behind a code is another code's: one of the two was mistaken."""
        code, _, name = row.get(field, "").partition(" ")
        if not code.isdigit() or not name.strip():
            return
        known = codes.names(code)
        if known and key(name) not in {key(each) for each in known}:
            message = f"编码“{code}”的名称是“{known[0]}”，不是“{name.strip()}”，请核对选的科目"
            self.warnings.append(where.problem(WARNING, message, field))

    def _stated(self, where: Where, row: Mapping[str, str]) -> StatedAmount | None:
        year = self._value(where, "year", row, integer_of)
        item = self._choice(where, "stated", "item", row)
        amount = self._value(where, "amount", row, amount_of)
        unit = self._value(where, "unit", row, self.units.id_of)
        if year is None or item is None or amount is None:
            return None
        return StatedAmount(year, item, amount, unit)

    def _adjustment(self, where: Where, row: Mapping[str, str]) -> AdjustmentEntry | None:
        unit = self._value(where, "unit", row, self.units.id_of)
        more = self._value(where, "more", row, amount_of) or 0
        less = self._value(where, "less", row, amount_of) or 0
        day = _ISO_DATE.sub(_iso_date, row["approved_on"]).strip()
        return None if unit is None else AdjustmentEntry(unit, day, more, less, row["reason"], row.get("basis", ""))

    def _targets(self) -> tuple[Target, ...]:
        indicators: dict[int, list[Indicator]] = {}
        numbers = {number for _, row in self.tables.get("targets", ()) if (number := _number(row.get("target")))}
        for where, row in self.tables.get("indicators", ()):
            number = self._value(where, "target", row, integer_of)
            if number not in numbers:
                self.problems.append(
                    where.problem(ERROR, f"目标序号“{row.get('target', '')}”不在“绩效目标”表中", "target")
                )
                continue
            indicators.setdefault(number, []).append(_indicator(row))
            self.places.setdefault("indicators", []).append(where)
        seen: set[int] = set()

        def target(where: Where, row: Mapping[str, str]) -> Target | None:
            number = self._value(where, "target", row, integer_of)
            if number is None:
                return None
            if number in seen:
                self.problems.append(where.problem(ERROR, f"目标序号 {number} 重复", "target"))
            seen.add(number)
            return Target(
                row.get("unit"),
                row.get("project"),
                self._target_amount(where, row),
                row.get("objective"),
                tuple(indicators.get(number, ())),
                year=self._value(where, "year", row, integer_of),
            )

        return self._entries("targets", target)

    def _target_amount(self, where: Where, row: Mapping[str, str]) -> Amount | None:
        text = row.get("amount")
        if text is None:
            return None
        number = parse_number(text)
        if number is None:
            self.problems.append(where.problem(ERROR, f"“{text}”不是数", "amount"))
            return None
        code = self._choice(where, "targets", "amount_unit", row) or Unit.TEN_THOUSAND_YUAN.name
        return Amount(number, Unit[code])

    def _assets(self) -> Assets:
        values: dict[str, Any] = {}
        kinds: list[tuple[str, int]] = []
        for where, name, text in self._form("assets"):
            self.places.setdefault("assets", []).append(where)
            row = {"value": text}
            if name.startswith(VEHICLE):
                kinds.append((name.removeprefix(VEHICLE), self._value(where, "value", row, integer_of) or 0))
            elif name in _COUNTS:
                values[name] = self._value(where, "value", row, integer_of)
            else:
                values[name] = _ISO_DATE.sub(_chinese_date, text) if name == "as_of" else text
        return Assets(**values, vehicle_kinds=tuple(kinds))

    def _texts(self) -> Texts:
        found: dict[str, list[tuple[str, str]]] = {}

        def text(where: Where, row: Mapping[str, str]) -> bool:
            kind = self._choice(where, "texts", "kind", row)
            item = row.get("key", "")
            if kind == "reason":
                item = code_of("reason", item) or item
            if kind in {"reason", "term"} and not item:
                self.problems.append(where.problem(ERROR, "变动原因和名词解释要填“对应事项”", "key"))
            if kind is not None:
                found.setdefault(kind, []).append((item, row["text"]))
            return True

        self._entries("texts", text)
        return Texts(
            tuple(words for _, words in found.get("function", ())),
            tuple(words for _, words in found.get("institution", ())),
            tuple(found.get("reason", ())),
            tuple(found.get("term", ())),
        )


def _required(table: str) -> tuple[str, ...]:
    return _REQUIRED[table]


_REQUIRED: dict[str, tuple[str, ...]] = {
    "units": ("id", "name"),
    "projects": ("id", "name"),
    "facts": ("year", "side", "fund", "amount"),
    "targets": ("target",),
    "stated": ("year", "item", "amount"),
    "texts": ("kind", "text"),
    "codes": ("code", "name"),
    "adjustments": ("unit", "approved_on", "reason"),
}


def _number(text: str | None) -> int | None:
    try:
        return integer_of(text) if text else None
    except WrongValueError:
        return None


def _indicator(row: Mapping[str, str]) -> Indicator:
    """An indicator; where only its value is filled in, operator, number and measure are read from it, and the other
    way round."""
    operator, number, measure = row.get("operator"), row.get("number"), row.get("measure")
    value = row.get("value")
    if operator is None and number is None and measure is None and value is not None:
        whole = join_value(None, value, None)
        if whole is not None:
            operator, number, measure = whole.operator, whole.number, whole.measure
    elif value is None and number is not None:
        whole = join_value(operator, number, measure)
        value = whole.text if whole is not None else None
    return Indicator(
        row.get("level1"),
        row.get("level2"),
        row.get("name"),
        row.get("explanation"),
        value,
        operator,
        number,
        measure,
        row.get("weight"),
        row.get("interim_value"),
    )
