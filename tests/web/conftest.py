"""A database in memory for the session, a transaction undone after each test, and a small world in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "gouji.web.settings"

import django

from hatch_build import compile_catalogues

# What is tested is the English that the catalogues hold now.
list(compile_catalogues(Path(__file__).resolve().parent.parent.parent))
django.setup()

from django.conf import settings  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from django.core.cache import cache  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402

if TYPE_CHECKING:
    from tests.web.world import World

PASSWORD = "invented-pass-1"


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    settings.STORE = tmp_path_factory.mktemp("store")
    setup_test_environment()
    if connection.vendor == "postgresql":
        # Of this run alone: several may use one server.
        settings.DATABASES["default"]["TEST"]["NAME"] = f"test_gouji_{os.getpid()}"
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    yield
    connection.creation.destroy_test_db(name, verbosity=0)
    teardown_test_environment()


@pytest.fixture
def db(database: None) -> Iterator[None]:
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def whole_world(database: None) -> World:
    from tests.web.world import World

    return World.make()


@pytest.fixture
def world(whole_world: World, db: None) -> World:
    # Rows go back with the transaction; so must the objects.
    return deepcopy(whole_world)


@pytest.fixture
def login(world: World) -> Callable[[str], Client]:
    def enter(username: str) -> Client:
        client = Client()
        client.force_login(world.users[username], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def sample(repository: Path) -> bytes:
    return (repository / "examples" / "sample-2025-damaged.txt").read_bytes()


POSTGRESQL = os.environ.get("GOUJI_TEST_POSTGRESQL", "postgresql://root@127.0.0.1:5432/postgres")
"""A database of a server on which tests may make databases of their own."""


@pytest.fixture
def postgresql() -> Iterator[Callable[[], str]]:
    """Makes empty databases on the server where there is one; CI requires it."""
    import psycopg

    made: list[str] = []
    try:
        server = psycopg.connect(POSTGRESQL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no PostgreSQL here")

    def new() -> str:
        name = f"gouji_test_{os.getpid()}_{len(made)}"
        server.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return f"{POSTGRESQL.rpartition('/')[0]}/{name}"

    with server:
        yield new
        for name in made:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
