"""Passwords: what is asked of them, and random ones."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Without what looks alike on paper: 0 O, 1 l I.
_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"


class KindsOfCharacters:
    """Letters and digits (or signs) both."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError where one kind is missing."""
        if password.isalpha() or password.isdigit():
            raise ValidationError(self.get_help_text(), code="one_kind")

    def get_help_text(self) -> str:
        """What is asked, in Chinese."""
        return _("密码须同时含有字母和数字（或符号）。")


def random_password(length: int = 14) -> str:
    """One that nobody guesses and everybody can copy from paper."""
    drawn = [secrets.choice(_LETTERS + _DIGITS) for _ in range(length - 2)]
    return "".join([secrets.choice(_LETTERS), *drawn, secrets.choice(_DIGITS)])
