"""The app."""

from django.apps import AppConfig


class Review(AppConfig):
    """Documents, findings, decisions, and the queue."""

    name = "gouji.web.review"
    label = "review"
