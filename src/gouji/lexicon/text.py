"""Text as people print it, made comparable: widths, spaces, brackets, quotation marks and ordinals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gouji.lexicon.glyphs import plain

_INVISIBLE = re.compile("[\u200b\u200e\u200f\ufeff]+")
_QUOTES = re.compile("[\"'“”‘’„「」『』〝〞＂]")
_ORDINALS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (-1, re.compile(r"第[一二三四五六七八九十百\d]+(?:部分|章|篇)[:、.]?")),
    (0, re.compile(r"[一二三四五六七八九十]{1,4}[、.．，]")),
    (1, re.compile(r"[(（][一二三四五六七八九十]{1,4}[)）][、.]?")),
    (2, re.compile(r"\d{1,2}(?:[、．，]|\.(?!\d))")),
    (3, re.compile(r"[(（]\d{1,2}[)）][、.]?")),
    (4, re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]")),
)
_FIRST = frozenset("第一二三四五六七八九十(（①②③④⑤⑥⑦⑧⑨⑩")


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """The text as it would be shown: no spaces, brackets full-width, other widths normal. For names and labels."""
    compact = "".join(text.split())
    if not compact.isascii():
        # Chinese punctuation is what most texts are not normal for, and to normalise costs ten times a replacement.
        narrow = compact.replace("，", ",").replace("：", ":").replace("（", "(").replace("）", ")").replace("；", ";")
        compact = unicodedata.normalize("NFKC", plain(_INVISIBLE.sub("", narrow.replace("％", "%"))))
    return compact.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The text for comparison: :func:`tidy` without quotation marks and with letters in lower case."""
    return _QUOTES.sub("", tidy(text)).lower()


def project_named(level1: str | None, name: str | None) -> str:
    """A project as a coordinate: ``level1/name``, or what is known of it; a stroke in a name is a wide one."""
    return "/".join(tidy(part).replace("/", "／") for part in (level1, name) if part)


@lru_cache(maxsize=65536)
def split_ordinal(text: str) -> tuple[int | None, str, str]:
    """``(level, ordinal, rest)`` of a tidied text: 第一部分 is -1, 一、 0, （一） 1, 1. 2, （1） 3, ① 4; level None
    when it begins with no ordinal. 一般 and 1.92 have none: an ordinal is stripped only with its mark."""
    compact = tidy(text)
    first = compact[:1]
    if first not in _FIRST and not first.isdigit():
        return None, "", compact
    for level, pattern in _ORDINALS:
        match = pattern.match(compact)
        if match:
            return level, match.group(), compact[match.end() :]
    return None, "", compact


_LEADS = ("其中:", "其中：", "其中", "减:", "加:", "其 中")


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The comparison key without leading ordinals and 其中: （ ``其中：（1）公务用车`` → ``公务用车``)."""
    rest = key(text)
    while True:
        level, _, stripped = split_ordinal(rest)
        if level is not None and stripped:
            rest = key(stripped)
            continue
        if not rest.startswith(_LEADS):
            return rest
        for lead in _LEADS:
            if rest.startswith(lead) and len(rest) > len(lead):
                rest = rest[len(lead) :].lstrip(":：")
                break
        else:
            return rest
