"""The database itself refuses to change or delete an event, whoever asks."""

from django.db import migrations

_SQLITE = """
CREATE TRIGGER journal_event_{verb} BEFORE {verb} ON journal_event
BEGIN SELECT RAISE(ABORT, 'journal_event is append-only'); END
"""
_FUNCTION = """
CREATE FUNCTION journal_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'journal_event is append-only'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER journal_event_{verb} BEFORE {verb} ON journal_event
FOR EACH ROW EXECUTE FUNCTION journal_event_refuse()
"""


def protect(apps, editor):
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(_FUNCTION)
    for verb in ("update", "delete"):
        editor.execute((_POSTGRESQL if vendor == "postgresql" else _SQLITE).format(verb=verb))


def release(apps, editor):
    vendor = editor.connection.vendor
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER journal_event_{verb}" + (" ON journal_event" if vendor == "postgresql" else ""))
    if vendor == "postgresql":
        editor.execute("DROP FUNCTION journal_event_refuse()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
