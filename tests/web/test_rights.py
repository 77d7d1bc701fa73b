"""Every address × every role, as the table says; and no address outside the table."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from gouji.web.accounts.gate import PUBLIC
from gouji.web.accounts.rights import READING, RIGHTS, Role
from gouji.web.accounts.table import Page, pages
from gouji.web.journal.models import Event
from gouji.web.projects.models import Theme
from gouji.web.publication.models import Version
from gouji.web.review.models import Document
from tests.web.world import World

PAGES = pages()
GUARDED = [page for page in PAGES if page.admits != PUBLIC]
PAIRS = [pytest.param(page, role, id=f"{page.name}-{role.value}") for page in GUARDED for role in Role]
POSTS = {
    *("finding", "document-step", "document-assign", "assign", "withdraw", "reset-password"),
    *("offices-import-step", "queue-again"),
    *("budget-standards-save", "budget-take", "budget-carry-over", "budget-balance", "budget-remark", "budget-answer"),
    *("adjust", "adjustment-check", "adjustment-save", "adjustment-step", "end-standard"),
    *("monitoring-tell", "evaluation-begin", "evaluation-save", "evaluation-step"),
    *("project-step", "plan-check", "plan-save", "target-check", "target-save"),
    *("publication-publish", "adjusted-publish", "publication-notes-check"),
    *("evaluation-publish", "evaluation-withdraw"),
    *("budget-save", "budget-check", "budget-preview", "budget-bring-in", "budget-ceilings", "budget-step"),
}
FILES = {
    *("document-report", "document-json", "document-sheet", "document-file", "publication-ledger"),
    *("evaluation-xlsx", "evaluation-docx", "evaluation-html"),
    *("offices-import-preview", "offices-import-file", "queue-again"),
}
"""What is only there later (a document checked, an evaluation accepted): 404 says that the gate was passed."""


def address(page: Page, world: World, document: Document) -> str:
    account = world.users["drafter2"] if "withdraw" in page.name else world.users["drafter"]
    values = {
        "document": document.pk,
        "finding": document.findings.get(position=1).pk,
        "account": account.pk,
        "office": (world.units if page.name == "staff" else world.departments)[0].pk,
        "assignment": account.assignments.get().pk,
        "budget": world.budget(world.units[0]).pk,
        "project": world.project(world.units[0]).pk,
        "theme": Theme.objects.get_or_create(department=world.departments[0], name="专项")[0].pk,
        "year": 2026,
        "adjustment": world.adjustment(world.units[0]).pk,
        "standard": world.standard().pk,
        "cycle": world.budget(world.units[0]).cycle_id,
        "remark": 0,
        "evaluation": world.evaluation(world.units[0]).pk,
        "import": world.office_import().pk,
        "department": world.departments[0].pk,
        "version": _version(world).pk,
    }

    def value(match: re.Match[str]) -> str:
        if match[1] != "pk":
            return str(values[match[1]])
        folder = page.path.split("/")[1]
        if "/versions/" in page.path:
            return str(values["version"])
        if "/import/" in page.path:
            return str(values["import"])
        folders = {"documents": "document", "findings": "finding", "accounts": "account", "budgets": "budget"}
        folders |= {"projects": "project", "themes": "theme", "adjustments": "adjustment", "standards": "standard"}
        folders["evaluations"] = "evaluation"
        folders["progress"] = "cycle"
        return str(values[folders.get(folder, "office")])

    return re.sub(r"<int:(\w+)>", value, page.path.replace("<slug:kind>", "review"))


def _version(world: World) -> Version:
    """A version that was refused, so that it has no files."""
    return Version.objects.get_or_create(
        department=world.departments[0],
        cycle=world.budget(world.units[0]).cycle,
        defaults={
            "state": "refused",
            "template": "generic",
            "approved_on": date(2026, 2, 1),
            "asked_by": world.users["publisher"],
            "ledger": "0" * 64,
        },
    )[0]


def ask(client: Client, page: Page, path: str) -> int:
    response = client.post(path, {}) if page.name in POSTS else client.get(path)
    return response.status_code


def test_every_view_says_whom_it_is_for() -> None:
    assert [page.path for page in PAGES if page.admits is None] == []
    assert len({page.name for page in PAGES}) == len(PAGES), "a name stands twice"


@pytest.mark.parametrize(("page", "role"), PAIRS)
def test_allowed_or_refused(page: Page, role: Role, world: World, login: Callable[[str], Client]) -> None:
    document = world.document(world.units[0])
    before = Event.objects.filter(action="refused").count()
    status = ask(login(role.value), page, address(page, world, document))
    refused = Event.objects.filter(action="refused").count() - before
    if page.is_for(role):
        assert status in ({404} if page.name in FILES else {200, 302, 400}), status
    else:
        assert status == 403
        assert refused == 1, "a refusal is logged"


@pytest.mark.parametrize("page", GUARDED, ids=lambda page: page.name)
def test_nobody_gets_in_without_logging_in(page: Page, world: World) -> None:
    path = address(page, world, world.document(world.units[0]))
    response = Client().get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.HEAD, Role.DEPARTMENT, Role.PUBLISHER])
def test_what_lies_elsewhere_does_not_exist(role: Role, world: World, login: Callable[[str], Client]) -> None:
    document = world.document(world.units[0])
    client = login(role.value + "2")
    for page in GUARDED:
        mine = ("/documents/<", "/findings/<", "/budgets/<", "/projects/<", "/adjustments/<", "/publications/<")
        if page.path.startswith(mine) and page.is_for(role):
            assert ask(client, page, address(page, world, document)) == 404, page.path
    assert "预算.txt" not in client.get("/documents/").content.decode()


def test_an_auditor_can_change_nothing() -> None:
    assert {right for right, roles in RIGHTS.items() if Role.AUDITOR in roles} <= READING


def test_an_administrator_sees_no_documents() -> None:
    assert {right.value for right, roles in RIGHTS.items() if Role.ADMINISTRATOR in roles} == {
        "accounts.manage",
        "offices.read",
        "queue.read",
        "queue.retry",
    }
