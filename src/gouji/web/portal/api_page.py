"""The page that tells of the API, made from its OpenAPI description."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from gouji.web.portal.api import api
from gouji.web.portal.caching import for_everyone
from gouji.web.portal.pages import _shown


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


def calls() -> tuple[_Call, ...]:
    """Every address of the API."""
    found = []
    for path, methods in api.get_openapi_schema()["paths"].items():
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
    return _shown(request, "api", {"calls": calls(), "data": "/open/api/v1/openapi.json"})
