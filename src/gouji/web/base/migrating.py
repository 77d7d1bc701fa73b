"""Changes of a schema that leave the database's own refusals in place."""

from __future__ import annotations

from typing import Any

from django.db import migrations


class AlterField(migrations.AlterField):
    """Alters a field and keeps the table's triggers: SQLite makes the table anew, and they go with the old one."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Alter, then put back what is gone."""
        self._keeping(app_label, schema_editor, to_state, super().database_forwards, from_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The same, back."""
        self._keeping(app_label, schema_editor, to_state, super().database_backwards, from_state)

    def _keeping(self, app_label: str, schema_editor: Any, to_state: Any, change: Any, from_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        before = _triggers(schema_editor.connection, table)
        change(app_label, schema_editor, from_state, to_state)
        after = _triggers(schema_editor.connection, table)
        for name, sql in before.items():
            if name not in after:
                schema_editor.execute(sql)


def _triggers(connection: Any, table: str) -> dict[str, str]:
    """The triggers of a table in SQLite, by name; elsewhere none is lost."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return dict(cursor.fetchall())
