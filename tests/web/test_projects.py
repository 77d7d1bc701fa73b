"""The project library: plans by year, targets by the rules, the way into the library and who may go it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gouji.targets.library import work_fields
from gouji.web.journal.models import Event
from gouji.web.projects import plans, targets, words
from gouji.web.projects.models import Project, State, Theme
from tests.web.world import INDICATORS, World

PLAN = [
    {"year": "2026", "function": "2010301", "economic": "30227", "fund": "一般公共预算", "amount": "800"},
    {
        "year": "2027",
        "function": "2010301",
        "economic": "",
        "fund": "一般公共预算",
        "tags": "采购服务",
        "amount": "900.50",
    },
]


@pytest.fixture
def project(world: World) -> Project:
    return world.project(world.units[0])


def send(client: Client, project: Project, address: str, rows: list[dict[str, str]], **more: Any) -> tuple[int, Any]:
    project.refresh_from_db()
    body = json.dumps({"version": project.version, "rows": rows} | more)
    response = client.post(f"/projects/{project.pk}/{address}/", body, content_type="application/json")
    return response.status_code, response.json()


def take(client: Client, project: Project, step: str, text: str = "") -> str:
    project.refresh_from_db()
    form = {"step": step, "text": text, "version": project.version}
    page = client.post(f"/projects/{project.pk}/step/", form, follow=True).content.decode()
    project.refresh_from_db()
    return page


def test_into_the_library(project: Project, login: Callable[[str], Client]) -> None:
    drafter, department = login("drafter"), login("department")
    take(drafter, project, "offer")
    assert project.state == State.OFFERED
    assert "请写明理由" in take(department, project, "return")
    assert "目标太低" in take(department, project, "return", "目标太低")
    take(drafter, project, "offer")
    take(department, project, "store")
    assert project.state == State.STORED
    told = [event.action for event in Event.objects.filter(subject=f"project:{project.pk}").order_by("id")]
    assert told == ["project.offer", "project.return", "project.offer", "project.store"]
    send(drafter, project, "plan/save", PLAN)
    project.refresh_from_db()
    assert project.state == State.DRAFT, "what was stored and is changed must be judged again"


def test_nobody_stores_what_they_drafted(world: World, project: Project, login: Callable[[str], Client]) -> None:
    from gouji.web.accounts.models import Assignment
    from gouji.web.accounts.rights import Role

    Assignment.objects.create(user=world.users["drafter"], role=Role.DEPARTMENT, office=world.departments[0])
    client = login("drafter")
    send(client, project, "plan/save", PLAN)
    take(client, project, "offer")
    assert "须由他人审核" in take(client, project, "store")
    assert project.state == State.OFFERED


@pytest.mark.parametrize(
    ("address", "rows", "more", "message"),
    [
        ("plan/save", [], {}, "没有分年度计划"),
        ("plan/save", [PLAN[0] | {"function": "20103"}], {}, "计划还有 1 处错误"),
        ("targets/2026/save", [], {}, "绩效目标还有 1 处错误"),
        ("targets/2026/save", [INDICATORS[0], INDICATORS[1]], {}, "绩效目标还有 1 处错误"),
    ],
)
def test_what_lacks_something_is_not_offered(
    address: str,
    rows: list[dict[str, str]],
    more: dict[str, str],
    message: str,
    project: Project,
    login: Callable[[str], Client],
) -> None:
    client = login("drafter")
    assert send(client, project, address, rows)[0] == 200
    assert message in take(client, project, "offer")
    assert project.state == State.DRAFT


def test_a_plan_by_year(project: Project, login: Callable[[str], Client]) -> None:
    status, answer = send(login("drafter"), project, "plan/save", PLAN)
    assert (status, answer["problems"]) == (200, [])
    assert plans.by_year(plans.saved_plan(project)) == {2026: 80000, 2027: 90050}
    page = login("auditor").get(f"/projects/{project.pk}/").content.decode()
    assert "1,700.50" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": "2029"}, "year"),
        ({"year": "明年"}, "year"),
        ({"amount": "1.234"}, "amount"),
        ({"fund": "别的钱"}, "fund"),
    ],
)
def test_a_plan_that_means_nothing(
    wrong: dict[str, str], field: str, project: Project, login: Callable[[str], Client]
) -> None:
    status, answer = send(login("drafter"), project, "plan/save", [PLAN[1], PLAN[0] | wrong])
    assert status == 422
    assert [(one["row"], one["field"]) for one in answer["problems"]] == [(1, field)]
    assert project.plan.count() == 2
    assert sum(line.amount for line in project.plan.all()) == 110000


def test_targets_are_checked_as_they_are_typed(project: Project, login: Callable[[str], Client]) -> None:
    rows = [dict(INDICATORS[0]), {}, dict(INDICATORS[1]) | {"value": "得到提升"}, dict(INDICATORS[2])]
    more = {"more": {"objective": "完成全年的档案整理任务，便于查阅利用。"}}
    status, answer = send(login("drafter"), project, "targets/2026/check", rows, **more)
    assert status == 200
    assert [(one["row"], one["field"]) for one in answer["problems"]] == [(2, "value")]
    assert "无法衡量" in answer["problems"][0]["message"]


def test_a_target_is_saved_and_shown(project: Project, login: Callable[[str], Client]) -> None:
    rows = [dict(one) for one in INDICATORS]
    more = {"more": {"objective": "全年整理档案二千件以上，实现数字化。"}}
    assert send(login("drafter"), project, "targets/2027/save", rows, **more)[0] == 200
    page = login("head").get(f"/projects/{project.pk}/targets/2027/").content.decode()
    assert "全年整理档案二千件以上" in page
    assert "≥2000件" in page
    next_year = login("drafter").get(f"/projects/{project.pk}/targets/2028/").content.decode()
    assert "以下是 2027 年的目标" in next_year.replace("\n", " ")
    assert login("drafter").get(f"/projects/{project.pk}/targets/2029/").status_code == 404


def test_two_people_at_one_target(project: Project, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    base = [dict(one) for one in INDICATORS]
    changed = [base[0] | {"value": "≥3000件"}, *base[1:]]
    assert send(client, project, "targets/2026/save", changed)[0] == 200
    mine = [*base[:2], base[2] | {"value": "≥95%"}]
    full = targets.grid(targets.indicators(base))
    body = {"version": 1, "rows": mine, "base": full, "more": {"objective": "另一个目标，写得足够长。"}}
    response = client.post(
        f"/projects/{project.pk}/targets/2026/save/", json.dumps(body), content_type="application/json"
    )
    answer = response.json()
    assert response.status_code == 409
    assert [row["value"] for row in answer["rows"]] == ["≥3000件", "≥80%", "≥95%"]
    assert "对方保存的年度绩效目标" in answer["problems"][0]["message"]


def new(world: World) -> dict[str, Any]:
    return {
        "unit": world.units[0].pk,
        "name": "业务骨干培训经费",
        "kind": "specific",
        "first_year": 2026,
        "last_year": 2026,
        "basis": "培训计划",
        "content": "举办培训班",
        "version": 1,
    }


def test_a_new_project(world: World, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    client.post("/projects/new/", new(world))
    project = Project.objects.get()
    assert project.field == "training", "told by its name"
    assert "培训人次" in client.get(f"/projects/{project.pk}/targets/2026/").content.decode()
    assert "已有这个名称" in client.post("/projects/new/", new(world)).content.decode()
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"last_year": 2025}, {"last_year": 2060}, {"name": "=1+1"}, {"unit": 0}, {"first_year": 26}, {"theme": 0}]
)
def test_a_project_that_cannot_be(wrong: dict[str, Any], world: World, login: Callable[[str], Client]) -> None:
    if "unit" in wrong:
        wrong = {"unit": world.units[2].pk}
    if "theme" in wrong:
        wrong = {"theme": Theme.objects.create(department=world.departments[1], name="别的").pk}
    login("drafter").post("/projects/new/", new(world) | wrong)
    assert not Project.objects.exists()


def test_a_stale_form_is_refused(world: World, project: Project, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    send(client, project, "plan/save", PLAN)
    page = client.post(
        f"/projects/{project.pk}/edit/", new(world) | {"name": "改名", "last_year": 2028}
    ).content.decode()
    assert "已被别人改动" in page
    project.refresh_from_db()
    assert project.name == "档案整理"


def test_themes_gather_projects(world: World, login: Callable[[str], Client]) -> None:
    client = login("department")
    client.post("/themes/new/", {"department": world.departments[0].pk, "name": "专项业务"})
    theme = Theme.objects.get()
    login("drafter").post("/projects/new/", new(world) | {"theme": theme.pk})
    assert Project.objects.get().theme == theme
    assert "专项业务" in login("drafter").get("/themes/").content.decode()
    assert "专项业务" not in login("drafter2").get("/themes/").content.decode()
    assert login("department2").get(f"/themes/{theme.pk}/").status_code == 404


TEXT = st.text(alphabet="档案整理率≥%50", max_size=8).map(str.strip)
INDICATOR = st.fixed_dictionaries(
    {
        "level1": st.sampled_from(tuple(targets.LEVELS)),
        "level2": st.sampled_from(targets.choices()["level2"]),
        "name": TEXT,
        "explanation": TEXT,
        "value": TEXT,
        "weight": st.sampled_from(["", "10", "22.5"]),
        "interim_value": TEXT,
    }
)


@given(st.lists(INDICATOR, max_size=5))
def test_indicators_shown_are_read_back(rows: list[dict[str, str]]) -> None:
    from gouji.web.cycle.rows import RowsError

    try:
        found = targets.indicators(rows)
    except RowsError:
        return
    assert targets.indicators(targets.grid(found)) == found


def test_fields_of_work_have_their_words() -> None:
    assert tuple(field.name for field in work_fields()) == words.FIELDS
