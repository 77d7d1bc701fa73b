"""Logging in, lockout, sessions, passwords, and what an administrator may do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gouji.web.accounts.models import Assignment, User
from gouji.web.accounts.rights import Role
from gouji.web.journal.models import Event
from tests.web.conftest import PASSWORD
from tests.web.world import World


def enter(client: Client, username: str, password: str = PASSWORD) -> int:
    return client.post("/login/", {"username": username, "password": password}).status_code


def test_logging_in_and_out(world: World) -> None:
    client = Client()
    assert enter(client, "finance") == 302
    assert client.get("/").status_code == 200
    assert client.get("/logout/").status_code == 405, "a link must not log anybody out"
    client.post("/logout/")
    assert client.get("/").status_code == 302
    assert [event.action for event in Event.objects.filter(user=world.users["finance"])] == ["logout", "login"]


def test_five_wrong_passwords_lock_the_account(world: World) -> None:
    client = Client()
    assert [enter(client, "head", "wrong") for _ in range(5)][:4] == [200] * 4
    response = Client().post("/login/", {"username": "head", "password": PASSWORD})
    assert response.status_code == 429
    assert "账号已锁定" in response.content.decode()
    assert enter(Client(), "finance") == 302, "others are not locked"
    assert Event.objects.filter(action="login.failed").count() >= 5
    assert Event.objects.filter(action="login.locked").exists()


def test_a_session_ends_after_twelve_hours(login: Callable[[str], Client]) -> None:
    client = login("finance")
    client.get("/")
    session = client.session
    session["entered"] = (timezone.now() - timedelta(hours=13)).timestamp()
    session.save()
    assert client.get("/").status_code == 302


def test_no_open_redirect(world: World) -> None:
    response = Client().post(
        "/login/", {"username": "finance", "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert response["Location"] == "/"


@pytest.mark.parametrize("weak", ["short1", "allletterslong", "123456789012345", "password1234"])
def test_weak_passwords_are_refused(weak: str, login: Callable[[str], Client]) -> None:
    client = login("finance")
    form = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    assert client.post("/password/", form).status_code == 200
    assert enter(Client(), "finance") == 302


def test_a_temporary_password_must_be_changed_first(world: World, login: Callable[[str], Client]) -> None:
    drafter = world.users["drafter"]
    drafter.must_change_password = True
    drafter.save()
    client = login("drafter")
    assert client.get("/documents/")["Location"] == "/password/"
    assert client.post("/password/", {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 200
    form = {"new_password1": "another-pass-2", "new_password2": "another-pass-2"}
    assert client.post("/password/", form).status_code == 302
    assert client.get("/documents/").status_code == 200


def test_forms_of_others_are_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/login/", {"username": "finance", "password": PASSWORD})
    assert response.status_code == 403
    assert "没有作任何改动" in response.content.decode()


def test_headers(login: Callable[[str], Client]) -> None:
    response = login("finance").get("/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cache-Control"] == "no-store"
    assert "sessionid" in response.cookies
    assert response.cookies["sessionid"]["httponly"]


def test_a_new_account_gets_a_random_password_once(world: World, login: Callable[[str], Client]) -> None:
    client = login("administrator")
    form = {"username": "newcomer", "name": "新人", "is_active": "on", "role": "drafter", "office": world.units[1].pk}
    page = client.post("/accounts/new/", form).content.decode()
    drawn = re.search(r"<code>(\w+)</code>", page)
    assert drawn is not None
    assert enter(Client(), "newcomer", drawn[1]) == 302
    user = User.objects.get(username="newcomer")
    assert user.must_change_password
    assert drawn[1] not in str(list(Event.objects.values_list("before", "after", "label")))


def test_an_administrator_does_not_change_own_rights(world: World, login: Callable[[str], Client]) -> None:
    client, own = login("administrator"), world.users["administrator"]
    form = {"role": "finance", "office": world.region.pk}
    assert client.post(f"/accounts/{own.pk}/roles/", form).status_code == 404
    assert own.assignments.count() == 1


def test_an_administrator_of_one_department_stays_there(world: World, login: Callable[[str], Client]) -> None:
    narrow = world.users["administrator2"]
    narrow.assignments.update(office=world.departments[1])
    client = login("administrator2")
    page = client.get("/accounts/").content.decode()
    assert "drafter2" in page
    assert ">finance<" not in page
    assert client.get(f"/accounts/{world.users['drafter'].pk}/").status_code == 404
    form = {"role": Role.FINANCE, "office": world.region.pk}
    client.post(f"/accounts/{world.users['drafter2'].pk}/roles/", form)
    assert not Assignment.objects.filter(user=world.users["drafter2"], role=Role.FINANCE).exists()


def test_resetting_needs_ones_own_password(world: World, login: Callable[[str], Client]) -> None:
    client, drafter = login("administrator"), world.users["drafter"]
    client.post(f"/accounts/{drafter.pk}/password/", {"own_password": "guess"})
    assert enter(Client(), "drafter") == 302
    page = client.post(f"/accounts/{drafter.pk}/password/", {"own_password": PASSWORD}).content.decode()
    assert "<code>" in page
    assert enter(Client(), "drafter") == 200


def test_the_log_cannot_be_changed(world: World) -> None:
    from django.db import DatabaseError, transaction

    event = Event.objects.create(action="login")
    with pytest.raises(TypeError):
        event.save()
    for change in (
        lambda: Event.objects.filter(pk=event.pk).update(action="logout"),
        lambda: Event.objects.filter(pk=event.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
