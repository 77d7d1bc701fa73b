"""Log-ins, log-outs and failures go into the log."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from gouji.web.journal.log import record


def failures_from(request: HttpRequest) -> int:
    """How many log-ins from the address of the request failed lately, under whatever names: a lock of one name does
    not stop who tries one common password under thousands of them."""
    lately = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(ip_address=get_client_ip_address(request), attempt_time__gte=lately)
    return int(attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0)


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
