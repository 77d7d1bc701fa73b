"""The body's outline: table of contents, headings with their text, and the budget units they list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.lexicon.text import split_ordinal, tidy
from gouji.model.disclosure import Section
from gouji.reading.narrative.folding import shown
from gouji.reading.narrative.paragraphs import Passage, passages
from gouji.reading.source import Block, Grid, Paragraph

_PART = -1
_OFFICE = re.compile(
    r"(?:局|厅|委员会|委|办公室|办公厅|办事处|办|院|校|学校|大学|学院|中学|小学|幼儿园|中心|站|所|队|支队|大队|总队|馆|处|部|社|团|协会|联合会|"
    r"总会|会|公司|法院|检察院|政府|基地|园|署|台|库|组|厂|校区|总台|机关|党校|研究院|报社|车队|室)(?:（[^（）]{1,20}）)?(?:本级|本部|机关)?$"
)
_LIST = re.compile(
    r"(?:预算单位|编制范围|单位构成|下属单位|所属单位|决算单位|部门(?:预算|决算)(?:是|由|包括)|具体包括|纳入|单位详细情况|基层单位)"
)
_ENUMERATED = re.compile(
    r"(?:预算单位|单位|部门预算|部门决算|具体)[^。：:；，]{0,30}?(?:包括|分别是|分别为|分别|有|如下|是|为)(?:（[^（）]*）)?[：:](?P<names>[^。]+)"
)
_ROSTER_HEADER = re.compile(r"单位名称|预算单位|单位全称|部门（单位）名称|名称")
_NOT_UNITS = re.compile(r"内设机构|处室|科室|序号|备注|合计|小计|单位名称|单位性质|本单位|本部门|下属")
_PARTED = re.compile(r"[、；;，,](?![^（]*）)")
_TAIL = re.compile(r"(?:等)?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:预算)?单位$")
_INNER = re.compile(r"内设(?:机构|处室)|设\d+个|职能处室")


def read_sections(blocks: Sequence[Block]) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """The lines of the table of contents, and the headings of the body with the text under each up to the next, tables
    as lines of fields. Level 0 is a part (第一部分, or a heading without a number), 1 is 一、, 2 （一）."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    contents, body = passages(paragraphs)
    grids = [block for block in blocks if isinstance(block, Grid)]
    order = {id(block): index for index, block in enumerate(blocks)}
    starts = _starts(body, blocks)
    found: list[Section] = []
    heading: Passage | None = None
    texts: list[str] = []
    waiting = iter(sorted(grids, key=lambda grid: order[id(grid)]))
    grid = next(waiting, None)
    for passage, start in zip(body, starts, strict=True):
        while grid is not None and order[id(grid)] < start:
            texts.extend(_rows(grid))
            grid = next(waiting, None)
        if passage.heading:
            if heading is not None:
                found.append(_section(heading, texts))
            heading, texts = passage, []
        else:
            texts.append(passage.text)
    if heading is not None:
        while grid is not None:
            texts.extend(_rows(grid))
            grid = next(waiting, None)
        found.append(_section(heading, texts))
    return contents, tuple(found)


def _starts(body: Sequence[Passage], blocks: Sequence[Block]) -> list[int]:
    """For each passage the index of the block it begins in."""
    found: list[int] = []
    index = 0
    for passage in body:
        for later in range(index, len(blocks)):
            block = blocks[later]
            if (
                isinstance(block, Paragraph)
                and block.place == passage.place
                and shown(block.text)[:8] == passage.text[:8]
            ):
                index = later
                break
        found.append(index)
        index = min(index + 1, len(blocks))
    return found


def _section(heading: Passage, texts: Sequence[str]) -> Section:
    level = _PART if heading.level is None else heading.level
    return Section(heading.title, level - _PART, "\n".join(texts), heading.place, heading.number)


def _rows(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        fields = [shown(cell.text) for cell in row if cell.text.strip()]
        if fields:
            yield "\t".join(fields)


def read_units(sections: Sequence[Section]) -> tuple[str, ...]:
    """The names of the budget units, as listed where the document says what it is made of: after 包括：, in numbered
    lines or in a small table. () where it lists none."""
    found: list[str] = []
    for index, section in enumerate(sections):
        if not _speaks_of_units(section):
            continue
        found.extend(_enumerated(section.text))
        found.extend(_roster(section.text))
        found.extend(_numbered(section.text))
        found.extend(_titles(sections[index + 1 :], section.level))
    return tuple(dict.fromkeys(found))


def _titles(below: Sequence[Section], level: int) -> Iterator[str]:
    """Numbered lines that look like headings because nothing follows them."""
    for section in below:
        if section.level <= level:
            return
        if not section.text:
            yield from _name(section.title)


def _speaks_of_units(section: Section) -> bool:
    if re.search(r"名词解释|预算表|情况说明|职责|职能|经费|收支|绩效|采购", section.title):
        return False
    return bool(re.search(r"机构|构成|单位|概况|基本情况", section.title)) and bool(_LIST.search(tidy(section.text)))


def _enumerated(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        plain = tidy(line)
        for match in _ENUMERATED.finditer(plain):
            if _INNER.search(plain[max(0, match.start() - 20) : match.start("names")]):
                continue
            for name in _PARTED.split(match.group("names")):
                yield from _name(name, announced=True)


def _numbered(text: str) -> Iterator[str]:
    """Numbered lines after a line that announces the units."""
    announced = False
    for line in text.split("\n"):
        plain = tidy(line)
        level, _, rest = split_ordinal(plain)
        if level is None or level < 1:
            announced = bool(_LIST.search(plain)) if level is None else False
        elif announced:
            yield from _name(rest.rstrip("。；;，"))


def _roster(text: str) -> Iterator[str]:
    """Rows of a table that lists units: a name among the fields."""
    header = False
    for line in text.split("\n"):
        fields = [tidy(field) for field in line.split("\t")]
        if _ROSTER_HEADER.search("".join(fields)) and len(fields) > 1:
            header = True
            continue
        if not header:
            continue
        for field in fields:
            names = list(_name(split_ordinal(field)[2]))
            if names:
                yield names[0]
                break


def _name(text: str, announced: bool = False) -> Iterator[str]:
    name = _TAIL.sub("", text.strip("。；;，、：: "))
    name = re.sub(r"^(?:其中|包括|及|和|以及)", "", name)
    if not 3 < len(name) <= 45 or _NOT_UNITS.search(name):
        return
    if _OFFICE.search(name) or (announced and not re.search(r"\d|[的了等]", name)):
        yield name
