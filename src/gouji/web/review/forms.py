"""What people fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.fields import OfficeField
from gouji.web.organisation.models import Office
from gouji.web.review.models import Opinion


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """Any number of files."""

    widget = _ManyFiles(attrs={"accept": ".pdf,.docx,.xlsx,.xls,.html,.htm,.txt,.zip,image/*"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(_Files, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """Files for an office."""

    office = OfficeField(queryset=Office.objects.none(), label=_("部门或单位"))
    files = _Files(  # type: ignore[assignment]
        label=_("文件"), allow_empty_file=True
    )

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, OfficeField)
        field.queryset = scope.offices(Right.UPLOAD)
        field.initial = field.queryset.first()


class AssignForm(forms.Form):
    """Whose document it is."""

    office = OfficeField(queryset=Office.objects.none(), label=_("部门或单位"))

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, OfficeField)
        field.queryset = scope.offices(Right.DECIDE)


class DecisionForm(forms.Form):
    """Something said to a finding; ``version`` is the finding's as it was seen."""

    opinion = forms.ChoiceField(choices=Opinion.choices)
    text = forms.CharField(required=False, max_length=2000)
    expires = forms.DateField(required=False)
    version = forms.IntegerField()


class StepForm(forms.Form):
    """A step of a document; ``version`` is the document's as it was seen."""

    step = forms.ChoiceField(choices=(("pass", ""), ("return", ""), ("again", "")))
    text = forms.CharField(required=False, max_length=2000)
    version = forms.IntegerField()
