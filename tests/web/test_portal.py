"""What everyone sees: pages, data, search, caching; and that nothing else can be seen."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gouji.web.accounts.gate import PUBLIC
from gouji.web.accounts.table import pages
from gouji.web.portal.search import found, marked
from gouji.web.publication import making
from gouji.web.publication.grams import grams, indexed, plain, words
from gouji.web.publication.models import Version
from tests.web.published import approve, made_once, publish, write_notes
from tests.web.world import World

Login = Callable[[str], Client]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "made_of", made_once)


@pytest.fixture
def version(world: World, login: Login) -> Version:
    """What the first department published."""
    for unit in world.units[:2]:
        approve(world, unit)
    publisher = login("publisher")
    write_notes(publisher, world)
    made = publish(publisher, world)
    assert made.number == 1, made.problem
    return made


def correct(world: World, login: Login) -> Version:
    """A second version."""
    publisher = login("publisher")
    write_notes(publisher, world, version=1, functions="负责档案管理和利用。")
    made = publish(publisher, world, reason="更正主要职责")
    assert made.number == 2, made.problem
    return made


@pytest.fixture
def open_pages(version: Version) -> list[str]:
    """Every page of the portal that shows something."""
    place = f"/open/{version.department_id}/2026/"
    parts = [f"{place}{position}/" for position in version.parts.values_list("position", flat=True)]
    return [
        "/open/",
        f"/open/{version.department_id}/",
        place,
        *parts,
        f"/open/versions/{version.pk}/",
        f"/open/compare/?d={version.department_id}&y=2026",
        "/open/search/?q=档案整理",
        "/open/api/",
    ]


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"href", "src", "action"} and value]


def links(page: str) -> Iterator[str]:
    reader = Links()
    reader.feed(page)
    return (link for link in reader.found if not link.startswith("#"))


def test_everything_is_reached_and_every_link_leads_somewhere(open_pages: list[str]) -> None:
    client = Client()
    seen: set[str] = set()
    ways = ["/open/"]
    while ways:
        path = ways.pop().partition("#")[0]
        if path in seen or (path.startswith(("/static/", "/open/versions/")) and "/files/" in path):
            continue
        seen.add(path)
        if not path.startswith("/open/"):
            continue
        response = client.get(path)
        assert response.status_code == 200, path
        if response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            base = path.partition("?")[0]
            ways += [base + link if link.startswith("?") else link for link in links(page)]
    assert {path.partition("?")[0] for path in open_pages} <= {path.partition("?")[0] for path in seen}


def test_pages_are_the_same_for_everyone_and_carry_no_cookie(open_pages: list[str], login: Login) -> None:
    member = login("publisher")
    for path in open_pages:
        guest, known = Client().get(path), member.get(path)
        assert guest.content == known.content, path
        assert "public" in known["Cache-Control"]
        assert not known.cookies
        # The cookie of the language: the session's is not looked at, or the pages would differ.
        assert known.get("Vary") == "Cookie"
        assert "script-src 'self'" in known["Content-Security-Policy"]
        page = known.content.decode()
        assert not re.search(r"https?://(?!www\.w3\.org)", page), path
        assert " style=" not in page
        assert "<script>" not in page


def test_a_page_is_not_sent_twice(open_pages: list[str], world: World, login: Login, version: Version) -> None:
    client = Client()
    tags = {path: client.get(path)["ETag"] for path in open_pages}
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, path
    correct(world, login)
    for path, tag in tags.items():
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200, path
    old = client.get(f"/open/versions/{version.pk}/").content.decode()
    assert "这一版已被更正" in old
    assert "更正主要职责" in client.get(f"/open/{version.department_id}/2026/").content.decode()


def test_files_are_what_the_manifest_says(version: Version) -> None:
    client = Client()
    response = client.get(f"/open/versions/{version.pk}/manifest.json")
    manifest = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(manifest).hexdigest() == version.sha256
    for file in json.loads(manifest)["files"]:
        response = client.get(f"/open/versions/{version.pk}/files/{file['path']}")
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["path"]
        assert "immutable" in response["Cache-Control"]
        again = client.get(
            f"/open/versions/{version.pk}/files/{file['path']}", headers={"If-None-Match": response["ETag"]}
        )
        assert again.status_code == 304


def test_what_is_not_published_is_not_there(world: World, login: Login) -> None:
    """A version that was refused has no page, no files, no data."""
    for unit in world.units[:2]:
        approve(world, unit)
    refused = publish(login("publisher"), world)
    assert refused.state == "refused"
    client = Client()
    department = world.departments[0].pk
    for path in (
        f"/open/{department}/",
        f"/open/{department}/2026/",
        f"/open/{department}/2026/1/",
        f"/open/versions/{refused.pk}/",
        f"/open/versions/{refused.pk}/manifest.json",
        f"/open/versions/{refused.pk}/files/site/index.html",
        f"/open/api/v1/versions/{refused.pk}",
        f"/open/api/v1/versions/{refused.pk}/amounts",
    ):
        assert client.get(path).status_code == 404, path
    assert "还没有部门公开预算" in client.get("/open/").content.decode()
    assert client.get("/open/api/v1/budgets").json() == {"count": 0, "results": []}


def test_nothing_can_be_sent_to_the_portal(open_pages: list[str]) -> None:
    for page in pages():
        assert not page.path.startswith("/open/") or page.admits == PUBLIC
    for path in [*open_pages, "/open/api/v1/budgets"]:
        for verb in ("post", "put", "delete", "patch"):
            assert getattr(Client(), verb)(path).status_code == 405, (verb, path)


@pytest.mark.parametrize(
    "path",
    [
        "/open/?year=99999999999999999999&page=x&q=%7F",
        "/open/compare/?d=99999999999999999999&d=x&y=-1&f=none",
        "/open/search/?q=%22%20OR%20%2A&year=x&page=99999999",
        "/open/search/?q='; DROP TABLE publication_version; --",
        "/open/search/?q=%F0%9F%98%80",
    ],
)
def test_odd_questions_have_an_answer(path: str, db: None) -> None:
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["budgets?limit=100000", "budgets?year=20x6", "search", "search?q=" + "长" * 100, "versions/99999999999999999999"],
)
def test_the_api_says_what_is_wrong_with_a_question(path: str, db: None) -> None:
    response = Client().get(f"/open/api/v1/{path}")
    assert response.status_code in {404, 422}
    assert "message" in response.json()


def test_the_api_gives_what_the_pages_show(version: Version) -> None:
    client, api = Client(), "/open/api/v1"
    listed = client.get(f"{api}/budgets?year=2026").json()
    assert listed["count"] == 1
    one = listed["results"][0]
    assert (one["expenditure_fen"], one["sha256"]) == (282_000_000, version.sha256)
    told = client.get(f"{api}/versions/{version.pk}").json()
    assert told["is_newest"]
    assert {figure["name"]: figure["fen"] for figure in told["figures"]}["basic"] == 182_000_000
    parts = client.get(f"{api}/versions/{version.pk}/parts").json()
    assert all(client.get(part["page"]).status_code == 200 for part in parts)
    rows = client.get(f"{api}/versions/{version.pk}/amounts?side=expenditure&function=2010302&use=&limit=1000").json()
    assert {row["fen"] for row in rows["results"] if not row["coordinates"].get("fund")} == {100_000_000}
    first = client.get(f"{api}/versions/{version.pk}/amounts?limit=1&offset=1").json()
    assert (len(first["results"]), first["results"][0]["position"]) == (1, 2)
    assert first["count"] == version.amounts.count()
    compared = client.get(f"{api}/compare?d={version.department_id}&y=2026").json()
    assert [column["year"] for column in compared] == [2026]
    hits = client.get(f"{api}/search", {"q": "档案整理"}).json()["results"]
    assert hits
    assert all("档案整理" in hit["text"] for hit in hits)


def test_the_api_is_described(version: Version) -> None:
    described = Client().get("/open/api/v1/openapi.json").json()
    addresses = {
        page.path.replace("<version>", "{version}") for page in pages() if page.path.startswith("/open/api/v1/")
    }
    assert set(described["paths"]) == addresses - {"/open/api/v1/openapi.json"}
    page = Client().get("/open/api/").content.decode()
    for path, told in described["paths"].items():
        assert path in page
        assert told["get"]["responses"]["200"]["content"]["application/json"]["schema"]


def test_the_api_is_described_in_english_too(db: None) -> None:
    place = "/open/api/v1/openapi.json"
    chinese, english = (Client().get(place + asked).json() for asked in ("", "?language=en"))
    assert not re.search("[\u4e00-\u9fff]", json.dumps(english, ensure_ascii=False))
    assert set(english["paths"]) == set(chinese["paths"])
    assert set(english["components"]["schemas"]) == set(chinese["components"]["schemas"])
    assert Client().get(f"{place}?language=xx").json() == chinese
    reader = Client()
    reader.cookies["gouji_language"] = "en"
    assert reader.get(place).json() == chinese, "what is kept for everyone does not know who asks"
    assert f"{place}?language=en" in reader.get("/open/api/").content.decode()


def test_search_finds_what_stands_in_the_documents(version: Version) -> None:
    for asked in ("档案整理", "档案 甲局", "一般公共服务", "案", "2026年"):
        hits = list(found(asked))
        assert hits, asked
        assert all(word in hit.plain for hit in hits for word in words(asked))
    for asked in ("没有这个词", "整理档案", "", "。", "档案整理 没有"):
        assert not found(asked).exists(), asked
    assert not found("档案整理", year=2025).exists()


def test_only_the_newest_version_is_found(version: Version, world: World, login: Login) -> None:
    second = correct(world, login)
    assert {hit.version_id for hit in found("档案整理")} == {second.pk}


def test_marks_are_put_around_words_and_nothing_else_is_markup() -> None:
    assert marked("<b>档案整理", "档案") == "&lt;b&gt;<mark>档案</mark>整理"
    assert marked("档案", "") == "档案"
    assert marked("ＡＢＣ档案", "abc") == "ＡＢＣ档案"


@given(st.text(max_size=30), st.integers(0, 30), st.integers(1, 8))
def test_what_stands_in_a_text_is_in_its_index(text: str, start: int, length: int) -> None:
    """For every word of a text, and every part of a word: its pairs are among those of the text."""
    for word in plain(text).split():
        part = word[start % len(word) :][:length]
        assert set(grams(part)) <= set(indexed(text).split())
