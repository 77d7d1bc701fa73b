"""Every code a report can show: the rules, and the findings that come from identities and from reading."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.checking.findings import Level
from gouji.checking.reports.markup import asset
from gouji.checking.rule import Rule


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its Chinese title and explanation; ``years`` says in Chinese for which it is meant."""

    code: str
    title: str
    level: Level
    explanation: str
    basis: str = ""
    years: str = ""


def catalogue(rules: Sequence[Rule]) -> tuple[Entry, ...]:
    """The rules given and all other codes, in order."""
    entries = [
        Entry(rule.code, rule.title, rule.level, inspect.cleandoc(rule.explanation), rule.basis or "", _years(rule))
        for rule in rules
    ]
    for code, known in tomllib.loads(asset("identity_codes.toml")).items():
        entries.append(Entry(code, known["title"], Level(known["level"]), known["explanation"].strip()))
    return tuple(sorted(entries, key=lambda entry: entry.code))


def _years(rule: Rule) -> str:
    if rule.since and rule.until:
        return f"{rule.since}—{rule.until} 年"
    if rule.since:
        return f"{rule.since} 年起"
    return f"至 {rule.until} 年" if rule.until else ""
