"""G21x: the contents against the body, and the order of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from operator import itemgetter

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.counts import numeral
from gouji.checking.rules.passages import BODY, CONTENTS, Passage, compact, passages
from gouji.lexicon.text import bare, key, split_ordinal
from gouji.model.disclosure import Disclosure

_LEADER = re.compile(r"[.·…．]{2,}[-—\d]*$|(?<=[\u4e00-\u9fff）])[-—]?\d{1,3}[-—]?$")
_SIMILAR = 0.6


def _entry(line: str) -> str:
    return _LEADER.sub("", compact(line))


def _entries(disclosure: Disclosure) -> list[str]:
    """The entries of the contents; two that reading joined are taken apart."""
    lines = (
        part for line in disclosure.contents for part in re.split(r"(?<=.)(?=（[一二三四五六七八九十]{1,3}）)", line)
    )
    return [entry for line in lines if len(entry := _entry(line)) >= 3]


_ORDINAL = re.compile(r"^\d{1,2}[.．](?=20\d\d)")
_YEAR_OR_NUMBER = re.compile(r"20\d\d年度?|^表\d+[.:：]?|（?公开?\d+表）?|（(?:预算)?表\d+）")
_PUNCTUATION = re.compile(r"[、，,.。:：]")


@lru_cache(maxsize=2048)
def _name(line: str) -> str:
    """A heading for comparison: no ordinal, no year, no quotation marks, no 表 number."""
    text = _YEAR_OR_NUMBER.sub("", _ORDINAL.sub("", bare(line)))
    return _PUNCTUATION.sub("", text) or key(line)


def _body_names(disclosure: Disclosure) -> dict[str, FindingPlace]:
    """Everything an entry of the contents may stand for: headings, short lines, titles of tables."""
    found: dict[str, FindingPlace] = {}
    for passage in passages(disclosure):
        if passage.role != CONTENTS and (passage.heading or len(passage.text) <= 48):
            name = _name(passage.text)
            if name not in found:
                found[name] = passage.at()
    for section in disclosure.sections:
        found.setdefault(_name(section.title), FindingPlace(section.title, "", "", section.place))
    for table in disclosure.tables:
        for title in (table.title, table.printed_title):
            if title:
                found.setdefault(_name(title), FindingPlace(table.title, "", "", table.place))
    if disclosure.targets:
        for name in ("项目支出绩效目标表", "绩效目标表"):
            found.setdefault(name, FindingPlace("项目支出绩效目标表", "", "", disclosure.targets[0].place))
    return found


_WHOSE = re.compile(r"^(?:本?部门|本?单位)(?=.{3})")


def _stands(name: str, names: dict[str, FindingPlace], text: str) -> bool:
    """Whether the body has the heading, whoever's name stands before it (部门主要职能, 某局主要职能)."""
    if name in names or name in text:
        return True
    core = _WHOSE.sub("", name)
    return core != name and any(core in other for other in names)


@rule("G211", "目录与正文不一致", Level.WARNING)
def contents_and_body(disclosure: Disclosure) -> Iterator[Finding]:
    """目录所列的标题，正文应当都有，文字应当一致。

    例如目录列有“三、部门预算基本情况”而正文没有这一节；目录写“国有资产占用使用情况”而正文标题写“国有资产占用情况”。
    """
    entries = _entries(disclosure)
    if not entries:
        raise Skip("没有读到目录")
    names = _body_names(disclosure)
    text = key("".join(passage.text for passage in passages(disclosure) if passage.role != CONTENTS))
    absent = [entry for entry in entries if not _stands(_name(entry), names, text)]
    if len(absent) * 2 > len(entries):
        raise Skip("目录与正文大多对不上，可能目录没有读对，不作判断")
    taken = {_name(entry) for entry in entries}
    missing: list[FindingPlace] = []
    worded: list[tuple[str, FindingPlace]] = []
    for entry in absent:
        name = _name(entry)
        others = [other for other in names if other not in taken and abs(len(other) - len(name)) <= 12]
        same_number = [other for other in others if split_ordinal(names[other].row)[1] == split_ordinal(entry)[1] != ""]
        near = _nearest(name, same_number) or _nearest(name, others)
        if near is not None:
            taken.add(near)
            worded.append((entry, names[near]))
        else:
            missing.append(FindingPlace("目录", entry))
    if worded:
        entry, place = worded[0]
        printed = place.row or place.table
        more = f"等{len(worded)}处" if len(worded) > 1 else ""
        yield contents_and_body.finding(
            f"目录写“{entry}”，正文写“{printed}”{more}，目录与正文的标题文字不同，请统一",
            *(at for entry, place in worded for at in (FindingPlace("目录", entry), place)),
            level=Level.NOTICE,
            values=tuple(text for entry, place in worded for text in (entry, place.row or place.table)),
        )
    if missing:
        shown = "、".join(f"“{place.row}”" for place in missing[:4])
        more = f"等{len(missing)}项" if len(missing) > 4 else ""
        level = Level.WARNING if all("表" not in place.row for place in missing) else Level.NOTICE
        yield contents_and_body.finding(
            f"目录列有{shown}{more}，正文没有找到，请核实补充或修改目录", *missing, level=level
        )


def _likeness(name: str, other: str) -> float:
    """The share of common characters, 0 where it cannot be enough."""
    both = len(name) + len(other)
    most = min(len(name), len(other), sum(map(set(other).__contains__, name)))
    if both and 2.0 * most / both < _SIMILAR:
        return 0.0  # told without a matcher, which looks at every letter first
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR:
        return 0.0
    return matcher.ratio()


def _nearest(name: str, others: list[str]) -> str | None:
    """The most similar of the names, if it is similar enough."""
    likeness, near = max(((_likeness(name, other), other) for other in others), key=itemgetter(0), default=(0.0, None))
    return near if likeness >= _SIMILAR else None


@rule("G212", "标题未列入目录", Level.NOTICE)
def unlisted_heading(disclosure: Disclosure) -> Iterator[Finding]:
    """目录列到哪一级，这一级的标题就应列全。

    例如正文有“四、委托业务费安排情况”一节，目录的同一部分没有列出。
    """
    entries = _entries(disclosure)
    if not entries:
        raise Skip("没有读到目录")
    listed = {_name(entry) for entry in entries}
    detailed = _detailed_parts(entries)
    part = ""
    unlisted: list[FindingPlace] = []
    known = 0
    for passage in passages(disclosure):
        if not passage.heading or passage.role != BODY:
            continue
        level = split_ordinal(passage.text)[0]
        name = _name(passage.text)
        if not split_ordinal(passage.text)[2]:
            continue
        if level == -1:
            part = name
        if level == -1 or (level == 0 and part in detailed):
            if name in listed or any(_likeness(name, entry) >= _SIMILAR for entry in listed):
                known += 1
            else:
                unlisted.append(passage.at())
    if unlisted and len(unlisted) <= max(2, known // 3):
        yield unlisted_heading.finding(f"有{len(unlisted)}个标题没有列入目录，请核实目录是否完整", *unlisted)


def _detailed_parts(entries: list[str]) -> set[str]:
    """The parts of which the contents list the sections too."""
    part = ""
    detailed: set[str] = set()
    for entry in entries:
        level = split_ordinal(entry)[0]
        if level == -1:
            part = _name(entry)
        elif level == 0:
            detailed.add(part)
    return detailed


@rule("G213", "标题序号不连续", Level.NOTICE)
def heading_order(disclosure: Disclosure) -> Iterator[Finding]:
    """同一级标题的序号应当连续，不重号、不跳号。

    例如“三、”之后是“五、”，或者连续出现两个“三、”，应核对是否漏了一节。
    """
    last = 0
    previous: Passage | None = None
    for passage in passages(disclosure):
        if passage.role == CONTENTS or not passage.heading:
            continue
        level, ordinal, _ = split_ordinal(passage.text)
        if level == -1:
            last, previous = 0, None
        if level != 0:
            continue
        number = numeral(re.sub(r"[^一二三四五六七八九十]", "", ordinal) or "一")
        if number == 1:
            last, previous = 1, passage
            continue
        if previous is not None and number in {last, last + 2}:
            what = "重号" if number == last else "跳号"
            yield heading_order.finding(
                f"标题序号{what}：“{previous.text[:20]}”之后是“{passage.text[:20]}”，请核对",
                previous.at(),
                passage.at(),
            )
        last, previous = number, passage
