"""The database itself refuses to change what was approved or submitted: lines of an approved budget, approved adjustments
with their lines, and submissions."""

from django.db import migrations

_GUARDS = {
    # table: what must be so of the old row for the refusal
    "cycle_line": "(SELECT stage FROM cycle_budget WHERE id = OLD.budget_id) = 'approved'",
    "cycle_adjustment": "OLD.stage = 'approved'",
    "cycle_adjustmentline": "(SELECT stage FROM cycle_adjustment WHERE id = OLD.adjustment_id) = 'approved'",
    "cycle_submission": "1 = 1",
}
_SQLITE = """
CREATE TRIGGER {table}_{verb}_kept BEFORE {verb} ON {table} WHEN {holds}
BEGIN SELECT RAISE(ABORT, '{table}: what was approved is not changed'); END
"""
_FUNCTION = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {holds} THEN RAISE EXCEPTION '{table}: what was approved is not changed'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_{verb}_kept BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
"""


def protect(apps, editor):
    is_postgresql = editor.connection.vendor == "postgresql"
    for table, holds in _GUARDS.items():
        if is_postgresql:
            editor.execute(_FUNCTION.format(table=table, holds=holds))
        for verb in ("update", "delete"):
            editor.execute((_POSTGRESQL if is_postgresql else _SQLITE).format(table=table, verb=verb, holds=holds))


def release(apps, editor):
    is_postgresql = editor.connection.vendor == "postgresql"
    for table in _GUARDS:
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_{verb}_kept" + (f" ON {table}" if is_postgresql else ""))
        if is_postgresql:
            editor.execute(f"DROP FUNCTION {table}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("cycle", "0002_drafting")]
    operations = [migrations.RunPython(protect, release)]
