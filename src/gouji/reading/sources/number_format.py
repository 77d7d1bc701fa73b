"""A workbook's number as it is displayed: what a reader of the sheet sees is what the document says.

5251.360449 in a cell formatted ``#,##0.00`` is printed as 5,251.36 and read as ``5251.36``; binary noise
(5251.360000000001) never reaches a reader. Separators of thousands and signs of currency are left out, so that the
text is the plain number.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    31: 'yyyy"年"m"月"d"日"',
    37: "#,##0 ;-#,##0",
    38: "#,##0 ;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    49: "@",
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The formats a workbook uses by number without defining them (Chinese edition where editions differ)."""

_TOKEN = re.compile(r'"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]?|[0#?]|[.,%@/]|[Ee][+-]|AM/PM|[yYmMdDhHsSgGbB]+|.', re.DOTALL)
_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_CURRENCY = re.compile(r"[¥￥$€\s()（）]|人民币|RMB|CNY|[千百万亿]?元")
_DATE_LETTERS = frozenset("yYmMdDhHsS")
_MAX_DIGITS = 30
_LONGEST_CODE = 255
"""What Excel allows; a longer code is no format."""


class _Format(NamedTuple):
    """One section of a format: placeholders and literals (marked ``'``) before and behind the point, groups of three
    digits left out, and whether it is plain (False: fractions, exponents, text, which are not displayed here)."""

    whole: tuple[str, ...]
    fraction: tuple[str, ...]
    scale: int
    percent: bool
    plain: bool


_NOT_PLAIN = _Format((), (), 0, False, False)


def plain_number(value: float | int | Decimal | str) -> str:
    """The number in plain digits, to the 15 that a workbook keeps; no exponent, no trailing zeros."""
    try:
        number = _DIGITS.create_decimal(repr(value) if isinstance(value, float) else str(value).strip())
    except ArithmeticError:
        return str(value)
    if not number.is_finite() or number.adjusted() > _MAX_DIGITS or number.adjusted() < -_MAX_DIGITS:
        return str(value)
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def displayed(value: float | int | Decimal | str, code: str, *, date1904: bool = False) -> str:
    """The number as the format ``code`` displays it; plain digits where the format is General or not understood."""
    plain = plain_number(value)
    sections = _sections(code[: _LONGEST_CODE + 1])
    if len(code) > _LONGEST_CODE or not sections or not re.fullmatch(r"-?\d{1,40}(?:\.\d{1,60})?", plain):
        return plain
    number = Decimal(plain)
    section = _section(sections, number)
    if _is_date(section):
        return _date(number, section, date1904) or plain
    form = _parse(section)
    return _print(number, form) if form.plain else plain


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[str, ...]:
    if code.strip().lower() in {"", "general", "@", "g/通用格式"}:
        return ()
    sections: list[str] = [""]
    for token in _TOKEN.findall(code):
        if token == ";":
            sections.append("")
        else:
            sections[-1] += token
    return tuple(sections)


def _section(sections: tuple[str, ...], number: Decimal) -> str:
    """The section for a number. One that would hide a nought is passed over: a nought is read as one."""
    conditional = any(re.search(r"\[[<>=]", section) for section in sections)
    if conditional or len(sections) == 1:
        return sections[0]
    if number < 0:
        return sections[1]
    if number == 0 and len(sections) > 2 and any(mark in sections[2] for mark in "0#"):
        return sections[2]
    return sections[0]


def is_date(code: str) -> bool:
    """Whether a number format shows numbers as dates or times."""
    return any("general" not in section.lower() and _is_date(section) for section in code.split(";"))


@lru_cache(maxsize=1024)
def _is_date(section: str) -> bool:
    tokens = _TOKEN.findall(section)
    return any(token[0] in _DATE_LETTERS and token.isalpha() for token in tokens)


@lru_cache(maxsize=1024)
def _parse(section: str) -> _Format:
    if "general" in section.lower():
        return _NOT_PLAIN
    whole: list[str] = []
    fraction: list[str] = []
    percent = plain = False
    scale = pending = 0
    current = whole
    for token in _TOKEN.findall(section):
        if token in {"0", "#", "?"}:
            current.append(token)
            plain, pending = True, 0
        elif token == "." and current is whole:
            current = fraction
            scale, pending = scale + pending, 0
        elif token == ",":
            pending += bool(plain)
        elif token == "%":
            percent = True
        elif token[0] in "\\!":
            current.append("'" + token[1:])
        elif token[0] == '"':
            current.append("'" + token.strip('"'))
        elif token in {"@", "/"} or token[:2] in {"E+", "E-", "e+", "e-"}:
            return _NOT_PLAIN
        elif token[0] not in "_*[":
            current.append("'" + token)
    return _Format(tuple(whole), tuple(fraction), scale + pending, percent, plain)


def _print(number: Decimal, form: _Format) -> str:
    """The digits of a number; a minus is always printed, also where the format shows it by a colour or brackets."""
    places = min(sum(token in {"0", "#", "?"} for token in form.fraction), _MAX_DIGITS)
    scaled = abs(number).scaleb(2 if form.percent else 0).scaleb(-3 * form.scale)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=80))
    whole, _, fraction = f"{rounded:f}".partition(".")
    text = _whole(form.whole, whole) or "0"
    sign = "-" if number < 0 and rounded else ""
    return f"{sign}{text}{_fraction(form.fraction, fraction)}{'%' if form.percent else ''}"


def _whole(tokens: tuple[str, ...], digits: str) -> str:
    """The digits put into the placeholders from the right; those left over stand at the leftmost placeholder."""
    rest = digits.lstrip("0")
    out: list[str] = []
    first = next((index for index, token in enumerate(tokens) if token[0] != "'"), None)
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token[0] == "'":
            literal = _literal(token[1:])
            out.append(literal)
        elif index == first:
            out.append(rest or ("0" if token == "0" else ""))
            rest = ""
        elif rest:
            out.append(rest[-1])
            rest = rest[:-1]
        elif token == "0":
            out.append("0")
    if rest and first is None:
        out.append(rest)
    return "".join(reversed(out))


def _fraction(tokens: tuple[str, ...], digits: str) -> str:
    """The point and its digits, without the trailing zeros that only optional placeholders would show."""
    slots = [token for token in tokens if token in {"0", "#", "?"}]
    while digits and slots[len(digits) - 1] != "0" and digits[-1] == "0":
        digits = digits[:-1]
    tail = "".join(_literal(token[1:]) for token in tokens if token[0] == "'")
    return (f".{digits}" if digits else "") + tail


def _literal(text: str) -> str:
    return "" if text.strip() in {"-", "+", ""} else _CURRENCY.sub("", text)


def _date(number: Decimal, section: str, date1904: bool) -> str | None:
    """The date in the order and with the words of the format; None where it is outside the calendar."""
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    try:
        moment = epoch + timedelta(days=float(number))
    except OverflowError:
        return None
    if not 0 <= number < 2_958_466:
        return None
    out: list[str] = []
    hours = False
    for token in _TOKEN.findall(section):
        letter = token[0].lower()
        if token.isalpha() and letter in "ymdhs":
            minute = letter == "m" and hours and len(token) <= 2
            hours = letter == "h"
            out.append(_date_part("n" if minute else letter, len(token), moment))
        elif token[0] in "\\!":
            out.append(token[1:])
        elif token[0] == '"':
            out.append(token.strip('"'))
        elif token[0] not in "_*[@" and token != "AM/PM":
            out.append(token)
    return "".join(out).strip()


def _date_part(letter: str, length: int, moment: datetime) -> str:
    value = {
        "y": moment.year,
        "m": moment.month,
        "d": moment.day,
        "h": moment.hour,
        "n": moment.minute,
        "s": moment.second,
    }[letter]
    if letter == "y":
        return str(value) if length > 2 else f"{value % 100:02d}"
    return f"{value:02d}" if length == 2 else str(value)
