"""When a self-evaluation was accepted; of those that are, as the log has it."""

from django.db import migrations, models


def look_up(apps, editor):
    evaluations = apps.get_model("performance", "Evaluation").objects
    events = apps.get_model("journal", "Event").objects.filter(action="evaluation.accept")
    for found in evaluations.filter(state="accepted").iterator():
        last = events.filter(subject=f"evaluation:{found.pk}").order_by("-at").first()
        if last is not None:
            evaluations.filter(pk=found.pk).update(accepted_at=last.at)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
        ("performance", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="accepted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(look_up, migrations.RunPython.noop),
    ]
