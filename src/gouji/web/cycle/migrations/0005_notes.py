"""What a unit says of its budget, and of what it submitted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cycle", "0004_several_tags")]
    # Nothing where nothing was said: SQLite then adds the column to the table as it is, with its triggers.
    operations = [
        migrations.AddField("budget", "note", models.TextField(blank=True, null=True, verbose_name="编报说明")),
        migrations.AddField("submission", "note", models.TextField(null=True)),
    ]
