"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from gouji.web.accounts.gate import BY_PROVIDER
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope


def shell(request: HttpRequest) -> dict[str, Any]:
    """``may``: names of the rights the person holds somewhere."""
    scope: Scope | None = getattr(request, "scope", None)
    may = {right.name for right in Right if scope.has(right)} if scope else set()
    user = getattr(request, "user", None)
    must_change = bool(getattr(user, "must_change_password", False)) and not request.session.get(BY_PROVIDER, False)
    return {"may": may, "must_change": must_change, "user": user, "scope": scope, "wide": False}
