"""The app."""

from django.apps import AppConfig


class CycleApp(AppConfig):
    """Budgets of units through the year."""

    name = "gouji.web.cycle"
    label = "cycle"
