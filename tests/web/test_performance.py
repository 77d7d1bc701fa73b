"""Monitoring with lights, self-evaluation from begin to the published form."""

from __future__ import annotations

import ast
import inspect
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from gouji.targets import evaluation
from gouji.targets.monitoring import Light
from gouji.targets.scale import class_of, grades
from gouji.web.performance import words
from gouji.web.performance.models import Entry, Evaluation, State
from gouji.web.projects.models import Project
from gouji.web.projects.models import State as ProjectState
from tests.web.world import World


@pytest.fixture
def project(world: World) -> Project:
    return world.project(world.units[0], state=ProjectState.STORED)


def tell(client: Client, project: Project, **texts: str) -> str:
    form = {"as_of": "2026-06-30", "paid": "250", "actual-0": "1000件", "actual-1": "85%", "actual-2": ""} | texts
    address = f"/projects/{project.pk}/monitoring/2026/tell/"
    return client.post(address, form, follow=True).content.decode()


def test_lights_of_an_entry(project: Project, login: Callable[[str], Client]) -> None:
    page = tell(login("drafter"), project)
    lights = [part.split('"')[0] for part in page.split('class="light ')[1:]]
    assert lights == ["green", "green", "green", "none"], "half of the money and half of the year"
    tell(login("drafter"), project, **{"paid": "100", "actual-0": "100", "as_of": "2026-09-30"})
    page = login("department").get("/performance/?year=2026").content.decode()
    assert 'class="light red"' in page
    assert "20.0%" in page
    assert Entry.objects.count() == 2, "what was told stays"


@pytest.mark.parametrize(
    "wrong", [{"as_of": "2025-12-31"}, {"as_of": ""}, {"paid": "-1"}, {"paid": "x"}, {"actual-0": "很多"}]
)
def test_what_cannot_be_told(wrong: dict[str, str], project: Project, login: Callable[[str], Client]) -> None:
    tell(login("drafter"), project, **wrong)
    assert not Entry.objects.exists()


def test_an_entry_keeps_its_indicators(project: Project, login: Callable[[str], Client]) -> None:
    tell(login("drafter"), project)
    project.targets.get(year=2026).indicators.all().delete()
    page = login("auditor").get(f"/projects/{project.pk}/monitoring/2026/").content.decode()
    assert "整理档案件数" in page


def begin(client: Client, project: Project) -> Evaluation:
    client.post(f"/projects/{project.pk}/evaluations/2026/")
    return Evaluation.objects.get()


GOOD = {"paid": "500", "achieved": "全部完成", "actual-0": "2000件", "actual-1": "80%", "actual-2": "95%"}


def save(client: Client, found: Evaluation, version: int | None = None, **texts: Any) -> str:
    found.refresh_from_db()
    form = GOOD | texts | {"version": found.version if version is None else version}
    page = client.post(f"/evaluations/{found.pk}/save/", form, follow=True).content.decode()
    found.refresh_from_db()
    return page


def take(client: Client, found: Evaluation, step: str, text: str = "") -> str:
    found.refresh_from_db()
    form = {"step": step, "text": text, "version": found.version}
    page = client.post(f"/evaluations/{found.pk}/step/", form, follow=True).content.decode()
    found.refresh_from_db()
    return page


def test_from_begin_to_the_published_form(project: Project, login: Callable[[str], Client]) -> None:
    drafter, department = login("drafter"), login("department")
    tell(drafter, project)
    found = begin(drafter, project)
    assert (found.budget, found.paid) == (50000, 25000)
    assert [one["actual"] for one in found.indicators] == ["1000件", "85%", ""]
    save(drafter, found)
    assert found.total == 10000
    assert department.get(f"/evaluations/{found.pk}/form.xlsx").status_code == 404, "not before it is accepted"
    take(drafter, found, "offer")
    take(department, found, "return", "请附佐证")
    take(drafter, found, "offer")
    take(department, found, "accept")
    assert found.state == State.ACCEPTED
    book = load_workbook(io.BytesIO(department.get(f"/evaluations/{found.pk}/form.xlsx").content))
    texts = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert {"档案整理", "2000件", "等次：优", "0.05"} <= set(texts)
    page = login("auditor").get(f"/evaluations/{found.pk}/form.html")
    assert "sha256-" in page["Content-Security-Policy"]
    assert "等次：优" in page.content.decode()
    assert department.get(f"/evaluations/{found.pk}/form.docx").content[:2] == b"PK"
    save(drafter, found, paid="1")
    assert found.paid == 50000, "what was accepted stays"


def test_a_deviation_needs_its_reason(project: Project, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    found = begin(client, project)
    page = save(client, found, **{"actual-0": "1500", "paid": "400"})
    assert found.total == 8000 + 50 * 75 - 50 * 100 + 1000 + 800
    assert "须说明偏差原因" in page
    assert "须说明执行率偏低的原因" in page
    take(client, found, "offer")
    assert found.state == State.DRAFTING
    save(
        client, found, **{"actual-0": "1500", "reason-0": "库房改造停工", "paid": "400", "rate_reason": "合同尾款未付"}
    )
    take(client, found, "offer")
    assert found.state == State.OFFERED


def test_what_is_half_filled_in_is_kept(project: Project, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    found = begin(client, project)
    save(client, found, **{"actual-1": ""})
    assert found.total is None
    assert found.indicators[0]["actual"] == "2000件"
    take(client, found, "offer")
    assert found.state == State.DRAFTING
    save(client, found, version=1, achieved="盖掉别人的")
    assert found.achieved == "全部完成"
    for wrong in ({"paid": "x"}, {"share-0": "120"}, {"share-0": "x"}):
        assert "error" in save(client, found, **wrong)


def test_nobody_accepts_their_own(world: World, project: Project, login: Callable[[str], Client]) -> None:
    from gouji.web.accounts.models import Assignment
    from gouji.web.accounts.rights import Role

    Assignment.objects.create(user=world.users["drafter"], role=Role.DEPARTMENT, office=world.departments[0])
    client = login("drafter")
    found = begin(client, project)
    save(client, found)
    take(client, found, "offer")
    assert "须由他人审核" in take(client, found, "accept")
    assert found.state == State.OFFERED


def test_without_a_target_there_is_no_evaluation(project: Project, login: Callable[[str], Client]) -> None:
    project.targets.all().delete()
    login("drafter").post(f"/projects/{project.pk}/evaluations/2026/")
    assert not Evaluation.objects.exists()
    assert login("drafter").post(f"/projects/{project.pk}/evaluations/2040/").status_code == 404


def test_what_the_core_says_has_its_words() -> None:
    """Its words are looked up as it says them: one that it changes would be Chinese on an English page."""
    assert {light.text for light in Light} == set(words.LIGHTS)
    assert tuple(grade.name for grade in grades()) == words.GRADES
    assert tuple(dict.fromkeys(class_of(Decimal(total)) for total in range(100, -1, -1))) == words.CLASSES
    tree = ast.parse(inspect.getsource(evaluation))
    texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    assert set(words.NOT_SCORED) | set(words.EXPLAIN) == {text for text in texts if text.endswith("。")}


def test_what_was_due_is_said_in_the_language_of_the_page(project: Project, login: Callable[[str], Client]) -> None:
    page = tell(login("drafter"), project)
    assert "（序时进度 49.6%）" in page
    client = login("drafter")
    client.cookies["gouji_language"] = "en"
    page = client.get(f"/projects/{project.pk}/monitoring/2026/").content.decode()
    assert "(pace of the year 49.6%)" in page
    assert "Value ≥2000件 × 50%" in page
