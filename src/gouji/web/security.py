"""Headers that let a browser load nothing but what this server serves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
"""Of every page; a page may bring a policy of its own, as a report does that carries its script within."""

_SPOKEN = "varies_by_language"


def varies_by_language(response: HttpResponse) -> None:
    """Say that a page for everyone is another one in another language, which a cookie names."""
    setattr(response, _SPOKEN, True)


class Headers:
    """Adds the policy and forbids caching of what only some may see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cache-Control", "no-store")
        if "public" in response.headers["Cache-Control"]:
            # What anybody may keep for others says nothing of who asked.
            response.cookies.clear()
            response.headers.pop("Vary", None)
            if getattr(response, _SPOKEN, False):
                patch_vary_headers(response, ("Cookie",))
        return response
