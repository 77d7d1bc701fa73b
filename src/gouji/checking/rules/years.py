"""G30x: years that cannot be right, and a budget called final accounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import BODY, Passage, body, compact, passages, sentences, shortened
from gouji.lexicon.text import bare
from gouji.model.disclosure import Disclosure
from gouji.model.kinds import FINAL_ACCOUNTS

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)年")
_OF_THE_BUDGET = re.compile(r"预算|决算|收支|收入|支出|三公|经费|其他重要事项|情况说明|采购|绩效目标")
_OF_ANOTHER_TIME = re.compile(r"工作|总结|回顾|计划|规划|执行情况|完成情况|上年|去年|以来|至|—|-|～|目标任务")


def document_year(disclosure: Disclosure) -> int:
    """The year of the document. Raises :class:`Skip` where it is not known."""
    if disclosure.document.year is None:
        raise Skip("未能确定文件的预算年度")
    return disclosure.document.year


def _own_year(text: str) -> int | None:
    """The only year a heading speaks of."""
    years = {int(year) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _headings(disclosure: Disclosure) -> list[Passage]:
    return [passage for passage in passages(disclosure) if passage.heading and passage.role == BODY]


@rule("G301", "标题的年度有误", Level.ERROR)
def heading_year(disclosure: Disclosure) -> Iterator[Finding]:
    """标题写的年度应是本文件的年度，也应与目录一致。

    例如2024年预算中的标题“十、2023年其他重要事项的说明情况”，目录写的是2024年，应改为2024年。
    """
    year = document_year(disclosure)
    listed = {re.sub(r"\d", "", bare(entry)): _own_year(compact(entry)) for entry in disclosure.contents}
    headings = _headings(disclosure)
    other_kind = "年预算" if disclosure.document.kind == FINAL_ACCOUNTS else "决算"
    sound = sum(_own_year(heading.text) == year for heading in headings)
    for heading in headings:
        own = _own_year(heading.text)
        if own is None or own == year or not _OF_THE_BUDGET.search(heading.text):
            continue
        if other_kind in heading.text and own != year:
            continue
        in_contents = listed.get(re.sub(r"\d", "", bare(heading.text)))
        if in_contents != year and (_OF_ANOTHER_TIME.search(heading.text) or own > year + 1):
            continue
        beyond_doubt = in_contents == year or (sound >= 3 and own != year)
        beside = "，目录中写的是" + f"{year}年" if in_contents == year else ""
        yield heading_year.finding(
            f"标题“{shortened(heading.text, 40)}”写的是{own}年{beside}，而本文件是{year}年的，请改为{year}年",
            heading.at(),
            values=(f"{own}年", f"{year}年"),
            level=Level.ERROR if beyond_doubt else Level.WARNING,
            expected=f"{year}年",
        )


@rule("G302", "表格标题或表头的年度有误", Level.WARNING)
def table_year(disclosure: Disclosure) -> Iterator[Finding]:
    """表格标题、表头写的年度应是本文件的年度；与上年对比的列除外。

    例如2025年预算的表头写“2024年预算数”而没有2025年的列，应改正。
    """
    year = document_year(disclosure)
    places: list[FindingPlace] = []
    wrong: Counter[int] = Counter()
    for table in disclosure.tables:
        own = _own_year(compact(table.printed_title or table.title))
        if own is not None and own != year:
            wrong[own] += 1
            places.append(FindingPlace(table.title, table.printed_title, "", table.place))
            continue
        headers = [compact("/".join(column.path)) for panel in table.panels for column in panel.columns]
        dated = [header for header in headers if _YEAR.search(header) and not re.search(r"上年|结转|决算|执行", header)]
        years = {int(found) for header in headers for found in _YEAR.findall(header)}
        if dated and len(years) == 1 and year not in years:
            wrong[years.pop()] += 1
            places.append(FindingPlace(table.title, "", dated[0], table.place))
    if places:
        printed = "、".join(f"{other}年" for other in sorted(wrong))
        yield table_year.finding(
            f"有{len(places)}张表的标题或表头写的是{printed}，而本文件是{year}年的，请核实改正",
            *places,
            expected=f"{year}年",
        )


_COMPARED = re.compile(
    r"(?:与|较|比|同|和|跟)(?P<year>20[0-4]\d)年(?:度)?(?P<what>[^，,。；;]{0,16}?)"
    r"(?:相比|相较|持平|增加|减少|增长|下降|上升|降低|提高|无变化|一致|增减)"
)
_PRINTED = re.compile(r"(?P<year>20[0-4]\d)年(?:度)?(?P<what>(?:年初)?(?:预算|决算|执行)数)")


def _bases(sentence: str, year: int) -> Iterator[tuple[int, str, str]]:
    """The years a sentence compares with: ``(year, what is compared, words)``."""
    for match in _COMPARED.finditer(sentence):
        yield int(match["year"]), match["what"], match.group()
    for match in _PRINTED.finditer(sentence):
        if int(match["year"]) < year and re.search("相比|比上年|增加|减少|增长|下降|持平", sentence):
            yield int(match["year"]), match["what"], match.group()


@rule("G303", "对比的年度有误", Level.WARNING)
def compared_year(disclosure: Disclosure) -> Iterator[Finding]:
    """增减变化应与上一年度比较。

    例如2025年预算写“比2023年预算减少3.00万元”或“比2025年增加3.00万元”，应改为与2024年比较。
    """
    year = document_year(disclosure)
    final = disclosure.document.kind == FINAL_ACCOUNTS
    found: dict[tuple[int, bool], list[FindingPlace]] = {}
    usual = False
    for passage in body(disclosure):
        for sentence in sentences(passage.text):
            for base, what, words in _bases(sentence, year):
                usual = usual or base == year - 1
                if base == year - 1 or (base == year and final and "预算" in what) or base < year - 3:
                    continue
                place = passage.around(words, sentence)
                if not any(other.place == place.place for other in found.get((base, base >= year), [])):
                    found.setdefault((base, base >= year), []).append(place)
    for (base, future), places in found.items():
        count = f"有{len(places)}处" if len(places) > 1 else ""
        yield compared_year.finding(
            f"{count}{year}年的数与{base}年比较，应当与上一年度（{year - 1}年）比较，请核实年度和增减额",
            *places,
            values=(f"{base}年", f"{year - 1}年"),
            level=Level.ERROR if future and usual else Level.WARNING,
            expected=f"{year - 1}年",
        )


_SUBJECT_YEAR = re.compile(
    r"^(?:[一-龥（）()]{0,30})?(?P<year>20[0-4]\d)年(?:度)?[^，,。；;年]{0,30}?(?:预算|收入|支出|收支|决算)[^，,。；;年]{0,16}?\d[\d,.]*(?:万|亿)?元"
)


@rule("G304", "正文的年度有误", Level.WARNING)
def sentence_year(disclosure: Disclosure) -> Iterator[Finding]:
    """说明本年收支的句子，年度应是本文件的年度。

    例如2025年预算写“2024年收支总预算1,000.00万元”而整句没有提到2025年，应核实。
    """
    year = document_year(disclosure)
    for passage in body(disclosure):
        if _own_year(passage.section) not in {None, year} or _OF_THE_PAST.search(passage.section):
            continue
        for sentence in sentences(passage.text):
            match = _SUBJECT_YEAR.match(sentence)
            if match is None or int(match["year"]) == year or f"{year}年" in sentence:
                continue
            if re.search(
                r"上年|去年|截至"
                if disclosure.document.kind == FINAL_ACCOUNTS
                else r"上年|去年|截至|截止|执行数|决算数",
                sentence,
            ):
                continue
            if f"{year}年" in passage.text and f"{year - 1}年预算" in sentence:
                continue
            yield sentence_year.finding(
                f"这句话说的是{match['year']}年，而本文件是{year}年的，请核实年度",
                passage.at(sentence),
                values=(f"{match['year']}年", f"{year}年"),
                expected=f"{year}年",
            )


_OF_ASSETS = re.compile(r"车辆|资产|设备|房屋")
_OF_THE_PAST = re.compile("执行|上年|去年|回顾|总结")
_ASSETS = re.compile(r"截[至止]到?(?P<year>20[0-4]\d)年")


@rule("G305", "资产截止日期有误", Level.WARNING)
def asset_date(disclosure: Disclosure) -> Iterator[Finding]:
    """预算中的国有资产占用情况一般截至上年某月末或当年年初，决算截至当年年末。

    例如2025年预算写“截至2022年12月31日”，应更新；2025年预算写“截至2024年8月底”是正常的。
    """
    year = document_year(disclosure)
    sound = {year} if disclosure.document.kind == FINAL_ACCOUNTS else {year - 1, year}
    for passage in body(disclosure):
        if not _OF_ASSETS.search(passage.text):
            continue
        for match in _ASSETS.finditer(passage.text):
            if int(match["year"]) not in sound:
                yield asset_date.finding(
                    f"资产情况截至{match['year']}年，与本文件的年度（{year}年）不相称，请更新或核实日期",
                    passage.at(passage.text[max(0, match.start() - 5) : match.end() + 30]),
                    values=(f"{match['year']}年",),
                )


_OFFICE = re.compile(r"[处科室股部组]$")


@rule("G306", "预算与决算混用", Level.WARNING)
def budget_or_final(disclosure: Disclosure) -> Iterator[Finding]:
    """预算文件的标题不应写成决算，决算文件的标题不应写成预算。

    例如2026年预算的标题“机构设置及部门决算单位构成”，应改为“部门预算单位构成”。
    """
    budget = disclosure.document.kind != FINAL_ACCOUNTS
    wrong = re.compile(
        r"(?<!预)决算(?!数|执行)"
        if budget
        else r"(?:部门|单位|年度?)预算(?!绩效|管理|执行|调整|数|安排|财政拨款|一体化|批复|和|与|、|决算)"
    )
    excused = re.compile(
        r"较|比|上年|20\d\d年.{0,6}决算(?:情况)?的?说明"
        if budget
        else r"较|比|一般公共预算|政府性基金预算|国有资本经营预算"
    )
    year = disclosure.document.year
    places = []
    for heading in _headings(disclosure):
        if not wrong.search(heading.text) or excused.search(heading.text) or _OFFICE.search(heading.text):
            continue
        if budget and year is not None and _own_year(heading.text) not in {None, year}:
            continue
        places.append(heading.at())
    if places and len(places) <= 5:
        right, other = ("预算", "决算") if budget else ("决算", "预算")
        yield budget_or_final.finding(f"本文件是{right}，标题却写成“{other}”，请改正", *places)
