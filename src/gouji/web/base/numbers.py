"""Numbers that come with an address or a form."""

from __future__ import annotations

_MOST_DIGITS = 9


def whole(text: str | None) -> int | None:
    """A whole number as a database holds it; None for anything else (² is a digit to Python, and no number)."""
    if text and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    return None
