"""The part of the API about self-evaluations."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Schema

from gouji.errors import GoujiError
from gouji.publishing.evaluation import EvaluationForm
from gouji.targets.evaluation import Score
from gouji.targets.scale import grades
from gouji.web.portal import selection
from gouji.web.portal.api import BudgetsFilter, Number, api, published_version, told
from gouji.web.portal.search import LONGEST
from gouji.web.publication.evaluation_made import form_of
from gouji.web.publication.models import Kind


class EvaluationRow(Schema, json_schema_extra=told(_("一个项目的绩效自评（最新一版）。"))):
    """A project's self-evaluation, its newest version."""

    evaluation: int = Field(description=_("自评的编号"))
    department: int
    name: str
    year: int
    project: str
    unit: str
    budget_fen: int = Field(description=_("全年预算数（按印出的数），分"))
    paid_fen: int = Field(description=_("全年执行数（按印出的数），分"))
    total: str = Field(description=_("总分，满分 100"))
    version: int = Field(description=_("版本的编号，用于其他地址"))
    number: int = Field(description=_("第几版"))
    title: str
    published_on: str
    sha256: str = Field(description=_("版本清单的 SHA-256"))
    page: str


class EvaluationsOut(Schema, json_schema_extra=told(_("一页结果。"))):
    """A page of results."""

    count: int
    results: list[EvaluationRow]


class EvaluationsFilter(BudgetsFilter, json_schema_extra=told(_("按年度、名称或编号。"))):
    """By year, name or key."""

    q: Annotated[str, Field(description=_("部门或项目名称中的词"), max_length=LONGEST)] = ""


@api.get(
    "/evaluations",
    response=EvaluationsOut,
    summary=_("各项目的绩效自评"),
    description=_("公开着的每一份自评最新的一版。"),
    url_name="api-evaluations",
)
def evaluations(request: HttpRequest, wanted: Query[EvaluationsFilter]) -> dict[str, Any]:
    """The newest version of each self-evaluation that is shown."""
    rows = selection.evaluated(wanted.department, int(wanted.year) if wanted.year else None, wanted.q)
    page = rows[wanted.offset : wanted.offset + wanted.limit]
    return {"count": rows.count(), "results": [_row(one) for one in page]}


def _row(one: Any) -> dict[str, Any]:
    version = one.version
    return {
        "evaluation": one.evaluation_id,
        "department": one.department_id,
        "name": one.name,
        "year": one.year,
        "project": one.project,
        "unit": one.unit,
        "budget_fen": one.budget,
        "paid_fen": one.paid,
        "total": _points(Decimal(version.points) / 100),
        "version": version.pk,
        "number": version.number,
        "title": version.title,
        "published_on": str(version.published_on),
        "sha256": version.sha256,
        "page": version.address,
    }


class ScoredOut(Schema, json_schema_extra=told(_("一个指标的完成情况和得分。"))):
    """What became of an indicator, and its points."""

    level1: str | None
    level2: str | None
    name: str
    value: str | None = Field(description=_("年度指标值"))
    actual: str = Field(description=_("实际完成值"))
    grade: str | None = Field(description=_("定性指标的完成等次"))
    full: str = Field(description=_("分值"))
    points: str = Field(description=_("得分"))
    reason: str = Field(description=_("偏差原因分析及改进措施"))


class EvaluationOut(Schema, json_schema_extra=told(_("一份绩效自评的全部内容。"))):
    """All that a self-evaluation says."""

    version: int
    evaluation: int
    department: str
    unit: str
    project: str
    year: int
    initial_fen: int = Field(description=_("年初预算数，分"))
    budget_fen: int = Field(description=_("全年预算数，分"))
    paid_fen: int = Field(description=_("全年执行数，分"))
    rate_percent: str = Field(description=_("执行率，百分数"))
    execution_points: str = Field(description=_("执行率得分"))
    rate_reason: str = Field(description=_("执行率说明"))
    objective: str = Field(description=_("预期目标"))
    achieved: str = Field(description=_("实际完成情况"))
    indicators: list[ScoredOut]
    total: str = Field(description=_("总分，满分 100"))
    level: str = Field(description=_("等次"))


@api.get(
    "/versions/{version}/evaluation",
    response=EvaluationOut,
    summary=_("绩效自评的内容"),
    description=_("绩效自评的一版：资金、目标、各指标的完成情况和得分。"),
    url_name="api-evaluation",
)
def evaluation(request: HttpRequest, version: Number) -> dict[str, Any]:
    """What a self-evaluation says. 404 for a version of another kind, and for what was withdrawn."""
    found = published_version(version)
    if found.kind != Kind.EVALUATION or found.withdraws:
        raise Http404
    try:
        form = form_of(found)
    except (OSError, GoujiError) as error:
        raise Http404 from error
    return {"version": found.pk, "evaluation": found.evaluation_id} | _said(form)


def _said(form: EvaluationForm) -> dict[str, Any]:
    found = form.evaluation
    return {
        "department": form.department,
        "unit": form.unit,
        "project": form.project,
        "year": form.year,
        "initial_fen": form.initial,
        "budget_fen": found.budget,
        "paid_fen": found.paid,
        "rate_percent": f"{found.rate * 100:.2f}",
        "execution_points": _points(found.execution),
        "rate_reason": form.rate_reason,
        "objective": form.objective,
        "achieved": form.achieved,
        "indicators": [_scored(score) for score in found.scores],
        "total": _points(found.total),
        "level": found.class_name,
    }


def _scored(score: Score) -> dict[str, Any]:
    one, told_of = score.indicator, score.result
    graded = score.attained is None and told_of.grade is not None
    return {
        "level1": one.level1,
        "level2": one.level2,
        "name": one.name or "",
        "value": one.value,
        "actual": told_of.actual,
        "grade": grades()[told_of.grade].name if graded and told_of.grade is not None else None,
        "full": _points(score.full),
        "points": _points(score.points),
        "reason": told_of.reason,
    }


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}"
