"""A workbook of offices weighed against what is there: what would be new, change, end or move; which cells are wrong.

Offices are known by their code within the region. Nothing is ever deleted by an import; a row says what is so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_noop

from gouji.web.organisation.filled_book import CellProblem, Filled, TypedRow
from gouji.web.organisation.models import Level, Office, Staff, StaffKind
from gouji.web.organisation.weighing import Weighed

FACTS = ("name", "kind", "division", "valid_from", "valid_until")
_FREE_TO_MOVE = frozenset(
    {"organisation.office", "organisation.staff", "organisation.importrow", "accounts.assignment", "journal.event"}
)
"""Models whose rows go with a unit that moves. Whatever else stands in its name was part of its department's."""

Change = tuple[str, str, str]
"""A field, its value before and after, as they are kept (dates in ISO form, kinds by their value)."""
Pair = tuple[int, int]


class What(StrEnum):
    """What a row would do to its office; the first of these that is so."""

    NEW = "new"
    MOVED = "moved"
    ENDED = "ended"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that means something: the office it is (None: a new one), its facts, and its staff by kind (None where
    nothing of them would change)."""

    row: TypedRow
    office: Office | None
    code: str
    parent: str
    facts: Mapping[str, str | date | None]
    staff: Mapping[str, Pair] | None
    changes: tuple[Change, ...]
    what: What

    @property
    def name(self) -> str:
        """The office's name."""
        return str(self.facts["name"])


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. ``problems`` must be empty for it to be done."""

    planned: tuple[Planned, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    as_of: date = field(default=date.min)

    def of(self, what: What) -> tuple[Planned, ...]:
        """The rows that would do so."""
        return tuple(one for one in self.planned if one.what is what)

    @property
    def effective(self) -> tuple[Planned, ...]:
        """The rows that would do anything."""
        return tuple(one for one in self.planned if one.what is not What.SAME)

    @property
    def digest(self) -> str:
        """Of what would be done: a plan that was looked at is done as it was seen or not at all."""
        content = [[one.office.pk if one.office else None, one.code, one.changes] for one in self.effective]
        return hashlib.sha256(json.dumps([content, str(self.as_of)], ensure_ascii=False).encode()).hexdigest()


def plan(region: Office, book: Filled, as_of: date, told: Callable[[int], None] = lambda done: None) -> Plan:
    """Weigh the rows against the region's offices; ``told`` is called with how many rows are weighed."""
    state = _State.of(region, book.rows, as_of)
    problems = list(book.problems)
    planned: list[Planned] = []
    for number, row in enumerate(book.rows):
        told(number)
        weighed = Weighed(row)
        found = _planned(weighed, state)
        if weighed.problems:
            problems += weighed.problems
        else:
            planned.append(found)
    bound = _bound(one.office.pk for one in planned if one.what is What.MOVED and one.office)
    for one in planned:
        if one.what is What.MOVED and one.office and one.office.pk in bound:
            weighed = Weighed(one.row)
            message = gettext_noop("“%(code)s”已有预算、项目或文件，不能改变隶属关系；请填截止日期，另用新的编码新增。")
            weighed.wrong("parent", message, code=one.code)
            problems += weighed.problems
    return Plan(tuple(planned), tuple(problems), as_of)


@dataclass(frozen=True, slots=True)
class _State:
    """What is there, and what the rows say all together."""

    offices: Mapping[str, Office]
    doubtful: frozenset[str]
    """Codes that several offices have."""
    departments: frozenset[str]
    holders: dict[tuple[str, str], str]
    """Who has a name below a parent once everything is done: (code of the parent, name) → code."""
    figures: Mapping[int, Mapping[str, Pair]]
    rows: dict[str, TypedRow]
    """The first row of a code."""

    @classmethod
    def of(cls, region: Office, rows: Sequence[TypedRow], as_of: date) -> _State:
        every = offices_of(region)
        offices = {office.code: office for office in every if office.code}
        count: dict[str, int] = {}
        for office in every:
            count[office.code] = count.get(office.code, 0) + 1
        typed = {row.texts["code"] for row in rows}
        departments = {code for code, office in offices.items() if office.level == Level.DEPARTMENT}
        departments |= {row.texts["code"] for row in rows if not row.texts["parent"]} - {""}
        holders = {
            (_parent_key(office), office.name): office.code or f"#{office.pk}"
            for office in every
            if not office.code or office.code not in typed
        }
        doubtful = frozenset(code for code, number in count.items() if code and number > 1)
        return cls(offices, doubtful, frozenset(departments), holders, _figures(region, as_of), {})


def offices_of(region: Office) -> list[Office]:
    """Every department and unit of the region."""
    rows = Office.objects.filter(path__startswith=str(region.path)).exclude(level=Level.REGION)
    every = list(rows.order_by("path"))
    by_key = {office.pk: office for office in every} | {region.pk: region}
    for office in every:
        # What a join would ask for once more for every row.
        office.parent = by_key.get(office.parent_id or 0)
    return every


def parent_code(office: Office) -> str:
    """The code that the workbook has as 上级编码."""
    return office.parent.code if office.parent and office.level == Level.UNIT else ""


def _parent_key(office: Office) -> str:
    if office.level == Level.DEPARTMENT or office.parent is None:
        return ""
    return office.parent.code or f"#{office.parent.pk}"


def _figures(region: Office, as_of: date) -> dict[int, dict[str, Pair]]:
    """The staff of every office as it stands on the day: the last figures given until then."""
    rows = Staff.objects.filter(office__path__startswith=str(region.path), as_of__lte=as_of).order_by("as_of")
    figures: dict[int, dict[str, Pair]] = {}
    days: dict[int, date] = {}
    for office, day, kind, quota, actual in rows.values_list("office_id", "as_of", "kind", "quota", "actual"):
        if days.get(office) != day:
            days[office], figures[office] = day, {}
        figures[office][kind] = (quota, actual)
    return figures


def _planned(weighed: Weighed, state: _State) -> Planned:
    row = weighed.row
    code, parent = weighed.text("code"), weighed.text("parent")
    office = state.offices.get(code)
    _check_code(weighed, code, state)
    _check_parent(weighed, code, parent, office, state)
    facts: dict[str, str | date | None] = {
        "name": weighed.text("name"),
        "kind": weighed.kind(required=bool(parent)) if "kind" in row.texts or office is None else office.kind,
        "division": weighed.text("division"),
        "valid_from": weighed.day("valid_from"),
        "valid_until": weighed.day("valid_until"),
    }
    if not facts["name"]:
        weighed.wrong("name", gettext_noop("没有名称。"))
    holder = state.holders.setdefault((parent, str(facts["name"])), code)
    if holder != code and facts["name"]:
        text = gettext_noop("同一上级下已有“%(name)s”（编码 %(code)s）。")
        weighed.wrong("name", text, name=str(facts["name"]), code="—" if holder.startswith("#") else holder)
    start = facts["valid_from"] if "valid_from" in row.texts or office is None else office.valid_from
    end = facts["valid_until"] if "valid_until" in row.texts or office is None else office.valid_until
    if isinstance(start, date) and isinstance(end, date) and end < start:
        weighed.wrong("valid_until", gettext_noop("截止日期早于起始日期。"))
    staff = weighed.staff()
    if staff is not None and not parent:
        weighed.wrong("code", gettext_noop("部门不填人员数，由所属单位各自填写。"))
    moved = office is not None and parent_code(office) != parent
    changes = [("parent", parent_code(office) if office else "", parent)] if moved or (not office and parent) else []
    changes += _changes(office, facts, row)
    counted = _staff_changes(office, staff, state.figures)
    ended = any(name == "valid_until" and after for name, _before, after in changes)
    return Planned(
        row,
        office,
        code,
        parent,
        facts,
        staff if counted else None,
        (*changes, *counted),
        _what(office, moved=moved, ended=ended, changed=bool(changes or counted)),
    )


def _what(office: Office | None, *, moved: bool, ended: bool, changed: bool) -> What:
    if office is None:
        return What.NEW
    if moved:
        return What.MOVED
    return What.ENDED if ended else What.CHANGED if changed else What.SAME


def _check_code(weighed: Weighed, code: str, state: _State) -> None:
    first = state.rows.setdefault(code, weighed.row)
    if not code:
        weighed.wrong("code", gettext_noop("没有编码；机构按编码识别，请填写。"))
    elif first is not weighed.row:
        text = gettext_noop("编码“%(code)s”与工作表“%(sheet)s”第 %(row)d 行重复。")
        weighed.wrong("code", text, code=code, sheet=first.sheet, row=first.number)
    elif code in state.doubtful:
        text = gettext_noop("系统里有几个机构的编码都是“%(code)s”，不知是哪一个；请先在机构页改正。")
        weighed.wrong("code", text, code=code)


def _check_parent(weighed: Weighed, code: str, parent: str, office: Office | None, state: _State) -> None:
    if parent and parent not in state.departments:
        text = gettext_noop("没有编码是“%(code)s”的部门；部门本身的“上级编码”应留空。")
        weighed.wrong("parent", text, code=parent)
    elif parent in state.doubtful:
        text = gettext_noop("系统里有几个机构的编码都是“%(code)s”，不知是哪一个；请先在机构页改正。")
        weighed.wrong("parent", text, code=parent)
    elif parent and parent == code:
        weighed.wrong("parent", gettext_noop("一个机构不能是自己的上级。"))
    elif office is not None and (office.level == Level.UNIT) != bool(parent):
        text = (
            gettext_noop("“%(code)s”是单位，“上级编码”不能为空。")
            if office.level == Level.UNIT
            else gettext_noop("“%(code)s”是部门，“上级编码”应留空。")
        )
        weighed.wrong("parent", text, code=code)


def _changes(office: Office | None, facts: Mapping[str, str | date | None], row: TypedRow) -> list[Change]:
    """What differs in the columns that the sheet has."""
    changes = []
    for name in FACTS:
        if name in row.texts:
            before = str((getattr(office, name) if office else "") or "")
            after = str(facts[name] or "")
            if before != after:
                changes.append((name, before, after))
    return changes


def _staff_changes(
    office: Office | None, staff: Mapping[str, Pair] | None, figures: Mapping[int, Mapping[str, Pair]]
) -> list[Change]:
    if staff is None:
        return []
    known: Mapping[str, Pair] = figures.get(office.pk, {}) if office else {}
    pairs = ((kind.value, known.get(kind.value, (0, 0)), staff.get(kind.value, (0, 0))) for kind in StaffKind)
    return [(kind, f"{one[0]}/{one[1]}", f"{two[0]}/{two[1]}") for kind, one, two in pairs if one != two]


def pair_of(text: str) -> Pair:
    """Staff figures as a change has them."""
    quota, _slash, actual = text.partition("/")
    return int(quota), int(actual)


def _bound(keys: Iterable[int]) -> set[int]:
    """Which of these units others' work already takes for a part of their department."""
    wanted = list(keys)
    found: set[int] = set()
    for relation in Office._meta.related_objects:
        model = relation.related_model
        if wanted and not isinstance(model, str) and model._meta.label_lower not in _FREE_TO_MOVE:
            name = relation.field.name
            found |= set(
                model._default_manager.filter(**{f"{name}__in": wanted}).order_by().values_list(name, flat=True)
            )
    return found
