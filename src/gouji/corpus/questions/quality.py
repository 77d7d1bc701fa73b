"""Questions of quality: how far figures are proved, which errors are made where."""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.questions.figures_of import documents, place_of, share
from gouji.corpus.questions.question import COUNT, GRADE, RULE, SHARE, TEXT, Filters, Question


def _quality(dataset: Dataset, filters: Filters) -> Any:
    counted = ("amounts", "proved", "disputed", "unchecked", "errors", "warnings")
    table = filters.applied(dataset.table("documents"))
    table = table.mutate(place=place_of(table))
    rows = table.group_by("place", "document_year", "kind").aggregate(
        documents=table.document.count(),
        sound=(table.errors == 0).sum().cast("int64"),
        **{name: table[name].sum().cast("int64") for name in counted},
    )
    chosen = rows.mutate(value=share(rows.proved, rows.amounts))
    return chosen.order_by("place", chosen.document_year.asc(nulls_first=True), "kind")


QUALITY = Question(
    "quality",
    "质量",
    "各地各年文件的份数、非零金额由勾稽关系证实的比重、没有错误的份数和发现的问题。",
    {
        "place": ("地区", TEXT),
        "document_year": ("年度", TEXT),
        "documents": ("份数", COUNT),
        "sound": ("没有错误", COUNT),
        "amounts": ("非零金额", COUNT),
        "value": ("已证实", SHARE),
        "disputed": ("有矛盾", COUNT),
        "unchecked": ("未核对", COUNT),
        "errors": ("错误", COUNT),
        "warnings": ("提醒", COUNT),
    },
    _quality,
)


def _errors(dataset: Dataset, filters: Filters) -> Any:
    findings = dataset.table("findings")
    found = findings.filter(findings.level != "notice").select("document", "code", "level")
    found = found.rename(grade="level")
    rows = filters.applied(documents(dataset)).inner_join(found, "document")
    rows = rows.mutate(place=place_of(rows))
    groups = rows.group_by("code", "grade", "place").aggregate(
        findings=rows.document.count(), documents=rows.document.nunique()
    )
    return groups.order_by(groups.findings.desc(), "code", "place")


ERRORS = Question(
    "errors",
    "错误",
    "各地各种错误和提醒的个数，及涉及的文件份数；规则的说明见 gouji rules。",
    {
        "code": ("规则", RULE),
        "grade": ("级别", GRADE),
        "place": ("地区", TEXT),
        "findings": ("个数", COUNT),
        "documents": ("文件份数", COUNT),
    },
    _errors,
)
