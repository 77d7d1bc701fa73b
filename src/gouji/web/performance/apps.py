"""The app."""

from django.apps import AppConfig


class Performance(AppConfig):
    """Monitoring and self-evaluation of projects."""

    name = "gouji.web.performance"
    label = "performance"
