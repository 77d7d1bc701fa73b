"""Chinese unless somebody chose English at this very browser; the choice leads back to where it was made."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from gouji.web.base.language import chosen, in_chinese
from gouji.web.journal.log import record
from gouji.web.journal.models import Event
from tests.web.world import World

OWN = {"HTTP_ORIGIN": "http://testserver"}
Login = Callable[[str], Client]


def english(client: Client) -> Client:
    client.cookies["gouji_language"] = "en"
    return client


def language_of(page: str) -> str:
    return re.findall(r'<html lang="([^"]*)"', page)[0]


@pytest.mark.parametrize("address", ["/login/", "/open/", "/open/compare/", "/nowhere/"])
def test_nobody_sees_english_by_accident(world: World, address: str) -> None:
    abroad = Client(headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert language_of(abroad.get(address).content.decode()) == "zh-CN"


@pytest.mark.parametrize("address", ["/login/?next=/offices/", "/open/?year=2026", "/open/compare/"])
def test_the_switch_leads_back_in_the_other_language(world: World, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(address).content.decode()
    (form, *_more) = re.findall(r'<form class="language".*?</form>', page)
    here = re.findall(r'name="next" value="([^"]*)"', form)[0]
    assert here == address
    answer = client.post("/language/", {"next": here, "language": "en"}, **OWN)
    assert (answer.status_code, answer["Location"]) == (302, address)
    cookie = answer.cookies["gouji_language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    page = client.get(address).content.decode()
    assert language_of(page) == "en"
    assert 'value="zh-hans" lang="zh-CN">中文<' in page
    client.post("/language/", {"next": here, "language": "zh-hans"}, **OWN)
    assert language_of(client.get(address).content.decode()) == "zh-CN"


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(world: World, away: str) -> None:
    assert Client().post("/language/", {"next": away, "language": "en"}, **OWN)["Location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_another_site_cannot_switch(world: World, headers: dict[str, str]) -> None:
    answer = Client(headers=headers).post("/language/", {"next": "/", "language": "en"})
    assert answer.status_code == 403
    assert not answer.cookies


def test_looking_at_the_switch_changes_nothing(world: World) -> None:
    assert Client().get("/language/").status_code == 405
    answer = Client().post("/language/", {"next": "/open/", "language": "xx"}, **OWN)
    assert (answer.status_code, len(answer.cookies)) == (302, 0)


def test_an_unknown_language_is_chinese(world: World) -> None:
    client = Client()
    client.cookies["gouji_language"] = "../../en"
    response = client.get("/login/")
    assert chosen(response.wsgi_request) == "zh-hans"
    assert language_of(response.content.decode()) == "zh-CN"


def test_a_failed_form_leads_back_to_its_page(login: Login) -> None:
    client = login("finance")
    page = client.post("/password/", {}, headers={"Referer": "http://testserver/password/"}).content.decode()
    assert 'name="next" value="http://testserver/password/"' in page
    page = client.post("/password/", {}, headers={"Referer": "https://elsewhere.example/"}).content.decode()
    assert 'name="next" value="/"' in page


def test_a_cache_keeps_the_languages_apart(world: World) -> None:
    first, second = Client().get("/open/"), english(Client()).get("/open/")
    assert first["Vary"] == second["Vary"] == "Cookie"
    assert first["ETag"] != second["ETag"]
    again = Client().get("/open/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["Vary"]) == (304, "Cookie")
    # Somebody who has chosen since has a page of the other language in hand.
    assert english(Client()).get("/open/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_data_are_the_same_in_every_language(world: World) -> None:
    first, second = Client().get("/open/api/v1/budgets"), english(Client()).get("/open/api/v1/budgets")
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert "Vary" not in first


def test_scripts_have_their_words(login: Login) -> None:
    assert 'id="words"' not in login("finance").get("/budgets/").content.decode()
    assert 'id="words"' in english(login("finance")).get("/budgets/").content.decode()


def test_the_log_is_kept_in_chinese(world: World, login: Login) -> None:
    role = str(world.users["drafter"].assignments.get())
    english(login("administrator")).post(
        f"/accounts/{world.users['drafter'].pk}/roles/", {"role": "head", "office": world.units[0].pk}
    )
    kept = Event.objects.filter(action="account.changed").latest("pk")
    assert kept.after == {"role": f"{world.units[0]} 单位负责人"}
    with in_chinese():
        assert record(world.users["drafter"], "login", world.users["drafter"]).label == str(world.users["drafter"])
    assert role.endswith("单位经办人")
