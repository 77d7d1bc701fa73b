"""What an indicator demands: 等于 3460.67 平方米 → operator =, number 3460.67, measure 平方米."""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.lexicon.targets import operator_words, sign_of
from gouji.model.frozen import frozen

_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")
_WIDE: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"} | {
    ord(small): ord(sign) for small, sign in zip("﹤﹥﹦", "<>=", strict=True)
}
_NO_UNIT = frozenset({"", "/", "无", "-", "—"})
_NUMBER = re.compile(r"(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<rest>.*)", re.DOTALL)
_MEASURE = re.compile(r"[^\d、，,。；;：:≥≤=<>]*")
_NO_MEASURE = re.compile(r"[前后底至]|.起|起.|完成|到位|之间|左右|月末|月初|[-~—～]|^年度?$|^年.*[月日]")
_LEAD = re.compile(r"[\u4e00-\u9fff]{1,12}?(?=[≥≤=<>≧≦]|不少于|不低于|不超过|不高于|不多于|大于|小于)")
"""Words before a demand."""
_CJK_SPACE = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


@frozen
class Value:
    """A value as printed with its operator normalised, and its parts where it is a number."""

    text: str
    operator: str | None = None
    number: str | None = None
    measure: str | None = None


def prose(text: str) -> str:
    """Running text as one line: no spaces except between Latin words; its marks stay as printed."""
    return _CJK_SPACE.sub("", text.strip())


@lru_cache(maxsize=8192)
def read_value(text: str) -> Value | None:
    """The value that a cell prints; None when it prints nothing. A value that is no plain number with an optional
    operator and measure (有所提高, 8月底完成) has only its text."""
    compact = _compact(text)
    if not compact:
        return None
    sign, rest = _leading_sign(compact)
    if sign is not None:
        number, measure = _number(rest, longest=8)
        comparable = number is not None or 0 < len(rest) <= 6  # ≥优秀, but not an operator before a sentence
        return Value(sign + rest, sign if comparable else None, number, measure)
    if (within := _sign_within(compact)) is not None:
        return within
    body, sign = _trailing_sign(compact)
    number, measure = _number(body, longest=5)
    if number is None and sign is not None:
        sign = None
    return Value(compact, sign, number, measure)


def _compact(text: str) -> str:
    return _SPACES.sub("", text.translate(_WIDE).replace("\\%", "%").replace("$", ""))


def join_value(operator: str | None, value: str | None, measure: str | None) -> Value | None:
    """The value of a form that prints operator, number and measure in columns of their own."""
    whole = read_value(value or "")
    if whole is None or whole.number is None:
        return whole
    unit = _compact(measure or "")
    if unit in _NO_UNIT or whole.measure:
        unit = ""
    sign = whole.operator or sign_of(operator or "")
    body = whole.text.removeprefix(whole.operator or "")
    return Value((sign or "") + body + unit, sign, whole.number, whole.measure or unit or None)


def _leading_sign(text: str) -> tuple[str | None, str]:
    lowered = text.lower()
    for word in operator_words():
        if not word.after and lowered.startswith(word.word):
            return word.sign, text[len(word.word) :]
    return None, text


def _sign_within(text: str) -> Value | None:
    """The value of words with a demand behind them (每年≥20场, 实际支出≤27元); None where there is none."""
    lead = _LEAD.match(text)
    sign, rest = _leading_sign(text[lead.end() :]) if lead else (None, "")
    if lead is None or sign is None:
        return None
    number, measure = _number(rest, longest=8)
    return None if number is None else Value(lead.group() + sign + rest, sign, number, measure)


def _trailing_sign(text: str) -> tuple[str, str | None]:
    for word in operator_words():
        if word.after and text.endswith(word.word) and len(text) > len(word.word):
            return text.removesuffix(word.word), word.sign
    return text, None


def _number(text: str, *, longest: int) -> tuple[str | None, str | None]:
    """The number that a text is and the measure behind it, of up to ``longest`` letters; else (None, None)."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None, None
    rest = match["rest"]
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    if len(rest) > longest or (rest and (not _MEASURE.fullmatch(rest) or _NO_MEASURE.search(rest))):
        return None, None
    return match["number"].replace(",", "").lstrip("+"), rest or None
