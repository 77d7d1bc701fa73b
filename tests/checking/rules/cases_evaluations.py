"""Cases of rules about self-evaluations."""

from __future__ import annotations

from dataclasses import replace

from gouji.model.disclosure import Disclosure
from gouji.model.evaluation import FundsLine, ScoredIndicator, SelfEvaluation
from gouji.model.money import Unit, parse_amount
from tests.checking.rules.build import OFFICE, YEAR, document
from tests.checking.rules.case import Case

_WUXI = "wx_tongjiju_2026_dept.pdf"


def evaluated(
    *points: str,
    execution: str = "8",
    total: str = "95",
    weights: tuple[str, ...] = ("50", "40"),
    reason: str | None = "天气原因",
) -> Disclosure:
    """A document of one form: 40 of 50 万元 paid, two indicators."""
    budget, paid = (parse_amount(text, Unit.TEN_THOUSAND_YUAN) for text in ("50.00", "40.00"))
    funds = FundsLine("年度资金总额", budget, budget, paid, "10", "80.00%", execution)
    indicators = tuple(
        ScoredIndicator("产出指标", "数量指标", f"整理{n}", "≥10卷", "8卷", weight, got, reason)
        for n, (weight, got) in enumerate(zip(weights, points, strict=True))
    )
    form = SelfEvaluation(
        "项目支出绩效自评表", YEAR, OFFICE, OFFICE, "档案整理", (funds,), "整理档案", "完成", indicators, "100", total
    )
    return replace(document(title="项目支出绩效自评表", kind="evaluation"), evaluations=(form,))


_RIGHT = evaluated("48.5", "38.5")
CASES = (
    Case("G751", evaluated("48.5", "38.5", execution="10"), _RIGHT, "应是8", (_WUXI, False)),
    Case("G752", evaluated("48.5", "38.5", weights=("50", "39")), _RIGHT, "合计是99", (_WUXI, False)),
    Case("G753", evaluated("48.5", "38.4"), _RIGHT, "之和是94.9", (_WUXI, False)),
    Case("G754", evaluated("50.5", "38.5"), evaluated("50", "40"), "得分50.5", (_WUXI, False)),
    Case("G755", evaluated("48.5", "40", reason=None), evaluated("50", "40", reason=None), "1个指标", (_WUXI, False)),
)
