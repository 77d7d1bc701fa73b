"""Self-evaluation at the end of the year: execution rate × 10, points of the indicators, reasons for deviation.

A result that meets its demand has all its points, one that falls short its share of them; a qualitative one is
graded in three classes, each with a range of shares (财预〔2020〕10号, unverified).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from gouji.errors import GoujiError
from gouji.model.disclosure import Indicator, Target
from gouji.targets.demand import ONE, attained, demand_of, result_of
from gouji.targets.scale import HUNDRED, class_of, execution_points, grades, overshoot

_CENT = Decimal("0.01")


class EvaluationError(GoujiError):
    """A target or result that cannot be scored; the message says why, with ``facts`` in its places. ``index`` is the
    indicator's, if one's."""

    def __init__(self, message: str, index: int | None = None, **facts: str) -> None:
        self.message, self.index, self.facts = message, index, facts
        super().__init__(message % facts if facts else message)


@dataclass(frozen=True, slots=True)
class Result:
    """How an indicator ended. ``actual`` as typed; ``grade`` (from 0, the best) and ``share`` in percent only where the
    demand is qualitative; ``reason`` for a deviation and what is done about it."""

    actual: str = ""
    grade: int | None = None
    share: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """An indicator's points of ``full``; ``attained`` is the share of its demand (None: qualitative). ``must_explain``
    says why a reason is needed, "" where none is."""

    indicator: Indicator
    result: Result
    full: Decimal
    points: Decimal
    attained: Decimal | None
    must_explain: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole: amounts in 分, the rate as a share of one, points, total and class. ``unexplained`` are the indexes of
    the indicators whose reason is missing."""

    budget: int
    paid: int
    rate: Decimal
    execution: Decimal
    scores: tuple[Score, ...]
    total: Decimal
    class_name: str

    @property
    def unexplained(self) -> tuple[int, ...]:
        """The indicators whose deviation has no reason yet."""
        return tuple(n for n, one in enumerate(self.scores) if one.must_explain and not one.result.reason.strip())


def weights_of(target: Target) -> tuple[Decimal, ...]:
    """The points of each indicator, 90 in all: as they are where they total 90, nine tenths where they total 100.
    Raises :class:`EvaluationError` for any other total."""
    weights = []
    for index, indicator in enumerate(target.indicators):
        name = indicator.name or ""
        try:
            weight = Decimal((indicator.weight or "").strip().rstrip("%％分"))
        except InvalidOperation:
            raise EvaluationError("指标“%(name)s”没有权重，不能评分。", index, name=name) from None
        if not weight.is_finite() or weight < 0:
            raise EvaluationError("指标“%(name)s”的权重不是一个不小于零的数。", index, name=name)
        weights.append(weight)
    total = sum(weights, Decimal(0))
    rest = HUNDRED - execution_points()
    if total == rest:
        return tuple(weights)
    if total == HUNDRED:
        return tuple(weight * rest / HUNDRED for weight in weights)
    raise EvaluationError("权重合计是 %(total)s，应为 90 或 100，不能评分。", total=f"{total.normalize():f}")


def evaluate(target: Target, budget: int, paid: int, results: Sequence[Result]) -> Evaluation:
    """Score a target. ``budget`` is the year's budget as adjusted and ``paid`` what was spent of it, in 分. Raises
    :class:`EvaluationError` for what cannot be scored."""
    if budget <= 0:
        raise EvaluationError("全年预算数应大于零，才能计算执行率。")
    if paid < 0:
        raise EvaluationError("全年执行数不能小于零。")
    if len(results) != len(target.indicators):
        raise EvaluationError("每个指标都要有完成情况。")
    rate = Decimal(paid) / Decimal(budget)
    execution = _rounded(min(rate, ONE) * execution_points())
    points = weights_of(target)
    scores = tuple(
        _score(indicator, result, full, index)
        for index, (indicator, result, full) in enumerate(zip(target.indicators, results, points, strict=True))
    )
    total = execution + sum((one.points for one in scores), Decimal(0))
    return Evaluation(budget, paid, rate, execution, scores, total, class_of(total))


def _score(indicator: Indicator, result: Result, full: Decimal, index: int) -> Score:
    name = indicator.name or ""
    demand = demand_of(indicator)
    if demand.number is None:
        return _graded(indicator, result, full, index)
    if not result.actual.strip():
        raise EvaluationError("请填写指标“%(name)s”的实际完成值。", index, name=name)
    number = result_of(result.actual)
    if number is None:
        told = {"name": name, "actual": result.actual[:20]}
        raise EvaluationError("指标“%(name)s”的实际完成值“%(actual)s”不是数。", index, **told)
    share = attained(demand, number)
    assert share is not None
    must = ""
    if share < ONE:
        must = "没有达到指标值，须说明偏差原因和改进措施。"
    elif share > overshoot() and not demand.is_most:
        must = "超出指标值较多，须说明原因（是否指标值设定偏低）。"
    return Score(indicator, result, full, _rounded(full * min(share, ONE)), share, must)


def _graded(indicator: Indicator, result: Result, full: Decimal, index: int) -> Score:
    name, known = indicator.name or "", grades()
    if result.grade is None or not 0 <= result.grade < len(known):
        raise EvaluationError("请为定性指标“%(name)s”选择完成等次。", index, name=name)
    grade = known[result.grade]
    share = HUNDRED if result.share is None and result.grade == 0 else result.share
    # The lower bound belongs to the class; the upper one only to the best.
    if share is None or not (grade.low <= share < grade.high or (result.grade == 0 and share == grade.high)):
        within = "指标“%(name)s”属“%(grade)s”，得分比例应在 %(low)s%%—%(high)s%%（含）之间。"
        below = "指标“%(name)s”属“%(grade)s”，得分比例应在 %(low)s%%—%(high)s%%（不含）之间。"
        told = {"name": name, "grade": grade.name, "low": str(grade.low), "high": str(grade.high)}
        raise EvaluationError(within if result.grade == 0 else below, index, **told)
    must = "" if result.grade == 0 else "没有完全达成，须说明偏差原因和改进措施。"
    return Score(indicator, result, full, _rounded(full * share / HUNDRED), None, must)


def _rounded(points: Decimal) -> Decimal:
    return points.quantize(_CENT, ROUND_HALF_UP)
