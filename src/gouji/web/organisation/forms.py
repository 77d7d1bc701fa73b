"""What is said of an office."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.fields import OfficeField
from gouji.web.base.formulas import no_formula
from gouji.web.organisation.models import ACTIVE_KINDS, Level, Office, StaffKind

if TYPE_CHECKING:
    _OfficeForm = forms.ModelForm[Office]
else:
    _OfficeForm = forms.ModelForm


WITH_POSTS = frozenset(ACTIVE_KINDS) - {StaffKind.CONTRACT}
"""The kinds that have posts (编制)."""
POSTS, HEADS = gettext_noop("编制数"), gettext_noop("实有数")
"""Titles of the two figures; workbooks have them so."""


_FACTS = ("name", "code", "kind", "division", "valid_from", "valid_until")


def facts_of(office: Office) -> dict[str, str]:
    """What the form says of an office."""
    return {name: str(getattr(office, name) or "") for name in _FACTS}


class OfficeForm(_OfficeForm):
    """An office below a region or department; where it stands never changes here. ``seen`` is the digest of what the
    person began from: what somebody else saved since is not overwritten."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Office
        fields = _FACTS
        widgets = {  # noqa: RUF012
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._digest = hashlib.sha256(repr(facts_of(self.instance)).encode()).hexdigest()
        self.initial["seen"] = self._digest
        for name in ("name", "code", "division"):
            self.fields[name].validators.append(no_formula)

    def clean(self) -> dict[str, Any]:
        """A unit says what it is; an end does not come before the start; a code and a name are one office's."""
        data = super().clean() or {}
        if self.instance.pk is not None and data.get("seen") != self._digest:
            raise forms.ValidationError(_("这个机构在您打开之后已被修改，没有保存；请返回重新打开，看过再改。"))
        self._check_others(data)
        start, end = data.get("valid_from"), data.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", _("截止日期不能早于起始日期。"))
        if self.instance.level == Level.UNIT and not data.get("kind"):
            self.add_error("kind", _("请选择单位性质，它决定哪些支出属于机关运行经费。"))
        return data

    def _check_others(self, data: Mapping[str, Any]) -> None:
        """Imports know offices by their code, people by their name below the same parent."""
        office, code, name = self.instance, data.get("code"), data.get("name")
        above = office.parent or office
        others = Office.objects.filter(path__startswith="/" + str(above.path).split("/")[1] + "/").exclude(pk=office.pk)
        if code and (other := others.filter(code=code).first()) is not None:
            self.add_error("code", _("“%s”已是这个编码。") % other)
        if name and office.parent and others.filter(parent=office.parent, name=name).exists():
            self.add_error("name", _("同一上级下已有这个名称。"))


class StaffForm(forms.Form):
    """The staff figures of a unit on a day: a pair of numbers for each kind, for the retired one."""

    as_of = forms.DateField(label=_("截至日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in StaffKind:
            for what in ("quota", "actual"):
                if what == "quota" and kind not in WITH_POSTS:
                    continue
                self.fields[f"{kind.value}_{what}"] = forms.IntegerField(
                    label=f"{kind.label} {_(POSTS if what == 'quota' else HEADS)}",
                    min_value=0,
                    max_value=999_999,
                    required=False,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
                )

    @property
    def lines(self) -> list[tuple[str, forms.BoundField | None, forms.BoundField]]:
        """Each kind with its two fields, for a table."""
        return [
            (str(kind.label), self[f"{kind.value}_quota"] if kind in WITH_POSTS else None, self[f"{kind.value}_actual"])
            for kind in StaffKind
        ]

    @property
    def figures(self) -> dict[str, tuple[int, int]]:
        """Posts and heads by kind, once the form is valid."""
        data = self.cleaned_data
        return {
            kind.value: (data.get(f"{kind.value}_quota") or 0, data.get(f"{kind.value}_actual") or 0)
            for kind in StaffKind
        }


class ImportForm(forms.Form):
    """A workbook of offices."""

    region = OfficeField(queryset=Office.objects.none(), label=_("导入到"))
    as_of = forms.DateField(
        label=_("人员数截至日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    book = forms.FileField(label=_("填好的 Excel 文件"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}))

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, OfficeField)
        field.queryset = scope.offices(Right.EDIT_OFFICES).filter(level=Level.REGION)
        field.initial = field.queryset.first()
