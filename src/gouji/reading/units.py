"""The budget units a document says it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.lexicon.text import split_ordinal, tidy
from gouji.model.disclosure import Section

_OFFICE = re.compile(
    r"(?:局|厅|委员会|委|办公室|办公厅|办事处|办|院|校|学校|大学|学院|中学|小学|幼儿园|中心|站|所|队|馆|处|部|社|团|协会|"
    r"联合会|总会|会|公司|法院|检察院|政府|基地|园|署|台|库|组|厂|校区|机关|室)(?:（[^（）]{1,20}）)?(?:本级|本部|机关)?$"
)
_TITLE = re.compile(r"机构|构成|单位|概况|基本情况")
_OTHER_TITLE = re.compile(r"名词解释|预算表|决算表|情况说明|职责|职能|经费|收支|绩效|采购|任务")
_ANNOUNCED = re.compile(
    r"预算单位|编制范围|单位构成|决算单位|部门(?:预算|决算)(?:是|由|包括)|具体包括|单位详细情况|基层单位|汇总"
)
_SUBORDINATE = re.compile(r"下属|所属")
_ENUMERATED = re.compile(
    r"(?:预算单位|单位|部门预算|部门决算|具体)[^。：:；，]{0,30}?(?:包括|分别是|分别为|分别|有|如下|是|为)"
    r"(?:（[^（）]*）)?[：:](?P<names>[^。]+)"
)
_OFFICES_INSIDE = re.compile(r"内设(?:机构|处室)|设\d+个|职能处室")
_ROSTER_HEAD = re.compile(r"单位名称|预算单位|单位全称|部门（单位）名称|名称")
_NO_UNIT = re.compile(
    r"内设机构|处室|科室|序号|备注|合计|小计|单位名称|单位性质|本单位|本部门|下属|非独立|行政单位:|事业单位:"
)
_PARTED = re.compile(r"[、；;，,](?![^（]*）)|(?<=）)和")
_KIND = re.compile(r"（(?:行政|事业|参公|参照|公益|全额|差额|自收|正处|副处|科级|独立)[^（）]*）")
_BEHIND = re.compile(r"(?:等)?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:预算)?单位$|(?:预算|决算)$")
_BEFORE = re.compile(r"^(?:其中|包括|及|和|以及)")
_BRACKETS = re.compile(r"（[^（）]*）")


def read_units(sections: Sequence[Section]) -> tuple[str, ...]:
    """The names of the budget units, as listed where the document says what it is made of: after 包括：, in lines of
    their own or in a small table. () where it lists none. Units it calls subordinate count only where it lists no
    budget units; offices inside a unit never."""
    found: list[str] = []
    subordinate: list[str] = []
    for index, section in enumerate(sections):
        if _OTHER_TITLE.search(section.title) or not _TITLE.search(section.title):
            continue
        lines = [tidy(line) if "\t" not in line else line for line in section.text.split("\n")]
        if not any(_ANNOUNCED.search(line) for line in lines) and not _SUBORDINATE.search(section.text):
            continue
        for line in lines:
            for match in _ENUMERATED.finditer(line):
                lead = line[max(0, match.start() - 20) : match.start("names")]
                if not _OFFICES_INSIDE.search(lead):
                    weak = _SUBORDINATE.search(lead) and not _ANNOUNCED.search(lead)
                    names = [name for part in _PARTED.split(match.group("names")) for name in _name(part, True)]
                    (subordinate if weak else found).extend(names)
        found.extend(_roster(lines))
        found.extend(_lines(lines))
        found.extend(_titles(sections[index + 1 :], section.level))
    return _distinct(found or subordinate)


def _lines(lines: Sequence[str]) -> Iterator[str]:
    """Units in lines of their own after a line that announces them."""
    announced = False
    for line in lines:
        level, _, rest = split_ordinal(line)
        names = list(_name(rest if level else line)) if announced and level != 0 else []
        if names:
            yield from names
        elif level is None and not line.endswith(("行政单位:", "事业单位:")):
            announced = bool(_ANNOUNCED.search(line)) and line.endswith(("：", ":", "。", "单位"))


def _roster(lines: Sequence[str]) -> Iterator[str]:
    """Rows of a table that lists units: the first field that is a name."""
    head = False
    for line in lines:
        fields = [tidy(field) for field in line.split("\t")]
        if len(fields) > 1 and _ROSTER_HEAD.search("".join(fields)):
            head = not any("项目" in field for field in fields)
        elif head and len(fields) > 1:
            names = [name for field in fields for name in _name(split_ordinal(field)[2])]
            yield from names[:1]


def _titles(below: Sequence[Section], level: int) -> Iterator[str]:
    """Numbered lines that look like headings because nothing follows them."""
    for section in below:
        if section.level <= level:
            return
        if not section.text:
            yield from _name(section.title)


def _name(text: str, announced: bool = False) -> Iterator[str]:
    """The unit a piece of text names, if it names one; in an announced list names need not end as offices do."""
    name = _BEFORE.sub("", _KIND.sub("", text.strip("。；;，、：: ")))
    name = _BEHIND.sub("", name)
    if not 3 < len(name) <= 45 or _NO_UNIT.search(text) or re.search("[:：]", text):
        return
    if _OFFICE.search(name) or (announced and not re.search(r"\d|[的了等，]", name)):
        yield name


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names in order, each once: with or without brackets, and 本级 in brackets or not, it is the same."""
    found: dict[str, str] = {}
    for name in names:
        bare = _BRACKETS.sub("", name.replace("（本级）", "本级").replace("（本部）", "本部"))
        if bare not in found or len(name) > len(found[bare]):
            found[bare] = name
    return tuple(found.values())
