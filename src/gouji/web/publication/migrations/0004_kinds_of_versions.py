"""Versions of several kinds: the budget, as adjusted, self-evaluations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_VERBS = ("update", "delete")


def unseal(apps, editor):
    """On SQLite a table that changes is made anew, and its triggers are lost with the old one."""
    if editor.connection.vendor == "sqlite":
        for verb in _VERBS:
            editor.execute(f"DROP TRIGGER IF EXISTS publication_version_{verb}")


def seal(apps, editor):
    if editor.connection.vendor == "sqlite":
        for verb in _VERBS:
            editor.execute(
                f"CREATE TRIGGER publication_version_{verb} BEFORE {verb} ON publication_version "
                "WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'what is published is never changed'); END"
            )


class Migration(migrations.Migration):
    dependencies = [
        ("cycle", "0004_several_tags"),
        ("organisation", "0003_imports"),
        ("performance", "0001_initial"),
        ("publication", "0003_passages_newest_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(unseal, seal),
        migrations.RemoveConstraint(
            model_name="current",
            name="one_current_version",
        ),
        migrations.RemoveConstraint(
            model_name="version",
            name="one_version_a_number",
        ),
        migrations.RemoveConstraint(
            model_name="version",
            name="one_publication_at_a_time",
        ),
        migrations.AddField(
            model_name="amount",
            name="stage",
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.AddField(
            model_name="current",
            name="evaluation",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current",
                to="performance.evaluation",
            ),
        ),
        migrations.AddField(
            model_name="current",
            name="kind",
            field=models.CharField(
                choices=[("budget", "部门预算"), ("adjusted_budget", "预算调整"), ("evaluation", "绩效自评")],
                default="budget",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="adjustments",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="version",
            name="explanation",
            field=models.TextField(blank=True, default="", verbose_name="调整的情况和原因"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="version",
            name="evaluation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="performance.evaluation",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="kind",
            field=models.CharField(
                choices=[("budget", "部门预算"), ("adjusted_budget", "预算调整"), ("evaluation", "绩效自评")],
                default="budget",
                max_length=16,
                verbose_name="公开的内容",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="original",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjusted",
                to="publication.version",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="withdraws",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="current",
            constraint=models.UniqueConstraint(
                condition=models.Q(("evaluation", None)),
                fields=("cycle", "department", "kind"),
                name="one_current_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("evaluation", None)),
                fields=("cycle", "department", "kind", "number"),
                name="one_version_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("evaluation", "number"), name="one_evaluation_version_a_number"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("evaluation", None), ("state", "waiting")),
                fields=("cycle", "department"),
                name="one_publication_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("evaluation",), name="one_evaluation_at_a_time"
            ),
        ),
        migrations.RunPython(seal, unseal),
    ]
