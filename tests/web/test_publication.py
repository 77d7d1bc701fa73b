"""From approved budgets to a published version: who may, what stops it, and that nothing changes afterwards."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gouji.ledgers.parse import parsed
from gouji.ledgers.words import labels
from gouji.ledgers.workbook_reader import workbook_tables
from gouji.model.coordinates import Coordinates
from gouji.publishing.gate import GateDifference
from gouji.publishing.package_schema import TITLES
from gouji.tabulating import load_template, templates
from gouji.web import store
from gouji.web.base import queue
from gouji.web.base.desk import published_versions
from gouji.web.journal.models import Event
from gouji.web.publication import evaluation_made, made, making, words
from gouji.web.publication.forms import REASONS
from gouji.web.publication.models import Amount, Current, Figure, File, Job, Notes, Part, Passage, State, Version
from tests.web.published import APPROVED_ON, address, approve, made_once, publish, work, write_notes
from tests.web.world import World

Login = Callable[[str], Client]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "made_of", made_once)


@pytest.fixture
def ready(world: World, login: Login) -> Client:
    """The publisher, when both units are approved and everything is written."""
    for unit in world.units[:2]:
        approve(world, unit)
    publisher = login("publisher")
    write_notes(publisher, world)
    return publisher


def test_what_is_approved_is_published(world: World, ready: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert "还没有公开过" in ready.get(address(world)).content.decode()
    version = publish(ready, world)
    assert version.state == State.PUBLISHED, version.problem
    assert version.number == 1
    assert version.approved_on == APPROVED_ON
    assert version.due == APPROVED_ON + timedelta(days=20)
    files = {file.path: file for file in version.files.all()}
    assert {path.rpartition(".")[2] for path in files} >= {"docx", "xlsx", "html", "csv", "json"}
    for file in files.values():
        assert hashlib.sha256(store.path_of(file.sha256).read_bytes()).hexdigest() == file.sha256
    manifest = store.path_of(version.sha256).read_bytes()
    assert hashlib.sha256(manifest).hexdigest() == version.sha256
    assert {one["path"]: one["sha256"] for one in json.loads(manifest)["files"]} == {
        path: file.sha256 for path, file in files.items()
    }
    figures = dict(version.figures.values_list("name", "fen"))
    assert figures["expenditure"] == figures["revenue"] == 2 * 141_000_000
    assert figures["three_public/reception"] == 2_000_000
    assert figures["class/201"] == figures["expenditure"]
    page = ready.get(address(world)).content.decode()
    assert version.sha256 in page
    assert "超过二十日" in page
    assert Event.objects.get(action="publication.published").after["sha256"] == version.sha256


def test_the_ledger_says_what_the_budgets_say(world: World, ready: Client) -> None:
    version = publish(ready, world)
    response = ready.get(f"/publications/versions/{version.pk}/ledger.xlsx")
    tables, _problems = workbook_tables(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    ledger = parsed(tables).ledger
    spent = Coordinates(year=2026, side="expenditure")
    assert ledger.amount_at(spent) == 282_000_000
    assert ledger.amount_at(spent.at("year", 2025)) == 250_000_000
    assert len(ledger.units) == 2
    assert {(entry.name, entry.unit) for entry in ledger.projects} == {("档案整理", unit.id) for unit in ledger.units}


def test_nothing_is_published_that_is_not_approved(world: World, login: Login) -> None:
    approve(world, world.units[0])
    world.budget(world.units[1])
    publisher = login("publisher")
    write_notes(publisher, world)
    page = publisher.get(address(world)).content.decode()
    assert "还有 1 个单位的预算没有批复" in page
    publisher.post(address(world) + "publish/", {"template": "generic"})
    assert not Version.objects.exists()
    assert "没有批复" in Event.objects.get(action="refused").after["problem"]


def test_texts_that_are_owed_stop_it(world: World, login: Login) -> None:
    for unit in world.units[:2]:
        approve(world, unit)
    version = publish(login("publisher"), world)
    assert version.state == State.REFUSED
    assert "待填" in version.problem
    assert not Current.objects.exists()
    assert "待填" in login("publisher").get(address(world)).content.decode()


def test_a_difference_stops_it_and_names_the_place(
    world: World, ready: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gouji.publishing import release

    monkeypatch.undo()
    difference = GateDifference("docx", "amount", "部门收支总表", "收入总计", "预算数", "282.00", "282.01")
    monkeypatch.setattr(release, "verify", lambda *_: (difference,))
    version = publish(ready, world)
    assert version.state == State.REFUSED
    for word in ("Word 文档", "部门收支总表", "收入总计", "282.00", "282.01"):
        assert word in version.problem
    assert not File.objects.exists()
    assert Event.objects.filter(action="publication.refused").count() == 1


def test_a_correction_is_a_new_version(world: World, ready: Client) -> None:
    first = publish(ready, world)
    ready.post(address(world) + "publish/", {"template": "generic", "reason": " "})
    assert Version.objects.count() == 1, "a correction says what it corrects"
    write_notes(ready, world, version=1, functions="负责档案管理和利用。")
    second = publish(ready, world, reason="更正主要职责")
    assert (second.number, second.state) == (2, State.PUBLISHED)
    assert Current.objects.get().version == second
    first.refresh_from_db()
    assert first.state == State.PUBLISHED
    assert not first.passages.filter(text__contains="档案管理和利用").exists()
    assert second.passages.filter(text__contains="档案管理和利用").exists()
    assert first.sha256 != second.sha256


def test_the_database_refuses_to_change_what_is_published(world: World, ready: Client) -> None:
    version = publish(ready, world)
    attempts: list[Callable[[], object]] = [
        lambda: Version.objects.update(title="别的"),
        lambda: Version.objects.all()._raw_delete("default"),
    ]
    for model in (File, Part, Amount, Figure, Passage):
        attempts.append(lambda model=model: model.objects.update(version=version))
        attempts.append(lambda model=model: model.objects.all()._raw_delete("default"))
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            attempt()
    assert Version.objects.get().title == version.title


def test_two_wishes_are_one_publication(world: World, ready: Client) -> None:
    for _ in range(2):
        ready.post(address(world) + "publish/", {"template": "generic"})
    assert Version.objects.count() == Job.objects.count() == 1
    job = queue.claim("first")
    assert isinstance(job, Job)
    same = Job.objects.get()
    job.work()
    same.work()
    assert Version.objects.get().number == 1
    assert Event.objects.filter(action="publication.published").count() == 1, "a job that was done is not done again"


def test_a_worker_that_keeps_dying_over_it_is_told(world: World, ready: Client) -> None:
    ready.post(address(world) + "publish/", {"template": "generic"})
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.claim("w") is not None
        queue.release("w")
    assert queue.claim("w") is None
    assert "多次意外结束" in Version.objects.get().problem


@pytest.mark.parametrize("username", ["drafter", "head", "department", "finance", "auditor"])
def test_only_the_publisher_publishes(username: str, world: World, ready: Client, login: Login) -> None:
    client = login(username)
    assert client.get(address(world)).status_code == 200
    assert client.post(address(world) + "publish/", {"template": "generic"}).status_code == 403
    assert not Version.objects.exists()


def test_another_department_is_none_of_the_publishers_business(world: World, ready: Client, login: Login) -> None:
    other = login("publisher2")
    assert other.post(address(world) + "publish/", {"template": "generic"}).status_code == 404
    assert other.get(address(world)).status_code == 404
    assert other.get(address(world) + "notes/").status_code == 404
    assert not Version.objects.exists()


def test_notes_are_not_lost_to_somebody_else(world: World, ready: Client) -> None:
    assert Notes.objects.get().version == 1
    assert "没有覆盖" in write_notes(ready, world, version=0)
    assert "没有覆盖" not in write_notes(ready, world, version=1)
    assert Notes.objects.get().version == 2


def test_last_year_must_be_readable(world: World, ready: Client) -> None:
    page = ready.post(
        address(world) + "notes/", {"version": 1, "book": io.BytesIO(b"\x00\x01 no book")}
    ).content.decode()
    assert 'role="alert"' in page
    assert Notes.objects.get().version == 1


def test_last_years_version_gives_last_years_amounts(world: World, ready: Client) -> None:
    """The version published here, where nothing was uploaded."""
    from gouji.web.cycle.models import Cycle
    from gouji.web.publication.last_year import last_year

    version = publish(ready, world)
    cycle = Cycle.objects.create(
        region=world.region, year=2027, request_due=APPROVED_ON, draft_due=APPROVED_ON + timedelta(days=1)
    )
    before, source = last_year(cycle, world.departments[0], None)
    assert before is not None
    assert before.amount_at(Coordinates(year=2026, side="expenditure")) == 282_000_000
    assert "第 1 版" in source
    work()
    assert version.number == 1


def test_the_desk_knows_what_is_published_at_once(world: World, ready: Client, login: Login) -> None:
    """However many departments have published: no query for each of them."""
    name = str(publish(ready, world))
    with CaptureQueriesContext(connection) as asked:
        assert [str(one) for one in published_versions(2026).values()] == [name]
    assert len(asked) == 1
    assert name in login("finance").get("/").content.decode()


def test_the_project_library_comes_with_the_lines(world: World, ready: Client) -> None:
    """First level, type and target; of a withheld project only its money, in the totals."""
    from gouji.web.projects.models import Project, Target, Theme

    theme = Theme.objects.create(department=world.departments[0], name="档案事业")
    unit, other = world.units[:2]
    same = {"first_year": 2026, "last_year": 2027, "basis": "规划", "content": "整理", "state": "stored"}
    known = Project.objects.create(unit=unit, theme=theme, name="档案整理", **same)
    withheld = Project.objects.create(unit=other, theme=theme, name="档案整理", hidden=True, **same)
    for project in (known, withheld):
        target = Target.objects.create(project=project, year=2026, objective="整理档案，便于查阅。")
        for position, (level1, level2, name, weight) in enumerate(
            [
                ("产出指标", "数量指标", "整理档案数量", "50"),
                ("效益指标", "社会效益指标", "查阅便利程度", "30"),
                ("满意度指标", "服务对象满意度指标", "查阅人满意度", "10"),
            ]
        ):
            value = "≥90%" if level1 == "满意度指标" else "≥500卷" if level1 == "产出指标" else "提高"
            target.indicators.create(
                position=position, level1=level1, level2=level2, name=name, value=value, weight=weight
            )
    version = publish(ready, world)
    assert version.state == State.PUBLISHED, version.problem
    texts = "\n".join(version.passages.values_list("text", flat=True))
    assert "整理档案，便于查阅。" in texts
    assert "档案事业" in texts
    assert version.figures.get(name="project").fen == 100_000_000
    table = version.parts.get(title__contains="项目支出表")
    assert table.markup.count("档案整理") == 1
    assert "按规定不予公开" in table.markup


def test_what_the_core_calls_things_has_its_words() -> None:
    assert set(words.TEMPLATES) == {load_template(name).label for name in templates()}
    assert set(words.REASONS) == set(REASONS.values()) == set(labels("reason")) - {"预算调整"}
    assert set(words.FILES) == {*TITLES.values(), *made._TITLES.values(), *evaluation_made._TITLES.values()}


def test_a_ledger_is_the_same_whoever_asks(world: World, ready: Client) -> None:
    """What is published is made in Chinese: also the type of a project, which is a choice of the interface."""
    world.project(world.units[0])
    ready.cookies["gouji_language"] = "en"
    version = publish(ready, world)
    tables, _problems = workbook_tables(store.path_of(version.ledger).read_bytes())
    assert {one.type for one in parsed(tables).ledger.projects if one.name == "档案整理"} == {"特定目标类项目", ""}
