"""A department's year in the portal: its budget, the budget as adjusted, and their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from gouji.model.publication import Chart
from gouji.web.portal import selection
from gouji.web.portal.caching import for_everyone
from gouji.web.portal.showing import API, downloads, drawings, shown
from gouji.web.publication.figures import figure_label, grouped
from gouji.web.publication.models import Current, Kind, Part

_TILES = ("revenue", "expenditure", "basic", "project", "three_public")


def current_of(department: int, year: int, kind: Kind) -> Current:
    """What is shown of a department's year. Raises Http404."""
    rows = Current.objects.select_related("version__cycle", "version__original")
    return get_object_or_404(rows, department=department, year=year, kind=kind)


@for_everyone
def year(request: HttpRequest, department: int, year: int) -> HttpResponse:
    """One department's year: its figures, its tables and texts, its files and versions."""
    current = current_of(department, year, Kind.BUDGET)
    figures = selection.figures_of([current.version_id]).get(current.version_id, {})
    groups = grouped(figures, year)
    charts = [selection.bars_chart(title, [(label, fen) for _n, label, fen in rows]) for title, rows in groups.items()]
    context = _contents(current) | {
        "tiles": [(figure_label(name), figures[name]) for name in _TILES if name in figures],
        "charts": drawings(charts[1:]),
        "adjusted": selection.adjusted(department, year).first(),
        "evaluated": selection.evaluated(department, year).count(),
        "others": selection.published().filter(department=department).exclude(year=year),
    }
    return shown(request, "year", context)


@for_everyone
def adjusted(request: HttpRequest, department: int, year: int) -> HttpResponse:
    """The budget as adjusted: what changed, why, and everything that was published of it."""
    current = current_of(department, year, Kind.ADJUSTED)
    version, original = current.version, current.version.original
    assert original is not None
    figures = selection.figures_of([version.pk, original.pk])
    before, now = figures.get(original.pk, {}), figures.get(version.pk, {})
    start, after = _("年初预算"), _("调整预算")
    uses = [name for name in ("basic", "project") if name in now]
    classes = sorted((name for name in now if name.startswith("class/")), key=lambda name: -now[name])
    context = _contents(current) | {
        "original": original,
        "table": _changes(before, now, year),
        "charts": drawings(
            _both(title, names, before, now, (start, after), year)
            for title, names in ((_("支出按用途"), uses), (_("支出按功能分类"), classes[:_MOST_BARS]))
        ),
    }
    return shown(request, "adjusted", context)


_MOST_BARS = 8


def _contents(current: Current) -> dict[str, Any]:
    version = current.version
    parts = list(version.parts.defer("markup"))
    return {
        "current": current,
        "version": version,
        "tables": [part for part in parts if part.is_table],
        "texts": [part for part in parts if not part.is_table],
        "files": downloads(version),
        "versions": selection.versions_of(version),
        "data": f"{API}/versions/{version.pk}",
    }


@dataclass(frozen=True, slots=True)
class _Change:
    """A main figure at the year's start and as adjusted, in 分; ``percent`` of the start."""

    label: str
    before: int
    now: int
    percent: str

    @property
    def difference(self) -> int:
        return self.now - self.before


def _changes(before: Mapping[str, int], now: Mapping[str, int], year: int) -> list[tuple[str, list[_Change]]]:
    """The figures by heading; what was and is nothing is left out."""
    both = {name: now.get(name, 0) for name in (*before, *now) if before.get(name) or now.get(name)}
    rows = grouped(both, year)
    return [
        (title, [_change(label, before.get(name, 0), now.get(name, 0)) for name, label, _fen in found])
        for title, found in rows.items()
    ]


def _change(label: str, before: int, now: int) -> _Change:
    percent = f"{(now - before) * 100 / before:+.2f}%" if before and now != before else ""
    return _Change(label, before, now, percent)


def _both(
    title: str,
    names: Sequence[str],
    before: Mapping[str, int],
    now: Mapping[str, int],
    heads: tuple[str, str],
    year: int,
) -> Chart | None:
    if len(names) < 2:
        return None
    labels = tuple(figure_label(name, year) for name in names)
    series = tuple(
        (head, tuple(of.get(name, 0) for name in names)) for head, of in zip(heads, (before, now), strict=True)
    )
    return Chart(title, "bar", labels, series, "")


@for_everyone
def part(request: HttpRequest, department: int, year: int, position: int) -> HttpResponse:
    """A table or a stretch of text of the budget, as it is printed."""
    return _part(request, current_of(department, year, Kind.BUDGET), position)


@for_everyone
def adjusted_part(request: HttpRequest, department: int, year: int, position: int) -> HttpResponse:
    """A table or a stretch of text of the budget as adjusted."""
    return _part(request, current_of(department, year, Kind.ADJUSTED), position)


def _part(request: HttpRequest, current: Current, position: int) -> HttpResponse:
    version = current.version
    found = get_object_or_404(Part, version=version, position=position)
    around = {
        one.position: (version.part_address(one.position), one)
        for one in version.parts.defer("markup").filter(position__in=(position - 1, position + 1))
    }
    data = f"{API}/versions/{version.pk}/amounts?part={position}" if found.is_table else ""
    context = {
        "current": current,
        "part": found,
        # Made by the writer of the site, every text in it escaped.
        "markup": mark_safe(found.markup),
        "before": around.get(position - 1),
        "after": around.get(position + 1),
        "data": data or f"{API}/versions/{version.pk}/parts",
    }
    return shown(request, "part", context)
