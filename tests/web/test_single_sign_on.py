"""Single sign-on against a provider on this machine: who comes in, and everyone who does not."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

from gouji.web.accounts import single_sign_on
from gouji.web.config import Config, Provider
from gouji.web.journal.models import Event
from tests.web.test_serve import SAFE
from tests.web.world import World


class FakeProvider:
    """Signs what it is told to; remembers what it was asked."""

    def __init__(self) -> None:
        self.key, self.other = (RSAKey.generate_key(2048, {"kid": name, "use": "sig"}) for name in ("one", "two"))
        self.claims: dict[str, Any] = {}
        self.signed_by = self.key
        self.asked: list[dict[str, list[str]]] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(provider.told(urlsplit(self.path).path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.asked.append(parse_qs(body))
                token = jwt.encode({"alg": "RS256", "kid": "one"}, provider.claims, provider.signed_by)
                self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token})

            def answer(self, content: object) -> None:
                data = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def told(self, path: str) -> object:
        if path == "/keys":
            return {"keys": [self.key.as_dict(private=False)]}
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
        }


@pytest.fixture(scope="module")
def server() -> Iterator[FakeProvider]:
    made = FakeProvider()
    yield made
    made.server.shutdown()


@pytest.fixture
def provider(server: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(settings, "PROVIDER", Provider(server.issuer, "gouji", "secret"))
    single_sign_on._client.cache_clear()
    server.asked.clear()
    server.signed_by = server.key
    return server


def arrive(client: Client, provider: FakeProvider, name: str, subject: str = "s-1", **wrong: Any) -> Any:
    """Go to the provider and come back as it says."""
    begun = client.get("/login/sso/?next=/documents/")
    assert begun.status_code == 302
    query = parse_qs(urlsplit(begun["Location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": "gouji", "sub": subject, "iat": now, "exp": now + 60}
    provider.claims = claims | {"nonce": query["nonce"][0], "preferred_username": name} | wrong
    return client.get("/login/sso/back/", {"code": "c", "state": query["state"][0]})


def test_who_has_an_account_comes_in(provider: FakeProvider, world: World) -> None:
    world.users["finance"].must_change_password = True
    world.users["finance"].save()
    client = Client()
    assert "用统一身份认证登录" in client.get("/login/").content.decode()
    abroad = Client()
    abroad.cookies["gouji_language"] = "en"
    assert "Log in with single sign-on" in abroad.get("/login/").content.decode()
    response = arrive(client, provider, "finance")
    assert (response.status_code, response["Location"]) == (302, "/documents/")
    assert client.get("/documents/").status_code == 200, "no password is asked for"
    assert provider.asked[0]["code_verifier"]
    assert Event.objects.filter(action="login", user=world.users["finance"]).count() == 1
    assert Event.objects.filter(action="account.tied").count() == 1
    assert arrive(Client(), provider, "finance").status_code == 302
    assert Event.objects.filter(action="account.tied").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://another.example"},
        {"exp": 1},
        {"sub": ""},
        {"preferred_username": "nobody"},
        {"preferred_username": ""},
    ],
    ids=str,
)
def test_a_wrong_token_opens_nothing(wrong: dict[str, Any], provider: FakeProvider, world: World) -> None:
    client = Client()
    response = arrive(client, provider, "finance", **wrong)
    assert response.status_code == 403
    assert "没有登录" in response.content.decode()
    assert client.get("/").status_code == 302
    assert Event.objects.filter(action="login.failed").count() == 1
    assert not Event.objects.filter(action="login").exists()


def test_a_token_signed_by_another_opens_nothing(provider: FakeProvider, world: World) -> None:
    provider.signed_by = provider.other
    assert arrive(Client(), provider, "finance").status_code == 403


def test_an_answer_nobody_asked_for_opens_nothing(provider: FakeProvider, world: World) -> None:
    """Forged, or said a second time."""
    client = Client()
    assert client.get("/login/sso/back/", {"code": "c", "state": "invented"}).status_code == 403
    begun = client.get("/login/sso/")
    state = parse_qs(urlsplit(begun["Location"]).query)["state"][0]
    assert Client().get("/login/sso/back/", {"code": "c", "state": state}).status_code == 403
    assert arrive(client, provider, "finance").status_code == 302
    assert client.get("/login/sso/back/", {"code": "c", "state": state}).status_code == 403
    assert client.get("/login/sso/back/", {"error": "access_denied"}).status_code == 403


def test_an_account_belongs_to_who_came_first(provider: FakeProvider, world: World) -> None:
    """The user name given to somebody else there, an account that was closed."""
    assert arrive(Client(), provider, "finance", "s-1").status_code == 302
    assert arrive(Client(), provider, "finance", "s-2").status_code == 403
    assert arrive(Client(), provider, "auditor", "s-1").status_code == 403
    world.users["finance"].refresh_from_db()
    world.users["finance"].is_active = False
    world.users["finance"].save()
    assert arrive(Client(), provider, "finance", "s-1").status_code == 403


def test_it_leads_nowhere_else(provider: FakeProvider, world: World) -> None:
    client = Client()
    begun = client.get("/login/sso/?next=https://elsewhere.example/")
    query = parse_qs(urlsplit(begun["Location"]).query)
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": "gouji", "sub": "s-1", "iat": now, "exp": now + 60}
    provider.claims = claims | {"nonce": query["nonce"][0], "preferred_username": "finance"}
    response = client.get("/login/sso/back/", {"code": "c", "state": query["state"][0]})
    assert response["Location"] == "/"


def test_a_provider_that_does_not_answer_is_said(provider: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PROVIDER", Provider("http://127.0.0.1:9", "gouji", "secret"))
    single_sign_on._client.cache_clear()
    response = Client().get("/login/sso/")
    assert response.status_code == 403
    assert "连不上" in response.content.decode()


def test_off_unless_it_is_told(db: None) -> None:
    assert settings.PROVIDER is None
    assert "登录" in Client().get("/login/").content.decode()
    assert "sso" not in Client().get("/login/").content.decode()
    for path in ("/login/sso/", "/login/sso/back/"):
        assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("told", "danger"),
    [
        ({"GOUJI_OIDC_ISSUER": "http://id.example"}, "不是 https"),
        ({"GOUJI_OIDC_ISSUER": "https://id.example"}, "GOUJI_OIDC_CLIENT_ID"),
    ],
)
def test_production_refuses_an_unsafe_provider(told: dict[str, str], danger: str) -> None:
    dangers = list(Config.of(SAFE | {"GOUJI_PRODUCTION": "1"} | told).dangers())
    assert any(danger in text for text in dangers)
    whole = told | {
        "GOUJI_OIDC_ISSUER": "https://id.example/",
        "GOUJI_OIDC_CLIENT_ID": "gouji",
        "GOUJI_OIDC_CLIENT_SECRET": "secret",
    }
    assert list(Config.of(SAFE | {"GOUJI_PRODUCTION": "1"} | whole).dangers()) == []
