"""A sample region with people of every role, so that a newcomer can look around at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone

from gouji.web.accounts.models import Assignment, User
from gouji.web.accounts.passwords import random_password
from gouji.web.organisation.figures import save_staff
from gouji.web.organisation.models import Level, Office


@dataclass(frozen=True, slots=True)
class Login:
    """What a demonstration user logs in with; the password is known only now."""

    username: str
    password: str
    roles: str


def is_empty() -> bool:
    """Whether nobody has ever used this installation."""
    return not User.objects.exists() and not Office.objects.exists()


def populate() -> tuple[Login, ...]:
    """Make the sample region and its people, each with a random password."""
    content = tomllib.loads((resources.files("gouji.web") / "demo.toml").read_text("utf-8"))
    with transaction.atomic():
        offices = _offices(content)
        return tuple(_user(entry, offices) for entry in content["user"])


def _offices(content: dict[str, Any]) -> dict[str, Office]:
    region = Office.objects.create(level=Level.REGION, name=content["region"])
    made = {"": region}
    for entry in content["department"]:
        department = Office.objects.create(
            level=Level.DEPARTMENT,
            parent=region,
            name=entry["name"],
            code=entry["code"],
            division=entry["division"],
        )
        made[department.code] = department
        for unit in entry["units"]:
            made[unit["code"]] = _unit(department, unit)
    return made


def _unit(department: Office, entry: dict[str, Any]) -> Office:
    facts = {name: value for name, value in entry.items() if name != "staff"}
    unit = Office.objects.create(level=Level.UNIT, parent=department, **facts)
    last_year = date(timezone.localdate().year - 1, 12, 31)
    save_staff(None, unit, last_year, {kind: (posts, heads) for kind, (posts, heads) in entry["staff"].items()})
    return unit


def _user(entry: dict[str, Any], offices: dict[str, Office]) -> Login:
    password = random_password()
    user = User.objects.create_user(entry["username"], password=password, name=entry["name"], is_demonstration=True)
    given = [
        Assignment.objects.create(user=user, role=each["role"], office=offices[each["office"]])
        for each in entry["roles"]
    ]
    return Login(user.username, password, "；".join(map(str, given)))
