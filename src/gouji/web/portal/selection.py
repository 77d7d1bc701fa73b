"""What the portal shows: questions to the published versions that its pages and its API have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from gouji.model.kinds import ADJUSTED, AT_START, FINAL
from gouji.model.publication import Chart
from gouji.web.publication.figures import figure_label
from gouji.web.publication.models import Amount, Current, Figure, Kind, Part, Version, same_as

MOST_COMPARED = 8


def years() -> list[int]:
    """The years of which anything is published, newest first."""
    return sorted(set(Current.objects.order_by().values_list("year", flat=True)), reverse=True)


def published(year: int | None = None, words: str = "") -> QuerySet[Current]:
    """The newest versions of a year by department, each with its ``spending`` in 分."""
    return _newest(Kind.BUDGET, year, words)


def adjusted(department: int | None = None, year: int | None = None, words: str = "") -> QuerySet[Current]:
    """The newest adjusted budgets, each with its ``spending`` and that of the budget it adjusts (``started``) in 分."""
    rows = _newest(Kind.ADJUSTED, year, words).select_related("version__original")
    if department is not None:
        rows = rows.filter(department=department)
    return rows.annotate(started=Subquery(_spending("version__original")))


def _newest(kind: Kind, year: int | None, words: str) -> QuerySet[Current]:
    rows = Current.objects.filter(kind=kind).select_related("version__cycle")
    if year is not None:
        rows = rows.filter(year=year)
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    return rows.annotate(spending=Subquery(_spending("version"))).order_by("-year", "department__path")


def _spending(version: str) -> QuerySet[Figure, Any]:
    return Figure.objects.filter(version=OuterRef(version), name="expenditure").values("fen")[:1]


def figures_of(versions: Iterable[int]) -> dict[int, dict[str, int]]:
    """The main figures in 分 of versions by their keys."""
    found: dict[int, dict[str, int]] = {}
    for version, name, fen in Figure.objects.filter(version__in=list(versions)).values_list("version", "name", "fen"):
        found.setdefault(version, {})[name] = fen
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """A department's year in a comparison; ``figures`` in 分."""

    department: int
    name: str
    year: int
    version: int
    figures: dict[str, int]


def columns(departments: Sequence[int], wanted: Sequence[int]) -> list[Column]:
    """The departments' newest versions of the years (all years where none is named), by department as asked for and
    then by year."""
    newest = Current.objects.filter(kind=Kind.BUDGET)
    rows = newest.filter(department__in=departments[:MOST_COMPARED]).order_by("year")
    if wanted:
        rows = rows.filter(year__in=wanted)
    found = list(rows)
    figures = figures_of(one.version_id for one in found)
    order = {key: number for number, key in enumerate(departments)}
    made = [
        Column(one.department_id, one.name, one.year, one.version_id, figures.get(one.version_id, {})) for one in found
    ]
    return sorted(made, key=lambda one: (order[one.department], one.year))


def years_chart(figures: Sequence[tuple[int, dict[str, int]]], names: Sequence[str], title: str) -> Chart | None:
    """Figures over years, where there are at least two."""
    if len(figures) < 2:
        return None
    series = [
        (figure_label(name), tuple(of.get(name, 0) for _year, of in figures))
        for name in names
        if any(name in of for _year, of in figures)
    ]
    if not series:
        return None
    return Chart(title, "line", tuple(_("%s年") % year for year, _figures in figures), tuple(series), "")


def bars_chart(title: str, bars: Sequence[tuple[str, int]]) -> Chart | None:
    """One bar for each; None where there are fewer than two."""
    shown = [(label, fen) for label, fen in bars if fen]
    if len(shown) < 2:
        return None
    labels, values = zip(*shown, strict=True)
    return Chart(title, "bar", tuple(labels), ((_("金额"), tuple(values)),), "")


def largest(year: int, most: int = 10) -> list[tuple[str, int]]:
    """The departments with the largest expenditure of a year, in 分."""
    rows = Figure.objects.filter(name="expenditure", version__current__year=year, version__kind=Kind.BUDGET)
    rows = rows.order_by("-fen")[:most]
    return [(one.version.current.name, one.fen) for one in rows.select_related("version__current")]


def evaluated(department: int | None = None, year: int | None = None, words: str = "") -> QuerySet[Any]:
    """The self-evaluations that are shown, each with its ``project``, ``unit``, and what is printed of its year's
    ``budget`` and what was ``paid``, in 分. ``words`` stand in the name of department or project."""
    rows = Current.objects.filter(kind=Kind.EVALUATION).select_related("version__cycle")
    if department is not None:
        rows = rows.filter(department=department)
    if year is not None:
        rows = rows.filter(year=year)
    parts = Part.objects.filter(version=OuterRef("version"))
    amounts = Amount.objects.filter(version=OuterRef("version"))
    rows = rows.annotate(
        project=Subquery(parts.values("title")[:1]),
        unit=Subquery(parts.values("chapter")[:1]),
        budget=Subquery(amounts.filter(stage=ADJUSTED).values("fen")[:1]),
        paid=Subquery(amounts.filter(stage=FINAL).values("fen")[:1]),
    )
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(project__icontains=word))
    return rows.order_by("-year", "department__path", "evaluation__project__unit__path", "project", "pk")


def evaluated_alone(year: int) -> list[Current]:
    """The departments of which only self-evaluations are shown in a year, each once."""
    budgets = Current.objects.filter(kind=Kind.BUDGET, year=year).values("department")
    rows = Current.objects.filter(kind=Kind.EVALUATION, year=year).exclude(department__in=budgets)
    return list({one.department_id: one for one in rows.order_by("-department__path", "-pk")}.values())[::-1]


def versions_of(version: Version) -> QuerySet[Version]:
    """Every published version of what a version is one of, newest first."""
    return same_as(version).filter(state="published").order_by("-number")


@dataclass(frozen=True, slots=True)
class Change:
    """An amount that an adjusted budget gives at the year's start and as adjusted, in 分, where it stands first."""

    at: Amount
    before: int
    now: int


def changes(version: Version) -> list[Change]:
    """What an adjusted budget says of the year's start, and what became of each."""
    rows = list(version.amounts.order_by("position"))
    now: dict[tuple[object, ...], int] = {}
    for row in rows:
        if row.stage is None:
            now.setdefault(row.point, row.fen)
    found: dict[tuple[object, ...], Change] = {}
    for row in rows:
        if row.stage == AT_START and row.point in now:
            found.setdefault(row.point, Change(row, row.fen, now[row.point]))
    return list(found.values())
