"""What a process is killed at after the budget was published: an adjustment's approval, self-evaluations, and the
publication of both (see :mod:`tests.web.killing`)."""

from __future__ import annotations

from typing import Any

DEATHS = [
    ("publication.published", "1", "after", "publish"),
    ("adjustment.approve", "1", "during", "approve"),
    ("adjustment.approve", "1", "after", "approve"),
    ("evaluation.accept", "1", "during", "accept"),
    ("evaluation.accept", "1", "after", "accept"),
    ("publication.asked", "1", "during", "ask-adjusted"),
    ("publication.asked", "1", "after", "ask-adjusted"),
    ("publication.asked", "2", "during", "ask-evaluations"),
    ("publication.asked", "2", "after", "ask-evaluations"),
    ("publication.published", "1", "during", "make"),
    ("publication.published", "2", "during", "make"),
    ("publication.published", "1", "after", "make-on"),
    ("publication.withdrawn", "1", "during", "withdraw"),
    ("publication.withdrawn", "1", "after", "withdraw"),
]
"""Action, which of them, when, what is being done."""


def fill() -> None:
    """An adjustment that waits for its approval; one self-evaluation that is offered, one that is accepted."""
    from django.utils import timezone

    from gouji.web.accounts.models import User
    from gouji.web.cycle.models import Adjustment, AdjustmentLine, Budget
    from gouji.web.performance.models import Evaluation
    from gouji.web.projects.models import Project

    drafter = User.objects.get(username="jingban")
    budget = Budget.objects.filter(unit__code__startswith="101").order_by("unit__code")[0]
    adjustment = Adjustment.objects.create(
        budget=budget, number=1, reason="办公用品涨价", basis="批复1号", by=drafter, stage="finance"
    )
    moved = (("30101", "basic/personnel", -1_000_000), ("30201", "basic/operating", 1_000_000))
    for position, (economic, use, amount) in enumerate(moved):
        AdjustmentLine.objects.create(
            adjustment=adjustment,
            position=position,
            side="expenditure",
            function="2010501",
            economic=economic,
            use=use,
            fund="general_public_budget",
            origin="current",
            amount=amount,
        )
    indicator = {"level1": "产出指标", "level2": "数量指标", "name": "登记户数", "value": "≥100户", "weight": "90"}
    for name, state in (("普查", "offered"), ("抽样调查", "accepted")):
        Evaluation.objects.create(
            project=Project.objects.create(unit=budget.unit, name=name, first_year=2026, last_year=2026),
            year=2026,
            state=state,
            accepted_at=timezone.now() if state == "accepted" else None,
            budget=50_000_000,
            paid=50_000_000,
            objective="完成登记。",
            achieved="已完成。",
            total=10_000,
            indicators=[indicator | {"actual": "120户", "reason": "新增住户"}],
        )


def publish() -> None:
    """The budget; nothing of it was half saved."""
    from gouji.web.publication.models import Amount, Current, File, Passage, Version
    from tests.web.killing import work

    assert Version.objects.get().state == "waiting"
    for model in (File, Amount, Passage, Current):
        assert not model._default_manager.exists(), model
    work()


def approve() -> None:
    """The adjustment, as if nobody had begun."""
    from gouji.web.cycle.models import Adjustment
    from tests.web.killing import client

    one = Adjustment.objects.get()
    assert (one.stage, one.approved_on) == ("finance", None)
    client("caizheng").post(f"/adjustments/{one.pk}/step/", {"step": "approve", "version": one.version})


def accept() -> None:
    """The self-evaluation that is offered."""
    from gouji.web.performance.models import Evaluation
    from tests.web.killing import client

    one = Evaluation.objects.get(project__name="普查")
    assert (one.state, one.accepted_at) == ("offered", None)
    client("bumen").post(f"/evaluations/{one.pk}/step/", {"step": "accept", "version": one.version})


def _place() -> str:
    from gouji.web.cycle.models import Cycle
    from gouji.web.organisation.models import Office

    return f"/publications/{Cycle.objects.get().pk}/{Office.objects.get(code='101').pk}/"


def _versions(kind: str) -> Any:
    from gouji.web.publication.models import Version

    return Version.objects.filter(kind=kind).order_by("pk")


def ask_adjusted() -> None:
    """For the publication of the adjusted budget."""
    from tests.web.killing import client

    assert not _versions("adjusted_budget").exists()
    client("gongkai").post(f"{_place()}adjusted/publish/", {"explanation": "办公用品涨价。", "reason": ""})


def ask_evaluations() -> None:
    """For that of both self-evaluations."""
    from gouji.web.performance.models import Evaluation
    from tests.web.killing import client

    assert not _versions("evaluation").exists(), "all or none"
    chosen = list(Evaluation.objects.values_list("pk", flat=True))
    client("gongkai").post(f"{_place()}evaluations/publish/", {"evaluation": chosen})


def make() -> None:
    """What was asked for."""
    from tests.web.killing import work

    work()


def make_on() -> None:
    """One was made, the one after it was being made."""
    from gouji.web.publication.models import File
    from tests.web.killing import work

    found = (*_versions("adjusted_budget"), *_versions("evaluation"))
    assert sorted(one.state for one in found) == ["published", "waiting", "waiting"]
    for one in found:
        assert File.objects.filter(version=one).exists() is (one.state == "published")
        assert hasattr(one, "current") is (one.state == "published")
    work()


def withdraw() -> None:
    """The self-evaluation that was published first."""
    from gouji.web.publication.models import Current
    from tests.web.killing import client, work

    work()
    shown = Current.objects.filter(kind="evaluation").order_by("version")
    assert shown.count() == 2
    one = shown[0]
    form = {"number": 1, "reason": "写错"}
    client("gongkai").post(f"{_place()}evaluations/{one.evaluation_id}/withdraw/", form)


DOINGS = {
    "publish": publish,
    "approve": approve,
    "accept": accept,
    "ask-adjusted": ask_adjusted,
    "ask-evaluations": ask_evaluations,
    "make": make,
    "make-on": make_on,
    "withdraw": withdraw,
}


def look() -> None:
    """All of it was done once, and once only."""
    from gouji.web.cycle.models import Adjustment
    from gouji.web.journal.models import Event
    from gouji.web.performance.models import Evaluation
    from gouji.web.publication.models import Current, Job, Version
    from tests.web.killing import client

    assert Adjustment.objects.get().stage == "approved"
    assert set(Evaluation.objects.values_list("state", flat=True)) == {"accepted"}
    assert {one.kind for one in Current.objects.all()} == {"budget", "adjusted_budget", "evaluation"}
    assert Current.objects.count() == 3, "one self-evaluation was withdrawn"
    assert [one.number for one in _versions("adjusted_budget")] == [1]
    assert sorted(one.number for one in _versions("evaluation")) == [1, 1, 2]
    # Once more, all of it: nothing is there twice.
    adjustment, evaluation = Adjustment.objects.get(), Evaluation.objects.get(project__name="普查")
    client("caizheng").post(f"/adjustments/{adjustment.pk}/step/", {"step": "approve", "version": adjustment.version})
    client("bumen").post(f"/evaluations/{evaluation.pk}/step/", {"step": "accept", "version": evaluation.version})
    shown = Current.objects.get(kind="evaluation").evaluation_id
    client("gongkai").post(f"{_place()}adjusted/publish/", {"explanation": "办公用品涨价。", "reason": ""})
    client("gongkai").post(f"{_place()}evaluations/publish/", {"evaluation": [shown], "reason": "再来"})
    gone = _versions("evaluation").get(withdraws=True).evaluation_id
    client("gongkai").post(f"{_place()}evaluations/{gone}/withdraw/", {"number": 1, "reason": "再来"})
    assert Version.objects.count() == 5
    assert not Job.objects.filter(done_at=None).exists()
    once = {"adjustment.approve": 1, "evaluation.accept": 1, "publication.published": 4, "publication.withdrawn": 1}
    for action, number in {**once, "publication.asked": 4}.items():
        assert Event.objects.filter(action=action).count() == number, action
