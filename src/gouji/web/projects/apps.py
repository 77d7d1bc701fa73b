"""The app."""

from django.apps import AppConfig


class Projects(AppConfig):
    """The project library and its performance targets."""

    name = "gouji.web.projects"
    label = "projects"
