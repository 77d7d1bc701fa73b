"""What recognition gives, brought to the text that was printed: marks taken for others, numbers read twice.

A number is only put right where its digits are all there and nothing but its marks can be wrong; what stays in doubt
stays as recognised, and is no number to those who read on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gouji.model.money import parse_number

if TYPE_CHECKING:
    from gouji.reading.geometry.words import Word
    from gouji.reading.sources.tesseract import Recognised

    Line = list[Recognised]

_UNGROUPED = re.compile(r"\d{4,12}(?:,\d{3})+(?:\.\d{1,2})?")
_AMOUNT = re.compile(r"-?[\d,.]+")
_DECIMALS = re.compile(r"\.(?:\d{1,2}|\d{4,})$")
_THOUSANDS = re.compile(r"-?\d{1,3}\.\d{3}")
_DOTTED = re.compile(r"-?\d{1,3}(?:[.,]\d{3}){2,}")
_FIRST = re.compile(r"^[-－—–~](?=[、般])")
_SECOND = re.compile(r"^[:：=＝;；`'‘’](?=、)")
_BRACKETED = re.compile(r"^[《〈<(（]\s*([一二三四五六七八九十]{1,3})\s*[)）〉》>]")
_ANGLED = re.compile(r"[《〈<]+(?=[^《〈<》〉>()（）]{1,12}[)）])")
"""An angle that a round bracket closes."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SEPARATORS = re.compile(r"(?<=\d)\s*[,，:：;；、·]\s*(?=\d{3}(?!\d))")
_NUMERIC = re.compile(r"[\d\s,，:：;；、·.。%+-]+")


def joined(pieces: list[str]) -> str:
    """The words of a line as one text: no spaces beside Chinese or within a number, and the marks put right that the
    engine takes for others: 12:376,671 and 12.376.671 are 12,376,671 (three digits follow each separator), ``-、``,
    ``=、`` and ``《一)`` are ordinals."""
    text = pieces[0]
    for piece in pieces[1:]:
        latin = text[-1:].isascii() and text[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
        text += (" " if latin else "") + piece
    text = text.strip("|丨¦ ")
    if _NUMERIC.fullmatch(text):
        text = _SEPARATORS.sub(",", text)
        text = text.replace(".", ",") if _DOTTED.fullmatch(text) else text
        return _grouped(text) if _UNGROUPED.fullmatch(text) else text
    return _ANGLED.sub("（", _SECOND.sub("二", _FIRST.sub("一", _BRACKETED.sub(r"（\1）", text))))


def _grouped(text: str) -> str:
    """A number whose first separators were overlooked (1510,245) with all of them."""
    whole, point, fraction = text.partition(".")
    return f"{int(whole.replace(',', '')):,}{point}{fraction}"


def without_dots(contents: list[list[Word]]) -> list[list[Word]]:
    """The words of a table with dots that must be separators of thousands made so: others of its numbers have commas,
    and none has decimals other than such groups of three."""
    numbers = [word.text for words in contents for word in words if _AMOUNT.fullmatch(word.text)]
    if not any("," in number for number in numbers) or any(_DECIMALS.search(number) for number in numbers):
        return contents
    return [
        [word._replace(text=word.text.replace(".", ",")) if _THOUSANDS.fullmatch(word.text) else word for word in words]
        for words in contents
    ]


def looks_numeric(lines: list[Line]) -> bool:
    """Whether a cell holds a number, perhaps one with letters for digits: no Chinese, and digits or marks of doubt."""
    text = "".join(word.text for line in lines for word in line)
    return len(lines) == 1 and (
        not _CHINESE.search(text) or sum(letter.isdigit() or letter in ",." for letter in text) * 2 > len(text)
    )


def better(general: list[Line], digits: list[Line]) -> list[Line]:
    """Which of two readings of a cell to believe: one that is a well-formed number and as wide as its digits need;
    of two the one with more digits, then the surer one. A cell of which neither can be believed keeps its first."""
    if len(digits) != 1 or not _fits(digits[0]):
        return general
    first, second = (parse_number(joined([word.text for word in lines[0]])) for lines in (general, digits))
    if second is None:
        return general
    read = sum(letter.isdigit() for word in general[0] for letter in word.text)
    if len(second) < read:
        only = [word._replace(text=re.sub(r"[^\d,.%-]", "", word.text)) for word in general[0]]
        kept = [word for word in only if word.text]
        return [kept] if kept else general
    if first is None:
        return digits
    return digits if confidence(digits[0]) >= confidence(general[0]) else general


def _fits(line: Line) -> bool:
    """Whether a number is about as wide as so many digits are: one 1 for two is not."""
    text = "".join(word.text for word in line)
    width = max(word.x1 for word in line) - min(word.x0 for word in line)
    height = max(word.bottom for word in line) - min(word.top for word in line)
    return width <= (0.75 * len(text) + 0.2) * height


def confidence(line: Line) -> float:
    """How sure the engine is of a line, from 0 to 100."""
    return sum(word.confidence for word in line) / len(line)
