"""The part of the API about budgets adjusted within their year."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Schema

from gouji.web.portal import selection
from gouji.web.portal.api import (
    BudgetOut,
    BudgetsFilter,
    Number,
    api,
    budget_row,
    coordinates,
    published_version,
    told,
)
from gouji.web.publication.models import Kind


class AdjustedOut(BudgetOut, json_schema_extra=told(_("部门一个年度调整后的预算（最新一版）。"))):
    """A department's adjusted budget of a year, its newest version."""

    original: int = Field(description=_("所调整的年初预算是哪一版（版本的编号）"))
    started_fen: int | None = Field(description=_("年初预算的支出合计，分"))
    explanation: str = Field(description=_("调整的情况和原因"))


class AllAdjustedOut(Schema, json_schema_extra=told(_("一页结果。"))):
    """A page of results."""

    count: int
    results: list[AdjustedOut]


class ChangeOut(Schema, json_schema_extra=told(_("一个数的年初数、调整数和调整后数，分。"))):
    """An amount at the year's start, what was changed, and as adjusted, in 分."""

    table: str
    row: str
    part: int
    initial_fen: int
    adjustment_fen: int
    adjusted_fen: int
    coordinates: dict[str, Any]


@api.get(
    "/adjustments",
    response=AllAdjustedOut,
    summary=_("各部门各年度的预算调整"),
    description=_("每个部门、年度最新的一版。"),
    url_name="api-adjustments",
)
def adjustments(request: HttpRequest, wanted: Query[BudgetsFilter]) -> dict[str, Any]:
    """The newest adjusted budget of each department and year."""
    rows = selection.adjusted(wanted.department, int(wanted.year) if wanted.year else None, wanted.q)
    page = rows[wanted.offset : wanted.offset + wanted.limit]
    return {"count": rows.count(), "results": [_adjusted(one) for one in page]}


def _adjusted(one: Any) -> dict[str, Any]:
    version = one.version
    more = {"original": version.original_id, "started_fen": one.started, "explanation": version.explanation}
    return budget_row(one) | more


class ChangesFilter(Schema, json_schema_extra=told(_("要哪些数。"))):
    """Which amounts."""

    changed: Annotated[bool, Field(description=_("true：只要有变动的"))] = False


@api.get(
    "/versions/{version}/changes",
    response=list[ChangeOut],
    summary=_("预算调整改动了什么"),
    description=_("预算调整的一版中每一个有年初数的数：年初、调整和调整后。"),
    url_name="api-changes",
)
def changes(request: HttpRequest, version: Number, wanted: Query[ChangesFilter]) -> list[dict[str, Any]]:
    """What an adjusted budget changed. 404 for a version of another kind."""
    found = published_version(version)
    if found.kind != Kind.ADJUSTED:
        raise Http404
    return [
        {
            "table": one.at.table,
            "row": one.at.row,
            "part": one.at.part,
            "initial_fen": one.before,
            "adjustment_fen": one.now - one.before,
            "adjusted_fen": one.now,
            "coordinates": {name: value for name, value in coordinates(one.at).items() if name != "stage"},
        }
        for one in selection.changes(found)
        if one.now != one.before or not wanted.changed
    ]
