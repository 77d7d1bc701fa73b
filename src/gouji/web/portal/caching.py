"""Pages and data for everyone: asked for by GET alone, kept by browsers and proxies, known by an ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from gouji import __version__
from gouji.web.accounts.gate import public
from gouji.web.base.language import chinese
from gouji.web.publication.models import Version
from gouji.web.security import varies_by_language

SECONDS = 60
FOREVER = 365 * 24 * 60 * 60
View = Callable[..., HttpResponse]


def stamp() -> str:
    """What changes when anything is published, or a new release of Gouji shows it otherwise."""
    newest = Version.objects.filter(state="published").aggregate(newest=Max("published_at"))["newest"]
    return f"{__version__}:{newest.isoformat() if newest else ''}"


def _etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
    asked = (request.get_full_path(), request.headers.get("HX-Request", ""), get_language())
    text = f"{stamp()}:{asked}"
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def for_everyone(view: View) -> View:
    """A page that changes only when something is published, in the language of who reads it."""
    return public(require_safe(_kept(view, by_language=True)))


def for_programs(view: View) -> View:
    """Data that changes only when something is published; its words are those of the documents."""
    return public(require_safe(chinese(_kept(view, by_language=False))))


def _kept(view: View, *, by_language: bool) -> View:
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = condition(etag_func=_etag)(view)(request, *args, **kwargs)
        if response.status_code in {200, 304}:
            patch_cache_control(response, public=True, max_age=SECONDS)
            if by_language:
                varies_by_language(response)
        return response

    return kept
