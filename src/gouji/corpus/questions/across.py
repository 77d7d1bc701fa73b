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

_SPELT = {
    "side": ("收支", WORD),
    "function": ("功能分类", FUNCTION),
    "economic": ("经济分类", ECONOMIC),
    "use": ("用途", WORD),
    "fund": ("资金", WORD),
    "origin": ("来源", WORD),
    "item": ("口径", WORD),
}
_POINT = ("stage", "point")
_NONE = "-"
"""Stands for what is null where rows are joined: an engine's null equals nothing."""


def _figures(dataset: Dataset, back: int, of: Any, at: Any = None, names: tuple[str, ...] = ()) -> Any:
    """Known figures of the documents ``of`` of their own year, or of the year before, of no unit and no project, one a
    document and point. A budget's own figures have no stage, and of last year's only the budget is comparable with
    them, whether it is called so or not: both together are one. ``at`` are rows whose points are the only ones asked,
    ``names`` which of the points' names come along.

    The documents are chosen first, so that no two uses have the whole table in common: an engine would keep that."""
    rows = dataset.table("figures").semi_join(of.select("document").distinct().view(), "document")
    if at is not None:
        rows = rows.semi_join(at.select("point").distinct().view(), "point")
    rows = rows.filter(
        rows.year == rows.document_year - back,
        *(rows.low.notnull(), rows.project.isnull(), rows.budget_unit.isnull()),
        (rows.kind != "budget") | rows.stage.isnull() | (rows.stage == "budget"),
    )
    ibis = need("ibis")
    rows = rows.mutate(stage=ibis.ifelse(rows.kind == "budget", _NONE, rows.stage.fill_null(_NONE)))
    if back:
        rows = rows.group_by("document", *_POINT).aggregate(
            fen=rows.fen.max(), low=rows.low.max(), high=rows.high.min()
        )
        rows = rows.filter(rows.low <= rows.high)
    return rows.select("document", *_POINT, *names, "fen", "low", "high")


def _summed(rows: Any, mark: str) -> dict[str, Any]:
    return {f"{mark}_{name}": rows[name].sum().cast("int64") for name in ("fen", "low", "high")}


def _spelt(dataset: Dataset, rows: Any) -> Any:
    """Rows with the names of their points, which the document ``named_by`` prints: read for the few that are shown, not
    for all that are compared."""
    names = dataset.table("figures").select("point", *_SPELT, named_by="document")
    return rows.inner_join(names, ("named_by", "point")).distinct()


# A year and the next


def _sides(dataset: Dataset) -> Any:
    """One row a document and role: as ``before`` of the year that follows it, as ``after`` of its own. ``line`` is the
    institution, or the succession it takes part in, with year, kind and scope: one key, so that no engine joins by a
    part of it first."""
    ibis = need("ibis")
    steps = dataset.table("successions")
    known = chosen_documents(dataset).select("document", "institution", "document_year", "kind", "scope", "name")

    def lined(role: str, later: int) -> Any:
        year = (known.document_year.cast("int64") + later).cast("string")
        rows = known.mutate(_at=year + "/" + known.institution, _rest=year + "/" + known.kind)
        own = steps.select("succession", _whose=steps.year.cast("string") + "/" + steps[role]).distinct()
        rows = rows.left_join(own, rows._at == own._whose)
        line = ibis.coalesce(rows.succession, rows.institution) + "/" + rows._rest + "/" + rows.scope.fill_null(_NONE)
        # A view, or a later join would be taken for a part of this one.
        return rows.select("document", "name", line=line).view()

    return lined("before", 1), lined("after", 0)


def _told_of_last_year(dataset: Dataset, of: Any) -> Any:
    """What documents say of last year: the figures they print, and where they print none those that their stated
    changes must have started from, if all that are stated of a point can be of one."""
    printed = _figures(dataset, 1, of)
    rows = dataset.table("statements").semi_join(of.select("document").distinct().view(), "document")
    rows = rows.filter(rows.base_low.notnull(), rows.project.isnull(), rows.budget_unit.isnull())
    rows = rows.mutate(stage=rows.stage.fill_null(_NONE))
    rows = rows.group_by("document", *_POINT).aggregate(
        fen=rows.base_fen.min(), low=rows.base_low.max(), high=rows.base_high.min()
    )
    stated = rows.filter(rows.low <= rows.high).anti_join(printed.view(), ("document", *_POINT))
    return printed.union(stated.select(*printed.columns))


def _restated(dataset: Dataset) -> Any:
    """One row a line and point that both years tell: the earlier year's own and the later year's last year's figure.
    Of several documents (merged, split) the sums, where each of them prints the point."""
    before, after = _sides(dataset)
    told = after.inner_join(_told_of_last_year(dataset, after), "document")
    # A document has one figure at a point, so that counting figures counts documents.
    told = told.group_by("line", *_POINT).aggregate(**_summed(told, "told"), told_by=told.document.count())
    # Only what the later year tells is looked for in the earlier one, which prints ten times as much.
    lines = told.select("line").distinct().view()
    members = after.inner_join(lines, "line")
    tellers = members.group_by("line").aggregate(tellers=members.document.count())
    before = before.inner_join(lines, "line")
    owners = before.group_by("line").aggregate(owners=before.document.count())
    was = before.inner_join(_figures(dataset, 0, before, told), "document")
    was = was.group_by("line", *_POINT).aggregate(
        **_summed(was, "was"), was_by=was.document.count(), named_by=was.document.min()
    )
    rows = told.inner_join(was, ("line", *_POINT)).inner_join(tellers, "line").inner_join(owners, "line")
    rows = rows.filter(rows.told_by == rows.tellers, rows.was_by == rows.owners)
    rows = rows.mutate(difference=rows.told_fen - rows.was_fen)
    ibis = need("ibis")
    last = ibis.greatest(rows.was_high - rows.was_low, rows.told_high - rows.told_low) + 1
    meet = (rows.was_low <= rows.told_high) & (rows.told_low <= rows.was_high)
    # One in the last printed digit comes of rounding at different times, and is counted apart.
    return rows.mutate(agrees=meet, tail=~meet & (rows["difference"].abs() <= last))


def _later(dataset: Dataset, filters: Filters) -> Any:
    """The later documents of each line in a row, of those the filters leave."""
    after = _sides(dataset)[1]
    shown = filters.applied(documents(dataset)).select("document", "region_name", "document_year", "kind", "scope")
    rows = after.inner_join(shown, "document")
    return rows.group_by("line").aggregate(
        document=rows.document.min(),
        document_year=rows.document_year.max(),
        **{name: rows[name].max() for name in ("region_name", "kind", "scope")},
        name=rows.name.min(),
        several=rows.document.count(),
    )


def _last_year(dataset: Dataset, filters: Filters) -> Any:
    ibis = need("ibis")
    points = _restated(dataset)
    rows = points.group_by("line").aggregate(
        compared=points.agrees.count(),
        tails=ibis.ifelse(points.tail, 1, 0).sum().cast("int64"),
        differing=ibis.ifelse(points.agrees | points.tail, 0, 1).sum().cast("int64"),
        largest=ibis.ifelse(points.agrees | points.tail, 0, points["difference"].abs()).max(),
    )
    rows = _later(dataset, filters).inner_join(rows, "line")
    chosen = rows.select(
        *("document", "document_year", "kind", "scope", "region_name", "name"),
        *("compared", "differing", "largest", "tails", "several"),
    )
    return chosen.order_by("document_year", chosen.differing.desc(), chosen.largest.desc(), "document")


LAST_YEAR = Question(
    "last-year",
    "上年数衔接",
    "同一机构上一年的文件也在数据集里时：本年文件所说的上年数（印出的，或由“比上年增加多少”推算的），有几个能与上一年文件的"
    "本年数对上，其中几个不一致。"
    "机构表写明合并、拆分的，按各机构之和比较。不一致可能是上年数已调整，文件应当说明；"
    "只差末位一个单位的是尾差，另计。",
    {
        "document_year": ("年度", TEXT),
        "region_name": ("地区", TEXT),
        "name": ("部门", TEXT),
        "scope": ("口径", SCOPE),
        "compared": ("可比", COUNT),
        "differing": ("不一致", COUNT),
        "largest": ("最大差额", MONEY),
        "tails": ("尾差", COUNT),
    },
    _last_year,
)


def _last_year_points(dataset: Dataset, filters: Filters) -> Any:
    points = _restated(dataset)
    points = points.filter(~points.agrees, ~points.tail)
    rows = _spelt(dataset, _later(dataset, filters).inner_join(points, "line"))
    chosen = rows.select(
        *("document", "document_year", "kind", "region_name", "name", "was_fen", "told_fen", "difference", *_SPELT),
        "scope",
        stage=rows.stage.nullif(_NONE),
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
    units = known.filter(known.scope == "unit").select(unit_document="document", _unit_key=_key(known))
    members = dataset.table("memberships")
    listed = members.group_by("department", "year").aggregate(listed=members.unit.nunique())
    members = members.select("department", "year", "unit").inner_join(listed, ("department", "year"))
    rows = departments.inner_join(
        members, [departments.institution == members.department, departments.document_year == members.year]
    )
    rows = rows.select("document", "unit", "listed", _wanted=_key(rows, "unit")).view()
    rows = rows.inner_join(units.view(), [("_wanted", "_unit_key")])
    return rows.select("document", "unit", "unit_document", "listed")


def _key(rows: Any, institution: str = "institution") -> Any:
    """An institution in a year and kind as one key: see ``_sides``."""
    return rows[institution] + "/" + rows.document_year.cast("string") + "/" + rows.kind


def _against_units(dataset: Dataset) -> Any:
    """One row a department's document and point that it and all its units at hand print: its own figure, their sum.

    What units pay each other is in their documents and not in the department's: where any of them is paid so, only what
    is appropriated is compared."""
    pairs = _pairs(dataset)
    own = _figures(dataset, 0, pairs, names=tuple(_SPELT))
    units = pairs.select(document="unit_document").distinct()
    theirs = _figures(dataset, 0, units, names=("use", "fund")).rename(unit_document="document")
    between = theirs.use.isin(_TRANSFER_USES) | theirs.fund.isin(_TRANSFER_FUNDS)
    paid = theirs.filter(between.fill_null(False), theirs.fen != 0).select("unit_document").distinct()
    paid = pairs.semi_join(paid, "unit_document").select("document").distinct().mutate(transfers=True)
    counts = pairs.group_by("document", "listed").aggregate(found=pairs.unit.nunique())
    counts = counts.left_join(paid, "document").drop("document_right")
    rows = pairs.select("document", "unit", "unit_document").inner_join(
        theirs.filter(~between.fill_null(False)), "unit_document"
    )
    rows = rows.group_by("document", *_POINT).aggregate(**_summed(rows, "units"), printing=rows.unit.nunique())
    rows = rows.inner_join(counts, "document")
    rows = rows.filter(rows.printing == rows.found)
    rows = own.inner_join(rows, ("document", *_POINT))
    rows = rows.filter(rows.transfers.isnull() | rows.fund.isin(_APPROPRIATED) | rows.item.notnull())
    whole = rows.found >= rows.listed
    return rows.mutate(
        exceeds=rows.units_low > rows.high,
        short=whole & (rows.units_high < rows.low),
        difference=rows.units_fen - rows.fen,
    )


def _department_units(dataset: Dataset, filters: Filters) -> Any:
    ibis = need("ibis")
    points = _against_units(dataset)
    total = (points.side == "revenue") & points.stage.isin((_NONE, "final"))
    for name in _SPELT:
        if name != "side":
            total = total & points[name].isnull()
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
        *("document", "document_year", "kind", "region_name", "name", "fen", "units_fen", "difference", *_SPELT),
        stage=rows.stage.nullif(_NONE),
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
