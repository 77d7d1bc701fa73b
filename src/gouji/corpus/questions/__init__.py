"""Questions that people ask of budgets, each one an ibis expression over a dataset: the same on DuckDB and on Spark.

All figures are integers: amounts in 分, shares in hundredths of a percent rounded half up, medians the lower of the two
middle values, so that every engine gives the same rows.
"""

from __future__ import annotations

from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.questions.question import Filters, Question
from gouji.errors import GoujiError

EVERYTHING = Filters()
"""No restriction."""


def questions() -> tuple[Question, ...]:
    """All questions, in the order of a list."""
    from gouji.corpus.questions import across, copied, money, quality, standing

    return (
        money.THREE_PUBLIC,
        money.PROJECT_SHARE,
        money.STAFF_COST,
        money.FUNCTIONS,
        money.CARRIED_OVER,
        copied.COPIED_TARGETS,
        copied.UNCHANGING_INDICATORS,
        standing.OUTLIERS,
        across.LAST_YEAR,
        across.LAST_YEAR_POINTS,
        across.DEPARTMENT_UNITS,
        across.DEPARTMENT_UNIT_POINTS,
        quality.QUALITY,
        quality.ERRORS,
    )


def question(name: str) -> Question:
    """The question of a name or a Chinese title. Raises :class:`GoujiError` where there is none."""
    for one in questions():
        if name in (one.name, one.title):
            return one
    known = "、".join(f"{one.name}（{one.title}）" for one in questions())
    raise GoujiError(f"没有“{name}”这个问题。可问：{known}。")


def ask(dataset: Dataset, name: str, filters: Filters = EVERYTHING) -> list[dict[str, Any]]:
    """The rows of an answer, in order."""
    return question(name).answer(dataset, filters)


def expression(dataset: Dataset, name: str, filters: Filters = EVERYTHING) -> Any:
    """The ibis expression of a question, to go on from."""
    return question(name).expression(dataset, filters)


__all__ = ["EVERYTHING", "Filters", "Question", "ask", "expression", "question", "questions"]
