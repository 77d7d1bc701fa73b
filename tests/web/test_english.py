"""A year of work by people who chose English: no page shows them Chinese but names, documents and what was typed, and
nothing English is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gouji.web.accounts.rights import Role
from gouji.web.cycle.models import Budget, Remark, Stage
from gouji.web.organisation.figures import save_staff
from gouji.web.projects.models import State as ProjectState
from gouji.web.publication import making
from gouji.web.review.models import Document
from tests.web import published, test_adjustments, test_cycle, test_performance, test_portal, test_projects, test_review
from tests.web.reading import Reader, english_kept
from tests.web.test_pages import followed
from tests.web.world import World

Clients = dict[str, Client]


def prepare(world: World, people: Clients) -> None:
    """Both rounds of a budget, with everything that can go wrong on the way."""
    drafter, head, finance = people["drafter"], people["head"], people["finance"]
    save_staff(None, world.units[0], date(2025, 12, 31), {"administrative": (12, 10), "retired": (0, 3)})
    world.standard()
    budget = world.budget(world.units[0])
    wrong = [test_cycle.SALARIES | {"fund": "unknown", "amount": "x", "project": "=1", "tags": "another"}]
    assert test_cycle.save(drafter, budget, wrong)[0] == 422
    assert test_cycle.save(drafter, budget, [test_cycle.SALARIES, test_cycle.SALARIES])[0] == 422
    office = test_cycle.SALARIES | {"economic": "30201", "use": "公用经费", "amount": "90"}
    rows = [*test_cycle.ROWS, office, test_cycle.WORKS | {"project": "Nothing", "function": "999"}]
    assert test_cycle.save(drafter, budget, rows)[0] == 200
    assert test_cycle.save(drafter, budget, rows[:2], version=1)[0] == 409
    drafter.post(f"/budgets/{budget.pk}/check/", json.dumps({"version": 1, "rows": rows}), "application/json")
    drafter.get(f"/budgets/{budget.pk}/")
    test_cycle.take(drafter, budget, "submit")
    drafter.post(f"/budgets/{budget.pk}/standards/save/", {"explain": "1", "text:basic/operating:30201": "压减支出"})
    assert test_cycle.save(drafter, budget, [test_cycle.REVENUE | {"amount": "1,590.00"}, *rows[1:4]])[0] == 200
    test_cycle.take(drafter, budget, "submit")
    form = {"line": "2", "field": "amount", "text": "请核实"}
    head.post(f"/budgets/{budget.pk}/remarks/", form, follow=True)
    head.post(f"/budgets/{budget.pk}/remarks/", {"line": "99"}, follow=True)
    test_cycle.take(head, budget, "return-unit")
    test_cycle.take(head, budget, "return-unit", "表二漏项")
    test_cycle.take(drafter, budget, "submit")
    remark = Remark.objects.get().pk
    drafter.get(f"/budgets/{budget.pk}/")
    drafter.post(f"/budgets/{budget.pk}/remarks/{remark}/", {"text": "已核实"}, follow=True)
    book = SimpleUploadedFile("x.xlsx", drafter.get(f"/budgets/{budget.pk}/lines.xlsx").content)
    assert b"Unrecognised" not in drafter.post(f"/budgets/{budget.pk}/preview/", {"book": book}).content
    drafter.post(f"/budgets/{budget.pk}/preview/", {"book": SimpleUploadedFile("x.xlsx", b"PK")}, follow=True)
    test_cycle.take(drafter, budget, "submit")
    test_cycle.take(head, budget, "agree")
    test_cycle.take(people["department"], budget, "forward")
    test_cycle.take(finance, budget, "allot")
    test_cycle.allot(finance, budget, "-1", "x")
    test_cycle.allot(finance, budget, "1000", "300")
    test_cycle.take(finance, budget, "allot")
    assert budget.stage == Stage.DRAFTING
    drafter.get(f"/budgets/{budget.pk}/")
    test_cycle.take(drafter, budget, "submit")
    finance.post(f"/progress/{budget.cycle_id}/terms/", {"request_due": "2025-01-01", "draft_due": "2024-01-01"})
    finance.post("/standards/new/", {"name": "x"})
    finance.post("/budgets/new-year/", {"year": "1"})
    finance.post(
        "/budgets/new-year/",
        {"region": world.region.pk, "year": 2027, "request_due": "2026-08-01", "draft_due": "2026-11-01"},
        follow=True,
    )


def adjust(world: World, people: Clients) -> None:
    """An approved budget with an adjustment under way."""
    budget = world.budget(world.units[0])
    Budget.objects.filter(pk=budget.pk).update(stage=Stage.APPROVED, approved_on=date(2026, 2, 1))
    budget.refresh_from_db()
    test_adjustments.ask(people["drafter"], budget, "")
    found = test_adjustments.ask(people["drafter"], budget)
    assert found is not None
    people["drafter"].get(f"/adjustments/{found.pk}/")
    assert test_adjustments.send(people["drafter"], found, [test_adjustments.LESS])[0] == 200
    less = test_adjustments.LESS | {"amount": "-99999"}
    assert test_adjustments.send(people["drafter"], found, [less], "文号")[0] == 200
    people["drafter"].get(f"/adjustments/{found.pk}/")
    test_adjustments.take(people["drafter"], found, "submit")
    test_adjustments.take(people["head"], found, "agree")


def manage(world: World, people: Clients) -> None:
    """Accounts, offices, passwords."""
    administrator, finance = people["administrator"], people["finance"]
    account = f"/accounts/{world.users['drafter'].pk}/"
    role = {"role": "head", "office": world.units[0].pk}
    new = {"username": "new.person", "name": "新人", "is_active": "on"} | role
    administrator.post("/accounts/new/", {})
    administrator.post("/accounts/new/", new)
    for form in (role, role, {}):
        administrator.post(f"{account}roles/", form, follow=True)
    administrator.post(f"{account}password/", {"own_password": "wrong"}, follow=True)
    people["head"].post("/password/", {"old_password": "x", "new_password1": "12345", "new_password2": "123456"})
    finance.post(f"/offices/{world.departments[0].pk}/new/", {"name": "丙中心"})
    form = {"name": "丙中心", "kind": "institution", "valid_from": "2026-01-01", "valid_until": "2025-01-01"}
    finance.post(f"/offices/{world.departments[0].pk}/new/", form)
    finance.post(f"/offices/{world.departments[0].pk}/new/", form | {"valid_until": ""}, follow=True)
    staff = {"as_of": "2026-01-01", "administrative_quota": "5", "administrative_actual": "4"}
    finance.post(f"/offices/{world.units[1].pk}/staff/", staff, follow=True)
    finance.post(f"/offices/{world.units[1].pk}/staff/", {"as_of": "x", "administrative_actual": "-1"})


def projects(world: World, people: Clients) -> None:
    """A project into the library, monitored and evaluated."""
    drafter, department = people["drafter"], people["department"]
    project = world.project(world.units[0])
    department.post("/themes/new/", {"name": ""})
    drafter.post("/projects/new/", {"name": "x"})
    test_projects.send(drafter, project, "plan/save", [test_projects.PLAN[0] | {"fund": "x", "amount": "-"}])
    test_projects.send(drafter, project, "plan/save", [test_projects.PLAN[0] | {"function": "20103"}])
    test_projects.take(drafter, project, "offer")
    test_projects.send(drafter, project, "plan/save", test_projects.PLAN)
    test_projects.send(drafter, project, "targets/2026/check", [{"level1": "x"}], more={"objective": ""})
    test_projects.take(drafter, project, "offer")
    test_projects.take(department, project, "return")
    test_projects.take(department, project, "return", "目标太低")
    test_projects.take(drafter, project, "offer")
    test_projects.take(department, project, "store")
    project.refresh_from_db()
    assert project.state == ProjectState.STORED
    for wrong in ({"as_of": ""}, {"paid": "-1"}, {"actual-0": "很多"}, {}):
        test_performance.tell(drafter, project, **wrong)
    found = test_performance.begin(drafter, project)
    test_performance.take(drafter, found, "offer")
    test_performance.save(drafter, found, **{"actual-0": "1件", "paid": "x"})
    test_performance.save(drafter, found)
    test_performance.take(drafter, found, "offer")
    test_performance.take(department, found, "return", "请附佐证")
    test_performance.take(drafter, found, "offer")
    test_performance.take(department, found, "accept")


def review(world: World, people: Clients, sample: bytes) -> None:
    """A document handed in, checked, discussed."""
    department, finance = people["department"], people["finance"]
    test_review.hand_in(department, world.departments[0].pk, ("部门预算.txt", sample), ("空.txt", b""))
    department.get("/documents/")
    test_review.work()
    document = Document.objects.get()
    (first, second, *_more) = [finding.pk for finding in document.findings.all()]
    for pk, form in (
        (first, {"opinion": "accepted"}),
        (first, {"opinion": "accepted", "text": "属实"}),
        (second, {"opinion": "waiver_asked", "text": "特殊情况", "expires": "2099-01-01"}),
    ):
        department.post(f"/findings/{pk}/", form | {"seen": "0"})
    finance.post(f"/findings/{second}/", {"opinion": "waived", "text": "同意", "seen": "1"})
    for step, text in (("pass", ""), ("return", ""), ("return", "请更正")):
        document.refresh_from_db()
        form = {"step": step, "text": text, "version": str(document.version)}
        finance.post(f"/documents/{document.pk}/step/", form, follow=True)


def publish(world: World, people: Clients) -> None:
    """A version that is stopped, and one that is published."""
    publisher = people["publisher2"]
    publisher.get(published.address(world, 1))
    for unit in world.units[2:]:
        published.approve(world, unit)
    published.publish(publisher, world, 1)
    published.write_notes(publisher, world, 1, functions="")
    published.write_notes(publisher, world, 1, version=1)
    version = published.publish(publisher, world, 1)
    assert version.state == "published", version.problem
    for path in test_portal.open_pages.__wrapped__(version):  # type: ignore[attr-defined]
        people["guest"].get(path)


def test_nobody_who_chose_english_meets_chinese(
    world: World, login: Callable[[str], Client], sample: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "made_of", published.made_once)
    reader = Reader()
    people = {role.value: reader.client(login(role.value)) for role in Role} | {"guest": reader.client(Client())}
    for address in ("/login/", "/nowhere/", "/open/", "/open/search/?q=x"):
        people["guest"].get(address)
    people["guest"].post("/login/", {"username": "x", "password": "y"})
    people["drafter"].get("/log/")
    people["head"].post("/budgets/0/step/")
    projects(world, people)
    prepare(world, people)
    adjust(world, people)
    manage(world, people)
    review(world, people, sample)
    for role in Role:
        list(followed(people[role.value]))
    people["publisher2"] = reader.client(login("publisher2"))
    publish(world, people)
    list(followed(people["publisher2"]))
    assert reader.leaks() == {}
    assert english_kept() == set()
