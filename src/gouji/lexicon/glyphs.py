"""Letters that look like others: radicals and compatibility forms that fonts of PDFs give for ordinary letters (⼀ for
一, ⻓ for 长), and digits as wide as letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_WIDE_DIGIT = re.compile("[\uff10-\uff19]")
_IN_WIDE_NUMBER = re.compile(
    "(?<=[\uff10-\uff19])(?:[\uff0c\uff0e](?=[\uff10-\uff19])|\uff05)|\uff0d(?=[\uff10-\uff19])"
)
_NARROW = str.maketrans("０１２３４５６７８９，．％－", "0123456789,.%-")
_RADICALS = (
    "⺁厂⺊卜⺌小⺍小⺎兀⺒巳⺓幺⺟母⺠民⺧牛⺩王⺪疋⺬示⺮竹⺶羊⺷羊⺻聿⺼肉⺽臼⻁虎⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻏邑⻑長⻒镸⻓长⻔门⻗雨"
    "⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Radicals that Unicode's normal forms leave as they are, each before its letter (EquivalentUnifiedIdeograph of the
Unicode Character Database)."""


@cache
def letters() -> dict[int, str]:
    """The ordinary letter of each radical and compatibility ideograph, for :meth:`str.translate`."""
    found = {ord(one): other for one, other in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        normal = unicodedata.normalize("NFKC", chr(code))
        if code not in found and len(normal) == 1 and ord(normal) != code:
            found[code] = normal
    return found


def plain(text: str) -> str:
    """The text in ordinary letters, as many as there were; wide digits, and what stands between them, narrow."""
    if text.isascii():
        return text
    if _WIDE_DIGIT.search(text):
        text = _IN_WIDE_NUMBER.sub(lambda match: match.group().translate(_NARROW), text)
        text = _WIDE_DIGIT.sub(lambda match: match.group().translate(_NARROW), text)
    return text.translate(letters()) if _ODD.search(text) else text
