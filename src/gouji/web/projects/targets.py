"""Targets of projects: between the grid, the database and the model, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gouji.lexicon.targets import level1_of, level2_of
from gouji.model import disclosure as model
from gouji.model.money import Unit, amount_of_fen
from gouji.targets.demand import with_parts
from gouji.targets.quality import advice
from gouji.web.base.language import CORE_LANGUAGE
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.rows import RowsError
from gouji.web.projects.models import Project, Target, TargetIndicator

TITLES = {
    "level1": gettext_noop("一级指标"),
    "level2": gettext_noop("二级指标"),
    "name": gettext_noop("三级指标"),
    "explanation": gettext_noop("指标解释"),
    "value": gettext_noop("指标值"),
    "weight": gettext_noop("权重"),
    "interim_value": gettext_noop("中期指标值"),
}
"""Field → its title; :func:`titles` says it in the language of the page."""
LEVELS: dict[str, tuple[str, ...]] = {
    gettext_noop("成本指标"): (
        gettext_noop("经济成本指标"),
        gettext_noop("社会成本指标"),
        gettext_noop("生态环境成本指标"),
    ),
    gettext_noop("产出指标"): (
        gettext_noop("数量指标"),
        gettext_noop("质量指标"),
        gettext_noop("时效指标"),
    ),
    gettext_noop("效益指标"): (
        gettext_noop("经济效益指标"),
        gettext_noop("社会效益指标"),
        gettext_noop("生态效益指标"),
        gettext_noop("可持续影响指标"),
    ),
    gettext_noop("满意度指标"): (gettext_noop("服务对象满意度指标"),),
}
"""Level 1 → level 2, as may be chosen."""
BLANK = {"level1": gettext_noop("产出指标"), "level2": gettext_noop("数量指标")}
MOST_INDICATORS = 60
_LONGEST = {"name": 100, "explanation": 300, "value": 60, "weight": 10, "interim_value": 60}


def titles() -> dict[str, str]:
    """The titles of the fields in the language of the page."""
    return {name: _(title) for name, title in TITLES.items()}


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
        raise RowsError([(MOST_INDICATORS, "name", _("一个项目最多 %d 个指标。") % MOST_INDICATORS)])
    found: list[model.Indicator] = []
    wrong: list[tuple[int, str, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, one in enumerate(typed):
        texts = {name: str(one.get(name) or "").strip() for name in TITLES}
        if not says_anything(one):
            continue
        first, second = level1_of(texts["level1"]), level2_of(texts["level2"])
        if first is None or first.standard not in LEVELS:
            wrong.append((number, "level1", _outside("level1", texts)))
        if second is None:
            wrong.append((number, "level2", _outside("level2", texts)))
        for name, longest in _LONGEST.items():
            if len(texts[name]) > longest:
                told = {"title": _(TITLES[name]), "most": longest}
                wrong.append((number, name, _("%(title)s太长（最多 %(most)d 字）。") % told))
            if name != "value" and texts[name].startswith(("=", "+", "@")):
                wrong.append((number, name, _("%(title)s不能以 = + @ 开头。") % {"title": _(TITLES[name])}))
        same = seen.setdefault(point_of(one), number)
        if same != number and texts["name"]:
            wrong.append((number, "name", _("与第 %d 行的指标同名。") % (same + 1)))
        found.append(of_texts(texts))
    if wrong:
        raise RowsError(wrong)
    return tuple(found)


def _outside(name: str, texts: Mapping[str, str]) -> str:
    return _("%(title)s“%(text)s”不在可选范围内。") % {"title": _(TITLES[name]), "text": texts[name][:20]}


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
        Problem(one.level, _sentence(one.message), one.indicator, one.field, lang=CORE_LANGUAGE)
        for one in advice((target,), year)
    )


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
