"""An event, written once."""

from __future__ import annotations

from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouji.web.organisation.models import Office


class Event(models.Model):
    """``action`` is a stable name (see :data:`gouji.web.journal.log.ACTIONS`); ``subject`` what it was done to, as
    ``model:id``; ``before`` and ``after`` only what changed. The database itself refuses to change or delete one."""

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=40, db_index=True)
    subject = models.CharField(max_length=60, blank=True, db_index=True)
    label = models.CharField(max_length=200, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.user} {self.action} {self.label}"

    @property
    def action_name(self) -> str:
        """The action in Chinese."""
        from gouji.web.journal.log import action_name

        return action_name(self.action)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; a second time raises TypeError."""
        if self.pk is not None:
            raise TypeError("an event is written once")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Raises TypeError: an event stays."""
        raise TypeError("an event stays")
