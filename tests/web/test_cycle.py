"""两上两下 from request to approval, and everything that may not happen on the way."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gouji.web.cycle.book import typed, workbook
from gouji.web.cycle.models import Budget, Cycle, Stage, Submission
from gouji.web.cycle.rows import RowsError, changes, choices, digest, grid, parsed, several
from gouji.web.journal.models import Event
from gouji.web.review.models import Document
from tests.web.world import World

GENERAL = "一般公共预算"
REVENUE = {"side": "收入", "fund": GENERAL, "origin": "本年", "amount": "1,500.00"}
SALARIES = {
    "side": "支出",
    "function": "2010301",
    "economic": "30101",
    "use": "人员经费",
    "fund": GENERAL,
    "origin": "本年",
    "amount": "1000",
}
WORKS = SALARIES | {"economic": "", "use": "项目支出", "project": "档案整理", "amount": "500"}
ROWS = [REVENUE, SALARIES, WORKS]


@pytest.fixture
def budget(world: World) -> Budget:
    return world.budget(world.units[0])


def save(client: Client, budget: Budget, rows: list[dict[str, str]], version: int | None = None) -> tuple[int, str]:
    budget.refresh_from_db()
    body = json.dumps({"version": budget.version if version is None else version, "rows": rows})
    response = client.post(f"/budgets/{budget.pk}/lines/", body, content_type="application/json")
    return response.status_code, response.content.decode("unicode_escape")


def take(client: Client, budget: Budget, step: str, text: str = "", version: int | None = None) -> str:
    budget.refresh_from_db()
    form = {"step": step, "text": text, "version": budget.version if version is None else version}
    page = client.post(f"/budgets/{budget.pk}/step/", form, follow=True).content.decode()
    budget.refresh_from_db()
    return page


def allot(client: Client, budget: Budget, basic: str, project: str) -> str:
    budget.refresh_from_db()
    form = {
        "version": budget.version,
        "general_public_budget:basic": basic,
        "general_public_budget:project": project,
    }
    return client.post(f"/budgets/{budget.pk}/ceilings/", form, follow=True).content.decode()


def test_two_up_two_down(budget: Budget, login: Callable[[str], Client]) -> None:
    drafter, head, department, finance = (login(role) for role in ("drafter", "head", "department", "finance"))
    assert save(drafter, budget, ROWS)[0] == 200
    take(drafter, budget, "submit")
    assert "表二漏项" in take(head, budget, "return-unit", "表二漏项")
    assert budget.stage == Stage.REQUESTING
    take(drafter, budget, "submit")
    take(head, budget, "agree")
    take(department, budget, "forward")
    assert "请先填写" in take(finance, budget, "allot")
    allot(finance, budget, "1000", "300")
    take(finance, budget, "allot")
    assert budget.stage == Stage.DRAFTING
    assert "错误" in take(drafter, budget, "submit"), "the request lies over the ceiling"
    assert budget.stage == Stage.DRAFTING
    cut = [REVENUE | {"amount": "1300"}, SALARIES, WORKS | {"amount": "300"}]
    save(drafter, budget, cut)
    assert "档案整理" in drafter.get(f"/budgets/{budget.pk}/").content.decode()
    take(drafter, budget, "submit")
    take(head, budget, "agree")
    take(department, budget, "forward")
    take(finance, budget, "approve")
    assert budget.stage == Stage.APPROVED
    assert budget.approved_on is not None
    assert [one.stage for one in Submission.objects.all()] == ["drafting", "requesting", "requesting"]
    told = [event.action for event in Event.objects.filter(subject=f"budget:{budget.pk}").order_by("id")]
    assert told.count("budget.submit") == 3
    assert told[-1] == "budget.approve"


@pytest.mark.parametrize("role", ["drafter", "head", "department", "finance", "publisher", "auditor"])
def test_no_stage_is_skipped(role: str, budget: Budget, login: Callable[[str], Client]) -> None:
    """From every stage every step that is not the role's to take there leaves everything as it is."""
    from gouji.web.cycle.steps import STEPS

    save(login("drafter"), budget, ROWS)
    client = login(role)
    for stage in Stage:
        for step in STEPS:
            if stage in step.ways and step.right.value.startswith("budgets.") and role in _holders(step):
                continue
            Budget.objects.filter(pk=budget.pk).update(stage=stage)
            budget.refresh_from_db()
            form = {"step": step.name, "text": "理由", "version": budget.version}
            client.post(f"/budgets/{budget.pk}/step/", form)
            budget.refresh_from_db()
            assert budget.stage == stage, step.name


def _holders(step: object) -> set[str]:
    from gouji.web.accounts.rights import RIGHTS
    from gouji.web.cycle.steps import Step

    assert isinstance(step, Step)
    return {role.value for role in RIGHTS[step.right]}


def test_a_stale_save_is_refused(budget: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    assert save(client, budget, ROWS, version=1)[0] == 200
    status, _text = save(client, budget, [REVENUE], version=1)
    assert status == 409
    assert budget.lines.count() == 3
    assert Event.objects.filter(action="budget.saved").count() == 1


def collide(client: Client, budget: Budget, base: list[dict[str, str]], mine: list[dict[str, str]]) -> dict[str, Any]:
    body = json.dumps({"version": 2, "rows": mine, "base": base})
    response = client.post(f"/budgets/{budget.pk}/lines/", body, content_type="application/json")
    assert response.status_code == 409
    answer: dict[str, Any] = response.json()
    return answer


def test_two_people_at_different_rows(budget: Budget, login: Callable[[str], Client]) -> None:
    first, second = login("drafter"), login("drafter")
    save(first, budget, ROWS)
    base = ROWS  # as typed, 1,500.00 and all: what was saved is the same
    save(first, budget, [REVENUE | {"amount": "1700"}, SALARIES, WORKS | {"amount": "700"}])
    answer = collide(second, budget, base, [REVENUE, SALARIES | {"amount": "900"}, WORKS])
    assert budget.lines.count() == 3
    assert [row["amount"] for row in answer["rows"]] == ["1700.00", "900.00", "700.00"]
    assert (answer["conflicts"], answer["taken"]) == ([], [0, 2])
    assert "单位经办人0" in answer["message"]
    assert save(second, budget, answer["rows"], version=answer["version"])[0] == 200
    assert [line.amount for line in budget.lines.all()] == [170000, 90000, 70000]


def test_two_people_at_one_row(budget: Budget, login: Callable[[str], Client]) -> None:
    first, second = login("drafter"), login("drafter")
    save(first, budget, ROWS)
    base = grid(parsed(ROWS))
    save(first, budget, [REVENUE, SALARIES | {"amount": "1200"}])
    answer = collide(second, budget, base, [REVENUE, SALARIES | {"amount": "900"}, WORKS | {"amount": "600"}])
    told = [
        tuple(row and row["amount"] for row in (one["base"], one["theirs"], one["mine"])) for one in answer["conflicts"]
    ]
    assert told == [("1000.00", "1200.00", "900.00"), ("500.00", None, "600.00")]
    assert [row["amount"] for row in answer["rows"]] == ["1500.00", "900.00", "600.00"]


def test_a_step_replayed_changes_nothing(budget: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    save(client, budget, ROWS)
    version = budget.version + 1
    take(client, budget, "submit", version=version)
    page = take(client, budget, "submit", version=version)
    assert "已被别人改动" in page
    assert Submission.objects.count() == 1


def test_nobody_approves_what_they_drafted(world: World, budget: Budget, login: Callable[[str], Client]) -> None:
    from gouji.web.accounts.models import Assignment
    from gouji.web.accounts.rights import Role

    Assignment.objects.create(user=world.users["drafter"], role=Role.HEAD, office=world.units[0])
    client = login("drafter")
    save(client, budget, ROWS)
    take(client, budget, "submit")
    assert "须由他人审核" in take(client, budget, "agree")
    assert budget.stage == Stage.REQUEST_UNIT


def test_submitted_lines_are_not_changed(budget: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    save(client, budget, ROWS)
    take(client, budget, "submit")
    assert save(client, budget, [REVENUE])[0] == 400
    assert budget.lines.count() == 3


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([REVENUE | {"amount": "1400"}, SALARIES, WORKS], "收支不平衡"),
        ([REVENUE, SALARIES | {"function": "20103"}, WORKS], "列到项级"),
        ([REVENUE, SALARIES | {"economic": "301"}, WORKS], "列到款级"),
        ([], "还没有内容"),
    ],
)
def test_what_is_wrong_is_not_submitted(
    rows: list[dict[str, str]], message: str, budget: Budget, login: Callable[[str], Client]
) -> None:
    client = login("drafter")
    _status, text = save(client, budget, rows)
    page = take(client, budget, "submit")
    assert budget.stage == Stage.REQUESTING
    assert message in text + page


@pytest.mark.parametrize(
    "wrong",
    [
        SALARIES | {"amount": "12.345"},
        SALARIES | {"amount": "十"},
        SALARIES | {"fund": "别的钱"},
        SALARIES | {"project": "=1+1"},
        SALARIES | {"side": ""},
    ],
)
def test_what_means_nothing_is_not_saved(wrong: dict[str, str], budget: Budget, login: Callable[[str], Client]) -> None:
    assert save(login("drafter"), budget, [REVENUE, wrong])[0] == 422
    assert not budget.lines.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"rows": 1}',
        '{"rows": [], "base": 1, "version": 1}',
        '{"rows": [], "more": [1], "version": 1}',
        '{"rows": [1]}',
        '{"rows": [], "version": "x"}',
    ],
)
def test_other_requests_are_refused(body: str, budget: Budget, login: Callable[[str], Client]) -> None:
    response = login("drafter").post(f"/budgets/{budget.pk}/lines/", body, content_type="application/json")
    assert response.status_code == 400


def test_live_checks_name_the_row(budget: Budget, login: Callable[[str], Client]) -> None:
    rows = [REVENUE, {"side": "支出"}, SALARIES | {"function": "20103"}, WORKS]
    body = json.dumps({"version": 1, "rows": rows})
    response = login("drafter").post(f"/budgets/{budget.pk}/check/", body, content_type="application/json")
    errors = [one for one in response.json()["problems"] if one["level"] == "error"]
    assert [(one["row"], one["field"]) for one in errors] == [(2, "function")]
    assert not budget.lines.exists()


def test_out_and_in_through_a_workbook(budget: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    save(client, budget, ROWS)
    book = load_workbook(io.BytesIO(client.get(f"/budgets/{budget.pk}/lines.xlsx").content))
    sheet = book.active
    assert sheet.max_row == 4
    sheet.cell(4, 9).value = 450
    sheet.cell(2, 9).value = 1450
    changed = io.BytesIO()
    book.save(changed)
    upload = SimpleUploadedFile("预算.xlsx", changed.getvalue())
    page = client.post(f"/budgets/{budget.pk}/preview/", {"book": upload}).content.decode()
    assert "500.00" in page
    assert "450.00" in page
    assert "1,000.00" not in page, "what did not change is not shown"
    assert [line.amount for line in budget.lines.all()] == [150000, 100000, 50000], "a preview changes nothing"
    sent = re.search(r'name="rows" value="([^"]+)"', page)
    assert sent is not None
    budget.refresh_from_db()
    form = {"rows": sent[1].replace("&quot;", '"'), "version": budget.version}
    client.post(f"/budgets/{budget.pk}/bring-in/", form)
    assert [line.amount for line in budget.lines.all()] == [145000, 100000, 45000]


def test_another_workbook_is_refused(budget: Budget, login: Callable[[str], Client], sample: bytes) -> None:
    client = login("drafter")
    upload = SimpleUploadedFile("预算.xlsx", sample)
    page = client.post(f"/budgets/{budget.pk}/preview/", {"book": upload}, follow=True).content.decode()
    assert "不是从本页导出" in page


@pytest.mark.parametrize("amount", ["-1", "abc", "1.234"])
def test_ceilings_are_amounts(amount: str, budget: Budget, login: Callable[[str], Client]) -> None:
    Budget.objects.filter(pk=budget.pk).update(stage=Stage.REQUEST_FINANCE)
    assert "控制数应是" in allot(login("finance"), budget, amount, "0")
    assert not budget.ceilings.exists()


def test_a_year_begins_with_every_unit(world: World, login: Callable[[str], Client]) -> None:
    world.units[3].valid_until = date(2020, 12, 31)
    world.units[3].save()
    form = {"region": world.region.pk, "year": 2027, "request_due": "2026-09-01", "draft_due": "2026-12-01"}
    login("finance").post("/budgets/new-year/", form)
    assert Cycle.objects.get().budgets.count() == 3
    login("finance").post("/budgets/new-year/", form)
    assert Cycle.objects.count() == 1


def test_what_is_late_is_shown(world: World, budget: Budget, login: Callable[[str], Client]) -> None:
    Cycle.objects.update(request_due=date(2020, 1, 1))
    assert "已逾期" in login("finance").get("/budgets/").content.decode()
    assert "已逾期" in login("drafter").get("/").content.decode()


def test_twenty_days_after_the_last_approval(world: World, login: Callable[[str], Client]) -> None:
    budgets = [world.budget(unit) for unit in world.units[:2]]
    Budget.objects.filter(pk=budgets[0].pk).update(stage=Stage.APPROVED, approved_on=date(2026, 1, 5))
    assert "公开期限" not in login("finance").get("/?year=2026").content.decode(), "one unit still waits"
    Budget.objects.filter(pk=budgets[1].pk).update(stage=Stage.APPROVED, approved_on=date(2026, 1, 10))
    page = login("finance").get("/?year=2026").content.decode()
    assert "2026-01-30" in page
    assert "1 个已过公开期限" in page
    world.document(world.departments[0])
    Document.objects.update(year=2026)
    assert "已过公开期限" not in login("finance").get("/?year=2026").content.decode()


WORDS = choices()
ROW = st.fixed_dictionaries(
    {
        "side": st.sampled_from(WORDS["side"]),
        "function": st.sampled_from(["2010301", "2080505", ""]),
        "economic": st.sampled_from(["30101", ""]),
        "use": st.sampled_from([*WORDS["use"], ""]),
        "fund": st.sampled_from(WORDS["fund"]),
        "origin": st.sampled_from(WORDS["origin"]),
        "project": st.sampled_from(["", "档案整理"]),
        "tags": st.lists(st.sampled_from(several()["tags"]), max_size=4).map("、".join),
        "amount": st.integers(-(10**12), 10**12).map(lambda fen: f"{fen / 100:.2f}"),
    }
)


@given(st.lists(ROW, max_size=6))
def test_what_is_shown_is_read_back(rows: list[dict[str, str]]) -> None:
    try:
        values = parsed(rows)
    except RowsError:
        return
    assert parsed(grid(values)) == values
    assert changes(values, parsed(grid(values))) == ()


@settings(max_examples=20)
@given(st.lists(ROW, max_size=6))
def test_a_workbook_comes_back_as_it_went_out(rows: list[dict[str, str]]) -> None:
    try:
        values = parsed(rows)
    except RowsError:
        return
    assert parsed(typed(workbook("预算", values))) == values


def test_rows_of_the_first_release_are_read() -> None:
    """Its submissions are kept for ever, and its workbooks lie with people: one word, under the name of one tag."""
    (row,) = parsed([WORKS | {"tag": "采购服务"}])
    assert row.tags == {"procurement/services"}
    assert parsed([WORKS | {"tags": "政府购买服务, 采购服务"}])[0].tags == {
        "procurement/services",
        "purchased_services",
    }
    old = [
        ["expenditure", "2010301", "", "project", "general_public_budget", "current", "档案整理", text, 50000]
        for text in ("procurement/services", "")
    ]
    for written, rows in zip(old, ([row], parsed([WORKS])), strict=True):
        assert digest(rows) == hashlib.sha256(json.dumps([written], ensure_ascii=False).encode()).hexdigest()


@given(st.lists(ROW, max_size=6), st.lists(ROW, max_size=6))
def test_changes_lead_from_one_to_the_other(one: list[dict[str, str]], other: list[dict[str, str]]) -> None:
    try:
        before, after = parsed(one), parsed(other)
    except RowsError:
        return
    amounts = {row.point: row.amount for row in before}
    for change in changes(before, after):
        assert amounts.pop(change.row.point, None) == change.before
        if change.after is not None:
            amounts[change.row.point] = change.after
    assert amounts == {row.point: row.amount for row in after}
