"""Performance targets of invented projects: their indicators come from data, weights are dealt out by custom."""

from __future__ import annotations

from random import Random
from typing import Any

from gouji.model.disclosure import Indicator, Target
from gouji.model.money import Unit, amount_of_fen

_QUOTAS = {"满意度指标": 10, "效益指标": 30}
"""Weights by first level; what remains of 90 goes to outputs and costs. Source: 财预〔2020〕10号 as practised."""
_ALL = 90
_STEP = 5


def target_of(random: Random, kind: dict[str, Any], unit: str, project: str, amount: int, year: int) -> Target:
    """The target of an invented project of ``amount`` 分."""
    number = str(random.randint(2, 60))
    weights = _weights(random, [words[0] for words in kind["indicators"]])
    indicators: list[Indicator] = []
    for (level1, level2, name, explanation, operator, value, measure), weight in zip(
        kind["indicators"], weights, strict=True
    ):
        shown = value.replace("{n}", number)
        indicators.append(
            Indicator(
                level1,
                level2,
                name,
                explanation,
                f"{operator}{shown}{measure}",
                operator or None,
                shown or None,
                measure if shown else None,
                str(weight),
            )
        )
    return Target(
        unit,
        project,
        amount_of_fen(amount, Unit.TEN_THOUSAND_YUAN, 2),
        kind["objective"],
        tuple(indicators),
        year=year,
    )


def _weights(random: Random, levels: list[str]) -> list[int]:
    """Weights of 90 in all, in fives."""
    present = {level: quota for level, quota in _QUOTAS.items() if level in levels}
    groups: dict[str, list[int]] = {}
    for index, level in enumerate(levels):
        groups.setdefault(level if level in present else "", []).append(index)
    weights = [0] * len(levels)
    for level, members in groups.items():
        rest = present.get(level, _ALL - sum(present.values()))
        for position, index in enumerate(members):
            left = len(members) - position - 1
            weights[index] = rest if left == 0 else _STEP * random.randint(1, rest // _STEP - left)
            rest -= weights[index]
    return weights
