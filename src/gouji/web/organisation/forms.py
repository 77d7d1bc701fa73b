"""What is said of an office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gouji.web.organisation.models import Level, Office

if TYPE_CHECKING:
    _OfficeForm = forms.ModelForm[Office]
else:
    _OfficeForm = forms.ModelForm


class OfficeForm(_OfficeForm):
    """An office below a region or department; where it stands never changes."""

    class Meta:
        model = Office
        fields = ("name", "code", "kind", "division", "active_staff", "retired_staff", "valid_from", "valid_until")
        widgets = {  # noqa: RUF012
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean(self) -> dict[str, Any]:
        """A unit says what it is; an end does not come before the start."""
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", "截止日期不能早于起始日期。")
        if self.instance.level == Level.UNIT and not data.get("kind"):
            self.add_error("kind", "请选择单位性质，它决定哪些支出属于机关运行经费。")
        return data
