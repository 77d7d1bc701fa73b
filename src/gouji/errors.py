"""The exceptions Gouji raises for what a user must know; each message is one Chinese sentence that says what to do."""

from __future__ import annotations


class GoujiError(Exception):
    """Base of every error a user meets; ``str(error)`` is fit to be shown."""


class UnreadableError(GoujiError):
    """A file that cannot be read as a budget document at all (exit code 2)."""


class LimitError(UnreadableError):
    """A file that exceeds a declared limit (size, pages, expansion, cells, time)."""
