"""What an administrator fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from gouji.web.accounts.models import Assignment, User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.fields import OfficeField
from gouji.web.organisation.models import Office

if TYPE_CHECKING:
    _UserForm = forms.ModelForm[User]
    _AssignmentForm = forms.ModelForm[Assignment]
else:
    _UserForm = _AssignmentForm = forms.ModelForm


class LoginForm(AuthenticationForm):
    """A name longer than any is refused before anybody looks for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = User._meta.get_field("username").max_length or 0
        self.fields["username"].validators.append(MaxLengthValidator(longest))


class UserForm(_UserForm):
    """A person's account."""

    class Meta:
        model = User
        fields = ("username", "name", "is_active")
        labels = {"username": _("用户名"), "is_active": _("可以登录")}  # noqa: RUF012
        help_texts = {"username": "", "is_active": ""}  # noqa: RUF012


class AssignmentForm(_AssignmentForm):
    """A role in an office where the administrator manages accounts."""

    office = OfficeField(queryset=Office.objects.none(), label=_("机构"))

    class Meta:
        model = Assignment
        fields = ("role", "office")

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, OfficeField)
        field.queryset = scope.offices(Right.MANAGE_ACCOUNTS)
