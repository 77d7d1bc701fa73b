"""Log-ins, log-outs and failures go into the log."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from gouji.web.journal.log import record


def listen() -> None:
    """Connect the signals."""
    user_logged_in.connect(_entered, dispatch_uid="gouji.entered")
    user_logged_out.connect(_left, dispatch_uid="gouji.left")
    user_login_failed.connect(_failed, dispatch_uid="gouji.failed")
    user_locked_out.connect(_locked, dispatch_uid="gouji.locked")


def _entered(user: Any, **_: Any) -> None:
    record(user, "login")


def _left(user: Any, **_: Any) -> None:
    if user is not None:
        record(user, "logout")


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    record(None, "login.failed", after={"username": str(credentials.get("username", ""))[:150]})


def _locked(username: str, **_: Any) -> None:
    record(None, "login.locked", after={"username": username[:150]})
