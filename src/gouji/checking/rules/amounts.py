"""G31x: units of amount in the narrative and above the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import Passage, body, sentences
from gouji.model.disclosure import Disclosure
from gouji.model.money import Unit, parse_number

_NUMBER = r"(?<![\d.,，])(?P<number>\d[\d,，]*(?:\.\d+)?)"
_AMOUNT = re.compile(_NUMBER + r"(?P<unit>亿元|万元|元)(?!/|／|每)")
_TEN_THOUSAND = "万元"
_YUAN = "元"


def _plain(text: str) -> str | None:
    number = parse_number(text.replace("，", ","))
    return None if number is None else _normal(number)


def _normal(number: str) -> str:
    """The digits of a number without the zeros that add nothing."""
    whole, _, fraction = number.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _telling(number: str) -> bool:
    """Whether a number is long enough not to stand twice by chance."""
    digits = number.replace(".", "").lstrip("0")
    return len(digits) >= 5


def _printed_in(disclosure: Disclosure, unit: Unit) -> set[str]:
    return {
        _normal(cell.amount.text)
        for table in disclosure.tables
        if table.unit is unit
        for cell in table.cells
        if cell.amount is not None
    }


@rule("G311", "金额单位写错", Level.ERROR)
def wrong_unit(disclosure: Disclosure) -> Iterator[Finding]:
    """正文的金额与表内数字相同，单位却不同，相差一万倍。

    例如表内为6,000.12万元，正文写成“支出6,000.12元”，应改为万元。
    """
    found = [
        (passage, [(match, _plain(match["number"])) for match in _AMOUNT.finditer(passage.text)])
        for passage in body(disclosure)
        if _YUAN in passage.text
    ]
    said: dict[str, set[str]] = {_YUAN: set(), _TEN_THOUSAND: set()}
    for _, amounts in found:
        for match, number in amounts:
            if number is not None and match["unit"] in said:
                said[match["unit"]].add(number)
    printed = {
        _TEN_THOUSAND: _printed_in(disclosure, Unit.TEN_THOUSAND_YUAN),
        _YUAN: _printed_in(disclosure, Unit.YUAN),
    }
    usual = _usual_unit(disclosure)
    wrong: dict[str, list[tuple[FindingPlace, bool]]] = {}
    for passage, amounts in found:
        for match, number in amounts:
            if number is None or match["unit"] not in printed or match["unit"] == usual:
                continue
            other = _TEN_THOUSAND if match["unit"] == _YUAN else _YUAN
            if number in printed[match["unit"]] or not (
                number in printed[other] or (other == _TEN_THOUSAND and number in said[other])
            ):
                continue
            telling = _telling(number)
            if not telling and not _stands_out(match, [one for one, _ in amounts], other):
                continue
            words = passage.text[max(0, match.start() - 6) : match.end()]
            wrong.setdefault(match.group(), []).append((passage.around(words), telling))
    stated = [(passage, match) for passage, amounts in found for match, _ in amounts]
    for words, place in _lonely(stated, set(wrong)):
        yield wrong_unit.finding(
            f"正文其他金额都以万元为单位，只有“{words}”写作元，请核对单位", place, values=(words,), level=Level.WARNING
        )
    for text, places in wrong.items():
        other = _TEN_THOUSAND if not text.endswith(_TEN_THOUSAND) else _YUAN
        right = re.sub(r"万?元$", other, text)
        count = f"有{len(places)}处" if len(places) > 1 else ""
        yield wrong_unit.finding(
            f"正文{count}写作“{text}”，同一数字在别处的单位是{other}，请改为{right}",
            *(place for place, _ in places),
            values=(text, right),
            level=Level.ERROR if any(telling for _, telling in places) else Level.WARNING,
            expected=right,
        )


_MANY_TABLES = 4


def _usual_unit(disclosure: Disclosure) -> str | None:
    """The unit of most tables, where only single ones bear another: a sentence in it is right, such a table is not."""
    units = [table.unit for table in disclosure.tables if table.unit is not None and table.cells]
    for unit, text in ((Unit.TEN_THOUSAND_YUAN, _TEN_THOUSAND), (Unit.YUAN, _YUAN)):
        if len(units) >= _MANY_TABLES and units.count(unit) * _MANY_TABLES >= len(units) * (_MANY_TABLES - 1):
            return text
    return None


_OF_A_BUDGET = re.compile(r"(?:预算(?:数|总额)?|支出|收入|经费|资金|总额|金额)(?:为|共|合计)?$")
_SMALL_CHANGE = re.compile(r"人均|每|标准|单价|补助|定额|补贴|起征|限额")
_ENOUGH = 10


def _lonely(amounts: list[tuple[Passage, re.Match[str]]], known: set[str]) -> list[tuple[str, FindingPlace]]:
    """Budget amounts in 元 in a narrative that else speaks in 万元."""
    in_yuan = [(passage, match) for passage, match in amounts if match["unit"] == _YUAN]
    if len(amounts) - len(in_yuan) < _ENOUGH or len(in_yuan) > 2:
        return []
    lonely: list[tuple[str, FindingPlace]] = []
    for passage, match in in_yuan:
        before = passage.text[max(0, match.start() - 8) : match.start()]
        others = sum(other is passage and one["unit"] == _TEN_THOUSAND for other, one in amounts)
        if match.group() in known or not (_OF_A_BUDGET.search(before) or others >= 2):
            continue
        if not _SMALL_CHANGE.search(passage.text[max(0, match.start() - 30) : match.start()]):
            lonely.append((match.group(), passage.around(before + match.group())))
    return lonely


def _stands_out(match: re.Match[str], amounts: list[re.Match[str]], other: str) -> bool:
    """Whether a short number with decimals is alone in its unit among amounts in the other one."""
    return (
        "." in match["number"]
        and len(match["number"].replace(".", "").strip("0")) >= 2
        and all(one["unit"] == other for one in amounts if one is not match)
        and len(amounts) >= 2
    )


_WITHOUT_YUAN = re.compile(r"(?<![\d.,])\d[\d,，]*(?:\.\d+)?万(?=[、，,。；;）)])")
_WITHOUT_UNIT = re.compile(
    r"(?:预算|支出|收入|经费|拨款|决算|总额|合计|总计|结转)(?:数|总额|合计|总计)?(?:为|共|是|共计)?(?:增加|减少)?(?<![\d.,])\d[\d,，]*\.\d{2}(?=[、，,。；;])"
)
_MONEY = re.compile(r"预算|支出|经费|收入|结转|拨款|资金|费")


@rule("G312", "金额缺单位", Level.WARNING)
def missing_unit(disclosure: Disclosure) -> Iterator[Finding]:
    """金额后面应写全单位。

    例如“当年预算9.15万、上年结转0万元”中的“9.15万”应写作“9.15万元”。
    """
    places: list[FindingPlace] = []
    values: list[str] = []
    for passage in body(disclosure):
        for sentence in sentences(passage.text):
            if not _MONEY.search(sentence):
                continue
            matches = [*_WITHOUT_YUAN.finditer(sentence), *_WITHOUT_UNIT.finditer(sentence)]
            for match in matches:
                number = re.search(r"\d[\d,，.]*万?$", match.group())
                values.append(number.group() if number else match.group())
                places.append(passage.at(sentence[max(0, match.start() - 24) : match.end() + 12]))
    if places:
        shown = "、".join(f"“{value}”" for value in list(dict.fromkeys(values))[:4])
        yield missing_unit.finding(
            f"有{len(places)}处金额的单位不完整（{shown}），请补写“元”或“万元”", *places, values=tuple(values)
        )


@rule("G313", "表格未注明金额单位", Level.WARNING)
def table_without_unit(disclosure: Disclosure) -> Iterator[Finding]:
    """每张表都应在右上角注明金额单位。

    例如表头右上方应有“单位：万元”。
    """
    with_amounts = [table for table in disclosure.tables if any(cell.amount is not None for cell in table.cells)]
    if not with_amounts:
        raise Skip("没有读到印有金额的表")
    places = [FindingPlace(table.title, "", "", table.place) for table in with_amounts if not table.unit_text]
    if places and len(places) * 2 <= len(with_amounts):
        yield table_without_unit.finding(f"有{len(places)}张表没有注明金额单位，请在表头右上方补注", *places)
    elif places:
        yield table_without_unit.finding(
            f"有{len(places)}张表未读到金额单位，请核实是否已注明", *places, level=Level.NOTICE
        )


_SHARE_WITHOUT_SIGN = re.compile(
    r"(?:占[^，,。；;：:、（(\d]{0,24}|(?:增长|上升|下降|降低|增幅|降幅|比重|比例|完成[^，,。；;：:、（(\d]{0,12}预算的))"
    r"(?:为|是|达|了|约)?(?P<number>\d+\.\d{1,2})(?=[，,。；;、）)])"
)


@rule("G314", "百分比缺百分号", Level.WARNING)
def missing_percent_sign(disclosure: Disclosure) -> Iterator[Finding]:
    """占比、增减幅和完成率应写全百分号。

    例如“城乡社区支出100.00万元，占76.23；”应写作“占76.23%”。
    """
    places = [
        (match["number"], passage.between(match.start(), match.end()))
        for passage in body(disclosure)
        if "占" in passage.text or "%" in passage.text or "幅" in passage.text or "预算的" in passage.text
        for match in _SHARE_WITHOUT_SIGN.finditer(passage.text)
    ]
    if places:
        shown = "、".join(f"“{number}”" for number in list(dict.fromkeys(number for number, _ in places))[:4])
        yield missing_percent_sign.finding(
            f"有{len(places)}处百分比没有百分号（{shown}），请补写“%”",
            *(place for _, place in places),
            values=tuple(number for number, _ in places),
        )
