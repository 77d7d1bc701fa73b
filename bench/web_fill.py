"""A database of a province's size for measuring the multi-user system: ``bench/web_load.py`` uses it.

300 departments of 10 units, 10 projects a unit with a plan line and a target, three years, 111 lines a budget:
1,000,000 lines. One department's budget is really published; what was published is then copied to the others.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any

YEARS = (2025, 2026, 2027)
PASSWORD = "load-test-only-1"
_GENERAL = "general_public_budget"
_ECONOMIC = tuple(
    (f"301{code}", "basic/personnel") for code in ("01", "02", "03", "07", "08", "09", "10", "11", "12", "13")
) + tuple(
    (f"302{code}", "basic/operating") for code in ("01", "02", "05", "06", "07", "11", "13", "16", "17", "28", "31")
)
_TAGS = {"30217": "three_public/reception", "30231": "three_public/vehicles/operating"}
_FUNCTIONS = ("2010301", "2010302", "2050101", "2070104", "2080505", "2100716", "2110101", "2130101", "2210201")


def fill(departments: int, units: int, projects: int, lines: int) -> None:
    """Fill the empty, migrated database Django is set up for."""
    from django.contrib.auth.hashers import make_password
    from django.db import connection

    from gouji.web.organisation.models import Level, Office

    with connection.cursor() as cursor:
        region = Office.objects.create(level=Level.REGION, name="测试省")
        offices = list(_offices(region.pk, departments, units))
        _copy(
            cursor,
            "organisation_office",
            ("id", "level", "parent_id", "path", "name", "code", "division", "kind"),
            offices,
        )
        unit_ids = [row[0] for row in offices if row[1] == "unit"]
        department_ids = [row[0] for row in offices if row[1] == "department"]
        _people(cursor, make_password(PASSWORD), region.pk, department_ids, unit_ids)
        _budgets(cursor, region.pk, unit_ids, lines)
        _projects(cursor, unit_ids, projects)
        _events(cursor, unit_ids)
        for table in ("organisation_office", "accounts_user", "cycle_cycle", "cycle_budget", "projects_project"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    published = _publish_one(department_ids[0])
    with connection.cursor() as cursor:
        _copy_published(cursor, published, department_ids[1:])
        cursor.execute("ANALYZE")


def _copy(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put rows in; the columns that are not named have the model's defaults."""
    from django.apps import apps

    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    others = [one for one in model._meta.concrete_fields if one.column not in columns and not one.primary_key]
    defaults = tuple(_default(one) for one in others)
    names = ", ".join(f'"{name}"' for name in (*columns, *(one.column for one in others)))
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*row, *defaults))


def _default(field: Any) -> Any:
    value = None if field.null else field.get_default()
    return json.dumps(value) if isinstance(value, dict | list) else value


def _offices(region: int, departments: int, units: int) -> Iterator[tuple[Any, ...]]:
    numbers = count(region + 1)
    for department in range(1, departments + 1):
        key = next(numbers)
        code = f"{department:03d}"
        path = f"/{region}/{key}/"
        yield key, "department", region, path, f"测试{code}局", code, f"业务{department % 8 + 1}处", ""
        for unit in range(1, units + 1):
            below = next(numbers)
            kind = "administrative" if unit == 1 else "institution"
            yield below, "unit", key, f"{path}{below}/", f"测试{code}局第{unit}单位", f"{code}{unit:03d}", "", kind


def _people(cursor: Any, password: str, region: int, departments: Sequence[int], units: Sequence[int]) -> None:
    """A drafter for every unit; of the other roles one for each department or the region."""
    roles = [(f"drafter{number}", "drafter", unit) for number, unit in enumerate(units)]
    roles += [
        (f"{role}{number}", role, one)
        for role in ("head", "department", "publisher")
        for number, one in enumerate(departments)
    ]
    roles += [(role, role, region) for role in ("finance", "auditor", "administrator")]
    users = [
        (key, password, False, name, "", "", "", False, True, "2026-01-01", name, False, False, "")
        for key, (name, _role, _office) in enumerate(roles, 1)
    ]
    columns = [
        "id",
        "password",
        "is_superuser",
        "username",
        "first_name",
        "last_name",
        "email",
        "is_staff",
        "is_active",
        "date_joined",
        "name",
    ]
    _copy(cursor, "accounts_user", (*columns, "must_change_password", "is_demonstration", "subject"), users)
    _copy(
        cursor,
        "accounts_assignment",
        ("user_id", "role", "office_id"),
        [(key, role, office) for key, (_n, role, office) in enumerate(roles, 1)],
    )


def _budgets(cursor: Any, region: int, units: Sequence[int], lines: int) -> None:
    from gouji.web.cycle.models import Cycle

    draw = random.Random(1)
    keys = count(1)
    budgets: list[tuple[Any, ...]] = []
    for year in YEARS:
        cycle = Cycle.objects.create(
            region_id=region, year=year, request_due=date(year + 70, 9, 1), draft_due=date(year + 70, 12, 1)
        )
        stage, day = ("approved", date(year, 2, 1)) if year < YEARS[-1] else ("requesting", None)
        budgets += [(next(keys), cycle.pk, unit, stage, 1, day) for unit in units]
    _copy(cursor, "cycle_budget", ("id", "cycle_id", "unit_id", "stage", "version", "approved_on"), budgets)
    columns = [
        "budget_id",
        "position",
        "side",
        "function",
        "economic",
        "use",
        "fund",
        "origin",
        "project",
        "tags",
        "amount",
    ]
    _copy(cursor, "cycle_line", columns, _lines(draw, [row[0] for row in budgets], max(4, round(lines / len(budgets)))))


def _lines(draw: random.Random, budgets: Sequence[int], each: int) -> Iterator[tuple[Any, ...]]:
    for budget in budgets:
        total = 0
        for position in range(1, each):
            amount = draw.randrange(100, 10_000_000)
            total += amount
            function = _FUNCTIONS[position % len(_FUNCTIONS)]
            if position % 4 == 0:
                yield (
                    budget,
                    position,
                    "expenditure",
                    function,
                    "",
                    "project",
                    _GENERAL,
                    "current",
                    f"测试项目{position % 10}-{position}",
                    "",
                    amount,
                )
            else:
                economic, use = _ECONOMIC[position // len(_FUNCTIONS) % len(_ECONOMIC)]
                tags = _TAGS.get(economic, "")
                yield budget, position, "expenditure", function, economic, use, _GENERAL, "current", "", tags, amount
        yield budget, 0, "revenue", "", "", "", _GENERAL, "current", "", "", total


def _projects(cursor: Any, units: Sequence[int], each: int) -> None:
    keys = count(1)
    rows = [
        (next(keys), unit, f"测试项目{number}", "specific", "", "", 2025, 2027, "规划", "实施", False, "stored", 1)
        for unit in units
        for number in range(each)
    ]
    columns = [
        "id",
        "unit_id",
        "name",
        "kind",
        "code",
        "field",
        "first_year",
        "last_year",
        "basis",
        "content",
        "hidden",
        "state",
        "version",
    ]
    _copy(cursor, "projects_project", columns, rows)
    plan = ["project_id", "year", "position", "function", "economic", "fund", "tags", "amount"]
    _copy(
        cursor, "projects_planline", plan, ((row[0], 2027, 0, "2010302", "", _GENERAL, "", 1_000_000) for row in rows)
    )
    _copy(
        cursor, "projects_target", ("project_id", "year", "objective"), ((row[0], 2027, "完成测试任务") for row in rows)
    )


def _events(cursor: Any, units: Sequence[int]) -> None:
    columns = ("at", "action", "subject", "label", "office_id")
    rows = (
        ("2026-01-01", "budget.saved", f"budget:{number}", "预算", unit) for number, unit in enumerate([*units] * 30, 1)
    )
    _copy(cursor, "journal_event", columns, rows)


def _publish_one(department: int) -> int:
    """Publish one department's 2026; gives the version."""
    from gouji.web import store
    from gouji.web.accounts.models import User
    from gouji.web.accounts.scope import Scope
    from gouji.web.base import queue
    from gouji.web.cycle.models import Cycle
    from gouji.web.organisation.models import Office
    from gouji.web.publication import readiness
    from gouji.web.publication.forms import REASONS
    from gouji.web.publication.models import Notes, Version
    from tests.web.published import last_year_book

    cycle, office = Cycle.objects.get(year=2026), Office.objects.get(pk=department)
    assets = {"as_of": "2025年12月31日", "vehicles": 1, "equipment": 1, "vehicles_planned": 0, "equipment_planned": 0}
    Notes.objects.create(
        cycle=cycle,
        department=office,
        functions="测试职责",
        institutions="办公室",
        reasons=dict.fromkeys(REASONS, "项目增加"),
        assets=assets,
        last_year=store.keep([last_year_book(office.name)]),
        last_year_name="上年.xlsx",
    )
    scope = Scope(User.objects.get(username="publisher0"))
    version = readiness.ask(scope, cycle, office, "generic", "", date(2026, 2, 10))
    while (job := queue.claim("fill")) is not None:
        job.work()
    version = Version.objects.get(pk=version.pk)
    if version.number != 1:
        raise SystemExit(version.problem)
    return version.pk


def _copy_published(cursor: Any, version: int, departments: Sequence[int]) -> None:
    """The same for the other departments, row by row of the database."""
    from gouji.web.publication.models import Amount, Current, Figure, File, Part, Passage, Version

    for department in departments:
        cursor.execute(_copied(Version, {"department_id": department}, "RETURNING id"), [version])
        (made,) = cursor.fetchone()
        for model in (File, Part, Amount, Figure, Passage):
            cursor.execute(_copied(model, {"version_id": made}), [version])
        copy = Version.objects.select_related("department").get(pk=made)
        Current.objects.create(
            cycle_id=copy.cycle_id, department=copy.department, year=2026, name=copy.department.name, version=copy
        )


def _copied(model: Any, changed: dict[str, int], more: str = "") -> str:
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = [str(changed.get(name, f'"{name}"')) for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    table = model._meta.db_table
    where = "version_id" if "version_id" in changed else "id"
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {where} = %s {more}"
