"""What is published stays as it is, whoever asks the database; and an index of its words."""

from django.db import migrations

_ROWS = ("file", "part", "amount", "figure", "passage")
_REFUSAL = "what is published is never changed"


def _all_triggers():
    for verb in ("update", "delete"):
        yield "publication_version", verb, "OLD.state = 'published'"
        for name in _ROWS:
            yield f"publication_{name}", verb, "1 = 1"


_TRIGGERS = tuple(_all_triggers())  # type: ignore[no-untyped-call]
"""(table, verb, condition) of each."""


def seal(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION publication_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
        )
        for table, verb, condition in _TRIGGERS:
            editor.execute(
                f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} FOR EACH ROW WHEN ({condition}) "
                "EXECUTE FUNCTION publication_refuse()"
            )
        editor.execute(
            "CREATE INDEX publication_passage_grams ON publication_passage USING gin (string_to_array(grams, ' '))"
        )
        return
    for table, verb, condition in _TRIGGERS:
        editor.execute(
            f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
    editor.execute(
        "CREATE VIRTUAL TABLE publication_passage_grams USING fts5(grams, content='publication_passage', "
        "content_rowid='id', columnsize=0, detail=none)"
    )
    editor.execute(
        "CREATE TRIGGER publication_passage_insert AFTER INSERT ON publication_passage BEGIN "
        "INSERT INTO publication_passage_grams(rowid, grams) VALUES (NEW.id, NEW.grams); END"
    )


def unseal(apps, editor):
    on = editor.connection.vendor == "postgresql"
    for table, verb, _condition in _TRIGGERS:
        editor.execute(f"DROP TRIGGER {table}_{verb}" + (f" ON {table}" if on else ""))
    if on:
        editor.execute("DROP FUNCTION publication_refuse()")
        editor.execute("DROP INDEX publication_passage_grams")
    else:
        editor.execute("DROP TRIGGER publication_passage_insert")
        editor.execute("DROP TABLE publication_passage_grams")


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]
    operations = [migrations.RunPython(seal, unseal)]
