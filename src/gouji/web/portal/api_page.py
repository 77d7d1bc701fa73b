"""The page that tells of the API, made from its OpenAPI description."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from gouji.web.portal.api import PREFIX, described
from gouji.web.portal.caching import for_everyone
from gouji.web.portal.showing import shown


@dataclass(frozen=True, slots=True)
class _Parameter:
    name: str
    description: str
    required: bool


@dataclass(frozen=True, slots=True)
class _Call:
    path: str
    summary: str
    description: str
    parameters: tuple[_Parameter, ...]


def calls(code: str) -> tuple[_Call, ...]:
    """Every address of the API, told in a language."""
    found = []
    for path, methods in described(code)["paths"].items():
        told = methods["get"]
        parameters = tuple(
            _Parameter(one["name"], one.get("description") or one["schema"].get("description") or "", one["required"])
            for one in told.get("parameters", ())
        )
        found.append(_Call(path, told["summary"], told.get("description", ""), parameters))
    return tuple(found)


@for_everyone
def page(request: HttpRequest) -> HttpResponse:
    """What can be asked, and how."""
    code = get_language() or settings.LANGUAGE_CODE
    place = f"{PREFIX}openapi.json"
    if code != settings.LANGUAGE_CODE:
        place += f"?language={code}"
    return shown(request, "api", {"calls": calls(code), "data": place, "described": place})
