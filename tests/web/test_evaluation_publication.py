"""Self-evaluations are published as they were accepted: what stops it, what the world sees, corrections, withdrawal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.publishing.evaluation import as_docx
from gouji.reading import read
from gouji.web import store
from gouji.web.accounts.models import Assignment
from gouji.web.accounts.rights import Role
from gouji.web.journal.models import Event
from gouji.web.performance.models import Evaluation
from gouji.web.performance.models import State as Evaluated
from gouji.web.publication import evaluation_made
from gouji.web.publication.models import Current, State, Version
from tests.web.evaluated import accepted, newest_of, place, publish_evaluations
from tests.web.published import work
from tests.web.world import World

Login = Callable[[str], Client]
API = "/open/api/v1"


@pytest.fixture
def publisher(world: World, login: Login) -> Client:
    return login("publisher")


@pytest.fixture
def found(world: World) -> Evaluation:
    world.budget(world.units[0])
    return accepted(world, world.units[0])


@pytest.fixture
def published(world: World, publisher: Client, found: Evaluation) -> Version:
    publish_evaluations(publisher, world, found)
    version = newest_of(found)
    assert version.state == State.PUBLISHED, version.problem
    return version


def shown(world: World, found: Evaluation) -> str:
    return f"/open/{world.departments[0].pk}/2026/evaluations/{found.pk}/"


def test_every_published_file_is_clean(published: Version, found: Evaluation, tmp_path: Path) -> None:
    assert (published.number, published.points, published.ledger) == (
        1,
        8550,
        published.files.get(output="data").sha256,
    )
    assert published.title == "甲局2026年度项目支出绩效自评表：档案整理"
    assert {file.output for file in published.files.all()} == {"docx", "xlsx", "data", "site"}
    for file in published.files.exclude(output="data"):
        path = tmp_path / f"{file.pk}{Path(file.path).suffix}"
        path.write_bytes(store.path_of(file.sha256).read_bytes())
        report = check(read([path]))
        assert report.count(Level.ERROR) == report.count(Level.WARNING) == 0, report.findings
        assert (report.document.kind, report.document.year) == ("evaluation", 2026)
    manifest = json.loads(store.path_of(published.sha256).read_bytes())
    assert manifest["kind"] == "evaluation"
    for one in manifest["files"]:
        assert hashlib.sha256(store.path_of(one["sha256"]).read_bytes()).hexdigest() == one["sha256"]
    assert Event.objects.filter(action="publication.published", subject=f"version:{published.pk}").count() == 1


def test_everyone_sees_it(world: World, published: Version, found: Evaluation) -> None:
    client = Client()
    listed = client.get(f"/open/{world.departments[0].pk}/2026/evaluations/").content.decode()
    assert "档案整理" in listed
    assert "85.5" in listed
    assert "80.00%" in listed
    page = client.get(shown(world, found)).content.decode()
    for text in ("雨季停工", "合同尾款未付", "1500件", "整理档案1500件。", "37.5 / 50", "8 / 10", "85.5 / 100", "良"):
        assert text in page, text
    html = published.files.get(output="site")
    answer = client.get(f"/open/versions/{published.pk}/files/{html.path}")
    assert "sha256-" in answer["Content-Security-Policy"]
    results = client.get("/open/search/?q=雨季停工").content.decode()
    assert f'{shown(world, found)}#i1"' in results
    assert "甲局" in client.get("/open/?year=2026").content.decode(), "also where no budget is published"
    assert client.get(f"/open/{world.departments[1].pk}/2026/evaluations/").status_code == 404
    assert client.get(f"/open/{world.departments[1].pk}/2026/evaluations/{found.pk}/").status_code == 404
    assert client.get(f"/open/{world.departments[0].pk}/2025/evaluations/{found.pk}/").status_code == 404


def test_programs_get_it(world: World, published: Version, found: Evaluation) -> None:
    client = Client()
    (row,) = client.get(f"{API}/evaluations?year=2026&q=档案").json()["results"]
    assert (row["project"], row["total"], row["version"]) == ("档案整理", "85.5", published.pk)
    assert client.get(f"{API}/evaluations?q=没有").json() == {"count": 0, "results": []}
    told = client.get(f"{API}/versions/{published.pk}/evaluation").json()
    assert (told["budget_fen"], told["paid_fen"], told["rate_percent"]) == (50_000, 40_000, "80.00")
    assert [one["points"] for one in told["indicators"]] == ["37.5", "30", "10"]
    version = client.get(f"{API}/versions/{published.pk}").json()
    assert (version["kind"], version["evaluation"], version["is_withdrawn"]) == ("evaluation", found.pk, False)
    amounts = client.get(f"{API}/versions/{published.pk}/amounts?stage=final").json()["results"]
    assert [(one["value"], one["coordinates"]["project"]) for one in amounts] == [("0.04", "档案整理")]
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    assert {f"{API}/evaluations", f"{API}/versions/{{version}}/evaluation"} <= paths.keys()
    assert client.get(f"{API}/versions/{published.pk}/changes").status_code == 404
    assert client.get(f"{API}/budgets").json()["count"] == 0


@pytest.mark.parametrize("state", [Evaluated.DRAFTING, Evaluated.OFFERED])
def test_only_what_was_accepted(world: World, publisher: Client, found: Evaluation, state: Evaluated) -> None:
    Evaluation.objects.update(state=state, accepted_at=None)
    page = publisher.get(place(world)).content.decode()
    assert 'name="evaluation"' not in page
    assert "部门还没有审定" in publish_evaluations(publisher, world, found)
    assert not Version.objects.exists()
    assert Event.objects.filter(action="refused").count() == 1


def test_of_the_department_alone(world: World, publisher: Client, found: Evaluation) -> None:
    other = accepted(world, world.units[2])
    earlier = accepted(world, world.units[1])
    Evaluation.objects.filter(pk=earlier.pk).update(year=2025)
    for wrong in (other, earlier):
        assert "不属于这个部门和年度" in publish_evaluations(publisher, world, found, wrong)
    assert not Version.objects.exists(), "all or none"
    assert publisher.post(place(world, 1) + "publish/", {"evaluation": other.pk}).status_code == 404
    assert "请选择要公开的自评" in publish_evaluations(publisher, world)
    assert Event.objects.filter(action="refused").count() == 4


def test_several_at_once_and_none_twice(world: World, publisher: Client, found: Evaluation) -> None:
    more = accepted(world, world.units[1], "系统迁移")
    form = {"evaluation": [found.pk, more.pk, found.pk]}
    publisher.post(place(world) + "publish/", form)
    again = publisher.post(place(world) + "publish/", form, follow=True).content.decode()
    assert "正在编制公开文件" in again
    work()
    assert [one.number for one in Version.objects.all()] == [1, 1]
    assert "没有改动" in publish_evaluations(publisher, world, found)
    assert Current.objects.count() == 2


def test_a_correction_is_a_version(
    world: World, publisher: Client, login: Login, published: Version, found: Evaluation
) -> None:
    department = login("department")
    form = {"step": "reopen", "version": found.version, "text": ""}
    department.post(f"/evaluations/{found.pk}/step/", form)
    found.refresh_from_db()
    assert found.state == Evaluated.ACCEPTED, "not without a reason"
    department.post(f"/evaluations/{found.pk}/step/", form | {"text": "漏算一批"})
    found.refresh_from_db()
    assert (found.state, found.accepted_at) == (Evaluated.DRAFTING, None)
    assert "1500件" in Client().get(shown(world, found)).content.decode(), "what is published stays"
    assert "部门还没有审定" in publish_evaluations(publisher, world, found)
    found = accepted(world, world.units[0], achieved="整理档案2000件。")
    assert "审定后有改动" in publisher.get(place(world)).content.decode()
    assert "请写明更正了什么" in publish_evaluations(publisher, world, found)
    publish_evaluations(publisher, world, found, reason="漏算一批，补上")
    second = newest_of(found)
    assert (second.number, second.reason) == (2, "漏算一批，补上")
    page = Client().get(shown(world, found)).content.decode()
    assert "漏算一批，补上" in page
    assert "整理档案2000件。" in page
    old = Client().get(f"/open/versions/{published.pk}/").content.decode()
    assert "已被更正" in old
    first = published.files.get(output="docx")
    assert Client().get(f"/open/versions/{published.pk}/files/{first.path}").status_code == 200


def test_what_is_withdrawn(world: World, publisher: Client, published: Version, found: Evaluation) -> None:
    address, client = f"{place(world)}{found.pk}/withdraw/", Client()
    for wrong in ({"number": 1, "reason": " "}, {"number": 2, "reason": "写错"}, {"reason": "写错"}):
        publisher.post(address, wrong)
    assert Current.objects.count() == 1
    publisher.post(address, {"number": 1, "reason": "写了不应公开的内容"})
    last = newest_of(found)
    assert (last.number, last.withdraws, last.state, last.files.count()) == (2, True, State.PUBLISHED, 0)
    publisher.post(address, {"number": 1, "reason": "再撤一次"})
    assert Version.objects.count() == 2
    assert Event.objects.filter(action="publication.withdrawn").count() == 1
    assert Event.objects.filter(action="refused").count() == 4

    answer = client.get(shown(world, found), follow=True)
    assert "写了不应公开的内容" in answer.content.decode()
    assert client.get(f"/open/{world.departments[0].pk}/2026/evaluations/").status_code == 404
    assert "雨季停工" not in client.get("/open/search/?q=雨季停工").content.decode().split("</form>")[1]
    file = published.files.get(output="docx")
    assert client.get(f"/open/versions/{published.pk}/files/{file.path}").status_code == 404
    page = client.get(f"/open/versions/{published.pk}/").content.decode()
    assert "文件不再提供" in page
    assert file.path not in page
    told = client.get(f"{API}/versions/{published.pk}").json()
    assert (told["is_withdrawn"], told["files"]) == (True, [])
    for part in ("evaluation", "amounts", "parts"):
        assert client.get(f"{API}/versions/{published.pk}/{part}").status_code == 404
    assert client.get(f"{API}/versions/{last.pk}/evaluation").status_code == 404
    assert client.get(f"{API}/versions/{last.pk}").json()["withdraws"] is True
    manifest = json.loads(store.path_of(last.sha256).read_bytes())
    assert (manifest["withdraws"], manifest["reason"], manifest["files"]) == (True, "写了不应公开的内容", [])

    assert "请写明更正了什么" in publish_evaluations(publisher, world, found)
    publish_evaluations(publisher, world, found, reason="删去后重新公开")
    assert newest_of(found).number == 3
    assert client.get(shown(world, found)).status_code == 200
    assert client.get(f"/open/versions/{published.pk}/files/{file.path}").status_code == 404, "gone for good"


def test_a_published_version_never_changes(published: Version) -> None:
    for change in (
        lambda: Version.objects.filter(pk=published.pk).update(points=10000),
        lambda: published.delete(),
        lambda: published.files.update(sha256="0" * 64),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_form_that_is_printed_otherwise_is_refused(
    world: World, publisher: Client, found: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = accepted(world, world.units[1], "别的项目")
    monkeypatch.setattr(evaluation_made, "as_docx", lambda forms: as_docx([replace(forms[0], project="错的")]))
    publish_evaluations(publisher, world, found)
    version = newest_of(found)
    assert version.state == State.REFUSED
    assert "docx：应为 项目名称 档案整理，读回 错的" in version.problem
    assert not Current.objects.exists()
    page = publisher.get(place(world)).content.decode()
    assert "上次没有通过核对" in page
    monkeypatch.undo()
    publish_evaluations(publisher, world, found, other)
    assert newest_of(found).number == newest_of(other).number == 1


def test_a_number_of_a_person_is_not_published(world: World, publisher: Client) -> None:
    world.budget(world.units[0])
    found = accepted(world, world.units[0], achieved="完成，联系人手机13912345678。")
    publish_evaluations(publisher, world, found)
    version = newest_of(found)
    assert version.state == State.REFUSED
    assert "手机号码" in version.problem
    assert "13912345678" not in version.problem


def test_the_list_of_departments_counts(world: World, publisher: Client, published: Version) -> None:
    accepted(world, world.units[1])
    page = publisher.get("/publications/?year=2026").content.decode()
    assert "审定 2，公开 1" in page
    assert publisher.get(f"/publications/versions/{published.pk}/ledger.xlsx").status_code == 404


def test_only_publishers(world: World, login: Login, found: Evaluation, published: Version) -> None:
    for name in ("department", "auditor", "finance"):
        client = login(name)
        page = client.get(place(world))
        assert page.status_code == 200
        assert "withdraw/" not in page.content.decode()
        for address, form in (("publish/", {"evaluation": found.pk}), (f"{found.pk}/withdraw/", {"number": 1})):
            assert client.post(place(world) + address, form | {"reason": "x"}).status_code == 403
    assert Version.objects.count() == 1


def test_a_project_that_moved(
    world: World, login: Login, publisher: Client, published: Version, found: Evaluation
) -> None:
    """The unit belongs to another department now, which corrects what the first one published."""
    unit = world.units[0]
    unit.parent = world.departments[1]
    unit.save()
    Assignment.objects.create(user=world.users["publisher"], role=Role.PUBLISHER, office=world.departments[1])
    accepted(world, unit)
    form = {"evaluation": found.pk, "reason": "隶属改变"}
    publisher.post(place(world, 1) + "publish/", form)
    work()
    assert (newest_of(found).number, newest_of(found).department) == (2, world.departments[1])
    assert Current.objects.get().department == world.departments[1]


def test_a_unit_sees_of_the_others_what_everyone_sees(
    world: World, login: Login, published: Version, found: Evaluation
) -> None:
    other = accepted(world, world.units[1], "未公开的项目")
    Evaluation.objects.filter(pk=found.pk).update(total=1234)
    Assignment.objects.filter(user=world.users["drafter2"]).update(office=world.units[1])
    page = login("drafter2").get(place(world)).content.decode()
    assert "未公开的项目" in page
    assert "85.5" in page, "as published"
    assert "12.34" not in page
    assert f'href="/evaluations/{found.pk}/"' not in page
    assert f'href="/evaluations/{other.pk}/"' in page
