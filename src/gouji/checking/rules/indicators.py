"""What the rules about performance targets share: words of indicators, and their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gouji.checking.findings import FindingPlace
from gouji.checking.rule import Skip
from gouji.checking.rules.passages import compact
from gouji.checking.rules.wordlists import pattern
from gouji.model.disclosure import Disclosure, Indicator, Target

TARGETS_TABLE = "项目支出绩效目标表"


@dataclass(frozen=True, slots=True)
class Placed:
    """An indicator with the target it belongs to."""

    target: Target
    indicator: Indicator

    @property
    def name(self) -> str:
        """The indicator's name without spaces."""
        return compact(self.indicator.name or "")

    @property
    def explanation(self) -> str:
        """Its explanation without spaces."""
        return compact(self.indicator.explanation or "")

    @property
    def value(self) -> str:
        """Its value as printed, without spaces."""
        return compact(self.indicator.value or "")

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


def indicators(disclosure: Disclosure) -> Iterator[Placed]:
    """Every indicator of every target. Raises :class:`Skip` where there are no targets."""
    for target in targets(disclosure):
        for indicator in target.indicators:
            yield Placed(target, indicator)


@lru_cache(maxsize=8192)
def is_named(name: str, kind: str) -> bool:
    """Whether a name says something of a kind (``names`` in the data) anywhere."""
    return pattern("indicators", "names", kind).search(name) is not None


@lru_cache(maxsize=8192)
def ends_as(name: str, kind: str) -> bool:
    """Whether a name ends with a word of a kind, brackets and stops left out."""
    bare = re.sub(r"（[^）]*）|\([^)]*\)|[.。．]+$", "", name)
    words = pattern("indicators", "names", kind).pattern
    return re.search(rf"(?:{words})$", bare) is not None


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
