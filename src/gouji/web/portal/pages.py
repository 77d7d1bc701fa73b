"""The pages of the portal. They know nobody: what they show is the same for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gouji.publishing.evaluation import style_policy
from gouji.web import store
from gouji.web.accounts.gate import public
from gouji.web.base.numbers import whole
from gouji.web.portal import selection
from gouji.web.portal.caching import FOREVER, for_everyone
from gouji.web.portal.search import LONGEST, found, marked
from gouji.web.portal.showing import API, address, downloads, drawings, shown
from gouji.web.publication.figures import BY_FUNCTION, MAIN, figure_label
from gouji.web.publication.models import Current, File, Kind, Version

_PAGE = 50
_RESULTS = 20
_FARTHEST = 50
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
_ONE_PAGE = f"default-src 'none'; style-src {style_policy()}; base-uri 'none'; frame-ancestors 'self'"
"""A form's page brings its style along and loads nothing."""
_SHOWN_INLINE = frozenset({".html", ".css", ".js", ".pdf", ".svg"})


@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    """The departments of a year."""
    every = selection.years()
    year = whole(request.GET.get("year"))
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
        "charts": drawings([chart]) if page.number == 1 else (),
        "evaluated": selection.evaluated_alone(year) if year and not words else (),
        "data": f"{API}/budgets?{urlencode({'year': year or '', 'q': words})}",
    }
    return shown(request, "home", context)


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
        "charts": drawings(charts),
        "data": f"{API}/budgets?department={department}",
    }
    return shown(request, "department", context)


@for_everyone
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A version that was published once, whether it is the newest or not."""
    found = get_object_or_404(
        Version.objects.select_related("department", "cycle", "original"), pk=pk, state="published"
    )
    gone = found.is_withdrawn
    site = None if gone else found.files.filter(path="site/index.html").first()
    context = {
        "version": found,
        "newest": selection.versions_of(found).first(),
        "withdrawn": gone,
        "files": () if gone else downloads(found),
        "site": address(site) if site else "",
        "data": f"{API}/versions/{pk}",
    }
    return shown(request, "version", context)


@public
def manifest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a version consists of, with the SHA-256 of every file; its own SHA-256 is the version's."""
    found = get_object_or_404(Version, pk=pk, state="published")
    return _file(request, found.sha256, "manifest.json")


@public
def file(request: HttpRequest, pk: int, path: str) -> HttpResponseBase:
    """A published file. It never changes, so that it may be kept for ever; what was withdrawn is not given out."""
    found = get_object_or_404(File.objects.select_related("version"), version=pk, path=path, version__state="published")
    if found.version.is_withdrawn:
        raise Http404
    response = _file(request, found.sha256, PurePath(path).name)
    if found.version.kind == Kind.EVALUATION and found.path.endswith(".html"):
        response.headers["Content-Security-Policy"] = _ONE_PAGE
    return response


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
    asked = dict.fromkeys(number for text in request.GET.getlist("d") if (number := whole(text)) is not None)
    wanted = dict.fromkeys(number for text in request.GET.getlist("y") if (number := whole(text)) is not None)
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
        "charts": drawings([selection.bars_chart(label, bars)]) if label else (),
        "most": selection.MOST_COMPARED,
        "data": f"{API}/compare?{urlencode(query)}",
    }
    return shown(request, "compare", context)


@for_everyone
def search(request: HttpRequest) -> HttpResponse:
    """Passages in which words stand."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    year, office = whole(request.GET.get("year")), whole(request.GET.get("department"))
    page = min(max(whole(request.GET.get("page")) or 1, 1), _FARTHEST)
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
        "data": f"{API}/search?{urlencode(query)}",
    }
    return shown(request, "search", context)
