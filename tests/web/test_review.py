"""Handing in, the queue, decisions and their guards."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from gouji.web.base import queue
from gouji.web.journal.models import Event
from gouji.web.review.models import Decision, Document, Finding, Job, State, enqueue
from tests.web.world import World


def hand_in(client: Client, office: int, *files: tuple[str, bytes]) -> str:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/documents/upload/", {"office": office, "files": uploads}, follow=True).content.decode()


def work() -> None:
    while (job := queue.claim("test")) is not None:
        job.work()


def test_a_document_is_checked_and_shown(world: World, login: Callable[[str], Client], sample: bytes) -> None:
    client = login("department")
    assert "正在核对" in hand_in(client, world.departments[0].pk, ("部门预算.txt", sample))
    work()
    document = Document.objects.get()
    assert document.state == State.CHECKED
    assert document.errors
    assert document.proved is not None
    page = client.get(f"/documents/{document.pk}/").content.decode()
    assert document.verdict in page
    assert document.findings.first().message in page  # type: ignore[union-attr]
    report = client.get(f"/documents/{document.pk}/report/")
    assert "sha256-" in report["Content-Security-Policy"]
    assert client.get(f"/documents/{document.pk}/report.json").json()["schema"] == "gouji/report/1"
    sheet = client.get(f"/documents/{document.pk}/sheet.xlsx")
    assert load_workbook(io.BytesIO(sheet.content)).sheetnames
    original = client.get(f"/documents/{document.pk}/file/")
    assert b"".join(original) == sample
    assert original["Content-Disposition"].startswith("attachment")


def test_the_same_file_is_kept_once(world: World, login: Callable[[str], Client], sample: bytes) -> None:
    client = login("department")
    for _ in range(2):
        hand_in(client, world.departments[0].pk, ("部门预算.txt", sample))
    assert Document.objects.count() == Job.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data"), [("预算.pdf", b"MZ\x90\x00" + b"\0" * 80), ("空.txt", b""), ("包.pdf", b"7z\xbc\xaf\x27\x1c00")]
)
def test_the_wrong_kind_is_refused(name: str, data: bytes, world: World, login: Callable[[str], Client]) -> None:
    hand_in(login("department"), world.departments[0].pk, (name, data))
    assert not Document.objects.exists()
    assert Event.objects.filter(action="upload.refused").count() == 1


def test_one_bad_file_does_not_stop_a_batch(world: World, login: Callable[[str], Client], sample: bytes) -> None:
    page = hand_in(login("finance"), world.region.pk, ("坏.exe", b"MZ\x90\x00" + b"\0" * 80), ("好.txt", sample))
    assert "已排队核对" in page
    assert "可执行程序" in page
    assert Document.objects.count() == 1


def test_nothing_is_handed_in_elsewhere(world: World, login: Callable[[str], Client], sample: bytes) -> None:
    hand_in(login("department2"), world.departments[0].pk, ("部门预算.txt", sample))
    assert not Document.objects.exists()


def test_a_document_finds_its_department(world: World, login: Callable[[str], Client], sample: bytes) -> None:
    hand_in(login("finance"), world.region.pk, ("部门预算.txt", sample))
    work()
    document = Document.objects.get()
    assert document.office == world.region
    world.departments[1].name = document.department
    world.departments[1].save()
    Document.objects.update(state=State.WAITING)
    enqueue(document)
    work()
    document.refresh_from_db()
    assert document.office == world.departments[1]


def test_what_cannot_be_read_says_why(world: World, login: Callable[[str], Client]) -> None:
    client = login("department")
    hand_in(client, world.departments[0].pk, ("坏.pdf", b"%PDF-1.7\nnothing"))
    work()
    document = Document.objects.get()
    assert document.state == State.FAILED
    assert document.problem in client.get(f"/documents/{document.pk}/").content.decode()


def test_work_of_a_dead_worker_is_taken_up_again(world: World) -> None:
    enqueue(world.document(world.units[0], State.WAITING))
    assert queue.claim("first") is not None
    assert queue.claim("second") is None, "a job belongs to one worker"
    Job.objects.update(beat_at=timezone.now() - 2 * queue.SILENCE)
    again = queue.claim("second")
    assert again is not None
    assert again.attempts == 2
    assert queue.finish(again)
    assert not queue.finish(again), "a job is finished once"


def test_a_restarted_worker_takes_up_its_own_at_once(world: World) -> None:
    enqueue(world.document(world.units[0], State.WAITING))
    queue.claim("same")
    queue.release("same")
    assert queue.claim("same") is not None


def test_a_document_that_kills_workers_is_given_up(world: World) -> None:
    document = world.document(world.units[0], State.WAITING)
    enqueue(document)
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.claim("w") is not None
        queue.release("w")
    assert queue.claim("w") is None
    document.refresh_from_db()
    assert document.state == State.FAILED


def say(client: Client, finding: Finding, opinion: str, text: str = "", expires: str = "", version: int = 0) -> str:
    form = {"opinion": opinion, "text": text, "expires": expires, "version": version or finding.version}
    return client.post(f"/findings/{finding.pk}/", form, headers={"HX-Request": "true"}).content.decode()


@pytest.fixture
def finding(world: World) -> Finding:
    return world.document(world.units[0]).findings.get(position=1)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_waiver_needs_reason_date_and_another_person(finding: Finding, login: Callable[[str], Client]) -> None:
    one, other = login("finance"), login("finance2")
    assert "请写明理由" in say(one, finding, "waiver_asked", "", in_days(30))
    assert "到期日" in say(one, finding, "waiver_asked", "四舍五入")
    assert "到期日" in say(one, finding, "waiver_asked", "四舍五入", in_days(400))
    assert "到期日" in say(one, finding, "waiver_asked", "四舍五入", in_days(-1))
    assert not Decision.objects.exists()
    assert "待批准" in say(one, finding, "waiver_asked", "四舍五入", in_days(30))
    finding.refresh_from_db()
    assert "不能" in say(one, finding, "waived"), "nobody approves their own request"
    page = say(other, finding, "waived")
    assert "已豁免" in page
    assert "四舍五入" in page
    assert in_days(30) in page


def test_a_waiver_ends(finding: Finding, login: Callable[[str], Client]) -> None:
    say(login("department"), finding, "waiver_asked", "说明", in_days(1))
    finding.refresh_from_db()
    say(login("finance"), finding, "waived")
    Decision.objects.update(expires=timezone.localdate() - timedelta(days=1))
    page = login("finance").get(f"/documents/{finding.document_id}/").content.decode()
    assert "豁免已到期" in page


def test_a_stale_decision_is_refused(finding: Finding, login: Callable[[str], Client]) -> None:
    say(login("finance"), finding, "accepted")
    assert "刚被别人处理过" in say(login("finance2"), finding, "accepted", version=1)
    assert Decision.objects.count() == 1


def test_a_drafter_only_comments(finding: Finding, login: Callable[[str], Client]) -> None:
    client = login("drafter")
    assert "不能" in say(client, finding, "accepted")
    assert "原表有误" in say(client, finding, "commented", "原表有误")
    assert [decision.opinion for decision in Decision.objects.all()] == ["commented"]


def take(client: Client, document: Document, step: str, text: str = "") -> str:
    form = {"step": step, "text": text, "version": document.version}
    return client.post(f"/documents/{document.pk}/step/", form, follow=True).content.decode()


def test_no_passing_with_an_open_error(world: World, login: Callable[[str], Client]) -> None:
    document = world.document(world.units[0])
    assert "没有豁免" in take(login("finance"), document, "pass")
    document.findings.filter(level="error").delete()
    take(login("finance"), document, "pass")
    document.refresh_from_db()
    assert document.state == State.PASSED
    assert Event.objects.filter(action="document.passed").count() == 1
    take(login("finance2"), document, "pass")
    assert Event.objects.filter(action="document.passed").count() == 1, "a form replayed changes nothing"


def test_a_department_does_not_pass(world: World, login: Callable[[str], Client]) -> None:
    document = world.document(world.units[0])
    document.findings.all().delete()
    assert "只有财政" in take(login("department"), document, "pass")
    document.refresh_from_db()
    assert document.state == State.CHECKED


def test_sending_back_needs_a_reason(world: World, login: Callable[[str], Client]) -> None:
    document = world.document(world.units[0])
    assert "请写明" in take(login("department"), document, "return")
    page = take(login("department"), document, "return", "表三合计有误")
    assert "表三合计有误" in page
    document.refresh_from_db()
    assert document.state == State.RETURNED


def test_checking_again_keeps_what_was_said(world: World, login: Callable[[str], Client], sample: bytes) -> None:
    client = login("finance")
    hand_in(client, world.departments[0].pk, ("部门预算.txt", sample))
    work()
    document = Document.objects.get()
    finding = document.findings.first()
    assert finding is not None
    say(client, finding, "commented", "请更正")
    take(client, document, "again")
    work()
    document.refresh_from_db()
    assert document.state == State.CHECKED
    assert Decision.objects.get().finding == finding


def test_the_opinions_as_a_workbook(finding: Finding, login: Callable[[str], Client]) -> None:
    client = login("finance")
    say(client, finding, "commented", "=1+1")
    content = client.get(f"/documents/{finding.document_id}/opinions.xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any("=1+1" in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells), "nothing that people write becomes a formula"


def test_a_document_is_given_to_its_department(world: World, login: Callable[[str], Client]) -> None:
    document = world.document(world.region)
    assert str(document) in login("finance").get("/").content.decode()
    login("finance").post(f"/documents/{document.pk}/office/", {"office": world.departments[1].pk})
    document.refresh_from_db()
    assert document.office == world.departments[1]
    assert login("department2").get(f"/documents/{document.pk}/").status_code == 200
    login("department2").post(f"/documents/{document.pk}/office/", {"office": world.departments[0].pk})
    document.refresh_from_db()
    assert document.office == world.departments[1], "not into an office where one decides nothing"
