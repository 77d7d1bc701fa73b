"""Phrases of the narrative: how sentences compare, list and count. The words are data (``data/phrases.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class ItemPhrase:
    """A phrase that names an item of its own (``performance_targets``), where the sentence speaks of ``within`` and
    not of ``without``; ``above`` is the item under which a short name means this one."""

    pattern: re.Pattern[str]
    item: str
    within: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    above: str | None = None

    def fits(self, text: str, surroundings: str) -> bool:
        """Whether a subject, in these surroundings, names the item."""
        if not self.pattern.search(text):
            return False
        if self.within and not any(word in surroundings for word in self.within):
            return False
        return not any(word in surroundings for word in self.without)


@dataclass(frozen=True, slots=True)
class CountPhrase:
    """What is counted: ``subject`` is its key, ``lead`` must be found in the clause before the number,
    ``before`` in the sentence before it, ``tail`` after the measure."""

    subject: str
    measures: frozenset[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str] | None
    within: tuple[str, ...]
    before: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns of ``data/phrases.toml``, compiled; all of them are for folded text (see there)."""

    increase: frozenset[str]
    change: re.Pattern[str]
    """A verb of change (``verb``) at the end of a text, with the words that may follow it."""
    changes: re.Pattern[str]
    """The same at its beginning, right before an amount."""
    change_to: re.Pattern[str]
    change_reason: re.Pattern[str]
    larger_reason: re.Pattern[str]
    greater: frozenset[str]
    equal: re.Pattern[str]
    nearly: re.Pattern[str]
    compare: re.Pattern[str]
    lead: re.Pattern[str]
    trail: re.Pattern[str]
    own_names: tuple[str, ...]
    own_tail: str
    units: re.Pattern[str]
    reason: re.Pattern[str]
    purpose: re.Pattern[str]
    contains: re.Pattern[str]
    contains_end: re.Pattern[str]
    approximate_before: re.Pattern[str]
    approximate_after: re.Pattern[str]
    rewrites: tuple[tuple[re.Pattern[str], str], ...]
    items: tuple[ItemPhrase, ...]
    within: tuple[ItemPhrase, ...]
    counts: tuple[CountPhrase, ...]
    planned: re.Pattern[str]


def _any(words: Iterable[str], escape: bool = True) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) if escape else word for word in ordered) + ")"


@cache
def phrases() -> Phrases:
    """The phrases, read once."""
    raw = tomllib.loads((resources.files("gouji.lexicon") / "data" / "phrases.toml").read_text("utf-8"))
    change, compare, subject = raw["change"], raw["compare"], raw["subject"]
    verb = _any(change["increase"] + change["decrease"])
    objects = _any(change["objects"])
    base = _any(compare["base"], escape=False)
    sizes = _any(change["greater"] + change["smaller"])
    return Phrases(
        increase=frozenset(change["increase"]),
        change=re.compile(rf"(?P<verb>{verb})(?:\({verb}\))?(?:{objects})*$"),
        changes=re.compile(rf"{verb}(?:{objects})*(?=\d)"),
        change_to=re.compile(rf"(?P<verb>{verb}|调整|变更|变化|变)(?:到|至|为)$"),
        change_reason=re.compile(rf"(?P<subject>.*?)(?P<verb>{verb})的?(?:主要|具体)?原因"),
        larger_reason=re.compile(rf"(?P<subject>.*?)(?P<verb>{sizes})(?P<base>.*?)的?(?:主要|具体)?原因"),
        greater=frozenset(change["greater"]),
        equal=re.compile(_any(change["equal"])),
        nearly=re.compile(_any(change["nearly"])),
        compare=re.compile(
            rf"(?:(?<![占对类可])(?P<mark>{_any(compare['marks'])})(?P<base>{base}+)(?:{_any(compare['closers'])})?"
            rf"|(?P<same>{_any(compare['year_on_year'], escape=False)})),?"
        ),
        lead=re.compile(rf"^(?:{_any(subject['lead'])}|[,;:、-])+"),
        trail=re.compile(rf"(?:{_any(subject['trail'])}|(?<![合总共小统])计)+$"),
        own_names=tuple(subject["self"]),
        own_tail=subject["self_tail"],
        units=re.compile(subject["units"]),
        reason=re.compile(_any(subject["reason"])),
        purpose=re.compile(_any(subject["purpose"])),
        contains=re.compile(rf"^{_any(subject['contains'])}[:,]?"),
        contains_end=re.compile(rf"(?:{_any(subject['contains'])})$"),
        approximate_before=re.compile(rf"{_any(subject['approximate_before'])}$"),
        approximate_after=re.compile(rf"^{_any(subject['approximate_after'])}"),
        rewrites=tuple((re.compile(entry["pattern"]), entry["to"]) for entry in raw["rewrite"]),
        items=tuple(_item(entry) for entry in raw["item"]),
        within=tuple(_item(entry) for entry in raw["within"]),
        counts=tuple(_count(entry) for entry in raw["count"]),
        planned=re.compile(_any(raw["counting"]["planned"])),
    )


def _item(entry: dict[str, str | list[str]]) -> ItemPhrase:
    pattern, item, above = entry["pattern"], entry["item"], entry.get("above")
    assert isinstance(pattern, str)
    assert isinstance(item, str)
    assert above is None or isinstance(above, str)
    return ItemPhrase(re.compile(pattern), item, tuple(entry.get("within", ())), tuple(entry.get("without", ())), above)


def _count(entry: dict[str, str | list[str]]) -> CountPhrase:
    subject, lead, tail, before = entry["subject"], entry["lead"], entry.get("tail"), entry.get("before")
    assert isinstance(subject, str)
    assert isinstance(lead, str)
    assert tail is None or isinstance(tail, str)
    assert before is None or isinstance(before, str)
    return CountPhrase(
        subject,
        frozenset(entry["measures"]),
        re.compile(lead),
        None if tail is None else re.compile(tail),
        tuple(entry.get("within", ())),
        None if before is None else re.compile(before),
    )
