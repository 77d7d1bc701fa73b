"""What pages of the portal have in common: rendering, charts, downloads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gouji.model.publication import Chart
from gouji.publishing.charts import CHINESE, Words, drawn
from gouji.web.base.context import spoken
from gouji.web.publication.models import File, Version

API = "/open/api/v1"
_LONGEST_FOREIGN = 20.0


def shown(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page without what is known of the person behind the request."""
    # ``at``: the entry of the menu that the page belongs to; whatever is under a department, to the departments.
    at = name if name in {"compare", "api"} else "open"
    frame = {"query": request.GET.urlencode(), "at": at, "is_entry": name in {"home", "compare", "api"}}
    return HttpResponse(get_template(f"portal/{name}.html").render(spoken(request) | frame | dict(context)))


def _words() -> Words:
    """What a drawing says beside its labels."""
    return Words(
        ten_thousand=_("万元"),
        hundred_million=_("亿元"),
        unit=_("单位：%(unit)s"),
        value=_("%(label)s%(value)s%(unit)s"),
        between=_("，"),
        series=_("%(name)s：%(values)s"),
        longest_label=CHINESE.longest_label if get_language() == settings.LANGUAGE_CODE else _LONGEST_FOREIGN,
    )


def drawings(charts: Iterable[Chart | None]) -> list[tuple[str, SafeString]]:
    """The charts that there are, each with its title."""
    real = [chart for chart in charts if chart is not None]
    # Drawn by Gouji itself, every text in it escaped.
    return [(chart.title, mark_safe(svg)) for chart, svg in zip(real, drawn(real, _words()), strict=True)]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download."""

    path: str
    title: str
    size: int
    address: str
    sha256: str


def downloads(version: Version) -> list[Download]:
    """The documents and the open data; the pages of the site are reached from its first."""
    return [
        Download(one.path, one.title or one.path, one.size, address(one), one.sha256)
        for one in version.files.exclude(output="site")
    ]


def address(file: File) -> str:
    """Where a published file is."""
    return f"/open/versions/{file.version_id}/files/{quote(file.path)}"
