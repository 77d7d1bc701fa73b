"""Fields of forms used in several places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from gouji.web.organisation.models import Office

if TYPE_CHECKING:
    _OfficeChoice = forms.ModelChoiceField[Office]
else:
    _OfficeChoice = forms.ModelChoiceField


class OfficeField(_OfficeChoice):
    """An office, listed as the tree it stands in. The queryset limits what may be chosen."""

    def label_from_instance(self, obj: Office) -> str:
        """The name, indented by its depth."""
        return "　" * obj.depth + obj.name
