"""A year of a region, the budget of each unit in it, its lines and ceilings, and what was submitted when."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouji.web.organisation.models import Office

PUBLICATION_DAYS = timedelta(days=20)
"""预算法第十四条: a department publishes within twenty days of the approval."""


class Stage(models.TextChoices):
    """Where a budget stands between its unit, its department and the finance bureau."""

    REQUESTING = "requesting", _("一上编报")
    REQUEST_UNIT = "request_unit", _("一上：单位审核")
    REQUEST_DEPARTMENT = "request_department", _("一上：部门审核")
    REQUEST_FINANCE = "request_finance", _("一下：待下达控制数")
    DRAFTING = "drafting", _("二上编报")
    DRAFT_UNIT = "draft_unit", _("二上：单位审核")
    DRAFT_DEPARTMENT = "draft_department", _("二上：部门审核")
    DRAFT_FINANCE = "draft_finance", _("二下：待批复")
    APPROVED = "approved", _("已批复")


class Cycle(models.Model):
    """A budget year of a region."""

    region = models.ForeignKey(Office, models.PROTECT, related_name="cycles", verbose_name=_("地区"))
    year = models.PositiveSmallIntegerField(_("预算年度"))
    request_due = models.DateField(_("一上截止"))
    draft_due = models.DateField(_("二上截止"))

    class Meta:
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=("region", "year"), name="one_cycle_a_year"),)

    def __str__(self) -> str:
        return f"{self.region} {self.year} 年"


class Budget(models.Model):
    """The budget of one unit. ``version`` counts every change of its lines, ceilings and stage: who saves says which
    one they saw."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="budgets")
    unit = models.ForeignKey(Office, models.PROTECT, related_name="budgets", verbose_name=_("单位"))
    stage = models.CharField(_("状态"), max_length=20, choices=Stage.choices, default=Stage.REQUESTING, db_index=True)
    version = models.PositiveIntegerField(default=1)
    approved_on = models.DateField(null=True)

    class Meta:
        ordering = ("unit__path",)
        constraints = (models.UniqueConstraint(fields=("cycle", "unit"), name="one_budget_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.cycle.year} 年预算"

    @property
    def due(self) -> date | None:
        """Until when it must leave the unit; None when it need not."""
        if self.stage in {Stage.REQUESTING, Stage.REQUEST_UNIT, Stage.REQUEST_DEPARTMENT}:
            return self.cycle.request_due
        if self.stage in {Stage.DRAFTING, Stage.DRAFT_UNIT, Stage.DRAFT_DEPARTMENT}:
            return self.cycle.draft_due
        return self.approved_on + PUBLICATION_DAYS if self.approved_on else None

    def is_late(self, today: date) -> bool:
        """Whether the day it was due has passed and it is still not with the finance bureau."""
        return self.stage != Stage.APPROVED and self.due is not None and today > self.due


def publication_due(year: int) -> dict[int, date]:
    """Until when each department (by id) must publish its budget of a year: twenty days after the last of its units was
    approved. A department some of whose units wait for approval is not in it."""
    units = Budget.objects.filter(cycle__year=year).order_by().values("unit__parent")
    dated = units.annotate(last=models.Max("approved_on"), all=models.Count("pk"), done=models.Count("approved_on"))
    return {one["unit__parent"] or 0: one["last"] + PUBLICATION_DAYS for one in dated if one["all"] == one["done"]}


class Line(models.Model):
    """One amount in 分. Codes as in :class:`gouji.model.ledger.Fact`; "" where a dimension does not apply."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    side = models.CharField(max_length=11)
    function = models.CharField(max_length=7, blank=True)
    economic = models.CharField(max_length=5, blank=True)
    use = models.CharField(max_length=20, blank=True)
    fund = models.CharField(max_length=40)
    origin = models.CharField(max_length=12)
    project = models.CharField(max_length=100, blank=True)
    tag = models.CharField(max_length=40, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("budget", "position")


class Ceiling(models.Model):
    """What the finance bureau allots at most, in 分: for a source of funds, basic expenditure or projects."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="ceilings")
    fund = models.CharField(max_length=40)
    use = models.CharField(max_length=20)
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("budget", "fund", "use")
        constraints = (models.UniqueConstraint(fields=("budget", "fund", "use"), name="one_ceiling_a_use"),)


class Submission(models.Model):
    """The lines as they were when the unit submitted them; never changed."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="submissions")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()

    class Meta:
        ordering = ("-id",)
