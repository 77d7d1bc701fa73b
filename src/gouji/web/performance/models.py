"""What was told of projects within the year, and how they were judged at its end.

Indicators are kept as they were then (:func:`gouji.web.projects.targets.grid`), with what was reached: a target that is
changed later changes nothing that was told.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gouji.web.projects.models import Project


class Entry(models.Model):
    """Where a project stands on a day: ``paid`` of its year's budget in 分, and the ``indicators`` with what each has
    ``actual``ly reached and a ``note``. Entries are added, never changed; of one day the newest counts."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField()
    as_of = models.DateField(_("截至日期"))
    paid = models.PositiveBigIntegerField(_("累计执行数（元）"))
    indicators = models.JSONField()
    text = models.CharField(_("存在的问题和措施"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("project", "-year", "-as_of", "-id")

    def __str__(self) -> str:
        return f"{self.project} {self.as_of}"


class State(models.TextChoices):
    """Where a self-evaluation stands."""

    DRAFTING = "drafting", _("自评中")
    OFFERED = "offered", _("待部门审核")
    ACCEPTED = "accepted", _("已审定")


class Evaluation(models.Model):
    """The self-evaluation of a project's year. ``budget`` and ``paid`` in 分; ``indicators`` as in :class:`Entry`, with
    ``actual``, ``grade``, ``share`` and ``reason``; ``total`` in hundredths of a point once it can be reckoned;
    ``accepted_at`` is known while it is accepted."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFTING, db_index=True)
    version = models.PositiveIntegerField(default=1)
    budget = models.PositiveBigIntegerField(_("全年预算数（元）"), default=0)
    paid = models.PositiveBigIntegerField(_("全年执行数（元）"), default=0)
    objective = models.TextField(_("年初绩效目标"), blank=True)
    achieved = models.TextField(_("目标完成情况"), blank=True, max_length=4000)
    rate_reason = models.CharField(_("执行率偏低的原因"), blank=True, max_length=1000)
    indicators = models.JSONField(default=list)
    total = models.PositiveIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("project", "-year")
        constraints = (models.UniqueConstraint(fields=("project", "year"), name="one_evaluation_a_year"),)

    def __str__(self) -> str:
        return gettext("%(project)s %(year)s 年绩效自评") % {"project": self.project, "year": self.year}
