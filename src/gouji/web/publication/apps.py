"""The app."""

from django.apps import AppConfig


class Publication(AppConfig):
    """Published versions and what they are made from."""

    name = "gouji.web.publication"
    label = "publication"
