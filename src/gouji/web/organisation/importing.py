"""A workbook of offices weighed against what is there: what would be new, what would change, which cells are wrong.

Offices are known by their code within the region. Nothing is ever deleted by an import; a row says what is so.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from gouji.web.accounts.models import User
from gouji.web.journal.log import record
from gouji.web.organisation.book import TITLES, TypedRow
from gouji.web.organisation.figures import save_staff
from gouji.web.organisation.forms import WITH_POSTS
from gouji.web.organisation.models import Kind, Level, Office, Staff, StaffKind

FACTS = ("name", "kind", "division", "valid_from", "valid_until")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?")
_LARGEST = 999_999
_LONGEST = {"name": 100, "code": 30, "division": 50}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one cell."""

    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that means something: the office it is (None: a new one), its facts, and its staff by kind (None where the
    row has none). ``changes`` are (title, before, after) of what would change."""

    row: TypedRow
    office: Office | None
    code: str
    parent: str
    facts: Mapping[str, str | date | None]
    staff: Mapping[str, tuple[int, int]] | None
    changes: tuple[tuple[str, str, str], ...]

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

    @property
    def new(self) -> tuple[Planned, ...]:
        """The offices that would be made."""
        return tuple(one for one in self.planned if one.office is None)

    @property
    def changed(self) -> tuple[Planned, ...]:
        """The offices that would change."""
        return tuple(one for one in self.planned if one.office is not None and one.changes)

    @property
    def same(self) -> int:
        """How many rows say what is known."""
        return len(self.planned) - len(self.new) - len(self.changed)

    @property
    def digest(self) -> str:
        """Of what would be done: a plan that was looked at is done as it was seen or not at all."""
        content = [[one.office.pk if one.office else None, one.code, one.changes] for one in self.planned]
        return hashlib.sha256(json.dumps([content, str(self.as_of)], ensure_ascii=False).encode()).hexdigest()


def plan(region: Office, rows: Sequence[TypedRow], as_of: date) -> Plan:
    """Weigh the rows against the region's offices."""
    offices = {
        office.code: office
        for office in Office.objects.filter(path__startswith=str(region.path)).select_related("parent")
        if office.code and office.level != Level.REGION
    }
    departments = {code for code, office in offices.items() if office.level == Level.DEPARTMENT}
    departments |= {_text(row, "code") for row in rows if not _text(row, "parent")} - {""}
    names = _names(region)
    figures = {(one.office_id, one.kind): (one.quota, one.actual) for one in _staff_of_day(offices.values(), as_of)}
    problems: list[CellProblem] = []
    planned: list[Planned] = []
    seen: dict[str, int] = {}
    for row in rows:
        weighed = _Weighed(row)
        code, parent = weighed.text("code"), weighed.text("parent")
        office = offices.get(code)
        first = seen.setdefault(code, row.number)
        if not code:
            weighed.wrong("code", "没有编码；机构按编码识别，请填写。")
        elif first != row.number:
            weighed.wrong("code", f"编码“{code}”与第 {first} 行重复。")
        if not weighed.text("name"):
            weighed.wrong("name", "没有名称。")
        if parent and parent not in departments:
            weighed.wrong("parent", f"没有编码是“{parent}”的部门；部门本身的“上级编码”应留空。")
        own = (
            (office.parent.code if office and office.parent and office.level == Level.UNIT else "") if office else None
        )
        if own is not None and own != parent:
            weighed.wrong("parent", f"“{code}”现在的上级编码是“{own}”，导入不能改变隶属关系。")
        facts: dict[str, str | date | None] = {
            "name": weighed.text("name"),
            "kind": weighed.kind(required=bool(parent)),
            "division": weighed.text("division"),
            "valid_from": weighed.day("valid_from"),
            "valid_until": weighed.day("valid_until"),
        }
        start, end = facts["valid_from"], facts["valid_until"]
        if isinstance(start, date) and isinstance(end, date) and end < start:
            weighed.wrong("valid_until", "截止日期早于起始日期。")
        holder = names.setdefault((parent, str(facts["name"])), code)
        if holder != code and facts["name"]:
            weighed.wrong("name", f"同一上级下已有“{facts['name']}”（编码 {holder or '未填'}）。")
        staff = weighed.staff()
        if weighed.problems:
            problems += weighed.problems
            continue
        changes = _changes(office, facts, row) + _staff_changes(office, staff, figures)
        planned.append(Planned(row, office, code, parent, facts, staff, tuple(changes)))
    return Plan(tuple(planned), tuple(problems), as_of)


def carry_out(user: User, region: Office, found: Plan) -> None:
    """Do what was planned, in one transaction; departments before their units."""
    assert not found.problems
    with transaction.atomic():
        made: dict[str, Office] = {}
        for one in sorted(found.new + found.changed, key=lambda one: bool(one.parent)):
            office = one.office
            before = {name: str(getattr(office, name) or "") for name in FACTS} if office else {}
            if office is None:
                above = _parent(region, one.parent, made)
                office = Office(level=Level.UNIT if one.parent else Level.DEPARTMENT, parent=above, code=one.code)
            given = [name for name in FACTS if name in one.row.texts or one.office is None]
            for name in given:
                setattr(office, name, one.facts[name])
            office.save()
            made[one.code] = office
            after = {name: str(one.facts[name] or "") for name in given}
            different = {name: value for name, value in after.items() if before.get(name, "") != value}
            if different:
                action = "office.changed" if one.office else "office.created"
                record(
                    user,
                    action,
                    office,
                    office=office,
                    before={name: before.get(name, "") for name in different},
                    after=different,
                )
            if one.staff is not None:
                save_staff(user, office, found.as_of, one.staff)
        after_all = {"新增": len(found.new), "修改": len(found.changed), "sha256": found.digest}
        record(user, "offices.imported", region, office=region, after=after_all)


def _parent_code(office: Office) -> str:
    return office.parent.code if office.parent and office.level == Level.UNIT else ""


def _parent(region: Office, code: str, made: Mapping[str, Office]) -> Office:
    if not code:
        return region
    return made.get(code) or Office.objects.get(code=code, level=Level.DEPARTMENT, path__startswith=str(region.path))


def _names(region: Office) -> dict[tuple[str, str], str]:
    """The codes of offices by their parent's code ("" below the region) and name."""
    rows = Office.objects.filter(path__startswith=str(region.path)).exclude(level=Level.REGION)
    return {
        (parent if level == Level.UNIT else "", name): code
        for parent, level, name, code in rows.values_list("parent__code", "level", "name", "code")
    }


def _staff_of_day(offices: Iterable[Office], as_of: date) -> list[Staff]:
    return list(Staff.objects.filter(office__in=list(offices), as_of=as_of))


def _changes(
    office: Office | None, facts: Mapping[str, str | date | None], row: TypedRow
) -> list[tuple[str, str, str]]:
    """What differs in the columns that the sheet has."""
    return [
        (TITLES[name], _shown(name, getattr(office, name) if office else ""), _shown(name, facts[name]))
        for name in FACTS
        if name in row.texts and str((getattr(office, name) if office else "") or "") != str(facts[name] or "")
    ]


def _staff_changes(
    office: Office | None,
    staff: Mapping[str, tuple[int, int]] | None,
    figures: Mapping[tuple[int, str], tuple[int, int]],
) -> list[tuple[str, str, str]]:
    if staff is None:
        return []
    changes = []
    for kind in StaffKind:
        before = figures.get((office.pk, kind.value), (0, 0)) if office else (0, 0)
        after = staff.get(kind.value, (0, 0))
        if before != after:
            changes.append((str(kind.label), _pair(kind, before), _pair(kind, after)))
    return changes


def _pair(kind: StaffKind, figures: tuple[int, int]) -> str:
    return f"编制 {figures[0]}，实有 {figures[1]}" if kind in WITH_POSTS else f"实有 {figures[1]}"


def _shown(name: str, value: object) -> str:
    return str(Kind(str(value)).label) if name == "kind" and value else str(value or "")


def _text(row: TypedRow, name: str) -> str:
    return row.texts.get(name, "").strip()


def _day_of(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


class _Weighed:
    """A row being read, with what is wrong in its cells."""

    def __init__(self, row: TypedRow) -> None:
        self.row = row
        self.problems: list[CellProblem] = []

    def wrong(self, name: str, message: str) -> None:
        """Say what is wrong in the cell of a field."""
        self.problems.append(CellProblem(self.row.cell(name), message))

    def text(self, name: str) -> str:
        """A text that is not too long and is none that a spreadsheet would reckon."""
        text = _text(self.row, name)
        if len(text) > _LONGEST.get(name, 100):
            self.wrong(name, f"{TITLES[name]}太长（最多 {_LONGEST[name]} 字）。")
        if text.startswith(("=", "+", "-", "@")):
            self.wrong(name, f"{TITLES[name]}不能以 = + - @ 开头。")
        return text

    def kind(self, *, required: bool) -> str:
        """The code of a unit's kind."""
        text = _text(self.row, "kind")
        if not text:
            if required:
                self.wrong("kind", "单位须填单位性质（行政单位、参公单位、事业单位）。")
            return ""
        words = {str(kind.label): kind.value for kind in Kind} | {str(kind.label)[:2]: kind.value for kind in Kind}
        if text not in words:
            self.wrong("kind", f"单位性质“{text[:20]}”应是行政单位、参公单位或事业单位。")
        elif not required:
            self.wrong("kind", "部门不填单位性质，由所属单位各自填写。")
        return words.get(text, "")

    def day(self, name: str) -> date | None:
        """A date."""
        text = _text(self.row, name)
        found = _day_of(text)
        if text and found is None:
            self.wrong(name, f"“{text[:20]}”不是日期，请写作 2026-01-01。")
        return found

    def staff(self) -> dict[str, tuple[int, int]] | None:
        """Posts and heads by kind; None when the row says nothing of them."""
        if not any(_text(self.row, f"{kind.value}_{what}") for kind in StaffKind for what in ("quota", "actual")):
            return None
        return {
            kind.value: (self._count(f"{kind.value}_quota"), self._count(f"{kind.value}_actual")) for kind in StaffKind
        }

    def _count(self, name: str) -> int:
        text = _text(self.row, name).replace(",", "")
        if not text:
            return 0
        if not text.isascii() or not text.isdigit() or int(text) > _LARGEST:
            self.wrong(name, f"{TITLES[name]}“{text[:20]}”不是人数。")
            return 0
        return int(text)
