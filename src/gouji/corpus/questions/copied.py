"""Questions of performance: targets copied from last year, indicators that never change."""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.needs import need
from gouji.corpus.questions.figures_of import documents, share
from gouji.corpus.questions.question import COUNT, SHARE, TEXT, Filters, Question


def _copied(dataset: Dataset, filters: Filters) -> Any:
    known = documents(dataset).filter(lambda rows: rows.institution.notnull() & rows.document_year.notnull())
    targets = dataset.table("targets").select("document", "target", "project_key", "fingerprint")
    mine = known.inner_join(targets, "document")
    before = mine.select(
        _key=mine.institution,
        _kind=mine.kind,
        _next=mine.document_year + 1,
        _project=mine.project_key,
        _fingerprint=mine.fingerprint,
    ).distinct()
    years = before.select("_key", "_kind", "_next").distinct()
    asked = mine.semi_join(
        years,
        [mine.institution == years._key, mine.kind == years._kind, mine.document_year == years._next],
    )
    same = asked.semi_join(
        before,
        [
            asked.institution == before._key,
            asked.kind == before._kind,
            asked.document_year == before._next,
            asked.project_key == before._project,
            asked.fingerprint == before._fingerprint,
        ],
    )
    counts = asked.group_by("document").aggregate(targets=asked.target.count())
    copies = same.group_by("document").aggregate(copied=same.target.count())
    rows = filters.applied(known).inner_join(counts, "document")
    rows = rows.left_join(copies, "document").drop("document_right")
    rows = rows.mutate(copied=rows.copied.fill_null(0))
    chosen = rows.select(
        *("document", "document_year", "region_name", "name", "targets", "copied"),
        value=share(rows.copied, rows.targets),
    )
    return chosen.order_by("document_year", chosen.value.desc(), chosen.copied.desc(), "document")


COPIED_TARGETS = Question(
    "copied-targets",
    "照抄的目标",
    "同一机构上一年的文件也在数据集里时：同名项目的绩效目标，文字和全部指标除年份外一字未改的个数。",
    {
        "document_year": ("年度", TEXT),
        "region_name": ("地区", TEXT),
        "name": ("部门", TEXT),
        "targets": ("目标个数", COUNT),
        "copied": ("一字未改", COUNT),
        "value": ("占比", SHARE),
    },
    _copied,
)


def _unchanging(dataset: Dataset, filters: Filters) -> Any:
    ibis = need("ibis")
    known = filters.applied(documents(dataset).filter(lambda rows: rows.institution.notnull()))
    targets = dataset.table("targets").select("document", "target", "project", "project_key")
    indicators = dataset.table("indicators").select("document", "target", "name_key", "level2", "value")
    indicators = indicators.rename(indicator="name_key", aim="value")
    # Only institutions of two years and more can have an indicator that does not change.
    names = known.group_by("institution", "kind").aggregate(
        region_name=known.region_name.max(),
        name=known.name.max(),
        _first=known.document_year.min(),
        _last=known.document_year.max(),
    )
    names = names.filter(names._first < names._last)
    # One number for the two: what is grouped by it is grouped many times quicker than by texts.
    names = names.mutate(_whose=ibis.row_number().over(order_by=["institution", "kind"])).view()
    rows = known.select("document", "institution", "kind", "document_year").inner_join(names, ["institution", "kind"])
    rows = rows.select("document", "_whose", "document_year").inner_join(targets, "document")
    rows = rows.filter(rows.project_key.notnull())
    rows = rows.inner_join(indicators, ["document", "target"])
    rows = rows.filter(rows.indicator.notnull(), rows.aim.notnull())
    # A year first: distinct years are then counted, not told apart, and values are one where the least is the largest.
    same = ("_whose", "project_key", "indicator")
    years = rows.group_by(*same, "document_year").aggregate(
        project=rows.project.max(), least=rows.aim.min(), aim=rows.aim.max()
    )
    groups = years.group_by(*same).aggregate(
        project=years.project.max(),
        since=years.document_year.min(),
        until=years.document_year.max(),
        years=years.document_year.count(),
        least=years.least.min(),
        aim=years.aim.max(),
    )
    groups = groups.filter(groups.years > 1, groups.least == groups.aim)
    groups = groups.inner_join(names, "_whose")
    chosen = groups.select(
        *("institution", "kind", "region_name", "name", "project", "project_key", "indicator", "aim"),
        *("since", "until", "years"),
    )
    return chosen.order_by(chosen.years.desc(), "institution", "kind", "project_key", "indicator")


UNCHANGING_INDICATORS = Question(
    "unchanging-indicators",
    "不变的指标",
    "同一机构同名项目的同名指标，在数据集里的两个以上年度里指标值始终相同。",
    {
        "region_name": ("地区", TEXT),
        "name": ("部门", TEXT),
        "project": ("项目", TEXT),
        "indicator": ("指标", TEXT),
        "aim": ("指标值", TEXT),
        "since": ("自", TEXT),
        "until": ("至", TEXT),
        "years": ("年数", COUNT),
    },
    _unchanging,
)
