"""The app."""

from django.apps import AppConfig


class Journal(AppConfig):
    """The append-only log."""

    name = "gouji.web.journal"
    label = "journal"
