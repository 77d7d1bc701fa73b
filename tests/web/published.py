"""Approved budgets in the small world, and what is needed to publish them."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gouji.ledgers.workbook import workbook_bytes
from gouji.model.ledger import DepartmentEntry, Fact, Ledger, UnitEntry
from gouji.web.base import queue
from gouji.web.cycle.models import Budget, Line, Stage
from gouji.web.organisation.models import Office
from gouji.web.publication import making
from gouji.web.publication.forms import REASONS
from gouji.web.publication.last_year import ledger_in_store
from gouji.web.publication.made import Made
from gouji.web.publication.models import Kind, Version
from tests.web.world import World

GENERAL = "general_public_budget"
APPROVED_ON = date(2026, 2, 1)


def approve(world: World, unit: Office, *, project: int = 50_000_000) -> Budget:
    """An approved budget of 2026: salaries 900,000 元, receptions 10,000 元 and a project."""
    budget = world.budget(unit, Stage.APPROVED)
    budget.stage, budget.approved_on = Stage.APPROVED, APPROVED_ON
    budget.save()
    lines = [
        ("revenue", "", "", "", "", "", 91_000_000 + project),
        ("expenditure", "2010301", "30101", "basic/personnel", "", "", 90_000_000),
        ("expenditure", "2010301", "30217", "basic/operating", "", "three_public/reception", 1_000_000),
        ("expenditure", "2010302", "", "project", "档案整理", "", project),
    ]
    budget.lines.all().delete()
    for position, (side, function, economic, use, name, tag, amount) in enumerate(lines):
        Line.objects.create(
            budget=budget,
            position=position,
            side=side,
            function=function,
            economic=economic,
            use=use,
            fund=GENERAL,
            origin="current",
            project=name,
            tags=tag,
            amount=amount,
        )
    return budget


def last_year_book(name: str = "甲局") -> bytes:
    """Last year's ledger as a workbook."""
    facts = (
        Fact(2025, "revenue", "", GENERAL, 250_000_000, inferred=True),
        Fact(
            2025, "expenditure", "", GENERAL, 180_000_000, function="2010301", economic="30101", use="basic/personnel"
        ),
        Fact(2025, "expenditure", "", GENERAL, 70_000_000, function="2010302", use="project"),
    )
    return workbook_bytes(Ledger(DepartmentEntry(name, 2025), (UnitEntry("1", "上年单位"),), (), _of_unit(facts)))


def _of_unit(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    from dataclasses import replace

    return tuple(replace(fact, unit="1", inferred=True) for fact in facts)


def address(world: World, number: int = 0) -> str:
    """Of the publication of a department."""
    cycle = world.budget(world.units[0]).cycle
    return f"/publications/{cycle.pk}/{world.departments[number].pk}/"


def write_notes(
    client: Client, world: World, number: int = 0, version: int = 0, functions: str = "负责档案管理。\n负责统计。"
) -> str:
    """Fill in the notes; gives the page that follows."""
    book = SimpleUploadedFile("上年.xlsx", last_year_book())
    form = notes_form() | {"functions": functions, "version": version, "book": book}
    return client.post(address(world, number) + "notes/", form, follow=True).content.decode()


def notes_form() -> dict[str, object]:
    """What is written, as its page sends it."""
    form: dict[str, object] = {
        "functions": "负责档案管理。\n负责统计。",
        "institutions": "办公室\n人事处",
        "version": 0,
        "asset:as_of": "2025年12月31日",
        "asset:vehicles": 3,
        "asset:equipment": 2,
        "asset:vehicles_planned": 0,
        "asset:equipment_planned": 1,
    }
    return form | {f"reason:{name}": "主要是项目增加" for name in REASONS}


_MADE: dict[Ledger, Made] = {}
_made_of = making.made_of


def made_once(version: Version) -> Made:
    """What is made of a ledger, made once for all tests: writing and reading back take seconds."""
    ledger = ledger_in_store(version.ledger)
    if ledger not in _MADE:
        _MADE[ledger] = _made_of(version)
    return _MADE[ledger]


def work() -> None:
    """Do every job that waits."""
    while (job := queue.claim("test")) is not None:
        job.work()


def publish(client: Client, world: World, number: int = 0, reason: str = "") -> Version:
    """Ask for publication and have it made."""
    client.post(address(world, number) + "publish/", {"template": "generic", "reason": reason}, follow=True)
    work()
    return Version.objects.filter(department=world.departments[number], kind=Kind.BUDGET)[0]
