"""The app."""

from django.apps import AppConfig


class Organisation(AppConfig):
    """Regions, departments, units."""

    name = "gouji.web.organisation"
    label = "organisation"
