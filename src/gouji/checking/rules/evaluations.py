"""G75x: what a self-evaluation's points must be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.model.disclosure import Disclosure, Place
from gouji.model.evaluation import SelfEvaluation, points_of
from gouji.model.kinds import EVERY_KIND

_FORM = "项目支出绩效自评表（财预〔2020〕10号，文本未核实）"
_HUNDRED = Decimal(100)


def _evaluations(disclosure: Disclosure) -> tuple[SelfEvaluation, ...]:
    if not disclosure.evaluations:
        raise Skip("没有读到项目支出绩效自评表")
    return disclosure.evaluations


def _at(one: SelfEvaluation, row: str, column: str, place: Place) -> FindingPlace:
    title = f"{one.title}（{one.project}）" if one.project else one.title
    return FindingPlace(title, row, column, place)


def _text(points: Decimal) -> str:
    return f"{points.normalize():f}"


def _digits(text: str | None) -> Decimal:
    """Half of the last digit that is printed."""
    exponent = (points_of(text) or Decimal(0)).as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)


@rule("G751", "执行率得分不对", Level.WARNING, basis=_FORM, kinds=EVERY_KIND)
def execution_points(disclosure: Disclosure) -> Iterator[Finding]:
    """自评表的执行率得分应等于执行率乘以分值，执行率超过100%的按100%计。

    例如全年预算数50万元、全年执行数40万元，分值10分，执行率80%，得分应是8分，表中写成10分。
    """
    for one in _evaluations(disclosure):
        line = one.execution
        weight, points = (points_of(line.weight), points_of(line.points)) if line else (None, None)
        if line is None or weight is None or points is None or line.budget is None or line.paid is None:
            continue
        budget, paid = line.budget.interval, line.paid.interval
        if budget.low <= 0:
            continue
        low, high = (
            min(max(Decimal(part) / whole, Decimal(0)), Decimal(1)) * weight
            for part, whole in ((paid.low, budget.high), (paid.high, budget.low))
        )
        slack = _digits(line.points)
        if not low - slack <= points <= high + slack:
            due = _text((min(Decimal(line.paid.fen) / line.budget.fen, Decimal(1)) * weight).quantize(Decimal("0.01")))
            yield execution_points.finding(
                f"项目“{one.project or ''}”的执行率得分是{line.points}，按执行率乘以分值{line.weight}应是{due}，请核对",
                _at(one, line.label, "得分", line.place),
                values=(line.points or "",),
                expected=due,
            )


@rule("G752", "自评分值合计不对", Level.WARNING, basis=_FORM, kinds=EVERY_KIND)
def weight_sum(disclosure: Disclosure) -> Iterator[Finding]:
    """自评表各指标的分值加上执行率的分值应为100分。

    例如指标的分值合计80，执行率10，共90，应核对是否漏了指标或填错分值。
    """
    for one in _evaluations(disclosure):
        found = [points_of(indicator.weight) for indicator in one.indicators]
        execution = points_of(one.execution.weight) if one.execution else None
        known = [weight for weight in (*found, execution) if weight is not None]
        if not found or len(known) <= len(found):
            continue
        total = sum(known, Decimal(0))
        if total != _HUNDRED:
            yield weight_sum.finding(
                f"项目“{one.project or ''}”自评表的分值合计是{_text(total)}（含执行率），应为100，请核对",
                _at(one, "总分", "分值", one.place),
                values=(_text(total),),
            )


@rule("G753", "自评总分不是各项得分之和", Level.ERROR, basis=_FORM, kinds=EVERY_KIND)
def total_points(disclosure: Disclosure) -> Iterator[Finding]:
    """自评表的总分应等于执行率得分与各指标得分之和。

    例如各项得分加起来是92.5分，总分写成95分。
    """
    for one in _evaluations(disclosure):
        total = points_of(one.total)
        if not one.is_scored or total is None or one.execution is None:
            continue
        texts = [one.execution.points, *(indicator.points for indicator in one.indicators)]
        found = sum((points_of(text) or Decimal(0) for text in texts), Decimal(0))
        # Points are summed as printed; a total that is printed more roughly may have been rounded.
        if abs(found - total) > (_digits(one.total) if _digits(one.total) > max(map(_digits, texts)) else 0):
            yield total_points.finding(
                f"项目“{one.project or ''}”自评表的总分是{one.total}，各项得分之和是{_text(found)}，请核对",
                _at(one, "总分", "得分", one.place),
                values=(one.total or "",),
                difference=_text(total - found),
                expected=_text(found),
            )


@rule("G754", "得分高于分值", Level.WARNING, kinds=EVERY_KIND)
def over_full(disclosure: Disclosure) -> Iterator[Finding]:
    """一项的得分不能高于它的分值，也不能是负数。

    例如分值10分的指标得了12分。
    """
    for one in _evaluations(disclosure):
        for indicator in one.indicators:
            weight, points = points_of(indicator.weight), points_of(indicator.points)
            if weight is not None and points is not None and not 0 <= points <= weight:
                yield over_full.finding(
                    f"项目“{one.project or ''}”的指标“{indicator.name or ''}”分值{indicator.weight}，"
                    f"得分{indicator.points}，请核对",
                    _at(one, indicator.name or "", "得分", indicator.place),
                    values=(indicator.points or "",),
                )


@rule("G755", "扣分没有说明原因", Level.NOTICE, basis=_FORM, kinds=EVERY_KIND)
def unexplained(disclosure: Disclosure) -> Iterator[Finding]:
    """没有得满分的指标应写明偏差原因和改进措施。

    例如分值10分得了6分，偏差原因一栏是空的。
    """
    for one in _evaluations(disclosure):
        short = [
            indicator
            for indicator in one.indicators
            if (weight := points_of(indicator.weight)) is not None
            and (points := points_of(indicator.points)) is not None
            and points < weight
            and not (indicator.reason or "").strip("无-—/ ")
        ]
        if short:
            yield unexplained.finding(
                f"项目“{one.project or ''}”的自评表有{len(short)}个指标没有得满分，也没有写偏差原因和改进措施，请补上",
                *(_at(one, indicator.name or "", "偏差原因", indicator.place) for indicator in short),
            )
