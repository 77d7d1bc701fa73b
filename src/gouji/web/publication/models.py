"""What people write for a publication, and the published versions: rows that are written once and never changed.

The database itself refuses to change or delete a published version, its files, amounts, parts and passages.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gouji.errors import GoujiError
from gouji.model import kinds
from gouji.web.accounts.rights import Right
from gouji.web.base.queue import OpenJob
from gouji.web.cycle.models import PUBLICATION_DAYS, Cycle
from gouji.web.organisation.models import Office
from gouji.web.performance.models import Evaluation

_CRASHED = gettext_noop("编制公开文件时程序多次意外结束，已停止，没有公开；请与系统维护人员联系。")


class Notes(models.Model):
    """What only people can write, for a department's publication of a year (see :class:`gouji.model.ledger.Texts` and
    ``Assets``). ``functions`` and ``institutions`` have a paragraph a line; ``last_year`` is the SHA-256 of a file with
    last year's budget; ``version`` counts the savings."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    department = models.ForeignKey(Office, models.PROTECT, related_name="+")
    functions = models.TextField(_("主要职责（一行一段）"), blank=True)
    institutions = models.TextField(_("内设机构（一行一个）"), blank=True)
    reasons = models.JSONField(default=dict)
    assets = models.JSONField(default=dict)
    last_year = models.CharField(max_length=64, blank=True)
    last_year_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "department"), name="notes_once"),)

    def __str__(self) -> str:
        return gettext("%(department)s %(year)s 年公开说明") % {"department": self.department, "year": self.cycle.year}


class State(models.TextChoices):
    """What became of the wish to publish."""

    WAITING = "waiting", _("正在编制、回读")
    REFUSED = "refused", _("没有公开")
    PUBLISHED = "published", _("已公开")


class Kind(models.TextChoices):
    """What a version publishes; those of documents are kinds of :mod:`gouji.model.kinds`."""

    BUDGET = kinds.BUDGET, pgettext_lazy("kind", "部门预算")
    ADJUSTED = kinds.ADJUSTED_BUDGET, pgettext_lazy("kind", "预算调整")
    EVALUATION = "evaluation", _("绩效自评")


class Version(models.Model):
    """One publication of a department's year, or the attempt. ``ledger`` is the SHA-256 of what it was made from: a
    ledger, or a self-evaluation as it was accepted; ``sha256`` that of its manifest, which names the SHA-256 of every
    file: who knows it can tell that nothing was changed. ``approved_on`` is the day the last unit was approved, of an
    adjusted budget the day of the first adjustment that had not been published, of a self-evaluation that of its
    acceptance. Versions are numbered as they are published, each kind and each self-evaluation by itself.

    An adjusted budget names the ``original`` it adjusts, the ids of its ``adjustments`` and what is said of them. One
    that ``withdraws`` has no files: it says why a self-evaluation is no longer shown; nor are earlier ones then.
    ``points`` is a self-evaluation's total in hundredths."""

    kind = models.CharField(_("公开的内容"), max_length=16, choices=Kind.choices, default=Kind.BUDGET)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="versions")
    department = models.ForeignKey(Office, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    template = models.CharField(_("模板"), max_length=60)
    reason = models.TextField(_("更正说明"), blank=True)
    approved_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ledger = models.CharField(max_length=64)
    title = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    published_on = models.DateField(null=True)
    notices = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    original = models.ForeignKey("self", models.PROTECT, null=True, related_name="adjusted")
    adjustments = models.JSONField(default=list)
    explanation = models.TextField(_("调整的情况和原因"), blank=True)
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="versions")
    withdraws = models.BooleanField(default=False)
    points = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "department", "kind", "number"),
                condition=Q(evaluation=None),
                name="one_version_a_number",
            ),
            models.UniqueConstraint(fields=("evaluation", "number"), name="one_evaluation_version_a_number"),
            models.UniqueConstraint(
                fields=("cycle", "department"),
                condition=Q(state="waiting", evaluation=None),
                name="one_publication_at_a_time",
            ),
            models.UniqueConstraint(
                fields=("evaluation",), condition=Q(state="waiting"), name="one_evaluation_at_a_time"
            ),
        )

    def __str__(self) -> str:
        place = {"department": self.department, "year": self.cycle.year, "kind": self.get_kind_display()}
        name = self.title or gettext("%(department)s %(year)s 年%(kind)s") % place
        return gettext("%(name)s（第 %(number)s 版）") % {"name": name, "number": self.number} if self.number else name

    @property
    def due(self) -> date:
        """The last of the law's twenty days."""
        return self.approved_on + PUBLICATION_DAYS

    @property
    def days(self) -> int | None:
        """How many days after the approval it was published."""
        return (self.published_on - self.approved_on).days if self.published_on else None

    @property
    def is_late(self) -> bool:
        """Whether it was published after the twenty days; a correction cannot be, and nobody counts days for a
        self-evaluation."""
        counted = self.kind != Kind.EVALUATION and not self.reason
        return counted and self.published_on is not None and self.published_on > self.due

    @property
    def desk(self) -> str:
        """Where those who publish ask for it and see what became of it."""
        pages = {Kind.ADJUSTED.value: "adjusted-publication", Kind.EVALUATION.value: "evaluation-publication"}
        return reverse(pages.get(self.kind, "publication"), args=(self.cycle_id, self.department_id))

    @property
    def address(self) -> str:
        """Where the portal shows the newest of its kind."""
        place: tuple[int, ...] = (self.department_id, self.cycle.year)
        if self.kind == Kind.EVALUATION:
            return reverse("open-evaluation", args=(*place, self.evaluation_id))
        return reverse("open-adjusted" if self.kind == Kind.ADJUSTED else "open-year", args=place)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn after it was published: its files are no longer given out."""
        if self.evaluation_id is None or self.number is None:
            return False
        later = Version.objects.filter(evaluation=self.evaluation_id, withdraws=True, number__gt=self.number)
        return later.exists()

    def part_address(self, position: int) -> str:
        """Where the portal shows a part of it while it is the newest; a self-evaluation is one page."""
        return self.address if self.kind == Kind.EVALUATION else f"{self.address}{position}/"


def same_as(version: Version) -> models.QuerySet[Version]:
    """All versions of what a version is one of: of a self-evaluation, or of a kind of a department's year."""
    if version.evaluation_id is not None:
        return Version.objects.filter(evaluation=version.evaluation_id)
    place = {"cycle": version.cycle_id, "department": version.department_id, "kind": version.kind}
    return Version.objects.filter(**place, evaluation=None)


class Current(models.Model):
    """The newest published version of each kind, department and year: what the portal shows, until it is withdrawn.
    ``name`` is the department's as published."""

    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.BUDGET)
    evaluation = models.OneToOneField(Evaluation, models.PROTECT, null=True, related_name="current")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    department = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(db_index=True)
    name = models.CharField(max_length=100)
    version = models.OneToOneField(Version, models.PROTECT, related_name="current")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "department", "kind"), condition=Q(evaluation=None), name="one_current_version"
            ),
        )

    def __str__(self) -> str:
        return str(self.version)


class File(models.Model):
    """A published file, kept in the store under its SHA-256. ``path`` is its place among the files of the version."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="files")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    title = models.CharField(max_length=100, blank=True)
    output = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("version", "position")
        constraints = (models.UniqueConstraint(fields=("version", "path"), name="one_file_a_path"),)

    def __str__(self) -> str:
        return self.path


class Part(models.Model):
    """A page of the version: a table, or a stretch of text. ``markup`` is HTML as the site prints it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    chapter = models.CharField(max_length=300, blank=True)
    is_table = models.BooleanField()
    markup = models.TextField()

    class Meta:
        ordering = ("version", "position")
        constraints = (models.UniqueConstraint(fields=("version", "position"), name="one_part_a_position"),)

    def __str__(self) -> str:
        return self.title


class Amount(models.Model):
    """A printed amount: ``value`` and ``unit`` as printed, ``fen`` in 分, and its coordinates (see
    :class:`gouji.model.coordinates.Coordinates`)."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="amounts")
    position = models.PositiveIntegerField()
    part = models.PositiveIntegerField()
    table = models.CharField(max_length=300)
    row = models.CharField(max_length=400)
    column = models.CharField(max_length=300)
    value = models.CharField(max_length=40)
    unit = models.CharField(max_length=10)
    fen = models.BigIntegerField()
    year = models.PositiveSmallIntegerField(null=True)
    side = models.CharField(max_length=11, blank=True)
    function = models.CharField(max_length=7, blank=True)
    economic = models.CharField(max_length=5, blank=True)
    use = models.CharField(max_length=20, blank=True)
    fund = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=12, blank=True)
    budget_unit = models.CharField(max_length=100, blank=True)
    project = models.CharField(max_length=200, blank=True)
    item = models.CharField(max_length=60, blank=True)
    stage = models.CharField(max_length=12, null=True)

    class Meta:
        ordering = ("version", "position")
        constraints = (models.UniqueConstraint(fields=("version", "position"), name="one_amount_a_position"),)

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column} {self.value}"

    @property
    def point(self) -> tuple[object, ...]:
        """Its coordinates without the stage."""
        names = ("year", "side", "function", "economic", "use", "fund", "origin", "budget_unit", "project", "item")
        return tuple(getattr(self, name) for name in names)


class Figure(models.Model):
    """One of a version's main figures (see :mod:`gouji.web.publication.figures`), in 分, as printed: what departments
    and years are compared by."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="figures")
    name = models.CharField(max_length=60)
    fen = models.BigIntegerField()

    class Meta:
        ordering = ("version", "name")
        constraints = (models.UniqueConstraint(fields=("version", "name"), name="one_figure_a_name"),)

    def __str__(self) -> str:
        return f"{self.name} {self.fen}"


class Passage(models.Model):
    """A stretch of words to be found by search: a row of a table or a paragraph. ``grams`` are its words as search
    engines index them, ``plain`` as they are compared (see :mod:`gouji.web.publication.grams`); ``anchor`` is where it
    stands on the page of its part."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="passages")
    part = models.PositiveIntegerField()
    anchor = models.CharField(max_length=20)
    text = models.TextField()
    plain = models.TextField()
    grams = models.TextField()

    class Meta:
        ordering = ("id",)
        # Newest versions first: what stands everywhere is found without looking everywhere.
        indexes = (models.Index(fields=("-version", "id"), name="passages_newest_first"),)

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def address(self) -> str:
        """Where the portal shows it while its version is the newest."""
        return f"{self.version.part_address(self.part)}#{self.anchor}"


class Job(OpenJob):
    """A version to be made."""

    title = _("公开预算")
    subject, office, failed = "version", "version__department", Q(version__state=State.REFUSED)
    same = ("version__cycle", "version__department", "version__kind", "version__evaluation")
    reading = Right.READ_PUBLICATIONS

    version = models.OneToOneField(Version, models.PROTECT, related_name="job")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("done_at", "id")),)

    def __str__(self) -> str:
        return str(self.version)

    def work(self) -> None:
        """Make it."""
        from gouji.web.publication.making import make

        make(self)

    def fail(self) -> None:
        """Say so at the version."""
        Version.objects.filter(pk=self.version_id).update(state=State.REFUSED, problem=_CRASHED)

    def why(self) -> str:
        """What the version says first."""
        return self.version.problem.partition("\n")[0]

    def address(self) -> str:
        """The department's in the year, for what is published."""
        return self.version.desk

    def again(self, user: Any) -> None:
        """Never: what is published is what the publisher asks for, from the budget as it is then."""
        raise GoujiError(gettext("公开由公开经办人在“预算公开”页重新申请：届时按当时的预算编制。"))
