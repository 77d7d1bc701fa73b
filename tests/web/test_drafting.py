"""Basic expenditure by standards, projects from the library, carried over money, remarks, deadlines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from gouji.web.cycle.deadlines import of_budget, of_cycle, terms
from gouji.web.cycle.drafting import balanced, carried_over, remainders, taken_in
from gouji.web.cycle.models import Budget, Cycle, Line, Remark, Stage, Standard
from gouji.web.cycle.rows import Row, grid, of_lines, parsed
from gouji.web.cycle.standards import estimates, filled
from gouji.web.organisation.figures import save_staff
from gouji.web.performance.models import Entry
from gouji.web.projects.models import State
from tests.web.test_cycle import REVENUE, SALARIES, WORKS, save, take
from tests.web.world import World

OFFICE = SALARIES | {"economic": "30201", "use": "公用经费", "amount": "90"}


@pytest.fixture
def budget(world: World) -> Budget:
    return world.budget(world.units[0])


@pytest.fixture
def staffed(world: World, budget: Budget) -> Budget:
    """Ten at work, three retired; 10 元 a head for office expenses."""
    save_staff(None, world.units[0], date(2025, 12, 31), {"administrative": (12, 10), "retired": (0, 3)})
    world.standard()
    return budget


def test_heads_times_standard(staffed: Budget) -> None:
    (one,) = estimates(staffed, parsed([OFFICE]))
    assert (one.computed, one.drafted, one.difference) == (10000, 9000, -1000)


def test_a_standard_is_for_its_people_units_and_days(world: World, staffed: Budget) -> None:
    world.standard("retired_all", 500)
    assert estimates(staffed, ())[0].computed == 10000 + 1500
    Standard.objects.filter(staff="retired_all").update(kind="institution")
    assert estimates(staffed, ())[0].computed == 10000
    Standard.objects.update(valid_until=date(2025, 12, 31))
    assert estimates(staffed, ()) == ()


def test_what_differs_must_be_explained(staffed: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    save(client, staffed, [REVENUE | {"amount": "90"}, OFFICE])
    assert (
        "按标准测算 100.00 元，现编 90.00 元"
        in client.get(f"/budgets/{staffed.pk}/").content.decode()
        + save(client, staffed, [REVENUE | {"amount": "90"}, OFFICE])[1]
    )
    take(client, staffed, "submit")
    assert staffed.stage == Stage.REQUESTING
    form = {"explain": "1", "text:basic/operating:30201": "压减一般性支出"}
    client.post(f"/budgets/{staffed.pk}/standards/save/", form)
    staffed.refresh_from_db()
    assert staffed.errors == 0
    take(client, staffed, "submit")
    assert staffed.stage == Stage.REQUEST_UNIT
    page = login("finance").get(f"/budgets/{staffed.pk}/standards/").content.decode()
    assert "压减一般性支出" in page


def test_filling_in_by_standards(staffed: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    form = {"fill": "1", "function": "2010301", "version": staffed.version}
    client.post(f"/budgets/{staffed.pk}/standards/save/", form)
    (line,) = staffed.lines.all()
    assert (line.function, line.economic, line.use, line.amount) == ("2010301", "30201", "basic/operating", 10000)
    staffed.refresh_from_db()
    client.post(f"/budgets/{staffed.pk}/standards/save/", form | {"function": "999", "version": staffed.version})
    assert staffed.lines.count() == 1


@pytest.mark.parametrize("amounts", [("90",), ("30", "10"), ("200", "30"), ("5", "300")])
def test_filled_is_what_the_standards_give(amounts: tuple[str, ...], staffed: Budget) -> None:
    functions = ("2010301", "2010302")
    rows = [OFFICE | {"function": functions[number], "amount": amount} for number, amount in enumerate(amounts)]
    result = filled(staffed, parsed(rows), "2010301")
    assert estimates(staffed, result)[0].difference == 0
    assert all(row.amount > 0 for row in result)


def test_standards_are_dated(world: World, login: Callable[[str], Client]) -> None:
    before = world.standard()
    form = {
        "region": world.region.pk,
        "name": "办公费",
        "use": "basic/operating",
        "economic": "30201",
        "staff": "active",
        "yuan": "12.50",
        "basis": "新标准",
        "valid_from": "2026-01-01",
    }
    client = login("finance")
    for wrong in ({"yuan": "0"}, {"yuan": "1.234"}, {"economic": "302"}, {"valid_until": "2025-01-01"}):
        client.post("/standards/new/", form | wrong)
    client.post("/standards/new/", form)
    before.refresh_from_db()
    assert before.valid_until == date(2025, 12, 31)
    assert [one.amount for one in Standard.objects.filter(valid_until=None)] == [1250]
    client.post("/standards/new/", form | {"valid_from": "2024-01-01"})
    assert Standard.objects.count() == 2, "nothing is put before a later standard"
    assert "新标准" in login("drafter").get("/standards/").content.decode()


def test_projects_taken_from_the_library(world: World, budget: Budget, login: Callable[[str], Client]) -> None:
    project = world.project(world.units[0], state=State.STORED)
    draft = world.project(world.units[0], "未入库的")
    client = login("drafter")
    save(client, budget, [REVENUE, SALARIES, WORKS])
    budget.refresh_from_db()
    form = {"project": [project.pk, draft.pk], "version": budget.version}
    client.post(f"/budgets/{budget.pk}/projects/take/", form)
    told = [(line.project, line.economic, line.amount) for line in budget.lines.all() if line.project]
    assert told == [("档案整理", "30227", 50000)], "in place of what was typed, and nothing that is not stored"
    page = client.get(f"/budgets/{budget.pk}/projects/").content.decode()
    assert "已纳入" in page
    assert taken_in(budget, of_lines(budget.lines.all()), [project]) == of_lines(budget.lines.all())


def test_a_project_outside_the_library_is_told(world: World, budget: Budget, login: Callable[[str], Client]) -> None:
    _status, text = save(login("drafter"), budget, [REVENUE, SALARIES, WORKS])
    assert "不在项目库中" in text
    world.project(world.units[0])
    _status, text = save(login("drafter"), budget, [REVENUE, SALARIES, WORKS])
    assert "还没有入库" in text


def test_a_draft_needs_targets(world: World, budget: Budget, login: Callable[[str], Client]) -> None:
    project = world.project(world.units[0], state=State.STORED)
    Budget.objects.filter(pk=budget.pk).update(stage=Stage.DRAFTING)
    _status, text = save(login("drafter"), budget, [REVENUE, SALARIES, WORKS])
    assert "绩效目标" not in text
    project.targets.get().indicators.first().delete()
    _status, text = save(login("drafter"), budget, [REVENUE, SALARIES, WORKS])
    assert "权重合计" in text
    project.targets.all().delete()
    _status, text = save(login("drafter"), budget, [REVENUE, SALARIES, WORKS])
    assert "没有 2026 年的绩效目标" in text


def last_years(world: World, amount: int = 50000) -> Budget:
    cycle = Cycle.objects.create(
        region=world.region, year=2025, request_due=date(2024, 9, 1), draft_due=date(2024, 12, 1)
    )
    last = Budget.objects.create(cycle=cycle, unit=world.units[0])
    for position, row in enumerate(parsed([REVENUE, SALARIES, WORKS | {"amount": str(amount / 100)}])):
        Line.objects.create(budget=last, position=position, **row.stored())
    return last


def test_money_left_from_last_year(world: World, budget: Budget, login: Callable[[str], Client]) -> None:
    last_years(world)
    project = world.project(world.units[0])
    assert remainders(budget) == (), "nothing was told of its spending"
    Entry.objects.create(
        project=project, year=2025, as_of=date(2025, 11, 30), paid=30000, indicators=[], by=world.users["drafter"]
    )
    (one,) = remainders(budget)
    assert (one.budgeted, one.paid, one.left) == (50000, 30000, 20000)
    client = login("drafter")
    form = {"take-0": "1", "amount-0": "200.01", "version": budget.version}
    client.post(f"/budgets/{budget.pk}/carry-over/", form)
    assert not budget.lines.exists(), "no more than is left"
    client.post(f"/budgets/{budget.pk}/carry-over/", form | {"amount-0": "150"})
    told = [(line.side, line.origin, line.project, line.amount) for line in budget.lines.all()]
    assert told == [
        ("revenue", "carried_over", "", 15000),
        ("expenditure", "carried_over", "档案整理", 15000),
    ]
    rows = of_lines(budget.lines.all())
    assert carried_over(rows, [(one.row, 15000)]) == rows, "twice is once"


def test_revenue_follows_appropriations(budget: Budget, login: Callable[[str], Client]) -> None:
    own = WORKS | {"fund": "事业收入", "project": "别的", "amount": "70"}
    client = login("drafter")
    save(client, budget, [REVENUE, SALARIES, WORKS | {"amount": "900"}, own])
    budget.refresh_from_db()
    client.post(f"/budgets/{budget.pk}/balance/", {"version": budget.version})
    revenue = {line.fund: line.amount for line in budget.lines.filter(side="revenue")}
    assert revenue == {"general_public_budget": 190000}
    rows: tuple[Row, ...] = of_lines(budget.lines.all())
    assert balanced(rows) == rows


def test_last_year_beside_this(world: World, budget: Budget, login: Callable[[str], Client]) -> None:
    last_years(world)
    reception = OFFICE | {"economic": "30217", "tags": "公务接待费", "amount": "100"}
    client = login("drafter")
    _status, text = save(client, budget, [REVENUE | {"amount": "1100"}, SALARIES, reception])
    assert "从严控制" in text
    page = client.get(f"/budgets/{budget.pk}/").content.decode()
    assert "-26.67%" in page, "1,100 after 1,500"


def remark(client: Client, budget: Budget, **form: Any) -> str:
    sent = {"line": 3, "field": "amount", "text": "测算依据不足"} | form
    return client.post(f"/budgets/{budget.pk}/remarks/", sent, follow=True).content.decode()


def test_remarks_at_fields(budget: Budget, login: Callable[[str], Client]) -> None:
    drafter, head = login("drafter"), login("head")
    save(drafter, budget, [REVENUE, SALARIES, WORKS])
    assert "现在不能写批注" in remark(head, budget)
    take(drafter, budget, "submit")
    for wrong in ({"line": 4}, {"line": 0}, {"field": "x"}, {"text": " "}, {"line": "x"}):
        assert "请写明" in remark(head, budget, **wrong)
    remark(head, budget)
    take(head, budget, "return-unit", "见批注")
    page = drafter.get(f"/budgets/{budget.pk}/").content.decode()
    data = json.loads(page.split('id="grid-data" type="application/json">')[1].split("</script>")[0])
    assert data["remarks"] == [{"row": 2, "field": "amount", "text": "测算依据不足"}]
    save(drafter, budget, [REVENUE | {"amount": "1400"}, SALARIES, WORKS | {"amount": "400"}])
    assert "1 条批注没有答复" in take(drafter, budget, "submit")
    one = Remark.objects.get()
    drafter.post(f"/budgets/{budget.pk}/remarks/{one.pk}/", {"text": "已压减到 400 元"})
    take(drafter, budget, "submit")
    assert budget.stage == Stage.REQUEST_UNIT
    page = head.get(f"/budgets/{budget.pk}/").content.decode()
    assert "已压减到 400 元" in page
    assert "500.00</td><td" in page.replace("\n", ""), "what changed between the submissions"


def test_remarks_stay_with_their_line(budget: Budget, login: Callable[[str], Client]) -> None:
    drafter, head = login("drafter"), login("head")
    save(drafter, budget, [REVENUE, SALARIES, WORKS])
    take(drafter, budget, "submit")
    remark(head, budget)
    take(head, budget, "return-unit", "见批注")
    save(drafter, budget, [WORKS, REVENUE, SALARIES])
    from gouji.web.cycle.remarks import placed

    assert [one.row for one in placed(budget, of_lines(budget.lines.all()))] == [0]
    save(drafter, budget, [REVENUE, SALARIES])
    assert [one.row for one in placed(budget, of_lines(budget.lines.all()))] == [None]


def test_two_submissions_compared(budget: Budget, login: Callable[[str], Client]) -> None:
    drafter, head = login("drafter"), login("head")
    save(drafter, budget, [REVENUE, SALARIES, WORKS])
    take(drafter, budget, "submit")
    take(head, budget, "return-unit", "请核")
    save(drafter, budget, [REVENUE | {"amount": "1600"}, SALARIES | {"amount": "1100"}, WORKS])
    take(drafter, budget, "submit")
    page = head.get(f"/budgets/{budget.pk}/").content.decode().split('id="compared"')[1]
    assert "1,000.00" in page
    assert "1,100.00" in page
    first, second = budget.submissions.order_by("id")
    page = head.get(f"/budgets/{budget.pk}/?from={second.pk}&to={first.pk}").content.decode().split('id="compared"')[1]
    assert page.index("1,100.00") < page.index("1,000.00")


def test_the_department_passes_the_approval_on(budget: Budget, login: Callable[[str], Client]) -> None:
    Budget.objects.filter(pk=budget.pk).update(stage=Stage.APPROVED, approved_on=date(2026, 2, 1))
    department = login("department")
    assert "等您办理" in department.get("/").content.decode()
    take(department, budget, "issue")
    assert budget.issued_on is not None
    assert budget.approved_on == date(2026, 2, 1)
    assert "等您办理" not in department.get("/").content.decode()
    version = budget.version
    take(department, budget, "issue")
    assert budget.version == version


def test_the_days_of_the_law(world: World, budget: Budget) -> None:
    assert {name: term.days for name, term in terms().items()} == {
        **{"approve": 20, "issue": 15, "publish": 20, "publish_unit": 20, "publish_adjusted": 20}
    }
    cycle = budget.cycle
    assert of_cycle(cycle)[2].due is None
    cycle.congress_on = date(2026, 1, 20)
    deadline = of_cycle(cycle)[2]
    assert deadline.due == date(2026, 2, 9)
    assert [deadline.is_late(deadline.due + timedelta(days=more)) for more in (0, 1)] == [False, True]
    budget.approved_on = date(2026, 2, 5)
    issue, publish = of_budget(budget)
    assert (issue.due, publish.due) == (date(2026, 2, 20), date(2026, 2, 25))
    budget.issued_on = date(2026, 2, 21)
    issue, publish = of_budget(budget)
    assert issue.is_late(date(2026, 2, 21))
    assert publish.due == date(2026, 3, 13)


def test_progress_of_departments(world: World, login: Callable[[str], Client]) -> None:
    budgets = [world.budget(unit) for unit in world.units]
    Cycle.objects.update(request_due=date(2020, 1, 1))
    Budget.objects.filter(pk=budgets[0].pk).update(stage=Stage.REQUEST_FINANCE)
    Budget.objects.filter(pk=budgets[2].pk).update(stage=Stage.APPROVED, approved_on=date(2026, 1, 5))
    Budget.objects.filter(pk=budgets[3].pk).update(stage=Stage.APPROVED, approved_on=date(2026, 1, 9), errors=1)
    page = login("finance").get("/progress/").content.decode()
    rows = page.split("<tbody>")[2]
    assert rows.count("已逾期") == 1
    assert "2026-01-29" in rows
    assert "甲局" not in login("head2").get("/progress/").content.decode()
    cycle = Cycle.objects.get()
    form = {"request_due": "2025-09-01", "draft_due": "2025-12-01", "congress_on": "2026-01-20"}
    login("finance").post(f"/progress/{cycle.pk}/terms/", form)
    assert "2026-02-09" in login("department").get("/progress/").content.decode()
    login("finance").post(f"/progress/{cycle.pk}/terms/", form | {"draft_due": "2025-08-01"})
    cycle.refresh_from_db()
    assert cycle.draft_due == date(2025, 12, 1)


@pytest.mark.parametrize("what", ["line", "submission"])
def test_the_database_keeps_what_was_approved(what: str, budget: Budget, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    save(client, budget, [REVENUE, SALARIES, WORKS])
    take(client, budget, "submit")
    Budget.objects.filter(pk=budget.pk).update(stage=Stage.APPROVED)
    rows: Any = budget.lines if what == "line" else budget.submissions
    for change in (rows.all().delete, lambda: rows.update(**({"amount": 1} if what == "line" else {"sha256": ""}))):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert grid(of_lines(budget.lines.all()))[2]["amount"] == "500.00"
