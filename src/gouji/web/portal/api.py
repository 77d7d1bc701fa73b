"""The JSON API beside the pages: the same data, described by OpenAPI.

Amounts are strings in the printed unit, and whole 分 beside them."""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError

from gouji.web.portal import selection
from gouji.web.portal.caching import View, for_programs
from gouji.web.portal.search import LONGEST, found
from gouji.web.publication.figures import figure_label
from gouji.web.publication.models import Amount, Current, Version

POINT = ("year", "stage", "side", "function", "economic", "use", "fund", "origin", "budget_unit", "project", "item")

PREFIX = "/open/api/v1/"
_SAID = frozenset({"title", "summary", "description"})


def told(text: str) -> dict[str, Any]:
    """What OpenAPI says of a schema."""
    return {"description": text}


class _Api(NinjaAPI):
    """Without a page at its root."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return PREFIX


api = _Api(
    title=_("部门预算公开数据"),
    version="1",
    description=_(
        "公开平台每一页的数据。金额以印出的数和单位给出，fen 是以分为单位的整数。"
        "不需要登录；可以缓存，ETag 在有新公开时改变。"
    ),
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="open-api",
)


class BudgetOut(Schema, json_schema_extra=told(_("部门一个年度的预算（最新一版）。"))):
    """A department's budget of a year, its newest version."""

    department: int
    name: str
    year: int
    version: int = Field(description=_("版本的编号，用于其他地址"))
    number: int = Field(description=_("第几版"))
    title: str
    published_on: str
    sha256: str = Field(description=_("版本清单的 SHA-256"))
    expenditure_fen: int | None = Field(description=_("支出合计，分"))
    page: str


class BudgetsOut(Schema, json_schema_extra=told(_("一页结果。"))):
    """A page of results."""

    count: int
    results: list[BudgetOut]


class FigureOut(Schema, json_schema_extra=told(_("主要数字。"))):
    """A main figure."""

    name: str
    label: str
    fen: int


class PartOut(Schema, json_schema_extra=told(_("一张表或一段文字。"))):
    """A table or a stretch of text."""

    position: int
    title: str
    chapter: str
    is_table: bool
    page: str | None = Field(description=_("最新一版才有网页"))


class FileOut(Schema, json_schema_extra=told(_("可以下载的文件。"))):
    """A file to download."""

    path: str
    size: int
    sha256: str
    address: str


class VersionOut(Schema, json_schema_extra=told(_("公开的一版；公开之后不再改变。"))):
    """A published version; it never changes."""

    version: int
    kind: str = Field(description=_("budget 年初预算、adjusted_budget 预算调整、evaluation 绩效自评"))
    number: int
    department: int
    name: str
    year: int
    title: str
    original: int | None = Field(description=_("预算调整：所调整的年初预算是哪一版（版本的编号）"))
    evaluation: int | None = Field(description=_("绩效自评：哪一份自评（自评的编号）"))
    withdraws: bool = Field(description=_("true：这一版是撤回，reason 是理由"))
    is_withdrawn: bool = Field(description=_("true：后来撤回了，文件和数据不再提供"))
    published_on: str
    approved_on: str = Field(description=_("批复日期；绩效自评是审定日期"))
    days: int = Field(description=_("批复（审定）后第几日公开"))
    reason: str = Field(description=_("更正说明"))
    sha256: str
    is_newest: bool
    figures: list[FigureOut]
    files: list[FileOut]


class AmountOut(Schema, json_schema_extra=told(_("表中的一个数：印在哪里、印作什么、是什么数（坐标）。"))):
    """A printed amount: where it stands, how it is printed, what it is."""

    position: int
    part: int
    table: str
    row: str
    column: str
    value: str
    unit: str
    fen: int
    coordinates: dict[str, Any]


class AmountsOut(Schema, json_schema_extra=told(_("一页结果。"))):
    """A page of results."""

    count: int
    results: list[AmountOut]


class ColumnOut(Schema, json_schema_extra=told(_("比较中的一栏。"))):
    """A column of a comparison."""

    department: int
    name: str
    year: int
    version: int
    figures: list[FigureOut]


class PassageOut(Schema, json_schema_extra=told(_("检索到的一处。"))):
    """A place that was found."""

    department: int
    name: str
    year: int
    part: int
    text: str
    page: str


class PassagesOut(Schema, json_schema_extra=told(_("一页结果；more 表示还有下一页。"))):
    """A page of results, and whether there are more."""

    more: bool
    results: list[PassageOut]


class Page(Schema):
    """Which of the results."""

    limit: Annotated[int, Field(ge=1, le=1000, description=_("最多返回几条"))] = 100
    offset: Annotated[int, Field(ge=0, le=10_000_000, description=_("跳过几条"))] = 0


Large = Annotated[int, Field(ge=0, le=2**31 - 1)]
Number = Annotated[int, Path(ge=0, le=2**31 - 1, description=_("版本的编号"))]


class BudgetsFilter(Page, json_schema_extra=told(_("按年度、名称或编号。"))):
    """By year, name or key."""

    year: Annotated[str, Field(description=_("年度"), pattern=r"^\d{0,4}$")] = ""
    q: Annotated[str, Field(description=_("部门名称中的词"), max_length=LONGEST)] = ""
    department: Annotated[Large | None, Field(description=_("部门的编号"))] = None


@api.get(
    "/budgets",
    response=BudgetsOut,
    summary=_("各部门各年度的预算"),
    description=_("每个部门、年度最新的一版。"),
    url_name="api-budgets",
)
def budgets(request: HttpRequest, wanted: Query[BudgetsFilter]) -> dict[str, Any]:
    """The newest version of each department and year."""
    rows = selection.published(int(wanted.year) if wanted.year else None, wanted.q)
    if wanted.department is not None:
        rows = rows.filter(department=wanted.department)
    page = rows[wanted.offset : wanted.offset + wanted.limit]
    return {"count": rows.count(), "results": [budget_row(one) for one in page]}


def budget_row(one: Any) -> dict[str, Any]:
    """A newest version, as lists give it."""
    version: Version = one.version
    return {
        "department": one.department_id,
        "name": one.name,
        "year": one.year,
        "version": version.pk,
        "number": version.number,
        "title": version.title,
        "published_on": str(version.published_on),
        "sha256": version.sha256,
        "expenditure_fen": one.spending,
        "page": version.address,
    }


def published_version(version: int) -> Version:
    """A version that was published, and not withdrawn since. Raises Http404."""
    found = _version(version)
    if found.is_withdrawn:
        raise Http404
    return found


def _version(version: int) -> Version:
    rows = Version.objects.select_related("department", "cycle", "current", "original")
    return get_object_or_404(rows, pk=version, state="published")


def figures_row(figures: dict[str, int], year: int) -> list[dict[str, Any]]:
    """Main figures with their names."""
    return [{"name": name, "label": figure_label(name, year), "fen": fen} for name, fen in sorted(figures.items())]


@api.get(
    "/versions/{version}",
    response=VersionOut,
    summary=_("公开的一版"),
    description=_("它的主要数字和文件。"),
    url_name="api-version",
)
def version(request: HttpRequest, version: Number) -> dict[str, Any]:
    """Its main figures and files."""
    one = _version(version)
    gone = one.is_withdrawn
    figures = selection.figures_of([one.pk]).get(one.pk, {})
    return {
        "version": one.pk,
        "kind": one.kind,
        "number": one.number,
        "department": one.department_id,
        "name": one.department.name,
        "year": one.cycle.year,
        "title": one.title,
        "original": one.original_id,
        "evaluation": one.evaluation_id,
        "withdraws": one.withdraws,
        "is_withdrawn": gone,
        "published_on": str(one.published_on),
        "approved_on": str(one.approved_on),
        "days": one.days,
        "reason": one.reason,
        "sha256": one.sha256,
        "is_newest": hasattr(one, "current"),
        "figures": figures_row(figures, one.cycle.year),
        "files": [
            {
                "path": each.path,
                "size": each.size,
                "sha256": each.sha256,
                "address": f"/open/versions/{one.pk}/files/{each.path}",
            }
            for each in (() if gone else one.files.all())
        ],
    }


@api.get(
    "/versions/{version}/parts",
    response=list[PartOut],
    summary=_("一版的表和文字"),
    description=_("按印出的顺序。"),
    url_name="api-parts",
)
def parts(request: HttpRequest, version: Number) -> list[dict[str, Any]]:
    """In the order in which they are printed."""
    one = published_version(version)
    is_newest = hasattr(one, "current")
    return [
        {
            "position": part.position,
            "title": part.title,
            "chapter": part.chapter,
            "is_table": part.is_table,
            "page": one.part_address(part.position) if is_newest else None,
        }
        for part in one.parts.defer("markup")
    ]


class AmountFilter(Page, json_schema_extra=told(_("按坐标取数；不写的不限。"))):
    """By coordinates; what is not named is not limited."""

    part: Annotated[Large | None, Field(description=_("第几部分（表或文字）"))] = None
    side: Annotated[str | None, Field(description=_("revenue 或 expenditure"))] = None
    function: Annotated[str | None, Field(description=_("功能分类编码"))] = None
    economic: Annotated[str | None, Field(description=_("经济分类编码"))] = None
    use: Annotated[str | None, Field(description=_("basic、basic/personnel、project …"))] = None
    fund: Annotated[str | None, Field(description="general_public_budget …")] = None
    origin: Annotated[str | None, Field(description=_("current 或 carried_over"))] = None
    stage: Annotated[
        str | None,
        Field(
            description=_(
                "budget：年初数（预算调整、绩效自评）；adjusted、final：绩效自评的全年预算数、执行数；空串：文件自己的数"
            )
        ),
    ] = None
    item: Annotated[str | None, Field(description="three_public/reception …")] = None


@api.get(
    "/versions/{version}/amounts",
    response=AmountsOut,
    summary=_("一版的全部数"),
    description=_("表中印出的每一个数；空串的条件是“没有这一维”。"),
    url_name="api-amounts",
)
def amounts(request: HttpRequest, version: Number, wanted: Query[AmountFilter]) -> dict[str, Any]:
    """Every amount printed in tables; an empty text asks for those without the dimension."""
    rows = Amount.objects.filter(version=published_version(version))
    for name in ("part", "side", "function", "economic", "use", "fund", "origin", "item"):
        value = getattr(wanted, name)
        if value is not None:
            rows = rows.filter(**{name: value})
    if wanted.stage is not None:
        rows = rows.filter(stage=wanted.stage or None)
    page = rows[wanted.offset : wanted.offset + wanted.limit]
    return {"count": rows.count(), "results": [_amount(row) for row in page]}


def _amount(row: Amount) -> dict[str, Any]:
    names = ("position", "part", "table", "row", "column", "value", "unit", "fen")
    return {name: getattr(row, name) for name in names} | {"coordinates": coordinates(row)}


def coordinates(row: Amount) -> dict[str, Any]:
    """What an amount is, the restricted dimensions only."""
    return {name: value for name in POINT if (value := getattr(row, name)) not in ("", None)}


class CompareFilter(Schema, json_schema_extra=told(_("哪些部门和年度。"))):
    """Which departments and years."""

    d: list[Large] = Field(default_factory=list, description=_("部门的编号，可以有几个"))
    y: list[Large] = Field(default_factory=list, description=_("年度，可以有几个；不写是所有年度"))


@api.get(
    "/compare",
    response=list[ColumnOut],
    summary=_("部门和年度的比较"),
    description=_("各栏的主要数字。"),
    url_name="api-compare",
)
def compare(request: HttpRequest, wanted: Query[CompareFilter]) -> list[dict[str, Any]]:
    """The main figures of each column."""
    return [
        {
            "department": one.department,
            "name": one.name,
            "year": one.year,
            "version": one.version,
            "figures": figures_row(one.figures, one.year),
        }
        for one in selection.columns(wanted.d, wanted.y)
    ]


class SearchFilter(Page, json_schema_extra=told(_("要找的词。"))):
    """The words to find."""

    q: Annotated[str, Field(description=_("要找的词，以空格分开，都要有"), max_length=LONGEST)]
    year: Annotated[str, Field(description=_("年度"), pattern=r"^\d{0,4}$")] = ""
    department: Annotated[str, Field(description=_("部门的编号"), pattern=r"^\d{0,9}$")] = ""


@api.get(
    "/search",
    response=PassagesOut,
    summary=_("全文检索"),
    description=_("公开文件的表行和段落。"),
    url_name="api-search",
)
def search(request: HttpRequest, wanted: Query[SearchFilter]) -> dict[str, Any]:
    """Rows of tables and paragraphs of what is published."""
    year, department = wanted.year, wanted.department
    rows = found(wanted.q, int(year) if year else None, int(department) if department else None)
    read = list(rows[wanted.offset : wanted.offset + wanted.limit + 1])
    return {"more": len(read) > wanted.limit, "results": [_passage(row) for row in read[: wanted.limit]]}


def _passage(row: Any) -> dict[str, Any]:
    current: Current = row.version.current
    return {
        "department": current.department_id,
        "name": current.name,
        "year": current.year,
        "part": row.part,
        "text": row.text,
        "page": row.address,
    }


@api.exception_handler(ValidationError)
def _wrong_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = "、".join(str(one["loc"][-1]) for one in error.errors)
    return api.create_response(request, {"message": f"参数不对：{names}。", "errors": error.errors}, status=422)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"message": "没有这项数据。"}, status=404)


def described(code: str) -> dict[str, Any]:
    """The OpenAPI description in a language; what it describes is the same in all."""
    with override(code):
        found: dict[str, Any] = _in_words(api.get_openapi_schema())
    return found


def _in_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: gettext(one) if name in _SAID and isinstance(one, str) and one else _in_words(one)
            for name, one in value.items()
        }
    return [_in_words(one) for one in value] if isinstance(value, list) else value


def _description(request: HttpRequest) -> JsonResponse:
    asked = request.GET.get("language", "")
    code = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return JsonResponse(described(code), json_dumps_params={"ensure_ascii": False})


def urls() -> tuple[list[URLPattern], str, str]:
    """The addresses of the API, each for everyone and kept as long as nothing new is published."""
    found, app, namespace = api.urls
    patterns = [one for one in found if isinstance(one, URLPattern) and one.name != "api-root"]
    for pattern in patterns:
        view = _description if pattern.name == "openapi-json" else pattern.callback
        pattern.callback = for_programs(cast(View, view))
    return patterns, app, namespace
