"""The adjusted budget is published beside the original: what it needs, what stops it, what the world sees of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.reading import read
from gouji.web import store
from gouji.web.cycle.models import AdjustmentStage, Line
from gouji.web.journal.models import Event
from gouji.web.publication import making
from gouji.web.publication.models import Current, Kind, State, Version
from tests.web.adjusted import ADJUSTED_ON, MORE, adjust, publish_adjusted, published_budget
from tests.web.published import address, made_once, publish, write_notes
from tests.web.world import World

Login = Callable[[str], Client]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "made_of", made_once)


@pytest.fixture
def publisher(world: World, login: Login) -> Client:
    return login("publisher")


@pytest.fixture
def original(world: World, publisher: Client) -> Version:
    return published_budget(world, publisher)


@pytest.fixture
def adjusted(world: World, publisher: Client, original: Version) -> Version:
    adjust(world, world.units[0])
    made = publish_adjusted(publisher, world)
    assert made is not None
    assert made.number == 1, made.problem
    return made


def page(client: Client, world: World) -> str:
    return client.get(address(world) + "adjusted/").content.decode()


def test_every_published_file_is_clean_beside_the_original(
    world: World, publisher: Client, original: Version, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    adjust(world, world.units[0])
    adjust(world, world.units[1], MORE, reason="新增任务")
    version = publish_adjusted(publisher, world)
    assert version is not None
    assert version.state == State.PUBLISHED, version.problem
    before = read([copied(original, "docx", tmp_path)])
    for output in ("docx", "xlsx", "pdf"):
        if version.files.filter(output=output).exists():
            report = check(read([copied(version, output, tmp_path)]), before)
            assert report.count(Level.ERROR) == report.tables.disputed == report.tables.unchecked == 0, output
            assert report.document.kind == "adjusted_budget"
    manifest = json.loads(store.path_of(version.sha256).read_bytes())
    assert (manifest["kind"], manifest["original"]) == ("adjusted_budget", original.sha256)
    for file in manifest["files"]:
        assert hashlib.sha256(store.path_of(file["sha256"]).read_bytes()).hexdigest() == file["sha256"]
    figures = dict(version.figures.values_list("name", "fen"))
    assert figures["expenditure"] == 282_000_000 + 2_000_000
    assert figures["three_public/reception"] == 2_000_000 - 500_000
    texts = "\n".join(version.passages.values_list("text", flat=True))
    assert "系统迁移" in texts
    assert "新增任务" in texts


def copied(version: Version, output: str, folder: Path) -> Path:
    file = version.files.get(output=output)
    path = folder / f"{version.pk}.{output}"
    path.write_bytes(store.path_of(file.sha256).read_bytes())
    return path


def test_the_original_stays_and_both_are_shown(world: World, original: Version, adjusted: Version) -> None:
    assert adjusted.original == original
    assert {one.kind: one.version for one in Current.objects.all()} == {
        Kind.BUDGET: original,
        Kind.ADJUSTED: adjusted,
    }
    client, place = Client(), f"/open/{world.departments[0].pk}/2026/"
    first = client.get(place).content.decode()
    assert original.title in first
    assert f'href="{place}adjusted/"' in first
    second = client.get(f"{place}adjusted/").content.decode()
    assert "为什么调整" in second
    assert "项目扩面。" in second
    assert "-0.50" in second, "receptions"
    assert "+0.50" in second, "the project"
    assert f"/open/versions/{original.pk}/" in second
    part = adjusted.parts.get(title__contains="预算调整事项表")
    listed = client.get(f"{place}adjusted/{part.position}/").content.decode()
    assert "项目扩面，由接待费调剂" in listed
    assert "批复〔2026〕1号" in listed
    assert client.get(f"/open/versions/{adjusted.pk}/").status_code == 200
    found = client.get("/open/search/?q=接待费调剂").content.decode()
    assert f"{place}adjusted/{part.position}/#" in found


def test_the_api_has_it(world: World, original: Version, adjusted: Version) -> None:
    client, api = Client(), "/open/api/v1"
    assert client.get(f"{api}/budgets").json()["count"] == 1, "the budget is one, whatever became of it"
    (one,) = client.get(f"{api}/adjustments?year=2026&department={world.departments[0].pk}").json()["results"]
    assert (one["version"], one["original"], one["started_fen"]) == (adjusted.pk, original.pk, 282_000_000)
    assert client.get(one["page"]).status_code == 200
    told = client.get(f"{api}/versions/{adjusted.pk}").json()
    assert (told["kind"], told["original"], told["is_newest"]) == ("adjusted_budget", original.pk, True)
    changed = client.get(f"{api}/versions/{adjusted.pk}/changes?changed=true").json()
    reception = next(one for one in changed if one["coordinates"].get("item") == "three_public/reception")
    assert (reception["initial_fen"], reception["adjustment_fen"]) == (2_000_000, -500_000)
    assert all(one["initial_fen"] + one["adjustment_fen"] == one["adjusted_fen"] for one in changed)
    everything = client.get(f"{api}/versions/{adjusted.pk}/changes").json()
    assert len(everything) > len(changed)
    assert client.get(f"{api}/versions/{original.pk}/changes").status_code == 404
    own = client.get(f"{api}/versions/{adjusted.pk}/amounts?stage=&item=three_public/reception").json()
    assert {row["fen"] for row in own["results"]} == {1_500_000}
    start = client.get(f"{api}/versions/{adjusted.pk}/amounts?stage=budget&item=three_public/reception").json()
    assert {row["fen"] for row in start["results"]} == {2_000_000}


def test_the_page_says_what_is_missing(world: World, publisher: Client) -> None:
    assert "年初预算还没有在本系统公开" in page(publisher, world)
    assert publish_adjusted(publisher, world) is None
    published_budget(world, publisher)
    assert "没有批复的预算调整" in page(publisher, world)
    adjust(world, world.units[1], stage=AdjustmentStage.FINANCE)
    assert "另有 1 项调整正在办理" in page(publisher, world)
    assert publish_adjusted(publisher, world) is None
    adjust(world, world.units[0])
    said = page(publisher, world)
    assert "有 1 项批复的调整还没有公开" in said
    assert "项目扩面，由接待费调剂。" in said, "the explanation begins with the reasons"
    assert publish_adjusted(publisher, world, explanation=" ") is None
    assert "请写明调整的情况和原因" in Event.objects.filter(action="refused")[0].after["problem"]


def test_the_days_are_counted_from_the_first_approval_that_is_not_published(
    world: World, publisher: Client, original: Version
) -> None:
    adjust(world, world.units[0], on=ADJUSTED_ON + timedelta(days=9))
    adjust(world, world.units[1], MORE, on=ADJUSTED_ON)
    said = page(publisher, world)
    assert "最早一项未公开的调整批复于 2026-08-03" in said
    assert "公开期限 2026-08-23" in said
    listed = publisher.get("/publications/").content.decode()
    assert "2 项待公开" in listed
    version = publish_adjusted(publisher, world)
    assert version is not None
    assert (version.approved_on, version.due) == (ADJUSTED_ON, ADJUSTED_ON + timedelta(days=20))
    assert "批复的调整都已公开" in page(publisher, world)


def test_another_adjustment_is_another_version_and_a_correction_says_why(
    world: World, publisher: Client, adjusted: Version
) -> None:
    assert publish_adjusted(publisher, world) == adjusted, "nothing new, and no word on what is corrected"
    corrected = publish_adjusted(publisher, world, explanation="项目扩面，覆盖全部门类。", reason="补充说明")
    assert corrected is not None
    assert (corrected.number, corrected.reason, corrected.is_late) == (2, "补充说明", False)
    adjust(world, world.units[1], MORE, on=date(2026, 9, 1))
    third = publish_adjusted(publisher, world, reason="不是更正")
    assert third is not None
    assert (third.number, third.reason, third.approved_on) == (3, "", date(2026, 9, 1))
    assert Client().get(f"/open/versions/{adjusted.pk}/").status_code == 200
    assert "这一版已被更正" in Client().get(f"/open/versions/{adjusted.pk}/").content.decode()


def test_a_corrected_budget_asks_for_the_adjusted_one_anew(world: World, publisher: Client, adjusted: Version) -> None:
    write_notes(publisher, world, version=1, functions="负责档案管理和利用。")
    assert publish(publisher, world, reason="更正主要职责").number == 2
    assert "年初预算在调整公开之后更正过" in page(publisher, world)
    again = publish_adjusted(publisher, world, reason="年初预算更正")
    assert again is not None
    assert again.original is not None
    assert (again.number, again.original.number) == (2, 2)
    assert "年初预算在调整公开之后更正过" not in page(publisher, world)


def test_what_was_published_must_be_what_is_approved(world: World, publisher: Client, original: Version) -> None:
    adjust(world, world.units[0])
    line = Line.objects.filter(budget__unit=world.units[0], project="档案整理")
    assert line.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        line.update(amount=1)
    unit = world.units[0]
    unit.name, unit.code = "改了名的单位", "999"
    unit.save()
    assert publish_adjusted(publisher, world) is None
    assert "没有单位“改了名的单位”" in Event.objects.filter(action="refused")[0].after["problem"]


def test_the_database_refuses_to_change_it(adjusted: Version) -> None:
    for change in (
        lambda: Version.objects.filter(pk=adjusted.pk).update(explanation="别的"),
        lambda: Version.objects.filter(pk=adjusted.pk).update(original=None),
        lambda: Version.objects.filter(pk=adjusted.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.parametrize("username", ["drafter", "head", "department", "finance", "auditor"])
def test_only_the_publisher_publishes(username: str, world: World, original: Version, login: Login) -> None:
    adjust(world, world.units[0])
    client = login(username)
    assert client.get(address(world) + "adjusted/").status_code == 200
    assert client.post(address(world) + "adjusted/publish/", {"explanation": "x"}).status_code == 403
    assert not Version.objects.filter(kind=Kind.ADJUSTED).exists()


def test_another_department_is_none_of_the_publishers_business(world: World, original: Version, login: Login) -> None:
    adjust(world, world.units[0])
    other = login("publisher2")
    assert other.get(address(world) + "adjusted/").status_code == 404
    assert other.post(address(world) + "adjusted/publish/", {"explanation": "x"}).status_code == 404
    assert not Version.objects.filter(kind=Kind.ADJUSTED).exists()


def test_a_form_sent_twice_is_one_publication(world: World, publisher: Client, original: Version) -> None:
    adjust(world, world.units[0])
    for _ in range(2):
        publisher.post(address(world) + "adjusted/publish/", {"explanation": "项目扩面。"})
    assert Version.objects.filter(kind=Kind.ADJUSTED).count() == 1
    assert "正在编制公开文件" in Event.objects.filter(action="refused")[0].after["problem"]
