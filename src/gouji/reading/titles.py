"""Titles of tables: which line is one, and what it is without the table's number, year, unit and holder."""

from __future__ import annotations

import re

from gouji.lexicon.text import split_ordinal, tidy

UNIT_IN_BRACKETS = re.compile(r"[（(](?:单位[:：])?(?:人民币)?(亿元|万元|千元|元)[)）]")
_SERIES = "[财政部门单位预决算公开附件录套省市区县级本]{0,8}?"
"""What stands before a table's number: the series it is of, in each office's own words (财决公开, 部门预算)."""
_NUMBERING = re.compile(
    rf"^(?:{_SERIES}(?:表)?\d{{1,2}}(?:[-－—]\d+)?表?[:：、.]?(?!\d)"
    r"|[（(](?:预算|公开|决算)?表?[一二三四五六七八九十\d]+[)）]"
    rf"|{_SERIES}表[一二三四五六七八九十]+[:：、.]?)"
)
_TRAILING_NUMBER = re.compile(
    r"[（(](?:预算|公开|决算|附)*表?[一二三四五六七八九十\d]+表?[)）]$"
    r"|(?<=[表）])附[件表]?[:：]?[一二三四五六七八九十\d]{1,3}(?:[-－—]\d+)?$"
    rf"|(?<=[表）]){_SERIES}(?:表[一二三四五六七八九十\d]{{1,3}}(?:[-－—]\d+)?|\d{{1,2}}(?:[-－—]\d+)?表)$"
)
_HOLDER_BEHIND = re.compile(r"(?<=[表）])(?:填报|编制|预算|填制)?(?:单位|部门)(?:名称)?(?:（盖章）)?[:：].*$")
_YEAR = re.compile(r"^(?:19|20)\d\d(?:年度?)?")
_CONTINUED = re.compile(r"[（(]?续(?:表)?[一二三四五六七八九十\d]*[)）]?$")
_TITLE_END = re.compile(
    r"(?:(?:表|明细|情况|汇总)(?:（[^（）]{1,40}）)*|表[-—－_:：][^，。；]{2,20}(?:（[^（）]{1,40}）)*)$"
)
_LONGEST_TITLE = 60


def clean_title(printed: str) -> str:
    """A table's own title: without numbering, year, brackets with the table's number and 续."""
    title = tidy(printed)
    while True:
        level, _, rest = split_ordinal(title)
        shorter = rest if level is not None else title
        for pattern in (_NUMBERING, _YEAR):
            match = pattern.match(shorter)
            if match and match.end() < len(shorter):
                shorter = shorter[match.end() :]
        shorter = _without_tail(shorter)
        if shorter == title or not shorter:
            return title
        title = shorter.lstrip("、.：: ")


def is_title(text: str) -> bool:
    """Whether a line may be the title of a table."""
    compact = _without_tail(tidy(text))
    return (
        2 < len(compact) <= _LONGEST_TITLE
        and _TITLE_END.search(compact) is not None
        and not compact.startswith(("注", "说明"))
        and "。" not in compact
        and not is_number(compact)
    )


def is_number(text: str) -> bool:
    """Whether a line is nothing but the number of a table (公开01表, 附表1-2)."""
    return bool(_NUMBERING.fullmatch(text))


def _without_tail(text: str) -> str:
    """A line without what may follow a title in it: 续, the unit of amount, the holder, the table's number."""
    while True:
        shorter = _TRAILING_NUMBER.sub("", _HOLDER_BEHIND.sub("", UNIT_IN_BRACKETS.sub("", _CONTINUED.sub("", text))))
        if shorter == text or not shorter:
            return text
        text = shorter
