"""The key figures of every document in one row, and its comparable peers: what most questions stand on."""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.needs import need
from gouji.model.kinds import FINAL, FINAL_ACCOUNTS

_POINTS: dict[str, dict[str, str]] = {
    "revenue_total": {"side": "revenue"},
    "expenditure_total": {"side": "expenditure"},
    "basic": {"side": "expenditure", "use": "basic"},
    "personnel": {"side": "expenditure", "use": "basic/personnel"},
    "operating": {"side": "expenditure", "use": "basic/operating"},
    "project": {"side": "expenditure", "use": "project"},
    "carried_over": {"side": "revenue", "origin": "carried_over"},
    "three_public": {"item": "three_public"},
    "abroad": {"item": "three_public/abroad"},
    "reception": {"item": "three_public/reception"},
    "vehicles": {"item": "three_public/vehicles"},
    "agency": {"item": "agency_operating_expenses"},
    "procurement": {"item": "procurement"},
}
_AXES = ("side", "use", "fund", "origin", "item")
_ELSEWHERE = ("function", "economic", "budget_unit", "project")

OWN_YEAR, LAST_YEAR = 0, 1


def key_figures(dataset: Dataset, back: int = OWN_YEAR) -> Any:
    """One row a document: ``document`` and each key figure of its own stage in 分, null where it is not printed; with
    ``back`` 1 what the document says of the year before."""
    ibis = need("ibis")
    figures = dataset.table("figures")
    own = ibis.ifelse(figures.kind == FINAL_ACCOUNTS, figures.stage == FINAL, figures.stage.isnull())
    chosen = figures.filter(
        figures.year == figures.document_year - back, own, *(figures[name].isnull() for name in _ELSEWHERE)
    )
    measures = {name: chosen.fen.max(where=_at(chosen, point)) for name, point in _POINTS.items()}
    rows = chosen.group_by("document").aggregate(**measures)
    # The two are one figure where nothing is carried forward, and kept under revenue.
    return rows.mutate(total=ibis.coalesce(rows.expenditure_total, rows.revenue_total)).drop(
        "revenue_total", "expenditure_total"
    )


def stated_last_year(dataset: Dataset, name: str) -> Any:
    """One row a document: ``document`` and ``stated``, what a key figure must have been last year for the change that
    is stated of it, where nothing else is."""
    rows = dataset.table("statements")
    point = _POINTS[name]
    axes = [rows[axis].isnull() if axis not in point else rows[axis] == point[axis] for axis in _AXES]
    rows = rows.filter(rows.base_fen.notnull(), *axes, *(rows[axis].isnull() for axis in _ELSEWHERE))
    starts = rows.group_by("document").aggregate(stated=rows.base_fen.min(), _most=rows.base_fen.max())
    return starts.filter(starts.stated == starts._most).drop("_most")


def _at(rows: Any, point: dict[str, str]) -> Any:
    condition = rows.fen.notnull()
    for axis in _AXES:
        value = point.get(axis)
        condition = condition & (rows[axis].isnull() if value is None else rows[axis] == value)
    return condition


DESCRIBING = (
    *("document", "file", "department", "institution_key", "scope", "level", "office"),
    *("region_name", "city_name", "document_year", "kind", "staff"),
)


def documents(dataset: Dataset) -> Any:
    """The documents with what tells them apart, ``name``: the department's, or the title where it is unknown, and
    ``institution``: the same under all names of one institution."""
    ibis = need("ibis")
    table = dataset.table("documents")
    known = dataset.table("institutions").select("key", _institution="institution")
    rows = table.left_join(known, table.institution_key == known.key)
    return rows.select(
        *DESCRIBING,
        name=ibis.coalesce(rows.department, rows.title),
        institution=ibis.coalesce(rows._institution, rows.institution_key),
    )


def chosen_documents(dataset: Dataset) -> Any:
    """One document of each institution, year, kind and scope: the one with the most amounts where there are several,
    as when a text was published twice. Those whose institution or year is unknown are left out."""
    ibis = need("ibis")
    amounts = dataset.table("documents").select("document", "amounts")
    rows = documents(dataset).inner_join(amounts, "document")
    rows = rows.filter(rows.institution.notnull(), rows.document_year.notnull())
    alike = ibis.window(
        group_by=("institution", "document_year", "kind", "scope"),
        order_by=[rows.amounts.desc(nulls_first=False), rows.document],
    )
    ranked = rows.mutate(_rank=ibis.row_number().over(alike))
    return ranked.filter(ranked._rank == 0).drop("_rank", "amounts")


def place_of(documents: Any) -> Any:
    """The city of documents; where it is unknown what the document itself says of its place."""
    ibis = need("ibis")
    return ibis.coalesce(documents.city_name, documents.region_name, "（地区不明）")


def described(dataset: Dataset, back: int = OWN_YEAR) -> Any:
    """Documents with their key figures."""
    return documents(dataset).inner_join(key_figures(dataset, back), "document")


PEERS = ("office", "level", "scope", "kind", "document_year")
"""Documents that agree in these are comparable: the same kind of office at the same level, in the same year."""


def with_peers(rows: Any, value: str, *also: str) -> Any:
    """Rows with ``peers`` (how many comparable documents know the value, itself among them) and ``peer_median`` of a
    column of integers, the lower of the two middle values; null where the office is unknown, and the median where there
    is but one. ``also`` are columns that peers agree in too. The rows have a column ``document``."""
    ibis = need("ibis")
    alike = (*PEERS, *also)
    whole = ibis.window(group_by=alike)
    by_value = ibis.window(group_by=alike, order_by=[rows[value].asc(nulls_first=False), rows.document])
    ranked = rows.mutate(_rank=ibis.row_number().over(by_value), peers=rows[value].count().over(whole))
    middle = ibis.ifelse(ranked._rank == (ranked.peers - 1) // 2, ranked[value], None)
    ranked = ranked.mutate(peer_median=middle.max().over(whole)).drop("_rank")
    comparable = ranked.office.notnull() & ranked.level.notnull()
    several = comparable & (ranked.peers > 1)
    return ranked.mutate(
        peers=ibis.ifelse(comparable, ranked.peers, None), peer_median=ibis.ifelse(several, ranked.peer_median, None)
    )


def share(part: Any, whole: Any) -> Any:
    """``part`` of ``whole`` in hundredths of a percent, rounded half up, by integers alone; null for a base of
    nought or less. Parts below nought round towards it."""
    ibis = need("ibis")
    wide = part.cast("int64")
    return ibis.ifelse(whole > 0, (wide * 20_000 + whole) // (whole * 2), ibis.null("int64")).cast("int64")
