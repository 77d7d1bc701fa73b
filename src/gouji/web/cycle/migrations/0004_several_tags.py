"""A line may be several things at once: the one tag becomes the codes of any number, which one code is already."""

from django.db import migrations, models

from gouji.web.base.migrating import AlterField


class Migration(migrations.Migration):
    dependencies = [("cycle", "0003_append_only")]
    operations = [
        operation
        for name in ("line", "adjustmentline")
        for operation in (
            migrations.RenameField(name, "tag", "tags"),
            AlterField(name, "tags", models.CharField(blank=True, max_length=250)),
        )
    ]
