"""The app."""

from django.apps import AppConfig


class Base(AppConfig):
    """Templates and static files shared by all."""

    name = "gouji.web.base"
    label = "base"
