"""Questions of performance: targets copied from last year, indicators that never change."""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
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
    known = filters.applied(documents(dataset).filter(lambda rows: rows.institution.notnull()))
    targets = dataset.table("targets").select("document", "target", "project", "project_key")
    indicators = dataset.table("indicators").select("document", "target", "name_key", "level2", "value")
    indicators = indicators.rename(indicator="name_key", aim="value")
    # Only institutions of two years and more can have an indicator that does not change.
    years = known.group_by("institution", "kind").aggregate(_years=known.document_year.nunique())
    several = years.filter(years._years > 1)
    known = known.semi_join(several, ["institution", "kind"])
    rows = known.inner_join(targets, "document")
    rows = rows.filter(rows.project_key.notnull())
    rows = rows.inner_join(indicators, ["document", "target"])
    rows = rows.filter(rows.indicator.notnull(), rows.aim.notnull())
    groups = rows.group_by("institution", "kind", "project_key", "indicator").aggregate(
        region_name=rows.region_name.max(),
        name=rows.name.max(),
        project=rows.project.max(),
        since=rows.document_year.min(),
        until=rows.document_year.max(),
        years=rows.document_year.nunique(),
        values=rows.aim.nunique(),
        aim=rows.aim.max(),
    )
    groups = groups.filter(groups.years > 1, groups["values"] == 1)
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
