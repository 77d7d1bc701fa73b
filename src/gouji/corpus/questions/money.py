"""Questions of money: “三公”, the share of projects, staff cost, functions, what was carried over."""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.needs import need
from gouji.corpus.questions.figures_of import (
    LAST_YEAR,
    described,
    documents,
    key_figures,
    place_of,
    share,
    stated_last_year,
    with_peers,
)
from gouji.corpus.questions.question import COUNT, FUNCTION, MONEY, SCOPE, SHARE, SIGNED, TEXT, Filters, Question

_WHO = {
    "document_year": ("年度", TEXT),
    "region_name": ("地区", TEXT),
    "name": ("部门", TEXT),
    "scope": ("口径", SCOPE),
}
_PEERS = {"peers": ("同类份数", COUNT), "peer_median": ("同类中位数", MONEY)}
_PEERS_SHARE = {"peers": ("同类份数", COUNT), "peer_median": ("同类中位数", SHARE)}
_KEYS = ("document", "document_year", "kind", "region_name", "name", "scope", "institution")


def _ordered(rows: Any, *by: Any) -> Any:
    """In order, and the same order everywhere: the document is the last word."""
    return rows.order_by(*by, rows.document)


def _three_public(dataset: Dataset, filters: Filters) -> Any:
    rows = described(dataset)
    rows = rows.filter(rows.three_public.notnull())
    rows = with_peers(rows, "three_public")
    ibis = need("ibis")
    before = key_figures(dataset, LAST_YEAR).select("document", printed="three_public")
    rows = rows.left_join(before, "document").drop("document_right")
    rows = rows.left_join(stated_last_year(dataset, "three_public"), "document").drop("document_right")
    rows = rows.mutate(last_year=ibis.coalesce(rows.printed, rows.stated))
    rows = filters.applied(rows)
    chosen = rows.select(
        *_KEYS,
        "three_public",
        "abroad",
        "vehicles",
        "reception",
        "last_year",
        change=rows.three_public - rows.last_year,
        of_total=share(rows.three_public, rows.total),
        peers=rows.peers,
        peer_median=rows.peer_median,
    )
    return _ordered(chosen, chosen.document_year, chosen.three_public.desc())


THREE_PUBLIC = Question(
    "three-public",
    "三公",
    "每份文件的“三公”经费、与文件所说的上年数（印出的，或由增减推算的）相比的增减、占总支出的比重，"
    "以及同级同类机关同年的中位数（两数居中取小）。",
    {
        **_WHO,
        "three_public": ("“三公”经费", MONEY),
        "abroad": ("出国", MONEY),
        "vehicles": ("用车", MONEY),
        "reception": ("接待", MONEY),
        "last_year": ("上年", MONEY),
        "change": ("增减", SIGNED),
        "of_total": ("占总支出", SHARE),
        **_PEERS,
    },
    _three_public,
)


def _project_share(dataset: Dataset, filters: Filters) -> Any:
    rows = described(dataset)
    rows = rows.filter(rows.project.notnull(), rows.total > 0)
    rows = with_peers(rows.mutate(value=share(rows.project, rows.total)), "value")
    rows = filters.applied(rows)
    chosen = rows.select(*_KEYS, "total", "project", "value", "peers", "peer_median")
    return _ordered(chosen, chosen.document_year, chosen.value.desc())


PROJECT_SHARE = Question(
    "project-share",
    "项目占比",
    "项目支出占总支出的比重，与同级同类机关同年的中位数并列。",
    {
        **_WHO,
        "total": ("总支出", MONEY),
        "project": ("项目支出", MONEY),
        "value": ("占比", SHARE),
        **_PEERS_SHARE,
    },
    _project_share,
)


def _staff_cost(dataset: Dataset, filters: Filters) -> Any:
    rows = described(dataset)
    rows = rows.filter(rows.staff > 0, rows.personnel.notnull())
    rows = with_peers(rows.mutate(value=rows.personnel // rows.staff), "value")
    rows = filters.applied(rows)
    chosen = rows.select(*_KEYS, "personnel", "staff", "value", "peers", "peer_median")
    return _ordered(chosen, chosen.document_year, chosen.value.desc())


STAFF_COST = Question(
    "staff-cost",
    "人均人员经费",
    "人员经费除以文件所述的在职人数（舍去不足 1 分），只限说明了人数的文件。人员经费含离退休支出，人数不含离退休人员。",
    {
        **_WHO,
        "personnel": ("人员经费", MONEY),
        "staff": ("在职人数", COUNT),
        "value": ("人均", MONEY),
        **_PEERS,
    },
    _staff_cost,
)


def _functions(dataset: Dataset, filters: Filters) -> Any:
    ibis = need("ibis")
    figures = dataset.table("figures")
    classes = figures.filter(
        figures.year == figures.document_year,
        figures.side == "expenditure",
        figures.function.length() == 3,
        figures.fen.notnull(),
        *(figures[name].isnull() for name in ("stage", "economic", "use", "origin", "budget_unit", "project", "item")),
        figures.fund.isnull() | (figures.fund == "general_public_budget"),
    ).select("document", "function", "fund", "fen")
    # The whole where it is printed, else the general public budget.
    amounts = classes.group_by("document", "function").aggregate(
        whole=classes.fen.max(where=classes.fund.isnull()), general=classes.fen.max(where=classes.fund.notnull())
    )
    amounts = amounts.select("document", "function", fen=ibis.coalesce(amounts.whole, amounts.general))
    rows = filters.applied(documents(dataset)).inner_join(amounts, "document")
    # A unit's money is in its department's document.
    rows = rows.filter(ibis.coalesce(rows.scope, "department") != "unit")
    rows = rows.mutate(place=place_of(rows))
    sums = rows.group_by("document_year", "kind", "place", "function").aggregate(
        fen=rows.fen.sum().cast("int64"), departments=rows.document.nunique()
    )
    whole = sums.fen.sum().over(ibis.window(group_by=("document_year", "kind", "place"))).cast("int64")
    chosen = sums.mutate(value=share(sums.fen, whole))
    return chosen.order_by("document_year", "kind", "place", chosen.fen.desc(), "function")


FUNCTIONS = Question(
    "functions",
    "功能分类",
    "各地按支出功能分类的“类”汇总（部门文件之和，不含单位文件，以免重复；只反映收入数据集的部门）。",
    {
        "document_year": ("年度", TEXT),
        "place": ("地区", TEXT),
        "function": ("功能分类", FUNCTION),
        "fen": ("金额", MONEY),
        "value": ("占本地", SHARE),
        "departments": ("部门数", COUNT),
    },
    _functions,
)


def _carried_over(dataset: Dataset, filters: Filters) -> Any:
    rows = described(dataset)
    rows = rows.filter(rows.carried_over > 0)
    before = described(dataset)
    before = before.filter(before.institution.notnull()).select(
        _key=before.institution,
        _kind=before.kind,
        _scope=before.scope,
        _next=before.document_year + 1,
        _before=before.carried_over,
    )
    before = before.group_by("_key", "_kind", "_scope", "_next").aggregate(
        last_year=before._before.max(), held=before._before.count() + 1
    )
    rows = rows.left_join(
        before,
        [
            rows.institution == before._key,
            rows.kind == before._kind,
            rows.document_year == before._next,
            rows.scope.identical_to(before._scope),
        ],
    )
    rows = filters.applied(rows)
    ibis = need("ibis")
    chosen = rows.select(
        *_KEYS,
        "total",
        "carried_over",
        value=share(rows.carried_over, rows.total),
        last_year=rows.last_year,
        again=ibis.cases(
            (rows.held.isnull(), "上年文件未收"),
            (rows.last_year.isnull(), "上年文件未列"),
            (rows.last_year > 0, "连年结转"),
            else_="上年没有",
        ),
    )
    return _ordered(chosen, chosen.document_year, chosen.carried_over.desc())


CARRIED_OVER = Question(
    "carried-over",
    "结转",
    "上年结转的金额和占总支出的比重；上一年的文件也在数据集里时，看是否连年结转（年年有结转，说明当年安排的没有花完）。",
    {
        **_WHO,
        "total": ("总支出", MONEY),
        "carried_over": ("上年结转", MONEY),
        "value": ("占比", SHARE),
        "last_year": ("上一年度的结转", MONEY),
        "again": ("是否连年", TEXT),
    },
    _carried_over,
)
