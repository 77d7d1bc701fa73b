"""Outliers among comparable departments, each with the reason it is comparable."""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.needs import need
from gouji.corpus.questions.figures_of import PEERS, described, share, with_peers
from gouji.corpus.questions.question import COUNT, SHARE, TENTHS, TEXT, Filters, Question
from gouji.model.kinds import KIND_TEXT

FEWEST_PEERS = 5
"""Fewer comparable documents have no usual value."""
FAR_TENTHS = 50
"""An outlier lies more than five times the median deviation from the median: of figures spread like a bell that are
some in a thousand."""
LEAST_DEVIATION = 50
"""In hundredths of a percent: where nearly all are the same, a difference of a few tenths of a percent is none."""

_RATIOS = {
    "project": "项目支出占总支出",
    "operating": "公用经费占总支出",
    "three_public": "“三公”经费占总支出",
    "procurement": "政府采购占总支出",
    "carried_over": "上年结转占总支出",
}


def _outliers(dataset: Dataset, filters: Filters) -> Any:
    ibis = need("ibis")
    rows = described(dataset)
    rows = rows.filter(rows.total > 0, rows.office.notnull(), rows.level.notnull())
    told = ("document", "file", "institution_key", "region_name", "city_name", "name", *PEERS)
    ratios = rows.select(*told, **{column: share(rows[column], rows.total) for column in _RATIOS})
    ratios = ratios.pivot_longer(list(_RATIOS), names_to="ratio", values_to="value")
    near = with_peers(ratios.filter(ratios.value.notnull()), "value", "ratio")
    near = near.mutate(usual_value=near.peer_median, known=near.peers, deviation=(near.value - near.peer_median).abs())
    every = with_peers(near.drop("peers", "peer_median"), "deviation", "ratio")
    every = every.mutate(usual=every.peer_median, peers=every.known, peer_median=every.usual_value)
    every = every.mutate(measure=every.ratio.cases(*_RATIOS.items(), else_=""))
    usual = ibis.greatest(every.usual, LEAST_DEVIATION)
    every = every.mutate(times=(every.deviation * 10 // usual).cast("int64"))
    every = every.filter(every.peers >= FEWEST_PEERS, every.times > FAR_TENTHS)
    every = filters.applied(every)
    level = every.level.cases(("province", "省级"), ("city", "地市级"), else_="县区级")
    scope = every.scope.fill_null("").cases(("department", "部门"), ("unit", "单位"), else_="")
    kind = every.kind.cases(*KIND_TEXT.items(), else_="决算")
    reason = (
        ibis.literal("同为") + every.document_year.cast("string") + "年" + level + "“" + every.office + "”"
        + scope + kind + "，共" + every.peers.cast("string") + "份"
    )  # fmt: skip
    chosen = every.select(
        *("document", "document_year", "region_name", "name", "measure", "value", "peer_median", "times", "peers"),
        reason=reason,
    )
    return chosen.order_by("document_year", chosen.times.desc(), "document", "measure")


OUTLIERS = Question(
    "outliers",
    "离群",
    "在可比的文件（同年、同级、同类机关、同为部门或单位、同为预算或决算，至少 5 份）中，占比与中位数之差"
    "超过常见偏差（各份与中位数之差的中位数，不足 0.5 个百分点按 0.5）5 倍的。离群不等于有错，只说明值得一问。",
    {
        "document_year": ("年度", TEXT),
        "region_name": ("地区", TEXT),
        "name": ("部门", TEXT),
        "measure": ("指标", TEXT),
        "value": ("本部门", SHARE),
        "peer_median": ("同类中位数", SHARE),
        "times": ("偏差倍数", TENTHS),
        "peers": ("同类份数", COUNT),
        "reason": ("为何可比", TEXT),
    },
    _outliers,
)
