"""Approved adjustments in the small world, and their publication."""

from __future__ import annotations

from datetime import date

from django.test import Client

from gouji.web.cycle.models import Adjustment, AdjustmentLine, AdjustmentStage, Budget
from gouji.web.organisation.models import Office
from gouji.web.publication.models import Kind, Version
from tests.web.published import GENERAL, address, approve, publish, work, write_notes
from tests.web.world import World

ADJUSTED_ON = date(2026, 8, 3)
Line = tuple[str, str, str, str, str, str, int]
FROM_RECEPTIONS: tuple[Line, ...] = (
    ("expenditure", "2010301", "30217", "basic/operating", "", "three_public/reception", -500_000),
    ("expenditure", "2010302", "", "project", "档案整理", "", 500_000),
)
"""5,000 元 of receptions for the project."""
MORE: tuple[Line, ...] = (
    ("revenue", "", "", "", "", "", 2_000_000),
    ("expenditure", "2010302", "", "project", "系统迁移", "", 2_000_000),
)
"""20,000 元 more, for a new project."""


def adjust(
    world: World,
    unit: Office,
    lines: tuple[Line, ...] = FROM_RECEPTIONS,
    *,
    on: date = ADJUSTED_ON,
    reason: str = "项目扩面，由接待费调剂",
    stage: AdjustmentStage = AdjustmentStage.APPROVED,
) -> Adjustment:
    """An adjustment of a unit's budget, by default approved."""
    budget = Budget.objects.get(unit=unit)
    made = Adjustment.objects.create(
        budget=budget,
        number=budget.adjustments.count() + 1,
        reason=reason,
        basis="批复〔2026〕1号",
        by=world.users["drafter"],
    )
    for position, (side, function, economic, use, project, tags, amount) in enumerate(lines):
        AdjustmentLine.objects.create(
            adjustment=made,
            position=position,
            side=side,
            function=function,
            economic=economic,
            use=use,
            fund=GENERAL,
            origin="current",
            project=project,
            tags=tags,
            amount=amount,
        )
    approved = stage == AdjustmentStage.APPROVED
    Adjustment.objects.filter(pk=made.pk).update(stage=stage, approved_on=on if approved else None)
    return made


def published_budget(world: World, publisher: Client) -> Version:
    """Both units' budgets approved, the department's published."""
    for unit in world.units[:2]:
        approve(world, unit)
    write_notes(publisher, world)
    version = publish(publisher, world)
    assert version.number == 1, version.problem
    return version


def publish_adjusted(client: Client, world: World, explanation: str = "项目扩面。", reason: str = "") -> Version | None:
    """Ask for the adjusted budget and have it made; the newest attempt, None where there was none."""
    form = {"explanation": explanation, "reason": reason}
    client.post(address(world) + "adjusted/publish/", form, follow=True)
    work()
    return Version.objects.filter(department=world.departments[0], kind=Kind.ADJUSTED).first()
