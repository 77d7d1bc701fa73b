"""The points of a published self-evaluation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0002_accepted_at"),
        ("publication", "0004_kinds_of_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="points",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
