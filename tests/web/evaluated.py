"""Accepted self-evaluations in the small world, and their publication."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from gouji.web.organisation.models import Office
from gouji.web.performance.models import Evaluation, State
from gouji.web.projects.targets import grid, saved_indicators
from gouji.web.publication.models import Kind, Version
from tests.web.published import address, work
from tests.web.world import World

REACHED = ("1500件", "85%", "95%")


def accepted(world: World, unit: Office, name: str = "档案整理", **changes: Any) -> Evaluation:
    """A self-evaluation of 2026, accepted: 400 of 500 元 paid, one indicator short of its value."""
    project = world.project(unit, name)
    kept = grid(saved_indicators(project.targets.get(year=2026)))
    told = [values | {"actual": REACHED[n], "reason": "" if n else "雨季停工"} for n, values in enumerate(kept)]
    values = {
        "budget": 50_000,
        "paid": 40_000,
        "objective": "完成历年档案的整理和数字化，便于查阅。",
        "achieved": "整理档案1500件。",
        "rate_reason": "合同尾款未付",
        "indicators": told,
        "total": 8550,
        "state": State.ACCEPTED,
        "accepted_at": timezone.now(),
    }
    return Evaluation.objects.update_or_create(project=project, year=2026, defaults=values | changes)[0]


def place(world: World, number: int = 0) -> str:
    """Of the publication of a department's self-evaluations."""
    return address(world, number) + "evaluations/"


def publish_evaluations(client: Client, world: World, *chosen: Evaluation, reason: str = "") -> str:
    """Ask for publication and have it made; the page that follows the wish."""
    form = {"evaluation": [one.pk for one in chosen], "reason": reason}
    page = client.post(place(world) + "publish/", form, follow=True).content.decode()
    work()
    return page


def newest_of(evaluation: Evaluation) -> Version:
    """What was published last of it, or tried."""
    return Version.objects.filter(kind=Kind.EVALUATION, evaluation=evaluation)[0]
