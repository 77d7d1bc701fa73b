"""What an installation is told by its environment, and what of it is unsafe.

``GOUJI_DATA``        folder of uploaded files, results and the SQLite database
``DATABASE_URL``      ``postgresql://user:password@host:port/name``; without it SQLite in the data folder
``GOUJI_URL``         the address users type, ``https://budget.example``: names the host that is answered to
``GOUJI_SECRET_KEY``  signs sessions; without it one is drawn and kept in the data folder (not in production)
``GOUJI_PRODUCTION``  ``1`` when real people's work is at stake
``GOUJI_DEBUG``       ``1`` shows programmers' error pages
``GOUJI_OIDC_ISSUER`` address of an OpenID Connect provider, for single sign-on; with ``GOUJI_OIDC_CLIENT_ID`` and
                      ``GOUJI_OIDC_CLIENT_SECRET``, ``GOUJI_OIDC_CLAIM`` (which claim is the user name, by default
                      ``preferred_username``) and ``GOUJI_OIDC_LABEL`` (what the provider is called)
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gouji.errors import GoujiError

_KEY_LENGTH = 50
_KEY_KINDS = 12
"""Fifty random characters have many more different ones."""
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Provider:
    """Who says who a person is; ``claim`` is the one that holds the user name, ``label`` what people call it."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "preferred_username"
    label: str = "统一身份认证"


@dataclass(frozen=True, slots=True)
class Config:
    """One installation; see the module for where each value comes from."""

    data: Path
    database_url: str = ""
    url: str = ""
    secret_key: str = ""
    production: bool = False
    debug: bool = False
    provider: Provider | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """As the environment says; the data folder is ``gouji-data`` where none is named."""
        return cls(
            Path(environment.get("GOUJI_DATA") or "gouji-data").absolute(),
            environment.get("DATABASE_URL", ""),
            environment.get("GOUJI_URL", "").rstrip("/"),
            environment.get("GOUJI_SECRET_KEY", ""),
            environment.get("GOUJI_PRODUCTION") == "1",
            environment.get("GOUJI_DEBUG") == "1",
            _provider(environment),
        )

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that are answered to."""
        named = urlsplit(self.url).hostname
        if self.production:
            return (named,) if named else ()
        return (*_LOCAL_HOSTS, *([named] if named else []))

    @property
    def is_https(self) -> bool:
        """Whether users come by an encrypted connection."""
        return self.url.startswith("https://")

    def key(self) -> str:
        """The secret key; outside production that of the data folder, or a passing one where none was drawn yet."""
        if self.secret_key or self.production:
            return self.secret_key
        path = self.data / "secret_key"
        return path.read_text("utf-8").strip() if path.exists() else secrets.token_urlsafe(_KEY_LENGTH)

    def draw_key(self) -> None:
        """Draw a secret key and keep it in the data folder, where one is needed and none is there."""
        path = self.data / "secret_key"
        if self.secret_key or self.production or path.exists():
            return
        draft = path.with_name(f"secret_key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(_KEY_LENGTH), "utf-8")
        draft.replace(path)

    def database(self) -> dict[str, Any]:
        """The database as Django wants it told. Raises :class:`GoujiError` for an address that is none."""
        if not self.database_url:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": self.data / "gouji.sqlite3",
                "OPTIONS": {
                    "timeout": 20,
                    # Writers queue up at the start of a transaction, where waiting is possible, not in its middle.
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                },
            }
        parts = urlsplit(self.database_url)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            raise GoujiError("DATABASE_URL 应为 postgresql://用户:密码@主机:端口/数据库名。")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }

    def dangers(self) -> Iterator[str]:
        """What forbids production, each as a Chinese sentence that says what to do."""
        if self.debug:
            yield "GOUJI_DEBUG 会向外人显示程序内部信息，请去掉。"
        if len(self.secret_key) < _KEY_LENGTH or len(set(self.secret_key)) < _KEY_KINDS:
            yield f"GOUJI_SECRET_KEY 没有设置、不足 {_KEY_LENGTH} 个字符或太有规律，请设为一串随机字符并妥善保管。"
        if not self.url:
            yield "GOUJI_URL 没有设置，请设为用户访问的网址，如 https://budget.example。"
        elif not self.is_https:
            yield "GOUJI_URL 不是 https 网址：登录信息会被旁人看到，请在前面的代理上启用 https。"
        if self.url and _is_here(urlsplit(self.url).hostname or ""):
            yield "GOUJI_URL 的主机名是本机地址，请换成用户访问的域名。"
        elif (self.url and self.url != f"{urlsplit(self.url).scheme}://{urlsplit(self.url).netloc}") or "@" in self.url:
            yield "GOUJI_URL 只写协议和主机名（有端口的写端口），如 https://budget.example。"
        if self.provider is not None:
            if not self.provider.issuer.startswith("https://"):
                yield "GOUJI_OIDC_ISSUER 不是 https 网址：别人可以冒充统一身份认证。"
            if not self.provider.client_id or not self.provider.client_secret:
                yield "设置了 GOUJI_OIDC_ISSUER，还须设置 GOUJI_OIDC_CLIENT_ID 和 GOUJI_OIDC_CLIENT_SECRET。"


def _is_here(host: str) -> bool:
    """Whether a host name means this machine, or any."""
    try:
        address = ip_address(host)
    except ValueError:
        name = host.rstrip(".")
        return name in {"", "*", "localhost"} or name.endswith((".localhost", ".localdomain"))
    return address.is_loopback or address.is_unspecified


def _provider(environment: Mapping[str, str]) -> Provider | None:
    issuer = environment.get("GOUJI_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    return Provider(
        issuer,
        environment.get("GOUJI_OIDC_CLIENT_ID", ""),
        environment.get("GOUJI_OIDC_CLIENT_SECRET", ""),
        environment.get("GOUJI_OIDC_CLAIM") or "preferred_username",
        environment.get("GOUJI_OIDC_LABEL") or "统一身份认证",
    )
