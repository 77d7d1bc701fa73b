"""Staff figures by day, and the list of offices."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.test import Client

from gouji.web.organisation.models import Office, staff_on
from tests.web.world import World


def test_staff_figures_of_a_day(world: World, login: Callable[[str], Client]) -> None:
    unit, client = world.units[0], login("department")
    form = {"as_of": "2025-12-31", "administrative_quota": 12, "administrative_actual": 10, "retired_actual": 3}
    client.post(f"/offices/{unit.pk}/staff/", form)
    client.post(f"/offices/{unit.pk}/staff/", form | {"as_of": "2026-06-30", "administrative_actual": 11})
    unit.refresh_from_db()
    assert (unit.active_staff, unit.retired_staff) == (11, 3)
    assert staff_on(unit, date(2026, 1, 1))["administrative"].actual == 10
    assert staff_on(unit, date(2020, 1, 1)) == {}
    client.post(f"/offices/{unit.pk}/staff/", form | {"administrative_actual": -1})
    assert staff_on(unit, date(2026, 1, 1))["administrative"].actual == 10
    assert client.get(f"/offices/{world.units[2].pk}/staff/").status_code == 404


def test_only_what_exists_is_listed(world: World, login: Callable[[str], Client]) -> None:
    world.units[1].valid_until = date(2020, 1, 1)
    world.units[1].save()
    client = login("finance")
    assert "甲局中心" not in client.get("/offices/").content.decode()
    assert "甲局中心" in client.get("/offices/?all=1").content.decode()


def test_figures_of_nought_end_what_was_so_before(world: World, login: Callable[[str], Client]) -> None:
    unit, client = world.units[0], login("department")
    client.post(f"/offices/{unit.pk}/staff/", {"as_of": "2025-12-31", "administrative_actual": 10})
    client.post(f"/offices/{unit.pk}/staff/", {"as_of": "2026-06-30"})
    unit.refresh_from_db()
    assert (unit.active_staff, unit.retired_staff) == (0, 0)
    assert staff_on(unit, date(2026, 7, 1))["administrative"].actual == 0
    assert staff_on(unit, date(2026, 1, 1))["administrative"].actual == 10


FACTS = {"name": "甲局本级", "code": "", "kind": "administrative", "division": "", "valid_from": "", "valid_until": ""}


def seen(client: Client, path: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', client.get(path).content.decode())
    assert found
    return found[1]


def test_an_office_changed_by_another_meanwhile_is_not_overwritten(
    world: World, login: Callable[[str], Client]
) -> None:
    client, path = login("finance"), f"/offices/{world.units[0].pk}/"
    mine, theirs = seen(client, path), seen(client, path)
    assert client.post(path, FACTS | {"division": "一处", "seen": theirs}).status_code == 302
    said = client.post(path, FACTS | {"code": "7", "seen": mine})
    assert "没有保存" in said.content.decode()
    assert "没有保存" in client.post(path, FACTS | {"code": "7"}).content.decode()
    world.units[0].refresh_from_db()
    assert (world.units[0].division, world.units[0].code) == ("一处", "")
    assert client.post(path, FACTS | {"code": "7", "seen": seen(client, path)}).status_code == 302


def test_a_code_and_a_name_are_one_offices(world: World, login: Callable[[str], Client]) -> None:
    client = login("finance")
    Office.objects.filter(pk=world.units[1].pk).update(code="7")
    new = f"/offices/{world.departments[0].pk}/new/"
    assert "已是这个编码" in client.post(new, FACTS | {"name": "新", "code": "7"}).content.decode()
    assert "已有这个名称" in client.post(new, FACTS).content.decode()
    assert client.post(new, FACTS | {"name": "新", "code": "8"}).status_code == 302
