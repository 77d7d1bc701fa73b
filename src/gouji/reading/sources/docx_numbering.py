"""The numbers Word prints before paragraphs without their being text: 一、 （二） 1. of automatic lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.reading.sources import xml

if TYPE_CHECKING:
    from lxml import etree

_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_SILENT = frozenset({"bullet", "none"})
_MAX_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written, around what text, where it begins."""

    form: str = "decimal"
    text: str = "%1"
    start: int = 1


class Numbering:
    """The counters of a document's lists. Ask :meth:`next` for each numbered paragraph in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._load(root)

    def next(self, number: str, level: int) -> str:
        """The printed number of the next paragraph of list ``number`` at ``level``; empty for bullets."""
        levels = self._levels.get(number)
        if levels is None or not 0 <= level < _MAX_LEVEL:
            return ""
        counts = self._counts.setdefault(self._abstract[number], [None] * _MAX_LEVEL)
        current = counts[level]
        counts[level] = levels.get(level, Level()).start if current is None else current + 1
        counts[level + 1 :] = [None] * (_MAX_LEVEL - level - 1)
        form = levels.get(level, Level())
        if form.form in _SILENT:
            return ""

        def printed(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            shown = levels.get(index, Level())
            count = counts[index] if index < _MAX_LEVEL else None
            return written(count if count is not None else shown.start, shown.form)

        return re.sub(r"%([1-9])", printed, form.text)

    def _load(self, root: etree._Element) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        for element in root:
            if xml.local(element) == "abstractNum":
                abstracts[xml.attribute(element, "abstractNumId") or ""] = _levels(element)
        for element in root:
            if xml.local(element) != "num":
                continue
            number = xml.attribute(element, "numId") or ""
            levels: dict[int, Level] = {}
            key = ""
            for child in element:
                if xml.local(child) == "abstractNumId":
                    key = xml.attribute(child, "val") or ""
                    levels = dict(abstracts.get(key, {}))
                elif xml.local(child) == "lvlOverride":
                    key = f"{key}/{number}"
                    _override(levels, child)
            self._levels[number] = levels
            self._abstract[number] = key


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_integer(xml.attribute(child, "ilvl")): _level(child) for child in abstract if xml.local(child) == "lvl"}


def _level(element: etree._Element) -> Level:
    values = {xml.local(child): xml.attribute(child, "val") or "" for child in element}
    return Level(values.get("numFmt", "decimal"), values.get("lvlText", ""), _integer(values.get("start"), 1))


def _override(levels: dict[int, Level], override: etree._Element) -> None:
    index = _integer(xml.attribute(override, "ilvl"))
    for child in override:
        if xml.local(child) == "lvl":
            levels[index] = _level(child)
        elif xml.local(child) == "startOverride":
            old = levels.get(index, Level())
            levels[index] = Level(old.form, old.text, _integer(xml.attribute(child, "val"), 1))


def _integer(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 7 else default


def written(count: int, form: str) -> str:
    """A count in one of Word's forms of numbers; plain digits for those no Chinese document uses."""
    if form in {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}:
        return chinese(count)
    if form in {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(count))
    if form in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"} and 0 < count < 10:
        return _FORMAL[count]
    if form.startswith("decimalEnclosedCircle") and 0 < count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if form == "decimalEnclosedParen":
        return f"（{count}）"
    if form == "decimalEnclosedFullstop":
        return f"{count}."
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ideographTraditional" and 0 < count <= len(_STEMS):
        return _STEMS[count - 1]
    if form == "ideographZodiac" and 0 < count <= len(_BRANCHES):
        return _BRANCHES[count - 1]
    if form in {"upperLetter", "lowerLetter"} and 0 < count <= 26:
        return chr((65 if form == "upperLetter" else 97) + count - 1)
    if form in {"upperRoman", "lowerRoman"} and 0 < count < 40:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    return str(count)


def chinese(count: int) -> str:
    """A count in Chinese numerals (12 → 十二); digits from a thousand on."""
    if not 0 < count < 1000:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    tens, ones = divmod(count, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
