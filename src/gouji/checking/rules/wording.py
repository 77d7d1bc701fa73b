"""G51x: terms, typing errors, doubled words; G52x: punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import rule
from gouji.checking.rules.passages import (
    BODY,
    CONTENTS,
    Where,
    body,
    compact,
    must_be_exact,
    passages,
    placed,
    shortened,
)
from gouji.checking.rules.preparation import prepared
from gouji.checking.rules.wordlists import wordlist
from gouji.lexicon.text import split_ordinal
from gouji.model.disclosure import Disclosure


@prepared
def printed_texts(disclosure: Disclosure) -> tuple[tuple[str, Where], ...]:
    """Everything printed in words, without spaces: narrative, titles, row labels, headers, notes, targets.
    Raises :class:`Skip` for a scan."""
    must_be_exact(disclosure)
    return tuple(_printed(disclosure))


@prepared
def _everything(disclosure: Disclosure) -> str:
    """All printed texts, one a line: a word is sought here before it is sought in each of them."""
    return "\n".join(text for text, _ in printed_texts(disclosure))


@prepared
def _starts(disclosure: Disclosure) -> list[int]:
    """Where in everything each of the texts begins."""
    return list(accumulate((len(text) + 1 for text, _ in printed_texts(disclosure)), initial=0))


def _in_order(disclosure: Disclosure, *patterns: re.Pattern[str]) -> list[tuple[Where, re.Match[str]]]:
    """All matches of patterns that span no two lines, each with the text it stands in: text by text, and in each the
    first pattern's first."""
    everything, starts, texts = _everything(disclosure), _starts(disclosure), printed_texts(disclosure)
    found = [
        (bisect_right(starts, match.start()) - 1, number, match)
        for number, pattern in enumerate(patterns)
        for match in pattern.finditer(everything)
    ]
    found.sort(key=lambda one: one[:2])
    return [(texts[at][1], match) for at, _, match in found]


def _printed(disclosure: Disclosure) -> Iterator[tuple[str, Where]]:
    for passage in passages(disclosure):
        if passage.role != CONTENTS:
            yield passage.text, passage
    for table in disclosure.tables:
        yield compact(table.title), FindingPlace(table.title, "", "", table.place)
        for note in table.notes:
            yield compact(note), FindingPlace(table.title, shortened(note), "", table.place)
        for panel in table.panels:
            for row in panel.rows:
                yield compact(row.label), FindingPlace(table.title, row.label, "", row.place)
            for column in panel.columns:
                path = "/".join(column.path)
                yield compact(path), FindingPlace(table.title, "", path, table.place)
    for target in disclosure.targets:
        name = target.project or ""
        if target.objective:
            yield compact(target.objective), FindingPlace("绩效目标", name, "年度绩效目标", target.place)
        for item in target.indicators:
            for part in (item.name, item.explanation, item.value):
                if part:
                    yield compact(part), FindingPlace("绩效目标", name, item.name or "", item.place)


def _occurrences(disclosure: Disclosure, expression: str) -> list[FindingPlace]:
    compiled = re.compile(expression)
    if not compiled.search(_everything(disclosure)):
        return []
    found = ((compiled.search(text), where) for text, where in printed_texts(disclosure))
    return list(dict.fromkeys(placed(where, match.group()) for match, where in found if match))


@rule("G511", "用语不规范", Level.WARNING)
def wrong_terms(disclosure: Disclosure) -> Iterator[Finding]:
    """预算科目和术语应使用规范的名称。

    例如“国有资产经营预算”应为“国有资本经营预算”，“医疗健康支出”应为“卫生健康支出”，“机关运行费”应为“机关运行经费”。
    """
    year = disclosure.document.year
    for term in wordlist("wording")["term"]:
        if year is not None and year < term.get("since", 0):
            continue
        places = _occurrences(disclosure, term["pattern"])
        if places:
            yield wrong_terms.finding(f"“{term['wrong']}”应为“{term['right']}”，请改正", *places)


@rule("G512", "错别字", Level.WARNING)
def typing_errors(disclosure: Disclosure) -> Iterator[Finding]:
    """常见的错别字。

    例如“正产运转”应为“正常运转”，“截止2025年12月31日”应为“截至2025年12月31日”。
    """
    for typo in wordlist("wording")["typo"]:
        places = _occurrences(disclosure, typo["pattern"])
        if places:
            level = Level.NOTICE if typo["wrong"] == "截止" else Level.WARNING
            around = f"（见“{places[0].column or places[0].row}”）" if len(typo["wrong"]) == 1 else ""
            yield typing_errors.finding(
                f"疑似错别字：“{typo['wrong']}”应为“{typo['right']}”{around}，请改正", *places, level=level
            )


@rule("G513", "表述不当", Level.NOTICE)
def wrong_phrases(disclosure: Disclosure) -> Iterator[Finding]:
    """句子对自己所说的内容表述不当。

    例如“按经济科目分类：基本支出……，项目支出……”，基本支出和项目支出并不是经济分类。
    """
    for phrase in wordlist("wording")["phrase"]:
        compiled = re.compile(phrase["pattern"])
        places = [
            passage.around(match.group()) for passage in body(disclosure) for match in compiled.finditer(passage.text)
        ]
        if places:
            yield wrong_phrases.finding(phrase["message"], *places)


_DOUBLED_WORD = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_DOUBLED_CHARACTER = re.compile(r"的的|了了|和和(?!平|气|睦|谐)|与与|及及(?!时)|为为|是是|在在|对对|将将|万万元|元元")
_SOUND_DOUBLES = frozenset({"支出", "收入", "方方", "面面", "研究", "学习", "讨论", "点点", "滴滴"})


@rule("G514", "字词重复", Level.NOTICE)
def doubled_words(disclosure: Disclosure) -> Iterator[Finding]:
    """同一个词连着写了两遍。

    例如“组织重大活动活动”，应删去一个“活动”。
    """
    found: dict[str, list[FindingPlace]] = {}
    everything = _everything(disclosure)
    for where, match in _in_order(disclosure, _DOUBLED_WORD, _DOUBLED_CHARACTER):
        word = match.group()
        if match.re is _DOUBLED_WORD and (match.group(1) in _SOUND_DOUBLES or _is_sound(everything, match)):
            continue
        if match.re is _DOUBLED_WORD and not _is_a_word(match.group(1), everything):
            continue
        found.setdefault(word, []).append(placed(where, word))
    for word, places in found.items():
        yield doubled_words.finding(f"“{word}”疑似字词重复，请核实并删去多余的字", *dict.fromkeys(places))


def _is_sound(text: str, match: re.Match[str]) -> bool:
    """各类各类, 一个一个: reduplication that Chinese allows; a name that begins with what stands before it."""
    word = match.group(1)
    return word[0] in "一各每层" or len(set(word)) == 1 or text[match.end() : match.end() + 1] in {"化", "性"}


def _is_a_word(word: str, everything: str) -> bool:
    """活动 is a word, 用信 (in 运用信用信息) is not: a word stands far more often than its letters turned round."""
    turned = word[1:] + word[0]
    return everything.count(word) > 2 * everything.count(turned)


_MARKS = re.compile(r"[。，,；;、：:]{2,}")
_AMOUNT_AFTER_STOP = re.compile(r"[费出金助贴入](?:为|共)?。\d[\d,，.]*(?:万|亿)?元")
_MISSING_BEFORE_SAME = re.compile(r"\d万元(?=同比|主要原因|与上年相比|较上年|比上年)")


@rule("G521", "标点重复或误用", Level.WARNING)
def odd_punctuation(disclosure: Disclosure) -> Iterator[Finding]:
    """两个标点连用，或者标点断错了地方。

    例如“共计3项。；”“，，”应只留一个；“维修费。12.61万元”中的句号应删去。
    """
    found: dict[str, list[FindingPlace]] = {}
    everything = _everything(disclosure)
    for where, match in _in_order(disclosure, _MARKS, _AMOUNT_AFTER_STOP):
        if match.re is not _MARKS or not _is_time(everything, match):
            found.setdefault(match.group(), []).append(placed(where, match.group()))
    if found:
        words = "、".join(f"“{word}”" for word in list(found)[:5])
        places = [place for group in found.values() for place in group]
        yield odd_punctuation.finding(f"标点重复或误用：{words}，请改正", *dict.fromkeys(places))


def _is_time(text: str, match: re.Match[str]) -> bool:
    return set(match.group()) <= {":", "："} and text[match.start() - 1 : match.start()].isdigit()


@rule("G522", "缺标点", Level.NOTICE)
def missing_punctuation(disclosure: Disclosure) -> Iterator[Finding]:
    """金额与后面的比较之间应有逗号。

    例如“收入1,000.00万元同比增长3.0%”，应在“万元”后加逗号。
    """
    must_be_exact(disclosure)
    places = [
        passage.around(match.group())
        for passage in body(disclosure)
        for match in _MISSING_BEFORE_SAME.finditer(passage.text)
    ]
    if places:
        yield missing_punctuation.finding("金额后缺少逗号，请补上", *places)


_OPENING = {"（": "）", "《": "》", "【": "】", "“": "”"}
_CLOSING = {close: opening for opening, close in _OPENING.items()}
_ONE_OF_TWO = re.compile(f"[{''.join(_OPENING)}{''.join(_CLOSING)}]")
_ITEM_MARK = re.compile(r"(?:^|[。；;：:，,、\s])[\d一二三四五六七八九十a-zA-Z]{1,3}[)）]")


@rule("G523", "括号或引号不成对", Level.NOTICE)
def unbalanced_marks(disclosure: Disclosure) -> Iterator[Finding]:
    """括号、书名号、引号应成对。

    例如“公务用车购置费（含购置税共3.00万元”缺右括号。
    """
    must_be_exact(disclosure)
    places: list[FindingPlace] = []
    marks: list[str] = []
    for passage in passages(disclosure):
        if passage.role == CONTENTS or not passage.text.endswith(("。", "；", ";", "！", "？", "）", "”", "》")):
            continue
        wrong = _unbalanced(passage.text)
        if wrong is not None:
            mark, position = wrong
            marks.append(mark)
            places.append(passage.at(passage.text[max(0, position - 20) : position + 20]))
    if places:
        words = "、".join(f"“{mark}”" for mark in dict.fromkeys(marks))
        yield unbalanced_marks.finding(f"括号或引号不成对（{words}），请补全或删去", *places)


def _unbalanced(text: str) -> tuple[str, int] | None:
    folded = text.replace("(", "（").replace(")", "）")
    folded = _ITEM_MARK.sub(lambda match: " " * len(match.group()), folded)
    stack: list[tuple[str, int]] = []
    for match in _ONE_OF_TWO.finditer(folded):
        character = match.group()
        if character in _OPENING:
            stack.append((character, match.start()))
        else:
            if not stack or stack[-1][0] != _CLOSING[character]:
                return character, match.start()
            stack.pop()
    return stack[0] if stack else None


_SENTENCE_END = "。！？；;：:…”’）)》】"


_PROSE = re.compile("[，。；]")
_EXPLAINED = re.compile("[：:](?:是?指|反映|用于|包括).{9}")
_DANGLING = re.compile("，[^，。；：:]{0,12}?(?:其中|包括|以及|主要|用于|主要用于)$")
_LEAST_PROSE = 25
_LEAST_PASSAGE = 15
_SHOWN = 40
_FEWEST_PARAGRAPHS = 8
_MOST_OPEN = 20
"""Where more than one paragraph in so many has no stop, lines were kept as they wrapped, or it is the custom here."""


def _without_stop(disclosure: Disclosure) -> Iterator[FindingPlace]:
    """Paragraphs of prose that end without a stop: those that a numbered one or a heading follows, and the few where
    all others have one; what a page's end cuts in two is none."""
    told: set[str] = set()
    for passage in passages(disclosure):
        text = passage.text
        is_prose = len(text) >= _LEAST_PASSAGE and (_PROSE.search(text) or _EXPLAINED.search(text)) is not None
        if passage.role != CONTENTS and not passage.heading and is_prose and text[-1] not in _SENTENCE_END:
            told.add(text[-_SHOWN:])
            yield passage.at(text[-_SHOWN:])
    lines = [(compact(text), place) for text, place in disclosure.text]
    prose = [i for i, (text, _) in enumerate(lines) if len(text) >= _LEAST_PROSE and _PROSE.search(text)]
    unended = [i for i in prose if lines[i][0][-1] not in _SENTENCE_END]
    if len(prose) < _FEWEST_PARAGRAPHS or len(unended) * _MOST_OPEN > max(len(prose), 3 * _MOST_OPEN):
        return
    dangling = (i for i, (text, _) in enumerate(lines) if len(text) >= _LEAST_PASSAGE and _DANGLING.search(text))
    for i in dict.fromkeys((*unended, *dangling)):
        text, place = lines[i]
        following = lines[i + 1] if i + 1 < len(lines) else None
        wraps = following is not None and following[1].page != place.page and split_ordinal(following[0])[0] is None
        if not wraps and not any(text.endswith(tail) or tail.endswith(text) for tail in told):
            yield FindingPlace("", text[-_SHOWN:], "", place)


@rule("G524", "段末不完整", Level.NOTICE)
def cut_off(disclosure: Disclosure) -> Iterator[Finding]:
    """一段话应以句号结束；停在逗号、顿号上的，多半缺了一截。

    例如“公务用车购置费0万元，”之后没有下文，应补全；“占0.21%；”是末句的，应改为句号。
    """
    must_be_exact(disclosure)
    found = body(disclosure)
    places: list[FindingPlace] = list(_without_stop(disclosure))
    for index, passage in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        last_of_section = following is None or (following.heading and following.role == BODY)
        if (
            passage.heading
            or not last_of_section
            or len(passage.text) < 12
            or not re.search("[，,。；]|元$", passage.text)
        ):
            continue
        if passage.text[-1] in "，,、；;" or (passage.text[-1] not in _SENTENCE_END and len(passage.text) > 40):
            places.append(passage.at(passage.text[-_SHOWN:]))
    if places:
        places = list(dict.fromkeys(places))
        yield cut_off.finding(f"有{len(places)}处段末没有句号，文字可能不完整，请核实补全", *places)
