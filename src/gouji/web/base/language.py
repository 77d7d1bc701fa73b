"""The language of the interface: Chinese, unless the person at this browser has chosen another.

Only that choice counts, which a cookie keeps: what a browser says it prefers (``Accept-Language``) is set by whoever
installed it. The choice needs neither an account nor a session, so that the pages for everyone have it too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation.trans_real import DjangoTranslation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from gouji.web.accounts.gate import public
from gouji.web.base import errors
from gouji.web.base.words import WORDS

Made = TypeVar("Made", bound=Callable[..., Any])

_TAGS = {"zh-hans": "zh-CN"}

Said = str | Promise
"""A text for people, maybe one that waits to be said in the language of whoever reads it."""
CORE_LANGUAGE = "zh-CN"
"""Of what the core says, for ``lang``: its findings are Chinese whatever the page is."""


def chosen(request: HttpRequest) -> str:
    """The language this browser was set to, or Chinese."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def tag(code: str | None) -> str:
    """A language as HTML names it."""
    return _TAGS.get(code or settings.LANGUAGE_CODE, code or "")


def in_chinese() -> translation.override:
    """What is kept or read back (the log, workbooks, documents) is made in Chinese, whoever asks for it."""
    return translation.override(settings.LANGUAGE_CODE)


def chinese(view: Made) -> Made:
    """A function that makes such things: all of it speaks Chinese."""

    @wraps(view)
    def made(*args: Any, **kwargs: Any) -> Any:
        with in_chinese():
            return view(*args, **kwargs)

    return cast(Made, made)


@lru_cache
def script_words(code: str) -> dict[str, str]:
    """What the scripts say, and the words that grids let one choose: Chinese → another language."""
    catalogue = JavaScriptCatalog()
    catalogue.translation = DjangoTranslation(code, domain="djangojs")
    with translation.override(code):
        chosen_from = {word: translation.gettext(word) for word in sorted(WORDS)}
    return chosen_from | {text: str(said) for text, said in catalogue.get_catalog().items()}


def later(text: Said, **values: object) -> Promise:
    """A sentence with values in it, said in the language of whoever reads it: what is refused is shown to one person
    and kept in the log for others."""
    return cast(Promise, lazy(lambda: str(text) % values, str)())


class Language:
    """The middleware: everything behind it speaks the chosen language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response in the language."""
        with translation.override(chosen(request)):
            return self.get_response(request)


@csrf_exempt
@public
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the choice, and back to the page. A page that everybody is given from a cache cannot carry a token of one
    visitor, so a form of another site is told by what the browser says of where it comes from."""
    if not _is_own(request):
        return errors.forged(request)
    wanted = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted if is_safe else "/")
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


def _is_own(request: HttpRequest) -> bool:
    """Whether the form was on a page of this site. Every browser names the origin of a POST."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
