"""What the words of a template restrict, in the lexicon's terms, and the ordinals it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from gouji.lexicon.terms import understand
from gouji.model.coordinates import Coordinates
from gouji.tabulating.template import TemplateError

_NUMERALS = "零一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def restriction(texts: Sequence[str], at: Mapping[str, str] | None, year: int) -> Coordinates:
    """The coordinates that a header path or a label restricts; ``at`` stands for the words where it is given.

    Raises :class:`TemplateError` for words the lexicon does not know: then the template must say ``at``.
    """
    if at is not None:
        return Coordinates(year=year, **_filled(at))
    joined = Coordinates()
    for text in texts:
        both = joined.joined(_meant(text, year))
        if both is None:
            raise TemplateError(f"模板中“{'/'.join(texts)}”的词义互相矛盾，请用 at 写明它指什么。")
        joined = both
    return joined if joined.year is not None else replace(joined, year=year)


def _filled(at: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in at.items() if value}


@lru_cache(maxsize=4096)
def _meant(text: str, year: int) -> Coordinates:
    meaning = understand(text)
    if meaning is None or meaning.coordinates.fund == "?":
        raise TemplateError(f"模板中的“{text}”不在词表中，请用 at 写明它指什么。")
    found = meaning.coordinates
    if found.stage == "budget?":
        found = found.without("stage")
    if found.side == "expenditure" and found.origin == "current" and "当年" not in text:
        # 本年支出 is what is spent this year, of last year's money as well.
        found = found.without("origin")
    previous = year - 1 if meaning.has("previous") and found.origin is None else None
    return replace(found, year=meaning.year or previous)


def is_total(text: str) -> bool:
    """Whether a label says that its row is a total."""
    meaning = understand(text)
    return meaning is not None and meaning.has("total")


def ordinal(sample: str, number: int) -> str:
    """The ordinal of this number, written as the sample is: 一、 gives 三、, （一） （三）, 1. 3., ① ③."""
    for first, write in (("一", chinese_number), ("1", str), ("①", _circled)):
        if first in sample:
            return sample.replace(first, write(number))
    return sample


def chinese_number(number: int) -> str:
    """1 to 9999 in Chinese numerals, as ordinals are printed."""
    if number < 20:
        return ("十" if number >= 10 else "") + (_NUMERALS[number % 10] if number % 10 or number < 10 else "")
    text, pending = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if pending else "") + _NUMERALS[digit] + name
            pending = False
        elif text:
            pending = True
    return text


def _circled(number: int) -> str:
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"（{number}）"
