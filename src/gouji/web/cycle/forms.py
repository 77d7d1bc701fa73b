"""What people fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.fields import OfficeField
from gouji.web.cycle.models import Cycle
from gouji.web.organisation.models import Level, Office

if TYPE_CHECKING:
    _CycleForm = forms.ModelForm[Cycle]
else:
    _CycleForm = forms.ModelForm

_EARLIEST, _LATEST = 2015, 2100


class CycleForm(_CycleForm):
    """A new year of a region."""

    region = OfficeField(queryset=Office.objects.none(), label=_("地区"))

    class Meta:
        model = Cycle
        fields = ("region", "year", "request_due", "draft_due")
        widgets = {  # noqa: RUF012
            "request_due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "draft_due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, OfficeField)
        field.queryset = scope.offices(Right.OPEN_CYCLE).filter(level=Level.REGION)
        field.initial = field.queryset.first()

    def clean(self) -> dict[str, Any]:
        """The draft is due after the request, and the year is one."""
        data = super().clean() or {}
        first, second, year = data.get("request_due"), data.get("draft_due"), data.get("year")
        if first and second and second <= first:
            self.add_error("draft_due", _("二上截止应在一上截止之后。"))
        if year and not _EARLIEST <= year <= _LATEST:
            self.add_error("year", _("请填写四位年度，如 2027。"))
        return data


class StepForm(forms.Form):
    """A step; ``version`` is the budget's as it was seen."""

    step = forms.CharField(max_length=30)
    text = forms.CharField(required=False, max_length=2000)
    version = forms.IntegerField()
