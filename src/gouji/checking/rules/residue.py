"""G50x: what a template or an unfinished edit leaves in a published document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import rule
from gouji.checking.rules.passages import CONTENTS, Passage, Where, body, compact, passages, placed, sentences
from gouji.checking.rules.wordlists import wordlist
from gouji.model.disclosure import Disclosure, Place


@rule("G501", "模板文字残留", Level.WARNING)
def template_residue(disclosure: Disclosure) -> Iterator[Finding]:
    """正文、表注中不应留下模板的提示、选项或待填空格。

    例如“比上年增加（减少）12.30万元”应只留其一；“XX万元”“＿＿万元”应填上数字；“（请核实……）”应删去。
    """
    texts: list[tuple[str, Where]] = [
        (passage.text, passage) for passage in passages(disclosure) if passage.role != CONTENTS
    ]
    for table in disclosure.tables:
        texts.extend((compact(note), FindingPlace(table.title, note, "", table.place)) for note in table.notes)
    for target in disclosure.targets:
        if target.objective:
            texts.append((compact(target.objective), FindingPlace("绩效目标", target.project or "", "", target.place)))
    everything = "\n".join([text for text, _ in texts])
    for mark in wordlist("residue")["mark"]:
        # Each alone is found by its first letters, which is faster than all in one.
        if not any(re.search(part, everything) for part in mark["patterns"]):
            continue
        expression = re.compile("|".join(f"(?:{part})" for part in mark["patterns"]))
        found = [
            (match.group(), placed(where, match.group()))
            for text, where in texts
            for match in expression.finditer(text)
        ]
        if found:
            words = "、".join(f"“{word}”" for word in dict.fromkeys(word for word, _ in found[:3]))
            yield template_residue.finding(
                f"模板文字未清理：留有{mark['what']}{words}，请按实际情况填写或删去",
                *dict.fromkeys(place for _, place in found),
                level=Level(mark["level"]),
            )


_REASON = r"(?:主要|变动|增减|变化)原因"
_ENDS_AFTER_REASON = re.compile(_REASON + r"(?:主要)?(?:是|为|是由于|[:：])+[。；;，,、]*$")
_EMPTY_REASON = re.compile(_REASON + r"(?:主要)?(?:是|为|[:：])[。；;，,、]")
_PLACEHOLDER = re.compile(_REASON + r"(?:主要)?(?:是|为|[:：])(?:…+|\.{2,}|[×xX＿_—-]{2,}|/+)[。；;，,、]?")
_WITHOUT_VERB = re.compile(
    _REASON
    + r"(?!主要|是|为|有|在于|如下|包括|说明|系|由|之一|和|及|分析|构成|还|仍|也|均|都|即|、|[:：，,。；;（(“”\"])"
    + r"[\u4e00-\u9fff]{2}"
)


@rule("G502", "原因未写完", Level.WARNING)
def unfinished_reason(disclosure: Disclosure) -> Iterator[Finding]:
    """写了“主要原因是”，后面就应写出原因。

    例如“比上年减少3.00万元，主要原因是。”没有写原因。
    """
    for passage in body(disclosure):
        for sentence in sentences(passage.text):
            if any(p.search(sentence) for p in (_ENDS_AFTER_REASON, _EMPTY_REASON, _PLACEHOLDER)):
                yield unfinished_reason.finding(
                    "“主要原因是”之后没有写出原因，请补充增减变化的原因", passage.at(sentence)
                )


@rule("G503", "“主要原因”后缺“是”", Level.NOTICE)
def reason_without_verb(disclosure: Disclosure) -> Iterator[Finding]:
    """“主要原因”后面应有“是”“为”或冒号，句子才通顺。

    例如“比上年减少1.20万元，主要原因车辆减少”，应写作“主要原因是车辆减少”。
    """
    places = [
        passage.at(sentence)
        for passage in body(disclosure)
        for sentence in sentences(passage.text)
        if _WITHOUT_VERB.search(sentence)
    ]
    if places:
        yield reason_without_verb.finding(f"有{len(places)}处“主要原因”后缺“是”字，请补上", *places)


@rule("G504", "段落重复", Level.WARNING)
def repeated_text(disclosure: Disclosure) -> Iterator[Finding]:
    """同一句话或同一段话连着印了两遍，多半是粘贴所致。

    例如某一段文字原样出现两次，应删去一段。
    """
    previous: Passage | None = None
    for passage in body(disclosure):
        if previous is not None and passage.text == previous.text and len(passage.text) >= 20:
            yield repeated_text.finding("同一段文字连着出现两次，请删去一段", previous.at(), passage.at())
        last = ""
        for sentence in sentences(passage.text):
            if sentence == last and len(sentence) >= 12:
                yield repeated_text.finding("同一句话连着出现两次，请删去一句", passage.at(sentence))
            last = sentence
        previous = passage


@rule("G505", "空白页", Level.NOTICE)
def blank_page(disclosure: Disclosure) -> Iterator[Finding]:
    """文件中间不应有既无文字又无表格的空白页。

    例如第5页没有任何内容，应删去该页（如整页是图片，请忽略本条）。
    """
    pages = {place.page for _, place in disclosure.text}
    pages |= {section.place.page for section in disclosure.sections}
    for table in disclosure.tables:
        pages |= {table.place.page}
        pages |= {row.place.page for panel in table.panels for row in panel.rows}
        pages |= {cell.place.page for cell in table.cells}
    pages |= {project.place.page for project in disclosure.projects}
    for target in disclosure.targets:
        pages |= {target.place.page, *(indicator.place.page for indicator in target.indicators)}
    pages |= {problem.place.page for problem in disclosure.problems}
    printed = {page for page in pages if page is not None}
    if len(printed) < 5:
        return
    tables = sorted({page for table in disclosure.tables if (page := table.place.page) is not None})
    if disclosure.targets and tables:  # pages of long target tables may carry no place of their own
        printed |= set(range(tables[0], tables[-1] + 1))
    blank = [page for page in range(min(printed), max(printed)) if page not in printed]
    if blank and len(blank) <= 3:
        numbers = "、".join(str(page) for page in blank)
        yield blank_page.finding(
            f"第{numbers}页没有内容，请核实是否为空白页",
            *(FindingPlace(place=Place(page)) for page in blank),
        )
