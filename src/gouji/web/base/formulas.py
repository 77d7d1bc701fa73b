"""What a spreadsheet would take for a formula: such a text is asked for otherwise where it goes into workbooks."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FORMULA = ("=", "+", "-", "@")


def no_formula(text: str) -> None:
    """The validator of a form's field. Raises ValidationError."""
    if text.strip().startswith(FORMULA):
        raise ValidationError(_("不能以 = + - @ 开头。"), code="formula")
