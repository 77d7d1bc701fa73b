"""An office is a region, a department in it, or a unit of a department: nodes of one tree."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gouji.web.accounts.rights import Right
from gouji.web.base.queue import OpenJob
from gouji.web.base.saying import Saying


class Level(models.TextChoices):
    """What an office is."""

    REGION = "region", _("地区")
    DEPARTMENT = "department", _("部门")
    UNIT = "unit", _("单位")


class Kind(models.TextChoices):
    """What a unit is; the first two have 机关运行经费. Values as in :class:`gouji.model.ledger.UnitEntry`."""

    ADMINISTRATIVE = "administrative", _("行政单位")
    PARTICIPATING = "participating", _("参公单位")
    INSTITUTION = "institution", _("事业单位")


WITH_AGENCY_OPERATING = frozenset({Kind.ADMINISTRATIVE, Kind.PARTICIPATING})
"""The units whose operating expenses from appropriations are 机关运行经费."""


class Office(models.Model):
    """``path`` holds the ids from the root down to the office (``/1/4/9/``): a subtree is everything that begins so.
    An office that ended stays, so that its past stays readable."""

    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=100, unique=True, null=True, editable=False)
    name = models.CharField(_("名称"), max_length=100)
    code = models.CharField(_("预算编码"), max_length=30, blank=True)
    division = models.CharField(_("财政业务处室"), max_length=50, blank=True)
    kind = models.CharField(_("单位性质"), max_length=16, choices=Kind.choices, blank=True)
    # The newest staff figures in sum; see Staff.
    active_staff = models.PositiveIntegerField(_("在职人数"), null=True, blank=True)
    retired_staff = models.PositiveIntegerField(_("离退休人数"), null=True, blank=True)
    valid_from = models.DateField(_("起始日期"), null=True, blank=True)
    valid_until = models.DateField(_("截止日期"), null=True, blank=True)

    class Meta:
        ordering = ("path",)
        constraints = (models.UniqueConstraint(fields=("parent", "name"), name="one_name_below_a_parent"),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the first time the path follows from the id."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.path is None:
                above = self.parent.path if self.parent else "/"
                self.path = f"{above}{self.pk}/"
                super().save(update_fields=["path"])

    @property
    def has_agency_operating(self) -> bool:
        """Whether the unit has 机关运行经费."""
        return self.kind in WITH_AGENCY_OPERATING

    @property
    def depth(self) -> int:
        """0 for a region without parent, 1 below it, and so on."""
        return (self.path or "//").count("/") - 2

    @property
    def department(self) -> Office | None:
        """The department the office is or belongs to; None for a region."""
        if self.level == Level.REGION:
            return None
        return self if self.level == Level.DEPARTMENT else self.parent


def one_after_another(office: Office) -> None:
    """Until the end of the transaction nobody else who asks for the same changes an office of this one's tree."""
    root = int(str(office.path).split("/")[1])
    Office.objects.select_for_update(no_key=True).get(pk=root)


def valid(day: date) -> Q:
    """The offices that exist on a day."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_until=None) | Q(valid_until__gte=day))


class StaffKind(models.TextChoices):
    """Whom staff figures count. The retired have no posts (编制)."""

    ADMINISTRATIVE = "administrative", _("行政编制")
    INSTITUTION = "institution", _("事业编制")
    WORKER = "worker", _("工勤编制")
    CONTRACT = "contract", _("编外聘用")
    RETIRED_CADRE = "retired_cadre", _("离休")
    RETIRED = "retired", _("退休")


ACTIVE_KINDS = (StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION, StaffKind.WORKER, StaffKind.CONTRACT)
RETIRED_KINDS = (StaffKind.RETIRED_CADRE, StaffKind.RETIRED)


class Staff(models.Model):
    """Heads of one kind in a unit from a day on: ``quota`` posts (编制), ``actual`` people (实有). The figures of a day
    replace all earlier ones; those stay."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="staff")
    as_of = models.DateField(_("截至日期"))
    kind = models.CharField(_("人员类别"), max_length=16, choices=StaffKind.choices)
    quota = models.PositiveIntegerField(_("编制数"), default=0)
    actual = models.PositiveIntegerField(_("实有数"), default=0)

    class Meta:
        ordering = ("office", "-as_of", "kind")
        constraints = (models.UniqueConstraint(fields=("office", "as_of", "kind"), name="one_figure_a_day"),)


def staff_on(office: Office, day: date) -> dict[str, Staff]:
    """The figures by kind as they stand on a day; empty when none were given until then."""
    last = office.staff.filter(as_of__lte=day).aggregate(last=models.Max("as_of"))["last"]
    return {one.kind: one for one in office.staff.filter(as_of=last)} if last else {}


class ImportState(models.TextChoices):
    """Where a workbook that is to be imported stands."""

    READING = "reading", _("等待比对")
    WRONG = "wrong", _("有错误，不能导入")
    PREVIEWED = "previewed", _("待确认")
    CONFIRMED = "confirmed", _("等待导入")
    APPLIED = "applied", _("已导入")
    STALE = "stale", _("机构已变动，须重新比对")
    FAILED = "failed", _("没有成功")
    CANCELLED = "cancelled", _("已取消")


class Import(models.Model):
    """A workbook of offices handed in, and what became of it. ``done`` of ``total`` rows are weighed while it is read;
    ``digest`` is that of what was previewed, ``preview`` the SHA-256 of the differences as a workbook; ``problem`` and
    ``notices`` are sayings (:mod:`gouji.web.base.saying`)."""

    region = models.ForeignKey(Office, models.PROTECT, related_name="imports")
    as_of = models.DateField(_("人员数截至日期"))
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    state = models.CharField(_("状态"), max_length=10, choices=ImportState.choices, default=ImportState.READING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    numbers = models.JSONField(default=dict)
    notices = models.JSONField(default=list)
    problem = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    preview = models.CharField(max_length=64, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has, or will have, something to do with it."""
        return self.state in {ImportState.READING, ImportState.CONFIRMED}


class ImportRow(models.Model):
    """A difference that an import makes, or one wrong cell (``what`` is then "wrong"). ``changes`` are (field, before,
    after) as :mod:`gouji.web.organisation.importing` has them, ``problem`` is a saying."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    what = models.CharField(max_length=8)
    sheet = models.CharField(max_length=31)
    cell = models.CharField(max_length=12)
    code = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=100, blank=True)
    changes = models.JSONField(default=list)
    problem = models.JSONField(null=True)

    class Meta:
        ordering = ("of", "position")
        indexes = (models.Index(fields=("of", "what", "position"), name="import_rows_by_what"),)

    def __str__(self) -> str:
        return f"{self.sheet} {self.cell}"


class Job(OpenJob):
    """An import to be read, or one to be carried out."""

    title = _("导入机构")
    subject, office, failed = "of", "of__region", Q(of__state=ImportState.FAILED)
    same, reading = ("of",), Right.READ_IMPORTS

    of = models.ForeignKey(Import, models.CASCADE, related_name="jobs")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("of",), condition=Q(done_at=None), name="one_open_job_an_import"),
        )
        indexes = (models.Index(fields=("done_at", "id")),)

    def __str__(self) -> str:
        return str(self.of)

    def work(self) -> None:
        """Read it, or carry it out."""
        from gouji.web.organisation.imports import process

        process(self)

    def fail(self) -> None:
        """Say so at the import."""
        from gouji.web.organisation.imports import given_up

        given_up(self)

    def why(self) -> str:
        """What the import says."""
        return str(Saying.of(self.of.problem)) if self.of.problem else ""

    def address(self) -> str:
        """The import's."""
        return reverse("offices-import-one", args=[self.of_id])

    def again(self, user: Any) -> None:
        """The workbook is read anew; it is carried out when somebody has looked at it."""
        from gouji.web.organisation.imports import again

        again(user, self.of)
