"""While a budget is typed: nothing is found in a sound one, and each wrong thing at its cell or words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from django.test import Client

from gouji.tabulating import templates
from gouji.web.cycle.models import Budget, Stage
from gouji.web.organisation.figures import save_staff
from gouji.web.projects.models import Project, TargetIndicator
from tests.web.drafted import Drafted, drafted
from tests.web.world import World

Wrong = Callable[[Drafted], Any]
"""Spoils a draft; gives where that is found: (line, field), or the words of the text."""


@pytest.mark.parametrize("seed", range(6))
def test_a_sound_draft_shows_nothing(seed: int, world: World, login: Callable[[str], Client]) -> None:
    template = templates()[seed % len(templates())]
    features = ("carried_over", "own_funds", "government_fund", "state_capital")[: seed % 5]
    draft = drafted(world, seed, template, 3 + seed % 5, features)
    assert draft.checked(login("drafter")) == []
    body = {"version": draft.budget.version, "rows": draft.rows, "more": {"note": draft.note}}
    client = login("drafter")
    answer = client.post(f"/budgets/{draft.budget.pk}/lines/", body, content_type="application/json")
    assert answer.json()["problems"] == []
    draft.budget.refresh_from_db()
    assert (draft.budget.errors, draft.budget.note) == (0, draft.note.strip())


def _set(draft: Drafted, line: int, field: str, text: str) -> tuple[int, str]:
    draft.rows[line][field] = text
    return line, field


def _more(draft: Drafted, line: int, yuan: int = 1000) -> tuple[int, str]:
    amount = float(draft.rows[line]["amount"]) + yuan
    return _set(draft, line, "amount", f"{amount:.2f}")


def _replaced(draft: Drafted, pattern: str, new: str) -> str:
    """The first place of the pattern's group in the text says something else."""
    match = re.search(pattern, draft.note)
    assert match is not None, pattern
    draft.note = draft.note[: match.start(1)] + new + draft.note[match.end(1) :]
    return new


def _unbalanced(draft: Drafted) -> tuple[int, str]:
    _more(draft, draft.line(side="支出", origin="本年"))
    return draft.line(side="收入", origin="本年"), "amount"


def _over(draft: Drafted) -> tuple[int, str]:
    at = _more(draft, draft.line(use="公用经费"))
    draft.balance()
    return at


def _stale(draft: Drafted) -> str:
    """A line is changed and its revenue follows; what is said of the whole is not."""
    _more(draft, draft.line(use="公用经费"), 30_000)
    draft.balance()
    match = re.search(r"支出预算([\d,.]+)万元", draft.note)
    assert match is not None
    return match[1]


def _plan(draft: Drafted) -> tuple[int, str]:
    name = Project.objects.order_by("pk")[0].name
    at = _more(draft, draft.line(project=name, origin="本年"), 100)
    draft.balance()
    return at


def _left(draft: Drafted) -> tuple[int, str]:
    at = _more(draft, draft.line(origin="上年结转", side="支出"), 10_000_000)
    draft.balance()
    return at


def _cost(draft: Drafted) -> tuple[int, str]:
    project = Project.objects.order_by("pk")[0]
    target = project.targets.get()
    TargetIndicator.objects.create(
        target=target,
        position=99,
        level1="成本指标",
        level2="经济成本指标",
        name="总成本",
        value="≤99999万元",
        weight="0",
    )
    return draft.line(project=project.name), "project"


def _nobody_retired(draft: Drafted) -> tuple[int, str]:
    save_staff(None, draft.budget.unit, date(2025, 9, 1), {"administrative": (9, 9)})
    return draft.line(economic="30302"), "amount"


def _closed(draft: Drafted) -> tuple[int, str]:
    project = Project.objects.order_by("pk")[0]
    Project.objects.filter(pk=project.pk).update(state="draft")
    return draft.line(project=project.name), "project"


WRONG: dict[str, tuple[Wrong, str]] = {
    "revenue is not what is spent": (_unbalanced, "收支不平衡"),
    "over the ceiling": (_over, "超过控制数"),
    "an amount that is none": (lambda d: _set(d, 3, "amount", "1.234"), "两位小数"),
    "a function that is none": (lambda d: _set(d, d.line(use="公用经费"), "function", "2999999"), "不在科目表中"),
    "a function that is too coarse": (lambda d: _set(d, d.line(use="公用经费"), "function", "20103"), "列到项级"),
    "pay as operating expenses": (lambda d: _set(d, d.line(economic="30101"), "use", "公用经费"), "属于人员经费"),
    "a reception without its word": (lambda d: _set(d, d.line(economic="30217"), "tags", ""), "应同时计入公务接待费"),
    "a reception under another item": (lambda d: _set(d, d.line(economic="30217"), "economic", "30201"), "应是 30217"),
    "goods and services at once": (
        lambda d: _set(d, d.line(use="项目支出"), "tags", "采购货物、采购服务"),
        "不能同时是",
    ),
    "a project nobody knows": (lambda d: _set(d, d.line(use="项目支出"), "project", "没有的项目"), "不在项目库中"),
    "a project not stored": (_closed, "还没有入库"),
    "a project beside its plan": (_plan, "的计划 2026 年安排"),
    "more left than there was": (_left, "超过它上年的预算"),
    "a cost above the amount": (_cost, "成本指标"),
    "pensions for nobody": (_nobody_retired, "没有登记这类离退休人员"),
    "a total that is stale": (_stale, "按勾稽关系应为"),
    "a total": (lambda d: _replaced(d, r"支出预算([\d,.]+)万元", "9999.99"), "按勾稽关系应为"),
    "a change on last year": (
        lambda d: _replaced(d, r"支出预算.*?比2025年[^\d]*([\d,.]+)万元", "77.77"),
        "按勾稽关系应为",
    ),
    "a share": (lambda d: _replaced(d, r"占([\d.]+)%", "12.34"), "与金额不符"),
    "三公 in words": (lambda d: _replaced(d, r"公务接待费[^\d。]*([\d,.]+)万元", "88.88"), "按勾稽关系应为"),
    "procurement in words": (lambda d: _replaced(d, r"政府采购预算[^\d。]*([\d,.]+)万元", "66.66"), "应"),
    "the wrong year": (lambda d: _replaced(d, r"支出预算[^。]*?比(2025)年", "2023") and "2023", "年"),
    "a word": (lambda d: _replaced(d, "(国有资本经营预算)", "国有资产经营预算"), "应为"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_each_wrong_thing_is_found_where_it_is(name: str, world: World, login: Callable[[str], Client]) -> None:
    spoil, words = WRONG[name]
    draft = drafted(world, 5, projects=6)
    client = login("drafter")
    assert draft.checked(client) == []
    where = spoil(draft)
    found = [one for one in draft.checked(client) if words in one["message"]]
    if isinstance(where, str):
        meant = [one for one in found if one["text"] == "note"]
        assert any(where in draft.note[one["start"] : one["end"]] for one in meant), found
        assert all(one["words"] == draft.note[one["start"] : one["end"]] for one in meant)
    else:
        line, field = where
        assert any((one["row"], one["field"]) == (line, field) or line in one["also"] for one in found), found


def test_any_digit_of_the_text_is_found(world: World, login: Callable[[str], Client]) -> None:
    """Whichever template the text is of, whatever the digit."""
    draft, random = drafted(world, 11, "jilin"), Random(1)
    client, sound = login("drafter"), draft.note
    for match in random.sample(list(re.finditer(r"\d+\.\d\d(?=万元)", sound)), 12):
        if not match.group().strip("0."):
            continue
        place = match.start()
        draft.note = sound[:place] + str((int(sound[place]) + 4) % 10 or 7) + sound[place + 1 :]
        found = draft.checked(client)
        assert any(one["start"] <= place < one["end"] for one in found if one["text"] == "note"), match.group()


def test_words_that_are_wrong_keep_a_budget_back(world: World, login: Callable[[str], Client]) -> None:
    draft = drafted(world, 3)
    client = login("drafter")
    _replaced(draft, r"支出预算([\d,.]+)万元", "9999.99")
    body = {"version": draft.budget.version, "rows": draft.rows, "more": {"note": draft.note}}
    client.post(f"/budgets/{draft.budget.pk}/lines/", body, content_type="application/json")
    draft.budget.refresh_from_db()
    assert draft.budget.errors > 0
    form = {"step": "submit", "text": "", "version": draft.budget.version}
    assert "须先更正" in client.post(f"/budgets/{draft.budget.pk}/step/", form, follow=True).content.decode()
    assert draft.budget.stage == Stage.DRAFTING


def test_what_was_said_is_submitted_and_kept(world: World, login: Callable[[str], Client]) -> None:
    draft = drafted(world, 3)
    client = login("drafter")
    body = {"version": draft.budget.version, "rows": draft.rows, "more": {"note": draft.note}}
    client.post(f"/budgets/{draft.budget.pk}/lines/", body, content_type="application/json")
    client.post(
        f"/budgets/{draft.budget.pk}/step/", {"step": "submit", "text": "", "version": draft.budget.version + 1}
    )
    submission = draft.budget.submissions.get()
    assert submission.note == draft.note.strip()
    page = login("head").get(f"/budgets/{draft.budget.pk}/").content.decode()
    assert draft.note.splitlines()[2][:20] in page
    event = login("auditor").get("/log/?action=budget.saved").content.decode()
    assert "编报说明" in event


def test_two_say_different_things(world: World, login: Callable[[str], Client]) -> None:
    draft = drafted(world, 3)
    client = login("drafter")
    for text in ("支出另有说明。", "收入另有说明。"):
        body = {"version": 1, "rows": draft.rows, "base": draft.rows, "more": {"note": text}}
        answer = client.post(f"/budgets/{draft.budget.pk}/lines/", body, content_type="application/json")
    assert answer.status_code == 409
    assert "支出另有说明" in answer.json()["problems"][0]["message"]
    assert Budget.objects.get(pk=draft.budget.pk).note == "支出另有说明。"
