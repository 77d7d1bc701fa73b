"""What people fill in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouji.lexicon.classification import economic
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.fields import OfficeField
from gouji.web.cycle.models import Cycle, Standard
from gouji.web.organisation.models import Kind, Level, Office

if TYPE_CHECKING:
    _CycleForm = forms.ModelForm[Cycle]
    _StandardForm = forms.ModelForm[Standard]
else:
    _CycleForm = _StandardForm = forms.ModelForm

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


class TermsForm(_CycleForm):
    """The days of a year that was begun."""

    class Meta:
        model = Cycle
        fields = ("request_due", "draft_due", "congress_on", "staff_as_of")
        widgets = {  # noqa: RUF012
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in fields
        }

    def clean(self) -> dict[str, Any]:
        """The draft is due after the request."""
        data = super().clean() or {}
        first, second = data.get("request_due"), data.get("draft_due")
        if first and second and second <= first:
            self.add_error("draft_due", _("二上截止应在一上截止之后。"))
        return data


class StandardForm(_StandardForm):
    """A standard; its amount is typed in 元."""

    region = OfficeField(queryset=Office.objects.none(), label=_("地区"))
    yuan = forms.DecimalField(label=_("每人每年（元）"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)

    class Meta:
        model = Standard
        fields = ("region", "name", "use", "economic", "staff", "kind", "yuan", "basis", "valid_from", "valid_until")
        widgets = {  # noqa: RUF012
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region, kind = self.fields["region"], self.fields["kind"]
        assert isinstance(region, OfficeField)
        assert isinstance(kind, forms.ChoiceField)
        region.queryset = scope.offices(Right.SET_STANDARDS).filter(level=Level.REGION)
        region.initial = region.queryset.first()
        kind.choices = [("", _("各类单位")), *Kind.choices]

    @staticmethod
    def of(before: Standard | None) -> dict[str, Any]:
        """What a new standard begins with: the one it follows."""
        if before is None:
            return {}
        names = ("region", "name", "use", "economic", "staff", "kind", "basis")
        return {name: getattr(before, name) for name in names} | {"yuan": Decimal(before.amount) / 100}

    def clean(self) -> dict[str, Any]:
        """The code is one; the days are in order and take nothing from a later standard."""
        data = super().clean() or {}
        code, start, end = data.get("economic") or "", data.get("valid_from"), data.get("valid_until")
        if code and (len(code) != 5 or code not in economic(start.year if start else None)):
            self.add_error("economic", _("请填写 5 位的款级科目编码，如 30101。"))
        if start and end and end < start:
            self.add_error("valid_until", _("截止日期不能早于起始日期。"))
        if start and data.get("region"):
            later = Standard.objects.filter(
                region=data["region"],
                name=data.get("name", ""),
                economic=code,
                staff=data.get("staff", ""),
                kind=data.get("kind", ""),
                valid_from__gte=start,
            ).first()
            if later is not None:
                self.add_error("valid_from", _("同一标准已有从 %s 起的，新标准应晚于它。") % later.valid_from)
        return data

    def save(self, commit: bool = True) -> Standard:
        """The standard, its amount in 分."""
        self.instance.amount = int(self.cleaned_data["yuan"] * 100)
        return super().save(commit)


class StepForm(forms.Form):
    """A step; ``version`` is the budget's as it was seen."""

    step = forms.CharField(max_length=30)
    text = forms.CharField(required=False, max_length=2000)
    version = forms.IntegerField()
