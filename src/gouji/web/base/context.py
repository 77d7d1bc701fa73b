"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from gouji.web.accounts.gate import BY_PROVIDER
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope

_SECTIONS = {
    **{"": "desk", "progress": "budgets", "standards": "budgets", "adjustments": "budgets"},
    **{"themes": "projects", "performance": "projects", "evaluations": "projects", "findings": "documents"},
}
"""Entries of the menu that pages below another address belong to."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """``may``: names of the rights the person holds somewhere."""
    scope: Scope | None = getattr(request, "scope", None)
    may = {right.name for right in Right if scope.has(right)} if scope else set()
    user = getattr(request, "user", None)
    must_change = bool(getattr(user, "must_change_password", False)) and not request.session.get(BY_PROVIDER, False)
    person = {"may": may, "must_change": must_change, "user": user, "scope": scope}
    return person | {"wide": False} | placed(request) | spoken(request)


def placed(request: HttpRequest) -> dict[str, Any]:
    """``section``: the entry of the menu that a page belongs to, itself or one above it."""
    first = request.path.strip("/").partition("/")[0]
    return {"section": _SECTIONS.get(first, first)}


def spoken(request: HttpRequest) -> dict[str, Any]:
    """``here``: where the switch of language leads back to, the page that was looked at before a form was sent."""
    here = request.get_full_path()
    if request.method not in {"GET", "HEAD"}:
        before = request.headers.get("Referer", "")
        here = before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else "/"
    return {"here": here, "languages": settings.LANGUAGES}
