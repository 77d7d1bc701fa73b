"""Forms of publication."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gouji.checking.reports.wording import clean
from gouji.errors import GoujiError
from gouji.ledgers.words import code_of, labels
from gouji.ledgers.words import label as label_of
from gouji.model.ledger import ADJUSTMENT_REASON
from gouji.tabulating import load_template, templates
from gouji.web.publication.last_year import ledger_of_file
from gouji.web.publication.models import Notes

_OF_LAST_YEAR = (str(code_of("reason", label)) for label in labels("reason"))
REASONS = {code: label_of("reason", code) for code in _OF_LAST_YEAR if code != ADJUSTMENT_REASON}
"""What may be said of changes against last year: the key of each reason and its label."""
_COUNTS = ("vehicles", "equipment", "vehicles_planned", "equipment_planned")
_ASSETS = {
    "as_of": _("国有资产统计截止日（如 2025年12月31日）"),
    "vehicles": _("现有车辆（辆）"),
    "equipment": _("单价 50 万元及以上的设备（台、套）"),
    "vehicles_planned": _("本年计划购置车辆（辆）"),
    "equipment_planned": _("本年计划新增单价 50 万元及以上的设备（台、套）"),
    "house_area": _("使用房屋（平方米）"),
    "land_area": _("使用土地（平方米）"),
}
_LARGEST = 20 * 1024 * 1024
_LONGEST = 20_000


class NotesForm(forms.Form):
    """What only people can write; see :class:`gouji.web.publication.models.Notes`."""

    functions = forms.CharField(
        label=_("主要职责（一行一条）"), required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=_LONGEST
    )
    institutions = forms.CharField(
        label=_("内设机构（一行一个名称）"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_LONGEST,
    )
    book = forms.FileField(
        label=_("上年预算：已公开的文件，或账套（xlsx）"),
        required=False,
        help_text=_("本系统公开过上年预算的不必上传；上年数由此取得。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.pdf,.docx,.html,.txt"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, notes: Notes | None, data: Any = None, files: Any = None) -> None:
        notes = notes or Notes(version=0)
        initial: dict[str, Any] = {
            "functions": notes.functions,
            "institutions": notes.institutions,
            "version": notes.version,
        }
        initial |= {f"reason:{name}": text for name, text in notes.reasons.items()}
        initial |= {f"asset:{name}": value for name, value in notes.assets.items()}
        super().__init__(data, files, initial=initial)
        for name, title in _ASSETS.items():
            if name in _COUNTS:
                self.fields[f"asset:{name}"] = forms.IntegerField(
                    label=title, required=False, min_value=0, max_value=10**7
                )
            else:
                self.fields[f"asset:{name}"] = forms.CharField(label=title, required=False, max_length=40)
        for name, label in REASONS.items():
            self.fields[f"reason:{name}"] = forms.CharField(
                label=gettext("%(name)s增减的原因") % {"name": gettext(label)},
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("如：新增……项目")}),
            )

    def clean_functions(self) -> str:
        """Without what cannot be printed."""
        return _paragraphs(self.cleaned_data["functions"])

    def clean_institutions(self) -> str:
        """Without what cannot be printed."""
        return _paragraphs(self.cleaned_data["institutions"])

    def clean_book(self) -> UploadedFile[Any] | None:
        """A file that last year's budget can be read from."""
        file: UploadedFile[Any] | None = self.cleaned_data["book"]
        if file is None:
            return None
        if (file.size or 0) > _LARGEST:
            raise forms.ValidationError(_("文件超过 20 MB，请换成文档或账套。"))
        try:
            ledger = ledger_of_file(file.name or "", file.read())
        except GoujiError as error:
            raise forms.ValidationError(str(error)) from error
        if not ledger.facts:
            raise forms.ValidationError(_("这份文件里没有读到预算数。"))
        file.seek(0)
        return file

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons given, by key."""
        found = {name: _paragraphs(self.cleaned_data[f"reason:{name}"]).replace("\n", "") for name in REASONS}
        return {name: text for name, text in found.items() if text}

    @property
    def assets(self) -> dict[str, Any]:
        """What was said of assets, as :class:`gouji.model.ledger.Assets` takes it."""
        found = {name: self.cleaned_data[f"asset:{name}"] for name in _ASSETS}
        return {name: value for name, value in found.items() if value not in (None, "")}


def _paragraphs(text: str) -> str:
    return "\n".join(line for line in (clean(line).strip() for line in text.splitlines()) if line)


class AdjustedForm(forms.Form):
    """The wish to publish an adjusted budget."""

    explanation = forms.CharField(
        label=_("调整的情况和原因（一行一段，印在公开文件里）"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reason = forms.CharField(
        label=_("更正说明（批复的调整都已公开、只作更正的，写明更正了什么、为什么）"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_explanation(self) -> str:
        """Without what cannot be printed."""
        return _paragraphs(self.cleaned_data["explanation"])


class PublishForm(forms.Form):
    """The wish to publish."""

    template = forms.ChoiceField(label=_("排版模板"))
    reason = forms.CharField(
        label=_("更正说明（已公开过的，写明更正了什么、为什么）"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("generic", *(name for name in templates() if name != "generic"))
        self.fields["template"] = forms.ChoiceField(
            label=_("排版模板"), choices=[(name, gettext(load_template(name).label)) for name in names]
        )
