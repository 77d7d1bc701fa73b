"""A unit's draft as it should be, made of a simulated ledger: lines, ceilings, projects with plans and targets, people,
last year's budget, and a text that states its figures. Nothing is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.test import Client

from gouji.ledgers import simulate
from gouji.model.ledger import Fact, Ledger
from gouji.model.publication import Heading, TextBlock
from gouji.tabulating import tabulate
from gouji.web.cycle.checks import spent
from gouji.web.cycle.models import Budget, Ceiling, Cycle, Line, Stage
from gouji.web.cycle.rows import Row, grid
from gouji.web.organisation.figures import save_staff
from gouji.web.organisation.models import Office
from gouji.web.projects.models import PlanLine, Project, Target, TargetIndicator
from gouji.web.projects.models import State as ProjectState
from tests.web.world import World

Typed = list[dict[str, str]]


@dataclass
class Drafted:
    """``rows`` as typed and ``note`` may be changed before they are checked."""

    budget: Budget
    rows: Typed
    note: str
    staff: dict[str, tuple[int, int]] = field(default_factory=dict)

    def line(self, **wanted: str) -> int:
        """The first line with these words."""
        return next(n for n, row in enumerate(self.rows) if all(row[name] == text for name, text in wanted.items()))

    def balance(self) -> None:
        """Let revenue be what is spent, as people do after a change."""
        from gouji.web.cycle.rows import parsed

        sums: dict[tuple[str, str], int] = {}
        for row in parsed([one for one in self.rows if one["side"] == "支出"]):
            key = grid([row])[0]["fund"], grid([row])[0]["origin"]
            sums[key] = sums.get(key, 0) + row.amount
        for one in self.rows:
            if one["side"] == "收入":
                one["amount"] = f"{sums[one['fund'], one['origin']] / 100:.2f}"

    def checked(self, client: Client) -> list[dict[str, Any]]:
        """What is found while it is typed."""
        body = {"version": self.budget.version, "rows": self.rows, "more": {"note": self.note}}
        answer = client.post(f"/budgets/{self.budget.pk}/check/", json.dumps(body), content_type="application/json")
        return list(answer.json()["problems"])


def ledger_of(seed: int, projects: int, features: Collection[str]) -> Ledger:
    """A unit's ledger; last year's budget had the same projects and “三公”, and a tenth less of the rest."""
    ledger = simulate(seed, 1, projects, features=features)
    this = [fact for fact in ledger.facts if fact.year == ledger.year and fact.side == "expenditure"]
    last = [replace(fact, year=fact.year - 1, amount=_less(fact), origin="current") for fact in this]
    facts = (*this, *last)
    revenue: dict[tuple[int, str, str], int] = {}
    for fact in facts:
        at = fact.year, fact.fund, fact.origin
        revenue[at] = revenue.get(at, 0) + fact.amount
    unit = ledger.units[0]
    coming = [Fact(year, "revenue", unit.id, fund, amount, origin) for (year, fund, origin), amount in revenue.items()]
    merged: dict[Fact, int] = {}
    for fact in (*coming, *facts):
        merged[replace(fact, amount=0)] = merged.get(replace(fact, amount=0), 0) + fact.amount
    facts = tuple(replace(fact, amount=amount) for fact, amount in merged.items())
    return replace(ledger, facts=facts, stated=())


def _less(fact: Fact) -> int:
    keep = fact.project is not None or any(tag.startswith("three_public") for tag in fact.tags)
    return fact.amount if keep else fact.amount * 9 // 10


def _row(fact: Fact, names: dict[str, str]) -> Row:
    return Row(
        fact.side,
        fact.function or "",
        fact.economic or "",
        fact.use or "",
        fact.fund,
        fact.origin,
        names[fact.project] if fact.project else "",
        fact.tags,
        fact.amount,
    )


def drafted(
    world: World, seed: int, template: str = "generic", projects: int = 5, features: Collection[str] = ("carried_over",)
) -> Drafted:
    """Put it into the database; the drafter of the world's first unit is who drafts it."""
    ledger = ledger_of(seed, projects, features)
    unit = world.units[0]
    Office.objects.filter(pk=unit.pk).update(name=ledger.units[0].name)
    unit.refresh_from_db()
    heads = ledger.units[0]
    staff = {
        "administrative": (heads.active_staff or 0, heads.active_staff or 0),
        "retired": (0, heads.retired_staff or 0),
    }
    save_staff(None, unit, date(2025, 6, 30), staff)
    names = {entry.id: entry.name for entry in ledger.projects}
    rows = {year: [_row(fact, names) for fact in ledger.facts if fact.year == year] for year in (2025, 2026)}
    budget = world.budget(unit, Stage.DRAFTING)
    cycle = Cycle.objects.create(
        region=world.region, year=2025, request_due=date(2024, 9, 1), draft_due=date(2024, 12, 1)
    )
    last = Budget.objects.create(cycle=cycle, unit=unit, stage=Stage.DRAFTING)
    for number, row in enumerate(rows[2025]):
        Line.objects.create(budget=last, position=number, **row.stored())
    Budget.objects.filter(pk=last.pk).update(stage=Stage.APPROVED, approved_on=date(2025, 2, 1))
    for (fund, use), amount in spent(rows[2026]).items():
        Ceiling.objects.create(budget=budget, fund=fund, use=use, amount=amount)
    _library(unit, ledger, rows[2026])
    blocks = tabulate(ledger, template).blocks
    text = "\n".join(block.text for block in blocks if isinstance(block, Heading | TextBlock))
    return Drafted(budget, grid(rows[2026]), text, staff)


def _library(unit: Office, ledger: Ledger, rows: list[Row]) -> None:
    for entry, target in zip(ledger.projects, ledger.targets, strict=True):
        project = Project.objects.create(
            unit=unit, name=entry.name, first_year=2026, last_year=2026, state=ProjectState.STORED
        )
        for number, row in enumerate(rows):
            if row.project == entry.name and row.origin == "current":
                stored = {name: row.stored()[name] for name in ("function", "economic", "fund", "tags", "amount")}
                PlanLine.objects.create(project=project, year=2026, position=number, **stored)
        saved = Target.objects.create(project=project, year=2026, objective=target.objective or "")
        for number, one in enumerate(target.indicators):
            texts = {name: getattr(one, name) or "" for name in ("level1", "level2", "name", "explanation", "value")}
            TargetIndicator.objects.create(target=saved, position=number, weight=one.weight or "", **texts)
