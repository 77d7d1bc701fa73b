"""How alike two institutions' names are, the place and the words that every second one bears left out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from gouji.corpus.naming import generic_words
from gouji.corpus.regions import region_of
from gouji.lexicon.text import key

LIKE = 0.6
"""Names so alike may be one institution's."""
_SHORTEST = 2
_NUMBER = re.compile(r"第[一二三四五六七八九十百]+|\d+")
"""第一中学 and 第二中学 are alike and never one."""


def likeness(one: str, other: str) -> tuple[float, str]:
    """From 0 to 1, and the reason in Chinese (empty below :data:`LIKE`): the same but for its form, an abbreviation of
    the other, or alike."""
    mine, theirs = bare_name(one), bare_name(other)
    if mine == theirs:
        return 1.0, "名称相同"
    if _abbreviates(mine, theirs) or _abbreviates(theirs, mine):
        return 0.9, "名称是另一名称的简称"
    ours, its = _core(mine), _core(theirs)
    if min(len(ours), len(its)) < _SHORTEST or _NUMBER.findall(mine) != _NUMBER.findall(theirs):
        return 0.0, ""
    if 2 * len(set(ours) & set(its)) < LIKE * max(len(set(ours)), len(set(its))):
        return 0.0, ""  # what is alike has characters in common
    ratio = SequenceMatcher(None, ours, its, autojunk=False).ratio()
    if ratio < LIKE:
        return ratio, ""
    return ratio, "名称只有机构形式和通用字样不同" if ours == its else f"名称相近（{round(ratio * 100)}%）"


@cache
def bare_name(name: str) -> str:
    """The name without its place."""
    place = region_of(name).name
    return key(name).removeprefix(key(place)) if place else key(name)


def _abbreviates(short: str, long: str) -> bool:
    """发改委 of 发展和改革委员会: every character of it, in order, from the first on, and the same form."""
    stem, form = _split(short)
    other_stem, other_form = _split(long)
    if len(stem) < _SHORTEST or len(stem) >= len(other_stem) or stem[0] != other_stem[0] or form[:1] != other_form[:1]:
        return False
    rest = iter(other_stem)
    return all(character in rest for character in stem)


def _split(name: str) -> tuple[str, str]:
    """A name's stem and its form: 发展和改革, 委员会."""
    found = _pattern("forms", "$").search(name)
    return (name[: found.start()], found.group()) if found else (name, "")


@cache
def _core(name: str) -> str:
    stem, _ = _split(name)
    return _pattern("generic", "").sub("", stem)


@cache
def _pattern(which: str, end: str) -> re.Pattern[str]:
    words = sorted(generic_words(which), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)}){end}")
