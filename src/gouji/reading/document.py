"""What a document says of itself: title, department, year and kind. The text decides, not the file's
name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gouji.lexicon.text import tidy
from gouji.model.disclosure import DocumentInfo, SourceFile
from gouji.model.kinds import ADJUSTED_BUDGET, BUDGET, FINAL_ACCOUNTS
from gouji.reading.source import Block, Grid, Paragraph

_YEAR = re.compile(r"(20[0-4]\d)(?=年|\D{0,4}(?:预算|决算|部门|单位))")
_CHINESE_YEAR = re.compile(r"二[〇○零Oo0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_DIGITS = {"〇": "0", "○": "0", "零": "0"} | {c: str(i) for i, c in enumerate("一二三四五六七八九", 1)}
_TITLE = re.compile(
    r"(?:预算|决算)(?:公开|信息公开|情况|说明|编制说明|公开说明|报告|文本|及说明|草案|公开表|报表|情况说明|信息|调整)*$"
)
_HOLDER = re.compile(
    r"^(?:填报|编制|预算|填制|公开)?(?:单位|部门)(?:名称)?(?:（盖章）)?[:：](.+?)(?:单位[:：].*|金额.*)?$"
)
_OWN = re.compile(r"^(.*?)(?:关于)?(?:19|20)\d\d年|^(.*?)(?:部门|单位)(?:预算|决算)")
_BEHIND_YEAR = re.compile(r"^(?:19|20)\d\d年度?(?!部门|单位)(.{4,40}?)(?:部门|单位)?(?:预算|决算)")
_BUDGET_YEAR = re.compile(r"(20[0-4]\d)年度")
_TABLE_TITLE = re.compile(r"(?:预算|决算|绩效|收入|支出|收支)[^。；：，]{0,30}表(?:（[^（）]{1,20}）)?$")
_ADJUSTED = re.compile(r"预算调整|调整后?的?(?:部门|单位)?预算")
_HEADING = re.compile(r"(?:职能|职责|设置|解释|说明|构成|概况|任务)$")
"""Lines above a title that are entries of a list, not its beginning."""
_HEAD = 60


def document_info(blocks: Sequence[Block], file: SourceFile) -> DocumentInfo:
    """Title, department, year and kind, each None or empty where the text does not tell."""
    lines = [tidy(block.text) for block in blocks if isinstance(block, Paragraph)]
    title = _title(lines[:_HEAD])
    every = lines + _grid_texts(blocks)
    kind = _kind(title, every)
    year = _year(title, every, kind) or _year_of_body(blocks)
    return DocumentInfo(title or _table_title(lines[:_HEAD]), _department(title, every), year, kind, "", file)


def _grid_texts(blocks: Sequence[Block]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows[:4]:
                texts.extend(text for cell in row if (text := tidy(cell.text)))
    return texts


def _title(lines: Sequence[str]) -> str:
    """The first title of the head, with the lines just above it that it continues (office, year)."""
    for index, line in enumerate(lines):
        if _TITLE.search(line) and len(line) <= 50 and "。" not in line:
            title = line
            for above in reversed(lines[max(0, index - 3) : index]):
                if (
                    len(title) > 40
                    or re.search("[:：]", above)
                    or len(above) > 30
                    or re.search(r"[。，]|目录|附件", above)
                ):
                    break
                if _is_complete(title) or _HEADING.search(above):
                    break
                title = above + title
            return title
    return ""


def _is_complete(title: str) -> bool:
    match = _OWN.match(title)
    return bool(match and (match.group(1) or match.group(2)) and re.search(r"20\d\d", title))


def _kind(title: str, lines: Sequence[str]) -> str:
    if title:
        final, budget = title.count("决算"), title.count("预算")
        if final != budget:
            return FINAL_ACCOUNTS if final > budget else ADJUSTED_BUDGET if _is_adjusted(title) else BUDGET
    text = "".join(line for line in lines if len(line) < 60)
    return FINAL_ACCOUNTS if text.count("决算") > text.count("预算") else BUDGET


def _is_adjusted(title: str) -> bool:
    """Whether a title says so behind the year; before it stands the office, whatever that is called."""
    year = re.search(r"20[0-4]\d", title)
    return _ADJUSTED.search(title, year.end() if year else 0) is not None


def _year(title: str, lines: Sequence[str], kind: str) -> int | None:
    match = re.search(r"(20[0-4]\d)", title)
    if match:
        return int(match.group(1))
    word = "决算" if kind == FINAL_ACCOUNTS else "预算"
    counts: Counter[int] = Counter()
    for line in lines:
        if word in line or "部门" in line:
            counts.update(int(found) for found in _YEAR.findall(line))
            counts.update(2000 + int(_DIGITS[tens] + _DIGITS[ones]) for tens, ones in _CHINESE_YEAR.findall(line))
    return counts.most_common(1)[0][0] if counts else None


def _year_of_body(blocks: Sequence[Block]) -> int | None:
    """The year that a table without any in its title speaks of: the one it calls 年度, where it names no other so."""
    cells = (cell.text for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row)
    found = {year for text in cells for year in _BUDGET_YEAR.findall(tidy(text))}
    return int(found.pop()) if len(found) == 1 else None


def _table_title(lines: Sequence[str]) -> str:
    """The title of a document that is one table."""
    titles = list(dict.fromkeys(line for line in lines if len(line) <= 50 and _TABLE_TITLE.search(line)))
    return titles[0] if len(titles) == 1 else ""


def _department(title: str, lines: Sequence[str]) -> str:
    holders: Counter[str] = Counter()
    for line in lines:
        match = _HOLDER.match(line)
        if match and 3 < len(match.group(1)) <= 40:
            holders[match.group(1).strip("：: ")] += 1
    if holders:
        return holders.most_common(1)[0][0]
    match = _OWN.match(title)
    name = (match.group(1) or match.group(2) or "") if match else ""
    behind = _BEHIND_YEAR.match(title) if not name else None
    return (behind.group(1) if behind else name).strip('“”"')
