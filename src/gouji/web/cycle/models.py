"""A year of a region, the budget of each unit in it, its lines and ceilings, and what was submitted when."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gouji.web.organisation.models import Kind, Office

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
    congress_on = models.DateField(
        _("人代会批准预算日期"), null=True, blank=True, help_text=_("批复期限从这一天起算，批准后填写。")
    )
    staff_as_of = models.DateField(
        _("人员数截至日期"), null=True, blank=True, help_text=_("基本支出按这一天的实有人数测算；不填则按最新人数。")
    )

    class Meta:
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=("region", "year"), name="one_cycle_a_year"),)

    def __str__(self) -> str:
        return gettext("%(region)s %(year)s 年") % {"region": self.region, "year": self.year}


class Budget(models.Model):
    """The budget of one unit. ``version`` counts every change of its lines, ceilings and stage: who saves says which
    one they saw. ``errors`` are those of the lines when they were last saved; ``note`` is what the unit says of them
    (编报说明); ``issued_on`` is the day the department passed the approval on to the unit."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="budgets")
    unit = models.ForeignKey(Office, models.PROTECT, related_name="budgets", verbose_name=_("单位"))
    stage = models.CharField(_("状态"), max_length=20, choices=Stage.choices, default=Stage.REQUESTING, db_index=True)
    version = models.PositiveIntegerField(default=1)
    errors = models.PositiveIntegerField(default=0)
    note = models.TextField(_("编报说明"), null=True, blank=True)
    approved_on = models.DateField(null=True)
    issued_on = models.DateField(null=True)

    class Meta:
        ordering = ("unit__path",)
        constraints = (models.UniqueConstraint(fields=("cycle", "unit"), name="one_budget_a_unit"),)

    def __str__(self) -> str:
        return gettext("%(unit)s %(year)s 年预算") % {"unit": self.unit, "year": self.cycle.year}

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
    """One amount in 分. Codes as in :class:`gouji.model.ledger.Fact`; "" where a dimension does not apply. ``tags`` are
    codes with a space between them, in order."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    side = models.CharField(max_length=11)
    function = models.CharField(max_length=7, blank=True)
    economic = models.CharField(max_length=5, blank=True)
    use = models.CharField(max_length=20, blank=True)
    fund = models.CharField(max_length=40)
    origin = models.CharField(max_length=12)
    project = models.CharField(max_length=100, blank=True)
    tags = models.CharField(max_length=250, blank=True)
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


class StandardStaff(models.TextChoices):
    """Whom a standard is for: all that work, all the retired, or one kind."""

    ACTIVE = "active", _("在职人员")
    RETIRED_ALL = "retired_all", _("离退休人员")
    ADMINISTRATIVE = "administrative", _("行政编制")
    INSTITUTION = "institution", _("事业编制")
    WORKER = "worker", _("工勤编制")
    CONTRACT = "contract", _("编外聘用")
    RETIRED_CADRE = "retired_cadre", _("离休")
    RETIRED = "retired", _("退休")


class Use(models.TextChoices):
    """The two parts of basic expenditure."""

    PERSONNEL = "basic/personnel", _("人员经费")
    OPERATING = "basic/operating", _("公用经费")


class Standard(models.Model):
    """What the finance bureau gives for a head and year in an economic item, in 分, from a day until a day. A standard
    that ended stays; ``kind`` "" is for units of every kind."""

    region = models.ForeignKey(Office, models.PROTECT, related_name="standards", verbose_name=_("地区"))
    name = models.CharField(_("标准名称"), max_length=60)
    economic = models.CharField(_("经济分类科目（款）"), max_length=5)
    use = models.CharField(_("支出类别"), max_length=20, choices=Use.choices)
    staff = models.CharField(_("适用人员"), max_length=16, choices=StandardStaff.choices)
    kind = models.CharField(_("适用单位"), max_length=16, choices=Kind.choices, blank=True)
    amount = models.PositiveBigIntegerField(_("每人每年（元）"))
    basis = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("起始日期"))
    valid_until = models.DateField(_("截止日期"), null=True, blank=True)

    class Meta:
        ordering = ("region", "use", "economic", "name", "valid_from")

    def __str__(self) -> str:
        return self.name


class Explanation(models.Model):
    """Why a unit's amount in an economic item is another than its standards give."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="explanations")
    economic = models.CharField(max_length=5)
    use = models.CharField(max_length=20)
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("budget", "economic", "use")
        constraints = (models.UniqueConstraint(fields=("budget", "economic", "use"), name="one_explanation_an_item"),)


class Remark(models.Model):
    """A reviewer's word at a field of a line. ``row`` is the line as it was then, as :mod:`gouji.web.cycle.rows` shows
    it; ``field`` one of its names; a budget goes on only when every remark has an ``answer``."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="remarks")
    position = models.PositiveIntegerField()
    field = models.CharField(max_length=20)
    row = models.JSONField()
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("budget", "id")


class Submission(models.Model):
    """The lines, and what the unit said of them, as they were when it submitted them; never changed."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="submissions")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    note = models.TextField(null=True)

    class Meta:
        ordering = ("-id",)


class AdjustmentStage(models.TextChoices):
    """Where a change of an approved budget stands."""

    DRAFTING = "drafting", _("编制中")
    UNIT = "unit", _("单位审核")
    DEPARTMENT = "department", _("部门审核")
    FINANCE = "finance", _("待财政批复")
    APPROVED = "approved", _("已批复")
    WITHDRAWN = "withdrawn", _("已撤回")


class Adjustment(models.Model):
    """A change of an approved budget within its year. The budget's own lines stay as they were approved; what holds is
    they and the lines of every approved adjustment. The database refuses to change an approved one."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="adjustments")
    number = models.PositiveIntegerField()
    reason = models.CharField(_("调整理由"), max_length=1000)
    basis = models.CharField(_("依据（文号）"), max_length=200, blank=True)
    stage = models.CharField(
        _("状态"), max_length=12, choices=AdjustmentStage.choices, default=AdjustmentStage.DRAFTING, db_index=True
    )
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    approved_on = models.DateField(null=True)

    class Meta:
        ordering = ("budget", "number")
        constraints = (
            models.UniqueConstraint(fields=("budget", "number"), name="one_adjustment_a_number"),
            models.UniqueConstraint(
                fields=("budget",),
                condition=~models.Q(stage__in=("approved", "withdrawn")),
                name="one_open_adjustment",
            ),
        )

    def __str__(self) -> str:
        return gettext("%(budget)s第 %(number)s 次调整") % {"budget": self.budget, "number": self.number}


class AdjustmentLine(models.Model):
    """By how much a line of the budget changes, in 分: more or less than nothing."""

    adjustment = models.ForeignKey(Adjustment, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    side = models.CharField(max_length=11)
    function = models.CharField(max_length=7, blank=True)
    economic = models.CharField(max_length=5, blank=True)
    use = models.CharField(max_length=20, blank=True)
    fund = models.CharField(max_length=40)
    origin = models.CharField(max_length=12)
    project = models.CharField(max_length=100, blank=True)
    tags = models.CharField(max_length=250, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("adjustment", "position")
