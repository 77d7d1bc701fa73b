"""A document handed in, what checking found in it, what people said to that, and the queue of work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from gouji.web.accounts.rights import Right
from gouji.web.base.queue import OpenJob
from gouji.web.organisation.models import Office

_CRASHED = gettext_noop("处理这份文件时程序多次意外结束，已停止；请拆分文件，或另存为 PDF 后重新上传。")


class State(models.TextChoices):
    """Where a document stands."""

    WAITING = "waiting", _("等待核对")
    FAILED = "failed", _("无法识读")
    CHECKED = "checked", _("待审核")
    RETURNED = "returned", _("已退回")
    PASSED = "passed", pgettext_lazy("state", "审核通过")


class Document(models.Model):
    """A file as handed in, kept under its SHA-256, and the result of checking it. ``proved`` is the share of the
    amounts proved in thousandths; ``page`` and ``sheet`` are the SHA-256 of the report page and the check sheet,
    ``figures`` that of what it prints."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="documents", verbose_name=_("部门或单位"))
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=8)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    version = models.PositiveIntegerField(default=1)

    title = models.CharField(max_length=300, blank=True)
    department = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True)
    kind = models.CharField(max_length=20, blank=True)
    verdict = models.CharField(max_length=300, blank=True)
    amounts = models.PositiveIntegerField(default=0)
    proved = models.PositiveSmallIntegerField(null=True)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    notices = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True)
    page = models.CharField(max_length=64, blank=True)
    sheet = models.CharField(max_length=64, blank=True)
    report = models.CharField(max_length=64, blank=True)
    figures = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-uploaded_at", "-id")
        constraints = (models.UniqueConstraint(fields=("office", "sha256"), name="one_file_once_an_office"),)

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def proved_percent(self) -> str:
        """``97.8 %``; a dash where nothing could be proved."""
        from gouji.checking.reports.wording import percent_text

        return "—" if self.proved is None else percent_text(self.proved)

    @property
    def is_checked(self) -> bool:
        """Whether there is a result to look at."""
        return self.state in {State.CHECKED, State.RETURNED, State.PASSED}


class Finding(models.Model):
    """What checking found. ``key`` stays when the same file is checked again, so that decisions stay with it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    code = models.CharField(max_length=8)
    level = models.CharField(max_length=8)
    title = models.CharField(max_length=100)
    message = models.TextField()
    places = models.JSONField(default=list)
    figures = models.CharField(max_length=500, blank=True)
    basis = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("document", "position")
        constraints = (models.UniqueConstraint(fields=("document", "key"), name="one_finding_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Opinion(models.TextChoices):
    """What was said to a finding."""

    COMMENTED = "commented", pgettext_lazy("opinion", "意见")
    ACCEPTED = "accepted", pgettext_lazy("opinion", "认定为问题")
    WAIVER_ASKED = "waiver_asked", pgettext_lazy("opinion", "申请豁免")
    WAIVED = "waived", pgettext_lazy("opinion", "批准豁免")
    WAIVER_DENIED = "waiver_denied", pgettext_lazy("opinion", "不同意豁免")
    REOPENED = "reopened", pgettext_lazy("opinion", "重新打开")


class Decision(models.Model):
    """One thing somebody said to a finding; none is ever changed. A waiver holds to the end of the day ``expires``."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="decisions")
    opinion = models.CharField(max_length=14, choices=Opinion.choices)
    text = models.TextField(blank=True)
    expires = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_opinion_display()} {self.text}".strip()

    def holds(self, day: date) -> bool:
        """Whether a waiver still holds."""
        return self.expires is not None and day <= self.expires


class Job(OpenJob):
    """A document to check."""

    title = _("核对公开文件")
    subject, office, failed = "document", "document__office", Q(document__state=State.FAILED)
    same, reading = ("document",), Right.READ_DOCUMENTS

    document = models.ForeignKey(Document, models.CASCADE, related_name="jobs")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("document",), condition=Q(done_at=None), name="one_open_job_a_document"),
        )
        indexes = (models.Index(fields=("done_at", "id")),)

    def __str__(self) -> str:
        return f"{self.document}"

    def work(self) -> None:
        """Check the document."""
        from gouji.web.review.processing import process

        process(self)

    def fail(self) -> None:
        """Say so at the document."""
        Document.objects.filter(pk=self.document_id).update(state=State.FAILED, problem=_CRASHED)

    def why(self) -> str:
        """What the document says."""
        return self.document.problem

    def address(self) -> str:
        """The document's."""
        return reverse("document", args=[self.document_id])

    def again(self, user: Any) -> None:
        """It is checked once more."""
        from gouji.web.review.decisions import try_again

        try_again(user, self.document)


def enqueue(document: Document) -> None:
    """Have the document checked; where it is already waiting nothing happens."""
    Job.objects.get_or_create(document=document, done_at=None)
