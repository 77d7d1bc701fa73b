"""The pages of the portal. They know nobody: what they show is the same for everyone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gouji.model.publication import Chart
from gouji.publishing.charts import CHINESE, Words, drawn
from gouji.web import store
from gouji.web.accounts.gate import public
from gouji.web.base.context import spoken
from gouji.web.portal import selection
from gouji.web.portal.caching import FOREVER, for_everyone
from gouji.web.portal.search import LONGEST, found, marked
from gouji.web.publication.figures import BY_FUNCTION, MAIN, figure_label, grouped
from gouji.web.publication.models import Current, File, Part, Version

_PAGE = 50
_RESULTS = 20
_FARTHEST = 50
_LONGEST_FOREIGN = 20.0
_API = "/open/api/v1"
_TILES = ("revenue", "expenditure", "basic", "project", "three_public")
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
}
_SHOWN_INLINE = frozenset({".html", ".css", ".js", ".pdf", ".svg"})


def _shown(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page without what is known of the person behind the request."""
    return HttpResponse(
        get_template(f"portal/{name}.html").render(spoken(request) | {"query": request.GET.urlencode(), **context})
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


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


def _charts(charts: Iterable[Chart | None]) -> list[tuple[str, SafeString]]:
    real = [chart for chart in charts if chart is not None]
    # Drawn by Gouji itself, every text in it escaped.
    return [(chart.title, mark_safe(svg)) for chart, svg in zip(real, drawn(real, _words()), strict=True)]


@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    """The departments of a year."""
    every = selection.years()
    year = _number(request.GET.get("year"))
    year = year if year in every else (every[0] if every else None)
    words = request.GET.get("q", "").strip()[:LONGEST]
    rows = selection.published(year, words) if year else Current.objects.none()
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    chart = (
        selection.bars_chart(_("%s年支出最多的部门") % year, selection.largest(year)) if year and not words else None
    )
    context = {
        "years": every,
        "year": year,
        "words": words,
        "page": page,
        "charts": _charts([chart]) if page.number == 1 else (),
        "data": f"{_API}/budgets?{urlencode({'year': year or '', 'q': words})}",
    }
    return _shown(request, "home", context)


@for_everyone
def department(request: HttpRequest, department: int) -> HttpResponse:
    """One department over the years."""
    rows = list(selection.published().filter(department=department).order_by("year"))
    if not rows:
        raise Http404
    figures = selection.figures_of(one.version_id for one in rows)
    by_year = [(one.year, figures.get(one.version_id, {})) for one in rows]
    charts = [
        selection.years_chart(by_year, ("revenue", "expenditure"), _("历年收支")),
        selection.years_chart(by_year, ("basic", "project"), _("历年基本支出和项目支出")),
        selection.years_chart(by_year, ("three_public",), _("历年“三公”经费")),
    ]
    context = {
        "department": rows[-1],
        "rows": rows,
        "table": _compared(selection.columns([department], [])),
        "columns": [_("%s年") % one.year for one in rows],
        "charts": _charts(charts),
        "data": f"{_API}/budgets?department={department}",
    }
    return _shown(request, "department", context)


def _current(department: int, year: int) -> Current:
    return get_object_or_404(Current.objects.select_related("version"), department=department, year=year)


@for_everyone
def year(request: HttpRequest, department: int, year: int) -> HttpResponse:
    """One department's year: its figures, its tables and texts, its files and versions."""
    current = _current(department, year)
    version = current.version
    figures = selection.figures_of([version.pk]).get(version.pk, {})
    groups = grouped(figures, year)
    charts = [selection.bars_chart(title, [(label, fen) for _n, label, fen in rows]) for title, rows in groups.items()]
    parts = list(version.parts.defer("markup"))
    context = {
        "current": current,
        "version": version,
        "tiles": [(figure_label(name), figures[name]) for name in _TILES if name in figures],
        "charts": _charts(charts[1:]),
        "tables": [part for part in parts if part.is_table],
        "texts": [part for part in parts if not part.is_table],
        "files": _downloads(version),
        "versions": selection.versions_of(department, year),
        "others": selection.published().filter(department=department).exclude(year=year),
        "data": f"{_API}/versions/{version.pk}",
    }
    return _shown(request, "year", context)


@dataclass(frozen=True, slots=True)
class _Download:
    path: str
    title: str
    size: int
    address: str
    sha256: str


def _downloads(version: Version) -> list[_Download]:
    """The documents and the open data; the pages of the site are reached from its first."""
    return [
        _Download(one.path, one.title or one.path, one.size, _address(one), one.sha256)
        for one in version.files.exclude(output="site")
    ]


def _address(file: File) -> str:
    return f"/open/versions/{file.version_id}/files/{quote(file.path)}"


@for_everyone
def part(request: HttpRequest, department: int, year: int, position: int) -> HttpResponse:
    """A table or a stretch of text, as it is printed."""
    current = _current(department, year)
    shown = get_object_or_404(Part, version=current.version, position=position)
    around = {
        one.position: one
        for one in current.version.parts.defer("markup").filter(position__in=(position - 1, position + 1))
    }
    data = f"{_API}/versions/{current.version_id}/amounts?part={position}" if shown.is_table else ""
    context = {
        "current": current,
        "part": shown,
        # Made by the writer of the site, every text in it escaped.
        "markup": mark_safe(shown.markup),
        "before": around.get(position - 1),
        "after": around.get(position + 1),
        "data": data or f"{_API}/versions/{current.version_id}/parts",
    }
    return _shown(request, "part", context)


@for_everyone
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version that was published once, whether it is the newest or not."""
    found = get_object_or_404(Version.objects.select_related("department", "cycle"), pk=pk, state="published")
    newest = Current.objects.filter(department=found.department, cycle=found.cycle).select_related("version").first()
    site = found.files.filter(path="site/index.html").first()
    context = {
        "version": found,
        "newest": newest.version if newest else None,
        "files": _downloads(found),
        "site": _address(site) if site else "",
        "data": f"{_API}/versions/{pk}",
    }
    return _shown(request, "version", context)


@public
def manifest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a version consists of, with the SHA-256 of every file; its own SHA-256 is the version's."""
    found = get_object_or_404(Version, pk=pk, state="published")
    return _file(request, found.sha256, "manifest.json")


@public
def file(request: HttpRequest, pk: int, path: str) -> HttpResponseBase:
    """A published file. It never changes, so that it may be kept for ever."""
    found = get_object_or_404(File.objects.select_related("version"), version=pk, path=path, version__state="published")
    return _file(request, found.sha256, PurePath(path).name)


def _file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    etag = f'"{sha256}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={FOREVER}, immutable"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    stored = store.path_of(sha256)
    if not stored.is_file():
        raise Http404
    suffix = PurePath(name).suffix
    kind = "inline" if suffix in _SHOWN_INLINE else "attachment"
    headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name)}"
    return FileResponse(stored.open("rb"), content_type=_TYPES.get(suffix, "application/octet-stream"), headers=headers)


@dataclass(frozen=True, slots=True)
class _Cell:
    """An amount in 分 and what it changed by against the year before of the same department, in percent."""

    fen: int | None
    change: str


def _compared(columns: Sequence[selection.Column]) -> list[tuple[str, list[tuple[str, list[_Cell]]]]]:
    """Rows by heading."""
    names = [figure.name for figure in MAIN]
    classes = sorted({name for column in columns for name in column.figures if name.startswith("class/")})
    groups: dict[str, list[tuple[str, list[_Cell]]]] = {}
    heads = {figure.name: str(figure.group) for figure in MAIN}
    for name in (*names, *classes):
        if any(name in column.figures for column in columns):
            row = [_cell(columns, number, name) for number in range(len(columns))]
            groups.setdefault(heads.get(name, str(BY_FUNCTION)), []).append((figure_label(name), row))
    return list(groups.items())


def _cell(columns: Sequence[selection.Column], number: int, name: str) -> _Cell:
    column = columns[number]
    fen = column.figures.get(name)
    before = columns[number - 1] if number else None
    if fen is None or before is None or before.department != column.department or before.year != column.year - 1:
        return _Cell(fen, "")
    old = before.figures.get(name)
    return _Cell(fen, f"{(fen - old) * 100 / abs(old):+.2f}%" if old else "")


@for_everyone
def compare(request: HttpRequest) -> HttpResponse:
    """Departments and years side by side."""
    asked = dict.fromkeys(number for text in request.GET.getlist("d") if (number := _number(text)) is not None)
    wanted = dict.fromkeys(number for text in request.GET.getlist("y") if (number := _number(text)) is not None)
    every = selection.years()
    columns = selection.columns(list(asked), list(wanted))
    names = {one.department: one.name for one in columns}
    figure = request.GET.get("f", "expenditure")
    choices = [(one.name, str(one.label)) for one in MAIN]
    label = dict(choices).get(figure, "")
    bars = [(f"{one.name} {one.year}", one.figures.get(figure, 0)) for one in columns]
    departments = selection.published().order_by("department__path").values_list("department", "name")
    query = [("d", key) for key in asked] + [("y", one) for one in wanted]
    context = {
        "columns": columns,
        "table": _compared(columns),
        "names": names.items(),
        "asked": list(asked),
        "wanted": list(wanted),
        "years": every,
        "figure": figure,
        "choices": choices,
        "departments": list(dict(departments).items()),
        "charts": _charts([selection.bars_chart(label, bars)]) if label else (),
        "most": selection.MOST_COMPARED,
        "data": f"{_API}/compare?{urlencode(query)}",
    }
    return _shown(request, "compare", context)


@for_everyone
def search(request: HttpRequest) -> HttpResponse:
    """Passages in which words stand."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    year, office = _number(request.GET.get("year")), _number(request.GET.get("department"))
    page = min(max(_number(request.GET.get("page")) or 1, 1), _FARTHEST)
    rows = list(found(words, year, office)[(page - 1) * _RESULTS : page * _RESULTS + 1])
    results = [(row, marked(row.text, words)) for row in rows[:_RESULTS]]
    query = {"q": words, "year": year or "", "department": office or ""}
    context = {
        "words": words,
        "year": year,
        "years": selection.years(),
        "results": results,
        "page": page,
        "previous": f"?{urlencode(query | {'page': page - 1})}" if page > 1 else "",
        "next": f"?{urlencode(query | {'page': page + 1})}" if len(rows) > _RESULTS and page < _FARTHEST else "",
        "data": f"{_API}/search?{urlencode(query)}",
    }
    return _shown(request, "search", context)
