"""Documents against each other: a year and what the next calls last year's, a department and its units."""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.needs import need
from gouji.corpus.questions.figures_of import chosen_documents, documents
from gouji.corpus.questions.question import (
    COUNT,
    ECONOMIC,
    FUNCTION,
    MONEY,
    SCOPE,
    SIGNED,
    TEXT,
    WORD,
    Filters,
    Question,
)

_POINT = ("stage", "side", "function", "economic", "use", "fund", "origin", "item")
_SPELT = {
    "side": ("收支", WORD),
    "function": ("功能分类", FUNCTION),
    "economic": ("经济分类", ECONOMIC),
    "use": ("用途", WORD),
    "fund": ("资金", WORD),
    "origin": ("来源", WORD),
    "item": ("口径", WORD),
}
_NONE = "-"
"""Stands for what is null where rows are joined: an engine's null equals nothing."""


def _figures(dataset: Dataset, back: int) -> Any:
    """Known figures of a document's own year, or of the year before, without projects; nulls of the point spelt out. A
    budget's own figures have no stage, and of last year's only the budget is comparable with them."""
    ibis = need("ibis")
    rows = dataset.table("figures")
    rows = rows.filter(rows.year == rows.document_year - back, rows.low.notnull(), rows.project.isnull())
    stage = ibis.ifelse((rows.kind == "budget") & (rows.stage == "budget"), ibis.null("string"), rows.stage)
    rows = rows.mutate(stage=stage)
    rows = rows.mutate(**{name: rows[name].fill_null(_NONE) for name in (*_POINT, "budget_unit")})
    return rows.select("document", *_POINT, "budget_unit", "fen", "low", "high")


def _spelt(rows: Any) -> dict[str, Any]:
    return {name: rows[name].nullif(_NONE) for name in _SPELT}


# A year and the next


def _sides(dataset: Dataset) -> Any:
    """One row a document and role: as ``before`` of the year that follows it, as ``after`` of its own. ``line`` is the
    institution, or the succession it takes part in."""
    steps = dataset.table("successions")
    known = chosen_documents(dataset).select("document", "institution", "document_year", "kind", "scope", "name")
    known = known.mutate(scope=known.scope.fill_null(_NONE))

    def lined(role: str, year: Any) -> Any:
        own = steps.select("succession", _year=steps.year, _who=steps[role]).distinct()
        rows = known.mutate(line_year=year)
        rows = rows.left_join(own, [rows.institution == own._who, rows.line_year == own._year])
        ibis = need("ibis")
        return rows.select(
            *("document", "name", "kind", "scope", "line_year"), line=ibis.coalesce(rows.succession, rows.institution)
        )

    year = known.document_year.cast("int64")
    return lined("before", year + 1), lined("after", year)


_LINE = ("line", "line_year", "kind", "scope")


def _restated(dataset: Dataset) -> Any:
    """One row a line and point that both years print: the earlier year's own and the later year's last year's figure.
    Of several documents (merged, split) the sums, where each of them prints the point."""
    sides = _sides(dataset)
    sums = []
    for documents_of_side, back, mark in ((sides[0], 0, "was"), (sides[1], 1, "told")):
        counts = documents_of_side.group_by(*_LINE).aggregate(members=documents_of_side.document.count())
        figures = _figures(dataset, back)
        figures = figures.filter(figures.budget_unit == _NONE)
        rows = documents_of_side.inner_join(figures, "document")
        rows = rows.group_by(*_LINE, *_POINT).aggregate(
            **{f"{mark}_{name}": rows[name].sum().cast("int64") for name in ("fen", "low", "high")},
            printing=rows.document.nunique(),
        )
        rows = rows.inner_join(counts, _LINE)
        sums.append(rows.filter(rows.printing == rows.members).drop("printing", "members"))
    rows = sums[0].inner_join(sums[1], (*_LINE, *_POINT))
    return rows.mutate(
        agrees=(rows.was_low <= rows.told_high) & (rows.told_low <= rows.was_high),
        difference=rows.told_fen - rows.was_fen,
    )


def _later(dataset: Dataset, filters: Filters) -> Any:
    """The later documents of each line in a row, of those the filters leave."""
    after = _sides(dataset)[1]
    shown = filters.applied(documents(dataset)).select("document", "region_name", "document_year")
    rows = after.inner_join(shown, "document")
    return rows.group_by(*_LINE).aggregate(
        document=rows.document.min(),
        document_year=rows.document_year.max(),
        region_name=rows.region_name.max(),
        name=rows.name.min(),
        several=rows.document.count(),
    )


def _last_year(dataset: Dataset, filters: Filters) -> Any:
    ibis = need("ibis")
    points = _restated(dataset)
    rows = points.group_by(*_LINE).aggregate(
        compared=points.agrees.count(),
        differing=ibis.ifelse(points.agrees, 0, 1).sum().cast("int64"),
        largest=ibis.ifelse(points.agrees, 0, points["difference"].abs()).max(),
    )
    rows = _later(dataset, filters).inner_join(rows, _LINE)
    chosen = rows.select(
        *("document", "document_year", "kind", "region_name", "name", "compared", "differing", "largest", "several"),
        scope=rows.scope.nullif(_NONE),
    )
    return chosen.order_by("document_year", chosen.differing.desc(), chosen.largest.desc(), "document")


LAST_YEAR = Question(
    "last-year",
    "上年数衔接",
    "同一机构上一年的文件也在数据集里时：本年文件所列的上年数，有几个能与上一年文件的本年数对上，其中几个不一致。"
    "机构表写明合并、拆分的，按各机构之和比较。不一致可能是上年数已调整，文件应当说明。",
    {
        "document_year": ("年度", TEXT),
        "region_name": ("地区", TEXT),
        "name": ("部门", TEXT),
        "scope": ("口径", SCOPE),
        "compared": ("可比", COUNT),
        "differing": ("不一致", COUNT),
        "largest": ("最大差额", MONEY),
    },
    _last_year,
)


def _last_year_points(dataset: Dataset, filters: Filters) -> Any:
    points = _restated(dataset)
    points = points.filter(~points.agrees)
    rows = _later(dataset, filters).inner_join(points, _LINE)
    chosen = rows.select(
        *("document", "document_year", "kind", "region_name", "name", "was_fen", "told_fen", "difference", "stage"),
        scope=rows.scope.nullif(_NONE),
        **_spelt(rows),
    )
    size = chosen["difference"].abs().desc()
    return chosen.order_by("document_year", "document", size, *(chosen[name].asc(nulls_first=True) for name in _SPELT))


LAST_YEAR_POINTS = Question(
    "last-year-points",
    "上年数差异",
    "“上年数衔接”中不一致的每一个数：上一年文件的本年数，本年文件所列的上年数，差额。",
    {
        "document_year": ("年度", TEXT),
        "name": ("部门", TEXT),
        "scope": ("口径", SCOPE),
        **_SPELT,
        "was_fen": ("上年文件", MONEY),
        "told_fen": ("本年文件所列", MONEY),
        "difference": ("差额", SIGNED),
    },
    _last_year_points,
)


# A department and its units


_TRANSFER_USES = ("remittance_up", "subsidy_down")
_TRANSFER_FUNDS = ("own_funds/superior_grant", "own_funds/affiliate_remittance")
_APPROPRIATED = ("fiscal_appropriation", "general_public_budget", "government_fund_budget", "state_capital_budget")


def _pairs(dataset: Dataset) -> Any:
    """One row a department's document and a unit's document of the same year and kind; ``listed`` counts its units."""
    known = chosen_documents(dataset)
    columns = ("document", "institution", "document_year", "kind")
    departments = known.filter(known.scope == "department").select(*columns)
    units = known.filter(known.scope == "unit").select(
        unit_document="document", unit_institution="institution", unit_year="document_year", unit_kind="kind"
    )
    members = dataset.table("memberships")
    listed = members.group_by("department", "year").aggregate(listed=members.unit.nunique())
    members = members.select("department", "year", "unit").inner_join(listed, ("department", "year"))
    rows = departments.inner_join(
        members, [departments.institution == members.department, departments.document_year == members.year]
    )
    rows = rows.inner_join(
        units,
        [rows.unit == units.unit_institution, rows.document_year == units.unit_year, rows.kind == units.unit_kind],
    )
    return rows.select("document", "unit", "unit_document", "listed")


def _against_units(dataset: Dataset) -> Any:
    """One row a department's document and point that it and all its units at hand print: its own figure, their sum.

    What units pay each other is in their documents and not in the department's: where any of them is paid so, only what
    is appropriated is compared."""
    pairs = _pairs(dataset)
    figures = _figures(dataset, 0)
    figures = figures.filter(figures.budget_unit == _NONE).drop("budget_unit")
    theirs = figures.rename(unit_document="document")
    between = theirs.use.isin(_TRANSFER_USES) | theirs.fund.isin(_TRANSFER_FUNDS)
    paid = theirs.filter(between, theirs.fen != 0).select("unit_document").distinct()
    paid = pairs.semi_join(paid, "unit_document").select("document").distinct().mutate(transfers=True)
    counts = pairs.group_by("document", "listed").aggregate(found=pairs.unit.nunique())
    counts = counts.left_join(paid, "document").drop("document_right")
    rows = pairs.drop("listed").inner_join(theirs.filter(~between), "unit_document")
    rows = rows.group_by("document", *_POINT).aggregate(
        **{f"units_{name}": rows[name].sum().cast("int64") for name in ("fen", "low", "high")},
        printing=rows.unit.nunique(),
    )
    rows = rows.inner_join(counts, "document")
    appropriated = rows.fund.isin(_APPROPRIATED) | (rows.item != _NONE)
    rows = rows.filter(rows.printing == rows.found, rows.transfers.isnull() | appropriated)
    rows = figures.inner_join(rows.drop("printing", "transfers"), ("document", *_POINT))
    whole = rows.found >= rows.listed
    return rows.mutate(
        exceeds=rows.units_low > rows.high,
        short=whole & (rows.units_high < rows.low),
        difference=rows.units_fen - rows.fen,
    )


_IS_TOTAL = {"side": "revenue"}


def _department_units(dataset: Dataset, filters: Filters) -> Any:
    ibis = need("ibis")
    points = _against_units(dataset)
    total = ibis.literal(True)
    for name in _POINT:
        total = total & (points[name] == _IS_TOTAL.get(name, _NONE))
    rows = points.group_by("document", "listed", "found").aggregate(
        compared=points["difference"].count(),
        exceeding=ibis.ifelse(points.exceeds, 1, 0).sum().cast("int64"),
        short=ibis.ifelse(points.short, 1, 0).sum().cast("int64"),
        largest=ibis.ifelse(points.exceeds | points.short, points["difference"].abs(), 0).max(),
        total=points.fen.max(where=total),
        units_total=points.units_fen.max(where=total),
    )
    rows = filters.applied(documents(dataset)).inner_join(rows, "document")
    verdict = ibis.cases(
        (rows.exceeding > 0, "单位之和大于部门"),
        (rows.short > 0, "单位齐全而和小于部门"),
        (rows.found < rows.listed, "单位未收齐"),
        else_="相等",
    )
    chosen = rows.select(
        *("document", "document_year", "kind", "region_name", "name", "listed"),
        units=rows.found,
        total=rows.total,
        rest=rows.total - rows.units_total,
        compared=rows.compared,
        differing=rows.exceeding + rows.short,
        largest=rows.largest,
        verdict=verdict,
    )
    return chosen.order_by("document_year", chosen.differing.desc(), chosen.largest.desc(), "document")


DEPARTMENT_UNITS = Question(
    "department-units",
    "部门与单位",
    "部门文件与数据集里它所属单位的文件相比：各单位都印出的数，其和不应大于部门的同一数；部门所列单位的文件齐全时应当相等。"
    "单位之间有上缴、补助的，只比财政拨款。",
    {
        "document_year": ("年度", TEXT),
        "region_name": ("地区", TEXT),
        "name": ("部门", TEXT),
        "listed": ("所列单位", COUNT),
        "units": ("收到文件", COUNT),
        "total": ("部门总收入", MONEY),
        "rest": ("减各单位之和", MONEY),
        "compared": ("可比", COUNT),
        "differing": ("不合", COUNT),
        "largest": ("最大差额", MONEY),
        "verdict": ("结论", TEXT),
    },
    _department_units,
)


def _department_unit_points(dataset: Dataset, filters: Filters) -> Any:
    points = _against_units(dataset)
    points = points.filter(points.exceeds | points.short)
    rows = filters.applied(documents(dataset)).inner_join(points, "document")
    chosen = rows.select(
        *("document", "document_year", "kind", "region_name", "name", "fen", "units_fen", "difference", "stage"),
        **_spelt(rows),
    )
    size = chosen["difference"].abs().desc()
    return chosen.order_by("document_year", "document", size, *(chosen[name].asc(nulls_first=True) for name in _SPELT))


DEPARTMENT_UNIT_POINTS = Question(
    "department-unit-points",
    "部门单位差异",
    "“部门与单位”中不合的每一个数：部门的数，所属各单位之和，差额。",
    {
        "document_year": ("年度", TEXT),
        "name": ("部门", TEXT),
        **_SPELT,
        "fen": ("部门", MONEY),
        "units_fen": ("各单位之和", MONEY),
        "difference": ("差额", SIGNED),
    },
    _department_unit_points,
)
