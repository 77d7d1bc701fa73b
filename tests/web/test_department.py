"""A department's page: its units added up, and the document they come to checked before it is published."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gouji.web.cycle.department import CHANGED, NEVER, SAME, total, unit_sums
from gouji.web.cycle.models import Budget, Ceiling, Stage
from gouji.web.publication import whole as checking
from gouji.web.publication.models import Notes
from tests.web.published import approve, notes_form, write_notes
from tests.web.test_cycle import REVENUE, SALARIES, WORKS, save, take
from tests.web.world import World

Login = Callable[[str], Client]


def page(world: World, client: Client, more: str = "") -> str:
    cycle = world.budget(world.units[0]).cycle_id
    return client.get(f"/budgets/departments/{cycle}/{world.departments[0].pk}/{more}").content.decode()


def test_units_are_added_up(world: World, login: Login) -> None:
    first, second = (world.budget(unit) for unit in world.units[:2])
    save(login("drafter"), first, [REVENUE, SALARIES, WORKS])
    Ceiling.objects.create(budget=first, fund="general_public_budget", use="basic", amount=140_000)
    units = unit_sums(first.cycle, world.departments[0])
    assert [(one.revenue, one.basic, one.other, one.spent, one.most) for one in units] == [
        (150_000, 100_000, 50_000, 150_000, 140_000),
        (0, 0, 0, 0, None),
    ]
    assert [one.handed_in for one in units] == [NEVER, NEVER]
    assert units[0].is_over
    assert (total(units).spent, total(units).most, total(units).last) == (150_000, None, None)
    said = page(world, login("department"))
    assert "1,500.00" in said
    assert str(second.unit) in said


def test_what_was_handed_in_and_changed_since_is_told(world: World, login: Login) -> None:
    budget = world.budget(world.units[0])
    save(login("drafter"), budget, [REVENUE, SALARIES, WORKS])
    take(login("drafter"), budget, "submit")
    assert unit_sums(budget.cycle, world.departments[0])[0].handed_in == SAME
    Budget.objects.filter(pk=budget.pk).update(stage=Stage.REQUESTING)
    save(login("drafter"), budget, [REVENUE | {"amount": "1400"}, SALARIES | {"amount": "900"}, WORKS])
    assert unit_sums(budget.cycle, world.departments[0])[0].handed_in == CHANGED
    assert "报送后有改动" in page(world, login("finance"))


def test_nobody_sees_another_departments_sums(world: World, login: Login) -> None:
    cycle = world.budget(world.units[0]).cycle_id
    address = f"/budgets/departments/{cycle}/{world.departments[0].pk}/"
    assert [login(name).get(address).status_code for name in ("department2", "drafter", "head")] == [404, 403, 403]


@pytest.fixture
def ready(world: World, login: Login) -> World:
    for unit in world.units[:2]:
        approve(world, unit)
    write_notes(login("publisher"), world)
    return world


def test_a_sound_document_is_passed_and_a_wrong_one_leads_to_its_lines(ready: World, login: Login) -> None:
    said = page(ready, login("department"), "check/")
    assert "没有发现问题" in said
    assert "互相印证" in said
    Notes.objects.update(functions="负责组织重大活动活动，，按规定办理。")
    assert "标点重复或误用" in page(ready, login("department"), "check/")


def test_notes_are_checked_as_they_are_written(ready: World, login: Login) -> None:
    cycle = ready.budget(ready.units[0]).cycle_id
    address = f"/publications/{cycle}/{ready.departments[0].pk}/notes/check/"
    client = login("publisher")
    form = notes_form()
    assert "没有发现问题" in client.post(address, form).content.decode()
    assert "标点重复或误用" in client.post(address, form | {"functions": "负责统计工作，，依法管理。"}).content.decode()
    missing = client.post(address, form | {"functions": ""}).content.decode()
    assert "待填" in missing
    assert Notes.objects.get().functions == form["functions"], "nothing is saved"


def test_one_document_is_checked_at_a_time(ready: World, login: Login) -> None:
    client = login("department")
    with checking._AT_ONCE:
        said = page(ready, client, "check/")
    assert "delay:2s" in said, "the page asks again"
    assert "没有发现问题" in page(ready, client, "check/")
