"""The gate before every page: no page without a right named for it, no right, no page.

A view says ``@needs(Right.X)``, ``@for_everyone_logged_in`` or ``@public``; one that says nothing is refused to all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.errors import malformed

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC, ANYONE = "public", "anyone"
BY_PROVIDER = "by_provider"
"""In the session of somebody who came by single sign-on: they have no password here to change."""
_ENTERED = "entered"
_LARGEST_KEY = 2**63 - 1
"""What databases number their rows with; a greater number is no row's."""


class Request(HttpRequest):
    """A request behind the gate: somebody is logged in and their scope is known."""

    user: User
    scope: Scope


def needs(right: Right) -> Callable[[View], View]:
    """The view is for those who hold the right somewhere; it limits itself to where."""

    def mark(view: View) -> View:
        view.admits = right  # type: ignore[attr-defined]
        return view

    return mark


def for_everyone_logged_in(view: View) -> View:
    """The view shows a person what is their own."""
    view.admits = ANYONE  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """The view is for the whole world."""
    view.admits = PUBLIC  # type: ignore[attr-defined]
    return view


def admits(view: Callable[..., Any]) -> Right | str | None:
    """Whom the view is for: a right, :data:`ANYONE`, :data:`PUBLIC`, or None when it does not say."""
    return getattr(view, "admits", None) or getattr(getattr(view, "view_class", None), "admits", None)


class Gate:
    """The middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or a refusal recorded."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let pass, send to the login page, or refuse."""
        if _has_nul(request):
            return malformed(request)
        if any(isinstance(value, int) and value > _LARGEST_KEY for value in kwargs.values()):
            raise Http404
        wanted = admits(view)
        known = cast(Request, request)
        # Asked for when it is looked at: a page for everyone does not touch the session.
        known.scope = cast(Scope, SimpleLazyObject(lambda: Scope(request.user)))
        if wanted == PUBLIC:
            return None
        if not request.user.is_authenticated or _too_old(request):
            logout(request)
            return _login(request)
        must_change = known.user.must_change_password and not request.session.get(BY_PROVIDER, False)
        if must_change and getattr(request.resolver_match, "url_name", "") not in {"password", "logout"}:
            return redirect("password")
        if wanted == ANYONE or (isinstance(wanted, Right) and known.scope.has(wanted)):
            return None
        from gouji.web.journal.log import record

        record(known.user, "refused", after={"path": request.path, "method": request.method})
        raise PermissionDenied


def _has_nul(request: HttpRequest) -> bool:
    """Whether something asked or sent holds the one character that no text has and no database takes."""
    sent = [request.GET] if request.method in {"GET", "HEAD"} else [request.GET, request.POST]
    texts = (text for values in sent for _name, every in values.lists() for text in every)
    return "\x00" in request.path or any("\x00" in text for text in texts)


def _login(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A fragment cannot show a login page: the whole page goes there.
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else _page_of(request))


def _page_of(request: HttpRequest) -> str:
    """The page a form was sent from, which can be shown after logging in; the form's own address cannot."""
    sent_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(sent_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _too_old(request: HttpRequest) -> bool:
    """Whether a session has lasted longer than any working day, however busy it was."""
    entered = request.session.get(_ENTERED)
    now = timezone.now().timestamp()
    if entered is None:
        request.session[_ENTERED] = now
        return False
    longest: timedelta = settings.SESSION_LONGEST
    return bool(now - float(entered) > longest.total_seconds())
