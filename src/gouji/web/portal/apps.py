"""The app."""

from django.apps import AppConfig


class Portal(AppConfig):
    """Pages and data for everyone."""

    name = "gouji.web.portal"
    label = "portal"
