"""G20x: required tables, empty tables, required sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import CONTENTS, compact, passages
from gouji.checking.rules.wordlists import wordlist
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Place, Table
from gouji.model.money import parse_number

_BASIS = "预算法第十四条；财预〔2016〕143号（条文未核）"


def _applies(entry: dict[str, Any], disclosure: Disclosure) -> bool:
    document = disclosure.document
    since = entry.get("since", 0)
    return document.kind in entry.get("documents", (document.kind,)) and (
        document.year is None or document.year >= since
    )


def _is(entry: dict[str, Any], table: Table) -> bool:
    if table.kind in entry["kinds"]:
        return True
    title = key(table.printed_title or table.title)
    return any(all(word in title for word in words) for words in entry["words"])


def _announced(entry: dict[str, Any], disclosure: Disclosure) -> bool:
    """Whether the contents or a line of the text that could be a table's title speak of it."""
    lines = [key(line) for line in disclosure.contents]
    lines += [key(passage.text) for passage in passages(disclosure) if passage.heading or len(passage.text) <= 40]
    lines += [key(text) for table in disclosure.tables for row in table.grid[:3] for text in row if len(text) <= 40]
    return any("表" in line and any(all(word in line for word in words) for words in entry["words"]) for line in lines)


_CERTAINLY_MISSING = 2
"""Where more tables are missing, it may be that they were not read."""


@rule("G201", "缺少规定的表", Level.ERROR, basis=_BASIS)
def missing_tables(disclosure: Disclosure) -> Iterator[Finding]:
    """部门预算、决算应公开规定的各张表；没有数据的表也应公开空表并说明。

    例如没有“国有资本经营预算支出表”，即使没有此项支出，也应公开空表并注明“本部门无此项支出”。
    """
    required = [entry for entry in wordlist("required")["table"] if _applies(entry, disclosure)]
    missing = [entry for entry in required if not any(_is(entry, table) for table in disclosure.tables)]
    if len(missing) * 2 > len(required):
        found = len(required) - len(missing)
        raise Skip(f"规定的{len(required)}张表只读到{found}张，可能不是完整的公开文本，不能判断是否缺表")
    for entry in missing:
        if _announced(entry, disclosure):
            yield missing_tables.finding(
                f"没有读到“{entry['name']}”，而目录或正文提到了这张表，请核实表是否完整", level=Level.NOTICE
            )
        else:
            yield missing_tables.finding(
                f"缺少“{entry['name']}”，请补充公开；没有数据的也应公开空表并说明",
                level=Level.ERROR if len(missing) <= _CERTAINLY_MISSING else Level.WARNING,
            )


_NONE_OF_IT = re.compile(
    r"(?:本?部门|本?单位|本表|我局|[局厅委办院所校中心])?[^。；;，,]{0,30}?(?:无|没有|未安排|未发生|不涉及)"
)


def _subject(table: Table) -> str | None:
    title = key(table.title)
    for word in (
        "政府性基金",
        "国有资本经营",
        "国有资产经营",
        "三公",
        "委托业务费",
        "政府采购",
        "财政专户",
        "项目",
        "绩效",
    ):
        if word in title:
            return word
    return None


def _has_amounts(table: Table) -> bool:
    """Whether something other than nought is printed where amounts stand, read as a number or not."""
    if any(cell.text.strip(" -—0.") for cell in table.cells):
        return True
    texts = (text for row in table.grid[table.header_rows :] for text in row)
    return any("." in text and (parse_number(text) or "0").strip("-0.") for text in texts)


_NOTE = re.compile(r"^(?:说明|注|备注|附注)\d?[:：]")


def _noted(disclosure: Disclosure, table: Table) -> bool:
    """Whether a note under the table says that there is nothing."""
    if any(_NONE_OF_IT.search(compact(note)) or "空表" in note or "无数据" in note for note in table.notes):
        return True
    return any(
        _NOTE.search(passage.text)
        and re.search(r"空表|无数据|没有|未|无|不", passage.text)
        and (_is_under(table, passage.place) or (_subject(table) or "\0") in passage.text)
        for passage in passages(disclosure)
    )


_LINES_OF_AN_EMPTY_TABLE = 15


def _is_under(table: Table, place: Place) -> bool:
    """Whether something is printed just below where an empty table begins."""
    if table.place.page is not None:
        return place.page == table.place.page
    if table.place.line is None or place.line is None:
        return False
    return 0 < place.line - table.place.line <= _LINES_OF_AN_EMPTY_TABLE


def _explained(disclosure: Disclosure, table: Table) -> bool:
    subject = _subject(table)
    if subject is None:
        return False
    for passage in passages(disclosure):
        if passage.role != CONTENTS and subject in passage.text and _NONE_OF_IT.search(passage.text):
            return True
    return False


@rule("G202", "空表未说明", Level.WARNING, basis=_BASIS)
def unexplained_empty_table(disclosure: Disclosure) -> Iterator[Finding]:
    """没有数据的表应在表下注明原因。

    例如空的政府性基金预算支出表下应注明“本部门没有政府性基金预算安排的支出”。
    """
    silent: list[FindingPlace] = []
    told: list[FindingPlace] = []
    for table in disclosure.tables:
        if table.kind is None or _has_amounts(table) or _noted(disclosure, table):
            continue
        (told if _explained(disclosure, table) else silent).append(FindingPlace(table.title, "", "", table.place))
    if silent:
        yield unexplained_empty_table.finding(f"有{len(silent)}张空表没有说明原因，请在表下注明", *silent)
    if told:
        yield unexplained_empty_table.finding(
            f"有{len(told)}张空表只在正文中说明，宜在表下也注明", *told, level=Level.NOTICE
        )


@rule("G203", "缺少规定的说明", Level.WARNING, basis="预算法第十四条")
def missing_sections(disclosure: Disclosure) -> Iterator[Finding]:
    """部门预算、决算应当说明主要职能、机构设置、收支情况、机关运行经费、政府采购、国有资产、绩效，并解释名词；预算调整应当说明调整的情况和原因。

    例如全文没有提到政府采购情况，应补充说明；没有安排的也应说明没有。
    """
    found = passages(disclosure)
    if sum(len(passage.text) for passage in found) < 400 or len(disclosure.tables) < 4:
        raise Skip("文件的文字很少或表不全，可能不是完整的公开文本，不能判断是否缺少说明")
    headings = [key(passage.text) for passage in found if passage.heading or len(passage.text) <= 40]
    headings += [key(entry) for entry in disclosure.contents] + [key(section.title) for section in disclosure.sections]
    text = key("".join(passage.text for passage in found if passage.role != CONTENTS))
    for entry in wordlist("required")["section"]:
        if not _applies(entry, disclosure):
            continue
        if any(word in heading for heading in headings for word in entry["headings"]):
            continue
        if any(word in text for word in entry["text"]):
            continue
        yield missing_sections.finding(f"全文没有“{entry['name']}”，请补充", level=Level(entry["level"]))
