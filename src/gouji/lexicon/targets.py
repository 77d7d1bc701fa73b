"""Words of performance target tables: levels of indicators, operators, header words. The words are data
(``data/targets.toml``); this module only looks them up."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from gouji.lexicon.text import key, tidy

_PERCENT = re.compile(r"[:：]?[（(]?\d+(?:\.\d+)?(?:%|分)[)）]?$")
_CODE = re.compile(r"^\d{1,2}[-—–.、]")
_BRACKETS = re.compile(r"（[^（）]*）|\[[^\]]*\]|【[^】]*】")
_YEAR = re.compile(r"^(?:(?:19|20)\d\d年?(?:度)?|本年度?|当年)(?=.{2})")
_SENTENCE = re.compile(r"[,。;；]|[:：]$|如下")
_ENDS = ("指标", "目标")


@dataclass(frozen=True, slots=True)
class LevelName:
    """A recognised name of level 1 or 2. ``name`` is as printed (tidied, without code and share), ``standard`` the
    usual name, ``parents`` the usual names of level 1 that a level 2 stands under, ``rank`` the printed order,
    ``share`` the weight printed behind a level 1 (成本指标 20%). ``doubtful`` when the name is rather one of the other
    level (服务对象满意度 as level 1, 满意度 as level 2)."""

    name: str
    standard: str
    parents: tuple[str, ...] = ()
    rank: int = 0
    share: str | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class OperatorWord:
    """A spelling of an operator and its sign; ``after`` when it follows the number (以上)."""

    word: str
    sign: str
    after: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("gouji.lexicon") / "data" / "targets.toml").read_text("utf-8"))


def _stem(text: str) -> str:
    stem = key(text)
    for end in _ENDS:
        if len(stem) > len(end):
            stem = stem.removesuffix(end)
    return stem


def _split_share(text: str) -> tuple[str, str | None]:
    name = _CODE.sub("", tidy(text))
    match = _PERCENT.search(name)
    if match is None or match.start() == 0:
        return name, None
    number = re.search(r"\d+(?:\.\d+)?", match.group())
    return name[: match.start()], number.group() if number else None


@cache
def _level1_names() -> dict[str, tuple[str, int]]:
    return {
        _stem(word): (entry["name"], entry["rank"])
        for entry in _data()["level1"]
        for word in (entry["name"], *entry["variants"])
    }


@cache
def _level2_names() -> dict[str, tuple[str, ...]]:
    parents: dict[str, tuple[str, ...]] = {}
    for entry in _data()["level1"]:
        for child in entry["children"]:
            parents[_stem(child)] = (*parents.get(_stem(child), ()), entry["name"])
    return parents


@lru_cache(maxsize=4096)
def level1_of(text: str) -> LevelName | None:
    """The level 1 that a cell names, or None."""
    name, share = _split_share(text)
    stem = _stem(name)
    found = _level1_names().get(stem)
    if found is None:
        return None
    doubtful = stem in _level2_names() and stem != _stem(found[0])
    return LevelName(name, found[0], rank=found[1], share=share, doubtful=doubtful)


@lru_cache(maxsize=4096)
def level2_of(text: str) -> LevelName | None:
    """The level 2 that a cell names, or None."""
    name, share = _split_share(text)
    stem = _stem(name)
    parents = _level2_names().get(stem)
    if parents is None:
        return None
    standard = _level1_names().get(stem)
    doubtful = standard is not None and stem == _stem(standard[0])
    return LevelName(name, name, parents=parents, share=share, doubtful=doubtful)


@cache
def operator_words() -> tuple[OperatorWord, ...]:
    """Every spelling of an operator, the longest first."""
    words = [
        OperatorWord(word, entry["sign"], after)
        for entry in _data()["operator"]
        for after, part in ((False, "before"), (True, "after"))
        for word in entry[part]
    ]
    return tuple(sorted(words, key=lambda word: -len(word.word)))


@lru_cache(maxsize=1024)
def sign_of(text: str) -> str | None:
    """The sign that a cell of an operator column prints (``大于等于``, ``>=``), or None."""
    compact = tidy(text).lower()
    return next((word.sign for word in operator_words() if not word.after and word.word == compact), None)


@cache
def _header_words() -> dict[str, str]:
    return {key(word): role for role, words in _data()["headers"].items() for word in words}


@lru_cache(maxsize=8192)
def header_role(text: str) -> str | None:
    """What a header or label announces (``project``, ``level1``, ``value`` …), or None. Years in front, brackets and
    colons are ignored."""
    words = _header_words()
    compact = key(text).rstrip(":：")
    if not compact or len(compact) > 40:
        return None
    short = _BRACKETS.sub("", compact).rstrip(":：")
    for candidate in (compact, short, _YEAR.sub("", short)):
        if candidate in words:
            return words[candidate]
    return None


def is_target_title(text: str) -> bool:
    """Whether a line is the title of a table or form of project targets."""
    compact = key(text)
    if len(compact) > 60 or _SENTENCE.search(compact):
        return False
    return any(word in compact for word in _data()["titles"]["target"])


def is_whole_title(text: str) -> bool:
    """Whether a line is the title of a target of the whole department or unit (整体支出绩效目标表)."""
    return any(word in key(text) for word in _data()["titles"]["whole"])


def is_basic_expenditure(text: str) -> bool:
    """Whether a line's name is one of basic expenditure (工资福利支出), which no project is called."""
    return key(text) in _data()["basic"]["names"]
