"""What stands where in the form: cells with their spans, the same in every format.

Layout after the form of 财预〔2020〕10号 as commonly published (text unverified).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.targets.evaluation import Evaluation, Score
from gouji.targets.scale import HUNDRED, execution_points, grades

COLUMNS = 8
WIDTHS = (12, 14, 24, 14, 16, 8, 9, 30)
"""Of the columns, in characters."""
TITLE, HEAD, TEXT, NUMBER = "title", "head", "text", "number"


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """A self-evaluation with what the form says beside it. ``initial`` is the budget at the year's start in 分;
    ``achieved`` says how the ``objective`` was reached, ``rate_reason`` why little was spent."""

    year: int
    department: str
    unit: str
    project: str
    initial: int
    objective: str
    achieved: str
    evaluation: Evaluation
    rate_reason: str = ""

    @property
    def title(self) -> str:
        """The form's title."""
        return f"{self.year}年度项目支出绩效自评表"


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell from ``row`` and ``column`` (from 0) over so many rows and columns."""

    row: int
    column: int
    height: int
    width: int
    text: str
    kind: str = TEXT


def form_grid(form: EvaluationForm) -> tuple[FormCell, ...]:
    """All cells of the form, in reading order; together they cover every place once."""
    return tuple(_cells(form))


def _cells(form: EvaluationForm) -> Iterator[FormCell]:
    found = form.evaluation
    yield FormCell(0, 0, 1, COLUMNS, form.title, TITLE)
    yield from _row(1, (1, "项目名称", HEAD), (7, form.project, TEXT))
    yield from _row(2, (1, "主管部门", HEAD), (3, form.department, TEXT), (1, "实施单位", HEAD), (3, form.unit, TEXT))
    yield FormCell(3, 0, 2, 1, "项目资金\n（万元）", HEAD)
    heads = ("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    yield from _row(3, *((1, text, HEAD) for text in heads), start=1)
    yield from _row(
        4,
        (1, "年度资金总额", HEAD),
        *((1, ten_thousands(fen), NUMBER) for fen in (form.initial, found.budget, found.paid)),
        (1, _number(execution_points()), NUMBER),
        (1, f"{found.rate * 100:.2f}%", NUMBER),
        (1, _number(found.execution), NUMBER),
        start=1,
    )
    row = 5
    if form.rate_reason:
        yield from _row(row, (1, "执行率说明", HEAD), (7, form.rate_reason, TEXT))
        row += 1
    yield FormCell(row, 0, 2, 1, "年度\n总体目标", HEAD)
    yield from _row(row, (3, "预期目标", HEAD), (4, "实际完成情况", HEAD), start=1)
    yield from _row(row + 1, (3, form.objective, TEXT), (4, form.achieved, TEXT), start=1)
    row += 2
    columns = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    yield from _row(row, *((1, text, HEAD) for text in columns))
    yield from _indicators(found.scores, row + 1)
    row += 1 + len(found.scores)
    yield from _row(
        row,
        (5, "总分", HEAD),
        (1, _number(HUNDRED), NUMBER),
        (1, _number(found.total), NUMBER),
        (1, f"等次：{found.class_name}", TEXT),
    )


def _row(row: int, *cells: tuple[int, str, str], start: int = 0) -> Iterator[FormCell]:
    column = start
    for width, text, kind in cells:
        yield FormCell(row, column, 1, width, text, kind)
        column += width


def _indicators(scores: Sequence[Score], top: int) -> Iterator[FormCell]:
    """A row each; levels that follow one another are one cell."""
    firsts = [score.indicator.level1 or "" for score in scores]
    pairs = [(score.indicator.level1 or "", score.indicator.level2 or "") for score in scores]
    for number, score in enumerate(scores):
        row = top + number
        if number == 0 or firsts[number] != firsts[number - 1]:
            yield FormCell(row, 0, _run(firsts, number), 1, firsts[number], HEAD)
        if number == 0 or pairs[number] != pairs[number - 1]:
            yield FormCell(row, 1, _run(pairs, number), 1, pairs[number][1], TEXT)
        yield from _row(
            row,
            (1, score.indicator.name or "", TEXT),
            (1, score.indicator.value or "", TEXT),
            (1, _actual(score), TEXT),
            (1, _number(score.full), NUMBER),
            (1, _number(score.points), NUMBER),
            (1, score.result.reason, TEXT),
            start=2,
        )


def _run(values: Sequence[object], start: int) -> int:
    end = start
    while end < len(values) and values[end] == values[start]:
        end += 1
    return end - start


def _actual(score: Score) -> str:
    if score.attained is None and score.result.grade is not None:
        grade = grades()[score.result.grade].name
        return f"{grade}：{score.result.actual}" if score.result.actual.strip() else grade
    return score.result.actual


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def ten_thousands(fen: int) -> str:
    """分 as 万元, as printed."""
    return f"{Decimal(fen) / 1_000_000:,.2f}"
