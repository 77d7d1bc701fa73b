"""What a document prints is kept for the year after."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [migrations.AddField("document", "figures", models.CharField(blank=True, max_length=64))]
