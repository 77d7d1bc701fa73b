"""G40x: codes and names of the classifications. What the lists do not hold proves nothing and is not judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import CONTENTS, must_be_exact, passages
from gouji.checking.rules.preparation import prepared
from gouji.checking.rules.units import looks_like_a_unit
from gouji.lexicon.classification import Classification, economic, functional, government_economic
from gouji.lexicon.text import bare, key
from gouji.model.disclosure import Disclosure
from gouji.model.frozen import frozen


@frozen
class CodedRow:
    """A row that prints a code and a name beside it."""

    code: str
    name: str
    lists: Classification
    place: FindingPlace
    cut: bool


_WHOLE_CODE = re.compile(r"[235]\d\d(?:\d\d){0,2}")
_CODE = re.compile(r"^[\[（(]?(\d{3}(?:\d\d){0,2})[\])）]?")


_WHOLE_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")


@prepared
def coded_rows(disclosure: Disclosure) -> list[CodedRow]:
    """Every row of the tables with a code of a known classification and a name."""
    year = disclosure.document.year
    found: list[CodedRow] = []
    for table in disclosure.tables:
        for panel in table.panels:
            for row in panel.rows:
                if row.code is None or not _WHOLE_CODE.fullmatch(row.code):
                    continue
                name = _CODE.sub("", row.label).lstrip("-—－ ")
                if not bare(name):
                    continue
                lists = _lists(row.code, year)
                if row.unit is not None or (table.kind == "revenue_summary" and looks_like_a_unit(name)):
                    continue
                if lists is not None and not row.is_total:
                    place = FindingPlace(table.title, f"{row.code} {name}", "", row.place)
                    found.append(CodedRow(row.code, name, lists, place, False))
    return found


def _lists(code: str, year: int | None) -> Classification | None:
    if code[0] == "2":
        return functional(year)
    if code[0] == "3":
        return economic(year)
    if code[0] == "5" and len(code) <= 5:
        return government_economic(year)
    return None


def _same(lists: Classification, code: str, name: str) -> bool:
    """Whether the name is one the code ever had, exactly or as print shortens it."""
    printed = _folded(name)
    return any(printed == _folded(known) or _shortened(printed, _folded(known)) for known in lists.names(code))


_LEVEL_MARK = re.compile(r"（[类款项]）$")
_OVERLOOKED = re.compile(r"[的（）、和与及]|支出$|费用?$")


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return _OVERLOOKED.sub("", _LEVEL_MARK.sub("", bare(name)))


def _shortened(printed: str, known: str) -> bool:
    """A name cut off by a narrow column, or one with something left out."""
    return len(printed) >= 3 and (known.startswith(printed) or known.endswith(printed) or printed.startswith(known))


@rule("G401", "科目编码与名称不符", Level.WARNING, basis="政府收支分类科目")
def code_and_name(disclosure: Disclosure) -> Iterator[Finding]:
    """科目编码与科目名称应当对应。

    例如“30208 物业管理费”，30208是取暖费，物业管理费是30209，应改正编码或名称。
    """
    must_be_exact(disclosure)
    rows = coded_rows(disclosure)
    if not rows:
        raise Skip("各表没有印科目编码")
    found: dict[tuple[str, str], list[CodedRow]] = {}
    for row in rows:
        if row.code not in row.lists or _same(row.lists, row.code, row.name):
            continue
        found.setdefault((row.code, key(row.name)), []).append(row)
    unlike: list[CodedRow] = []
    for (code, _), same in found.items():
        row = same[0]
        named = row.lists.resolve(row.name)
        others = [other for other in named if len(other) == len(code)] or list(named)
        if not others:
            unlike.append(row)
            continue
        right = row.lists.name(code) or row.lists.names(code)[-1]
        siblings = [other for other in others if other[:-2] == code[:-2]] or others
        yield code_and_name.finding(
            f"科目编码与名称不符：{code}是“{right}”，而“{row.name}”的编码是{'或'.join(siblings[:3])}，请核对改正",
            *dict.fromkeys(item.place for item in same),
            values=(code, row.name),
            expected=siblings[0] if len(siblings) == 1 else None,
        )
    if unlike:
        row = unlike[0]
        right = row.lists.name(row.code) or row.lists.names(row.code)[-1]
        more = f"，另有{len(unlike) - 1}处" if len(unlike) > 1 else ""
        yield code_and_name.finding(
            f"科目名称与编码不符：{row.code}的名称是“{right}”，表中写“{row.name}”{more}，请核对",
            *(item.place for item in unlike),
            level=Level.NOTICE,
            values=tuple(item.name for item in unlike),
            expected=right if len(unlike) == 1 else None,
        )


@rule("G402", "科目名称已变更", Level.WARNING, basis="政府收支分类科目")
def outdated_name(disclosure: Disclosure) -> Iterator[Finding]:
    """应使用当年政府收支分类科目的名称。

    例如20805现名“行政事业单位养老支出”，写作旧名“行政事业单位离退休”的应改正。
    """
    rows = coded_rows(disclosure)
    if not rows:
        raise Skip("各表没有印科目编码")
    found: dict[tuple[str, str, str], list[FindingPlace]] = {}
    for row in rows:
        renaming = row.lists.was_renamed(row.code, row.name)
        if renaming is not None:
            found.setdefault((row.code, renaming.old, renaming.new), []).append(row.place)
    for (code, old, new), places in found.items():
        yield outdated_name.finding(
            f"{code}的名称“{old}”已改为“{new}”，请使用现行名称", *dict.fromkeys(places), values=(old, new), expected=new
        )


@rule("G403", "科目不在上级之下", Level.WARNING, basis="政府收支分类科目")
def misplaced_child(disclosure: Disclosure) -> Iterator[Finding]:
    """项级科目应印在所属的款之下，款级科目应印在所属的类之下。

    例如20805之下印了2101101，应核对编码或行的位置。
    """
    found: list[FindingPlace] = []
    pairs: list[str] = []
    for table in disclosure.tables:
        for panel in table.panels:
            above: dict[int, str] = {}
            printed = {row.code for row in panel.rows if row.code}
            for row in panel.rows:
                code = row.code
                if code is None or not _WHOLE_CODE.fullmatch(code):
                    continue
                parent = above.get(len(code) - 2)
                if parent is not None and not code.startswith(parent) and code[:-2] not in printed:
                    found.append(FindingPlace(table.title, f"{code} {row.label}", "", row.place))
                    pairs.append(f"{code}印在{parent}之下")
                above[len(code)] = code
                for longer in [size for size in above if size > len(code)]:
                    del above[longer]
    if found:
        shown = "、".join(dict.fromkeys(pairs[:3]))
        yield misplaced_child.finding(f"科目的上下级关系不对：{shown}，请核对编码", *found)


@rule("G404", "科目编码未见于科目表", Level.NOTICE, basis="政府收支分类科目")
def unknown_code(disclosure: Disclosure) -> Iterator[Finding]:
    """编码不在所知的科目表中，请核对；所知的科目表不完整，本条仅供参考。

    例如编码2010388不见于科目表，可能是笔误，也可能是新增科目。
    """
    must_be_exact(disclosure)
    found: dict[str, FindingPlace] = {}
    for row in coded_rows(disclosure):
        if row.code in row.lists or row.lists.resolve(row.name):
            continue
        above = row.lists.parent(row.code)
        if (len(row.code) == 7 and above is not None) or len(row.code) == 3:
            found.setdefault(row.code, row.place)
    if found:
        yield unknown_code.finding(
            f"科目编码{'、'.join(found)}未见于科目表，请核对（科目表不完整，仅供参考）", *found.values()
        )


_CLASS = re.compile("类[）)]")
_CHAIN = re.compile(
    r"(?P<class>[\u4e00-\u9fff、]{2,24})[（(]类[）)](?:支出)?(?P<division>[\u4e00-\u9fff、（）()]{2,30}?)[（(]款[）)]"
    r"(?:支出)?(?:(?P<item>[\u4e00-\u9fff、（）()]{2,34}?)[（(]项[）)])?"
)


@rule("G405", "类款项名称不符", Level.WARNING, basis="政府收支分类科目")
def named_chain(disclosure: Disclosure) -> Iterator[Finding]:
    """正文和名词解释中写的类、款、项，应当是科目表中上下相属的科目。

    例如“医疗健康支出（类）行政事业单位医疗（款）”，类的名称应为“卫生健康支出”。
    """
    lists = functional(disclosure.document.year)
    found: dict[str, list[FindingPlace]] = {}
    for passage in passages(disclosure):
        if passage.role == CONTENTS or not _CLASS.search(passage.text):
            continue
        for match in _CHAIN.finditer(passage.text):
            message = _wrong_link(lists, match)
            if message:
                start = match.start()
                found.setdefault(message, []).append(passage.at(passage.text[start : match.end()]))
    for message, places in found.items():
        yield named_chain.finding(message, *dict.fromkeys(places))


def _wrong_link(lists: Classification, match: re.Match[str]) -> str | None:
    name, division, item = (_tail(match[group] or "") for group in ("class", "division", "item"))
    endings = (name[start:] for start in range(max(1, len(name) - 3)))
    classes = next((codes for ending in endings if (codes := lists.resolve(ending, level=3))), ())
    divisions = lists.resolve(division, level=5)
    if not divisions:
        return None
    if not classes:
        parents = {code[:3] for code in divisions}
        right = lists.name(parents.pop()) if len(parents) == 1 else None
        if right and not _shortened(_folded(name), _folded(right)) and len(name) >= 4:
            return f"“{name}（类）”不是科目名称，“{division}（款）”所属的类是“{right}”，请改正"
        return None
    if not any(code[:3] in classes for code in divisions):
        return f"“{division}（款）”不在“{name}（类）”之下，请对照政府收支分类科目核对"
    below = [code for code in divisions if code[:3] in classes]
    if item and lists.resolve(item, level=7) and not any(lists.resolve(item, under=code, level=7) for code in below):
        owners = {code[:5] for code in lists.resolve(item, level=7)}
        if len(owners) == 1 and all(len(lists.children(code)) >= 3 for code in below):
            return f"“{item}（项）”不属于“{division}（款）”，它属于“{lists.name(owners.pop())}”，请核对"
    return None


def _tail(name: str) -> str:
    """The name without what a sentence puts before it."""
    return re.sub(
        r"^.*(?:年|预算|其中|主要|用于|的|十|、)(?=一般公共服务|外交|国防|公共安全|教育|科学技术|文化|社会保障|卫生|医疗)",
        "",
        name,
    )


@rule("G406", "名词解释缺科目", Level.NOTICE)
def unexplained_function(disclosure: Disclosure) -> Iterator[Finding]:
    """名词解释若逐项解释功能分类科目，应当涵盖表中所有的项级科目。

    例如表中有“购房补贴”，名词解释解释了住房公积金而没有解释购房补贴，宜补上。
    """
    glossary = key("".join(passage.text for passage in passages(disclosure) if passage.role == "glossary"))
    if not glossary:
        raise Skip("没有读到名词解释")
    items: dict[str, FindingPlace] = {}
    for table in disclosure.tables:
        if table.kind not in {"expenditure_summary", "general_public_expenditure"}:
            continue
        for panel in table.panels:
            for row in panel.rows:
                code = row.code or (row.coordinates.function if row.coordinates else None)
                if code and len(code) == 7:
                    items.setdefault(bare(row.label), FindingPlace(table.title, row.label, "", row.place))
    told = {name for name in items if name in glossary}
    if not items or len(told) * 3 < len(items) * 2:
        raise Skip("名词解释没有逐项解释功能分类科目")
    silent = [name for name in items if name not in told and _folded(name) not in glossary]
    if silent:
        yield unexplained_function.finding(
            f"名词解释没有解释{'、'.join(items[name].row for name in silent[:5])}，宜补上",
            *(items[name] for name in silent),
        )
