"""Numbers in a sentence: amounts with their unit, percentages, things counted. Years, codes and thresholds are none."""

from __future__ import annotations

import re

from gouji.model.frozen import frozen
from gouji.model.money import UNITS_BY_TEXT, Amount, Unit, parse_number

_RUN = re.compile(r"\d[\d,.]*\d|\d")
_UNIT = re.compile(r"(?:亿元|万元|千元|元|万(?=[,;。、)]|$))")
_PERCENT = re.compile(r"%")
_POINTS = re.compile(r"个?百分点")
_MEASURE = re.compile(r"台\(套\)|台/套|台、套|个团组|平方米|批次|人次|团组|辆|台|套|件|家|个|项|人|名|批|次|亩")
_CHINESE_COUNT = re.compile(
    r"(?<![一二三四五六七八九十第])([一二三四五六七八九十两]{1,3})(?=个(?:一级|二级)?(?:项目|预算单位))"
)
_THRESHOLD = re.compile(r"^(?:\([含不].{0,6}?\))?(?:及|或|\(含\))?以[上下内]|^\(含\)以?|^/|^每|^的罚")
_DIGITS = {"两": 2} | {letter: value for value, letter in enumerate("一二三四五六七八九十", 1)}
_BEFORE_RANGE = re.compile(r"[\d元%][-~至～]$")


@frozen
class Token:
    """A number in folded text. ``kind`` is amount, percent or count; ``number`` its plain digits, None when what is
    printed is no number; ``start`` and ``end`` enclose number and unit, ``negative`` when a minus stands before it."""

    kind: str
    start: int
    end: int
    number: str | None
    unit: Unit | None = None
    measure: str = ""
    negative: bool = False

    @property
    def amount(self) -> Amount | None:
        """The amount, positive."""
        return None if self.number is None or self.unit is None else Amount(self.number, self.unit)


def tokens(text: str) -> tuple[Token, ...]:
    """The numbers of a folded sentence, in order, without prices a piece, ranges, thresholds and percentage points."""
    found: list[Token] = []
    for run in _RUN.finditer(text):
        token = _token(text, run)
        if token is not None:
            found.append(token)
    for match in _CHINESE_COUNT.finditer(text):
        found.append(Token("count", match.start(), match.end() + 1, str(_chinese(match.group())), measure="个"))
    return tuple(sorted(found, key=lambda token: token.start))


_JOINING = re.compile(r"[\u4e00-\u9fff\d]-$")
_DIRECTIONS = frozenset("加少长降")


def _token(text: str, run: re.Match[str]) -> Token | None:
    start, after = run.start(), run.end()
    before = text[max(0, start - 2) : start]
    if before[-1:].isascii() and before[-1:].isalnum():
        return None
    negative = before.endswith("-") and (not _JOINING.search(before) or before[-2:-1] in _DIRECTIONS)
    if _BEFORE_RANGE.search(before):
        return None
    number = parse_number(run.group())
    if unit := _UNIT.match(text, after):
        if _THRESHOLD.match(text[unit.end() :]):
            return None
        name = "万元" if unit.group() == "万" else unit.group()
        return Token("amount", start, unit.end(), number, UNITS_BY_TEXT[name], negative=negative)
    if number is None:
        return None
    if percent := _PERCENT.match(text, after):
        if _POINTS.match(text, percent.end()):
            return None
        return Token("percent", start, percent.end(), number, negative=negative)
    if _POINTS.match(text, after):
        return None
    if measure := _MEASURE.match(text, after):
        return Token("count", start, measure.end(), number, measure=measure.group())
    return None


def _chinese(text: str) -> int:
    if "十" not in text:
        return _DIGITS[text[0]] if len(text) == 1 else int("".join(str(_DIGITS[letter]) for letter in text))
    tens, _, ones = text.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
