"""What the rules about performance targets share: words of indicators, and their places."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gouji.checking.findings import FindingPlace
from gouji.checking.rule import Skip
from gouji.checking.rules.passages import compact
from gouji.checking.rules.preparation import prepared
from gouji.checking.rules.wordlists import pattern
from gouji.model.disclosure import Disclosure, Indicator, Target
from gouji.model.frozen import frozen

TARGETS_TABLE = "项目支出绩效目标表"


@frozen
class Placed:
    """An indicator with the target it belongs to; its name, explanation and value as printed, without spaces."""

    target: Target
    indicator: Indicator
    name: str
    explanation: str
    value: str

    @classmethod
    def of(cls, target: Target, indicator: Indicator) -> Placed:
        """An indicator of a target."""
        texts = (compact(text or "") for text in (indicator.name, indicator.explanation, indicator.value))
        return cls(target, indicator, *texts)

    @property
    def place(self) -> FindingPlace:
        """Where it is printed: the project as the row, the indicator as the column."""
        at = self.indicator.place if self.indicator.place.as_dict() else self.target.place
        return FindingPlace(TARGETS_TABLE, self.target.project or "", self.indicator.name or "", at)


def target_place(target: Target, column: str = "") -> FindingPlace:
    """The place of a target."""
    return FindingPlace(TARGETS_TABLE, target.project or "", column, target.place)


def targets(disclosure: Disclosure) -> tuple[Target, ...]:
    """The targets. Raises :class:`Skip` where there are none."""
    if not disclosure.targets:
        raise Skip("没有读到项目支出绩效目标表")
    return disclosure.targets


@prepared
def indicators(disclosure: Disclosure) -> tuple[Placed, ...]:
    """Every indicator of every target. Raises :class:`Skip` where there are no targets."""
    return tuple(Placed.of(target, indicator) for target in targets(disclosure) for indicator in target.indicators)


@lru_cache(maxsize=8192)
def is_named(name: str, kind: str) -> bool:
    """Whether a name says something of a kind (``names`` in the data) anywhere."""
    return pattern("indicators", "names", kind).search(name) is not None


@lru_cache(maxsize=8192)
def ends_as(name: str, kind: str) -> bool:
    """Whether a name ends with a word of a kind, brackets and stops left out."""
    return _ending(kind).search(_BRACKETED_OR_STOPS.sub("", name)) is not None


_BRACKETED_OR_STOPS = re.compile(r"（[^）]*）|\([^)]*\)|[.。．]+$")


@cache
def _ending(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern('indicators', 'names', kind).pattern})$")


def is_percent(measure: str | None) -> bool:
    """Whether the measure is a percentage."""
    return measure is not None and pattern("indicators", "measures", "percent").fullmatch(measure) is not None


def is_of_things(measure: str | None) -> bool:
    """Whether the measure counts things (次, 个, 人 …)."""
    return measure is not None and pattern("indicators", "measures", "things").fullmatch(measure) is not None


def should_be_small(name: str) -> bool:
    """Whether less is better: complaints, errors, costs."""
    return is_named(name, "small") and not is_named(name, "small_not")


def named(items: list[Placed], limit: int = 3) -> str:
    """The names of a few indicators for a message."""
    names = list(dict.fromkeys(item.name for item in items if item.name))
    shown = "、".join(f"“{name}”" for name in names[:limit])
    return shown + (f"等{len(items)}个" if len(items) > limit else "")


def bigrams(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters."""
    return {
        text[position : position + 2]
        for position in range(len(text) - 1)
        if all("\u4e00" <= character <= "\u9fff" for character in text[position : position + 2])
    }
