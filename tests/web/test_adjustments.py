"""An approved budget is adjusted by request and approval; what was approved stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gouji.web.cycle.adjusting import added, adjusted_rows
from gouji.web.cycle.models import Adjustment, AdjustmentStage, Budget, Stage
from gouji.web.cycle.rows import of_lines, parsed
from gouji.web.projects.models import State
from tests.web.test_cycle import REVENUE, SALARIES, WORKS, save
from tests.web.world import World

LESS = SALARIES | {"amount": "-100"}
MORE = WORKS | {"amount": "100"}


@pytest.fixture
def approved(world: World, login: Callable[[str], Client]) -> Budget:
    budget = world.budget(world.units[0])
    world.project(world.units[0], state=State.STORED)
    save(login("drafter"), budget, [REVENUE, SALARIES, WORKS])
    Budget.objects.filter(pk=budget.pk).update(stage=Stage.APPROVED)
    budget.refresh_from_db()
    return budget


def ask(client: Client, budget: Budget, reason: str = "项目提前实施") -> Adjustment | None:
    client.post(f"/budgets/{budget.pk}/adjust/", {"reason": reason})
    return budget.adjustments.order_by("number").last()


def send(client: Client, found: Adjustment, rows: list[dict[str, str]], basis: str = "") -> tuple[int, Any]:
    found.refresh_from_db()
    body = {"version": found.version, "rows": rows, "more": {"reason": "项目提前实施", "basis": basis}}
    response = client.post(f"/adjustments/{found.pk}/save/", json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


def take(client: Client, found: Adjustment, step: str, text: str = "") -> str:
    found.refresh_from_db()
    form = {"step": step, "text": text, "version": found.version}
    page = client.post(f"/adjustments/{found.pk}/step/", form, follow=True).content.decode()
    found.refresh_from_db()
    return page


def test_from_request_to_approval(approved: Budget, login: Callable[[str], Client]) -> None:
    drafter, head, department, finance = (login(role) for role in ("drafter", "head", "department", "finance"))
    found = ask(drafter, approved)
    assert found is not None
    assert send(drafter, found, [LESS, MORE]) == (200, {"version": 2, "problems": []})
    take(drafter, found, "submit")
    take(head, found, "agree")
    take(department, found, "return-department", "请说明")
    assert found.stage == AdjustmentStage.DRAFTING
    take(drafter, found, "submit")
    take(head, found, "agree")
    take(department, found, "forward")
    assert "等您办理的预算调整" in finance.get("/").content.decode()
    assert of_lines(approved.lines.all()) == adjusted_rows(approved), "nothing holds before it is approved"
    take(finance, found, "approve")
    assert [line.amount for line in approved.lines.all()] == [150000, 100000, 50000], "what was approved stays"
    assert [row.amount for row in adjusted_rows(approved)] == [150000, 90000, 60000]
    page = finance.get(f"/budgets/{approved.pk}/").content.decode()
    assert "年初预算与调整后预算" in page
    assert "900.00" in page
    second = ask(drafter, approved, "再次调整")
    assert second is not None
    assert second.number == 2
    problems = send(drafter, second, [SALARIES | {"amount": "-950"}])[1]["problems"]
    assert any(one["message"].startswith("调减 950.00 元，超过现有的 900.00 元") for one in problems)


@pytest.mark.parametrize(
    ("rows", "basis", "message"),
    [
        ([LESS | {"amount": "-1000.01"}, MORE], "", "超过现有的"),
        ([MORE], "追加文号", "收支不平衡"),
        ([REVENUE | {"amount": "100"}, MORE], "", "须填写依据"),
        ([LESS, MORE | {"project": "新项目"}], "", "不在项目库中"),
        ([LESS, SALARIES | {"economic": "301", "amount": "100"}], "", "列到款级"),
    ],
)
def test_what_cannot_hold(
    rows: list[dict[str, str]], basis: str, message: str, approved: Budget, login: Callable[[str], Client]
) -> None:
    client = login("drafter")
    found = ask(client, approved)
    assert found is not None
    _status, answer = send(client, found, rows, basis)
    assert any(message in one["message"] for one in answer["problems"])
    if message != "不在项目库中":
        take(client, found, "submit")
        assert found.stage == AdjustmentStage.DRAFTING


def test_a_supplement_has_its_basis(approved: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    found = ask(client, approved)
    assert found is not None
    assert send(client, found, [REVENUE | {"amount": "100"}, MORE], "追加文号")[1]["problems"] == []


def test_one_at_a_time(world: World, approved: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    found = ask(client, approved)
    ask(client, approved)
    assert approved.adjustments.count() == 1
    assert found is not None
    take(client, found, "withdraw")
    assert found.stage == AdjustmentStage.WITHDRAWN
    ask(client, approved)
    assert approved.adjustments.count() == 2
    other = world.budget(world.units[1])
    ask(login("drafter"), other)
    assert not other.adjustments.exists()


def test_nobody_approves_their_own(world: World, approved: Budget, login: Callable[[str], Client]) -> None:
    from gouji.web.accounts.models import Assignment
    from gouji.web.accounts.rights import Role

    Assignment.objects.create(user=world.users["drafter"], role=Role.HEAD, office=world.units[0])
    client = login("drafter")
    found = ask(client, approved)
    assert found is not None
    send(client, found, [LESS, MORE])
    take(client, found, "submit")
    assert "须由他人审核" in take(client, found, "agree")


@pytest.mark.parametrize("role", ["drafter", "head", "department", "finance", "publisher", "auditor"])
def test_no_stage_is_skipped(role: str, approved: Budget, login: Callable[[str], Client]) -> None:
    from gouji.web.accounts.rights import RIGHTS
    from gouji.web.cycle.adjustments import STEPS

    found = ask(login("drafter"), approved)
    assert found is not None
    send(login("drafter"), found, [LESS, MORE])
    client = login(role)
    for stage in sorted(AdjustmentStage, key=lambda stage: stage is AdjustmentStage.APPROVED):
        for step in STEPS:
            if stage in step.ways and role in {one.value for one in RIGHTS[step.right]}:
                continue
            if found.stage != AdjustmentStage.APPROVED:
                Adjustment.objects.filter(pk=found.pk).update(stage=stage)
            take(client, found, step.name, "理由")
            assert found.stage == stage, step.name


def test_an_approved_adjustment_is_not_changed(approved: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    found = ask(client, approved)
    assert found is not None
    send(client, found, [LESS, MORE])
    Adjustment.objects.filter(pk=found.pk).update(stage=AdjustmentStage.APPROVED)
    for change in (
        lambda: found.lines.all().delete(),
        lambda: found.lines.update(amount=1),
        lambda: Adjustment.objects.filter(pk=found.pk).update(reason="别的"),
        lambda: Adjustment.objects.filter(pk=found.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


AMOUNTS = st.lists(st.tuples(st.sampled_from(["30101", "30102", "30201"]), st.integers(-500, 500)), max_size=6)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_adjustments_add_up(
    first: list[tuple[str, int]], second: list[tuple[str, int]], third: list[tuple[str, int]]
) -> None:
    one, two, three = (
        [
            row
            for code, amount in dict(found).items()
            for row in parsed([SALARIES | {"economic": code, "amount": str(amount)}])
        ]
        for found in (first, second, third)
    )
    step_by_step = added(added(added((), one), two), three)
    assert {row.point: row.amount for row in step_by_step} == {
        row.point: row.amount for row in added(added((), one), [*two, *three])
    }
    assert sum(row.amount for row in step_by_step) == sum(row.amount for row in (*one, *two, *three))
