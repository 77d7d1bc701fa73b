"""A department's first-level projects, the units' own below them, their plan by year, and their targets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gouji.web.organisation.models import Office


class Theme(models.Model):
    """A first-level project (一级项目) of a department: what its units' projects are gathered under."""

    department = models.ForeignKey(Office, models.PROTECT, related_name="themes", verbose_name=_("部门"))
    code = models.CharField(_("编码"), max_length=30, blank=True)
    name = models.CharField(_("一级项目名称"), max_length=100)
    purpose = models.TextField(_("设立依据和总体目标"), blank=True, max_length=2000)

    class Meta:
        ordering = ("department__path", "code", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "name"),
                name="one_theme_a_name",
                violation_error_message=_("本部门已有这个名称的一级项目。"),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    """The type of a second-level project, as published tables name it."""

    SPECIFIC = "specific", _("特定目标类项目")
    OPERATION = "operation", _("其他运转类项目")


class State(models.TextChoices):
    """Where a project stands: only a stored one is taken into a budget."""

    DRAFT = "draft", _("编制中")
    OFFERED = "offered", _("待入库审核")
    STORED = "stored", _("已入库")
    CLOSED = "closed", _("已终止")


class Project(models.Model):
    """A second-level project of a unit, over years. ``version`` counts every change of it, of its plan and targets;
    ``field`` of work is an id of :mod:`gouji.targets.library`."""

    unit = models.ForeignKey(Office, models.PROTECT, related_name="projects", verbose_name=_("单位"))
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("一级项目")
    )
    code = models.CharField(_("项目编码"), max_length=40, blank=True)
    name = models.CharField(_("项目名称"), max_length=100)
    kind = models.CharField(_("项目类型"), max_length=12, choices=Kind.choices, default=Kind.SPECIFIC)
    field = models.CharField(_("工作领域"), max_length=20, blank=True)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("结束年度"))
    basis = models.TextField(_("立项依据"), max_length=4000)
    content = models.TextField(_("实施内容"), max_length=4000)
    hidden = models.BooleanField(_("按规定不予公开"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit__path", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "name"),
                name="one_project_a_name",
                violation_error_message=_("本单位已有这个名称的项目。"),
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="project_ends_after_its_start"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> range:
        """The budget years it runs through."""
        return range(self.first_year, self.last_year + 1)


class PlanLine(models.Model):
    """What a project needs in a year, in 分: as a line of a budget, without the project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="plan")
    year = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    function = models.CharField(max_length=7)
    economic = models.CharField(max_length=5, blank=True)
    fund = models.CharField(max_length=40)
    tags = models.CharField(max_length=250, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("project", "year", "position")


class Target(models.Model):
    """The performance target of a project in a year."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    objective = models.TextField(_("年度绩效目标"), blank=True, max_length=4000)

    class Meta:
        ordering = ("project", "year")
        constraints = (models.UniqueConstraint(fields=("project", "year"), name="one_target_a_year"),)

    def __str__(self) -> str:
        return gettext("%(project)s %(year)s 年绩效目标") % {"project": self.project, "year": self.year}


class TargetIndicator(models.Model):
    """One indicator; fields as in :class:`gouji.model.disclosure.Indicator`."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="indicators")
    position = models.PositiveIntegerField()
    level1 = models.CharField(max_length=20)
    level2 = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    explanation = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=60)
    weight = models.CharField(max_length=10)
    interim_value = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("target", "position")

    def __str__(self) -> str:
        return self.name
