"""The queue of every kind of work together, and its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.utils import timezone

from gouji.web.base import queue
from gouji.web.journal.models import Event
from gouji.web.organisation import imports
from gouji.web.organisation.models import Job as ImportJob
from gouji.web.review.models import Document, Job, State, enqueue
from tests.web.books import book_of
from tests.web.world import World

Login = Callable[[str], Client]


def test_the_kinds_take_turns(world: World) -> None:
    """Three hundred documents do not keep an import waiting, nor imports a document."""
    for _ in range(2):
        enqueue(world.document(world.units[0], State.WAITING))
        imports.ask(world.users["finance"], world.region, date(2026, 1, 1), "机构.xlsx", book_of([]))
    taken: list[type[queue.OpenJob]] = []
    while (job := queue.claim("w", taken[-1] if taken else None)) is not None:
        taken.append(type(job))
    assert taken in ([Job, ImportJob] * 2, [ImportJob, Job] * 2)


def test_what_waits_runs_failed_and_was_done(world: World, login: Login) -> None:
    waiting, running, failed, done = (world.document(unit, State.WAITING) for unit in world.units)
    for document in (waiting, running, failed, done):
        document.name = f"第{document.pk}号.txt"
        document.save()
        enqueue(document)
    Job.objects.filter(document=running).update(beat_at=timezone.now(), worker="w", attempts=1)
    Job.objects.filter(document__in=(failed, done)).update(done_at=timezone.now())
    Document.objects.filter(pk=failed.pk).update(state=State.FAILED, problem="这份文件读不了。")
    Document.objects.filter(pk=done.pk).update(state=State.CHECKED)
    page = login("finance").get("/queue/").content.decode()
    parts = {heading: page.index(f">{heading}</h2>") for heading in ("没有成功", "正在处理", "等待处理", "最近完成")}
    for document, heading in ((waiting, "等待处理"), (running, "正在处理"), (failed, "没有成功"), (done, "最近完成")):
        place = page.index(str(document))
        assert max((name for name in parts if parts[name] < place), key=parts.__getitem__) == heading
    assert "这份文件读不了。" in page


def test_a_failed_document_is_tried_again_once(world: World, login: Login) -> None:
    document = world.document(world.units[0], State.FAILED)
    job = Job.objects.create(document=document, done_at=timezone.now())
    client = login("administrator")
    assert login("auditor").post(f"/queue/review/{job.pk}/again/").status_code == 403
    assert client.post(f"/queue/review/{job.pk}/again/").status_code == 302
    assert client.post(f"/queue/review/{job.pk}/again/").status_code == 404, "it is no failure any more"
    document.refresh_from_db()
    assert document.state == State.WAITING
    assert Job.objects.filter(document=document, done_at=None).count() == 1
    assert Event.objects.filter(action="document.again", user=world.users["administrator"]).count() == 1


def test_a_publication_is_asked_for_anew_by_who_may(world: World, login: Login) -> None:
    from gouji.web.publication.models import Job as Making
    from gouji.web.publication.models import Version

    version = Version.objects.create(
        cycle=world.budget(world.units[0]).cycle,
        department=world.departments[0],
        template="generic",
        state="refused",
        problem="核对发现 2 处错误，没有公开：\n其一",
        approved_on=date(2026, 2, 1),
        asked_by=world.users["publisher"],
        ledger="0" * 64,
    )
    job = Making.objects.create(version=version, done_at=timezone.now())
    client = login("finance")
    assert "核对发现 2 处错误" in client.get("/queue/").content.decode()
    assert "重新申请" in client.post(f"/queue/publication/{job.pk}/again/", follow=True).content.decode()
    version.refresh_from_db()
    assert version.state == "refused"


def test_what_is_of_another_region_is_nobodys_business(world: World, login: Login) -> None:
    from gouji.web.organisation.models import Office

    elsewhere = Office.objects.create(level="region", name="别的市")
    document = world.document(elsewhere, State.FAILED)
    job = Job.objects.create(document=document, done_at=timezone.now())
    client = login("administrator")
    assert "别的市" not in client.get("/queue/").content.decode()
    assert client.post(f"/queue/review/{job.pk}/again/").status_code == 404
    assert client.post(f"/queue/nothing/{job.pk}/again/").status_code == 404
