"""What a question is: its name, what it says, its expression, and how its columns are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gouji.corpus.dataset import Dataset
from gouji.corpus.naming import economic_name, function_name, percent, signed, wan, word

MONEY, SIGNED, SHARE, COUNT, TENTHS = "money", "signed", "share", "count", "tenths"
TEXT, FUNCTION, ECONOMIC, WORD, GRADE, SCOPE, RULE = "text", "function", "economic", "word", "grade", "scope", "rule"
"""How a column is shown: 分 in 万元, the same with its sign, hundredths of a percent, a number, tenths; a text, a code
of a classification with its name, a value of another dimension, a level of findings, department or unit, a rule."""
NUMBERS = frozenset({MONEY, SIGNED, SHARE, COUNT, TENTHS})


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is restricted to, each None for everything; ``region`` and ``office`` are parts of names,
    ``institution`` of the department's. ``limit`` is the most rows, 0 for all."""

    year: int | None = None
    kind: str | None = None
    region: str | None = None
    office: str | None = None
    institution: str | None = None
    limit: int = 0

    def applied(self, documents: Any) -> Any:
        """The documents (or rows that carry their columns) that the filters leave."""
        conditions = []
        if self.year is not None:
            conditions.append(documents.document_year == self.year)
        if self.kind is not None:
            conditions.append(documents.kind == self.kind)
        if self.region is not None:
            conditions.append(documents.region_name.contains(self.region) | documents.city_name.contains(self.region))
        if self.office is not None:
            conditions.append(documents.office.contains(self.office))
        if self.institution is not None:
            conditions.append(documents.institution_key.contains(self.institution))
        return documents.filter(*conditions) if conditions else documents


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``columns`` are shown as (Chinese head, kind); ``explanation`` says how it is reckoned."""

    name: str
    title: str
    explanation: str
    columns: Mapping[str, tuple[str, str]]
    expression: Callable[[Dataset, Filters], Any]

    def answer(self, dataset: Dataset, filters: Filters) -> list[dict[str, Any]]:
        """The rows, in order."""
        expression = self.expression(dataset, filters)
        if filters.limit:
            expression = expression.limit(filters.limit)
        return dataset.answer(expression)


@cache
def rule_titles() -> dict[str, str]:
    """What each code of a finding is about."""
    from gouji.checking.reports.catalogue import catalogue
    from gouji.checking.rules import all_rules

    return {entry.code: entry.title for entry in catalogue(all_rules())}


def shown(value: Any, kind: str) -> str:
    """A value for people."""
    if value is None:
        return ""
    if kind == MONEY:
        return wan(int(value))
    if kind == SIGNED:
        return signed(int(value))
    if kind == SHARE:
        return percent(int(value), 10_000, 1) or ""
    if kind == TENTHS:
        return f"{int(value) // 10}.{abs(int(value)) % 10}"
    if kind == FUNCTION:
        return function_name(value)
    if kind == ECONOMIC:
        return economic_name(value)
    if kind == RULE:
        return f"{value} {rule_titles().get(value, '')}".rstrip()
    if kind == WORD:
        return word(value)
    if kind == SCOPE:
        return {"department": "部门", "unit": "单位"}.get(value, "")
    if kind == GRADE:
        return {"error": "错误", "warning": "提醒"}.get(value, "说明")
    return f"{value:,}" if kind == COUNT else str(value)
