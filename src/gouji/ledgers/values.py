"""The values of a ledger's cells: what a text in a field means, or what is wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from gouji.ledgers.words import code_of
from gouji.lexicon.classification import Classification
from gouji.lexicon.text import key
from gouji.model.money import parse_number

_CODE = re.compile(r"\d+")
_FEN_DIGITS = 2
_MOST_DIGITS = 16


class WrongValueError(ValueError):
    """A text that is no value of its field; the message is Chinese and says what to do."""


def amount_of(text: str) -> int:
    """An amount in 元 as 分. Raises WrongValueError for what is no number or has more than two decimals."""
    number = parse_number(text)
    if number is None:
        raise WrongValueError(f"“{text}”不是数，请填以元为单位的数字")
    value = Decimal(number)
    if value != value.quantize(Decimal("0.01")):
        raise WrongValueError(f"金额 {number} 元多于两位小数，请四舍五入到分")
    if len(number.lstrip("-").partition(".")[0]) > _MOST_DIGITS:
        raise WrongValueError(f"金额 {number} 元过大，请核对单位是否为元")
    return int(value.scaleb(_FEN_DIGITS))


def integer_of(text: str) -> int:
    """A whole number. Raises WrongValueError for anything else."""
    number = parse_number(text.strip().removesuffix("年"))
    try:
        value = Decimal(number) if number is not None else None
    except InvalidOperation:
        value = None
    if value is None or value != value.to_integral_value():
        raise WrongValueError(f"“{text}”不是整数")
    return int(value)


def choice_of(text: str, words: str, title: str) -> str:
    """The code of a word of a list. Raises WrongValueError for a word the list does not know."""
    code = code_of(words, text)
    if code is None:
        raise WrongValueError(f"{title}“{text}”不在可选范围内，请从下拉列表中选择")
    return code


def choices_of(text: str, words: str, title: str) -> frozenset[str]:
    """The codes of words divided by 、 or commas."""
    parts = [part.strip() for part in re.split(r"[、，,;；]", text)]
    return frozenset(choice_of(part, words, title) for part in parts if part)


def code_in(text: str, classification: Classification, digits: int, title: str) -> str:
    """The code at the head of ``2010301 行政运行``, or that of a name only one code bears. Whether the code exists is
    not asked here. Raises WrongValueError when there is none."""
    match = _CODE.match(text)
    if match is not None:
        return match.group()
    found = [code for code in classification.resolve(text) if len(code) == digits]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongValueError(f"{title}“{text}”有 {len(found)} 个科目同名，请写明编码")
    raise WrongValueError(f"{title}“{text}”不是已知的科目，请填编码")


class References:
    """Names of units or projects as people write them: the id, ``id name``, or a name that only one bears."""

    def __init__(self, entries: Iterable[tuple[str, str]], title: str, sheet: str) -> None:
        self._title = title
        self._sheet = sheet
        self._exact: dict[str, str] = {}
        names: dict[str, list[str]] = defaultdict(list)
        for id, name in entries:
            self._exact[id] = id
            self._exact[f"{id} {name}"] = id
            names[key(name)].append(id)
        self._names = {name: ids for name, ids in names.items() if name}

    def id_of(self, text: str) -> str:
        """The id a text refers to. Raises WrongValueError when there is none or more than one."""
        found = self._exact.get(text)
        if found is not None:
            return found
        named = self._names.get(key(text), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise WrongValueError(f"有 {len(named)} 个{self._title}都叫“{text}”，请写明编码")
        raise WrongValueError(f"{self._title}“{text}”没有在“{self._sheet}”表登记")
