"""Fields of forms used in several places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gouji.web.organisation.models import Office

if TYPE_CHECKING:
    _OfficeChoice = forms.ModelChoiceField[Office]
else:
    _OfficeChoice = forms.ModelChoiceField


class _Offices(forms.Select):
    """A list of some thousand options, written at once instead of by a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element."""
        chosen = set(self.format_value(value) or ())
        marks = ("", SafeString(" selected"))
        rows = ((key, marks[str(key) in chosen], label) for key, label in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, {"name": name} | attrs)), options
        )


class OfficeField(_OfficeChoice):
    """An office, listed as the tree it stands in. The queryset limits what may be chosen."""

    widget = _Offices

    def label_from_instance(self, obj: Office) -> str:
        """The name, indented by its depth."""
        return "　" * obj.depth + obj.name
