"""G734, G735: explanations of indicators, copied from other projects or of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, Level
from gouji.checking.rule import rule
from gouji.checking.rules.indicators import Placed, bigrams, indicators, targets
from gouji.checking.rules.passages import shortened
from gouji.checking.rules.wordlists import wordlist
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Target

_AROUND = re.compile(
    r"[，。、；,;:（）()]|对于|关于|针对|主要|从事|反映|考察|用以|用于|情况|以及|的|和|与|及|对|按|是否"
)


_SHARED_BY = 2
"""A pair of characters in the names of more projects than this says nothing about which project is meant."""


def _home(item: Placed, homes: dict[str, str], named: dict[str, set[str]]) -> str | None:
    """The other project whose thing the explanation speaks of: a phrase that stands in that project's own words, not
    in this one's, and shares two pairs of characters with its name. ``named`` maps pairs to names of projects."""
    own: str | None = None
    for phrase in _AROUND.split(key(item.explanation)):
        if not 4 <= len(phrase) <= 12:
            continue
        pairs = {pair for pair in bigrams(phrase) if 0 < len(named.get(pair, ())) <= _SHARED_BY}
        candidates = {name for pair in pairs for name in named[pair]} - {key(item.target.project or "")}
        if not candidates:
            continue
        own = own if own is not None else _own_words(item)
        telling = {pair for pair in pairs if pair not in own}
        if phrase in own or len(telling) < 2:
            continue
        for name in sorted(candidates):
            if phrase in homes[name] and len(bigrams(name) & telling) >= 2:
                return name
    return None


def _words(target: Target) -> str:
    """All that a target says of its own project."""
    parts = [target.project or ""]
    parts += [text for item in target.indicators for text in (item.name, item.explanation) if text]
    return key("|".join(parts))


def _own_words(item: Placed) -> str:
    others = [
        other.name or ""
        for other in item.target.indicators
        if other is not item.indicator and other.name != item.indicator.name
    ]
    return key("".join([item.target.project or "", item.target.objective or "", *others]))


@rule("G734", "指标解释抄自别的项目", Level.WARNING)
def copied_explanation(disclosure: Disclosure) -> Iterator[Finding]:
    """指标解释应当解释本项目的指标；出现别的项目的专有名词，多半是抄来未改。

    例如“设备购置”项目的满意度解释为“考察工作人员对于某专线电话的满意度”，而专线电话是另一个项目。
    """
    homes = {key(target.project): _words(target) for target in targets(disclosure) if target.project}
    named: dict[str, set[str]] = {}
    for name in homes:
        for pair in bigrams(name):
            named.setdefault(pair, set()).add(name)
    found: dict[tuple[str, str], list[Placed]] = {}
    for item in indicators(disclosure):
        if not item.target.project:
            continue
        home = _home(item, homes, named)
        if home is not None:
            found.setdefault((item.explanation, home), []).append(item)
    for (explanation, name), items in found.items():
        yield copied_explanation.finding(
            f"指标解释“{shortened(explanation, 40)}”说的像是另一个项目（{name}），疑似抄来未改，请核对",
            *(item.place for item in items),
            values=(explanation,),
        )


@rule("G735", "指标解释与指标不符", Level.NOTICE)
def contradicted_explanation(disclosure: Disclosure) -> Iterator[Finding]:
    """指标解释应与指标名称说的是同一件事。

    例如指标是“投诉率”，解释却是“服务对象的认可情况”；指标是“覆盖率”，解释却是“受欢迎程度”。
    """
    for entry in wordlist("indicators")["contradiction"]:
        name, explanation = re.compile(entry["name"]), re.compile(entry["explanation"])
        found = [
            item
            for item in indicators(disclosure)
            if name.search(item.name) and explanation.search(item.explanation) and item.name not in item.explanation
        ]
        if found:
            words = "、".join(f"“{word}”" for word in list(dict.fromkeys(item.name for item in found))[:3])
            yield contradicted_explanation.finding(
                f"{words}：{entry['message']}，请核对", *(item.place for item in found)
            )
