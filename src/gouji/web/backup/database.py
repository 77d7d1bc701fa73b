"""What a backup needs of the database: a moment that stands still, its schema's state, and rows put in as they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from gouji.errors import GoujiError

_OTHERS = frozenset({"auth", "contenttypes", "sessions"})
"""Apps whose tables are made anew: log-ins end with a restore, the rest is Django's own bookkeeping."""


def models() -> list[type[Model]]:
    """The models whose rows are kept."""
    return [model for model in apps.get_models() if model._meta.app_label not in _OTHERS and model._meta.managed]


@contextmanager
def standing_still() -> Iterator[None]:
    """Every question within sees the database as it was at the first; nobody is kept from writing."""
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def schema_state() -> dict[str, str]:
    """The last applied migration of every app."""
    executor = MigrationExecutor(connection)
    applied = set(MigrationRecorder(connection).applied_migrations())
    graph = executor.loader.graph
    if waiting := [node for node in graph.leaf_nodes() if node not in applied]:
        raise GoujiError(f"数据库还没有升级到这个版本（{waiting[0][0]}），请先启动一次 gouji serve。")
    return dict(graph.leaf_nodes())


def is_empty() -> bool:
    """Whether nothing is in the database."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def schema_at(state: dict[str, str]) -> Any:
    """Make the schema of a state in an empty database; gives the models as they were then. Raises
    :class:`GoujiError` for a state that this version does not know."""
    executor = MigrationExecutor(connection)
    targets = list(state.items())
    known = executor.loader.graph.nodes
    if unknown := [name for name in targets if name not in known]:
        raise GoujiError(f"备份来自更新的版本（{unknown[0][0]} {unknown[0][1]}），请先升级 gouji。")
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def upgrade() -> None:
    """Bring the schema up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def counted() -> None:
    """Let the database count what it holds now, so that the first pages are as quick as later ones."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def unguarded() -> Iterator[None]:
    """One transaction in which the triggers that refuse changes are silent: rows are put in as they were. Foreign keys
    are checked at its end as ever."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
            for name in tables:
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in tables:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _name, sql in guards:
            cursor.execute(sql)


def reset_sequences(state: Any) -> None:
    """Have new rows numbered after those put in."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(state.get_models())):
            cursor.execute(statement)


def emptied() -> None:
    """Take away what a failed restore made in a database that was empty before."""
    if connection.vendor != "postgresql":
        name = connection.settings_dict["NAME"]
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            type(name)(f"{name}{suffix}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
        if tables:
            cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")
        cursor.execute(
            "SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace "
            "AND p.prorettype = 'trigger'::regtype AND pg_get_userbyid(p.proowner) = current_user"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {name}")
