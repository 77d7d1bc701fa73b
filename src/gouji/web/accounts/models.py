"""Users and what they are where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouji.web.accounts.rights import Role
from gouji.web.organisation.models import Office


class User(AbstractUser):
    """A person. Nothing follows from Django's own groups, permissions and superuser flag: rights come from assignments.
    ``is_demonstration`` users may not exist in production. ``subject`` is what a single sign-on provider calls the
    person (issuer and identifier), "" for who never came by it."""

    name = models.CharField(_("姓名"), max_length=50, blank=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    is_demonstration = models.BooleanField(default=False, editable=False)
    subject = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject",), condition=~models.Q(subject=""), name="one_account_a_subject"),
        )

    def __str__(self) -> str:
        return self.name or self.username


class Assignment(models.Model):
    """A role in an office and everything below it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments")
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)
    office = models.ForeignKey(Office, models.PROTECT, related_name="assignments", verbose_name=_("机构"))

    class Meta:
        ordering = ("user", "role", "office")
        constraints = (models.UniqueConstraint(fields=("user", "role", "office"), name="assigned_once"),)

    def __str__(self) -> str:
        return f"{self.office} {self.get_role_display()}"
