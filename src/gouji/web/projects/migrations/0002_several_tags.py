"""A line of a plan may be several things at once: the one tag becomes the codes of any number."""

from django.db import migrations, models

from gouji.web.base.migrating import AlterField


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [
        migrations.RenameField("planline", "tag", "tags"),
        AlterField("planline", "tags", models.CharField(blank=True, max_length=250)),
    ]
