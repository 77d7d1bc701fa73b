"""Targets of projects: between the grid, the database and the model, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gouji.lexicon.targets import level1_of, level2_of
from gouji.model import disclosure as model
from gouji.model.money import Unit, amount_of_fen
from gouji.targets.demand import with_parts
from gouji.targets.quality import advice
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.rows import RowsError
from gouji.web.projects.models import Project, Target, TargetIndicator

TITLES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "explanation": "指标解释",
    "value": "指标值",
    "weight": "权重",
    "interim_value": "中期指标值",
}
LEVELS: dict[str, tuple[str, ...]] = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
"""Level 1 → level 2, as may be chosen."""
BLANK = {"level1": "产出指标", "level2": "数量指标"}
MOST_INDICATORS = 60
_LONGEST = {"name": 100, "explanation": 300, "value": 60, "weight": 10, "interim_value": 60}


def choices() -> dict[str, tuple[str, ...]]:
    """The words that may be chosen, by field."""
    return {"level1": tuple(LEVELS), "level2": tuple(name for names in LEVELS.values() for name in names)}


def point_of(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells an indicator from the others: its levels and name."""
    return tuple(str(typed.get(name) or "").strip() for name in ("level1", "level2", "name"))


def indicators(typed: Sequence[Mapping[str, Any]]) -> tuple[model.Indicator, ...]:
    """The indicators of a grid as typed, empty rows left out. Raises :class:`RowsError` for words that are no levels,
    texts that are too long, and two indicators with one name."""
    if len(typed) > MOST_INDICATORS:
        raise RowsError([(MOST_INDICATORS, "name", f"一个项目最多 {MOST_INDICATORS} 个指标。")])
    found: list[model.Indicator] = []
    wrong: list[tuple[int, str, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, one in enumerate(typed):
        texts = {name: str(one.get(name) or "").strip() for name in TITLES}
        if not says_anything(one):
            continue
        first, second = level1_of(texts["level1"]), level2_of(texts["level2"])
        if first is None or first.standard not in LEVELS:
            wrong.append((number, "level1", f"一级指标“{texts['level1'][:20]}”不在可选范围内。"))
        if second is None:
            wrong.append((number, "level2", f"二级指标“{texts['level2'][:20]}”不在可选范围内。"))
        for name, longest in _LONGEST.items():
            if len(texts[name]) > longest:
                wrong.append((number, name, f"{TITLES[name]}太长（最多 {longest} 字）。"))
            if name != "value" and texts[name].startswith(("=", "+", "@")):
                wrong.append((number, name, f"{TITLES[name]}不能以 = + @ 开头。"))
        same = seen.setdefault(point_of(one), number)
        if same != number and texts["name"]:
            wrong.append((number, "name", f"与第 {same + 1} 行的指标同名。"))
        found.append(of_texts(texts))
    if wrong:
        raise RowsError(wrong)
    return tuple(found)


def says_anything(typed: Mapping[str, Any]) -> bool:
    """Whether a row is more than what a new one begins with."""
    return any(str(typed.get(name) or "").strip() for name in TITLES if name not in BLANK)


def of_texts(texts: Mapping[str, str]) -> model.Indicator:
    """An indicator of its texts by field, levels by their usual names."""
    first, second = level1_of(texts["level1"]), level2_of(texts["level2"])
    return with_parts(
        model.Indicator(
            first.standard if first else None,
            _full(second.name) if second else None,
            texts["name"] or None,
            texts["explanation"] or None,
            texts["value"] or None,
            weight=texts["weight"] or None,
            interim_value=texts["interim_value"] or None,
        )
    )


def _full(level2: str) -> str:
    return level2 if level2.endswith("指标") else f"{level2}指标"


def grid(found: Iterable[model.Indicator]) -> list[dict[str, str]]:
    """Indicators as people read and type them."""
    return [{name: getattr(one, name) or "" for name in TITLES} for one in found]


def saved_indicators(target: Target | None) -> tuple[model.Indicator, ...]:
    """The indicators as saved."""
    return tuple(as_indicator(one) for one in target.indicators.all()) if target is not None else ()


def as_indicator(one: TargetIndicator) -> model.Indicator:
    """A saved indicator as one of the model."""
    return of_texts({name: getattr(one, name) for name in TITLES})


def model_target(
    project: Project, year: int, objective: str, found: tuple[model.Indicator, ...], amount: int
) -> model.Target:
    """The target as one of the model; ``amount`` in 分."""
    money = amount_of_fen(amount, Unit.TEN_THOUSAND_YUAN, 2) if amount else None
    return model.Target(project.unit.name, project.name, money, objective or None, found, year=year)


def target_of(project: Project, year: int, amount: int) -> model.Target | None:
    """The saved target of a year as one of the model, None where there is none."""
    saved = project.targets.filter(year=year).prefetch_related("indicators").first()
    return model_target(project, year, saved.objective, saved_indicators(saved), amount) if saved else None


def target_problems(target: model.Target, year: int) -> tuple[Problem, ...]:
    """What the rules say of one target; ``row`` counts its indicators."""
    return tuple(
        Problem(one.level, one.message if one.message.endswith("。") else one.message + "。", one.indicator, one.field)
        for one in advice((target,), year)
    )
