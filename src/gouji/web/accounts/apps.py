"""The app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Users, roles, rights."""

    name = "gouji.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Log-ins are recorded from now on."""
        from gouji.web.accounts import logins

        logins.listen()
